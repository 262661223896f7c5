"""The brief as one HTML file: no script, no request to anywhere, each quote opens its passage in place."""

from __future__ import annotations

from html import escape

from onrecord.model.brief import Brief
from onrecord.publish.chart_svg import chart_svg
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
nav { font-size: .88rem; margin: .8rem 0 0; } nav a { margin-right: .9rem; white-space: nowrap; } nav b { font-weight: 400; color: var(--soft); }
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
sup, sup a { font-family: "Source Sans 3", system-ui, sans-serif; padding: 0 .12em; }
.chart { display: block; max-width: 100%; height: auto; margin: .5rem 0 .3rem; font-family: "Source Sans 3", "Segoe UI", system-ui, sans-serif; }
@media (prefers-color-scheme: dark) {
  .chart { --by-0: #e79a7f; --by-1: #8fbfe0; --by-2: #9ccb92; --by-3: #d9bc5c; --by-4: #cfa3ca; --by-5: #a5a39a; }
  .chart .name { fill: var(--ink); } .chart .tick, .chart .caption, .chart .note-number { fill: var(--soft); }
  .chart .grid { stroke: var(--line); } .chart .base { stroke: var(--soft); }
  .chart .value, .chart .mark { stroke: var(--paper); } .chart .hollow { fill: var(--paper); }
  .chart .by-0 .step, .chart .by-0 .bound, .chart .by-0 .lasting, .chart .by-0 .hollow, .chart .lead.by-0 { stroke: var(--by-0); } .chart .by-0 .mark:not(.hollow), .chart .by-0 .value, .chart .by-0 .last { fill: var(--by-0); }
  .chart .by-1 .step, .chart .by-1 .bound, .chart .by-1 .lasting, .chart .by-1 .hollow, .chart .lead.by-1 { stroke: var(--by-1); } .chart .by-1 .mark:not(.hollow), .chart .by-1 .value, .chart .by-1 .last { fill: var(--by-1); }
  .chart .by-2 .step, .chart .by-2 .bound, .chart .by-2 .lasting, .chart .by-2 .hollow, .chart .lead.by-2 { stroke: var(--by-2); } .chart .by-2 .mark:not(.hollow), .chart .by-2 .value, .chart .by-2 .last { fill: var(--by-2); }
  .chart .by-3 .step, .chart .by-3 .bound, .chart .by-3 .lasting, .chart .by-3 .hollow, .chart .lead.by-3 { stroke: var(--by-3); } .chart .by-3 .mark:not(.hollow), .chart .by-3 .value, .chart .by-3 .last { fill: var(--by-3); }
  .chart .by-4 .step, .chart .by-4 .bound, .chart .by-4 .lasting, .chart .by-4 .hollow, .chart .lead.by-4 { stroke: var(--by-4); } .chart .by-4 .mark:not(.hollow), .chart .by-4 .value, .chart .by-4 .last { fill: var(--by-4); }
  .chart .by-5 .step, .chart .by-5 .bound, .chart .by-5 .lasting, .chart .by-5 .hollow, .chart .lead.by-5 { stroke: var(--by-5); } .chart .by-5 .mark:not(.hollow), .chart .by-5 .value, .chart .by-5 .last { fill: var(--by-5); }
}
kbd { font-size: .8rem; }
code { font-size: .72rem; color: var(--soft); float: right; margin: .2rem 0 0 1rem; }
sup { font-size: .7em; line-height: 0; } h2 sup { font-size: .5em; }
.sources { font-size: .9rem; padding-left: 0; } .sources li { padding: .25rem 0 .25rem 2.4rem; text-indent: -2.4rem; overflow-wrap: anywhere; }
.sources li.copy { margin-left: 2.4rem; } .sources li:target { background: var(--mark); }
@page { @bottom-left { content: "Onrecord, brief"; font: 8pt sans-serif; } @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif; } }
@media print { body { max-width: none; padding: 0; font-size: 11pt; } code, kbd { display: none; } h2, h3, .label, p.meta { break-after: avoid; } .chart, li.line li.line, details, .sources li { break-inside: avoid; } .passage { display: none; } a { color: inherit; } }
""".strip()

_KEPT_STYLE = """
.kept h1 { font: 700 2.4rem/1.1 Charter, "Iowan Old Style", Georgia, serif; letter-spacing: -.01em; text-transform: none; color: inherit; }
.signed { margin: .3rem 0 0; font: 600 1rem/1.45 "Source Sans 3", "Segoe UI", system-ui, sans-serif; }
.analyst { margin: .7rem 0; padding: .55rem .9rem; border: 1.5px dashed var(--soft); border-radius: 3px; }
.analyst p { margin: 0; font: .95rem/1.45 "Source Sans 3", "Segoe UI", system-ui, sans-serif; overflow-wrap: anywhere; }
.analyst .whose { font-size: .8rem; color: var(--soft); } .analyst .whose b { color: var(--ink); }
.colophon { border-top: 1px solid var(--line); margin-top: 2.4rem; padding-top: .6rem; color: var(--soft); font-size: .85rem; overflow-wrap: anywhere; }
@media print { .analyst { break-inside: avoid; } }
""".strip()

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def render(brief: Brief) -> str:
    """``brief`` as a whole HTML document that ends with a line feed."""
    page = page_of(brief)
    body = [f"<header><h1>Brief</h1>{_meta(page)}</header>", "<main>", *_threads(page), "</main>", *_behind(page)]
    return _document(page, body, _STYLE)


def render_page(page: Page) -> str:
    """The same of a brief that was handed over: all of it stands in one ``<main class="kept">``, so that a page can show it as it is."""
    told = "".join(f'<p class="signed">{escape(each)}</p>' for each in page.signed)
    body = [
        f'<main class="kept">\n<header><h1>{escape(page.heading)}</h1>{told}{_meta(page)}</header>',
        *map(_note, page.above),
        *_threads(page),
        *map(_note, page.below),
    ]
    if page.loose:
        body.append(f"<section><h3>Notes whose line is gone</h3>{''.join(map(_note, page.loose))}</section>")
    if page.left_out:
        body.append(f'<section class="left"><h3>Left out</h3>{_list(page.left_out)}</section>')
    body += [*_behind(page), f'<footer class="colophon">{_list(page.colophon)}</footer>\n</main>']
    return _document(page, body, _STYLE + "\n" + _KEPT_STYLE)


def _threads(page: Page) -> list[str]:
    body = [_thread(thread) for thread in page.threads]
    if page.others:
        body.append(f"<section><h3>Also on the desk</h3><ul>{_lines(page.others)}</ul></section>")
    return body


def _behind(page: Page) -> list[str]:
    """The reports, and what could not be read."""
    rows = "".join(_reference(reference) for reference in page.references)
    body = [f'<section><h3 id="sources">Sources</h3><ul class="sources">{rows}</ul></section>']
    if page.notes:
        body.append(f"<section><h3>Not read</h3>{_list(page.notes)}</section>")
    return body


def _list(told: tuple[str, ...]) -> str:
    return '<ul class="sources">' + "".join(f"<li>{escape(each)}</li>" for each in told) + "</ul>"


def _note(note: PageNote) -> str:
    text = "<br>".join(map(escape, note.text.split("\n")))
    return f'<div class="analyst" role="note"><p class="whose"><b>{escape(note.label)}</b> {escape(note.at)}</p><p>{text}</p></div>'


def _document(page: Page, body: list[str], style: str) -> str:
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(page.heading)}: {escape(page.title)}</title>\n<style>\n{style}\n</style>\n</head>\n<body>\n"
        + "\n".join(body)
        + "\n</body>\n</html>\n"
    )


def _meta(page: Page) -> str:
    return (
        f'<p class="meta">{page.as_of} {page.counts} Words in quotation marks are the sources’ own; '
        f"open a quote to see where it stands. {page.grades}</p>"
    )


def _thread(thread: PageThread) -> str:
    links = " ".join(
        f'<a href="#{section.anchor}">{escape(section.title)} <b>{len(section.lines) + section.omitted}</b></a>'
        for section in thread.sections
        if section.lines
    )
    head = (
        f"<h2>{escape(thread.title)} {_mark(thread.reference)}</h2>"
        f'<p class="meta">{escape(thread.meta)}</p>'
        f'<nav aria-label="Sections">{links} <a href="#sources">Sources</a></nav>'
    )
    return head + "".join(map(_section, thread.sections))


def _section(section: PageSection) -> str:
    rows = _lines(section.lines)
    content = f"<ul>{rows}</ul>" if rows else f'<p class="empty">{escape(section.empty)}</p>'
    if section.omitted:
        commands = ", ".join(f"<kbd>{escape(command)}</kbd>" for command in section.more)
        content += f'<p class="empty">{section.omitted} more: {commands}</p>'
    above, below = ("".join(map(_note, notes)) for notes in (section.above, section.below))
    return f'<section id="{section.anchor}"><h3>{escape(section.title)}</h3>{above}{content}{below}</section>'


def _lines(lines: tuple[PageLine, ...]) -> str:
    return "".join(map(_line, lines))


def _line(line: PageLine) -> str:
    note = f' <span class="note">{escape(line.note)}</span>' if line.note else ""
    quotes = " ".join(map(_quote, line.quotes))
    nested = f"<ul>{_lines(line.children)}</ul>" if line.children else ""
    title = f' title="{escape(line.why)}"' if line.why else ""
    drawn = chart_svg(line.chart) if line.chart else ""
    above, below = ("".join(f"<li>{_note(each)}</li>" for each in notes) for notes in (line.above, line.below))
    name = f"<code>{escape(line.id)}</code>" if line.id and not line.at else ""
    spot = f' id="{escape(line.anchor)}"' if line.anchor else ""
    lead = f'<a class="note" href="#{escape(line.at)}">in full under {escape(line.under)}</a>' if line.at else ""
    return (
        f'{above}<li class="line"{spot}><span class="label"{title}>{escape(line.label)}</span>{note} '
        f"{name}{drawn}{quotes}{nested}{lead}</li>{below}"
    )


def _quote(quote: PageQuote) -> str:
    passage = (
        f'<span class="passage">… {escape(quote.before)} <mark>{escape(quote.marked)}</mark> '
        f"{escape(quote.after)} …<small>{_mark(quote.reference)} {escape(quote.place)}</small></span>"
    )
    number = f"<sup>[{quote.reference}]</sup>"  # what opens the passage holds no link: that stands in the passage
    return f"<details><summary><q>{escape(quote.text)}</q> {number}</summary>{passage}</details>"


def _mark(number: int) -> str:
    return f'<sup><a href="#ref-{number}">[{number}]</a></sup>'


def _reference(reference: PageReference) -> str:
    outlet = f"<strong>{escape(reference.outlet)}</strong>" + (f" {escape(reference.via)}" if reference.via else "")
    copy = escape(reference.copy).replace(
        f"[{reference.copy_of}]", f'<a href="#ref-{reference.copy_of}">[{reference.copy_of}]</a>'
    )
    place = escape(reference.place)
    about = [
        outlet,
        f'<span title="{escape(reference.reason)}">{escape(reference.published)}</span>',
        escape(reference.byline),
        escape(reference.title),
        copy,
        reference.said,
        f'<a href="{place}" rel="noreferrer">{place}</a>' if reference.link else place,
    ]
    kind = ' class="copy"' if reference.copy_of else ""
    return f'<li id="ref-{reference.number}"{kind}>[{reference.number}] {" · ".join(filter(None, about))}</li>'
