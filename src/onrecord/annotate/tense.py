"""Whether a day lies ahead of the report or behind it, from the words around it.

English marks this on the verb: "met on Friday" is behind, "will meet", "agreed to meet", "is due", "talks set for Friday"
are ahead. Without a parser the verb that governs a time is taken to be the nearest one before it in its clause, or, where
none stands there ("On Friday he met …", "Friday's talks will …"), the first one after it. What decides nothing is 0.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from onrecord.annotate.time_words import (
    ACCOMPLISHED,
    AUXILIARIES_PAST,
    AUXILIARIES_PRESENT,
    BARE,
    IRREGULAR_PAST,
    LASTING,
    MODALS,
    NOT_PAST,
    ORDERING,
    PLANNING,
    PLURALS,
    SCHEDULABLE,
)
from onrecord.annotate.word_set import word_set

#: How many words on either side are looked at: enough for a clause, and a bound on the time a long sentence takes.
_REACH: Final = 24

_TOKEN = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|[,;:.()\"“”—–-]")
_BEHIND_BEFORE = re.compile(
    r"(?:as recently as|as late as|since|late|earlier|only|just last|after|following)\s+\Z", re.I
)
_AHEAD_BEFORE = re.compile(
    r"(?:as soon as|as early as|ahead of|no later than|from now (?:until|till|to)|now and|between now and|starting|due|slated|"
    r"scheduled|set|planned|expected|for|beginning|deadline of|later)\s+(?:on |for )?(?:the )?\Z",
    re.I,
)
#: What is put off until Monday, or from Thursday to Tuesday, is still to come, although the putting off is past.
PUT_OFF = re.compile(
    r"\b(?:put (?:off|back)|postponed|delayed|moved|adjourned|extended|rescheduled|deferred|brought forward|prolonged|pushed|"
    r"shifted|slipped|moved forward|held over)\b"
    r"[^.;:]{0,50}?\b(?:until|till|to|from)\s+(?:the |midnight on )?\Z",
    re.I,
)
#: "gave him until Friday", "the deadline is Friday", "the vote is on Friday".
_TERM_GIVEN = re.compile(
    r"\b(?:(?:gave|gives?|given|giving|granted|has|have|had) (?:[\w'’-]+ ){1,5}(?:until|till)|(?:is|are)(?: on| for| at)?)\s+(?:the )?\Z",
    re.I,
)
#: "summoned the envoys to an emergency meeting in Orvik on Wednesday", "called a summit on Sunday".
_CALLED_TO = re.compile(
    r"\b(?:summoned|invited|called|asked|convened)\b[^.;:,]{0,60}?\b(?:an?|the) (?:[\w'’-]+ ){0,3}"
    r"(?:meeting|meetings|talks|summit|session|conference|hearing|vote|election)\b[^.;:,]{0,30}\Z",
    re.I,
)
#: What is agreed, announced or promised on a day, with nothing said of what, was so on that day.
_SAID_ON = re.compile(
    r"\b(?:agreed|announced|decided|promised|pledged|vowed|proposed|offered|threatened|demanded|postponed|delayed)\s+(?:late |early )?(?:on\s+)?(?:late |early )?\Z",
    re.I,
)
#: "declared Sunday a day of mourning".
_DECLARED = re.compile(r"\b(?:declared|proclaimed|decreed|designated)\s+\Z", re.I)
_AS_A = re.compile(r" (?:as |to be )?(?:an?|the) ")
_BREAKS: Final = frozenset([";", ":", "“", '"', "”"])
_DETERMINERS: Final = word_set("the a an its their his her our my your this that these those no")
#: After these a bare verb has no tense of its own: "let the ships sail", "saw the gates open".
_CAUSING: Final = word_set(
    "let lets letting make makes made help helps helped saw see sees seen watch watched hear heard did do does not"
)
_NOT_SUBJECTS: Final = word_set(
    "is are was were as this is has does his its always sometimes often across towards besides less perhaps"
)
#: Between an auxiliary and its participle.
_BETWEEN: Final = word_set("not also now then only first again still instead")
_NO_VERB: Final = _DETERMINERS | word_set("him them it us me you about around some all more each both")


def direction(sentence: str, start: int, end: int, *, heading: bool = False) -> int:
    """-1 where the time at ``start`` to ``end`` of ``sentence`` is behind the report, 1 ahead, 0 where it is unclear.

    In a ``heading`` the present tense tells of what has just happened as often as of what is to come, so it decides nothing.
    """
    lead = sentence[max(0, start - 120) : start]
    if _TERM_GIVEN.search(lead) or (_DECLARED.search(lead) and _AS_A.match(sentence, end)):
        return 1
    if _BEHIND_BEFORE.search(lead) or _SAID_ON.search(lead):
        return -1
    if _AHEAD_BEFORE.search(lead) or PUT_OFF.search(lead) or _CALLED_TO.search(lead):
        return 1
    before = [match[0] for match in _TOKEN.finditer(sentence, max(0, start - 8 * _REACH), start)][-_REACH:]
    after = [match[0] for match in _TOKEN.finditer(sentence, end, min(len(sentence), end + 8 * _REACH))][:_REACH]
    if after and after[0].lower() in MODALS | AUXILIARIES_PRESENT | AUXILIARIES_PAST and len(before) > 1:
        # "said the meeting on Friday will …": the time belongs to the noun, and the noun to the verb that follows.
        return _forward(after, heading)
    return _backward(before, heading) or _forward(after, heading)


def _backward(tokens: list[str], heading: bool) -> int:
    """The direction that the nearest verb among ``tokens``, which stand before the time, gives."""
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index].lower()
        if token in _BREAKS:
            return 0
        if index and tokens[index - 1].lower() in _DETERMINERS:
            continue  # "a visit", "the planned talks": nouns and adjectives that look like verbs
        found = _verb(tokens, index, heading)
        if found:
            imagined = any(word.lower() in ("if", "unless") for word in tokens[max(0, index - 7) : index])
            return 1 if imagined else found  # "would be surprised if it fell before Friday"
    return 0


def _forward(tokens: list[str], heading: bool) -> int:
    """The direction that the first verb among ``tokens``, which stand after the time, gives."""
    for index, word in enumerate(tokens):
        token = word.lower()
        if token in _BREAKS and index > 0:
            return 0
        found = _verb(tokens, index, heading)
        if found:
            return found
    return 0


def _verb(tokens: list[str], index: int, heading: bool) -> int:
    """The direction that the word at ``index`` gives as a verb, 0 where it is none or decides nothing."""
    word = tokens[index]
    token = word.lower()
    previous = tokens[index - 1].lower() if index else ""
    following = tokens[index + 1].lower() if index + 1 < len(tokens) else ""
    if token in MODALS or token.endswith(("'ll", "’ll")):
        if following == "have":
            return -1  # "would have met"
        return 1
    if previous == "to" and word.islower() and token not in _NO_VERB and not token.endswith("ing"):
        return _infinitive(tokens, index)
    if token in ("is", "are", "was", "were", "'s") and following == "to":
        return 1
    if token in AUXILIARIES_PAST:
        return -1
    if token in PLANNING and previous != "had":
        return 1
    if token in AUXILIARIES_PRESENT:
        return _present(tokens, index, heading)
    if token in IRREGULAR_PAST or _looks_past(word, index):
        return _participle(tokens, index)
    if token.endswith("ing") and previous in ("is", "are", "am", "be", "he's", "she's", "they're", "it's", "we're"):
        return 1
    if token in BARE and index and _has_subject(tokens, index):
        return 0 if heading else 1
    if token in SCHEDULABLE and previous not in ("the", "a", "an", "of", "in", "on", "at", "for", "with", "'s", "s"):
        return 0 if heading else _bare(tokens, index)
    return 0


def _present(tokens: list[str], index: int, heading: bool) -> int:
    token = tokens[index].lower()
    following = tokens[index + 1].lower() if index + 1 < len(tokens) else ""
    if token in ("has", "have") and following:
        return -1 if following in IRREGULAR_PAST or following.endswith("ed") or following == "been" else 0
    if token in ("is", "are", "am") and following.endswith("ing"):
        return 1
    if token in ("is", "are") and following in PLANNING:
        return 1
    return 0


def _infinitive(tokens: list[str], index: int) -> int:
    """ "agreed to meet" is ahead, "was forced to leave" behind; a purpose takes the tense of its main verb."""
    if tokens[index].lower() == "have" and index + 1 < len(tokens):
        return -1  # "was to have begun"
    for back in range(index - 2, -1, -1):
        token = tokens[back].lower()
        if token in _BREAKS:
            break
        if token in ACCOMPLISHED:
            return -1
        if token in PLANNING or token in MODALS or token in ORDERING or token in ("is", "are", "was", "were"):
            return 1
        if token in IRREGULAR_PAST or _looks_past(tokens[back], back):
            return _participle(tokens, back)
    return 1


def _participle(tokens: list[str], index: int) -> int:
    """A past tense, unless a modal or "to be" before it makes it a passive to come ("will be released")."""
    for back in range(index - 1, max(-1, index - 4), -1):
        token = tokens[back].lower()
        if token in MODALS | {"to"} or (token in LASTING and back == index - 1):
            return 1
        if token in ("being",) and back and tokens[back - 1].lower() in ("is", "are"):
            return 1
        if token not in AUXILIARIES_PRESENT and not token.endswith("ly") and token not in _BETWEEN:
            break
    return -1


def _bare(tokens: list[str], index: int) -> int:
    """A present tense or a bare infinitive of a verb of the calendar: ahead, unless the clause has been past already."""
    for back in range(index - 1, max(-1, index - 5), -1):
        token = tokens[back].lower()
        if token in MODALS | {"to"}:
            return 1
        if token in ("did", "didn't"):
            return -1
    return 1 if tokens[index].lower().endswith("s") else 0


def _has_subject(tokens: list[str], index: int) -> bool:
    """Whether what stands right before a bare verb can be its subject: "the leaders meet", not "let them meet", "to meet"."""
    previous = tokens[index - 1]
    token = previous.lower()
    if token in {"they", "we", "who", "which"}:
        return True
    if token == "and":  # noqa: S105 - a word
        return False
    return (
        previous.isalpha()
        and token not in _NO_VERB | _NOT_SUBJECTS | MODALS | ORDERING
        and not any(word.lower() in _CAUSING | MODALS | {"to"} for word in tokens[max(0, index - 6) : index])
        and (_is_plural(token) or previous[0].isupper() or _of_many(tokens[max(0, index - 6) : index]))
    )


def _is_plural(token: str) -> bool:
    return token in PLURALS or (len(token) > 3 and token.endswith("s") and not token.endswith("ss"))


def _of_many(tokens: list[str]) -> bool:
    """Whether a plural goes on to the end by "of", "from" or "in": "leaders of the bloc"."""
    return any(
        _is_plural(word.lower()) and after.lower() in ("of", "from", "in", "at", "for")
        for word, after in pairwise(tokens)
    )


def _looks_past(word: str, index: int) -> bool:
    token = word.lower()
    return (
        len(token) > 3
        and token.endswith("ed")
        and token not in NOT_PAST
        and token not in PLANNING
        and (word[0].islower() or index == 0)
    )
