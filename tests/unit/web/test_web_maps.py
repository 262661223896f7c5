"""Maps and outlines: where things stand. Needs no extra."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.desk.reading.places import PlaceView
from onrecord.web.maps import draw_map
from onrecord.web.outline import Point, clipped, countries, rings


def place(
    name: str, longitude: float | None, latitude: float | None, kind: str = "town", reports: int = 1
) -> PlaceView:
    return PlaceView(name, name, kind, "", latitude, longitude, reports, reports, ())


def test_outlines_close_and_stay_on_the_globe() -> None:
    for ring in countries():
        assert len(ring) > 3
        assert ring[0] == pytest.approx(ring[-1], abs=1e-6)
        assert all(-90.001 <= y <= 90.001 for _, y in ring)
        assert max(abs(one[0] - other[0]) for one, other in pairwise(ring) if abs(one[1]) < 89) < 180


def test_an_arc_that_runs_backwards_joins_the_ring() -> None:
    topology = {
        "transform": {"scale": [1, 1], "translate": [10, 20]},
        "arcs": [[[0, 0], [4, 0], [0, 4]], [[0, 0], [0, 4], [4, 0]]],
        "objects": {"countries": {"geometries": [{"type": "Polygon", "arcs": [[0, -2]]}]}},
    }
    assert list(rings(topology)) == [((10, 20), (14, 20), (14, 24), (10, 24), (10, 20))]


points = st.tuples(st.floats(-50, 50), st.floats(-50, 50))


@given(st.lists(points, max_size=12))
def test_what_is_clipped_lies_in_the_box(ring: list[Point]) -> None:
    for x, y in clipped(ring, (-10, -20, 15, 5)):
        assert -10 - 1e-6 <= x <= 15 + 1e-6
        assert -20 - 1e-6 <= y <= 5 + 1e-6


def test_what_lies_inside_is_not_clipped() -> None:
    ring = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0)]
    assert clipped(ring, (-10, -10, 10, 10)) == ring


def test_east_is_right_and_north_is_up() -> None:
    drawn = draw_map([place("West", 10, 50), place("East", 20, 50), place("North", 15, 55)], 960, 560)
    assert drawn is not None
    by_name = {dot.name: dot for dot in drawn.dots}
    assert by_name["West"].x < by_name["North"].x < by_name["East"].x
    assert by_name["North"].y < by_name["West"].y
    assert drawn.land


def test_across_the_date_line_places_stand_beside_each_other() -> None:
    drawn = draw_map([place("Here", 178, -18), place("There", -176, -14)], 960, 560)
    assert drawn is not None
    here, there = (next(dot for dot in drawn.dots if dot.name == name) for name in ("Here", "There"))
    assert here.x < there.x
    assert "180°" in {line.label for line in drawn.meridians} or len(drawn.meridians) > 1


def test_one_place_far_away_does_not_make_the_others_small() -> None:
    near = [place(f"Town {n}", 30 + n / 2, 50 + n / 3, reports=10) for n in range(6)]
    drawn = draw_map([*near, place("Far", -77, 38.9)], 960, 560)
    assert drawn is not None
    assert drawn.beyond == (6,)
    assert max(dot.x for dot in drawn.dots) - min(dot.x for dot in drawn.dots) > 200


def test_a_map_of_a_few_streets_has_no_outline() -> None:
    drawn = draw_map([place("Harbour", 10.40, 55.40), place("Market", 10.41, 55.41)], 960, 560)
    assert drawn is not None
    assert drawn.coast == "near"
    assert not drawn.land


def test_without_coordinates_there_is_no_map() -> None:
    assert draw_map([place("Nowhere", None, None)], 960, 560) is None
    assert draw_map([], 960, 560) is None


@given(
    st.lists(
        st.builds(
            place,
            st.text(min_size=1, max_size=30),
            st.floats(-180, 180),
            st.floats(-90, 90),
            st.sampled_from(["country", "region", "town", "site", "sea"]),
            st.integers(1, 500),
        ),
        min_size=1,
        max_size=15,
    )
)
def test_each_place_is_drawn_or_named_as_not_drawn(places: list[PlaceView]) -> None:
    drawn = draw_map(places, 380, 430)
    assert drawn is not None
    for dot in drawn.dots:
        assert 0 <= dot.x <= drawn.width
        assert 0 <= dot.y <= drawn.height
    numbers = {dot.number for dot in drawn.dots} | set(drawn.beyond) | set(drawn.close)
    numbers |= {dot.number for each in drawn.closer for dot in each.dots}
    areas = {number for number, each in enumerate(places) if each.kind in ("country", "region", "sea")}
    assert numbers | areas == set(range(len(places)))
    assert draw_map(places, 380, 430) == drawn


def test_what_stands_too_close_is_shown_in_a_closer_frame() -> None:
    villages = [place(f"Village {n}", 20 + n / 200, 50 + (n % 3) / 200) for n in range(6)]
    drawn = draw_map([place("Far", 26, 53), *villages], 960, 560)
    assert drawn is not None and len(drawn.closer) == 1
    assert {dot.name for dot in drawn.closer[0].dots} == {each.name for each in villages}
    assert all(dot.label for dot in drawn.closer[0].dots) and not drawn.close
    x, y, wide, high = drawn.closer[0].framed
    assert wide > 0 and high > 0 and any(x <= dot.x <= x + wide and y <= dot.y <= y + high for dot in drawn.dots)


def test_a_dot_without_room_for_its_name_has_its_number() -> None:
    names = [place(f"A place with a rather long name {n}", 20 + n / 50, 50) for n in range(6)]
    drawn = draw_map([*names, place("Far", 20, 58)], 380, 430)
    assert drawn is not None
    assert all(dot.label in (dot.name, str(dot.number + 1)) for dot in drawn.dots)
