"""What is looked for among neighbours in time is all that looking at everything finds."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import combinations
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.relate.builders import Draft

from onrecord.model.when import UNKNOWN_TIME
from onrecord.relate.binding import Report, bound
from onrecord.relate.closing import _Told
from onrecord.relate.context import Contexts
from onrecord.relate.followups import FollowUps, _is_later
from onrecord.relate.rivals import CLOSELY, ONE_TIME, _at_one_time
from onrecord.relate.rulings import Decided
from onrecord.relate.threads import Copied, day_range
from onrecord.relate.words import article_sentences, stem, words_of

FIRST = date(2031, 3, 1)
WORDS = ["strike", "began", "ferry", "was", "cancelled", "the", "talks", "met", "harbour", "opened", "not", "yet"]
sentences = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(lambda words: f"So {' '.join(words)}.")
days = st.none() | st.integers(0, 70)


def report(number: int, text: str, day: int | None) -> Report:
    item = Draft(str(number), text).done()
    known = Draft(str(number), text, published=(FIRST + timedelta(day)).isoformat()) if day is not None else None
    published = known.article.published if known else UNKNOWN_TIME
    return bound(item, published, Decided.of(()))


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(0, 4), st.integers(0, 3), st.booleans(), st.booleans()), max_size=14
    )
)
def test_values_that_may_clash_are_all_paired(rows: list[tuple[int, int, int, bool, bool]]) -> None:
    points = [
        SimpleNamespace(
            days=(first, first + length) if known else None,
            words=SimpleNamespace(part=part),
            one=SimpleNamespace(article=SimpleNamespace(id=str(article)), figure=SimpleNamespace(unit="person")),
        )
        for first, length, article, part, known in sorted(rows, key=lambda row: (not row[4], row[0]))
    ]

    def may_clash(a: Any, b: Any) -> bool:
        if a.words.part or b.words.part:
            return False
        if a.one.article.id == b.one.article.id:
            return True
        closely = all(each.days and each.days[1] - each.days[0] <= CLOSELY for each in (a, b))
        return closely and max(a.days[0] - b.days[1], b.days[0] - a.days[1]) <= ONE_TIME

    expected = {(id(a), id(b)) for a, b in combinations(points, 2) if may_clash(a, b)}
    assert {(id(a), id(b)) for a, b in _at_one_time(cast(Any, points))} == expected


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(sentences, days), min_size=1, max_size=8), st.integers(0, 70), st.integers(0, 9))
def test_what_may_tell_how_an_announcement_ended_is_all_found(
    rows: list[tuple[str, int | None]], at: int, length: int
) -> None:
    reports = [report(number, text, day) for number, (text, day) in enumerate(rows)]
    contexts = Contexts.of(reports, lambda _, __: None)
    later = FollowUps.of(reports, contexts, Copied({}))
    day = (FIRST.toordinal() + at, FIRST.toordinal() + at + length)
    for announced in reports:
        place = Draft("x", announced.article.text).evidence("So")
        for sentence in article_sentences(announced.article, 0, len(announced.article.text)):
            context = contexts.of_sentence(announced.article, sentence)
            expected = {
                number
                for number, each in enumerate(later.found)
                if context.terms.keys() & each.context.terms.keys() and _is_later(each, announced, place, day)
            }
            assert expected <= set(later._sharing(context, announced, day))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(sentences, min_size=1, max_size=3), max_size=5), st.sets(st.sampled_from(WORDS), min_size=1))
def test_sentences_that_have_all_words_of_a_deed_are_all_found(texts: list[list[str]], deed: set[str]) -> None:
    reports = [report(number, " ".join(parts), number) for number, parts in enumerate(texts)]
    stems = {stem(word) for word in deed}
    expected = [
        (each.article.id, sentence)
        for each in reports
        for sentence in article_sentences(each.article, 0, len(each.article.text))
        if stems <= {stem(word.text) for word in words_of(sentence)}
    ]
    assert all(day_range(each.published) for each in reports)
    assert [(each.article.id, sentence) for each, sentence in _Told(reports).with_all(stems)] == expected
