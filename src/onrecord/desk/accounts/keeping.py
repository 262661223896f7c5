"""Keeping the accounts: what of them a backup holds, and whether the files are whole and for their owner alone."""

from __future__ import annotations

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from onrecord.desk.accounts.file import FILE_NAME, AccountsFile
from onrecord.desk.accounts.key import FILE_NAME as KEY_NAME
from onrecord.desk.accounts.key import LENGTH
from onrecord.desk.accounts.records import ROLES, folded
from onrecord.model.errors import OnrecordError

#: What opens the desk to whoever holds a secret that was given out once. A restored desk must not know any: a token that was ended
#: after the backup would be good again.
_GIVEN_OUT: Final = ("session", "token", "invitation")
#: Digests under the key of the desk, which stays where it is.
_UNDER_KEY: Final = ("failure", "known")

_ANEW: Final = "restore the last backup, or delete the file and make the accounts anew"


def copy_accounts(folder: Path, target: Path) -> None:
    """Copies names, roles and hashes of passwords of one moment, while others log in, as a new file in the folder ``target``.

    Nothing is written where there are no accounts. Raises ``DeskDamaged`` and ``DeskBusy``.
    """
    with AccountsFile(folder).reading() as database:
        if database is None:
            return
        database.execute("PRAGMA query_only = OFF")  # it forbids the copy too
        database.execute("VACUUM INTO ?", (str(target / FILE_NAME),))
    with closing(sqlite3.connect(target / FILE_NAME, isolation_level=None)) as copy:
        for table in (*_GIVEN_OUT, *_UNDER_KEY):
            copy.execute(f"DELETE FROM {table}")  # noqa: S608 - names of tables of this module
        copy.execute("VACUUM")
    (target / FILE_NAME).chmod(0o600)


def faults(folder: Path) -> Iterator[tuple[str, str]]:
    """What is wrong with the accounts of the desk in ``folder``: whose, or an empty text, and a sentence that says what to do."""
    for path in (folder / FILE_NAME, folder / KEY_NAME):
        if path.exists() and stat.S_IMODE(path.stat().st_mode) & 0o077:
            yield "", f"Others on this machine may read {path.name}: run `chmod 600 {path}`."
    key = folder / KEY_NAME
    if key.exists() and key.stat().st_size != LENGTH:
        yield "", f"{KEY_NAME} holds no key: delete it, and everybody logs in again."
    try:
        with AccountsFile(folder).reading() as database:
            if database is not None:
                yield from _inside(database)
    except OnrecordError as error:
        yield "", str(error)


def _inside(database: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    said = [row[0] for row in database.execute("PRAGMA integrity_check(5)")]
    if said != ["ok"]:
        yield "", f"{FILE_NAME} is damaged ({' '.join(said[0].split())}): {_ANEW}."
        return
    if database.execute("PRAGMA foreign_key_check").fetchone():
        yield "", f"{FILE_NAME} holds a login or a token of nobody: {_ANEW}."
    owners = accounts = 0
    for name, called, role, kept in database.execute("SELECT name, folded, role, hash FROM account ORDER BY name"):
        accounts += 1
        owners += role == "owner" and kept is not None
        if role not in ROLES or called != folded(name) or not (kept is None or kept.startswith("$argon2id$")):
            yield (
                name,
                f"The account {name} is not as it was stored: remove it with `onrecord account remove`, and add it.",
            )
    if accounts and not owners:
        yield "", "No account is an owner who can log in: make one with `onrecord account add NAME --role owner`."
