"""What a person hands over on a page: files that were dropped there, a text that was pasted. Bytes with a name, never a path.

A name says what a file holds (its ending) and is shown; nothing is opened by it. Two files of one name are two inputs unless
they hold the same, since many pages are saved as ``index.html``: the digest of the content is a part of the source.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from onrecord.collect import wanted
from onrecord.collect.disk import opened, unknown_type
from onrecord.collect.inputs import Input
from onrecord.collect.names import shown
from onrecord.collect.opening import Opener
from onrecord.collect.wanted import Wanted
from onrecord.model.capture import Refusal
from onrecord.model.errors import InputError
from onrecord.model.identity import ID_DIGITS

#: Characters of a name that are kept, from its end, where its type stands.
LONGEST_NAME = 120

#: Bytes of a file that are in memory while its digest is made.
_PIECE = 1 << 20

_PAGE = re.compile(r"https?://[!-~]{1,4000}$", re.I)


@dataclass(frozen=True, slots=True)
class Handed:
    """Bytes that lie at ``path`` for now and were called ``name`` where they came from; a pasted text has no name.

    ``address`` is the page that they are from, where the person said so.
    """

    path: Path
    name: str = ""
    address: str = ""


def source_of(handed: Handed) -> str:
    """The source that ``handed`` is taken from, as its fate names it. Raises ``OSError`` where it cannot be read."""
    with handed.path.open("rb") as stream:
        return _source(handed, stream)


def _source(handed: Handed, stream: BinaryIO) -> str:
    address = handed.address.strip()
    if address:
        return address
    number = _digest(stream)[:ID_DIGITS]
    return f"dropped/{number}/{shown(called(handed.name))}" if handed.name else f"pasted/{number}"


def inputs(handed: Handed, opener: Opener) -> Iterator[Input | Wanted | Refusal]:
    """What ``handed`` holds. Never raises for a bad input: that is a :class:`Refusal` with one sentence."""
    name = called(handed.name) if handed.name else ""
    address = handed.address.strip()
    if address and not _PAGE.match(address):
        yield Refusal(
            shown(address[:200]), "it is no address of a page; give one that begins with https://, or leave it out"
        )
        return
    try:
        with opened(str(handed.path), opener.limits.container) as stream:
            source = _source(handed, stream)
            stream.seek(0)
            if "." in name.lstrip(".") and not wanted.is_list(name) and (refusal := unknown_type(name)):
                yield Refusal(source, refusal)
                return
            if wanted.is_list(name):
                yield from wanted.from_list(stream, source, opener.limits)
                return
            path = urlsplit(address).path if address else name
            for item in opener.file(stream, path, source, f"stdin:{source}"):
                own = isinstance(item, Input) and item.source == address
                yield replace(item, address=address) if own and isinstance(item, Input) else item
    except InputError as error:
        yield Refusal(shown(name) or "pasted", str(error))


def _digest(stream: BinaryIO) -> str:
    whole = hashlib.sha256()
    while piece := stream.read(_PIECE):
        whole.update(piece)
    return whole.hexdigest()


def called(name: str) -> str:
    """``name`` without the folders that it came from, of no more than :data:`LONGEST_NAME` characters."""
    last = re.split(r"[/\\]", name)[-1].strip()
    return last[-LONGEST_NAME:] if last.strip(".") else "file"
