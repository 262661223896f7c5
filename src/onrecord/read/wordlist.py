"""Words: lists that stand in the data modules, and the table of common English words that repairs are measured by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


def words(text: str, between: str | None = None) -> frozenset[str]:
    """The words of ``text``; ``between`` separates entries that have blanks in them."""
    return frozenset(text.split(between))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is known of English words, in lower case but for the names.

    ``frequent`` are the most usual words, ``common`` these and other usual ones. ``whole``: rarer words and names that read
    like two common words and are one ("airbase"). ``plurals``: capitalised plurals ("Russians"). ``alone``: names of which
    there is one, so that they have no plural ("Russia").
    """

    frequent: frozenset[str]
    common: frozenset[str]
    whole: frozenset[str]
    plurals: frozenset[str]
    alone: frozenset[str]

    def knows(self, word: str) -> bool:
        """Whether ``word``, in lower case, is to be left as it is."""
        return word in self.common or word in self.whole


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary that ships with the package, read once. ``tools/word_lists.py`` makes it from SCOWL."""
    frequent, _, others = _data("common_words.txt").partition("\n\n")
    return Vocabulary(
        frequent=words(frequent),
        common=words(frequent) | words(others),
        whole=words(_data("whole_words.txt")),
        plurals=words(_data("plural_names.txt")),
        alone=words(_data("names_alone.txt")),
    )


def _data(name: str) -> str:
    return files("onrecord.read").joinpath("data", name).read_text(encoding="utf-8")
