"""Names of reporters in lines such as "By A B and C D", "A B, Political Correspondent" or "A B & C D"."""

from __future__ import annotations

import re

from onrecord.read import dates
from onrecord.read.lines import fold
from onrecord.read.phrases import JOBS, NOT_A_PERSON
from onrecord.read.wordlist import words

_BY = re.compile(
    r"^(?:(?:written|words|report|reported|reporting|story|posted|exclusive|analysis|an analysis)\s+)?"
    r"(?:by|von|par|por|di|door|av|af|от|автор|автор[:：])[:：]?\s+(?=\S)",
    re.I,
)
_BY_INSIDE = re.compile(r"\d.{0,14}?\bby\s+(\S.{2,80})$", re.I)
#: What reporters are.
_POSTS = words("correspondent editor reporter writer journalist columnist producer contributor analyst")
_SIGNATURE = re.compile(
    r"^(?:signed(?: by)?|(?:for|on behalf of) (?:the )?[\w' ’-]{3,40})\s?[:,–—-]\s+(.{3,120})$", re.I
)
_FROM = re.compile(r"^(?:by|from|words by|report by)\s+(?=\S)", re.I)
#: Where a reporter is: "in Lund", "aboard the Marta".
_WHERE = re.compile(
    r"\s+(?:in|on|at|aboard|near|outside)\s+(?:the\s+)?[^\W\d_a-z][\w'’-]*(?:\s+[^\W\d_a-z][\w'’-]*){0,3}$"
)
_EACH = re.compile(r"\s*(?:,\s*(?:and\s+)?|;|&|\band\b)\s*")
_AUTHOR = re.compile(r"^(?:authors?|byline|reporter)s?\s*[:：]\s*", re.I)
_CUT = re.compile(
    r"\s*(?:[|•·—–/(\[]|\s-\s|,?\s+(?=(?:for|in|at|im)\s+)|@|\d|https?:|updated|published|posted).*$", re.I | re.S
)
_JOINT = re.compile(r"\s*(?:,|;|&|\band\b|\bund\b|\bet\b|\by\b|\be\b|\bи\b|\bта\b)\s*")
_PART = re.compile(r"^(?:[^\W\d_]\.?){1,3}$|^[^\W\d_][^\W\d_'’.-]*(?:['’.-][^\W\d_]+)*\.?$")
_PARTICLES = words("de da di del della der den van von la le al el bin ibn ben abu ter ten dos du zu mac mc san st")
_MARK = re.compile(r"\s*[|•·]\s*")
_TIME = re.compile(r"\b(?:ago|min(?:ute)?s? read|(?:19|20|21)\d\d|\d\d?:\d\d)\b")
_LONGEST = 160
#: Words of lines that look like names and are none: calls to the reader, teams, accounts.
_NO_NAME = words(
    "your you my our us me we find follow contact email mail call read view see show all get more about staff team desk bureau "
    "service services newsroom editors editorial board agencies wire wires admin administrator webmaster guest contributors "
    "correspondents reporters writers posts posted courtesy photo photograph getty images advertisement sponsored partner content "
    "share print comment comments subscribe newsletter facebook twitter whatsapp instagram reviews review deals blog"
)


def people(text: str) -> tuple[str, ...]:
    """The people named in a byline, in order: ``text`` is the line, or the value of an author field.

    Empty where the words are no names of people (an agency, a job, a sentence).
    """
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST:
        return ()
    if text.isupper():
        text = text.replace(" AND ", " and ")
    placed = reporters(text)
    if placed:
        return tuple(dict.fromkeys(map(_tidy, placed)))
    text = before_date(_AUTHOR.sub("", _BY.sub("", text)))
    text = _CUT.sub("", text).strip(" .,:;")
    found: list[str] = []
    for part in _JOINT.split(text):
        name = _tidy(part)
        if not name or _is_job(name):
            continue
        if not is_person(name):
            return tuple(found) if found else ()
        if name not in found:
            found.append(name)
    return tuple(found)


def before_date(text: str) -> str:
    """What stands before the first date of a line: "A B" of "A B - May 2, 2031, 10:31 pm"."""
    found = [item.start for item in dates.find(text)[:1]] + [start for start, *_ in dates.without_year(text)[:1]]
    return text[: min(found)].rstrip(" -–—|·•,") if found and min(found) > 0 else text


def beside_date(text: str) -> tuple[str, ...]:
    """The people of a line that holds names and a date: "A B - May 2, 2031", "May 2, 2031 by A B", "A B" alone."""
    signed = _BY_INSIDE.search(text)
    if signed is not None:
        return people(signed[1])
    before = _MARK.split(text)[0] if beside_a_time(text) else before_date(text)
    return people(before) if is_byline(before) else names_only(before)


def is_byline(text: str) -> bool:
    """Whether a line says in so many words that it is one: it opens with "By" and a name follows."""
    match = _BY.match(text) or _AUTHOR.match(text)
    return match is not None and len(text) <= _LONGEST and bool(people(text))


def names_only(text: str) -> tuple[str, ...]:
    """The people of a line that holds nothing but names, and perhaps a job after them."""
    if len(text) > _LONGEST or text.endswith((".", "?", "!", ":")):
        return ()
    found = people(text)
    rest = fold(text)
    for name in found:
        rest = rest.replace(fold(name), " ")
    return found if all(word in JOBS or word in ("and", "und", "et", "y", "e") for word in rest.split()) else ()


def reporters(text: str) -> tuple[str, ...]:
    """The people of a byline that says where each of them is: "From A B on Orr and C D in Lund", "By A B in Lund"."""
    match = _FROM.match(text)
    if match is None or len(text) > _LONGEST:
        return ()
    found = [_WHERE.sub("", part).strip() for part in _EACH.split(text[match.end() :])]
    found = [name for name in found if not _is_job(name)]
    return tuple(found) if all(map(is_person, found)) and _WHERE.search(text) else ()


def with_job(text: str) -> bool:
    """Whether a line is a person's name with a job behind a comma: "A B, maritime editor", "A B, Norwire correspondent, Lund"."""
    name, comma, rest = text.partition(",")
    parts = fold(rest).split()
    return (
        bool(comma)
        and len(parts) <= 6
        and is_person(name.strip())
        and bool(_POSTS & set(parts))
        and not text.endswith(".")
    )


def signed(text: str) -> tuple[str, ...]:
    """The people who sign a text at its end: "For the committee: A B, C D"; empty where the line is no signature."""
    match = _SIGNATURE.match(text)
    return names_only(match[1]) if match is not None else ()


def opens_with_name(text: str) -> bool:
    """Whether a line opens with a person's name and what follows is a place, an agency or a job: "A B in Oslo", "A B, AFP"."""
    found = people(text)
    if not found or not fold(text).startswith(fold(found[0])):
        return False
    rest = text[len(found[0]) :].split()
    return all(word[:1].isupper() or fold(word) in JOBS or not fold(word) for word in rest)


def beside_a_time(text: str) -> bool:
    """Whether a line is a name with a time or a length of reading behind a mark: "A B · 3 hours ago · 2 min read"."""
    first, mark, rest = _MARK.sub("\n", text).partition("\n")
    return bool(mark) and len(text) <= 80 and is_person(first.strip()) and _TIME.search(rest) is not None


def is_person(name: str) -> bool:
    """Whether ``name`` has the shape of a person's: two to five words with capitals, none of them of a section or a paper."""
    words = name.split()
    if not 2 <= len(words) <= 5:
        return False
    if any(fold(word) in NOT_A_PERSON or fold(word) in _NO_NAME for word in words):
        return False
    if not all(_PART.match(word) for word in words):
        return False
    return all(word[0].isupper() or word.lower() in _PARTICLES for word in words) and words[-1][0].isupper()


def _is_job(name: str) -> bool:
    return all(word in JOBS for word in fold(name).split())


def _tidy(name: str) -> str:
    name = name.strip(" .,:;'\"“”‘’")
    words = name.split()
    while len(words) > 2 and fold(words[-1]) in JOBS:  # "A B Political correspondent"
        words.pop()
    half = len(words) // 2
    if len(words) % 2 == 0 and words[:half] == words[half:]:  # shown twice, for two sizes of screen
        words = words[:half]
    name = " ".join(words)
    if len(words) >= 2 and name.isupper():  # DAN SMITH as well as Dan Smith
        name = " ".join(word if len(word) <= 2 and "." in word else word.title() for word in words)
    return name
