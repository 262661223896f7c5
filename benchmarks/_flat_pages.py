"""Pages as flattened text: two ways of rendering them, and what each line is, by the page's true body and by its markup.

``whole``: every visible line of the page, block after block, a blank line between two, as simple scrapers give it.
``browser``: what a text browser shows, by inscriptis: lines stand close together where the page sets no margin, list items
have their bullets, the cells of a table's row share a line.

A line is *gold* body when at least half of its 4-gram shingles stand in the page's true body. What the other lines are is told
by markup alone (``figcaption``, ``nav``, ``time``, class names such as "byline" or "related-stories"): these kinds are
*silver*, right often enough to train and to compare with, and absent where markup says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lxml.etree import iterwalk
from lxml.html import HTMLParser, document_fromstring

from benchmarks.html import load, shingles, split_of
from onrecord.model.article import SegmentKind
from onrecord.read.decode import decode
from onrecord.read.wordlist import words

RENDERINGS = ("whole", "browser")
_INLINE = words(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q s samp small span strike "
    "strong sub sup time tt u var wbr input nobr"
)
_UNSEEN = words("head script style noscript template svg iframe object canvas select textarea math")
_HEADINGS = words("h1 h2 h3 h4 h5 h6")
#: (kind, elements, words of class names and ids); the first row that fits an element counts, the nearest element of a line.
_SILVER: tuple[tuple[SegmentKind, frozenset[str], frozenset[str]], ...] = tuple(
    (kind, words(tags), words(names))  # type: ignore[misc]
    for kind, tags, names in (
        ("caption", "figcaption", "caption captions cutline figcaption"),
        ("credit", "", "credit credits photographer"),
        ("comment", "", "comment comments disqus livefyre replies respond"),
        ("byline", "", "byline author authors writer"),
        ("date_line", "time", "date dateline timestamp datetime published pubdate posted updated time"),
        ("subscription_notice", "", "newsletter newsletters subscribe subscription signup signin login register paywall"),
        ("promotion", "", "ad ads advert advertisement sponsored sponsor promo banner donate donation"),
        ("notice", "button", "cookie cookies consent gdpr copyright legal disclaimer share sharing social"),
        ("related_link", "", "related recommended recommendations trending popular teaser teasers outbrain taboola latest"),
        ("summary", "", "standfirst dek deck subtitle subheadline subhead lede strapline"),
        ("navigation", "nav footer", "nav navbar navigation menu breadcrumb breadcrumbs footer masthead toolbar sitemap"),
    )
)  # fmt: skip
_WORDS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|(?:(?![\u3040-\u30ff\u3400-\u9fff])\S)+")
_NAME_PARTS = re.compile(r"[A-Z]?[a-z]+")
_SHORT_KINDS = frozenset({"byline", "date_line", "credit", "summary"})
_MARK = "data-silver"


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of a rendered page: its range in the text, whether it is body, and its silver kind where there is one."""

    start: int
    end: int
    gold: bool
    kind: SegmentKind | None


@dataclass(frozen=True, slots=True)
class Page:
    """A rendered page."""

    name: str
    address: str
    rendering: str
    text: str
    pieces: tuple[Piece, ...]


def words_of(text: str) -> int:
    """The number of words; in scripts that set no spaces each character is one."""
    return len(_WORDS.findall(text))


def in_body(line: str, truth: dict[tuple[str, ...], int]) -> bool:
    """Whether at least half of the line's shingles stand in the true body."""
    own = shingles(line)
    return sum(1 for shingle in own if shingle in truth) >= 0.5 * len(own) if own else False


def has_browser() -> bool:
    """Whether inscriptis is installed."""
    try:
        import inscriptis  # noqa: F401
    except ImportError:
        return False
    return True


def pages(data: Path, split: str | None, rendering: str) -> Iterator[Page]:
    """The pages of one half of the sites (of all, without one), rendered. Ids in order."""
    for name, address, page, body in load(data):
        if split not in (None, split_of(address)):
            continue
        source = decode(page).replace("\0", "")
        tree = document_fromstring(source.encode(), parser=HTMLParser(encoding="utf-8"))
        rendered = _browser(tree) if rendering == "browser" else _whole(tree)
        yield _labelled(name, address, rendering, rendered, body)


@dataclass(slots=True)
class _Shown:
    """A line as it was rendered, with what markup says of it."""

    text: str
    kind: SegmentKind | None = None
    heading: str = ""
    linked: int = 0  # characters of it inside links


def _labelled(name: str, address: str, rendering: str, rendered: tuple[str, list[_Shown]], body: str) -> Page:
    text, shown = rendered
    truth, joined = shingles(body), "".join(body.split())
    pieces, at = [], 0
    for line in shown:
        start = text.index(line.text, at)
        at = start + len(line.text)
        count = words_of(line.text)
        few = len(line.text.split()) < 4  # or without spaces
        gold = count >= 3 and ("".join(line.text.split()) in joined if few else in_body(line.text, truth))
        pieces.append(Piece(start, at, gold, _silver(line, gold, count)))
    return Page(name, address, rendering, text, tuple(pieces))


def _silver(line: _Shown, gold: bool, count: int) -> SegmentKind | None:
    if gold:
        return "heading" if line.heading and count <= 20 else "body"
    if line.kind is not None:
        return line.kind if count <= 15 or line.kind not in _SHORT_KINDS else None
    if line.heading == "h1":
        return "heading"
    if line.linked >= 0.8 * len(line.text):
        return "related_link" if count >= 5 else "navigation"
    return None


def _own_kind(element: Any) -> SegmentKind | None:
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
    parts = {part.lower() for part in _NAME_PARTS.findall(names)}
    for kind, tags, known in _SILVER:
        if element.tag in tags or parts & known:
            return kind
    return None


def _kinds(tree: Any) -> dict[Any, SegmentKind]:
    """The kinds of elements by their own markup. What covers a third of the page's words says nothing (a theme's class)."""
    whole = max(1, len(tree.text_content()))
    found: dict[Any, SegmentKind] = {}
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag not in ("html", "body", "main", "article"):
            kind = _own_kind(element)
            if kind is not None and (len(element) == 0 or len(element.text_content()) < whole / 3):
                found[element] = kind
    return found


def _whole(tree: Any) -> tuple[str, list[_Shown]]:
    kinds = _kinds(tree)
    lines: list[_Shown] = []
    pieces: list[str] = []
    current = _Shown("")
    around: list[tuple[SegmentKind | None, str, bool]] = [(None, "", False)]  # kind, heading, inside a link

    def take(text: str | None) -> None:
        if text:
            pieces.append(text)
            if text.strip():
                kind, heading, link = around[-1]
                current.kind, current.heading = current.kind or kind, current.heading or heading
                current.linked += len(" ".join(text.split())) if link else 0

    def flush() -> None:
        nonlocal current
        current.text = " ".join("".join(pieces).split())
        if current.text:
            lines.append(current)
        pieces.clear()
        current = _Shown("")

    walk = iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag
        if event in ("start", "end") and tag not in _INLINE:
            flush()
        if event == "start":
            kind, heading, link = around[-1]
            around.append((kinds.get(element, kind), tag if tag in _HEADINGS else heading, link or tag == "a"))
            if tag in _UNSEEN:
                walk.skip_subtree()
            else:
                take(element.text)
        else:
            if event == "end":
                around.pop()
            take(element.tail)
    flush()
    return "\n\n".join(line.text for line in lines), lines


def _browser(tree: Any) -> tuple[str, list[_Shown]]:
    from inscriptis.html_engine import Inscriptis
    from inscriptis.model.config import ParserConfig

    for element, kind in _kinds(tree).items():
        element.set(_MARK, kind)
    rules = {f"#{_MARK}={kind}": [kind] for kind, _, _ in _SILVER} | {tag: [tag] for tag in (*sorted(_HEADINGS), "a")}
    engine = Inscriptis(tree, ParserConfig(annotation_rules=rules))
    text = engine.get_text()
    lines, spans = [], []
    for match in re.finditer(r"[^\n]+", text):
        stripped = match.group().strip()
        if stripped:
            lines.append(_Shown(stripped))
            spans.append((match.start(), match.end()))
    _annotate(lines, spans, sorted((a.start, a.end, a.metadata) for a in engine.get_annotations()))
    return text, lines


def _annotate(lines: list[_Shown], spans: list[tuple[int, int]], notes: list[tuple[int, int, str]]) -> None:
    """Give the lines what the annotations on their first half say; of several kinds the one that covers the least."""
    narrowest = [float("inf")] * len(lines)
    at = 0
    for start, end, name in notes:
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        for index in range(at, len(spans)):
            first, last = spans[index]
            if first >= end:
                break
            shared = min(end, last) - max(start, first)
            line = lines[index]
            if name == "a":
                line.linked += shared
            elif shared >= 0.5 * len(line.text):
                if name in _HEADINGS:
                    line.heading = line.heading or name
                elif end - start < narrowest[index]:
                    narrowest[index], line.kind = end - start, name  # type: ignore[assignment]
