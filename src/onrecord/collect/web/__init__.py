"""The polite client: addresses to what stands there, or one sentence why not.

:func:`fetch` is the package's one function. It is used from ordinary code; the event loop lives in a thread of its own.
Nothing here is imported, neither aiohttp nor yarl, before the first request is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from onrecord.collect.web.records import Answer, Outcome, Request, WebSettings

__all__ = ["Answer", "Outcome", "Request", "WebSettings", "fetch"]

DEFAULT_SETTINGS = WebSettings()


def fetch(
    requests: Iterable[Request],
    settings: WebSettings = DEFAULT_SETTINGS,
    *,
    resolve: Callable[[str, int], list[str]] | None = None,
) -> Iterator[Answer]:
    """One answer for each request, as they finish: in no order that could be relied on.

    ``requests`` is consumed in the caller's thread and lazily: never more than ``settings.requests_at_once`` are without
    an answer, and at most ``settings.hosts_at_once`` answers wait to be taken, so that a slow caller slows the fetching
    and not the memory. Closing the iterator, an exception or Ctrl-C cancels everything that is under way and ends the
    thread. Nothing that the network does raises.

    ``resolve`` stands in for the system's name resolution: host and port to IP addresses, or an ``OSError``.
    """
    from onrecord.collect.web.bridge import as_finished  # noqa: PLC0415 (aiohttp costs most of a second to import)
    from onrecord.collect.web.client import open_client  # noqa: PLC0415

    return as_finished(
        requests,
        lambda room: open_client(settings, room=room, resolve=resolve),
        ahead=settings.requests_at_once,
        untaken=settings.hosts_at_once,
    )
