"""Statements and actors for people: who says what by report, and who speaks, folded to the width of a terminal."""

from __future__ import annotations

import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.model.codec import from_plain
from onrecord.model.names import folded, plain
from onrecord.model.when import When
from onrecord.publish.wording import (
    NO_OUTLET,
    day_range,
    newest_first,
    one_line,
    plural,
    said_words,
    stance_words,
    statements_words,
    unquoted,
    when_words,
)

Row = Mapping[str, Any]

#: Columns to fold to where nothing says how wide the reader's lines are.
WIDTH = 100
#: Columns that the narrowest terminal has: to fewer nothing is folded.
NARROWEST = 30
#: Characters of what is said that are shown, about five lines; the whole is in ``--json`` and in ``onrecord explain``.
CONTENT = 400
#: Characters of a name, a role or a place: longer ones are a slip of the extractor.
NAME = 80
#: Candidates, further names and roles that are shown.
SOME = 6
#: Names shown of those who say nothing.
SILENT = 60

#: Stands for a space at which no line ends. It is in no text: reading takes it out.
_GLUE = "\0"

_SEGMENTS = {"heading": "headline", "related_link": "related headline"}


def statements_as_text(
    rows: Iterable[Row],
    articles: Iterable[Row],
    copies: Iterable[Row],
    *,
    every: Iterable[Row] | None = None,
    width: int = WIDTH,
) -> Iterator[str]:
    """The statements ``rows`` by report, in the order of their dates, and in a report by place.

    Where ``rows`` are a choice, ``every`` has all statements, and reports without a chosen one are left out. Each report says
    how many statements were found in it and of how many the speaker is open; the last line says it of all.
    """
    shown = list(rows)
    counted = shown if every is None else list(every)
    found = Counter(row["article_id"] for row in counted if not row.get("attitude"))
    still_open = Counter(row["article_id"] for row in counted if not row.get("attitude") and _is_open(row["speaker"]))
    by_article: dict[str, list[Row]] = defaultdict(list)
    for row in shown:
        by_article[row["article_id"]].append(row)
    relation = _relation_to_first(copies)
    for article in sorted(articles, key=lambda row: (row["published"]["start"] or "9999", row["id"])):
        name = article["id"]
        if by_article[name] or every is None:
            said = statements_words(found[name], still_open[name])
            yield from _article(article, said, relation.get(name, ""), width)
            for row in sorted(by_article[name], key=_place):
                yield from _statement(row, width)
            yield ""
    yield from folded_lines(_sum(shown, found, still_open, chosen=every is not None), "", width)


def _article(article: Row, said: str, relation: str, width: int) -> Iterator[str]:
    published = when_words(from_plain(When, article["published"]))
    yield from folded_lines(cut(article["title"] or "No title", 2 * NAME), "", width)
    outlet = cut(article["outlet"] or NO_OUTLET)
    yield from folded_lines(" · ".join(filter(None, [outlet, published, said, relation, article["id"]])), "", width)


def _statement(row: Row, width: int) -> Iterator[str]:
    stance = ("not: " if row["negated"] else "") + stance_words(row["stance"])
    head = [
        _speaker(row["speaker"]),
        f"{stance} (attitude)" if row.get("attitude") else stance,
        said_words(from_plain(When, row["said"])),
        f"to {cut(row['to'])}" if row["to"] and not _among(row["to"], row["via"]) else "",
        f"via {cut(', '.join(row['via']))}" if row["via"] else "",
        "" if row["segment"] == "body" else _SEGMENTS.get(row["segment"], row["segment"]),
    ]
    content = " … ".join(unquoted(content["text"]) for content in row["contents"])
    known = f"(confidence {row['confidence']:.0%}, {row['id']})".replace(" ", _GLUE)
    yield ""
    yield from folded_lines(" · ".join(filter(None, head)), "  ", width)
    yield from folded_lines(f"“{cut(content, CONTENT)}” {known}" if content else known, "    ", width)


def _among(told: str, via: Iterable[str]) -> bool:
    """Whether somebody to whom it was said is one by way of whom it came, too: "told Bloomberg News", by Bloomberg."""
    return any(plain(name) in plain(told) for name in via)


def _speaker(speaker: Row) -> str:
    """Who speaks: a name with its role, what the text gives of somebody anonymous, or that it is open with who it may be."""
    text = cut(speaker["text"] or "")
    if speaker["name"]:
        return ", ".join(cut(part) for part in (speaker["name"], speaker["role"]) if part)
    if speaker["anonymous"]:
        return f"Anonymous: {text}" if text else "Anonymous"
    candidates = [cut(name) for name in speaker["candidates"][:SOME]]
    why = f"{' or '.join(candidates)}?" if candidates else speaker["reason"]
    return (f"Open: {text}" if text else "Open") + (f" ({one_line(why)})" if why else "")


def _sum(shown: Sequence[Row], found: Counter[str], still_open: Counter[str], *, chosen: bool) -> str:
    total, unknown = found.total(), still_open.total()
    if not chosen:
        if not found:
            return "No statements on this desk."
        return f"{statements_words(total, unknown)} (in {plural(len(found), 'report')})."
    reports = len({row["article_id"] for row in shown})
    told = f"{plural(len(shown), 'statement')} in {plural(reports, 'report')}" if shown else "None fits"
    told += f", of {plural(total, 'statement')} on this desk."
    if unknown:
        told += f" {unknown:,} {'has its' if unknown == 1 else 'have their'} speaker left open: silence is not absence."
    return told if shown else f"{told} `onrecord show actors` lists who speaks."


def actors_as_text(
    actors: Iterable[Row],
    statements: Iterable[Row],
    articles: Iterable[Row],
    copies: Iterable[Row],
    *,
    width: int = WIDTH,
) -> Iterator[str]:
    """Who speaks, most statements first: names, roles with their dates, what they say by stance, where and when.

    Counted is what stands in the body of a report that is no copy. Anonymous speakers follow by report, for nobody can tell
    whether two reports mean one person; then who is named and says nothing.
    """
    reports = {row["id"]: _Report(row["outlet"], from_plain(When, row["published"])) for row in articles}
    relation = _relation_to_first(copies)
    by_actor: dict[str, list[Row]] = defaultdict(list)
    unnamed: dict[tuple[str, str], list[Row]] = defaultdict(list)
    still_open = 0
    for row in statements:
        speaker = row["speaker"]
        if row["segment"] != "body" or row["article_id"] in relation:
            continue
        if speaker["actor_id"] or speaker["name"]:
            by_actor[speaker["actor_id"] or speaker["name"]].append(row)
        elif speaker["anonymous"]:
            unnamed[row["article_id"], plain(speaker["text"] or "")].append(row)
        still_open += _is_open(speaker)
    known = sorted(actors, key=lambda row: (-len(by_actor[row["id"]]), row["name"], row["id"]))
    for actor in known:
        if by_actor[actor["id"]]:
            yield from _actor(actor, by_actor[actor["id"]], reports, width)
            yield ""
    if unnamed:
        yield from folded_lines("Anonymous, by report: nobody can tell whether two reports mean one person", "", width)
        for (article_id, _), rows in sorted(
            unnamed.items(), key=lambda item: (reports[item[0][0]].published.start or "9999", item[0])
        ):
            report = reports[article_id]
            who = cut(rows[0]["speaker"]["text"] or "nobody named")
            parts = [who, report.outlet or NO_OUTLET, when_words(report.published), _by_stance(rows)]
            yield from folded_lines(" · ".join(parts), "  ", width)
        yield ""
    silent = [cut(actor["name"]) for actor in known if not by_actor[actor["id"]]]
    if silent:
        more = f" and {len(silent) - SILENT:,} more" if len(silent) > SILENT else ""
        yield from folded_lines(
            f"Named, with no statement in the text of a report: {', '.join(silent[:SILENT])}{more}", "", width
        )
    if still_open:
        yield from folded_lines(
            f"{plural(still_open, 'statement')} with the speaker left open: `onrecord show statements` has the candidates.",
            "",
            width,
        )
    if not known and not unnamed:
        yield "No actors on this desk."


@dataclass(frozen=True, slots=True)
class _Report:
    outlet: str | None
    published: When


def _actor(actor: Row, rows: Sequence[Row], reports: Mapping[str, _Report], width: int) -> Iterator[str]:
    yield from folded_lines(
        " · ".join(filter(None, [cut(actor["name"]), actor["kind"], actor["country"] or "", actor["id"]])), "", width
    )
    others = _other_names(actor)
    if others:
        yield from folded_lines(f"also {_listed(others)}", "  ", width)
    roles = _roles(actor, reports)
    if roles:
        yield from folded_lines(_listed(roles), "  ", width)
    where = plural(len({row["article_id"] for row in rows}), "report")
    said = [from_plain(When, row["said"]) for row in rows]
    days = _days(said)
    yield from folded_lines(f"{plural(len(rows), 'statement')} in {where}, {days}: {_by_stance(rows)}", "  ", width)


def _other_names(actor: Row) -> list[str]:
    """Its names in other words than the one shown, each once; a role before that one is listed with the roles."""
    name = folded(actor["name"])
    others: dict[str, str] = {}
    for other in actor["names"]:
        form = other.split(",")[0] if actor["kind"] == "person" else other
        key = folded(form)
        if key and f" {name} " not in f" {key} ":
            others.setdefault(key, cut(form.strip(" ,;:.")))
    return list(others.values())


def _by_stance(rows: Iterable[Row]) -> str:
    """``says 8, warns 5``: the most frequent first; what is negated counts for itself."""
    counts = Counter(("not: " if row["negated"] else "") + stance_words(row["stance"]) for row in rows)
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _roles(actor: Row, reports: Mapping[str, _Report]) -> list[str]:
    """Each role once, as first written, with the days for which reports give it: the newest first."""
    given: dict[str, list[When]] = defaultdict(list)
    written: dict[str, str] = {}
    for role in actor["roles"]:
        key = plain(role["role"])
        written.setdefault(key, cut(role["role"]))
        when = from_plain(When, role["when"])
        given[key].append(when if when.known else reports[role["evidence"]["article_id"]].published)
    ordered = sorted(given, key=lambda key: (newest_first(max(when.end or "" for when in given[key])), key))
    return [f"{written[key]} ({_days(given[key])})" for key in ordered]


def _days(times: Iterable[When]) -> str:
    """From the first to the last day of these times, those that are known."""
    known = [(when.first_day, when.last_day) for when in times if when.first_day and when.last_day]
    return day_range(min(first for first, _ in known), max(last for _, last in known)) if known else "undated"


# Words and lines


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - SOME} more" if len(names) > SOME else ""
    return "; ".join(names[:SOME]) + more


def _is_open(speaker: Row) -> bool:
    return not speaker["name"] and not speaker["anonymous"]


def _relation_to_first(copies: Iterable[Row]) -> dict[str, str]:
    """What an exact or near copy is, by its identifier: ``near copy of art_…``."""
    return {
        member["article_id"]: f"{member['relation']} copy of {group['first_article_id']}"
        for group in copies
        for member in group["members"]
        if member["relation"] in ("exact", "near")
    }


def _place(row: Row) -> tuple[int, str]:
    passages = row["contents"] or row["evidence"]
    return (passages[0]["start"] if passages else 0, row["id"])


def cut(text: str, length: int = NAME) -> str:
    """``text`` on one line of at most so many characters."""
    line = one_line(text)
    return line if len(line) <= length else line[: length - 2].rsplit(" ", 1)[0] + " …"


def folded_lines(text: str, indent: str, width: int) -> list[str]:
    """``text`` on lines of ``width`` columns, the later ones indented further. Words are not cut, so that they can be copied."""
    lines = textwrap.wrap(
        text,
        max(width, NARROWEST),
        initial_indent=indent,
        subsequent_indent=indent + ("" if text.startswith("“") else "  "),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_GLUE, " ") for line in lines]
