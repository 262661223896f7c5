from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from builders import Draft
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.annotations import Annotated
from onrecord.model.when import When
from onrecord.relate.dating import date_articles
from onrecord.relate.dating_desk import FARTHEST_DAY, MARGIN, Desk
from onrecord.relate.dating_learned import narrowest
from onrecord.relate.dating_weights import sure
from onrecord.relate.threads import Copied

FIRST = date(2031, 3, 3)
SYLLABLES = ("ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su", "ta", "vo")


def word(number: int) -> str:
    return "".join(SYLLABLES[number // 12**place % 12] for place in range(4))


def news(of_day: int, which: int) -> str:
    """Sentences of background, of what moves that day, and of one report alone."""
    background = "The long strike of the ferries at Odrel keeps the islands without bread and mail."
    own = " ".join(word(7000 + 97 * (100 * of_day + which) + place) for place in range(12))
    moved = " ".join(word(100 + 40 * of_day + place) for place in range(30))
    return f"{background} Then came {moved}. Also {own}."


def crisis(days: int, each: int) -> list[Annotated]:
    return [
        Draft(f"{of_day} {which}", news(of_day, which), published=(FIRST + timedelta(days=of_day)).isoformat()).done()
        for of_day in range(days)
        for which in range(each)
    ]


def infer(*items: Annotated) -> dict[str, When]:
    return date_articles(items, {item.article.id: item.article.published for item in items}, Copied({}))


def test_the_words_of_a_day_date_a_report_among_many() -> None:
    text = Draft("undated", news(9, 77)).done()
    found = infer(*crisis(20, 3), text)[text.article.id]
    true = (FIRST + timedelta(days=9)).isoformat()
    assert found.known_from == "inferred" and found.start is not None and found.end is not None
    assert found.start <= true <= found.end
    assert true in found.reason, "the reason names dated articles of that day"
    assert (date.fromisoformat(found.end) - date.fromisoformat(found.start)).days < max(sure())


def test_background_alone_dates_nothing() -> None:
    text = Draft("undated", "The long strike of the ferries at Odrel keeps the islands without bread and mail.").done()
    assert not infer(*crisis(20, 5), text)[text.article.id].known


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(16)))
def test_the_order_of_the_articles_does_not_matter(order: list[int]) -> None:
    items = [*crisis(5, 3), Draft("undated", news(2, 77)).done()]
    assert infer(*(items[place] for place in order)) == infer(*items)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.text(max_size=60),
            st.one_of(st.none(), st.dates().map(date.isoformat)),
        ),
        max_size=6,
    )
)
def test_no_texts_and_dates_are_refused(drafts: list[tuple[str, str | None]]) -> None:
    items = [Draft(str(place), f"x{text}", published=day).done() for place, (text, day) in enumerate(drafts)]
    found = infer(*items)
    for item in items:
        when = found[item.article.id]
        assert when.known or when.reason
        if when.known:
            assert str(when.start) <= str(when.end)


def test_days_stay_few_where_a_thread_spans_centuries() -> None:
    items = [Draft(day, "Some words.", published=day).done() for day in ("0001-01-01", "2031-03-03", "9999-12-31")]
    undated = Draft("undated", "Some words.").done()
    desk = Desk([*items, undated], {item.article.id: item.article.published for item in [*items, undated]})
    assert len(desk.around(undated).days) <= 2 * max(FARTHEST_DAY, MARGIN) + 1


@pytest.mark.parametrize(
    ("chances", "wanted"),
    [
        ([0.0, 1.0, 0.0, 0.0], (11, 11, True)),
        ([0.1, 0.5, 0.4, 0.0], (11, 12, True)),
        ([0.3, 0.3, 0.3, 0.1], (10, 12, True)),
        ([0.25, 0.25, 0.25, 0.25], (10, 12, False)),
    ],
)
def test_the_narrowest_interval_that_is_likely_enough(chances: list[float], wanted: tuple[int, int, bool]) -> None:
    first, last, share, certain = narrowest(range(10, 14), np.array(chances), {1: 0.95, 2: 0.9, 3: 0.9})
    assert (first, last, certain) == wanted
    assert share == pytest.approx(sum(chances[first - 10 : last - 9]))
