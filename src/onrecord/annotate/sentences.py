"""Sentences with their places in the article's text.

Written here because no small, kept-up library gives character offsets for newspaper text: the ones that do are trained
models or whole pipelines, and the rule-based ones return strings from which offsets have to be guessed back. What is
hard about news is known and bounded (titles, initials, "U.S.", quotations with sentences of their own), so rules over
the full stops are enough, and they run in linear time: each full stop looks at a bounded number of characters around it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.model.article import Article, SegmentKind
from onrecord.model.names import word_set

#: The kinds of segment that say something, in the sense that a statement can stand in them.
SPEAKING_KINDS: tuple[SegmentKind, ...] = ("heading", "summary", "body", "caption")

#: Never the end of a sentence: something always follows.
_TITLES = word_set("""
    mr mrs ms mx dr prof st ste messrs mme mlle rev fr sr hon gov sen rep reps sens gen lt col maj capt cmdr adm sgt cpl
    brig pres amb supt insp det asst dep vs no nos nr art fig vol pp ed approx ft mt rt gens cf viz
    """)

#: May end a sentence: only a next word that opens sentences tells.
_SHORTENED = word_set("""
    inc corp co ltd jr sr bros u.s u.k u.n e.u u.a.e d.c ph.d etc al plc est dept univ assn jan feb mar apr jun jul aug
    sep sept oct nov dec mon tue tues wed thu thurs fri sat sun ave blvd rd e.g i.e calif fla mass mich minn pa tenn va wis
    """)

#: Words that open a sentence far more often than they follow a shortened name.
_OPENERS = word_set("""
    a after all although an and another any as at because before both but by despite during each even every following for
    from given had has have he her here his how however i if in instead it its last later many meanwhile more most my
    neither no none nor not now of on once one only or other our over several she since so some still such than that the
    their then there these they this those though three to two under until we what when where whether which while who why
    will with without would yet you
    """)

#: After "a.m." and "p.m." these carry the time on.
_AFTER_HOUR = word_set("""
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september
    october november december et est edt pt pst pdt ct cst gmt bst utc cet cest eastern central pacific moscow
    """)

#: Verbs by which `"Why?" Mr Brown asked.` stays one sentence.
_SPEECH = re.compile(
    r"(?:\w[\w’'.-]{0,24}[ ]){1,4}(?:ask|sa[iy]|tell|told|add|repl[iy]|shout|cr[iy]|demand|wonder|exclaim|insist|warn|answer|wrote|tweet)\w{0,4}\b"
)

_STOP = re.compile(r"(?P<mark>\.{2,}|[.!?…]+)(?P<closing>[\"”’'»)\]]{0,3})(?P<gap>\s*)")
_BLANK_LINE = re.compile(r"\n[ \t\r\f\v\xa0]*\n\s*")
_LAST_WORD = re.compile(r"[^\s\"“”‘(\[]{1,24}\Z")
_NEXT_WORD = re.compile(r"[\"“‘'(\[«]{0,3}(?P<word>[^\W_][\w’'-]{0,30})")
_LOOK_BACK = 25
_LOOK_AHEAD = 140


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: ``text == article.text[start:end]``, without white space around it.

    ``paragraph`` counts the paragraphs of the article from 0, over all kinds; ``segment`` is the kind of segment that it
    stands in.
    """

    start: int
    end: int
    text: str
    paragraph: int
    segment: str


def split(article: Article) -> tuple[Sentence, ...]:
    """The sentences of the article's headings, summaries, body and captions, in reading order.

    A sentence may begin or end inside a quotation; ``"…," he said.`` is one sentence. Never raises; takes linear time.
    """
    found: list[Sentence] = []
    paragraph = 0
    for segment in article.segments:
        if segment.kind not in SPEAKING_KINDS:
            continue
        for start, end in _paragraphs(article.text, segment.start, segment.end):
            for first, last in boundaries(article.text[start:end]):
                found.append(
                    Sentence(
                        start + first, start + last, article.text[start + first : start + last], paragraph, segment.kind
                    )
                )
            paragraph += 1
    return tuple(found)


def boundaries(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence of one paragraph, white space trimmed."""
    spans = []
    start = 0
    for stop in _STOP.finditer(text):
        if _ends_sentence(text, start, stop):
            spans.append((start, stop.end("closing")))
            start = stop.end()
    spans.append((start, len(text)))
    return [trimmed for span in spans if (trimmed := _trim(text, *span))]


def _paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    spans = []
    at = start
    for blank in _BLANK_LINE.finditer(text, start, end):
        spans.append((at, blank.start()))
        at = blank.end()
    spans.append((at, end))
    return [trimmed for span in spans if (trimmed := _trim(text, *span))]


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    following = text[stop.end() : stop.end() + _LOOK_AHEAD]
    if not following:
        return False  # the rest of the paragraph is added by the caller
    before = text[max(start, stop.start() - _LOOK_BACK) : stop.start()]
    if not stop["gap"]:
        return _lost_space(before, stop, following)
    upcoming = _NEXT_WORD.match(following)
    if upcoming is None:
        return bool(stop["closing"]) or not before[-1:].isdigit()
    word = upcoming["word"]
    if word[0].islower():
        return False
    if stop["closing"] and ("?" in stop["mark"] or "!" in stop["mark"]):
        return following[0] in "\"“‘'" or _SPEECH.match(following) is None
    if stop["mark"] == "." and not stop["closing"]:
        return _full_stop_ends(before, word)
    return True


def _full_stop_ends(before: str, following: str) -> bool:
    """Whether a plain full stop after ``before`` and in front of the capitalised word ``following`` ends a sentence."""
    match = _LAST_WORD.search(before)
    last = match[0].casefold() if match else ""
    follows = following.casefold()
    if last in {"a.m", "p.m", "am", "pm"}:
        return follows not in _AFTER_HOUR
    if last in _TITLES:
        # "No" is a word as well: a number has to follow
        return last in {"no", "nos"} and not following[0].isdigit()
    if last in _SHORTENED or (len(last) == 1 and last.isalpha()) or re.fullmatch(r"(?:[^\W\d_]\.){1,4}[^\W\d_]", last):
        return follows in _OPENERS
    return not (last.isdigit() and len(before.strip()) == len(last))  # "1. Russia" opens an item of a list


def _lost_space(before: str, stop: re.Match[str], following: str) -> bool:
    """Whether ``…end.Next…`` is two sentences: only between a word and a capitalised one, never in names or addresses."""
    if stop["mark"] not in {".", "?", "!"} or stop["closing"] not in {"", "”", ")"}:
        return False
    last = _LAST_WORD.search(before)
    upcoming = re.match(r"[“‘]?[^\W\d_][^\s./@]{0,30}(?=[\s,;]|\Z)", following)
    if last is None or upcoming is None or len(last[0]) < 3 or any(mark in last[0] for mark in "./@:"):
        return False
    first = upcoming[0].lstrip("“‘")
    return first[0].isupper() and (len(first) == 1 or first[1:].islower()) and last[0][-2:].islower()
