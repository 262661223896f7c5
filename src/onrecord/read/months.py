"""Names of months and weekdays, and offsets of time zones: data for :mod:`onrecord.read.dates`.

``data/months.csv`` holds the names from January to December, folded (lower case, without accents and full stops), of the
languages in which dates are written with them, ``data/weekdays.csv`` those of the days; source: Unicode CLDR 46. A name that stands for two months ("listopad" is
November in Polish, October in Croatian) stands for none.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files


@cache
def months() -> dict[str, int]:
    """The number of the month by its folded name."""
    meant: dict[str, set[int]] = {}
    for names in _rows("months.csv"):
        for number, name in enumerate(names, start=1):
            meant.setdefault(name, set()).add(number)
    return {name: min(numbers) for name, numbers in meant.items() if len(numbers) == 1}


@cache
def weekdays() -> frozenset[str]:
    """The folded names of weekdays, word by word ("segunda", "feira")."""
    return frozenset(name for names in _rows("weekdays.csv") for name in names)


def _rows(name: str) -> list[list[str]]:
    text = (files("onrecord.read") / "data" / name).read_text(encoding="utf-8")
    return [row["names"].split() for row in csv.DictReader(text.splitlines())]


#: Offsets from UTC in minutes, of abbreviations that stand for one zone alone. "IST" is Indian, Irish and Israeli, "CST" American
#: and Chinese: a clock time beside one of these is kept without an offset.
ZONES: dict[str, int] = {
    "z": 0, "gmt": 0, "utc": 0, "wet": 0, "west": 60, "bst": 60, "wat": 60, "cet": 60, "mez": 60, "cest": 120, "mesz": 120,
    "cat": 120, "sast": 120, "eet": 120, "eest": 180, "eat": 180, "msk": 180, "trt": 180, "pkt": 300, "npt": 345, "wib": 420,
    "hkt": 480, "sgt": 480, "myt": 480, "awst": 480, "jst": 540, "kst": 540, "acst": 570, "aest": 600, "aedt": 660,
    "nzst": 720, "nzdt": 780, "est": -300, "cdt": -300, "edt": -240, "mst": -420, "mdt": -360, "pst": -480, "pdt": -420,
    "akst": -540, "akdt": -480, "hst": -600,
}  # fmt: skip
