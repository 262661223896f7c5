"""Disputes: differences that share a side are one line, with who says it, who denies it and who doubts it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import TYPE_CHECKING

from onrecord.model.brief import Line
from onrecord.model.passage import Evidence
from onrecord.model.relations import Difference, PositionKind
from onrecord.publish.wording import cut_at_word, one_line

if TYPE_CHECKING:
    from onrecord.publish.brief import ThreadComposer

#: Characters of what a dispute is about; the quotes say it in full.
ABOUT = 72

_KINDS = ("denial", "status", "number", "time", "place")

#: What a side does, in the order in which sides are shown. A side of which that is not known stands last, with its value.
_ROLES: dict[PositionKind | None, str] = {
    "supports": "says it",
    "denies": "denies it",
    "doubts": "doubts it",
    None: "",
}


#: The words for what a side does, where that is known.
ROLES = tuple(filter(None, _ROLES.values()))


def folded(differences: Iterable[Difference]) -> list[list[Difference]]:
    """Differences in groups: two that share a passage (of numbers: also what it gives) are one dispute, as are their neighbours."""
    groups: list[tuple[set[Hashable], list[Difference]]] = []
    for difference in sorted(differences, key=lambda item: (rank(item), item.id)):
        keys = {_key(difference, index) for index in range(len(difference.sides))}
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


def _key(difference: Difference, index: int) -> Hashable:
    side = difference.sides[index]
    if difference.kind in ("number", "time", "place"):  # one sentence may give several values
        return difference.kind, side.evidence, one_line(side.value)
    return side.evidence


def rank(difference: Difference) -> int:
    """What somebody denies comes first, values that differ later."""
    return _KINDS.index(difference.kind)


def dispute_line(composer: ThreadComposer, differences: Sequence[Difference]) -> Line:
    """Some differences that are one dispute as one line: a child for each speaker and role, or for each value of a number."""
    first = differences[0]
    roles = _roles(composer, differences)
    kept: dict[tuple[str, str], list[tuple[str, str, Evidence]]] = {}
    seen: set[Evidence] = set()
    for difference in differences:
        for side in difference.sides:
            if side.evidence in seen:
                continue
            seen.add(side.evidence)
            speaker = one_line(side.speaker or composer.sources.called(side.evidence.article_id))
            if difference.kind == "number":
                key, value = (side.claim_id or one_line(side.value), ""), one_line(side.value)
            else:
                role = roles.get(side.evidence)
                if role is None and difference.kind == "denial":
                    role = "supports" if side.claim_id else "denies"
                key, value = (_ROLES[role], speaker), ""
            kept.setdefault(key, []).append((speaker, value, side.evidence))
    for evidence, role in roles.items():
        if role == "doubts" and evidence not in seen:
            speaker = composer.speaker_at(evidence)
            kept.setdefault((_ROLES[role], speaker), []).append((speaker, "", evidence))
    order = list(_ROLES.values())
    sides = sorted(kept.items(), key=lambda item: order.index(item[0][0]) if item[0][0] in order else -1)
    claim_of = {side.evidence: side.claim_id for difference in differences for side in difference.sides}
    children = []
    for (role_words, _), items in sides:
        names = ", ".join(dict.fromkeys(speaker for speaker, _, _ in items))
        value = items[0][1]
        lead = value if value else role_words
        record_id = next(filter(None, (claim_of.get(evidence) for _, _, evidence in items)), first.id)
        quotes = composer.sources.quotes(evidence for _, _, evidence in items)
        children.append(composer.line(record_id, " · ".join(filter(None, [lead, names])), quotes))
    kinds = ", ".join(dict.fromkeys(difference.kind for difference in differences))
    about = next((item.about for item in differences if item.about), "")
    speakers = list(dict.fromkeys(speaker for items in kept.values() for speaker, _, _ in items))
    names = " / ".join(speakers[:4]) + (f" and {len(speakers) - 4} more" if len(speakers) > 4 else "")
    label = " · ".join(filter(None, [kinds, cut_at_word(about, ABOUT), names]))
    note = f"with {', '.join(item.id for item in differences[1:])}" if len(differences) > 1 else ""
    return composer.line(first.id, label, [], note=note, why=first.reason, children=children)


def _roles(composer: ThreadComposer, differences: Sequence[Difference]) -> dict[Evidence, PositionKind]:
    """What each passage does to the claims that the differences are about."""
    wanted = {side.claim_id for item in differences if item.kind == "denial" for side in item.sides} - {None}
    return {
        position.evidence: position.kind
        for claim in composer.relations.claims
        if claim.id in wanted
        for position in claim.positions
    }
