"""What a page says about its article: title, byline, outlet, credit, section, address and dates.

What the page says for machines (``structured``) comes before what it shows (``head``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from lxml.html import HtmlElement

from onrecord.model.address import canonical, host_of
from onrecord.model.when import When
from onrecord.read import agencies, bylines, dates, facts, naming, outlets, published, sites, structured
from onrecord.read.day_order import Order, order_of
from onrecord.read.draft import Draft
from onrecord.read.head import around, of_one_day
from onrecord.read.lines import fold
from onrecord.read.page import Page
from onrecord.read.published import Shown
from onrecord.read.repair import repaired

#: Likeness from which on a heading is what the page says that its title is.
_ALIKE = 0.6


def title(tree: HtmlElement, found: structured.Structured) -> str | None:
    """The title: of what the page shows as one (``h1``) the one that has most of the words of what it says that it is.

    A heading that holds the name of the site alone is none.
    """
    address = next(iter(found.addresses), None)
    named = next((text_of(element) for element in tree.iter("title")), "")
    headings = [(element.tag, text_of(element)) for element in tree.iter("h1", "h2", "h3")]
    headings = [(tag, text) for tag, text in headings if 0 < len(text.split()) <= 50]
    shown = [text for tag, text in headings if tag == "h1"]
    said = [sites.without_name(text, found.outlets, address) for text in (*found.titles, named) if text]
    first, last = sites.parted(named)
    if last is not None and fold(last) in map(fold, shown):  # the heading of the highest rank names the site
        lower = next((text for _, text in headings if fold(text) == fold(first)), None)
        if lower is not None:
            return lower
    best = max(shown, key=lambda text: max((_likeness(text, other) for other in said), default=0.0), default=None)
    if best is not None and max((_likeness(best, other) for other in said), default=0.0) >= _ALIKE:
        return best
    if found.titles:
        return said[0]
    return shown[0] if len(shown) == 1 else next(iter(said), None)


def _likeness(shown: str, said: str) -> float:
    """The share of the words of the shorter one of two titles that the other one has; 0 where these are hardly any."""
    words, other = set(fold(shown).split()), set(fold(said).split())
    both = len(words & other)
    if both < min(3, len(other)) or both < 0.3 * len(other):
        return 0.0
    return both / max(1, min(len(words), len(other)))


def republished(page: Page, draft: Draft) -> str | None:
    """Another paper's name right above the title, where the text itself speaks of that paper as its own: an aggregator's page."""
    top = page.find(draft.title) if draft.title else None
    if top is None:
        return None
    above = [line.text for line in page.lines if line.end <= top[0]][-2:]
    body = "\n".join(line.text for line in draft.lines if line.kind == "body")
    return next(
        (name for name in reversed(above) if naming.is_name(name) and naming.speaks_of_itself(name, body)), None
    )


def complete(draft: Draft, found: structured.Structured, tree: HtmlElement, page: Page, address: str | None) -> None:
    """Byline, outlet, credit, section, address and dates, from what the page says for machines before what it shows.

    ``address`` is where the page came from.
    """
    draft.address = own_address(found.addresses, address) or draft.address
    head = around(page, draft.title, draft.lines)
    _sign(draft, found, head.people())
    _name_outlet(draft, found, tree, address)
    draft.section = draft.section or next(filter(None, map(_section, found.sections)), None)
    draft.credit = draft.credit or _credit(draft, found)
    shown = head.shown()
    if not shown.head:
        lines = [line.text for line in draft.lines if line.kind in ("date_line", "byline")]
        shown = Shown(inside=shown.inside or of_one_day(lines), behind=shown.behind)
    _date(draft, found, shown)


def own_address(given: Sequence[str], address: str | None) -> str | None:
    """The article's address: the first of those that the page gives itself which can be that of an article, else ``address``.

    A page that was fetched elsewhere may name the front page, or drop what tells its articles apart (``?id=8576``): such an
    address would make one article of all the site's.
    """
    fetched = canonical(address) if address else None
    for value in given:
        try:
            own = canonical(urljoin(address or "", value))
        except ValueError:
            continue
        if own is not None and not _is_front(own) and not (fetched and _drops_number(own, fetched)):
            return own
    return fetched or address


def _is_front(address: str) -> bool:
    parts = urlsplit(address)
    return parts.path in ("", "/") and not parts.query and not parts.fragment


def _drops_number(own: str, fetched: str) -> bool:
    """Whether the same page without a parameter that holds a number of three digits or more."""
    one, other = urlsplit(own), urlsplit(fetched)
    if (one.hostname, one.path) != (other.hostname, other.path):
        return False
    kept = set(parse_qsl(one.query))
    return any(
        sum(c.isdigit() for c in value) >= 3 for key, value in parse_qsl(other.query) if (key, value) not in kept
    )


def _sign(draft: Draft, found: structured.Structured, shown: Sequence[str]) -> None:
    names = [name for author in found.authors for name in bylines.people(author)]
    signed = [line.text for line in draft.lines if line.kind == "byline" and bylines.is_byline(line.text)]
    read = [name for text in signed for name in bylines.people(text)][:6]
    draft.byline = tuple(dict.fromkeys(names)) or tuple(shown) or tuple(dict.fromkeys(read)) or draft.byline


def _name_outlet(draft: Draft, found: structured.Structured, tree: HtmlElement, address: str | None) -> None:
    """The outlet, and through whom the text came: a page that is a copy of one elsewhere, or shows another paper's text."""
    shown = next((text_of(element) for element in tree.iter("title")), None)
    names = _home_names(tree, shown)
    if address and _elsewhere(draft.address, address):
        passed = sites.name_of([*found.outlets, *names], (), shown, address)
        facts.fill_outlet(draft, [])
        if passed is not None and fold(passed) != fold(draft.outlet or ""):
            draft.via = tuple(dict.fromkeys((*draft.via, passed)))
        return
    own = sites.name_of([*found.outlets, *names], found.publishers, shown, draft.address)
    if own is not None and draft.outlet is not None and fold(draft.outlet) != fold(own):
        draft.via = tuple(dict.fromkeys((*draft.via, own)))  # the page shows another paper's text
    facts.fill_outlet(draft, [own] if own else [])


def _elsewhere(own: str | None, fetched: str) -> bool:
    """Whether a page names an address at another site than its own as that of its article."""
    from courlan import extract_domain  # noqa: PLC0415 - loaded with trafilatura, which only pages need

    if not own or host_of(own) == host_of(fetched):
        return False
    known, other = outlets.of_address(own), outlets.of_address(fetched)
    if known is not None and known == other:
        return False
    one, two = extract_domain(own, fast=True), extract_domain(fetched, fast=True)
    return bool(one and two and one != two)


def _home_names(tree: HtmlElement, title: str | None) -> list[str]:
    """The name behind the title's last bar or dash, where the page's link to its front page says the same."""
    ending = fold((title or "").replace("|", " - ").replace("–", " - ").rpartition(" - ")[2])
    links = [text_of(link) for link in tree.iter("a") if (link.get("href") or "") in ("/", "./", "index.html")]
    return [text for text in links[:20] if ending and fold(text) == ending]


def _section(value: str) -> str | None:
    """A section as it is named; a path of them ("News/World") gives the last."""
    name = value.rstrip("/").rpartition("/")[2].strip()
    return name if 0 < len(name) <= 60 and "://" not in value else None


def _credit(draft: Draft, found: structured.Structured) -> str | None:
    """The agency that the page names as author or source, or publisher beside itself, or that the text is credited to."""
    named = next(filter(None, map(agencies.in_byline, found.credits)), None)
    published_by = next(filter(None, map(agencies.of_name, found.publishers)), None)
    return named or published_by or facts.credit(draft)


def _date(draft: Draft, found: structured.Structured, shown: Shown) -> None:
    address = dates.in_address(draft.address) if draft.address else None
    order = order_of(shown.texts(), address=draft.address, day=address, language=found.language)
    text = published.from_lines(shown, order, address)
    draft.published = published.settle([*_times(found.published, order), draft.published], text.published, address)
    updated = next(iter(_times(found.updated, order)), None) or text.updated or draft.updated
    draft.updated = published.only_if_later(updated, draft.published)


def _times(values: Sequence[tuple[str, str]], order: Order | None) -> list[When]:
    ranks = ("structured data", "meta", "time element")
    found = [
        dates.iso(value, known_from, f"the page's {known_from}: {dates.shorten(value, 40)}", order)
        for known_from, value in sorted(values, key=lambda pair: ranks.index(pair[0]))
    ]
    return [when for when in found if when is not None]


def text_of(element: Any) -> str:
    """The text of an element on one line, its first 4,000 characters at most."""
    pieces: list[str] = []
    size = 0
    for piece in element.itertext():
        if isinstance(piece, str):
            pieces.append(piece)
            size += len(piece)
            if size > 4000:
                break
    return " ".join(repaired(" ".join(pieces)).split())
