"""One form for all the ways in which an address is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.address import canonical, host_of


@pytest.mark.parametrize(
    ("address", "form"),
    [
        ("HTTPS://Herald.Example:443/A/b?id=5#top", "https://herald.example/A/b?id=5"),
        ("http://herald.example", "http://herald.example/"),
        ("https://herald.example/a?utm_source=x&id=5&fbclid=y&utm_medium=z", "https://herald.example/a?id=5"),
        ("https://herald.example/a?b=2&a=1", "https://herald.example/a?b=2&a=1"),
        ("https://herald.example/a?ref=451&source=7", "https://herald.example/a?ref=451&source=7"),
        ("https://herald.example/#!/a", "https://herald.example/#!/a"),
        ("https://herald.example:8443/a", "https://herald.example:8443/a"),
        ("  https://herald.example/a\n", "https://herald.example/a"),
        ("ftp://herald.example/a", None),
        ("javascript:alert(1)", None),
        ("/a/b", None),
        ("https://herald.example:99999/", None),
        ("https://[::1/", None),
        ("https://herald.example/a b", None),
        ("https://herald.example/" + "a" * 3000, None),
    ],
)
def test_the_one_form(address: str, form: str | None) -> None:
    assert canonical(address) == form


@given(st.text(max_size=80), st.sampled_from(["", "https://", "http://a.example/", "https://a.example/?utm_x=1&"]))
def test_it_never_breaks_and_is_settled_at_once(text: str, before: str) -> None:
    host_of(before + text)
    form = canonical(before + text)
    if form is not None:
        assert canonical(form) == form
