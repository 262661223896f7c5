"""Addresses that a user names, and lists of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.collect import Wanted, gather
from onrecord.collect.addresses import visitable
from onrecord.model.capture import Refusal


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://herald.example", "https://herald.example/"),
        (" HTTP://Herald.example/a?b=c#top ", "http://Herald.example/a?b=c"),
        ("feed://herald.example/rss", "http://herald.example/rss"),
        ("feed:https://herald.example/rss", "https://herald.example/rss"),
        ("https://herald.example:8443/ø", "https://herald.example:8443/ø"),
    ],
)
def test_addresses(given: str, address: str) -> None:
    assert visitable(given) == address


@pytest.mark.parametrize(
    "given",
    ["", "a", "ftp://a.example/", "https://", "https:///x", "https://a@b.example/", "http://[::1", "http://a:b/", "http://a:0/",
     "https://a.example/x y", "https://a.example/\x00", "https://a.example/\ud800", "javascript:alert(1)", "https://a.example/" + "x" * 5000],
)  # fmt: skip
def test_what_cannot_be_visited(given: str) -> None:
    assert visitable(given) is None


def test_relative_ones_are_made_whole() -> None:
    assert visitable("../b", "https://a.example/x/y") == "https://a.example/b"
    assert visitable("//b.example/x", "https://a.example/") == "https://b.example/x"
    assert visitable("x", "") is None


@given(st.text(max_size=60), st.none() | st.text(max_size=30))
def test_it_never_fails(text: str, base: str | None) -> None:
    found = visitable(text, base)
    assert found is None or visitable(found) == found


def test_what_arguments_name() -> None:
    items = list(
        gather(["https://a.example/1", "https://a.example/1#x", "feed:https://b.example/", "ftp://c.example/"])
    )
    assert items[:2] == [Wanted("https://a.example/1"), Wanted("https://b.example/")]
    assert isinstance(items[2], Refusal)
    assert len(items) == 3


def test_a_password_is_not_shown() -> None:
    (refusal,) = gather(["https://ada:secret@a.example/"])
    assert isinstance(refusal, Refusal)
    assert "secret" not in refusal.source + refusal.reason


def test_a_list(tmp_path: Path) -> None:
    path = tmp_path / "mine.OPML"
    path.write_text(
        '<opml><body><outline text="F"><outline text="A" xmlUrl="https://a.example/"/></outline></body></opml>'
    )
    assert list(gather([str(path)])) == [Wanted("https://a.example/", "A", ("F",), str(path))]
    (in_folder,) = gather([str(tmp_path)])
    assert isinstance(in_folder, Refusal)
    assert "by its own name" in in_folder.reason


@pytest.mark.parametrize(
    "content", [b"", b"no list", b"<rss/>", b"<opml><body/></opml>", b"\x00\xff", b"<html></html>"]
)
def test_a_list_that_is_none_is_one_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.opml").write_bytes(content)
    (refusal,) = gather([str(tmp_path / "a.opml")])
    assert isinstance(refusal, Refusal)
    assert refusal.source == str(tmp_path / "a.opml")
