"""Accounts in backups, and what a check says of them."""

from __future__ import annotations

import sqlite3
import stat
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

pytest.importorskip("argon2", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("zxcvbn", reason="the extra [web] is not installed: pip install 'onrecord[web]'")

from onrecord import open_desk
from onrecord.cli import app
from onrecord.desk.accounts import Accounts, read_key
from onrecord.desk.accounts.keeping import faults
from onrecord.desk.backup import restore
from onrecord.model.errors import AccessError

GOOD, OTHER = "harbour violin seven moss", "lantern ocean seven brick"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    with open_desk(tmp_path / "desk"):
        pass
    accounts = Accounts(tmp_path / "desk")
    accounts.add("Ada", "owner", GOOD)
    accounts.add("Bo", "editor", OTHER)
    return tmp_path / "desk"


def backed_up(desk: Path, path: Path) -> Path:
    with open_desk(desk) as opened:
        return Path(opened.back_up(path).path)


def test_people_log_in_to_a_restored_desk_and_nothing_given_out_before_opens_it(desk: Path, tmp_path: Path) -> None:
    accounts = Accounts(desk)
    session = accounts.login("Ada", GOOD, "192.0.2.1")[1]
    token = accounts.make_token("Ada", "a feed reader", "read", 30)
    code = accounts.invite("Cy", "reader")
    key = read_key(desk)
    with pytest.raises(AccessError):
        accounts.login("Bo", "wrong", "192.0.2.1")
    made = backed_up(desk, tmp_path / "b.zip")
    restore(made, tmp_path / "new")
    again = Accounts(tmp_path / "new")
    assert [(each.name, each.role, each.invited) for each in again.all()] == [
        ("Ada", "owner", False),
        ("Bo", "editor", False),
        ("Cy", "reader", True),
    ]
    assert again.session(session) is None
    assert again.bearer(token) is None
    with pytest.raises(AccessError):
        again.accept(code, "quartz meadow bicycle hat")
    assert again.login("Bo", OTHER, "192.0.2.1")[0].role == "editor"
    assert read_key(tmp_path / "new") != key
    assert accounts.session(session) is not None  # the desk itself goes on


def test_a_backup_holds_no_key_and_no_trace_of_what_was_given_out(desk: Path, tmp_path: Path) -> None:
    accounts = Accounts(desk)
    accounts.make_token("Ada", "the label of a token", "read", 30)
    read_key(desk)
    made = backed_up(desk, tmp_path / "b.zip")
    with zipfile.ZipFile(made) as archive:
        assert "accounts.key" not in archive.namelist()
        held = archive.read("accounts.sqlite")
    assert b"$argon2id$" in held
    assert b"the label of a token" not in held


def test_hashes_are_for_their_owner_alone_in_a_backup_and_after_it(desk: Path, tmp_path: Path) -> None:
    made = backed_up(desk, tmp_path / "b.zip")
    restore(made, tmp_path / "new")
    for path in (made, tmp_path / "new" / "accounts.sqlite"):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_backup_is_made_while_people_log_in(desk: Path, tmp_path: Path) -> None:
    accounts, failed = Accounts(desk), list[Exception]()

    def work() -> None:
        try:
            for number in range(20):
                accounts.make_token("Bo", f"t{number}", "read", 1)
        except Exception as error:
            failed.append(error)

    other = threading.Thread(target=work)
    other.start()
    for number in range(3):
        restore(backed_up(desk, tmp_path / f"{number}.zip"), tmp_path / f"new{number}")
        assert list(faults(tmp_path / f"new{number}")) == []
    other.join()
    assert failed == []


def _sql(statement: str) -> Callable[[Path], None]:
    def spoil(desk: Path) -> None:
        database = sqlite3.connect(desk / "accounts.sqlite")
        database.execute(statement)
        database.commit()
        database.close()

    return spoil


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda desk: (desk / "accounts.sqlite").chmod(0o644), "chmod 600"),
        (lambda desk: (desk / "accounts.key").chmod(0o640), "chmod 600"),
        (lambda desk: (desk / "accounts.key").write_bytes(b"short"), "holds no key"),
        (lambda desk: (desk / "accounts.sqlite").write_bytes(b"no database, but long enough to be one" * 9), "damaged"),
        (_sql("UPDATE account SET role = 'god' WHERE name = 'Bo'"), "The account Bo"),
        (_sql("UPDATE account SET hash = 'open sesame' WHERE name = 'Bo'"), "The account Bo"),
        (_sql("UPDATE account SET folded = 'other' WHERE name = 'Bo'"), "The account Bo"),
        (_sql("UPDATE account SET role = 'editor'"), "No account is an owner"),
        (_sql("INSERT INTO session VALUES ('x', 'nobody', 1, 1)"), "of nobody"),
        (_sql("PRAGMA user_version = 99"), "later Onrecord"),
    ],
)
def test_a_check_finds_what_is_wrong_with_the_accounts(desk: Path, spoil: Callable[[Path], None], words: str) -> None:
    read_key(desk)
    assert list(faults(desk)) == []
    spoil(desk)
    told = CliRunner().invoke(app, ["check", "--desk", str(desk)])
    assert told.exit_code == 1
    assert words in told.output
    assert told.output.count("\n") <= 3
