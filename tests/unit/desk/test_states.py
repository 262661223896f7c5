"""States under a name: kept, found, replaced; names that are none; outside the export."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord import Desk, open_desk
from onrecord.desk import states
from onrecord.desk.sqlite import SqliteStore
from onrecord.model.codec import dumps
from onrecord.model.errors import UsageError
from onrecord.model.state import DeskState, Held
from onrecord.publish.brief import state_of

PLACES = Path(__file__).parents[3] / "demo/harbour/places.csv"


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


# What was held then is told from what has changed since


def told(desk: Desk, name: str) -> DeskState:
    state = desk.state(name)
    assert isinstance(state, DeskState)
    return state


def as_kept_whole(desk: Desk) -> tuple[Held, ...]:
    return state_of(desk.contents(), "", "").held


DEMO = sorted((Path(__file__).parents[3] / "demo/harbour/reports").iterdir())


@settings(max_examples=8, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(("add", "revise", "keep", "visit")), st.integers(0, 8)), min_size=5, max_size=12)
)
def test_a_state_is_what_was_held_whatever_came_since(steps: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as given_folder, open_desk(None, settings={"places": str(PLACES)}) as desk:
        folder = Path(given_folder)
        kept: dict[str, tuple[Held, ...]] = {}
        for number, (step, which) in enumerate(steps):
            path = folder / DEMO[which].name
            if step == "add":
                path.write_bytes(DEMO[which].read_bytes())
                desk.add([path], received="2031-05-24")
            elif step == "revise" and path.exists():
                paragraphs = path.read_text("utf-8").split("\n\n")
                path.write_text("\n\n".join([*paragraphs[:-1], f"Number {number} was added."]), "utf-8")
                desk.update()
            elif step == "keep":
                desk.keep(name := f"state {which % 3}")
                kept[name] = as_kept_whole(desk)
            elif step == "visit":
                desk.visit()
                kept |= {states.LAST_VISIT: kept[states.THIS_VISIT]} if states.THIS_VISIT in kept else {}
                kept[states.THIS_VISIT] = as_kept_whole(desk)
        assert desk.states() == tuple(sorted(kept))
        for name, held in kept.items():
            assert told(desk, name).held == held


def test_what_was_removed_is_in_no_state_and_the_rest_is(tmp_path: Path) -> None:
    with open_desk(tmp_path / "desk", settings={"places": str(PLACES)}) as desk:
        desk.add(DEMO[:6], received="2031-05-24")
        desk.keep("early")
        before = told(desk, "early").held
        desk.add(DEMO[6:8], received="2031-05-24")
        desk.keep("late")
        gone = {article.id for article in desk.contents().articles if article.source.endswith(DEMO[2].name)}
        desk.remove(str(DEMO[2]), "asked")
        rests = {item for item in before if gone.isdisjoint({item.id, *(each.article_id for each in item.members)})}
        left = set(told(desk, "early").held)
        assert len(rests) < len(before)
        assert rests <= left
        for name in ("early", "late"):
            assert not gone & {each.article_id for item in told(desk, name).held for each in item.members}
        for table in ("held", "held_in"):
            rows = desk._store._connection.exec_driver_sql(f"SELECT * FROM {table}").all()  # type: ignore[attr-defined]
            assert not any(one in str(row) for row in rows for one in gone)


def test_what_no_state_needs_is_not_kept(desk: Desk, tmp_path: Path) -> None:
    def rows() -> int:
        return int(desk._store._connection.exec_driver_sql("SELECT count(*) FROM held").scalar_one())  # type: ignore[attr-defined]

    def add(name: str) -> None:
        (tmp_path / name).write_text(f"Ferry sails\n\n5 May 2031\n\nNils Brandt said {name} would sail.\n", "utf-8")
        desk.add([str(tmp_path / name)])

    add("b.txt")
    assert rows() == 0  # nothing was kept yet
    desk.visit()
    assert rows() == 0
    add("c.txt")
    assert rows() > 0
    for _ in range(2):
        desk.visit()
    assert rows() == 0


def test_a_state_that_was_written_down_whole_is_read(desk: Desk) -> None:
    held = as_kept_whole(desk)
    store = desk._store
    with store.transaction():
        for name in ("old", states.THIS_VISIT):
            store.put_stamp(f"state {name}", dumps(DeskState(name, "2031-05-04", "2031-05-05T00:00:00+00:00", held)))
    assert desk.states() == ("old", states.THIS_VISIT)
    assert told(desk, "old").held == held
    desk.visit()
    assert (told(desk, states.LAST_VISIT).held, told(desk, states.LAST_VISIT).name) == (held, states.LAST_VISIT)
    assert desk.states() == (states.LAST_VISIT, "old", states.THIS_VISIT)
    desk.keep("old")
    assert told(desk, "old").kept_at == "2031-05-06T07:08:00+00:00"


def test_a_state_is_kept_while_another_process_adds(tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    writer = SqliteStore(tmp_path / "desk")
    with writer.writing(), open_desk(tmp_path / "desk") as desk:
        desk.keep("now")
        desk.visit()
        assert desk.states() == ("now", states.THIS_VISIT)
    writer.close()
