"""The brief as one HTML file: no script, no request to anywhere, each quote opens its passage in place."""

from __future__ import annotations

from html import escape

from onrecord.model.brief import Brief, Line, Quote, Reference, Section, ThreadBrief
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

_STYLE = """
:root { color-scheme: light dark; --ink: #1b1b18; --soft: #5d5d55; --line: #d9d7cf; --paper: #fdfcf9; --mark: #fdeeb3; --accent: #8a2b13; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #eceae3; --soft: #a5a39a; --line: #3a3934; --paper: #191917; --mark: #57491a; --accent: #e79a7f; }
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); }
body { margin: 0 auto; max-width: 52rem; padding: 2.5rem 1.25rem 4rem; font: 17px/1.5 Charter, "Iowan Old Style", "Source Serif 4", Georgia, serif; }
h1, h2, h3, .label, .note, nav, .sources { font-family: "Source Sans 3", "Segoe UI", system-ui, sans-serif; }
h1 { font-size: 1rem; letter-spacing: .08em; text-transform: uppercase; margin: 0; color: var(--accent); }
h2 { font: 700 2rem/1.15 Charter, "Iowan Old Style", Georgia, serif; margin: 2rem 0 .35rem; }
h3 { font-size: 1.05rem; margin: 2.4rem 0 .6rem; padding-top: .5rem; border-top: 2px solid var(--ink); }
p.meta, .note, .empty, .why { color: var(--soft); font-size: .88rem; }
nav { font-size: .88rem; margin: .8rem 0 0; } nav a { margin-right: .9rem; white-space: nowrap; }
a { color: var(--accent); text-decoration: none; } a:hover, a:focus { text-decoration: underline; }
ul { list-style: none; margin: 0; padding: 0; }
li.line { padding: .55rem 0; border-bottom: 1px solid var(--line); }
li.line ul { margin: .3rem 0 0 1.1rem; } li.line li.line { border: 0; padding: .2rem 0; }
.label { font-weight: 600; font-size: .95rem; } li.line li.line .label { font-weight: 500; color: var(--soft); }
details { margin-top: .15rem; } summary { cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; } summary:hover q { background: var(--mark); }
summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
q { quotes: "\\201c" "\\201d"; }
.passage { display: block; margin: .5rem 0 .6rem; padding: .6rem .9rem; border-left: 3px solid var(--accent); font-size: .95rem; background: color-mix(in srgb, var(--line) 30%, transparent); }
.passage mark { background: var(--mark); color: inherit; } .passage small { display: block; color: var(--soft); margin-top: .3rem; overflow-wrap: anywhere; }
sup a { font-family: "Source Sans 3", system-ui, sans-serif; padding: 0 .12em; }
kbd { font-size: .8rem; }
code { font-size: .72rem; color: var(--soft); float: right; margin: .2rem 0 0 1rem; }
sup { font-size: .7em; line-height: 0; } h2 sup { font-size: .5em; }
.sources { font-size: .9rem; padding-left: 0; } .sources li { padding: .25rem 0 .25rem 2.4rem; text-indent: -2.4rem; overflow-wrap: anywhere; }
.sources li.copy { margin-left: 2.4rem; } .sources li:target { background: var(--mark); }
@media print { body { max-width: none; padding: 0; font-size: 11pt; } nav, code { display: none; } li.line { break-inside: avoid; } a { color: inherit; } }
""".strip()

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render(brief: Brief) -> str:
    """``brief`` as a whole HTML document that ends with a line feed."""
    references = {reference.number: reference for reference in brief.references}
    title = one_line(brief.threads[0].title) if brief.threads else "Nothing on this desk yet"
    body = [f"<header><h1>Brief</h1>{_meta(brief)}</header>", "<main>"]
    body += [_thread(thread, references) for thread in brief.threads]
    if brief.others:
        rows = "".join(_line(line, references) for line in brief.others)
        body.append(f"<section><h3>Also on the desk</h3><ul>{rows}</ul></section>")
    body.append("</main>")
    rows = "".join(_reference(reference) for reference in copies_under_first(brief.references))
    body.append(f'<section><h3 id="sources">Sources</h3><ul class="sources">{rows}</ul></section>')
    if brief.notes:
        notes = "".join(f"<li>{escape(note)}</li>" for note in brief.notes)
        body.append(f'<section><h3>Not read</h3><ul class="sources">{notes}</ul></section>')
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>Brief: {escape(title)}</title>\n<style>\n{_STYLE}\n</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _meta(brief: Brief) -> str:
    as_of = f"As of {day_words(brief.as_of)}, the newest evidence." if brief.as_of else "No report is dated."
    count = plural(len(brief.references), "report")
    return (
        f'<p class="meta">{as_of} {count}. Words in quotation marks are the sources’ own; '
        f"open a quote to see where it stands. {GRADES}</p>"
    )


def _thread(thread: ThreadBrief, references: dict[int, Reference]) -> str:
    links = " ".join(
        f'<a href="#{_anchor(thread, section)}">{escape(section.title)}</a>'
        for section in thread.sections
        if section.lines
    )
    days = day_range(thread.first, thread.last)
    head = (
        f"<h2>{escape(thread.title)} {_mark(thread.title_reference)}</h2>"
        f'<p class="meta">{escape(days)} · {plural(thread.article_count, "report")}, '
        f"{thread.origin_count} once copies are folded</p>"
        f'<nav aria-label="Sections">{links} <a href="#sources">Sources</a></nav>'
    )
    return head + "".join(_section(thread, section, references) for section in thread.sections)


def _anchor(thread: ThreadBrief, section: Section) -> str:
    return f"{thread.thread_id}-{section.name}"


def _section(thread: ThreadBrief, section: Section, references: dict[int, Reference]) -> str:
    rows = "".join(_line(line, references) for line in section.lines)
    content = f"<ul>{rows}</ul>" if rows else f'<p class="empty">{escape(section.empty)}</p>'
    if section.omitted:
        commands = ", ".join(f"<kbd>{escape(command)}</kbd>" for command in section.more)
        content += f'<p class="empty">{section.omitted} more: {commands}</p>'
    return f'<section id="{_anchor(thread, section)}"><h3>{escape(section.title)}</h3>{content}</section>'


def _line(line: Line, references: dict[int, Reference]) -> str:
    note = f' <span class="note">{escape(line.note)}</span>' if line.note else ""
    quotes = " ".join(_quote(quote, references[quote.reference]) for quote in line.quotes)
    children = "".join(_line(child, references) for child in line.children)
    nested = f"<ul>{children}</ul>" if children else ""
    title = f' title="{escape(line.why)}"' if line.why else ""
    return (
        f'<li class="line"><span class="label"{title}>{escape(line.label)}</span>{note} '
        f"<code>{escape(line.record_id)}</code>{quotes}{nested}</li>"
    )


def _quote(quote: Quote, reference: Reference) -> str:
    shown = escape(unquoted(quote.text))
    place = (
        f"{escape(reference.outlet or 'Outlet not given')} · {escape(when_words(reference.published))} · "
        f"characters {quote.evidence.start}–{quote.evidence.end} of {escape(reference.address or reference.source)} · "
        f"digest {quote.evidence.digest[:16]}" + (f" · revision {quote.revision}" if quote.revision else "")
    )
    passage = (
        f'<span class="passage">… {escape(one_line(quote.before))} <mark>{escape(one_line(quote.text))}</mark> '
        f"{escape(one_line(quote.after))} …<small>{place}</small></span>"
    )
    return f"<details><summary><q>{shown}</q> {_mark(quote.reference)}</summary>{passage}</details>"


def _mark(number: int) -> str:
    return f'<sup><a href="#ref-{number}">[{number}]</a></sup>'


def _reference(reference: Reference) -> str:
    via = f" via {escape(', '.join(reference.via))}" if reference.via else ""
    byline = f" · {escape(', '.join(reference.byline))}" if reference.byline else ""
    title = f" · {escape(one_line(reference.title))}" if reference.title else ""
    copy = (
        f' · {reference.copy_relation} of <a href="#ref-{reference.copy_of}">[{reference.copy_of}]</a>'
        if reference.copy_of
        else ""
    )
    said = f" · {statements_words(reference.statements, reference.open_statements)}"
    place = escape(reference.address or reference.source)
    if reference.address and reference.address.startswith(("https://", "http://")):
        place = f'<a href="{place}" rel="noreferrer">{place}</a>'
    kind = ' class="copy"' if reference.copy_of else ""
    reason = escape(reference.published.reason)
    return (
        f'<li id="ref-{reference.number}"{kind}>[{reference.number}] <strong>{escape(reference.outlet or "Outlet not given")}'
        f'</strong>{via} · <span title="{reason}">{escape(when_words(reference.published))}</span>'
        f"{byline}{title}{copy}{said} · {place}</li>"
    )
