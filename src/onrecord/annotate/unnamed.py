"""What a report gives of those whom it does not name: how many they are, and why they are nameless.

Reports say it in set phrases ("on condition of anonymity", "who was not authorised to speak publicly"). Such a phrase is the
reporter's word about the speaker: it is no part of what is said, and no statement of its own ("asked not to be named").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.annotate.units import Unit

Span = tuple[int, int]

_NAMED = r"be\s+(?:named|identified|quoted)"
_SPEAKING = r"(?:speak|talk|comment|discuss|brief|be|give|disclose|share|release|address|reveal)"
_NOT = r"(?:\s+not|n['’]t)"
#: The set phrases by which a report says why somebody is not named.
_REASON = re.compile(
    rf"""\b(?:
    (?:on|under)\s+(?:the\s+|a\s+)?condition\s+(?:of\s+anonymity|(?:that\s+)?(?:\w+\s+){{1,4}}?not\s+{_NAMED})
    |(?:because\s+of|due\s+to|owing\s+to|given|citing)\s+(?:the|its|their)\s+(?:\w+\s+){{0,2}}(?:sensitivity|sensitive|delicacy|secrecy|confidentiality)
    |(?:for\s+fear\s+of|fearing)\s+(?:\w+\s+){{0,2}}?(?:reprisals?|retaliation|retribution|repercussions|persecution)
    |(?:(?:who|because(?:\s+\w+){{1,3}}?|as\s+(?:he|she|they))\s+)?(?:(?:also|both|all)\s+)?(?:
        (?:(?:is|are|was|were|had|has|have){_NOT}|not)\s+(?:been\s+)?(?:authori[sz]ed|permitted|allowed|cleared)\s+to\s+{_SPEAKING}
        |lack(?:s|ed|ing)?\s+authori[sz]ation\s+to\s+{_SPEAKING}
        |(?:ask|wish|want|prefer|request)(?:s|ed|ing|red|ring)?\s+not\s+to\s+{_NAMED}
        |ask(?:s|ed|ing)?\s+that\s+(?:\w+\s+){{1,3}}?not\s+be\s+(?:named|identified|quoted|used|published)
        |(?:declin|refus)(?:es?|ed|ing)\s+to\s+(?:{_NAMED}|give\s+(?:his|her|their|a)\s+(?:full\s+)?names?)
        |(?:did|do|does){_NOT}\s+(?:want|wish)\s+to\s+{_NAMED}
        |(?:ask|wish|want|prefer|insist)(?:s|ed|ing|red|ring|es)?\s+(?:to\s+remain|on\s+remaining|to\s+stay)\s+(?:anonymous|unnamed|nameless)
        |(?:(?:ask|request|insist|demand|grant)(?:s|ed|ing)?|was\s+granted|were\s+granted)\s+(?:for\s+|on\s+)?anonymity
        |(?:spoke|speaking|speaks|talked)\s+anonymously
        |(?:can(?:not|\s+not)|could\s+not|may\s+not)\s+be\s+(?:named|identified)
    )
    |whose\s+(?:names?|identity|identities)\s+(?:is|are|was|were|has|have|had)\s+(?:not\s+)?(?:been\s+|being\s+)?(?:withheld|changed|disclosed|given|published)
    )\b""",
    re.IGNORECASE | re.VERBOSE,
)
_REST = re.compile(r"[^,.;:\"“”\n()–—]{0,160}")
_LEADING = re.compile(
    r"[\s,–—-]{0,3}(?:(?:and|who)\s)?(?:(?:spoke|speaks|speaking|was\s+speaking|agreed\s+to\s+speak)\s)?"
)
_DANGLING = re.compile(r"(?:[\s,;–—-]|\b(?:who|whose|speaking|spoke))+\Z")
_COUNT = re.compile(
    r"(?:the|these|those|another|other|all|his|her|its|their)?\s*\b("
    r"(?:(?:at\s+least|at\s+most|about|around|nearly|almost|roughly|more\s+than|fewer\s+than|less\s+than|over|up\s+to|some)\s+)?"
    r"(?:\d{1,3}(?:,\d{3})+|(?!(?:19|20)\d\d\b)\d{1,6}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|"
    r"(?:half\s+)?a\s+dozen|dozens|scores|hundreds|thousands)"
    r"|several|some(?!\s+\d)|many|most|both|a\s+few|few|a\s+handful|a\s+couple|a\s+number)\b(?!\s*(?:%|per\s?cent|[,.]\d|[-‐‑–]|in\s+(?:\w+\s+)?(?:\d|two|three|four|five|six|ten)))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason clause by characters: ``start`` to ``core`` is the set phrase, up to ``end`` the rest of its clause."""

    start: int
    core: int
    end: int


def count_in(words: str) -> str | None:
    """How many speak, as the words that name them say it ("two", "at least three"); ``None`` where these do not count."""
    found = _COUNT.match(words)
    return found[1] if found else None


def reasons_in(text: str, unit: Unit) -> list[Reason]:
    """The reason clauses of a unit, outside its quotations."""
    quoted = [(item.start, item.end) for item in unit.quotations]
    found: list[Reason] = []
    for match in _REASON.finditer(text, unit.start, unit.end):
        if any(start <= match.start() < end for start, end in quoted):
            continue
        rest = _REST.match(text, match.end(), unit.end)
        start = match.start()
        if found and start < found[-1].end:  # "on condition of anonymity | because he was not authorised to speak"
            start = found.pop().start
        found.append(Reason(start, match.end(), rest.end() if rest else match.end()))
    return found


def because(text: str, reasons: Sequence[Reason], near: int, stops: Sequence[int]) -> str | None:
    """The reason clause nearest to the character ``near``, as written, up to the first of ``stops`` behind its set phrase."""
    if not reasons:
        return None
    reason = min(reasons, key=lambda item: (abs(item.start - near), item.start))
    end = min((stop for stop in stops if reason.core <= stop < reason.end), default=reason.end)
    return text[reason.start : end].rstrip()


def is_explained(text: str, span: Span, reasons: Sequence[Reason]) -> bool:
    """Whether a reason clause belongs to the words ``span`` for a speaker: "the woman, who spoke | on condition of"."""
    start, end = span
    return any(
        start < item.start < end or (end <= item.start and _LEADING.fullmatch(text, end, item.start))
        for item in reasons
    )


def speaker_words(text: str, span: Span, reasons: Sequence[Reason]) -> Span:
    """The words that name a speaker, without the reason clause at their end: "several officials | on condition of anonymity"."""
    start, end = span
    end = min((item.start for item in reasons if start < item.start < end), default=end)
    return start, start + len(_DANGLING.sub("", text[start:end]))


def tells_why(subject: int | None, spans: Sequence[Span], reasons: Sequence[Reason]) -> bool:
    """Whether ``spans``, taken for what is said, only tell why somebody is nameless: "asked | not to be named".

    ``subject`` is where the words for who is taken to say it begin: "because she feared | for her job" is of the reason too.
    """

    def inside(span: Span) -> bool:
        return any(
            item.start <= span[0] < item.core
            or (subject is not None and item.start <= subject and span[1] <= item.end and item.start <= span[0])
            for item in reasons
        )

    return bool(spans) and all(map(inside, spans))


def without_reasons(text: str, spans: Sequence[Span], reasons: Sequence[Reason]) -> list[Span]:
    """``spans`` of what a nameless speaker says, without a reason clause at an end that a comma, or "on condition", sets off."""
    kept = []
    for start, end in spans:
        ends = [
            start + len(lead.rstrip(", "))
            for item in reasons
            if start < item.start < end <= item.end + 1
            and (
                (lead := text[start : item.start].rstrip()).endswith(",")
                or text.startswith(("on ", "under "), item.start)
            )
        ]
        kept.append((start, min(ends, default=end)))
    return kept
