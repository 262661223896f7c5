"""An HTML page as a reader sees it: its visible lines, where each word stands in the source, and the elements around them.

One pass over the characters, without a tree: it cannot fail on broken markup, costs linear time on hostile markup, and
keeps the offsets that a tree forgets. Elements are closed as the HTML standard closes them where pages leave that out
(paragraphs, items, cells); what is misnested beyond that is taken as it stands. Styles are not applied, so what a style
hides is still seen.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.read.lines import Place
from onrecord.read.wordlist import words

_NAME = re.compile(r"(/?)([a-zA-Z][a-zA-Z0-9-]{0,30})")
#: The end of a tag: ``>`` inside a quoted value does not end it. Possessive throughout, so that it never goes back.
_TAG_END = re.compile(r"""(?:[^>=]++|=(?:\s*+(?:"[^"]*+"|'[^']*+'))?+)*+>""")
_WORD = re.compile(r"\S+")
_QUOTED = re.compile(r"""\"[^"]*+"|'[^']*+'""")
_LEADS = re.compile(r"\bhref\s*+=", re.I)
_UNSEEN = words("script style noscript template svg iframe object canvas title select textarea math")
_INLINE = words(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var wbr input nobr"
)
_STRONG = words("b strong em i mark")
#: Elements without content: none is ever open.
_VOID = words("area base br col embed hr img input link meta param source track wbr")
#: What a start tag closes first, if it is the innermost open element.
_IMPLIED: dict[str, frozenset[str]] = {
    name: words(closes)
    for name, closes in {
        "li": "li p",
        "dt": "dt dd p",
        "dd": "dt dd p",
        "tr": "tr td th p",
        "td": "td th p",
        "th": "td th p",
        "option": "option",
    }.items()
}
_CLOSES_PARAGRAPHS = words(
    "address article aside blockquote details div dl fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr "
    "main menu nav ol p pre section table ul"
)
_PARAGRAPH = frozenset({"p"})


#: Characters of a tag from which on its attributes are counted.
_LONG_TAG = 4_000


class Element:
    """An element that holds lines: its name, its attributes as they stand in the source, and the element around it."""

    __slots__ = ("attributes", "name", "parent")

    def __init__(self, name: str, attributes: str, parent: Element | None) -> None:
        self.name = name
        self.attributes = attributes
        self.parent = parent


@dataclass(frozen=True, slots=True)
class Seen:
    """A visible line: its words with single spaces, its range in the source, and the innermost element that breaks lines.

    ``linked`` and ``stressed`` count the characters inside links and inside bold or italic text.
    """

    text: str
    start: int
    end: int
    element: Element
    linked: int = 0
    stressed: int = 0


@dataclass(slots=True)
class Page:
    """The visible words of a page in order. ``letters`` are their characters without white space, for finding text in them.

    ``tags`` counts its tags, ``depth`` how many of them were open at once, ``attributes`` how many one tag has at most, if they are
    very many: what building a tree of it may cost.
    """

    source: str = field(repr=False)
    lines: list[Seen]
    letters: str
    tags: int
    depth: int
    attributes: int
    #: The runs of words without markup: their ranges in the source, and the index of each one's first letter.
    _runs: list[tuple[int, int]] = field(repr=False)
    _first_letters: list[int] = field(repr=False)

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
        """The first letter of the first word that begins at ``offset`` or behind it."""
        run = bisect_right(self._runs, (offset, -1)) - 1
        if run >= 0 and self._runs[run][1] > offset:
            for letter, start, _ in self._words(run):
                if start >= offset:
                    return letter
        return self._first_letters[run + 1] if run + 1 < len(self._first_letters) else len(self.letters)

    def _source(self, letter: int) -> tuple[int, int]:
        """The range in the source of one letter; of the whole word where an entity stands in it."""
        run = bisect_right(self._first_letters, letter) - 1
        start, end = self._runs[run]
        following = self._first_letters[run + 1] if run + 1 < len(self._first_letters) else len(self.letters)
        if "&" in self.source[start:end] and following - self._first_letters[run] != end - start:
            return start, end
        for first, begin, stop in self._words(run):
            if letter < first + stop - begin:
                start = begin + letter - first
                break
        return start, start + 1

    def _words(self, run: int) -> Iterator[tuple[int, int, int]]:
        """The words of a run: the index of each one's first letter, and its range in the source."""
        letter = self._first_letters[run]
        for match in _WORD.finditer(self.source, *self._runs[run]):
            yield letter, match.start(), match.end()
            letter += match.end() - match.start()


def see(source: str) -> Page:
    """The visible text of the page ``source``."""
    scan = _Scan(source)
    position, length = 0, len(source)
    while position < length:
        opening = source.find("<", position)
        if opening < 0:
            opening = length
        if opening > position:
            scan.take(position, opening)
        if opening == length:
            break
        position = scan.markup(opening)
    scan.break_line()
    letters = "".join(scan.letters)
    return Page(source, scan.lines, letters, scan.tags, scan.depth, scan.attributes, scan.runs, scan.first_letters)


class _Scan:
    """The state of the pass."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.lines: list[Seen] = []
        self.letters: list[str] = []
        self.runs: list[tuple[int, int]] = []
        self.first_letters: list[int] = []
        self.tags = self.depth = self.attributes = 0
        self._level = 0
        self._count = 0
        self._unclosed: set[str] = set()
        self._quotes = True  # quoted values are closed, as far as is known
        self._element = Element("html", "", None)
        self._open: dict[str, int] = {}  # how many elements of each name are open
        self._pieces: list[str] = []
        self._first = self._last = 0
        self._space = False
        self._link: Element | None = None  # the element in which a link was opened that is not closed yet
        self._stress = 0
        self._linked = self._stressed = 0

    def take(self, start: int, end: int) -> None:
        """The text from ``start`` to ``end``, without markup in it: as one run, or word by word where entities stand in it."""
        text = self.source[start:end]
        if "&" in text:
            for match in _WORD.finditer(self.source, start, end):
                if match.start() > start:
                    self._space = True
                start = match.end()
                self._add(html.unescape(match.group()), match.start(), start)
            if start < end:
                self._space = True
            return
        inner = text.lstrip()
        if not inner:
            self._space = True
            return
        size = len(inner)
        if size < end - start:
            self._space = True
            start = end - size
        inner = inner.rstrip()
        self._add(inner, start, start + len(inner))
        if len(inner) < size:
            self._space = True

    def _add(self, text: str, start: int, end: int) -> None:
        """Words that stand from ``start`` to ``end``; an entity at their edge may be a space."""
        parts = text.split()
        if not parts:
            self._space = True
            return
        letters = "".join(parts)
        size = len(letters)
        self.runs.append((start, end))
        self.first_letters.append(self._count)
        self.letters.append(letters)
        self._count += size
        if not self._pieces:
            self._first = start
        elif self._space or text[0].isspace():
            self._pieces.append(" ")
        self._pieces.append(" ".join(parts))
        self._last = end
        self._space = text[-1].isspace()
        if self._link is not None:
            self._linked += size
        if self._stress > 0:
            self._stressed += size

    def markup(self, opening: int) -> int:
        """Where reading goes on after the markup that opens at ``opening``."""
        source = self.source
        match = _NAME.match(source, opening + 1)
        if match is None:
            return self._no_tag(opening)
        name = match[2].lower()
        after = self._tag_end(match.end())
        self.tags += 1
        if after - opening > _LONG_TAG:
            self.attributes = max(self.attributes, len(_QUOTED.sub(" ", source[opening:after]).split()))
        if match[1]:
            self._level -= 1
            self._end_tag(name)
            return after
        if name not in _VOID:
            self._level += 1
            self.depth = max(self.depth, self._level)
        if name in _INLINE:
            if name == "a":
                self._link = self._element if _LEADS.search(source, match.end(), after) else None
            elif name in _STRONG:
                self._stress += 1
            return after
        self.break_line()
        if name in _UNSEEN:
            empty = source[after - 2 : after - 1] == "/" and name not in ("script", "style", "noscript")
            return after if empty else self._skip(name, after)
        if name not in _VOID:
            self._push(name, source[match.end() : after - 1])
        return after

    def _no_tag(self, opening: int) -> int:
        """Past a comment, a declaration or a bare ``<``."""
        source = self.source
        if source.startswith("<!--", opening):
            closing = source.find("-->", opening + 4)
            return len(source) if closing < 0 else closing + 3
        if source[opening + 1 : opening + 2] in ("!", "?", "/"):
            closing = source.find(">", opening)
            return len(source) if closing < 0 else closing + 1
        self._add("<", opening, opening + 1)
        return opening + 1

    def _tag_end(self, position: int) -> int:
        """Past the ``>`` that ends the tag."""
        source = self.source
        closing = source.find(">", position)
        if closing < 0:
            return len(source)
        quotes = source.count('"', position, closing), source.count("'", position, closing)
        if self._quotes and (quotes[0] % 2 or quotes[1] % 2):  # it may stand inside a value
            match = _TAG_END.match(source, position)
            if match is not None:
                return match.end()
            self._quotes = False  # looked for once: a page of open quotes must not cost its square
        return closing + 1

    def _push(self, name: str, attributes: str) -> None:
        implied = _PARAGRAPH if name in _CLOSES_PARAGRAPHS else _IMPLIED.get(name)
        while implied is not None and self._element.name in implied:
            self._pop()
        self._element = Element(name, attributes, self._element)
        self._open[name] = self._open.get(name, 0) + 1

    def _pop(self) -> None:
        self._open[self._element.name] -= 1
        assert self._element.parent is not None  # "html" at the root is never popped: it counts as not open
        if self._link is self._element:  # a link that is left open must not run on through the page
            self._link = None
        self._element = self._element.parent

    def _end_tag(self, name: str) -> None:
        if name in _INLINE:
            if name == "a":
                self._link = None
            elif name in _STRONG:
                self._stress = max(0, self._stress - 1)
            return
        self.break_line()
        if self._open.get(name, 0):  # an end tag without its start is ignored
            while self._element.name != name:
                self._pop()
            self._pop()

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
            text = "".join(self._pieces)
            self.lines.append(Seen(text, self._first, self._last, self._element, self._linked, self._stressed))
            self._pieces = []
            self._linked = self._stressed = 0
        self._space = False
