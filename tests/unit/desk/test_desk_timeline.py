"""A timeline from a desk: the right story, its own words with numbered sources, the same bytes in any order."""

from __future__ import annotations

from pathlib import Path

import pytest

from onrecord.desk import open_desk
from onrecord.model.chronicle import Timeline
from onrecord.model.codec import dumps
from onrecord.model.errors import NotFound, UsageError
from onrecord.publish.chronicle import timeline_as_markdown

REPORTS = {
    "a.txt": "Morrin Post\n\nFerry sinks off Cape Morrin\n\n4 March 2031\n\n"
    "The ferry Halvena sank off Cape Morrin on 3 March with forty passengers aboard, the coastguard said.\n\n"
    "Divers searched the wreck of the ferry Halvena for missing passengers, the coastguard said.\n",
    "b.txt": "Harbour Courier\n\nDivers search ferry Halvena off Cape Morrin\n\n5 March 2031\n\n"
    "Divers found two passengers of the ferry Halvena alive off Cape Morrin on 4 March, the coastguard said.\n\n"
    "The ferry Halvena sank on 3 March with forty passengers aboard.\n",
}


def made(folder: Path, names: list[str], about: str = "", days: int = 5) -> tuple[Timeline, dict[str, str]]:
    with open_desk() as desk:
        for name in names:
            desk.add([folder / name], received="2031-03-10")
        return desk.timeline(about, days=days, sentences=2), {row["id"]: row["text"] for row in desk.show("articles")}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in REPORTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_a_timeline_of_a_desk(folder: Path) -> None:
    timeline, texts = made(folder, sorted(REPORTS))
    assert timeline.about.startswith("thr_")
    assert "2031-03-03" in [day.day for day in timeline.days]
    numbers = {reference.number for reference in timeline.references}
    for day in timeline.days:
        assert set(day.reports) <= numbers
        assert day.quotes
        for quote in day.quotes:
            assert quote.evidence.holds_in(texts[quote.evidence.article_id])
            assert quote.reference in numbers
    text = timeline_as_markdown(timeline)
    assert "## 3 March 2031" in text
    assert "2 reports, 2 independent origins" in text


def test_the_order_of_adding_does_not_matter(folder: Path) -> None:
    one, _ = made(folder, sorted(REPORTS))
    other, _ = made(folder, sorted(REPORTS, reverse=True))
    assert dumps(one) == dumps(other)
    assert timeline_as_markdown(one) == timeline_as_markdown(other)


def test_a_story_may_be_named_and_a_length(folder: Path) -> None:
    with open_desk() as desk:
        desk.add(sorted(folder.glob("*.txt")), received="2031-03-10")
        (story, *_) = desk.show("stories")
        timeline = desk.timeline(story["id"], days=1, sentences=1)
        assert timeline.about == story["id"]
        assert timeline.title == story["title"]
        assert [len(day.quotes) for day in timeline.days] == [1]
        with pytest.raises(NotFound, match="No story or thread"):
            desk.timeline("story_none")
        with pytest.raises(UsageError, match="1 to 1000 days"):
            desk.timeline(days=0)


def test_an_empty_desk_has_none() -> None:
    with open_desk() as desk, pytest.raises(UsageError, match="holds no report"):
        desk.timeline()


def test_markup_of_a_report_stays_text(folder: Path) -> None:
    marked = REPORTS["a.txt"].replace("sank off Cape Morrin on", "*sank* <b>off</b> [Cape Morrin](x) on")
    (folder / "a.txt").write_text(marked, encoding="utf-8")
    timeline, _ = made(folder, ["a.txt"])
    assert any("<b>off</b>" in quote.text for day in timeline.days for quote in day.quotes)
    text = timeline_as_markdown(timeline)
    assert "<b>" not in text
    assert "[Cape Morrin](" not in text
