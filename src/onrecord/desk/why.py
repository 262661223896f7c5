"""What explanations ask of a desk beyond its records: the stages' own reasons, made again for the few articles in question."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.desk.identifiers import Redirect, redirect
from onrecord.desk.store import Store
from onrecord.model.article import Article
from onrecord.model.explained import Overlap, Pair, Tie, Tied
from onrecord.model.relations import Claim, Neighbourhood
from onrecord.model.sketch import Sketch
from onrecord.model.statement import Actor

#: Articles beside two that are compared whose texts are looked at for furniture: as many as a neighbourhood has at most.
BESIDE = 64


class Why:
    """Answers from one desk. Nothing of it is stored; the room is loaded once somebody asks."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def redirect(self, identifier: str) -> Redirect | None:
        """Where an identifier leads that is no more."""
        return redirect(self._store, identifier)

    def pair(self, a: str, b: str) -> Pair:
        """Two articles of the desk held against each other."""
        store = self._store
        link = next((link for link in store.links(a) if link.other == b), None)
        return Pair(
            (a, b),
            b in store.candidates(a) or a in store.candidates(b),
            Tied(link.kind, link.weight, link.reason, link.near) if link else None,
            self._tie(a, b),
            self.overlap(a, b),
        )

    def overlap(self, a: str, b: str) -> Overlap:
        """What two articles share."""
        from onrecord.relate import explaining  # noqa: PLC0415

        beside = [one for one in self._printing_the_same(a, b) if one not in (a, b)][:BESIDE]
        articles: dict[str, Article] = self._store.articles([a, b, *beside])
        return explaining.overlap(articles[a], articles[b], [articles[one] for one in beside if one in articles])

    def strongest(self, article_ids: Sequence[str]) -> dict[str, tuple[str, float]]:
        """For each article of a story the other one that most likely tells of the same, and how likely."""
        from onrecord.relate import explaining  # noqa: PLC0415

        sketches, found = self._around(article_ids[0])
        rulings = self._store.rulings_on([sketch.article_id for sketch in sketches])
        return explaining.strongest(article_ids, sketches, found.copies if found else (), rulings)

    def counted_under(self, claim: Claim, actors: Sequence[Actor]) -> tuple[str | None, ...]:
        """For each position of a claim the origin under which it counts."""
        from onrecord.relate import explaining  # noqa: PLC0415

        return explaining.counted_under(claim, actors)

    def _tie(self, a: str, b: str) -> Tie | None:
        from onrecord.relate import explaining  # noqa: PLC0415

        sketches, found = self._around(a)
        known = {sketch.article_id: sketch for sketch in sketches} | self._store.sketches([b])
        if a not in known or b not in known:
            return None
        rulings = self._store.rulings_on(sorted({*known}))
        if all(sketch.article_id != b for sketch in sketches):
            return explaining.tie_apart(known[a], known[b], rulings)
        stories = [story.article_ids for story in (found.stories if found else ()) if {a, b} & set(story.article_ids)]
        return explaining.tie((a, b), sketches, found.copies if found else (), rulings, stories)

    def _around(self, article_id: str) -> tuple[list[Sketch], Neighbourhood | None]:
        """The sketches of an article's neighbourhood, and what was found in it."""
        store = self._store
        components = [each.component_id for each in store.memberships("group", [article_id]).values()]
        members = sorted(store.members("group", components) | {article_id})
        return list(store.sketches(members).values()), next(iter(store.neighbourhoods([article_id])), None)

    def _printing_the_same(self, a: str, b: str) -> list[str]:
        """The articles of the neighbourhood of both that are tied to others by text; none where they are not in one."""
        components = {each.component_id for each in self._store.memberships("group", [a, b]).values()}
        if len(components) != 1:
            return []
        members = sorted(self._store.members("group", sorted(components)))
        return [one for one in members if any(link.kind == "copy" for link in self._store.links(one))]
