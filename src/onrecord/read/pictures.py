"""Captions, credits and descriptions of pictures in text without markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from onrecord.read.lines import LONG, Line, fold
from onrecord.read.phrases import CREDIT_WORDS, PICTURE_AGENCIES, PICTURED

_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,100})[)\]]\.?$")
_NAMED = re.compile(rf"^(?:{CREDIT_WORDS})\b\s*(?:by|:|©|from|courtesy)?\s*:?\s*", re.I)
_TAIL = re.compile(
    rf"(?:^|[.!?…)\]\"”’|–—-]|\s{{2,}})\s*(?:{CREDIT_WORDS})\s?(?::|©|by\b|/)\s*(?P<who>\S.{{1,80}})$", re.I
)
_WIDE = re.compile(r"\s{3,}")
_SIGN = re.compile(r"(?:©|\(c\)\s?)\s*(?P<who>[^\s.][^.]{1,60})$", re.I)
_SPLIT = re.compile(r"\s*(?:/|\||,|–|—|\bvia\b|\band\b|&|\bfor\b)\s*", re.I)
_AGENCY_PHOTO = re.compile(
    r"(?:^|[.!?)\"”’]\s+|\s{2,}|\s[|–—-]\s)(?:AP|AFP|EPA|PA|Getty|Reuters|Xinhua)\s+(?:Photo|Images?|Wire)\b.{0,40}$|/(?:AFP|AP|EPA|Getty Images?|Reuters|Shutterstock|PA|REX)\.?$"
)
_SLASHED = re.compile(
    r"(?:^|\.\s+)(?P<who>[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){0,3}/[A-ZÀ-Þ][\w.'’-]*(?: [A-ZÀ-Þ][\w.'’-]*){0,3}(?:/\S+)?)$"
)


def mark(lines: Sequence[Line]) -> None:
    """Mark captions, credits and what describes a picture, by the line and by its neighbours."""
    for line in lines:
        if line.kind is None and line.count <= 80:
            reason = caption(line.text)
            if reason:
                alone = not _without_credit(line.text)
                line.become("credit" if alone else "caption", reason)
    _doubled(lines)
    _described(lines)


def caption(text: str) -> str | None:
    """Why ``text`` is a caption with its credit, ``None`` where it is not shown to be one."""
    text = _WIDE.sub("  ", text)  # the patterns below try every way to part a run of blanks
    brackets = _BRACKETS.search(text)
    if brackets is not None:
        before = text[: brackets.start()].rstrip()
        if _NAMED.match(brackets[1]) or (fold(brackets[1]) in PICTURE_AGENCIES and "photo" in fold(brackets[1])):
            return "it ends with the credit of a picture in brackets"
        if _credits(brackets[1]) and len(before.split()) <= 40 and not before.endswith((".", "!", "?", "”", '"', "’")):
            return "it ends with a picture agency in brackets and has no full stop"
        if "/" in brackets[1] and _credits(brackets[1]):
            return "it ends with a photographer and an agency in brackets"
    tail = _TAIL.search(text)
    if tail is not None and len(tail["who"].split()) <= 9:
        return "it ends with the credit of a picture"
    sign = _SIGN.search(text)
    if sign is not None and len(sign["who"].split()) <= 6 and len(text.split()) < 60:
        return "it ends with a copyright sign and a name"
    if len(text.split()) < 60 and (_AGENCY_PHOTO.search(text) or _slashed(text)):
        return "it ends with a picture agency"
    if PICTURED.search(text) and len(text.split()) < LONG:
        return "it says itself that it stands under a picture"
    return None


def _slashed(text: str) -> bool:
    match = _SLASHED.search(text)
    return match is not None and (match.start("who") > 0 or _credits(match["who"]))


def _credits(text: str) -> bool:
    """Whether some part of ``text`` is an agency: "PA", "SERGEY KOZLOV/EPA-EFE"."""
    if len(text.split()) > 10:
        return False
    # Short names are capitals: "(PA)" is an agency, "(Pa.)" a state.
    return any(fold(part) in PICTURE_AGENCIES and (len(part) > 4 or part.isupper()) for part in _SPLIT.split(text))


def _without_credit(text: str) -> str:
    """What is left of a caption when its credit is taken away."""
    text = _WIDE.sub("  ", text)
    for pattern in (_BRACKETS, _TAIL, _SIGN, _AGENCY_PHOTO, _SLASHED):
        match = pattern.search(text)
        if match is not None:
            return fold(text[: match.start()])
    return fold(text)


def _doubled(lines: Sequence[Line]) -> None:
    """A line that the next one repeats with a credit behind it is the same caption, scraped twice."""
    for line, following in pairwise(lines):
        if following.kind != "caption" or line.kind not in (None, "caption") or line.count < 2:
            continue
        if following.folded.startswith(line.folded) and following.folded != line.folded:
            line.become("caption", "the caption of a picture; the next line repeats it with its credit")
    for line, following in pairwise(lines):
        if (
            line.kind == "caption"
            and following.kind is None
            and following.count >= 4
            and _without_credit(line.text) == following.folded
        ):
            following.become("caption", "the caption of a picture; the line before gives it with its credit")


def _described(lines: Sequence[Line]) -> None:
    """A few words without a verb's full stop right above a caption describe the same picture."""
    for line, following in pairwise(lines):
        if (
            line.kind is None
            and following.kind == "caption"
            and line.count <= 6
            and not line.ends
            and not line.continues
        ):
            line.become("caption", "a short line above a caption: the description of the picture")
