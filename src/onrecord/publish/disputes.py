"""Disputes: differences of one matter are one line, with who says it, who denies it and who doubts it, or each value given."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from onrecord.model.brief import Line
from onrecord.model.passage import Evidence
from onrecord.model.relations import Difference, PositionKind, Side
from onrecord.publish.denials import bare_denials
from onrecord.publish.supported import disputed_claim_line
from onrecord.publish.thread import Ranked, Thread, age
from onrecord.publish.wording import cut_at_word, one_line, when_words

#: Characters of what a dispute is about; the quotes say it in full.
ABOUT = 72
#: Names in the label of a dispute.
NAMES = 4

_KINDS = ("denial", "status", "number", "time", "place")

#: Kinds of which each side gives a value; one sentence may give several.
_OF_VALUES = ("number", "time", "place")

#: What a side does, in the order in which sides are shown. A side of which that is not known stands last.
_ROLES: Mapping[PositionKind, str] = {"supports": "says it", "denies": "denies it", "doubts": "doubts it"}
_OPPOSITE = "says the opposite"

#: The words for what a side does, where that is known.
ROLES = (*_ROLES.values(), _OPPOSITE)


def disputed(thread: Thread) -> Iterable[Ranked]:
    """Differences; then claims that somebody denies or doubts; then denials to which no assertion was matched."""
    shown: set[Evidence] = set()
    for group in folded(
        (item for item in thread.relations.differences if item.id not in thread.muted), thread.series_of
    ):
        shown.update(side.evidence for side in sides_of(group))
        yield Ranked((0, rank(group[0]), group[0].id), dispute_line(thread, group))
    for claim in thread.relations.claims:
        kinds = {position.kind for position in claim.positions}
        two_sided = "supports" in kinds and len(kinds) > 1
        if two_sided and claim.state == "disputed" and not any(item.evidence in shown for item in claim.positions):
            shown.update(position.evidence for position in claim.positions)
            yield Ranked((1, age(claim), claim.id), disputed_claim_line(thread, claim))
    for claim in thread.relations.claims:
        # A body's own document denies what no report has.
        alone = all(held.kind == "denies" and held.statement_id is None for held in claim.positions)
        if alone and claim.positions and not any(held.evidence in shown for held in claim.positions):
            shown.update(position.evidence for position in claim.positions)
            yield Ranked((2, age(claim), claim.id), disputed_claim_line(thread, claim))
    yield from bare_denials(thread, sorted(shown, key=lambda item: (item.article_id, item.start, item.end)))


def folded(differences: Iterable[Difference], series_of: Mapping[str, str] | None = None) -> list[list[Difference]]:
    """Differences in groups of one matter.

    Two are of one matter that share a claim or a passage (of numbers, times and places also what it gives), or whose numbers are of
    one series; so are their neighbours. ``series_of`` leads from a claim to its series.
    """
    groups: list[tuple[set[Hashable], list[Difference]]] = []
    for difference in sorted(differences, key=lambda item: (rank(item), item.id)):
        keys: set[Hashable] = {key for side in difference.sides for key in _keys(difference, side, series_of or {})}
        if difference.kind in ("time", "place"):  # "at midnight, on their side", "at three, on ours": one happening
            keys.add(frozenset(side.evidence for side in difference.sides))
        members = [difference]
        apart = []
        for other_keys, others in groups:
            if keys.isdisjoint(other_keys):
                apart.append((other_keys, others))
            else:
                keys |= other_keys
                members = [*others, *members]
        groups = [*apart, (keys, members)]
    return [sorted(members, key=lambda item: (rank(item), item.id)) for _, members in groups]


def _keys(difference: Difference, side: Side, series_of: Mapping[str, str]) -> Iterable[Hashable]:
    of_values = difference.kind in _OF_VALUES
    yield (difference.kind, side.evidence, one_line(side.value)) if of_values else side.evidence
    if side.claim_id:
        yield side.claim_id
        if difference.kind == "number" and side.claim_id in series_of:
            yield series_of[side.claim_id]


def rank(difference: Difference) -> int:
    """What somebody denies comes first, values that differ later."""
    return _KINDS.index(difference.kind)


def sides_of(group: Sequence[Difference]) -> list[Side]:
    """All sides of some differences."""
    return list(chain.from_iterable(difference.sides for difference in group))


@dataclass(slots=True)
class _Shown:
    """One side of a dispute as it is shown: what it does or gives, whose it is, where it stands."""

    lead: str
    order: int
    record_id: str
    names: list[str] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    days: list[str] = field(default_factory=list)


def dispute_line(thread: Thread, differences: Sequence[Difference]) -> Line:
    """Some differences that are one dispute as one line: a child for each speaker and role, or for each value."""
    first = differences[0]
    shown: dict[tuple[str, str], _Shown] = {}
    seen: set[Evidence] = set()
    roles = _roles(thread, differences)
    says = _stand_of_who_says_it(differences, roles)
    for difference in differences:
        for side in difference.sides:
            if side.evidence not in seen:
                seen.add(side.evidence)
                _show(thread, shown, difference, side, _role(difference, side, roles, says))
    for evidence, role in roles.items():
        if role == "doubts" and evidence not in seen:
            speaker = thread.speaker_at(evidence)
            doubt = shown.setdefault((_ROLES[role], speaker), _Shown(_ROLES[role], ROLES.index(_ROLES[role]), first.id))
            doubt.names.append(speaker)
            doubt.evidence.append(evidence)
    children = [
        thread.line(
            each.record_id,
            " · ".join(
                filter(None, [each.lead, *(", ".join(dict.fromkeys(told)) for told in (each.names, each.days))])
            ),
            thread.sources.quotes(each.evidence),
        )
        for each in sorted(shown.values(), key=lambda each: each.order)
    ]
    kinds = ", ".join(dict.fromkeys(difference.kind for difference in differences))
    about = next((item.about for item in differences if item.about), "")
    speakers = list(dict.fromkeys(name for each in shown.values() for name in each.names))
    names = " / ".join(speakers[:NAMES]) + (f" and {len(speakers) - NAMES} more" if len(speakers) > NAMES else "")
    label = " · ".join(filter(None, [kinds, cut_at_word(about, ABOUT), names]))
    note = f"with {', '.join(item.id for item in differences[1:])}" if len(differences) > 1 else ""
    return thread.line(first.id, label, [], note=note, why=first.reason, children=children)


def _show(thread: Thread, shown: dict[tuple[str, str], _Shown], difference: Difference, side: Side, role: str) -> None:
    """Puts a side among those shown, with another of the same speaker and role, or of the same value."""
    outlet = thread.sources.called(side.evidence.article_id)
    value = one_line(side.value)
    stands = list(dict.fromkeys(other.stand for other in difference.sides))
    if difference.kind == "number":
        key = (side.claim_id or value, "")
        each = shown.setdefault(
            key, _Shown(value if len(value) <= ABOUT else "", len(ROLES), side.claim_id or difference.id)
        )
        speaker = one_line(side.speaker or outlet)
        each.names.append(speaker)
        each.days += filter(None, [_given_for(thread, side)])
    else:
        # That an outlet itself denies what it tells of a denial nobody has said.
        told = f"as told by {outlet}" if role == _ROLES["denies"] else outlet
        speaker = one_line(side.speaker) if side.speaker else told
        cue = f"“{one_line(side.cue)}”" if side.cue and not role else ""
        order = ROLES.index(role) if role else len(ROLES) + stands.index(side.stand)
        each = shown.setdefault(
            (role or str(side.stand), speaker), _Shown(role or cue, order, side.claim_id or difference.id)
        )
        each.names.append(speaker)
    each.evidence.append(side.evidence)


def _given_for(thread: Thread, side: Side) -> str:
    """The time for which a claim gives its value, in words."""
    claim = next((item for item in thread.relations.claims if item.id == side.claim_id), None)
    whens = (item.when for item in claim.positions if item.evidence == side.evidence) if claim else ()
    return next((when_words(when) for when in whens if when.known), "")


def _role(difference: Difference, side: Side, roles: Mapping[Evidence, PositionKind], says: str | None) -> str:
    """What a side does, in words; empty where nothing tells."""
    role = roles.get(side.evidence)
    if role:
        return _ROLES[role]
    if difference.kind == "denial":
        return _ROLES["supports" if side.claim_id else "denies"]
    if difference.kind == "status" and side.stand:
        if says:
            return _ROLES["supports"] if side.stand == says else _OPPOSITE
        if not any(each.cue for each in difference.sides):  # somebody announces what another never agreed to
            return _ROLES["supports" if side.stand == "one" else "denies"]
    return ""


def _stand_of_who_says_it(differences: Sequence[Difference], roles: Mapping[Evidence, PositionKind]) -> str | None:
    """Which stand of a difference of status those take who say what others deny."""
    stands = {side.stand for side in sides_of(differences) if side.stand and roles.get(side.evidence) == "supports"}
    return stands.pop() if len(stands) == 1 else None


def _roles(thread: Thread, differences: Sequence[Difference]) -> dict[Evidence, PositionKind]:
    """What each passage does to the claims that the differences are about."""
    wanted = {side.claim_id for item in differences if item.kind == "denial" for side in item.sides} - {None}
    return {
        position.evidence: position.kind
        for claim in thread.relations.claims
        if claim.id in wanted
        for position in claim.positions
    }
