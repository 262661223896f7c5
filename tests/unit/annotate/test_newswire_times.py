"""Times of invented newswire as TimeML values, and the scorer of ``benchmarks.dates`` on the same reports as ``.tml`` files."""

from __future__ import annotations

import html
from pathlib import Path

import pytest
from benchmarks import dates
from tests.unit.annotate.newswire_times import REPORTS, marked

from onrecord.annotate.sentences import split
from onrecord.annotate.when import find_times
from onrecord.model.timex import timex_value
from onrecord.model.when import When

#: A Friday.
PUBLISHED = When("2031-03-21", "2031-03-21", "day", "text")


def values(text: str) -> list[tuple[str, str]]:
    article = dates.article_of(text, PUBLISHED)
    return [(item.text, timex_value(item, PUBLISHED)) for item in find_times(article, split(article))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The firm said so Friday.", [("Friday", "2031-03-21")]),
        ("It was signed last Friday night.", [("last Friday night", "2031-03-14TNI")]),
        ("Profit fell in the third quarter.", [("the third quarter", "2030-Q3")]),
        ("Profit fell in the third quarter of 2029.", [("the third quarter of 2029", "2029-Q3")]),
        ("First-quarter sales fell.", [("First-quarter", "2031-Q1")]),
        ("Sales rose last quarter.", [("last quarter", "2030-Q4")]),
        ("Rents rose in the first half of 2030.", [("the first half of 2030", "2030-H1")]),
        ("He resigned two weeks ago.", [("two weeks ago", "2031-W10")]),
        ("He lives here now.", [("now", "PRESENT_REF")]),
        ("She recently moved.", [("recently", "PAST_REF")]),
        ("Nobody knows the future.", [("the future", "FUTURE_REF")]),
        ("It took two years and several months.", [("two years", "P2Y"), ("several months", "PXM")]),
        ("They waited for decades.", [("decades", "PXDE")]),
        ("In recent weeks it grew.", [("recent weeks", "PAST_REF")]),
        ("It fell in the past two years.", [("the past two years", "P2Y")]),
        ("It is counted daily.", [("daily", "P1D")]),
        ("They meet every Monday.", [("every Monday", "XXXX-WXX-1")]),
        ("They meet on Tuesdays.", [("Tuesdays", "XXXX-WXX-2")]),
        ("They meet every two weeks.", [("every two weeks", "P2W")]),
        ("It burned half an hour.", [("half an hour", "PT30M")]),
        ("Shots were heard overnight.", [("overnight", "2031-03-20TNI")]),
        ("He called this morning.", [("this morning", "2031-03-21TMO")]),
        ("It ended at 3 p.m. Thursday.", [("3 p.m. Thursday", "2031-03-20T15:00")]),
        ("It ended at 4 o'clock in the afternoon.", [("4 o'clock in the afternoon", "2031-03-21T16:00")]),
        ("It grew in the early '90s.", [("the early '90s", "199")]),
        ("It shrank in spring 2030.", [("spring 2030", "2030-SP")]),
        ("He rested last weekend.", [("last weekend", "2031-W11-WE")]),
        ("He left the year before last.", [("the year before last", "2029")]),
        ("It was sold on Christmas Eve.", [("Christmas Eve", "2030-12-24")]),
        ("It is done by the end of March.", [("the end of March", "2031-03")]),
        ("It began in the early hours of Friday.", [("the early hours of Friday", "2031-03-21TMO")]),
        ("It is a 12-year-old boy, 12 years old.", []),
        ("Three-quarters of the seats were empty.", []),
    ],
)
def test_values_of_expressions(text: str, expected: list[tuple[str, str]]) -> None:
    assert values(text) == expected


def test_a_quarter_is_compared_with_the_one_a_year_before() -> None:
    found = values("Profit rose 3 percent in the third quarter from a year earlier.")
    assert found == [("the third quarter", "2030-Q3"), ("a year earlier", "2029-Q3")]


def as_timeml(published: str, report: str) -> str:
    """A report as a TimeML document, with the name space and the layout that such files have."""
    plain, gold = marked(report)
    body, at = "", 0
    for number, (start, end, value) in enumerate(gold, start=1):
        body += html.escape(plain[at:start], quote=False)
        body += (
            f'<TIMEX3 tid="t{number}" type="DATE" value="{value}">{html.escape(plain[start:end], quote=False)}</TIMEX3>'
        )
        at = end
    body += html.escape(plain[at:], quote=False)
    return (
        '<?xml version="1.0" ?>\n<TimeML xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n<!-- invented -->\n'
        f'<DCT><TIMEX3 tid="t0" type="DATE" value="{published}" functionInDocument="CREATION_TIME">{published}</TIMEX3>'
        f"</DCT>\n<TITLE>No title</TITLE>\n<TEXT>\n{body}\n</TEXT>\n</TimeML>\n"
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number, (published, report) in enumerate(REPORTS):
        (tmp_path / f"{number}.tml").write_text(as_timeml(published, report), encoding="utf-8")
    return tmp_path


def test_a_timeml_document_is_read(folder: Path) -> None:
    text, gold, written = dates.load(folder / "0.tml")
    assert written.start == REPORTS[0][0]
    assert "<" not in text
    assert "No title" not in text
    assert [(text[mark.start : mark.end], mark.value) for mark in gold][:2] == [
        ("late Thursday", "2031-03-20"),
        ("six days", "P6D"),
    ]
    assert len(gold) == len(marked(REPORTS[0][1])[1])


@pytest.mark.parametrize(
    "raw",
    [
        '<DOC><DATETIME>20310514</DATETIME><TEXT>It ended <TIMEX2 val="2031-05-13">Tuesday</TIMEX2>.</TEXT></DOC>',
        '<t:TimeML xmlns:t="x"><t:TEXT><t:TIMEX3 tid="t0" functionInDocument=\'CREATION_TIME\' value="2031-05-14T09:00">x'
        '</t:TIMEX3> It ended <t:EVENT eid="e1">on</t:EVENT> <t:TIMEX3 value="2031-05-13">Tuesday</t:TIMEX3>.</t:TEXT></t:TimeML>',
    ],
)
def test_other_forms_of_documents(tmp_path: Path, raw: str) -> None:
    path = tmp_path / "one.tml"
    path.write_text(raw, encoding="utf-8")
    text, gold, written = dates.load(path)
    assert written.start == "2031-05-14"
    assert [(text[mark.start : mark.end], mark.value) for mark in gold] == [("Tuesday", "2031-05-13")]


@pytest.mark.parametrize("half", [0, 1], ids=["tuned", "measured"])
def test_newswire_scores(folder: Path, half: int) -> None:
    metrics = dates.score(sorted(folder.glob("*.tml"))[half::2])
    assert metrics["span_f1"] >= 0.96
    assert metrics["value_f1"] >= 0.90


def test_the_scorer_counts_as_tempeval_does(tmp_path: Path) -> None:
    path = tmp_path / "one.tml"
    path.write_text(
        as_timeml("2031-03-21", "[Friday|2031-03-21] and [July 2030|2030-08] and [noon|] then"), encoding="utf-8"
    )

    def find(path: Path, text: str, written: When) -> list[dates.Found]:
        at = text.index
        return [
            dates.Found(at("Friday"), at("Friday") + 3, "2031-03-21"),
            dates.Found(at("July"), at("July") + 9, "2030-07"),
            dates.Found(at("noon"), at("noon") + 4, "T12:00"),
        ]

    metrics = dates.score([path], find)
    assert metrics["span_f1"] == pytest.approx(4 / 5)  # two of three found, two of two marked
    assert metrics["value_f1"] == pytest.approx(2 / 5)
    assert metrics["exact_span_f1"] == pytest.approx(2 / 5)
