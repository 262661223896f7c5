"""The sources page: every outlet, how often it was first and how often it copied, and how each feed's visits went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from onrecord.desk.reading.rulings import RulingView, outlet_rulings
from onrecord.desk.reading.shelf import Cited, Report, Shelf
from onrecord.desk.reading.story import SourceView, copy_view
from onrecord.model.errors import NotFound
from onrecord.model.subscription import Subscription
from onrecord.publish.wording import day_range, plural

#: Addresses that a page lists: those that failed before all others.
FEEDS = 200
#: Texts with copies that it lists: those that most reports carry before all others.
PRINTED = 40


@dataclass(frozen=True, slots=True)
class OutletView:
    """An outlet. ``first`` counts its texts that others copied, ``copies`` its reports that are full copies of another's text,
    ``excerpts`` those that take a part of one; ``newest`` is the headline of its newest report. ``reliability`` is a letter of the
    Admiralty code, ``owner`` and ``control`` are what editors note; empty where they have not."""

    name: str
    reports: int
    first: int
    copies: int
    excerpts: int
    statements: int
    open_statements: int
    covers: str
    newest: Cited | None
    reliability: str = "F"
    owner: str = ""
    control: str = ""


@dataclass(frozen=True, slots=True)
class FeedView:
    """An address that is visited again. Times are in words, in UTC, and empty where there was none; ``state`` is well, failing, new or settled."""

    source: str
    title: str
    kind: str
    state: str
    last_success: str
    last_tried: str
    next_due: str
    failures: int
    trouble: str
    note: str
    moved_from: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourcesPage:
    """Every outlet, the one with most reports first, and every feed, those that fail first. ``pages`` counts single pages that are visited.

    ``printed`` has the texts that more than one report carries, each with its copies folded under the first: of ``groups``
    those with most copies."""

    outlets: tuple[OutletView, ...]
    groups: int
    feeds: tuple[FeedView, ...]
    feeds_in_all: int
    pages: int
    refused: tuple[tuple[str, str], ...]
    printed: tuple[SourceView, ...] = ()
    part: str = ""  # of a desk that is too large to be read whole: what the page tells of


@dataclass(frozen=True, slots=True)
class Copied:
    """A report beside the one that has the same text: ``relation`` and the share of the words, and why the first is held to be first."""

    report: Report
    other: Report
    relation: str
    similarity: float
    reason: str
    told: str = ""


@dataclass(frozen=True, slots=True)
class OutletPage:
    """The reports of an outlet by day, the newest first; those of its texts that others copied, and what it copied."""

    outlet: OutletView
    reports: tuple[Report, ...]
    first: tuple[Copied, ...]
    copies: tuple[Copied, ...]
    rulings: tuple[RulingView, ...] = ()
    part: str = ""  # of a desk that is too large to be read whole: what the page tells of
    further: int | None = None  # the number of the report that the next page begins with, where there is one


def sources_page(shelf: Shelf, subscriptions: Iterable[Subscription] = ()) -> SourcesPage:
    """The outlets of the desk, and ``subscriptions`` with how their visits went."""
    by_outlet: dict[str, list[str]] = defaultdict(list)
    for article_id in shelf.sources.articles:
        by_outlet[shelf.sources.outlet(article_id)].append(article_id)
    outlets = [_outlet(shelf, name, ids) for name, ids in by_outlet.items()]
    every = list(subscriptions)
    feeds = [feed_view(each) for each in every if each.kind != "page" or each.named or each.failures]
    feeds.sort(key=lambda feed: (feed.state != "failing", -feed.failures, feed.title.lower(), feed.source))
    return SourcesPage(
        outlets=tuple(sorted(outlets, key=lambda outlet: (-outlet.reports, outlet.name))),
        groups=sum(len(relations.copies) for relations in shelf.contents.relations),
        feeds=tuple(feeds[:FEEDS]),
        feeds_in_all=len(feeds),
        pages=len(every) - len(feeds),
        refused=tuple((fate.source, fate.reason) for fate in shelf.contents.fates if fate.fate == "refused"),
        printed=_printed(shelf),
    )


def _printed(shelf: Shelf) -> tuple[SourceView, ...]:
    """The texts that most have printed, of those whose every report is on the shelf: of a large desk it is a part."""
    here = shelf.sources.articles
    groups = [
        group
        for relations in shelf.contents.relations
        for group in relations.copies
        if group.first_article_id in here and all(member.article_id in here for member in group.members)
    ]
    groups.sort(key=lambda group: (-len(group.members), shelf.sources.number[group.first_article_id], group.id))
    return tuple(
        SourceView(
            report=shelf.report(group.first_article_id),
            copies=tuple(copy_view(shelf, group, member) for member in group.members),
            reason=shelf.named(group.reason),
            tied_by="",
        )
        for group in groups[:PRINTED]
    )


def outlet_page(shelf: Shelf, name: str, among: Collection[str] | None = None) -> OutletPage:
    """The page of an outlet by its name, with its reports, or those of them ``among`` these. Raises ``NotFound``."""
    articles = shelf.sources.articles if among is None else [one for one in shelf.sources.articles if one in among]
    ids = [article_id for article_id in articles if shelf.sources.outlet(article_id) == name]
    if not ids:
        raise NotFound(f"No report is from {name!r}: choose an outlet from the page of sources.")
    ordered = sorted(ids, key=shelf.sources.number.__getitem__, reverse=True)
    first = [
        Copied(
            shelf.report(article_id),
            shelf.report(member.article_id),
            member.relation,
            member.similarity,
            group.reason,
            shelf.copied(group, member),
        )
        for article_id in ordered
        for group in shelf.copies_of(article_id)
        if group.first_article_id == article_id
        for member in group.members
    ]
    copies = [
        Copied(
            shelf.report(article_id),
            shelf.report(group.first_article_id),
            member.relation,
            member.similarity,
            group.reason,
            shelf.copied(group, member),
        )
        for article_id in ordered
        for group in shelf.copies_of(article_id)
        for member in group.members
        if member.article_id == article_id
    ]
    reports = tuple(shelf.report(article_id) for article_id in ordered)
    return OutletPage(
        _outlet(shelf, name, ids), reports, tuple(first), tuple(copies), outlet_rulings(shelf.contents.rulings, name)
    )


def feed_view(subscription: Subscription) -> FeedView:
    """An address in words."""
    if subscription.failures:
        state = "failing"
    elif subscription.next_due is None:
        state = "settled"
    else:
        state = "well" if subscription.last_success else "new"
    return FeedView(
        source=subscription.source,
        title=subscription.title or "",
        kind=subscription.kind if subscription.kind != "unknown" else "address",
        state=state,
        last_success=moment_words(subscription.last_success),
        last_tried=moment_words(subscription.last_tried),
        next_due=moment_words(subscription.next_due),
        failures=subscription.failures,
        trouble=subscription.trouble,
        note=subscription.note,
        moved_from=subscription.moved_from,
    )


def moment_words(moment: str | None) -> str:
    """``2031-05-24T06:00:12+00:00`` as ``24 May 2031 06:00``."""
    if not moment:
        return ""
    return f"{day_range(moment[:10], moment[:10])} {moment[11:16]}".strip()


def _outlet(shelf: Shelf, name: str, ids: list[str]) -> OutletView:
    days = sorted(day for day in (shelf.day(article_id) for article_id in ids) if day)
    relations = [
        member.relation
        for article_id in ids
        for group in shelf.copies_of(article_id)
        for member in group.members
        if member.article_id == article_id
    ]
    dated = [article_id for article_id in ids if shelf.day(article_id)]
    held = {view.kind: view.value for view in outlet_rulings(shelf.contents.rulings, name)}
    newest = max(dated or ids, key=shelf.sources.number.__getitem__)
    return OutletView(
        name=name,
        reports=len(ids),
        first=len({group.id for one in ids for group in shelf.copies_of(one) if group.first_article_id == one}),
        copies=sum(relation != "excerpt" for relation in relations),
        excerpts=sum(relation == "excerpt" for relation in relations),
        statements=sum(shelf.references[article_id].statements for article_id in ids),
        open_statements=sum(shelf.references[article_id].open_statements for article_id in ids),
        covers=day_range(days[0], days[-1]) if days else plural(len(ids), "undated report"),
        newest=shelf.cite_title(newest),
        reliability=held.get("reliability", "F"),
        owner=held.get("owner", ""),
        control=held.get("control", ""),
    )
