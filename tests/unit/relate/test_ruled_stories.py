"""Rulings on stories hold against later articles in any order, the later one stands, and one that is withdrawn never was."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations
from random import Random

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.relate.builders import Draft
from tests.unit.relate.test_stories import FERRY, FERRY_LATER, FERRY_TOO, STRIKE
from tests.unit.relate.whole import relate

from onrecord.model.annotations import Annotated
from onrecord.model.ruling import Ruling, standing
from onrecord.relate.rulings import Ruled

MILL = (
    "The mill in Quorrin opened again after the bakers' union took the offer of a bonus for night shifts.",
    "Bakers went back to work over night, the union said, and the owners of the mill spoke of a fair bonus.",
)


def article(name: str, paragraphs: tuple[str, ...], title: str, day: str) -> Annotated:
    return Draft(name, *paragraphs, title=title, published=day).done()


A, B, C, D, E = ITEMS = (
    article("a", FERRY, "Ferry Halvard aground on Tessin reef", "2031-05-02"),
    article("b", FERRY_TOO, "Lifeboats empty stranded ferry Halvard", "2031-05-02"),
    article("c", FERRY_LATER, "Second tear in hull of ferry Halvard", "2031-05-03"),
    article("d", STRIKE, "Bakers of Quorrin walk out over night shifts", "2031-05-03"),
    article("e", MILL, "Mill of Quorrin opens as bakers end night strike", "2031-05-04"),
)
a, b, c, d, e = IDS = tuple(item.article.id for item in ITEMS)


def ruling(kind: str, target: str, value: str, hour: int = 0) -> Ruling:
    return Ruling.of(kind, target, value, "Editor", f"2031-05-05T{hour:02}", "")  # type: ignore[arg-type]


def stories(items: Iterable[Annotated], *rulings: Ruling) -> set[frozenset[str]]:
    return {frozenset(story.article_ids) for story in relate(list(items), rulings).stories}


def test_the_machine_alone() -> None:
    assert stories(ITEMS) == {frozenset((a, b, c)), frozenset((d, e))}


def test_a_moved_article_leaves_its_story_for_another_and_takes_nobody_along() -> None:
    moved = ruling("move", c, f"{d} not {a} {b}")
    assert stories([A, B, C, D], moved) == {frozenset((a, b)), frozenset((c, d))}
    for order in permutations(ITEMS):
        assert stories(order, moved) == {frozenset((a, b)), frozenset((c, d, e))}


def test_a_moved_article_can_be_moved_back() -> None:
    there, back = ruling("move", c, f"{d} {e} not {a} {b}"), ruling("move", c, f"{a} {b} not {d} {e}", 1)
    assert stories(ITEMS, there, back) == stories(ITEMS) == stories(ITEMS, back, there)


def test_a_merge_brings_whole_stories_together_and_keeps_them() -> None:
    merged = ruling("merge", a, d)
    assert stories([A, B, D, E], merged) == {frozenset((a, b, d, e))}
    assert stories(ITEMS, merged) == {frozenset(IDS)}
    assert stories(ITEMS, merged, ruling("split", d, a, 1)) == stories(ITEMS)
    again = ruling("merge", d, a, 2)
    assert stories(ITEMS, merged, ruling("split", d, a, 1), again) == {frozenset(IDS)}


def test_an_article_that_is_split_off_stays_apart_from_all_that_it_left() -> None:
    apart = ruling("split", c, f"{a} {b}")
    assert stories([A, B, C], apart) == {frozenset((a, b)), frozenset((c,))}
    assert stories(ITEMS, apart) == {frozenset((a, b)), frozenset((c,)), frozenset((d, e))}
    merged = ruling("merge", a, f"{b} {d} {e}", 1)
    assert stories(ITEMS, apart, merged) == {frozenset((a, b, d, e)), frozenset((c,))}


def test_a_split_reaches_all_that_belong_together_with_the_other() -> None:
    merged, apart = ruling("merge", a, f"{b} {d} {e}"), ruling("split", b, d, 1)
    ruled = Ruled.of([merged, apart])
    assert all(not {b, d} <= group for group in ruled.together)
    found = stories(ITEMS, merged, apart)
    assert not any({b, d} <= story for story in found)


def test_what_is_withdrawn_never_was_and_a_withdrawal_can_be_withdrawn() -> None:
    merged = ruling("merge", a, d)
    undone = ruling("withdraw", merged.id, "", 1)
    redone = ruling("withdraw", undone.id, "", 2)
    assert standing([undone, merged]) == []
    assert standing([redone, undone, merged]) == [merged]
    assert stories(ITEMS, merged, undone) == stories(ITEMS)
    assert stories(ITEMS, merged, undone, redone) == stories(ITEMS, merged)


@st.composite
def any_ruling(draw: st.DrawFn) -> Ruling:
    kind = draw(st.sampled_from(["merge", "split", "move"]))
    target, first, *others = draw(st.lists(st.sampled_from(IDS), min_size=2, max_size=4, unique=True))
    value = [first, *(["not"] if kind == "move" and others else []), *others]
    return ruling(kind, target, " ".join(value), draw(st.integers(0, 5)))


@given(st.lists(any_ruling(), max_size=6), st.randoms(use_true_random=False))
def test_rulings_are_free_of_contradictions_whatever_their_order(rulings: list[Ruling], chance: Random) -> None:
    ruled = Ruled.of(rulings)
    shuffled = list(rulings)
    chance.shuffle(shuffled)
    assert Ruled.of(shuffled) == ruled
    for group in ruled.together:
        assert not any(pair <= group for pair in ruled.apart)
    found = stories(ITEMS, *rulings)
    assert all(any(group <= story for story in found) for group in ruled.together)
    assert not any(pair <= story for pair in ruled.apart for story in found)
