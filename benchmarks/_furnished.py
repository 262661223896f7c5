"""Made desks of real articles with invented page furniture: pairs that are copies, and pairs that only stand on like pages.

The articles are the bodies of Reuters-21578, Wikinews and PolNeAR (train), where they are there; the furniture is that of
``benchmarks._furniture``. Each pair is an article each: ``wanted`` says whether they are copies. Nothing is drawn by chance that is not
drawn from the seed.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks import _furniture
from onrecord.model.passage import Passage
from onrecord.relate.fingerprints import fingerprints
from onrecord.relate.words import words_of

#: Words of articles that are used.
LEAST, MOST = 120, 900

_BLANK = re.compile(r"\s+")

Paragraphs = list[str]


@dataclass(frozen=True, slots=True)
class Page:
    """What an outlet prints: a title, where there is one, and paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pages of a made desk: of which ``kind``, and whether one is a copy of the other or holds an excerpt of it."""

    kind: str
    wanted: bool
    pages: tuple[Page, Page]


def half(key: str) -> str:
    """On which half an article is: ``tune`` or ``report``."""
    return "report" if sha256(key.encode()).digest()[0] % 2 else "tune"


def articles(bench: Path, reuters: dict[int, tuple[str, str]], part: str) -> list[Page]:
    """The articles of one half, in an order of their own."""
    found = [Page(title, tuple(_paragraphs(re.split(r"\n(?=    )", text)))) for title, text in reuters.values()]
    for path in sorted((bench / "stories" / "wikinews_2019_2020").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            found += [Page(row["title"], tuple(_paragraphs(row["text"].split("\n")))) for row in csv.DictReader(stream)]
    for path in sorted((bench / "attribution" / "train" / "text").glob("*.txt")):
        lines = _paragraphs(path.read_text(encoding="utf-8").split("\n"))
        found.append(Page("", tuple(lines)))
    kept = [page for page in found if LEAST <= _size(page.paragraphs) <= MOST and len(page.paragraphs) > 2]
    return [page for page in _apart(kept) if half("\n".join(page.paragraphs)) == part]


def _apart(pages: Sequence[Page]) -> list[Page]:
    """The pages without those that share a passage with an earlier one: the sets have copies of their own."""
    seen: set[int] = set()
    kept = []
    for page in pages:
        text = "\n".join(page.paragraphs)
        marks = set(fingerprints(list(words_of(Passage(text, 0, len(text))))))
        if len(marks & seen) < 2:
            kept.append(page)
        seen |= marks
    return kept


def _paragraphs(parts: Sequence[str]) -> Paragraphs:
    return [text for part in parts if len((text := _BLANK.sub(" ", part).strip()).split()) > 3]


def _size(paragraphs: Sequence[str]) -> int:
    return sum(len(text.split()) for text in paragraphs)


def _cut(paragraphs: Sequence[str], words: int) -> Paragraphs:
    """The first paragraphs with about as many words."""
    kept: Paragraphs = []
    for text in paragraphs:
        kept.append(text)
        if _size(kept) >= words:
            break
    return kept


class Maker:
    """Makes pairs of one half."""

    def __init__(self, pages: Sequence[Page], part: str) -> None:
        self.kinds = _furniture.TUNE if part == "tune" else _furniture.REPORT
        self.chance = random.Random(f"furnished {part}")
        self.left = self.chance.sample(pages, len(pages))

    def _one(self) -> Page:
        """An article that was not used yet: no two pairs are of one article."""
        if not self.left:
            raise ValueError("there are too few articles for so many pairs")
        return self.left.pop()

    def _two(self) -> tuple[Page, Page]:
        return self._one(), self._one()

    def _furniture(self, kind: str, words: int) -> Paragraphs:
        texts = [text for name in ([kind] if kind else sorted(self.kinds)) for text in self.kinds[name]]
        return _cut(self.chance.sample(texts, len(texts)), words)

    def _around(self, body: Sequence[str], furniture: Sequence[str], where: str) -> tuple[str, ...]:
        if where == "head":
            return (*furniture, *body)
        if where == "middle":
            at = max(1, len(body) // 2)
            return (*body[:at], *furniture, *body[at:])
        if where == "both":
            at = len(furniture) // 2
            return (*furniture[:at], *body, *furniture[at:])
        return (*body, *furniture)

    def furnished(self, kind: str, news: int, words: int, where: str) -> Pair:
        """Two unrelated articles on like pages: no copies."""
        one, other = self._two()
        furniture = self._furniture(kind, words)
        pages = [Page(page.title, self._around(_cut(page.paragraphs, news), furniture, where)) for page in (one, other)]
        return Pair(f"furniture {kind or 'mixed'} {where}", False, (pages[0], pages[1]))

    def background(self) -> Pair:
        """Two unrelated articles that end with the same real paragraphs of a third."""
        (one, other), third = self._two(), self._one()
        standing = third.paragraphs[-2:]
        return Pair(
            "background of a third",
            False,
            (
                Page(one.title, (*_cut(one.paragraphs, 200), *standing)),
                Page(other.title, (*_cut(other.paragraphs, 200), *standing)),
            ),
        )

    def mirror(self, words: int) -> Pair:
        """One article on two pages with furniture of their own: a copy."""
        page = self._one()
        texts = [text for kind in sorted(self.kinds) for text in self.kinds[kind]]
        drawn = self.chance.sample(texts, len(texts))
        pages = [
            Page(page.title, self._around(page.paragraphs, _cut(side, words), "end"))
            for side in (drawn[::2], drawn[1::2])
        ]
        return Pair("mirror with other furniture", True, (pages[0], pages[1]))

    def short_mirror(self) -> Pair:
        """The first hundred words of an article twice, with some two hundred of other furniture around each."""
        page = self._one()
        texts = [text for kind in sorted(self.kinds) for text in self.kinds[kind]]
        drawn = self.chance.sample(texts, len(texts))
        body = _cut(page.paragraphs, 100)
        pages = [Page(page.title, (*body, *_cut(side, 200))) for side in (drawn[::2], drawn[1::2])]
        return Pair("short mirror", True, (pages[0], pages[1]))

    def edited(self) -> Pair:
        """An article and its cut and reworded print, both with the outlet's furniture: a copy."""
        page = self._one()
        furniture = self._furniture("", 100)
        kept = list(page.paragraphs[: max(2, round(len(page.paragraphs) * 0.8))])
        words = " ".join(kept).split(" ")
        for at in self.chance.sample(range(len(words)), len(words) // 60):
            words[at] = "indeed"
        return Pair(
            "edited copy",
            True,
            (Page(page.title, (*page.paragraphs, *furniture)), Page(page.title, (" ".join(words), *furniture))),
        )

    def excerpt(self, related: bool) -> Pair:
        """An article, and another story that carries its first half in its middle."""
        page, host = self._two()
        taken = page.paragraphs[: max(2, (len(page.paragraphs) + 1) // 2)]
        own = list(page.paragraphs[len(taken) :]) if related else _cut(host.paragraphs, 150)
        body = (*own[:1], *taken, *own[1:]) if not related else (*taken, *_cut(host.paragraphs, 100))
        furniture = self._furniture("", 100)
        title = host.title if not related else page.title
        return Pair(
            "excerpt in a story of its own" if not related else "cut copy with another end",
            True,
            (Page(page.title, page.paragraphs), Page(title, (*body, *furniture))),
        )

    def pairs(self, each: int) -> list[Pair]:
        made: list[Pair] = []
        for _ in range(each):
            for kind in ("generic", "author", "standing", ""):
                made.extend(self.furnished(kind, 100, 300, where) for where in ("end", "head", "both", "middle"))
            made += [self.furnished("", 40, 600, "end"), self.furnished("", 250, 150, "end"), self.background()]
            made += [self.mirror(150), self.short_mirror(), self.edited(), self.excerpt(False), self.excerpt(True)]
        return made
