"""What is compared of an article to find its neighbours: small, so that a hundred thousand others need not be read for one."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.when import When


@dataclass(frozen=True, slots=True)
class Sketch:
    """An article as ``relate`` compares it with others.

    ``terms`` are all that say something, sorted; beside each stand in ``counts`` how often the article has it, headlines more, in
    ``leads`` how often its headline and lead do, and in ``weights`` what sharing it says by its kind. ``numbers`` are the telling
    ones, as written, ``marks`` the fingerprints of the article's passages, both sorted.
    """

    article_id: str
    title: str | None
    published: When
    terms: tuple[str, ...]
    counts: tuple[int, ...]
    leads: tuple[int, ...]
    weights: tuple[float, ...]
    numbers: tuple[str, ...]
    marks: tuple[int, ...]
