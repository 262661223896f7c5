"""Which machines may be asked: none that the public internet does not reach, whatever a name or a redirect says.

The check stands where the socket is made, on the very address that is connected to. Between check and connection nothing
is looked up, so a name that leads elsewhere the second time (DNS rebinding) gains nothing, and so does every spelling of an
address that a resolver understands (``http://2130706433/``, ``http://0x7f.1/``).
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from aiohttp.abc import AbstractResolver, ResolveResult

Resolve = Callable[[str, int], list[str]]

#: The IANA special-purpose address registries (RFC 6890 and what followed it), without the entries that are of the
#: public internet. For IPv6 only global unicast, 2000::/3, is public, so what lies outside need not stand here.
SPECIAL: tuple[tuple[IPv4Network | IPv6Network, str], ...] = tuple(
    (ip_network(network), kind)
    for network, kind in (
        ("0.0.0.0/8", "of this machine"),
        ("10.0.0.0/8", "of a private network"),
        ("100.64.0.0/10", "of a provider's own network"),
        ("127.0.0.0/8", "of this machine"),
        ("168.63.129.16/32", "of a cloud provider's own services"),  # public by number, answered inside Azure only
        ("169.254.0.0/16", "of the local link"),  # here clouds keep the keys of their machines
        ("172.16.0.0/12", "of a private network"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.0.2.0/24", "reserved for examples"),
        ("192.88.99.0/24", "of a retired tunnel"),
        ("192.168.0.0/16", "of a private network"),
        ("198.18.0.0/15", "reserved for measurements"),
        ("198.51.100.0/24", "reserved for examples"),
        ("203.0.113.0/24", "reserved for examples"),
        ("224.0.0.0/4", "of a group of machines"),
        ("240.0.0.0/4", "reserved"),
        ("::1/128", "of this machine"),
        ("::/128", "of this machine"),
        ("fc00::/7", "of a private network"),
        ("fe80::/10", "of the local link"),
        ("ff00::/8", "of a group of machines"),
        ("2001::/23", "reserved for protocols"),  # Teredo, benchmarking, ORCHID
        ("2001:db8::/32", "reserved for examples"),
        ("2002::/16", "of a retired tunnel"),  # 6to4
        ("3fff::/20", "reserved for examples"),
    )
)
_PUBLIC_IPV6 = IPv6Network("2000::/3")
#: Translation to IPv4 (RFC 6052). On a network that has IPv6 only, every IPv4 host of the public internet is reached by it.
_NAT64 = IPv6Network("64:ff9b::/96")


class Forbidden(OSError):
    """An address that may not be connected to. An ``OSError``, as aiohttp expects of what makes a socket."""


class Guard:
    """The rule of one run. ``allowed`` are IP addresses and networks that may be asked although they are private."""

    def __init__(self, *, allow_private: bool = False, allowed: Iterable[str] = ()) -> None:
        self._all = allow_private
        self._allowed = tuple(ip_network(network, strict=False) for network in allowed)

    def why_not(self, address: str) -> str | None:
        """Why ``address``, as a resolver gives it or as it stands in a URL, may not be asked; ``None``: it may."""
        try:
            numbers = _plain(ip_address(address))
        except ValueError:
            # connect() would look such a thing up, and nobody would see what it finds.
            return "it is written in a way that only looks like an IP address; write four numbers with dots"
        if self._all or any(numbers in network for network in self._allowed):
            return None
        kind = next((kind for network, kind in SPECIAL if numbers in network), None)
        if kind is None and isinstance(numbers, IPv6Address) and (numbers not in _PUBLIC_IPV6 or numbers.scope_id):
            kind = "reserved"
        return (
            kind
            and f"it leads to {numbers}, an address {kind}; if you trust it, set web_allow_private to true in onrecord.toml"
        )

    def open_socket(self, info: tuple[Any, ...]) -> socket.socket:
        """A socket for one entry of ``getaddrinfo``. Raises :class:`Forbidden`; every connection of the client comes through here."""
        family, kind, protocol, _, address = info
        if family not in (socket.AF_INET, socket.AF_INET6):
            raise Forbidden("it leads to no machine of the internet; check the address")
        reason = self.why_not(address[0])
        if reason:
            raise Forbidden(reason)
        return socket.socket(family, kind, protocol)


class Resolver(AbstractResolver):
    """Names to addresses, in threads; what may not be asked is left out, so that a host's public addresses are used.

    The system's resolver cannot be cancelled, so its threads are their own and nobody waits for them at the end.
    """

    def __init__(self, guard: Guard, resolve: Resolve, *, threads: int) -> None:
        self._guard = guard
        self._resolve = resolve
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="onrecord-names")

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await asyncio.get_running_loop().run_in_executor(self._threads, self._resolve, host, port)
        reasons = {address: self._guard.why_not(address) for address in found}
        usable = [address for address, reason in reasons.items() if reason is None]
        if reasons and not usable:
            raise Forbidden(next(reason for reason in reasons.values() if reason))
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=0,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for address in usable
        ]

    async def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)


def system_resolve(host: str, port: int) -> list[str]:
    """What the system says, in its order. Raises ``OSError`` where it finds nothing."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    return list(dict.fromkeys(str(address[0]) for _, _, _, _, address in found))


def _plain(numbers: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 address stands for, where packets end up at that one."""
    if isinstance(numbers, IPv4Address):
        return numbers
    if numbers.ipv4_mapped is not None:
        return numbers.ipv4_mapped
    return IPv4Address(int(numbers) & 0xFFFFFFFF) if numbers in _NAT64 else numbers
