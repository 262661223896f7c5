"""Links, anchors and paths in the pages."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from tools.docs.markdown import CODE_SPAN, Files, lines, pages

_LINK = re.compile(r"\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)|^\s*\[[^\]]+\]:\s+(\S+)|\s(?:src|href)=\"([^\"]+)\"")
_PATH = re.compile(r"(?:src|tests|tools|docs|demo|benchmarks|requirements)/[\w./-]+")


def _anchors(text: str) -> set[str]:
    """The anchors that GitHub gives to the headings of a page, and those that the page gives itself."""
    anchors: set[str] = set(re.findall(r"<a (?:id|name)=\"([^\"]+)\"", text))
    for _, line, in_block in lines(text):
        heading = re.match(r"#{1,6}\s+(.*?)\s*#*$", line)
        if heading and not in_block:
            plain = re.sub(r"\[([^\]]*)\]\([^)]*\)|[*`]", r"\1", heading[1]).lower()
            slug = re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")
            number = 0
            while (anchor := f"{slug}-{number}" if number else slug) in anchors:
                number += 1
            anchors.add(anchor)
    return anchors


def check_links(files: Files) -> Iterator[str]:
    """Every relative link, its anchor, and every path of the project in a code span leads somewhere."""
    folders = {posixpath.dirname(name) for name in files}
    folders |= {parent for name in folders for parent in _parents(name)}
    for name, text in pages(files):
        for number, line, in_block in lines(text):
            if in_block:
                continue
            for found in _LINK.finditer(CODE_SPAN.sub("", line)):
                target = next(group for group in found.groups() if group)
                if re.match(r"[a-z][a-z0-9+.-]*:|//", target):
                    continue
                path, _, anchor = target.partition("#")
                full = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path))) if path else name
                if full not in files and full not in folders:
                    yield f"{name}:{number}: the link to {target} leads nowhere"
                elif anchor and unquote(anchor) not in _anchors(files.get(full, "")):
                    yield f"{name}:{number}: {full} has no heading #{anchor}"
            for span in CODE_SPAN.finditer(line):
                path = span[2].strip().rstrip("/")
                if _PATH.fullmatch(path) and path not in files and path not in folders:
                    yield f"{name}:{number}: there is no {path}"


def _parents(folder: str) -> Iterator[str]:
    while folder:
        folder = posixpath.dirname(folder)
        yield folder
