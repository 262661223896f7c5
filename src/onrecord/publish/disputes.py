"""Disputes: differences that share a side are one line, with who says it, who denies it and who doubts it."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from onrecord.model.brief import Line
from onrecord.model.passage import Evidence
from onrecord.model.relations import Difference, PositionKind
from onrecord.model.statement import Statement
from onrecord.publish.said import said_when
from onrecord.publish.supported import disputed_claim_line
from onrecord.publish.thread import Ranked, Thread, age
from onrecord.publish.wording import DENYING, cut_at_word, newest_first, one_line, stance_words

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


def disputed(thread: Thread) -> Iterable[Ranked]:
    """Differences; then claims that somebody denies or doubts; then denials of what no report here says."""
    shown: set[Evidence] = set()
    for group in folded(item for item in thread.relations.differences if item.id not in thread.muted):
        shown.update(side.evidence for difference in group for side in difference.sides)
        yield Ranked((0, rank(group[0]), group[0].id), dispute_line(thread, group))
    for claim in thread.relations.claims:
        kinds = {position.kind for position in claim.positions}
        two_sided = "supports" in kinds and len(kinds) > 1
        if two_sided and claim.state == "disputed" and not any(item.evidence in shown for item in claim.positions):
            shown.update(position.evidence for position in claim.positions)
            yield Ranked((1, age(claim), claim.id), disputed_claim_line(thread, claim))
    for statement in thread.relations.statements:
        if statement.stance not in DENYING or statement.negated or not thread.is_counted(statement):
            continue
        if not any(_overlap(item, other) for item in statement.evidence for other in shown):
            shown.update(statement.evidence)
            newest = newest_first(said_when(statement, thread.sources).start or "")
            yield Ranked((2, newest, statement.id), _denial_line(thread, statement))


def _denial_line(thread: Thread, statement: Statement) -> Line:
    return thread.line(
        statement.id,
        f"denial · {thread.speaker(statement)} · {stance_words(statement.stance)}",
        thread.sources.quotes(statement.evidence[:1]),
        why="no report of what is denied was found",
    )


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.article_id == other.article_id and one.span.overlaps(other.span)


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


def dispute_line(thread: Thread, differences: Sequence[Difference]) -> Line:
    """Some differences that are one dispute as one line: a child for each speaker and role, or for each value of a number."""
    first = differences[0]
    roles = _roles(thread, differences)
    kept: dict[tuple[str, str], list[tuple[str, str, Evidence]]] = {}
    seen: set[Evidence] = set()
    for difference in differences:
        for side in difference.sides:
            if side.evidence in seen:
                continue
            seen.add(side.evidence)
            speaker = one_line(side.speaker or thread.sources.called(side.evidence.article_id))
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
            speaker = thread.speaker_at(evidence)
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
        quotes = thread.sources.quotes(evidence for _, _, evidence in items)
        children.append(thread.line(record_id, " · ".join(filter(None, [lead, names])), quotes))
    kinds = ", ".join(dict.fromkeys(difference.kind for difference in differences))
    about = next((item.about for item in differences if item.about), "")
    speakers = list(dict.fromkeys(speaker for items in kept.values() for speaker, _, _ in items))
    names = " / ".join(speakers[:4]) + (f" and {len(speakers) - 4} more" if len(speakers) > 4 else "")
    label = " · ".join(filter(None, [kinds, cut_at_word(about, ABOUT), names]))
    note = f"with {', '.join(item.id for item in differences[1:])}" if len(differences) > 1 else ""
    return thread.line(first.id, label, [], note=note, why=first.reason, children=children)


def _roles(thread: Thread, differences: Sequence[Difference]) -> dict[Evidence, PositionKind]:
    """What each passage does to the claims that the differences are about."""
    wanted = {side.claim_id for item in differences if item.kind == "denial" for side in item.sides} - {None}
    return {
        position.evidence: position.kind
        for claim in thread.relations.claims
        if claim.id in wanted
        for position in claim.positions
    }
