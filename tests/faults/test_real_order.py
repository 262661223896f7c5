"""The rooms of Onrecord hold what the runner promises: any order and slices, in processes or not, give the same desk."""

from __future__ import annotations

import random
from datetime import datetime
from pathlib import Path

import pytest
from benchmarks.crisis import received

from onrecord.desk import KINDS, Desk, open_desk
from onrecord.desk.executors import ProcessExecutor
from onrecord.model.codec import dumps

REPORTS = Path(__file__).parents[2] / "demo" / "harbour" / "reports"
FILES = sorted(str(path) for path in REPORTS.iterdir())[:16]


def clock() -> datetime:
    return received(REPORTS.parent)


def exported(desk: Desk) -> str:
    return dumps(desk.contents()) + "".join(dumps([list(row.items())]) for kind in KINDS for row in desk.show(kind))


@pytest.fixture(scope="module")
def expected() -> str:
    with open_desk(clock=clock) as desk:
        report = desk.add(FILES)
        assert report.refused == 0
        assert desk.problems() == ()
        return exported(desk)


@pytest.mark.parametrize("seed", range(2))
def test_shuffled_and_sliced(expected: str, seed: int) -> None:
    files = list(FILES)
    chance = random.Random(seed)
    chance.shuffle(files)
    with open_desk(clock=clock) as desk:
        while files:
            size = chance.randint(1, 6)
            desk.add(files[:size])
            del files[:size]
        assert exported(desk) == expected


def test_in_processes_on_disk(expected: str, tmp_path: Path) -> None:
    with open_desk(tmp_path, clock=clock, executor=ProcessExecutor(2)) as desk:
        desk.add(FILES)
    with open_desk(tmp_path) as desk:
        assert not any(desk.process().values())
        assert exported(desk) == expected


def test_every_quoted_passage_stands_in_its_article() -> None:
    with open_desk(clock=clock) as desk:
        desk.add(FILES)
        contents = desk.contents()
        texts = {article.id: article.text for article in contents.articles}
        evidence = [
            each
            for relations in contents.relations
            for kind in ("actors", "statements", "figures", "events")
            for record in getattr(relations, kind)
            for each in record.evidence
        ]
        assert evidence
        assert all(each.holds_in(texts[each.article_id]) for each in evidence)
