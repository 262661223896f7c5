"""What the classifier learns from: rendered pages, and the many ways in which their text is damaged on its way to a desk.

Each page gives its two renderings as they are and a number of variants, drawn with a fixed seed: cut around the article, thinned
out, without blank lines, with lost paragraphs and punctuation, hard-wrapped, shuffled, or wrapped in another site's furniture.
Every line of a variant keeps what is known of it.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from textwrap import wrap

from benchmarks._flat_pages import Page

from onrecord.model.article import SegmentKind
from onrecord.read.lines import Line, split
from onrecord.read.repair import repair


@dataclass(frozen=True, slots=True)
class Part:
    """A line of a page with what is known of it. ``gap``: a blank line stands before it."""

    text: str
    gold: bool
    kind: SegmentKind | None
    gap: bool


@dataclass(slots=True)
class Example:
    """The lines of one text as the reader splits them, of which part each is (``parts``, indexes), and what it is."""

    site: str
    lines: list[Line]
    parts: list[int]
    gold: list[bool]
    kinds: list[SegmentKind | None]
    weights: list[float] = field(default_factory=list)


_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z“\"])")

_LONG = 150  # words

Damage = Callable[[list[Part], random.Random], list[Part]]


def parts(page: Page) -> list[Part]:
    """The lines of a rendered page."""
    found, previous = [], 0
    for piece in page.pieces:
        gap = page.text.count("\n", previous, piece.start) > 1
        found.append(Part(page.text[piece.start : piece.end], piece.gold, piece.kind, gap))
        previous = piece.end
    return found


def variants(own: list[Part], others: Sequence[list[Part]], count: int, chance: random.Random) -> Iterator[list[Part]]:
    """The page as it is, then ``count`` damaged variants. ``others`` lend their furniture."""
    yield own
    if not any(part.gold for part in own):
        return
    for number in range(count):
        damaged = own
        if number % 2:
            damaged = _cropped(damaged, chance)
        if others and chance.random() < 0.2:
            damaged = _transplanted(damaged, chance.choice(others), chance)
        if others and chance.random() < 0.12:
            damaged = _teased(damaged, others, chance)
        if others and chance.random() < 0.3:
            damaged = _interleaved(damaged, others, chance)
        for damage, how_often in _DAMAGES:
            if chance.random() < how_often:
                damaged = damage(damaged, chance)
        yield damaged


def example(site: str, given: Sequence[Part]) -> Example:
    """The parts as one text, split by the reader."""
    text, starts = "", []
    for part in given:
        text += "\n\n" if part.gap and text else "\n" if text else ""
        starts.append(len(text))
        text += part.text
    origin = repair(text)
    found = Example(site, split(origin.text), [], [], [])
    at = 0
    for line in found.lines:
        place = origin.origin(line.start)
        while at + 1 < len(starts) and starts[at + 1] <= place:
            at += 1
        found.parts.append(at)
        found.gold.append(given[at].gold)
        found.kinds.append(given[at].kind)
    found.weights = _weights(found)
    return found


def _weights(given: Example) -> list[float]:
    """Lines weigh by the root of their words; a page's body and the rest of it weigh the same on every page.

    Further copies of a body line (teasers of the article itself, and the whole of it on one line) count nothing: what they
    are nobody said.
    """
    body = [line for line, gold in zip(given.lines, given.gold, strict=True) if gold]
    copies = Counter(line.folded for line in body)
    doubles = {line.folded for line in body if copies[line.folded] > 1 or _holds_others(line, body)}
    raw = [
        0.0 if gold and line.folded in doubles else min(line.count, 60) ** 0.5 if line.count >= 3 else 0.3
        for line, gold in zip(given.lines, given.gold, strict=True)
    ]
    totals = {
        side: sum(weight for weight, gold in zip(raw, given.gold, strict=True) if gold is side)
        for side in (True, False)
    }
    return [weight * 100 / max(50.0, totals[gold]) for weight, gold in zip(raw, given.gold, strict=True)]


def _holds_others(line: Line, others: Sequence[Line]) -> bool:
    """Whether a long line has several other lines in it."""
    if line.count < _LONG:
        return False
    held = sum(1 for other in others if other.count >= 8 and other is not line and other.folded in line.folded)
    return held >= 2


def _span(given: Sequence[Part]) -> tuple[int, int]:
    gold = [index for index, part in enumerate(given) if part.gold]
    return (gold[0], gold[-1] + 1) if gold else (0, 0)


def _cropped(given: list[Part], chance: random.Random) -> list[Part]:
    """A few lines before and after the article, as someone copies them; sometimes a part of the article only."""
    start, end = _span(given)
    before, after = (min(int(chance.expovariate(1 / 8)), 60) for _ in range(2))
    inner = given[start:end]
    if chance.random() < 0.35:
        size = chance.randint(2, 10)
        first = 0 if chance.random() < 0.6 else chance.randrange(len(inner))
        inner = inner[first : first + size]
    head = given[max(0, start - before) : start]
    title = [part for part in given[:start] if part.kind == "heading"][-1:]
    if title and title[0] not in head and chance.random() < 0.8:
        head = title + head
    return head + inner + given[end : end + after]


def _transplanted(given: Sequence[Part], other: Sequence[Part], chance: random.Random) -> list[Part]:
    """The article with its nearest lines in another page's furniture, as aggregators show it."""
    start, end = _span(other)
    own_start, own_end = _span(given)
    before, after = chance.randint(0, 8), chance.randint(0, 8)
    whole = chance.random() < 0.5
    head = other[:start] if whole else other[max(0, start - 40) : start]
    tail = other[end:] if whole else other[end : end + 40]
    return [*head, *given[max(0, own_start - before) : own_end + after], *tail]


def _teased(given: Sequence[Part], others: Sequence[list[Part]], chance: random.Random) -> list[Part]:
    """A list of other stories before, after or among the furniture: their titles, their first sentences, their age."""
    teasers: list[Part] = []
    glued, shown, cut = chance.random() < 0.25, chance.random(), chance.random() < 0.3
    age = chance.choice(("", "", "{} hours ago", "{} min", "May {}, 2019", "{}/11/2019"))
    for other in chance.sample(others, min(len(others), chance.randint(3, 12))):
        titles = [part.text for part in other if part.kind == "heading"]
        body = [part.text for part in other if part.gold and part.kind == "body" and len(part.text) > 60]
        if not titles or not body:
            continue
        lead = _SENTENCE.split(chance.choice(body[:3]))[0]
        lead = f"{lead[: chance.randint(60, 140)].rsplit(' ', 1)[0]}…" if cut else lead
        texts = [f"{titles[0]}{lead}"] if glued else [titles[0], lead] if shown < 0.6 else [lead]
        texts += [age.format(chance.randint(1, 12))] if age else []
        teasers += [Part(text, False, "related_link", True) for text in texts]
    start, end = _span(given)
    at = chance.choice((0, start // 2, end, (end + len(given)) // 2, len(given)))
    return [*given[:at], *teasers, *given[at:]]


def _interleaved(given: Sequence[Part], others: Sequence[list[Part]], chance: random.Random) -> list[Part]:
    """Headlines of other stories between the paragraphs, some with words that say so."""
    sign = chance.choice(("", "", "", "Read more: ", "Watch: ", "READ NEXT: "))
    headlines = [
        part.text for other in others for part in other if part.kind in ("heading", "related_link") and not part.gold
    ]
    headlines = [text for text in headlines if 5 <= len(text.split()) <= 18 and not text.endswith(".")]
    rate = chance.choice((0.1, 0.2, 0.4))
    found: list[Part] = []
    for part in given:
        found.append(part)
        if headlines and part.gold and part.kind == "body" and chance.random() < rate:
            found.append(Part(sign + chance.choice(headlines), False, "related_link", part.gap))
    return found


def _thinned(given: list[Part], chance: random.Random) -> list[Part]:
    """Furniture lost in runs, as cleaners lose it."""
    kept, losing = [], False
    rate = chance.choice((0.1, 0.3, 0.6))
    for part in given:
        if chance.random() < 0.2:
            losing = chance.random() < rate
        if part.gold or not losing:
            kept.append(part)
    return kept


def _without_gaps(given: list[Part], chance: random.Random) -> list[Part]:
    return [replace(part, gap=False) for part in given]


def _with_gaps(given: list[Part], chance: random.Random) -> list[Part]:
    return [replace(part, gap=True) for part in given]


def _lost(given: list[Part], chance: random.Random) -> list[Part]:
    rate = chance.choice((0.1, 0.25))
    return [part for part in given if not part.gold or chance.random() > rate]


def _unquoted(given: list[Part], chance: random.Random) -> list[Part]:
    return [replace(part, text=_stripped(part.text, "\"“”‘’«»'")) for part in given]


def _unpointed(given: list[Part], chance: random.Random) -> list[Part]:
    rate = chance.choice((0.2, 0.5, 1.0))
    return [replace(part, text=part.text.rstrip(".") or "-") if chance.random() < rate else part for part in given]


def _stripped(text: str, characters: str) -> str:
    return text.translate({ord(character): None for character in characters}).strip() or "-"


def _shuffled(given: list[Part], chance: random.Random) -> list[Part]:
    body = [part for part in given if part.gold]
    chance.shuffle(body)
    order = iter(body)
    return [next(order) if part.gold else part for part in given]


def _hard_wrapped(given: list[Part], chance: random.Random) -> list[Part]:
    width = chance.choice((66, 72, 78))
    found = []
    for part in given:
        pieces = wrap(part.text, width) or [part.text]
        found.append(replace(part, text=pieces[0], gap=True))
        found += [replace(part, text=piece, gap=False) for piece in pieces[1:]]
    return found


def _joined(given: list[Part], chance: random.Random) -> list[Part]:
    """Ends of paragraphs lost: several paragraphs on one line."""
    found: list[Part] = []
    most = chance.choice((2, 4, 12))
    left = 0
    for part in given:
        if left > 0 and part.gold and part.kind == "body" and found[-1].gold and found[-1].kind == "body":
            found[-1] = replace(found[-1], text=f"{found[-1].text} {part.text}")
            left -= 1
        else:
            found.append(part)
            left = chance.randrange(most)
    return found


def _sentences(given: list[Part], chance: random.Random) -> list[Part]:
    """Each sentence a paragraph of its own."""
    found: list[Part] = []
    for part in given:
        pieces = _SENTENCE.split(part.text) if part.gold and part.kind == "body" else [part.text]
        found += [replace(part, text=piece) for piece in pieces if piece.strip()]
    return found


def _listed(given: list[Part], chance: random.Random) -> list[Part]:
    """A part of the article as a list: short lines without full stops, numbered at times."""
    body = [index for index, part in enumerate(given) if part.gold and part.kind == "body"]
    if len(body) < 4:
        return given
    first = chance.randrange(1, len(body))
    chosen = set(body[first : first + chance.randint(1, max(2, len(body) // 2))])
    sign = chance.choice(("", "- ", "• ", "* ", "{}. ", "{}) "))
    found: list[Part] = []
    number = 0
    for index, part in enumerate(given):
        if index not in chosen:
            found.append(part)
            continue
        words = part.text.rstrip(".").split()
        while words:
            size, number = chance.randint(2, 9), number + 1
            found.append(replace(part, text=f"{sign.format(number)}{' '.join(words[:size]).rstrip(',')}"))
            words = words[size:]
    return found


_VOWELS, _CONSONANTS = "aeiou", "bcdfghjklmnpqrstvwxyz"
#: Letters of other scripts, as many as the Latin ones; those of the last three have no capitals.
_SCRIPTS = (
    "абвгдежзиклмнопрстуфхцчшщы",
    "αβγδεζηθικλμνξοπρστυφχψωάέ",
    "אבגדהוזחטיכלמנסעפצקרשתםןףץ",
    "ابتثجحخدذرزسشصضطظعغفقكلمنه",
    "कखगघचछजझटठडढणतथदधनपफबभमयरल",
)
_LATIN = "abcdefghijklmnopqrstuvwxyz"


def _foreign(given: list[Part], chance: random.Random) -> list[Part]:
    """A language that nobody knows, at times in another script: no word is known and all shapes stay."""
    table: dict[int, str] = {}
    if chance.random() < 0.5:
        for letters in (_VOWELS, _CONSONANTS):
            others = "".join(chance.sample(letters, len(letters)))
            table |= str.maketrans(letters + letters.upper(), others + others.upper())
    else:
        script = chance.choice(_SCRIPTS)
        table |= str.maketrans(_LATIN + _LATIN.upper(), script + script.upper())
    return [replace(part, text=part.text.translate(table)) for part in given]


def _unspaced(given: list[Part], chance: random.Random) -> list[Part]:
    """A script without spaces: each word one or two characters, full stops of its own."""
    table = {letter: chr(0x4E00 + chance.randrange(3000)) for letter in _LATIN}
    found = []
    for part in given:
        words = ["".join(table.get(letter, letter) for letter in word.lower()[:2]) for word in part.text.split()]
        ends = "。" if part.text.endswith(".") else ""
        found.append(replace(part, text=("".join(words) or "-") + ends))
    return found


_DAMAGES: tuple[tuple[Damage, float], ...] = (
    (_thinned, 0.5),
    (_lost, 0.25),
    (_unquoted, 0.15),
    (_unpointed, 0.1),
    (_shuffled, 0.1),
    (_without_gaps, 0.25),
    (_with_gaps, 0.25),
    (_hard_wrapped, 0.06),
    (_joined, 0.12),
    (_sentences, 0.06),
    (_listed, 0.12),
    (_foreign, 0.2),
    (_unspaced, 0.03),
)
