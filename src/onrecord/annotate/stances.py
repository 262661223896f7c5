"""What somebody does by saying something, where the cue alone does not tell.

A cue has its stance in ``data/cues.csv``; most only say. What is said tells more: a flat contradiction denies ("it was a lie", "has no
plans to"), a plan for a stated time announces, what is foreseen for a window predicts. Precision comes first:
what fits none of these keeps the stance of its cue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.annotate import words
from onrecord.annotate.announced import is_participle
from onrecord.annotate.attribution import Attribution, Range, without
from onrecord.annotate.beside import subject_before, verb_group
from onrecord.annotate.groups import is_people
from onrecord.annotate.phrases import is_adjective, phrase_after
from onrecord.annotate.units import Unit
from onrecord.annotate.word_set import word_set
from onrecord.model.statement import Stance

_FALSEHOODS = (
    r"(?:lies?|nonsense|fiction|fantas(?:y|ies)|false(?:hoods?)?|untrue|fabricat\w{2,4}|hoax|inventions?|baseless|groundless|"
    r"unfounded|slander|disinformation|misinformation|hysteria|fairy tales?|rubbish|hogwash|poppycock|humbug|bunk|a myth)"
)
_MERE = (
    r"(?:all|a|an|pure|total|complete|completely|simply|just|absolutely|plainly|utter|utterly|sheer|entirely|totally)"
)
_QUITE = rf"(?: {_MERE})"
#: Contradictions, in what is said as one row of lower-case words.
_DENIALS = re.compile(
    rf"\b(?:it|that|this|they|these|those|which|claims?|reports?|allegations?|story|charges?|accusations?)"
    rf"(?: (?:was|is|were|are)|'s|'re){_QUITE}{{0,3}} {_FALSEHOODS}\b"
    # Whatever it is said of: "The government's seventeen is a fairy tale". "False" and "lies" stand with other nouns too.
    rf"| (?:was|is|were|are){_QUITE}{{0,3}} (?:nonsense|fiction|untrue|fabricat\w{{2,4}}|a hoax|an invention|baseless|groundless|unfounded|fairy tales?|"
    r"rubbish|hogwash|poppycock|a lie)\b"
    rf"|^(?:{_MERE} )?(?:nonsense|rubbish|hogwash|poppycock|lies|pure invention|pure fiction|pure fantasy)\b"
    r"| (?:(?:was|is|were|are) (?:simply |just |absolutely |plainly )?not|(?:was|is|were|are)n't) (?:true|correct|accurate|the case)\b"
    r"|\bno truth (?:in|to|whatever|whatsoever)\b|\bnot a word of (?:it|that|this|which) (?:is|was) true\b|^(?:it|that) is (?:false|wrong|incorrect) that\b"
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
#: "Neither confirmed nor denied", as one row of lower-case words.
_EVADED = (
    ("neither", "not", "nor", "n't"),
    ("confirm", "confirms", "confirmed", "confirming"),
    ("nor", "or", "and"),
    ("deny", "denies", "denied", "denying"),
)
_PLAIN = frozenset({"says", "announces"})
#: These accuse somebody; with anything else for an object they only say why.
_BLAMING = frozenset({"accuse", "blame"})
_SOMEBODY = word_set(
    "him her them us me you everybody everyone nobody each both those who whom himself herself themselves ourselves"
)
#: What is said of whatever comes is no plan: "Any truce will be dead by Friday".
_WHATEVER = word_set("any anyone anybody anything whoever whatever")
_BRANDED = re.compile(r"(?:brand|label|denounc|ridicul|scorn|slam)")
_CONTRADICTING = frozenset({"call", "describe", "dismiss", "reject", "rebuff"})


def stance_of(unit: Unit, item: Attribution) -> Stance:
    """The stance of an attribution, by its cue and by what is said."""
    parts = [part for part in (item.before, item.after) if part is not None]
    if not parts or item.negated or item.stance in {"denies", "declines_to_comment", "asks"}:
        return item.stance
    part = parts[0] if _words(unit, parts[0]) else parts[-1]
    row = _row(unit, part)
    if item.lemma in _CONTRADICTING or _BRANDED.match(item.lemma):
        return "denies" if _CALLED.search(row) else item.stance
    if item.stance in _PLAIN and (
        any(_DENIALS.search(_row(unit, each)) for each in parts) or _no_such(unit, part, row)
    ):
        return "denies"
    if item.lemma in _BLAMING and item.stance == "accuses" and not _blames_somebody(unit, item):
        return "says"
    if item.stance not in _PLAIN | {"believes"}:
        return item.stance
    if _FORESEEN.search(row):
        return "predicts"
    plan, window = _PLANS.search(row), _window(unit, part)
    if plan is None or window is None or row.split(" ", 1)[0] in _WHATEVER:
        return item.stance
    acts = _acts(unit, part, plan.group(0))
    if window and not acts:
        return "predicts"
    if item.stance == "believes" or any(t.lower in _OPEN and t.time < 0 for t in unit.tokens[part[0] : part[1]]):
        return item.stance
    return "announces"


def is_negated(unit: Unit, item: Attribution) -> bool:
    """Whether the cue's verb is negated: "did not say". What declines to comment is no negation of saying."""
    if item.stance == "declines_to_comment" or item.cue is None:
        return False
    if item.negated or item.construction != "tagged":
        return item.negated
    return verb_group(unit, item.cue[0]).negated or any(
        token.lower in words.NEGATIONS or token.lower.endswith("n't") for token in unit.tokens[slice(*item.cue)]
    )


def evasions(unit: Unit, found: Sequence[Attribution]) -> list[Attribution]:
    """``found``, with "neither confirmed nor denied" as one attribution that declines to comment, and not as two negated ones.

    Who will not say either way has said nothing of the matter: a negated "confirms" beside a negated "denies" would count as two
    statements that contradict each other.
    """
    kept = list(found)
    for at in range(len(unit.tokens) - 3):
        if unit.tokens[at].quote >= 0 or unit.tokens[at + 1].lower not in _EVADED[0] + _EVADED[1]:
            continue
        row = _evaded_at(unit, at)
        if row is None:
            continue
        first, last = row
        inside = [k for k, item in enumerate(kept) if item.cue and first <= item.cue[0] < last]
        if not inside:
            alone = _evading(unit, row)
            kept = [*kept, alone] if alone is not None else kept
            continue
        whole = next((k for k in inside if kept[k].subject is not None and kept[k].after is not None), inside[0])
        behind = kept[inside[-1]]
        one = replace(
            kept[whole], cue=(first, last), lemma="decline", stance="declines_to_comment", negated=False,
            before=behind.before if behind.after is None else None, after=behind.after, contents=behind.contents,
            end=behind.end, attitude=False,
        )  # fmt: skip
        gone = set(inside) - {whole}
        kept[whole] = one
        kept = without([replace(item, outer=whole) if item.outer in gone else item for item in kept], gone)
    return kept


def _evading(unit: Unit, cue: Range) -> Attribution | None:
    """ "... would neither confirm nor deny ...": a modal keeps the verbs from being cues by themselves."""
    subject = subject_before(unit, verb_group(unit, cue[0]).at)
    following = unit.tokens[cue[1] :]
    words_left = sum(token.is_word for token in following)
    if subject is None or not words_left:
        return None
    return Attribution(
        "declined", subject.start, cue[1], subject, cue, "decline", "declines_to_comment", None, (cue[1], len(unit.tokens)),
        contents=((following[0].start, following[-2].end if not following[-1].is_word else following[-1].end),),
    )  # fmt: skip


def _evaded_at(unit: Unit, at: int) -> Range | None:
    """The tokens of "neither confirmed nor denied" from token ``at``, adverbs between them left out of account."""
    k, groups = at, list(_EVADED)
    while groups and k < len(unit.tokens):
        lower = unit.tokens[k].lower
        if lower in groups[0] or (groups[0] is _EVADED[0] and lower.endswith("n't")):
            groups.pop(0)
        elif k == at or lower not in words.ADVERBS:
            return None
        k += 1
    return None if groups else (at, k)


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
    passive = verb + 2 < len(tokens) and tokens[verb + 1].lower == "be"
    return passive and is_participle(tokens[verb + 2].lower)


def _blames_somebody(unit: Unit, item: Attribution) -> bool:
    """Whether what is blamed is a person, a body or a state: "blamed the ministry", "blamed the crash on Varnia"; not "blamed fog"."""
    if item.after is None:
        return True
    first, last = item.after
    starts = [first, *(k + 1 for k in range(first, last - 1) if unit.tokens[k].lower == "on")]
    return any(unit.tokens[k].quote >= 0 or _is_somebody(unit, k, last) for k in starts)


def _is_somebody(unit: Unit, at: int, last: int) -> bool:
    """Whether the noun phrase at ``at`` is one for people, bodies or states."""
    if unit.tokens[at].lower in _SOMEBODY:
        return True
    phrase = phrase_after(unit, at)
    if phrase is not None and phrase.start < last:
        return True
    head = ""
    for token in unit.tokens[at:last]:
        if not token.is_word or token.lower in words.PREPOSITIONS | words.CLAUSE_WORDS:
            break
        if token.mention >= 0:
            return True
        head = token.lower
    return is_people(head)
