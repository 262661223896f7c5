"""Neighbourhoods: the copies and stories among articles that near links tie together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Protocol

from onrecord.model.annotations import Annotated
from onrecord.model.article import Article
from onrecord.model.identity import make_id
from onrecord.model.relations import Neighbourhood
from onrecord.model.ruling import Ruling
from onrecord.model.sketch import Sketch
from onrecord.relate.copies import find_copies
from onrecord.relate.links import Link, Texts, link
from onrecord.relate.rulings import Decided
from onrecord.relate.sketches import sketch
from onrecord.relate.stories import find_stories

#: Articles among which stories are looked for at once: all pairs of them are compared.
MOST = 64

#: Where a neighbourhood has more, the chance that ties it is raised by this, until it falls apart.
STEP = 0.05

Pair = tuple[str, str]


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
    merged, split = decided.ruled("merge"), decided.ruled("split")
    stories = [
        story
        for part in _parts(list(by_id), links)
        for story in find_stories([by_id[key] for key in part], published, copies, merged, split)
    ]
    return Neighbourhood(
        make_id("nbh", next(iter(by_id))),
        copies,
        tuple(sorted(stories, key=lambda story: (story.first or "9999", story.id))),
    )


def _parts(ids: Sequence[str], links: Mapping[Pair, Tie], least: float = 0.0) -> Iterable[list[str]]:
    """The identifiers in components of at most :data:`MOST`, tied by links of more than ``least``."""
    for part in components(ids, (pair for pair, tie in links.items() if tie.weight > least)):
        if len(part) <= MOST or least >= 1:
            yield part
        else:
            inside = set(part)
            own = {pair: tie for pair, tie in links.items() if inside.issuperset(pair)}
            yield from _parts(part, own, round(least + STEP, 2))


def components(ids: Iterable[str], pairs: Iterable[Pair]) -> list[list[str]]:
    """The identifiers in groups that pairs hold together, each sorted."""
    neighbours: dict[str, set[str]] = {key: set() for key in sorted(ids)}
    for a, b in pairs:
        neighbours[a].add(b)
        neighbours[b].add(a)
    found, seen = [], set()
    for key in neighbours:
        if key not in seen:
            seen.add(key)
            reached = [key]
            for one in reached:
                fresh = neighbours[one] - seen
                seen |= fresh
                reached.extend(fresh)
            found.append(sorted(reached))
    return found


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
    for a, b in map(sorted, Decided.of(rulings).ruled("merge")):
        if {a, b} <= by_id.keys():
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
