"""The bench of timelines: folders as they lie there, lengths from the reference, peers that choose among the same lines."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks import _timeline_peers, timelines
from benchmarks._timelines import load, plain, timeline

from onrecord.relate.chronicle_days import COUNTS
from onrecord.relate.chronicle_days import weights as shipped

DOCUMENTS = {
    "2031-03-04/1.txt": "The ferry Halvena sank off Cape Morrin on Monday , the coastguard said . \n"
    "Divers -LRB- ten of them -RRB- searched the wreck of the ferry Halvena . \n",
    "2031-03-05/2.txt": "Divers found two passengers of the ferry Halvena on Tuesday . \n"
    "The ferry Halvena sank off Cape Morrin on March 3 , 2031 . \n",
    "2031-03-20/3.txt": "Inspectors said the ferry Halvena sank on March 3 because it was overloaded . \n",
}
TIMELINE = "2031-03-03\nThe ferry sinks .\n--------------------------------\n2031-03-04\nDivers search .\nTwo are found .\n--------------------------------\n"
LEARNED = {"weights": dict.fromkeys(COUNTS, 1.0), "datewise": [1.0] * _timeline_peers.COUNTS}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name, text in DOCUMENTS.items():
        file = tmp_path / "ferry_post" / "InputDocs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    told = tmp_path / "ferry_post" / "timelines" / "post.txt"
    told.parent.mkdir()
    told.write_text(TIMELINE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def task(data: Path) -> timelines.Task:
    (folder,) = load(data)
    return timelines.Task(folder, folder.references["post.txt"])


def test_a_folder_as_it_lies_there(task: timelines.Task) -> None:
    assert (task.folder.topic, task.days, task.sentences) == ("ferry", 2, 2)
    named = [sorted(days) for document in task.folder.documents for days in document.named if days]
    third = task.span[0]
    assert named == [[third], [third + 1], [third], [third]]


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("He said -LRB- twice -RRB- : `` No , it is n't . ''", 'He said (twice): " No, it isn\'t. "'),
        ("Mr Orr 's $ 3 million", "Mr Orr's $3 million"),
    ],
)
def test_a_tokenised_line_as_it_was_printed(line: str, printed: str) -> None:
    assert plain(line) == printed


def test_articles_from_after_the_timeline_may_be_left_out(task: timelines.Task) -> None:
    (document,) = timelines.within(task).folder.documents
    assert document.day == task.span[1]


def test_a_timeline_file() -> None:
    assert timeline(TIMELINE) == {
        "2031-03-03": ["The ferry sinks ."],
        "2031-03-04": ["Divers search .", "Two are found ."],
    }
    assert timeline("no day\n----------\n") == {}


@pytest.mark.parametrize("name", sorted(timelines.SYSTEMS))
def test_every_system_chooses_lines_of_the_folder_on_days_asked_for(task: timelines.Task, name: str) -> None:
    made = timelines.SYSTEMS[name](task, LEARNED)
    lines = {line for document in task.folder.documents for line in document.lines}
    assert 1 <= len(made) <= task.days
    assert made.keys() <= {"2031-03-03", "2031-03-04"}
    assert all(told and len(told) <= task.sentences and set(told) <= lines for told in made.values())


def test_days_are_scored_by_precision_and_recall() -> None:
    both = timelines.date_score({"a": [], "b": []}, {"a": [], "c": [], "d": [], "e": []})
    assert both == {"precision": 0.5, "recall": 0.25}
    assert timelines.averaged([{"date_f1": both}], "date_f1") == pytest.approx(1 / 3)


def test_who_is_always_ahead_is_ahead_in_every_draw() -> None:
    good, bad = ({"date_f1": {"precision": value, "recall": value}} for value in (0.8, 0.5))
    told = timelines.ahead({"onrecord": [good] * 4, "peer": [bad] * 4}, ["a", "a", "b", "c"], "date_f1", "peer")
    assert told["ahead"] == pytest.approx(0.3)
    assert min(told["interval"] + told["interval_by_topic"]) > 0  # type: ignore[operator]


def test_no_topic_is_judged_by_weights_that_saw_it() -> None:
    learned = json.loads(timelines.LEFT_OUT.read_text(encoding="utf-8"))
    about = json.loads((timelines.ROOT / "src/onrecord/relate/data/chronicle.json").read_text(encoding="utf-8"))[
        "about"
    ]
    assert set(learned) == {"", *about["topics"]}
    assert learned[""]["weights"] == dict(shipped())
    assert all(each["weights"] != learned[""]["weights"] for topic, each in learned.items() if topic)


def test_missing_measures_and_missing_data_say_what_to_do(
    data: Path, task: timelines.Task, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(RuntimeError, match=r"environment\.sh"):
        timelines.measured([{}], [task], data / "nowhere", "reimpl")
    assert timelines.main(["--data", str(data), "--environment", str(data / "nowhere"), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert printed["items"] == 1
    assert 0 <= printed["date_f1"] <= 1
    assert "ar1" not in printed
    assert timelines.main(["--data", str(data / "ferry_post" / "timelines")]) == 2
