"""Loads in a browser: stopping and taking out, with and without a script and with keys alone, and a server that is killed and served again."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.browser.conftest import served
from tests.browser.test_accessibility import grave
from tests.unit.web.web_desk import FIRST, SECOND, make_desk
from tests.web_process import free_port, served_by_a_process

from onrecord.desk.loads import Asked, InputFate, RememberedLoads, Step
from onrecord.desk.reading import Library

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SLOW = 60_000  # a load starts a process of its own, on whatever machine the tests run


def reports(folder: Path, count: int, words: str) -> list[Path]:
    made = []
    for number in range(count):
        path = folder / f"{words}-{number}.txt"
        path.write_text(f"Report {number}\n\n{SECOND} This is {words} number {number}.", encoding="utf-8")
        made.append(path)
    return made


def add(page: Page, files: list[Path]) -> None:
    page.get_by_label("Files").set_input_files(files)
    page.get_by_role("button", name="Add to the desk").click()


def test_a_load_is_stopped_and_another_taken_out(page: Page, tmp_path: Path) -> None:
    page.goto("/add")
    add(page, reports(tmp_path, 80, "first"))
    load = page.locator("article.load").first
    load.get_by_text("At work").wait_for(timeout=SLOW)
    add(page, reports(tmp_path, 2, "second"))
    waiting = page.locator("article.load", has_text="2 files")
    waiting.get_by_role("button", name="Take out").click()
    waiting.get_by_text("nothing of it was added").wait_for()
    load = page.locator("article.load", has_text="80 files")
    assert load.locator(".steps [aria-current=step]").count() == 1
    load.get_by_role("button", name="Stop").click()
    load.get_by_text("Stopped", exact=True).wait_for(timeout=SLOW)
    assert "Add the same again" in load.inner_text()
    assert load.get_by_role("button").count() == 0
    assert page.evaluate("document.activeElement.closest('.load')?.id") == load.get_attribute("id")
    assert "Stopped" in page.locator("#load-news").inner_text()


def test_a_load_is_stopped_with_keys_alone(page: Page, tmp_path: Path) -> None:
    page.goto("/add")
    add(page, reports(tmp_path, 80, "third"))
    load = page.locator("article.load").first
    load.get_by_text("At work").wait_for(timeout=SLOW)
    stop = load.get_by_role("button", name="Stop")
    page.get_by_role("button", name="Add to the desk").focus()
    page.keyboard.press("Tab")
    assert stop.evaluate("button => button === document.activeElement")
    page.keyboard.press("Enter")
    load.get_by_text("Stopped", exact=True).wait_for(timeout=SLOW)


def test_a_load_is_stopped_without_a_script(browser: Browser, address: str, tmp_path: Path) -> None:
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto("/add")
    add(page, reports(tmp_path, 80, "fourth"))
    page.locator("article.load").first.get_by_role("button", name="Stop").or_(
        page.locator("article.load").first.get_by_role("button", name="Take out")
    ).click()
    page.wait_for_url("**/add#load-*")
    while page.locator("article.load").first.get_attribute("class") not in ("load stopped", "load done"):
        page.reload()
    assert page.locator("article.load").first.get_attribute("class") == "load stopped"
    context.close()


def test_the_files_of_a_folder_that_is_dropped_are_chosen(page: Page) -> None:
    page.goto("/add")
    page.evaluate(
        """() => {
          const file = (name) => ({ name, isFile: true, file: (done) => done(new File(["x"], name)) });
          const folder = (name, ...batches) => ({
            name, isDirectory: true,
            createReader: () => ({ readEntries: (done) => done(batches.shift() ?? []) }),
          });
          const whole = folder("reports", [file("a.txt"), file(".hidden")], [folder("inner", [file("b.txt")])]);
          const given = { types: ["Files"], files: [1], items: [{ webkitGetAsEntry: () => whole }] };
          const event = new Event("drop", { cancelable: true });
          Object.defineProperty(event, "dataTransfer", { value: given });
          document.dispatchEvent(event);
        }"""
    )
    page.get_by_text("2 files, 1 kB; 1 hidden file left out").wait_for()
    assert page.evaluate("[...document.getElementById('files').files].map((file) => file.name)") == ["a.txt", "b.txt"]


def test_what_the_desk_would_refuse_is_told_before_it_is_sent(page: Page) -> None:
    page.goto("/add")
    page.evaluate(
        """() => {
          const given = new DataTransfer();
          for (let number = 0; number < 1001; number += 1) given.items.add(new File(["x"], `${number}.txt`));
          document.dispatchEvent(new DragEvent("drop", { dataTransfer: given, bubbles: true, cancelable: true }));
        }"""
    )
    page.get_by_text("These are 1,001 files, and the desk takes 1,000 at once").wait_for()
    assert page.locator("#chosen li").count() == 8
    page.get_by_role("button", name="Add to the desk").click()
    assert page.get_by_role("button", name="Add to the desk").is_enabled()
    assert page.get_by_role("alert").inner_text().startswith("These are 1,001 files")


STATES: tuple[dict[str, Any], ...] = (
    {"state": "waiting"},
    {"state": "running", "sentence": "It goes on.", "steps": (Step("take", "taken in", 4, 4), Step("read", "read", 1, 4))},
    {"state": "running", "stopping": True},
    {"state": "done", "sentence": "1 taken, 1 refused.", "fates": (InputFate("dropped/0123456789ab/a.txt", "taken", "", "art_x"), InputFate("b.bin", "refused", "it is no text", None))},
    {"state": "stopped", "sentence": "It was stopped.", "fates": tuple(InputFate(f"{'long-name' * 12}{n}.txt", "left", "", None) for n in range(300))},
    {"state": "failed", "sentence": "It was cut off."},
)  # fmt: skip


def test_no_state_of_a_load_has_a_serious_finding_or_widens_a_phone(browser: Browser, tmp_path: Path) -> None:
    folder = make_desk(tmp_path, first=FIRST)
    kept = RememberedLoads(folder)
    for number, changes in enumerate(STATES):
        with kept.new() as (load_id, _):
            kept.put(load_id, f"{number} files with a name that is {'very-' * 12}long.txt", Asked((), (), False))
        kept.change(load_id, **changes)
    with kept.turn(), served(Library(folder)) as address:  # nobody does the loads
        context = browser.new_context(base_url=address, reduced_motion="reduce")
        page = context.new_page()
        page.goto("/add")
        page.locator("summary", has_text="300").click()
        page.evaluate(Path(__file__).with_name("axe.min.js").read_text(encoding="utf-8"))
        for scheme, width in (("light", 1280), ("dark", 1280), ("light", 390), ("dark", 390)):
            page.emulate_media(color_scheme=scheme)
            page.set_viewport_size({"width": width, "height": 900})
            assert grave(page) == [], (scheme, width)
            assert page.evaluate("document.documentElement.scrollWidth") == width
        assert page.locator("article.load").count() == len(STATES)
        context.close()


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def apart(browser: Browser, port: int) -> Iterator[Page]:
    """A page of a desk whose server is killed: the browser complains of that."""
    context = browser.new_context(base_url=f"http://127.0.0.1:{port}")
    yield context.new_page()
    context.close()


def test_a_page_that_stays_open_sees_a_load_go_on_with_the_next_server(apart: Page, port: int, tmp_path: Path) -> None:
    folder = make_desk(tmp_path, first=FIRST)
    with served_by_a_process(folder, port) as server:
        apart.goto("/add")
        add(apart, reports(tmp_path, 40, "kept"))
        load = apart.locator("article.load").first
        load.locator(".steps [aria-current=step]").wait_for(timeout=SLOW)
        server.send_signal(signal.SIGKILL)
        server.wait()
        load.get_by_text("The desk does not answer").wait_for(timeout=SLOW)
    with served_by_a_process(folder, port):
        load.get_by_text("Done").wait_for(timeout=SLOW)
        assert "On the desk: 40" in load.inner_text()
        apart.reload()
        assert "On the desk: 40" in apart.locator("article.load").first.inner_text()
