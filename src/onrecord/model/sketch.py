"""What is compared of an article to find its neighbours: small, so that a hundred thousand others need not be read for one."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.when import When


@dataclass(frozen=True, slots=True)
class Sketch:
    """An article as ``relate`` compares it with others.

    ``terms`` are its weightiest terms with their weights, the weightiest first, ``norm`` the length of all its terms' weights.
    ``marks`` are the fingerprints of its passages, sorted.
    """

    article_id: str
    outlet: str | None
    title: str | None
    published: When
    terms: tuple[str, ...]
    weights: tuple[float, ...]
    norm: float
    marks: tuple[int, ...]
