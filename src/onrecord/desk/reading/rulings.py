"""Rulings as pages show them: beside what they changed, in a panel that corrects one record, and all of them in the audit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, get_args

from onrecord.desk.rulings import TARGETS, answered, held, on_outlet
from onrecord.desk.store import Store
from onrecord.model.codec import read_plain, to_plain
from onrecord.model.errors import NotFound
from onrecord.model.ruling import OUTLET_RULINGS, Ruling, standing
from onrecord.model.statement import Stance
from onrecord.publish.wording import NO_OUTLET, day_words, one_line, stance_words

#: Stories that the panel offers to merge with or to move to, and rulings that the audit says in words what they are about: the newest.
OFFERED = 60

#: The fields of records in which rulings are answered by the machine.
_FIELDS = ("speaker", "stance", "anonymous", "figure", "date", "place")


@dataclass(frozen=True, slots=True)
class RulingView:
    """A ruling. ``kind`` and ``value`` are in words, ``at`` is a time in UTC in words; ``was`` is what the desk answered before.

    ``stands`` is false where a later one took it back, or answers the same question otherwise; ``because`` says which. ``about``: in the audit,
    what its target says, as far as it is still on the desk.
    """

    id: str
    kind: str
    target: str
    value: str
    was: str
    by: str
    at: str
    why: str
    stands: bool
    because: str
    words: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Every ruling, the newest first, whether it stands or not."""

    rulings: tuple[RulingView, ...]
    standing: int


@dataclass(frozen=True, slots=True)
class OfferedClaim:
    """A claim that a statement or figure makes beside others."""

    id: str
    about: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What may be ruled of a record: ``kinds`` by their names, what the ``machine`` answers and what is held ``now``, by kind.

    ``stances`` and ``stories`` are what may be chosen, ``claims`` those that it makes beside others, ``articles`` those that it may be parted from.
    """

    id: str
    record: str
    words: str
    kinds: tuple[str, ...]
    machine: Mapping[str, str]
    now: Mapping[str, str]
    rulings: tuple[RulingView, ...]
    stances: tuple[tuple[str, str], ...]
    stories: tuple[tuple[str, str], ...]
    claims: tuple[OfferedClaim, ...]
    articles: tuple[tuple[str, str, str], ...]


def ruling_views(rulings: Iterable[Ruling]) -> tuple[RulingView, ...]:
    """Rulings with whether they stand among each other, the newest first."""
    every = sorted(rulings, key=lambda ruling: (ruling.at, ruling.id))
    counting = {ruling.id for ruling in standing(every)}
    withdrawn_by = {ruling.target: ruling for ruling in every if ruling.kind == "withdraw"}
    latest = {(ruling.kind, ruling.target): ruling for ruling in every if ruling.id in counting}
    views = []
    for ruling in reversed(every):
        because = ""
        stands = ruling.id in counting
        if ruling.kind == "withdraw":
            undone = withdrawn_by.get(ruling.id)
            stands = undone is None
            because = f"taken back by {undone.by}, {undone.id}" if undone else ""
        elif not stands:
            undone = withdrawn_by[ruling.id]
            because = f"withdrawn by {undone.by} on {day_words(undone.at)}" + (f": {undone.why}" if undone.why else "")
        elif ruling.kind in (*_FIELDS, *OUTLET_RULINGS) and latest[ruling.kind, ruling.target] is not ruling:
            later = latest[ruling.kind, ruling.target]
            stands, because = False, f"{later.by} ruled otherwise on {day_words(later.at)}, {later.id}"
        views.append(_view(ruling, stands, because))
    return tuple(views)


def _view(ruling: Ruling, stands: bool, because: str) -> RulingView:
    value = ruling.value
    if ruling.kind == "stance":
        value = stance_words(value)
    elif ruling.kind == "place":
        value = value.partition(" [")[0]
    elif ruling.kind == "not_a_difference":
        value = value.partition(" ")[0]
    elif ruling.kind == "not_same_claim":
        value = ""
    what = " ".join(filter(None, [ruling.kind.replace("_", " "), value]))
    why = f": {ruling.why}" if ruling.why else ""
    return RulingView(
        id=ruling.id,
        kind=ruling.kind.replace("_", " "),
        target=ruling.target,
        value=value,
        was=stance_words(ruling.was) if ruling.kind == "stance" else ruling.was,
        by=ruling.by,
        at=f"{day_words(ruling.at)}, {ruling.at[11:16]} UTC",
        why=ruling.why,
        stands=stands,
        because=because,
        words=f"{what}, ruled by {ruling.by} on {day_words(ruling.at)}{why}",
    )


def audit_page(store: Store) -> AuditPage:
    """Every ruling of the desk."""
    views = ruling_views(store.all_rulings())
    said = {view.target: _said(store, view.target) for view in views[:OFFERED]}
    told = tuple(replace(view, about=said.get(view.target, "")) for view in views)
    return AuditPage(told, sum(view.stands for view in views))


def _said(store: Store, target: str) -> str:
    """What the record says that is ruled on; empty where it is an outlet, another ruling or gone."""
    for record in store.records(target):
        if any(record.kind in kinds for kinds in TARGETS.values()) and record.kind != "rulings":
            return _words(store, record.kind, held(store, record))[:160]
    return ""


def rulings_here(rulings: Iterable[Ruling]) -> tuple[RulingView, ...]:
    """The rulings that stand, for the page that they are about; withdrawals are said by what stands no more."""
    return tuple(view for view in ruling_views(rulings) if view.stands and view.kind != "withdraw")


def rulings_about(rulings: Iterable[Ruling], article_ids: set[str], records: set[str]) -> tuple[RulingView, ...]:
    """Of the rulings those that stand and name one of these articles or records."""
    every = list(rulings)
    own = {ruling.id for ruling in every if {ruling.target, *ruling.article_ids} & (article_ids | records)}
    return tuple(view for view in rulings_here(every) if view.id in own)


def outlet_rulings(rulings: Iterable[Ruling], outlet: str) -> tuple[RulingView, ...]:
    """What editors hold of an outlet now: its reliability, owner and control."""
    every = [ruling for ruling in rulings if ruling.kind in (*OUTLET_RULINGS, "withdraw")]
    own = {found.id for kind in OUTLET_RULINGS if (found := on_outlet(every, kind, outlet))}  # type: ignore[arg-type]
    return tuple(view for view in ruling_views(every) if view.id in own)


def correction(store: Store, record_id: str) -> Correction:
    """What may be ruled of a record. Raises ``NotFound``."""
    records = [each for each in store.records(record_id) if any(each.kind in kinds for kinds in TARGETS.values())]
    if not records:
        raise NotFound(f"Nothing on this desk has the identifier {record_id!r}: go back and load the page again.")
    kind, plain = records[0].kind, held(store, records[0])
    kinds = tuple(name for name, fitting in TARGETS.items() if kind in fitting and name != "withdraw")
    claims = tuple(_claims_of(store, record_id, kind, plain))
    if not claims:
        kinds = tuple(name for name in kinds if name != "not_same_claim")
    articles = tuple(_called(store, _parted_from(store, record_id, kind, plain)))
    if not any(name == "not_a_copy" for name, _, _ in articles):
        kinds = tuple(name for name in kinds if name != "not_a_copy")
    rulings = store.rulings_on(sorted(_articles(record_id, kind, plain)))
    own = {ruling.id for ruling in rulings if record_id in (ruling.target, *ruling.article_ids)}
    return Correction(
        id=record_id,
        record=kind,
        words=_words(store, kind, plain),
        kinds=kinds,
        machine=_machine(store, kind, plain, kinds),
        now={name: answered(name, plain) for name in kinds if name in _FIELDS},
        rulings=tuple(view for view in rulings_here(rulings) if view.id in own),
        stances=tuple((stance, stance_words(stance)) for stance in get_args(Stance)) if "stance" in kinds else (),
        stories=tuple(_stories(store, record_id)) if "merge" in kinds else (),
        claims=claims,
        articles=articles,
    )


def _articles(record_id: str, kind: str, plain: Mapping[str, Any]) -> set[str]:
    if kind == "articles":
        return {record_id}
    if kind == "stories":
        return set(plain["article_ids"])
    found: set[str] = set()
    waiting: list[Any] = [plain]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            if isinstance(value.get("article_id"), str):
                found.add(value["article_id"])
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
    return found


def _machine(store: Store, kind: str, plain: Mapping[str, Any], kinds: Iterable[str]) -> dict[str, str]:
    """What the machine answers, whatever was ruled: it stands in the annotations; of dates and events the first ruling remembers it."""
    own: Mapping[str, Any] | None = plain
    if kind in ("statements", "figures"):
        said = store.annotated([plain["article_id"]]).get(plain["article_id"])
        records = getattr(said.annotations, kind) if said else ()
        own = next((to_plain(each) for each in records if each.id == plain["id"]), None)
        was: dict[str, str] = {}
    else:
        about = store.rulings_on(sorted(_articles(plain["id"], kind, plain)))
        was = {ruling.kind: ruling.was for ruling in reversed(about) if ruling.target == plain["id"]}
    return {name: was.get(name, answered(name, own)) for name in kinds if name in _FIELDS and own is not None}


def _words(store: Store, kind: str, plain: Mapping[str, Any]) -> str:
    """What the record says, in words of its sources where it has some."""
    if kind in ("articles", "stories"):
        return one_line(plain["title"] or "")
    if kind == "statements":
        return " … ".join(one_line(each["text"]) for each in plain["contents"])
    if kind == "figures":
        return one_line(f"{plain['text']} {plain['counts']}" if plain["counts"] not in plain["text"] else plain["text"])
    return one_line(plain.get("about") or plain.get("what") or "")


def _claims_of(store: Store, record_id: str, kind: str, plain: Mapping[str, Any]) -> Iterable[OfferedClaim]:
    """The claims that a statement or figure makes beside others."""
    if kind not in ("statements", "figures"):
        return
    for record in store.resting_on([plain["article_id"]], ("claims",)):
        if record_id not in record.body:
            continue
        claim = read_plain(record.body)
        made = {each["figure_id"] or each["statement_id"] for each in claim["positions"]} - {None}
        if record_id in made and len(made) > 1:
            yield OfferedClaim(claim["id"], one_line(claim["about"]))


def _parted_from(store: Store, record_id: str, kind: str, plain: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """The articles that a report may be no copy of, by ``not_a_copy``, and the story that it may leave, by ``split``."""
    if kind == "articles":
        for neighbourhood in store.neighbourhoods([record_id]):
            for group in neighbourhood.copies:
                members = [group.first_article_id, *(member.article_id for member in group.members)]
                if record_id in members:
                    yield from (("not_a_copy", one) for one in members if one != record_id)
            for story in neighbourhood.stories:
                if record_id in story.article_ids and len(story.article_ids) > 1:
                    yield "split", story.id
    elif kind == "stories" and len(plain["article_ids"]) > 1:
        yield from (("split", one) for one in plain["article_ids"])


def _stories(store: Store, record_id: str) -> Iterable[tuple[str, str]]:
    """The newest stories by their headlines."""
    newest = store.overview("stories", "latest", OFFERED)
    for record in store.records_called("stories", [each.id for each in newest]):
        story = read_plain(record.body)
        if record_id != story["id"] and record_id not in story["article_ids"]:
            yield story["id"], one_line(story["title"])[:120]


def _called(store: Store, chosen: Iterable[tuple[str, str]]) -> Iterable[tuple[str, str, str]]:
    """``chosen`` with what a list calls each: an article by its outlet and headline, a story by what it is."""
    every = tuple(chosen)
    known = store.articles([one for _, one in every])
    for kind, one in every:
        article = known.get(one)
        yield (
            kind,
            one,
            f"{article.outlet or NO_OUTLET}: {one_line(article.title or '')}" if article else "its story",
        )
