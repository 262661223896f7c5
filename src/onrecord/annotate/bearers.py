"""Whose a surname alone is where an article names several who bear it.

Reports call the one whom they are about by the surname alone, and the others in full: after "Ann Brown … Brown said … her son Tam
Brown" the surname stays hers. So it is hers where nobody else of that surname had been named when it first stood alone, except near
to where another bearer is named. Where it stands alone before anybody bears it in full, or behind a title, it stays open.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from onrecord.model.article import Article
from onrecord.model.names import folded
from onrecord.model.statement import Mention

#: Paragraphs before its own in which nobody else of that surname may be named in full.
_NEAR = 1


@dataclass(slots=True)
class _Surname:
    """What has been read of one surname: who was named in full and in which paragraphs, and to whom it belongs alone."""

    named: dict[str, list[int]] = field(default_factory=dict)
    holder: str | None = None
    lost: bool = False


def settled(article: Article, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The same mentions, sorted by start; of the surnames that several could bear some have the name of one of them."""
    if not any(_is_bare(mention) for mention in mentions):
        return tuple(mentions)
    segments = [segment for segment in article.segments if segment.kind == "body"]
    starts = [segment.start for segment in segments]
    read: dict[str, _Surname] = {}
    done: list[Mention] = []
    for mention in mentions:
        at = bisect_right(starts, mention.start) - 1
        inside = mention.kind == "person" and at >= 0 and mention.start < segments[at].end
        done.append(_settle(read, mention, at) if inside else mention)
    return tuple(done)


def _settle(read: dict[str, _Surname], mention: Mention, paragraph: int) -> Mention:
    surname = folded(mention.text).split()[-1:]
    if mention.name is not None and _is_full(mention):
        for word in folded(mention.name).split()[1:]:
            read.setdefault(word, _Surname()).named.setdefault(mention.name, []).append(paragraph)
    elif mention.name is None and mention.candidates and surname:
        known = read.setdefault(surname[0], _Surname())
        if not _is_bare(mention):
            known.lost = True  # "President Brown", of several: the bare surname may be theirs
            return mention
        name = _bearer(known, mention.candidates, paragraph)
        if name is not None:
            return replace(mention, name=name, candidates=())
    return mention


def _bearer(known: _Surname, candidates: Sequence[str], paragraph: int) -> str | None:
    named = [name for name in known.named if name in candidates]
    if not named:
        known.lost = True
    if known.lost:
        return None
    if known.holder is None:
        if len({_alike(name, named) for name in named}) > 1:
            return None
        known.holder = named[0]
    others = [name for name in named if _alike(name, [known.holder]) != known.holder]
    near = any(paragraph - place <= _NEAR for name in others for place in known.named[name])
    return None if near else known.holder


def _alike(name: str, names: Sequence[str]) -> str:
    """The first of ``names`` that is the same but for middle names ("Ann Brown", "Ann B. Brown Orel"), or else ``name``."""
    return next((other for other in names if _within(name, other) or _within(other, name)), name)


def _within(short: str, long: str) -> bool:
    words = iter(folded(long).split())
    return folded(short).split()[0] == folded(long).split()[0] and all(word in words for word in folded(short).split())


def _is_full(mention: Mention) -> bool:
    written, name = folded(mention.text).split(), folded(mention.name or "").split()
    return len(name) > 1 and name[0] in written and name[-1] in written


def _is_bare(mention: Mention) -> bool:
    return mention.kind == "person" and mention.name is None and len(mention.candidates) > 1 and " " not in mention.text
