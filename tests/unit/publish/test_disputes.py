"""Disputes by matter: who says what of a difference of status, values of one series, and denials of one matter."""

from __future__ import annotations

from pathlib import Path

from onrecord import open_desk
from onrecord.model.brief import Brief, Line
from onrecord.model.passage import Evidence
from onrecord.model.relations import Difference, Side
from onrecord.model.when import When, newest_certain
from onrecord.publish import compose
from onrecord.publish.disputes import folded

REPORTS = {
    "a.txt": """Convoys leave the Orvel ford

4 May 2031, 08:10

Coast Gazette

Norway's defence ministry said its troops were pulling back from the Orvel ford.
""",
    "b.txt": """Norway masses troops at the Orvel ford

4 May 2031, 17:00

Harbour Herald

Norway is massing more troops at the Orvel ford, Minister Petra Holm said on Sunday.
""",
}

DENIALS = {
    "a.txt": """Army denies shelling of the mill

4 May 2031, 08:10

Coast Gazette

The army has denied that its guns shelled the mill at Orvel.

"We did not fire on anybody," Colonel Petr Hask denied in the evening.
"""
}


def _evidence(at: int) -> Evidence:
    return Evidence("art_000000000001", at, at + 1, "0" * 64)


def _number(name: str, *sides: tuple[int, str, str]) -> Difference:
    made = tuple(Side(value, None, claim, _evidence(at)) for at, value, claim in sides)
    return Difference(name, "number", "wounded", made, "")


def _brief(tmp_path: Path, reports: dict[str, str]) -> Brief:
    for name, text in reports.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with open_desk(None) as desk:
        desk.add([str(tmp_path)], received="2031-05-20")
        return compose(desk.contents(), lines=None)


def _disputed(brief: Brief) -> list[Line]:
    return [
        line
        for thread in brief.threads
        for section in thread.sections
        if section.name == "disputed"
        for line in section.lines
    ]


def test_all_values_of_one_series_are_one_dispute() -> None:
    pairs = [
        _number("d1", (1, "nine", "c9"), (2, "eleven", "c11")),
        _number("d2", (3, "four", "c4"), (4, "nine", "c9b")),
        _number("d3", (5, "four", "c4b"), (6, "eleven", "c11b")),
        _number("d4", (7, "two", "c2"), (8, "six", "c6")),
    ]
    series = dict.fromkeys(("c9", "c11", "c4", "c9b", "c4b", "c11b"), "ser_1")
    assert [[item.id for item in group] for group in folded(pairs, series)] == [["d1", "d2", "d3"], ["d4"]]
    assert len(folded(pairs)) == 4


def test_time_and_place_of_one_happening_are_one_dispute() -> None:
    sides = (Side("midnight", None, None, _evidence(1)), Side("three", None, None, _evidence(2)))
    time, place = (Difference(kind, kind, "seized", sides, "") for kind in ("time", "place"))  # type: ignore[arg-type]
    assert len(folded([time, place])) == 1


def test_the_sides_of_a_status_say_which_they_are(tmp_path: Path) -> None:
    lines = [line for line in _disputed(_brief(tmp_path, REPORTS)) if "status" in line.label]
    assert lines, "pulling back against massing is a difference"
    leads = [child.label.partition(" · ")[0] for child in lines[0].children]
    assert len(set(leads)) == 2 and all(leads), leads


def test_denials_of_one_matter_are_one_line(tmp_path: Path) -> None:
    lines = [line for line in _disputed(_brief(tmp_path, DENIALS)) if "denial" in line.label]
    assert [line.label.partition(" · ")[0] for line in lines] == ["2 denials"]
    assert all(child.quotes for child in lines[0].children)


def test_as_of_is_the_newest_day_that_is_certain() -> None:
    inferred = When("2031-05-02", "2031-05-26", "interval", "inferred")
    given = When("2031-05-20T10:00", "2031-05-20T10:00", "minute", "text")
    assert newest_certain([inferred, given, When()]) == "2031-05-20"
    assert newest_certain([]) is None
