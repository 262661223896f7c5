"""Which column of a dump holds what, where a user says so: ``title=headline,text=body_text``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

from onrecord.collect.names import shown
from onrecord.model.errors import UsageError
from onrecord.model.record_fields import FIELDS, has

#: Role (``title``, ``text``, ``published`` ...: the rows of ``model.record_fields``) to the name of the column.
Columns: TypeAlias = Mapping[str, str]

NO_COLUMNS: Columns = MappingProxyType({})


def columns_of(text: str | None) -> Columns:
    """The columns in ``text``: ``role=name`` pairs, a comma between two. Raises ``UsageError`` for what is none.

    >>> dict(columns_of("title=headline, text=body_text"))
    {'title': 'headline', 'text': 'body_text'}
    """
    columns: dict[str, str] = {}
    for pair in (text or "").split(","):
        if not pair.strip():
            continue
        role, equals, name = (part.strip() for part in pair.partition("="))
        if not equals or not name or role not in FIELDS:
            raise UsageError(
                f"The column {pair.strip()!r} is not understood: write ROLE=COLUMN, with one of {', '.join(FIELDS)} as role."
            )
        if role in columns:
            raise UsageError(f"The role {role} has two columns: name one.")
        columns[role] = name
    return MappingProxyType(columns)


def renamed(record: dict[str, Any], columns: Columns) -> dict[str, Any]:
    """``record`` with the columns that were named under the first name of their role, and without other names of that role.

    What the user said is meant alone: a second column of dates, say, must not come in its place where it is empty.
    """
    taken = set(columns.values())
    said = {FIELDS[role][0]: record[name] for role, name in columns.items() if name in record}
    others = {
        name: value
        for name, value in record.items()
        if name not in taken and name not in said and not any(has((name,), role) for role in columns)
    }
    return said | others


def why_not(names: Iterable[str], columns: Columns) -> str | None:
    """Why a table with columns of these ``names`` cannot be taken, ``None`` where it can."""
    names = list(names)
    told = ", ".join(shown(name[:40]) for name in names[:12]) + (" ..." if len(names) > 12 else "")
    missing = next((name for name in columns.values() if name not in names), None)
    if missing is not None:
        return f"it has no column “{shown(missing[:40])}”; name one of its own: {told}"
    if "text" in columns or "html" in columns or has(names, "text") or has(names, "html"):
        return None
    return f"none of its columns ({told}) is known to hold the text; name it: --columns text=COLUMN,title=COLUMN"
