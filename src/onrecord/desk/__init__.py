"""The desk: the library's front door. All that is known of one crisis, from :func:`open_desk`."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property, partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, BinaryIO, Self

from onrecord.desk.executors import Executor, executor_for
from onrecord.desk.runner import Progress, Runner
from onrecord.desk.settings import FILE_NAME as SETTINGS_FILE
from onrecord.desk.settings import Settings, Value, read_settings
from onrecord.desk.sources import file_of, files_of
from onrecord.desk.stages import Stages, real_stages
from onrecord.desk.store import Hit, Problem, Seen, Store
from onrecord.desk.subscriptions import Subscriptions, Visited
from onrecord.desk.views import KINDS, Found, Plain
from onrecord.model.capture import Capture, Fate, Refusal
from onrecord.model.codec import to_plain
from onrecord.model.contents import Contents
from onrecord.model.errors import DeskError, UsageError
from onrecord.model.place import Spot
from onrecord.model.ruling import Ruling
from onrecord.model.subscription import Subscription

if TYPE_CHECKING:
    from onrecord.annotate.gazetteer import Gazetteer
    from onrecord.collect import Handed, Input, Wanted
    from onrecord.collect.visits import Fetch
    from onrecord.collect.web import Answer, Request
    from onrecord.desk.backup import Backup
    from onrecord.desk.checking import Checked
    from onrecord.desk.handovers import Handovers
    from onrecord.desk.identifiers import Redirect
    from onrecord.desk.reading.following import FollowingPage
    from onrecord.desk.removing import Plan
    from onrecord.desk.searching import Results
    from onrecord.desk.setting_changes import Change, Row
    from onrecord.model.annotations import Annotations
    from onrecord.model.brief import Brief
    from onrecord.model.chronicle import Timeline
    from onrecord.model.follow import Follow
    from onrecord.model.revision_changes import RevisionChange
    from onrecord.model.state import DeskState
    from onrecord.publish import Explanation
    from onrecord.publish.podcast import Episode

__all__ = ["KINDS", "AddReport", "Desk", "Found", "Hit", "open_desk"]


#: The stamp that keeps the places that were chosen when reports were added: later ones are read with the same.
_PLACES = "places"

#: Before the location of a file, the name of the stamp that keeps which of its columns hold what.
_COLUMNS = "columns "


@dataclass(frozen=True, slots=True)
class AddReport:
    """What became of the inputs of one run, in the order in which they came.

    ``work`` counts what was made for it, by step; all empty where everything was up to date. ``troubles`` are addresses that
    were visited and gave nothing, though they had before or are no articles: what was taken from them stays.
    """

    fates: tuple[Fate, ...]
    work: Mapping[str, int]
    troubles: tuple[Refusal, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """How many inputs had each fate, the most telling fates first."""
        counts = Counter("subscribed" if _is_subscription(fate) else fate.fate for fate in self.fates)
        known = ("taken", "revision", "unchanged", "subscribed", "refused")
        return {fate: counts[fate] for fate in known if counts[fate]}

    @property
    def refused(self) -> int:
        """How many inputs were refused; their fates say why."""
        return self.counts.get("refused", 0)

    @property
    def summary(self) -> str:
        """The counts as one line."""
        told = ", ".join(f"{count} {fate}" for fate, count in self.counts.items())
        if not self.fates:
            return "There was nothing to add."
        if set(self.counts) == {"unchanged"} and not any(self.work.values()):
            return f"Nothing to do: {told}."
        return f"{told[0].upper()}{told[1:]}."


def _is_subscription(fate: Fate) -> bool:
    """Whether what was taken is no article but an address to visit again, or a list of them."""
    return fate.fate == "taken" and not fate.digest


class Desk:
    """All of one crisis: what was received, what it says, and what follows from that. Use it in a ``with`` statement.

    Every method may raise ``DeskBusy`` where another process writes to the same desk, and ``DeskDamaged``.
    """

    def __init__(
        self,
        store: Store,
        settings: Settings,
        clock: Callable[[], datetime],
        executor: Executor | None = None,
        stages: Stages | None = None,
        fetch: Fetch | None = None,
        folder: Path | None = None,
    ) -> None:
        self._store = store
        self._folder = folder
        self._settings = settings
        self._clock = clock
        self._executor = executor
        self._given_stages = stages
        self._given_fetch = fetch

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the desk's file. Nothing needs saving: every change was."""
        self._store.close()

    # Changing it

    def add(
        self,
        arguments: Sequence[str | Path | Handed],
        *,
        stdin: BinaryIO | None = None,
        stdin_name: str | None = None,
        again: bool = False,
        columns: str | None = None,
        received: str | None = None,
        progress: Progress | None = None,
    ) -> AddReport:
        """Take files, folders, globs, archives, standard input (``-``), addresses and what a page was handed, and process what follows from them.

        An address of a page is fetched; one of a feed, a sitemap or a list is visited again and again by :meth:`update`.
        A bad input is refused with a reason, and the others go on. ``again`` takes back what was removed before. ``received``
        is when the reports came in, where that was not now (ISO 8601; a day means its end): no date after it is believed. What
        is fetched comes in now. ``columns`` names the columns of dumps (``title=headline,text=body``), and ``update`` remembers them; ``UsageError`` where it is not
        understood. ``progress`` is called with a step, how many units are done and how many there are (``None`` where that is
        not known).
        """
        from onrecord.collect import Handed, Limits, columns_of, gather  # noqa: PLC0415

        limits = Limits(**self._settings.limits())
        named = columns_of(columns)
        given = [argument if isinstance(argument, Handed) else str(argument) for argument in arguments]
        arrivals = gather(given, limits, stdin=stdin, stdin_name=stdin_name, columns=named)
        if named:
            arrivals = self._with_columns(arrivals, columns or "")
        if received is not None:
            arrivals = _received(arrivals, _moment_of_receipt(received))
        wanted: list[Wanted] = []
        runner = self._runner(progress)
        with self._store.writing():
            self._keep_places()
            fates = runner.take(_put_aside(arrivals, wanted), again=again)
            subscriptions = self._subscriptions(runner)
            ids, told = subscriptions.name(wanted, again=again)
            visited = subscriptions.visit(ids, again=again)
            return _report(runner, [*fates, *told], visited)

    def update(self, *, everything: bool = False, progress: Progress | None = None) -> AddReport:
        """Look again at every file that was added and visit every address that is due; take what has changed.

        What the setting ``retain_days`` says has been kept long enough is deleted, see :meth:`retain`.
        ``everything``: visit every address, whether it is due or not.
        """
        runner = self._runner(progress)
        with self._store.writing():
            fates = runner.take(_put_aside(self._gather_again(), []))
            subscriptions = self._subscriptions(runner)
            visited = subscriptions.visit(subscriptions.all() if everything else subscriptions.due())
            report = _report(runner, fates, visited)
            if self._settings.number("retain_days"):
                self.retain()
            return report

    def process(self, *, progress: Progress | None = None) -> Mapping[str, int]:
        """Do what is due: after a crash, or where a stage or a setting has changed. Returns how much was made, by step."""
        runner = self._runner(progress)
        runner.process()
        return dict(runner.work)

    def rule(self, kind: str, target: str, value: str = "", *, by: str, why: str = "") -> Ruling:
        """Record an editor's decision and let it take effect. See ``model.ruling`` for kinds, targets and values.

        Raises ``RulingError`` where the target does not exist or the value does not fit.
        """
        from onrecord.desk.rulings import make_ruling  # noqa: PLC0415

        at = self._clock().astimezone(UTC).isoformat(timespec="microseconds")
        kind, target, value = (_text(part) for part in (kind, target, value))
        if kind == "place" and "[" not in value and (spot := self.locate(value.strip(), None)):
            value = f"{value.strip()} [{spot.key}]"
        ruling, anchors = make_ruling(self._store, kind, target, value, by=_text(by), at=at, why=_text(why))
        self._runner().rule(ruling, anchors)
        return ruling

    def remove(self, target: str, why: str, *, until: str = "") -> tuple[Fate, ...]:
        """Delete every trace of a source (with the members of an archive) or of an article with all its versions.

        Only the fates ``removed``, which are returned, stay. A file may also be named by another path than it was added
        under. ``until`` is the day from which on it may be added again (YYYY-MM-DD). Raises ``NotFound`` and ``UsageError``.
        """
        day = self._last_day(until)
        source = self._known_as(target)
        versions = self._store.versions(source)
        sources = {source, *(version.source for version in versions)}
        touched = {fate.article_id for one in sources for fate in self._store.fates_from(one) if fate.article_id} | {
            source
        }
        seen = self._store.seen_as([version.capture_id for version in versions]) or self._store.seen_from(source)
        return tuple(self._runner().remove(source, _reason(why, day), partial(self._removed, seen, touched, day)))

    def words_of(self, name: str, *, mentions: bool = False) -> Plan:
        """What :meth:`remove_words` would take away; nothing is changed. Raises ``NotFound``."""
        from onrecord.desk import removing  # noqa: PLC0415

        return removing.words_of(self._store, self._stages.annotate, _text(name), mentions=mentions)

    def remove_words(self, name: str, why: str, *, mentions: bool = False, until: str = "") -> tuple[Fate, ...]:
        """Delete every report in which words of the person called ``name`` stand, with ``mentions`` also those that name the person.

        Words cannot be cut out of a capture, so the reports go whole; the fates do not say whose words they held, but for ``why``. Raises ``NotFound``.
        """
        day = self._last_day(until)
        with self._store.writing():
            ids = [report.article_id for report in self.words_of(name, mentions=mentions).reports]
            seen = [
                each for one in ids for each in self._store.seen_as([v.capture_id for v in self._store.versions(one)])
            ]
            then = partial(self._removed, seen, set(ids), day)
            return tuple(self._runner().remove_articles(ids, _reason(why, day), then))

    def expired(self, days: int = 0, source: str = "") -> tuple[Seen, ...]:
        """What :meth:`retain` would take away; nothing is changed."""
        from onrecord.desk import removing  # noqa: PLC0415

        days = days or self._settings.number("retain_days")
        known = self._known_as(source) if source else ""
        return tuple(removing.expired(self._store, days, self._clock(), known))

    def retain(self, days: int = 0, source: str = "") -> tuple[Fate, ...]:
        """Delete every trace of what was received more than ``days`` days ago (0: as the setting ``retain_days`` says), of one source or of all.

        Only the fates ``expired`` stay. Raises ``UsageError`` where no number of days is given or set.
        """
        with self._store.writing():
            seen = self.expired(days, source)
            versions = {one for each in seen for one in self._articles_of(each)}
            why = f"it was kept for {days or self._settings.number('retain_days')} days"
            return tuple(self._runner().expire(seen, why, partial(self._removed, seen, versions, None)))

    def _articles_of(self, seen: Seen) -> Iterator[str]:
        reading = self._store.reading(seen.capture_id)
        if reading is not None:
            yield reading[0]

    def _last_day(self, until: str) -> str | None:
        from onrecord.desk.embargoes import day_of  # noqa: PLC0415

        day = day_of(_text(until)) if until else None
        if day is not None and day <= self._clock().astimezone(UTC).date().isoformat():
            raise UsageError(f"{day} has come already: name a later day with --until, or leave it out.")
        return day

    def _removed(self, seen: Sequence[Seen], touched: Set[str], day: str | None, removed: Sequence[Fate]) -> None:
        """What else is to go with captures that were removed: how their files are read, what kept states hold of their passages."""
        from onrecord.desk import embargoes, loads, podcasts, states  # noqa: PLC0415

        if self._folder is not None:
            podcasts.forget(self._folder / podcasts.FOLDER, touched)
            loads.forget(self._folder, {each.source for each in seen} | touched, touched)
        with self._store.writing(), self._store.transaction():
            for location, file in files_of(seen):
                if not self._store.seen_from(file):
                    self._store.put_stamp(f"{_COLUMNS}{location}", None)
            embargoes.put(self._store, removed, day)
            states.forget(self._store, touched)

    # Handing it over

    @property
    def handovers(self) -> Handovers:
        """The draft of what is handed over to the next shift, and what was signed: see :mod:`onrecord.desk.handovers`."""
        from onrecord.desk.handovers import Handovers  # noqa: PLC0415

        return Handovers(self._store, self._clock)

    # Keeping it

    def back_up(self, path: Path) -> Backup:
        """Write all of it, of one moment, into one file, while others read and write. See :mod:`onrecord.desk.backup`.

        Raises ``UsageError`` where there is something at ``path`` already.
        """
        from onrecord.desk.backup import back_up  # noqa: PLC0415

        return back_up(self._store, self._settings, self._folder, path, self._clock())

    def check(self) -> Checked:
        """Whether what it was given is whole, what it shows leads back to that, and its look-ups are right; nothing is changed."""
        from onrecord.desk.checking import check  # noqa: PLC0415

        return check(self._store, self._folder)

    def podcast(self, folder: Path | None = None, *, since: str | None = None) -> Episode:
        """Read the brief aloud into ``folder`` (default: the one that pages serve, in the desk's own).

        Raises ``UsageError`` where nothing can be read or nothing reads.
        """
        from onrecord.desk import podcasts  # noqa: PLC0415

        place = self._place() / podcasts.FOLDER if folder is None else folder
        voice, items = str(self._settings.values["podcast_voice"]), self._settings.number("podcast_items")
        return podcasts.make(self.brief(since=since), place, items=items, voice=voice, now=self._clock())

    def settings(self) -> tuple[Row, ...]:
        """The table of settings with what counts now. Raises ``UsageError`` for a desk in memory."""
        from onrecord.desk import setting_changes  # noqa: PLC0415

        return setting_changes.rows(self._place())

    def set(self, name: str, value: str | None, *, by: str, anywhere: bool = False) -> Change:
        """Change a setting in the desk's file, as it is typed; ``None`` takes it back to its default.

        It counts for every desk that is opened from now on. ``anywhere``: asked for from a page. Raises ``UsageError``.
        """
        from onrecord.desk import setting_changes  # noqa: PLC0415

        told = None if value is None else _text(value)
        at = self._clock()
        return setting_changes.change(
            self._store, self._place(), _text(name), told, by=_text(by), at=at, anywhere=anywhere
        )

    def setting_changes(self) -> tuple[Change, ...]:
        """Who changed which setting, and when; the latest first."""
        from onrecord.desk import setting_changes  # noqa: PLC0415

        return setting_changes.changes(self._store)

    def _place(self) -> Path:
        if self._folder is None:
            raise UsageError("A desk in memory has no folder to keep this in: name a desk with --desk.")
        return self._folder

    def mend(self) -> None:
        """Make anew what it looks things up by: the index of texts and the tables for pages."""
        from onrecord.desk.checking import mend  # noqa: PLC0415

        mend(self._store)

    # Reading it

    def contents(self) -> Contents:
        """All of it, of one moment, sorted by identifier."""
        store = self._store
        with store.snapshot():
            return Contents(
                articles=tuple(store.all_articles()),
                earlier=tuple(store.all_earlier()),
                revisions=tuple(store.all_revisions()),
                relations=tuple(store.all_relations()),
                fates=tuple(sorted(store.all_fates(), key=lambda fate: fate.id)),
                rulings=tuple(store.all_rulings()),
            )

    def annotations(self, article_id: str) -> Annotations | None:
        """What the current revision of an article says, times not yet bound; ``None`` where that is not known."""
        found = self._store.annotated([article_id]).get(article_id)
        return found.annotations if found else None

    def subscriptions(self) -> tuple[Subscription, ...]:
        """The addresses that are visited again, with how their last visits went."""
        return tuple(self._store.all_subscriptions())

    def opml(self) -> bytes:
        """The addresses that are visited because a person named them, as OPML 2, for a feed reader or another desk."""
        from onrecord.collect.feeds import write_opml  # noqa: PLC0415

        return write_opml(each for each in self._store.all_subscriptions() if each.named)

    def brief(self, *, since: str | None = None) -> Brief:
        """What is known, disputed, announced and missing; with ``since`` (see :meth:`state`) what has changed, too."""
        from onrecord.publish import compose  # noqa: PLC0415

        compared = None if since is None else self.state(since)
        return compose(self.contents(), since=compared)

    def state(self, name: str) -> DeskState | str:
        """The state that was kept under ``name``, or the day that ``name`` is: what a brief may be compared with.

        Raises ``UsageError`` where there is no such state and it is no day.
        """
        from onrecord.desk import states  # noqa: PLC0415
        from onrecord.desk.store import KeptState  # noqa: PLC0415

        with self._store.snapshot():
            found = states.find(self._store, _text(name))
            return states.as_it_was(self._store, found, self.contents()) if isinstance(found, KeptState) else found

    def keep(self, name: str) -> None:
        """Keep what the desk holds now under ``name``: for a later brief to be compared with.

        A state of the same name is replaced. It holds no word of a source. Raises ``UsageError`` for a name that is a day or is
        too long. It waits for no other process that adds to the desk.
        """
        from onrecord.desk import states  # noqa: PLC0415

        states.check_name(name := _text(name))
        states.keep(self._store, name, self._now())

    def visit(self) -> None:
        """Note that a reader looks at the desk now: the state ``last visit`` is what there was when this was last called."""
        from onrecord.desk import states  # noqa: PLC0415

        states.visit(self._store, self._now())

    # What people follow

    def follow(self, kind: str, target: str, *, by: str, label: str = "", upto: int | None = None) -> Follow:
        """Let ``by`` follow a story, an actor, a figure, a place or a search, from what came in behind the number ``upto`` on (default: from now).

        Raises ``UsageError`` and ``NotFound`` where ``target`` is none of the kind. See :mod:`onrecord.desk.following`.
        """
        from onrecord.desk import following  # noqa: PLC0415

        since = self._clock().astimezone(UTC).isoformat(timespec="seconds")
        told = _text(kind), _text(target), _text(label)
        return following.begin(self._store, _text(by), *told, self.locate, since, upto)

    def unfollow(self, target: str, *, by: str, kind: str = "") -> Follow:
        """Let ``by`` follow something no more: by its identifier as a follow, or by ``kind`` as it was named. Raises ``NotFound``."""
        from onrecord.desk import following  # noqa: PLC0415

        by, target = _text(by), _text(target)
        found = following.meant(self._store, by, kind, target, self.locate).id if kind else target
        return following.end(self._store, by, found)

    def following(self, *, by: str) -> FollowingPage:
        """What ``by`` follows, each with what is new in it since it was last seen."""
        from onrecord.desk.reading.following import following_page  # noqa: PLC0415

        with self._store.snapshot():
            return following_page(self._store, _text(by))

    def seen(self, upto: int, *, by: str, follow_id: str = "") -> None:
        """Note that ``by`` has seen what has a number up to ``upto``, of one thing or of all that is followed. Raises ``NotFound``."""
        from onrecord.desk import following  # noqa: PLC0415

        following.mark(self._store, _text(by), upto, _text(follow_id))

    def forget_follower(self, name: str) -> None:
        """Forget all that somebody follows, whose account has ended."""
        from onrecord.desk import following  # noqa: PLC0415

        following.end_all(self._store, _text(name))

    def states(self) -> tuple[str, ...]:
        """The names of the states that were kept, sorted."""
        from onrecord.desk import states  # noqa: PLC0415

        return states.names(self._store)

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="seconds")

    def received(self, article_ids: Sequence[str]) -> Mapping[str, tuple[str, str]]:
        """When the first and the last version of each of these articles came in (ISO 8601, UTC)."""
        return self._store.received(article_ids)

    def captures(self, ids: Iterable[str]) -> Iterator[Capture]:
        """The captures with these identifiers that exist, one after the other: their bytes may be large."""
        for one in ids:
            yield from self._store.captures([one])

    def locate(self, name: str, key: str | None) -> Spot | None:
        """The place of this name: the one with this key, without a key the only one of the name; ``None`` where nobody can tell."""
        found = {place.key: place for place in self._gazetteer.lookup(name)}
        place = found.get(key) if key is not None else next(iter(found.values())) if len(found) == 1 else None
        if place is None:
            return None
        return Spot(place.key, place.name, place.kind, place.country, place.latitude, place.longitude)

    def timeline(self, about: str = "", *, days: int = 10, sentences: int = 2) -> Timeline:
        """The ``days`` days of a story that count most, each in at most ``sentences`` sentences of its reports.

        ``about`` is the identifier of a story or a thread; without one it is the largest thread. Raises ``NotFound``, and
        ``UsageError`` for a length that no timeline has.
        """
        from onrecord.desk.chronicles import chronicle_of  # noqa: PLC0415 - most commands make none
        from onrecord.publish.chronicle import compose_timeline  # noqa: PLC0415

        with self._store.snapshot():
            contents = self.contents()
            return compose_timeline(chronicle_of(self._store, contents, about, days, sentences), contents)

    def show(
        self, kind: str, *, actor: str = "", stance: str = "", since: str = "", attitudes: bool = False
    ) -> Iterator[Plain]:
        """The records of one kind of :data:`KINDS` as plain dicts. Raises ``UsageError`` for an unknown one.

        Among statements ``actor`` chooses those of a speaker by a name, an alias or an identifier, ``stance`` those of one
        stance, ``since`` those that may have been said on a day (``2031-05-02``) or after it, and ``attitudes`` adds what
        somebody thinks or wants: statements with ``attitude`` true, after the others.
        """
        from onrecord.desk import views  # noqa: PLC0415
        from onrecord.desk.statements import Choice  # noqa: PLC0415

        choice = Choice(actor, stance, since, attitudes)
        if kind == "revisions" and choice == Choice():
            return map(to_plain, self.changes())
        return views.show(self._store, kind, choice)

    def changes(self, article_id: str | None = None) -> Iterator[RevisionChange]:
        """What each revision of an article added, withdrew and corrected, oldest first; of all articles without one named.

        Raises ``NotFound`` where no article has the identifier.
        """
        from onrecord.desk import changes  # noqa: PLC0415

        if article_id is None:
            return changes.all_changes(self._store, self._stages.annotate)
        return iter(changes.changes_of(self._store, self._stages.annotate, article_id))

    def record(self, record_id: str) -> Found:
        """The record with this identifier, with its kind. Raises ``NotFound``."""
        from onrecord.desk import views  # noqa: PLC0415

        return views.find(self._store, record_id)

    def explain(self, identifier: str, other: str = "") -> Explanation:
        """How a record came to be, by its identifier, its beginning, or one that it had before.

        With ``other`` why two articles are together or not. Raises ``NotFound``.
        """
        from onrecord.desk.why import Why  # noqa: PLC0415
        from onrecord.publish import explain  # noqa: PLC0415

        return explain(self.contents(), _text(identifier), self.changes, other=_text(other), why=Why(self._store))

    def redirects(self, prefix: str = "") -> Iterator[Redirect]:
        """Where identifiers lead that stories, copy groups and threads have no more, those that begin with ``prefix``."""
        from onrecord.desk import identifiers  # noqa: PLC0415

        return identifiers.redirects(self._store, prefix)

    def search(self, query: str, limit: int = 20, *, newest: bool = False) -> list[Hit]:
        """Articles whose title, outlet or text match and that the fields choose, the best first, without words the newest.

        ``query`` is words, "a phrase", ``AND``, ``OR``, ``NOT``, ``word*`` (what is no such query is taken as plain words) and the
        fields of :class:`~onrecord.desk.query.Query`: ``outlet:``, ``actor:``, ``stance:``, ``place:``, ``after:``, ``before:``. Raises
        ``UsageError`` for an empty query and for a field whose value is none. ``newest``: the newest first in any case.
        """
        return list(self._search(query, limit, 0, facets=False, newest=newest).hits)

    def results(self, query: str, limit: int = 20, first: int = 0) -> Results:
        """The same from the hit numbered ``first`` on, with how many there are in all and what could be chosen among them."""
        return self._search(query, limit, first, facets=True)

    def _search(self, query: str, limit: int, first: int, *, facets: bool, newest: bool = False) -> Results:
        from onrecord.desk import searching  # noqa: PLC0415
        from onrecord.desk.query import Query  # noqa: PLC0415

        asked = Query.parse(_text(query))
        if asked == Query():
            raise UsageError("There is nothing to search for: give at least one word.")
        with self._store.snapshot():
            return searching.search(self._store, asked, limit, first, faceted=facets, newest=newest)

    def problems(self) -> tuple[Problem, ...]:
        """Every step that failed, with its reason. The fates of the inputs say so too."""
        return tuple(self._store.all_problems())

    # Inside

    @cached_property
    def _stages(self) -> Stages:
        return self._given_stages or real_stages(self._settings, self._store.stamp(_PLACES))

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        from onrecord.annotate.gazetteer import Gazetteer  # noqa: PLC0415 - only a map asks for it

        places = self._settings.places()
        return Gazetteer.load(self._store.stamp(_PLACES) if places is None else places)

    def _keep_places(self) -> None:
        if "places" in self._settings.chosen:
            self._stages.annotate.make()  # a table that is wrong must not stay
            with self._store.transaction():
                self._store.put_stamp(_PLACES, self._settings.places())

    def _subscriptions(self, runner: Runner) -> Subscriptions:
        def fetch(requests: Iterable[Request]) -> Iterator[Answer]:
            from onrecord.collect import web  # noqa: PLC0415 - a network is loaded once one is wanted

            return web.fetch(requests, web.WebSettings(**self._settings.web()))

        return Subscriptions(self._store, runner, self._given_fetch or fetch, self._settings.rules())

    def _runner(self, progress: Progress | None = None) -> Runner:
        executor = self._executor or executor_for(self._settings.number("workers"))
        return Runner(self._store, self._stages, executor, self._clock, progress)

    def _with_columns(
        self, arrivals: Iterator[Input | Wanted | Refusal], columns: str
    ) -> Iterator[Input | Wanted | Refusal]:
        """``arrivals`` as they are; the files that they come from are read with the same ``columns`` when they are updated."""
        from onrecord.collect import Input  # noqa: PLC0415

        noted: set[str] = set()
        for arrival in arrivals:
            if isinstance(arrival, Input) and (location := file_of(arrival.location)) not in noted:
                noted.add(location)
                with self._store.transaction():
                    self._store.put_stamp(f"{_COLUMNS}{location}", columns)
            yield arrival

    def _gather_again(self) -> Iterator[Input | Wanted | Refusal]:
        """What the files that were added hold now, under the names that they had."""
        from onrecord.collect import Limits, Wanted, columns_of, gather  # noqa: PLC0415
        from onrecord.collect.names import meant  # noqa: PLC0415

        limits = Limits(**self._settings.limits())
        for location, source in files_of(list(self._store.all_seen())):
            path = meant(location)
            if not os.path.lexists(path):
                yield Refusal(source, f"the file is gone; restore it, or take it out with `onrecord remove {source}`")
                continue
            columns = columns_of(self._store.stamp(f"{_COLUMNS}{location}"))
            for arrival in gather([path], limits, columns=columns):
                if not isinstance(arrival, Wanted) and arrival.source.startswith(location):
                    yield replace(arrival, source=source + arrival.source.removeprefix(location))
                else:
                    yield arrival

    def _known_as(self, target: str) -> str:
        """The source under which a path is known, where ``target`` itself is neither a source nor an identifier."""
        from onrecord.collect.names import normalised, shown  # noqa: PLC0415

        given = _text(target)
        for subscription in self._store.subscriptions([Subscription.make_id(given)]):
            return subscription.source
        if self._store.versions(given) or self._store.fates_from(given):
            return given
        seen = self._store.seen_at(shown(os.path.realpath(target))) if "\0" not in target else []
        return seen[0].source if seen else normalised(target)


def _text(given: str) -> str:
    """What a user typed, where it is no text: bytes that are none arrive as lone surrogates, which no store can hold."""
    return given.encode("utf-8", "replace").decode("utf-8")


def _reason(why: str, day: str | None) -> str:
    return _text(why) if day is None else f"{_text(why)}, until {day}"


def _put_aside(arrivals: Iterable[Input | Wanted | Refusal], wanted: list[Wanted]) -> Iterator[Input | Refusal]:
    """The arrivals; the addresses that are to be visited go into ``wanted``."""
    from onrecord.collect import Wanted  # noqa: PLC0415

    for arrival in arrivals:
        if isinstance(arrival, Wanted):
            wanted.append(arrival)
        else:
            yield arrival


def _received(arrivals: Iterable[Input | Wanted | Refusal], moment: str) -> Iterator[Input | Wanted | Refusal]:
    """``arrivals`` as received at ``moment``, but for those of an archive that says when it received them."""
    from onrecord.collect import Input  # noqa: PLC0415

    for arrival in arrivals:
        if isinstance(arrival, Input) and arrival.received_at is None:
            yield replace(arrival, received_at=moment)
        else:
            yield arrival


def _moment_of_receipt(given: str) -> str:
    """``given`` as ISO 8601 in UTC. Nothing of a day can have been received before it was over."""
    try:
        moment = datetime.fromisoformat(given.strip())
        if len(given.strip()) <= len("2031-05-02"):
            moment = moment.replace(hour=23, minute=59, second=59)
        moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise UsageError(f"{given!r} is no time: give one as 2031-05-02 or 2031-05-02T12:00+02:00.") from error
    return moment.isoformat(timespec="seconds")


def _report(runner: Runner, fates: Iterable[Fate], visited: Visited) -> AddReport:
    final = runner.finish([*fates, *visited.fates])
    return AddReport(tuple(final), dict(runner.work), tuple(visited.troubles))


def open_desk(
    path: str | Path | None = None,
    *,
    settings: Mapping[str, Value] | Path | None = None,
    clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    executor: Executor | None = None,
    stages: Stages | None = None,
    fetch: Fetch | None = None,
) -> Desk:
    """The desk in the folder ``path``, made where it does not exist; ``None``: one in memory, for one brief.

    ``settings`` are values for rows of ``desk.settings.SETTINGS``, or a TOML file of them; without, or beside, them
    ``onrecord.toml`` in the folder is read. ``clock`` tells the time of what is received and ruled. ``executor`` is where
    stages run (default: as the setting ``workers`` says). ``stages`` replaces the rooms and ``fetch`` the network, for tests.

    Raises ``UsageError`` for a wrong setting, ``DeskError`` and its kinds where the desk cannot be used.
    """
    from onrecord.desk.sqlite import SqliteStore  # noqa: PLC0415 - a database is loaded once one is wanted

    folder = Path(path) if path is not None else None
    if isinstance(settings, Path):
        if not settings.is_file():
            raise UsageError(f"There is no settings file {settings}: check its path.")
        chosen = read_settings(settings)
    else:
        chosen = read_settings(folder / SETTINGS_FILE if folder is not None else None, settings)
    if folder is not None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            why = "it is a file" if folder.is_file() else error.strerror
            raise DeskError(f"The desk {folder} cannot be made ({why}): choose another folder with --desk.") from error
    return Desk(SqliteStore(folder), chosen, clock, executor, stages, fetch, folder)
