"""The command line as a user meets it: processes of their own, files on disk, bytes on the two streams."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pytest
from tests import warm_command
from tools.docs.commands import command_line
from tools.docs.dictionary import ADDED, RECORDS

COMMANDS = ("add", "update", "brief", "timeline", "show", "explain", "search", "remove", "rule", "export")
COMMANDS += ("backup", "restore", "check", "retain", "settings", "podcast", "account", "serve")
COMMANDS += ("follow", "following", "handover")
KINDS = ("articles", "copies", "stories", "statements", "actors", "figures", "events", "claims", "differences", "fates")

HERALD = """Odense Herald

Ferry talks fail as sailors wait

By Ada Orr

2 May 2031

The talks on the ferry to Halmstad have failed, the transport minister, Ilse Brandt, said on Friday.

"We will not sign a contract that puts sailors at risk," Ms Brandt told reporters in Odense.

About 300 sailors were waiting in the port of Odense on Friday evening, according to the harbour union.

A senior official denied that the ferry had been sold. The two sides will meet again on 9 May.
"""

COURIER = """Halmstad Courier

Ferry company says 450 sailors stranded in Odense

By Bo Lind

3 May 2031

The ferry company Norlink said on Saturday that 450 sailors were stranded in the port of Odense.

Ilse Brandt, the transport minister of Denmark, denied that the talks on the ferry to Halmstad had failed.

"The talks go on," Ms Brandt said. Norlink and the harbour union will meet in Odense on 9 May.
"""

WIRE = {
    "title": "Ferry talks to resume in Odense",
    "date": "2031-05-06",
    "url": "https://wire.example/2031/05/06/ferry-talks",
    "text": "Talks on the ferry to Halmstad will resume in Odense on 9 May, the harbour union announced on Tuesday.\n\n"
    "The union warned that sailors would strike if Norlink did not sign a contract.",
}


@dataclass(frozen=True)
class Done:
    """What a run left behind."""

    status: int
    out: bytes
    err: str

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def rows(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


Run = Callable[..., Done]


def run_in(folder: Path, *arguments: str, stdin: bytes = b"", **environment: str) -> Done:
    """``onrecord ARGUMENTS`` in ``folder``, in an environment that holds nothing of ours."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH", "HOME", "TMPDIR")}
    kept["PYTHONPATH"] = os.pathsep.join(str(Path(part).resolve()) for part in sys.path if part)
    if not (stdin or environment):
        status, out, err = warm_command.run(folder, arguments, kept)
        return Done(status, out, err.decode())
    done = subprocess.run(
        [sys.executable, "-m", "onrecord.cli", *arguments],
        cwd=folder,
        input=stdin,
        capture_output=True,
        env=kept | environment,
        check=False,
    )
    return Done(done.returncode, done.stdout, done.stderr.decode())


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return lambda *arguments, **options: run_in(tmp_path, *arguments, **options)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    return write_reports(tmp_path)


def write_reports(folder: Path) -> Path:
    made = folder / "reports"
    made.mkdir()
    (made / "herald.txt").write_text(HERALD, encoding="utf-8")
    (made / "courier.txt").write_text(COURIER, encoding="utf-8")
    (made / "wire.json").write_text(json.dumps(WIRE), encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the three reports and a desk that holds them. For tests that change nothing."""
    folder = tmp_path_factory.mktemp("shared")
    write_reports(folder)
    done = run_in(folder, "add", "reports")
    assert (done.status, done.err) == (0, "")
    return folder


def refuses(done: Done, status: int, *words: str) -> None:
    """The run failed as it should: its status, and one sentence that says what is wrong."""
    assert done.status == status, done.err
    assert done.err.startswith("onrecord: ") and done.err.count("\n") == 1, done.err
    assert "Traceback" not in done.err
    for word in words:
        assert word in done.err


def fields_of(kind: str) -> set[str]:
    """The fields that the dictionary gives to a kind of record."""
    return {field.name for field in fields(RECORDS[kind])} | set(ADDED.get(kind, ()))


# Briefs without a desk


def test_a_brief_as_markdown(run: Run, reports: Path, tmp_path: Path) -> None:
    done = run("brief", "reports")
    assert (done.status, done.err) == (0, "")
    assert done.text.startswith("# Brief\n") and "\x1b" not in done.text
    assert "We will not sign a contract that puts sailors at risk" in done.text
    assert re.search(r"Ilse Brandt", done.text)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["reports"]  # nothing is kept


def test_a_brief_as_html(run: Run, reports: Path, tmp_path: Path) -> None:
    done = run("brief", "reports", "--format", "html", "--output", "out/brief.html")
    assert (done.status, done.out, done.err) == (0, b"", "")
    page = (tmp_path / "out" / "brief.html").read_text(encoding="utf-8")
    assert page.lower().startswith("<!doctype html>")
    assert "<script" not in page


def test_a_brief_as_json(run: Run, reports: Path) -> None:
    done = run("brief", "reports", "--json")
    (brief,) = done.rows
    assert set(brief) == fields_of("Brief")
    assert [reference["number"] for reference in brief["references"]] == [1, 2, 3]
    assert done.out == run("brief", "reports", "--format", "json").out


def test_a_brief_from_standard_input(run: Run) -> None:
    done = run("brief", "-", stdin=HERALD.encode())
    assert (done.status, done.err) == (0, "")
    assert "Ilse Brandt" in done.text


def test_a_line_of_a_brief_can_be_explained_without_a_desk(run: Run, reports: Path) -> None:
    name = re.search(r"`(st_[0-9a-f]{12})`", run("brief", "reports", "--all").text)
    assert name
    done = run("explain", name[1], "--from", "reports")
    assert done.status == 0 and done.text.startswith(f"statement {name[1]}")


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_markup_of_a_report_stays_text(run: Run, tmp_path: Path, form: str) -> None:
    text = HERALD.replace("Ferry talks fail", "Ferry <script>alert(1)</script> talks **fail**")
    (tmp_path / "bad.txt").write_text(text, encoding="utf-8")
    done = run("brief", "bad.txt", "--format", form)
    assert done.status == 0
    if form != "json":
        assert "<script>alert" not in done.text


# A desk


def test_a_desk_from_adding_to_removing(run: Run, reports: Path) -> None:
    first = run("add", "reports")
    assert (first.status, first.text, first.err) == (0, "3 taken.\n", "")
    again = run("add", "reports")
    assert (again.status, again.text, again.err) == (0, "Nothing to do: 3 unchanged.\n", "")

    (reports / "herald.txt").write_text(HERALD.replace("About 300", "About 320"), encoding="utf-8")
    changed = run("update", "--json")
    assert changed.status == 0
    assert changed.rows[0]["counts"] == {"revision": 1, "unchanged": 2}
    herald = next(row for row in run("show", "articles", "--json").rows if row["source"].endswith("herald.txt"))
    assert herald["revision"] == 2 and "About 320" in herald["text"]

    removed = run("remove", herald["id"], "--why", "embargo")
    assert removed.status == 0
    assert removed.text == "Removed reports/herald.txt: embargo\n" * 2  # one for each content
    assert b"About 3" not in run("export").out
    fates = {(row["source"], row["fate"]) for row in run("show", "fates", "--json").rows}
    assert ("reports/herald.txt", "removed") in fates

    refuses(run("add", "reports/herald.txt"), 1, "removed before", "--again")
    assert run("add", "reports/herald.txt", "--again").status == 0


def test_a_ruling_is_shown_and_kept(run: Run, reports: Path) -> None:
    run("add", "reports")
    statement = run("show", "statements", "--json").rows[0]
    ruled = run("rule", "speaker", statement["id"], "Ada Holm", "--why", "as the recording has it", "--by", "editor")
    assert (ruled.status, ruled.err) == (0, "")
    changed = next(row for row in run("show", "statements", "--json").rows if row["id"] == statement["id"])
    assert changed["speaker"]["name"] == "Ada Holm"
    assert "as the recording has it" in run("explain", statement["id"]).text
    refuses(run("rule", "stance", statement["id"], "sings"), 2, "sings")
    refuses(run("rule", "crown", statement["id"], "x"), 2, "crown")
    refuses(run("rule", "mute", "st_000000000000"), 2, "st_000000000000")


@pytest.mark.parametrize("kind", KINDS)
def test_show_prints_the_fields_of_the_dictionary(shared: Path, kind: str) -> None:
    done = run_in(shared, "show", kind, "--json")
    assert (done.status, done.err) == (0, "")
    for row in done.rows:
        assert set(row) == fields_of(kind)
    if kind in ("articles", "statements", "actors", "figures", "fates"):
        assert done.rows
    plain = run_in(shared, "show", kind)
    assert (plain.status, plain.err) == (0, "")
    if kind in (
        "statements",
        "actors",
        "stories",
        "copies",
        "figures",
    ):  # for people: by report, by who speaks, by what belongs together, by what moves
        assert all(row["id"] in plain.text for row in done.rows) or kind == "actors"
        return
    assert len(plain.text.splitlines()) == max(1, len(done.rows))
    assert all(line.startswith(row["id"]) for line, row in zip(plain.text.splitlines(), done.rows, strict=False))


def test_show_statements_for_people(run: Run, reports: Path) -> None:
    run("add", "reports", "--received", "2031-05-10")
    text = run("show", "statements").text
    assert "Ferry talks fail as sailors wait\nOdense Herald · 2 May 2031" in text
    assert "Ilse Brandt" in text and "confidence" in text
    assert text.splitlines()[-1].endswith("(in 3 reports).")
    people = run("show", "actors").text
    assert people.startswith("Ilse Brandt · person")
    assert "in 2 reports, " in people and "senior official" in people


def test_choosing_statements(run: Run, reports: Path) -> None:
    def chosen(*options: str) -> list[Any]:
        done = run("show", "statements", *options, "--json")
        assert (done.status, done.err) == (0, "")
        assert all(set(row) == fields_of("statements") for row in done.rows if "attitude" not in row)
        return done.rows

    run("add", "reports", "--received", "2031-05-10")
    everything = chosen()
    brandt = chosen("--actor", "ms BRANDT")
    assert brandt == [row for row in everything if row["speaker"]["name"] == "Ilse Brandt"] != []
    assert brandt == chosen("--actor", brandt[0]["speaker"]["actor_id"])
    assert chosen("--stance", "denies") == [row for row in everything if row["stance"] == "denies"] != []
    newer = chosen("--since", "2031-05-03")
    assert [] != newer == [row for row in everything if (row["said"]["end"] or "") >= "2031-05-03"] != everything
    assert chosen("--attitudes")[: len(everything)] == everything
    assert chosen("--actor", "Brand") == []
    assert "None fits, of " in run("show", "statements", "--actor", "Brand").text


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["statements", "--stance", "sings"], "declines_to_comment"),
        (["statements", "--since", "soon"], "2031-05-02"),
        (["statements", "--actor", "..."], "name"),
        (["claims", "--actor", "Brandt"], "claims"),
        (["revisions", "--since", "2031-05-02"], "revisions"),
        (["actors", "--attitudes"], "actors"),
    ],
)
def test_a_choice_that_is_none(shared: Path, arguments: list[str], word: str) -> None:
    refuses(run_in(shared, "show", *arguments), 2, word)


def test_explain(shared: Path) -> None:
    for kind in KINDS[:-1]:
        for row in run_in(shared, "show", kind, "--json").rows[:1]:
            done = run_in(shared, "explain", row["id"])
            assert (done.status, done.err) == (0, ""), kind
            assert row["id"] in done.text.splitlines()[0]
            (explained,) = run_in(shared, "explain", row["id"], "--json").rows
            assert set(explained) == fields_of("Explanation")
            articles = {article["id"]: article["text"] for article in run_in(shared, "show", "articles", "--json").rows}
            for passage in explained["passages"]:
                assert articles[passage["article_id"]][passage["start"] : passage["end"]] == passage["text"]


def test_timeline(run: Run, reports: Path, tmp_path: Path) -> None:
    assert run("add", "reports", "--received", "2031-05-10").status == 0
    (told,) = run("timeline", "--days", "2", "--sentences", "1", "--json").rows
    texts = {row["id"]: row["text"] for row in run("show", "articles", "--json").rows}
    assert told["about"].startswith("thr_")
    assert 1 <= len(told["days"]) <= 2
    for day in told["days"]:
        (quote,) = day["quotes"]
        evidence = quote["evidence"]
        assert texts[evidence["article_id"]][evidence["start"] : evidence["end"]] == quote["text"]
    printed = run("timeline", "--days", "2", "--sentences", "1")
    assert all(quote["text"][:20] in printed.text for day in told["days"] for quote in day["quotes"])
    assert run("timeline", "--days", "2", "--sentences", "1", "-o", str(tmp_path / "t.md")).status == 0
    assert (tmp_path / "t.md").read_bytes() == printed.out
    refuses(run("timeline", "story_none"), 1, "story_none")


def test_search(shared: Path) -> None:
    done = run_in(shared, "search", "stranded")
    assert (done.status, done.err) == (0, "")
    assert "Halmstad Courier" in done.text and "stranded" in done.text
    hits = run_in(shared, "search", '"harbour union" NOT stranded', "--json").rows
    assert hits and all(set(hit) == fields_of("Hit") for hit in hits)
    assert len(run_in(shared, "search", "ferry", "--limit", "1", "--json").rows) == 1
    nothing = run_in(shared, "search", "zeppelin")
    assert (nothing.status, nothing.out) == (0, b"") and "zeppelin" in nothing.err
    for odd in ('"', "NOT", "a AND", "(", "*", "text:x", "-"):
        assert run_in(shared, "search", "--", odd).status in (0, 2), odd
    refuses(run_in(shared, "search", " "), 2)


def test_export(shared: Path, tmp_path: Path) -> None:
    rows = run_in(shared, "export").rows
    assert {row["record"] for row in rows} >= {"articles", "statements", "actors", "fates"}
    for row in rows:  # the name of the record must not stand in the place of one of its fields
        assert set(row) == {"record", *fields_of(row["record"])}
    table = run_in(shared, "export", "--format", "csv", "--kind", "statements")
    assert table.text.splitlines()[0].startswith("id,article_id,")
    refuses(run_in(shared, "export", "--format", "csv"), 2, "--output")
    done = run_in(shared, "export", "--format", "csv", "--output", str(tmp_path / "tables"))
    assert (done.status, done.out) == (0, b"")
    assert sorted(path.stem for path in (tmp_path / "tables").iterdir()) == sorted(KINDS)
    parquet = run_in(shared, "export", "--format", "parquet", "--kind", "figures", "-o", str(tmp_path / "f.parquet"))
    assert parquet.status == 0 or "pip install" in parquet.err


def test_the_same_bytes_twice(run: Run, reports: Path, shared: Path) -> None:
    assert (
        run("brief", "reports").out
        == run("brief", "reports/wire.json", "reports", PYTHONHASHSEED="7", TZ="Asia/Tokyo").out
    )
    export = run_in(shared, "export").out
    assert export == run_in(shared, "export", PYTHONHASHSEED="3", LC_ALL="C").out
    for name in ("wire.json", "herald.txt", "courier.txt"):
        assert run("add", f"reports/{name}", "--desk", "other").status == 0
    assert run("export", "--desk", "other").out == export


def test_which_desk(run: Run, reports: Path, tmp_path: Path) -> None:
    assert run("add", "reports/herald.txt", ONRECORD_DESK="here").status == 0
    assert (tmp_path / "here" / "desk.sqlite").is_file()
    assert len(run("show", "articles", ONRECORD_DESK="here").text.splitlines()) == 1
    assert len(run("show", "articles", "--desk", "here", ONRECORD_DESK="nowhere").text.splitlines()) == 1


# What can go wrong


def test_bad_inputs_are_refused_and_the_others_go_on(run: Run, reports: Path, tmp_path: Path) -> None:
    (reports / "empty.txt").write_bytes(b"")
    (reports / "blank.txt").write_bytes(b" \n\t\n")
    (reports / "photo.txt").write_bytes(bytes(range(256)) * 40)
    (reports / "line\nbreak.txt").write_bytes(b"\0\1\2" * 100)
    with zipfile.ZipFile(tmp_path / "whole.zip", "w") as archive:
        archive.writestr("courier.txt", COURIER)
    (reports / "cut.zip").write_bytes((tmp_path / "whole.zip").read_bytes()[:-40])
    done = run("add", "reports", "missing.txt")
    assert done.status == 1
    assert done.text == "3 taken, 6 refused.\n"
    complaints = done.err.splitlines()
    assert len(complaints) == 6 and all(line.startswith("onrecord: ") for line in complaints), done.err
    for name in ("empty.txt", "blank.txt", "photo.txt", "break.txt", "cut.zip", "missing.txt"):
        assert sum(name in line for line in complaints) == 1, name
    assert "Traceback" not in done.err
    assert sum(row["fate"] == "refused" for row in run("show", "fates", "--json").rows) == 6
    assert len(run("show", "fates").text.splitlines()) == 9  # a line break in a name makes no second line
    assert run("brief", "reports").status == 1


def test_the_fates_as_json(run: Run, reports: Path) -> None:
    (reports / "empty.txt").write_bytes(b"")
    done = run("add", "reports", "--json")
    (report,) = done.rows
    assert (done.status, done.err) == (1, "")
    assert report["counts"] == {"taken": 3, "refused": 1}
    assert {fate["fate"] for fate in report["fates"]} == {"taken", "refused"}


@pytest.mark.parametrize(
    "command", ["update", "brief", "timeline", "show claims", "explain st_1", "search x", "remove x", "export"]
)
def test_no_desk(run: Run, command: str) -> None:
    refuses(run(*command.split()), 2, "desk", "onrecord add")


def test_a_file_that_is_no_desk(run: Run, reports: Path, tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "desk.sqlite").write_bytes(b"this is no database " * 100)
    refuses(run("show", "articles", "--desk", "broken"), 1, "broken")
    refuses(run("add", "reports", "--desk", "reports/herald.txt"), 1, "herald.txt")


def test_what_is_unknown(shared: Path) -> None:
    refuses(run_in(shared, "explain", "st_000000000000"), 1, "st_000000000000", "onrecord show")
    refuses(run_in(shared, "remove", "nothing.txt"), 1, "nothing.txt")


@pytest.mark.parametrize(
    "arguments",
    [
        ["sail"],
        ["show"],
        ["show", "ships"],
        ["brief", "--fast"],
        ["export", "--format", "pdf"],
        ["search", "x", "--limit", "0"],
    ],
    ids=" ".join,
)
def test_wrong_usage(shared: Path, arguments: list[str]) -> None:
    done = run_in(shared, *arguments)
    assert done.status == 2
    assert done.out == b"" and done.err and "Traceback" not in done.err


def test_bad_settings(run: Run, reports: Path, tmp_path: Path) -> None:
    refuses(run("brief", "reports", "--places", "none.csv"), 2, "none.csv")
    (tmp_path / "places.csv").write_text("town\nOdense\n", encoding="utf-8")
    refuses(run("brief", "reports", "--places", "places.csv"), 2, "name")
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "onrecord.toml").write_text("speed = 3\n", encoding="utf-8")
    refuses(run("add", "reports"), 2, "speed")
    assert not (tmp_path / "desk" / "desk.sqlite").exists()


def test_a_file_that_cannot_be_written(run: Run, reports: Path) -> None:
    refuses(run("brief", "reports", "-o", "reports/herald.txt/brief.md"), 2, "--output")


def test_debug_shows_the_traceback(shared: Path) -> None:
    for arguments in (["--debug", "explain", "st_0"], ["explain", "st_0", "--debug"]):
        done = run_in(shared, *arguments)
        assert done.status == 1 and "Traceback" in done.err and "NotFound" in done.err


def test_a_reader_that_goes_away(shared: Path) -> None:
    line = f"{sys.executable} -m onrecord.cli show articles --json | head -c 10"
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(str(Path(part).resolve()) for part in sys.path if part)}
    done = subprocess.run(["bash", "-c", line], cwd=shared, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_text_that_the_terminal_cannot_show(shared: Path) -> None:
    done = run_in(shared, "show", "statements", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.status, done.err) == (0, "")


# Help


def test_help(run: Run) -> None:
    done = run("--help")
    assert done.status == 0
    assert all(re.search(rf"\b{command}\b", done.text) for command in COMMANDS)
    assert run("--version").text.startswith("onrecord ")
    assert run().status == 2


def test_what_one_follows_is_told_until_it_was_seen(run: Run, reports: Path) -> None:
    assert run("add", "reports/herald.txt").status == 0
    assert run("follow", "search", "ferry", "--by", "Ada").text == "Ada follows search ferry.\n"
    assert run("follow", "actor", "Ilse Brandt", "--by", "Ada").status == 0
    assert run("follow", "weather", "rain").status != 0
    assert "Nobody on the desk" in run("follow", "actor", "Nobody At All").err
    assert run("add", "reports").status == 0
    (page,) = run("following", "--by", "Ada", "--json").rows
    assert page["count"] >= 2
    told = run("following", "--by", "Ada", "--seen").text
    assert "2 new reports" in told and "characters" in told
    assert "2 new reports" not in run("following", "--by", "Ada").text
    assert "follows nothing" in run("following", "--by", "Bo").text
    assert run("follow", "actor", "Brandt", "--stop", "--by", "Ada").status == 0
    assert "do not follow" in run("follow", "actor", "Brandt", "--stop", "--by", "Ada").err
    (page,) = run("following", "--by", "Ada", "--json").rows
    assert [item["kind"] for item in page["items"]] == ["search"]


def test_a_desk_is_kept_and_made_anew(run: Run, reports: Path, tmp_path: Path) -> None:
    assert run("add", "reports").status == 0
    assert run("backup", "kept.zip").status == 0
    assert run("backup", "kept.zip").status != 0  # it replaces nothing
    assert run("restore", "kept.zip", "--desk", "second").status == 0
    assert run("check", "--desk", "second").status == 0
    assert run("show", "statements", "--json").out == run("show", "statements", "--json", "--desk", "second").out
    assert run("retain", "--days", "36500").status == 0
    assert run("settings").status == 0


def test_a_brief_is_handed_over(run: Run, reports: Path, tmp_path: Path) -> None:
    run("add", "reports")
    assert "Nothing was handed over yet" in run("handover").text
    assert run("handover", "sign").status != 0
    drafted = run("handover", "draft", "--by", "Ada").text
    keys = [word for word in drafted.split() if re.fullmatch(r"findings:\w+", word)]
    assert run("handover", "note", "brief", "Quiet night.", "--by", "Ada").status == 0
    assert run("handover", "mute", keys[0], "--by", "Bo").status == 0
    assert run("handover", "mute", "known:none").status == 2
    assert "Note of Ada, not evidence: Quiet night." in run("handover", "draft").text
    assert run("handover", "move", keys[0]).status == 2
    assert run("handover", "undo", "2", "--by", "Bo").status == 0
    assert "left out by" not in run("handover", "draft").text
    assert "Signed as 1 by Ada" in run("handover", "sign", "--by", "Ada").text
    shown = run("handover", "show", "1").text
    assert "# Handover 1" in shown and "> Quiet night." in shown
    assert run("handover", "show", "1", "--json").rows[0]["signed_by"] == "Ada"
    assert run("handover", "show", "1", "--format", "html", "--output", "1.html").status == 0
    assert "Signed by Ada" in (tmp_path / "1.html").read_text(encoding="utf-8")
    assert run("handover", "draft", "--by", "Bo").status == 0
    assert run("handover", "renew").status == 0
    assert run("handover", "sign", "--by", "Bo").status == 0
    assert "From handover 1 to 2" in run("handover", "diff", "1", "2").text
    assert [row["number"] for row in run("handover", "list", "--json").rows[0]] == [2, 1]
    assert run("handover", "diff", "1", "x").status == 2
    assert run("handover", "show", "9").status == 1
    run("handover", "draft")
    assert run("handover", "give-up").status == 0
    assert run("check").status == 0


def test_every_command_is_tested_here() -> None:
    assert set(command_line()[1]) == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command(run: Run, command: str) -> None:
    done = run(command, "--help", TERM="dumb", COLUMNS="200")
    assert (done.status, done.err) == (0, "")
    assert f"onrecord {command}" in done.text.split("Example")[-1]
    assert run(command, "-h", TERM="dumb", COLUMNS="200").out == done.out


@pytest.mark.parametrize("no_color", ["", "1"])
def test_colour_is_for_terminals(shared: Path, no_color: str) -> None:
    """In a pipe there is none; on a terminal there is, unless NO_COLOR asks for none."""
    name = run_in(shared, "show", "statements", "--json").rows[0]["id"]
    assert b"\x1b[" not in run_in(shared, "explain", name, NO_COLOR=no_color).out
    shown = on_a_terminal(shared, ["explain", name], {"NO_COLOR": no_color} if no_color else {})
    assert (b"\x1b[1m" in shown) is (not no_color)


def test_progress_is_for_terminals(run: Run, reports: Path, tmp_path: Path) -> None:
    assert run("add", "reports", "--desk", "piped").err == ""
    assert b"read" in on_a_terminal(tmp_path, ["add", "reports", "--desk", "shown"], {})


def on_a_terminal(folder: Path, arguments: list[str], environment: dict[str, str]) -> bytes:
    """What a run writes where both of its streams are a terminal."""
    import pty

    above, below = pty.openpty()
    kept = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    kept["PYTHONPATH"] = os.pathsep.join(str(Path(part).resolve()) for part in sys.path if part)
    process = subprocess.Popen(
        [sys.executable, "-m", "onrecord.cli", *arguments],
        cwd=folder,
        stdin=below,
        stdout=below,
        stderr=below,
        env=kept | {"TERM": "xterm-256color", "COLUMNS": "120", "LINES": "40"} | environment,
    )
    os.close(below)
    shown = b""
    try:
        while chunk := os.read(above, 65536):
            shown += chunk
    except OSError:  # on Linux the end of a terminal is an error
        pass
    os.close(above)
    assert process.wait() == 0
    return shown


def test_the_installed_command(tmp_path: Path) -> None:
    """What ``make`` installs beside Python is the same program."""
    command = Path(sys.executable).with_name("onrecord")
    done = subprocess.run([command, "--version"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.split()[0], done.stderr) == (0, "onrecord", "")


# Bad luck


def in_a_shell(folder: Path, script: str, **environment: str) -> Done:
    """A script of the shell in which ``$ONRECORD`` is the command."""
    path = os.pathsep.join(str(Path(part).resolve()) for part in sys.path if part)
    told = {"PATH": os.environ["PATH"], "PYTHONPATH": path, "ONRECORD": f"{sys.executable} -m onrecord.cli"}
    done = subprocess.run(["bash", "-c", script], cwd=folder, capture_output=True, env=told | environment, check=False)
    return Done(done.returncode, done.stdout, done.stderr.decode())


def test_streams_that_are_closed(shared: Path) -> None:
    assert in_a_shell(shared, "$ONRECORD show articles >&-") == Done(0, b"", "")
    assert in_a_shell(shared, "$ONRECORD brief missing.txt 2>&-").status == 1
    refuses(in_a_shell(shared, "$ONRECORD brief - <&- >/dev/null"), 1, "it is empty")


def test_a_reader_that_goes_away_is_no_failure(shared: Path) -> None:
    for command in ("show statements --json", "brief", "export"):
        done = in_a_shell(shared, f"set -o pipefail; $ONRECORD {command} | true")
        assert (done.status, done.err) == (0, ""), command


def test_a_disk_that_is_full(shared: Path) -> None:
    for command in ("show statements", "brief"):
        refuses(in_a_shell(shared, f"$ONRECORD {command} >/dev/full"), 1, "No space left on device")


def test_output_is_utf_8_in_every_locale(shared: Path) -> None:
    expected = run_in(shared, "show", "statements", "--json")
    for locale in ({"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "latin-1"}):
        assert run_in(shared, "show", "statements", "--json", **locale).out == expected.out


def test_a_file_is_written_whole_and_a_device_is_not_replaced(shared: Path, tmp_path: Path) -> None:
    desk = ("--desk", str(shared / "desk"))
    (tmp_path / "folder").mkdir()
    (tmp_path / "brief.md").write_text("old")
    (tmp_path / "brief.md").chmod(0o600)
    (tmp_path / "link").symlink_to("brief.md")
    assert run_in(tmp_path, "brief", *desk, "-o", "link").status == 0
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "brief.md").read_text().startswith("# Brief")
    assert (tmp_path / "brief.md").stat().st_mode & 0o777 == 0o600
    os.mkfifo(tmp_path / "pipe")
    assert in_a_shell(tmp_path, f"cat pipe & $ONRECORD brief --desk {desk[1]} -o pipe; wait").text.startswith("# Brief")
    assert (tmp_path / "pipe").is_fifo()
    refuses(run_in(tmp_path, "brief", *desk, "-o", "folder"), 2, "cannot be written")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["brief.md", "folder", "link", "pipe"]


def test_an_empty_name_of_a_desk_is_not_this_folder(run: Run, reports: Path, tmp_path: Path) -> None:
    refuses(run("add", "reports", "--desk", ""), 2, "--desk names no folder")
    assert [path.name for path in tmp_path.iterdir()] == ["reports"]


def test_ctrl_c(tmp_path: Path) -> None:
    """While it waits for standard input: its status is that of an interrupt, and it says what it leaves behind."""
    command = [sys.executable, "-m", "onrecord.cli", "add", "-"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    heard = {"preexec_fn": lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)}  # nohup and & have it ignored
    with subprocess.Popen(command, cwd=tmp_path, **pipes, **heard) as process:  # type: ignore[call-overload]
        while not (tmp_path / "desk" / "desk.sqlite").exists():
            assert process.poll() is None
        process.send_signal(signal.SIGINT)
        _, told = process.communicate()
    assert process.returncode == 130
    assert told.startswith(b"onrecord: Stopped.") and told.count(b"\n") == 1


def test_a_story_without_a_title_has_a_heading(run: Run) -> None:
    done = run("brief", "-", stdin=b"the mayor said on monday that the bridge is closed to all cars and lorries.")
    assert "\n## Without a title [1]\n" in done.text


def test_why_two_articles_are_together_or_not(run: Run, reports: Path) -> None:
    run("add", "reports", "--received", "2031-05-10")
    first, second = (row["id"] for row in run("show", "articles", "--json").rows[:2])
    told = run("explain", first[:-2], second)
    assert (told.status, told.err) == (0, "")
    assert "Signal text" in told.text and "Copy" in told.text and "Link" in told.text
    (pair,) = (row["pair"] for row in run("explain", first, second, "--json").rows)
    assert pair["article_ids"] == [first, second] and len(pair["tie"]["signals"]) == 4
    refuses(run("explain", first, first), 1, "one article")
    statement = run("show", "statements", "--json").rows[0]["id"]
    refuses(run("explain", first, statement), 1, "is no article")


def test_a_move_on_the_command_line(run: Run, reports: Path) -> None:
    (reports / "rain.txt").write_text(
        "Rain at last\n\nRain fell on the orchards of Tessin for the first time since March."
    )
    run("add", "reports", "--received", "2031-05-10")
    before = run("show", "stories", "--json").rows
    (moved,) = (row["id"] for row in run("show", "articles", "--json").rows if row["source"].endswith("rain.txt"))
    (alone,) = (row["id"] for row in before if row["article_ids"] == [moved])
    target = next(row for row in before if row["id"] != alone)
    ruled = run("rule", "move", moved, target["id"], "--why", "the same ferry", "--by", "editor")
    assert (ruled.status, ruled.err) == (0, "")
    held = next(row for row in run("show", "stories", "--json").rows if moved in row["article_ids"])
    assert set(target["article_ids"]) < set(held["article_ids"])
    assert "the same ferry" in run("explain", moved).text
    gone = alone if held["id"] != alone else target["id"]
    assert f"{gone} is now {held['id']}, since " in run("show", "stories").text
    assert f"{gone} is now {held['id']}, since " in run("explain", gone).text
    assert gone.encode() not in run("export").out, "the journal is no part of the export"
