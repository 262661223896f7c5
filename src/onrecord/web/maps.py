"""Maps: where outlines, places and labels stand. What they look like is the style sheet's matter."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil, cos, floor, hypot, log10, radians, sqrt

from onrecord.desk.reading.places import PlaceView
from onrecord.web.outline import Point, clipped, countries

#: Kilometres of a degree of latitude.
DEGREE = 111.32
#: The least height of a map in degrees: closer, nothing would tell where in the world it is.
LEAST = 0.6
#: Below this height in degrees the outlines, which are drawn for a map of the whole world (1:110 million), would be wrong by
#: more than the places are apart: none are drawn.
COARSE = 3.5
#: The same of the frame that shows closer what stands too close on a map, how much closer it must be at least, and the share of the height it has.
CLOSEST, CLOSER, SHARE = 0.02, 2.0, 0.49
#: So many of them, and from this width on two beside each other.
FRAMES, WIDE = 4, 600.0
#: Dots this near to one that has no room are shown closer with it.
AROUND = 40.0
#: Share of the weight of all places that the frame may leave outside on each side, where that makes it much narrower.
TAIL, MUCH = 0.05, 2.5
#: Width of a character of a label in units of the drawing, the height of a line, and what is kept free around it.
LETTER, LINE, FREE = 7.0, 14.0, 3.0
#: How much wider the capitals of a country are set, and the spaced letters of a region.
WIDER = {"country": 1.75, "region": 1.15}
#: Dots nearer to each other than this cannot be told apart.
NEAR = 9.0
#: Room at the edge of the drawing.
MARGIN = 34.0
#: Kinds that are an area, whose name stands where they are, and no dot.
AREAS = ("country", "region", "sea")


#: A place with its number in the list, and where it is on the drawing.
Spotted = tuple[int, PlaceView, float, float]


@dataclass(frozen=True, slots=True)
class Dot:
    """A place: ``number`` is its place in the list. ``radius`` is 0 for an area. ``label`` is its name, where there is no room for that its
    number counted from 1 (``numbered``), and empty where there is none for either."""

    number: int
    name: str
    kind: str
    reports: int
    x: float
    y: float
    radius: float
    label: str
    label_x: float
    label_y: float
    anchor: str
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A meridian or a parallel with its degrees."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """A map of ``width`` times ``height``. ``land`` is a path; ``scale`` the length of the bar and what it stands for.

    ``beyond`` are the numbers of places that lie outside the frame, ``close`` of those too close to a larger one to be drawn, which no closer
    frame shows; ``closer`` are such frames, ``framed`` where one lies on the larger map: x, y, width, height; ``coast`` says whether outlines of this part of the world
    are drawn; ``said`` says what the map shows, for those who do not see it.
    """

    width: float
    height: float
    land: str
    coast: str
    meridians: tuple[Line, ...]
    parallels: tuple[Line, ...]
    dots: tuple[Dot, ...]
    beyond: tuple[int, ...]
    close: tuple[int, ...]
    scale: float
    scale_words: str
    said: str
    closer: tuple[MapDrawing, ...] = ()
    framed: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Frame:
    """What is shown: degrees around the edges, and how they become units of the drawing (equirectangular, true at its middle)."""

    west: float
    south: float
    east: float
    north: float
    width: float
    height: float

    def across(self, longitude: float) -> float:
        return round(self.width * (longitude - self.west) / (self.east - self.west), 1)

    def down(self, latitude: float) -> float:
        return round(self.height * (self.north - latitude) / (self.north - self.south), 1)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """The frame and a little around it, so that no outline runs along its edge."""
        wide, high = (self.east - self.west) / 40, (self.north - self.south) / 40
        return self.west - wide, self.south - high, self.east + wide, self.north + high


def draw_map(places: Sequence[PlaceView], width: float, height: float) -> MapDrawing | None:
    """The map of ``places``; ``None`` where none has coordinates. What has no room on it is shown in a closer frame."""
    located = [
        (number, place, place.longitude, place.latitude)
        for number, place in enumerate(places)
        if place.longitude is not None and place.latitude is not None
    ]
    if not located:
        return None
    turned = _turned([longitude for _, _, longitude, _ in located])
    every = [(number, place, x, y) for x, (number, place, _, y) in zip(turned, located, strict=True)]
    drawn, frame, inside = _drawing(every, width, height, LEAST)
    crowded = {*drawn.close, *(dot.number for dot in drawn.dots if dot.numbered or (dot.radius and not dot.label))}
    near = [each for each in inside if each[1].kind not in AREAS and _beside(each, inside, crowded)]
    closer = []
    for group in _groups(near)[:FRAMES]:
        where = {each[0] for each in group}
        size = (width, round(height * SHARE)) if width < WIDE else (round(width * SHARE), round(height * SHARE))
        small, its, _ = _drawing([each for each in every if each[0] in where], size[0], size[1], CLOSEST)
        if CLOSER * (its.north - its.south) <= frame.north - frame.south:
            x, y = frame.across(its.west), frame.down(its.north)
            framed = x, y, round(frame.across(its.east) - x, 1), round(frame.down(its.south) - y, 1)
            closer.append(replace(small, framed=framed))
    shown = {dot.number for each in closer for dot in each.dots}
    return replace(drawn, closer=tuple(closer), close=tuple(number for number in drawn.close if number not in shown))


def _groups(near: Sequence[Spotted]) -> list[list[Spotted]]:
    """Places in groups of those that stand near each other, the largest first."""
    groups: list[list[Spotted]] = []
    for each in near:
        own = [group for group in groups if any(_distance(each, other) <= AROUND for other in group)]
        groups = [group for group in groups if group not in own]
        groups.append([*(other for group in own for other in group), each])
    return sorted(groups, key=lambda group: (-len(group), group[0][0]))


def _distance(one: Spotted, other: Spotted) -> float:
    return hypot(one[2] - other[2], one[3] - other[3])


def _beside(each: Spotted, inside: Sequence[Spotted], crowded: Collection[int]) -> bool:
    """Whether a place is one of ``crowded``, or stands beside one."""
    return any(other[0] in crowded and _distance(each, other) <= AROUND for other in inside)


def _drawing(
    every: Sequence[Spotted], width: float, height: float, least: float
) -> tuple[MapDrawing, _Frame, list[Spotted]]:
    """A map of places by their degrees, at least ``least`` degrees high; its frame; and which lie in it, where on the drawing."""
    exact = [((x, y), place.reports) for _, place, x, y in every if place.kind != "country"]
    frame = _frame(exact or [((x, y), place.reports) for _, place, x, y in every], width, height, least)
    inside: list[Spotted] = []
    beyond = []
    for number, place, x, y in every:
        if frame.west <= x <= frame.east and frame.south <= y <= frame.north:
            inside.append((number, place, frame.across(x), frame.down(y)))
        else:
            beyond.append(number)
    apart = _apart(inside)
    drawn = frame.north - frame.south >= COARSE
    land = _land(frame) if drawn else ""
    length, words = _scale(frame)
    made = MapDrawing(
        width=width,
        height=height,
        land=land,
        coast="" if land else "far" if drawn else "near",
        meridians=tuple(
            Line(frame.across(at), _degrees(at, "EW"))
            for at in _steps(frame.west, frame.east)
            if frame.across(at) < width - 40
        ),
        parallels=tuple(Line(frame.down(at), _degrees(at, "NS")) for at in _steps(frame.south, frame.north)),
        dots=tuple(_dots(apart, width, height, length)),
        beyond=tuple(beyond),
        close=tuple(each[0] for each in inside if each not in apart),
        scale=length,
        scale_words=words,
        said="; ".join(f"{place.name}, {place.reports}" for _, place, _, _ in inside),
    )
    return made, frame, inside


def _turned(longitudes: Sequence[float]) -> list[float]:
    """Longitudes as they are, or with those of the west beyond 180 where the places then lie closer together: around the Pacific."""
    other = [longitude + 360 if longitude < 0 else longitude for longitude in longitudes]
    return list(longitudes) if max(longitudes) - min(longitudes) <= max(other) - min(other) else other


def _frame(weighted: Sequence[tuple[Point, int]], width: float, height: float, least: float) -> _Frame:
    sides = []
    for axis in (0, 1):
        every = sorted((point[axis], weight) for point, weight in weighted)
        low, high = every[0][0], every[-1][0]
        near_low, near_high = _quantile(every, TAIL), _quantile(every, 1 - TAIL)
        sides.append((low, high, near_low, near_high))
    if any(high - low > MUCH * max(near_high - near_low, LEAST * 4) for low, high, near_low, near_high in sides):
        spans = [(near_low, near_high) for _, _, near_low, near_high in sides]
    else:
        spans = [(low, high) for low, high, _, _ in sides]
    (west, east), (south, north) = spans
    middle = min(max((south + north) / 2, -75.0), 75.0)
    shrink = cos(radians(middle))
    # Degrees of latitude that a unit stands for, so that all places have their margin on both axes.
    unit = max(
        (north - south) / (height - 2 * MARGIN),
        (east - west) * shrink / (width - 4 * MARGIN),
        least / (height - 2 * MARGIN),
    )
    unit = min(unit, 180 / height)
    half_high, half_wide = unit * height / 2, unit * width / 2 / shrink
    centre = (west + east) / 2
    level = min(max((south + north) / 2, half_high - 90), 90 - half_high)
    return _Frame(centre - half_wide, level - half_high, centre + half_wide, level + half_high, width, height)


def _quantile(every: Sequence[tuple[float, int]], share: float) -> float:
    """The value below which ``share`` of the weight lies."""
    whole = sum(weight for _, weight in every)
    seen = 0.0
    for value, weight in every:
        seen += weight
        if seen >= share * whole:
            return value
    return every[-1][0]


def _land(frame: _Frame) -> str:
    west, south, east, north = frame.box
    parts = []
    for ring in countries():
        for turn in (-360, 0, 360):
            if all(x + turn < west for x, _ in ring) or all(x + turn > east for x, _ in ring):
                continue
            inside = clipped([(x + turn, y) for x, y in ring], (west, south, east, north))
            parts.append(_path([(frame.across(x), frame.down(y)) for x, y in inside]))
    return "".join(parts)


def _path(points: Sequence[Point]) -> str:
    """A closed path without points that nobody could tell from the one before."""
    kept: list[Point] = []
    for point in points:
        if not kept or abs(point[0] - kept[-1][0]) + abs(point[1] - kept[-1][1]) >= 1:
            kept.append(point)
    return f"M{'L'.join(f'{x:g},{y:g}' for x, y in kept)}Z" if len(kept) > 2 else ""


def _apart(inside: Sequence[Spotted]) -> list[Spotted]:
    """The places without those whose dot would stand on that of a larger one."""
    kept: list[Spotted] = []
    for each in inside:
        x, y = each[2:]
        if each[1].kind in AREAS or all(
            abs(x - other[2]) + abs(y - other[3]) > NEAR for other in kept if other[1].kind not in AREAS
        ):
            kept.append(each)
    return kept


def _dots(inside: Sequence[Spotted], width: float, height: float, scale: float) -> Iterator[Dot]:
    """The places, those of most lines first, each with a label where there is room for it."""
    most = max((place.reports for _, place, _, _ in inside), default=1)
    radii = {
        number: 0.0 if place.kind in AREAS else round(3 + 6 * sqrt(place.reports / most), 1)
        for number, place, _, _ in inside
    }
    taken = [(x - radii[n], y - radii[n], x + radii[n], y + radii[n]) for n, _, x, y in inside if radii[n]]
    taken.append((width - 24 - scale, height - 44, width - 12, height - 18))  # the scale stands there
    for number, place, x, y in sorted(inside, key=lambda each: (each[1].kind == "country", each[0])):
        gap = radii[number] + FREE
        options = (
            ((x, y + 4, "middle"),)
            if not radii[number]
            else (
                (x + gap, y + 4, "start"),
                (x - gap, y + 4, "end"),
                (x, y - gap - 2, "middle"),
                (x, y + gap + LINE - 3, "middle"),
            )
        )
        if not radii[number]:
            options = (
                *options,
                (x, y + 4 + LINE, "middle"),
                (x, y + 4 - LINE, "middle"),
                (x, y + 4 + 2 * LINE, "middle"),
            )
        own = (x - radii[number], y - radii[number], x + radii[number], y + radii[number])
        others = [box for box in taken if box != own]
        label, chosen = "", None
        for told in (place.name, str(number + 1)) if radii[number] else (place.name,):
            long = LETTER * len(told) * WIDER.get(place.kind, 1.0)
            chosen = _room(options, long, others, width, height)
            if chosen:
                label = told
                taken.append(chosen[1])
                break
        if chosen is None and not radii[number]:
            continue  # an area without room for its name: the list below the map has it
        label_x, label_y, anchor = chosen[0] if chosen else (x, y, "middle")
        yield Dot(
            number=number,
            name=place.name,
            kind=place.kind,
            reports=place.reports,
            x=x,
            y=y,
            radius=radii[number],
            label=label,
            label_x=round(label_x, 1),
            label_y=round(label_y, 1),
            anchor=anchor,
            numbered=bool(label) and label != place.name,
        )


#: Where a label would stand, with its anchor; and its box.
Option = tuple[float, float, str]
Box = tuple[float, float, float, float]


def _room(
    options: Sequence[Option], long: float, taken: Sequence[Box], width: float, height: float
) -> tuple[Option, Box] | None:
    """The first of ``options`` at which a label of this length stands on nothing else."""
    for at_x, at_y, anchor in options:
        left = at_x - {"start": 0.0, "middle": long / 2, "end": long}[anchor]
        box = (left - 1, at_y - LINE + 3, left + long + 1, at_y + 3)
        fits = box[0] > 2 and box[2] < width - 2 and box[1] > 2 and box[3] < height - 2
        if fits and not any(_overlap(box, other) for other in taken):
            return (at_x, at_y, anchor), box
    return None


def _overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _round_step(length: float) -> float:
    """The largest of 1, 2, 5, 10, 20 ... (and their tenths) that is not above ``length``."""
    size = 10.0 ** floor(log10(length))
    return max(part * size for part in (1.0, 2.0, 5.0) if part * size <= length * 1.000001)


def _steps(low: float, high: float) -> list[float]:
    """Round degrees between two, three to six of them."""
    step = _round_step((high - low) / 3)
    first = ceil(low / step)
    return [step * index for index in range(first, floor(high / step) + 1)]


def _degrees(at: float, signs: str) -> str:
    at = (at + 180) % 360 - 180 if signs == "EW" else at
    side = signs[0] if at > 0 else signs[1] if at < 0 else ""
    return f"{abs(round(at, 4)):g}°{side}"


def _scale(frame: _Frame) -> tuple[float, str]:
    """The length of the bar, at most a quarter of the map, and the kilometres in its middle that it stands for."""
    kilometres = _round_step(DEGREE * (frame.north - frame.south) / frame.height * frame.width / 4)
    return round(kilometres / DEGREE * frame.height / (frame.north - frame.south), 1), f"{kilometres:,g} km"
