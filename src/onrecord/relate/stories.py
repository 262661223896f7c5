"""Stories: the articles of a thread grouped by happening, with a headline for each group and what ties it together."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt

from onrecord.model.annotations import Annotated
from onrecord.model.identity import make_id
from onrecord.model.relations import CopyGroup, Story
from onrecord.model.when import When
from onrecord.relate.likeness import Profile, profile, shared_terms

#: Average likeness from which two groups of articles are one story. Chosen on one half of the events of the two
#: Wikinews sets (see docs/method/stories.md), reported on the other.
TOGETHER = 0.14

#: Articles as if seen before the thread: with few articles a term that two share is not yet common.
UNSEEN = 10.0

#: Days between two groups beyond which they are no follow-ups of one happening, and the days over which likeness fades.
FADES_AFTER = 10
FADED = 45

Matrix = npt.NDArray[np.float64]


def find_stories(
    thread: Sequence[Annotated],
    published: Mapping[str, When],
    copies: Sequence[CopyGroup],
    thread_id: str,
    together: Collection[frozenset[str]] = (),
    apart: Collection[frozenset[str]] = (),
) -> tuple[Story, ...]:
    """The stories of a thread. ``together`` and ``apart`` are pairs of article ids on which an editor ruled."""
    items = sorted(thread, key=lambda item: item.article.id)
    profiles = [profile(item) for item in items]
    ids = [item.article.id for item in items]
    scores = _fade(likenesses(profiles), [published[key] for key in ids])
    position = {key: index for index, key in enumerate(ids)}
    for group in copies:
        for member in group.members:
            _set(scores, position, (group.first_article_id, member.article_id), 1.0)
    for pair in sorted(tuple(sorted(pair)) for pair in together):
        _set(scores, position, pair, 4.0 * len(ids))
    for pair in sorted(tuple(sorted(pair)) for pair in apart):
        _set(scores, position, pair, -4.0 * len(ids))
    stories = [
        _story(
            [items[index] for index in group], published, thread_id, profiles_of={ids[i]: profiles[i] for i in group}
        )
        for group in average_linkage(scores, TOGETHER)
    ]
    return tuple(sorted(stories, key=lambda story: (story.first or "9999", story.id)))


def _set(scores: Matrix, position: Mapping[str, int], pair: Sequence[str], score: float) -> None:
    if len(pair) == 2 and pair[0] in position and pair[1] in position:
        i, j = position[pair[0]], position[pair[1]]
        scores[i, j] = scores[j, i] = score


def likenesses(profiles: Sequence[Profile]) -> Matrix:
    """The likeness of each two profiles, terms weighted by how few of them have them."""
    frequency: dict[str, int] = {}
    for one in profiles:
        for term in one.weights:
            frequency[term] = frequency.get(term, 0) + 1
    columns = {term: index for index, term in enumerate(sorted(term for term, count in frequency.items() if count > 1))}
    matrix = np.zeros((len(profiles), max(1, len(columns))))
    norms = np.zeros(len(profiles))
    size = len(profiles)
    for row, one in enumerate(profiles):
        for term, weight in one.weights.items():
            value = weight * (1 + math.log((size + UNSEEN) / (frequency[term] + UNSEEN)))
            norms[row] += value * value
            if term in columns:
                matrix[row, columns[term]] = value
    matrix /= np.maximum(np.sqrt(norms), 1e-9)[:, None]
    # Rounded, so that the last bits of another machine's arithmetic change no decision.
    scores: Matrix = np.round(matrix @ matrix.T, 6)
    return scores


def _fade(scores: Matrix, published: Sequence[When]) -> Matrix:
    """Scores of pairs far apart in time, made smaller: the same words a month later tell of something new."""
    days = [_days(when) for when in published]
    for i, first in enumerate(days):
        for j, second in enumerate(days[:i]):
            if first and second:
                gap = max(0, first[0] - second[1], second[0] - first[1])
                if gap > FADES_AFTER:
                    factor = max(0.0, 1 - (gap - FADES_AFTER) / (FADED - FADES_AFTER))
                    scores[i, j] = scores[j, i] = round(float(scores[i, j]) * factor, 6)
    return scores


def _days(when: When) -> tuple[int, int] | None:
    if when.first_day is None or when.last_day is None:
        return None
    return date.fromisoformat(when.first_day).toordinal(), date.fromisoformat(when.last_day).toordinal()


def average_linkage(scores: Matrix, threshold: float) -> list[list[int]]:
    """Groups of indices: the two groups with the highest average score are joined until none reaches ``threshold``.

    Ties go to the lowest indices, so that the order of equal scores cannot matter once the indices are sorted by identifier.
    """
    sums = scores.copy()
    np.fill_diagonal(sums, -np.inf)
    sizes = np.ones(len(sums))
    groups: list[list[int]] = [[index] for index in range(len(sums))]
    averages = sums.copy()
    while len(groups) > 1:
        best = int(np.argmax(averages))
        i, j = divmod(best, len(sums))
        if not averages[i, j] >= threshold:
            break
        sums[i] += sums[j]
        sums[:, i] = sums[i]
        sums[i, i] = -np.inf
        sizes[i] += sizes[j]
        groups[i] = sorted(groups[i] + groups[j])
        groups[j] = []
        sums[j, :] = sums[:, j] = -np.inf
        averages[j, :] = averages[:, j] = -np.inf
        row = sums[i] / (sizes[i] * sizes)
        averages[i], averages[:, i] = row, row
    return sorted(group for group in groups if group)


def _story(
    members: Sequence[Annotated], published: Mapping[str, When], thread_id: str, profiles_of: Mapping[str, Profile]
) -> Story:
    def order(item: Annotated) -> tuple[str, str]:
        return published[item.article.id].start or "9999", item.article.id

    ordered = sorted(members, key=order)
    titled = [item for item in ordered if item.article.title] or ordered
    centre = max(
        titled, key=lambda item: (round(_centrality(item, ordered, profiles_of), 6), [-ord(c) for c in item.article.id])
    )
    reasons = []
    for index, item in enumerate(ordered[1:], 1):
        own = profiles_of[item.article.id]
        nearest = max(
            ordered[:index], key=lambda other: (len(shared_terms(own, profiles_of[other.article.id])), other.article.id)
        )
        both = ", ".join(shared_terms(own, profiles_of[nearest.article.id])[:5])
        reasons.append(f"{item.article.id} shares with {nearest.article.id}: {both}")
    days = [published[item.article.id] for item in ordered if published[item.article.id].known]
    return Story(
        make_id("story", ordered[0].article.id),
        thread_id,
        centre.article.title or "",
        centre.article.id,
        tuple(item.article.id for item in ordered),
        min((str(when.first_day) for when in days), default=None),
        max((str(when.last_day) for when in days), default=None),
        tuple(reasons),
    )


def _centrality(item: Annotated, members: Sequence[Annotated], profiles_of: Mapping[str, Profile]) -> float:
    own = profiles_of[item.article.id]
    total = 0.0
    for other in members:
        theirs = profiles_of[other.article.id]
        total += sum(weight * theirs.weights.get(term, 0.0) for term, weight in own.weights.items()) / (
            (own.norm * theirs.norm) or 1.0
        )
    return total
