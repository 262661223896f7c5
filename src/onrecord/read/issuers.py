"""What the names of outlets, authorities, companies and other bodies that issue texts look like.

Only the form of a name is judged: the words that such names are made of, and where they stand in them. Whether a line is the name
of who issued the text is told by where it stands (:mod:`onrecord.read.flat_head`).
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Literal

from onrecord.read import agencies, outlets
from onrecord.read.lines import fold
from onrecord.read.phrases import MEDIA_WORDS, SECTION_WORDS, STOP_WORDS, WEAK_MEDIA_WORDS
from onrecord.read.wordlist import words

#: ``media``: it is made of words of newspapers, broadcasters and agencies. ``body``: of authorities, associations, companies.
#: ``state``: it names a state, which heads the papers of its bodies. ``bare``: only its capitals say that it is a name.
Form = Literal["media", "body", "state", "bare"]

#: Words that names of bodies begin with ("Ministry of ...") or end with ("... Residents' Committee"). Folded.
_BODY_WORDS = words(
    "ministry department office embassy consulate mission delegation presidency chancellery cabinet secretariat parliament "
    "assembly senate council commission committee commissioner authority agency bureau board directorate administration "
    "inspectorate service services court tribunal prosecutor prosecutors police constabulary army navy forces command coastguard "
    "headquarters municipality prefecture governorate treasury bank customs government "
    "relief aid foundation fund society association federation confederation union league alliance coalition initiative campaign "
    "movement party congress institute institution university college academy hospital clinic observatory centre center laboratory "
    "survey chamber diocese archdiocese synod watch rights international nations organisation organization network forum "
    "police brigade rescue protection limited ltd inc plc llc gmbh group holding holdings company corporation corp industries energy hydro petroleum electric "
    "electricity grid utilities railways railway airlines airways aviation airport airports shipping ferries logistics telecom "
    "communications mining minerals steel motors pharma pharmaceuticals chemicals insurance systems technologies waterworks "
    "ministerium ministerio ministere ministero prefeitura gouvernement gobierno regierung"
)
_STATE = re.compile(
    r"(?:the )?(?:\w+ ){0,2}(?:republic|kingdom|state|commonwealth|principality|federation|union|government) of\b"
)
#: The part of a body that deals with reporters: it speaks for the body whose name stands beside it.
_DESK = re.compile(
    r"(?:the )?(?:office of )?(?:the )?(?:press|media|news|public|information|communications?|spokes\w+|external|corporate|investor)"
    r"(?: (?:and|public|media|press))?(?: (?:\w+ )?(?:office|service|desk|department|centre|center|relations|affairs|directorate|unit|division|room|"
    r"section|releases?|statements?|information|secretary|secretariat|team|communications))?s?$|newsroom$|for immediate release$"
)
#: Words that stand in lower case inside names.
_INNER = words(
    "of for the and de du des da do del della der die das den van von und et y e la le les los i na plc gmbh ag sa ltd"
)
_ENDLESS = words("of for the and in de du des da do del della der die das den van von und et y")
#: Words that headlines have and names have not, however they are capitalised.
_NEVER = words(
    "after in over under amid as is are was were be been to on at by with from against into not no will may can could should has have "
    "had says say said who what why how when where but than this that these those its his her their our your my we you they it if"
)
#: The short form of a name in brackets behind it: "International Sea Rescue Federation (ISRF)".
_SHORT = re.compile(r"\s+\([A-ZÀ-Þ][\w.-]{1,9}\)$")
_PARTED = re.compile(r"\s+[-–—|·•/]\s+|\s*[|•·]\s*")
_LONGEST = 10  # words
_LONGEST_LINE = 200  # characters
#: "front page", "page 4", "print edition": what stands behind a newspaper's name.
_PAGE = re.compile(
    r"^(?:(?:front )?pages? ?\d*|p\. ?\d+|\w+ edition|online|print|vol\.? .*|no\.? ?\d+.*|transcript)$", re.I
)


def form(text: str) -> Form | None:
    """What kind of issuer's name ``text`` could be by its words; ``None`` where it is no name."""
    parts = text.split()
    if not 1 <= len(parts) <= _LONGEST or text.endswith((".", "?", "!", ":", ",", ";")) or not parts[0][0].isalnum():
        return None
    if any(
        not (word == "in" or word[0].isupper() or word[0].isdigit() or word[0] == "&" or fold(word) in _INNER)
        for word in parts
    ):
        return None
    if any(mark in text for mark in (":", "?", "!", '"', "“", ";", " '")):
        return None
    folded = fold(text).removeprefix("the ").split()
    seated = len(folded) > 4 and folded[0] in _BODY_WORDS and folded[-2] == "in"  # "Embassy of Orr in Lund"
    if (
        not folded
        or any(word in _NEVER for word in (folded[:-2] if seated else folded))
        or parts[-1].lower() in _ENDLESS
    ):
        return None
    if outlets.of_name(text) is not None or agencies.of_name(text) is not None:
        return "media"
    if _STATE.match(" ".join(folded)):
        return "state"
    if _is_body(folded):
        return "body"
    if _is_medium(folded, the=parts[0] in ("The", "THE")):
        return "media"
    return "bare" if set(folded) - SECTION_WORDS - STOP_WORDS - WEAK_MEDIA_WORDS and not folded[0].isdigit() else None


def _is_body(folded: list[str]) -> bool:
    """Whether it opens with a body's word that "of" or "for" follows, or ends with one that a name stands before."""
    opens = (
        len(folded) > 2
        and folded[0] in _BODY_WORDS
        and folded[1] in ("of", "for", "de", "du", "des", "da", "do", "del", "fur")
    )
    inside = any(word in _BODY_WORDS and after in ("of", "for") for word, after in pairwise(folded))
    return (
        opens
        or inside
        or (len(folded) > 1 and folded[-1] in _BODY_WORDS and (len(folded) > 2 or folded[0] not in _BODY_WORDS))
    )


def _is_medium(folded: list[str], *, the: bool) -> bool:
    """Whether a medium's word stands first or last and something else beside it; those of sections need a name beside them."""
    edges = {folded[0], folded[-1]}
    strong = MEDIA_WORDS - WEAK_MEDIA_WORDS
    if edges & strong:
        return len(folded) > 1 or the
    return bool(edges & MEDIA_WORDS) and bool(set(folded) - MEDIA_WORDS - SECTION_WORDS - STOP_WORDS)


def named(text: str) -> tuple[str, Form] | None:
    """The issuer that a line names, and the form of the name: without its press office, programme, page, state and town.

    "Republic of Orr - Ministry of Ports" is the ministry, "Orr Public Television - News at Nine" the broadcaster.
    """
    if len(text) > _LONGEST_LINE:
        return None
    found: list[tuple[str, Form]] = []
    desk = False
    for part in _PARTED.split(text.strip()):
        name = _without_town(_SHORT.sub("", part.strip()))
        kind = form(name)
        if _DESK.match(fold(name)) or _PAGE.match(name):
            desk = True
        elif kind is not None:
            found.append((name, kind))
        elif not found:
            return None
    if not found:
        return None
    best = next((each for each in found if each[1] in ("media", "body")), None)
    first = next((each for each in found if each[1] != "state"), found[0])
    if first[1] == "bare" and (desk or (best is not None and best[1] == "media")):
        return first[0], "body" if desk else "media"  # a press office's or a programme's name stands behind it
    return best or first


def _without_town(text: str) -> str:
    """A body's name without the town behind it: "Embassy of Orr, Lund"."""
    name, comma, rest = text.rpartition(",")
    rest = rest.strip()
    if not comma or (form(name) in (None, "bare") and not _PAGE.match(rest)):
        return text
    words_of = rest.split()
    if _PAGE.match(rest) or (
        1 <= len(words_of) <= 3 and all(word[0].isupper() for word in words_of) and form(rest) == "bare"
    ):
        return name.strip()
    return text
