"""What a sentence tells as done, not done, or still ahead, by its words alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.model.passage import Passage
from onrecord.relate.kinds import AFTER, HELD_PHRASES, HELD_WITH, NOT_SO, NOT_YET, kinds_of, root, verb_of
from onrecord.relate.remembered import SENTENCES
from onrecord.relate.tables import AHEAD_CUES
from onrecord.relate.words import words_of

#: Words before a past form in which a word stands that makes it none; words from a noun to what tells that it was held.
JUST_BEFORE = 4
NEAR = 16

#: What is told is still to come.
AHEAD = re.compile(r"\b(?!may \d)(?:" + "|".join(re.escape(cue) for cue in AHEAD_CUES) + r")\b", re.IGNORECASE)
_NO = frozenset({"not", "never", "no", "nobody", "neither"})
_PERFECT = frozenset({"has", "have", "had"})


@dataclass(frozen=True, slots=True)
class Told:
    """What a sentence tells as done: verbs by their stems, past forms as written, and nouns of occasions that were held.

    ``undone`` are verbs that are said not to have been done ("no prisoner was exchanged"), ``pending`` those not done yet ("has not appeared").
    """

    verbs: frozenset[str]
    forms: frozenset[str]
    nouns: frozenset[str]
    undone: frozenset[str] = frozenset()
    pending: frozenset[str] = frozenset()

    @classmethod
    def of(cls, text: str, row: Sequence[str]) -> Told:
        """What the sentence ``text`` of the folded words ``row`` tells."""
        at = [k for k in range(len(row)) if verb_of(row[k]) and not _not_yet(row, k)]
        undone, pending = _undone(row)
        verbs = {verb for k in at if (verb := verb_of(row[k]))}
        nouns: set[str] = set()
        held = [k for k in at if row[k] in HELD_WITH]
        phrase = any(phrase in text.casefold() for phrase in HELD_PHRASES) and not AHEAD.search(text)
        for k, word in enumerate(row):
            term = root(word)
            if not kinds_of([term]) or k in at:
                continue
            beside = any(abs(k - other) <= NEAR and not _denied(row, k, other) for other in held)
            after = any(before in AFTER for before in row[max(0, k - 3) : k])
            if (beside or after or phrase) and not _not_yet(row, k):
                nouns.add(term)
        return cls(frozenset(verbs), frozenset(row[k] for k in at), frozenset(nouns), undone, pending)


def _undone(row: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of verbs that are said not to have been done, and of those that are not done yet."""
    undone: set[str] = set()
    pending: set[str] = set()
    no = -JUST_BEFORE - 1  # where the last word stood that says so
    for k, word in enumerate(row):
        if k - no <= JUST_BEFORE:
            lead = row[max(0, k - JUST_BEFORE) : k]
            bare = row[no] in ("didn't", "couldn't") or (row[no] == "not" and {"did", "could"} & set(lead))
            verb = verb_of(word) or (root(word) if bare else None)
            if verb is not None:
                still = bool(_PERFECT & set(lead)) or row[no] in ("hasn't", "haven't", "hadn't") or "yet" in lead
                (pending if still else undone).add(verb)
        if word in _NO or word.endswith("n't"):
            no = k
    for one, other, third in zip(row, row[1:], [*row[2:], None], strict=False):
        if one in ("failed", "refused", "unable") and other == "to" and third is not None:
            undone.add(root(third))
        if one in ("stayed", "remained", "stays", "remains") and other in ("shut", "closed"):
            undone |= {"open", "reopen", "opening", "reopening"}
    return frozenset(undone), frozenset(pending)


def _denied(row: Sequence[str], one: int, other: int) -> bool:
    """Whether something between two words says that it was not so: "the report had not appeared when the session closed"."""
    return any(word in NOT_SO or word.endswith("n't") for word in row[min(one, other) : max(one, other)])


def _not_yet(row: Sequence[str], at: int) -> bool:
    return any(word in NOT_YET or word.endswith(("n't", "n’t")) for word in row[max(0, at - JUST_BEFORE) : at])


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence by its words: what it tells, whether that is ahead, its folded words, their stems, and the stems of nouns of occasions
    that stand behind "the" ("the long promised strike").
    """

    told: Told
    ahead: bool
    words: frozenset[str]
    stems: frozenset[str]
    named: frozenset[str]


@lru_cache(maxsize=SENTENCES)
def wording_of(text: str) -> Wording:
    """How one sentence is worded."""
    row = [word.text for word in words_of(Passage(text, 0, len(text)))]
    return Wording(
        Told.of(text, row),
        AHEAD.search(text) is not None,
        frozenset(row),
        frozenset(map(root, row)),
        frozenset(
            root(word)
            for k, word in enumerate(row)
            if {"the", "that", "this"} & set(row[max(0, k - 4) : k]) and kinds_of([root(word)])
        ),
    )
