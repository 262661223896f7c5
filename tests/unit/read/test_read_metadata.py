"""Title, byline, outlet, credit, section and address of an article."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.article import Article
from onrecord.model.capture import Capture
from onrecord.read import agencies, bylines, page_facts, reader, sites

TITLE = "Ferry to Lund stopped as water comes through door"
STORY = [
    "The ferry to Lund was stopped on Monday after water came through a door, the coast guard said.",
    "Nobody was hurt, and all 40 passengers were back on land by noon, according to the harbour master.",
    "“We do not know yet why the door gave way,” said Tove Almqvist, who heads the coast guard.",
]


def read(text: str, *, address: str | None = None, page: bool = True) -> Article:
    data = text.encode()
    kind = "text/html" if page else "text/plain"
    result = reader()(
        Capture.of(source="a", location="/a", data=data, media_type=kind, received_at="", address=address)  # type: ignore[arg-type]
    )
    assert isinstance(result, Article), result
    return result


def page(*under: str, head: str = "", title: str = TITLE, story: list[str] = STORY, behind: str = "") -> str:
    body = "".join(f"<p>{text}</p>" for text in (*under, *story))
    return f"<html><head><title>{title}</title>{head}</head><body><article><h1>{TITLE}</h1>{body}</article>{behind}</body></html>"


def linked(*items: object) -> str:
    return "".join(f"<script type=application/ld+json>{json.dumps(item)}</script>" for item in items)


# Linked data and microdata


def test_the_item_with_the_pages_own_address_is_the_article() -> None:
    other = {"@type": "NewsArticle", "headline": "Fog", "datePublished": "2021-01-01", "author": {"@type": "Person", "name": "Per Berg"}, "url": "https://herald.example/fog"}  # fmt: skip
    own = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2021-05-03", "author": {"@type": "Person", "name": "Ida Holm"}, "url": "https://herald.example/ferry"}  # fmt: skip
    article = read(page(head=linked(other, own) + "<link rel=canonical href=https://herald.example/ferry>"))
    assert (article.published.start, article.byline[:1]) == ("2021-05-03", ("Ida Holm",))


def test_a_graph_whose_items_point_at_each_other() -> None:
    graph = {"@graph": [
        {"@type": "Person", "@id": "https://herald.example/#p1", "name": "Ida Holm"},
        {"@type": "Organization", "@id": "https://herald.example/#o", "name": "The Lund Herald"},
        {"@type": "BreadcrumbList", "itemListElement": [{"position": 1, "name": "Home"}, {"position": 2, "item": {"name": "Sea"}}]},
        {"@type": "Article", "headline": TITLE, "author": {"@id": "https://herald.example/#p1"}, "publisher": {"@id": "https://herald.example/#o"}},
    ]}  # fmt: skip
    article = read(page(head=linked(graph)))
    assert (article.byline, article.outlet, article.section) == (("Ida Holm",), "The Lund Herald", "Sea")


def test_microdata_of_the_article_and_not_of_its_comments() -> None:
    comment = "<div itemscope itemtype=http://schema.org/Comment><meta itemprop=datePublished content=2021-06-01><p itemprop=author>Per Berg</p></div>"
    body = "".join(f"<p>{text}</p>" for text in STORY)
    source = (
        f"<html><body><div itemscope itemtype=http://schema.org/NewsArticle><h1 itemprop=headline>{TITLE}</h1>"
        f"<span itemprop=author>Ida Holm</span><span itemprop=datePublished content=2021-05-03T07:00Z></span>{body}{comment}</div></body></html>"
    )
    article = read(source)
    assert (article.published.start, article.published.known_from) == ("2021-05-03T07:00+00:00", "structured data")
    assert article.byline == ("Ida Holm",)


@pytest.mark.parametrize(
    "data",
    ["{", "[" * 5000, '{"@graph": 5}', '{"@type": "NewsArticle", "author": {"name": {}}, "headline": 5}', "[[[{}]]]"],
)
def test_broken_linked_data_is_passed_over(data: str) -> None:
    assert read(page(head=f"<script type=application/ld+json>{data}</script>")).title == TITLE


# Byline


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ida Holm and Per Berg", ("Ida Holm", "Per Berg")),
        ("Monday May 3, 2021 7:45 am PST by Ida Holm", ("Ida Holm",)),
        ("Ida Holm - May 3, 2021, 10:31 pm CST", ("Ida Holm",)),
        ("by Ida September 15, 2014", ()),
        ("By Ida Holm September 15, 2014", ("Ida Holm",)),
        ("By IDA HOLM, Political Correspondent", ("Ida Holm",)),
        ("Ida Holm Ida Holm", ("Ida Holm",)),
        ("By Staff Reporters", ()),
        ("By Lund Herald Newsroom", ()),
        ("Find Your Next Boat", ()),
        ("Email Me", ()),
        ("By Reuters", ()),
    ],
)
def test_people_of_a_byline(line: str, names: tuple[str, ...]) -> None:
    assert bylines.beside_date(line) == names


def test_the_names_of_other_stories_are_none_of_the_articles() -> None:
    behind = (
        "<aside>"
        + "".join(f"<div><h3>Fog over harbour number {n}</h3><p>By Per Berg</p></div>" for n in range(4))
        + "</aside>"
    )
    assert read(page("By Ida Holm", "May 3, 2021", behind=behind)).byline == ("Ida Holm",)


# Title, outlet and address


def test_a_heading_that_names_the_site_is_no_title() -> None:
    body = "".join(f"<p>{text}</p>" for text in STORY)
    source = f"<html><head><title>{TITLE} | The Lund Evening Herald</title></head><body><h1>The Lund Evening Herald</h1><article><h2>{TITLE}</h2>{body}</article></body></html>"
    assert read(source).title == TITLE


@pytest.mark.parametrize(
    ("site", "publishers", "title", "address", "name"),
    [
        (["Lund Herald | All the sea, every day"], [], None, "https://lundherald.example/a", "Lund Herald"),
        (["Blogger", "The Lund Herald"], [], None, "https://x.example/a", "The Lund Herald"),
        (["Coast"], ["Norsea Media", "The Lund Herald"], None, "https://www.lund-herald.example/a", "The Lund Herald"),
        (["Lund Herald"], ["Associated Press"], None, "https://lundherald.example/a", "Lund Herald"),
        (["https://lundherald.example"], [], "Ferry stopped - Lund Herald", "https://lundherald.example/a", "Lund Herald"),
        ([], [], "Ferry stopped - at last", "https://lundherald.example/a", None),
        (["U.S."], [], None, "https://www.reuters.com/a", "Reuters"),
    ],
)  # fmt: skip
def test_how_a_site_is_called(
    site: list[str], publishers: list[str], title: str | None, address: str, name: str | None
) -> None:
    assert sites.name_of(site, publishers, title, address) == name


def test_a_title_without_the_name_of_its_site() -> None:
    article = read(
        f"<html><head><title>{TITLE} - Lund Herald</title></head><body>{''.join(f'<p>{text}</p>' for text in STORY)}"
        "<link rel=canonical href=https://lundherald.example/ferry></body></html>"
    )
    assert (article.title, article.outlet) == (TITLE, "Lund Herald")


def test_a_page_that_names_its_original_elsewhere_came_through_its_own_site() -> None:
    head = "<link rel=canonical href=https://www.reuters.com/world/ferry-2021-05-03/><meta property=og:site_name content='Lund Herald'>"
    article = read(page(head=head), address="https://lundherald.example/wire/ferry")
    assert (article.outlet, article.via) == ("Reuters", ("Lund Herald",))
    assert article.address == "https://www.reuters.com/world/ferry-2021-05-03/"


@pytest.mark.parametrize(
    ("given_", "fetched", "own"),
    [
        (["https://herald.example/a?utm_source=x"], "https://herald.example/a?fbclid=1", "https://herald.example/a"),
        (["/a"], "https://herald.example/b", "https://herald.example/a"),
        (["https://herald.example/"], "https://herald.example/a", "https://herald.example/a"),
        (
            ["https://herald.example/view"],
            "https://herald.example/view?idx=8576",
            "https://herald.example/view?idx=8576",
        ),
        (["https://herald.example/view"], "https://herald.example/view?page=2", "https://herald.example/view"),
        (["javascript:x", "https://[bad"], None, None),
        ([], "https://herald.example/a#c", "https://herald.example/a"),
    ],
)
def test_the_articles_own_address(given_: list[str], fetched: str | None, own: str | None) -> None:
    assert page_facts.own_address(given_, fetched) == own


def test_one_article_under_several_addresses_is_one() -> None:
    addresses = [f"https://herald.example/ferry{end}" for end in ("", "?utm_campaign=x", "?fbclid=y#top")]
    assert len({read(page(), address=address).id for address in addresses}) == 1


# Credit


@pytest.mark.parametrize(
    ("opening", "credit"),
    [
        ("LUND, Sweden, May 3 (Reuters) - The ferry was stopped.", "Reuters"),
        ("LUND (AP) — The ferry was stopped.", "Associated Press"),
        ("(AFP) – The ferry was stopped.", "AFP"),
        ("Lund, dpa – The ferry was stopped.", "dpa"),
        ("LUND (Skane) — The ferry was stopped.", None),
        ("The union (AP) said the ferry was stopped.", None),
        ("The ferry was stopped, Reuters reported.", None),
    ],
)
def test_a_place_line_credits_an_agency(opening: str, credit: str | None) -> None:
    assert agencies.in_text([opening]) == credit
    flat = "\n\n".join([TITLE, "3 May 2021", f"{opening} Water came through a door on the car deck.", *STORY[1:]])
    assert read(flat, page=False).credit == credit


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Reuters", "Reuters"),
        ("By ADA ORR, AP Sea Writer", "Associated Press"),
        ("By Ada Orr, Associated Press", "Associated Press"),
        ("By Ada Orr", None),
        ("By Ada Orr and Per Berg", None),
    ],
)
def test_a_byline_credits_an_agency(line: str, credit: str | None) -> None:
    assert agencies.in_byline(line) == credit


def test_an_agency_that_is_not_known_stands_in_byline_and_place_line() -> None:
    assert agencies.in_text(["LUND, May 3 (Norwire) - The ferry"], signed=["Ada Orr, Norwire"]) == "Norwire"
    assert agencies.in_text(["LUND, May 3 (Norwire) - The ferry"], signed=["Ada Orr"]) is None


def test_an_agency_as_author_or_publisher_is_a_credit_and_no_byline_or_outlet() -> None:
    data = {"@type": "NewsArticle", "headline": TITLE, "author": {"@type": "Person", "name": "Reuters"}, "publisher": {"name": "Associated Press"}}  # fmt: skip
    article = read(page(head=linked(data) + "<meta property=og:site_name content='Lund Herald'>"))
    assert (article.byline, article.credit, article.outlet) == ((), "Reuters", "Lund Herald")


def test_the_line_that_ends_a_text() -> None:
    assert agencies.in_text([*STORY, "— Reuters"]) == "Reuters"
    assert agencies.in_text(STORY, ["© 2021 Agence France-Presse. All rights reserved."]) == "AFP"


@settings(deadline=None)
@given(st.text(max_size=200))
def test_no_line_breaks_it(text: str) -> None:
    agencies.in_text([text], [text], [text])
    agencies.in_byline(text)
    bylines.beside_date(text)
    sites.name_of([text], [text], text, text)
    page_facts.own_address([text], text)
