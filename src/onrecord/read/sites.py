"""How the site of a page is called: of the names that the page gives, the one that its address bears out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from onrecord.model.address import host_of
from onrecord.read import agencies, naming, outlets
from onrecord.read.lines import fold

_SUFFIX = re.compile(r"\s+(?:[|•·»–—]|-|::)\s+([^|•·»–—]{2,50})$")
_SLOGAN = re.compile(r"\s*(?:[|•·»:]|\s[–—-]\s).*$", re.S)
_ABOUT_MACHINES = frozenset({"blogger", "wordpress", "medium", "home", "website", "index", "squarespace", "wix"})


def name_of(site: Sequence[str], publishers: Sequence[str], title: str | None, address: str | None) -> str | None:
    """The name of the site: ``site`` are the names that the page gives it, ``publishers`` those of who publishes the article,
    ``title`` is what the browser shows as the page's title.

    A known host's name comes first; then a name that the host spells, the publisher's before the site's; then the first.
    """
    known = outlets.of_address(address)
    if known is not None:
        return known.name  # an aggregator's too: who asks keeps it apart
    host = _letters(address)
    named = [name for given in (*publishers, *site) if (name := tidy(given))]
    named = [name for name in named if agencies.of_name(name) is None or spells(host, name)]
    spelled = next((name for name in named if spells(host, name)), None)
    return spelled or in_title(title, address) or next(iter(named), None)


def tidy(name: str) -> str | None:
    """A name without its slogan; ``None`` where it is an address, a section, or what the site runs on."""
    if "://" in name or len(name) > 120:
        return None
    name = _SLOGAN.sub("", name).strip()
    if not name or len(name) > 60 or fold(name) in _ABOUT_MACHINES or not naming.is_name(name):
        return None
    return name


def in_title(title: str | None, address: str | None) -> str | None:
    """The name behind the last bar or dash of a page's title, where the host spells it or it is known."""
    match = _SUFFIX.search(title or "")
    if match is None:
        return None
    name = match[1].strip()
    return name if spells(_letters(address), name) or outlets.of_name(name) else None


def parted(title: str) -> tuple[str, str | None]:
    """A page's title without what stands behind its last bar or dash, and that."""
    match = _SUFFIX.search(title)
    return (title[: match.start()].strip(), match[1].strip()) if match else (title, None)


def without_name(title: str, names: Iterable[str | None], address: str | None) -> str:
    """A title without the name of its site behind or before it."""
    known = {fold(name) for name in (*names, in_title(title, address)) if name}
    for pattern in (r"^(.{8,}?)\s+(?:[|•·»–—]|-|::)\s+([^|•·»–—]{2,50})$", r"^([^|•·»]{2,50})\s+[|•·»]\s+(.{8,})$"):
        match = re.match(pattern, title)
        if match is not None:
            first, last = match[1].strip(), match[2].strip()
            if fold(last) in known or outlets.of_name(last) is not None:
                return first
            if fold(first) in known:
                return last
    return title


def spells(host: str, name: str) -> bool:
    """Whether the letters of a host spell ``name``, or its initials where they are three or more."""
    letters = fold(name).replace(" ", "").removeprefix("the")
    initials = "".join(word[0] for word in fold(name).split() if word)
    labels = host.split(".")
    return (len(letters) >= 3 and letters in host.replace(".", "")) or (len(initials) >= 3 and initials in labels)


def _letters(address: str | None) -> str:
    return host_of(address).replace("-", "").removeprefix("www.")
