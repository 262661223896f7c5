"""Which of a page's visible lines are the article: a small model over what the page shows of each (``page_features``).

Gradient-boosted trees, made by ``training.html`` and shipped as data; two extractors' choices are among what they ask for.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from lxml.html import HtmlElement
from numpy.typing import NDArray

from onrecord.read import page_votes
from onrecord.read.flat_trees import Trees, chances
from onrecord.read.lines import length
from onrecord.read.page import Page, Seen
from onrecord.read.page_features import Hints, around, features

#: The chance from which on a line is taken, where none, one or both of the extractors take it. Chosen by cross-validation
#: within the half of the sites that the model learned from.
TAKEN = (0.5, 0.4, 0.25)
_MARGIN = 10
#: Groups of names (``data/html_words.toml``) that mean one thing only: of the sites learned from none has a word of its true
#: body in elements that are named so. Names of other groups ("more", "next", "register") are the model's to weigh.
_OTHER_PARTS = ("comment", "cookie")
_MOST_OF_OTHER_PARTS = 0.5  # of the words that the extractors take: what covers more is said of the page
_ALL_LINKED = 0.95  # of a line's letters
_A_HEADLINE = 4  # words
_PARAGRAPHS = ("p", "li")
_DESCRIPTIONS = ("og:description", "description", "twitter:description")
_LONGEST_DESCRIPTION = 500


def article(source: str, page: Page, tree: HtmlElement, title: str | None) -> NDArray[np.bool_]:
    """Which of the page's lines are the article's own text. The page shows at least one."""
    found = np.zeros(len(page.lines), dtype=bool)
    lines, given, start = view(source, page, tree, title)
    scores = _trees().scores(features(lines, given))[:, 0]
    found[start : start + len(lines)] = taken(chances(scores), given) & ~other_parts(lines, given)
    return found


def view(source: str, page: Page, tree: HtmlElement, title: str | None) -> tuple[Sequence[Seen], Hints, int]:
    """The lines that may be the article's, what is said of them, and where on the page they begin.

    What stands more than ``_MARGIN`` lines away from all that any extractor takes is not looked at: it is half of a page.
    """
    votes = page_votes.votes(source, tree, page.lines)
    found = np.flatnonzero(votes[0] | votes[1])
    start, end = (max(0, int(found[0]) - _MARGIN), int(found[-1]) + 1 + _MARGIN) if len(found) else (0, len(page.lines))
    first, second = (vote[start:end] for vote in votes)
    return page.lines[start:end], Hints(title or "", _description(tree), (first, second)), start


def other_parts(lines: Sequence[Seen], given: Hints) -> NDArray[np.bool_]:
    """Which lines the markup itself tells to be no article's: comments of readers, notices on cookies, links between paragraphs.

    Nothing is believed that covers half of what the extractors take.
    """
    told = np.column_stack([around(lines, _OTHER_PARTS), [_points_away(line) for line in lines]])
    words = np.array([length(line.text) for line in lines]) * (given.votes[0] | given.votes[1])
    shares = (words[:, None] * told).sum(axis=0)
    return np.asarray(told[:, shares < _MOST_OF_OTHER_PARTS * max(1, words.sum())].any(axis=1))


def _points_away(line: Seen) -> bool:
    """Whether a paragraph is a link and nothing else, of as many words as a headline: it leads to another story."""
    letters = len(line.text) - line.text.count(" ")
    return (
        line.element.name in _PARAGRAPHS and line.linked >= _ALL_LINKED * letters and length(line.text) >= _A_HEADLINE
    )


def taken(chance: NDArray[np.float64], given: Hints) -> NDArray[np.bool_]:
    """Which lines have the ``chance`` that their votes ask for."""
    first, second = given.votes
    return np.asarray(chance >= np.array(TAKEN)[first.astype(np.intp) + second])


@cache
def _trees() -> Trees:
    with (files("onrecord.read") / "data" / "html_trees.npz").open("rb") as file, np.load(file) as arrays:
        return Trees.load(arrays, "article")


def _description(tree: HtmlElement) -> str:
    """What the page gives search engines as a summary: its standfirst often stands there word for word."""
    given: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").lower()
        if name in _DESCRIPTIONS:
            given.setdefault(name, " ".join((meta.get("content") or "")[:_LONGEST_DESCRIPTION].split()))
    return next((given[name] for name in _DESCRIPTIONS if given.get(name)), "")
