"""Pages that must be there, what must stand in them, and what may stand in no file."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping

from tools.changelog import KINDS
from tools.docs.markdown import Files, lines, pages

INDEX = "docs/README.md"

#: The pages about method and limits that each room must have. A room that is not here is a room without a page.
METHOD_PAGES: Mapping[str, tuple[str, ...]] = {
    "collect": ("collecting",),
    "read": ("reading",),
    "annotate": ("names", "when", "figures", "statements", "events"),
    "relate": ("copies", "stories", "dating", "claims", "timeline"),
    "publish": ("brief",),
    "desk": ("desk",),
    "web": ("pages",),
}
METHOD_HEADINGS = ("what it does", "how well", "where it fails", "must not be used for")

DECISION_HEADINGS = ("Status", "What", "Why", "Measured", "What else was tried")


def check_method(files: Files) -> Iterator[str]:
    """Every room has its pages about method, and each page its headings."""
    rooms = {name.split("/")[2] for name in files if re.match(r"src/onrecord/\w+/", name)} - {"model"}
    yield from (f"src/onrecord/{room}: no page about it is required yet" for room in sorted(rooms - set(METHOD_PAGES)))
    for page in (page for room in sorted(rooms) for page in METHOD_PAGES.get(room, ())):
        if f"docs/method/{page}.md" not in files:
            yield f"docs/method/{page}.md is missing"
    for name, text in pages(files):
        if name.startswith("docs/method/"):
            headings = [line.lower() for _, line, in_block in lines(text) if line.startswith("#") and not in_block]
            for wanted in METHOD_HEADINGS:
                if not any(wanted in heading for heading in headings):
                    yield f"{name}: there is no heading with {wanted!r}"


def check_decisions(files: Files) -> Iterator[str]:
    """Decisions are numbered without a gap, say their number, and have the same headings."""
    names = sorted(name for name in files if name.startswith("docs/decisions/") and name.endswith(".md"))
    for number, name in enumerate(names, 1):
        if not re.fullmatch(rf"docs/decisions/{number:04}-[a-z0-9-]+\.md", name):
            yield f"{name}: the decision here must be number {number:04} (NNNN-words-of-the-title.md)"
        lines = files[name].splitlines()
        if not lines or not lines[0].startswith(f"# {posixpath.basename(name)[:4]} "):
            yield f"{name}: the first line must be its number and its title"
        headings = [line[3:].strip() for line in lines if line.startswith("## ")]
        if headings != list(DECISION_HEADINGS):
            yield f"{name}: the headings must be {', '.join(DECISION_HEADINGS)}"


def check_index(files: Files) -> Iterator[str]:
    """Every page under docs/ is listed in the index."""
    index = files.get(INDEX, "")
    for name, _ in pages(files):
        if name.startswith("docs/") and name != INDEX and f"({name.removeprefix('docs/')})" not in index:
            yield f"{INDEX}: {name} is not listed"


def check_fragments(files: Files) -> Iterator[str]:
    """Fragments of the changelog have a kind."""
    kinds = "|".join(KINDS)
    for name in files:
        if name.startswith("changelog.d/") and not re.fullmatch(rf"changelog\.d/(README|[\w-]+\.({kinds}))\.md", name):
            yield f"{name}: the name must be NAME.KIND.md, KIND one of {', '.join(KINDS)}"


#: Folders that exist on one machine only, and hosts of package registries: installing must work from any mirror.
PRIVATE = re.compile(
    r"(?<![\w.])/(?:(?:work|root)/|(?:home|Users)/[a-z])|\b(?:pypi\.org|pythonhosted\.org|anaconda\.org|registry\.npmjs)"
)


def check_private(files: Files) -> Iterator[str]:
    """No file names a folder of one machine or the host of a package registry."""
    for name, text in files.items():
        for number, line in enumerate(text.splitlines(), 1):
            found = PRIVATE.search(line)
            if found:
                yield f"{name}:{number}: {found[0]} belongs to one machine or one registry"
