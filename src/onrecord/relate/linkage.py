"""Groups by average linkage: the two groups that are most alike on average are joined, until none are alike enough.

Groups differ in how alike their own members are: reports of one crisis all resemble each other a little, those of one happening in
it a lot. So two groups are joined only if they are alike in comparison with the looser of them. The result depends on the scores
alone: ties go to the lowest indices, so once indices are sorted by identifier no order of arrival can matter. Groups that no pair
of members ties are never joined, so each component of tied pairs is grouped by itself.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]

#: How alike two groups must be, as a share of how alike the members of the looser group are among themselves.
COHESION = 0.4


def average_linkage(scores: Matrix, threshold: float) -> list[list[int]]:
    """Groups of indices, sorted, by symmetric ``scores`` of shape (n, n): joined while an average reaches ``threshold``.

    Scores are from 0 to 1; higher and lower ones are rulings, which force or forbid, and tell nothing of how loose a group is.
    """
    groups: list[list[int]] = []
    for members in components(scores >= threshold):
        own = scores[np.ix_(members, members)]
        groups.extend([members[index] for index in group] for group in _joined(own, threshold))
    return sorted(groups)


def components(tied: npt.NDArray[np.bool_]) -> list[list[int]]:
    """The connected components of a symmetric relation of shape (n, n), each sorted."""
    found, unseen = [], np.ones(len(tied), dtype=bool)
    for start in range(len(tied)):
        if unseen[start]:
            unseen[start] = False
            component, edge = [start], [start]
            while edge:
                reached = np.flatnonzero(tied[edge.pop()] & unseen).tolist()
                unseen[reached] = False
                component.extend(reached)
                edge.extend(reached)
            found.append(sorted(component))
    return found


def _joined(scores: Matrix, threshold: float) -> list[list[int]]:
    plain = np.clip(scores, 0.0, 1.0)
    sums = scores.copy()
    np.fill_diagonal(sums, -np.inf)
    sizes = np.ones(len(sums))
    inner = np.zeros(len(sums))  # how alike the members of each group are on average, 0 for a single one
    groups: list[list[int]] = [[index] for index in range(len(sums))]
    averages = sums.copy()
    while True:
        i, j = divmod(int(np.argmax(averages)), len(sums))
        if not averages[i, j] >= threshold:
            return [group for group in groups if group]
        if averages[i, j] < COHESION * min(inner[i], inner[j]):
            averages[i, j] = averages[j, i] = -np.inf
            continue
        sums[i] += sums[j]
        sums[:, i] = sums[i]
        sums[i, i] = -np.inf
        sizes[i] += sizes[j]
        groups[i] = sorted(groups[i] + groups[j])
        groups[j] = []
        first, second = np.triu_indices(len(groups[i]), 1)
        inner[i] = round(float(plain[np.ix_(groups[i], groups[i])][first, second].mean()), 9)
        sums[j, :] = sums[:, j] = -np.inf
        averages[j, :] = averages[:, j] = -np.inf
        averages[i] = averages[:, i] = np.round(sums[i] / (sizes[i] * sizes), 9)
