"""Statements and actors as people read them in a terminal."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.codec import to_plain
from onrecord.model.when import UNKNOWN_TIME, When
from onrecord.publish.listing import actors_as_text, statements_as_text

Row = dict[str, Any]


def day(first: str, last: str | None = None, known_from: str = "text") -> Row:
    return to_plain(When(first, last or first, "day", known_from))


def article(name: str, published: Row, outlet: str | None = "Lendal Post") -> Row:
    return {"id": name, "title": f"Title of {name}", "outlet": outlet, "published": published}


def speaker(name: str | None = None, text: str | None = None, **more: Any) -> Row:
    blank = {"anonymous": False, "actor_id": None, "role": None, "candidates": [], "reason": ""}
    return {"name": name, "text": text or name, **blank, **more}


def statement(name: str, where: str, who: Row, words: str, **more: Any) -> Row:
    made = {
        "id": f"st_{name}",
        "article_id": where,
        "speaker": who,
        "contents": [{"text": words, "start": len(name), "end": len(name) + len(words)}],
        "evidence": [],
        "stance": "says",
        "said": day("2031-05-04", known_from="publication"),
        "via": [],
        "to": None,
        "negated": False,
        "segment": "body",
        "confidence": 0.84,
    }
    return {**made, **more}


HOLMGARD = speaker("Petra Holmgard", "the chair", actor_id="act_1", role="chair of the harbour board")
HE = speaker(None, "he", candidates=["Aron Velde", "Kell Bors"])

ARTICLES = [
    article("art_late", day("2031-05-06")),
    article("art_early", day("2031-05-04")),
    article("art_mute", day("2031-05-05")),
]
STATEMENTS = [
    statement("a", "art_early", HOLMGARD, '"The quay stays closed"', stance="warns", said=day("2031-05-03")),
    statement("bb", "art_early", HE, "nothing is signed", negated=True, stance="confirms", to="reporters"),
    statement("ccc", "art_late", HOLMGARD, "the cranes are for sale", via=["Radio Morrow"], to="Radio Morrow"),
    statement("d", "art_late", speaker(None, "a senior official", anonymous=True), "it is over", segment="caption"),
    statement("e", "art_late", speaker(None, None, anonymous=True), "it is not over", attitude=True),
]
COPIES: list[Row] = []


def listed(rows: list[Row], **options: Any) -> str:
    return "\n".join(statements_as_text(rows, ARTICLES, COPIES, **options))


def test_by_report_in_the_order_of_dates_and_places() -> None:
    lines = listed(STATEMENTS).splitlines()
    titles = [line for line in lines if line.startswith("Title")]
    assert titles == ["Title of art_early", "Title of art_mute", "Title of art_late"]
    assert [line.split("st_")[1] for line in lines if "st_" in line] == ["a)", "bb)", "d)", "e)", "ccc)"]


def test_each_report_says_what_was_found_and_what_stayed_open() -> None:
    text = listed(STATEMENTS)
    assert "Lendal Post · 4 May 2031 · 2 statements, 1 with the speaker left open · art_early" in text
    assert "5 May 2031 · no statement found · art_mute" in text
    assert "2 statements · art_late" in text, "an attitude is no statement"
    assert text.splitlines()[-1] == "4 statements, 1 with the speaker left open (in 2 reports)."


@pytest.mark.parametrize(
    "line",
    [
        "  Petra Holmgard, chair of the harbour board · warns · 3 May 2031",
        "    “The quay stays closed” (confidence 84%, st_a)",
        "  Open: he (Aron Velde or Kell Bors?) · not: confirms · reported 4 May 2031 · to reporters",
        "  Petra Holmgard, chair of the harbour board · says · reported 4 May 2031 · via Radio Morrow",
        "  Anonymous: a senior official · says · reported 4 May 2031 · caption",
        "  Anonymous · says (attitude) · reported 4 May 2031",
    ],
)
def test_a_statement_is_two_lines(line: str) -> None:
    assert line in listed(STATEMENTS).splitlines()


def test_a_choice_says_of_how_many_and_leaves_out_other_reports() -> None:
    text = listed(STATEMENTS[:1], every=STATEMENTS, width=300)
    assert "Title of art_late" not in text and "Title of art_mute" not in text
    assert "2 statements, 1 with the speaker left open" in text, "of the whole report"
    assert text.endswith(
        "1 statement in 1 report, of 4 statements on this desk. 1 has its speaker left open: silence is not absence."
    )
    assert "None fits" in listed([], every=STATEMENTS, width=300)
    assert "`onrecord show actors`" in listed([], every=STATEMENTS, width=300)


def test_an_empty_desk() -> None:
    assert list(statements_as_text([], [], [])) == ["No statements on this desk."]
    assert list(actors_as_text([], [], [], [])) == ["No actors on this desk."]


def test_a_copy_says_of_what() -> None:
    copies = [{"first_article_id": "art_early", "members": [{"article_id": "art_late", "relation": "near"}]}]
    assert "near copy of art_early" in "\n".join(statements_as_text(STATEMENTS, ARTICLES, copies))


@given(st.text(max_size=300), st.integers(0, 120))
def test_any_words_fit_any_width(words: str, width: int) -> None:
    rows = [statement("a", "art_early", speaker("Nora", words or "she"), words)]
    assert all("\n" not in line for line in statements_as_text(rows, ARTICLES, COPIES, width=width))


def test_lines_are_no_wider_than_the_terminal() -> None:
    rows = [statement("a", "art_early", HE, "word " * 200)]
    assert max(map(len, statements_as_text(rows, ARTICLES, COPIES, width=60))) <= 60


def actor(name: str, shown: str, *names: str, roles: tuple[Row, ...] = ()) -> Row:
    return {
        "id": name,
        "name": shown,
        "kind": "person",
        "country": None,
        "names": [*names, shown],
        "roles": list(roles),
    }


def role(words: str, where: str, when: Row | None = None) -> Row:
    return {"role": words, "evidence": {"article_id": where}, "when": when or to_plain(UNKNOWN_TIME)}


CHAIR = actor(
    "act_1",
    "Petra Holmgard",
    "Ms Holmgard",
    "Chair Petra Holmgard",
    "Petra Holmgaard, the chair",
    roles=(role("chair", "art_early"), role("Chair", "art_late"), role("minister", "art_early", day("2029-01-01"))),
)
QUIET = actor("act_2", "Ines Tarn")


def cast(rows: list[Row], copies: list[Row] = COPIES) -> str:
    return "\n".join(actors_as_text([QUIET, CHAIR], rows, ARTICLES, copies))


def test_an_actor_with_names_roles_and_stances() -> None:
    lines = cast(STATEMENTS).splitlines()
    assert lines[:4] == [
        "Petra Holmgard · person · act_1",
        "  also Ms Holmgard; Petra Holmgaard",
        "  chair (4 to 6 May 2031); minister (1 January 2029)",
        "  2 statements in 2 reports, 3 to 4 May 2031: says 1, warns 1",
    ]
    assert "Named, with no statement in the text of a report: Ines Tarn" in lines


def test_officials_of_two_reports_stay_two() -> None:
    official = speaker(None, "an official", anonymous=True)
    rows = [
        statement(name, where, official, "no")
        for name, where in (("a", "art_early"), ("b", "art_early"), ("c", "art_late"))
    ]
    lines = [line for line in cast(rows).splitlines() if "an official" in line]
    assert lines == [
        "  an official · Lendal Post · 4 May 2031 · says 2",
        "  an official · Lendal Post · 6 May 2031 · says 1",
    ]


def test_copies_and_captions_are_not_counted_again() -> None:
    copies = [{"first_article_id": "art_early", "members": [{"article_id": "art_late", "relation": "exact"}]}]
    assert "1 statement in 1 report" in cast(STATEMENTS, copies)
    assert "a senior official" not in cast(STATEMENTS), "what only a caption says"


def test_the_order_of_rows_does_not_matter() -> None:
    rows = list(STATEMENTS)
    random.Random(3).shuffle(rows)
    assert listed(rows) == listed(STATEMENTS)
    assert cast(rows) == cast(STATEMENTS)
