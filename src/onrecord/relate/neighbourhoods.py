"""Neighbourhoods: the copies and stories among articles that near links tie together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Protocol

from onrecord.model.annotations import Annotated
from onrecord.model.article import Article
from onrecord.model.identity import make_id
from onrecord.model.relations import Neighbourhood
from onrecord.model.ruling import Ruling
from onrecord.model.sketch import Sketch
from onrecord.relate.components import Pair, components
from onrecord.relate.copies import find_copies
from onrecord.relate.links import Link, Texts, link
from onrecord.relate.rulings import Decided
from onrecord.relate.sketches import sketch
from onrecord.relate.stories import find_stories


@dataclass(frozen=True, slots=True)
class Parting:
    """When a neighbourhood is too large, and by which weights of its links it is parted then."""

    most: int
    levels: tuple[float, ...]


#: All pairs of a neighbourhood are compared, so it has at most so many articles; more only where copies alone hold them together. Of a
#: crisis in which everything resembles everything, those belong together whose links are the strongest.
PARTING = Parting(64, (0.0, *(round(0.4 + 0.05 * step, 2) for step in range(1, 12)), 1.0))


class Tie(Protocol):
    """A near link. See :class:`~onrecord.relate.links.Link`."""

    @property
    def kind(self) -> str: ...
    @property
    def weight(self) -> float: ...


def group(
    sketches: Sequence[Sketch], links: Mapping[Pair, Tie], rulings: Sequence[Ruling], texts: Texts
) -> Neighbourhood:
    """The copies and stories of one neighbourhood: all its articles, and the near links among them. Pure.

    Raises ``ValueError`` where there is no article.
    """
    if not sketches:
        raise ValueError("a neighbourhood has at least one article")
    decided = Decided.of(rulings)
    by_id = {each.article_id: each for each in sorted(sketches, key=lambda each: each.article_id)}
    published = {key: decided.published(key, each.published) for key, each in by_id.items()}
    copied = sorted({key for pair, tie in links.items() if tie.kind == "copy" for key in pair})
    copies = find_copies(texts(copied).values(), published, decided.apart_as_copies) if copied else ()
    stories = find_stories(list(by_id.values()), published, copies, decided.stories)
    return Neighbourhood(make_id("nbh", next(iter(by_id))), copies, stories)


def neighbourhoods(items: Iterable[Annotated], rulings: Sequence[Ruling] = ()) -> tuple[Neighbourhood, ...]:
    """The neighbourhoods of a few articles, all pairs compared: what a desk finds by keys."""
    by_id = {item.article.id: item for item in sorted(items, key=lambda item: item.article.id)}
    sketches = {key: sketch(item) for key, item in by_id.items()}

    def texts(ids: Sequence[str]) -> dict[str, Article]:
        return {key: by_id[key].article for key in ids}

    links: dict[Pair, Tie] = {}
    for a, b in combinations(sketches, 2):
        found = link(sketches[a], sketches[b], texts)
        if found is not None and found.near:
            links[a, b] = found
    for together in Decided.of(rulings).stories.together:
        for a, b in combinations(sorted(together & by_id.keys()), 2):
            links[a, b] = Link("ruling", 1.0, "ruled", near=True)
    return tuple(
        group(
            [sketches[key] for key in part],
            {pair: tie for pair, tie in links.items() if pair[0] in part},
            rulings,
            texts,
        )
        for part in components(sketches, links)
    )
