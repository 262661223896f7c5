"""What somebody does by saying something, where the cue alone does not tell.

A cue has its stance in ``data/cues.csv``; most only say. What is said tells more: a flat contradiction denies ("it was a lie", "has no
plans to"), a plan for a stated time announces, what is foreseen for a window predicts. Precision comes first:
what fits none of these keeps the stance of its cue.
"""

from __future__ import annotations

import re

from onrecord.annotate.attribution import Attribution, Range
from onrecord.annotate.phrases import is_adjective
from onrecord.annotate.units import Unit
from onrecord.annotate.word_set import word_set
from onrecord.model.statement import Stance

_FALSEHOODS = (
    r"(?:lies?|nonsense|fiction|fantas(?:y|ies)|false(?:hoods?)?|untrue|fabricat\w{2,4}|hoax|inventions?|baseless|groundless|"
    r"unfounded|slander|disinformation|misinformation|hysteria|fairy tales?|rubbish|a myth)"
)
#: Contradictions, in what is said as one row of lower-case words.
_DENIALS = re.compile(
    rf"\b(?:it|that|this|they|these|those|which|claims?|reports?|allegations?|story|charges?|accusations?)"
    rf"(?: (?:was|is|were|are)|'s|'re)(?: (?:all|a|an|pure|total|complete|completely|simply|just|absolutely|plainly|utter|utterly)){{0,3}} {_FALSEHOODS}\b"
    r"|\b(?:has|have|had|having) (?:absolutely )?no (?:plans?|intentions?|part|role|hand|knowledge|involvement|desire)\b (?:to|in|of|for|with|whatever)"
    r"|\b(?:has|have|had) nothing to do with\b"
    r"|^no , "
    r"|^(?:i|we) (?:did not|didn't|never|have never|have not|haven't) (?!agree|know|see|want|need|have)\w+"
)
#: "Not one Varnish soldier has crossed": something is flatly said not to be of people or things that have a name.
_NONE_OF_OURS = re.compile(r"^(?:no|not one|not a single|none of)\b")
_HARM = re.compile(r"\b(?:hurt|injured|killed|wounded|died|harmed|decision|casualties|change)\b")
_CALLED = re.compile(rf"\b{_FALSEHOODS}\b")
_PLANS = re.compile(
    r"\b(?:will|would|is to|are to|(?:was|were) to(?! have)|(?:has|have|had) (?:agreed|accepted an? invitation) to)\b"
)
_OPEN = word_set("if unless whether could may might")
_FORESEEN = re.compile(
    r"^(?:i|we) (?:expect|predict|foresee|reckon)\b|\b(?:my|our) (?:bet|guess|forecast|prediction)\b|\bbe surprised if\b"
)
_PLAIN = frozenset({"says", "announces"})
_CONTRADICTING = frozenset({"call", "describe", "dismiss", "reject", "rebuff"})


def stance_of(unit: Unit, item: Attribution) -> Stance:
    """The stance of an attribution, by its cue and by what is said."""
    parts = [part for part in (item.before, item.after) if part is not None]
    if not parts or item.negated or item.stance in {"denies", "declines_to_comment", "asks"}:
        return item.stance
    part = parts[0] if _words(unit, parts[0]) else parts[-1]
    row = _row(unit, part)
    if item.lemma in _CONTRADICTING:
        return "denies" if _CALLED.search(row) else item.stance
    if item.stance in _PLAIN and (_DENIALS.search(row) or _no_such(unit, part, row)):
        return "denies"
    if item.stance not in _PLAIN | {"believes"}:
        return item.stance
    if _FORESEEN.search(row):
        return "predicts"
    plan, window = _PLANS.search(row), _window(unit, part)
    if plan is None or window is None:
        return item.stance
    acts = _acts(unit, part, plan.group(0))
    if window and not acts:
        return "predicts"
    if item.stance == "believes" or any(t.lower in _OPEN and t.time < 0 for t in unit.tokens[part[0] : part[1]]):
        return item.stance
    return "announces"


def _words(unit: Unit, part: Range) -> int:
    return sum(token.is_word for token in unit.tokens[part[0] : part[1]])


def _row(unit: Unit, part: Range) -> str:
    """What is said as lower-case words between blanks, without quotation marks."""
    marks = {'"', "“", "”", "'", "‘", "’", "''", "``"}
    return " ".join(token.lower for token in unit.tokens[part[0] : part[1]] if token.text not in marks)


def _no_such(unit: Unit, part: Range, row: str) -> bool:
    if not _NONE_OF_OURS.search(row) or _HARM.search(row) or re.search(r"\b(?:will|would|can|should)\b", row):
        return False
    return any(token.mention >= 0 for token in unit.tokens[part[0] : part[0] + 5])


def _window(unit: Unit, part: Range) -> bool | None:
    """Whether a time ahead in what is said bounds a window ("by June", "within ten days"); ``None`` where no time is ahead."""
    ahead: bool | None = None
    for k in range(*part):
        token = unit.tokens[k]
        if token.time < 0 or (k and unit.tokens[k - 1].time == token.time):
            continue
        time = unit.times[token.time]
        relative = time.when.relative
        if relative is None or relative.direction < 0 or relative.amount < 0:
            continue
        if relative.unit in {"day", "hour"} and relative.amount == 0 and relative.length == 1 and not relative.until:
            continue
        before = {token.lower for token in unit.tokens[max(part[0], k - 2) : k]}
        ahead = bool(
            ahead or relative.until or before & {"before", "within"} or time.text.lower().startswith("within ")
        )
    return ahead


def _acts(unit: Unit, part: Range, plan: str) -> bool:
    """Whether the one of whom the future is told decides it: a name, a pronoun of the speaker's own side, or a passive."""
    tokens = unit.tokens[part[0] : part[1]]
    verb = next((k for k, token in enumerate(tokens) if token.lower == plan.split(maxsplit=1)[0]), len(tokens))
    doers = tokens[:verb]
    if any(token.lower in {"it", "he", "she", "i", "we"} for token in doers):
        return True
    named = (unit.mentions[token.mention] for token in doers if token.mention >= 0)
    if any(mention.kind != "place" and not is_adjective(mention) for mention in named):
        return True
    return any(token.lower == "be" for token in tokens[verb + 1 : verb + 2])
