"""The code of an event in an article: that of its trigger word, unless the model of ``coding`` is sure of another.

Only what happened or is under way is coded anew. Of what is announced, foreseen or denied PLOVER makes events of saying (``AGREE``, ``THREATEN``,
``REJECT``); here its status says so, and its code is that of the act, so that what is announced and what is held can be one event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.annotate import words
from onrecord.annotate.coding import QUAD_OF, Coder, Deed, mode_of
from onrecord.annotate.tagger import Pieces, Span
from onrecord.annotate.triggers import OTHER, Found
from onrecord.annotate.units import Unit
from onrecord.model.picture import EventStatus

#: From this chance on the model's code is taken instead of the trigger's: see the table in ``docs/method/events.md``.
SURE = 0.7
_TOLD = frozenset({"happened", "under_way"})


@dataclass(frozen=True, slots=True)
class Coding:
    """A code with its quad class and mode (empty: none), and how likely the model holds it (``None``: it was not asked)."""

    code: str
    quad: str
    mode: str
    chance: float | None


def coding_of(
    text: str, unit: Unit, item: Found, actors: Sequence[str], status: EventStatus, model: Coder, pieces: Pieces
) -> Coding:
    """How the event ``item`` of a unit is coded; ``pieces`` are the article's."""
    clause = " ".join(token.lower for token in unit.tokens[item.first : item.last])
    code, chance = item.code, None
    if code != OTHER and status in _TOLD:
        chances = model.chances(text, deed_of(unit, item, actors), pieces)
        likeliest = max(chances, key=lambda name: (chances[name], name))
        if chances[likeliest] >= SURE:
            code = likeliest
        chance = round(chances[code], 3)
    return Coding(code, QUAD_OF.get(code, ""), mode_of(code, clause), chance)


def deed_of(unit: Unit, item: Found, actors: Sequence[str]) -> Deed:
    """The clause of an event with the actors that stand nearest before and after its trigger; the other way round in the passive."""
    before = _nearest(unit, range(item.at - 1, item.low - 1, -1), actors)
    after = _nearest(unit, range(item.end, item.high), actors)
    deed = Deed(unit.tokens[item.low].start, unit.tokens[item.high - 1].end, before, after)
    return Deed(deed.start, deed.end, after, before) if _is_passive(unit, item) else deed


def _nearest(unit: Unit, order: range, actors: Sequence[str]) -> Span | None:
    for k in order:
        number = unit.tokens[k].mention
        mention = unit.mentions[number] if number >= 0 else None
        if mention is not None and (mention.name or mention.text) in actors:
            own = [unit.tokens[at] for at in order if unit.tokens[at].mention == number]
            return min(token.start for token in own), max(token.end for token in own)
    return None


def _is_passive(unit: Unit, item: Found) -> bool:
    """Whether a verb stands as in "was seized": after a form of "be", past adverbs, and not in -ing."""
    if item.noun or unit.tokens[item.at].lower.endswith("ing"):
        return False
    k = item.at - 1
    while k > item.low and unit.tokens[k].lower in words.ADVERBS:
        k -= 1
    return k >= item.low and unit.tokens[k].lower in words.BE
