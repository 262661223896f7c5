"""How rare a term is in news: a fixed table, so that what two articles share weighs the same whatever else is in the desk.

``python -m training.stories.rarity`` makes the table from three bodies of news, each of which counts alike.
"""

from __future__ import annotations

import math
from functools import cache
from importlib.resources import files

#: Share of articles that is added to each term's: what a term weighs that the table lacks (8.5), and the unit of the table.
FLOOR = 2e-4
UNIT = 1e-5


@cache
def table() -> dict[str, int]:
    """The table: stems with their shares, in units of :data:`UNIT`."""
    text = (files("onrecord.relate") / "data" / "rarity.txt").read_text(encoding="utf-8")
    lines = (line.split(" ") for line in text.splitlines() if not line.startswith("#"))
    return {term: int(share) for share, term in lines}


def share(term: str) -> float:
    """The share of news articles that hold a stem (:func:`~onrecord.relate.words.stem`), never quite 0."""
    return table().get(term, 0) * UNIT + FLOOR


def rarity(term: str) -> float:
    """The weight of a stem: the logarithm of how many articles there are for one that holds it, from 0 to 8.5."""
    return rarities().get(term, UNHEARD)


@cache
def rarities() -> dict[str, float]:
    """The weights of the stems in the table; all others weigh :data:`UNHEARD`."""
    return {term: _weight(share(term)) for term in table()}


def _weight(share: float) -> float:
    return max(0.0, -math.log(share))


UNHEARD = _weight(FLOOR)
