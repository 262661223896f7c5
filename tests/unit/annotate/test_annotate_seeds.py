"""The five real reports that Onrecord was first made for: who speaks in them. Their words stay outside the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from tests.unit.annotate.reports import check_offsets

from onrecord.annotate import annotator
from onrecord.model.annotations import Annotations
from onrecord.model.article import Article
from onrecord.model.capture import Capture
from onrecord.model.statement import Statement
from onrecord.read import reader

SEEDS = Path(os.environ.get("ONRECORD_SEEDS") or Path(__file__).parents[3] / "../shared/seeds")

pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason=f"the five seed reports are not at {SEEDS}; set ONRECORD_SEEDS"
)


@pytest.fixture(scope="module")
def reports() -> dict[str, tuple[Article, Annotations]]:
    read, annotate = reader(), annotator()
    found = {}
    for path in sorted(SEEDS.glob("*.txt")):
        capture = Capture.of(
            source=path.name, location=path.name, data=path.read_bytes(), media_type="text/plain",
            received_at="2022-03-01T00:00:00",
        )  # fmt: skip
        article = read(capture)
        assert isinstance(article, Article)
        found[path.name[:3]] = (article, annotate(article))
    return found


def body(found: Annotations) -> list[Statement]:
    return [item for item in found.statements if item.segment == "body"]


def test_every_offset_holds(reports: dict[str, tuple[Article, Annotations]]) -> None:
    assert len(reports) == 5
    for article, found in reports.values():
        check_offsets(article, found)


#: How often each named speaker speaks in the body, at least.
SPEAKERS = {
    "000": {"James Heappey": 2, "Dominic Raab": 2, "State Department": 4, "Sergey Lavrov": 3, "Russian Foreign Ministry": 2, "Russia": 1},
    "001": {"Joe Biden": 1, "Boris Johnson": 3, "Foreign Office": 1},
    "002": {"James Heappey": 5, "Jim Hockenhull": 1, "Liz Truss": 5, "Antony Blinken": 1, "Joe Biden": 1, "Jens Stoltenberg": 1,
            "Dmitry Polyanskiy": 2, "Layla Moran": 1, "Russian Defence Ministry": 1},
    "003": {"Liz Truss": 8, "Volodymyr Zelensky": 1, "Olaf Scholz": 1, "Igor Konashenkov": 1, "Interfax": 1},
    "004": {"Wendy Sherman": 1, "Boris Johnson": 1, "Tobias Ellwood": 2, "Jens Stoltenberg": 1, "Antony Blinken": 1, "CNN": 1},
}  # fmt: skip


@pytest.mark.parametrize("number", sorted(SPEAKERS))
def test_named_speakers(reports: dict[str, tuple[Article, Annotations]], number: str) -> None:
    spoken = [item.speaker.name for item in body(reports[number][1])]
    for name, least in SPEAKERS[number].items():
        assert spoken.count(name) >= least, (name, spoken)


def test_nameless_speakers(reports: dict[str, tuple[Article, Annotations]]) -> None:
    nameless = {number: sum(item.speaker.anonymous for item in body(found)) for number, (_, found) in reports.items()}
    assert nameless["000"] >= 5
    assert nameless["001"] >= 8
    assert nameless["002"] >= 4
    assert nameless["003"] >= 1
    assert nameless["004"] >= 6


def test_denials_and_accusations(reports: dict[str, tuple[Article, Annotations]]) -> None:
    stances = {number: [item.stance for item in body(found)] for number, (_, found) in reports.items()}
    assert {"denies", "accuses", "rejects"} <= set(stances["000"])
    assert {"denies", "accuses", "warns", "confirms"} <= set(stances["002"])
    assert "declines_to_comment" in stances["001"]


def test_the_shuffled_report_keeps_its_pronouns_open(reports: dict[str, tuple[Article, Annotations]]) -> None:
    spoken = [item.speaker for item in body(reports["004"][1]) if item.speaker.text in {"He", "he", "She", "she"}]
    assert [speaker.name for speaker in spoken].count(None) == 3
    assert all(speaker.reason for speaker in spoken if speaker.name is None)


def test_first_person_goes_on_where_the_marks_are_lost(reports: dict[str, tuple[Article, Annotations]]) -> None:
    going_on = [item for item in body(reports["004"][1]) if "goes on" in item.reason]
    assert [item.speaker.name for item in going_on] == ["Tobias Ellwood"]
    assert going_on[0].direct


def test_where_it_was_told(reports: dict[str, tuple[Article, Annotations]]) -> None:
    via = {number: {name for item in body(found) for name in item.via} for number, (_, found) in reports.items()}
    assert "LBC" in via["000"]
    assert "Bloomberg" in via["001"]
    assert {"BBC", "MSNBC"} <= via["002"]
    assert via["004"] == {"The Telegraph"}
