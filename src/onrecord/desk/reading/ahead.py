"""Pages of a large desk that take long to make: a reader gets the last one that was made, and it is made again beside that."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from collections.abc import Callable
from time import monotonic
from typing import Any, TypeVar, cast

from onrecord.model.errors import OnrecordError

Page = TypeVar("Page")

_log = logging.getLogger(__name__)


class Ahead:
    """Pages by name, the ``room`` that were asked for last, none made again within ``patience`` seconds.

    A page of more than ``oldest`` seconds is made anew before it is given, where the desk has changed since: its reader is told what goes
    wrong. Of a younger one that cannot be made anew readers get the last, and whoever asks next tries again.
    """

    def __init__(self, room: int, patience: float, oldest: float) -> None:
        self._room, self._patience, self._oldest = room, patience, oldest
        self._lock = threading.Lock()
        self._held: OrderedDict[str, tuple[float, object, object, Any]] = OrderedDict()
        self._making: set[str] = set()
        self._cleared = 0

    def get(self, name: str, state: object, removed: object, make: Callable[[], Page]) -> Page:
        """The page of this name: the one that was made in ``state``, else the last one, while ``make`` makes it anew. The first waits.

        ``removed`` changes when something is removed from the desk: a page from before that is given to nobody.
        """
        with self._lock:
            cleared = self._cleared
            made, was, without, page = self._held.get(name, (0.0, None, None, None))
            age = monotonic() - made
            if name in self._held and without == removed and (was == state or age < self._oldest):
                if was != state and age >= self._patience and name not in self._making:
                    self._making.add(name)
                    told = (name, state, removed, cleared, make)
                    try:
                        threading.Thread(target=self._again, args=told, daemon=True).start()
                    except RuntimeError:  # the machine has no thread left
                        self._making.discard(name)
                return cast(Page, page)
        return self._keep(name, state, removed, cleared, make())

    def clear(self) -> None:
        """Forget all pages, also those that are being made."""
        with self._lock:
            self._held.clear()
            self._cleared += 1

    def _again(self, name: str, state: object, removed: object, cleared: int, make: Callable[[], Any]) -> None:
        try:
            self._keep(name, state, removed, cleared, make())
        except OnrecordError:
            pass  # the desk was busy, or is gone
        except Exception:  # nobody else would hear of it
            _log.exception("a page could not be made anew; readers get the one before")
        finally:
            with self._lock:
                self._making.discard(name)

    def _keep(self, name: str, state: object, removed: object, cleared: int, page: Page) -> Page:
        with self._lock:
            if cleared != self._cleared:
                return page
            self._held[name] = (monotonic(), state, removed, page)
            self._held.move_to_end(name)
            while len(self._held) > self._room:
                self._held.popitem(last=False)
        return page
