"""The brief as Markdown: for a terminal, a mail, a shared document."""

from __future__ import annotations

from itertools import zip_longest

from onrecord.model.brief import Brief
from onrecord.publish.page import (
    Page,
    PageLine,
    PageNote,
    PageQuote,
    PageReference,
    PageSection,
    PageThread,
    page_of,
)


def render(brief: Brief) -> str:
    """``brief`` as one Markdown document that ends with a line feed."""
    return render_page(page_of(brief))


def render_page(page: Page) -> str:
    """The same of a brief in words, also of one that was handed over."""
    parts = [_head(page), *map(_note, page.above), *(_thread(thread) for thread in page.threads)]
    if page.others:
        parts.append("## Also on the desk\n\n" + "\n".join(map(_with_notes, page.others)))
    parts += map(_note, page.below)
    if page.loose:
        parts += ["## Notes whose line is gone", *map(_note, page.loose)]
    if page.left_out:
        parts.append("## Left out\n\n" + "\n".join(f"- {_plain(told)}" for told in page.left_out))
    parts.append("## Sources\n\n" + "\n".join(_reference(reference) for reference in page.references))
    if page.notes:
        parts.append("## Not read\n\n" + "\n".join(f"- {_plain(note)}" for note in page.notes))
    if page.colophon:
        parts.append("---\n\n" + "\n".join(f"- {_plain(told)}" for told in page.colophon))
    return "\n\n".join(parts) + "\n"


def _head(page: Page) -> str:
    signed = "".join(f"**{_plain(told)}**\n\n" for told in page.signed)
    return f"# {page.heading}\n\n{signed}{page.as_of} {page.counts} Words in quotation marks are the sources' own. {page.grades}"


def _thread(thread: PageThread) -> str:
    head = f"## {_plain(thread.title)} [{thread.reference}]\n\n{thread.meta}"
    told = [f"{section.title} {len(section.lines) + section.omitted}" for section in thread.sections if section.lines]
    return "\n\n".join([head, *filter(None, [" · ".join(told)]), *(_section(section) for section in thread.sections)])


def _section(section: PageSection) -> str:
    lines = list(map(_with_notes, section.lines)) or [f"*{_plain(section.empty)}*"]
    if section.omitted:
        lines.append(f"\n*{section.omitted} more: {', '.join(f'`{command}`' for command in section.more)}*")
    parts = [f"### {section.title}", *map(_note, section.above), "\n".join(lines), *map(_note, section.below)]
    return "\n\n".join(parts)


def _note(note: PageNote) -> str:
    told = [f"**{_plain(note.label)}** ({note.at})", *map(_plain, note.text.split("\n"))]
    return "\n>\n".join(f"> {line}" for line in told if line.strip())


def _with_notes(line: PageLine) -> str:
    """A line with the notes beside it, which end the list and begin it anew."""
    return "\n\n".join([*map(_note, line.above), _line(line, 0), *map(_note, line.below)]) + (
        "\n" if line.below else ""
    )


def _line(line: PageLine, depth: int) -> str:
    indent = "  " * depth
    head = f"**{_plain(line.label)}**" if depth == 0 else _plain(line.label)
    note = f" ({_plain(line.note)})" if line.note else ""
    quotes = " ".join(
        _quote(quote, marked=following is None or following.reference != quote.reference)
        for quote, following in zip_longest(line.quotes, line.quotes[1:])
    )
    name = f" `{line.id}`" if depth == 0 or line.quotes else ""
    if line.at:
        name = f" → {line.under}"
    text = f"{indent}- {head}{note}{': ' + quotes if quotes else ''}{name}"
    return "\n".join([text, *(_line(child, depth + 1) for child in line.children)])


def _quote(quote: PageQuote, *, marked: bool) -> str:
    version = f", revision {quote.revision}" if quote.revision else ""
    return f"“{_plain(quote.short)}”" + (f" [{quote.reference}{version}]" if marked else "")


def _reference(reference: PageReference) -> str:
    outlet = " ".join(filter(None, [reference.outlet, reference.via]))
    about = [outlet, reference.published, reference.byline, reference.title]
    told = [*map(_plain, filter(None, about)), *filter(None, [reference.copy, reference.said])]
    indent = "   - " if reference.copy_of else ""
    return f"{indent}[{reference.number}] {' · '.join(told)} · <{reference.place}>"


def _plain(text: str) -> str:
    """Source text with Markdown's own signs escaped, so that no report can put markup into the brief."""
    return "".join(f"\\{char}" if char in "\\`*_[]<>#|" else char for char in text)
