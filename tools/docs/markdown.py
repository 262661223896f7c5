"""Markdown as far as the checks need it: which lines are code, which are prose."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

#: The text of each file by its path from the root of the project.
Files = Mapping[str, str]


def pages(files: Files) -> Iterator[tuple[str, str]]:
    """Every page with its text."""
    return ((name, text) for name, text in files.items() if name.endswith(".md"))


_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")


def lines(text: str) -> Iterator[tuple[int, str, bool]]:
    """Each line of a Markdown page with its number, and whether it stands in a block of code."""
    fence = ""
    for number, line in enumerate(text.splitlines(), 1):
        mark = _FENCE.match(line)
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""
        else:
            yield number, line, bool(fence)


CODE_SPAN = re.compile(r"(`+)(.+?)\1(?!`)")


def code_in(text: str) -> Iterator[tuple[int, str]]:
    """Every line of a block of code and every code span, with the number of its line."""
    for number, line, in_block in lines(text):
        if in_block:
            yield number, line.strip()
        else:
            yield from ((number, found[2].strip()) for found in CODE_SPAN.finditer(line))
