"""What has changed since a state or a day: its laws, and each kind of change with its passages."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord import Desk, open_desk
from onrecord.model.brief import Brief, Line
from onrecord.model.codec import dumps
from onrecord.publish import compose
from onrecord.publish.brief import state_of
from onrecord.publish.markdown import render
from onrecord.publish.since import compare

DEMO = Path(__file__).resolve().parents[3] / "demo" / "harbour"

#: One story over four days: a figure that grows, a denial, a meeting that is held, a second source, a passage that is withdrawn.
EARLY = {
    "one.txt": """Minister says 300 soldiers are at the Velm bridge

4 May 2031, 08:10

Foreign Minister Marta Oslan said on Sunday that 300 soldiers had gathered at the Velm bridge. Ms Oslan will meet the mediator Tomas Brekke in Geneva on Wednesday, she announced.
""",
    "two.txt": """Velm bridge to stay open, says mediator

5 May 2031, 10:00

The mediator Tomas Brekke said the Velm bridge would stay open to soldiers and farmers. Foreign Minister Marta Oslan said that 40 boats were on the river at the Velm bridge.
""",
}
LATE = {
    "three.txt": """Oslan meets mediator in Geneva; 500 soldiers at the Velm bridge

8 May 2031, 18:00

Foreign Minister Marta Oslan met the mediator Tomas Brekke in Geneva on Wednesday. Foreign Minister Marta Oslan said on Thursday that 500 soldiers had gathered at the Velm bridge.
""",
    "four.txt": """Army denies that soldiers are at the Velm bridge

9 May 2031, 09:00

The army has denied that soldiers had gathered at the Velm bridge. The mediator Tomas Brekke said Foreign Minister Marta Oslan was wrong.
""",
}


def _write(folder: Path, reports: dict[str, str]) -> list[str]:
    for name, text in reports.items():
        (folder / name).write_text(text, encoding="utf-8")
    return [str(folder / name) for name in reports]


def _changed(brief: Brief) -> list[Line]:
    return [
        line
        for thread in brief.threads
        for section in thread.sections
        if section.name == "changed"
        for line in section.lines
    ]


def _labels(brief: Brief) -> list[str]:
    return [line.label for line in _changed(brief)]


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Desk, Callable[[], Brief]]:
    desk = open_desk(None)
    desk.add(_write(tmp_path, EARLY), received="2031-05-06")
    desk.keep("monday")
    return desk, lambda: compose(desk.contents(), lines=None, since=desk.state("monday"))


def test_nothing_changed_says_so(kept: tuple[Desk, Callable[[], Brief]]) -> None:
    brief = kept[1]()
    assert _changed(brief) == []
    assert "Nothing has changed since “monday”." in render(brief)


def test_each_kind_of_change_with_its_passages(kept: tuple[Desk, Callable[[], Brief]], tmp_path: Path) -> None:
    desk, brief = kept
    desk.add(_write(tmp_path, LATE), received="2031-05-10")
    lines = _changed(brief())
    assert {label.split(" · ")[0] for label in (line.label for line in lines)} >= {"moved", "closed", "new report"}
    moved = next(line for line in lines if line.label.startswith("moved") and "soldiers" in line.label)
    assert moved.note == "300 → 500, Marta Oslan" and len(moved.children) == 2
    closed = next(line for line in lines if line.label.startswith("closed"))
    assert closed.note.startswith("held") and "was" in closed.note
    assert any(line.label.startswith(("now disputed", "denied")) for line in lines)
    texts = {article.id: article.text for article in desk.contents().articles}
    for line in lines:
        waiting, found = [line], 0
        while waiting:
            one = waiting.pop()
            waiting += one.children
            for quote in one.quotes:
                found += 1
                assert quote.evidence.holds_in(texts[quote.evidence.article_id])
        assert found, line


def test_what_a_revision_takes_out_is_withdrawn_with_its_passage(
    kept: tuple[Desk, Callable[[], Brief]], tmp_path: Path
) -> None:
    desk, brief = kept
    gone = " Foreign Minister Marta Oslan said that 40 boats were on the river at the Velm bridge."
    desk.add(_write(tmp_path, {"two.txt": EARLY["two.txt"].replace(gone, "")}), received="2031-05-07")
    lines = {line.label.split(" · ")[0]: line for line in _changed(brief())}
    assert {"withdrawn", "revised"} == set(lines)
    (quote,) = lines["withdrawn"].quotes
    assert quote.revision == 1 and "40 boats" in quote.text


def test_a_revision_that_only_moves_passages_withdraws_nothing(
    kept: tuple[Desk, Callable[[], Brief]], tmp_path: Path
) -> None:
    desk, brief = kept
    text = EARLY["two.txt"].replace("The mediator", "It rained all day.\n\nThe mediator", 1)
    desk.add(_write(tmp_path, {"two.txt": text}), received="2031-05-07")
    assert [label.split(" · ")[0] for label in _labels(brief())] == ["revised"]


def test_a_removed_report_leaves_nothing_in_the_state(kept: tuple[Desk, Callable[[], Brief]], tmp_path: Path) -> None:
    desk, brief = kept
    (gone,) = [article.id for article in desk.contents().articles if article.source.endswith("two.txt")]
    assert gone in dumps(desk.state("monday"))
    desk.remove(str(tmp_path / "two.txt"), "embargo")
    assert gone not in dumps(desk.state("monday"))
    assert not [label for label in _labels(brief()) if label.startswith(("withdrawn", "new report"))]


@pytest.mark.parametrize("seed", range(3))
def test_order_of_arrival_does_not_matter(tmp_path: Path, seed: int) -> None:
    early, late = _write(tmp_path, EARLY), _write(tmp_path, LATE)
    made = []
    for shuffled in (False, True):
        if shuffled:
            random.Random(seed).shuffle(early)
            random.Random(seed).shuffle(late)
        with open_desk(None) as desk:
            for path in early:
                desk.add([path], received="2031-05-06")
            desk.keep("monday")
            for path in late:
                desk.add([path], received="2031-05-10")
            contents = desk.contents()
            made.append(
                [dumps(compose(contents, since=desk.state("monday"))), dumps(compose(contents, since="2031-05-07"))]
            )
    assert made[0] == made[1]


def test_an_earlier_report_that_arrives_late_makes_nothing_old_new(tmp_path: Path) -> None:
    """Identifiers come from the earliest member: the records of before are found again all the same."""
    copy = EARLY["one.txt"].replace("4 May 2031, 08:10", "3 May 2031, 08:10")
    with open_desk(None) as desk:
        desk.add(_write(tmp_path, EARLY), received="2031-05-06")
        desk.keep("monday")
        before = {row["id"] for row in desk.show("claims")}
        desk.add(_write(tmp_path, {"zero.txt": copy}), received="2031-05-06")
        assert before != {row["id"] for row in desk.show("claims")}
        labels = _labels(compose(desk.contents(), lines=None, since=desk.state("monday")))
    assert not [label for label in labels if label.startswith(("withdrawn", "closed", "now disputed"))]
    assert [label.split(" · ")[0] for label in labels].count("new report") == 1


def test_a_day_tells_what_newer_evidence_brought(tmp_path: Path) -> None:
    with open_desk(None) as desk:
        desk.add(_write(tmp_path, EARLY | LATE), received="2031-05-10")
        contents = desk.contents()
        labels = _labels(compose(contents, lines=None, since="2031-05-07"))
        assert {"moved", "closed", "new report"} <= {label.split(" · ")[0] for label in labels}
        assert _labels(compose(contents, since="2031-05-10")) == []
        assert "Nothing has changed since 10 May 2031." in render(compose(contents, since="2031-05-10"))
        everything = [
            label for label in _labels(compose(contents, lines=None, since="2031-05-01")) if "new report" in label
        ]
        assert len(everything) == 4


def test_a_day_does_not_call_new_what_may_be_old(tmp_path: Path) -> None:
    undated = "\n\n".join(part for part in LATE["four.txt"].split("\n\n") if not part.startswith("9 May"))
    with open_desk(None) as desk:
        desk.add(_write(tmp_path, EARLY | {"four.txt": undated}), received="2031-05-10")
        contents = desk.contents()
        unknown = [one for one in contents.relations for dating in one.datings if not dating.published.known]
        brief = compose(contents, since="2031-05-06")
        assert not unknown or "may be older or newer" in render(brief)
        assert not [label for label in _labels(brief) if label.startswith("new report")] or not unknown


def test_a_state_against_itself_is_no_change_on_a_whole_desk() -> None:
    with open_desk(None, settings={"places": str(DEMO / "places.csv")}) as desk:
        desk.add([str(DEMO / "reports")], received="2031-05-24")
        contents = desk.contents()
    state = state_of(contents, "now", "2031-05-24T00:00:00+00:00")
    assert len(state.held) > 300
    assert compare(state, contents) == ()
    assert not _labels(compose(contents, since="2031-06-01"))
    text = dumps(state)
    for article in contents.articles:
        for word in ("soldiers", "Vashtel", article.title or "Vashtel"):
            assert word not in text
