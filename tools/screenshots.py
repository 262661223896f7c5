"""Pictures of the main pages: ``make screenshots``. Serves a copy of a desk on this machine and looks at it with Debian's Chromium.

Each picture is what a reader sees first: one screen, light or dark, of a desk or a phone. With Pillow they are written with a palette,
a third of the size; without it as they are.
"""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from onrecord.desk.reading import Library

#: Bytes that no picture should have: they are read with the README.
MOST = 150_000
DESKTOP, PHONE = (1280, 860), (390, 760)


def main(desk: Path, folder: Path) -> None:
    """Takes the pictures of ``desk`` into ``folder``. Exits with a sentence where something needed is missing."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Chromium takes the pictures: install it with `apt-get install chromium`.")
    with tempfile.TemporaryDirectory() as kept:
        copy = Path(kept) / "desk"
        shutil.copytree(desk, copy)  # two people work on it for the pictures
        take(copy, folder, chromium)


def take(desk: Path, folder: Path, chromium: str) -> None:
    """The pictures of ``desk``, which is changed for them."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - main has looked for it

    from onrecord.desk.reading import Library  # noqa: PLC0415 - an extra

    library = Library(desk)
    work(desk, library)
    story = max(library.today().leads, key=lambda lead: lead.reports).story_id
    actor = library.actors().heard[0].id
    copies = [copy for outlet in library.sources().outlets for copy in library.outlet(outlet.name).copies]
    near = next(copy.report.id for copy in copies if copy.relation == "near")
    wanted = (
        ("today", "/", DESKTOP, "light"),
        ("today-phone", "/", PHONE, "dark"),
        ("story", f"/stories/{story}#disputed", DESKTOP, "dark"),
        ("figures", "/figures", DESKTOP, "light"),
        ("actor", f"/actors/{actor}", DESKTOP, "light"),
        ("map-phone", "/map", PHONE, "light"),
        ("beside", f"/articles/{near}/beside", DESKTOP, "dark"),
        ("brief", "/brief", DESKTOP, "light"),
        ("handover", "/handover/draft", DESKTOP, "light"),
        ("following", "/following", DESKTOP, "dark"),
        ("correcting", f"/stories/{story}", DESKTOP, "light"),
    )
    folder.mkdir(parents=True, exist_ok=True)
    with served(library) as address, sync_playwright() as started:
        browser = started.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-lcd-text"])
        for name, path, (width, height), scheme in wanted:
            page = browser.new_page(
                base_url=address,
                viewport={"width": width, "height": height},
                color_scheme=scheme,
                reduced_motion="reduce",
            )
            page.goto(path)
            if name == "correcting":
                correct(page)
            target = folder / f"{name}.png"
            page.screenshot(path=target)
            page.close()
            reduce(target)
            size = target.stat().st_size
            print(f"{target}  {width} x {height}  {scheme}  {size // 1000} kB")  # noqa: T201
            if size > MOST:
                print(f"  more than {MOST // 1000} kB: with Pillow it would be smaller (pip install pillow)")  # noqa: T201
        browser.close()


def work(desk: Path, library: Library) -> None:
    """Two people at work on a desk: one hands over with a note, the other follows what moves."""
    from onrecord import open_desk  # noqa: PLC0415 - with the extra

    with open_desk(desk) as opened:
        opened.handovers.begin(opened.brief(), "Ada")
        draft = library.draft()
        assert draft is not None
        first = draft.threads[0].sections[0].lines[0].key
        opened.handovers.edit("note", by="Bo", line=first, side="below", text="Ask both ministries again at 9.")
        by = os.environ.get("USER") or "editor"
        for kind, target in (("actor", "Radomar Kesselin"), ("place", "Quessin"), ("search", "ferry stance:denies")):
            opened.follow(kind, target, by=by)


def correct(page: Page) -> None:
    """Opens a line of who says what, and what corrects it."""
    line = page.locator(".voice details.line").first
    line.locator("summary").first.click()
    line.locator("details.correct > summary").click()
    line.locator(".correction").wait_for()
    line.scroll_into_view_if_needed()
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(300)


@contextmanager
def served(library: object) -> Iterator[str]:
    """The address of the desk while it is served."""
    import uvicorn  # noqa: PLC0415 - an extra

    from onrecord.web.app import make_app  # noqa: PLC0415

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        server = uvicorn.Server(uvicorn.Config(make_app(library), log_level="error", lifespan="off"))  # type: ignore[arg-type]
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def reduce(picture: Path) -> None:
    """Writes a picture with 128 colours, where Pillow is installed."""
    try:
        from PIL import Image  # noqa: PLC0415 - smaller pictures where it is
    except ImportError:
        return
    with Image.open(picture) as opened:
        opened.convert("RGB").quantize(128).save(picture, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
