"""What each feature of a day counts for, and how likely an interval must be: learned, and read from ``data/dating.json``.

``python -m training.dating`` makes that file; it says in it what it was trained on and how well it did there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


@cache
def _learned() -> dict[str, dict[str, float]]:
    loaded: dict[str, dict[str, float]] = json.loads(
        (files("onrecord.relate") / "data" / "dating.json").read_text(encoding="utf-8")
    )
    return loaded


def weights() -> Mapping[str, float]:
    """By the name of each feature what it counts for."""
    return _learned()["weights"]


@cache
def sure() -> Mapping[int, float]:
    """By the width of an interval in days, the narrowest first, the share of the weight from which it is given."""
    return {int(width): share for width, share in sorted(_learned()["sure"].items(), key=lambda entry: int(entry[0]))}
