"""A desk served on this machine, and a browser on it that fails a test where a page misbehaves."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.unit.web.web_desk import FIRST, LATER, SECOND, hostile, make_desk

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from onrecord.desk.reading import Library

CHROMIUM = shutil.which("chromium") or ""


@contextmanager
def served(library: Library, certificate: Path | None = None) -> Iterator[str]:
    """The address of a desk while it is served; with a ``certificate`` as others reach it, by https and with a login."""
    uvicorn = pytest.importorskip("uvicorn", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
    from onrecord.web.app import make_app
    from onrecord.web.door import make_door

    app = make_app(library, make_door("127.0.0.1", (), certificate) if certificate else None)
    config = uvicorn.Config(app, log_level="error", lifespan="off", ssl_certfile=certificate)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"{'https' if certificate else 'http'}://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        server.force_exit = True  # a page may still follow a load
        thread.join()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    pytest.importorskip("fastapi", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
    pytest.importorskip("python_multipart", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
    from onrecord.desk.reading import Library

    folder: Path = make_desk(
        tmp_path_factory.mktemp("browser"),
        first=FIRST,
        second=SECOND,
        again=FIRST,
        third=hostile("<img src=x onerror=alert(1)>"),
        fourth=LATER,
    )
    with served(Library(folder)) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="Playwright is not installed: pip install playwright"
    )
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def expected() -> list[str]:
    """Words of what the browser may complain of in a test: that a page is not there, where it is asked for one that is not."""
    return []


@pytest.fixture
def page(browser: Browser, address: str, expected: list[str]) -> Iterator[Page]:
    """A page that fails the test where a script fails, the policy is violated or another host is asked."""
    context = browser.new_context(base_url=address, permissions=["clipboard-read", "clipboard-write"])
    opened = context.new_page()
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    opened.on("request", lambda asked: None if asked.url.startswith(address) else wrong.append(asked.url))
    yield opened
    context.close()
    assert [each for each in wrong if not any(words in each for words in expected)] == []
