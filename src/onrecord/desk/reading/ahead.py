"""Pages of a large desk that take long to make: a reader gets the last one that was made, and it is made again beside that."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar, cast

from onrecord.model.errors import OnrecordError

Page = TypeVar("Page")


class Ahead:
    """Pages by name, the ``room`` that were asked for last, none made again within ``patience`` seconds."""

    def __init__(self, room: int, patience: float) -> None:
        self._room, self._patience = room, patience
        self._lock = threading.Lock()
        self._held: OrderedDict[str, tuple[float, object, Any]] = OrderedDict()
        self._making: set[str] = set()

    def get(self, name: str, state: object, make: Callable[[], Page]) -> Page:
        """The page of this name: the one that was made in ``state``, else the last one, while ``make`` makes it anew. The first waits."""
        with self._lock:
            held = self._held.get(name)
            if held is not None:
                made, was, page = held
                late = was != state and monotonic() - made >= self._patience
                if late and name not in self._making:
                    self._making.add(name)
                    threading.Thread(target=self._again, args=(name, state, make), daemon=True).start()
                return cast(Page, page)
        return self._keep(name, state, make())

    def _again(self, name: str, state: object, make: Callable[[], Any]) -> None:
        try:
            self._keep(name, state, make())
        except OnrecordError:
            pass  # the desk was busy, or is gone: whoever asks next tries again
        finally:
            with self._lock:
                self._making.discard(name)

    def _keep(self, name: str, state: object, page: Page) -> Page:
        with self._lock:
            self._held[name] = (monotonic(), state, page)
            self._held.move_to_end(name)
            while len(self._held) > self._room:
                self._held.popitem(last=False)
        return page
