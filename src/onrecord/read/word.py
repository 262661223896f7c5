"""Word documents (.docx). python-docx opens them and knows their styles; the text is taken from the markup itself.

Its own ``paragraph.text`` leaves out what stands in content controls and in insertions that nobody has accepted yet, which
situation reports made from templates are full of. What was struck out, footnotes' marks and field codes are left out.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from onrecord.model.article import SegmentKind
from onrecord.model.errors import NotText, UnreadableInput, UnsafeInput
from onrecord.read.extract import Extract, Paragraph

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = frozenset({_W + "del", _W + "moveFrom", _W + "instrText", _W + "delText", _FALLBACK})
_MOST_UNPACKED = 256 << 20  # bytes
_MOST_CHARACTERS = 4_000_000
_DEEPEST = 60  # elements inside each other: tables in tables in text boxes
_LONGEST_HEADING = 25  # words

#: Word's built-in styles, by the name that python-docx gives them whatever the language of the program was.
_STYLES: dict[str, SegmentKind] = {"title": "heading", "subtitle": "summary", "caption": "caption"}


def extract(data: bytes) -> Extract:
    """The text of a Word document. Raises ``NotText``, ``UnreadableInput`` and ``UnsafeInput`` with a sentence."""
    try:
        import docx  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise UnreadableInput(
            "Word documents need python-docx; install it (pip install 'onrecord[documents]') and add the file again"
        ) from error
    _check_size(data)
    try:
        document = docx.Document(BytesIO(data))
        body = document.element.body
        styles = _style_names(document)
        heads = [section.header._element for section in document.sections if not section.header.is_linked_to_previous]
        feet = [section.footer._element for section in document.sections if not section.footer.is_linked_to_previous]
        properties = document.core_properties
        said_title, made = properties.title or None, properties.created
    except Exception as error:  # python-docx and lxml raise whatever a broken package makes them stumble over
        raise UnreadableInput("it is no whole Word document (cut off or damaged); fetch it again") from error
    paragraphs = [
        *_furniture(heads, None, ""),
        *_blocks(body, styles, _DEEPEST),
        *_furniture(feet, "navigation", "it stands at the foot of the pages"),
    ]
    if sum(len(paragraph.text) for paragraph in paragraphs) > _MOST_CHARACTERS:
        raise NotText(f"it has more than {_MOST_CHARACTERS:,} characters; add the part that is a report")
    if not any(paragraph.text.strip() for paragraph in paragraphs):
        raise NotText("it holds no text, pictures perhaps; write out what they say and add that")
    title = next((p.text for p in paragraphs if p.reason == _TITLE_REASON), None)
    return Extract(
        tuple(paragraphs), " ".join(title.split()) if title else None, said_title, made and f"{made:%Y-%m-%d}"
    )


_TITLE_REASON = "the document marks it as its title"


def _check_size(data: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            size = sum(info.file_size for info in package.infolist())
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise UnreadableInput("it is no whole Word document (cut off or damaged); fetch it again") from error
    if size > _MOST_UNPACKED:
        raise UnsafeInput("it unpacks to more than is allowed; save its text as .txt and add that")


def _style_names(document: Any) -> dict[str, str]:
    return {style.style_id: (style.name or "").lower() for style in document.styles if style.style_id}


def _blocks(element: Any, styles: dict[str, str], depth: int) -> Iterator[Paragraph]:
    """The paragraphs and the rows of tables inside ``element``, in their order."""
    if depth == 0:
        return
    for child in element:
        if child.tag == _W + "p":
            text = _text(child)
            if text.strip():
                kind, reason = _kind(child, text, styles)
                yield Paragraph(text, kind, reason)
        elif child.tag == _W + "tbl":
            yield from _table(child, styles, depth - 1)
        elif isinstance(child.tag, str) and child.tag not in _LEFT_OUT:
            yield from _blocks(child, styles, depth - 1)


def _table(table: Any, styles: dict[str, str], depth: int) -> Iterator[Paragraph]:
    """A row is a line; a table with one column, or with prose in its cells, is there for its looks, and is read as text."""
    rows = [[cell for cell in row if cell.tag == _W + "tc"] for row in table if row.tag == _W + "tr"]
    cells = [" ".join(_text(cell).split()) for row in rows for cell in row]
    written = [cell for cell in cells if cell]
    for_looks = max(map(len, rows), default=0) <= 1 or sum(map(len, written)) > 120 * len(written)
    for row in rows:
        if for_looks:
            for cell in row:
                yield from _blocks(cell, styles, depth)
            continue
        text = " | ".join(filter(None, (" ".join(_text(cell).split()) for cell in row)))
        if text:
            yield Paragraph(text, "body", "a row of a table")


def _furniture(parts: list[Any], kind: SegmentKind | None, reason: str) -> Iterator[Paragraph]:
    seen: set[str] = set()
    for part in parts:
        for paragraph in _blocks(part, {}, _DEEPEST):
            if paragraph.text not in seen:
                seen.add(paragraph.text)
                yield Paragraph(paragraph.text, kind, reason)


def _text(element: Any) -> str:
    """The characters inside ``element``: runs, tabs and line breaks; a paragraph inside it begins a line."""
    pieces: list[str] = []
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            continue
        if child.tag in _LEFT_OUT or not isinstance(child.tag, str):
            continue
        if child.tag == _W + "t":
            pieces.append(child.text or "")
        elif child.tag == _W + "tab":
            pieces.append("\t")
        elif child.tag in (_W + "br", _W + "cr", _W + "p"):
            pieces.append("\n")
        elif child.tag == _W + "noBreakHyphen":
            pieces.append("-")
        stack.append(iter(child))
    return "".join(pieces).strip("\n")


def _kind(paragraph: Any, text: str, styles: dict[str, str]) -> tuple[SegmentKind | None, str]:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    name = styles.get(style.get(_W + "val", ""), "") if style is not None else ""
    if name == "title":
        return "heading", _TITLE_REASON
    if name in _STYLES:
        return _STYLES[name], f"the document marks it as its {name}"
    if name.startswith("heading") and len(text.split()) <= _LONGEST_HEADING:
        return "heading", "the document marks it as a heading"
    return None, ""
