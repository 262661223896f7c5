"""Which outlet an address or a name belongs to: a table of hosts, as data, and nothing beyond it. An outlet is never guessed."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.model.address import host_of
from onrecord.read.lines import fold


@dataclass(frozen=True, slots=True)
class Outlet:
    """A known outlet; an aggregator passes on what others published."""

    name: str
    aggregator: bool


def of_address(address: str | None) -> Outlet | None:
    """The outlet at the host of ``address`` or of a domain above it (``www.bbc.co.uk``: BBC News)."""
    host = host_of(address)
    hosts, _ = _tables()
    while "." in host:
        if host in hosts:
            return hosts[host]
        host = host.partition(".")[2]
    return None


def of_name(name: str) -> Outlet | None:
    """The outlet that goes by ``name``, with or without an article before it."""
    _, names = _tables()
    return names.get(_plain(name))


def _plain(name: str) -> str:
    return fold(name).removeprefix("the ")


@cache
def _tables() -> tuple[dict[str, Outlet], dict[str, Outlet]]:
    hosts: dict[str, Outlet] = {}
    names: dict[str, Outlet] = {}
    text = (files("onrecord.read") / "data" / "outlets.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        outlet = Outlet(row["name"], row["kind"] == "aggregator")
        hosts[row["host"]] = outlet
        names.setdefault(_plain(row["name"]), outlet)
    return hosts, names
