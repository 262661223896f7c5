"""Pages, records and mail."""

from __future__ import annotations

import json

import pytest

from onrecord.model.article import Article
from onrecord.model.capture import Capture, MediaType, Refusal
from onrecord.read import reader

STORY = [
    "The ferry to Lund was stopped on Monday after water came through a door, the coast guard said.",
    "Nobody was hurt, and all 40 passengers were back on land by noon, according to the harbour master.",
    "“We do not know yet why the door gave way,” said Tove Almqvist, who heads the coast guard.",
]
TITLE = "Ferry to Lund stopped as water comes through door"


def read(data: bytes | str, media_type: MediaType, address: str | None = None) -> Article:
    data = data.encode() if isinstance(data, str) else data
    result = reader()(
        Capture.of(source="a", location="/a", data=data, media_type=media_type, received_at="", address=address)
    )
    assert isinstance(result, Article), result
    return result


def page(head: str = "", before: str = "", after: str = "") -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in STORY)
    figure = "<figure><img src=x><figcaption>The quay at Lund</figcaption></figure>"
    return (
        f"<html lang=en><head><title>{TITLE} | Lund Herald</title>{head}</head><body><nav><a href='/'>Lund Herald</a>"
        f"<a href=/w>World</a></nav><article><h1>{TITLE}</h1>{before}{figure}{paragraphs}</article>{after}"
        "<footer>Terms of use</footer></body></html>"
    )


def test_a_page_with_linked_data() -> None:
    data = {"@graph": [{"@type": "NewsArticle", "headline": TITLE, "datePublished": "2031-05-02T10:00:00Z", "dateModified": "2031-05-02T12:00:00+01:00", "author": [{"name": "Ida Holm"}, {"name": "Per Berg"}], "publisher": {"name": "The Lund Herald"}}]}  # fmt: skip
    source = page(
        f"<script type=application/ld+json>{json.dumps(data)}</script><link rel=canonical href=https://lundherald.example/a>"
    )
    article = read(source, "text/html")
    assert [passage.text for passage in article.body] == STORY
    assert (article.title, article.byline, article.outlet) == (TITLE, ("Ida Holm", "Per Berg"), "The Lund Herald")
    assert (article.published.start, article.published.known_from) == ("2031-05-02T10:00+00:00", "structured data")
    assert article.updated is not None and article.updated.start == "2031-05-02T12:00+01:00"
    assert article.address == "https://lundherald.example/a"
    assert [passage.text for passage in article.passages("caption")] == ["The quay at Lund"]
    for segment in article.segments:
        assert segment.capture_start is not None and segment.capture_end is not None
        assert source[segment.capture_start : segment.capture_end] == article.text[segment.start : segment.end].strip()


def test_a_page_that_shows_its_facts_only() -> None:
    article = read(page(before="<p class=x>by Ida Holm, Tuesday 2 May 2031</p>"), "text/html")
    assert (article.title, article.byline, article.outlet) == (TITLE, ("Ida Holm",), "Lund Herald")
    assert (article.published.start, article.published.known_from) == ("2031-05-02", "text")
    assert [passage.text for passage in article.body] == STORY


def test_time_elements_tell_updates_by_the_words_before_them() -> None:
    stamps = "<div><time datetime=2031-05-02T07:00>2 May</time> <span>Updated <time datetime=2031-05-02T09:00>2 May</time></span></div>"
    article = read(page(before=stamps), "text/html")
    assert (article.published.start, article.updated and article.updated.start) == (
        "2031-05-02T07:00",
        "2031-05-02T09:00",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "windows-1252"])
def test_encodings(encoding: str) -> None:
    text = "Fähre nach Lund gestoppt\n\n" + "\n\n".join(STORY)
    assert read(text.encode(encoding), "text/plain").text == text


def test_a_page_that_declares_its_encoding() -> None:
    source = page("<meta charset=windows-1251>").replace("Nobody was hurt", "Никто не пострадал")
    assert "Никто не пострадал" in read(source.encode("windows-1251", "replace"), "text/html").text


@pytest.mark.parametrize("data", [b"", b" \n ", b"\x00\x01\x02\x03" * 50, b"<html></html>"])
def test_what_holds_no_text_is_refused_with_a_sentence(data: bytes) -> None:
    for media_type in ("text/plain", "text/html", "application/json", "message/rfc822"):
        result = reader()(Capture.of(source="a", location="/a", data=data, media_type=media_type, received_at=""))  # type: ignore[arg-type]
        if data != b"<html></html>" or media_type == "text/html":
            assert isinstance(result, Refusal) and result.reason


@pytest.mark.parametrize(
    "record",
    [
        {"title": TITLE, "date": "20310502", "url": "https://lundherald.example/x", "outlet": "Lund Herald", "byline": "Ida Holm and Per Berg", "text": "\n".join(STORY)},
        {"headline": TITLE, "datePublished": "2031-05-02", "link": "https://lundherald.example/x", "publisher": {"name": "Lund Herald"}, "authors": ["Ida Holm", "Per Berg"], "paragraphs": STORY},
        {"title": TITLE, "published_at": "2 May 2031", "url": "https://lundherald.example/x", "source": "Lund Herald", "author": [{"name": "Ida Holm"}, {"name": "Per Berg"}], "body": [{"type": "p", "text": text} for text in STORY]},
        {"title": TITLE, "date": 20310502, "url": "https://lundherald.example/x", "site_name": "Lund Herald", "by": "By Ida Holm & Per Berg", "html": page()},
    ],
)  # fmt: skip
def test_records(record: dict[str, object]) -> None:
    article = read(json.dumps(record), "application/json")
    assert (article.title, article.outlet, article.byline) == (TITLE, "Lund Herald", ("Ida Holm", "Per Berg"))
    assert (article.published.start, article.published.known_from) == ("2031-05-02", "record")
    assert article.address == "https://lundherald.example/x"
    assert [passage.text for passage in article.body] == STORY


def test_a_record_leads_back_to_its_strings_and_its_crawl_date_is_no_publication() -> None:
    source = json.dumps({"title": TITLE, "crawled": "2031-06-01", "paragraphs": STORY}, ensure_ascii=True)
    article = read(source, "application/json")
    assert not article.published.known
    for segment in article.segments:
        assert segment.capture_start is not None
        written = source[segment.capture_start : segment.capture_end]
        assert json.loads(f'"{written}"') == article.text[segment.start : segment.end].strip()


def test_mail_dates_nothing() -> None:
    mail = (
        f"From: Ida <ida@lundherald.example>\r\nDate: Tue, 03 May 2031 10:00:00 +0000\r\nSubject: Fwd: {TITLE}\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
        + "\r\n\r\n".join(STORY)
    )
    article = read(mail, "message/rfc822")
    assert article.title == TITLE
    assert not article.published.known and "sent" in article.published.reason
    assert [passage.text for passage in article.body] == STORY
    assert article.outlet is None
