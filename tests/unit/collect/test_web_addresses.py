"""Which addresses are asked for, in which form, and where a redirect may lead."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yarl import URL

from onrecord.collect.web.addresses import BAD_PORTS, LONGEST, follow, parse
from onrecord.collect.web.outcomes import Unanswered


@pytest.mark.parametrize(
    ("given_as", "normal"),
    [
        ("http://a.example", "http://a.example/"),
        ("http://a.example?b=c", "http://a.example/?b=c"),
        (" HTTPS://News.Example:443/A?b=C#d\n", "https://news.example/A?b=C"),
        ("http://a.example./x", "http://a.example/x"),
        ("http://Bücher.example/über uns?q=ü", "http://xn--bcher-kva.example/%C3%BCber%20uns?q=%C3%BC"),
        ("http://новини.example/", "http://xn--b1amarcd.example/"),
        ("http://a.example/a/../b/./c", "http://a.example/b/c"),
        ("http://a.example/%7Euser/%2Fx%zz", "http://a.example/~user/%2Fx%25zz"),
        ("http://93.184.215.14:8080/", "http://93.184.215.14:8080/"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
        ("http://a_b.example/", "http://a_b.example/"),
        ("http://r4---sn.example/", "http://r4---sn.example/"),
        ("http://1.a2/", "http://1.a2/"),
    ],
)
def test_normal_form(given_as: str, normal: str) -> None:
    assert str(parse(given_as)) == normal
    assert str(parse(normal)) == normal


@pytest.mark.parametrize(
    "address",
    ["", " ", "a.example", "//a.example/", "/path", "ftp://a.example/", "file:///etc/passwd", "unix:///run/x.sock",
     "http+unix://%2Frun%2Fx.sock/", "gopher://a.example/", "javascript:alert(1)", "http:a.example", "http://", "http:///x",
     "http://user@a.example/", "http://user:secret@a.example/", "http://@a.example\\@b.example/", "http://a.example:x/",
     "http://a.example:99999/", "http://a.example:0/", "http://a.example:22/", "http://a.example:6667/", "http://[::1/",
     "http://a b.example/", "http://a..example/", "http://.../", "http://-/", "http://-a.example/", "http://ex%61mple/",
     "http://localhost%00.example/", "http://a.example/\nHost: b", "http://a\tb.example/", "http://a.example/\x00",
     "http://" + "a" * 64 + ".example/", "http://" + "a." * 130 + "example/", "http://a.example/" + "x" * LONGEST,
     "http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://0177.0.0.1/", "http://0x7f000001/", "http://1.2.3.4.5/",
     "http://127.0.0.01/", "http://1.2.3.0x4/", "http://a.0x/", "http://\ud800/", "http://a.example/\ud800", "http://xn--\x80/", "http://[]@/", "http://]@"],
)  # fmt: skip
def test_what_is_not_asked_for(address: str) -> None:
    with pytest.raises(Unanswered) as refused:
        parse(address)
    assert refused.value.outcome == "refused"
    assert "\n" not in refused.value.reason


def test_no_password_in_the_reason() -> None:
    with pytest.raises(Unanswered) as refused:
        parse("http://user:secret@a.example/")
    assert "secret" not in refused.value.reason


def test_ports() -> None:
    assert all(1023 < port < 65536 for port in BAD_PORTS)
    assert [parse(f"https://a.example:{port}/").port for port in (80, 443, 1024, 8080, 65535)] == [
        80,
        443,
        1024,
        8080,
        65535,
    ]


@given(st.text(max_size=60), st.sampled_from(["", "http://", "http://a.example/", "https://[", "http://1.2.3."]))
def test_any_text_is_an_address_or_refused(text: str, before: str) -> None:
    try:
        url = parse(before + text)
    except Unanswered as refused:
        assert refused.outcome == "refused"
    else:
        assert url.scheme in ("http", "https")
        assert url.raw_host and url.user is None and not url.fragment
        assert str(url).isascii() and str(url).isprintable() and " " not in str(url)


# Redirects

HERE = URL("https://a.example/b/c?d=e")


@pytest.mark.parametrize(
    ("location", "target"),
    [
        ("/x", "https://a.example/x"),
        ("x#part", "https://a.example/b/x"),
        ("?f=1", "https://a.example/b/c?f=1"),
        ("//b.example/x", "https://b.example/x"),
        ("https://b.example:8443/", "https://b.example:8443/"),
        (" /x y ", "https://a.example/x%20y"),
        ("/m\udcfcll", "https://a.example/m%FCll"),
        ("/müll", "https://a.example/m%C3%BCll"),
    ],
)
def test_where_a_redirect_leads(location: str, target: str) -> None:
    assert str(follow(HERE, location)) == target


@pytest.mark.parametrize(
    "location",
    [
        None,
        "",
        "http://a.example/b/c",
        "ftp://a.example/",
        "https://u@a.example/",
        "https://127.1/",
        "https://[",
        "//[]@",
    ],
)
def test_where_a_redirect_may_not_lead(location: str | None) -> None:
    with pytest.raises(Unanswered) as refused:
        follow(HERE, location)
    assert refused.value.outcome == "refused"


def test_up_to_encryption_but_not_down_from_it() -> None:
    assert follow(URL("http://a.example/"), "https://a.example/") == URL("https://a.example/")
    with pytest.raises(Unanswered, match=r"http://a\.example/x"):
        follow(HERE, "http://a.example/x")


@given(st.text(max_size=60))
def test_any_location_is_followed_or_refused(location: str) -> None:
    try:
        assert follow(HERE, location).scheme == "https"
    except Unanswered as refused:
        assert refused.outcome == "refused"
