"""The outlines of countries, from the file of world-atlas as it was published: TopoJSON, whose borders are shared arcs.

The format: github.com/topojson/topojson-specification, section 2. Coordinates are longitude and latitude in degrees (WGS 84).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Any

Point = tuple[float, float]
Ring = tuple[Point, ...]

FILE = Path(__file__).with_name("static") / "countries-110m.json"


@lru_cache(maxsize=1)
def countries() -> tuple[Ring, ...]:
    """The outer and inner rings of all countries, each with its last point as its first."""
    return tuple(rings(json.loads(FILE.read_text(encoding="utf-8"))))


def rings(topology: dict[str, Any]) -> Iterator[Ring]:
    """The rings of the object ``countries`` of a TopoJSON topology."""
    scale, shift = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [_arc(arc, scale, shift) for arc in topology["arcs"]]
    for shape in topology["objects"]["countries"]["geometries"]:
        polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
        for polygon in polygons:
            for ring in polygon:
                yield _ring(ring, arcs)


def _arc(steps: Sequence[Sequence[int]], scale: Sequence[float], shift: Sequence[float]) -> list[Point]:
    """The points of an arc, which are written as steps from one to the next."""
    across = accumulate(step[0] for step in steps)
    up = accumulate(step[1] for step in steps)
    return [(x * scale[0] + shift[0], y * scale[1] + shift[1]) for x, y in zip(across, up, strict=True)]


def _ring(numbers: Sequence[int], arcs: Sequence[list[Point]]) -> Ring:
    """The arcs of a ring one after the other; ``~n`` is arc n backwards, and each begins where the one before ends.

    The file is of a globe: a ring goes on across 180 degrees, here too, beyond 180; one around the pole is closed over it.
    """
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        for x, y in arc[1:] if points else arc:
            turn = 360 * round((points[-1][0] - x) / 360) if points else 0
            points.append((x + turn, y))
    first, last = points[0], points[-1]
    if abs(last[0] - first[0]) > 180:
        pole = 90.0 if first[1] > 0 else -90.0
        points += [(last[0], pole), (first[0], pole), first]
    return tuple(points)


def clipped(ring: Sequence[Point], box: tuple[float, float, float, float]) -> list[Point]:
    """The part of a ring inside ``box`` (west, south, east, north): Sutherland and Hodgman, 1974."""
    west, south, east, north = box
    points = list(ring)
    for axis, edge, keep_above in ((0, west, True), (0, east, False), (1, south, True), (1, north, False)):
        if not points:
            break
        kept: list[Point] = []
        before = points[-1]
        for point in points:
            inside, was_inside = ((one[axis] >= edge) if keep_above else (one[axis] <= edge) for one in (point, before))
            if inside != was_inside:
                part = (edge - before[axis]) / (point[axis] - before[axis])
                other = before[1 - axis] + part * (point[1 - axis] - before[1 - axis])
                kept.append((edge, other) if axis == 0 else (other, edge))
            if inside:
                kept.append(point)
            before = point
        points = kept
    return points
