"""The file of the accounts: its tables, and one transaction after the other.

A connection is opened for each: that takes a tenth of a millisecond, and no thread or process holds what another one needs.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from onrecord.model.errors import DeskBusy, DeskDamaged, DeskError, DeskTooNew

FILE_NAME: Final = "accounts.sqlite"
_VERSION: Final = 1
_BUSY_SECONDS: Final = 2.0

#: Times are seconds since 1970. Secrets are digests of random ones; names and addresses of attempts are digests under the desk's key.
_TABLES: Final = """
CREATE TABLE account (
  name TEXT PRIMARY KEY, folded TEXT NOT NULL UNIQUE, role TEXT NOT NULL, hash TEXT, changed REAL, seen REAL
) WITHOUT ROWID;
CREATE VIEW person AS SELECT name, role, hash IS NULL AS invited, seen, changed, folded FROM account;
CREATE TABLE invitation (
  account TEXT PRIMARY KEY REFERENCES account ON DELETE CASCADE, digest TEXT NOT NULL UNIQUE, ends REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE session (
  digest TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account ON DELETE CASCADE, began REAL NOT NULL, seen REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX session_account ON session (account);
CREATE TABLE token (
  id TEXT PRIMARY KEY, account TEXT NOT NULL REFERENCES account ON DELETE CASCADE, label TEXT NOT NULL, scope TEXT NOT NULL,
  digest TEXT NOT NULL UNIQUE, ends REAL NOT NULL, used REAL
) WITHOUT ROWID;
CREATE INDEX token_account ON token (account);
CREATE TABLE failure (id INTEGER PRIMARY KEY, account TEXT NOT NULL, address TEXT NOT NULL, at REAL NOT NULL);
CREATE INDEX failure_account ON failure (account);
CREATE INDEX failure_address ON failure (address);
CREATE TABLE known (account TEXT NOT NULL, address TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (account, address)) WITHOUT ROWID;
"""


class AccountsFile:
    """The file in a desk's ``folder``. It is made by the first transaction that writes."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE_NAME

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection | None]:
        """A connection that only reads; ``None`` where there is no file yet."""
        if not self.path.exists():
            yield None
            return
        with self._told(), self._connection() as connection:
            connection.execute("PRAGMA query_only = ON")
            empty = connection.execute("PRAGMA user_version").fetchone()[0] == 0  # another process has just begun it
            yield None if empty else connection

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """A connection in a transaction of its own, committed at the end and undone where something raises."""
        with self._told():
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))  # before SQLite would make it for all to read
            with self._connection() as connection:
                connection.execute("BEGIN IMMEDIATE")
                try:
                    self._prepare(connection)
                    yield connection
                    connection.execute("COMMIT")
                except BaseException:
                    if connection.in_transaction:
                        connection.execute("ROLLBACK")
                    raise

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version > _VERSION:
                raise DeskTooNew(f"{self.path} was written by a later Onrecord: install that version.")
            yield connection
        finally:
            connection.close()

    @staticmethod
    def _prepare(connection: sqlite3.Connection) -> None:
        if connection.execute("PRAGMA user_version").fetchone()[0] == 0:
            for statement in _TABLES.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {_VERSION}")

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.IntegrityError:
            raise
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise DeskBusy("The accounts are being changed by another process: try again in a moment.") from error
            raise DeskError(f"{self.path} cannot be used ({error}): check its permissions and the disk.") from error
        except sqlite3.DatabaseError as error:
            raise DeskDamaged(f"{self.path} is damaged: delete it and make the accounts anew.") from error
