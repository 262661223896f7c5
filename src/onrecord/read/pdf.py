"""PDF documents: situation reports, statements, press releases. pypdfium2 gives the characters and their places.

Lines at the head and the foot of pages are furniture where they come again on other pages; they stand behind the text, so
that a paragraph is not cut in two by the end of its page.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from onrecord.model.errors import NotText, UnreadableInput
from onrecord.read.extract import Extract, Paragraph
from onrecord.read.pdf_layout import Piece, Row, Run, continued, regions, rows_of, runs

_MOST_PAGES = 2000
_MOST_CHARACTERS = 4_000_000
_MARGIN = 0.13  # of the height of a page: where its head and its foot stand
_LARGE = 1.12  # of the usual size: from there on a short line is a heading
_TITLE = 1.2
_LONGEST_HEADING = 25  # words
_NUMBER = re.compile(
    r"^(?:page|seite|p\.|pg\.?)?\s*[-–|]?\s*\d{1,4}\s*(?:(?:of|/|von|de|sur)\s*\d{1,4})?\s*[-–|]?$", re.I
)
_DIGITS = re.compile(r"\d+")
_MADE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
#: How PDFium writes the hyphen at the end of a line, and what else of its characters is none.
_HYPHENS = {"\x02": "-", "\ufffe": "-", "\uffff": ""}


@dataclass(frozen=True, slots=True)
class _Page:
    rows: list[Row]
    height: float


def extract(data: bytes) -> Extract:
    """The text of a PDF in reading order. Raises ``NotText`` and ``UnreadableInput`` with a sentence."""
    try:
        import pypdfium2  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UnreadableInput(
            "PDF needs pypdfium2; install it (pip install 'onrecord[documents]') and add the file again"
        ) from error
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise UnreadableInput("it is encrypted; save it without its password and add that") from error
        raise UnreadableInput("it is no whole PDF (cut off or damaged); fetch it again") from error
    try:
        if len(document) > _MOST_PAGES:
            raise NotText(f"it has more than {_MOST_PAGES:,} pages; add the part that is a report")
        pages = list(_pages(document))
        properties = _properties(document)
    finally:
        document.close()
    if not any(page.rows for page in pages):
        raise NotText("it holds pictures of text only; run text recognition (OCR) over it and add the result")
    return _extract(pages, properties)


def _pages(document: Any) -> Iterator[_Page]:
    import pypdfium2  # noqa: PLC0415 - an extra; whoever comes here has it

    left = _MOST_CHARACTERS
    for number in range(len(document)):
        try:
            page = document[number]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            continue  # one damaged page among others
        pieces = list(_pieces(text.raw, min(text.count_chars(), left)))
        left -= text.count_chars()
        height = page.get_height()
        text.close()
        page.close()
        yield _Page(rows_of(pieces), height)
        if left <= 0:
            raise NotText(f"it has more than {_MOST_CHARACTERS:,} characters; add the part that is a report")


def _pieces(text: Any, count: int) -> Iterator[Piece]:
    """The characters of a page as pieces: a piece ends where the next character stands elsewhere."""
    import pypdfium2.raw as pdfium  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra; whoever comes here has it

    box = pdfium.FS_RECTF()
    letters: list[str] = []
    left = right = bottom = top = size = 0.0
    heavy = False

    def piece() -> Iterator[Piece]:
        words = "".join(letters).strip()
        if words and right > left and top > bottom:
            yield Piece(" ".join(words.split()), left, right, bottom, top, size, heavy)

    for index in range(count):
        code = pdfium.FPDFText_GetUnicode(text, index)
        letter = chr(code) if 0 < code < 0x110000 else ""
        letter = _HYPHENS.get(letter, letter)
        if letter.isspace() or not letter:
            if letters and letter:
                letters.append(" ")
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)):
            continue
        height = box.top - box.bottom
        near = abs((box.top + box.bottom) / 2 - (top + bottom) / 2) < 0.4 * min(height, top - bottom)
        if not letters or not near or not -0.5 * height < box.left - right < 1.2 * height:
            yield from piece()
            letters = []
            left, bottom, top = box.left, box.bottom, box.top
            size = pdfium.FPDFText_GetFontSize(text, index)
            size = size if 1 < size < 500 else height
            heavy = pdfium.FPDFText_GetFontWeight(text, index) >= 600
        letters.append(letter)
        right = box.right
    yield from piece()


def _properties(document: Any) -> dict[str, str]:
    try:
        return {name: value for name, value in document.get_metadata_dict().items() if isinstance(value, str)}
    except (ValueError, UnicodeError):
        return {}


def _extract(pages: Sequence[_Page], properties: dict[str, str]) -> Extract:
    furniture = _furniture(pages)
    head: list[Paragraph] = []
    behind: list[Paragraph] = []
    body: list[Run] = []
    seen: set[str] = set()
    for number, page in enumerate(pages):
        kept: list[Row] = []
        for row in page.rows:
            key = _key(row.text)
            if not _at_edge(row, page) or not (key in furniture or _NUMBER.match(row.text)):
                kept.append(row)
            elif key in seen:
                behind.append(Paragraph(row.text, "repeated", "it stands at the edge of several pages"))
            elif number == 0 and row.middle > page.height / 2:
                head += [Paragraph(piece.text) for piece in row.pieces]
            else:
                behind.append(Paragraph(row.text, "navigation", "it stands at the edge of the page"))
            seen.add(key)
        for region in regions(kept):
            for run in runs(region):
                if body and run.lines and continued(body[-1], run):
                    last = body.pop()
                    run = Run(last.lines + run.lines, last.size, last.heavy)  # noqa: PLW2901 - one that goes on
                body.append(run)
    usual = _usual_size(body)
    title = _title(body, usual)
    paragraphs = [*head, *(_paragraph(run, usual) for run in body), *behind]
    made = _MADE.match(properties.get("CreationDate", ""))
    return Extract(
        tuple(paragraphs),
        " ".join(title.text.split()) if title else None,
        properties.get("Title", "").strip() or None,
        "-".join(made.groups()) if made else None,
    )


def _furniture(pages: Sequence[_Page]) -> set[str]:
    """What stands at the edge of half of the pages and of two at least, numbers aside."""
    if len(pages) < 2:
        return set()
    times: Counter[str] = Counter()
    for page in pages:
        times.update({_key(row.text) for row in page.rows if _at_edge(row, page)})
    return {key for key, count in times.items() if count >= max(2, len(pages) / 2) and key}


def _at_edge(row: Row, page: _Page) -> bool:
    return not _MARGIN * page.height < row.middle < (1 - _MARGIN) * page.height


def _key(text: str) -> str:
    return _DIGITS.sub("0", text).casefold().strip()


def _usual_size(body: Sequence[Run]) -> float:
    sizes = [run.size for run in body for line in run.lines for _ in range(1 + len(line) // 20)]
    return median(sizes) if sizes else 0.0


def _title(body: Sequence[Run], usual: float) -> Run | None:
    """The largest short paragraph among the first ones."""
    candidates = [run for run in body[:12] if run.size >= _TITLE * usual and 2 <= len(run.text.split()) <= 40]
    return max(candidates, key=lambda run: run.size, default=None)


def _paragraph(run: Run, usual: float) -> Paragraph:
    if run.cells:
        return Paragraph(run.text, "body", "a row of a table")
    short = len(run.text.split()) <= _LONGEST_HEADING and not run.text.rstrip().endswith((".", ",", ";"))
    if short and (run.size >= _LARGE * usual or (run.heavy and len(run.lines) <= 2)):
        return Paragraph(run.text, "heading", "it is larger or heavier than the text")
    return Paragraph(run.text)
