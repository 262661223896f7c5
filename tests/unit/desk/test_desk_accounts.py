"""Accounts: passwords, invitations, the last owner, delays, and a file that nobody else reads and no export meets."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

pytest.importorskip("argon2", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("zxcvbn", reason="the extra [web] is not installed: pip install 'onrecord[web]'")

from onrecord import open_desk
from onrecord.cli import app
from onrecord.desk.accounts import Accounts, read_key
from onrecord.desk.accounts.attempts import seconds_to_wait
from onrecord.desk.accounts.passwords import check_password
from onrecord.model.errors import AccessError, DeskDamaged, DeskError, NotFound, TooManyAttempts, UsageError

GOOD, OTHER = "harbour violin seven moss", "walnut orbit quiet ferry"


@pytest.mark.parametrize(
    ("password", "words"),
    [
        ("seven moss", "too short"),
        ("a          b", "too short"),
        ("password1234", "easily guessed"),
        ("qwertyuiop12", "easily guessed"),
        ("aaaaaaaaaaaaaaaaaa", "easily guessed"),
        ("Katharina Lindqvist", "easily guessed"),
        ("x" * 129, "longer than 128"),
    ],
)
def test_bad_passwords_are_refused_with_what_to_do(password: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        check_password(password, "Katharina Lindqvist")


@pytest.mark.parametrize(
    "password", [GOOD, "Ελληνικά λόγια και θάλασσα", "🚢 ferry 🎻 violin moss seven", "tRw9-kLq2-zXv7-mNp4 " * 6]
)
def test_no_kind_of_character_is_asked_for_or_refused(tmp_path: Path, password: str) -> None:
    accounts = Accounts(tmp_path)
    accounts.add("Ada", "owner", password)
    assert accounts.login("ADA", password, "192.0.2.1")[0].name == "Ada"
    with pytest.raises(AccessError):
        accounts.login("Ada", password[:-1] + "~", "192.0.2.1")


def test_secrets_are_not_kept_as_they_are(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path)
    accounts.add("Ada", "owner", GOOD)
    secrets = [
        accounts.login("Ada", GOOD, "192.0.2.77")[1],
        accounts.make_token("Ada", "x", "read", 1),
        accounts.invite("Bo", "reader"),
    ]
    with pytest.raises(AccessError):
        accounts.login("somebody unknown", "x", "192.0.2.77")
    held = (tmp_path / "accounts.sqlite").read_bytes()
    assert b"$argon2id$" in held
    for secret in (*secrets, GOOD, "192.0.2.77", "somebody unknown"):
        assert secret.encode() not in held
    for name in ("accounts.sqlite", "accounts.key"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_there_is_always_an_owner_who_can_log_in(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path)
    accounts.add("Ada", "owner", GOOD)
    accounts.invite("Bo", "owner")
    for leave in (lambda: accounts.remove("Ada"), lambda: accounts.set_role("Ada", "editor")):
        with pytest.raises(UsageError, match="last owner"):
            leave()
    accounts.accept(accounts.invite("Bo", "reader"), OTHER)
    accounts.remove("ada")
    assert [(each.name, each.role) for each in accounts.all()] == [("Bo", "owner")]
    with pytest.raises(NotFound):
        accounts.remove("Ada")


@pytest.mark.parametrize("name", ["", "  ", "-x", "a" * 61, "a\nb\x00", "<b>"])
def test_names_that_cannot_be_are_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError):
        Accounts(tmp_path).invite(name, "reader")


def test_two_names_that_look_alike_are_one(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path)
    accounts.add("Åsa  Berg", "owner", GOOD)
    with pytest.raises(UsageError, match="already"):
        accounts.add("a\u030asa berg", "reader", OTHER)


def test_an_invitation_ends(tmp_path: Path) -> None:
    now = [1_000_000.0]
    accounts = Accounts(tmp_path, lambda: now[0])
    code = accounts.invite("Bo", "reader")
    newer = accounts.invite("Bo", "reader")
    now[0] += 3 * 24 * 3600
    for each in (code, newer, "", "x"):
        with pytest.raises(AccessError, match="new one"):
            accounts.accept(each, GOOD)


def test_nobody_is_locked_out_by_others(tmp_path: Path) -> None:
    now = [1_000_000.0]
    accounts = Accounts(tmp_path, lambda: now[0])
    accounts.add("Ada", "owner", GOOD)
    accounts.login("Ada", GOOD, "192.0.2.1")
    with pytest.raises(TooManyAttempts) as held:
        for number in range(60):
            with pytest.raises(AccessError) as wrong:
                accounts.login("Ada", "x" * 200, f"198.51.100.{number}")  # too long to be one: costs no hash
            if isinstance(wrong.value, TooManyAttempts):
                raise wrong.value
    assert held.value.seconds >= 1
    assert accounts.login("Ada", GOOD, "192.0.2.1")[0].name == "Ada"  # an address that she logged in from before


times = st.lists(st.floats(0, 10_000), max_size=80)


@given(times, times, times, st.booleans(), st.floats(0, 10_000))
def test_a_wait_is_bounded_and_never_shorter_for_one_more_failure(
    both: list[float], address: list[float], account: list[float], known: bool, now: float
) -> None:
    wait = seconds_to_wait(both, address, account, known=known, now=now)
    assert 0 <= wait <= 900
    assert seconds_to_wait([*both, now], address, account, known=known, now=now) >= wait
    assert seconds_to_wait(both, address, account, known=True, now=now) <= wait


def test_guessing_one_account_stays_below_a_hundred_an_hour() -> None:
    failures: list[float] = []
    now = 0.0
    while now < 3600:
        wait = seconds_to_wait([], [], failures, known=False, now=now)  # each from another address
        now += wait
        if not wait:
            failures.append(now)
    assert len(failures) < 100


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    key = read_key(tmp_path)
    assert (len(key), read_key(tmp_path)) == (32, key)
    (tmp_path / "accounts.key").chmod(0o644)
    with pytest.raises(DeskError, match="chmod 600"):
        read_key(tmp_path)


def test_a_file_that_is_none_of_ours_is_told(tmp_path: Path) -> None:
    (tmp_path / "accounts.sqlite").write_bytes(b"no database" * 1000)
    with pytest.raises(DeskDamaged, match="damaged"):
        Accounts(tmp_path).all()


def test_accounts_are_in_no_export(tmp_path: Path) -> None:
    with open_desk(tmp_path):
        pass
    run = CliRunner()
    exports = [run.invoke(app, ["export", "--desk", str(tmp_path)]).output]
    Accounts(tmp_path).add("Katharina", "owner", GOOD)
    exports.append(run.invoke(app, ["export", "--desk", str(tmp_path)]).output)
    assert exports[0] == exports[1]
    assert b"Katharina" not in (tmp_path / "desk.sqlite").read_bytes()


def test_the_command_line_makes_the_first_owner(tmp_path: Path) -> None:
    with open_desk(tmp_path):
        pass
    run = CliRunner()

    def account(*arguments: str, typed: str = "") -> str:
        return run.invoke(app, ["account", *arguments, "--desk", str(tmp_path)], input=typed).output

    assert account("add", "Ada", "--role", "owner", typed=GOOD + "\n") == "Ada: owner\n"
    code = account("invite", "Bo").split()[0]
    assert "invited" in account("list")
    Accounts(tmp_path).accept(code, OTHER)
    account("role", "Bo", "editor")
    account("password", "Bo", typed="quartz meadow bicycle hat\n")
    assert account("list") == "Ada: owner\nBo: editor\n"
    assert Accounts(tmp_path).login("Bo", "quartz meadow bicycle hat", "")[0].role == "editor"
    account("remove", "Bo")
    assert account("list") == "Ada: owner\n"
