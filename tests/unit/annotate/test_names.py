"""Names, offices and bodies of one article, and who is meant by the short forms. All texts are invented."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.annotate.gazetteer import Gazetteer
from onrecord.annotate.names import find_mentions
from onrecord.annotate.sentences import split
from onrecord.model.article import Article, Segment, SegmentKind
from onrecord.model.statement import Mention
from onrecord.model.when import UNKNOWN_TIME

OWN = """name,kind,country,capital_of,latitude,longitude,aliases
Varnia,country,,,,,Varnish;Varnians
Lasmin,country,,,,,Lasmini
Varsk,town,Varnia,Varnia,,,
"""
GAZETTEER = Gazetteer.load(OWN)


def mentions(*texts: str, kind: SegmentKind = "body") -> tuple[Mention, ...]:
    text, segments = "", []
    for words in texts:
        segments.append(Segment(kind, len(text), len(text) + len(words) + 1, None, None, "a test's"))
        text += words + "\n"
    article = Article("art_1", "cap_1", "s", None, None, (), None, (), UNKNOWN_TIME, None, "en", text, tuple(segments))
    found = find_mentions(article, split(article), GAZETTEER)
    assert all(text[m.start : m.end] == m.text for m in found)
    return found


def named(found: tuple[Mention, ...], text: str) -> Mention:
    """The last mention with this text."""
    matching = [mention for mention in found if mention.text == text]
    assert matching, [mention.text for mention in found]
    return matching[-1]


@pytest.mark.parametrize(
    ("text", "who", "name", "role", "country"),
    [
        ("Varnish foreign minister Tam Orel left.", "Tam Orel", "Tam Orel", "foreign minister", "local:Varnia"),
        ("Varnia's Foreign Minister Tam Orel left.", "Tam Orel", "Tam Orel", "Foreign Minister", "local:Varnia"),
        ("Varnias foreign minister Tam Orel left.", "Tam Orel", "Tam Orel", "foreign minister", "local:Varnia"),
        ("Ora Lind, the Defence Secretary, left.", "Ora Lind", "Ora Lind", "Defence Secretary", None),
        ("Jens Holt, Natos secretary-general, left.", "Jens Holt", "Jens Holt", "Nato secretary-general", None),
        ("Ora Lind, 45, the mayor of Varsk, left.", "Ora Lind", "Ora Lind", "mayor of Varsk", None),
        ("UK Ports minister James Holt left.", "James Holt", "James Holt", "Ports minister", "GB"),
        ("US Secretary of State, Ora Lind, left.", "Ora Lind", "Ora Lind", "Secretary of State", "US"),
        ("They met Lieutenant General Sir Tam Orel.", "Lieutenant General Sir Tam Orel", "Tam Orel", "Lieutenant General", None),
        ("They met President Ora Lind.", "President Ora Lind", "Ora Lind", "President", None),
        (
            "Varnia's deputy envoy to the League of Ports Miron Orel left.",
            "Miron Orel",
            "Miron Orel",
            "deputy envoy to the League of Ports",
            "local:Varnia",
        ),
        (
            "Tobias Orel, the Tory chairman of the Lords ports committee, left.",
            "Tobias Orel",
            "Tobias Orel",
            "Tory chairman of the Lords ports committee",
            "GB",
        ),
    ],
)  # fmt: skip
def test_offices_beside_a_name(text: str, who: str, name: str, role: str, country: str | None) -> None:
    mention = named(mentions(text), who)
    assert (mention.kind, mention.name, mention.role) == ("person", name, role)
    assert mention.country == country or country is None


def test_short_forms_lead_to_the_fullest_name() -> None:
    found = mentions(
        "Varnish President Volodymyr Orelsky spoke.",
        "Mr Orelskyy said so. Orelsky left. President Orelsky slept.",
        "Asked by Tom Hale, he declined. Tom asked again.",
    )
    for text in ("Mr Orelskyy", "Orelsky", "President Orelsky"):
        assert named(found, text).name == "Volodymyr Orelsky"
        assert named(found, text).country == "local:Varnia"
    assert named(found, "Tom").name == "Tom Hale"


def test_an_office_leads_to_the_one_who_holds_it() -> None:
    found = mentions(
        "Foreign Secretary Ora Lind met Varnish Foreign Minister Tam Orel.",
        "The Foreign Secretary left. The Varnish foreign minister stayed. A senior US official watched.",
    )
    assert named(found, "The Foreign Secretary").name == "Ora Lind"
    assert named(found, "The Varnish foreign minister").name == "Tam Orel"
    official = named(found, "A senior US official")
    assert (official.kind, official.name, official.role, official.country) == ("office", None, "senior official", "US")


def test_an_office_that_two_could_hold_stays_open() -> None:
    found = mentions("Varnish President Tam Orel met Lasmini President Ora Lind.", "The president left.")
    office = named(found, "The president")
    assert (office.kind, office.name, office.candidates) == ("office", None, ("Ora Lind", "Tam Orel"))


def test_an_office_that_nobody_is_said_to_hold_names_a_candidate_only() -> None:
    office = named(mentions("Today James Holt spoke.", "The Ports Minister told reporters."), "The Ports Minister")
    assert (office.name, office.candidates) == (None, ("James Holt",))


def test_a_deputy_is_not_the_minister() -> None:
    found = mentions("Deputy foreign minister Tam Orel left.", "The foreign minister stayed.")
    assert named(found, "The foreign minister").name is None


def test_two_of_one_surname_stay_open_unless_the_title_tells() -> None:
    found = mentions("Mary Hale met her brother John Hale.", "Mrs Hale left. Hale said so.")
    assert named(found, "Mrs Hale").name == "Mary Hale"
    assert (named(found, "Hale").name, named(found, "Hale").candidates) == (None, ("John Hale", "Mary Hale"))


@pytest.mark.parametrize(
    ("text", "span", "name"),
    [
        ("Nato said so.", "Nato", "NATO"),
        ("The State Department said so.", "State Department", "State Department"),
        ("The Varnish Ministry of Defence said so.", "Varnish Ministry of Defence", "Varnish Defence Ministry"),
        ("Varnia's defence ministry said so.", "Varnia's defence ministry", "Varnish Defence Ministry"),
        ("The Varnish Defense Ministry said so.", "Varnish Defense Ministry", "Varnish Defence Ministry"),
        ("Interfax news agency said so.", "Interfax news agency", "Interfax"),
        ("The Varsk Harbour Authority said so.", "Varsk Harbour Authority", "Varsk Harbour Authority"),
        ("The Daily Herald said so.", "Daily Herald", "Daily Herald"),
        ("The Kremlin said so.", "Kremlin", "Kremlin"),
        ("The University of Varsk said so.", "University of Varsk", "University of Varsk"),
    ],
)
def test_bodies(text: str, span: str, name: str) -> None:
    mention = named(mentions(text), span)
    assert (mention.kind, mention.name) == ("body", name)


def test_abbreviations_and_back_references_of_bodies() -> None:
    found = mentions("The Strait Observation Mission (SOM) sailed.", "The SOM saw it. The mission left.")
    assert named(found, "SOM").name == "Strait Observation Mission"


def test_countries_adjectives_and_places() -> None:
    found = mentions("Varnish ships left Varnia for the town of Orrin.", "In Orrin they stopped.")
    assert (named(found, "Varnish").kind, named(found, "Varnish").place) == ("place", "local:Varnia")
    assert (named(found, "Varnia").kind, named(found, "Varnia").country) == ("country", "local:Varnia")
    orrin = [mention for mention in found if mention.text == "Orrin"]
    assert len(orrin) == 2 and all((m.kind, m.name, m.place) == ("place", "Orrin", None) for m in orrin)


@pytest.mark.parametrize(
    "text",
    [
        "Fears Grow As Troops Mass Near Border Crossing",
        "Meanwhile, Monday was quiet. In March nothing moved.",
        "Border Guards Close Main Road",
        "Will this end? May it be so. Mark this day.",
        "Read more: Breaking News",
    ],
)
def test_capitals_alone_make_no_people(text: str) -> None:
    assert [m for m in mentions(text) if m.kind == "person"] == []
    assert [m for m in mentions(text, kind="heading") if m.kind == "person"] == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "Mr",
                "Orel",
                "Varnia's",
                "the",
                "US",
                "President",
                "said",
                ",",
                ".",
                '"',
                "(",
                ")",
                "of",
                "foreign",
                "minister",
                "Ora",
                "Lind",
                "General",
                "MP",
                "in",
                "Ministry",
                "&",
                "and",
                "'s",
                "U.S.",
                "Al",
            ]
        ),
        max_size=40,
    )
)
def test_mentions_are_sorted_and_never_overlap(pieces: list[str]) -> None:
    found = mentions(" ".join(pieces))
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=200))
def test_no_text_is_too_strange(text: str) -> None:
    mentions(text)
