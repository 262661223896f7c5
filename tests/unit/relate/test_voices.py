"""Independent voices: who counts among those that support a claim."""

from __future__ import annotations

from tests.unit.relate.builders import Draft

from onrecord.model.relations import Position
from onrecord.model.when import UNKNOWN_TIME
from onrecord.relate.binding import bound
from onrecord.relate.rulings import Decided
from onrecord.relate.voices import Voices

DRAFTS = {
    "a": Draft("a", "A convoy of forty lorries crossed the old bridge before dawn.", outlet="Post"),
    "b": Draft("b", "Before dawn a convoy of forty lorries crossed the old bridge.", outlet="Courier"),
    "c": Draft("c", "Lorries were heard on the bridge at night.", outlet="Gazette"),
    "d": Draft("d", "Engines woke the village by the bridge."),
    "e": Draft("e", "People at the bridge speak of heavy traffic."),
    "f": Draft("f", "Heavy traffic at the bridge, the mayor said.", outlet="Gazette"),
    "g": Draft("g", "The water board puts the losses at forty lorries.", outlet="Courier"),
    "h": Draft("h", "Forty lorries are lost, says a driver.", outlet="Post"),
    "i": Draft("i", "A lost fleet: forty lorries, by a farmer's count.", outlet="Post"),
    "j": Draft("j", "Forty are gone, Ora Lind of Clear Wells told us.", outlet="Gazette"),
    "k": Draft("k", "We count forty lorries that never came back.", outlet="Clear Wells Relief"),
}
VOICES = Voices.of([bound(draft.done(), UNKNOWN_TIME, Decided.of(())) for draft in DRAFTS.values()])


def held(name: str, speaker: str | None = None, *, known: bool = False) -> Position:
    article = DRAFTS[name].article
    evidence = DRAFTS[name].evidence(article.text.strip())
    origin = speaker or article.outlet or article.id
    actor = f"act_{speaker}" if known else None
    return Position("supports", None, None, actor, speaker, False, origin, UNKNOWN_TIME, evidence)


def counted(*positions: Position) -> list[str]:
    return [each.origin for each in VOICES.independent(positions)]


def test_one_sentence_printed_twice_is_one_voice() -> None:
    assert counted(held("a"), held("b")) == ["Post"]
    assert counted(held("a", "Lena Brandt"), held("b", "Brandt")) == ["Lena Brandt"]


def test_outlets_that_tell_it_in_their_own_words_count() -> None:
    assert counted(held("a"), held("c")) == ["Post", "Gazette"]


def test_an_outlet_that_names_who_told_it_is_none() -> None:
    assert counted(held("c"), held("f", "the mayor")) == ["the mayor"]


def test_of_unknown_outlets_one_counts() -> None:
    assert len(counted(held("d"), held("e"))) == 1
    assert len(counted(held("d"), held("e", "the miller"))) == 2


def test_an_outlet_that_names_a_supporter_is_no_second_voice() -> None:
    assert counted(held("g"), held("c", "Water Board of Varnia", known=True)) == ["Water Board of Varnia"]


def test_those_whom_one_outlet_describes_are_one_voice() -> None:
    assert counted(held("h", "a driver"), held("i", "a farmer")) == ["a driver"]
    assert len(counted(held("h", "a driver"), held("j", "a farmer"))) == 2


def test_a_description_in_the_same_words_is_one_voice() -> None:
    assert counted(held("h", "the bridge inspector"), held("j", "Varnia's bridge inspector")) == [
        "the bridge inspector"
    ]


def test_a_body_and_one_of_its_people_are_one_voice() -> None:
    assert counted(held("k"), held("j", "Ora Lind", known=True)) == ["Ora Lind"]
    assert len(counted(held("a"), held("j", "Ora Lind", known=True))) == 2
