"""Lists of subscriptions in and out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.collect import feeds
from onrecord.collect.feeds import Outline, Outlines, write_opml
from onrecord.model.errors import InputError
from onrecord.model.subscription import Subscription

NOW = "2031-05-02T12:00:00+00:00"

OPML = """<?xml version="1.0" encoding="UTF-8"?>
<!-- exported -->
<opml version="1.0"><head><title>Mine</title></head><body>
<outline text="North"><outline text="Denmark &amp; Sweden" title="Denmark">
  <outline type="rss" text="Herald" xmlUrl="https://herald.example/rss" htmlUrl="https://herald.example/"/>
  <OUTLINE TYPE="rss" TEXT="Courier" XMLURL="feed://courier.example/atom?a=1&b=2"/></outline>
  <outline text="Empty"/></outline>
<outline type="rss" title="Wire" text="The wire" xmlUrl=" http://wire.example/feed.json "/>
<outline type="rss" text="Again" xmlUrl="https://herald.example/rss"/>
<outline type="link" text="A page" url="https://page.example/a"/>
<outline type="link" text="Elsewhere" htmlUrl="https://nothing.example/"/>
<outline type="rss" text="Wrong" xmlUrl="ftp://wrong.example/"/>
</body></opml>"""


def read(text: str) -> Outlines:
    found = feeds.read(text.encode(), "")
    assert isinstance(found, Outlines)
    return found


def test_folders_titles_and_addresses() -> None:
    found = read(OPML)
    assert found.found == (
        Outline("https://herald.example/rss", "Herald", ("North", "Denmark")),
        Outline("http://courier.example/atom?a=1&b=2", "Courier", ("North", "Denmark")),
        Outline("http://wire.example/feed.json", "Wire"),
        Outline("https://page.example/a", "A page"),
    )
    assert found.wrong == ("ftp://wrong.example/",)


@pytest.mark.parametrize("text", ["<opml", "<opml version='2.0'>" + "<body>" * 1000])
def test_a_broken_one(text: str) -> None:
    try:
        assert feeds.read(text.encode(), "") == Outlines(())
    except InputError as error:
        assert "\n" not in str(error)


def test_entities_are_refused() -> None:
    with pytest.raises(InputError, match="declares entities"):
        feeds.read(b'<!DOCTYPE opml [<!ENTITY a "b">]><opml><body/></opml>', "")


def test_folders_without_end() -> None:
    deep = '<outline text="x">' * 200 + '<outline xmlUrl="https://a.example/"/>' + "</outline>" * 200
    (outline,) = read(f"<opml><body>{deep}</body></opml>").found or (Outline("https://a.example/"),)
    assert len(outline.folders) <= 32


names = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Zs", "Co", "Cn"]), min_size=1, max_size=20
).filter(lambda name: "<" not in name and "&" not in name)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 30),
            names,
            st.lists(names, max_size=4),
            st.sampled_from(["feed", "sitemap", "page", "unknown", "list"]),
        ),
        unique_by=lambda each: each[0],
        max_size=12,
    )
)
def test_what_goes_out_comes_in_again(given: list[tuple[int, str, list[str], str]]) -> None:
    subscriptions = [
        Subscription.of(f"https://a.example/{number}?x=1&y=2", now=NOW, kind=kind, title=title, folders=tuple(folders))  # type: ignore[arg-type]
        for number, title, folders, kind in given
    ]
    written = write_opml(subscriptions)
    assert written == write_opml(reversed(subscriptions))
    assert {(each.address, each.title, each.folders) for each in read(written.decode()).found} == {
        (each.address, each.title, each.folders) for each in subscriptions
    }
