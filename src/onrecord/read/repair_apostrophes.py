"""Apostrophes that were lost on the way: "dont", "Russias demand", "don�t", "Russia s demand".

A scraper that keeps plain characters alone drops every curly mark, and what is left of "coalition's" is a good plural. So
only three things are mended. Where a sign of the loss stands in the place of the apostrophe ("don�t", "Russia?s") the word
says it all. Where the article as a whole has lost its marks, contractions that are no words without them get theirs back,
and so do possessives of names of which there is one: the name stands in the article by itself, it has no plural that the
vocabulary knows, and what follows can be possessed. Plurals that may be possessives stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from onrecord.read.repair_edits import Edit
from onrecord.read.repair_spaces import Usage
from onrecord.read.wordlist import Vocabulary, words

#: So many different words without their apostrophes make an article one that has lost them.
ENOUGH = 2

#: Contractions that are no words without their apostrophe, with what stands behind it.
_CONTRACTIONS = {
    **dict.fromkeys(
        words(
            "dont doesnt didnt isnt arent wasnt werent hasnt havent hadnt couldnt wouldnt shouldnt mustnt neednt mightnt "
            "aint"
        ),
        "t",
    ),
    **dict.fromkeys(words("thats whats hes shes theres heres wheres whos"), "s"),
    **dict.fromkeys(words("theyre youre"), "re"),
    **dict.fromkeys(words("theyve youve weve ive"), "ve"),
    **dict.fromkeys(words("theyll youll itll"), "ll"),
    **dict.fromkeys(words("theyd youd"), "d"),
    "im": "m",
}
#: Contractions that are words, if rare ones, by themselves: not after a word that possesses or counts them.
_DOUBTFUL = {"cant": "t", "wont": "t"}
_HAVE_THEM = words("his her their its my our your a the this that no political religious moral of")
#: What cannot be possessed, though it follows a name: then the name with its "s" is a plural or a name of its own.
_NOT_POSSESSED = words(
    "a an the and or but nor in on at by for from with to of as than that which who whose when where while if because since "
    "is are was were be been being am has have had do does did will would can could may might must shall should not never "
    "also it he she they we you i his her their its our my this these those there said says say told tell"
)
_BEFORE_PLURALS = words("the two three four five six many several some few most all both other these those")

_SIGN = re.compile(r"(?<=[A-Za-z])(?<![^\w][?�])(?P<sign>[?�]|\s?�)(?P<end>s|t|re|ve|ll|d|m)(?![\w�]|\?\w)")
_SPLIT = re.compile(r"\b(?P<head>[A-Za-z]{2,40}) (?P<end>s|t)(?=[ ,.;:])(?!\. ?[A-Z]\.)")
_WORD = re.compile(r"(?<![\w@#/\\.&'’=*-])[A-Za-z]{2,40}(?![\w@/\\=*'’-]|\.\w)")
_NEXT = re.compile(r" ([^\W\d_][\w-]*)")
_CURLY = re.compile(r"\w’\w")
_STRAIGHT = re.compile(r"\w'\w")
_LAST_WORD = re.compile(r"([^\W\d_]+) $")


def lost_apostrophes(text: str, spans: Sequence[tuple[int, int]], usage: Usage, vocabulary: Vocabulary) -> list[Edit]:
    """The apostrophes to put into these ranges of ``text``, in order. ``usage`` is the whole article's."""
    mark = "’" if _CURLY.search(text) else "'"
    edits = [edit for span in spans for edit in _in_place_of_signs(text, span, mark)]
    found = [place for span in spans for place in _without(text, span, usage, vocabulary)]
    if _has_lost_them(text, {text[start:end].lower() for start, end, _, certain in found if certain}, len(found)):
        edits += [Edit(at, at + gap, mark, "apostrophe") for _, at, gap, _ in found]
    return sorted(edits, key=lambda edit: edit.start)


def _has_lost_them(text: str, forms: set[str], count: int) -> bool:
    """Whether so many words lack their apostrophe that no habit of a writer explains it. Curly marks are lost all together."""
    if len(forms) < ENOUGH or _CURLY.search(text):
        return False
    return 2 * count >= len(_STRAIGHT.findall(text))


def _in_place_of_signs(text: str, span: tuple[int, int], mark: str) -> Iterator[Edit]:
    """``�`` or ``?`` between a word and the end of a contraction or possessive."""
    if "�" not in text and "?" not in text:
        return
    for match in _SIGN.finditer(text, *span):
        yield Edit(match.start("sign"), match.end("sign"), mark, "apostrophe")


def _without(
    text: str, span: tuple[int, int], usage: Usage, vocabulary: Vocabulary
) -> Iterator[tuple[int, int, int, bool]]:
    """(start of the word, where its apostrophe was, length of what stands there, whether it is a certain sign of the loss)."""
    for match in _SPLIT.finditer(text, *span):
        word = f"{match['head']}{match['end']}".lower()
        if (match["end"] == "s" and match["head"][0].isupper()) or word in _CONTRACTIONS or word in _DOUBTFUL:
            yield match.start(), match.end("head"), 1, True
    for match in _WORD.finditer(text, *span):
        word = match[0]
        folded = word.lower()
        if folded in _CONTRACTIONS and word[1:].islower():
            yield match.start(), match.end() - len(_CONTRACTIONS[folded]), 0, True
        elif folded in _DOUBTFUL:
            previous = _word_before(text, match.start(), span[0])
            if previous and previous not in _HAVE_THEM:
                yield match.start(), match.end() - 1, 0, False
        elif word[-1] == "s" and word[0].isupper():
            previous = _word_before(text, match.start(), span[0])
            certain = _possesses(text, match, previous, usage, vocabulary)
            if certain is not None:
                yield match.start(), match.end() - 1, 0, certain


def _word_before(text: str, at: int, start: int) -> str:
    """The word in front of the one at ``at``, in lower case; empty where there is none."""
    before = _LAST_WORD.search(text, max(start, at - 42), at)
    return before[1].lower() if before else ""


def _possesses(text: str, match: re.Match[str], previous: str, usage: Usage, vocabulary: Vocabulary) -> bool | None:
    """Whether a name with "s" is a possessive: certainly, probably (``False``), or not as far as can be told (``None``)."""
    word, name = match[0], match[0][:-1]
    following = _NEXT.match(text, match.end())
    if following is None or following[1].lower() in _NOT_POSSESSED or following[1][0].isdigit():
        return None
    if word in vocabulary.plurals or (name.endswith("s") and not name.isupper()):
        return None
    if name in vocabulary.alone:
        return True if usage.counts[name] and (previous not in _BEFORE_PLURALS or name.isupper()) else None
    is_name = name[1:].islower() and not vocabulary.knows(name.lower()) and not vocabulary.knows(word.lower())
    if (
        is_name
        and usage.counts[name] > max(1, usage.counts[word])
        and previous not in _BEFORE_PLURALS
        and following[1][0].islower()
    ):
        return False
    return None
