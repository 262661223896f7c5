"""What hangs together: the connected components of pairs of identifiers."""

from __future__ import annotations

from collections.abc import Iterable

Pair = tuple[str, str]


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
