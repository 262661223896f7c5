"""What makes a statement a denial: its cue, the words by which it calls something untrue, or that it assails a claim."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model.statement import Statement
from onrecord.relate.tables import DENIAL_CUES, NO_DENIALS, OFFERS, POINTERS
from onrecord.relate.words import words_of

_UNTRUE = re.compile(
    r"(?<!\bnot )(?<!\bnever )(?<!n['’]t )(?<!\bneither )(?<!\bnor )\b(?:false|"
    + "|".join(re.escape(cue) for cue in DENIAL_CUES)
    + r")\b(?!['’”\"]?\s+(?:"
    + "|".join(NO_DENIALS)
    + r")\b)",
    re.IGNORECASE,
)
_A_CLAIM = re.compile(
    r"\W*(?:[\w'’-]+\s+){0,3}(?:claims?|allegations?|assertions?|suggestions?|denials?)\b", re.IGNORECASE
)
DENYING = frozenset({"denies", "rejects"})


def is_denial(statement: Statement) -> bool:
    """Whether a statement calls untrue what others say: by its cue ("denied"), its words ("that is a fabrication"), or otherwise."""
    return assails(statement) or (statement.stance in DENYING and not _turns_down(statement)) or calls_untrue(statement)


def denial_within(statements: Sequence[Statement], statement: Statement) -> Statement:
    """The denial among ``statements`` that one of them passes on, or that one itself.

    "The Gazette reported that the mayor denied it": that is the mayor's, and whoever passes it on denies nothing.
    """
    if statement.stance in DENYING or assails(statement):
        return statement
    inner = (
        other
        for other in statements
        if other is not statement
        and other.stance in DENYING
        and other.cue is not None
        and any(part.start <= other.cue.start < part.end for part in statement.contents)
    )
    return next(inner, statement)


def assails(statement: Statement) -> bool:
    """Whether a statement is directed against a claim, which is no claim of its speaker: "blasted the ministry's claim that ..."."""
    return statement.stance == "accuses" and any(_A_CLAIM.match(content.text) for content in statement.contents[:1])


def _turns_down(statement: Statement) -> bool:
    """Whether a demand, an offer or a plan is rejected: that calls nothing untrue. A claim, an allegation, a suggestion is denied."""
    if statement.stance != "rejects":
        return False
    named = {word.text for content in statement.contents[:1] for word in words_of(content)}
    return bool(named & OFFERS) or not named & POINTERS


def calls_untrue(statement: Statement) -> bool:
    return any(_UNTRUE.search(content.text) for content in statement.contents)
