"""Small valid inputs of every format, invented; what tests of formats and the fuzzing begin with."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from email.message import EmailMessage
from functools import cache

TITLE = "Ferry to Lund stopped as water comes through door"
STORY = (
    "The ferry to Lund was stopped on Monday after water came through a door, the coast guard said.",
    "Nobody was hurt, and all 40 passengers were back on land by noon, according to the harbour master.",
    "“We do not know yet why the door gave way,” said Tove Almqvist, who heads the coast guard.",
)
ADDRESS = "https://lundherald.example/2031/05/02/ferry"

TEXT = "\n\n".join([TITLE, "By Ida Holm", "2 May 2031, 10:05", *STORY, "Read more: Fog over Lund Harbour"])

PAGE = (
    f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{TITLE} | Lund Herald</title>"
    '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2031-05-02T10:05:00Z"}</script>'
    f"</head><body><nav><a href='/'>Lund Herald</a></nav><article><h1>{TITLE}</h1><p class=byline>By Ida Holm</p>"
    + "".join(f"<p>{text}</p>" for text in STORY)
    + "<figure><img src=q.png><figcaption>The quay at Lund</figcaption></figure></article>"
    "<footer>Terms &amp; conditions</footer></body></html>"
)

RECORD = {
    "id": "a-17",
    "title": TITLE,
    "date": "2031-05-02",
    "url": ADDRESS,
    "author": "Ida Holm",
    "text": "\n".join(STORY),
}


def record(number: int = 0, **fields: object) -> dict[str, object]:
    """A record like no other, by its number."""
    return {**RECORD, "id": f"a-{number}", "url": f"{ADDRESS}-{number}", "title": f"{TITLE}, day {number}", **fields}


def json_lines(records: Iterable[dict[str, object]] = (record(1), record(2))) -> bytes:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in records).encode()


def csv_table(records: Sequence[dict[str, object]] = (record(1), record(2)), delimiter: str = ",") -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, list(records[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(records)
    return stream.getvalue().encode()


def parquet_table(records: Sequence[dict[str, object]] = (record(1), record(2)), **options: object) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    stream = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(list(records)), stream, **options)
    return stream.getvalue()


def zip_of(members: dict[str, bytes] | None = None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (members or {"a.txt": TEXT.encode(), "b/c.html": PAGE.encode()}).items():
            archive.writestr(zipfile.ZipInfo(name), data)
    return stream.getvalue()


# Mail


def mail(*, subject: str = TITLE, plain: str | None = TEXT, page: str | None = None, **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = headers.pop("sender", "Ida Holm <ida@lundherald.example>")
    message["To"] = "desk@example.org"
    message["Subject"] = subject
    message["Date"] = headers.pop("date", "Tue, 06 May 2031 07:30:00 +0200")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    if plain is not None:
        message.set_content(plain)
    if page is not None and plain is not None:
        message.add_alternative(page, subtype="html")
    elif page is not None:
        message.set_content(page, subtype="html")
    return message


def newsletter(**options: str | None) -> EmailMessage:
    return mail(sender="Lund Herald Briefing <news@lundherald.example>", List_Id="<briefing.lundherald.example>", List_Unsubscribe="<https://lundherald.example/u>", **options)  # type: ignore[arg-type]  # fmt: skip


def saved_page(page: str = PAGE, address: str = ADDRESS, encoding: str = "quoted-printable") -> bytes:
    """A page as Chromium saves it in one file, with a frame of an advertisement before and a picture behind it."""
    import base64
    import quopri

    data = page.encode()
    packed = quopri.encodestring(data) if encoding == "quoted-printable" else base64.encodebytes(data)
    parts = [
        ("<frame-2@mhtml.blink>", "text/html", "https://ads.example/", encoding, b"<p>Buy boats</p>" if encoding == "quoted-printable" else base64.encodebytes(b"<p>Buy boats</p>")),
        ("<frame-1@mhtml.blink>", "text/html", address, encoding, packed),
        ("", "image/png", "https://lundherald.example/q.png", "base64", b"iVBORw0KGgo="),
    ]  # fmt: skip
    head = (
        f"From: <Saved by Blink>\r\nSnapshot-Content-Location: {address}\r\nSubject: x\r\n"
        "Date: Tue, 6 May 2031 09:00:00 +0200\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----Boundary--X----"\r\n\r\n'
    )
    body = b""
    for identifier, kind, location, transfer, content in parts:
        body += b"\r\n------Boundary--X----\r\n"
        body += (
            f"Content-Type: {kind}\r\nContent-ID: {identifier}\r\nContent-Transfer-Encoding: {transfer}\r\n".encode()
        )
        body += f"Content-Location: {location}\r\n\r\n".encode() + content.replace(b"\r\n", b"\n").replace(
            b"\n", b"\r\n"
        )
    return head.encode() + body + b"\r\n------Boundary--X------\r\n"


# Web archives


def warc_record(number: int, block: bytes, kind: str = "response", media: str = "application/http; msgtype=response", **headers: str) -> bytes:  # fmt: skip
    lines = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{number:012}>",
        "WARC-Date": f"2031-05-{number % 28 + 1:02}T10:00:00Z",
        "WARC-Target-URI": f"{ADDRESS}-{number}",
        "Content-Type": media,
        **{name.replace("_", "-"): value for name, value in headers.items()},
        "Content-Length": str(len(block)),
    }
    return ("WARC/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in lines.items()) + "\r\n").encode() + block + b"\r\n\r\n"


def answer(page: bytes, status: str = "200 OK", media: str = "text/html; charset=utf-8", **headers: str) -> bytes:
    lines = {"Content-Type": media, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return (f"HTTP/1.1 {status}\r\n" + "".join(f"{k}: {v}\r\n" for k, v in lines.items()) + "\r\n").encode() + page


def warc(numbers: Iterable[int] = range(3)) -> list[bytes]:
    """Records of an archive, one page each."""
    return [warc_record(n, answer(PAGE.replace(TITLE, f"{TITLE}, day {n}").encode())) for n in numbers]


def wet() -> bytes:
    return warc_record(7, TEXT.encode(), "conversion", "text/plain")


# Documents

#: A line of a page: where it stands (points from the lower left corner), how large it is and what it says.
PdfLine = tuple[float, float, float, str]


def pdf(pages: Sequence[Sequence[PdfLine]] | None = None, **properties: str) -> bytes:
    """A PDF with each line drawn where it is said to be, in the order in which they are given."""
    if pages is None:
        pages = [[(60, 780, 18, "Ferry to Lund stopped"), (60, 750, 10, "2 May 2031"), *column(60, 720, STORY_LINES)]]
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]  # fmt: skip
    kids = []
    for lines in pages:
        drawn = "".join(f"BT /F1 {size} Tf {x} {y} Td ({_escaped(text)}) Tj ET\n" for x, y, size, text in lines).encode(
            "cp1252"
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % len(objects))  # fmt: skip
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    objects.append(b"<< " + b" ".join(f"/{name} ({_escaped(value)})".encode("cp1252") for name, value in properties.items()) + b" >>")  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R /Info %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table) + trailer % (len(objects) + 1, len(objects), len(out))  # fmt: skip


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def column(x: float, y: float, lines: Iterable[str], size: float = 10) -> list[PdfLine]:
    return [(x, y - 12.5 * number, size, line) for number, line in enumerate(lines)]


STORY_LINES = (
    "The ferry to Lund was stopped on Monday after water",
    "came through a door, the coast guard said. Nobody was",
    "hurt, and all 40 passengers were back on land by noon.",
)


@cache
def word(style: str = "Title") -> bytes:
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Lund Coast Guard, 2 May 2031"
    document.add_paragraph(TITLE, style=style)
    for text in STORY:
        document.add_paragraph(text)
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("Place", "Passengers"), ("Lund", "40")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.sections[0].footer.paragraphs[0].text = "Page 1"
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)
