from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.model.page_key import page_key

PAGE = "https://herald.example/2031/05/ferry"


@pytest.mark.parametrize(
    "address",
    [
        "http://herald.example/2031/05/ferry",
        "HTTPS://WWW.Herald.Example:443/2031/05/ferry/",
        "http://herald.example:80/2031/05/ferry?utm_source=rss&UTM_Medium=feed&fbclid=x",
        "https://m.herald.example/2031/05/ferry/index.html#top",
        "https://amp.herald.example/2031/05/ferry",
        "https://herald.example/amp/2031/05/ferry/",
        "https://herald.example/2031/05/ferry/amp/",
        "https://herald.example/2031/05/ferry.amp",
        "https://herald.example/2031/05/ferry?amp=1",
        "https://herald-example.cdn.ampproject.org/c/s/herald.example/2031/05/ferry/amp",
        "https://www.google.com/amp/s/www.herald.example/2031/05/ferry",
        "https://herald.example/2031/05/%66erry",
    ],
)
def test_one_page_under_many_addresses(address: str) -> None:
    assert page_key(address) == PAGE


@pytest.mark.parametrize(
    "address",
    [
        "https://herald.example/2031/05/ferry-2",
        "https://herald.example/2031/05/Ferry",
        "https://herald.example/2031/05/ferry?id=1",
        "https://herald.example:8443/2031/05/ferry",
        "https://live.herald.example/2031/05/ferry",
        "https://herald.example/2031/05/ferry/lamp",
        "https://herald.example/amphitheatre/2031/05/ferry",
    ],
)
def test_what_tells_pages_apart_stays(address: str) -> None:
    assert page_key(address) == address


def test_the_order_of_parameters_makes_no_difference() -> None:
    assert page_key("https://a.example/?b=2&a=1&b=1") == page_key("http://a.example?b=1&b=2&a=1")


@pytest.mark.parametrize("text", ["", "notes/ferry.txt", "mailto:a@b.example", "http://", "http://[", "http://a:b/"])
def test_what_is_no_address_of_the_web_stays(text: str) -> None:
    assert page_key(text) == text


parts = st.sampled_from(
    [
        "/amp",
        ".amp",
        "/",
        "index.html",
        "www.",
        "m.",
        "a.example",
        "?",
        "&",
        "=",
        "utm_x",
        "%41",
        "%ff",
        "%2F",
        "#",
        "\ud800",
        "é",
        ":80",
        " ",
    ]
)


@given(st.lists(parts, max_size=12).map("".join) | st.text(max_size=60))
@example("a.example/amp/amp.amp//index.html/")
def test_once_is_enough(rest: str) -> None:
    once = page_key(f"http://b.example{rest}")
    assert page_key(once) == once


def test_long_ones_are_left_alone() -> None:
    long = "http://a.example" + "/amp" * 100_000
    assert page_key(long) == long
