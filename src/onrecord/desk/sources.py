"""Which files inputs came from: sources and locations taken apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from onrecord.desk.store import Seen

#: What follows the name of a file in the name of something inside it: a member of an archive, a record of a dump. Folders may
#: be called "Breaking news!", so an archive is told by its ending.
_INSIDE = re.compile(r"(?<=\.zip)!/.*|#L?\d+$", re.S | re.I)

_STANDARD_INPUT = "stdin:"


def file_of(name: str) -> str:
    """The source or location of the file that an input came from, by its own source or location."""
    return _INSIDE.sub("", name, count=1)


def files_of(seen: Iterable[Seen]) -> Iterator[tuple[str, str]]:
    """The location of each file that captures came from, once, with the source that it was added as."""
    given: set[str] = set()
    for each in seen:
        if each.location.startswith(_STANDARD_INPUT):
            continue
        location = file_of(each.location)
        if location not in given:
            given.add(location)
            yield location, file_of(each.source)
