"""What is no value of today's quantity: history, bare prices, ordinary tallies; and a denial that two reports have. Texts are invented."""

from __future__ import annotations

from tests.unit.relate.builders import Draft, day
from tests.unit.relate.whole import relate

from onrecord.model.when import When

TITLE = "Landslide buries road camp above Odrel"
NOW = "A landslide killed 12 people at the road camp above Odrel, the district said."
THEN = "In 2019 a landslide killed 140 people at the road camp above Odrel."
LATER = "The landslide at the road camp above Odrel killed 15 people, the district said."


def reported(source: str, sentence: str, words: str, value: float, when: When) -> Draft:
    draft = Draft(source, sentence, title=TITLE, published="2031-03-04", outlet=f"Outlet {source}")
    draft.figure(sentence, words, value, unit="person", counts="people killed", as_of=when)
    return draft


def values(*drafts: Draft) -> list[set[float | None]]:
    related = relate([draft.done() for draft in drafts])
    return [{point.low for point in series.points} for series in related.series]


def test_history_is_no_value_of_today() -> None:
    today = reported("a", NOW, "12 people", 12, day("2031-03-03"))
    later = reported("b", LATER, "15 people", 15, day("2031-03-04"))
    past = reported("c", THEN, "140 people", 140, When("2019-01-01", "2019-12-31", "year", "text"))
    assert values(today, later, past) == [{12, 15}]


def test_a_price_is_no_count() -> None:
    today = reported("a", NOW, "12 people", 12, day("2031-03-03"))
    after = "Since the landslide killed people at the road camp above Odrel, said the district, gravel stands at 41.20."
    price = Draft("b", after, title=TITLE, published="2031-03-04", outlet="Outlet b")
    price.figure(after, "41.20", 41.2, unit="", counts="people killed", as_of=day("2031-03-03"))
    related = relate([today.done(), price.done()])
    assert not related.series
    assert not related.differences


def test_an_ordinary_tally_is_no_answer() -> None:
    text = "The ferry made 14 crossings of the sound in the past week. The {} tally is 260."
    for word, answers in (("usual", 0), ("pilot's", 1)):
        sentences = text.format(word).split(". ")
        draft = Draft("a", text.format(word), title="Ferry", published="2031-03-04", outlet="Varsk Post")
        draft.figure(sentences[0], "14 crossings", 14, unit="crossing", counts="crossings")
        draft.figure(sentences[1], "260", 260, unit="")
        assert len(relate([draft.done()]).differences) == answers


def test_one_denial_in_two_reports_is_one() -> None:
    said = "Orla Tesk denied that the mill had been sold."
    drafts = []
    for source, rest in (("a", "Four hundred people work there."), ("b", "The town has two other mills.")):
        draft = Draft(source, f"{said} {rest}", title=TITLE, published="2031-03-04", outlet=f"Outlet {source}")
        draft.says(said, "the mill had been sold", "Orla Tesk", stance="denies")
        drafts.append(draft)
    related = relate([draft.done() for draft in drafts])
    denied = [claim for claim in related.claims if not any(held.kind == "supports" for held in claim.positions)]
    assert [len(claim.positions) for claim in denied] == [2]
