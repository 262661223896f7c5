"""The brief as PDF, through typst (the extra ``[pdf]``).

What is printed goes to typst as data and never as markup, so no report can put any into the brief. The same brief gives the
same bytes: no font of the machine, no clock.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from onrecord.model.brief import Brief, Line, Quote, Reference, Section, ThreadBrief
from onrecord.model.errors import UsageError
from onrecord.publish.markdown import QUOTE_LENGTH
from onrecord.publish.references import copies_under_first
from onrecord.publish.wording import (
    GRADES,
    day_range,
    day_words,
    one_line,
    plural,
    statements_words,
    unquoted,
    when_words,
)

_TEMPLATE = Path(__file__).with_name("data") / "brief.typ"


def check() -> None:
    """Raises ``UsageError`` where typst is not installed."""
    if find_spec("typst") is None:
        raise UsageError("A PDF needs typst: install it with `pip install 'onrecord[pdf]'`.")


def render(brief: Brief) -> bytes:
    """``brief`` as a PDF (1.7, tagged). Raises ``UsageError`` where typst is not installed."""
    check()
    import typst  # noqa: PLC0415 - an extra

    made = typst.compile(
        _TEMPLATE.read_bytes(),
        ignore_system_fonts=True,
        sys_inputs={"brief": json.dumps(_page(brief), ensure_ascii=False)},
        timestamp=_moment(brief.as_of),
    )
    assert isinstance(made, bytes)
    return made


def _moment(day: str | None) -> datetime:
    """What the PDF says of when it was made: the day of the newest evidence."""
    try:
        return datetime.fromisoformat(day or "1970-01-01").replace(tzinfo=UTC)
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)


def _page(brief: Brief) -> dict[str, Any]:
    """What the template prints, in words."""
    copies = sum(1 for reference in brief.references if reference.copy_of)
    return {
        "title": _text(brief.threads[0].title) if brief.threads else "Nothing on this desk yet",
        "as_of": day_words(brief.as_of) if brief.as_of else "",
        "counts": f"{plural(len(brief.references), 'report')}, {plural(copies, 'copy', 'copies')} among them. {GRADES}",
        "threads": [_thread(thread) for thread in brief.threads],
        "others": [_line(line) for line in brief.others],
        "references": [_reference(reference) for reference in copies_under_first(brief.references)],
        "notes": [_text(note) for note in brief.notes],
    }


def _thread(thread: ThreadBrief) -> dict[str, Any]:
    return {
        "title": _text(thread.title),
        "reference": thread.title_reference,
        "meta": f"{day_range(thread.first, thread.last)} · {plural(thread.article_count, 'report')}, "
        f"{thread.origin_count} once copies are folded",
        "sections": [_section(section) for section in thread.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "name": section.name,
        "title": _text(section.title),
        "lines": [_line(line) for line in section.lines],
        "empty": _text(section.empty),
        "omitted": section.omitted,
        "more": list(section.more),
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": line.record_id,
        "label": _text(line.label),
        "note": _text(line.note),
        "quotes": [_quote(quote) for quote in line.quotes],
        "children": [_line(child) for child in line.children],
    }


def _quote(quote: Quote) -> dict[str, Any]:
    text = unquoted(quote.text)
    if len(text) > QUOTE_LENGTH:
        text = text[:QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"
    return {"text": _text(text), "reference": quote.reference}


def _reference(reference: Reference) -> dict[str, Any]:
    copy = f"{reference.copy_relation} of [{reference.copy_of}]" if reference.copy_of else ""
    via = f"via {', '.join(reference.via)}" if reference.via else ""
    said = statements_words(reference.statements, reference.open_statements)
    parts = [via, when_words(reference.published), ", ".join(reference.byline), copy, said]
    return {
        "number": reference.number,
        "outlet": _text(reference.outlet or "Outlet not given"),
        "title": _text(reference.title or ""),
        "about": _text(" · ".join(filter(None, parts))),
        "place": _text(reference.address or reference.source),
        "link": bool(reference.address and reference.address.startswith(("https://", "http://"))),
    }


def _text(text: str) -> str:
    """``text`` on one line, as UTF-8 can hold it."""
    return one_line(text).encode("utf-8", "replace").decode("utf-8")
