"""By what names and how a desk is reached, and when it refuses to start. Needs no extra."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.model.errors import UsageError
from onrecord.web.door import Door, make_door
from onrecord.web.server import check_owner

PEM = Path("certificate.pem")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "127.8.0.1"])
def test_on_this_machine_nobody_logs_in(host: str) -> None:
    assert not make_door(host, (), None).login


@pytest.mark.parametrize(
    ("host", "trusted", "certificate", "own"),
    [
        ("127.0.0.1", ["Desk.example.org"], None, "desk.example.org"),
        ("0.0.0.0", ["desk.example.org"], None, "desk.example.org:443"),
        ("192.0.2.7", [], PEM, "192.0.2.7:8031"),
        ("2001:db8::7", [], PEM, "[2001:db8::7]:8031"),
        ("::", ["a.example", "b.example"], PEM, "B.example"),
    ],
)
def test_where_others_come_they_log_in(host: str, trusted: list[str], certificate: Path | None, own: str) -> None:
    door = make_door(host, trusted, certificate)
    assert (door.login, door.scheme) == (True, "https")
    assert door.is_own(own)
    for other in ("127.0.0.1", "localhost", "evil.example", f"{own}.evil.example", "", f"x@{own}"):
        assert not door.is_own(other)


@pytest.mark.parametrize(
    ("host", "trusted", "certificate", "words"),
    [
        ("0.0.0.0", [], None, "https"),
        ("desk.example.org", [], None, "https"),
        ("0.0.0.0", [], PEM, "--trusted-host"),
        ("127.0.0.1", ["https://desk.example.org"], None, "no name of a host"),
        ("127.0.0.1", ["desk.example.org:443"], None, "no name of a host"),
        ("127.0.0.1", ["*"], None, "no name of a host"),
    ],
)
def test_what_would_not_be_safe_is_told(host: str, trusted: list[str], certificate: Path | None, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        make_door(host, trusted, certificate)


def test_without_an_owner_it_does_not_start_for_others(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="onrecord account add"):
        check_owner(tmp_path, Door(frozenset({"desk.example.org"}), login=True))
    check_owner(tmp_path, Door())
