"""Serving a desk on this machine."""

from __future__ import annotations

import gc
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from onrecord.model.errors import UsageError

HOST = "127.0.0.1"

_NEEDED = ("fastapi", "jinja2", "python_multipart", "uvicorn")


#: Objects by which more are made than freed before the young ones are looked through. A page makes some ten thousand, none in a circle.
YOUNG = 100_000


def check() -> None:
    """Raises ``UsageError`` where the extra is not installed."""
    if any(find_spec(name) is None for name in _NEEDED):
        raise UsageError("The pages need the extra [web]: install it with `pip install 'onrecord[web]'`.")


def settle() -> None:
    """Keep the collector of circular garbage away from what stays, all that is loaded now, and from the midst of most pages.

    It looks through every object that there is: up to a fifth of a second, within a page that takes half of that.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 100)


def serve(folder: Path, port: int, announce: Callable[[str], None]) -> None:
    """Serves the desk in ``folder`` until it is interrupted. ``announce`` gets the address once it is bound (port 0: any free one).

    Raises ``UsageError`` where the extra is missing or the port is taken.
    """
    check()
    import socket  # noqa: PLC0415 - only this command listens

    import uvicorn  # noqa: PLC0415 - an extra

    from onrecord.desk.reading import Library  # noqa: PLC0415
    from onrecord.web.app import make_app  # noqa: PLC0415 - loads the extra

    # Named as TCP: only then does asyncio send small answers at once, instead of 40 ms later when the last one is acknowledged.
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except (OSError, OverflowError) as error:
            raise UsageError(f"Port {port} cannot be used ({error}): choose another with --port.") from error
        listener.listen()
        announce(f"http://{HOST}:{listener.getsockname()[1]}/")
        app = make_app(Library(folder))
        settle()
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            proxy_headers=False,
            timeout_graceful_shutdown=2,  # a page that follows a load would keep the server from ending
        )
        uvicorn.Server(config).run(sockets=[listener])
