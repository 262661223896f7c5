"""Negations, senses, and the contradictions that need no word of denying."""

from __future__ import annotations

from builders import Draft
from hypothesis import given
from hypothesis import strategies as st
from whole import relate

from onrecord.model.relations import Difference, Relations
from onrecord.relate.negations import negations_in
from onrecord.relate.senses import excluded_by, group_of, root
from onrecord.relate.words import stem


def denials(related: Relations) -> list[Difference]:
    return [each for each in related.differences if each.kind == "denial"]


def negated(text: str) -> list[str]:
    return [text[each.start : each.end].strip() for each in negations_in(text)]


def test_what_is_negated_ends_with_the_clause() -> None:
    assert negated("The mill has never burned, but the barn did.") == ["burned"]
    assert negated("It is false that the ferry was turned away.") == ["the ferry was turned away."]
    assert negated("The claim that the ferry was turned away is untrue.") == ["the ferry was turned away"]


def test_what_is_unknown_supposed_or_told_by_the_way_is_no_negation() -> None:
    assert negated("The barn is no longer in use.") == []
    assert negated("If the barn is not sold, it will rot.") == []
    assert negated("The driver, who was not hurt, spoke to the ferryman.") == []


@given(st.text(max_size=300))
def test_negations_lie_in_the_text_whatever_it_is(text: str) -> None:
    assert all(0 <= each.start <= each.end <= len(text) for each in negations_in(text))


def test_senses() -> None:
    assert root(stem("foreigner")) == root(stem("foreign"))
    assert group_of(stem("shelled")) & group_of(stem("fired"))
    assert not group_of(stem("orchard"))
    assert excluded_by(stem("alive")) & group_of(stem("killed"))


def released(text: str, published: str = "2031-03-12") -> Draft:
    return Draft(
        "b.txt", "Ministry of the Navy", "For immediate release", text, published=published, outlet="Navy Office"
    )


def shelled() -> Draft:
    one = Draft(
        "a.txt", "A naval gunboat shelled the grain store at Pell Quay on Monday, fishermen said.",
        published="2031-03-10", outlet="Coast Courier",
    )  # fmt: skip
    one.says(
        "A naval gunboat shelled the grain store at Pell Quay on Monday, fishermen said.",
        "A naval gunboat shelled the grain store at Pell Quay on Monday", None,
    )  # fmt: skip
    return one


def test_a_document_contradicts_in_other_words() -> None:
    related = relate([shelled().done(), released("No vessel of the Navy fired on Pell Quay.").done()])
    (found,) = denials(related)
    assert {side.evidence.article_id for side in found.sides} == {each.article_id for each in related.datings}
    (claim,) = [each for each in related.claims if any(held.kind == "denies" for held in each.positions)]
    assert claim.state == "disputed"


def test_another_negation_contradicts_nothing() -> None:
    assert not denials(relate([shelled().done(), released("The crew of the ferry was not paid in April.").done()]))
    assert not denials(relate([shelled().done(), released("The Navy would not fire on a quay.").done()]))


def test_the_other_order_of_the_articles_finds_the_same() -> None:
    items = [shelled().done(), released("No vessel of the Navy fired on Pell Quay.").done()]
    assert relate(items) == relate(items[::-1])


def test_what_a_document_denies_though_no_report_has_it_is_a_disputed_claim() -> None:
    related = relate([released("There is no plan to close the harbour. Reports of one are the work of others.").done()])
    (claim,) = related.claims
    assert claim.state == "disputed"
    assert [held.kind for held in claim.positions] == ["denies"]
