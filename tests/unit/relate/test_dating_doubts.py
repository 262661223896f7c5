from __future__ import annotations

from builders import Draft, day

from onrecord.model.annotations import Annotated
from onrecord.model.when import When
from onrecord.relate.dating import date_articles
from onrecord.relate.threads import Copied

WORDS = "The ferry strike at Odrel goes on, and the harbour master counts the boats."


def report(name: str, published: str | When, *more: str) -> Draft:
    return Draft(name, WORDS, *more, published=published)


def around() -> list[Annotated]:
    return [report(f"near {number}", f"2031-03-{number:02}").done() for number in (3, 5, 6)]


def dated(*items: Annotated) -> dict[str, When]:
    return date_articles(items, {item.article.id: item.article.published for item in items}, Copied({}))


def test_a_date_long_before_all_others_is_kept_and_marked() -> None:
    old = report("old", "1970-01-01").done()
    found = dated(*around(), old)[old.article.id]
    assert found.first_day == "1970-01-01"
    assert "not trusted" in found.reason and "days before all around it" in found.reason


def test_a_date_long_after_all_others_is_marked_too() -> None:
    late = report("late", "2032-03-04").done()
    found = dated(*around(), late)[late.article.id]
    assert "not trusted" in found.reason and "days after all around it" in found.reason


def test_the_same_default_date_on_several_articles_bears_nothing_out() -> None:
    olds = [report(f"old {number}", "1970-01-01").done() for number in range(2)]
    found = dated(*around(), *olds)
    assert all("not trusted" in found[old.article.id].reason for old in olds)


def test_an_earlier_chapter_of_the_story_is_trusted() -> None:
    earlier = [report(f"earlier {number}", f"2029-05-0{number}").done() for number in (1, 3)]
    found = dated(*around(), *earlier)
    assert not any("not trusted" in found[old.article.id].reason for old in earlier)


def test_a_date_in_the_text_bears_the_stated_one_out() -> None:
    draft = report("old", "2029-05-02", "It had begun on the first of May two years before.")
    draft.time("first of May", day("2029-05-01"))
    assert "not trusted" not in dated(*around(), draft.done())[draft.article.id].reason


def test_a_later_date_in_the_text_speaks_against_the_stated_one() -> None:
    draft = report("old", "1970-01-01", "On 4 March 2031 the crews met.")
    draft.time("4 March 2031", day("2031-03-04"))
    found = dated(*around(), draft.done())[draft.article.id]
    assert found.first_day != "1970-01-01"
    assert "1970-01-01 is not trusted" in found.reason and "“4 March 2031”" in found.reason


def test_a_ruling_is_not_doubted() -> None:
    ruled = report("old", When("1970-01-01", "1970-01-01", "day", "ruling")).done()
    assert dated(*around(), ruled)[ruled.article.id] == ruled.article.published


def test_two_dates_far_apart_are_not_judged() -> None:
    one, other = report("one", "2029-05-02").done(), report("other", "2031-03-04").done()
    found = dated(one, other)
    assert found == {item.article.id: item.article.published for item in (one, other)}


def test_what_is_not_trusted_dates_no_other() -> None:
    draft = Draft("undated", WORDS)
    old = report("old", "1970-01-01").done()
    found = dated(*around(), old, draft.done())[draft.article.id]
    assert old.article.id not in found.reason
    assert not found.known or str(found.first_day) > "2031-01-01"
