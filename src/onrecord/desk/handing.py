"""What a page hands to a desk: files, texts and addresses. The words of a person on a page are never a path of this machine."""

from __future__ import annotations

from onrecord.collect.handed import Handed, source_of
from onrecord.collect.wanted import is_address

__all__ = ["Handed", "addresses_in", "source_of"]


def addresses_in(pasted: str) -> tuple[str, ...]:
    """The addresses that ``pasted`` lists, one a line; none where any of its lines is something else: then it is a text."""
    lines = [line.strip() for line in pasted.splitlines() if line.strip()]
    return tuple(lines) if all(is_address(line) and len(line.split()) == 1 for line in lines) else ()
