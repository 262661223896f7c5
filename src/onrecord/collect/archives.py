"""Zip archives: their members as inputs. Names of members are names only; nothing is ever written."""

from __future__ import annotations

import lzma
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from onrecord.collect.disk import BOMB, too_large, unknown_type
from onrecord.collect.inputs import ZIP, Input, type_of
from onrecord.collect.limits import Limits
from onrecord.collect.names import shown
from onrecord.model.capture import Refusal
from onrecord.model.errors import UnreadableInput, UnsafeInput

#: Called with the bytes of one member, its name, source and location; gives what it holds.
Open = Callable[[bytes, str, str, str], Iterator[Input | Refusal]]

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
)
_ENCRYPTED = 0x1


def members(stream: BinaryIO, source: str, location: str, limits: Limits, take: Open) -> Iterator[Input | Refusal]:
    """The inputs in the archive that ``stream`` holds, sorted by name, ``SOURCE!/NAME`` each."""
    try:
        archive = zipfile.ZipFile(stream)
    except (*_BROKEN, MemoryError):
        yield Refusal(source, "it is not a whole zip archive (cut off or damaged); fetch it again")
        return
    with archive:
        infos = sorted((info for info in archive.infolist() if not _hidden(info)), key=lambda info: info.filename)
        if not infos:
            yield Refusal(source, "the archive holds no file; give one with articles in it")
        if len(infos) > limits.members:
            yield Refusal(source, f"the archive holds more than {limits.members:,} files; split it and add the parts")
            return
        left, previous = limits.unpacked, None
        for info in infos:
            name = f"{source}!/{shown(info.filename)}"
            if info.filename == previous:
                yield Refusal(name, "a file of this name stands twice in the archive; only the first was read")
                continue
            previous = info.filename
            try:
                data = _unpacked(archive, info, limits, left)
            except (UnreadableInput, UnsafeInput) as error:
                yield Refusal(name, str(error))
                continue
            left -= len(data)
            yield from take(data, info.filename, name, f"{location}!/{shown(info.filename)}")


def _hidden(info: zipfile.ZipInfo) -> bool:
    """Folders, hidden files and what macOS adds are no inputs."""
    parts = info.filename.split("/")
    return (
        info.filename.endswith("/")
        or any(part.startswith(".") and part.strip(".") for part in parts)
        or parts[0] == "__MACOSX"
    )


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, limits: Limits, left: int) -> bytes:
    if type_of(info.filename) == ZIP:
        raise UnsafeInput("it is an archive inside an archive; unpack the outer one and add this one by itself")
    if refusal := unknown_type(info.filename):
        raise UnreadableInput(refusal)
    if stat.S_ISLNK(info.external_attr >> 16):
        raise UnsafeInput("it is a link inside an archive; pack the file that it points to")
    if info.flag_bits & _ENCRYPTED:
        raise UnreadableInput("it is encrypted; unpack it with its password and add the files")
    limit = min(limits.of(type_of(info.filename)), limits.array)  # a member is held in memory, whatever it is
    if info.file_size > limit:
        raise UnsafeInput(too_large(limit, info.file_size))
    if info.file_size > limits.ratio_from and info.file_size > limits.ratio * max(1, info.compress_size):
        raise UnsafeInput(BOMB)
    allowed = min(limit, left)
    try:
        with archive.open(info) as member:
            data = member.read(allowed + 1)  # the size that a header declares is only a claim
    except _BROKEN as error:
        raise UnreadableInput("it is damaged inside the archive; fetch the archive again") from error
    if len(data) > allowed:
        raise UnsafeInput("the archive unpacks to more than is allowed; split it and add the parts")
    return data
