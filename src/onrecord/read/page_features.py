"""What a model can see of each visible line of a page: its words, its markup, the lines around it, and its place in the page.

No feature knows a site or the subject of an article, and none counts from the top of the page or tells its length: few pages to
learn from would be known by such numbers again. Most follow Kohlschütter, Fankhauser and Nejdl, *Boilerplate Detection
using Shallow Text Features* (2010): length and share of links, of the line and of its neighbours; the score of a container is
that of Arc90's Readability.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from onrecord.read.lines import length
from onrecord.read.page import Element, Seen
from onrecord.read.wordlist import words

_ATTRIBUTE = re.compile(
    r"""\b(class|id|itemprop|role|style|hidden|aria-hidden)\b(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"']++)))?""",
    re.I,
)
_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_UNSEEN_STYLE = re.compile(r"display\s*+:\s*+none|visibility\s*+:\s*+hidden", re.I)
_TOKEN = re.compile(r"[^\W_]+|©")
_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।", ":")
_QUOTES = "\"'”’»“‘«)]"
#: Elements whose name says something of what stands in them, however deep.
_AROUND = (
    "article", "main", "section", "aside", "nav", "header", "footer", "form", "figure", "figcaption", "ul", "ol", "table",
    "blockquote", "button", "label", "address", "h1", "h2", "h3", "h4",
)  # fmt: skip
#: Elements that a line stands in directly.
_HOLDING = (
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "td",
    "figcaption",
    "blockquote",
    "section",
    "article",
)
#: Elements that hold one line or few, not the lines of an article.
_SMALL = words("p h1 h2 h3 h4 h5 h6 li ul ol blockquote td th tr tbody table dd dt dl figure figcaption pre center")
_OUTERMOST = frozenset({"html", "body"})  # what they are called says nothing of a line
_MARKS = ("article_body", "unseen")
_PROSE = 8  # words from which on a line that is hardly linked counts as prose of its container
_ATTRIBUTES = 1500  # characters of a tag that are looked at
_READ = 500  # characters of a line that its words are looked for in
_FAR = 1000  # lines and words beyond this are told apart no further

Matrix = NDArray[np.float32]
Vote = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Hints:
    """What helps to see a page's article: its title and description, and which lines each of ``_VOTES`` takes for it."""

    title: str
    description: str
    votes: tuple[Vote, Vote]


@cache
def _hints(table: str) -> tuple[tuple[str, ...], dict[str, int]]:
    """The groups of one table of hints, and for each word the bits of the groups it belongs to."""
    groups = tomllib.loads((files("onrecord.read") / "data" / "html_words.toml").read_text(encoding="utf-8"))[table]
    bits: dict[str, int] = defaultdict(int)
    for bit, entries in enumerate(groups.values()):
        for word in entries.split():
            bits[word] |= 1 << bit
    return tuple(groups), dict(bits)


class _Elements:
    """What the elements of one page say of the lines in them, as bits: each element is looked at once."""

    def __init__(self) -> None:
        first = len(_hints("names")[0]) + len(_MARKS)
        self._tags = {tag: 1 << (first + at) for at, tag in enumerate(_AROUND)}
        self.own_bits = first
        self.bits = first + len(_AROUND)
        self._own: dict[Element, int] = {}
        self._near: dict[Element, int] = {}
        self._around: dict[Element, int] = {}

    def own(self, element: Element) -> int:
        """The bits of the element by itself."""
        bits = self._own.get(element)
        if bits is None:
            bits = _bits_of(element.attributes[:_ATTRIBUTES]) if element.attributes else 0
            bits = self._own[element] = bits | self._tags.get(element.name, 0)
        return bits

    def near(self, element: Element) -> int:
        """The bits of the two elements right around the element."""
        parent = element.parent
        if parent is None or parent.name in _OUTERMOST:
            return 0
        bits = self._near.get(parent)
        if bits is None:
            bits = self.own(parent)
            if parent.parent is not None and parent.parent.name not in _OUTERMOST:
                bits |= self.own(parent.parent)
            self._near[parent] = bits
        return bits

    def around(self, element: Element | None) -> int:
        """The bits of the element and of all elements around it below ``body``."""
        path = []
        while element is not None and element not in self._around:
            if element.name in _OUTERMOST:
                self._around[element] = 0
                break
            path.append(element)
            element = element.parent
        bits = self._around[element] if element is not None else 0
        for inner in reversed(path):
            bits |= self.own(inner)
            self._around[inner] = bits
        return bits


@lru_cache(maxsize=1 << 12)
def _bits_of(attributes: str) -> int:
    """The bits of an element with these attributes. Kept from page to page: pages of a site share them."""
    groups, hinted = _hints("names")
    article_body, unseen = (1 << (len(groups) + at) for at in range(len(_MARKS)))
    bits = 0
    for match in _ATTRIBUTE.finditer(attributes):
        name = match[1].lower()
        value = match[2] or match[3] or match[4] or ""
        if name == "style":
            bits |= unseen if _UNSEEN_STYLE.search(value) else 0
        elif name in ("hidden", "aria-hidden"):
            bits |= unseen if value.lower() != "false" else 0
        else:
            if "articlebody" in value.lower():
                bits |= article_body
            for part in _NAME_PART.findall(value):
                bits |= hinted.get(part.lower(), 0)
    return bits


def around(lines: Sequence[Seen], groups: Sequence[str]) -> NDArray[np.bool_]:
    """Which lines stand in an element that is named so: of shape (lines, groups of names)."""
    elements = _Elements()
    bits = [_hints("names")[0].index(group) for group in groups]
    masks = np.array([elements.around(line.element) for line in lines], dtype=np.int64)
    return np.asarray(masks[:, None] >> np.array(bits, dtype=np.int64) & 1, dtype=bool)


def container(element: Element) -> Element:
    """The element that would hold an article if ``element`` held one of its paragraphs."""
    while element.name in _SMALL and element.parent is not None:
        element = element.parent
    return element


_TEXT = (
    "words", "linked", "stressed", "ends", "lower", "upper", "capitals", "digits", "commas", "quote", "colon",
    "dots", "asks", "bar", "at_sign", "seen_before", "in_title", "is_title", "in_description", "kinship",
)  # fmt: skip
#: The extractors whose choice of lines is given, in the order of ``Hints.votes``.
_VOTES = ("trafilatura", "resiliparse")
_PLACE = (
    "score", "score_rank", "in_best", "in_best_parent", "style_share", "style_vote", "style_second_vote", "container_linked", "from_first", "to_last",
    "from_heading", "from_first_vote", "to_last_vote",
)  # fmt: skip
_NEIGHBOURS = ("words", "linked", "ends", "score", "in_best", "style_share", "capitals", *_VOTES)
_STEPS = (-2, -1, 1, 2)
_REACHES = (3, 8)


@cache
def names() -> tuple[str, ...]:
    """The names of the columns that :func:`features` gives."""
    said, marked = _hints("said")[0], (*_hints("names")[0], *_MARKS)
    return (
        *_TEXT,
        *(f"said_{group}" for group in said),
        *(f"opens_{group}" for group in said),
        *(f"is_{tag}" for tag in _HOLDING),
        *(f"own_{group}" for group in marked),
        *(f"near_{group}" for group in marked),
        *(f"around_{group}" for group in (*marked, *_AROUND)),
        *_PLACE,
        *_VOTES,
        *(f"{name}_{step:+d}" for step in _STEPS for name in _NEIGHBOURS),
        *(f"{name}_within_{reach}" for reach in _REACHES for name in ("prose", *_VOTES)),
    )


@cache
def _neighbours() -> list[int]:
    return [names().index(name) for name in _NEIGHBOURS]


def features(lines: Sequence[Seen], hints: Hints) -> Matrix:
    """One row for each line, one column for each of :func:`names`; no value is missing. ``lines`` are not empty."""
    elements = _Elements()
    text, said, opens = _of_text(lines, hints)
    votes = np.stack([np.asarray(vote, dtype=np.float32) for vote in hints.votes], axis=1)
    place, core = _of_place(lines, text, votes)
    text[:, _TEXT.index("kinship")] = _kinship(lines, core)
    holding = {tag: at for at, tag in enumerate(_HOLDING)}
    tags = np.zeros((len(lines), len(_HOLDING) + 1), dtype=np.float32)
    tags[np.arange(len(lines)), [holding.get(line.element.name, len(_HOLDING)) for line in lines]] = 1
    groups = len(_hints("said")[0])
    base = np.hstack(
        [
            text,
            _bits(said, groups),
            _bits(opens, groups),
            tags[:, :-1],
            _bits([elements.own(line.element) for line in lines], elements.own_bits),
            _bits([elements.near(line.element) for line in lines], elements.own_bits),
            _bits([elements.around(line.element) for line in lines], elements.bits),
            place,
            votes,
        ]
    )
    shown = base[:, _neighbours()]
    wide = np.hstack([_prose(text)[:, None], votes])
    return np.hstack([base, *(_shift(shown, step) for step in _STEPS), *(_mean(wide, reach) for reach in _REACHES)])


def _prose(text: Matrix) -> NDArray[np.float32]:
    """The words of lines that read as prose, 0 for others."""
    count, linked = text[:, _TEXT.index("words")], text[:, _TEXT.index("linked")]
    prose: NDArray[np.float32] = np.where((count >= _PROSE) & (linked < 0.5), count, np.float32(0))
    return prose


def _bits(masks: Sequence[int], count: int) -> Matrix:
    found = np.asarray(masks, dtype=np.int64)[:, None] >> np.arange(count, dtype=np.int64)
    return (found & 1).astype(np.float32)


def _shift(matrix: Matrix, step: int) -> Matrix:
    """The rows ``step`` further on; -1 beyond the page."""
    shifted = np.full_like(matrix, -1)
    size = len(matrix) - abs(step)
    if size > 0:
        shifted[max(0, -step) : max(0, -step) + size] = matrix[max(0, step) : max(0, step) + size]
    return shifted


def _mean(matrix: Matrix, reach: int) -> Matrix:
    """The mean over the rows at most ``reach`` away."""
    total = np.vstack([np.zeros((1, matrix.shape[1])), np.cumsum(matrix, axis=0, dtype=np.float64)])
    at = np.arange(len(matrix))
    low, high = np.maximum(at - reach, 0), np.minimum(at + reach + 1, len(matrix))
    mean: Matrix = ((total[high] - total[low]) / (high - low)[:, None]).astype(np.float32)
    return mean


def _of_text(lines: Sequence[Seen], hints: Hints) -> tuple[Matrix, list[int], list[int]]:
    """The columns of ``_TEXT`` (kinship still 0), and the hints of each line's words and of its first two words, as bits."""
    hinted = _hints("said")[1]
    title = frozenset(_TOKEN.findall(hints.title.lower()))
    described = hints.description if len(hints.description) > 20 else ""
    before: set[str] = set()
    rows, said, opens = [], [], []
    for line in lines:
        text = line.text
        spaces = text.count(" ")
        letters = len(text) - spaces
        tokens = _TOKEN.findall(text[:_READ])
        count = max(1, len(tokens))
        lowered = [token.lower() for token in tokens]
        bits = 0
        for token in lowered:
            if token in hinted:
                bits |= hinted[token]
        said.append(bits)
        opens.append(hinted.get(lowered[0], 0) | hinted.get(lowered[min(1, count - 1)], 0) if tokens else 0)
        stripped = text.rstrip(_QUOTES)
        rows.append(
            (
                min(length(text), _FAR),
                line.linked / letters,
                line.stressed / letters,
                stripped.endswith(_ENDS),
                text[0].islower(),
                text.isupper(),
                1 - sum(map(str.islower, [token[0] for token in tokens])) / count,
                sum(map(str.isdigit, [token[0] for token in tokens])) / count,
                text.count(",") / (spaces + 1),
                text[0] in _QUOTES,
                text.endswith(":"),
                stripped.endswith(("...", "…")),
                "?" in text,
                "|" in text or " / " in text,
                "@" in text,
                text in before,
                sum(map(title.__contains__, lowered)) / count,
                title == frozenset(lowered) and count > 1,
                spaces >= 3 and described != "" and (text in described or described in text),
                0,
            )
        )
        before.add(text)
    return np.asarray(rows, dtype=np.float32), said, opens


def _of_place(lines: Sequence[Seen], text: Matrix, votes: Matrix) -> tuple[Matrix, NDArray[np.int64]]:
    """The columns of ``_PLACE``, and which lines are prose in the container that holds most of it."""
    count = len(lines)
    numbers = np.arange(count)
    prose, linked = _prose(text).tolist(), (text[:, 0] * text[:, 2]).tolist()
    size = text[:, 0].tolist()
    holders = [container(line.element) for line in lines]
    styles = [
        (line.element.name, line.element.attributes, holder.attributes)
        for line, holder in zip(lines, holders, strict=True)
    ]
    scores: dict[Element, float] = defaultdict(float)
    held: dict[Element, list[float]] = defaultdict(lambda: [0.0, 0.0])
    style_words: dict[tuple[str, str, str], NDArray[np.float64]] = defaultdict(lambda: np.zeros(4))
    of_style = np.stack([_prose(text), text[:, 0], text[:, 0] * votes[:, 0], text[:, 0] * votes[:, 1]], axis=1)
    for at, holder in enumerate(holders):
        style_words[styles[at]] += of_style[at]
        scores[holder] += prose[at]
        if holder.parent is not None:
            scores[holder.parent] += prose[at] / 2
        sums = held[holder]
        sums[0] += size[at]
        sums[1] += linked[at]
    best = max(holders, key=scores.__getitem__)
    rank = {score: at for at, score in enumerate(sorted({scores[holder] for holder in held}, reverse=True))}
    inside, inside_parent = _inside(best), _inside(best.parent)
    in_best = np.array([inside(holder) for holder in holders])
    core = np.flatnonzero(in_best & (_prose(text) > 0))
    first, last = (core[0], core[-1]) if len(core) else (0, count - 1)
    voted = np.flatnonzero(votes[:, 0])
    first_vote, last_vote = (voted[0], voted[-1]) if len(voted) else (first, last)
    heading = next((at for at, line in enumerate(lines) if line.element.name == "h1"), first)
    score = np.array([scores[holder] for holder in holders])
    style = np.array([style_words[key] for key in styles])
    sums_of = np.array([held[holder] for holder in holders])
    columns = [
        score / max(1.0, scores[best]),
        np.array([min(rank[scores[holder]], 20) for holder in holders]),
        in_best,
        np.array([inside_parent(holder) for holder in holders]),
        style[:, 0] / max(1.0, sum(prose)),
        style[:, 2] / style[:, 1],
        style[:, 3] / style[:, 1],
        sums_of[:, 1] / np.maximum(1.0, sums_of[:, 0]),
        np.clip(numbers - first, -50, 50),
        np.clip(last - numbers, -50, 50),
        np.clip(numbers - heading, -50, 50),
        np.clip(numbers - first_vote, -50, 50),
        np.clip(last_vote - numbers, -50, 50),
    ]
    return np.stack(columns, axis=1).astype(np.float32), core


def _kinship(lines: Sequence[Seen], core: NDArray[np.int64]) -> list[float]:
    """The share of each line's longer words that other lines of the core use too: teasers of other stories speak of others."""
    own = [frozenset(word for word in line.text[:_READ].lower().split() if len(word) > 4) for line in lines]
    uses = Counter(word for at in core.tolist() for word in own[at])
    in_core = set(core.tolist())
    return [
        sum(1 for word in words_of if uses[word] > (at in in_core)) / max(1, len(words_of))
        for at, words_of in enumerate(own)
    ]


def _inside(outer: Element | None) -> Callable[[Element], bool]:
    """A test whether an element is ``outer`` or inside it, that looks at each element once."""
    known: dict[Element, bool] = {outer: True} if outer is not None else {}

    def test(element: Element) -> bool:
        path = []
        at: Element | None = element
        while at is not None and at not in known:
            path.append(at)
            at = at.parent
        found = at is not None and known[at]
        known.update(dict.fromkeys(path, found))
        return found

    return test
