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
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from onrecord.collect import handed, wanted
from onrecord.collect.columns import NO_COLUMNS, Columns
from onrecord.collect.disk import not_special, opened, read_all, unknown_type, why, why_missing
from onrecord.collect.handed import Handed
from onrecord.collect.inputs import Input, compressed, type_of
from onrecord.collect.limits import DEFAULT_LIMITS, Limits
from onrecord.collect.names import normalised, shown
from onrecord.collect.opening import Opener
from onrecord.collect.wanted import Wanted
from onrecord.model.capture import Refusal
from onrecord.model.errors import InputError
from onrecord.model.identity import ID_DIGITS

_PAGE = re.compile(r"https?://[!-~]{1,4000}$", re.I)


def gather(
    arguments: Sequence[str | Handed],
    limits: Limits = DEFAULT_LIMITS,
    *,
    stdin: BinaryIO | None = None,
    stdin_name: str | None = None,
    columns: Columns = NO_COLUMNS,
) -> Iterator[Input | Wanted | Refusal]:
    """Everything that ``arguments`` name: files, folders, quoted globs, ``-`` for standard input, addresses and lists of them.

    ``stdin`` is where ``-`` reads from; ``stdin_name`` names what comes from there (``report.html``) and tells its type; an
    address as name says that it is the page there. Without a name the source is ``-#`` and the first digits of the content's
    digest: two different texts from standard input are two inputs. What is ``Handed`` is bytes that a page was given. ``columns`` names the columns of dumps. Never raises for a
    bad input: that is a :class:`Refusal` with one sentence. What is named twice under one name is given once.
    """
    given: set[str] = set()
    opener = Opener(limits, columns)
    for argument in arguments:
        for item in _argument(argument, opener, stdin, stdin_name):
            if item.source not in given:
                given.add(item.source)
                yield item


def _argument(
    argument: str | Handed, opener: Opener, stdin: BinaryIO | None, stdin_name: str | None
) -> Iterator[Input | Wanted | Refusal]:
    if isinstance(argument, Handed):
        yield from handed.inputs(argument, opener)
    elif argument == "-":
        yield from _standard_input(stdin, stdin_name, opener)
    elif not argument:
        yield Refusal("", "the name is empty; give a file, a folder or -")
    elif wanted.is_address(argument):
        yield wanted.from_address(argument)
    elif os.path.lexists(argument):
        yield from _path(argument, opener)
    elif glob.has_magic(argument):
        found = sorted(glob.glob(argument, recursive=True))  # noqa: PTH207 - a pattern may be absolute
        if not found:
            yield Refusal(shown(argument), "no file fits this pattern; check it and the folder you are in")
        for path in found:
            yield from _path(path, opener)
    else:
        yield Refusal(normalised(argument) if "\0" not in argument else shown(argument), why_missing(argument))


def _path(path: str, opener: Opener) -> Iterator[Input | Wanted | Refusal]:
    if Path(path).is_dir():
        yield from _folder(path, normalised(path), opener)
    elif wanted.is_list(path):
        yield from _list(path, normalised(path), opener.limits)
    else:
        yield from _file(path, normalised(path), opener, named=True)


def _folder(top: str, source: str, opener: Opener) -> Iterator[Input | Refusal]:
    empty = True
    for path, name, reason in _walk(top, source, opener.limits.depth, set()):
        empty = False
        if reason is not None:
            yield Refusal(name, reason)
        elif wanted.is_list(path):  # a folder of reports must not make anything be fetched
            yield Refusal(name, "it is a list of subscriptions; add it by its own name to visit what it lists")
        else:
            yield from _file(path, name, opener, named=False)
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


def _file(path: str, source: str, opener: Opener, *, named: bool) -> Iterator[Input | Refusal]:
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
    limit = opener.limits.container if compressed(path) else opener.limits.of(kind)
    try:
        with opened(path, limit) as stream:
            yield from opener.file(stream, path, source, location)
    except InputError as error:
        yield Refusal(source, str(error))


def _list(path: str, source: str, limits: Limits) -> Iterator[Wanted | Refusal]:
    try:
        with opened(path, limits.article) as stream:
            yield from wanted.from_list(stream, source, limits)
    except InputError as error:
        yield Refusal(source, str(error))


def _standard_input(stdin: BinaryIO | None, name: str | None, opener: Opener) -> Iterator[Input | Refusal]:
    """What comes from there. Under an address it is the page at that address, as a person saved or copied it."""
    if stdin is None:
        yield Refusal("-", "there is no standard input here; give a file instead")
        return
    try:
        data = read_all(stdin, opener.limits.array)
    except InputError as error:
        yield Refusal(shown(name or "-"), str(error))
        return
    address = name.strip() if name and _PAGE.match(name.strip()) else None
    source = address or (normalised(name) if name else f"-#{hashlib.sha256(data).hexdigest()[:ID_DIGITS]}")
    for item in opener.data(data, urlsplit(address).path if address else name, source, f"stdin:{source}"):
        yield replace(item, address=address) if isinstance(item, Input) and item.source == address else item
