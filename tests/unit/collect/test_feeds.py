"""What RSS, Atom and JSON Feed list, and that nothing in them does harm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from onrecord.collect import feeds
from onrecord.collect.feeds import Document, Entry
from onrecord.collect.feeds.syndication import MOST_TAGS
from onrecord.collect.times import iso, moment
from onrecord.model.errors import InputError, UnsafeInput

HERE = "https://herald.example/feed"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">
<channel><title>Odense Herald &amp; Sons</title><link>https://herald.example/</link><ttl>90</ttl>
<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>
<item><title>Ferry &lt;b&gt;talks&lt;/b&gt; fail</title><link>/2031/05/ferry?utm_source=rss#top</link>
  <pubDate>Fri, 02 May 2031 10:15:00 +0200</pubDate><dc:creator>Ada Orr</dc:creator><dc:language>da</dc:language>
  <source url="https://wire.example/rss">The Wire</source>
  <description>Short.</description><content:encoded><![CDATA[<p>All of it.</p><script>alert(1)</script>]]></content:encoded></item>
<item><title>Counted</title><link>https://clicks.example/~r/1</link>
  <feedburner:origLink>https://herald.example/counted</feedburner:origLink><pubDate>2 May 2031</pubDate></item>
<item><title>By its guid</title><guid isPermaLink="true">https://herald.example/guid</guid><pubDate>soon</pubDate></item>
<item><title>Nowhere</title></item><item><link>javascript:alert(1)</link></item>
</channel></rss>"""

ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Courier</title>
<entry><title type="html">&lt;i&gt;Sailors&lt;/i&gt; wait</title><id>tag:1</id>
<link rel="self" href="https://courier.example/self"/><link rel="alternate" href="sailors"/>
<published>2031-05-02T10:00:00Z</published><updated>2031-05-03T08:00:00-04:00</updated>
<author><name>Bo Lind</name></author><author><name>Cy Dahl</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>All <b>of</b> it.</p></div></content></entry></feed>"""

RDF = """<?xml version="1.0" encoding="iso-8859-1"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>Føroyar</title></channel>
<item rdf:about="https://a.example/1"><title>Færge</title><link>https://a.example/1</link><dc:date>2031-05-02T10:00+01:00</dc:date>
</item></rdf:RDF>"""

OLD = """<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>Old</title>
<item><title>caf&eacute; & more</title><link>https://a.example/old?a=1&b=2</link></item></channel></rss>"""

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Wire",
    "language": "en-GB",
    "authors": [{"name": "The desk"}],
    "items": [
        {"id": "1", "url": "/1", "external_url": "https://other.example/", "title": "One", "content_html": "<p>Whole</p>",
         "date_published": "2031-05-02T10:00:00+02:00", "date_modified": "2031-05-02T11:00:00+02:00",
         "authors": [{"name": "Ada Orr"}, {"name": "Bo \ud800 Lind"}, {}, "x"]},
        {"id": "https://wire.example/2", "content_text": "Plain words"},
        {"id": "3"}, "no item",
    ],
}  # fmt: skip


def document(data: str | bytes, **told: str) -> Document:
    found = feeds.read(data if isinstance(data, bytes) else data.encode(), HERE, **told)
    assert isinstance(found, Document)
    return found


def test_rss() -> None:
    found = document(RSS)
    assert (found.kind, found.title, found.pause, found.nowhere) == ("feed", "Odense Herald & Sons", 90 * 60, 2)
    first, second, third = found.entries
    assert first == Entry(
        address="https://herald.example/2031/05/ferry?utm_source=rss",
        title="Ferry talks fail",
        outlet="The Wire",
        authors=("Ada Orr",),
        published="2031-05-02T10:15:00+02:00",
        language="da",
        whole="<p>All of it.</p><script>alert(1)</script>",
    )
    assert (second.address, second.published) == ("https://herald.example/counted", "2031-05-02")
    assert (third.address, third.published) == ("https://herald.example/guid", None)


def test_atom() -> None:
    (entry,) = document(ATOM).entries
    assert entry.address == "https://herald.example/sailors"
    assert (entry.title, entry.authors) == ("Sailors wait", ("Bo Lind", "Cy Dahl"))
    assert (entry.published, entry.updated) == ("2031-05-02T10:00:00+00:00", "2031-05-03T08:00:00-04:00")
    assert entry.whole is not None
    assert "All <b>of</b> it." in entry.whole


def test_rss_1_in_its_own_encoding() -> None:
    found = document(RDF.encode("iso-8859-1"))
    assert (found.title, found.entries[0].title) == ("Føroyar", "Færge")
    assert found.entries[0].published == "2031-05-02T10:00:00+01:00"


def test_what_a_server_says_of_the_encoding() -> None:
    bare = RDF.replace(' encoding="iso-8859-1"', "")
    assert document(bare.encode("iso-8859-1"), charset="iso-8859-1").title == "Føroyar"
    assert document(bare.encode(), charset="iso-8859-1").title == "Føroyar", "what is UTF-8 is UTF-8"
    assert document(bare.encode("utf-16")).title == "Føroyar"
    assert document(bare.encode("utf-8"), charset="rot13").title == "Føroyar"


def test_old_feeds_and_bad_xml() -> None:
    (entry,) = document(OLD).entries
    assert (entry.title, entry.address) == ("café & more", "https://a.example/old?a=1&b=2")
    assert [each.title for each in document(RSS[:-400]).entries][:1] == ["Ferry talks fail"], "cut off"
    assert document(RSS.replace("Ferry", "Fer\x0bry\x00")).entries[0].title == "Ferry talks fail"


def test_json_feed() -> None:
    found = document(json.dumps(JSON_FEED))
    assert (found.kind, found.title, found.nowhere, found.ended) == ("feed", "Wire", 2, False)
    first, second = found.entries
    assert (first.address, first.authors, first.whole) == (
        "https://herald.example/1",
        ("Ada Orr", "Bo Lind"),
        "<p>Whole</p>",
    )
    assert (first.published, first.updated) == ("2031-05-02T10:00:00+02:00", "2031-05-02T11:00:00+02:00")
    assert (second.address, second.authors) == ("https://wire.example/2", ("The desk",))
    assert (second.whole, second.whole_is_plain, second.language) == ("Plain words", True, "en-GB")
    assert document(json.dumps(JSON_FEED | {"expired": True})).ended


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Just words.",
        "<html><body><p>A page</p></body></html>",
        "<!DOCTYPE html><html></html>",
        '{"title": "x"}',
        "<",
        "<?xml",
        "[1]",
    ],
)
def test_what_is_no_feed(text: str) -> None:
    assert feeds.read(text.encode(), HERE) is None


@pytest.mark.parametrize(
    "text",
    [
        "<rss>",
        "<feed/>",
        '{"version": "https://jsonfeed.org/version/1", "items"',
        '{"version": "https://jsonfeed.org/version/1"}',
    ],
)
def test_a_feed_that_cannot_be_read_gives_one_sentence(text: str) -> None:
    with pytest.raises(InputError, match="it is no") as told:
        feeds.read(text.encode(), HERE)
    assert "\n" not in str(told.value)


# Harm

BOMB = (
    '<!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY a{n} "{"&a" + str(n - 1) + ";"}">' * 1 for n in range(1, 9))
    + "]>"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
@pytest.mark.parametrize("before", ["", '<?xml version="1.0"?>', "<!-- <rss> -->", "\n <?pi <rss ?>"])
def test_entities_are_refused(encoding: str, before: str, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    for declared in (
        BOMB,
        f'<!DOCTYPE rss [<!ENTITY a SYSTEM "file://{secret}">]>',
        '<!doctype rss [ <!entity % a "x"> %a; ]>',
    ):
        text = f"{before}{declared}<rss><channel><title>&a;</title></channel></rss>"
        with pytest.raises(UnsafeInput, match="declares entities"):
            feeds.read(text.encode(encoding), HERE)


def test_no_parser_sees_a_doctype() -> None:
    """A DOCTYPE that comes where none may be is no declaration: what it names stays a name."""
    found = document('<rss><!DOCTYPE rss [<!ENTITY a "boom">]><channel><title>x &a; y</title><item/></channel></rss>')
    assert "boom" not in (found.title or "")


@pytest.mark.parametrize(
    "name", ["links", "content", "contents", "authors", "published_parsed", "updated_parsed", "source"]
)
def test_elements_that_are_called_like_the_parsers_own_fields(name: str) -> None:
    """feedparser keeps what it does not know under its name, also where it keeps lists of its own under it."""
    found = document(f"<rss><channel><item><link>/1</link><{name}>x</{name}></item></channel></rss>")
    assert [entry.address for entry in found.entries] == ["https://herald.example/1"]
    document(f"<rss><channel><{name}>x</{name}><item><{name}>x</{name}><link>/1</link></item></channel></rss>")


def test_nothing_is_opened_or_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """feedparser takes text for an address or a path; it must never be given text."""
    monkeypatch.setattr("urllib.request.urlopen", lambda *told: pytest.fail("it fetched something"))
    (tmp_path / "rss").write_text(RSS)
    monkeypatch.chdir(tmp_path)
    with pytest.raises(InputError):
        feeds.read(b"<rss/>http://127.0.0.1/", "rss")


def test_a_feed_of_endless_tags_is_refused() -> None:
    with pytest.raises(UnsafeInput, match="tags"):
        feeds.read(b"<rss>" + b"<item>" * (MOST_TAGS + 1), HERE)


PIECES = [
    "<rss>", "<feed>", "<channel>", "<item>", "<entry>", "</item>", "<title>", "<link>", "<link href='", "<![CDATA[", "]]>", "<!--",
    "&", "&amp;", "&#x110000;", "&#0;", "<content type='xhtml'>", "<div>", "\x00", "\ud800", "é", "<?xml ?>", "<!DOCTYPE x", "[", ">",
    "http://a", "xml:base='http://[", "<pubDate>", "<updated>", "31 Feb", "9999-12-31T23:59:59-12:00", "<dc:creator>", "<x:y", "\n", "'", "<guid>",
    '{"version":"https://jsonfeed.org/version/1","items":[', '{"url":', "null", "1e999", "[[[[", "]", "}", "<urlset>", "<url>", "<loc>", "<opml>",
    "<body>", "<outline xmlUrl='", "<outline>", "<sitemapindex>", "<media:content", "<itunes:duration>", "<georss:point>", "<a href=", "svg",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@example("<rss><channel><item><georss:point>1")
def test_no_input_breaks_it(text: str) -> None:
    for start in ("", "<rss><channel>", "<feed xmlns='http://www.w3.org/2005/Atom'><entry>"):
        try:
            found = feeds.read((start + text).encode("utf-8", "surrogatepass"), HERE)
        except InputError as error:
            assert "\n" not in str(error)
        else:
            if isinstance(found, Document):
                assert all(entry.address.startswith(("http://", "https://")) for entry in found.entries)


# Times


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Fri, 02 May 2031 10:15:00 GMT", "2031-05-02T10:15:00+00:00"),
        ("Fri, 02 May 2031 10:15 EST", "2031-05-02T10:15:00-05:00"),
        ("2 May 2031 10:15:00", "2031-05-02T10:15:00"),
        ("Fri, 2 May 2031 10:15:00 -0000", "2031-05-02T10:15:00"),
        ("2031-05-02T10:15:00.123Z", "2031-05-02T10:15:00+00:00"),
        ("20310502T101500Z", "2031-05-02T10:15:00+00:00"),
        ("2031-05", "2031-05"),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("0001-01-01T00:00:00Z", None),
        ("yesterday", None),
        ("", None),
        (None, None),
        ("9" * 200, None),
    ],
)
def test_times(text: object, expected: str | None) -> None:
    assert iso(text) == expected


@given(st.text(max_size=40) | st.datetimes(timezones=st.timezones()).map(lambda each: each.isoformat()))
@example("9999-12-31T23:59:59-12:00")
@example("Fri, 32 May 2031 25:61:61 +9999")
def test_times_never_fail(text: str) -> None:
    told = iso(text)
    if told is not None:
        assert moment(told) is not None or len(told) <= 7 or "9999" in told
