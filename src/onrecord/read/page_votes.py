"""What other extractors hold to be the article, line by line: the strongest of the signs that the model weighs.

trafilatura (Barbaresi, "Trafilatura: A Web Scraping Library and Command-Line Tool for Text Discovery and Extraction", 2021)
in its default balance and without its second opinions, which cost as much again and which the model replaces; and the main
content of resiliparse (Bevendorff et al., "Elastic ChatNoir", 2018), which costs a tenth and errs on other lines.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from lxml.etree import LxmlError
from lxml.html import HtmlElement
from numpy.typing import NDArray

from onrecord.read.page import Seen

_LONG = 20  # letters from which on a line need not be a whole line of the extractor's


def trafilatura(tree: HtmlElement, lines: Sequence[Seen]) -> NDArray[np.bool_]:
    """Which of the page's lines trafilatura keeps; none where the page breaks it. The tree stays as it is."""
    from trafilatura import extract  # noqa: PLC0415 - a third of a second that plain text need not cost

    try:
        text = extract(tree, fast=True, include_comments=False)
    except (LxmlError, ValueError, RecursionError, AttributeError, TypeError, KeyError, IndexError):
        text = None
    return kept(text or "", lines)


def resiliparse(source: str, lines: Sequence[Seen]) -> NDArray[np.bool_]:
    """Which of the page's lines are main content to resiliparse."""
    from resiliparse.extract.html2text import extract_plain_text  # noqa: PLC0415 - as above

    text = extract_plain_text(
        source, main_content=True, alt_texts=False, list_bullets=False, comments=False, post_meta=False
    )
    return kept(text, lines)


def kept(text: str, lines: Sequence[Seen]) -> NDArray[np.bool_]:
    """Which of ``lines`` stand in ``text``, white space aside: short ones as a line of it, long ones anywhere."""
    whole = {"".join(line.strip("-| ").split()) for line in text.split("\n")}
    letters = "".join(text.split())
    found = np.zeros(len(lines), dtype=bool)
    for at, line in enumerate(lines):
        own = line.text.replace(" ", "")
        found[at] = own in whole or (len(own) >= _LONG and own in letters)
    return found
