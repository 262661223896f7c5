"""Who said what: mentions, speakers, statements, actors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.model.passage import Evidence, Passage
from onrecord.model.when import UNKNOWN_TIME, When

MentionKind = Literal["person", "body", "country", "office", "place"]

#: Words in quotation marks, a paraphrase, or a paraphrase with at least four quoted words in it.
Form = Literal["direct", "indirect", "mixed"]

Stance = Literal[
    "says",
    "confirms",
    "denies",
    "rejects",
    "warns",
    "accuses",
    "predicts",
    "believes",
    "wants",
    "demands",
    "promises",
    "announces",
    "asks",
    "declines_to_comment",
]


@dataclass(frozen=True, slots=True)
class Mention:
    """A name, role or pronoun that stands for somebody or some place.

    ``name`` is the fullest form that the article itself supports ("Liz Truss" for "Ms Truss"; ``None`` where it stays open, with
    the ``candidates``). ``role`` is the title or office given with it ("Foreign Secretary"). ``place`` is the key of a known place
    (an ISO 3166 code such as ``UA`` for countries, ``geonames:703448`` for towns, ``local:NAME`` for a desk's own). ``country`` is
    the ISO code that a role, body or capital belongs to, where the text or the gazetteer tells. ``place_name`` is the
    gazetteer's name of the place, one for all its spellings ("Kyiv" for "Kiev"); the text itself where the gazetteer lacks it.
    """

    text: str
    start: int
    end: int
    kind: MentionKind
    name: str | None
    role: str | None = None
    place: str | None = None
    country: str | None = None
    candidates: tuple[str, ...] = ()
    place_name: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Whose words a statement gives. ``start`` and ``end`` are ``None`` where no words name the speaker.

    ``name`` and ``actor_id`` are ``None`` for anonymous speakers and for those that stay open; ``reason`` then says which, and
    ``candidates`` lists names that would fit. Of the anonymous, ``count`` tells as written how many they are ("two", "several") and
    ``unnamed_because`` why they have no name ("on condition of anonymity"), where the text does.
    """

    text: str | None
    start: int | None
    end: int | None
    name: str | None
    anonymous: bool
    actor_id: str | None = None
    kind: MentionKind | None = None
    role: str | None = None
    country: str | None = None
    candidates: tuple[str, ...] = ()
    reason: str = ""
    count: str | None = None
    unnamed_because: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One attribution.

    ``via`` is the chain between the speaker and this outlet ("told LBC", "The Telegraph reported"), the one nearest to the
    speaker first. ``segment`` is the kind of segment it stands in: headings and captions state things too but are not counted
    twice with the body: one that says again what a statement of the same article's body says has that one's ``id`` as ``repeats``.
    ``form`` is ``indirect`` where ``direct`` is false. ``to``, ``occasion`` and ``place`` (of the saying) are as written.
    ``evidence`` covers the whole sentence or sentences; its first element is the one to show.
    """

    id: str
    article_id: str
    speaker: Speaker
    cue: Passage | None
    contents: tuple[Passage, ...]
    stance: Stance
    direct: bool
    said: When
    via: tuple[str, ...]
    to: str | None
    negated: bool
    hedge: str | None
    segment: str
    confidence: float
    reason: str
    evidence: tuple[Evidence, ...]
    form: Form = "indirect"
    occasion: str | None = None
    place: str | None = None
    repeats: str | None = None


@dataclass(frozen=True, slots=True)
class Role:
    """A role that an article gives an actor, and where."""

    role: str
    evidence: Evidence
    when: When = UNKNOWN_TIME


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, body, country or office, with its names and its roles over time.

    ``name`` is the form shown; ``names`` every form met, sorted. ``evidence`` has one place for each name.
    """

    id: str
    name: str
    kind: MentionKind
    names: tuple[str, ...]
    roles: tuple[Role, ...]
    country: str | None
    article_ids: tuple[str, ...]
    evidence: tuple[Evidence, ...]
