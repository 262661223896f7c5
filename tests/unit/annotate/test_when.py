"""Times in single sentences, then across sentences, then the laws."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.annotate import time_grammar
from onrecord.annotate.sentences import split
from onrecord.annotate.when import find_times
from onrecord.model.annotations import TimeMention
from onrecord.model.article import Article, Segment
from onrecord.model.calendar import bind
from onrecord.model.when import UNKNOWN_TIME, When

#: A Wednesday.
PUBLISHED = When("2031-05-14", "2031-05-14", "day", "text")


def times(text: str, kind: str = "body") -> tuple[TimeMention, ...]:
    segment = Segment(kind, 0, len(text), None, None, "test")  # type: ignore[arg-type]
    article = Article("art_x", "cap_x", "x", None, None, (), None, (), UNKNOWN_TIME, None, "en", text, (segment,))
    found = find_times(article, split(article))
    assert all(text[mention.start : mention.end] == mention.text for mention in found)
    return found


def bound(text: str) -> list[tuple[str | None, str | None]]:
    return [((when := bind(mention.when, PUBLISHED)).start, when.end) for mention in times(text)]


def day(text: str) -> list[tuple[str | None, str | None]]:
    return [(text, text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The bridge fell on February 7, 2031.", day("2031-02-07")),
        ("The bridge fell on 7 February 2031.", day("2031-02-07")),
        ("Updated 2031-02-07 by the desk.", day("2031-02-07")),
        ("The scheme, launched in 2018, was closed.", [("2018-01-01", "2018-12-31")]),
        ("It opened in early March 2030.", [("2030-03-01", "2030-03-10")]),
        ("The talks run from 11 to 13 June 2031.", [("2031-06-11", "2031-06-13")]),
        ("The ministers agreed to meet in Orvik on Friday.", day("2031-05-16")),
        ("The ministers met in Orvik on Friday.", day("2031-05-09")),
        ("She will be in Orvik on Monday.", day("2031-05-19")),
        ("She is due in Orvik on Monday.", day("2031-05-19")),
        ("He announced an inquiry for Friday.", day("2031-05-16")),
        ("He visited Orvik last Wednesday.", day("2031-05-07")),
        ("On Monday, the president said that he was tired.", day("2031-05-12")),
        ("On Friday, the two sides will sign.", day("2031-05-16")),
        ("The minister said the meeting on Friday would go ahead.", day("2031-05-16")),
        ("He was forced to leave on Friday.", day("2031-05-09")),
        ("An answer may follow as soon as Thursday.", day("2031-05-15")),
        ("Some arrived as recently as Thursday.", day("2031-05-08")),
        ("He spoke after Friday's attack.", day("2031-05-09")),
        ("They prepared ahead of Friday's vote.", day("2031-05-16")),
        ("The vote was put off until Monday.", day("2031-05-19")),
        ("They accepted an invitation to meet on Friday.", day("2031-05-16")),
        ("The road will be opened to heavy lorries on Thursday.", day("2031-05-15")),
        ("It ends on the sixteenth of May.", day("2031-05-16")),
        ("Yesterday the port was closed.", day("2031-05-13")),
        ("The port closed last night.", day("2031-05-13")),
        ("Shelling went on overnight.", [("2031-05-13", "2031-05-14")]),
        ("He spoke last week.", [("2031-05-05", "2031-05-11")]),
        ("More will follow in the coming days.", [("2031-05-15", "2031-05-19")]),
        ("An attack may come in the next few days.", [("2031-05-15", "2031-05-19")]),
        ("They may attack by mid-June.", [("2031-05-14", "2031-06-20")]),
        ("It comes between now and the middle of June.", [("2031-05-14", "2031-06-20")]),
        ("The mine closed two weeks ago.", [("2031-04-28", "2031-05-04")]),
        ("The road has been shut for several weeks.", [(None, None)]),
        ("He met her on Tuesday. A day earlier he had flown to Orvik.", [*day("2031-05-13"), *day("2031-05-12")]),
        ("A day earlier he had flown to Orvik.", [(None, None)]),
        ("At 9.30am on 2 May 2031 the siren went.", [("2031-05-02T09:30", "2031-05-02T09:30")]),
        ("They gave him until Friday to answer.", [("2031-05-14", "2031-05-16")]),
        ("They gave the island until 20 May to answer.", [("2031-05-14", "2031-05-20")]),
        ("She summoned the envoys to an emergency meeting in Orvik on Friday.", day("2031-05-16")),
        ("The deadline is Friday.", day("2031-05-16")),
        ("The vote was to have begun on Saturday.", day("2031-05-10")),
        ("It is more than the 900 agreed on May 7.", day("2031-05-07")),
        ("They were still expecting both on Monday.", day("2031-05-19")),
        ("The regatta, fixed for tomorrow, Thursday, is off.", day("2031-05-15")),
        ("The schools stay closed until Tuesday.", [("2031-05-14", "2031-05-20")]),
        ("She was asked about a call on a Sunday evening.", [(None, None)]),
        ("Smoke over the quay, seen from the tower on Monday.", day("2031-05-12")),
        ("They met on Tuesday of last week.", day("2031-05-06")),
        ("The vote will be held in three weeks.", [("2031-06-02", "2031-06-08")]),
        ("He crossed the desert in three weeks.", [(None, None)]),
        ("He left in the last days of April.", [(None, None), ("2031-04-01", "2031-04-30")]),
        ("She grew up in the second half of the year.", [("2031-07-01", "2031-12-31")]),
        ("Nine people spoke on the sale three days after the vote.", [(None, None)]),
        ("Sales fell this quarter.", [("2031-04-01", "2031-06-30")]),
    ],
)
def test_times_of_a_report(text: str, expected: list[tuple[str | None, str | None]]) -> None:
    assert bound(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Theresa May said that they may march on.",
        "He told The Sunday Telegraph nothing.",
        "It was Monday-morning quarterbacking.",
        "The side won 3-1 and John, 45, scored.",
        "About 2000 soldiers crossed the river.",
        "The camp lies within a day's march of the pass.",
    ],
)
def test_what_is_no_time(text: str) -> None:
    assert times(text) == ()


def test_what_stays_open_says_why() -> None:
    (duration,) = times("The road has been shut for three weeks.")
    assert duration.when.reason == "a duration (P3W)"
    (ambiguous,) = times("Signed 7/2/2031 in Orvik.")
    assert ambiguous.when.reason == "day and month cannot be told apart"
    (unanchored,) = times("Three days later he left.")
    assert "none stands before it" in unanchored.when.reason


def test_a_headline_in_the_present_decides_nothing() -> None:
    (mention,) = times("Minister meets rebels on Friday", kind="heading")
    assert mention.when.relative is not None and mention.when.relative.direction == 0


def test_history_takes_the_year_named_before() -> None:
    text = (
        "The war began in May 1921. On 3 June the city fell. In August 1922 the army crossed the river. "
        "By 4 September it had reached Orvik. Peace was signed on 9 November 1923. In 1930 the treaty lapsed."
    )
    assert [mention.when.first_day for mention in times(text)] == [
        "1921-05-01", "1921-06-03", "1922-08-01", "1922-09-04", "1923-11-09", "1930-01-01",
    ]  # fmt: skip


def test_a_report_of_the_day_does_not() -> None:
    text = "The war began in 2014. On Tuesday he spoke of it. He will return on 3 June."
    assert [bind(mention.when, PUBLISHED).start for mention in times(text)][-1] == "2031-06-03"


WORDS = st.sampled_from(
    [
        "On",
        "Friday",
        "last",
        "next",
        "week",
        "May",
        "March",
        "12",
        "2031",
        "a",
        "day",
        "earlier",
        "the",
        "two",
        "weeks",
        "ago,",
        "met",
        "will",
        "to",
        "since",
        "by",
        "mid-",
        "February",
        "9am",
        "between",
        "now",
        "and",
        "early",
        "1990s",
        ":",
        ".",
        ";",
        "-",
        "–",
        '"',
        "'",
        "3-1",
        "12/5/2031",
        "of",
        "that",
        "year's",
        "months",
        "for",
        "the",
        "coming",
        "few",
    ]
)


@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=120))
def test_any_text_is_read_and_mentions_stay_in_order(text: str) -> None:
    found = times(text)
    assert all(first.end <= second.start for first, second in pairwise(found))
    for mention in found:
        bind(mention.when, PUBLISHED)
        assert mention.when.known or mention.when.relative is not None or mention.when.reason


@pytest.mark.parametrize(
    "unit", ["1", "12 ", "a few ", "May ", "the end of ", "- ", "1,1", "on ", "20", "one hundred "]
)
def test_no_pattern_runs_away(unit: str) -> None:
    text = unit * (4000 // len(unit))
    for pattern in time_grammar.patterns():
        assert isinstance(pattern, re.Pattern)
        for _ in pattern.finditer(text):
            pass
