"""The whole room on a small thread: laws, figures, claims, denials, announcements, rulings."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator

import pytest
from builders import Draft, day, weekday
from hypothesis import given, settings
from hypothesis import strategies as st
from whole import keys, link, relate

from onrecord.model.annotations import Annotated
from onrecord.model.codec import dumps
from onrecord.model.passage import Evidence
from onrecord.model.relations import Relations
from onrecord.model.ruling import Ruling

FIRST = "About 30,000 Lasmini troops stand near the Varnish border, Defence Minister Jonas Ardel said."
RISE = "Some 45,000 Lasmini troops now stand near the Varnish border, Jonas Ardel said."
RIVAL = "Only 12,000 Lasmini troops stand near the Varnish border, Colonel Iven Marat said."
MEET = "Teodora Lasmin will meet Ivo Brandel in Odrel on Thursday to settle the fishing quota."
MET = "Teodora Lasmin met Ivo Brandel in Odrel on Thursday and settled the fishing quota."
BLAME = "Varnia sank the trawler Sturgeon with a mine, Colonel Iven Marat said."
DENY = "Jonas Ardel denied that Varnia had sunk the trawler Sturgeon."


def thread() -> list[Annotated]:
    one = Draft(
        "one", FIRST, MEET, BLAME, title="Troops gather near Varnish border", published="2031-03-03", outlet="Post"
    )
    said = one.says(FIRST, "About 30,000 Lasmini troops stand near the Varnish border", "Jonas Ardel")
    one.figure(FIRST, "About 30,000", 30000, unit="troop", counts="Lasmini troops", statement=said)
    one.event(MEET, "meet", "announced", actors=["Teodora Lasmin", "Ivo Brandel"], place="Odrel", when=weekday(3, 1))
    one.mention("Teodora Lasmin", "Teodora Lasmin").mention("Ivo Brandel", "Ivo Brandel")
    one.mention("Jonas Ardel", "Jonas Ardel", role="Defence Minister", country="VA")
    one.says(BLAME, "Varnia sank the trawler Sturgeon with a mine", "Iven Marat")

    two = Draft("two", RIVAL, DENY, title="Lasmin army plays down troops", published="2031-03-03", outlet="Courier")
    said = two.says(RIVAL, "Only 12,000 Lasmini troops stand near the Varnish border", "Iven Marat")
    two.figure(RIVAL, "12,000", 12000, unit="troop", counts="Lasmini troops", statement=said)
    two.says(DENY, "Varnia had sunk the trawler Sturgeon", "Jonas Ardel", stance="denies")

    three = Draft("three", RISE, MET, title="More troops near Varnish border", published="2031-03-07", outlet="Post")
    said = three.says(RISE, "Some 45,000 Lasmini troops now stand near the Varnish border", "Jonas Ardel")
    three.figure(RISE, "45,000", 45000, unit="troop", counts="Lasmini troops", statement=said)
    three.event(MET, "met", "happened", actors=["Teodora Lasmin", "Ivo Brandel"], place="Odrel", when=weekday(3, -1))
    three.mention("Teodora Lasmin", "Teodora Lasmin").mention("Ivo Brandel", "Ivo Brandel")
    return [one.done(), two.done(), three.done()]


@pytest.fixture(scope="module")
def related() -> Relations:
    return relate(thread())


def test_the_articles_link_and_a_stranger_does_not() -> None:
    one, two, three = thread()
    assert link(one, two) and link(two, three) and link(one, three)
    stranger = Draft(
        "cup", "Rovers beat Union on penalties after a goalless semi-final in the rain.", published="2031-03-03"
    ).done()
    assert all(link(stranger, item) is None for item in (one, two, three))
    assert set(keys(one)) & set(keys(two))


def test_a_link_is_symmetric_and_needs_two() -> None:
    items = thread()
    assert all(link(a, b) == link(b, a) for a in items for b in items)
    assert link(items[0], items[0]) is None


def test_figures_move_in_one_series(related: Relations) -> None:
    (series,) = related.series
    assert [point.low for point in series.points if point.claimant == "Jonas Ardel"] == [30000, 45000]
    states = {claim.about: claim for claim in related.claims if claim.about.startswith(("About 30", "45"))}
    assert states["About 30,000 Lasmini troops"].state == "superseded"
    assert states["About 30,000 Lasmini troops"].superseded_by == states["45,000 Lasmini troops"].id


def test_rival_figures_of_one_day_differ_and_the_later_one_of_the_same_man_does_not(related: Relations) -> None:
    numbers = [{side.value for side in item.sides} for item in related.differences if item.kind == "number"]
    assert numbers == [{"About 30,000", "12,000"}]


def test_a_denial_finds_the_claim_it_denies(related: Relations) -> None:
    (denial,) = [item for item in related.differences if item.kind == "denial"]
    assert {side.speaker for side in denial.sides} == {"Iven Marat", "Jonas Ardel"}
    (claim,) = [item for item in related.claims if "Sturgeon" in item.about]
    assert claim.state == "disputed" and claim.origins == ("Iven Marat",)


def test_what_was_announced_is_held(related: Relations) -> None:
    (meeting,) = [event for event in related.events if event.code == "CONSULT"]
    assert meeting.status == "held"
    assert [turn.status for turn in meeting.turns][:2] == ["announced", "happened"]
    assert meeting.when.first_day == "2031-03-06"


def test_what_nobody_reports_is_unreported() -> None:
    one, two, _ = thread()
    late = Draft("late", "Rain fell on the Varnish border and the troops put up tents.", published="2031-03-20").done()
    (meeting,) = [event for event in relate([one, two, late]).events if event.code == "CONSULT"]
    assert meeting.status == "unreported" and "2031-03-20" in meeting.when.reason


def test_any_order_gives_the_same() -> None:
    expected = dumps(relate(thread()))
    items = thread()
    for seed in range(5):
        random.Random(seed).shuffle(items)
        assert dumps(relate(items)) == expected


def _evidence(record: object) -> Iterator[Evidence]:
    if isinstance(record, Evidence):
        yield record
    elif dataclasses.is_dataclass(record):
        for field in dataclasses.fields(record):
            yield from _evidence(getattr(record, field.name))
    elif isinstance(record, tuple):
        for item in record:
            yield from _evidence(item)


def test_all_evidence_holds(related: Relations) -> None:
    texts = {item.article.id: item.article.text for item in thread()}
    found = list(_evidence(related))
    assert len(found) > 20
    assert all(piece.holds_in(texts[piece.article_id]) for piece in found)


def test_an_empty_thread_is_an_error() -> None:
    with pytest.raises(ValueError, match="at least one"):
        relate([])


def _ruled(kind: str, target: str, value: str, at: str = "2031-04-01T00:00") -> Ruling:
    return Ruling.of(kind, target, value, "ed", at, "checked")  # type: ignore[arg-type]


def test_rulings_set_the_effective_values() -> None:
    items = thread()
    statement = items[0].annotations.statements[0]
    figure = items[0].annotations.figures[0]
    rulings = [
        _ruled("speaker", statement.id, "Marta Ventrel"),
        _ruled("stance", statement.id, "warns"),
        _ruled("figure", figure.id, "28000..32000"),
        _ruled("date", items[2].article.id, "2031-03-08"),
    ]
    found = relate(items, rulings)
    (changed,) = [item for item in found.statements if item.id == statement.id]
    assert (changed.speaker.name, changed.stance) == ("Marta Ventrel", "warns")
    assert rulings[1].id in changed.reason
    (value,) = [item for item in found.figures if item.id == figure.id]
    assert (value.low, value.high) == (28000, 32000)
    (dating,) = [item for item in found.datings if item.article_id == items[2].article.id]
    assert dating.published.known_from == "ruling" and dating.published.first_day == "2031-03-08"
    assert relate(items, rulings[::-1]) == found


def test_of_two_rulings_the_later_stands_and_nonsense_changes_nothing() -> None:
    items = thread()
    statement = items[0].annotations.statements[0]
    earlier = _ruled("stance", statement.id, "warns", "2031-04-01T00:00")
    later = _ruled("stance", statement.id, "predicts", "2031-04-02T00:00")
    (changed,) = [item for item in relate(items, [later, earlier]).statements if item.id == statement.id]
    assert changed.stance == "predicts"
    assert relate(items, [_ruled("date", items[0].article.id, "soon")]) == relate(items)


def test_merge_and_split_move_articles_between_stories() -> None:
    items = thread()
    a, b = items[0].article.id, items[2].article.id

    def together(found: Relations) -> bool:
        return any({a, b} <= set(story.article_ids) for story in found.stories)

    assert together(relate(items, [_ruled("merge", a, b)]))
    assert not together(relate(items, [_ruled("split", a, b)]))
    assert together(relate(items, [_ruled("split", a, b), _ruled("merge", b, a, "2031-05-01T00:00")]))


def test_an_anonymous_source_counts_as_its_outlet() -> None:
    sentence = "Convoys crossed the Ismerel bridge at night, a senior official said."
    items = []
    for outlet in ("Post", "Courier"):
        draft = Draft(outlet, sentence, title=outlet, published="2031-03-03", outlet=outlet)
        draft.says(
            sentence,
            "Convoys crossed the Ismerel bridge at night",
            None,
            words="a senior official",
            anonymous=True,
            via=["Meridian"],
        )
        items.append(draft.done())
    (claim,) = relate(items).claims
    assert claim.origins == ("anonymous via Meridian",) and claim.state == "single_source"


def test_a_headline_that_repeats_the_body_is_no_position_of_its_own() -> None:
    told = "Convoys crossed the Ismerel bridge at night, Jonas Ardel said."
    again = "Convoys crossed Ismerel bridge at night, says Jonas Ardel."
    draft = Draft("one", told, again, title="Convoys", published="2031-03-03", outlet="Post")
    body = draft.says(told, "Convoys crossed the Ismerel bridge at night", "Jonas Ardel")
    heading = draft.says(again, "Convoys crossed Ismerel bridge at night", "Jonas Ardel")

    def positions(repeats: str | None) -> int:
        draft.statements[-1] = dataclasses.replace(heading, segment="heading", repeats=repeats)
        return sum(len(claim.positions) for claim in relate([draft.done()]).claims)

    assert (positions(None), positions(body.id)) == (2, 1)


WORDS = st.sampled_from(
    [
        "Varnia",
        "said",
        "“no",
        "yes”",
        "\n\n",
        "30,000",
        "troops",
        "denied",
        "(AP)",
        "'",
        '"',
        "on",
        "Monday",
        "—",
        "\u202e",
        "é",
        ".",
    ]
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=60), min_size=1, max_size=4))
def test_no_text_breaks_it(texts: list[list[str]]) -> None:
    items = []
    for number, parts in enumerate(texts):
        draft = Draft(f"t{number}", " ".join(parts), published=day("2031-03-03") if number % 2 else None)
        items.append(draft.done())
    assert {item.article_id for item in relate(items).datings} == {item.article.id for item in items}
    assert dumps(relate(items)) == dumps(relate(items[::-1]))
