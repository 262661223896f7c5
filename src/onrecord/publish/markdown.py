"""The brief as Markdown: for a terminal, a mail, a shared document."""

from __future__ import annotations

from itertools import zip_longest

from onrecord.model.brief import Brief, Line, Quote, Reference, Section, ThreadBrief
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

#: Characters of one quote in print; what is cut can be read with ``onrecord explain``.
QUOTE_LENGTH = 320


def render(brief: Brief) -> str:
    """``brief`` as one Markdown document that ends with a line feed."""
    parts = [_head(brief)]
    parts += [_thread(thread) for thread in brief.threads]
    if brief.others:
        lines = "\n".join(_line(line, 0) for line in brief.others)
        parts.append(f"## Also on the desk\n\n{lines}")
    parts.append(_sources(brief))
    if brief.notes:
        parts.append("## Not read\n\n" + "\n".join(f"- {_plain(note)}" for note in brief.notes))
    return "\n\n".join(parts) + "\n"


def _head(brief: Brief) -> str:
    as_of = f"As of {day_words(brief.as_of)}, the newest evidence." if brief.as_of else "No report is dated."
    copies = sum(1 for reference in brief.references if reference.copy_of)
    count = plural(len(brief.references), "report")
    among = f"{count}, {plural(copies, 'copy', 'copies')} among them."
    return f"# Brief\n\n{as_of} {among} Words in quotation marks are the sources' own. {GRADES}"


def _thread(thread: ThreadBrief) -> str:
    head = (
        f"## {_plain(thread.title)} [{thread.title_reference}]\n\n"
        f"{day_range(thread.first, thread.last)} · {plural(thread.article_count, 'report')}, "
        f"{thread.origin_count} once copies are folded"
    )
    return "\n\n".join([head, *(_section(section) for section in thread.sections)])


def _section(section: Section) -> str:
    lines = [_line(line, 0) for line in section.lines] or [f"*{section.empty}*"]
    if section.omitted:
        lines.append(f"\n*{section.omitted} more: {', '.join(f'`{command}`' for command in section.more)}*")
    return f"### {section.title}\n\n" + "\n".join(lines)


def _line(line: Line, depth: int) -> str:
    indent = "  " * depth
    head = f"**{_plain(line.label)}**" if depth == 0 else _plain(line.label)
    note = f" ({_plain(line.note)})" if line.note else ""
    quotes = " ".join(
        _quote(quote, marked=following is None or following.reference != quote.reference)
        for quote, following in zip_longest(line.quotes, line.quotes[1:])
    )
    name = f" `{line.record_id}`" if depth == 0 or line.quotes else ""
    text = f"{indent}- {head}{note}{': ' + quotes if quotes else ''}{name}"
    return "\n".join([text, *(_line(child, depth + 1) for child in line.children)])


def _quote(quote: Quote, *, marked: bool) -> str:
    text = unquoted(quote.text)
    if len(text) > QUOTE_LENGTH:
        text = text[:QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"
    version = f", revision {quote.revision}" if quote.revision else ""
    return f"“{_plain(text)}” [{quote.reference}{version}]" if marked else f"“{_plain(text)}”"


def _sources(brief: Brief) -> str:
    by_first: dict[int, list[Reference]] = {}
    for reference in brief.references:
        by_first.setdefault(reference.copy_of or 0, []).append(reference)
    rows = []
    for reference in by_first.get(0, []):
        rows.append(f"{_reference(reference)}")
        rows += [f"   - {_reference(copy)}" for copy in by_first.get(reference.number, [])]
    numbers = {reference.number for reference in by_first.get(0, [])}
    for first, copies in sorted(by_first.items()):
        if first and first not in numbers:  # a copy of a copy: shown on its own line
            rows += [_reference(copy) for copy in copies]
    return "## Sources\n\n" + "\n".join(rows)


def _reference(reference: Reference) -> str:
    via = f" via {', '.join(reference.via)}" if reference.via else ""
    byline = f" · {', '.join(reference.byline)}" if reference.byline else ""
    copy = f" · {reference.copy_relation} of [{reference.copy_of}]" if reference.copy_of else ""
    title = f" · {_plain(one_line(reference.title))}" if reference.title else ""
    place = reference.address or reference.source
    outlet = reference.outlet or "Outlet not given"
    return (
        f"[{reference.number}] {_plain(outlet)}{_plain(via)} · {when_words(reference.published)}"
        f"{_plain(byline)}{title}{copy} · {statements_words(reference.statements, reference.open_statements)} · <{place}>"
    )


def _plain(text: str) -> str:
    """Source text with Markdown's own signs escaped, so that no report can put markup into the brief."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in text)
