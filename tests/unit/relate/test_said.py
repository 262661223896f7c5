"""The indexes of a thread find all that comparing everything with everything finds."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.relate.builders import Draft

from onrecord.model.when import UNKNOWN_TIME
from onrecord.relate.binding import bound
from onrecord.relate.context import Contexts
from onrecord.relate.propositions import LEAST_SHARED, Proposition, covered, proposition_of, same
from onrecord.relate.rulings import Decided
from onrecord.relate.said import HEAVIEST, Said

WORDS = [
    "Varnia", "troops", "soldiers", "not", "withdrew", "massing", "900", "400", "crossed", "the", "old", "bridge", "closed", "reopened",
    "quay", "ferry", "barley", "envoy", "signal", "convoy", "lender", "tunnel", "harbour", "vessel",
]  # fmt: skip

texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(lambda words: " ".join(["so", *words]))


def proposition(number: int, text: str) -> Proposition:
    draft = Draft(str(number), text, published="2031-03-03")
    if "Varnia" in text:
        draft.mention("Varnia", "Varnia", "country", place="VA")
    item = draft.done()
    contexts = Contexts.of([bound(item, UNKNOWN_TIME, Decided.of(()))], lambda _, __: None)
    return proposition_of(item.article, draft.find(text), contexts)


def held(found: list[Proposition]) -> Said:
    said = Said()
    for number, each in enumerate(found):
        said.add(number, [each], f"outlet {number % 2}")
    return said


def share_a_heavy_word(a: Proposition, b: Proposition) -> bool:
    heaviest = sorted(a.plain, key=lambda term: (-a.plain[term], term))[:HEAVIEST]
    return any(term in b.plain for term in heaviest)


@settings(max_examples=150, deadline=None)
@given(texts, st.lists(texts, max_size=12))
def test_nothing_that_says_the_same_is_passed_over(text: str, others: list[str]) -> None:
    one, found = proposition(99, text), [proposition(n, each) for n, each in enumerate(others)]
    expected = [
        (number, other)
        for number, other in enumerate(found)
        if share_a_heavy_word(one, other)
        and len(one.plain.keys() & other.plain.keys()) >= LEAST_SHARED
        and same(one, other)
    ]
    assert [(number, other) for number, other in held(found).alike(one) if same(one, other)] == expected


@settings(max_examples=150, deadline=None)
@given(texts, st.lists(texts, max_size=12), st.sampled_from([(0.5, 3), (0.65, 3), (0.95, 2)]), st.booleans())
def test_nothing_that_has_enough_of_a_denial_is_passed_over(
    text: str, others: list[str], enough: tuple[float, int], named: bool
) -> None:
    one, found = proposition(99, text), [proposition(n, each) for n, each in enumerate(others)]
    said = held(found)
    pointed = said.naming(None, "VA", ["outlet 1"] if named else [])
    assert pointed == {
        number for number, other in enumerate(found) if "VA" in other.context.countries or (named and number % 2 == 1)
    }
    rows = {row for row, _ in one.ways}
    expected = set()
    for number, other in enumerate(found):
        share, words = covered(one, other)
        fits = (share >= enough[0] and words >= enough[1]) or (number in pointed and share >= 0.3 and words > 0)
        if share_a_heavy_word(one, other) and (fits or rows & {row for row, _ in other.ways}):
            expected.add(number)
    given = list(said.covering(one, enough, pointed, 0.3))
    assert expected <= {each.owner for each in given}
    assert all((each.share, each.words) == covered(one, each.said) for each in given)
    assert all(each.pointed == (each.owner in pointed) for each in given)
    still = [each.share for each in given if not rows & {row for row, _ in each.said.ways}]
    assert still == sorted(still, reverse=True)
