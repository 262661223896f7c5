"""Flattened text: what is the article and what stands around it."""

from __future__ import annotations

import pytest

from onrecord.model.article import Article
from onrecord.model.capture import Capture
from onrecord.read import reader

STORY = [
    "The ferry to Lund was stopped on Monday after water came through a door, the coast guard said.",
    "Nobody was hurt, and all 40 passengers were back on land by noon.",
    "“We do not know yet why the door gave way,” said Tove Almqvist, who heads the coast guard.",
    "The ferry company said it would pay for hotels and carry passengers by bus until Friday.",
]


def read(text: str) -> Article:
    data = text.encode()
    result = reader()(Capture.of(source="a.txt", location="/a.txt", data=data, media_type="text/plain", received_at=""))
    assert isinstance(result, Article)
    return result


def kinds(article: Article) -> dict[str, str]:
    return {article.text[s.start : s.end].strip(): s.kind for s in article.segments}


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Read more: Bus drivers ask for longer breaks", "related_link"),
        ("Watch: ‘Who let the water in?’", "related_link"),
        ("READ NEXT: Bus drivers ask for longer breaks", "related_link"),
        ("Bus drivers PRAISED by queen [REVEAL]", "promotion"),
        ("Listen to this article", "notice"),
        ("Loading audio...", "notice"),
        ("The ferry in the harbour of Lund in May (Image: Getty)", "caption"),
        ("The ferry in the harbour of Lund in May (PA)", "caption"),
        ("The ferry in the harbour of Lund in May (IDA HOLM/EPA-EFE/REX/Shutterstock)", "caption"),
        ("The ferry in the harbour of Lund in May. Picture: Alamy", "caption"),
        ("The ferry in the harbour of Lund in May (file photo)", "caption"),
        ("Sign up to our newsletter", "subscription_notice"),
        ("Already a member? Sign in here", "subscription_notice"),
        ("31 mins ago", "related_link"),
        ("Advertisement", "promotion"),
        ("© 2031 Lund Press. All rights reserved", "notice"),
        ("A longer wait", "heading"),
    ],
)
def test_a_line_between_paragraphs_is_of_its_own_kind_and_the_body_stays_whole(line: str, kind: str) -> None:
    article = read("\n\n".join(["Ferry stopped as water comes in", *STORY[:2], line, *STORY[2:]]))
    assert kinds(article)[line] == kind
    assert [passage.text for passage in article.body] == STORY


def test_a_sentence_that_opens_like_a_link_stays() -> None:
    sentence = "Watch officers on the bridge saw nothing until the alarm went off, the guard said in its first report."
    article = read("\n\n".join(["Ferry stopped as water comes in", *STORY[:2], sentence, *STORY[2:]]))
    assert sentence in [passage.text for passage in article.body]


def test_an_agency_named_after_a_full_sentence_makes_no_caption() -> None:
    sentence = "The ministry in Oslo said it would look into the matter at once. (Reuters)"
    article = read("\n\n".join(["Ferry stopped as water comes in", *STORY, sentence]))
    assert article.body[-1].text == sentence


def test_a_caption_that_stands_twice_and_the_description_above_it() -> None:
    caption = "Passengers wait for a bus"
    article = read(
        "\n\n".join(
            [
                "Ferry stopped as water comes in",
                STORY[0],
                f"{caption}\n{caption}. Picture: Lund FM",
                *STORY[1:3],
                "Tove Almqvist",
                "Almqvist at the quay (Image: Getty)",
                STORY[3],
            ]
        )
    )
    assert [passage.text for passage in article.body] == STORY
    assert len(article.passages("caption")) == 4


def test_masthead_slogan_title_standfirst() -> None:
    article = read(
        "\n\n".join(
            [
                "Lund Herald",
                "The Voice of the Whole Coast",
                "Ferry to Lund stopped as water comes through door",
                "Company promises to pay for buses",
                *STORY,
            ]
        )
    )
    assert (article.outlet, article.title) == ("Lund Herald", "Ferry to Lund stopped as water comes through door")
    assert kinds(article)["The Voice of the Whole Coast"] == "masthead"
    assert kinds(article)["Company promises to pay for buses"] == "summary"


def test_an_aggregators_page() -> None:
    head = [
        "All your papers in one app.",
        "Start reading",
        "Lund Herald",
        "Lund Herald",
        "World",
        "Ida Holm & Per Berg",
    ]
    tail = [
        "Sign up to read this article",
        "Related Stories",
        "Top stories on Skimr right now",
        "Our Picks",
        "Download the app",
    ]
    article = read(
        "\n".join([*head, "", "Ferry to Lund stopped as water comes through door", ""])
        + "\n\n".join(STORY)
        + "\n\n"
        + "\n".join(tail)
    )
    assert (article.outlet, article.via, article.byline) == ("Lund Herald", ("Skimr",), ("Ida Holm", "Per Berg"))
    assert [passage.text for passage in article.body] == STORY


def test_a_list_of_other_stories_after_the_article_though_some_end_like_sentences() -> None:
    others = ["Latest Coast News", "See more Latest Coast News"]
    for town in ("Malmo", "Ystad", "Kalmar", "Visby", "Gavle", "Lulea", "Umea", "Boden"):
        others += [
            f"A man walks by the harbour of {town}, where the market was held earlier on Friday.",
            f"Market in {town} draws record crowd",
            "2 hours ago",
        ]
    article = read("\n\n".join(["Ferry to Lund stopped as water comes through door", "By Ida Holm", *STORY, *others]))
    assert [passage.text for passage in article.body] == STORY


@pytest.mark.parametrize(
    ("line", "published", "updated"),
    [
        ("2 May 2031, 09:25 | Updated: 2 May 2031, 11:51", "2031-05-02T09:25", "2031-05-02T11:51"),
        ("Published 09:17, 2 May 2031", "2031-05-02T09:17", None),
        ("date 2031-05-02 Breaking News", "2031-05-02", None),
        ("May 2, 2031 at 3:05 p.m. EST", "2031-05-02T15:05-05:00", None),
        ("Published: 2 May 2031 10:00 Updated 12:30", "2031-05-02T10:00", "2031-05-02T12:30"),
        ("2031-05-02T10:00:00Z", "2031-05-02T10:00+00:00", None),
        ("2 mai 2031 à 18h30", "2031-05-02T18:30", None),
        ("Am 2. Mai 2031 um 18:30 Uhr", "2031-05-02T18:30", None),
        ("03/04/2031", None, None),
        ("31 February 2031", None, None),
    ],
)
def test_date_lines(line: str, published: str | None, updated: str | None) -> None:
    article = read("\n\n".join(["Ferry to Lund stopped as water comes in", line, "By Ida Holm", *STORY]))
    assert article.published.start == published
    assert (article.updated.start if article.updated else None) == updated
    assert article.published.reason


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("By Ida Holm", ("Ida Holm",)),
        ("By Ida Holm and Per Berg in Lund", ("Ida Holm", "Per Berg")),
        ("By IDA HOLM, Political Editor", ("Ida Holm",)),
        ("By Ida Holm, Per Berg & Jo de la Cruz", ("Ida Holm", "Per Berg", "Jo de la Cruz")),
        ("Ida Holm Defence correspondent", ("Ida Holm",)),
        ("By the end of the day all were home", ()),
    ],
)
def test_bylines(line: str, people: tuple[str, ...]) -> None:
    assert read("\n\n".join(["Ferry to Lund stopped as water comes in", line, "2 May 2031", *STORY])).byline == people


def test_an_outlet_is_not_invented() -> None:
    article = read(
        "\n\n".join(
            [
                "Ferry to Lund stopped as water comes in",
                *STORY,
                "The minister told LBC he was sorry, according to The Telegraph.",
            ]
        )
    )
    assert (article.outlet, article.via) == (None, ())


def test_an_archive_record_as_text() -> None:
    deck = "Coast guard at a loss over door that gave way in calm water and let in the sea"
    article = read(
        "\n".join(
            [
                "Ferry to Lund stopped",
                "20310502",
                "https://www.lundherald.example/2031/05/02/ferry",
                STORY[0],
                deck,
                *STORY[1:],
                "The Lund Herald has learned more.",
            ]
        )
    )
    assert article.address == "https://www.lundherald.example/2031/05/02/ferry"
    assert (article.published.start, article.published.known_from) == ("2031-05-02", "address")
    assert article.outlet == "The Lund Herald"
    assert kinds(article)[deck] == "summary"


def test_shuffled_paragraphs_are_noted() -> None:
    shuffled = [
        "He said Mr Berg and Ms Holm would meet again on Friday.",
        "Mr Lind spoke to reporters before that.",
        "Per Berg, the minister, met Ida Holm, the mayor, in Lund.",
        "Olof Lind, who leads the union, was there too.",
    ]
    assert any("out of order" in note for note in read("\n\n".join(["Talks go on in Lund", *shuffled])).notes)
    assert not read("\n\n".join(["Talks go on in Lund", *reversed(shuffled)])).notes


def test_hard_wrapped_paragraphs_are_put_together() -> None:
    paragraph = "\n".join(
        [
            "The ferry to Lund was stopped on Monday morning after water came",
            "in through a door at the bow, and the passengers were taken off in",
            "small boats that the harbour master had sent for within minutes.",
        ]
    )
    article = read(
        "\n\n".join(
            ["Ferry stopped", *[paragraph.replace("Monday", day) for day in ("Monday", "Tuesday", "Friday", "Sunday")]]
        )
    )
    assert len(article.body) == 4


def test_repaired_characters_and_languages() -> None:
    article = read(
        "Ferry stopped\n\nThe of\ufb01ce in Lund\u00a0said the ferry\u00ad boat would stay in the harbour until Friday.\n\nNobody knows more."
    )
    assert "The office in Lund said the ferry boat" in article.text
    assert article.language == "en"
    assert (
        read(
            "Das Schiff bleibt im Hafen.\n\nDie Behörde sagte am Montag, das Schiff müsse bis Freitag im Hafen bleiben."
        ).language
        == "de"
    )
    assert read("Lund").language == "und"
