"""Searching by fields: what is chosen, and that each facet counts what it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.unit.web.web_desk import FIRST, SECOND, make_desk

from onrecord import open_desk
from onrecord.desk import Desk
from onrecord.desk.query import FIELDS, Query
from onrecord.model.errors import UsageError

THIRD = """Strike ends in Aalborg

By Cy Dahl
21 April 2031

The strike in the port of Aalborg has ended, the harbour master, Eva Lind, confirmed on Monday. "We are glad," Lind said.
"""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = make_desk(tmp_path_factory.mktemp("searching"), first=FIRST, second=SECOND, third=THIRD)
    with open_desk(folder) as opened:
        yield opened


def titles(desk: Desk, query: str) -> set[str]:
    return {(hit.title or "").split()[0] for hit in desk.search(query)}


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sailors", {"Ferry", "Minister"}),
        ('"raise the fares"', {"Ferry"}),
        ("sailors actor:brandt", {"Ferry", "Minister"}),
        ('actor:"Ilse Brandt"', {"Ferry", "Minister"}),
        ('ACTOR:"brandt ilse"', set()),
        ("actor:brandt stance:denies", {"Minister"}),
        ("stance:denies actor:holm", set()),
        ("stance:denies", {"Minister"}),
        ("actor:lind", {"Strike"}),
        ("after:2031-05-03", {"Minister"}),
        ("before:2031-05-03", {"Ferry", "Strike"}),
        ("after:2031-05 before:2031-06", {"Ferry", "Minister"}),
        ("after:2031 before:2032", {"Ferry", "Minister", "Strike"}),
        ("sailors after:2031-06", set()),
        ("port place:nowhere", set()),
        ("outlet:nobody", set()),
        ("stance:denies stance:says", {"Ferry", "Minister", "Strike"}),
        ("http://news.example/a:b", set()),
        ("the 'strike", {"Strike"}),
    ],
)
def test_words_and_fields_choose(desk: Desk, query: str, found: set[str]) -> None:
    assert titles(desk, query) == found
    assert desk.results(query).found == len(found)


def test_without_words_the_newest_come_first(desk: Desk) -> None:
    assert [(hit.title or "").split()[0] for hit in desk.search("after:2031")] == ["Minister", "Ferry", "Strike"]


def test_pages_of_a_search_are_one_search(desk: Desk) -> None:
    whole = [hit.article_id for hit in desk.search("port OR sailors")]
    assert [desk.results("port OR sailors", 1, at).hits[0].article_id for at in range(len(whole))] == whole


@pytest.mark.parametrize("query", ["sailors", "port", "actor:brandt", "stance:says", "after:2031-05-03", "stance:denies actor:brandt", "port stance:says before:2031-06"])  # fmt: skip
def test_every_facet_leads_to_as_many_as_it_says(desk: Desk, query: str) -> None:
    results = desk.results(query)
    values = [value for facet in results.facets for value in facet.values]
    assert values
    for value in values:
        assert value.count > 0
        assert desk.results(str(results.query.but(**value.fields))).found == value.count, value


def test_what_is_chosen_is_shown_as_chosen_beside_what_could_be(desk: Desk) -> None:
    facets = {facet.name: facet.values for facet in desk.results('actor:"Ilse Brandt"').facets}
    assert [value.label for value in facets["actor"] if value.chosen] == ["Ilse Brandt"]
    assert {"Ilse Brandt", "Eva Lind"} <= {value.label for value in facets["actor"]}
    assert {value.label: value.count for value in facets["time"]} == {"2031-05-02": 1, "2031-05-03": 1}


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("", "at least one word"),
        ("   ", "at least one word"),
        ("stance:shouts", "denies"),
        ("after:soon", "2031-05-02"),
        ("before:2031-13", "2031-05-02"),
        ("after:2031-02-30", "2031-05-02"),
        ("actor:", "actor:Word"),
        ('outlet:"', "outlet:Word"),
    ],
)
def test_what_cannot_be_searched_for_says_what_to_write(desk: Desk, query: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        desk.search(query)


def test_a_field_inside_a_phrase_is_words() -> None:
    assert Query.parse('"he said actor:me" x') == Query(words='"he said actor:me" x')
    assert Query.parse("title:ferry xactor:me") == Query(words="title:ferry xactor:me")


values = st.text(
    st.characters(blacklist_characters='"', blacklist_categories=("Cs", "Cc", "Zs", "Zl", "Zp")),
    min_size=1,
    max_size=12,
)


@given(
    st.fixed_dictionaries(
        {}, optional={"outlet": values, "actor": values, "stance": st.just("denies"), "after": st.just("2031-05-02")}
    )
)
def test_what_is_written_is_read_again(fields: dict[str, str]) -> None:
    query = Query(words="ferry talks", **fields)
    try:
        assert Query.parse(str(query)) == query
    except UsageError as error:
        assert "stands no name" in str(error)


@given(st.text(max_size=60), st.sampled_from(FIELDS))
def test_no_text_breaks_it(text: str, name: str) -> None:
    for query in (text, f"{name}:{text}", f'{name}:"{text}'):
        try:
            Query.parse(query)
        except UsageError as error:
            assert str(error).endswith(".")


def test_the_search_page_shows_fields_as_what_can_be_taken_out(tmp_path: Path) -> None:
    from onrecord.desk.reading import Library

    library = Library(make_desk(tmp_path, first=FIRST, second=SECOND))
    page = library.search("sailors actor:brandt stance:denies")
    assert [(choice.label, choice.query) for choice in page.chosen] == [
        ("actor: brandt", "sailors stance:denies"),
        ("stance: denies", "sailors actor:brandt"),
    ]
    (hit,) = library.search("actor:brandt stance:denies").hits
    assert [(said.who, said.kind) for said in hit.said] == [("Ilse Brandt", "denies")] * len(hit.said)
    assert hit.said
    assert library.search("sailors").hits[0].matches
