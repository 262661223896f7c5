"""Every parser of what comes from outside: what it begins with, how an input is built around what was changed, what must hold.

``run`` may raise nothing but what the parser's own documentation names; each raises here what is then a fault.
"""

from __future__ import annotations

import base64
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO

from tests.fuzz import samples, tokens

from onrecord.collect import Limits
from onrecord.collect.columns import columns_of
from onrecord.collect.inputs import Input
from onrecord.collect.names import meant, shown
from onrecord.collect.opening import Opener
from onrecord.model.address import canonical
from onrecord.model.article import Article
from onrecord.model.capture import Capture, MediaType, Refusal
from onrecord.model.errors import InputError, UsageError
from onrecord.model.page_key import page_key
from onrecord.read import reader

#: Small, so that what a limit stops is stopped soon; a real one stops it in the same place.
LIMITS = Limits(article=1 << 18, document=1 << 19, array=1 << 19, container=1 << 20, unpacked=1 << 22, members=50)
_READ = reader()


@dataclass(frozen=True)
class Parser:
    """``share`` is how many inputs it gets for one of the costliest parser, ``build`` what is put around a changed sample."""

    name: str
    run: Callable[[bytes], None]
    samples: Callable[[], Sequence[bytes]]
    share: int = 1
    tokens: Sequence[bytes] = ()
    build: Callable[[bytes], bytes] = field(default=lambda data: data)


def reading(media_type: MediaType) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        capture = Capture.of(
            source="x", location="/x", data=data, media_type=media_type, received_at="2031-06-01T00:00:00+00:00"
        )
        result = _READ(capture)
        if isinstance(result, Article):
            check_article(result)
        else:
            check_refusal(result)

    return run


def check_article(article: Article) -> None:
    """What holds for every article: its segments partition its text, and it can be stored."""
    assert article.segments[0].start == 0
    assert article.segments[-1].end == len(article.text)
    assert all(a.end == b.start for a, b in zip(article.segments, article.segments[1:], strict=False))
    for segment in article.segments:
        assert segment.reason and segment.start < segment.end
        assert (segment.capture_start is None) == (segment.capture_end is None)
        if segment.capture_start is not None and segment.capture_end is not None:
            assert 0 <= segment.capture_start <= segment.capture_end
    for text in (article.text, article.title or "", article.outlet or "", article.address or "", *article.byline):
        text.encode("utf-8")


def check_refusal(refusal: Refusal) -> None:
    """One sentence that can be printed."""
    assert refusal.reason and "\n" not in refusal.reason and len(refusal.reason) < 700, refusal.reason
    refusal.reason.encode("utf-8")
    refusal.source.encode("utf-8")


def opening(name: str | None, columns: str = "") -> Callable[[bytes], None]:
    opener = Opener(LIMITS, columns_of(columns))

    def run(data: bytes) -> None:
        found = list(opener.data(data, name, name or "-", f"/{name}"))
        assert found
        for item in found:
            if isinstance(item, Input):
                item.source.encode("utf-8")
                (item.address or "").encode("utf-8")
            else:
                check_refusal(item)

    return run


def allowing(parse: Callable[[bytes], object], *errors: type[Exception]) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        try:
            parse(data)
        except errors as error:
            assert str(error)

    return run


def text_of(data: bytes) -> str:
    """The characters of a changed text, halves of characters among them."""
    return (
        data.decode("utf-8", "surrogatepass" if b"\xed" in data else "replace")
        if _is_text(data)
        else data.decode("latin-1")
    )


def _is_text(data: bytes) -> bool:
    try:
        data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


# What is put around a changed piece, so that the change reaches what lies inside


def with_document(xml: bytes) -> bytes:
    """A Word document with another ``word/document.xml``."""
    target = BytesIO()
    with zipfile.ZipFile(BytesIO(samples.word())) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, xml if info.filename == "word/document.xml" else old.read(info))
    return target.getvalue()


@cache
def document_xml() -> bytes:
    with zipfile.ZipFile(BytesIO(samples.word())) as package:
        return package.read("word/document.xml")


def with_stream(stream: bytes) -> bytes:
    """A PDF with another content stream, whose length is right."""
    old = samples.pdf()
    begin, end = old.index(b"stream\n") + 7, old.index(b"\nendstream")
    return old[:begin].replace(b"/Length %d" % (end - begin), b"/Length %d" % len(stream), 1) + stream + old[end:]


@cache
def pdf_stream() -> bytes:
    old = samples.pdf()
    return old[old.index(b"stream\n") + 7 : old.index(b"\nendstream")]


def with_page(page: bytes) -> bytes:
    """A saved page with another page in it, in base 64."""
    return samples.saved_page("X" * 8, encoding="base64").replace(
        base64.encodebytes(b"X" * 8).strip(), base64.encodebytes(page).replace(b"\n", b"\r\n").strip(), 1
    )


def attached(data: bytes) -> bytes:
    message = samples.mail()
    message.add_attachment(data, maintype="text", subtype="html", filename="page.html")
    return message.as_bytes()


# The parsers


def _texts() -> Sequence[bytes]:
    return [
        samples.TEXT.encode(),
        samples.TEXT.encode("utf-16"),
        samples.TEXT.replace("“", "«").encode("cp1252", "replace"),
    ]


def _pages() -> Sequence[bytes]:
    return [
        samples.PAGE.encode(),
        samples.PAGE.replace("utf-8", "windows-1252").encode("cp1252", "replace"),
        b"<p>x<p>y<table><tr><td>z",
    ]


def _records() -> Sequence[bytes]:
    return [
        *samples.json_lines().splitlines(),
        b'{"html": "<p>The bridge is open.</p>", "source": {"name": "Herald"}, "publishedAt": 1935482700}',
    ]


def _mails() -> Sequence[bytes]:
    forwarded = f"See below.\n\n-------- Forwarded Message --------\nFrom: A <a@b.example>\nDate: 3 May 2031\nSubject: x\n\n{samples.TEXT}"
    return [
        samples.mail().as_bytes(),
        samples.newsletter(page=samples.PAGE).as_bytes(),
        samples.newsletter(plain=None, page=samples.PAGE).as_bytes(),
        samples.mail(subject="Fwd: =?utf-8?B?RsOkaHJl?=", plain=forwarded).as_bytes(),
    ]


def _web_archives() -> Sequence[bytes]:
    records = samples.warc()
    chunked = samples.answer(b"5\r\n<p>ab\r\n4\r\n</p>\r\n0\r\n\r\n", Transfer_Encoding="chunked")
    packed = samples.answer(samples.packed(samples.PAGE.encode()), Content_Encoding="gzip")
    more = [samples.warc_record(8, chunked), samples.warc_record(9, packed), samples.wet()]
    return [b"".join(records), b"".join([*more, *records]), b"".join(map(samples.packed, [*records, *more]))]


def _mail_with_attachments() -> Sequence[bytes]:
    message = samples.mail()
    message.add_attachment(samples.PAGE, subtype="html", filename="page.html")
    message.add_attachment(samples.zip_of(), maintype="application", subtype="zip", filename="a.zip")
    message.add_attachment(samples.mail())
    return [message.as_bytes()]


def _feeds() -> Sequence[bytes]:
    return [tokens.RSS, tokens.ATOM, tokens.JSON_FEED]


def _addresses() -> Sequence[bytes]:
    return [
        samples.ADDRESS.encode(),
        b"HTTP://User@H\xc3\xa4rald.example:080/a/../b%2f?x=1&utm_source=y#z",
        b"//[::ffff:127.0.0.1]/",
        b"0x7f.1",
    ]


def _dates() -> Sequence[bytes]:
    return [
        b"Updated 2 May 2031, 10:05 am BST",
        b"Tue, 06 May 2031 07:30:00 +0200",
        b"2031-05-02T10:05:00.123Z",
        b"03/04/2022 um 9.15 Uhr",
        "2031年5月2日".encode(),
        b"May 2nd, 2031 (Reuters)",
    ]


def _parse_feed(data: bytes) -> None:
    from onrecord.collect import feeds

    feeds.read(data, samples.ADDRESS)


def _parse_robots(data: bytes) -> None:
    from yarl import URL

    from onrecord.collect.web.robots import Rules

    rules = Rules(data.decode("utf-8-sig", "replace"), "onrecord")
    rules.allow(URL(samples.ADDRESS))
    assert rules.delay >= 0


def _parse_addresses(data: bytes) -> None:
    from onrecord.collect.addresses import visitable

    text = text_of(data)
    key = page_key(text)
    assert page_key(key) == key
    whole = canonical(text)
    assert whole is None or canonical(whole) == whole
    here = visitable(text, samples.ADDRESS)
    assert here is None or here.startswith(("http://", "https://"))


def _parse_web_address(data: bytes) -> None:
    from yarl import URL

    from onrecord.collect.web.addresses import follow, parse
    from onrecord.collect.web.outcomes import Unanswered

    text = data.decode("utf-8", "surrogateescape")  # as the command line and a header of an answer give it
    for look in (parse, lambda text: follow(URL(samples.ADDRESS), text)):
        try:
            assert look(text).scheme in ("http", "https")
        except Unanswered as no:
            assert str(no)


def _parse_dates(data: bytes) -> None:
    from onrecord.collect import times
    from onrecord.collect.web.waiting import seconds_to_wait
    from onrecord.read import dates

    text = text_of(data)
    for found in dates.find(text):
        assert 0 <= found.start < found.end <= len(text)
    dates.date_line(text)
    dates.ago(text)
    dates.iso(text, "text", "x")
    dates.in_address(f"https://a.example/{text}")
    times.iso(text)
    assert (seconds_to_wait(text, text, 0.0) or 0) >= 0


def _parse_characters(data: bytes) -> None:
    from onrecord.read.decode import decode
    from onrecord.read.lines import split
    from onrecord.read.page import see
    from onrecord.read.repair import repair

    text = decode(data)
    mended = repair(text)
    assert 0 <= mended.origin(len(mended.text)) <= len(text)
    for line in split(mended.text):
        assert mended.text[line.start : line.end] == line.text
    for seen in see(text).lines:
        assert 0 <= seen.start < seen.end <= len(text)


def _parse_names(data: bytes) -> None:
    text = text_of(data)
    assert meant(shown(text)) == text
    columns_of(text)


PARSERS: tuple[Parser, ...] = (
    Parser("plain text", reading("text/plain"), _texts, 12, tokens.TEXT),
    Parser("page", reading("text/html"), _pages, 6, tokens.HTML),
    Parser("record", reading("application/json"), _records, 12, tokens.JSON),
    Parser("mail", reading("message/rfc822"), _mails, 6, tokens.MAIL),
    Parser("saved page", reading("multipart/related"), lambda: [samples.saved_page(), samples.saved_page(encoding="base64")], 3, tokens.MAIL),
    Parser("saved page, inside", reading("multipart/related"), _pages, 3, tokens.HTML, with_page),
    Parser("PDF", reading("application/pdf"), lambda: [samples.pdf(), samples.pdf(Title="x")], 10, tokens.PDF),
    Parser("PDF, inside", reading("application/pdf"), lambda: [pdf_stream()], 10, tokens.PDF, with_stream),
    Parser("Word", reading("application/vnd.openxmlformats-officedocument.wordprocessingml.document"), lambda: [samples.word()], 4),
    Parser("Word, inside", reading("application/vnd.openxmlformats-officedocument.wordprocessingml.document"), lambda: [document_xml()], 3, tokens.XML, with_document),
    Parser("JSON", opening("a.json"), lambda: [b"[%s]" % b",".join(_records()), b'{"articles": [%s]}' % b",".join(_records())], 30, tokens.JSON),
    Parser("JSON Lines", opening("a.jsonl"), lambda: [samples.json_lines()], 30, tokens.JSON),
    Parser("CSV", opening("a.csv"), lambda: [samples.csv_table(), samples.csv_table(delimiter=";")], 30, tokens.CSV),
    Parser("CSV, columns named", opening("a.tsv", "title=title,text=text"), lambda: [samples.csv_table(delimiter="\t")], 20, tokens.CSV),
    Parser("Parquet", opening("a.parquet"), lambda: [samples.parquet_table(), samples.parquet_table(compression="zstd"), samples.parquet_table(compression="none", use_dictionary=False)], 10),
    Parser("WARC", opening("a.warc.gz"), _web_archives, 20, tokens.WARC),
    Parser("WARC, packed", opening("a.warc.gz"), lambda: [b"".join(samples.warc())], 10, tokens.WARC, samples.packed),
    Parser("zip", opening("a.zip"), lambda: [samples.zip_of(), samples.zip_of({"d.jsonl": samples.json_lines()})], 20),
    Parser("gzip", opening("a.jsonl.gz"), lambda: [samples.packed(samples.json_lines())], 20),
    Parser("gzip, inside", opening("a.txt.gz"), _texts, 20, tokens.TEXT, samples.packed),
    Parser("attachments", opening("a.eml"), _mail_with_attachments, 10, tokens.MAIL),
    Parser("attachments, inside", opening("a.eml"), _pages, 8, tokens.HTML, attached),
    Parser("saved page, its head", opening("a.mhtml"), lambda: [samples.saved_page()], 20, tokens.MAIL),
    Parser("anything", opening(None), lambda: [*_texts(), *_pages(), *_records(), *_mails(), samples.pdf(), samples.zip_of(), *_web_archives()], 20),
    Parser("feeds", allowing(_parse_feed, InputError), _feeds, 12, tokens.XML),
    Parser("OPML", allowing(_parse_feed, InputError), lambda: [tokens.OPML], 10, tokens.XML),
    Parser("sitemaps", allowing(_parse_feed, InputError), lambda: [tokens.SITEMAP, tokens.SITEMAP_INDEX], 10, tokens.XML),
    Parser("robots.txt", _parse_robots, lambda: [tokens.ROBOTS_TXT], 15, tokens.ROBOTS),
    Parser("addresses", _parse_addresses, _addresses, 30, tokens.ADDRESS),
    Parser("addresses, to be fetched", _parse_web_address, _addresses, 20, tokens.ADDRESS),
    Parser("dates", _parse_dates, _dates, 20, tokens.DATES),
    Parser("characters", allowing(_parse_characters, InputError), lambda: [*_texts(), *_pages()], 6, tokens.HTML),
    Parser("names", allowing(_parse_names, UsageError), lambda: [b"a/b\\c.txt", b"title=headline,text=body"], 30),
)  # fmt: skip
