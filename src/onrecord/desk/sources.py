"""Which files inputs came from: sources and locations taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.desk.store import Seen

#: What follows the name of a file in the name of something inside it: a member of an archive, a record of a dump.
_INSIDE = re.compile(r"!/.*|#L?\d+$", re.S)

_STANDARD_INPUT = "stdin:"


def files_of(seen: Iterable[Seen]) -> Iterator[tuple[str, str]]:
    """The path of each file that captures came from, once, with the source that it was added as."""
    given: set[str] = set()
    for each in seen:
        if each.location.startswith(_STANDARD_INPUT):
            continue
        path, source = _INSIDE.sub("", each.location), _INSIDE.sub("", each.source)
        if path not in given:
            given.add(path)
            yield path, source
