from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.contract.desks import NOON
from tests.contract.fake_stages import fake_stages

from onrecord.desk import Desk, open_desk
from onrecord.model.errors import RulingError


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    for name, text in {"a": "First\n#x\nAnna says it is so", "b": "Second\n#y\nBo says no", "c": "Third\n#x"}.items():
        (tmp_path / f"{name}.txt").write_text(text)
    with open_desk(stages=fake_stages(), clock=lambda: NOON) as desk:
        desk.add([tmp_path])
        yield desk


def identifier(desk: Desk, kind: str, **equal: str) -> str:
    rows = [row for row in desk.show(kind) if all(row[name] == value for name, value in equal.items())]
    return str(rows[0]["id"])


def test_a_ruling_takes_effect_and_survives_reprocessing(desk: Desk) -> None:
    target = next(row["id"] for row in desk.show("statements") if row["speaker"]["text"] == "Anna")
    ruling = desk.rule("speaker", target, " Anna Holm ", by="Editor", why="signed\nso")
    assert (ruling.value, ruling.why, ruling.at) == ("Anna Holm", "signed so", "2031-05-02T12:00:00.000000+00:00")
    assert desk.record(target).record["speaker"]["name"] == "Anna Holm"
    assert desk.record(ruling.id).kind == "rulings"
    desk._given_stages = fake_stages(relate_version="2", annotate_version="2")
    desk.__dict__.pop("_stages")
    assert desk.process()["relate"] == 3
    assert desk.record(target).record["speaker"]["name"] == "Anna Holm"
    assert desk.contents().rulings == (ruling,)


def test_merge_and_split(desk: Desk) -> None:
    first, second = identifier(desk, "articles", title="First"), identifier(desk, "articles", title="Second")
    assert len(list(desk.show("stories"))) == 2
    desk.rule("merge", first, second, by="Editor", why="one")
    assert len(list(desk.show("stories"))) == 1
    desk._clock = lambda: NOON.replace(hour=13)
    desk.rule("split", second, first, by="Editor", why="two after all")
    assert len(list(desk.show("stories"))) == 2
    assert len(desk.contents().rulings) == 2
    desk.remove(second, "why")
    assert desk.contents().rulings == ()


@pytest.mark.parametrize(
    ("kind", "about", "value", "message"),
    [
        ("praise", "statement", "", "There is no ruling 'praise'"),
        ("speaker", "article", "Bo", "is none of statements"),
        ("speaker", "statement", " ", "needs the right name"),
        ("stance", "statement", "shouts", "is no stance"),
        ("anonymous", "statement", "maybe", "yes or no"),
        ("figure", "statement", "12", "is none of figures"),
        ("date", "article", "yesterday", "is no date"),
        ("date", "article", "2031-05-09..2031-05-01", "is no date"),
        ("date", "article", "2031-02-30", "is no date"),
        ("merge", "article", "art_none", "is no article of this desk"),
        ("merge", "article", "SELF", "two different articles"),
        ("confirm", "statement", "very", "takes no value"),
        ("mute", "nobody", "", "is none of statements, figures"),
    ],
)
def test_a_ruling_that_does_not_fit(desk: Desk, kind: str, about: str, value: str, message: str) -> None:
    targets = {"statement": identifier(desk, "statements"), "article": identifier(desk, "articles")}
    target = targets.get(about, about)
    with pytest.raises(RulingError, match=message):
        desk.rule(kind, target, target if value == "SELF" else value, by="Editor", why="")
    with pytest.raises(RulingError, match="name of who decides"):
        desk.rule("mute", targets["statement"], by=" ", why="")
    assert desk.contents().rulings == ()


@pytest.mark.parametrize(
    ("kind", "about", "value"),
    [
        ("stance", "statements", "denies"),
        ("anonymous", "statements", "yes"),
        ("date", "articles", "2031-05-01..2031-05-03"),
        ("date", "articles", "2031-05-01T10:30"),
        ("confirm", "statements", ""),
    ],
)
def test_a_ruling_that_fits(desk: Desk, kind: str, about: str, value: str) -> None:
    target = identifier(desk, about)
    assert desk.rule(kind, target, value, by="Editor", why="").target == target


def test_figures() -> None:
    from onrecord.desk.rulings import _is_figure

    assert all(map(_is_figure, ["12", "-1.5", "100..200", "0..0"]))
    assert not any(map(_is_figure, ["", "1,000", "200..100", "many", "1e9", "1..", "..2", "9" * 40, "nan"]))
