"""How a desk is reached: on this machine alone, or by others, who log in and come by https."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.model.errors import UsageError

#: Names of this machine.
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})

_HOST_HEADER = re.compile(r"(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?", re.I)
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?", re.I)


@dataclass(frozen=True, slots=True)
class Door:
    """``hosts`` are the names that the desk answers by. With ``login`` everybody logs in, and every address is https."""

    hosts: frozenset[str] = _LOOPBACK
    login: bool = False

    @property
    def scheme(self) -> str:
        """What an address of the desk begins with."""
        return "https" if self.login else "http"

    def is_own(self, host: str) -> bool:
        """Whether a request's ``Host`` is a name of this desk, with whatever port."""
        found = _HOST_HEADER.fullmatch(host)
        return found is not None and found[1].lower() in self.hosts


def make_door(host: str, trusted: Sequence[str], certificate: Path | None) -> Door:
    """The door of a server on ``host`` that is known by the names ``trusted``, with a certificate of its own or a proxy before it.

    Raises ``UsageError`` where passwords would travel openly or nobody could say by which name the desk is asked.
    """
    if is_loopback(host) and not trusted and certificate is None:
        return Door()
    names = [name.strip().lower() for name in trusted]
    for name in names:
        if not _NAME.fullmatch(name) and not _address(name):
            raise UsageError(f"{name!r} is no name of a host: give it without https:// and without a port.")
    if certificate is None and not names:
        raise UsageError(
            f"On {host} others reach the desk, and passwords need https: give --certificate, or --trusted-host with the name "
            "of the https proxy before it."
        )
    if not names:
        if _is_any(host):
            raise UsageError(
                f"{host} stands for every address: add --trusted-host with the name that browsers ask for."
            )
        names = [host.lower()]
    return Door(frozenset(f"[{name}]" if ":" in name else name for name in names), login=True)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server on ``host``."""
    address = _address(host)
    return address.is_loopback if address else host.lower() == "localhost"


def _is_any(host: str) -> bool:
    address = _address(host)
    return address is not None and address.is_unspecified


def _address(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    try:
        return ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return None
