"""No machine is asked that the public internet does not reach."""

from __future__ import annotations

import asyncio
import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.collect.web.guard import Forbidden, Guard, Resolver
from onrecord.collect.web.records import WebSettings
from onrecord.model.errors import UsageError

PUBLIC = ["93.184.215.14", "8.8.8.8", "1.0.0.1", "172.32.0.1", "192.0.1.1", "198.20.0.1", "223.255.255.255", "100.128.0.1",
          "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]  # fmt: skip
PRIVATE = ["127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
           "169.254.169.254", "100.64.0.1", "100.127.255.255", "192.0.0.1", "192.0.0.192", "192.0.2.1", "198.51.100.1",
           "203.0.113.1", "198.18.0.1", "198.19.255.255", "192.88.99.1", "224.0.0.1", "239.1.1.1", "240.0.0.1",
           "255.255.255.255", "168.63.129.16",
           "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1", "64:ff9b::7f00:1",
           "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "100::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "fd00:ec2::254",
           "ff02::1", "2001::1", "2001:0:7f00:1::", "2001:2::1", "2001:10::1", "2001:db8::1", "2002:7f00:1::1",
           "2002:808:808::1", "3fff::1", "5f00::1", "4000::1", "2606:4700::1111%eth0"]  # fmt: skip
NO_ADDRESS = [
    "127.1",
    "2130706433",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "localhost",
    "",
    "127.0.0.1 ",
    "١٢٧.0.0.1",
    "1.2.3.4/8",
]


@pytest.mark.parametrize("address", PUBLIC)
def test_the_public_internet(address: str) -> None:
    assert Guard().why_not(address) is None


@pytest.mark.parametrize("address", PRIVATE + NO_ADDRESS)
def test_everything_else(address: str) -> None:
    reason = Guard().why_not(address)
    assert reason and "\n" not in reason
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with pytest.raises(Forbidden):
        Guard().open_socket((family, socket.SOCK_STREAM, 0, "", (address, 80)))


@given(st.integers(0, 2**32 - 1).map(ipaddress.IPv4Address))
def test_no_stricter_and_no_laxer_than_the_standard_library_for_ipv4(address: ipaddress.IPv4Address) -> None:
    """Where the two differ, it is named here: the library counts these as public, or as private."""
    ours = Guard().why_not(str(address)) is None
    odd = ("168.63.129.16/32", "192.88.99.0/24", "192.0.0.0/24")
    if not any(address in ipaddress.ip_network(network) for network in odd):
        assert ours == (address.is_global and not address.is_multicast)


@given(st.integers(0, 2**32 - 1).map(ipaddress.IPv4Address))
def test_an_address_in_other_clothes_is_the_same_address(address: ipaddress.IPv4Address) -> None:
    plain = Guard().why_not(str(address)) is None
    mapped, translated = (
        str(ipaddress.IPv6Address(int(ipaddress.IPv6Address(prefix)) + int(address)))
        for prefix in ("::ffff:0:0", "64:ff9b::")
    )
    assert (Guard().why_not(mapped) is None) == plain
    assert (Guard().why_not(translated) is None) == plain


@given(st.integers(0, 2**128 - 1).map(ipaddress.IPv6Address))
def test_nothing_that_the_library_calls_private_is_asked(address: ipaddress.IPv6Address) -> None:
    if Guard().why_not(str(address)) is None and address.ipv4_mapped is None:
        assert address.is_global or address in ipaddress.ip_network("64:ff9b::/96")


def test_what_is_allowed() -> None:
    guard = Guard(allowed=["10.2.0.0/16", "127.0.0.1", "fd00::/64"])
    assert [guard.why_not(address) for address in ("10.2.3.4", "127.0.0.1", "::ffff:10.2.0.1", "fd00::7")] == [None] * 4
    assert all(guard.why_not(address) for address in ("10.3.0.1", "127.0.0.2", "::1", "fd01::1"))
    assert Guard(allow_private=True).why_not("169.254.169.254") is None
    assert Guard(allow_private=True).why_not("127.1")


def test_no_unix_sockets() -> None:
    with pytest.raises(Forbidden):
        Guard(allow_private=True).open_socket((socket.AF_UNIX, socket.SOCK_STREAM, 0, "", ("/run/x.sock",)))


def test_names() -> None:
    async def found(addresses: list[str]) -> list[str]:
        resolver = Resolver(Guard(), lambda host, port: addresses, threads=1)
        try:
            return [entry["host"] for entry in await resolver.resolve("a.example", 80)]
        finally:
            await resolver.close()

    assert asyncio.run(found(["10.0.0.1", "8.8.8.8", "::1", "2606:4700::1111"])) == ["8.8.8.8", "2606:4700::1111"]
    assert asyncio.run(found([])) == []
    with pytest.raises(Forbidden, match=r"10\.0\.0\.1"):
        asyncio.run(found(["10.0.0.1", "::1"]))


@pytest.mark.parametrize(
    "wrong",
    [{"allowed": frozenset({"10.0.0"})}, {"timeout_total": 0}, {"timeout_read": float("nan")}, {"per_host_delay": -1},
     {"max_bytes": 0}, {"hosts_at_once": 0}, {"requests_at_once": 0}, {"max_redirects": -1}, {"user_agent": ""},
     {"user_agent": "a\r\nb"}, {"user_agent": "ä"}],
)  # fmt: skip
def test_settings_that_make_no_sense(wrong: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        WebSettings(**wrong)  # type: ignore[arg-type]
