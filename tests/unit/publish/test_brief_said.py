"""The section "Who says what": whom it names, in what order, and what it leaves to other sections."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from onrecord import open_desk
from onrecord.model.article import Article
from onrecord.model.brief import Brief, Line, Section
from onrecord.model.contents import Contents
from onrecord.model.passage import Evidence, Passage
from onrecord.model.statement import Speaker, Stance, Statement
from onrecord.model.when import UNKNOWN_TIME
from onrecord.publish import compose
from onrecord.publish.markdown import render
from onrecord.publish.wording import statements_words, unquoted

QUAY = """Lendal Post

Harbour board and union far apart

By Ines Tarn

4 May 2031

The chair of the harbour board, Petra Holmgard, said on Sunday that the quay would stay closed.

"Nobody will be paid for waiting," Ms Holmgard told the Lendal Post.

She added that the board had no other plan. Ms Holmgard warned that the cranes might be sold.

The union leader, Aron Velde, said the strike would last until the summer.

A senior official said the minister had not been told. They said nothing had been signed.
"""

GATE = """Morrow Gazette

Union will not open the gate of the quay

By Kell Bors

6 May 2031

The union leader, Aron Velde, said on Tuesday that the gate of the quay would stay shut. "We have soup for a month," Mr Velde said.

"Nobody will be paid for waiting," Petra Holmgard said at the quay.

A senior official said the harbour board was tired of the strike.
"""


@dataclass(frozen=True)
class Says:
    """One statement to be made of ``words`` in the report ``report``."""

    report: int
    words: str
    name: str | None
    text: str = ""
    stance: Stance = "says"
    confidence: float = 0.9
    segment: str = "body"

    def made(self, article: Article) -> Statement:
        start = article.text.index(self.words)
        end = start + len(self.words)
        speaker = Speaker(
            self.text or self.name, None, None, self.name, anonymous=self.name is None and bool(self.text)
        )
        return Statement(
            id=f"st_{article.id}_{start}_{self.stance}",
            article_id=article.id,
            speaker=speaker,
            cue=None,
            contents=(Passage(self.words, start, end),),
            stance=self.stance,
            direct=False,
            said=UNKNOWN_TIME,
            via=(),
            to=None,
            negated=False,
            hedge=None,
            segment=self.segment,
            confidence=self.confidence,
            reason="made for the test",
            evidence=(Evidence.of(article.id, article.text, start, end),),
        )


SAID = (
    Says(0, "the quay would stay closed", "Petra Holmgard"),
    Says(0, "Nobody will be paid for waiting", "Petra Holmgard"),
    Says(0, "the cranes might be sold", "Petra Holmgard", stance="warns", confidence=0.5),
    Says(0, "the strike would last until the summer", "Aron Velde"),
    Says(0, "the minister had not been told", None, "A senior official"),
    Says(0, "nothing had been signed", None),
    Says(0, "Harbour board and union far apart", "Ines Tarn", segment="heading"),
    Says(1, "the gate of the quay would stay shut", "Aron Velde"),
    Says(1, "Nobody will be paid for waiting", "Petra Holmgard"),
    Says(1, "the harbour board was tired of the strike", None, "a senior official"),
    Says(1, "have soup for a month", "Kell Bors"),
    Says(1, "tired of the strike", "Kell Bors", stance="denies"),
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Contents:
    folder = tmp_path_factory.mktemp("reports")
    for name, text in (("quay", QUAY), ("gate", GATE)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    with open_desk(None) as opened:
        opened.add([str(folder)], received="2031-05-10")
        contents = opened.contents()
    (relations,) = contents.relations
    articles = sorted(contents.articles, key=lambda article: article.published.start or "")
    statements = tuple(says.made(articles[says.report]) for says in SAID)
    emptied = replace(relations, statements=statements, claims=(), differences=(), series=(), events=())
    return replace(contents, relations=(emptied,))


def said(brief: Brief) -> Section:
    (section,) = [section for section in brief.threads[0].sections if section.name == "said"]
    return section


def children(brief: Brief, speaker: str) -> list[Line]:
    (line,) = [line for line in said(brief).lines if line.label == speaker]
    return list(line.children)


def test_those_heard_by_two_outlets_come_first_and_the_anonymous_last(desk: Contents) -> None:
    labels = [line.label for line in said(compose(desk)).lines]
    assert labels == [
        "Petra Holmgard",
        "Aron Velde",
        "Kell Bors",
        *(label for label in labels if label.startswith("Anonymous")),
    ]


def test_newest_first_with_stance_and_day(desk: Contents) -> None:
    newest, oldest = children(compose(desk), "Aron Velde")
    assert (newest.label, oldest.label) == ("says · 6 May 2031", "says · 4 May 2031")
    assert (newest.quotes[0].reference, oldest.quotes[0].reference) == (2, 1)


def test_the_same_words_in_two_reports_are_one_line(desk: Contents) -> None:
    (line,) = [child for child in children(compose(desk), "Petra Holmgard") if "waiting" in child.quotes[0].text]
    assert (line.quotes[0].reference, line.note) == (1, "also in [2]")


def test_what_may_be_wrong_says_how_sure_it_is(desk: Contents) -> None:
    (line,) = [child for child in children(compose(desk), "Petra Holmgard") if child.label.startswith("warns")]
    assert line.note == "confidence 50%"


def test_officials_of_two_reports_are_not_one(desk: Contents) -> None:
    anonymous = [line for line in said(compose(desk)).lines if line.label.startswith("Anonymous")]
    assert [len(line.children) for line in anonymous] == [1, 1]


def test_headings_and_open_speakers_are_not_here(desk: Contents) -> None:
    brief = compose(desk, lines=None)
    told = [quote.text for line in said(brief).lines for child in line.children for quote in child.quotes]
    assert SAID[5].words not in told and SAID[6].words not in told


def test_what_another_section_quotes_is_left_to_it(desk: Contents) -> None:
    brief = compose(desk)
    (disputed,) = [section for section in brief.threads[0].sections if section.name == "disputed"]
    assert [quote.text for line in disputed.lines for quote in line.quotes] == ["tired of the strike"]
    (soup,) = children(brief, "Kell Bors")
    assert soup.quotes[0].text == "have soup for a month"
    (speaker,) = [line for line in said(brief).lines if line.label == "Kell Bors"]
    assert speaker.note == "2 statements, 1 in other sections"


def test_what_is_left_out_is_counted_and_has_a_command(desk: Contents) -> None:
    whole, short = said(compose(desk, lines=None)), said(compose(desk, lines=1))
    assert (len(short.lines), whole.omitted) == (1, 0)
    assert short.omitted == sum(len(line.children) for line in whole.lines) - len(short.lines[0].children) > 0
    assert "onrecord show statements --actor NAME" in short.more
    assert f"{short.omitted} more: `onrecord brief --all`" in render(compose(desk, lines=1))


def test_each_report_says_how_many_speakers_are_open(desk: Contents) -> None:
    assert [(item.statements, item.open_statements) for item in compose(desk).references] == [(7, 1), (5, 0)]
    assert "7 statements, 1 with the speaker left open" in render(compose(desk))


@pytest.mark.parametrize(
    ("count", "still_open", "expected"),
    [(0, 0, "no statement found"), (1, 0, "1 statement"), (12, 3, "12 statements, 3 with the speaker left open")],
)
def test_statements_in_words(count: int, still_open: int, expected: str) -> None:
    assert statements_words(count, still_open) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We will wait."', "We will wait."),
        ("“We will\nwait", "We will wait"),
        ('he was "very tired"', 'he was "very tired"'),
        ('"Tired" is what he was', '"Tired" is what he was'),
        ("‘We will wait’", "We will wait"),
        ("‘Tired’ and ‘cold’", "‘Tired’ and ‘cold’"),
        ("the sailors’", "the sailors’"),
        ('"', ""),
        ("", ""),
    ],
)
def test_marks_around_the_whole_are_taken_off(text: str, expected: str) -> None:
    assert unquoted(text) == expected
