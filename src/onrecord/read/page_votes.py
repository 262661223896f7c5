"""What other extractors hold to be the article, line by line: the strongest of the signs that the model weighs.

trafilatura (Barbaresi, "Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and Extraction", 2021)
in favour of recall and without its second opinions, which cost as much again and which the model replaces; and the main
content of resiliparse (Bevendorff et al., "Elastic ChatNoir", 2018), which costs a tenth and errs on other lines.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Sequence
from copy import copy

import numpy as np
from lxml.etree import LxmlError, strip_elements
from lxml.html import HtmlElement

from onrecord.read.page import Seen
from onrecord.read.page_features import Vote

#: Elements that trafilatura drops in any case: without them its many passes over the tree cost a quarter less.
_DROPPED = (
    "audio", "button", "footer", "head", "iframe", "input", "link", "menu", "nav", "noscript", "object", "option", "picture",
    "script", "select", "style", "svg", "textarea", "video",
)  # fmt: skip
_LONG = 20  # letters from which on a line need not be a whole line of the extractor's


def votes(source: str, tree: HtmlElement, lines: Sequence[Seen]) -> tuple[Vote, Vote]:
    """Which of the page's lines trafilatura takes, and which resiliparse; none where the page breaks one of them."""
    letters = [_letters(line.text) for line in lines]
    return kept(_trafilatura(tree), letters), kept(_resiliparse(source), letters)


def _trafilatura(tree: HtmlElement) -> str:
    from trafilatura import extract  # noqa: PLC0415 - a third of a second that plain text need not cost

    tree = copy(tree)  # what it drops has the page's title and links, which others ask for
    strip_elements(tree, *_DROPPED, with_tail=False)
    try:
        return extract(tree, fast=True, include_comments=False, favor_recall=True) or ""
    except (LxmlError, ValueError, RecursionError, AttributeError, TypeError, KeyError, IndexError):
        return ""


def _resiliparse(source: str) -> str:
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415 - as above

    return str(
        extract_plain_text(
            source, main_content=True, alt_texts=False, list_bullets=False, comments=False, post_meta=False
        )
    )


def kept(text: str, lines: Sequence[str]) -> Vote:
    """Which of ``lines``, given as their letters, stand in ``text``.

    Long ones anywhere; short ones as a line or a cell of it, or right beside a line that was found: extractors join lines.
    """
    cells = {_letters(cell) for line in text.split("\n") for cell in (line, *(line.split("|") if "|" in line else ()))}
    letters = _letters(text)
    found = np.zeros(len(lines), dtype=bool)
    starts = []
    after = -1  # where the line before ends, -1 where it was not found
    taken: list[int] = []  # where long lines begin, in order
    for at, own in enumerate(lines):
        start = -1
        if len(own) >= _LONG:
            start = letters.find(own, max(after, 0))
            start = letters.find(own) if start < 0 else start
            if start >= 0 and bisect_left(taken, start + len(own)) - bisect_left(taken, start) > 1:
                start = -1  # the article once more on one line, as pages hide it for programs
            elif start >= 0:
                insort(taken, start)
        elif own and after >= 0 and letters.startswith(own, after):
            start = after
        after = start + len(own) if start >= 0 else -1
        found[at] = start >= 0 or (0 < len(own) < _LONG and own in cells)
        starts.append(start)
    for at in range(len(lines) - 2, -1, -1):
        own, following = lines[at], starts[at + 1]
        if starts[at] < 0 < following and own and letters.endswith(own, 0, following):
            found[at] = True
            starts[at] = following - len(own)
    return found


def _letters(text: str) -> str:
    """The text without white space and without the marks that extractors set for lists and tables."""
    return "".join(text.split()).replace("-", "").replace("|", "")
