"""What is one claim: propositions that say the same or the opposite, movements, denials and doubts of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.relate.builders import Draft

from onrecord.model.annotations import Annotated
from onrecord.model.relations import Claim, Relations
from onrecord.model.statement import Mention
from onrecord.model.when import UNKNOWN_TIME
from onrecord.relate import relate
from onrecord.relate.binding import bound
from onrecord.relate.context import Contexts
from onrecord.relate.movements import movements_in
from onrecord.relate.propositions import Proposition, opposed, proposition_of, propositions_of, same, same_chance
from onrecord.relate.rulings import Decided


def propositions(*texts: str, name: str | None = "Varnia") -> list[Proposition]:
    found = []
    for number, text in enumerate(texts):
        draft = Draft(str(number), text, published="2031-03-03")
        if name and name in text:
            draft.mention(name, name, "country", place="VA")
        item = draft.done()
        contexts = Contexts.of([bound(item, UNKNOWN_TIME, Decided.of(()))], lambda _, __: None)
        found.append(proposition_of(item.article, draft.find(text), contexts))
    return found


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            "the convoy crossed the old bridge at Ismerel before dawn",
            "a convoy crossed the old bridge before dawn",
            True,
        ),
        (
            "the convoy crossed the old bridge before dawn",
            "the convoy has not crossed the old bridge before dawn",
            False,
        ),
        ("the convoy crossed the old bridge before dawn", "the bakers of Ismerel want a cheaper oven", False),
        ("the lender cut 400 jobs at its branches", "the lender cut 900 jobs at its branches", False),
        ("Varnia is pulling its troops back", "forces of Varnia are withdrawing from the river", True),
        ("Varnia is pulling its troops back", "forces of Varnia are massing at the river", False),
    ],
)
def test_same(one: str, other: str, expected: bool) -> None:
    a, b = propositions(one, other)
    assert same(a, b) is expected
    assert same(b, a) is expected


def test_shared_names_alone_say_nothing() -> None:
    a, b = propositions("Varnia has appointed a new envoy", "Varnia has exported less barley")
    assert same_chance(a, b) == 0


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Varnia", "troops", "not", "withdrew", "900", "crossed", "the", "old", "bridge", "closed", "at", "dawn"]
        ),
        max_size=14,
    )
)
def test_the_chance_is_symmetric_and_a_chance(words: list[str]) -> None:
    half = len(words) // 2
    texts = [" ".join(["so", *part]) for part in (words[:half], words[half:])]
    a, b = propositions(*texts, name=None)
    assert 0 <= same_chance(a, b) == same_chance(b, a) <= 1
    assert opposed(a, b) is opposed(b, a)


@pytest.mark.parametrize(
    ("text", "ways"),
    [
        ("its forces were pulling back", {(0, 1)}),
        ("the military build-up goes on", {(0, 0)}),
        ("there is no sign of a withdrawal", {(0, 0)}),
        ("it is boosting its forces, despite claims that it was withdrawing some", {(0, 0)}),
        ("the forces - part of a huge buildup - were pulling back", {(0, 1)}),
        ("it called on the army to end its build-up", set()),
        ("the troops would withdraw next week", set()),
        ("troops are massing here and withdrawing there", set()),
        ("the bakers want a cheaper oven", set()),
    ],
)
def test_movements(text: str, ways: set[tuple[int, int]]) -> None:
    assert {movement.way for movement in movements_in(text)} == ways


def told(source: str, *said: tuple[str, str, str, str]) -> Annotated:
    """A report: of each statement the sentence, its content, the speaker and the stance. Varnia's are those of Oleg Marr."""
    draft = Draft(source, " ".join(sentence for sentence, *_ in said), published="2031-03-03", outlet=source)
    for sentence, content, speaker, stance in said:
        role, country = ("defence minister", "VA") if speaker == "Oleg Marr" else (None, None)
        draft.says(sentence, content, speaker, stance=stance, role=role, country=country)  # type: ignore[arg-type]
    for sentence, *_ in said:
        if "Varnia" in sentence:
            start = draft.find(sentence).start + sentence.index("Varnia")
            draft.mentions.append(
                Mention("Varnia", start, start + len("Varnia"), "country", "Varnia", None, "VA", None)
            )
    return draft.done()


BACK = ("Varnia is pulling its forces back, Oleg Marr said.", "Varnia is pulling its forces back", "Oleg Marr", "says")
UP = (
    "Varnia's military build-up is going on, Lena Brandt said.",
    "Varnia's military build-up is going on",
    "Lena Brandt",
    "says",
)
BLASTED = (
    "Tom Hale blasted Varnia's claim that it was withdrawing troops.",
    "Varnia's claim that it was withdrawing troops", "Tom Hale", "accuses",
)  # fmt: skip
DOUBTED = (
    "Driving tanks about was no proof of a pullout of the troops, Per Lund said.",
    "Driving tanks about was no proof of a pullout of the troops",
    "Per Lund",
    "says",
)


def claim_of(relations: Relations, words: str) -> Claim:
    (claim,) = (claim for claim in relations.claims if words in claim.about)
    return claim


def test_a_movement_is_one_claim_with_who_denies_and_who_doubts_it() -> None:
    relations = relate([told("Post", BACK), told("Courier", UP), told("Gazette", BACK, BLASTED, DOUBTED)], ())
    claim = claim_of(relations, "pulling its forces back")
    held = {(each.kind, each.speaker) for each in claim.positions}
    assert held == {("supports", "Oleg Marr"), ("denies", "Tom Hale"), ("doubts", "Per Lund")}
    assert claim.state == "disputed"
    assert not any(
        "Varnia's claim" in each.about for each in relations.claims
    )  # whoever assails a claim does not make it
    status = [each for each in relations.differences if each.kind == "status"]
    assert len(status) == 1
    assert {side.speaker for side in status[0].sides} == {"Oleg Marr", "Lena Brandt"}


def test_one_voice_is_no_difference() -> None:
    other = ("Varnia is massing troops, Oleg Marr said.", "Varnia is massing troops", "Oleg Marr", "says")
    assert not relate([told("Post", BACK), told("Courier", other)], ()).differences


def test_a_denial_needs_more_than_a_shared_name() -> None:
    denied = ("Oleg Marr denied that Varnia had bought barley.", "Varnia had bought barley", "Oleg Marr", "denies")
    relations = relate([told("Post", UP), told("Courier", denied)], ())
    assert all(each.kind != "denies" for each in claim_of(relations, "build-up").positions)


def test_a_state_does_not_deny_itself() -> None:
    denied = ("Oleg Marr denied that troops were withdrawing.", "troops were withdrawing", "Oleg Marr", "denies")
    relations = relate([told("Post", BACK), told("Courier", denied)], ())
    assert all(each.kind != "denies" for each in claim_of(relations, "pulling").positions)


def test_a_statement_that_nobody_shares_is_one_claim() -> None:
    content = "The mill burned. The ferry sank in the gale. Nobody rang the bell of Ismerel"
    relations = relate([told("Post", (f"{content}, Lena Brandt said.", content, "Lena Brandt", "says"))], ())
    assert [len(each.positions) for each in relations.claims] == [1]


def test_propositions_are_sentences_of_what_is_said() -> None:
    item = told(
        "Post",
        ("Lena Brandt: The mill burned. The ferry sank.", "The mill burned. The ferry sank.", "Lena Brandt", "says"),
    )
    contexts = Contexts.of([bound(item, UNKNOWN_TIME, Decided.of(()))], lambda _, __: None)
    found = propositions_of(item.article, item.annotations.statements[0], contexts)
    assert [each.passage.text for each in found] == ["The mill burned.", "The ferry sank."]
