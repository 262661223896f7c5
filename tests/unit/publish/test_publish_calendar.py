"""The calendar: what stands in it, by the rules of RFC 5545, and read back by a library where one is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.publish.outputs import FIRST, SECOND

from onrecord import open_desk
from onrecord.model.contents import Contents
from onrecord.model.when import UNKNOWN_TIME, When
from onrecord.publish.calendar import LINE, calendar, escaped, folded


@pytest.fixture(scope="module")
def contents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Contents]:
    folder = tmp_path_factory.mktemp("reports")
    for name, text in (FIRST | SECOND).items():
        (folder / name).write_text(text, encoding="utf-8")
    with open_desk(None) as desk:
        desk.add([str(folder)], received="2031-05-20")
        yield desk.contents()


def _properties(data: bytes) -> list[dict[str, str]]:
    """The properties of each VEVENT, unfolded."""
    events: list[dict[str, str]] = []
    for line in data.decode().replace("\r\n ", "").split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events:
            events[-1].setdefault(name, value)
    return events


def test_the_announced_meeting_stands_in_it(contents: Contents) -> None:
    made = calendar(contents)
    events = _properties(made.data)
    assert len(events) == made.events >= 1
    (meeting,) = [event for event in events if "Geneva" in event.get("LOCATION", "")]
    assert meeting["DTSTART;VALUE=DATE"] == "20310509" and meeting["DTEND;VALUE=DATE"] == "20310510"
    assert meeting["STATUS"] == "CONFIRMED"
    assert meeting["DTSTAMP"] == "20310511T180000Z"  # the newest report that tells of it, not the clock
    assert meeting["UID"].startswith("ev_") and meeting["UID"].endswith("@onrecord")
    told = meeting["DESCRIPTION"]
    assert "will meet the crews in Geneva on Friday\\, her ministry announced." in told
    assert " · 4 May 2031 08:10 · " in told and "a.txt" in told


@pytest.mark.parametrize(
    ("when", "lines"),
    [
        (When("2031-05-09", "2031-05-09", "day"), {"DTSTART;VALUE=DATE": "20310509", "DTEND;VALUE=DATE": "20310510"}),
        (
            When("2031-02-11", "2031-02-20", "interval"),
            {"DTSTART;VALUE=DATE": "20310211", "DTEND;VALUE=DATE": "20310221"},
        ),
        (When("2031-05-09T14:30", "2031-05-09T14:30", "minute"), {"DTSTART": "20310509T143000"}),
        (When("2031-05-09T14:30+02:00", "2031-05-09T14:30+02:00", "minute"), {"DTSTART": "20310509T123000Z"}),
        (When("9999-12-31", "9999-12-31", "day"), {"DTSTART;VALUE=DATE": "99991231"}),
        (When("0900-01-01T10:00", "0900-01-01T10:00", "minute"), {"DTSTART": "09000101T100000"}),
    ],
)
def test_days_times_and_intervals(contents: Contents, when: When, lines: dict[str, str]) -> None:
    (event,) = _properties(calendar(_with(contents, when)).data)
    assert {name: value for name, value in event.items() if name.startswith(("DTSTART", "DTEND"))} == lines


@pytest.mark.parametrize(
    ("status", "word"),
    [("announced", "TENTATIVE"), ("unreported", "TENTATIVE"), ("moved", "TENTATIVE"), ("cancelled", "CANCELLED")],
)
def test_how_sure_it_is(contents: Contents, status: str, word: str) -> None:
    (event,) = _properties(calendar(_with(contents, When("2031-05-09", "2031-05-09", "day"), status)).data)
    assert event["STATUS"] == word


def test_what_has_no_day_is_counted_and_left_out(contents: Contents) -> None:
    made = calendar(_with(contents, UNKNOWN_TIME))
    assert (made.events, made.undated) == (0, 1) and b"VEVENT" not in made.data


def _with(contents: Contents, when: When, status: str = "announced") -> Contents:
    """The desk with one event of this time and status."""
    relations = next(each for each in contents.relations if any(event.place == "Geneva" for event in each.events))
    event = next(event for event in relations.events if event.place == "Geneva")
    event = replace(event, when=when, status=status)
    return replace(contents, relations=(replace(relations, events=(event,)),))


@given(st.text())
def test_a_folded_line_unfolds_to_itself(text: str) -> None:
    line = f"SUMMARY:{escaped(text)}"
    parts = folded(line).split("\r\n")
    assert all(len(part.encode("utf-8", "replace")) <= LINE for part in parts)
    assert all(part.startswith(" ") for part in parts[1:])
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Zs")) | st.just("\n")))
def test_escaping_is_undone_by_its_rule(text: str) -> None:
    made = escaped(text)
    assert "\n" not in made
    back = re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], made)
    assert back == "".join(char for char in text if char == "\n" or char.isprintable())


def test_a_library_reads_it_back(contents: Contents) -> None:
    icalendar = pytest.importorskip("icalendar", reason="the library that reads calendars back is not installed")
    read = icalendar.Calendar.from_ical(calendar(contents).data)
    events = list(read.walk("VEVENT"))
    assert len(events) == calendar(contents).events
    for event in events:
        assert event["UID"] and event["DTSTART"].dt <= event["DTEND"].dt and event["DTSTAMP"].dt.tzinfo is not None
    assert any("her ministry announced" in str(event["DESCRIPTION"]) for event in events)


def test_it_is_read_back_from_a_file(tmp_path: Path, contents: Contents) -> None:
    (tmp_path / "a.ics").write_bytes(calendar(contents).data)
    assert (tmp_path / "a.ics").read_bytes().count(b"\r\n") == (tmp_path / "a.ics").read_bytes().count(b"\n")
