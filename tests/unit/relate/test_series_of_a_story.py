"""Series: large levels of one kind move together, one state is one voice, and where a report lies decides nothing."""

from __future__ import annotations

import pytest
from tests.unit.relate.builders import Draft

from onrecord.model.annotations import Annotated
from onrecord.relate import relate

TOLD = (
    ("Varnia has massed 30,000 troops at the river, Lena Brandt said.", "30,000 troops", 30_000, "2031-05-02"),
    ("The force on the far bank has grown to 45,000 troops, the ministry of defence said.", "45,000 troops", 45_000, "2031-05-07"),
    ("Some 60,000 troops now face the border, Lena Brandt told the chamber.", "60,000 troops", 60_000, "2031-05-12"),
)  # fmt: skip


def reports(folder: str, scale: float = 1, state: str | None = "BL") -> list[Annotated]:
    items = []
    for number, (sentence, words, value, day) in enumerate(TOLD):
        draft = Draft(f"{folder}/{number}", sentence, published=day, outlet=f"Post {number}")
        speaker = "Lena Brandt" if "Lena" in sentence else "the ministry of defence"
        content = sentence[: sentence.rindex(", ")]
        said = draft.says(sentence, content, speaker, role="defence minister", country=state)
        draft.figure(sentence, words, value * scale, unit="troop", counts="troops", statement=said)
        items.append(draft.done())
    return items


@pytest.mark.parametrize("folder", ["a", "b", "c/d", "zz"])
def test_levels_of_one_size_by_one_state_are_one_series(folder: str) -> None:
    (series,) = relate(reports(folder), ()).series
    assert [point.low for point in series.points] == [30_000, 45_000, 60_000]


def test_small_numbers_need_more_in_common() -> None:
    assert all(len(series.points) < 3 for series in relate(reports("a", 1 / 3000, None), ()).series)
