"""A setting that is changed stands in the file, the rest of the file stays, and who changed it is recorded."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import settings as effort
from hypothesis import strategies as st

from onrecord.desk import Desk, open_desk
from onrecord.desk.settings import SETTINGS, Value
from onrecord.model.errors import UsageError

NOON = datetime(2031, 5, 2, 12, tzinfo=UTC)
NAMES = [setting.name for setting in SETTINGS]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path, clock=lambda: NOON) as desk:
        yield desk


def test_the_page_the_command_and_the_file_have_the_same_rows(desk: Desk) -> None:
    assert [(row.name, row.default, row.help) for row in desk.settings()] == [setting[:3] for setting in SETTINGS]


def test_a_change_is_written_and_recorded(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "onrecord.toml"
    file.write_text('# ours\nworkers = 2  # as many as cores\nplaces = ""\n')
    change = desk.set("workers", "4", by="ada")
    assert (change.before, change.after, change.by) == (2, 4, "ada")
    assert file.read_text() == '# ours\nworkers = 4\nplaces = ""\n'
    desk.set("retain_days", "90", by="bo")
    assert file.read_text().endswith("retain_days = 90\n")
    desk.set("retain_days", None, by="bo")
    assert "retain_days" not in file.read_text()
    told = [(each.name, each.before, each.after, each.by) for each in desk.setting_changes()]
    assert ("workers", 2, 4, "ada") in told
    assert ("retain_days", None, 90, "bo") in told or ("retain_days", 90, None, "bo") in told
    values = {row.name: (row.value, row.set) for row in desk.settings()}
    assert values["workers"] == (4, True)
    assert values["retain_days"] == (0, False)


def test_what_does_not_change_is_not_recorded(desk: Desk, tmp_path: Path) -> None:
    desk.set("retain_days", None, by="ada")
    desk.set("workers", "3", by="ada")
    desk.set("workers", "3", by="bo")
    assert [each.by for each in desk.setting_changes()] == ["ada"]


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("workers", "many", "whole number"),
        ("workers", "-1", "whole number"),
        ("workers", "9" * 40, "whole number"),
        ("web_robots", "perhaps", "true or false"),
        ("web_user_agent", "one\ntwo", "one line"),
        ("web_user_agent", "x" * 1001, "1000 characters"),
        ("speed", "1", "no setting"),
    ],
)
def test_what_is_refused(desk: Desk, tmp_path: Path, name: str, typed: str, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        desk.set(name, typed, by="ada")
    assert not (tmp_path / "onrecord.toml").exists()
    assert desk.setting_changes() == ()


@pytest.mark.parametrize("name", ["places", "podcast_voice", "web_allow_private", "web_allowed"])
def test_what_the_machine_runs_or_reaches_is_changed_on_it_alone(desk: Desk, name: str) -> None:
    with pytest.raises(UsageError, match="own machine"):
        desk.set(name, "true", by="ada", anywhere=True)
    desk.set(name, "true", by="ada")


def test_a_file_that_is_wrong_stays(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "onrecord.toml").write_text("workers = \n")
    with pytest.raises(UsageError, match="cannot be read"):
        desk.set("workers", "2", by="ada")
    assert (tmp_path / "onrecord.toml").read_text() == "workers = \n"


def test_a_desk_in_memory_has_no_file() -> None:
    with open_desk() as desk, pytest.raises(UsageError, match="in memory"):
        desk.set("workers", "2", by="ada")


_TEXTS = [setting.name for setting in SETTINGS if setting.default == ""]
_BEFORE = st.sampled_from(
    [
        "",
        "# only a remark",
        "workers = 2",
        '"workers" = 2\nfeed_days = 4',
        'web_user_agent = """a\nworkers = 9\n"""\nworkers = 1',
        "workers=0x10 # sixteen\r\nfeed_days = 1",
        "  max_depth   =   3",
    ]
)


@effort(max_examples=60, deadline=None)
@given(_BEFORE, st.sampled_from(["workers", "feed_days", "web_robots", *_TEXTS]), st.data())
def test_any_file_keeps_everything_else(before: str, name: str, data: st.DataObject) -> None:
    value: Value
    if name in _TEXTS:
        value = data.draw(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=20)).strip()
        value = value if value.isprintable() else "plain"
    else:
        value = data.draw(st.booleans() if name == "web_robots" else st.integers(0, 10**9))
    with TemporaryDirectory() as folder:
        file = Path(folder) / "onrecord.toml"
        file.write_text(before, newline="")
        wanted = {**tomllib.loads(before.replace("\r\n", "\n")), name: value}
        with open_desk(folder, clock=lambda: NOON) as desk:
            desk.set(name, str(value).lower() if isinstance(value, bool) else str(value), by="ada")
        assert tomllib.loads(file.read_text(encoding="utf-8")) == wanted
