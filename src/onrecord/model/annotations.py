"""What ``annotate`` makes of one article."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.article import Article
from onrecord.model.picture import Event, Figure
from onrecord.model.statement import Mention, Statement
from onrecord.model.when import When


@dataclass(frozen=True, slots=True)
class TimeMention:
    """A time expression at ``start`` to ``end`` of the article's text, not yet bound to the calendar.

    ``timex`` is what TIMEX3 writes where an interval does not tell it: a duration ("P3D", "PXM"), how often ("P1W",
    "XXXX-WXX-1"), a vague time ("PRESENT_REF", "PAST_REF", "FUTURE_REF"), or, beginning with T, the time of day that
    follows the day ("TMO", "T15:00"). ``model.timex`` renders it.
    """

    text: str
    start: int
    end: int
    when: When
    timex: str = ""


@dataclass(frozen=True, slots=True)
class Annotations:
    """What one article says. ``open_statements`` counts attributions whose speaker stayed open: silence is not absence.

    ``attitudes`` are attributions of what nobody is reported to have said: what somebody thinks, wants, seems or could say. They
    have the form of statements, and nothing is derived from them.
    """

    article_id: str
    mentions: tuple[Mention, ...]
    times: tuple[TimeMention, ...]
    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...]
    events: tuple[Event, ...]
    open_statements: int
    attitudes: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with what it says: what ``relate`` takes. ``earlier`` are its older revisions, oldest first."""

    article: Article
    annotations: Annotations
    earlier: tuple[Article, ...] = ()
