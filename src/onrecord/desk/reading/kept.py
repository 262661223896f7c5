"""Pages that take long to make, kept until what they were made from changes."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar, cast

Page = TypeVar("Page")


class Kept:
    """Pages by name, each with what it was made from; the ``room`` that were asked for last."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._lock = threading.Lock()
        self._held: OrderedDict[str, tuple[object, Any]] = OrderedDict()

    def get(self, name: str, made_from: object, make: Callable[[], Page]) -> Page:
        """The page of this name, made anew unless it was made from the same."""
        with self._lock:
            held = self._held.get(name)
            if held is not None and held[0] == made_from:
                self._held.move_to_end(name)
                return cast(Page, held[1])
        page = make()
        with self._lock:
            self._held[name] = (made_from, page)
            self._held.move_to_end(name)
            while len(self._held) > self._room:
                self._held.popitem(last=False)
        return page
