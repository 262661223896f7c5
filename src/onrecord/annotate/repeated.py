"""Headlines, summaries and captions that say again what somebody says in the body of the same article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.annotate import words
from onrecord.model.statement import Speaker, Statement

#: The share of its content words that must stand in the body's statement: headlines shorten and replace a word or two.
_MOSTLY = 0.6
#: Letters by which words are compared, so that "closes", "closed" and "closing" are one.
_STEM = 5
_WORD = re.compile(r"[^\W_]+")
_EMPTY = words.COMMON | words.MODALS | words.BE
_SHOWN_BESIDE = frozenset({"heading", "summary", "caption"})


def with_repeats(statements: Sequence[Statement]) -> list[Statement]:
    """The statements of one article; those beside its body that repeat one of the body carry that one's ``id``."""
    body = [(item, _content(item)) for item in statements if item.segment == "body"]
    return [
        replace(item, repeats=_repeated(item, body)) if item.segment in _SHOWN_BESIDE else item for item in statements
    ]


def _repeated(item: Statement, body: Sequence[tuple[Statement, frozenset[str]]]) -> str | None:
    own = _content(item)
    best: tuple[float, str | None] = (0.0, None)
    for other, theirs in body:
        if not own or item.stance != other.stance or item.negated != other.negated:
            continue
        share = len(own & theirs) / len(own)
        if share >= _MOSTLY and share > best[0] and _same_speaker(item.speaker, other.speaker):
            best = (share, other.id)
    return best[1]


def _content(item: Statement) -> frozenset[str]:
    found = (word for content in item.contents for word in _WORD.findall(content.text.lower()))
    return frozenset(word[:_STEM] for word in found if word not in _EMPTY and len(word) > 1)


def _same_speaker(short: Speaker, full: Speaker) -> bool:
    """Whether the speaker of a headline can be that of the body: headlines leave titles, first names and numbers out."""
    if short.name is not None and full.name is not None:
        return short.name.casefold() == full.name.casefold()
    if short.name is not None or short.anonymous != full.anonymous:
        return False
    called = _called(short.text)
    return called <= _called(full.text)


def _called(text: str | None) -> frozenset[str]:
    return frozenset(word for word in _WORD.findall((text or "").lower()) if word not in words.DETERMINERS)
