"""An HTML page as a reader sees it: its visible lines, and where each word stands in the source.

One pass over the characters, without a tree: it cannot fail on broken markup, costs linear time on hostile markup, and
keeps the offsets that a tree forgets. Styles are not applied, so what a style hides is still seen.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from dataclasses import dataclass, field

from onrecord.read.lines import Place
from onrecord.read.wordlist import words

_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]{0,30})")
_WORD = re.compile(r"\S+")
_UNSEEN = words("script style noscript template svg iframe object canvas title select textarea math")
_INLINE = words(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var wbr input nobr"
)


@dataclass(frozen=True, slots=True)
class Seen:
    """A visible line: its words with single spaces, and its range in the source."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Page:
    """The visible words of a page in order. ``letters`` are their characters without white space, for finding text in them."""

    lines: list[Seen]
    letters: str
    _word_starts: list[int] = field(repr=False)
    _words: list[tuple[int, int]] = field(repr=False)

    def find(self, text: str, after: int = 0) -> Place | None:
        """Where ``text`` stands in the source, white space and markup aside; first looked for from ``after`` on.

        ``after`` and the result are offsets of the source. ``None`` where the text is not there.
        """
        letters = "".join(text.split())
        if not letters:
            return None
        position = self.letters.find(letters, self._letter_at(after))
        if position < 0:
            position = self.letters.find(letters)
        if position < 0:
            return None
        return self._source(position)[0], self._source(position + len(letters) - 1)[1]

    def _letter_at(self, offset: int) -> int:
        low = bisect_right(self._words, (offset, -1))
        return self._word_starts[low] if low < len(self._word_starts) else len(self.letters)

    def _source(self, letter: int) -> tuple[int, int]:
        """The range in the source of one letter; of the whole word where an entity stands in it."""
        index = bisect_right(self._word_starts, letter) - 1
        start, end = self._words[index]
        following = self._word_starts[index + 1] if index + 1 < len(self._word_starts) else len(self.letters)
        if end - start == following - self._word_starts[index]:
            start += letter - self._word_starts[index]
            return start, start + 1
        return start, end


def see(source: str) -> Page:
    """The visible text of the page ``source``."""
    scan = _Scan(source)
    position, length = 0, len(source)
    while position < length:
        opening = source.find("<", position)
        if opening < 0:
            opening = length
        scan.take(position, opening)
        if opening == length:
            break
        position = scan.markup(opening)
    scan.break_line()
    return Page(scan.lines, "".join(scan.letters), scan.word_starts, scan.words)


class _Scan:
    """The state of the pass."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines: list[Seen] = []
        self.letters: list[str] = []
        self.word_starts: list[int] = []
        self.words: list[tuple[int, int]] = []
        self._count = 0
        self._unclosed: set[str] = set()
        self._pieces: list[str] = []
        self._first = self._last = 0
        self._space = False

    def take(self, start: int, end: int) -> None:
        """The text from ``start`` to ``end``, without markup in it."""
        previous = start
        for match in _WORD.finditer(self.source, start, end):
            if match.start() > previous:
                self._space = True
            word = match.group()
            seen = html.unescape(word) if "&" in word else word
            self._add(seen, match.start(), match.end())
            previous = match.end()
        if previous < end:
            self._space = True

    def _add(self, word: str, start: int, end: int) -> None:
        parts = word.split()
        if not parts:  # an entity for a space
            self._space = True
            return
        letters = "".join(parts)
        self.words.append((start, end))
        self.word_starts.append(self._count)
        self.letters.append(letters)
        self._count += len(letters)
        if not self._pieces:
            self._first = start
        elif self._space or word[0].isspace():
            self._pieces.append(" ")
        self._pieces.append(" ".join(parts))
        self._last = end
        self._space = word[-1].isspace()

    def markup(self, opening: int) -> int:
        """Where reading goes on after the markup that opens at ``opening``."""
        source = self.source
        if source.startswith("<!--", opening):
            closing = source.find("-->", opening + 4)
            return len(source) if closing < 0 else closing + 3
        match = _TAG.match(source, opening)
        if match is None:
            if source[opening + 1 : opening + 2] in ("!", "?", "/"):
                closing = source.find(">", opening)
                return len(source) if closing < 0 else closing + 1
            self._add("<", opening, opening + 1)
            return opening + 1
        name = match[1].lower()
        closing = source.find(">", match.end())
        after = len(source) if closing < 0 else closing + 1
        if name not in _INLINE:
            self.break_line()
        empty = source[after - 2 : after - 1] == "/" and name not in ("script", "style", "noscript")
        if name in _UNSEEN and source[opening + 1] != "/" and not empty:
            return self._skip(name, after)
        return after

    def _skip(self, name: str, position: int) -> int:
        """Past the end tag of an element whose content is not seen; without one only scripts and styles hide the rest."""
        if name not in self._unclosed:
            match = re.compile(f"</{name}", re.I).search(self.source, position)
            if match is not None:
                return match.start()
            self._unclosed.add(name)  # looked for once: a page of open tags must not cost their square
        return len(self.source) if name in ("script", "style") else position

    def break_line(self) -> None:
        """A line ends here."""
        if self._pieces:
            self.lines.append(Seen("".join(self._pieces), self._first, self._last))
            self._pieces = []
        self._space = False
