"""Accounts of a desk: who may read, change and hand out access, apart from everything that is evidence.

They lie in a file of their own beside the desk (``accounts.sqlite``, readable by its owner alone): no export, digest or comparison of
desks can meet them, and somebody can log in while a load has the desk to itself.
"""

from __future__ import annotations

from onrecord.desk.accounts.book import Accounts
from onrecord.desk.accounts.key import read_key
from onrecord.desk.accounts.records import ROLES, SCOPES, Account, Role, Scope, SessionRow, Token

__all__ = ["ROLES", "SCOPES", "Account", "Accounts", "Role", "Scope", "SessionRow", "Token", "read_key"]
