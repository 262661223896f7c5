"""What a person types into a search: words for the index of texts, and fields that choose among the articles.

::

    ferry "field hospital"  outlet:Harbour  actor:"Ilse Brandt"  stance:denies  place:Odense  after:2031-05-02  before:2031-06
    └── words ───────────┘  └── fields, in any order and number; of one that stands twice the last counts ────────────────┘
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, get_args

from onrecord.model.errors import UsageError
from onrecord.model.names import folded
from onrecord.model.statement import Stance

FIELDS: Final = ("outlet", "actor", "stance", "place", "after", "before")

#: A field begins a word and is not inside a phrase; its value is one word, or several in quotation marks.
_PIECE = re.compile(r'(?<!\S)(outlet|actor|stance|place|after|before):("[^"]*"?|[^\s"]*)|"[^"]*"?|[^\s"]+|\s+', re.I)


@dataclass(frozen=True, slots=True)
class Query:
    """A search taken apart. What is empty chooses nothing.

    ``words`` are in the store's query language. ``outlet`` and ``actor`` are words that a name holds one after the other, ``place`` is
    a place's whole name, however each is written; ``actor`` may be an identifier. Who is asked for with a ``stance`` has said it
    with that stance. ``after`` is the first day (YYYY-MM-DD) and ``before`` the day after the last of those on which an article may
    have been published.
    """

    words: str = ""
    outlet: str = ""
    actor: str = ""
    stance: str = ""
    place: str = ""
    after: str = ""
    before: str = ""

    @classmethod
    def parse(cls, text: str) -> Query:
        """``text`` taken apart. Raises ``UsageError`` with what to write instead, for a field whose value is none."""
        words: list[str] = []
        fields: dict[str, str] = {}
        for piece in _PIECE.finditer(text):
            if piece[1]:
                name = piece[1].lower()
                fields[name] = _checked(name, piece[2].strip('"').strip())
            else:
                words.append(piece[0])
        return cls(words=" ".join("".join(words).split()), **fields)

    @property
    def fields(self) -> dict[str, str]:
        """The fields that choose something, in the order of :data:`FIELDS`."""
        return {name: value for name in FIELDS if (value := getattr(self, name))}

    def but(self, **fields: str) -> Query:
        """The same with other values for some fields; an empty value takes one out."""
        return replace(self, **fields)

    def __str__(self) -> str:
        return " ".join(
            filter(None, (self.words, *(f"{name}:{_written(value)}" for name, value in self.fields.items())))
        )


def _written(value: str) -> str:
    return f'"{value}"' if re.search(r"\s", value) or not value else value


def _checked(name: str, value: str) -> str:
    if name == "stance":
        stance = value.lower()
        if stance not in get_args(Stance):
            raise UsageError(f"There is no stance {value!r}: choose one of {', '.join(get_args(Stance))}.")
        return stance
    if name in ("after", "before"):
        return _day(name, value)
    if not folded(value):
        raise UsageError(f'After "{name}:" stands no name: write {name}:Word, or {name}:"several words".')
    return value


def _day(name: str, value: str) -> str:
    """A day; a month or a year is its first day."""
    full = value + "-01-01"[3 * value.count("-") :] if value.count("-") < 2 else value
    try:
        if date.fromisoformat(full).isoformat() == full:
            return full
    except ValueError:
        pass
    raise UsageError(f"{value!r} is no day: write {name}:2031-05-02, or {name}:2031-05 for a month.")
