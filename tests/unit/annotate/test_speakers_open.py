"""Speakers whom a careful reader names or knows to be nameless, and their neighbours that stay open. All texts are invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.annotate.reports import article_of, statements

from onrecord.annotate.bearers import settled
from onrecord.model.statement import Mention, Statement


def last(*paragraphs: str, heading: str = "") -> Statement:
    return statements(*paragraphs, heading=heading)[-1]


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        # an everyday word that is a surname, at the beginning of a sentence
        (
            ["Anna Brown came to Varsk. The mayor met Brown.", "Brown listed the costs. “It is old,” she said."],
            "Anna Brown",
        ),
        # the one whom the report is about bears the surname alone, where nobody else is near
        (
            [
                "Anna Tesk came late.",
                "Tesk met the mayor.",
                "Her son, Orlan Tesk, slept.",
                "It rained.",
                "Tesk said it was safe.",
            ],
            "Anna Tesk",
        ),
        # an explanation in front of a relative clause
        (["It was led by Orlan Tesk, an engineer from Varsk, who said the bridge was safe."], "Orlan Tesk"),
        # one person with an office of two words
        (["Retired FBI agent and bridge specialist Orlan Tesk said the bridge was safe."], "Orlan Tesk"),
    ],
)
def test_a_person(paragraphs: list[str], name: str) -> None:
    assert last(*paragraphs).speaker.name == name


@pytest.mark.parametrize(
    ("paragraphs", "name"),
    [
        (["The bridge was safe, according to a statement on Monday by Mr Orlan Tesk."], "Orlan Tesk"),
        (["The Harbour Fund issued a statement. The statement said the bridge was safe."], "Harbour Fund"),
        (
            ["A survey by the Harbour Fund was late.", "It rained.", "The survey said the bridge was safe."],
            "Harbour Fund",
        ),
        (["A Reuters poll said the bridge was safe."], "Reuters"),
        (["Mr Orlan Tesk slept. Tesk's website said the bridge was safe."], "Orlan Tesk"),
        (["Police said the bridge was safe."], "police"),
        (["Varsk Valley Police came late.", "Police said the bridge was safe."], "Varsk Valley Police"),
        (["Rivernews.com reported that the bridge was safe."], "Rivernews.com"),
        (["The Search and Rescue Agency said the bridge was safe."], "Search and Rescue Agency"),
        (["According to the WHO, the bridge was safe."], "World Health Organization"),
    ],
)
def test_a_document_or_a_body(paragraphs: list[str], name: str) -> None:
    assert last(*paragraphs).speaker.name == name


@pytest.mark.parametrize(
    "paragraphs",
    [
        ["According to reports, the bridge was safe."],
        ["Local media reported that the bridge was safe."],
        ["His family said the bridge was safe."],
        ["Nine in 10 said the bridge was safe."],
        ["The groups said the bridge was safe."],
        ["Some engineers came late. They said the bridge was safe."],
        ["Mr Orlan Tesk came late. Tesk’s daughter said the bridge was safe."],
        ["The bridge was safe, according to police and county officials."],
    ],
)
def test_nameless(paragraphs: list[str]) -> None:
    found = last(*paragraphs)
    assert found.speaker.name is None
    assert found.speaker.anonymous


@pytest.mark.parametrize(
    "paragraphs",
    [
        # the surname stood alone before anybody bore it in full, or another bearer is near
        [
            "Tesk came late.",
            "Anna Tesk met Orlan Tesk.",
            "It rained.",
            "It rained more.",
            "Tesk said the bridge was safe.",
        ],
        ["Anna Tesk came late.", "Tesk met the mayor.", "Her son, Orlan Tesk, slept. Tesk said the bridge was safe."],
        # a report in which nothing tells who made the document, or whose name is only in front of another noun
        ["A statement came late. The statement said the bridge was safe."],
        ["The bridge was safe, according to a statement by the Tesk campaign and others."],
        # a post on a platform is not the platform's
        ["A Twitter post said the bridge was safe."],
        # whom the article has named
        ["Anna Bell, his wife, came late.", "His wife said the bridge was safe."],
        ["Orlan Tesk met Josef Arn.", "The couple said the bridge was safe."],
        ["The Harbour Fund and other agencies said the bridge was safe."],
        ["Kolvex and the Harbour Fund said the bridge was safe."],
    ],
)
def test_open(paragraphs: list[str]) -> None:
    found = last(*paragraphs)
    assert found.speaker.name is None
    assert not found.speaker.anonymous
    assert found.speaker.reason


def test_a_headline_verb_behind_a_known_name() -> None:
    found = last(
        "Anna Bell came late.", "Bell said the bridge was safe.", heading="Let Anna Bell Tell Varsk About Bridges"
    )
    assert found.speaker.name == "Anna Bell"


@given(st.lists(st.sampled_from(["Anna Tesk", "Orlan Tesk", "Tesk", "President Tesk"]), max_size=12))
def test_only_bare_surnames_are_settled_and_only_with_a_candidate(names: list[str]) -> None:
    article = article_of(*names)
    starts = [segment.start for segment in article.segments]
    both = ("Anna Tesk", "Orlan Tesk")
    mentions = [
        Mention(
            name,
            start,
            start + len(name),
            "person",
            name if name in both else None,
            candidates=() if name in both else both,
        )
        for name, start in zip(names, starts, strict=True)
    ]
    for before, after in zip(mentions, settled(article, mentions), strict=True):
        assert (before.start, before.end, before.text) == (after.start, after.end, after.text)
        if before != after:
            assert before.text == "Tesk"
            assert after.name in both
            assert after.name in names
