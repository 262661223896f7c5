"""The head of a text that was copied by hand: title, outlet, names and dates by the places of its first lines."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.article import Article
from onrecord.model.capture import Capture
from onrecord.read import issuers, reader

TITLE = "Ferry stopped off Lund after water comes through a door"
BODY = """The ferry to Lund was stopped on Monday after water came through a door, the coast guard said.

Nobody was hurt, and all 40 passengers were back on land by noon.

"We do not know yet why the door gave way," said Tove Almqvist, who heads the coast guard.

The ferry company said it would pay for hotels and carry passengers by bus until Friday."""
DAY = "2031-05-03"


def read(text: str) -> Article:
    data = text.encode()
    result = reader()(Capture.of(source="a.txt", location="/a.txt", data=data, media_type="text/plain", received_at=""))
    assert isinstance(result, Article)
    return result


def copied(*head: str, title: str = TITLE, body: str = BODY) -> Article:
    return read("\n".join((title, *head)) + f"\n\n{body}\n")


def kinds(article: Article) -> dict[str, str]:
    return {article.text[s.start : s.end].strip(): s.kind for s in article.segments}


@pytest.mark.parametrize(
    ("line", "outlet"),
    [
        ("The Lund Clarion", "The Lund Clarion"),
        ("LUND FREE PRESS", "LUND FREE PRESS"),
        ("OTV1 News", "OTV1 News"),
        ("Orr Public Television - News at Nine", "Orr Public Television"),
        ("Lund Evening Echo, evening edition", "Lund Evening Echo"),
        ("Norport Shipping plc - Investor relations", "Norport Shipping plc"),
        ("Republic of Orr - Ministry of Ports", "Ministry of Ports"),
        ("Office of the Prime Minister", "Office of the Prime Minister"),
        ("Embassy of the Kingdom of Orr, Lund", "Embassy of the Kingdom of Orr"),
        ("International Sea Rescue Federation (ISRF)", "International Sea Rescue Federation"),
        ("Fishermen's Union of Lund", "Fishermen's Union of Lund"),
    ],
)
def test_a_name_between_title_and_date_is_the_outlets(line: str, outlet: str) -> None:
    article = copied(line, "3 May 2031")
    assert (article.title, article.outlet, article.published.start) == (TITLE, outlet, DAY)
    assert kinds(article)[line] == "masthead"
    assert len(article.body) == 4


@pytest.mark.parametrize(
    "line", ["World News", "Politics", "BREAKING", "Lund", "Ada Orr", "Passengers tell of a cold night"]
)
def test_sections_places_people_and_standfirsts_are_no_outlets(line: str) -> None:
    article = copied(line, "3 May 2031")
    assert (article.title, article.outlet, article.published.start) == (TITLE, None, DAY)


def test_a_name_is_the_outlets_where_the_article_speaks_of_it_as_a_body() -> None:
    of_itself = f"{BODY}\n\nOrrmark Sealines said that it was sorry."
    assert copied("Orrmark Sealines", "3 May 2031", body=of_itself).outlet == "Orrmark Sealines"
    person = f"{BODY}\n\nBo Lunde is a captain. Lunde has sailed for years."
    assert copied("Bo Lunde", "3 May 2031", body=person).outlet is None
    place = f"{BODY}\n\nSnow fell in Port Orr all day, and Port Orr was dark."
    article = copied("Port Orr", "3 May 2031", body=place)
    assert (article.outlet, article.byline) == (None, ())


def test_the_brackets_of_the_place_line_confirm_a_wire() -> None:
    article = copied("Norden", body=f"LUND, May 3, 2031, 09:42 (Norden) - {BODY}")
    assert (article.title, article.outlet, article.published.start) == (TITLE, "Norden", f"{DAY}T09:42")
    assert "place line" in article.published.reason
    assert copied("3 May 2031", body=f"LUND (Norden) - {BODY}").outlet is None


@pytest.mark.parametrize(
    ("lines", "published", "updated"),
    [
        (["Published 3 May 2031, 18:20"], f"{DAY}T18:20", None),
        (["LUND, Saturday 3 May 2031, 06:10. Updated 11:40"], f"{DAY}T06:10", f"{DAY}T11:40"),
        (["3 May 2031", "Updated 09:30"], DAY, f"{DAY}T09:30"),
        (["Published: 3 May 2031, 07:00", "Updated: 4 May 2031, 09:30"], f"{DAY}T07:00", "2031-05-04T09:30"),
        (["Press release 58/2031 - Lund, 3 May 2031, 10:00"], f"{DAY}T10:00", None),
        (["For immediate release. Lund, 3 May 2031"], DAY, None),
        (["3 May 2031, 20:00 local time. Prepared by the Lund team; coordinator: Ada Orr"], f"{DAY}T20:00", None),
        (["Last updated 3 May 2031, 09:30"], None, f"{DAY}T09:30"),
        (["Saturday"], None, None),
        (["May 3"], None, None),
    ],
)
def test_dates_in_the_head(lines: list[str], published: str | None, updated: str | None) -> None:
    article = copied("The Lund Clarion", *lines)
    assert article.outlet == "The Lund Clarion"
    assert article.published.start == published
    assert (article.updated.start if article.updated else None) == updated
    if published is None:
        assert article.published.reason


@pytest.mark.parametrize(
    ("opening", "published", "updated"),
    [
        ("LUND, Orr, May 3, 2031 (Norden) - ", DAY, None),
        ("LUND, 3 May 2031 - ", DAY, None),
        ("Lund, 3 May 2031 - ", DAY, None),
        ("Orr Bay, May 3, 2031 – ", DAY, None),
        ("LUND, May 3, 2031, updated 13:15 (Norden) - ", DAY, f"{DAY}T13:15"),
        ("LUND, May 3 (Norden) - ", None, None),
        ("The ferry that on 3 May 2031 (a Saturday) - ", None, None),
        ("The Ferry Act, which passed 3 May 2031 - ", None, None),
        ("Lund, 3 May - ", None, None),
    ],
)
def test_a_place_line_with_a_year_dates_a_report(opening: str, published: str | None, updated: str | None) -> None:
    article = copied("Norden Wire", body=f"{opening}{BODY}")
    assert article.published.start == published
    assert (article.updated.start if article.updated else None) == updated


def test_the_date_of_the_paper_comes_before_the_place_lines() -> None:
    article = copied("The Lund Clarion", "4 May 2031", "From Norden Wire", body=f"LUND, May 3, 2031 (Norden) - {BODY}")
    assert (article.outlet, article.credit, article.published.start) == (
        "The Lund Clarion",
        "Norden Wire",
        "2031-05-04",
    )


@pytest.mark.parametrize(
    "title",
    [
        "40 saved, 0 hurt: how a ferry came home",
        "FERRY HORROR OFF LUND",
        "'NOBODY TOLD US': anger on the quay",
        "Is the ferry safe?",
        "STATEMENT TO THE PASSENGERS",
        "Statement by the Minister",
        "COMMUNIQUE No. 4",
        "Silence",
        "Watch out for the ferry",
    ],
)
def test_a_headline_of_any_form_stays_the_title(title: str) -> None:
    article = copied("Ministry of Ports", "3 May 2031", title=title)
    assert (article.title, article.outlet) == (title, "Ministry of Ports")


@pytest.mark.parametrize(
    "head", [["The Lund Clarion"], ["THE LUND CLARION", "3 May 2031"], ["World", "The Lund Clarion"]]
)
def test_a_masthead_may_stand_above_the_title(head: list[str]) -> None:
    article = copied(TITLE, "By Ada Orr", "3 May 2031", title="\n".join(head))
    assert article.title == TITLE
    assert article.outlet is not None
    assert article.outlet.casefold() == "the lund clarion"


def test_the_source_is_the_outlet_where_no_other_is_named() -> None:
    assert copied("3 May 2031", "Source: Lund Free Press").outlet == "Lund Free Press"
    article = copied("Lund Morning", "3 May 2031", "Source: Ministry of Ports, press release")
    assert (article.outlet, kinds(article)["Source: Ministry of Ports, press release"]) == ("Lund Morning", "credit")


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("By Ada Orr in Upper Lund", ("Ada Orr",)),
        ("From Ada Orr on Skar and Bo Lunde in Port Orr", ("Ada Orr", "Bo Lunde")),
        ("BY ADA ORR AND BO LUNDE", ("Ada Orr", "Bo Lunde")),
        ("By Ada Orr and Clarion staff", ("Ada Orr",)),
        ("Ada Orr, maritime editor", ("Ada Orr",)),
        ("Ada Orr, OTV correspondent, Lund", ("Ada Orr",)),
        ("By our harbour correspondent", ()),
    ],
)
def test_bylines_in_the_head(line: str, people: tuple[str, ...]) -> None:
    article = copied("The Lund Clarion", line, "3 May 2031")
    assert (article.outlet, article.byline) == ("The Lund Clarion", people)


def test_a_signature_at_the_end_is_a_byline() -> None:
    article = read(f"Our ferry\nLund Harbour Residents' Committee\n\n{BODY}\n\nFor the committee: Ada Orr, Bo Lunde\n")
    assert (article.title, article.outlet) == ("Our ferry", "Lund Harbour Residents' Committee")
    assert article.byline == ("Ada Orr", "Bo Lunde")


def test_a_text_without_a_head_has_no_outlet() -> None:
    article = read(f"{TITLE}\n\n{BODY}\n")
    assert (article.title, article.outlet) == (TITLE, None)
    assert not article.published.known
    assert article.published.reason


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("(Corrects paragraph 2: the ferry had 40 passengers. An earlier version gave a wrong number.)", "notice"),
        ("(Adds the company in paragraph 4)", "notice"),
        ("Correction: An earlier version of this article gave a wrong number of passengers.", "notice"),
        ("Editor's note: The ferry's name has been changed at the company's request.", "notice"),
        ("Readers are reminded that the harbour closes at 7 p.m.", "notice"),
        ("The text above is taken from a release by the ferry company. The Clarion has shortened it.", "notice"),
        ("Press contact: Ada Orr, Norport Shipping, Lund", "notice"),
        ("Photo: The ferry in the harbour of Lund on the morning after. Credit: Clarion/B. Lunde", "caption"),
        ("READ MORE: Ten ferries that came home", "related_link"),
        ("Correction: on 1 May we said that the harbour was shut. It was open all day.", "body"),
        ("Lights were on again by nine.", "body"),
    ],
)
def test_what_stands_below_the_article(line: str, kind: str) -> None:
    article = read(f"{TITLE}\nThe Lund Clarion\n3 May 2031\n\n{BODY}\n\n{line}\n")
    assert kinds(article)[line] == kind
    assert len(article.body) == 4 + (kind == "body")


def test_short_paragraphs_and_crossheads_of_a_report_in_parts() -> None:
    parts = "Highlights\nThe ferry is back in Lund.\n\nWater\nThe hold is dry.\n\nHealth\nNobody was hurt.\n\nNeeds\nA new door."
    article = read(f"Ferry in Lund: situation report 2\nOrr Relief\n3 May 2031\n\n{parts}\n\n{BODY}\n")
    assert [article.text[s.start : s.end].strip() for s in article.segments if s.kind == "heading"][1:] == [
        "Highlights", "Water", "Health", "Needs",
    ]  # fmt: skip
    assert len(article.body) == 8


LINES = ["The Lund Clarion", "By Ada Orr", "3 May 2031, 09:10"]


@pytest.mark.parametrize("order", list(itertools.permutations(LINES)))
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_the_order_of_the_lines_below_the_title_does_not_matter(order: tuple[str, ...], gap: str) -> None:
    article = read(gap.join((TITLE, *order)) + f"\n\n{BODY}\n")
    found = (article.title, article.outlet, article.byline, article.published.start)
    assert found == (TITLE, "The Lund Clarion", ("Ada Orr",), f"{DAY}T09:10")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60), max_size=6))
def test_an_outlet_is_never_made_up(head: list[str]) -> None:
    article = copied(*head)
    assert article.outlet is None or article.outlet.casefold() in article.text.casefold()
    assert article.title is None or article.title in article.text


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_a_name_is_a_part_of_its_line(text: str) -> None:
    found = issuers.named(text)
    assert found is None or found[0] in text
