"""Charts: where things stand, and that a drawing is well-formed whatever a report says."""

from __future__ import annotations

from itertools import pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.brief import Chart, ChartValue
from onrecord.publish.chart_field import WIDTH
from onrecord.publish.chart_svg import chart_svg
from onrecord.publish.charts import Drawing, drawing


def value(
    who: str,
    low: float | None,
    high: float | None,
    first: str | None,
    *,
    kind: str = "level",
    direction: str | None = None,
    reference: int | None = None,
    previous: bool = False,
    last: str | None = None,
) -> ChartValue:
    bound = "exact" if low == high else "at_most" if low is None else "at_least" if high is None else "range"
    words = f"{low} to {high}"
    return ChartValue(who, words, low, high, bound, kind, direction, first, last or first, reference, previous)  # type: ignore[arg-type]


def drawn(*values: ChartValue) -> Drawing:
    made = drawing(Chart("ships", "ship", values))
    assert made is not None
    return made


def test_a_value_that_grows_steps_up_and_to_the_right() -> None:
    made = drawn(value("Port", 10, 10, "2031-05-01"), value("Port", 30, 30, "2031-05-09"))
    (track,) = made.tracks
    first, second = track.marks
    assert first.x < second.x
    assert first.y > second.y  # up is less in a drawing
    assert track.path == f"M{first.x},{first.y}H{second.x}V{second.y}"
    assert [day.text for day in made.days] == ["1 May 2031", "9 May"]
    assert made.values[0].text == "0"
    assert [(ending.value, ending.who.text) for ending in made.endings] == [("30 to 30", "Port")]


def test_bounds_have_shapes_of_their_own() -> None:
    made = drawn(value("A", None, 10, "2031-05-01"), value("B", 10, None, "2031-05-02"), value("C", 4, 8, "2031-05-03"))
    assert {track.who: track.marks[0].shape for track in made.tracks} == {"A": "at_most", "B": "at_least", "C": "range"}


def test_a_change_is_an_arrow_from_the_last_level_of_its_claimant() -> None:
    made = drawn(
        value("A", 20, 20, "2031-05-01"),
        value("A", 10, 10, "2031-05-02", kind="change", direction="up"),
        value("B", 5, 5, "2031-05-03", kind="change", direction="down"),
        value("A", 30, 30, "2031-05-04"),
    )
    arrow = next(track for track in made.tracks if track.who == "A").arrows[0]
    first, second = next(track for track in made.tracks if track.who == "A").marks
    assert (arrow.y, arrow.tip, arrow.pointed) == (first.y, second.y, True)
    falling = next(track for track in made.tracks if track.who == "B").arrows[0]
    assert falling.tip > falling.y  # it begins at nothing
    assert made.values[0].text == "-10"  # the axis reaches as far as the arrow


def test_two_values_of_one_day_are_joined_only_where_one_is_the_level_before() -> None:
    twice = drawn(
        value("A", 9, 9, "2031-05-01"), value("A", 5, 5, "2031-05-01"), value("A", 7, 7, "2031-05-02")
    ).tracks[0]
    assert twice.path.count("M") == 2
    after = drawn(
        value("A", 9, 9, "2031-05-02"),
        value("A", 5, 5, "2031-05-02", previous=True),
        value("B", 7, 7, "2031-05-01"),
    )
    track = next(track for track in after.tracks if track.who == "A")
    assert track.path.count("M") == 1
    assert track.marks[0].y > track.marks[1].y


def test_what_words_say_as_well_is_not_drawn() -> None:
    def made(*values: ChartValue) -> Drawing | None:
        return drawing(Chart("ships", "ship", values))

    assert made(value("A", 1, 1, "2031-05-01"), value("A", 2, 2, "2031-05-01")) is None, "one day"
    assert made(value("A", 1, 1, "2031-05-01"), value("A", 2, 2, None)) is None, "one has no day"
    assert made(value("A", 1, 1, "2031-05-01"), value("A", None, None, "2031-05-02")) is None, "one has no value"
    assert made(value("A", 1, 1, "2031-05-01"), value("B", 2, 2, "2031-05-02")) is None, "two dots"
    changes = [value("A", 1, 1, f"2031-05-0{day}", kind="change") for day in (1, 2, 3)]
    assert made(*changes) is None, "no level"


def test_those_who_say_the_same_share_a_label() -> None:
    made = drawn(*(value(name, 5, 5, "2031-05-01") for name in "ABC"), value("D", 9, 9, "2031-05-02"))
    assert sorted(ending.who.text for ending in made.endings) == ["A +2", "D"]
    assert made.endings[-1].hover == "A, B, C"


def test_each_number_of_a_report_leads_to_it() -> None:
    chart = Chart(
        "ships", "", (value("A", 1, 1, "2031-05-01", reference=3), value("A", 2, 2, "2031-05-02", reference=7))
    )
    made = chart_svg(chart)
    assert 'href="#ref-3"' in made and 'href="#ref-7"' in made
    assert "A: 2 to 2, 2 May 2031 [7]" in made


words = st.text(max_size=40).filter(lambda text: all(char.isprintable() for char in text))
amounts = st.one_of(st.none(), st.floats(min_value=-1e9, max_value=1e12))
days = st.one_of(st.none(), st.dates().map(lambda day: day.isoformat()))
kinds = st.sampled_from(["level", "change"])
charts = st.builds(
    lambda title, values: Chart(title, "%", tuple(values)),
    words,
    st.lists(
        st.builds(
            lambda who, low, high, day, kind, way: value(who, low, high, day, kind=kind, direction=way, reference=1),
            words,
            amounts,
            amounts,
            days,
            kinds,
            st.sampled_from([None, "up", "down"]),
        ),
        max_size=12,
    ),
)


@given(charts)
def test_all_that_is_drawn_stands_on_the_chart(chart: Chart) -> None:
    made = drawing(chart)
    if made is None:
        return
    for track in made.tracks:
        for mark in track.marks:
            assert made.left <= mark.x <= mark.to_x <= made.right
            assert 0 <= mark.y <= made.bottom
        for arrow in track.arrows:
            assert min(arrow.y, arrow.tip) >= 0 and max(arrow.y, arrow.tip) <= made.bottom
    heights = [ending.who.y for ending in made.endings]
    assert all(0 < height <= made.height for height in heights)
    assert all(later - earlier >= 15.9 for earlier, later in pairwise(heights))
    assert made.width == WIDTH


@given(charts)
def test_a_drawing_is_well_formed(chart: Chart) -> None:
    svg = chart_svg(chart)
    if svg:
        assert ElementTree.fromstring(svg).tag.endswith("svg")


def test_labels_at_the_right_take_the_room_that_their_words_need() -> None:
    short = drawn(value("Port", 10, 10, "2031-05-01"), value("Port", 30, 30, "2031-05-09"))
    name = "The harbour authority of Odense"
    long = drawn(value(name, 10, 10, "2031-05-01"), value(name, 30, 30, "2031-05-09"))
    assert long.right < short.right
    assert long.endings[0].who.text == name
    narrow = drawing(Chart("ships", "ship", (value(name, 1, 1, "2031-05-01"), value(name, 3, 3, "2031-05-09"))), 340)
    assert narrow is not None
    assert narrow.right >= 340 / 2  # what is drawn keeps half of it, and the name goes on below
    assert f"{narrow.endings[0].who.text} {narrow.endings[0].below}" == name
    endless = " ".join([name] * 4)
    cut = drawing(Chart("ships", "ship", (value(endless, 1, 1, "2031-05-01"), value(endless, 3, 3, "2031-05-09"))), 340)
    assert cut is not None and cut.endings[0].below.endswith("…") and cut.endings[0].hover == endless


def test_no_label_of_a_value_stands_on_the_days() -> None:
    made = drawn(
        *(value("A", n / 10, n / 10, f"2031-05-{n:02}") for n in range(1, 9)), value("A", 40, 40, "2031-05-20")
    )
    assert all(mark.label is None or mark.label.y <= made.bottom for mark in made.tracks[0].marks)
