"""Which of several articles with the same text came first, and from whom the others have it.

In this order: who is credited by the others, in words or by an address; who was published first, as far as the precision of the times
tells; the news agency, by its own date line; whose text stands whole inside another's; whose pictures the others print; the longest
text; the identifier. What an earlier question leaves open a later one decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from urllib.parse import urlsplit

from onrecord.model.article import Article
from onrecord.model.outlets import AGENCIES
from onrecord.model.when import When

#: An agency's name is a credit where it stands in the first or last characters of the body.
CREDIT_REACH = 240

#: How a text says that it was printed elsewhere before; the outlet's name follows within a few words.
_PRINTED_BEFORE = re.compile(
    r"\b(?:(?:first|originally) (?:published|appeared|posted|printed|reported|ran)|(?:re-?published|reprinted|reproduced|syndicated) "
    r"(?:here )?(?:with (?:the )?(?:kind )?permission )?(?:from|of|by)|courtesy of|appeared first)(?: (?:on|in|by|at|from))?\b"
)
_BEFORE_REACH = 60
_NOT_LETTERS = re.compile(r"[^a-z0-9]+")

#: Letters from which an outlet's name in an address is no chance.
SLUG = 5


def first(
    articles: Sequence[Article],
    published: Mapping[str, When],
    sizes: Mapping[str, int],
    within: Mapping[str, Collection[str]],
) -> tuple[str, str]:
    """The identifier of the first article, and why it is thought to be.

    ``sizes`` are words of each body, ``within`` says for each in which others its text stands whole, with their own text before it.
    """
    left = list(articles)
    for gives, says in (
        (credits, "credited as the source by {} of the others"),
        (addressed, "named in the address of {} of the others"),
    ):
        left, count = _most(left, articles, gives)
        if len(left) == 1:
            return left[0].id, says.format(count)
    dated = [one for one in left if published[one.id].known]
    if dated:
        of_those = "" if len(dated) == len(left) else " of those with a date"
        earliest = min(_last_moment(published[one.id]) for one in dated)
        left = [one for one in dated if str(published[one.id].start) <= earliest]
        if len(left) == 1:
            return left[0].id, f"published first{of_those} ({published[left[0].id].start})"
    agencies = [one for one in left if is_agency(one)]
    if len(agencies) == 1:
        return agencies[0].id, "the outlet is a news agency, by its own date line"
    held = {one.id: len(within.get(one.id, ())) for one in left}
    most = max(held.values())
    inside = [one for one in left if held[one.id] == most]
    if most and len(inside) == 1:
        return inside[0].id, f"its text stands whole in {most} of the others, which begin with text of their own"
    pictured, count = _most(left, articles, pictures)
    if len(pictured) == 1:
        return pictured[0].id, f"{count} of the others print its pictures, which is weak evidence"
    longest = sorted(one.id for one in left if sizes[one.id] == max(sizes[other.id] for other in left))
    if len(longest) == 1:
        return longest[0], "the longest text: the others stand in it"
    return longest[0], "nothing tells which came first; taken by identifier"


def _most(
    left: list[Article], articles: Sequence[Article], gives: Callable[[Article, Article], bool]
) -> tuple[list[Article], int]:
    """Those of ``left`` to which most of ``articles`` give credit, and how many do; all where none does."""
    counts = {one.id: sum(gives(other, one) for other in articles if other is not one) for one in left}
    most = max(counts.values())
    return ([one for one in left if counts[one.id] == most] if most else left), most


def _last_moment(published: When) -> str:
    """The last moment at which it may have been published, so that a bare day does not come before a minute of it."""
    end = str(published.end)
    return end if len(end) > 10 else f"{end}T24"


def credits(article: Article, other: Article) -> bool:
    """Whether ``article`` names the outlet of ``other`` as the source of its text: byline, credit line, brackets, "first published by"."""
    names = _names(article, other)
    if not names:
        return False
    if article.credit and article.credit.casefold() in names:
        return True
    lines = " ".join((*article.byline, *_folded(article, "byline"))).casefold()
    # A line that credits a picture says nothing of the text.
    lines += " " + " ".join(line for line in _folded(article, "credit") if not _PICTURE.search(line))
    edges = _edges(article)
    closing = " … ".join((edges, *_folded(article, "notice", "promotion", "date_line", "summary")))
    before = [closing[match.end() : match.end() + _BEFORE_REACH] for match in _PRINTED_BEFORE.finditer(closing)]
    return any(
        name in lines.replace("/", " ").split()
        or f" {name} " in f" {lines} "
        or f"({name})" in edges
        or f"{name} –" in edges
        or f"{name} —" in edges
        or f"{name} - " in edges
        or f"reporting by {name}" in edges
        or f"source: {name}" in edges
        or f"from {name}" in edges
        or any(_named(name, text) for text in before)
        for name in sorted(names)
    )


def addressed(article: Article, other: Article) -> bool:
    """Whether the address of ``article`` names the outlet of ``other``: in its path, or as the host of its canonical address."""
    if not article.address or not _names(article, other):
        return False
    try:
        parts = urlsplit(article.address)
        host = parts.hostname or ""
    except ValueError:
        return False
    own, theirs = _slug(article.outlet or ""), _slug(other.outlet or "")
    if len(theirs) < SLUG or (own and theirs in own):
        return False
    segments = [_slug(segment) for segment in parts.path.split("/")]
    # A long last segment is made of the headline, which may speak of an outlet.
    folders = segments[:-1] if segments and len(segments[-1]) > len(theirs) else segments
    return theirs in folders or any(theirs == _slug(label) for label in host.split("."))


_PICTURE = re.compile(r"\b(?:photos?|photographs?|pictures?|images?|credit:? ?getty)\b|©", re.IGNORECASE)


def pictures(article: Article, other: Article) -> bool:
    """Whether ``article`` credits the outlet of ``other`` with a picture: weak evidence of where the text is from."""
    names = _names(article, other)
    lines = [*_folded(article, "caption"), *(line for line in _folded(article, "credit") if _PICTURE.search(line))]
    return any(_named(name, line) for line in lines for name in names)


def is_agency(article: Article) -> bool:
    """Whether the article opens with its own outlet in brackets, as agencies do: "OSLO, May 3 (Name) -"."""
    name = (article.outlet or "").casefold()
    return bool(name) and any(f"({name})" in passage.text[:CREDIT_REACH].casefold() for passage in article.body[:1])


def _names(article: Article, other: Article) -> frozenset[str]:
    """The names of the outlet of ``other``, folded; none where both have one outlet."""
    if not other.outlet or (article.outlet or "").casefold() == other.outlet.casefold():
        return frozenset()
    names = {other.outlet.casefold()}
    names |= {short.casefold() for short, full in AGENCIES.items() if full.casefold() in names}
    names |= {AGENCIES[short].casefold() for short in AGENCIES if short.casefold() in names}
    return frozenset(names)


def _named(name: str, text: str) -> bool:
    """Whether a name stands in a text as whole words."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None


def _folded(article: Article, *kinds: str) -> list[str]:
    return [passage.text.casefold() for passage in article.passages(*kinds)]  # type: ignore[arg-type]


def _slug(text: str) -> str:
    return _NOT_LETTERS.sub("", text.casefold())


def _edges(article: Article) -> str:
    body = article.body
    if not body:
        return ""
    return f"{body[0].text[:CREDIT_REACH]} … {body[-1].text[-CREDIT_REACH:]}".casefold()
