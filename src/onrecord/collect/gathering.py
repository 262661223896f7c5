"""From what a user names to inputs: one :class:`Input` or :class:`Refusal` each, in a fixed order, one file in memory.

Arguments keep their order; inside a folder, a glob and an archive the order is that of the names. Hidden files of a
folder are no inputs unless they are named themselves.
"""

from __future__ import annotations

import glob
import hashlib
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from onrecord.collect import archives, records
from onrecord.collect.content import check_text, sniff
from onrecord.collect.disk import not_special, opened, read_all, unknown_type, why, why_missing
from onrecord.collect.inputs import JSON_LINES, ZIP, Input, type_of
from onrecord.collect.limits import DEFAULT_LIMITS, Limits
from onrecord.collect.names import normalised, shown
from onrecord.model.capture import MediaType, Refusal
from onrecord.model.errors import InputError

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}://", re.I)


def gather(
    arguments: Sequence[str],
    limits: Limits = DEFAULT_LIMITS,
    *,
    stdin: BinaryIO | None = None,
    stdin_name: str | None = None,
) -> Iterator[Input | Refusal]:
    """Everything that ``arguments`` name: files, folders, quoted globs, ``-`` for standard input.

    ``stdin`` is where ``-`` reads from; ``stdin_name`` names what comes from there (``report.html``) and tells its type.
    Without a name the source is ``-#`` and the first digits of the content's digest: two different texts from standard
    input are two inputs. Never raises for a bad input: that is a :class:`Refusal` with one sentence. What is named twice
    under one name is given once.
    """
    given: set[str] = set()
    for argument in arguments:
        for item in _argument(argument, limits, stdin, stdin_name):
            if item.source not in given:
                given.add(item.source)
                yield item


def _argument(
    argument: str, limits: Limits, stdin: BinaryIO | None, stdin_name: str | None
) -> Iterator[Input | Refusal]:
    if argument == "-":
        yield from _standard_input(stdin, stdin_name, limits)
    elif not argument:
        yield Refusal("", "the name is empty; give a file, a folder or -")
    elif _ADDRESS.match(argument):
        if argument.lower().startswith("file:"):
            yield Refusal(shown(argument), "this is a file address; give the path of the file instead")
        else:
            yield Refusal(
                shown(argument), "fetching from the web is not part of this version; save the page and add the file"
            )
    elif os.path.lexists(argument):
        yield from _path(argument, limits)
    elif glob.has_magic(argument):
        found = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207 - a pattern may be absolute
        if not found:
            yield Refusal(shown(argument), "no file fits this pattern; check it and the folder you are in")
        for path in found:
            yield from _path(path, limits)
    else:
        yield Refusal(normalised(argument) if "\0" not in argument else shown(argument), why_missing(argument))


def _path(path: str, limits: Limits) -> Iterator[Input | Refusal]:
    if Path(path).is_dir():
        yield from _folder(path, normalised(path), limits)
    else:
        yield from _file(path, normalised(path), limits, named=True)


def _folder(top: str, source: str, limits: Limits) -> Iterator[Input | Refusal]:
    empty = True
    for path, name, reason in _walk(top, source, limits.depth, set()):
        empty = False
        if reason is not None:
            yield Refusal(name, reason)
        else:
            yield from _file(path, name, limits, named=False)
    if empty:
        yield Refusal(source, "the folder holds no file; give one with articles in it")


def _walk(folder: str, source: str, depth: int, seen: set[tuple[int, int]]) -> Iterator[tuple[str, str, str | None]]:
    """The files below ``folder`` as (path, source, why not). A folder that was read already is not read again."""
    try:
        status = Path(folder).stat()
        names = sorted(entry.name for entry in Path(folder).iterdir())
    except OSError as error:
        yield folder, source, why(error)
        return
    if (status.st_dev, status.st_ino) in seen:
        yield folder, source, "it is a link to a folder that is read already; it was not read twice"
        return
    seen.add((status.st_dev, status.st_ino))
    for name in names:
        if name.startswith("."):
            continue
        path = f"{folder.rstrip('/')}/{name}"
        inner = shown(name) if source == "." else f"{source.rstrip('/')}/{shown(name)}"
        if not Path(path).is_dir():
            yield path, inner, None
        elif depth == 0:
            yield path, inner, "folders lie too deep in each other; add this one by itself"
        else:
            yield from _walk(path, inner, depth - 1, seen)


def _file(path: str, source: str, limits: Limits, *, named: bool) -> Iterator[Input | Refusal]:
    """What the file at ``path`` holds. ``named``: the user gave this very file, so one without an ending is looked into."""
    has_ending = "." in path.rsplit("/", 1)[-1].lstrip(".")
    try:
        if refusal := not_special(path):
            yield Refusal(source, refusal)
            return
        location = shown(os.path.realpath(path))
    except OSError:
        yield Refusal(source, why_missing(path))
        return
    kind = type_of(path)
    if kind is None and (has_ending or not named) and (refusal := unknown_type(path)):
        yield Refusal(source, refusal)
        return
    try:
        if kind == ZIP:
            with opened(path, limits.container) as stream:
                yield from archives.members(
                    stream,
                    source,
                    location,
                    limits,
                    lambda data, member, inner, at: _bytes(data, type_of(member), inner, at, limits),
                )
        elif kind == JSON_LINES:
            with opened(path, limits.container) as stream:
                yield from records.split_lines(_lines(stream, limits.article), source, location, limits)
        else:
            limit = limits.array if kind == "application/json" else limits.article
            with opened(path, limit) as stream:
                data = read_all(stream, limit)
            yield from _bytes(data, kind, source, location, limits)
    except InputError as error:
        yield Refusal(source, str(error))


def _standard_input(stdin: BinaryIO | None, name: str | None, limits: Limits) -> Iterator[Input | Refusal]:
    if stdin is None:
        yield Refusal("-", "there is no standard input here; give a file instead")
        return
    try:
        data = read_all(stdin, limits.array)
    except InputError as error:
        yield Refusal(shown(name or "-"), str(error))
        return
    source = normalised(name) if name else f"-#{hashlib.sha256(data).hexdigest()[:12]}"
    yield from _bytes(data, type_of(name) if name else None, source, f"stdin:{source}", limits)


def _bytes(data: bytes, kind: str | None, source: str, location: str, limits: Limits) -> Iterator[Input | Refusal]:
    """What ``data`` of the given type holds; ``None`` as type: it is looked for in the content."""
    try:
        check_text(data)
    except InputError as error:
        yield Refusal(source, str(error))
        return
    kind = kind or sniff(data)
    if kind == JSON_LINES:
        yield from records.split_lines(data.split(b"\n"), source, location, limits)
    elif kind == "application/json":
        yield from records.split_array(data, source, location, limits)
    elif len(data) > limits.article:
        yield Refusal(
            source, f"it is larger than an article may be ({limits.article:,} bytes); split it and add the parts"
        )
    else:
        yield Input(source, location, _MEDIA_TYPES[kind], data)


_MEDIA_TYPES: dict[str, MediaType] = {
    "text/plain": "text/plain",
    "text/html": "text/html",
    "message/rfc822": "message/rfc822",
}


def _lines(stream: BinaryIO, limit: int) -> Iterator[bytes]:
    """The lines of ``stream``; one that is longer than ``limit`` is cut there, and refused where it is looked at."""
    while line := stream.readline(limit + 2):
        yield line
        while not line.endswith(b"\n") and len(line) > limit:
            line = stream.readline(limit + 2)
