"""The accounts of a desk: adding, inviting, logging in, sessions and tokens.

Every method is a transaction of its own, so that a server and a command line may work on one desk at once.
"""

from __future__ import annotations

import hmac
import math
import secrets
import sqlite3
import time
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from onrecord.desk.accounts.attempts import WINDOW, seconds_to_wait
from onrecord.desk.accounts.file import AccountsFile
from onrecord.desk.accounts.key import read_key
from onrecord.desk.accounts.passwords import check_installed, check_password, hash_password, is_outdated, is_password
from onrecord.desk.accounts.records import Account, Role, Scope, SessionRow, Token, account_name, folded
from onrecord.model.errors import AccessError, NotFound, TooManyAttempts, UsageError

HOUR: Final = 3600.0
DAY: Final = 24 * HOUR

#: Seconds without a request after which a session ends, and seconds after which it ends whatever was asked: a shift.
IDLE, ABSOLUTE = 2 * HOUR, 12 * HOUR
#: A session notes that it was used at most this often: a page of many parts writes once.
_NOTED_EVERY: Final = 60.0
INVITED_FOR: Final = 3 * DAY
#: Days that a token may last.
LONGEST_TOKEN: Final = 366
TOKENS_EACH: Final = 20
#: Seconds for which an address counts as one that an account logs in from.
_KNOWN_FOR: Final = 60 * DAY

#: Tables of what lets somebody in.
_GIVEN_OUT: Final = ("session", "invitation", "token")

_WRONG = "Name or password are wrong: try again, or ask an owner of the desk for a new invitation."
_NO_CODE = "This invitation is not known, was used or has ended: ask an owner of the desk for a new one."
_LAST = "{} is the last owner: make another account an owner first."


class Accounts:
    """The accounts of the desk in ``folder``. ``now`` gives seconds since 1970."""

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._file = AccountsFile(folder)
        self._now = now

    # Who there is

    def all(self) -> tuple[Account, ...]:
        """Every account, by name."""
        with self._file.reading() as db:
            rows = db.execute("SELECT * FROM person ORDER BY folded").fetchall() if db else []
        return tuple(_account(row) for row in rows)

    def has_owner(self) -> bool:
        """Whether there is an owner who can log in."""
        return any(account.role == "owner" and not account.invited for account in self.all())

    def add(self, name: str, role: Role, password: str) -> Account:
        """A new account with a password. Raises ``UsageError`` where the name is taken or the password is a bad one."""
        name = account_name(name)
        check_password(password, name)
        kept = hash_password(password)
        with self._file.writing() as db:
            self._insert(db, name, role)
            db.execute("UPDATE account SET hash = ?, changed = ? WHERE name = ?", (kept, self._now(), name))
        return Account(name, role)

    def remove(self, name: str) -> None:
        """Ends the account with its sessions and tokens, and forgets what it follows and when it looked. Rulings keep the name. Raises ``NotFound``, ``UsageError`` for the last owner."""
        with self._file.writing() as db:
            found = self._find(db, name)
            self._keep_an_owner(db, found)
            self._forget_person(found.name)
            db.execute("DELETE FROM known WHERE account = ?", (found.name,))
            db.execute("DELETE FROM account WHERE name = ?", (found.name,))

    def _forget_person(self, name: str) -> None:
        from onrecord.desk import open_desk  # noqa: PLC0415 - accounts are asked with every request, the desk only here
        from onrecord.desk.sqlite import FILE_NAME  # noqa: PLC0415

        if (self._folder / FILE_NAME).exists():
            with open_desk(self._folder) as desk:
                desk.forget_person(name)

    def set_role(self, name: str, role: Role) -> None:
        """Gives another role; it holds from the next request on. Raises as :meth:`remove`."""
        with self._file.writing() as db:
            found = self._find(db, name)
            if role != "owner":
                self._keep_an_owner(db, found)
            db.execute("UPDATE account SET role = ? WHERE name = ?", (role, found.name))

    def set_password(self, name: str, password: str) -> None:
        """Gives another password and ends all sessions and tokens of the account: who needs this may have lost it to somebody.

        Raises ``NotFound`` or ``UsageError``.
        """
        self._set_password(name, password, _GIVEN_OUT)

    def change_password(self, name: str, old: str, new: str, address: str) -> None:
        """The same by the one who has the account: the old one must be right, and tokens stay. Raises also ``AccessError``."""
        self._verify(name, old, address)
        self._set_password(name, new, _GIVEN_OUT[:-1])

    # Invitations

    def invite(self, name: str, role: Role) -> str:
        """The code by which somebody chooses a password within three days, once. Makes the account where there is none.

        For an account that has a password it is a way to a new one, which ends its logins and tokens; its role stays. Only the code's
        digest is kept.
        """
        check_installed()
        name = account_name(name)
        code = secrets.token_urlsafe(24)
        with self._file.writing() as db:
            row = db.execute("SELECT name FROM account WHERE folded = ?", (folded(name),)).fetchone()
            if row is None:
                self._insert(db, name, role)
            account = row[0] if row else name
            db.execute(
                "INSERT OR REPLACE INTO invitation (account, digest, ends) VALUES (?, ?, ?)",
                (account, _digest(code), self._now() + INVITED_FOR),
            )
        return code

    def accept(self, code: str, password: str) -> Account:
        """The account that ``code`` invites to, with this password. Raises ``AccessError`` or ``UsageError``."""
        digest = _digest(code.strip())
        with self._file.reading() as db:
            name = self._invited(db, digest)
        check_password(password, name)
        kept = hash_password(password)
        with self._file.writing() as db:
            self._invited(db, digest)  # nobody was faster
            db.execute("DELETE FROM invitation WHERE digest = ?", (digest,))
            self._replace_password(db, name, kept, _GIVEN_OUT)
            return self._find(db, name)

    def _invited(self, db: sqlite3.Connection | None, digest: str) -> str:
        row = (
            db
            and db.execute(
                "SELECT account FROM invitation WHERE digest = ? AND ends > ?", (digest, self._now())
            ).fetchone()
        )
        if not row:
            raise AccessError(_NO_CODE)
        return str(row[0])

    # Logging in, and sessions

    def login(self, name: str, password: str, address: str) -> tuple[Account, str]:
        """The account and a new session's secret. Raises ``AccessError``, or ``TooManyAttempts`` before it looks at the password."""
        account = self._verify(name, password, address)
        secret = secrets.token_urlsafe(32)
        now = self._now()
        with self._file.writing() as db:
            db.execute("DELETE FROM session WHERE began <= ? OR seen <= ?", (now - ABSOLUTE, now - IDLE))
            db.execute("INSERT INTO session VALUES (?, ?, ?, ?)", (_digest(secret), account.name, now, now))
            db.execute("UPDATE account SET seen = ? WHERE name = ?", (now, account.name))
        return account, secret

    def session(self, secret: str) -> Account | None:
        """Whose session ``secret`` is; ``None`` where it has ended or never was."""
        digest, now = _digest(secret), self._now()
        with self._file.reading() as db:
            row = (
                db
                and db.execute(
                    "SELECT person.*, session.seen FROM session JOIN person ON person.name = session.account"
                    " WHERE digest = ? AND session.began > ? AND session.seen > ?",
                    (digest, now - ABSOLUTE, now - IDLE),
                ).fetchone()
            )
        if not row:
            return None
        if now - row[6] >= _NOTED_EVERY:
            with self._file.writing() as db:
                db.execute("UPDATE session SET seen = ? WHERE digest = ?", (now, digest))
        return _account(row)

    def sessions(self, name: str) -> tuple[SessionRow, ...]:
        """The sessions of an account that have not ended, the newest first."""
        now = self._now()
        with self._file.reading() as db:
            rows = db.execute(
                "SELECT digest, began, seen FROM session WHERE account = ? AND began > ? AND seen > ? ORDER BY began DESC",
                (name, now - ABSOLUTE, now - IDLE),
            ).fetchall() if db else []  # fmt: skip
        return tuple(SessionRow(digest[:12], began, seen) for digest, began, seen in rows)

    def end(self, secret: str) -> None:
        """Ends one session."""
        with self._file.writing() as db:
            db.execute("DELETE FROM session WHERE digest = ?", (_digest(secret),))

    def end_all(self, name: str, but: str = "") -> None:
        """Ends every session of an account, but the one with the secret ``but``."""
        with self._file.writing() as db:
            db.execute("DELETE FROM session WHERE account = ? AND digest <> ?", (name, _digest(but)))

    # Tokens for programs

    def make_token(self, name: str, label: str, scope: Scope, days: int) -> str:
        """A token for programs, shown this once; its digest is kept. Raises ``UsageError``."""
        label = " ".join(label.split())
        if not 1 <= len(label) <= 60:
            raise UsageError("A token needs a name of 1 to 60 characters that says which program has it.")
        if not 1 <= days <= LONGEST_TOKEN:
            raise UsageError(f"A token lasts 1 to {LONGEST_TOKEN} days.")
        secret = f"onr_{secrets.token_urlsafe(32)}"
        now = self._now()
        with self._file.writing() as db:
            account = self._find(db, name)
            db.execute("DELETE FROM token WHERE ends <= ?", (now,))
            (count,) = db.execute("SELECT count(*) FROM token WHERE account = ?", (account.name,)).fetchone()
            if count >= TOKENS_EACH:
                raise UsageError(f"An account has {TOKENS_EACH} tokens at most: end one that is not used.")
            db.execute(
                "INSERT INTO token (id, account, label, scope, digest, ends) VALUES (?, ?, ?, ?, ?, ?)",
                (secrets.token_hex(6), account.name, label, scope, _digest(secret), now + days * DAY),
            )
        return secret

    def tokens(self, name: str) -> tuple[Token, ...]:
        """The tokens of an account that have not ended, the one that ends first first."""
        with self._file.reading() as db:
            rows = db.execute(
                "SELECT id, label, scope, ends, used FROM token WHERE account = ? AND ends > ? ORDER BY ends, id",
                (name, self._now()),
            ).fetchall() if db else []  # fmt: skip
        return tuple(Token(*row) for row in rows)

    def end_token(self, name: str, token_id: str) -> None:
        """Ends one token of an account. Raises ``NotFound``."""
        with self._file.writing() as db:
            if not db.execute("DELETE FROM token WHERE account = ? AND id = ?", (name, token_id)).rowcount:
                raise NotFound("There is no such token: load the page again.")

    def bearer(self, secret: str) -> tuple[Account, Scope] | None:
        """Whose token ``secret`` is and what it is good for; ``None`` where it has ended or never was."""
        now = self._now()
        with self._file.reading() as db:
            row = (
                db
                and db.execute(
                    "SELECT person.*, scope, used, id FROM token JOIN person ON person.name = token.account"
                    " WHERE digest = ? AND ends > ?",
                    (_digest(secret), now),
                ).fetchone()
            )
        if not row:
            return None
        if row[7] is None or now - row[7] >= _NOTED_EVERY:
            with self._file.writing() as db:
                db.execute("UPDATE token SET used = ? WHERE id = ?", (now, row[8]))
        return _account(row), row[6]

    # What these share

    def _verify(self, name: str, password: str, address: str) -> Account:
        """The account whose password this is. The failure is noted before the password is looked at, so that tries at once all count."""
        check_installed()
        now, key = self._now(), read_key(self._folder)
        who, where = _hidden(key, "name:" + folded(name)), _hidden(key, "address:" + address)
        with self._file.writing() as db:
            db.execute("DELETE FROM failure WHERE at <= ?", (now - WINDOW,))
            db.execute("DELETE FROM known WHERE at <= ?", (now - _KNOWN_FOR,))
            row = db.execute(
                "SELECT person.*, hash FROM person JOIN account USING (name) WHERE person.folded = ?", (folded(name),)
            ).fetchone()
            known = (
                row and db.execute("SELECT 1 FROM known WHERE account = ? AND address = ?", (row[0], where)).fetchone()
            )
            wait = seconds_to_wait(
                _times(db, "account = ? AND address = ?", who, where),
                _times(db, "address = ?", where),
                _times(db, "account = ?", who),
                known=bool(known),
                now=now,
            )
            if wait > 0:
                seconds = math.ceil(wait)
                raise TooManyAttempts(f"This was wrong too often: try again in {_in_words(seconds)}.", seconds)
            noted = db.execute(
                "INSERT INTO failure (account, address, at) VALUES (?, ?, ?)", (who, where, now)
            ).lastrowid
        if not is_password(row[6] if row else None, password):
            raise AccessError(_WRONG)
        account = _account(row)
        renewed = hash_password(password) if is_outdated(row[6]) else row[6]
        with self._file.writing() as db:
            # Only if nobody changed the password or removed the account meanwhile.
            done = db.execute(
                "UPDATE account SET hash = ? WHERE name = ? AND hash = ?", (renewed, account.name, row[6])
            )
            if not done.rowcount:
                raise AccessError(_WRONG)
            db.execute("DELETE FROM failure WHERE id = ? OR (account = ? AND address = ?)", (noted, who, where))
            db.execute("INSERT OR REPLACE INTO known VALUES (?, ?, ?)", (account.name, where, now))
        return account

    def _set_password(self, name: str, password: str, ending: Sequence[str]) -> None:
        with self._file.reading() as db:
            name = self._find(db, name).name
        check_password(password, name)
        kept = hash_password(password)
        with self._file.writing() as db:
            self._replace_password(db, name, kept, ending)

    def _replace_password(self, db: sqlite3.Connection, name: str, kept: str, ending: Sequence[str]) -> None:
        """Stores the hash ``kept`` and ends what stands in the tables ``ending``."""
        db.execute("UPDATE account SET hash = ?, changed = ? WHERE name = ?", (kept, self._now(), name))
        for table in ending:
            db.execute(f"DELETE FROM {table} WHERE account = ?", (name,))  # noqa: S608 - names of tables of this module

    def _insert(self, db: sqlite3.Connection, name: str, role: Role) -> None:
        try:
            db.execute("INSERT INTO account (name, folded, role) VALUES (?, ?, ?)", (name, folded(name), role))
        except sqlite3.IntegrityError:
            raise UsageError(f"There is an account {name} already: choose another name.") from None

    @staticmethod
    def _find(db: sqlite3.Connection | None, name: str) -> Account:
        row = db and db.execute("SELECT * FROM person WHERE folded = ?", (folded(name),)).fetchone()
        if not row:
            raise NotFound(f"There is no account {name}: `onrecord account list` shows all.")
        return _account(row)

    @staticmethod
    def _keep_an_owner(db: sqlite3.Connection, leaving: Account) -> None:
        (others,) = db.execute(
            "SELECT count(*) FROM account WHERE role = 'owner' AND hash IS NOT NULL AND name <> ?", (leaving.name,)
        ).fetchone()
        if leaving.role == "owner" and not leaving.invited and not others:
            raise UsageError(_LAST.format(leaving.name))


def _account(row: sqlite3.Row | tuple[object, ...]) -> Account:
    name, role, invited, seen, changed = row[:5]
    return Account(name, role, bool(invited), seen, changed)  # type: ignore[arg-type] # the columns of the view


def _times(db: sqlite3.Connection, which: str, *values: str) -> list[float]:
    return [at for (at,) in db.execute(f"SELECT at FROM failure WHERE {which}", values)]  # noqa: S608 - this module's


def _digest(secret: str) -> str:
    """Of a random secret of 128 bits or more: it cannot be found by trying, so it needs no slow hash."""
    return sha256(secret.encode("utf-8", "replace")).hexdigest()


def _hidden(key: bytes, text: str) -> str:
    """Names and addresses are few enough to be tried, so their digests need the key."""
    return hmac.digest(key, text.encode("utf-8", "replace"), "sha256").hex()


def _in_words(seconds: int) -> str:
    if seconds < 120:
        return f"{seconds} second{'' if seconds == 1 else 's'}"
    return f"{math.ceil(seconds / 60)} minutes"
