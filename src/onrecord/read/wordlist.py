"""Word lists as they stand in the data modules: words between blanks."""

from __future__ import annotations


def words(text: str, between: str | None = None) -> frozenset[str]:
    """The words of ``text``; ``between`` separates entries that have blanks in them."""
    return frozenset(text.split(between))
