"""The lead of a brief, disputes folded, and figures as they move."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from onrecord import open_desk
from onrecord.model.brief import Brief, Section
from onrecord.model.passage import Evidence
from onrecord.model.picture import Figure, Point, Series
from onrecord.model.relations import Difference, Side
from onrecord.model.when import When
from onrecord.publish import compose
from onrecord.publish.disputes import folded
from onrecord.publish.movement import factor, folded_points, movement_words, moves, quantity, way_of

REPORTS = {
    "a.txt": "Tents counted at the Orvel ford\n\n4 May 2031, 08:10\n\nBy Ada Lind\n\nMinister Petra Holm said on Sunday that 300 soldiers were at the Orvel ford.\n\nA senior official said the talks would be held in Geneva on Friday.\n",
    "b.txt": "More tents at the Orvel ford\n\n6 May 2031, 10:00\n\nBy Tom Brek\n\nMinister Petra Holm said on Tuesday that 900 soldiers were at the Orvel ford.\n",
}


def _evidence(at: int) -> Evidence:
    return Evidence("art_000000000001", at, at + 1, "0" * 64)


def _difference(name: str, kind: str, *sides: tuple[int, str]) -> Difference:
    made = tuple(Side(value, None, None, _evidence(at)) for at, value in sides)
    return Difference(name, kind, "soldiers", made, "")  # type: ignore[arg-type]


def _point(day: int, value: float, who: str, kind: str = "level") -> Point:
    when = When(f"2031-05-{day:02}", f"2031-05-{day:02}", "day", "text")
    name = f"fig_{day}_{value}_{who}"
    return Point(name, f"art_{day}", who, None, value, value, "exact", kind, when, _evidence(day))  # type: ignore[arg-type]


def _series(*points: Point) -> Series:
    return Series("ser_1", "thr_1", "soldier", "soldiers", points)


def test_differences_that_share_a_side_are_one_dispute() -> None:
    denial = _difference("d1", "denial", (1, "x"), (2, "y"))
    status = _difference("d2", "status", (2, "y"), (3, "z"))
    apart = _difference("d3", "status", (8, "x"), (9, "y"))
    assert [[item.id for item in group] for group in folded([status, apart, denial])] == [["d1", "d2"], ["d3"]]


def test_two_numbers_in_one_sentence_are_two_disputes() -> None:
    killed = _difference("d1", "number", (1, "three"), (2, "five"))
    hurt = _difference("d2", "number", (1, "nine"), (3, "ten"))
    assert len(folded([killed, hurt])) == 2


@given(st.permutations(range(6)))
def test_the_order_of_differences_does_not_matter(order: list[int]) -> None:
    made = [_difference(f"d{at}", "denial", (at // 2, "x"), (at, "y")) for at in range(6)]
    one, other = (
        sorted(sorted(item.id for item in group) for group in folded(given_))
        for given_ in (made, [made[at] for at in order])
    )
    assert one == other


def test_a_movement_tells_levels_by_day_and_changes_apart() -> None:
    series = _series(_point(1, 300, "A"), _point(1, 500, "B"), _point(2, 300, "A"), _point(3, 70, "A", "change"))
    assert movement_words(series, {}) == "300 / 500 → 300; changes: changed by 70"
    assert [len(again) for _, again in folded_points(series)] == [1, 0, 0]


def test_two_claimants_differ_and_do_not_move() -> None:
    assert way_of(_series(_point(1, 300, "A"), _point(2, 900, "B")), {}) == ()
    way = way_of(_series(_point(1, 300, "A"), _point(2, 900, "A")), {})
    assert [point.low for point in way] == [300, 900]
    assert not moves(_series(_point(1, 300, "A"), _point(2, 300, "B")))


def _section(brief: Brief, name: str) -> Section:
    return next(section for section in brief.threads[0].sections if section.name == name)


def test_the_lead_tells_what_moved_and_what_is_ahead(tmp_path: Path) -> None:
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with open_desk(None) as desk:
        desk.add([str(tmp_path)], received="2031-05-20")
        brief = compose(desk.contents())
    assert brief.threads[0].sections[0].name == "findings"
    labels = [line.label for line in _section(brief, "findings").lines]
    assert any(label.startswith("moved · ") and label.endswith("300 → 900") for label in labels), labels
    assert any(label.startswith("ahead · 9 May 2031") for label in labels), labels
    assert not any(line.label.startswith("Announced ") for line in _section(brief, "gaps").lines)
    assert all(line.quotes or line.children for line in _section(brief, "findings").lines)


def test_a_movement_tells_the_peak_between_its_ends() -> None:
    way = way_of(_series(_point(1, 4, "A"), _point(2, 25, "A"), _point(3, 11, "A"), _point(4, 9, "A")), {})
    assert [point.low for point in way] == [4, 25, 9]
    assert factor(way) == 25 / 4
    low = way_of(_series(_point(1, 9, "A"), _point(2, 2, "A"), _point(3, 8, "A")), {})
    assert [point.low for point in low] == [9, 2, 8]


def test_a_number_without_a_noun_is_called_by_what_its_passages_name() -> None:
    first, second = "The premium for ships rose to 4%.", "By Friday the premium fell to 2%."
    points = []
    figures = {}
    for day, text, value in ((1, first, 4.0), (2, second, 2.0)):
        name, start = f"art_{day}", text.index("%") - 1
        evidence = Evidence(name, 0, len(text), "0" * 64)
        when = When(f"2031-05-0{day}", f"2031-05-0{day}", "day", "text")
        point = Point(f"fig_{day}", name, "Bureau", None, value, value, "exact", "level", when, evidence)
        points.append(point)
        figures[point.figure_id] = Figure(
            point.figure_id, name, "4%", start, start + 2, value, value, "exact", "%", "", None, when,
            "level", None, False, None, (evidence,),
        )  # fmt: skip
    series = Series("ser_1", "thr_1", "%", "", tuple(points))
    assert quantity(series, figures, {"art_1": first, "art_2": second}) == "premium, per cent"
    assert quantity(series, figures, {}) == "per cent"
