"""How an outlet names itself in its own text: in its masthead, its furniture, its reporters' lines and its address.

Only names that the capture itself gives are taken. A name that stands in the report alone ("told the Courier") may be any
outlet's and only confirms what another place says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model.address import host_of
from onrecord.read import outlets
from onrecord.read.lines import Line, fold
from onrecord.read.phrases import MEDIA_WORDS, SECTION_WORDS, STOP_WORDS, WEAK_MEDIA_WORDS

_NAME = r"((?:[Tt]he )?[A-ZÀ-Þ][\w'’&.-]{1,24}(?: (?:of |the |and |& )?[A-ZÀ-Þ][\w'’&.-]{1,24}){0,4})"
#: Lines in which an outlet speaks of itself.
_OF_ITSELF = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?:More|Other news|News|Latest|Other stories|More stories|More news|Also) (?:from|in|on) {_NAME}(?: ?[:|–—-]|$)",
        rf"^(?:Download|Get|Open|Try) (?:the )?{_NAME} [Aa]pp\b",
        rf"^(?:Watch|Listen to|Hear) {_NAME} (?:[Ll]ive|on your|on DAB|weekdays|every)\b",
        rf"^(?:Follow|Like|Support|Subscribe to|Join|Sign up (?:to|for)) {_NAME} (?:on|today|now|for|and|newsletter|here)\b",
        rf"^{_NAME} (?:depends|relies) on (?:its|our|your) (?:subscribers|readers|support)\b",
        rf"^(?:©|\(c\)|Copyright|© Copyright)[ ©]{{0,3}}(?:(?:19|20|21)\d\d[ ,–-]{{0,3}}){{0,2}}(?:by )?{_NAME}(?: Ltd| Limited| Inc| LLC|[,.]|$)",
    )
)
_REPORTER_OF = re.compile(rf"\b(?:for|of) (?:the )?{_NAME}$")
_SAYS_OF_ITSELF = r"(?:told|seen by|shared with|obtained by|leaked to|shown to|reviewed by|to|by) (?:[Tt]he )?{0}\b|\b{0} (?:can reveal|has learn|understands|has seen|has been told|has obtained)"
_REVEALS = re.compile(rf"\b[Tt]he {_NAME} can (?:exclusively |now )?(?:reveal|disclose)\b")
_LABEL_ENDS = ("news", "online", "media", "digital", "daily")


def is_masthead(lines: Sequence[Line], index: int, body: str) -> bool:
    """Whether the short line at ``index`` above the title is the name of an outlet. ``body`` is the text of the article."""
    line = lines[index]
    if line.count > 5 or line.ends or line.capitals < 0.6:
        return False
    if outlets.of_name(line.text) is not None:
        return True
    words = set(line.folded.split())
    if words & (MEDIA_WORDS - WEAK_MEDIA_WORDS) and words - MEDIA_WORDS - STOP_WORDS:
        return True
    if not words - MEDIA_WORDS - STOP_WORDS - SECTION_WORDS:
        return False
    around = [*lines[max(0, index - 2) : index], *lines[index + 1 : index + 3]]
    return any(other.folded == line.folded for other in around) or speaks_of_itself(line.text, body)


def speaks_of_itself(name: str, body: str) -> bool:
    """Whether the article speaks of the outlet called ``name`` as one does of one's own: "told the Courier"."""
    plain = re.escape(re.sub(r"^[Tt]he ", "", name))
    return re.search(_SAYS_OF_ITSELF.format(plain), body) is not None


def by_its_own_word(text: str) -> str | None:
    """The outlet that says of itself what only an outlet says of itself: "the Courier can reveal"."""
    found = _REVEALS.search(text)
    return found[1] if found else None


def in_furniture(lines: Sequence[Line]) -> str | None:
    """The name that the lines around the article give the outlet; of several the one given most often."""
    found: list[str] = []
    for line in lines:
        if line.kind in ("body", "heading", "caption", "summary") or line.count > 40:
            continue
        for pattern in _OF_ITSELF:
            match = pattern.search(line.text)
            if match is not None and is_name(match[1]):
                found.append(match[1])
                break
        if line.kind == "byline" and (match := _REPORTER_OF.search(line.text)) and is_name(match[1]):
            found.append(match[1])
        if line.kind == "date_line" and "|" in line.text:
            first = line.text.split("|")[0].strip()
            if first and first[0].isupper() and not any(c.isdigit() for c in first) and is_name(first):
                found.append(first)
    if not found:
        return None
    return min(found, key=lambda name: (-found.count(name), found.index(name)))


def in_host(address: str | None, text: str) -> str | None:
    """The words of ``text`` that the host of ``address`` spells: "The Evening Lamp" for ``eveninglamp.example``."""
    labels = [label for label in host_of(address).replace("-", "").split(".")[:-1] if label not in ("www", "m", "amp")]
    wanted = {label.removeprefix("the") for label in labels if len(label) >= 3}
    wanted |= {label.removesuffix(end) for label in wanted for end in _LABEL_ENDS if len(label) - len(end) >= 3}
    words = text[:20_000].split()
    best: str | None = None
    for index, word in enumerate(words):
        if not word[:1].isupper():
            continue
        joined = ""
        for length in range(1, 6):
            part = fold(words[index + length - 1]) if index + length <= len(words) else ""
            joined += part
            if not part or len(joined) > 40:
                break
            if joined in wanted and joined:
                name = " ".join(words[index : index + length]).strip(" .,;:!?()[]\"'“”‘’")
                name = re.sub(r"['’]s?$", "", name)
                if index and words[index - 1] == "The":
                    return f"The {name}"
                best = best or name
    return best if best and not best.islower() else None


def is_name(text: str) -> bool:
    """Whether ``text`` could be the name of an outlet: a few words, not all of them of sections."""
    words = set(fold(text).split())
    if len(words) > 6:
        return False
    return bool(words - SECTION_WORDS - STOP_WORDS - WEAK_MEDIA_WORDS) and len(text) <= 60
