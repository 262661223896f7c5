"""Stories: articles of invented places grouped by happening, whatever their order; identifiers stay when a story grows."""

from itertools import permutations

import numpy as np
import pytest
from tests.unit.relate.builders import Draft
from tests.unit.relate.whole import relate

from onrecord.model.annotations import Annotated
from onrecord.model.ruling import Ruling
from onrecord.model.sketch import Sketch
from onrecord.relate.rarity import FLOOR, rarity, share
from onrecord.relate.signals import NUMBERS, SIGNALS, chances, learned, signals, told
from onrecord.relate.sketches import sketch

FERRY = (
    "The ferry Halvard ran aground on the Tessin reef off Quorrin before dawn, and 212 passengers were taken off by lifeboats.",
    "Coastguards said the hull of the Halvard was torn over a third of its length. Divers will look at the reef.",
)
FERRY_TOO = (
    "Lifeboats took 212 passengers off the ferry Halvard after it struck the Tessin reef near Quorrin.",
    "The hull is torn, coastguards said, and oil is leaking from the Halvard. Divers wait for the tide.",
)
FERRY_LATER = (
    "Divers found a second tear in the hull of the Halvard, the ferry that ran aground on the Tessin reef off Quorrin.",
    "Tugs will try to pull the Halvard from the reef at high tide, coastguards said.",
)
STRIKE = (
    "Bakers in Quorrin stopped work over night shifts, and the city's largest mill stood still.",
    "The bakers' union wants a bonus for night shifts. The mill's owners offered talks with the union.",
)


def _article(name: str, paragraphs: tuple[str, ...], title: str, day: str) -> Annotated:
    return Draft(name, *paragraphs, title=title, published=day).done()


def _all() -> list[Annotated]:
    return [
        _article("a", FERRY, "Ferry Halvard aground on Tessin reef", "2031-05-02"),
        _article("b", FERRY_TOO, "Lifeboats empty stranded ferry Halvard", "2031-05-02"),
        _article("c", FERRY_LATER, "Second tear in hull of ferry Halvard", "2031-05-03"),
        _article("d", STRIKE, "Bakers of Quorrin walk out over night shifts", "2031-05-03"),
    ]


def _stories(items: list[Annotated], rulings: tuple[Ruling, ...] = ()) -> dict[str, frozenset[str]]:
    return {story.id: frozenset(story.article_ids) for story in relate(items, rulings).stories}


def _sketches() -> list[Sketch]:
    return [sketch(item) for item in _all()]


def test_one_happening_is_one_story_and_another_is_not() -> None:
    a, b, c, d = _all()
    found = set(_stories([a, b, c, d]).values())
    assert found == {frozenset(item.article.id for item in (a, b, c)), frozenset([d.article.id])}


def test_the_order_of_articles_does_not_matter() -> None:
    first = relate(_all()).stories
    assert all(relate(list(order)).stories == first for order in permutations(_all()))


def test_an_identifier_stays_when_its_story_grows() -> None:
    a, b, c, d = _all()
    (before,) = (key for key, members in _stories([a, b, d]).items() if a.article.id in members)
    (after,) = (key for key, members in _stories([a, b, c, d]).items() if c.article.id in members)
    assert before == after


def test_rulings_hold_against_any_chance() -> None:
    a, b, c, d = _all()
    split = Ruling.of("split", a.article.id, b.article.id, "Editor", "2031-05-04T00:00", "two ships")
    merge = Ruling.of("merge", a.article.id, d.article.id, "Editor", "2031-05-04T00:00", "one town")
    together = _stories([a, b, c, d], (split, merge)).values()
    assert any({a.article.id, d.article.id} <= members for members in together)
    assert not any({a.article.id, b.article.id} <= members for members in together)


def test_the_same_words_long_after_are_another_story() -> None:
    a, b, _, _ = _all()
    later = _article("b", FERRY_TOO, "Lifeboats empty stranded ferry Halvard", "2031-07-10")
    assert len(_stories([a, b])) == 1
    assert len(_stories([a, later])) == 2


def test_signals_are_symmetric_and_bounded() -> None:
    found = signals(_sketches())
    assert found.shape == (4, 4, len(SIGNALS))
    assert np.array_equal(found, found.transpose(1, 0, 2))
    assert found.min() >= 0 and found[:, :, : SIGNALS.index("numbers")].max() <= 1.000001 and found.max() <= NUMBERS
    likely = chances(_sketches())
    assert likely[0, 1] > 0.5 > likely[0, 3]


def test_articles_without_words_are_like_nothing() -> None:
    empty = [Draft(name, "").done() for name in ("x", "y")]
    assert chances([*map(sketch, empty), _sketches()[0]])[0, 1:].max() < 0.01


def test_numbers_that_tell_little_are_left_out() -> None:
    item = Draft("n", "In 2031 some 212 of 40 were moved 3.5 miles on the 9th, 1,200 stayed.").done()
    assert told(sketch(item)).numbers == {"212", "3.5", "1,200"}


def test_rarity_is_fixed_and_grows_as_a_term_gets_rarer() -> None:
    assert rarity("said") < rarity("minister") < rarity("qzzvx")
    assert share("qzzvx") == FLOOR and rarity("qzzvx") == pytest.approx(8.517, abs=0.001)


def test_what_was_learned_is_complete() -> None:
    model = learned()
    assert tuple(model.weights) == SIGNALS and 0 < model.together < 1
