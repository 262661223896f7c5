"""Stories: the articles of a neighbourhood grouped by happening, with a headline for each group and what ties it together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from onrecord.model.identity import make_id
from onrecord.model.relations import CopyGroup, Story
from onrecord.model.sketch import Sketch
from onrecord.model.when import When
from onrecord.relate.components import components
from onrecord.relate.likeness import Profile, shared_terms
from onrecord.relate.linkage import Matrix, average_linkage
from onrecord.relate.rulings import Ruled
from onrecord.relate.signals import chances, learned
from onrecord.relate.sketches import profile_of
from onrecord.relate.threads import gap_in_days

#: Days between two groups beyond which they are no follow-ups of one happening, and the days over which likeness fades.
FADES_AFTER = 10
FADED = 45


def find_stories(
    sketches: Sequence[Sketch], published: Mapping[str, When], copies: Sequence[CopyGroup], ruled: Ruled | None = None
) -> tuple[Story, ...]:
    """The stories of a neighbourhood. ``ruled`` is what editors say of its articles."""
    items = sorted(sketches, key=lambda item: item.article_id)
    profiles = [profile_of(item) for item in items]
    ids = [item.article_id for item in items]
    scores = scored(items, published, copies)
    groups = _ruled(scores, ids, ruled) if ruled else average_linkage(scores, learned().together)
    stories = [
        _story([items[index] for index in group], published, profiles_of={ids[i]: profiles[i] for i in group})
        for group in groups
    ]
    return tuple(sorted(stories, key=lambda story: (story.first or "9999", story.id)))


def scored(items: Sequence[Sketch], published: Mapping[str, When], copies: Sequence[CopyGroup]) -> Matrix:
    """How likely each two tell of one happening, the days between them and copies counted in; shape (n, n)."""
    scores = _fade(chances(items), [published[item.article_id] for item in items])
    position = {item.article_id: index for index, item in enumerate(items)}
    for group in copies:
        for member in group.members:
            if group.first_article_id in position and member.article_id in position:
                i, j = position[group.first_article_id], position[member.article_id]
                scores[i, j] = scores[j, i] = 1.0
    return scores


def _ruled(scores: Matrix, ids: Sequence[str], ruled: Ruled) -> list[list[int]]:
    """Groups that keep to the rulings.

    A moved article has no voice of its own: it is alike to whomever the one is alike to that it follows. What is apart is so against
    any average. Then the groups of articles that belong together are united, with all that is grouped with them; only where this
    would bring together what is apart, the ruled ones are joined before anything else.
    """
    position = {key: index for index, key in enumerate(ids)}
    certain = float(len(ids) ** 2)  # more than all other pairs of two groups can outweigh
    scores = scores.copy()
    for one in sorted(ruled.goes_with.keys() & position.keys()):
        leader = _leader(one, ruled.goes_with)
        if leader in position:
            i, j = position[one], position[leader]
            scores[i], scores[:, i] = scores[j], scores[j]
            scores[i, j] = scores[j, i] = 1.0
    apart = [(position[a], position[b]) for a, b in map(sorted, ruled.apart) if {a, b} <= position.keys()]
    for i, j in apart:
        scores[i, j] = scores[j, i] = -certain
    together = [pair for group in ruled.together for pair in combinations(sorted(group & position.keys()), 2)]
    groups = average_linkage(scores, learned().together)
    found = ((ids[group[0]], ids[index]) for group in groups for index in group)
    united = [[position[key] for key in group] for group in components(ids, [*found, *together])]
    group_of = {index: number for number, group in enumerate(united) for index in group}
    if all(group_of[i] != group_of[j] for i, j in apart):
        return united
    for one, other in together:
        i, j = position[one], position[other]
        scores[i, j] = scores[j, i] = certain
    return average_linkage(scores, learned().together)


def _leader(one: str, goes_with: Mapping[str, str]) -> str:
    """Whom a moved article follows in the end: the one that it was moved to may have been moved too."""
    seen = {one}
    while one in goes_with and goes_with[one] not in seen:
        one = goes_with[one]
        seen.add(one)
    return one


def _fade(likely: Matrix, published: Sequence[When]) -> Matrix:
    """The chances, smaller where two are far apart in time: the same words a month later tell of something new."""
    scores = likely.copy()
    for i, first in enumerate(published):
        for j, second in enumerate(published[:i]):
            gap = gap_in_days(first, second)
            if gap is not None and gap > FADES_AFTER:
                scores[i, j] = scores[j, i] = round(float(scores[i, j]) * left_after(gap), 6)
    return scores


def left_after(days: int | None) -> float:
    """The share of a chance that so many days between two publications leave."""
    return 1.0 if days is None or days <= FADES_AFTER else max(0.0, 1 - (days - FADES_AFTER) / (FADED - FADES_AFTER))


def _story(members: Sequence[Sketch], published: Mapping[str, When], profiles_of: Mapping[str, Profile]) -> Story:
    def order(item: Sketch) -> tuple[str, str]:
        return published[item.article_id].start or "9999", item.article_id

    ordered = sorted(members, key=order)
    titled = [item for item in ordered if item.title] or ordered
    whole = _whole(profiles_of[item.article_id] for item in ordered)
    centre = max(
        titled,
        key=lambda item: (round(_likeness(profiles_of[item.article_id], whole), 6), [-ord(c) for c in item.article_id]),
    )
    reasons = []
    for index, item in enumerate(ordered[1:], 1):
        own = profiles_of[item.article_id]
        nearest = max(
            ordered[:index],
            key=lambda other: (
                len(own.weights.keys() & profiles_of[other.article_id].weights.keys()),
                other.article_id,
            ),
        )
        both = ", ".join(shared_terms(own, profiles_of[nearest.article_id])[:5])
        reasons.append(f"{item.article_id} shares with {nearest.article_id}: {both}")
    days = [published[item.article_id] for item in ordered if published[item.article_id].known]
    return Story(
        make_id("story", ordered[0].article_id),
        centre.title or "",
        centre.article_id,
        tuple(item.article_id for item in ordered),
        min((str(when.first_day) for when in days), default=None),
        max((str(when.last_day) for when in days), default=None),
        tuple(reasons),
    )


def _whole(profiles: Iterable[Profile]) -> Mapping[str, float]:
    """The sum of profiles, each of length 1: how like it one of them is says how like all of them it is."""
    total: dict[str, float] = defaultdict(float)
    for each in profiles:
        for term, weight in each.weights.items():
            total[term] += weight / each.norm
    return total


def _likeness(own: Profile, whole: Mapping[str, float]) -> float:
    return sum(weight * whole[term] for term, weight in own.weights.items()) / (own.norm or 1.0)
