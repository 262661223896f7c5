"""The chronicle: days that reports come back to, in sentences that stand in them, whatever order they came in."""

from __future__ import annotations

import random
from datetime import date

import pytest
from builders import Draft, day, yesterday
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.annotations import Annotated
from onrecord.model.chronicle import Chronicle
from onrecord.model.codec import dumps
from onrecord.model.passage import Span
from onrecord.model.relations import CopyGroup, CopyMember
from onrecord.model.when import When
from onrecord.relate.chronicle import chronicle
from onrecord.relate.chronicle_days import COUNTS, scores, weights

SINKS = "The ferry Halvena sank off Cape Morrin on 3 March with forty passengers aboard."
SEARCH = "Divers searched the wreck of the ferry Halvena off Cape Morrin for missing passengers."
LATER = "The ferry Halvena had been overloaded when it sank off Cape Morrin on 3 March, inspectors found."
YESTERDAY = "Rescuers brought eleven passengers of the ferry Halvena ashore yesterday."
HE = "He said that the ferry Halvena sank off Cape Morrin on 3 March with passengers aboard."


def drafts() -> list[Draft]:
    one = Draft("one", SINKS, SEARCH, published="2031-03-04", outlet="Post").time("3 March", day("2031-03-03"))
    two = Draft("two", YESTERDAY, SEARCH, published="2031-03-04", outlet="Courier").time("yesterday", yesterday())
    three = Draft("three", LATER, published="2031-04-02", outlet="Harbour News").time("3 March", day("2031-03-03"))
    return [one, two, three]


def made(items: list[Annotated], copies: tuple[CopyGroup, ...] = (), days: int = 2, sentences: int = 2) -> Chronicle:
    published = {item.article.id: item.article.published for item in items}
    return chronicle(items, published, copies, days=days, sentences=sentences)


def test_the_day_that_reports_come_back_to_counts_most() -> None:
    items = [draft.done() for draft in drafts()]
    (entry,) = made(items, days=1).entries
    assert entry.day == "2031-03-03"
    assert entry.weight == 1.0
    assert entry.origins == ("Courier", "Harbour News", "Post")
    assert len(entry.article_ids) == len(items)


def test_every_sentence_leads_back_to_its_report() -> None:
    items = [draft.done() for draft in drafts()]
    texts = {item.article.id: item.article.text for item in items}
    told = made(items)
    assert [entry.day for entry in told.entries] == sorted(entry.day for entry in told.entries)
    quoted = [piece for entry in told.entries for piece in entry.evidence]
    assert quoted
    for piece in quoted:
        assert piece.holds_in(texts[piece.article_id])
        assert texts[piece.article_id][piece.start : piece.end] in {SINKS, SEARCH, LATER, YESTERDAY}


def test_a_sentence_is_told_once() -> None:
    items = [draft.done() for draft in drafts()]
    texts = {item.article.id: item.article.text for item in items}
    told = [
        texts[piece.article_id][piece.start : piece.end]
        for entry in made(items, days=5, sentences=5).entries
        for piece in entry.evidence
    ]
    assert len(told) == len(set(told))


def test_of_two_alike_the_one_that_names_its_subject_is_chosen() -> None:
    open_one = Draft("open", HE, published="2031-03-04", outlet="Post").time("3 March", day("2031-03-03"))
    named = Draft("named", SINKS, published="2031-03-05", outlet="Courier").time("3 March", day("2031-03-03"))
    (entry,) = made([open_one.done(), named.done()], days=1, sentences=1).entries
    assert entry.evidence[0].article_id == named.article.id


def test_a_correction_of_an_article_tells_of_no_day() -> None:
    words = "Correction: our article of 3 March gave the wrong number of passengers of the ferry Halvena."
    item = Draft("fixed", words, published="2031-03-09", outlet="Post").time("3 March", day("2031-03-03")).done()
    assert all(entry.day != "2031-03-03" for entry in made([item], days=9).entries)


def test_a_copy_adds_no_origin() -> None:
    first, other, _ = drafts()
    copy = Draft("copy", SINKS, SEARCH, published="2031-03-04", outlet="Reprinter").time("3 March", day("2031-03-03"))
    whole = CopyMember(copy.article.id, "exact", 1.0, (Span(0, len(copy.article.text)),))
    group = CopyGroup("copy_x", first.article.id, (whole,), "the same text")
    for entry in made([first.done(), other.done(), copy.done()], (group,), days=9).entries:
        assert "Reprinter" not in entry.origins
        assert all(piece.article_id != copy.article.id for piece in entry.evidence)


def test_what_tells_of_a_day_comes_before_what_announced_it() -> None:
    ahead = "The inquiry into the ferry Halvena opens in Morrin on 20 March."
    after = "The inquiry into the ferry Halvena opened in Morrin on 20 March."
    week = When("2031-03-12", "2031-03-15", "interval", "inferred")
    one = Draft("ahead", ahead, published=week, outlet="Post").time("20 March", day("2031-03-20"))
    two = Draft("after", after, published="2031-03-25", outlet="Courier").time("20 March", day("2031-03-20"))
    (entry,) = made([one.done(), two.done()], days=1, sentences=1).entries
    assert entry.day == "2031-03-20"
    assert entry.evidence[0].article_id == two.article.id
    assert entry.article_ids == (two.article.id,)


def test_what_is_only_announced_is_no_part_of_it() -> None:
    words = "The inquiry into the ferry Halvena opens on 20 March, inspectors said."
    item = Draft("ahead", words, published="2031-03-09", outlet="Post").time("20 March", day("2031-03-20")).done()
    assert [entry.day for entry in made([item], days=9).entries if entry.day > "2031-03-09"] == []


def test_an_undated_report_adds_the_days_that_it_names_outright() -> None:
    item = Draft("undated", SINKS, outlet="Post").time("3 March", day("2031-03-03")).done()
    told = made([item])
    assert told.undated == 1
    assert [entry.day for entry in told.entries] == ["2031-03-03"]


def test_a_report_dated_to_a_week_is_published_on_no_day() -> None:
    item = Draft("week", SEARCH, published=When("2031-03-03", "2031-03-09", "week", "inferred"), outlet="Post").done()
    assert made([item]).entries == ()


@pytest.mark.parametrize(("days", "sentences"), [(0, 1), (1, 0), (-3, 2)])
def test_a_length_that_is_none_is_refused(days: int, sentences: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        made([drafts()[0].done()], days=days, sentences=sentences)


def test_nothing_makes_an_empty_chronicle() -> None:
    assert made([]).entries == ()


def test_there_is_a_weight_for_every_count_and_more_counts_more() -> None:
    assert set(weights()) == set(COUNTS)
    few, many = dict.fromkeys(COUNTS, 1.0), dict.fromkeys(COUNTS, 2.0)
    scored = scores({1: few, 2: many}, weights())
    assert scored[2] > scored[1]


@given(
    st.permutations(range(6)),
    st.lists(st.integers(0, 4), min_size=6, max_size=6),
    st.integers(1, 4),
)
@settings(deadline=None, max_examples=25)
def test_the_order_of_the_reports_does_not_matter(order: list[int], pick: list[int], days: int) -> None:
    sentences = [SINKS, SEARCH, LATER, YESTERDAY, HE]
    items = []
    for number, first in enumerate(pick):
        chance = random.Random(number)
        published = date(2031, 3, 4 + number % 3).isoformat()
        draft = Draft(
            f"r{number}", sentences[first], chance.choice(sentences), published=published, outlet=f"O{number % 2}"
        )
        if "3 March" in draft.article.text:
            draft.time("3 March", day("2031-03-03"))
        if "yesterday" in draft.article.text:
            draft.time("yesterday", yesterday())
        items.append(draft.done())
    assert dumps(made(items, days=days)) == dumps(made([items[at] for at in order], days=days))
