"""What is told of two articles is what was decided: the same chance, the same relation, passages that stand where it says."""

from __future__ import annotations

from math import exp

import pytest
from tests.unit.relate.builders import Draft
from tests.unit.relate.test_ruled_stories import ITEMS, A, B, D, a, b, d
from tests.unit.relate.whole import relate

from onrecord.model.annotations import Annotated
from onrecord.model.article import Article
from onrecord.relate import explaining
from onrecord.relate.signals import SIGNALS, chances, learned
from onrecord.relate.sketches import sketch

NOTE = (
    "The harbour master of Quorrin closed the eastern basin on Monday after a crane fell across two moored trawlers and the quay.",
    "Nobody was hurt, said the harbour master, but the basin will stay closed until the crane has been cut up and shipped away.",
)
QUOTED = '"We have asked for a second crane since the spring and nobody in the ministry of works has ever answered a letter of ours," he said.'


def article(name: str, *paragraphs: str, title: str = "Crane falls in the eastern basin of Quorrin") -> Article:
    return Draft(name, *paragraphs, title=title, published="2031-05-02").done().article


def test_the_chance_is_the_one_that_was_learned() -> None:
    sketches = sorted((sketch(item) for item in ITEMS), key=lambda item: item.article_id)
    place = {item.article_id: index for index, item in enumerate(sketches)}
    together = [story.article_ids for story in relate(list(ITEMS)).stories]
    tie = explaining.tie((a, b), sketches, (), (), [story for story in together if a in story])
    assert [signal.name for signal in tie.signals] == list(SIGNALS)
    assert tie.chance == chances(sketches)[place[a], place[b]]
    total = sum(signal.contribution for signal in tie.signals) + tie.constant
    assert tie.chance == pytest.approx(1 / (1 + exp(-total)), abs=1e-4)
    assert tie.within and tie.days == 0 and tie.left == 1 and tie.average >= tie.needed == learned().together
    apart = explaining.tie((a, d), sketches, (), (), [story for story in together if {a, d} & set(story)])
    assert apart.average < apart.needed


def test_of_two_neighbourhoods_it_is_told_what_the_chance_can_be_at_most() -> None:
    tie = explaining.tie_apart(sketch(A), sketch(D), ())
    assert not tie.within and tie.chance < tie.needed
    assert tie.signals[0].value == tie.signals[1].value


def test_each_member_has_its_strongest_partner() -> None:
    sketches = [sketch(item) for item in ITEMS]
    found = explaining.strongest([a, b], sketches, (), ())
    assert found[a] == (b, found[b][1]) and found[b][0] == a


def holds(overlap: object, one: Article, other: Article) -> list[tuple[str, str]]:
    return [
        (one.text[passage.a.start : passage.a.end], other.text[passage.b.start : passage.b.end])
        for passage in overlap.passages  # type: ignore[attr-defined]
    ]


def test_a_copied_passage_stands_in_both() -> None:
    one, other = article("x", *NOTE), article("y", "Sport and weather follow below.", *NOTE)
    overlap = explaining.overlap(one, other)
    assert overlap.relation == "near" and {passage.kind for passage in overlap.passages} == {"copied"}
    assert all(mine == theirs for mine, theirs in holds(overlap, one, other))
    turned = explaining.overlap(other, one)
    assert (turned.share_a, turned.share_b) == (overlap.share_b, overlap.share_a)


def test_a_shared_quotation_is_told_as_one() -> None:
    one = article("x", "Fishermen of Quorrin spoke to the head of the port.", QUOTED)
    other = article(
        "y", "A letter to the editor from Tessin deals with cranes, and with ministers.", QUOTED, title="Letters"
    )
    overlap = explaining.overlap(one, other)
    assert overlap.relation is None
    assert [passage.kind for passage in overlap.passages] == ["quotation"]
    ((mine, theirs),) = holds(overlap, one, other)
    assert mine == theirs and mine.startswith("We have asked")


def test_what_shares_nothing_has_no_passages() -> None:
    items: list[Annotated] = [A, D]
    overlap = explaining.overlap(items[0].article, items[1].article, [B.article])
    assert (overlap.relation, overlap.passages) == (None, ())
