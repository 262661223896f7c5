"""States under a name: kept, found, replaced; names that are none; outside the export."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord import Desk, open_desk
from onrecord.model.errors import UsageError
from onrecord.model.state import DeskState


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "a.txt").write_text("Ferry stays\n\n4 May 2031\n\nNils Brandt said the ferry would stay.\n", "utf-8")
    opened = open_desk(tmp_path / "desk", clock=lambda: datetime(2031, 5, 6, 7, 8, tzinfo=UTC))
    opened.add([str(tmp_path / "a.txt")])
    return opened


def test_a_state_is_kept_with_when_it_was_and_of_which_evidence(desk: Desk, tmp_path: Path) -> None:
    desk.keep("monday, early")
    desk.close()
    with open_desk(tmp_path / "desk") as again:
        state = again.state("monday, early")
        assert isinstance(state, DeskState)
        assert (state.as_of, state.kept_at) == ("2031-05-04", "2031-05-06T07:08:00+00:00")
        assert {item.kind for item in state.held} >= {"report", "claim"}


def test_a_state_of_the_same_name_is_replaced(desk: Desk, tmp_path: Path) -> None:
    desk.keep("last")
    (tmp_path / "b.txt").write_text("Ferry sails\n\n5 May 2031\n\nNils Brandt said the ferry would sail.\n", "utf-8")
    desk.add([str(tmp_path / "b.txt")])
    desk.keep("last")
    state = desk.state("last")
    assert isinstance(state, DeskState) and sum(item.kind == "report" for item in state.held) == 2


def test_a_day_is_a_day(desk: Desk) -> None:
    assert desk.state("2031-05-02") == "2031-05-02"
    with pytest.raises(UsageError, match="is a day"):
        desk.keep("2031-05-02")


@pytest.mark.parametrize("name", ["", " ", " x", "x ", "x" * 81, "a\nb", "\x00"])
def test_what_is_no_name_is_one_sentence(desk: Desk, name: str) -> None:
    with pytest.raises(UsageError, match="no name for a state"):
        desk.keep(name)


@pytest.mark.parametrize("name", ["tuesday", "2031-13-45", "20310502", "", "mond%"])
def test_an_unknown_state_says_which_there_are(desk: Desk, name: str) -> None:
    with pytest.raises(UsageError, match=r"none was kept yet.*--keep NAME"):
        desk.state(name)
    desk.keep("monday")
    with pytest.raises(UsageError, match="kept are: monday"):
        desk.state(name)


def test_no_export_holds_a_state(desk: Desk) -> None:
    def exported() -> list[object]:
        kinds = ("articles", "copies", "stories", "statements", "figures", "events", "claims", "differences", "fates")
        return [list(desk.show(kind)) for kind in kinds]

    before = exported()
    desk.keep("monday")
    assert exported() == before
