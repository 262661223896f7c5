"""The scorer of statements that were marked by hand, on invented texts, and the marks themselves."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any, get_args

import pytest
from benchmarks import marked
from benchmarks.marked import Item, Scored, duplicates, found_items, measure, paired, read_truth, same_name, verdict

from onrecord.model.annotations import Annotations
from onrecord.model.article import Article, Repair, Segment
from onrecord.model.passage import Passage
from onrecord.model.statement import Speaker, Stance, Statement
from onrecord.model.when import UNKNOWN_TIME

DATA = Path(os.environ.get("ONRECORD_BENCH") or Path(__file__).parents[3] / "../shared/bench") / ".."


def item(
    cue: tuple[int, int] | None = (0, 4),
    contents: range = range(0),
    *,
    name: str | None = None,
    where: str = "body",
    stance: str = "says",
    manner: str = "indirect",
    **rest: Any,
) -> Item:
    rest.setdefault("anonymous", False)
    return Item(
        where=where,
        cue=cue,
        contents=frozenset(contents),
        names=(name,) if name else (),
        stances=(stance,),
        manner=manner,
        negated=False,
        **rest,
    )


def test_cues_that_overlap_are_one_statement_and_each_is_given_once() -> None:
    given = [item((10, 14)), item((30, 34))]
    assert paired(given, [item((31, 40)), item((8, 12)), item((12, 14))]) in ({0: 1, 1: 0}, {0: 2, 1: 0})
    assert paired(given, [item((14, 30))]) == {}


def test_without_a_cue_what_is_said_tells() -> None:
    given = [item(None, range(10)), item((50, 54), range(20, 30))]
    assert paired(given, [item((90, 94), range(4, 9)), item(None, range(26, 40))]) == {0: 0}
    assert paired(given, [item((90, 94), range(20, 30))]) == {}  # both have cues, and other ones


def test_a_required_mark_comes_before_an_optional_one() -> None:
    given = [item((10, 14), range(5), optional=True), item((10, 14), range(9))]
    assert paired(given, [item((10, 14), range(5))]) == {1: 0}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mr Brandt", "Olena Brandt", True),
        ("Sir Tom Okafor", "Thomas Okafor", True),
        ("Tom Okafor", "Ruth Okafor", False),
        ("the Harbour Board", "Harbour Board", True),
        ("State Office", "Varnish State Office", True),
        ("Varnish Foreign Office", "Dorland Foreign Office", False),
        ("Olena", "Olena Brandt", False),
        ("", "Olena Brandt", False),
    ],
)
def test_names_are_one_where_nothing_speaks_against_it(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) is same
    assert same_name(other, one) is same


@pytest.mark.parametrize(
    ("truth", "found", "expected"),
    [
        ({"name": "Olena Brandt"}, {"name": "Brandt"}, "right"),
        ({"name": "Olena Brandt"}, {"name": "Tom Okafor"}, "wrong"),
        ({"name": "Olena Brandt"}, {}, "open"),
        ({"name": "Olena Brandt"}, {"anonymous": True}, "wrong"),
        ({"anonymous": True}, {"anonymous": True}, "right"),
        ({"anonymous": True}, {}, "open"),
        ({"anonymous": True}, {"name": "Tom Okafor"}, "wrong"),
        ({"still_open": True}, {}, "right"),
        ({"still_open": True}, {"anonymous": True}, "right"),
        ({"still_open": True}, {"name": "Tom Okafor"}, "wrong"),
        ({"still_open": True, "name": "Tom Okafor"}, {"name": "Tom Okafor"}, "right"),
    ],
)
def test_the_speaker_is_right_wrong_or_open(truth: dict[str, Any], found: dict[str, Any], expected: str) -> None:
    assert verdict(item(**truth), item(**found)) == expected


def test_a_headline_held_to_be_body_counts_twice_and_so_does_a_second_copy() -> None:
    given = [item(None, range(5), where="heading", same_as=1), item((30, 34), range(20, 30))]
    told = [item(None, range(5), where="heading"), item((30, 34), range(20, 30))]
    assert duplicates(Scored(given, told, paired(given, told))) == set()
    as_body = [item(None, range(5)), item((30, 34), range(20, 30)), item((80, 84), range(20, 28))]
    assert duplicates(Scored(given, as_body, paired(given, as_body))) == {0, 2}


def test_shares_leave_out_what_is_optional_and_keep_headlines_apart() -> None:
    given = [
        item((10, 14), range(10), name="Olena Brandt", stance="denies", manner="direct"),
        item((50, 54), range(20, 30), anonymous=True),
        item((70, 74), range(40, 50), name="Tom Okafor", optional=True),
        item((0, 4), range(60, 65), name="Tom Okafor", where="heading"),
    ]
    told = [
        item((10, 14), range(5), name="Brandt", manner="direct"),
        item((70, 74), range(40, 50)),
        item((90, 94), range(80, 90), name="Tom Okafor"),
    ]
    scored = Scored(given, told, paired(given, told))
    body = measure([scored], apart=False)
    assert (body["marked"], body["statements"], body["found"], body["missed"]) == (2, 2, 0.5, 0.5)
    assert (body["speaker_right"], body["speaker_wrong"], body["speaker_open"]) == (0.5, 0.0, 0.0)
    assert (body["spurious"], body["stance_right"], body["direct_right"]) == (0.5, 0.0, 1.0)
    assert body["content_jaccard"] == 0.5
    apart = measure([scored], apart=True)
    assert (apart["marked"], apart["statements"], apart["missed"]) == (1, 0, 1.0)


def test_statements_are_led_back_over_segments_and_repairs() -> None:
    capture = "Ferry late\r\n\r\nMs Brandt &amp; co said it was late."
    text = "Ferry late\n\nMs Brandt & co said it was late."
    article = Article(
        id="art_x", capture_id="cap_x", source="x", address=None, outlet=None, via=(), title=None, byline=(),
        published=UNKNOWN_TIME, updated=None, language="en", text=text,
        segments=(Segment("heading", 0, 12, 0, 14, ""), Segment("body", 12, len(text), 14, len(capture), "")),
        repairs=(Repair(22, 23, "&amp;", "entity"),),
    )  # fmt: skip

    def passage(words: str) -> Passage:
        return Passage(words, text.index(words), text.index(words) + len(words))

    statement = Statement(
        id="st_x", article_id="art_x", speaker=Speaker("Ms Brandt", 12, 21, "Brandt", anonymous=False), cue=passage("said"),
        contents=(passage("it was late"),), stance="says", direct=False, said=UNKNOWN_TIME, via=(), to=None, negated=False,
        hedge=None, segment="body", confidence=1.0, reason="", evidence=(),
    )  # fmt: skip
    words = [match.span() for match in marked._WORD.finditer(capture)]
    (found,) = found_items(article, [statement], words)
    assert found.cue is not None
    assert capture[slice(*found.cue)] == "said"
    assert [capture[slice(*words[at])] for at in sorted(found.contents)] == ["it", "was", "late"]


def test_the_command_scores_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "The ferry was late on Monday.\n\nOlena Brandt said the harbour would stay open for the winter.\n"
    cue = text.index("said")
    record = {
        "source": "one", "sha256": hashlib.sha256(text.encode()).hexdigest(), "where": "body", "cue": [cue, cue + 4],
        "contents": [[cue + 5, len(text) - 2]], "speaker": None, "name": "Olena Brandt", "anonymous": False, "stance": "says",
        "direct": "indirect", "negated": False, "via": [], "to": None, "same_as": None,
    }  # fmt: skip
    monkeypatch.setattr(marked, "TRUTH", tmp_path)
    monkeypatch.setattr(marked, "annotator", lambda: lambda article: Annotations(article.id, (), (), (), (), (), 0))
    (tmp_path / "seeds.jsonl").write_text(json.dumps(record) + "\n", encoding="utf-8")
    assert marked.main(["--data", str(tmp_path), "--split", "seeds"]) == 2
    assert "lacks" in capsys.readouterr().err
    assert marked.main(["--data", str(tmp_path), "--split", "other"]) == 2
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "one.txt").write_text(text, encoding="utf-8")
    assert marked.main(["--data", str(tmp_path), "--split", "seeds", "--json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (told["items"], told["marked"], told["missed"], told["speaker_right"]) == (1, 1, 1.0, 0.0)


@pytest.mark.parametrize("split", marked.SPLITS)
def test_the_marks_are_well_formed(split: str) -> None:
    for records in read_truth(marked.TRUTH / f"{split}.jsonl").values():
        for record in records:
            assert {record["stance"], *record.get("stances_also", ())} <= set(get_args(Stance))
            assert record["where"] in {"body", "heading", "summary", "caption"}
            assert record["direct"] in {"direct", "indirect", "mixed"}
            assert (record["name"] is None) == (record["anonymous"] or record.get("open", False))
            assert record["contents"] or record["stance"] == "declines_to_comment"
            assert record["cue"] or record["contents"]
            if record["same_as"] is not None:
                assert record["where"] != "body"
                assert records[record["same_as"]]["where"] == "body"


@pytest.mark.skipif(not (DATA / "seeds").is_dir(), reason=f"the texts are not at {DATA}; set ONRECORD_BENCH")
@pytest.mark.parametrize("split", marked.SPLITS)
def test_the_marks_stand_on_whole_words_of_the_texts(split: str) -> None:
    by_digest = {hashlib.sha256(data).hexdigest(): data.decode() for data in marked.texts(DATA)}
    for digest, records in read_truth(marked.TRUTH / f"{split}.jsonl").items():
        text = by_digest[digest]
        for record in records:
            for start, end in filter(None, (record["cue"], record["speaker"], *record["contents"])):
                assert 0 <= start < end <= len(text)
                assert text[start:end] == text[start:end].strip()
                assert not (start and text[start - 1].isalnum() and text[start].isalnum())
                assert not (end < len(text) and text[end - 1].isalnum() and text[end].isalnum())
