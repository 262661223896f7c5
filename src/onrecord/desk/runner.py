"""The runner: what is due, process, replace. Reads top to bottom::

    gather ─► captures ─────────────► a fate for each, due to read        add
    due to read ─► read ────────────► versions of articles, their fates   _read
    due to annotate ─► annotate ────► annotations                         _annotate
    due to keys ─► sketch, keys ────► index of linking keys               _keys
    due to link ─► candidates by key
                 | link ────────────► links                               _link
    due to group ─► component by near links
                  | group ──────────► neighbourhoods: copies, stories     _group
    due to relate ─► component by links
                   | relate ────────► threads and their records           _relate

Each step takes its units from a queue that the store keeps, and puts their results and what these make due into the store in
one transaction. So a process that is killed leaves a queue, and the next one goes on with it.

A unit is made anew only where its *fingerprint* has changed: the digest of the stage's version and of all that the unit is
made from. A new version makes all units of its stage due once; the steps behind it follow only where results changed.

Nothing here depends on the order in which inputs came: versions are put in order by what they say, fates are derived from
what is stored at the end, and neighbourhoods and threads are connected components, whoever came first.
"""

from __future__ import annotations

import logging
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Protocol, TypeVar

from onrecord.desk import embargoes, forgetting
from onrecord.desk.executors import Executor, Failure, InlineExecutor, attempt
from onrecord.desk.sources import file_of
from onrecord.desk.stages import LinkLike, Stages, relating, sketching
from onrecord.desk.store import Seen, StageName, Store, StoredLink
from onrecord.desk.versions import fates_of, in_order, moment_of
from onrecord.model.annotations import Annotated, Annotations
from onrecord.model.article import Article
from onrecord.model.capture import Capture, Fate, Listing, MediaType, Refusal
from onrecord.model.codec import dumps
from onrecord.model.errors import NotFound
from onrecord.model.identity import digest, make_id
from onrecord.model.outlets import outlet_key
from onrecord.model.relations import Neighbourhood, Relations
from onrecord.model.ruling import GROUP_RULINGS, OUTLET_RULINGS, STORY_RULINGS, Ruling, on_stories, standing
from onrecord.model.sketch import Sketch
from onrecord.model.subscription import Subscription

T = TypeVar("T")
R = TypeVar("R")

_log = logging.getLogger(__name__)

#: Results in one transaction: a commit costs about as much as reading a short article, so it is shared by some.
BATCH = 32

#: Bytes of inputs that wait for one transaction.
BATCH_BYTES = 16 << 20

#: Sketches kept decoded while links are made: some neighbourhoods' worth.
KEPT = 4096

#: Articles kept decoded while their texts are laid side by side.
TEXTS = 256

#: The kind of a link that an editor's merge makes.
_RULING = "ruling"

#: A fate between the moment an input is stored and the moment it is read. Only a run that was cut off shows it.
WAITING = "waiting to be read"

#: Called with a stage, how many of its units are done and how many there are.
Progress = Callable[[str, int, int | None], None]

Clock = Callable[[], datetime]

#: What else the store is to do in the transaction that removes captures, whose fates these are.
Removed = Callable[[Sequence[Fate]], None]


def _nothing_more(fates: Sequence[Fate]) -> None:
    """All that the runner knows of goes."""


class Arrival(Protocol):
    """What ``collect`` gives: bytes with a name. See ``collect.Input``."""

    @property
    def source(self) -> str: ...
    @property
    def location(self) -> str: ...
    @property
    def media_type(self) -> MediaType: ...
    @property
    def data(self) -> bytes: ...
    @property
    def address(self) -> str | None: ...
    @property
    def received_at(self) -> str | None: ...
    @property
    def listing(self) -> Listing | None: ...
    @property
    def charset(self) -> str | None: ...
    @property
    def note(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Job:
    """A thread to relate."""

    members: tuple[str, ...]
    fingerprint: str
    articles: tuple[Annotated, ...]
    neighbourhoods: tuple[Neighbourhood, ...]
    rulings: tuple[Ruling, ...]


@dataclass(slots=True)
class Runner:
    """Takes inputs into a store and brings everything that follows from them up to date. ``folder`` is where the desk keeps files."""

    store: Store
    stages: Stages
    executor: Executor
    clock: Clock
    progress: Progress | None = None
    folder: Path | None = None
    work: Counter[str] = field(default_factory=Counter)
    _kept: OrderedDict[str, Sketch] = field(default_factory=OrderedDict)
    _articles: OrderedDict[str, Article] = field(default_factory=OrderedDict)
    _totals: dict[str, int] = field(default_factory=dict)

    # What arrives

    def add(self, arrivals: Iterable[Arrival | Refusal], *, again: bool = False) -> list[Fate]:
        """Take ``arrivals``, process what is due, and return what became of each.

        What was taken before comes back as ``unchanged`` (its recorded fate stays), what was removed before as ``refused``
        unless ``again``.
        """
        with self.store.writing():
            return self.finish(self.take(arrivals, again=again))

    def take(self, arrivals: Iterable[Arrival | Refusal], *, again: bool = False) -> list[Fate]:
        """Store ``arrivals``, some in one transaction, and make them due. Their fates are those of the moment."""
        fates: list[Fate] = []
        for batch in _batches(arrivals):
            with self.store.transaction():
                fates.extend(self.take_one(arrival, again=again) for arrival in batch)
            self.tell("take", len(fates), None)
        return fates

    def finish(self, fates: Iterable[Fate]) -> list[Fate]:
        """Process what is due, and say what became of the inputs that were taken with ``fates``."""
        self.process()
        return [self._final(fate) for fate in fates]

    def take_one(self, arrival: Arrival | Refusal, *, again: bool = False) -> Fate:
        """Store one arrival, in the transaction of the caller."""
        if isinstance(arrival, Refusal):
            fate = Fate.of(arrival.source, "", "refused", arrival.reason)
            self.store.put_fate(fate)
            return fate
        content = digest(arrival.data)
        seen = self.store.seen_at(arrival.location)
        # One place keeps the name under which it was first added, so that all its versions belong together.
        source = seen[0].source if seen else self._name(arrival)
        if seen and seen[-1].digest == content:
            self._forget_refusal(source)
            return Fate.of(source, content, "unchanged", "the same content was taken before")
        removal = None if seen or again else self.store.removal(source, content)
        if removal is not None and not embargoes.is_over(self.store, removal.id, self.clock()):
            reason = f"it was removed before ({removal.reason}); add it with --again to take it back"
            fate = Fate.of(source, content, "refused", reason)
            if fate.id != removal.id:
                self.store.put_fate(fate)
            return fate
        capture = Capture.of(
            source=source,
            location=arrival.location,
            data=arrival.data,
            media_type=arrival.media_type,
            received_at=arrival.received_at or self.clock().astimezone(UTC).isoformat(timespec="seconds"),
            sequence=seen[-1].sequence + 1 if seen else 1,  # earlier ones may have been removed
            address=arrival.address,
            listing=arrival.listing,
            charset=arrival.charset,
            note=arrival.note,
        )
        fate = Fate.of(source, content, "taken", WAITING)
        self.store.put_capture(capture)
        self.store.put_fate(fate)
        self._forget_refusal(source)
        self.store.enqueue("read", [capture.id])
        return fate

    def _forget_refusal(self, source: str) -> None:
        """A source that could not be read before, or the file that it is part of, has been read now."""
        for name in sorted({source, file_of(source)}):
            fate = self.store.fate(Fate.of(name, "", "refused", "").id)
            if fate is not None and fate.fate == "refused":
                self.store.delete_fate(fate.id)

    def _name(self, arrival: Arrival) -> str:
        """The source of a new place: as given, or in full where that name already stands for another place."""
        namesakes = self.store.seen_from(arrival.source)
        return arrival.location if any(each.source == arrival.source for each in namesakes) else arrival.source

    def _final(self, fate: Fate) -> Fate:
        """The fate of an input of this run, now that everything is processed."""
        if fate.fate == "refused":
            return fate
        recorded = self.store.fate(fate.id)
        if recorded is None or (fate.fate == "unchanged" and recorded.fate != "refused"):
            return replace(fate, article_id=recorded.article_id if recorded else None)
        return recorded

    # What is due

    def process(self) -> None:
        """Bring everything up to date. Does nothing, and reads next to nothing, where nothing is due."""
        with self.store.writing():
            self._do_what_is_due()
            self._leave_nothing()

    def _do_what_is_due(self) -> None:
        self._notice_versions()
        self._read()
        self._annotate()
        self._keys()
        self._link()
        self._group()
        self._relate()

    def _leave_nothing(self) -> None:
        """What a removal leaves to do once all is made anew, of this run or of one that was cut off."""
        forgetting.finish(self.store, self.folder)
        if self.store.stamp("scrub") is not None:
            self.store.scrub()
            with self.store.transaction():
                self.store.put_stamp("scrub", None)

    def _notice_versions(self) -> None:
        versions: tuple[tuple[str, str, tuple[StageName, ...]], ...] = (
            ("read", self.stages.read.version, ("read",)),
            ("annotate", self.stages.annotate.version, ("annotate",)),
            ("relate", self.stages.relate.version, ("keys", "relate")),
        )
        for name, version, affected in versions:
            before = self.store.stamp(name)
            if before != version:
                with self.store.transaction():
                    for stage in affected if before is not None else ():
                        self.store.enqueue_all(stage)
                    self.store.put_stamp(name, version)

    def _read(self) -> None:
        def due() -> Iterator[Capture]:
            for page in self._pages("read"):
                for capture in self.store.captures(page):
                    if not self._is_done("read", capture.id, self._read_from(capture)):
                        yield capture

        for batch in _batched(self._paired(self.stages.read.make, due()), BATCH):
            with self.store.transaction():
                for capture, result in batch:
                    self._put_reading(capture, self._read_from(capture), result)
            self._count("read", len(batch))

    def _put_reading(self, capture: Capture, fingerprint: str, result: Article | Refusal | Failure) -> None:
        before = self.store.reading(capture.id)
        if isinstance(result, Article):
            self.store.put_reading(result, moment_of(result), capture.digest, capture.sequence)
        else:
            self.store.delete_reading(capture.id)
            self.store.put_fate(Fate.of(capture.source, capture.digest, "refused", result.reason))
        self.store.settle("read", capture.id, fingerprint, _reason(result))
        touched = {reading[0] for reading in (before, self.store.reading(capture.id)) if reading is not None}
        for article_id in sorted(touched):
            self._put_versions(article_id)

    def _put_versions(self, article_id: str) -> None:
        versions = self.store.versions(article_id)
        self._forget(article_id)
        if not versions:
            self.store.forget_article(article_id)
            return
        self.store.number_versions(article_id, [version.capture_id for version in in_order(versions)])
        self.store.enqueue("annotate", [article_id])
        self.store.enqueue("keys", [article_id])  # earlier versions are part of what it makes keys from
        self._put_fates(article_id)

    def _put_fates(self, article_id: str) -> None:
        for fate in fates_of(article_id, self.store.versions(article_id), self.store.problems([article_id])):
            self.store.put_fate(fate)

    def _read_from(self, capture: Capture) -> str:
        """The fingerprint of a reading. A capture never changes, so its identifier stands for it."""
        return digest(f"{self.stages.read.version}\n{capture.id}")

    def _annotate(self) -> None:
        def due() -> Iterator[Article]:
            for page in self._pages("annotate"):
                for article in self.store.articles(page).values():
                    if not self._is_done("annotate", article.id, self._annotated_from(article)):
                        yield article

        for batch in _batched(self._paired(self.stages.annotate.make, due()), BATCH):
            with self.store.transaction():
                for article, result in batch:
                    self.store.put_annotations(_nothing_said(article.id) if isinstance(result, Failure) else result)
                    self.store.enqueue("keys", [article.id])
                    self._forget(article.id)
                    self._settle("annotate", article.id, self._annotated_from(article), _reason(result))
            self._count("annotate", len(batch))

    def _annotated_from(self, article: Article) -> str:
        _, reading = self.store.reading(article.capture_id) or ("", "")
        return digest(f"{self.stages.annotate.version}\n{reading}")

    def _keys(self) -> None:
        fingerprints: dict[str, str] = {}

        def due() -> Iterator[Annotated]:
            for page in self._pages("keys"):
                states = self.store.states(page)
                for article_id, annotated in self.store.annotated(page).items():
                    fingerprint = digest("\n".join((self.stages.relate.version, states[article_id])))
                    if not self._is_done("keys", article_id, fingerprint):
                        fingerprints[article_id] = fingerprint
                        yield annotated

        make = partial(sketching, self.stages.relate.sketch, self.stages.relate.keys)
        # To start processes takes longer than a few sketches do.
        executor = self.executor if self.store.due_count("keys") > BATCH else InlineExecutor()
        for batch in _batched(self._paired(make, due(), executor), BATCH):
            with self.store.transaction():
                for annotated, result in batch:
                    article_id = annotated.article.id
                    if isinstance(result, Failure):
                        self.store.delete_sketch(article_id)
                    else:
                        self.store.put_sketch(*result)
                        self._part(article_id)
                    self._forget(article_id)
                    self.store.enqueue("link", [article_id])
                    self._settle("keys", article_id, fingerprints.pop(article_id), _reason(result))
            self._count("keys", len(batch))

    def _part(self, article_id: str) -> None:
        """Cut the links between those who are candidates of each other no more, since this article stands between them.

        That is all it can change among others: a link is made from two sketches alone, so none becomes possible.
        """
        for one, other in self.store.parted(article_id):
            links = self.store.links(one)
            left = [link for link in links if link.other != other or link.kind == _RULING]
            if len(left) < len(links):
                self.store.put_links(one, left)
                self.store.enqueue("group", [one])
                self.store.enqueue("relate", [one])

    def _link(self) -> None:
        for page in self._pages("link"):
            with self.store.transaction():
                for article_id in page:
                    self.store.put_links(article_id, self._links_of(article_id))
                    self.store.settle("link", article_id, "")
                self.store.enqueue("group", page)
                self.store.enqueue("relate", page)
            self._count("link", len(page))

    def _links_of(self, article_id: str) -> list[StoredLink]:
        """The links to all that share a key. Of two articles that are both due the later one makes their link.

        A link that stands was made from the same two sketches, or it would have been forgotten: it is made once.
        """
        links: dict[str, StoredLink] = {}
        known = {link.other: link for link in self.store.links(article_id) if link.kind != _RULING}
        candidates = self.store.candidates(article_id)
        waiting = self.store.due_among("link", candidates)
        sketches = self._sketches([article_id, *(other for other in candidates if other not in known)])
        for other in candidates:
            if other in known:
                links[other] = known[other]
            elif other not in waiting and article_id in sketches and other in sketches:
                link = attempt(self._link_between, [sketches[each] for each in sorted((article_id, other))])
                if isinstance(link, Failure):
                    _log.warning("%s and %s were taken as unrelated: %s", article_id, other, link.reason)
                elif link is not None:
                    links[other] = StoredLink(other, link.kind, link.weight, link.reason, link.near)
        for other, why in self._merged_with(article_id).items():
            links[other] = StoredLink(other, _RULING, 1.0, why, near=True)
        return [links[other] for other in sorted(links)]

    def _merged_with(self, article_id: str) -> dict[str, str]:
        """The articles that an editor put into one story with this one, and why. Of a merge and a split the later stands."""
        merged: dict[str, str] = {}
        for pair, (verdict, ruling) in on_stories(self.store.rulings_on([article_id])).items():
            if verdict == "together" and article_id in pair:
                (other,) = pair - {article_id}
                merged[other] = f"ruled by {ruling.by}: {ruling.why}"
        return {other: merged[other] for other in self.store.states(sorted(merged))}

    def _link_between(self, pair: Sequence[Sketch]) -> LinkLike | None:
        return self.stages.relate.link(pair[0], pair[1], self._texts)

    def _forget(self, article_id: str) -> None:
        self._kept.pop(article_id, None)
        self._articles.pop(article_id, None)

    def _texts(self, ids: Sequence[str]) -> dict[str, Article]:
        """Articles by identifier, sorted, from memory where they were asked for lately."""
        return _kept(self._articles, self.store.articles, ids, TEXTS)

    def _sketches(self, ids: Sequence[str]) -> dict[str, Sketch]:
        """Sketches by identifier, sorted, from memory where they were asked for lately."""
        return _kept(self._kept, self.store.sketches, ids, KEPT)

    def _group(self) -> None:
        while self.store.due_count("group"):  # a neighbourhood that falls apart makes its other parts due
            for page in self._pages("group"):
                covered: set[str] = set()
                for article_id in page:
                    if article_id not in covered:
                        covered.update(self._group_around(article_id))
                self._count("group", len(page))

    def _group_around(self, article_id: str) -> list[str]:
        """Make the neighbourhood of an article anew, where what it is made from has changed. Its members are due no more."""
        ties = self._neighbourhood(article_id)
        members = sorted(ties)
        links: dict[tuple[str, str], LinkLike] = {
            (one, link.other): link for one in members for link in ties[one] if one < link.other and link.other in ties
        }
        rulings = [ruling for ruling in self.store.rulings_on(members) if ruling.kind in GROUP_RULINGS]
        tied = (f"{one} {other}" for one, other in sorted(links))
        fingerprint = self._made_from(members, [*tied, *(ruling.id for ruling in rulings)])
        before = self.store.memberships("group", members)
        result: Neighbourhood | Failure | None = None
        if not all(member in before and before[member].fingerprint == fingerprint for member in members):
            sketches = self._sketches(members)
            given = tuple(sketches.values())
            # Without a sketch, which could not be made, an article has no neighbours; that failure has been told.
            result = (
                attempt(lambda _: self.stages.relate.group(given, links, rulings, self._texts), members)
                if given
                else _nothing_grouped(members)
            )
        with self.store.transaction():
            if result is not None:
                found = _nothing_grouped(members) if isinstance(result, Failure) else result
                self.store.replace_neighbourhood(members, fingerprint, found)
                self.store.enqueue("relate", members)
            if result is None:
                waiting = sorted(self.store.due_among("group", members))
                self.store.settle_all("group", waiting, fingerprint, self._failure("group", members[0]))
            else:
                self._settle_all("group", members, fingerprint, _reason(result))
        return members

    def _neighbourhood(self, article_id: str) -> dict[str, list[StoredLink]]:
        """The near links of the articles that hang together with this one, by article.

        By all near links, if these are few; else by the stronger ones, from the least of ``parting`` at which they are. That is the
        same for every one of them.
        """
        known: dict[str, list[StoredLink]] = {}

        def near(ids: Iterable[str], least: float) -> dict[str, list[StoredLink]]:
            known.update(self.store.near_links(sorted(set(ids) - known.keys())))
            return {one: [link for link in known[one] if link.weight >= least] for one in ids}

        parting = self.stages.relate.parting
        for least in parting.levels:
            found = fringe = {article_id}
            while fringe and (len(found) <= parting.most or least == parting.levels[-1]):
                fringe = {link.other for links in near(fringe, least).values() for link in links} - found
                found = found | fringe
            if len(found) <= parting.most:
                break
        return near(found, least)

    def _made_from(self, members: Sequence[str], others: Iterable[str]) -> str:
        """The fingerprint of a neighbourhood or a thread: the articles that it is made from, and what else it is."""
        states = self.store.states(members)
        return digest("\n".join([self.stages.relate.version, *(f"{one} {states[one]}" for one in members), *others]))

    def _relate(self) -> None:
        while self.store.due_count("relate"):  # a thread that falls apart makes its other parts due
            for job, result in self._paired(partial(relating, self.stages.relate.relate), self._jobs()):
                relations = _nothing_related(job) if isinstance(result, Failure) else result
                with self.store.transaction():
                    self.store.replace_thread(job.members, job.fingerprint, relations)
                    self._settle_all("relate", job.members, job.fingerprint, _reason(result))
                self._count("relate", len(job.members))

    def _jobs(self) -> Iterator[Job]:
        """The threads of the articles that are due, each once; those made from the same as before are settled."""
        covered: set[str] = set()
        for page in self._pages("relate"):
            for article_id in page:
                if article_id in covered:
                    continue
                members = self._component(article_id)
                covered.update(members)
                rulings = [*self.store.rulings_on(members), *self._on_owners(members)]
                neighbourhoods = self.store.neighbourhoods(members)
                fingerprint = self._made_from(members, [dumps(neighbourhoods), *(ruling.id for ruling in rulings)])
                memberships = self.store.memberships("relate", members)
                if all(member in memberships and memberships[member].fingerprint == fingerprint for member in members):
                    with self.store.transaction():
                        waiting = sorted(self.store.due_among("relate", members))
                        self.store.settle_all("relate", waiting, fingerprint, self._failure("relate", members[0]))
                    continue
                annotated = self.store.annotated(members)
                yield Job(tuple(members), fingerprint, tuple(annotated.values()), tuple(neighbourhoods), tuple(rulings))

    def _on_owners(self, members: Sequence[str]) -> list[Ruling]:
        """What is ruled of the owners of the outlets that printed these articles."""
        rulings = self.store.rulings_of(["owner"])
        if not rulings:
            return []
        outlets = {outlet_key(each.outlet) for each in self.store.articles(members).values() if each.outlet}
        return [ruling for ruling in standing(rulings) if outlet_key(ruling.target) in outlets]

    def _component(self, article_id: str) -> list[str]:
        """All articles that links lead to from this one, sorted, with itself."""
        found, fringe = {article_id}, {article_id}
        while fringe:
            fringe = self.store.neighbours(sorted(fringe)) - found
            found |= fringe
        return sorted(found)

    # What is taken back, and what is ruled

    def remove(self, target: str, why: str, then: Removed = _nothing_more) -> list[Fate]:
        """Delete every trace of a source, of the members of an archive, or of an article with all its versions.

        Only the fates stay, as ``removed``. ``then`` is done with them in the same transaction. Raises ``NotFound`` where nothing is known of ``target``.
        """
        with self.store.writing():
            versions = self.store.versions(target)
            seen = self.store.seen_as([version.capture_id for version in versions]) or self.store.seen_from(target)
            sources = sorted({target, *(each.source for each in seen)})
            fates = (Fate.of(each.source, each.digest, "removed", why) for each in seen)
            removed = list({fate.id: fate for fate in fates}.values())
            if not versions:
                known = {fate.id for fate in removed}
                # Without content: what could not be had, and what is only visited.
                others = (each for each in self.store.fates_from(target) if each.fate == "refused" or not each.digest)
                others = (each for each in others if each.fate != "removed" and each.id not in known)
                removed += [replace(each, fate="removed", reason=why) for each in others]
                if not removed and self.store.subscriptions([Subscription.make_id(target)]):
                    removed.append(Fate.of(target, "", "removed", why))
            if not removed:
                raise NotFound(f"Nothing was added from {target!r}: see the sources with `onrecord show fates`.")
            self._take_out(seen, removed, sources, then)
            return removed

    def remove_articles(self, article_ids: Iterable[str], why: str, then: Removed = _nothing_more) -> list[Fate]:
        """Delete every trace of these articles with all their versions, as :meth:`remove` does, all at once."""
        with self.store.writing():
            captures = sorted({each.capture_id for one in article_ids for each in self.store.versions(one)})
            seen = self.store.seen_as(captures)
            fates = {fate.id: fate for fate in (Fate.of(each.source, each.digest, "removed", why) for each in seen)}
            if seen:
                self._take_out(seen, list(fates.values()), sorted({each.source for each in seen}), then)
            return list(fates.values())

    def expire(self, seen: Sequence[Seen], why: str, then: Removed = _nothing_more) -> list[Fate]:
        """Delete every trace of these captures, which have been kept long enough. Only the fates stay, as ``expired``.

        The same content is not taken again from there; what the source shows next is.
        """
        with self.store.writing():
            sources = sorted({each.source for each in seen})
            gone = {each.capture_id for each in seen}
            left = [each for source in sources for each in self.store.seen_from(source) if each.capture_id not in gone]
            kept = {Fate.of(each.source, each.digest, "expired", why).id for each in left}
            fates = {fate.id: fate for fate in (Fate.of(each.source, each.digest, "expired", why) for each in seen)}
            expired = [fate for fate in fates.values() if fate.id not in kept]
            if seen:
                self._take_out(seen, expired, (), then, ended=sorted(set(sources) - {each.source for each in left}))
            return expired

    def _take_out(
        self,
        seen: Sequence[Seen],
        fates: Sequence[Fate],
        sources: Sequence[str],
        then: Removed,
        *,
        ended: Sequence[str] = (),
    ) -> None:
        """Delete captures and subscriptions with all that follows from them, and rewrite the files.

        ``sources`` are visited no more; ``ended`` are where a person asked for it, and keep nothing of what was there.
        """
        with self.store.transaction():
            readings = [self.store.reading(each.capture_id) for each in seen]
            for each in seen:
                self.store.delete_capture(each.capture_id)
            for fate in fates:
                self.store.put_fate(fate)
            for source in sources:
                self.store.delete_subscriptions(source)
            for subscription in self.store.subscriptions([Subscription.make_id(source) for source in ended]):
                if subscription.named:
                    self.store.put_subscription(replace(subscription, listing=None, record=None))
                else:
                    self.store.delete_subscriptions(subscription.source)
            for article_id in sorted({reading[0] for reading in readings if reading is not None}):
                if not self.store.versions(article_id):
                    self.store.delete_rulings_on(article_id)
                self._put_versions(article_id)
            self._forget_handed(readings, fates)
            then(fates)
            article_ids = {reading[0] for reading in readings if reading is not None}
            forgetting.note(self.store, article_ids, {each.source for each in seen} | {each.source for each in fates})
            self.store.put_stamp("scrub", "due")
        self._do_what_is_due()
        self._leave_nothing()

    def _forget_handed(self, readings: Sequence[tuple[str, str] | None], fates: Sequence[Fate]) -> None:
        """Take what was removed out of the briefs that were handed over, too, before the files are rewritten."""
        from onrecord.desk.handovers import forget  # noqa: PLC0415 - most runs remove nothing

        article_ids = {reading[0] for reading in readings if reading is not None}
        if article_ids:
            reasons = sorted({fate.reason for fate in fates})
            forget(self.store, article_ids, "; ".join(reasons) or "it was kept long enough", self.clock())

    def rule(self, ruling: Ruling, anchors: Sequence[str]) -> None:
        """Record a ruling about the articles ``anchors`` and let it take effect."""
        with self.store.writing():
            with self.store.transaction():
                names_outlet = ruling.kind in OUTLET_RULINGS or (
                    ruling.kind == "withdraw" and not self.store.anchors(ruling.target)
                )
                self.store.put_ruling(ruling, () if names_outlet else anchors)
                if not names_outlet and ruling.kind in (*STORY_RULINGS, "withdraw"):
                    self.store.enqueue("link", anchors)
                elif not names_outlet and ruling.kind in GROUP_RULINGS:
                    self.store.enqueue("group", anchors)
                self.store.enqueue("relate", anchors)
            self.process()

    # Work

    def _pages(self, stage: StageName) -> Iterator[list[str]]:
        """The due units of a stage, some at a time. What becomes due behind the last one waits for the next call."""
        after = ""
        while page := self.store.due(stage, after, BATCH):
            if not after:
                self._totals[stage] = self.work[stage] + self.store.due_count(stage)
            yield page
            after = page[-1]

    def _is_done(self, stage: StageName, unit: str, fingerprint: str) -> bool:
        """Whether the unit was made from the same before; then it is due no more."""
        if self.store.fingerprint(stage, unit) != fingerprint:
            return False
        failure = self._failure(stage, unit)
        with self.store.transaction():
            self.store.settle(stage, unit, fingerprint, failure)
        return True

    def _settle(self, stage: StageName, article_id: str, fingerprint: str, failure: str | None) -> None:
        self._settle_all(stage, [article_id], fingerprint, failure)

    def _settle_all(self, stage: StageName, ids: Sequence[str], fingerprint: str, failure: str | None) -> None:
        """A step is done for articles; of those for which it failed, or had failed before, the fates say so."""
        failed_before = {problem.unit for problem in self.store.problems(ids) if problem.stage == stage}
        self.store.settle_all(stage, ids, fingerprint, failure)
        for article_id in sorted(failed_before if failure is None else ids):
            self._put_fates(article_id)

    def _failure(self, stage: StageName, unit: str) -> str | None:
        """Why a step failed for a unit, where it did."""
        return next((problem.reason for problem in self.store.problems([unit]) if problem.stage == stage), None)

    def _paired(
        self, make: Callable[[], Callable[[T], R]], items: Iterable[T], executor: Executor | None = None
    ) -> Iterator[tuple[T, R | Failure]]:
        """Each item with its result, in order."""
        waiting: deque[T] = deque()

        def taken() -> Iterator[T]:
            for item in items:
                waiting.append(item)
                yield item

        for result in (executor or self.executor).map(make, taken()):
            yield waiting.popleft(), result

    def _count(self, stage: StageName, count: int) -> None:
        self.work[stage] += count
        self.tell(stage, self.work[stage], self._totals.get(stage))

    def tell(self, step: str, done: int, total: int | None) -> None:
        if self.progress is not None:
            self.progress(step, done, total)


def _kept(
    memory: OrderedDict[str, T], fetch: Callable[[Sequence[str]], dict[str, T]], ids: Sequence[str], room: int
) -> dict[str, T]:
    """What ``fetch`` gives for these identifiers, sorted, and kept in ``memory``, the latest ``room`` of it."""
    found = {one: memory.pop(one) for one in ids if one in memory}
    found |= fetch([one for one in ids if one not in found])
    memory.update(found)
    while len(memory) > room:
        memory.popitem(last=False)
    return {one: found[one] for one in sorted(found)}


def _batches(arrivals: Iterable[Arrival | Refusal]) -> Iterator[list[Arrival | Refusal]]:
    """Runs of arrivals of at most :data:`BATCH` and about :data:`BATCH_BYTES`."""
    batch: list[Arrival | Refusal] = []
    size = 0
    for arrival in arrivals:
        batch.append(arrival)
        size += 0 if isinstance(arrival, Refusal) else len(arrival.data)
        if len(batch) == BATCH or size > BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _batched(items: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def _reason(result: object) -> str | None:
    return result.reason if isinstance(result, Failure) else None


def _nothing_said(article_id: str) -> Annotations:
    return Annotations(article_id, (), (), (), (), (), 0)


def _nothing_grouped(members: Sequence[str]) -> Neighbourhood:
    return Neighbourhood(make_id("nbh", members[0]), (), ())


def _nothing_related(job: Job) -> Relations:
    return Relations(make_id("thr", job.members[0]), (), (), (), (), (), (), (), (), (), ())
