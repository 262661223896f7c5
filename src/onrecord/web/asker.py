"""Who sent the request that is being answered: for handlers, and for templates, which are given no request."""

from __future__ import annotations

import os
from contextvars import ContextVar
from dataclasses import dataclass

from fastapi import Request
from markupsafe import Markup

from onrecord.desk.accounts import Account, Role, Scope

#: What a form's first field and a script's header are called that show that a page of the desk sent them.
FIELD, HEADER = "form_token", "x-form-token"


@dataclass(frozen=True, slots=True)
class Asker:
    """``account``: ``None`` before login. ``session``: the secret of the login, before it that of the visit. ``scope``: of a program's token.

    ``local``: on this machine, where nobody logs in.
    """

    account: Account | None
    form_token: str = ""
    session: str = ""
    local: bool = False
    scope: Scope = "write"

    def may(self, role: Role) -> bool:
        """Whether the one who asks may do what ``role`` may."""
        return self.account is not None and self.account.may(role)


def local_account() -> Account:
    """Whoever uses this machine: by the name that ``onrecord rule`` takes, with every right."""
    return Account(os.environ.get("USER") or "editor", "owner")


_NOBODY = Asker(None)
CURRENT: ContextVar[Asker] = ContextVar("asker", default=_NOBODY)


def asker() -> Asker:
    """Who sent the request that is being answered; a global of every template."""
    return CURRENT.get()


def form_token() -> Markup:
    """The first field of every form that changes something; a global of every template."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, CURRENT.get().form_token)


def visitor() -> str:
    """Whose visits those of the request that is being answered are: nobody's on this machine, where nobody logs in."""
    found = CURRENT.get()
    return "" if found.local or found.account is None else found.account.name


def who(request: Request) -> Account:
    """The account that a request is made by: a dependency for handlers that record who decided (``Depends(who)``)."""
    account = request.state.account
    assert isinstance(account, Account), "routes without an account record nothing"
    return account
