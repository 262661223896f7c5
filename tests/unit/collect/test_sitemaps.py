"""What sitemaps list and which of it is followed."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from onrecord.collect import feeds
from onrecord.collect.feeds import Document, Entry
from onrecord.collect.following import Rules, followed
from onrecord.model.errors import InputError
from onrecord.model.subscription import Subscription

HERE = "https://herald.example/sitemap.xml"
NOW = datetime(2031, 5, 2, 12, tzinfo=UTC)

NEWS = """<?xml version="1.0" encoding="UTF-8"?><?xml-stylesheet href="x.xsl"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://herald.example/ferry </loc><lastmod>2031-05-02T11:00:00+02:00</lastmod>
 <image:image><image:loc>https://herald.example/ferry.jpg</image:loc><image:title>Not this</image:title></image:image>
 <news:news><news:publication><news:name>Odense Herald</news:name><news:language>en</news:language></news:publication>
 <news:publication_date>2031-05-02</news:publication_date><news:title>Ferry talks fail</news:title></news:news></url>
<url><loc>https://herald.example/old</loc><lastmod>2030-01-01</lastmod></url>
<url><loc>https://herald.example/undated</loc></url>
<url><loc>mailto:a@b.example</loc></url><url/>
</urlset>"""


def document(text: str) -> Document:
    found = feeds.read(text.encode(), HERE)
    assert isinstance(found, Document)
    assert found.kind == "sitemap"
    return found


def subscription(named: bool = True) -> Subscription:
    made = Subscription.of(HERE, now="2031-05-01T00:00:00+00:00", kind="sitemap", title="Herald")
    return made if named else Subscription(**{**{f: getattr(made, f) for f in made.__slots__}, "named": False})


def index(*entries: tuple[str, str | None]) -> Document:
    told = "".join(
        f"<sitemap><loc>{loc}</loc>{f'<lastmod>{date}</lastmod>' if date else ''}</sitemap>" for loc, date in entries
    )
    return document(f"<sitemapindex>{told}</sitemapindex>")


def test_a_news_sitemap() -> None:
    found = document(NEWS)
    assert found.nowhere == 2
    assert found.entries[0] == Entry(
        address="https://herald.example/ferry",
        title="Ferry talks fail",
        outlet="Odense Herald",
        published="2031-05-02",
        updated="2031-05-02T11:00:00+02:00",
        language="en",
    )
    assert found.entries[1].published is None, "when it changed is not when it was published"


def test_only_what_is_recent_is_followed() -> None:
    (page,) = followed(document(NEWS), subscription(), NOW)
    assert (page.address, page.kind, page.named) == ("https://herald.example/ferry", "page", False)
    assert page.listing is not None
    assert (page.listing.place, page.listing.name, page.listing.published) == (HERE, "Odense Herald", "2031-05-02")
    assert page.next_due == "2031-05-02T12:00:00+00:00"


def test_no_more_than_is_allowed_the_newest_first() -> None:
    days = "".join(f"<url><loc>/{day}</loc><lastmod>2031-05-{day:02}</lastmod></url>" for day in range(1, 32))
    found = followed(document(f"<urlset>{days}</urlset>"), subscription(), NOW, Rules(items=2, days=30))
    assert [page.address for page in found] == ["https://herald.example/31", "https://herald.example/30"]


def test_an_index_leads_to_what_is_recent_or_undated() -> None:
    found = index(("/a.xml", "2031-05-01"), ("/b.xml", "2029-01-01"), ("/c.xml", None), ("/c.xml#x", None))
    assert found.entries == ()
    listed = followed(found, subscription(), NOW)
    assert [(each.address, each.kind) for each in listed] == [
        ("https://herald.example/a.xml", "sitemap"),
        ("https://herald.example/c.xml", "sitemap"),
    ]
    assert len(followed(found, subscription(), NOW, Rules(sitemaps=1))) == 1


def test_an_index_in_an_index_leads_nowhere() -> None:
    assert followed(index(("/a.xml", None)), subscription(named=False), NOW) == ()


@pytest.mark.parametrize("text", ["<urlset", "<urlset><url><loc>/a</loc>" + "<x>" * 5000, "<urlset>" + "<url>" * 3000])
def test_a_broken_one(text: str) -> None:
    try:
        assert document(text).sitemaps == ()
    except InputError as error:
        assert "\n" not in str(error)


def test_external_entities_are_refused() -> None:
    with pytest.raises(InputError, match="declares entities"):
        feeds.read(
            b'<!DOCTYPE urlset [<!ENTITY a SYSTEM "file:///x">]><urlset><url><loc>&a;</loc></url></urlset>', HERE
        )
