"""Stories: the articles of a neighbourhood grouped by happening, with a headline for each group and what ties it together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from onrecord.model.identity import make_id
from onrecord.model.relations import CopyGroup, Story
from onrecord.model.sketch import Sketch
from onrecord.model.when import When
from onrecord.relate.likeness import Profile, shared_terms
from onrecord.relate.linkage import Matrix, average_linkage
from onrecord.relate.signals import chances, learned
from onrecord.relate.sketches import profile_of
from onrecord.relate.threads import gap_in_days

#: Days between two groups beyond which they are no follow-ups of one happening, and the days over which likeness fades.
FADES_AFTER = 10
FADED = 45


def find_stories(
    sketches: Sequence[Sketch],
    published: Mapping[str, When],
    copies: Sequence[CopyGroup],
    together: Collection[frozenset[str]] = (),
    apart: Collection[frozenset[str]] = (),
) -> tuple[Story, ...]:
    """The stories of a neighbourhood. ``together`` and ``apart`` are pairs of article ids on which an editor ruled."""
    items = sorted(sketches, key=lambda item: item.article_id)
    profiles = [profile_of(item) for item in items]
    ids = [item.article_id for item in items]
    likely = chances(items)
    scores = _fade(likely, [published[key] for key in ids])
    position = {key: index for index, key in enumerate(ids)}
    for group in copies:
        for member in group.members:
            _set(scores, position, (group.first_article_id, member.article_id), 1.0)
    for pair in sorted(tuple(sorted(pair)) for pair in together):
        _set(scores, position, pair, 4.0 * len(ids))
    for pair in sorted(tuple(sorted(pair)) for pair in apart):
        _set(scores, position, pair, -4.0 * len(ids))
    stories = [
        _story([items[index] for index in group], published, profiles_of={ids[i]: profiles[i] for i in group})
        for group in average_linkage(scores, learned().together)
    ]
    return tuple(sorted(stories, key=lambda story: (story.first or "9999", story.id)))


def _set(scores: Matrix, position: Mapping[str, int], pair: Sequence[str], score: float) -> None:
    if len(pair) == 2 and pair[0] in position and pair[1] in position:
        i, j = position[pair[0]], position[pair[1]]
        scores[i, j] = scores[j, i] = score


def _fade(likely: Matrix, published: Sequence[When]) -> Matrix:
    """The chances, smaller where two are far apart in time: the same words a month later tell of something new."""
    scores = likely.copy()
    for i, first in enumerate(published):
        for j, second in enumerate(published[:i]):
            gap = gap_in_days(first, second)
            if gap is not None and gap > FADES_AFTER:
                left = max(0.0, 1 - (gap - FADES_AFTER) / (FADED - FADES_AFTER))
                scores[i, j] = scores[j, i] = round(float(scores[i, j]) * left, 6)
    return scores


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
