"""Opening what lies on the disk: only regular files, only after a look at their size."""

from __future__ import annotations

import errno
import io
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

from onrecord.collect.inputs import KNOWN_TYPES, type_of
from onrecord.collect.limits import MEBIBYTE, Limits
from onrecord.model.errors import UnreadableInput, UnsafeInput

_NOT_FILES = (
    (stat.S_ISDIR, "it is a folder"),
    (stat.S_ISFIFO, "it is a pipe; send its content to standard input and give -"),
    (stat.S_ISSOCK, "it is a socket; save what it holds as a file and add that"),
    (stat.S_ISCHR, "it is a device; send its content to standard input and give -"),
    (stat.S_ISBLK, "it is a device; save what it holds as a file and add that"),
)

_REASONS = {
    errno.ENOENT: "there is no file or folder of this name; check the spelling and the folder you are in",
    errno.ENOTDIR: "a part of this path is a file, not a folder; check the spelling",
    errno.EACCES: "it may not be read; change its permissions (chmod u+r) or run as a user who may read it",
    errno.EPERM: "it may not be read; change its permissions (chmod u+r) or run as a user who may read it",
    errno.ELOOP: "it is a loop of links; point the link at a file",
    errno.ENAMETOOLONG: "the name is too long; check the spelling or shorten it",
}


def why(error: OSError | ValueError) -> str:
    """One sentence for a failed call of the operating system."""
    if isinstance(error, OSError) and error.errno is not None:
        return _REASONS.get(
            error.errno, f"it cannot be read ({os.strerror(error.errno)}); check the disk and try again"
        )
    return "the name holds a character that no file name can hold; check the spelling"


def why_missing(path: str) -> str:
    """One sentence for a path that cannot be looked at: a link that leads nowhere is not a wrong name."""
    try:
        Path(path).lstat()
    except (OSError, ValueError) as error:
        return why(error)
    try:
        Path(path).stat()
    except OSError as error:
        if error.errno == errno.ENOENT:
            return "it is a link that leads nowhere; mend or remove the link"
        return why(error)
    return "it cannot be read; try again"


def too_large(limit: int, size: int | None = None) -> str:
    """One sentence for an input of ``size`` bytes (``None``: not known) where ``limit`` are allowed."""
    told = f"{size / MEBIBYTE:,.1f} MiB, " if size is not None else ""
    return f"it is too large ({told}at most {limit / MEBIBYTE:,.0f} MiB are read); split it and add the parts"


def unknown_type(name: str) -> str | None:
    """Why a file of this name is not taken, ``None`` where its type is known."""
    if type_of(name) is not None:
        return None
    return f"its type is not one that is read; give a {KNOWN_TYPES} file"


@contextmanager
def opened(path: str, limit: int) -> Iterator[BinaryIO]:
    """The regular file at ``path``, open for reading, of at most ``limit`` bytes.

    Raises ``UnreadableInput`` or ``UnsafeInput`` with a sentence. ``O_NONBLOCK`` keeps a pipe that took the file's place
    from blocking for ever.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except (OSError, ValueError) as error:
        if isinstance(error, OSError) and error.errno == errno.ENXIO:
            raise UnsafeInput(_NOT_FILES[2][1]) from error
        raise UnreadableInput(why(error)) from error
    with os.fdopen(descriptor, "rb") as stream:
        status = os.fstat(descriptor)
        for is_kind, sentence in _NOT_FILES:
            if is_kind(status.st_mode):
                raise UnsafeInput(sentence)
        if status.st_size > limit:
            raise UnsafeInput(too_large(limit, status.st_size))
        yield stream


def read_all(stream: BinaryIO, limit: int) -> bytes:
    """All of ``stream``; raises ``UnsafeInput`` as soon as it gives more than ``limit`` bytes, whatever its size said."""
    try:
        data = stream.read(limit + 1)
    except OSError as error:
        raise UnreadableInput(why(error)) from error
    if len(data) > limit:
        raise UnsafeInput(too_large(limit))
    return data


def lines_of(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """The lines of ``stream``; one that is longer than ``limit`` is cut there, and refused where it is looked at."""
    while line := stream.readline(limit + 2):
        yield line
        while not line.endswith(b"\n") and len(line) > limit:
            line = stream.readline(limit + 2)


def unpacked(stream: BinaryIO, limits: Limits) -> BinaryIO:
    """What ``stream`` holds compressed with gzip, as a stream that can be read from its start again.

    Reading it raises ``UnreadableInput`` where it is damaged and ``UnsafeInput`` where it unpacks to more than is allowed.
    """
    return io.BufferedReader(_Unpacked(stream, limits), 1 << 16)


class _Unpacked(io.RawIOBase):
    """What a gzip file holds, counted. The standard library's own gives nothing of a file that is cut off in its last piece."""

    def __init__(self, stream: BinaryIO, limits: Limits) -> None:
        self._packed = stream
        self._limits = limits
        self.seek(0)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        if offset != 0 or whence != os.SEEK_SET:
            raise io.UnsupportedOperation("a compressed file is read from its start")
        self._packed.seek(0)
        self._member = zlib.decompressobj(_GZIP)
        self._waiting = b""
        self._given = 0
        return 0

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._next(len(buffer))
        except zlib.error as error:
            raise UnreadableInput(_NOT_WHOLE) from error
        except OSError as error:
            raise UnreadableInput(why(error)) from error
        self._given += len(data)
        if self._given > self._limits.unpacked:
            raise UnsafeInput("it unpacks to more than is allowed; unpack it by hand and split it")
        if self._given > self._limits.ratio_from and self._given > self._limits.ratio * max(1, self._packed.tell()):
            raise UnsafeInput(BOMB)
        buffer[: len(data)] = data
        return len(data)

    def _next(self, most: int) -> bytes:
        """Up to ``most`` bytes of what was packed; none at the end. A file may be several gzip files behind each other."""
        while True:
            if self._member.eof:
                self._waiting = self._member.unused_data.lstrip(b"\0") or self._packed.read(_STEP).lstrip(b"\0")
                if not self._waiting:
                    return b""
                self._member = zlib.decompressobj(_GZIP)
            self._waiting = self._waiting or self._packed.read(_STEP)
            if not self._waiting:
                raise UnreadableInput(_NOT_WHOLE)
            data = self._member.decompress(self._waiting, most)
            self._waiting = self._member.unconsumed_tail
            if data:
                return data


_GZIP = 31  # zlib's number for the gzip format with its largest window
_STEP = 1 << 14  # compressed bytes that are looked at together: what damage can cost beyond itself
_NOT_WHOLE = "it is no whole gzip file (cut off or damaged); fetch it again"

#: What is said of an archive that gives a hundred times of what it is.
BOMB = "it unpacks to more than a hundred times its size, as archives built to do harm do; unpack it by hand"


def not_special(path: str) -> str | None:
    """Why the thing at ``path`` is neither file nor folder, ``None`` where it is one of them; raises ``OSError``."""
    mode = Path(path).stat().st_mode
    for is_kind, sentence in _NOT_FILES[1:]:
        if is_kind(mode):
            return sentence
    return None
