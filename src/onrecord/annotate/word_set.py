"""Sets of words written as one run of text, so that tables of words stay readable."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """The words of ``text``, which are separated by white space."""
    return frozenset(text.split())
