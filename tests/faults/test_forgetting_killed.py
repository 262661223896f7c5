"""A removal that is killed: before it nothing is gone, behind it the next run takes out everything, kept states and podcasts too."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import pytest
from tests.contract.desks import NOON
from tests.contract.fake_stages import fake_stages
from tests.faults.counted import killed_at
from tests.faults.test_removed import SECRET, leftovers

from onrecord.desk import Desk, open_desk
from onrecord.desk.executors import InlineExecutor
from onrecord.desk.podcasts import FEED, FOLDER, Episode
from onrecord.desk.sqlite import FILE_NAME

SAID = f"the {SECRET} lighthouse keepers were moved at night"
DAY = "2032-05-04"


def opened(folder: Path) -> Desk:
    return open_desk(folder, clock=lambda: NOON, stages=fake_stages(), executor=InlineExecutor())


def remove(folder: Path, source: str) -> None:
    with opened(folder) as desk:
        desk.remove(source, "embargo", until=DAY)


def episode(folder: Path, name: str, article_ids: tuple[str, ...], words: str) -> None:
    told = Episode(name, f"{name}.wav", "audio/wav", 1, 1.0, words, NOON.isoformat(), None, article_ids)
    for ending in (".wav", ".vtt", ".chapters.json"):
        (folder / f"{name}{ending}").write_text(words)
    (folder / f"{name}.json").write_text(json.dumps(asdict(told)))


@pytest.fixture
def source(tmp_path: Path) -> str:
    """A report of a desk that keeps a state in which its text was another, and podcasts that do and do not quote it."""
    source = tmp_path / "leak.txt"
    (other := tmp_path / "other.txt").write_text("Other\n#x\nAnna says other things")
    with opened(tmp_path / "desk") as desk:
        source.write_text(f"Leak\n#x\nBo says {SAID}")
        desk.add([source, other])
        desk.keep("before")
        source.write_text("Leak\n#x\nBo says less")
        desk.add([source])
        ids = {Path(row["source"]).name: row["id"] for row in desk.show("articles")}
    (podcasts := tmp_path / "desk" / FOLDER).mkdir()
    episode(podcasts, "brief-one", (ids["leak.txt"], ids["other.txt"]), SAID)
    episode(podcasts, "brief-two", (ids["other.txt"],), "other things")
    (podcasts / FEED).write_text(SAID)
    return str(source)


def kept(folder: Path) -> set[str]:
    return {path.name for path in (folder / FOLDER).iterdir()}


def held_of_removed(folder: Path) -> int:
    with closing(sqlite3.connect(folder / FILE_NAME)) as database:
        (count,) = database.execute(
            "SELECT count(*) FROM held_in WHERE article_id NOT IN (SELECT article_id FROM articles)"
        ).fetchone()
    return int(count)


def test_killed_at_any_step(tmp_path: Path, source: str) -> None:
    whole = kept(tmp_path / "desk")
    others = {name for name in whole if name.startswith("brief-two")}
    folder = tmp_path / "undisturbed"
    shutil.copytree(tmp_path / "desk", folder)
    taken = killed_at(lambda: remove(folder, source))
    assert taken > 50
    assert kept(folder) == others
    assert held_of_removed(folder) == 0
    outcomes = set()
    for step in range(1, taken, max(1, taken // 60)):
        folder = tmp_path / str(step)
        shutil.copytree(tmp_path / "desk", folder)
        assert killed_at(lambda folder=folder: remove(folder, source), step) == -1
        with opened(folder) as desk:
            gone = "removed" in {row["fate"] for row in desk.show("fates")}
            desk.process()
            outcomes.add(gone)
            if not gone:
                assert kept(folder) == whole, step
                assert len(list(desk.show("articles"))) == 2
                continue
            assert kept(folder) == others, step
            (fate,) = desk.add([source]).fates
            assert fate.reason == f"it was removed before (embargo, until {DAY}); add it with --again to take it back"
        assert held_of_removed(folder) == 0, step
        with open_desk(folder, clock=lambda: NOON.replace(year=2033), stages=fake_stages()) as desk:
            assert leftovers_of(folder) == [], step
            (fate,) = desk.add([source]).fates
            assert fate.fate == "taken", "the day is known on which the embargo ends"
        shutil.rmtree(folder)
    assert outcomes == {True, False}


def leftovers_of(folder: Path) -> list[str]:
    podcasts = folder / FOLDER
    told = [path.name for path in podcasts.iterdir() if SECRET.encode() in path.read_bytes()]
    shutil.rmtree(podcasts)
    return told + leftovers(folder)
