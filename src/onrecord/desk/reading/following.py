"""The page of what a person follows: what is new in each since one last looked, and how a page tells that it is followed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import quote

from onrecord.desk.following import News, muted, names_of, news_of
from onrecord.desk.reading.choices import STATEMENTS
from onrecord.desk.reading.shelf import Cited, Shelf
from onrecord.desk.reading.slices import slice_of
from onrecord.desk.store import Store, StoredRecord
from onrecord.model.codec import loads, read_plain
from onrecord.model.follow import FollowKind, Fresh
from onrecord.model.picture import Event, Figure, Series
from onrecord.model.statement import Statement
from onrecord.publish.brief import UNTITLED
from onrecord.publish.movement import quantity
from onrecord.publish.said import said_when
from onrecord.publish.wording import amount_words, one_line, plural, said_words, stance_words, status_words, when_words

#: Lines of one thing that the page has, those that came last.
LINES = 12

#: Figures by which a quantity is called.
NAMED_BY = 40

#: How each kind is called.
CALLED: Mapping[FollowKind, str] = {
    "story": "Story",
    "actor": "Actor",
    "figure": "Figure",
    "place": "Place",
    "search": "Search",
}

#: The kinds of records that its lines are.
_KINDS_OF_LINES = {"actor": ("statements",), "figure": ("figures",), "place": ("events", "figures", "statements")}


@dataclass(frozen=True, slots=True)
class NewLine:
    """Something new: ``kind`` is report, statement, figure or event, ``id`` its identifier. ``label`` says whose or what it is, ``status`` the word
    beside it, ``note`` when, ``copied`` that it stands in a full copy of another report, ``revised`` that the report was there before."""

    number: int
    kind: Literal["report", "statement", "figure", "event"]
    id: str
    article_id: str
    label: str
    status: str
    note: str
    copied: bool
    revised: bool
    passage: Cited


@dataclass(frozen=True, slots=True)
class FollowedView:
    """Something that is followed. ``count`` new reports or lines came since it was last seen, of which ``copies`` stand in full copies and ``revised`` are
    reports that say other words than before; ``words`` says so. ``partly``: there may be more. ``lines`` are those that came last.

    ``page`` and ``feed`` are addresses on the desk, empty where there is none. ``parts`` are the stories that it is now (identifier and title), where those are
    several. ``gone``: it is no longer on the desk. ``upto`` is the number up to which it may be marked as seen after this was shown.
    """

    id: str
    kind: FollowKind
    called: str
    name: str
    target: str
    since: str
    page: str
    feed: str
    count: int
    copies: int
    revised: int
    partly: bool
    words: str
    gone: bool
    parts: tuple[tuple[str, str], ...]
    upto: int
    lines: tuple[NewLine, ...]


@dataclass(frozen=True, slots=True)
class FollowingPage:
    """All that a person follows, what has news first. ``count`` is how much is new in all; ``upto`` as in :class:`FollowedView`, for all of it."""

    person: str
    count: int
    partly: bool
    upto: int
    items: tuple[FollowedView, ...]


@dataclass(frozen=True, slots=True)
class Unread:
    """How many new reports and lines there are in all that a person follows; ``partly``: there may be more."""

    count: int
    partly: bool


@dataclass(frozen=True, slots=True)
class Watch:
    """How it stands with the thing that a page is of: ``id`` is that of the follow, empty where it is not followed. ``upto`` is the number of what the page
    shows, ``fresh`` what is new. ``whole``: a page that shows ``fresh`` shows all that is new."""

    kind: FollowKind
    target: str
    label: str
    id: str
    upto: int
    fresh: frozenset[str] = frozenset()
    whole: bool = False

    def seen_in(self, shown: Collection[str]) -> bool:
        """Whether a page with these reports or lines shows all that is new, and something is."""
        return self.whole and bool(self.fresh) and self.fresh <= set(shown)


class Watching:
    """What a person follows, for a page of many things that can be followed. To be made before what the page shows is read."""

    def __init__(self, store: Store, person: str, kind: FollowKind) -> None:
        self.kind = kind
        self.upto = store.position()
        self._known = {
            name: follow.id
            for follow in store.follows_of(person)
            if follow.kind == kind
            for name in ([follow.target] if kind in ("place", "search") else names_of(store, follow))
        }

    def of(self, target: str, label: str = "") -> Watch:
        """How it stands with one of them."""
        return Watch(self.kind, target, label, self._known.get(target, ""), self.upto)


def unread(store: Store, person: str) -> Unread:
    """How much is new to a person."""
    hidden = muted(store)
    news = [news_of(store, follow, hidden) for follow in store.follows_of(person)]
    return Unread(sum(len(each.fresh) for each in news), any(each.partly for each in news))


def watch(store: Store, person: str, kind: FollowKind, target: str) -> Watch:
    """How it stands with one thing. To be asked before its page is read, so that the page shows all up to the number that this gives."""
    for follow in store.follows_of(person):
        if follow.kind == kind and (target == follow.target or target in names_of(store, follow)):
            news = news_of(store, follow)
            fresh = frozenset(each.id for each in news.fresh)
            whole = not news.partly and len(news.names) <= 1  # a story that was split has several pages
            return Watch(kind, target, follow.label, follow.id, news.upto, fresh, whole)
    return Watch(kind, target, "", "", store.position())


def latest_said(store: Store, actor_id: str) -> list[str]:
    """The statements that the page of an actor has."""
    return [record.id for record in store.naming(actor_id, "statements", STATEMENTS)]


def following_page(store: Store, person: str) -> FollowingPage:
    """All that a person follows, each with its news."""
    hidden = muted(store)
    every = [news_of(store, follow, hidden) for follow in store.follows_of(person)]
    shown = {news.follow.id: [each for each in news.fresh if each.whole][:LINES] for news in every}
    records = _records(store, every, shown)
    reports = {
        each.article_id for news in every if news.follow.kind in ("story", "search") for each in shown[news.follow.id]
    }
    near = {each.article_id for fresh in shown.values() for each in fresh}
    shelf = slice_of(store, sorted(reports), records, near=sorted(near), kinds=("datings",))
    lines = _Lines(shelf)
    items = [_view(store, news, lines.of(shown[news.follow.id])) for news in every]
    items.sort(key=lambda item: -max([line.number for line in item.lines], default=0) if item.count else 1)
    upto = min([store.position(), *(news.upto for news in every)])
    return FollowingPage(
        person, sum(item.count for item in items), any(item.partly for item in items), upto, tuple(items)
    )


def _records(store: Store, every: Sequence[News], shown: Mapping[str, Sequence[Fresh]]) -> list[StoredRecord]:
    """The records of the lines."""
    found: list[StoredRecord] = []
    for news in every:
        ids = [each.id for each in shown[news.follow.id]]
        for kind in _KINDS_OF_LINES.get(news.follow.kind, ()):
            found += store.records_called(kind, ids)
    return found


def _titles(store: Store, news: News) -> dict[str, str]:
    """The headlines of the stories that something followed is now, in their order."""
    if news.follow.kind != "story":
        return {}
    bodies = {record.id: read_plain(record.body) for record in store.records_called("stories", news.names)}
    return {one: one_line(bodies[one]["title"]) or UNTITLED for one in news.names if one in bodies}


def _view(store: Store, news: News, lines: Sequence[NewLine]) -> FollowedView:
    follow, titles = news.follow, _titles(store, news)
    page, feed = _addresses(news)
    return FollowedView(
        id=follow.id,
        kind=follow.kind,
        called=CALLED[follow.kind],
        name=_name(store, news, titles),
        target=follow.target,
        since=follow.since,
        page=page,
        feed=feed,
        count=len(news.fresh),
        copies=news.copies,
        revised=news.revised,
        partly=news.partly,
        words=words_of(news),
        gone=news.gone,
        parts=tuple(titles.items()) if len(titles) > 1 else (),
        upto=news.upto,
        lines=tuple(lines),
    )


def words_of(news: News) -> str:
    """What is new, in words."""
    if news.gone:
        return "no longer on the desk"
    new = len(news.fresh) - news.revised
    if not news.fresh:
        return "nothing new"
    thing = {"actor": "statement", "figure": "value", "place": "line"}.get(news.follow.kind, "report")
    told = [plural(new, f"new {thing}")] if new else []
    if news.copies:
        in_copies = "" if thing == "report" else "in "
        told.append(f"{news.copies} of them {in_copies}{'a copy' if news.copies == 1 else 'copies'}")
    if news.revised:
        told.append(f"{plural(news.revised, 'report')} revised")
    return ("at least " if news.partly else "") + ", ".join(told)


def _name(store: Store, news: News, titles: Mapping[str, str]) -> str:
    follow = news.follow
    if follow.kind in ("place", "search"):
        return follow.label or follow.target
    if follow.kind == "story":
        return next(iter(titles.values()), follow.target)
    kind = "actors" if follow.kind == "actor" else "series"
    for record in store.records_called(kind, news.names[:1]):
        return str(read_plain(record.body)["name"]) if kind == "actors" else _quantity(store, record)
    return follow.target


def _quantity(store: Store, record: StoredRecord) -> str:
    """What a quantity is called, by its first figures."""
    series = loads(Series, record.body)
    series = replace(series, points=series.points[:NAMED_BY])
    figures = [
        loads(Figure, each.body) for each in store.records_called("figures", [one.figure_id for one in series.points])
    ]
    articles = store.articles(sorted({point.article_id for point in series.points}))
    texts = {article.id: article.text for article in articles.values()}
    return quantity(series, {figure.id: figure for figure in figures}, texts)


def _addresses(news: News) -> tuple[str, str]:
    """The page of something followed and its feed."""
    follow = news.follow
    if follow.kind == "search":
        asked = quote(follow.target, safe="")
        return f"/search?q={asked}", f"/feeds/search/atom?q={asked}"
    if news.gone:
        return "", ""
    if follow.kind == "story":
        return f"/stories/{news.names[0]}", f"/feeds/stories/{news.names[0]}/atom"
    if follow.kind == "actor":
        return f"/actors/{news.names[0]}", ""
    if follow.kind == "figure":
        return f"/figures#{news.names[0]}", ""
    asked = quote(f'place:"{follow.label}"', safe="")
    return f"/search?q={asked}", f"/feeds/search/atom?q={asked}"


class _Lines:
    """Lines as the page shows them, from a shelf that holds them."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._held: dict[str, Statement | Figure | Event] = {}
        for relations in shelf.contents.relations:
            self._held |= {each.id: each for each in relations.statements}
            self._held |= {each.id: each for each in relations.figures}
            self._held |= {each.id: each for each in relations.events}

    def of(self, fresh: Sequence[Fresh]) -> list[NewLine]:
        """The lines of these, but for what cannot be shown."""
        return [line for each in fresh if (line := self._line(each)) is not None]

    def _line(self, each: Fresh) -> NewLine | None:
        shelf = self._shelf
        if each.article_id not in shelf.sources.articles:
            return None
        if each.id == each.article_id:
            report = shelf.report(each.id)
            passage = shelf.opening(each.id) or shelf.cite_title(each.id)
            note = f"{report.outlet}, {report.published}"
            return (
                NewLine(
                    each.number, "report", each.id, each.id, report.title, "", note, each.copied, each.revised, passage
                )
                if passage
                else None
            )
        match self._held.get(each.id):
            case Statement() as said:
                stance = ("not: " if said.negated else "") + stance_words(said.stance)
                when = said_words(said_when(said, shelf.sources))
                return self._told(each, "statement", shelf.speaker(said), stance, when, shelf.cite_statement(said))
            case Figure() as figure:
                label = amount_words(figure.low, figure.high, figure.bound, figure.unit, figure.text)
                passage = shelf.cite(figure.evidence[0])
                when = when_words(figure.as_of, unknown=f"reported {passage.published}")
                return self._told(each, "figure", f"{label} {one_line(figure.counts)}".strip(), "", when, passage)
            case Event() as event:
                turns = [turn.evidence for turn in event.turns if turn.evidence.article_id == each.article_id]
                passage = shelf.cite((turns or list(event.evidence))[-1])
                when = when_words(event.when, unknown="no day given")
                return self._told(each, "event", one_line(event.what), status_words(event.status), when, passage)
        return None

    def _told(
        self,
        each: Fresh,
        kind: Literal["statement", "figure", "event"],
        label: str,
        status: str,
        when: str,
        passage: Cited,
    ) -> NewLine:
        return NewLine(
            each.number, kind, each.id, each.article_id, label, status, when, each.copied, each.revised, passage
        )
