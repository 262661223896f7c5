"""The brief of a small desk: what it selects, how it is rendered, and that no report can put markup into it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from onrecord import Desk, open_desk
from onrecord.model.brief import Brief, Line
from onrecord.model.codec import dumps, from_plain
from onrecord.publish import compose
from onrecord.publish.html import render as render_html
from onrecord.publish.markdown import render as render_markdown

REPORTS = {
    "one.txt": """Minister says 300 soldiers are at the bridge

4 May 2031, 08:10

By Ada Lindqvist

Foreign Minister Marta Oslan said on Sunday that about 300 soldiers had gathered at the Velm bridge.

"We will not wait for ever," she told reporters.

A senior official said the talks would be held in Geneva on Friday.
""",
    "two.txt": """Army denies that soldiers are at the bridge

6 May 2031, 10:00

By Tomas Brekke

The army has denied that soldiers have gathered at the Velm bridge. Foreign Minister Marta Oslan said 500 soldiers were there now.
""",
    "three.txt": """<script>alert(1)</script> [click](javascript:alert(1)) **bold**

6 May 2031, 11:00

Foreign Minister Marta Oslan said "<img src=x onerror=alert(1)> & more [1](http://x)" at the Velm bridge on Tuesday.
""",
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with open_desk(None) as opened:
        opened.add([str(tmp_path)], received="2031-05-07")
        yield opened


@pytest.fixture
def brief(desk: Desk) -> Brief:
    return compose(desk.contents(), lines=None)


def _lines(brief: Brief, section: str) -> list[Line]:
    return [line for thread in brief.threads for item in thread.sections if item.name == section for line in item.lines]


def test_every_report_is_a_reference(brief: Brief) -> None:
    assert [reference.number for reference in brief.references] == [1, 2, 3]
    assert brief.as_of == "2031-05-06"
    assert brief.references[0].byline == ("Ada Lindqvist",)


def test_who_says_what_is_grouped_by_actor(brief: Brief) -> None:
    (minister,) = [line for line in _lines(brief, "said") if line.label == "Marta Oslan"]
    assert len(minister.children) >= 2


def test_the_denial_is_shown(brief: Brief) -> None:
    quotes = [
        quote.text for line in _lines(brief, "disputed") for child in (line, *line.children) for quote in child.quotes
    ]
    assert any("has denied" in text for text in quotes)


def test_a_muted_record_is_left_out(desk: Desk, brief: Brief) -> None:
    (minister,) = [line for line in _lines(brief, "said") if line.label == "Marta Oslan"]
    muted = minister.children[0].record_id
    desk.rule("mute", muted, by="editor", why="said in jest")
    left = [child.record_id for line in _lines(compose(desk.contents()), "said") for child in line.children]
    assert muted not in left


def test_the_number_of_lines_is_bounded_and_said(desk: Desk) -> None:
    bounded = compose(desk.contents(), lines=1)
    for thread in bounded.threads:
        assert all(len(section.lines) <= 1 for section in thread.sections)
    assert any(section.omitted for thread in bounded.threads for section in thread.sections)
    assert "brief --all" in render_markdown(bounded)


def test_json_is_the_brief(brief: Brief) -> None:
    assert from_plain(Brief, json.loads(dumps(brief))) == brief


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src")]
        assert not [name for name, _ in attrs if name.startswith("on")]
        if tag not in ("meta", "br", "img"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_well_formed_and_holds_no_markup_of_a_report(brief: Brief) -> None:
    parser = _Tags()
    parser.feed(render_html(brief))
    assert not parser.open
    assert not {"script", "img", "iframe"} & parser.seen
    assert all(address.startswith(("#", "https://", "http://")) for address in parser.addresses)


def test_html_leads_each_mark_to_a_reference(brief: Brief) -> None:
    page = render_html(brief)
    parser = _Tags()
    parser.feed(page)
    for address in parser.addresses:
        if address.startswith("#"):
            assert f'id="{address[1:]}"' in page


def test_markdown_escapes_the_markup_of_a_report(brief: Brief) -> None:
    text = render_markdown(brief)
    assert "<script>" not in text
    assert not re.search(r"(?<!\\)<img", text)
    assert not re.search(r"(?<!\\)\]\(", text), "a link that no report may make"


def test_the_same_desk_gives_the_same_bytes(desk: Desk) -> None:
    one, other = compose(desk.contents()), compose(desk.contents())
    assert render_markdown(one) == render_markdown(other)
    assert render_html(one) == render_html(other)


def test_an_empty_desk_has_a_brief() -> None:
    with open_desk(None) as desk:
        brief = compose(desk.contents())
    assert "No report is dated" in render_markdown(brief)
    assert "Nothing on this desk yet" in render_html(brief)
