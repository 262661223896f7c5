"""What the line classifier looks at: numbers about a line, the lines around it and the whole text.

No feature knows a site, a topic or, but for the phrases of ``data/phrases.toml`` and a few function words, a language. All
are rounded, so that the last bits of a platform's logarithm cannot turn a decision.

Each feature belongs to a group; the groups are what a segment's reason names (:mod:`onrecord.read.flat_reasons`).
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from onrecord.read import dates
from onrecord.read.lines import Line
from onrecord.read.phrases import STOP_WORDS
from onrecord.read.wordlist import words

Matrix = npt.NDArray[np.float32]
Vector = npt.NDArray[np.float64]
Marks = npt.NDArray[np.bool_]

SHAPE, WORDING, COMPANY, PLACE, KINSHIP, DOUBLES = "shape", "wording", "company", "place", "kinship", "doubles"

#: What one paragraph can weigh, in words: a long legal notice must not outweigh an article.
HEAVIEST = 60
#: Weight of a line that is no prose, in words, when the stretch of the article is sought: a gap of ten such lines must be
#: outweighed by sixty words of prose behind it.
SHORT_LINE = -6
_FAR = 99.0
_LONGEST_DATE = 200  # characters
_DECIMALS = 4

_SENTENCE_END = re.compile(r"[.!?…。！？][\"'”’»)]*\s+[\"'“‘«(]*[A-ZÀ-ÞА-Я0-9]")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2,}")
_NUMBER = re.compile(r"\d+")
_PUNCTUATION = re.compile(r"[^\w\s]")
_QUOTES = re.compile(r"[\"“”«»„]")
_READER = words("you your yours we our ours us please click")
_WRITER = words("i i'm i’m i've i’ve i'd i’d my me mine")
_SPEECH = words("said says told tells added saying according asked warned announced reported confirmed denied claimed")
_THIRD = words("he she they his her their him them it its who was were had been has would which")
_BULLETS = tuple("•*–—·▪■●-»›")
_DATELINE = re.compile(r"[A-ZÀ-Þ][\w. ,'’-]{1,40}(?:\([\w ]{2,20}\))? ?[—–-]{1,2} \S")
_GLUED = re.compile(r"[a-zà-ÿ0-9?!.’”][A-ZÀ-Þ][a-zà-ÿ]+ \S")
_NUMBERED = re.compile(r"\(?\d{1,2}[.):/] ?\D")
_LINKS = re.compile(r"(?:https?://|www\.|@\w|\w\.(?:com|org|net)\b)", re.I)
_CONTENT = 3  # letters; shorter words are not compared
_STEM = 5  # letters that two words must share
#: From how many long lines on the text's own commonest words are taken for its small words, how long those lines are and how
#: many words are taken.
_FEWEST_LONG, _LONG, _COMMON = 4, 12, 40
_LONGEST_PATTERN = 8
#: A headline is looked for so many lines above, and what it heads so many lines below.
_REACH_OF_A_HEADLINE = 60

#: Kinds that the first pass can give for certain, as features.
_RULES = (
    "byline", "caption", "comment", "credit", "date_line", "navigation", "notice", "promotion", "related_link",
    "subscription_notice",
)  # fmt: skip

_OWN: tuple[tuple[str, str], ...] = (
    ("words", SHAPE), ("characters", SHAPE), ("letters_per_word", SHAPE), ("ends", SHAPE), ("continues", SHAPE),
    ("trails_off", SHAPE), ("capitals", SHAPE), ("shouted", SHAPE), ("digits", SHAPE), ("punctuation", SHAPE),
    ("commas", SHAPE), ("sentences", SHAPE), ("lower_first", SHAPE), ("quotes", SHAPE), ("bullet", SHAPE),
    ("bars", SHAPE), ("dateline", SHAPE), ("glued", SHAPE), ("numbered", SHAPE), ("links", SHAPE), ("asks", SHAPE), ("exclaims", SHAPE), ("small_words", SHAPE),
    ("common_words", WORDING), ("to_the_reader", WORDING), ("first_person", WORDING), ("speech", WORDING), ("third_person", WORDING),
    ("dated", WORDING), ("ago", WORDING), ("closes", WORDING),
    *((f"rule_{kind}", WORDING) for kind in _RULES),
    ("copies", DOUBLES), ("copy_of_earlier", DOUBLES), ("pattern", DOUBLES), ("gap", PLACE),
)  # fmt: skip
_OWN_NAMES = tuple(name for name, _ in _OWN)
_BESIDE = ("words", "ends", "common_words", "capitals", "links", "ruled", "gap")
_REACHES = (1, 2)
#: Paragraphs before and after a line with which it is compared.
_NEAR = 3
_WINDOWS = (3, 8, 20)


@dataclass(frozen=True, slots=True)
class Features:
    """A table of features: ``values`` is float32 of shape (lines, features), ``names`` and ``groups`` name its columns."""

    names: tuple[str, ...]
    groups: tuple[str, ...]
    values: Matrix

    def column(self, name: str) -> Vector:
        return self.values[:, self.names.index(name)].astype(np.float64)


class _Columns:
    """Columns in the making."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.groups: list[str] = []
        self.values: list[Any] = []

    def add(self, name: str, group: str, values: Any) -> None:
        self.names.append(name)
        self.groups.append(group)
        self.values.append(values)

    def done(self) -> Features:
        values = np.stack([np.asarray(column, dtype=np.float64) for column in self.values], axis=1)
        return Features(tuple(self.names), tuple(self.groups), np.round(values, _DECIMALS).astype(np.float32))


def of(lines: Sequence[Line]) -> Features:
    """The features of each line: the line itself, its neighbours, its place, the words that it shares with the text."""
    columns = _Columns()
    own = _own(lines)
    for (name, group), values in zip(_OWN, own.T, strict=True):
        columns.add(name, group, values)
    weights = np.array(
        [min(line.count, HEAVIEST) if line.prose and not line.trails_off else 0 for line in lines], float
    )
    ruled = np.array([line.kind is not None for line in lines], dtype=np.float64)
    columns.add("ruled", WORDING, ruled)
    _beside(columns, dict(zip(_OWN_NAMES, own.T, strict=True)) | {"ruled": ruled})
    _around(columns, weights, ruled, _refrains(lines, own))
    _place(columns, len(lines), weights)
    _distances(columns, lines, weights, own[:, _OWN_NAMES.index("ago")] > 0)
    prose = [line.prose and line.kind is None for line in lines]
    _kinship(columns, "text", lines, prose)
    _near(columns, lines, prose)
    _names(columns, lines, prose)
    _headlines(columns, lines, prose)
    start, end = stretch(np.where(weights > 0, weights, SHORT_LINE) * np.where((ruled > 0) & (weights > 0), 0.3, 1.0))
    _stretch(columns, "prose", len(lines), start, end, weights)
    return columns.done()


def standing(before: Features, chances: Vector, start: int, end: int, title: int | None) -> Features:
    """The features by which kinds are told: those of ``of``, and how a line stands to the article and to its title.

    ``chances``: that each line is the article's; ``start`` and ``end``: from where to where it runs.
    """
    columns = _Columns()
    at = np.arange(len(chances), dtype=np.float64)
    columns.add("chance", COMPANY, chances)
    columns.add("inside", PLACE, (at >= start) & (at < end))
    columns.add("from_start", PLACE, _signed_log(at - start))
    columns.add("from_end", PLACE, _signed_log(at - end))
    columns.add("from_title", PLACE, np.full(len(at), -_FAR) if title is None else _signed_log(at - title))
    own = columns.done()
    return Features(
        before.names + own.names, before.groups + own.groups, np.concatenate([before.values, own.values], axis=1)
    )


def stretch(weights: Vector) -> tuple[int, int]:
    """The run with the greatest sum, as (start, end); (0, 0) where no weight is above nothing.

    Body text as the best stretch of a page: Finn, Kushmerick and Smyth, "Fact or fiction: content classification for digital
    libraries" (2001), here over lines.
    """
    best = total = 0.0
    start = best_start = best_end = 0
    for index, weight in enumerate(weights.tolist()):
        if total <= 0:
            total, start = 0.0, index
        total = round(total + weight, _DECIMALS)
        if total > best:
            best, best_start, best_end = total, start, index + 1
    return best_start, best_end


def stems(line: Line) -> frozenset[str]:
    """The openings of the line's longer words, for comparing; of scripts without spaces the pairs of characters."""
    found = {word[:_STEM] for word in line.folded.split() if len(word) > _CONTENT and word not in STOP_WORDS}
    for run in _UNSPACED.findall(line.folded):
        found.update(run[at : at + 2] for at in range(len(run) - 1))
    return frozenset(found)


def _own(lines: Sequence[Line]) -> Matrix:
    copies = Counter(line.folded for line in lines if line.folded)
    patterns = Counter(pattern for line in lines if (pattern := _pattern(line)))
    seen: set[str] = set()
    rows = []
    common = _common_words(lines)
    for line in lines:
        pattern = _pattern(line)
        rows.append(_row(line, common, copies[line.folded], patterns[pattern], line.folded in seen))
        seen.add(line.folded)
    return np.array(rows, dtype=np.float64).reshape(len(lines), len(_OWN))  # type: ignore[return-value]


def _row(line: Line, common: frozenset[str], copies: int, patterns: int, seen: bool) -> list[float]:
    text, count = line.text, line.count
    size, many = max(1, len(text)), max(1, count)
    folded = line.folded.split()
    length = max(1, len(folded))
    return [
        np.log1p(count), np.log1p(len(text)), len(text) / many, line.ends, line.continues,
        line.trails_off, _share(line.words, _is_capital), _share(line.words, str.isupper), sum(map(str.isdigit, text)) / size,
        len(_PUNCTUATION.findall(text)) / size, text.count(",") / many, len(_SENTENCE_END.findall(text)),
        text[:1].islower(), len(_QUOTES.findall(text)), text.startswith(_BULLETS),
        text.count("|") + text.count("»") + text.count("/"), _DATELINE.match(text) is not None,
        len(_GLUED.findall(text)), _NUMBERED.match(text) is not None, _LINKS.search(text) is not None, "?" in text, "!" in text,
        _share(line.words, _is_small),
        sum(word in common for word in folded) / length, sum(word in _READER for word in folded) / length,
        sum(word.lower() in _WRITER for word in line.words),
        sum(word in _SPEECH for word in folded), sum(word in _THIRD for word in folded),
        size <= _LONGEST_DATE and bool(_NUMBER.search(text)) and bool(dates.find(text)), dates.ago(text), line.closes,
        *(line.kind == kind for kind in _RULES),
        np.log1p(copies), seen, np.log1p(patterns), line.gap,
    ]  # fmt: skip


def _pattern(line: Line) -> str:
    """A short line with all its numbers made one: "7 votes" and "12 votes" are of one pattern. Sentences have none."""
    return _NUMBER.sub("0", line.folded) if line.count <= _LONGEST_PATTERN else ""


def _common_words(lines: Sequence[Line]) -> frozenset[str]:
    """The words that most of the longer lines use: the small words of whatever language it is."""
    uses = Counter(word for line in lines if line.count >= _LONG for word in set(line.folded.split()))
    if sum(1 for line in lines if line.count >= _LONG) < _FEWEST_LONG:
        return STOP_WORDS
    ranked = sorted(uses.items(), key=lambda item: (-item[1], item[0]))
    return frozenset(word for word, times in ranked[:_COMMON] if times >= 2)


def _is_small(word: str) -> bool:
    return len(word) <= 3 and not word[0].isupper()


def _is_capital(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()  # scripts without capitals have none, as prose has few


def _share(items: Sequence[str], holds: Any) -> float:
    return sum(1 for item in items if holds(item)) / max(1, len(items))


def _shifted(values: Vector, by: int) -> Vector:
    """The values of the line ``by`` lines before (after, where negative); -1 beyond the ends."""
    shifted = np.full(len(values), -1.0)
    if by > 0:
        shifted[by:] = values[:-by]
    else:
        shifted[:by] = values[-by:]
    return shifted


def _sides(values: Vector, window: int) -> Iterable[tuple[str, Vector]]:
    """The sums over the ``window`` lines before and after each line."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    at = np.arange(len(values))
    yield "before", np.maximum(0, sums[at] - sums[np.maximum(0, at - window)])
    yield "after", np.maximum(0, sums[np.minimum(len(values), at + 1 + window)] - sums[at + 1])


def _beside(columns: _Columns, own: dict[str, Vector]) -> None:
    for name in _BESIDE:
        for reach in _REACHES:
            columns.add(f"{name}_before_{reach}", COMPANY, _shifted(own[name], reach))
            columns.add(f"{name}_after_{reach}", COMPANY, _shifted(own[name], -reach))


def _refrains(lines: Sequence[Line], own: Matrix) -> Vector:
    """Lines that come again and again, as "Reply", "7 votes" and the ages of comments and teasers do."""
    patterns = own[:, _OWN_NAMES.index("pattern")]
    dated = np.array([line.kind == "date_line" for line in lines], dtype=bool)
    aged = own[:, _OWN_NAMES.index("ago")] > 0
    return np.asarray((patterns >= np.log1p(3)) | dated | aged, dtype=np.float64)


def _around(columns: _Columns, weights: Vector, ruled: Vector, refrains: Vector) -> None:
    for window in _WINDOWS:
        for name, values in _sides(weights, window):
            columns.add(f"prose_{name}_{window}", COMPANY, np.log1p(values))
        for name, values in _sides((weights > 0).astype(float), window):
            columns.add(f"paragraphs_{name}_{window}", COMPANY, values / window)
        for name, values in _sides(ruled, window):
            columns.add(f"ruled_{name}_{window}", COMPANY, values / window)
        for name, values in _sides(refrains, window):
            columns.add(f"refrains_{name}_{window}", COMPANY, values / window)


def _place(columns: _Columns, count: int, weights: Vector) -> None:
    at = np.arange(count, dtype=np.float64)
    sums = np.cumsum(weights)
    whole = float(sums[-1]) if count else 0.0
    columns.add("at", PLACE, np.log1p(at))
    columns.add("to_end", PLACE, np.log1p(count - 1 - at))
    columns.add("at_share", PLACE, at / max(1, count))
    columns.add("prose_so_far", PLACE, (sums - weights) / max(1.0, whole))
    columns.add("prose_of_text", PLACE, np.full(count, np.log1p(whole)))
    columns.add("prose_per_line", PLACE, np.full(count, float(np.mean(weights > 0)) if count else 0.0))


def _distances(columns: _Columns, lines: Sequence[Line], weights: Vector, aged: Marks) -> None:
    signs = {
        "prose": weights > 0,
        "signature": np.array([line.kind in ("byline", "date_line") for line in lines], dtype=bool),
        "closing": np.array([line.closes for line in lines], dtype=bool),
        "link": np.array([line.kind == "related_link" for line in lines], dtype=bool),
        "comments": np.array([line.closes and line.kind == "comment" for line in lines], dtype=bool),
        "age": aged,
    }
    for name, marks in signs.items():
        columns.add(f"since_{name}", PLACE, _since(marks))
        columns.add(f"until_{name}", PLACE, _since(marks[::-1])[::-1])


def _since(marks: Marks) -> Vector:
    """The logarithm of how many lines ago the last mark stood, the line itself left out."""
    at = np.arange(len(marks))
    last = np.maximum.accumulate(np.where(marks, at, -1)) if len(marks) else at
    last = np.concatenate([[-1], last])[: len(marks)]
    return np.log1p(np.where(last < 0, _FAR, np.minimum(at - last, _FAR)))


def _kinship(columns: _Columns, name: str, lines: Sequence[Line], counted: Sequence[bool]) -> None:
    """How much of a line's words the counted lines use, itself left out."""
    own = [stems(line) for line in lines]
    uses = Counter(stem for words_of, yes in zip(own, counted, strict=True) if yes for stem in words_of)
    shares, depths = [], []
    for words_of, yes in zip(own, counted, strict=True):
        others = [uses[stem] - yes for stem in words_of]
        shares.append(sum(1 for n in others if n > 0) / len(others) if others else -1.0)
        depths.append(sum(min(n, 8) for n in others) / len(others) if others else -1.0)
    columns.add(f"{name}_share", KINSHIP, shares)
    columns.add(f"{name}_depth", KINSHIP, np.log1p(np.maximum(0, depths)))


def _near(columns: _Columns, lines: Sequence[Line], prose: Sequence[bool]) -> None:
    """How much of a line's words the paragraphs next to it use: an article goes on, a list of teasers jumps."""
    own = [stems(line) for line in lines]
    at = [index for index, yes in enumerate(prose) if yes]
    before: list[float] = []
    after: list[float] = []
    passed = 0
    for index, words_of in enumerate(own):
        following = passed + (passed < len(at) and at[passed] == index)
        for shares, around in (
            (before, at[max(0, passed - _NEAR) : passed]),
            (after, at[following : following + _NEAR]),
        ):
            known = set().union(*(own[other] for other in around))
            shares.append(len(words_of & known) / len(words_of) if words_of and around else -1.0)
        passed = following
    columns.add("near_before", KINSHIP, before)
    columns.add("near_after", KINSHIP, after)


def _headlines(columns: _Columns, lines: Sequence[Line], prose: Sequence[bool]) -> None:
    """Of the short lines above a line the one whose words most paragraphs below it use: how many those are, and how far it is.

    A title is spread over its article; the headline of a teaser is not.
    """
    own = [stems(line) for line in lines]
    below: dict[str, list[int]] = {}
    heads = [0] * len(lines)
    for index in range(len(lines) - 1, -1, -1):
        if len(own[index]) >= 2 and lines[index].count <= 25 and lines[index].kind is None:
            shared: Counter[int] = Counter()
            for stem in own[index]:
                for other in reversed(below.get(stem, ())):
                    if other - index > _REACH_OF_A_HEADLINE:
                        break
                    shared[other] += 1
            heads[index] = sum(1 for times in shared.values() if times >= 2)
        if prose[index]:
            for stem in own[index]:
                below.setdefault(stem, []).append(index)
    best = _best_above(heads)
    columns.add("heads", KINSHIP, np.log1p(heads))
    columns.add("headed", KINSHIP, np.log1p([heads[at] if at is not None else 0 for at in best]))
    columns.add("from_head", PLACE, np.log1p([_FAR if at is None else index - at for index, at in enumerate(best)]))
    columns.add(
        "head_share", KINSHIP,
        [-1.0 if at is None else len(own[at] & words_of) / len(own[at]) for at, words_of in zip(best, own, strict=True)],
    )  # fmt: skip


def _best_above(heads: Sequence[int]) -> list[int | None]:
    """For each line the nearest of the best heads among the lines above it that reach it, in linear time."""
    best: list[int | None] = []
    waiting: deque[int] = deque()
    for index, value in enumerate(heads):
        while waiting and index - waiting[0] > _REACH_OF_A_HEADLINE:
            waiting.popleft()
        best.append(waiting[0] if waiting else None)
        if value:
            while waiting and heads[waiting[-1]] <= value:
                waiting.pop()
            waiting.append(index)
    return best


def _names(columns: _Columns, lines: Sequence[Line], prose: Sequence[bool]) -> None:
    """How many of a line's names other paragraphs use."""
    own = [
        frozenset(word.lower() for word in line.words[1:] if len(word) > _CONTENT and word[0].isupper())
        for line in lines
    ]
    uses = Counter(name for names, yes in zip(own, prose, strict=True) if yes for name in names)
    shares = [
        sum(1 for name in names if uses[name] > yes) / len(names) if names else -1.0
        for names, yes in zip(own, prose, strict=True)
    ]
    columns.add("names_share", KINSHIP, shares)


def _stretch(columns: _Columns, name: str, count: int, start: int, end: int, weights: Vector) -> None:
    at = np.arange(count, dtype=np.float64)
    inside = (at >= start) & (at < end)
    columns.add(f"{name}_inside", PLACE, inside)
    columns.add(f"{name}_from_start", PLACE, _signed_log(at - start))
    columns.add(f"{name}_from_end", PLACE, _signed_log(at - end))
    columns.add(f"{name}_stretch", PLACE, np.full(count, np.log1p(float(np.sum(weights[start:end])))))


def _signed_log(values: Vector) -> Vector:
    return np.sign(values) * np.log1p(np.abs(values))
