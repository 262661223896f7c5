"""What a new revision adds, withdraws and corrects, and what that touches. All texts are invented."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.desk import Desk, open_desk
from onrecord.model.annotations import Annotations
from onrecord.model.article import Article, Segment
from onrecord.model.errors import NotFound
from onrecord.model.revision_changes import RevisionChange
from onrecord.model.when import UNKNOWN_TIME
from onrecord.publish.revision_text import revision_as_markdown, revisions_as_markdown, summary
from onrecord.publish.revisions import compare

TITLE = "Ferry sinks off Lund harbour"
TOLL = "The minister, Vera Lind, said at least 20 people had died off Lund harbour on Friday."
QUOTE = "“We were not warned of the storm,” said the harbour master, Tom Kell."
ROUTE = "The storm had closed the northern route on Thursday."
DENIAL = "The ferry company denied that the ship was overloaded."
DIVERS = "Divers searched the wreck through the night."
VISIT = "She will visit the town on Monday."
PARAGRAPHS = (TOLL, QUOTE, ROUTE, DENIAL, DIVERS, VISIT)


def text(*paragraphs: str, title: str = TITLE) -> str:
    return "\n\n".join([title, "By Ana Pell", *paragraphs]) + "\n"


def desk_of(tmp_path: Path, *versions: str) -> Desk:
    """A desk that was shown these versions of one file, one after the other."""
    now = datetime(2031, 5, 4, tzinfo=UTC)
    times = iter(range(1000))
    desk = open_desk(tmp_path / "desk", clock=lambda: now + timedelta(hours=next(times)))
    for version in versions:
        (tmp_path / "ferry.txt").write_text(version, encoding="utf-8")
        desk.add([tmp_path / "ferry.txt"])
    return desk


def change_of(tmp_path: Path, *versions: str) -> RevisionChange:
    with desk_of(tmp_path, *versions) as desk:
        *_, last = desk.changes()
        return last


def check_places(change: RevisionChange, before: str, after: str) -> None:
    for each in change.changes:
        for passage in (each.before, *each.gone, *each.touched_before):
            assert passage is None or before[passage.start : passage.end] == passage.text
        for passage in (each.after, *each.new, *each.touched_after):
            assert passage is None or after[passage.start : passage.end] == passage.text


def test_a_figure_that_was_corrected(tmp_path: Path) -> None:
    before, after = text(*PARAGRAPHS), text(TOLL.replace("20", "35"), *PARAGRAPHS[1:])
    change = change_of(tmp_path, before, after)
    (corrected,) = change.changes
    assert corrected.kind == "corrected"
    assert [passage.text for passage in corrected.gone] == ["20"]
    assert [passage.text for passage in corrected.new] == ["35"]
    assert [each.label for each in corrected.touched_before if each.kind == "figure"] == ["at least 20 people killed"]
    assert [each.label for each in corrected.touched_after if each.kind == "figure"] == ["at least 35 people killed"]
    assert {each.kind for each in corrected.touched_after} == {"figure", "statement"}
    assert change.moved == 0
    check_places(change, before.strip(), after.strip())


def test_a_quotation_that_was_withdrawn(tmp_path: Path) -> None:
    before, after = text(*PARAGRAPHS), text(TOLL, *PARAGRAPHS[2:])
    change = change_of(tmp_path, before, after)
    (withdrawn,) = change.changes
    assert (withdrawn.kind, withdrawn.segment) == ("withdrawn", "body")
    assert withdrawn.before is not None
    assert withdrawn.before.text == QUOTE
    assert withdrawn.after is None
    assert [each.label for each in withdrawn.touched_before] == ["Tom Kell says"]
    check_places(change, before.strip(), after.strip())


def test_a_paragraph_that_moved_is_neither_withdrawn_nor_added(tmp_path: Path) -> None:
    change = change_of(tmp_path, text(*PARAGRAPHS), text(DIVERS, *PARAGRAPHS[:4], VISIT))
    assert change.changes == ()
    assert change.moved == 1
    assert summary(change) == "1 moved"


def test_a_title_that_was_changed_is_a_correction_in_whatever_words(tmp_path: Path) -> None:
    change = change_of(tmp_path, text(*PARAGRAPHS), text(*PARAGRAPHS, title="Officials fear more deaths in storm"))
    assert (change.title_before, change.title_after) == (TITLE, "Officials fear more deaths in storm")
    (corrected,) = change.changes
    assert (corrected.kind, corrected.segment) == ("corrected", "heading")


def test_an_addition_says_who_speaks_in_it(tmp_path: Path) -> None:
    added = "Its chairman, Paul Orme, said an inquiry would begin next week."
    change = change_of(tmp_path, text(*PARAGRAPHS), text(*PARAGRAPHS[:4], added, *PARAGRAPHS[4:]))
    (found,) = change.changes
    assert found.kind == "added"
    assert [each.text for each in found.touched_after] == ["an inquiry would begin next week"]


def test_typography_is_no_change(tmp_path: Path) -> None:
    change = change_of(tmp_path, text(*PARAGRAPHS), text(*PARAGRAPHS).replace("“", '"').replace("”", '"'))
    assert change.changes == ()
    assert summary(change) == "the same words"


def test_each_revision_is_compared_with_the_one_before_it(tmp_path: Path) -> None:
    versions = [text(TOLL.replace("20", str(count)), *PARAGRAPHS[1:]) for count in (20, 25, 31)]
    with desk_of(tmp_path, *versions) as desk:
        changes = list(desk.changes())
        assert [(change.before, change.after) for change in changes] == [(1, 2), (2, 3)]
        assert list(desk.changes(changes[0].article_id)) == changes
        rows = list(desk.show("revisions"))
        assert [row["id"] for row in rows] == [change.id for change in changes]
        current = {row["id"] for kind in ("statements", "figures") for row in desk.show(kind)}
        touched = {each.id for passage in changes[-1].changes for each in passage.touched_after}
        assert touched <= current
        assert len(touched) == 2
        with pytest.raises(NotFound):
            list(desk.changes("art_000000000000"))


def test_an_article_of_one_revision_has_no_changes(tmp_path: Path) -> None:
    with desk_of(tmp_path, text(*PARAGRAPHS)) as desk:
        assert list(desk.changes()) == []
        assert revisions_as_markdown(desk.changes()).startswith("No article on this desk")


def test_the_terminal_shows_words_that_went_and_came(tmp_path: Path) -> None:
    after = text(TOLL.replace("20", "35"), *PARAGRAPHS[2:], "It *was* a [long](day) for all.")
    shown = revision_as_markdown(change_of(tmp_path, text(*PARAGRAPHS), after))
    assert "~~20~~" in shown
    assert "**35**" in shown
    assert "- withdrawn: ~~“We were not warned" in shown
    assert "It \\*was\\* a \\[long\\](day)" in shown


def test_explaining_an_article_tells_its_changes(tmp_path: Path) -> None:
    from onrecord.publish import explain

    with desk_of(tmp_path, text(*PARAGRAPHS), text(TOLL.replace("20", "35"), *PARAGRAPHS[1:])) as desk:
        contents = desk.contents()
        explanation = explain(contents, contents.articles[0].id, desk.changes)
        assert ("Version 1 to 2", "1 sentence corrected") in explanation.steps
        assert dict(explanation.steps)["To"].startswith("The minister, Vera Lind, said at least **35** people")


SENTENCES = st.lists(
    st.sampled_from([TOLL, TOLL.replace("20", "35"), QUOTE, ROUTE, DENIAL, DIVERS, VISIT, "No.", "?!", "He left. He left."]),
    max_size=9,
)  # fmt: skip
NOTHING = Annotations("art_1", (), (), (), (), (), 0)


def article(capture_id: str, body: str) -> Article:
    segments = (Segment("body", 0, len(body), 0, len(body), "all of it"),) if body else ()
    return Article("art_1", capture_id, "x", None, None, (), None, (), UNKNOWN_TIME, None, "en", body, segments)


@settings(deadline=None, max_examples=200)
@given(SENTENCES | st.lists(st.text(max_size=30), max_size=6), SENTENCES | st.lists(st.text(max_size=30), max_size=6))
def test_every_sentence_is_kept_corrected_added_or_withdrawn(olds: list[str], news: list[str]) -> None:
    before, after = article("cap_1", " ".join(olds)), article("cap_2", " ".join(news))
    change = compare(before, after, NOTHING, NOTHING, (1, 2))
    check_places(change, before.text, after.text)
    back = compare(after, before, NOTHING, NOTHING, (2, 3))
    assert len(change.of("added")) == len(back.of("withdrawn"))
    assert len(change.of("withdrawn")) == len(back.of("added"))
    if sorted(olds) == sorted(news) and all(sentence in PARAGRAPHS for sentence in olds):
        assert change.changes == ()
    same = compare(before, before, NOTHING, NOTHING, (1, 2))
    assert same.changes == ()
    assert same.moved == 0


def test_long_and_repetitive_texts_cost_little() -> None:
    """Guarded by the time limit of the test run."""
    before = article("cap_1", " ".join(f"The {number % 7} of {number} came on." for number in range(4000)))
    after = article("cap_2", " ".join(f"The {number % 5} of {number} came in." for number in range(4000)) + " a" * 5000)
    assert compare(before, after, NOTHING, NOTHING, (1, 2)).changes
