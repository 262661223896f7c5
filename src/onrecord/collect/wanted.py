"""Addresses that a user names, one by one or in a list (OPML): what is to be visited, before anything is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from onrecord.collect.addresses import visitable
from onrecord.collect.disk import read_all
from onrecord.collect.limits import Limits
from onrecord.collect.names import shown
from onrecord.model.capture import Refusal
from onrecord.model.errors import InputError

_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]{1,20}://|feed:", re.I)


@dataclass(frozen=True, slots=True)
class Wanted:
    """An address that is to be visited: ``source``. ``title`` and ``folders`` are those of the list ``named_in``."""

    source: str
    title: str | None = None
    folders: tuple[str, ...] = ()
    named_in: str | None = None


def is_address(argument: str) -> bool:
    """Whether ``argument`` is written as an address, of whatever kind."""
    return _ADDRESS.match(argument) is not None


def is_list(path: str) -> bool:
    """Whether the name of a file says that it is a list of subscriptions."""
    return path.lower().endswith(".opml")


def from_address(argument: str) -> Wanted | Refusal:
    """What ``argument``, which is written as an address, names."""
    if argument.lower().startswith("file:"):
        return Refusal(shown(argument), "this is a file address; give the path of the file instead")
    address = visitable(argument)
    if address is not None:
        return Wanted(address)
    if re.match(r"(?:feed:)?https?://[^/?#]*@", argument, re.I):
        return Refusal(
            shown(argument.partition("://")[0]) + "://…",
            "it has a user name in it, which everybody would see; leave that out",
        )
    return Refusal(
        shown(argument), "it is no address that can be visited; give one that begins with https:// or http://"
    )


def from_list(stream: BinaryIO, source: str, limits: Limits) -> Iterator[Wanted | Refusal]:
    """What the list of subscriptions in ``stream`` names. Raises an ``InputError`` where it cannot be read."""
    from onrecord.collect import feeds  # noqa: PLC0415 - few desks are given a list, and no one twice

    found = feeds.read(read_all(stream, limits.article), "")
    if not isinstance(found, feeds.Outlines):
        raise InputError("it is no list of subscriptions (OPML); export it again")
    if not found.found:
        raise InputError("it names no address that can be visited; export it again with the addresses of the feeds")
    for each in found.found:
        yield Wanted(each.address, each.title, each.folders, source)
    for given in found.wrong:
        yield Refusal(shown(given[:200]), f"it stands in {source}, but is no address that can be visited")
