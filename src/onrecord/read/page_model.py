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
from onrecord.read.page import Page, Seen
from onrecord.read.page_features import Hints, features

#: The chance from which on a line is taken. Chosen by cross-validation within the half of the sites that the model learned
#: from: a line of the article that is lost costs more than one too many, which phrases may still tell.
TAKEN = 0.4
_DESCRIPTIONS = ("og:description", "description", "twitter:description")
_LONGEST_DESCRIPTION = 500


def article(lines: Sequence[Seen], given: Hints) -> NDArray[np.bool_]:
    """Which of ``lines``, all of a page in order and not none, are the article's own text."""
    return np.asarray(chances(_trees().scores(features(lines, given))[:, 0]) >= TAKEN)


def hints(source: str, page: Page, tree: HtmlElement, title: str | None) -> Hints:
    """What the page and the extractors say of the article in it."""
    votes = (page_votes.trafilatura(tree, page.lines), page_votes.resiliparse(source, page.lines))
    return Hints(title or "", _description(tree), votes)


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
