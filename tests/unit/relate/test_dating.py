from __future__ import annotations

from datetime import date, timedelta

from builders import Draft, day, weekday, yesterday
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.annotations import Annotated
from onrecord.model.when import When
from onrecord.relate.dating import date_articles
from onrecord.relate.threads import Copied


def infer(*items: Annotated) -> dict[str, When]:
    return date_articles(items, {item.article.id: item.article.published for item in items}, Copied({}))


def neighbour(published: str) -> Draft:
    draft = Draft(
        "dated",
        "Teodora Lasmin will meet Ivo Brandel in Odrel on Thursday to settle the fishing quota, her office said.",
        "The two spoke by telephone on Monday about the quota and the arrested trawler Sturgeon.",
        published=published,
    )
    draft.mention("Teodora Lasmin", "Teodora Lasmin").mention("Ivo Brandel", "Ivo Brandel").mention(
        "Odrel", "Odrel", "place"
    )
    draft.time("Thursday", weekday(3, 1)).time("Monday", weekday(0, -1))
    return draft


def undated() -> Draft:
    draft = Draft(
        "undated",
        "Teodora Lasmin flies to Odrel to meet Ivo Brandel over the fishing quota on Thursday.",
        "Lasmin and Brandel spoke about the arrested trawler Sturgeon by telephone on Monday.",
        "Yesterday the harbour master said that no boat had left.",
    )
    draft.mention("Teodora Lasmin", "Teodora Lasmin").mention("Ivo Brandel", "Ivo Brandel").mention(
        "Odrel", "Odrel", "place"
    )
    draft.mention("Lasmin and", "Teodora Lasmin").mention("Brandel spoke", "Ivo Brandel")
    draft.time("Thursday", weekday(3, 1)).time("Monday", weekday(0, -1)).time("Yesterday", yesterday())
    return draft


def test_shared_facts_and_weekdays_give_a_narrow_interval() -> None:
    text = undated().done()
    found = infer(neighbour("2031-03-05").done(), text)[text.article.id]  # a Wednesday
    assert found.known_from == "inferred"
    assert "2031-03-03" <= str(found.start) <= "2031-03-05" <= str(found.end) <= "2031-03-06"
    assert "“Thursday”" in found.reason or "“Monday”" in found.reason


def test_nothing_dated_nothing_inferred() -> None:
    text = undated().done()
    found = infer(text)[text.article.id]
    assert not found.known and "no article" in found.reason


def test_nothing_in_common_stays_unknown() -> None:
    text = Draft("bare", "Salt keeps for years in a dry loft, and so do walnuts.").done()
    found = infer(neighbour("2031-03-05").done(), neighbour("2031-09-24").done(), text)[text.article.id]
    assert not found.known and found.reason


def test_a_dated_caption_is_a_lower_bound() -> None:
    draft = undated()
    draft.time("no boat had left", day("2031-03-05"))
    found = infer(neighbour("2031-03-05").done(), draft.done())[draft.article.id]
    assert str(found.start) >= "2031-03-04"


def test_given_dates_are_kept() -> None:
    item = neighbour("2031-03-05").done()
    assert infer(item)[item.article.id] == item.article.published


@settings(max_examples=20, deadline=None)
@given(st.integers(min_value=0, max_value=4000))
def test_the_answer_moves_with_the_calendar_by_weeks(weeks: int) -> None:
    """Nothing but the weekday counts: the same reports ``weeks`` later give the same days ``weeks`` later."""
    first = date(2011, 3, 2)
    text = undated().done()

    def found(published: date) -> tuple[date, date]:
        when = infer(neighbour(published.isoformat()).done(), text)[text.article.id]
        return date.fromisoformat(str(when.start)), date.fromisoformat(str(when.end))

    shift = timedelta(weeks=weeks)
    start, end = found(first)
    assert found(first + shift) == (start + shift, end + shift)
