"""A text as lines: the unit that the reader sorts into kinds. One line is one paragraph, unless the text is hard-wrapped."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from itertools import pairwise

from onrecord.model.article import Repair, SegmentKind

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_](?:[^\W_]|['’.&-](?=[^\W_]))*")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_ENDS = re.compile(r"[.!?…。！？؟।۔][\"'”’»«)\]*]{0,4}(?:\s?[(\[][^()\[\]\n]{2,40}[)\]]){0,2}$")
_CONTINUES = re.compile(r"[:;,،、：；–—-][\"'”’»]{0,2}$")
_FOLD = re.compile(r"[\W_]+")
_NON_LINE = re.compile(r"[^\n]+")

Place = tuple[int, int]


@dataclass(slots=True)
class Line:
    """A line of the article's text: ``start`` to ``end`` without the white space around it.

    ``place`` is where it stands in the decoded capture. ``kind`` and ``reason`` are filled in while the reader finds out;
    markup may have told them before (``given``).
    """

    text: str
    start: int
    end: int
    place: Place | None = None
    kind: SegmentKind | None = None
    reason: str = ""
    gap: bool = False  # a blank line stands before it
    closes: bool = False  # it opens what follows an article ("Related stories")
    sure: bool = False  # it says of itself what it is in words that no article is written in
    words: list[str] = field(default_factory=list)
    folded: str = ""
    ends: bool = False
    repairs: tuple[Repair, ...] = ()  # what was mended in its characters, by places in the line

    def __post_init__(self) -> None:
        self.words = _WORD.findall(self.text)
        self.folded = fold(self.text)
        self.ends = _ENDS.search(self.text) is not None

    @property
    def count(self) -> int:
        """The number of words."""
        return len(self.words)

    @property
    def continues(self) -> bool:
        """Whether it ends as a line does that another one follows: a colon, a comma, a dash."""
        return _CONTINUES.search(self.text) is not None

    @property
    def prose(self) -> bool:
        """Whether it reads as sentences: it ends like one and has four words, or it is too long for anything else."""
        return (self.ends and self.count >= 4) or self.count >= LONG

    @property
    def trails_off(self) -> bool:
        """Whether it is cut off with dots, as teasers are."""
        return self.text.endswith(("...", "…", "[…]", "[...]", "(...)", "(…)"))

    @property
    def capitals(self) -> float:
        """The share of its words that begin with a capital or a digit."""
        return sum(1 for word in self.words if not word[0].islower()) / max(1, self.count)

    def become(self, kind: SegmentKind, reason: str) -> None:
        """Settle the kind, with the reason."""
        self.kind, self.reason = kind, reason


#: Words from which on a line is taken for prose though no full stop ends it. Headlines and captions seldom reach it.
LONG = 26


def length(text: str) -> int:
    """How many words ``text`` is long, its white space folded: where a script sets no spaces, two letters count for a word."""
    spaced = text.count(" ") + 1
    return spaced if text.isascii() else spaced + len(_UNSPACED.findall(text)) // 2


class _Bare(dict[int, int | None]):
    """For ``str.translate``: nothing for what combines with the letter before it. Each character is looked up once."""

    def __missing__(self, code: int) -> int | None:
        found = self[code] = None if unicodedata.combining(chr(code)) else code
        return found


_BARE = _Bare()


def fold(text: str) -> str:
    """``text`` for comparing: without case, accents, punctuation and spaces between words more than one."""
    text = unicodedata.normalize("NFKD", text).casefold()
    if not text.isascii():
        text = text.translate(_BARE)
    return _FOLD.sub(" ", text).strip()


def split(text: str) -> list[Line]:
    """The lines of ``text`` that are not blank; where the text is hard-wrapped, its paragraphs."""
    ranges: list[tuple[int, int, bool]] = []
    previous = 0
    for match in _NON_LINE.finditer(text):
        stripped = match.group().strip()
        if stripped:
            start = match.start() + match.group().index(stripped)
            gap = text.count("\n", previous, start) > 1
            ranges.append((start, start + len(stripped), gap))
            previous = start + len(stripped)
    if _wrapped(text, ranges):
        ranges = _joined(ranges)
    return [Line(text[start:end], start, end, gap=gap) for start, end, gap in ranges]


def _wrapped(text: str, ranges: list[tuple[int, int, bool]]) -> bool:
    """Whether lines break at a right margin: nearly all lines that another one follows are long and end in mid-sentence."""
    inner = [(start, end) for (start, end, _), (_, _, gap) in pairwise(ranges) if not gap]
    if len(inner) < 6 or len(inner) < 0.5 * len(ranges):
        return False
    full = sum(1 for start, end in inner if 50 <= end - start <= 100 and not _ENDS.search(text[end - 6 : end]))
    return full > 0.7 * len(inner)


def _joined(ranges: list[tuple[int, int, bool]]) -> list[tuple[int, int, bool]]:
    joined: list[tuple[int, int, bool]] = []
    for start, end, gap in ranges:
        if joined and not gap and joined[-1][1] - joined[-1][0] >= 40:
            joined[-1] = (joined[-1][0], end, joined[-1][2])
        else:
            joined.append((start, end, gap))
    return joined
