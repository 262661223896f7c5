"""The one seam for storage: what the runner and the desk ask of a store, and nothing else.

A store keeps records and the queue of work that is due. It decides nothing: what is due, in which order versions stand and
what a fate is are decided in :mod:`onrecord.desk.runner`. Every method works on an index; a method that reads a whole kind
says so and returns an iterator. ``tests/contract/store_contract.py`` is what every store must pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from onrecord.model.annotations import Annotated, Annotations, TimeMention
from onrecord.model.article import Article, Revision
from onrecord.model.capture import Capture, Fate
from onrecord.model.follow import Anchor, Follow, Fresh
from onrecord.model.handover import Draft, Kept, KeptFile, Operation
from onrecord.model.relations import Neighbourhood, Relations
from onrecord.model.ruling import Ruling
from onrecord.model.sketch import Sketch
from onrecord.model.state import Held
from onrecord.model.subscription import Subscription

#: The steps in which work is due. A unit of ``read`` is a capture, of every other an article.
StageName = Literal["read", "annotate", "keys", "link", "group", "relate"]
STAGES: tuple[StageName, ...] = ("read", "annotate", "keys", "link", "group", "relate")

#: How many holders of one key are looked at on each side. Stories hold together by many keys, each with other holders.
REACH = 6

#: Of articles that match a search so many are ranked, those that came in last; where fields narrow it, the newest that fit these. A word
#: that more have says little of any.
RANKED = 5_000

#: The steps that take connected articles together: neighbourhoods and threads.
Level = Literal["group", "relate"]

#: The kinds of records that ``group`` makes, by the names of the fields of ``Neighbourhood``, with the field that names one.
GROUPED: Mapping[str, str] = {"copies": "id", "stories": "id"}

#: The same of ``relate`` and ``Relations``.
RELATED: Mapping[str, str] = {
    "datings": "article_id",
    "actors": "id",
    "statements": "id",
    "figures": "id",
    "series": "id",
    "events": "id",
    "claims": "id",
    "differences": "id",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """A capture without its bytes."""

    capture_id: str
    source: str
    location: str
    sequence: int
    digest: str


@dataclass(frozen=True, slots=True)
class Version:
    """A reading of an article: one capture's text. ``moment`` is when it was updated or published, empty where unknown.

    ``content`` is the digest of the capture's bytes, ``digest`` that of the article read from them. ``number`` is its place
    among the versions, from 1; 0 before it has been given one. ``note`` is what the capture's fate is to say.
    """

    capture_id: str
    source: str
    sequence: int
    moment: str
    content: str
    digest: str
    number: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class StoredLink:
    """A link from one article to ``other``, with what made it. ``near`` links tie neighbourhoods, all links threads."""

    other: str
    kind: str
    weight: float
    reason: str
    near: bool = False


@dataclass(frozen=True, slots=True)
class Membership:
    """The neighbourhood or thread that an article is in, and the fingerprint of what that was made from."""

    component_id: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class KeptState:
    """A state of the desk that was kept: its number among them, the newest day of evidence then, and when it was kept (ISO 8601)."""

    name: str
    moment: int
    as_of: str | None
    kept_at: str


#: A record by its kind, a name in :data:`RELATED` or ``reports``, and its identifier.
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """A unit of work that failed, and why, in one sentence."""

    stage: StageName
    unit: str
    reason: str


@dataclass(frozen=True, slots=True)
class StoredRecord:
    """A record of ``kind`` (a name in :data:`GROUPED` or :data:`RELATED`, or ``articles``, ``fates``, ``rulings``) as :mod:`codec`
    writes it. ``component_id`` is the neighbourhood or the thread that it is of.
    """

    kind: str
    id: str
    component_id: str | None
    body: str


@dataclass(frozen=True, slots=True)
class Former:
    """An identifier of a story, a copy group or a thread that is no more: some of the articles that it had, and since when (UTC)."""

    id: str
    article_ids: tuple[str, ...]
    since: str


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Which articles a search looks at, by what indexes know: of these ``outlets``, in which one of these ``speakers`` says something, that tell
    of one of these ``places`` (by :func:`~onrecord.model.names.place_key`), with a date that proves a day from ``after`` on, and that begin
    before the day ``before``. ``None`` and empty narrow nothing.
    """

    outlets: tuple[str, ...] | None = None
    speakers: tuple[str, ...] | None = None
    places: tuple[str, ...] | None = None
    after: str = ""
    before: str = ""


#: Narrows nothing.
ANY = Narrowing()


@dataclass(frozen=True, slots=True)
class Hit:
    """An article that a search found.

    ``snippet`` is ``text[start:end]`` of the article's text around the first match; ``matches`` are all matches in the text,
    as (start, end) characters of it. Where only the title or the outlet matched, or nothing was searched for, there are none and the snippet opens the text.
    """

    article_id: str
    title: str | None
    outlet: str | None
    snippet: str
    start: int
    end: int
    matches: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as a list shows it, without its text. ``writer`` is the agency that it is credited to, else its outlet.

    ``first_day`` (YYYY-MM-DD) and ``start`` (ISO 8601) are empty where its date is unknown. ``copied`` says that it copies another one whole; ``left_open``
    counts its statements whose speaker is open, without those that repeat another.
    """

    article_id: str
    outlet: str | None
    writer: str | None
    first_day: str
    start: str
    story_id: str | None
    copied: bool
    statements: int
    open_statements: int
    left_open: int


@dataclass(frozen=True, slots=True)
class Said:
    """A statement as the fields of a search choose it. ``speakers`` is by what the speaker is known (see :mod:`onrecord.desk.facts`), nothing where
    that is open; ``name`` an actor's. ``passages`` are the characters (start, end) of what is said."""

    id: str
    stance: str
    speakers: tuple[str, ...]
    name: str | None
    passages: tuple[tuple[int, int], ...]


class Name(NamedTuple):
    """A name by one of its words (folded). A whole name is found by any words that stand in it one after the other, one that is an ``alias``
    by those that end it: it may begin with a role, and one that was cut badly may hold another's name."""

    word: str
    called: str
    alias: int
    speaker: str


@dataclass(frozen=True, slots=True)
class Fact:
    """An article as the fields of a search choose it. Days are YYYY-MM-DD, empty where unknown; ``places`` come with the record that tells of them."""

    article_id: str
    outlet: str
    first_day: str
    last_day: str
    said: tuple[Said, ...]
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """A record by what an overview orders it; see :mod:`onrecord.desk.summaries` for what that is of each kind.

    ``tied`` says that its thread has more than one article. Days are YYYY-MM-DD, empty where unknown.
    """

    kind: str
    component_id: str
    id: str
    tied: bool
    first_day: str
    last_day: str
    weight: int
    state: str


#: How :meth:`Store.overview` orders: the heaviest first, the latest by their last or their first day, or the next to come.
Order = Literal["heaviest", "latest", "last_begun", "next"]


@dataclass(frozen=True, slots=True)
class Leading:
    """A story for the front page. ``new`` counts the writers of its reports of late that copy no other, ``origins`` all of them."""

    story_id: str
    tied: bool
    new: int
    origins: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What a desk holds in numbers. ``copied`` counts the full copies.

    ``undated`` and ``left_open`` (statements whose speaker is open) name one article beside their number: the first by identifier, and the newest.
    """

    articles: int
    copied: int
    undated: tuple[int, str | None]
    left_open: tuple[int, str | None]
    unreported: int
    refused: int


class Store(Protocol):
    """A desk's records. Any method may raise ``DeskBusy`` (another process writes) or ``DeskDamaged``."""

    def writing(self) -> AbstractContextManager[None]:
        """Be the one process that changes the desk, for as long as the block runs; ``DeskBusy`` where another is."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """All that is written in the block, or nothing. Every write stands in one."""
        ...

    def snapshot(self) -> AbstractContextManager[None]:
        """All that is read in the block is of one moment."""
        ...

    def scrub(self) -> None:
        """Overwrite what was deleted, so that its bytes stand in no file of the desk."""
        ...

    def close(self) -> None: ...

    # Keeping

    def copy_to(self, folder: Path) -> None:
        """Write all that the desk holds at this moment as a new desk into ``folder``, which is empty; others go on writing.

        Nothing of what was deleted before is in it, but in the index of texts where a scrub is due.
        """
        ...

    def damage(self) -> Iterator[str]:
        """What is wrong with the files of the desk, in the words of the database; nothing where they are whole."""
        ...

    def unsearchable(self) -> list[str]:
        """The current articles that a search would find by other words than theirs; "" where it finds more than there are."""
        ...

    def outdated(self) -> list[str]:
        """The tables for pages that differ from what the other tables make of them. Reads the whole desk, stops nobody."""
        ...

    def altered(self) -> Iterator[tuple[str, str]]:
        """What no longer has the digest that it was stored with: ``text`` or ``annotations``, and the article's identifier."""
        ...

    def refill(self) -> None:
        """Make the index of texts and the tables for pages anew from all others. Stands in a transaction."""
        ...

    def sizes(self) -> dict[str, int]:
        """How many ``articles`` and ``captures`` there are."""
        ...

    def all_received(self) -> Iterator[tuple[str, Seen]]:
        """When every capture was received (ISO 8601), and which, by location, then by sequence. Reads a whole kind."""
        ...

    # Captures

    def put_capture(self, capture: Capture) -> None: ...

    def captures(self, ids: Sequence[str]) -> list[Capture]:
        """The captures with these identifiers that exist, sorted by identifier."""
        ...

    def seen_at(self, location: str) -> list[Seen]:
        """What was captured at a location, by sequence."""
        ...

    def seen_from(self, source: str) -> list[Seen]:
        """What was captured from a source, or from the members of an archive of that name."""
        ...

    def seen_as(self, capture_ids: Sequence[str]) -> list[Seen]:
        """The captures with these identifiers, without their bytes."""
        ...

    def delete_capture(self, capture_id: str) -> None:
        """Delete it, what was read from it, and the work that is due or done for it."""
        ...

    # Fates

    def put_fate(self, fate: Fate) -> None:
        """Record a fate in place of the one with the same identifier."""
        ...

    def delete_fate(self, fate_id: str) -> None: ...

    def fate(self, fate_id: str) -> Fate | None: ...

    def fates_from(self, source: str) -> list[Fate]:
        """The fates of a source, or of the members of an archive of that name."""
        ...

    def removal(self, source: str, digest: str) -> Fate | None:
        """A fate ``removed`` of this source, or of this content at any source; else one ``expired`` of this content there."""
        ...

    def count_removed(self) -> int:
        """How many fates are ``removed`` or ``expired``: another number says that words were taken out meanwhile."""
        ...

    # Articles and their versions

    def put_reading(self, article: Article, moment: str, content: str, sequence: int) -> None:
        """Record what a capture says, in place of what it said before. It has no number yet."""
        ...

    def delete_reading(self, capture_id: str) -> None: ...

    def reading(self, capture_id: str) -> tuple[str, str] | None:
        """The identifier of the article that was read from a capture, and the digest of what was read."""
        ...

    def versions(self, article_id: str) -> list[Version]:
        """All versions of an article, by number, then by capture."""
        ...

    def number_versions(self, article_id: str, capture_ids: Sequence[str]) -> None:
        """Number the versions of an article in this order; the last is the current one, and the one that is searched."""
        ...

    def articles(self, ids: Sequence[str]) -> dict[str, Article]:
        """The current versions of the articles with these identifiers that exist."""
        ...

    def earlier(self, article_id: str) -> tuple[Article, ...]:
        """The versions before the current one, oldest first."""
        ...

    def forget_article(self, article_id: str) -> None:
        """Delete what is known of an article that has no version left. What it was part of becomes due to be made anew."""
        ...

    # What articles say

    def put_annotations(self, annotations: Annotations) -> None: ...

    def annotated(self, ids: Sequence[str]) -> dict[str, Annotated]:
        """The articles with these identifiers that are annotated, with their annotations and earlier versions."""
        ...

    def times(self, ids: Sequence[str]) -> dict[str, tuple[TimeMention, ...]]:
        """The time expressions of those of these articles that are annotated: a small part of what :meth:`annotated` gives."""
        ...

    def states(self, ids: Sequence[str]) -> dict[str, str]:
        """For each of these articles that is annotated a digest of all that :meth:`annotated` gives for it."""
        ...

    # Sketches, links, neighbourhoods and threads

    def put_sketch(self, sketch: Sketch, keys: Sequence[str]) -> None:
        """Record an article's sketch and the keys by which others find it, as :meth:`delete_sketch` leaves the desk.

        It may part others: see :meth:`parted`.
        """
        ...

    def delete_sketch(self, article_id: str) -> None:
        """Let nothing find the article by a key, and forget its links. Whom it parted becomes due to link."""
        ...

    def parted(self, article_id: str) -> list[tuple[str, str]]:
        """The pairs that are linked and are candidates of each other no more, since this article stands between them; sorted."""
        ...

    def sketches(self, ids: Sequence[str]) -> dict[str, Sketch]:
        """The sketches of these articles that have one, sorted by identifier."""
        ...

    def candidates(self, article_id: str) -> list[str]:
        """The other articles that share a key with this one, sorted.

        Of the holders of one key, sorted by the start of their publication (the undated first), then by identifier, only
        :data:`REACH` on each side: what two articles have to do with each other then costs no more where a crisis has many.
        """
        ...

    def put_links(self, article_id: str, links: Sequence[StoredLink]) -> None:
        """Record all links of an article, in place of those it had. Whom its near links tie, or tied, becomes due to group."""
        ...

    def links(self, article_id: str) -> list[StoredLink]:
        """The links of an article, sorted by the other."""
        ...

    def near_links(self, ids: Sequence[str]) -> dict[str, list[StoredLink]]:
        """The near links of each of these articles, sorted by the other."""
        ...

    def neighbours(self, ids: Sequence[str], *, near: bool = False) -> set[str]:
        """The articles linked to any of these; with ``near`` by near links alone."""
        ...

    def memberships(self, level: Level, ids: Sequence[str]) -> dict[str, Membership]: ...

    def members(self, level: Level, component_ids: Sequence[str]) -> set[str]:
        """The articles in any of these neighbourhoods or threads."""
        ...

    def replace_neighbourhood(self, members: Sequence[str], fingerprint: str, found: Neighbourhood) -> None:
        """Record a neighbourhood in place of all that its members were in. The other articles of those become due to group."""
        ...

    def neighbourhoods(self, ids: Sequence[str]) -> list[Neighbourhood]:
        """The neighbourhoods that these articles are in, by identifier."""
        ...

    def replace_thread(self, members: Sequence[str], fingerprint: str, relations: Relations) -> None:
        """Record a thread, without its neighbourhoods, in place of all threads that its members were in.

        The other articles of those threads become due to relate.
        """
        ...

    def former(self, identifier: str) -> Former | None:
        """What an identifier stood for that a story, a copy group or a thread had and no record has now.

        Identifiers derive from the earliest member, so a merge or an earlier article takes one away. Where it leads is asked of
        the articles, so that nothing needs to be followed through many changes.
        """
        ...

    def all_former(self) -> Iterator[Former]:
        """Every such identifier, sorted. Reads a whole kind."""
        ...

    # Work

    def enqueue(self, stage: StageName, units: Iterable[str]) -> None: ...

    def enqueue_all(self, stage: StageName) -> None:
        """Make every unit of a stage due. Reads a whole kind: for a changed version, not for an article."""
        ...

    def due(self, stage: StageName, after: str, limit: int) -> list[str]:
        """At most ``limit`` due units after the unit ``after``, sorted."""
        ...

    def due_count(self, stage: StageName) -> int: ...

    def due_among(self, stage: StageName, units: Sequence[str]) -> set[str]:
        """Those of these units that are due."""
        ...

    def settle(self, stage: StageName, unit: str, fingerprint: str, failure: str | None = None) -> None:
        """The unit is due no more; it was made from ``fingerprint``, or failed for the reason in ``failure``."""
        ...

    def settle_all(self, stage: StageName, units: Sequence[str], fingerprint: str, failure: str | None = None) -> None:
        """:meth:`settle` for units that were made together."""
        ...

    def fingerprint(self, stage: StageName, unit: str) -> str | None:
        """What the unit was last made from."""
        ...

    def problems(self, units: Sequence[str]) -> list[Problem]:
        """The failures of these captures and articles."""
        ...

    def all_problems(self) -> Iterator[Problem]:
        """Every failure. Reads a whole kind."""
        ...

    def stamp(self, name: str) -> str | None:
        """A named mark: the version a stage last ran with, or that a scrub is due."""
        ...

    def put_stamp(self, name: str, value: str | None) -> None: ...

    def stamps(self, prefix: str) -> list[str]:
        """The names of the marks that begin with ``prefix``, sorted."""
        ...

    # States that were kept

    def kept(self) -> list[KeptState]:
        """The states, by name."""
        ...

    def keep(self, name: str, as_of: str | None, kept_at: str) -> None:
        """Keep what is there now under a name, in place of the state that has it."""
        ...

    def rename(self, name: str, other: str) -> None:
        """Give a state another name, in place of the state that has it."""
        ...

    def drop(self, name: str) -> None:
        """Keep the state of this name no longer."""
        ...

    def held_at(self, moment: int, keys: Iterable[Key], article_ids: Sequence[str]) -> dict[Key, tuple[Held, ...]]:
        """What was held in the state with this number, of those of ``keys`` that have changed since and of all records that rest on one of these
        articles, or did, and have changed since. Nothing for what was not there."""
        ...

    def held_of(self, article_ids: Sequence[str]) -> list[tuple[int, Key, tuple[Held, ...]]]:
        """All that any state holds and that no longer is so, of records that rest on one of these articles or did: each with its place."""
        ...

    def replace_held(self, row: int, held: Sequence[Held] | None) -> None:
        """Let something else be held at this place, or nothing be known of it."""
        ...

    # Handing over

    def draft(self) -> Draft | None:
        """The one draft with its log, where there is one."""
        ...

    def put_draft(self, draft: Draft) -> None:
        """Record a draft with its log in place of any other."""
        ...

    def put_operation(self, operation: Operation) -> None:
        """Append to the log of the draft."""
        ...

    def delete_draft(self) -> None: ...

    def last_handover(self) -> int:
        """The highest number that was given; 0 where none was."""
        ...

    def handovers(self) -> list[Kept]:
        """What was signed, the last first."""
        ...

    def handover(self, number: int) -> Kept | None: ...

    def handover_files(self, number: int, forms: Sequence[str]) -> list[KeptFile]:
        """Those files of a signed brief, by form."""
        ...

    def handovers_naming(self, article_ids: Sequence[str]) -> list[int]:
        """The numbers of the signed briefs that name one of these articles, sorted."""
        ...

    def put_handover(self, kept: Kept, files: Sequence[KeptFile], article_ids: Sequence[str]) -> None:
        """Record what was signed and which articles it names, in place of what has its number."""
        ...

    # Subscriptions

    def put_subscription(self, subscription: Subscription) -> None:
        """Record a subscription in place of the one with the same identifier."""
        ...

    def subscriptions(self, ids: Sequence[str]) -> list[Subscription]:
        """The subscriptions with these identifiers that exist, sorted by identifier."""
        ...

    def subscriptions_to(self, address: str) -> list[Subscription]:
        """Those that fetch the page at ``address`` now, however it is written; sorted by identifier."""
        ...

    def subscriptions_due(self, moment: str) -> list[str]:
        """The identifiers of the subscriptions that are due by ``moment``, those that waited longest first."""
        ...

    def delete_subscriptions(self, source: str) -> None:
        """Delete the subscription that came from ``source`` and those to the pages that are listed there."""
        ...

    # Rulings

    def put_ruling(self, ruling: Ruling, anchors: Sequence[str]) -> None:
        """Record a ruling with the articles that it is about."""
        ...

    def rulings_on(self, article_ids: Sequence[str]) -> list[Ruling]:
        """The rulings about any of these articles, oldest first."""
        ...

    def rulings_of(self, kinds: Sequence[str]) -> list[Ruling]:
        """The rulings of these kinds with all that withdraw one of them, or such a withdrawal, oldest first."""
        ...

    def articles_of(self, outlet: str) -> list[str]:
        """The articles that this outlet printed, under any of its names (:func:`onrecord.model.outlets.outlet_key`), sorted."""
        ...

    def anchors(self, ruling_id: str) -> tuple[str, ...]:
        """The articles that a ruling is about, sorted."""
        ...

    def delete_rulings_on(self, article_id: str) -> None:
        """Delete the rulings that are about this article and no other; those that name it beside others name it no more."""
        ...

    # What arrived, and what people follow

    def position(self) -> int:
        """The number of what arrived last: whoever reads the desk now has before them all that has a number up to this."""
        ...

    def fresh_lines(self, names: Sequence[str], after: int) -> list[Fresh]:
        """The lines behind the number ``after`` that name one of these actors, quantities or places; the last first."""
        ...

    def fresh_reports(self, story_ids: Sequence[str], after: int) -> list[Fresh]:
        """The reports of these stories that came, or say other words, behind the number ``after``; the last first."""
        ...

    def fresh_among(self, article_ids: Sequence[str], after: int) -> list[Fresh]:
        """The same of these articles."""
        ...

    def arrived(self, after: int, limit: int) -> list[str]:
        """At most ``limit`` articles of which a version came behind the number ``after``, the last first."""
        ...

    def put_follow(self, follow: Follow, anchors: Sequence[Anchor]) -> None:
        """Record what a person follows in place of the one with the same identifier. The anchors in an article go with it."""
        ...

    def delete_follow(self, follow_id: str) -> None: ...

    def follow(self, follow_id: str) -> Follow | None: ...

    def follows_of(self, person: str) -> list[Follow]:
        """What a person follows, in the order in which it was begun."""
        ...

    def follow_anchors(self, follow_id: str) -> list[Anchor]:
        """Its anchors, by name."""
        ...

    def anchored_stories(self, follow_id: str) -> list[str]:
        """The stories that have the articles now by which a followed one is found, the one with most of them first."""
        ...

    # Reading out: each of these reads a whole kind, sorted

    def all_seen(self) -> Iterator[Seen]:
        """Every capture without its bytes, by location, then by sequence."""
        ...

    def all_articles(self) -> Iterator[Article]:
        """Current versions, by identifier."""
        ...

    def all_earlier(self) -> Iterator[Article]:
        """Older versions, by identifier, then by number."""
        ...

    def all_revisions(self) -> Iterator[Revision]:
        """Every version of every article, by identifier, then by number."""
        ...

    def all_relations(self) -> Iterator[Relations]:
        """Every thread with its neighbourhoods, by identifier."""
        ...

    def all_fates(self) -> Iterator[Fate]:
        """By source, then by content."""
        ...

    def all_rulings(self) -> Iterator[Ruling]:
        """By identifier."""
        ...

    def all_subscriptions(self) -> Iterator[Subscription]:
        """By identifier."""
        ...

    def all_visited(self) -> Iterator[tuple[str, str]]:
        """Where every article that was fetched came from, and its identifier: the feed or sitemap that led to it, else itself.

        Sorted, each pair once.
        """
        ...

    def all_records(self, kind: str) -> Iterator[StoredRecord]:
        """The records of one kind of :data:`GROUPED` or :data:`RELATED`, by identifier, then by thread."""
        ...

    def records(self, record_id: str) -> list[StoredRecord]:
        """The records with this identifier: one, or one a thread for an actor that is met in several."""
        ...

    def records_about(self, article_id: str, kind: str) -> list[StoredRecord]:
        """The records of one kind that belong to one article."""
        ...

    def matching(self, words: str) -> list[str]:
        """The current articles whose title, outlet or text match, the best first; without words all, by identifier.

        ``words`` are in the store's own query language; where they are not, each of them is searched for.
        """
        ...

    def matching_among(self, words: str, article_ids: Sequence[str]) -> list[str]:
        """Those of these articles that match ``words`` as in :meth:`matching`, in their order; without words all that exist."""
        ...

    def search(self, words: str, article_ids: Sequence[str]) -> list[Hit]:
        """These articles, in this order, with all that matches ``words`` as in :meth:`matching`."""
        ...

    def received(self, article_ids: Sequence[str]) -> dict[str, tuple[str, str]]:
        """When the first and the last version of each of these articles came in (ISO 8601)."""
        ...

    def count_matching(self, words: str) -> int:
        """How many articles match ``words``, counted over the index of texts; without words all."""
        ...

    def best(self, words: str, limit: int, narrowing: Narrowing = ANY, *, newest: bool = False) -> list[str]:
        """At most ``limit`` of the articles that match ``words``, the best first; without words, or with ``newest``, the newest by their dates.

        Of very many that match those that came in last are ranked (:data:`RANKED`).
        """
        ...

    def outlet_names(self) -> list[str]:
        """The names of all outlets, sorted."""
        ...

    def facts(self, article_ids: Sequence[str]) -> list[Fact]:
        """These articles as the fields of a search choose them, in this order, without reading them."""
        ...

    def names_like(self, name: str) -> list[Name]:
        """The names of speakers that have the last word of this one: see :func:`~onrecord.desk.facts.called`."""
        ...

    def names_of(self, speakers: Sequence[str]) -> list[Name]:
        """All names of these speakers, each once, whatever its words."""
        ...

    def more_than(self, number: int) -> bool:
        """Whether there are more articles than so many."""
        ...

    # What pages ask: each of these costs what it gives, whatever the desk holds

    def resting_on(self, article_ids: Sequence[str], kinds: Sequence[str]) -> list[StoredRecord]:
        """The records of these kinds of :data:`RELATED` that belong to one of these articles or rest on its words.

        By thread, by kind, then in the order of their thread. No actors: those are found by their identifiers. Of a claim in place of an
        article: the differences that it is a side of, and the claims that it supersedes.
        """
        ...

    def naming(self, name: str, kind: str, limit: int) -> list[StoredRecord]:
        """At most ``limit`` records of a kind that name an actor, rest on an article or tell of a claim, the latest first.

        Statements, series, events and claims are found by an actor, differences by a claim; all but statements by an article.
        """
        ...

    def records_called(self, kind: str, ids: Sequence[str]) -> list[StoredRecord]:
        """The records of one kind with these identifiers, by identifier, then by thread."""
        ...

    def revisions(self, ids: Sequence[str]) -> list[Revision]:
        """The versions of these articles, by identifier, then by number."""
        ...

    def made_from(self, component_ids: Sequence[str]) -> dict[str, str]:
        """The fingerprints of these neighbourhoods and threads that exist: they change with everything that is in one."""
        ...

    def came_last(self, limit: int) -> list[str]:
        """At most ``limit`` articles, those of which the desk took a version last."""
        ...

    def listed(self, ids: Sequence[str]) -> dict[str, Listed]:
        """These articles as lists show them, without reading their texts."""
        ...

    def newest_day(self) -> str | None:
        """The newest day of evidence, ``None`` where nothing is dated."""
        ...

    def revised_since(self, day: str, limit: int) -> list[str]:
        """At most ``limit`` articles of which a later version is of ``day`` or after it, the latest first."""
        ...

    def tally(self) -> Tally:
        """What the desk holds in numbers, counted over indexes alone."""
        ...

    def leading(self, since: str, limit: int) -> list[Leading]:
        """The stories that lead: those of most writers since the day ``since``, then those of most writers, then the latest.

        Stories of articles to which nothing is tied come last.
        """
        ...

    def overview(
        self,
        kind: str,
        order: Order,
        limit: int,
        *,
        states: Sequence[str] = (),
        begun_since: str = "",
        ending_after: str = "",
        begun_before: str = "",
        thread: str = "",
    ) -> list[Summary]:
        """At most ``limit`` records of a kind in this order, those of threads of more than one article first.

        With ``thread`` only those of one thread, with ``states`` only those in one of them; by the days of the others only those with a first day from ``begun_since`` on or before
        ``begun_before``, or with a last one after ``ending_after``. What an editor has muted is left out.
        """
        ...

    def actors_called(self, begins: str, limit: int) -> list[Summary]:
        """At most ``limit`` summaries of actors of whom a name has a word that begins so (folded), those who say most first."""
        ...

    def kinds(self, kind: str) -> dict[str, int]:
        """How many records of a kind, by their identifiers, overviews list in each state."""
        ...

    def refused(self, limit: int) -> list[Fate]:
        """The first refused inputs, by source."""
        ...

    def outlets(self, after: str, limit: int) -> list[tuple[str, int, int]]:
        """At most ``limit`` outlets after the one called ``after``, by name: each with its reports, and how many of them are full copies."""
        ...
