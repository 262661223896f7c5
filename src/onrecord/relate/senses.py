"""Senses of words: what a word has in common with others that tell the same act or thing ("shelled", "opened fire"; "foreigner", "foreign").

A denial seldom repeats the words of what it denies. The groups are written by hand (``data/senses.txt``); the roots cut off the endings by
which English makes one word of another. Both are coarse, so a sense in common is worth less than the word itself.
"""

from __future__ import annotations

from functools import cache, lru_cache
from importlib.resources import files

from onrecord.relate.words import stem

#: Endings by which a word is made of another, the longer ones first, and the letters that must be left.
_ENDINGS = (
    "ational", "ations", "ation", "ition", "ments", "ment", "ness", "ians", "ian", "isation", "ers", "er", "ors", "or", "ion", "ive", "ity",
    "ish", "ist", "ing", "al", "ful", "an", "ic", "ly", "ed", "es", "s", "a", "e", "y", "i",
)  # fmt: skip
_LEAST = 5


@cache
def groups() -> dict[str, frozenset[str]]:
    """The groups in which a root stands, by root."""
    text = (files("onrecord.relate") / "data" / "senses.txt").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for number, line in enumerate(line for line in text.splitlines() if line and not line.startswith("#")):
        for word in line.split():
            found.setdefault(root(stem(word)), set()).add(f"={number}")
    return {word: frozenset(numbers) for word, numbers in found.items()}


@cache
def _contraries() -> dict[str, frozenset[str]]:
    text = (files("onrecord.relate") / "data" / "contraries.txt").read_text(encoding="utf-8")
    found: dict[str, frozenset[str]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            words, _, excluded = line.partition(":")
            groups = frozenset().union(*(group_of(stem(word)) for word in excluded.split()))
            found.update({root(stem(word)): groups for word in words.split()})
    return found


def excluded_by(term: str) -> frozenset[str]:
    """The groups of what a stem excludes ("alive": all that tells of death); empty for most."""
    return _contraries().get(root(term), frozenset())


@lru_cache(maxsize=100_000)
def root(term: str) -> str:
    """A stem without the endings by which English makes nouns, adjectives and names of inhabitants of another word."""
    for ending in _ENDINGS:
        if term.endswith(ending) and len(term) - len(ending) >= _LEAST:
            return term[: len(term) - len(ending)]
    return term


@lru_cache(maxsize=100_000)
def group_of(term: str) -> frozenset[str]:
    """The groups of a stem; empty for most."""
    return groups().get(root(term), frozenset())
