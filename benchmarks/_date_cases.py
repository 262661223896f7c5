"""The cases of Recognizers-Text with a reference date, for ``benchmarks.dates --data FILE.json``.

A case is right where its expression is found (overlap) and means one of the readings that the file allows: the same TIMEX value,
or an interval with the same first and last day. The file holds commands to an assistant rather than reports; types are scored apart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from onrecord.annotate.sentences import split
from onrecord.annotate.when import find_times
from onrecord.model.annotations import TimeMention
from onrecord.model.article import Article, Segment
from onrecord.model.calendar import bind
from onrecord.model.timex import timex_value
from onrecord.model.when import UNKNOWN_TIME, When


@dataclass(frozen=True)
class Outcome:
    """What became of one expression of the file."""

    type: str
    text: str
    found: bool
    right: bool
    gold: str
    value: str
    sentence: str


def outcomes(path: Path, split_name: str | None) -> Iterator[Outcome]:
    """One for each expression of the cases in ``split_name`` (``even``, ``odd`` or all)."""
    cases = json.loads(path.read_text(encoding="utf-8-sig"))
    for case in cases[{"even": 0, "odd": 1}.get(split_name or "", 0) :: 2 if split_name in ("even", "odd") else 1]:
        stamp = case.get("Context", {}).get("ReferenceDateTime")
        written = When(stamp[:10], stamp[:10], "day", "record", "the case says so") if stamp else UNKNOWN_TIME
        text = case["Input"]
        body = Segment("body", 0, len(text), None, None, "a benchmark's text")
        article = Article("art_x", "cap_x", "x", None, None, (), None, (), written, None, "en", text, (body,))
        mentions = find_times(article, split(article))
        for gold in case["Results"]:
            if not gold.get("Resolution") or "Start" not in gold:
                continue
            near = [item for item in mentions if item.start <= gold["End"] and gold["Start"] < item.end]
            values = gold["Resolution"]["values"]
            right = [item for item in near if any(_same(item, written, value) for value in values)]
            shown = timex_value((right or near)[0], written) if near else ""
            kind = gold.get("TypeName", "none").rpartition(".")[2]
            yield Outcome(kind, gold["Text"], bool(near), bool(right), values[0].get("timex", ""), shown, text)


def _same(mention: TimeMention, written: When, value: dict[str, str]) -> bool:
    timex = value.get("timex", "")
    found = timex_value(mention, written)
    if found and _plain(timex) in (_plain(found), _plain(found[10:])):
        return True
    when = bind(mention.when, written)
    if value.get("type") in ("date", "datetime") and "value" in value:
        stamp = value["value"].replace(" ", "T")[:16]
        return found == (stamp if value["type"] == "datetime" and len(found) > 10 else stamp[:10])
    if value.get("type") == "daterange" and when.known and "start" in value and "end" in value:
        try:
            last = date.fromisoformat(value["end"]) - timedelta(days=1)  # their end is not included
        except ValueError:
            return False
        return (when.first_day, when.last_day) == (value["start"], last.isoformat())
    return False


def _plain(timex: str) -> str:
    """A value in its shortest form: ``T15`` for ``T15:00``, 24 hours of midnight aside."""
    return re.sub(r"(T\d\d):00(?::00)?\Z", r"\1", timex)
