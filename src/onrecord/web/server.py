"""Serving a desk: on this machine, or to others who log in."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

from onrecord.model.errors import UsageError
from onrecord.web.door import Door, is_loopback, make_door

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


def serve(
    folder: Path,
    port: int,
    announce: Callable[[str], None],
    *,
    host: str = HOST,
    trusted: Sequence[str] = (),
    certificate: Path | None = None,
    key: Path | None = None,
) -> None:
    """Serves the desk in ``folder`` until it is interrupted. ``announce`` gets the address once it is bound (port 0: any free one).

    ``trusted`` are the names by which others ask for the desk, ``certificate`` and ``key`` PEM files for https. Raises ``UsageError`` where
    the extra is missing, the port is taken, or others would reach a desk that has no owner or no https.
    """
    check()
    door = make_door(host, trusted, certificate)
    check_owner(folder, door)
    import socket  # noqa: PLC0415 - only this command listens

    import uvicorn  # noqa: PLC0415 - an extra

    from onrecord.desk.reading import Library  # noqa: PLC0415
    from onrecord.web.app import make_app  # noqa: PLC0415 - loads the extra

    # Named as TCP: only then does asyncio send small answers at once, instead of 40 ms later when the last one is acknowledged.
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((host.strip("[]"), port))
        except (OSError, OverflowError) as error:
            raise UsageError(f"Port {port} of {host} cannot be used ({error}): choose another with --port.") from error
        listener.listen()
        bound = listener.getsockname()[1]
        behind = bool(trusted) and certificate is None  # the proxy has a port of its own
        shown = trusted[0] if trusted else host
        announce(f"{door.scheme}://{shown}{'' if behind else f':{bound}'}/")
        library = Library(folder)
        app = make_app(library, door)
        settle()
        threading.Thread(target=library.prepare, name="prepare", daemon=True).start()
        config = uvicorn.Config(
            app,
            log_level="warning",
            access_log=False,
            server_header=False,
            # Only a proxy on this machine may say whose request it hands on; what others claim is not looked at.
            proxy_headers=behind and is_loopback(host),
            forwarded_allow_ips=["127.0.0.1", "::1"],
            ssl_certfile=certificate,
            ssl_keyfile=key,
            timeout_graceful_shutdown=2,  # a page that follows a load would keep the server from ending
        )
        uvicorn.Server(config).run(sockets=[listener])


def check_owner(folder: Path, door: Door) -> None:
    """Raises ``UsageError`` where others would reach a desk to which nobody can let them in, or a private network through it."""
    from onrecord.desk.accounts import Accounts  # noqa: PLC0415 - only a server that others reach has them
    from onrecord.desk.settings import FILE_NAME, read_settings  # noqa: PLC0415

    if not door.login:
        return
    if not Accounts(folder).has_owner():
        raise UsageError(
            "Others would reach this desk, and it has no owner: make one with `onrecord account add NAME --role owner`."
        )
    if read_settings(folder / FILE_NAME).values["web_allow_private"]:
        raise UsageError(
            "Others would reach this desk, and it asks private addresses for whoever names one: set web_allow_private to false, "
            'and name those that you trust with `onrecord settings web_allowed "10.2.0.0/16"`.'
        )
