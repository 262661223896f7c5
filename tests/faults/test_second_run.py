"""What is due, and nothing else, is made: in a second run, after an edit, after a change of a version."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import event
from tests.contract import fake_stages as fake
from tests.contract.desks import exported, runner
from tests.contract.fake_stages import Arrival, fake_stages
from tests.faults.arrivals import many

from onrecord.desk.sqlite import SqliteStore
from onrecord.desk.stages import ReadStage
from onrecord.model.capture import Refusal


def calls(log: Path) -> Counter[str]:
    """How often each stage ran, and the log is empty again."""
    lines = log.read_text().splitlines() if log.exists() else []
    log.write_text("")
    return Counter(line.split()[0] for line in lines)


def test_a_second_run_does_nothing(tmp_path: Path) -> None:
    log = tmp_path / "log"
    store = SqliteStore(tmp_path)
    runner(store, fake_stages(log)).add(many(20))
    assert calls(log)["read"] == 20
    before = exported(store)
    statements: list[str] = []
    event.listen(store._engine, "before_cursor_execute", lambda *told: statements.append(told[2]))
    again = runner(store, fake_stages(log))
    again.process()
    assert not calls(log)
    assert not again.work.total()
    assert len(statements) < 20, "the cost of finding nothing due does not grow with the desk"
    assert not any(statement.startswith(("INSERT", "UPDATE", "DELETE", "BEGIN")) for statement in statements)
    fates = {fate.fate for fate in again.add(many(20))}
    assert fates == {"unchanged", "refused"}
    assert not calls(log)
    assert exported(store) == before
    store.close()


def test_a_new_article_costs_its_neighbourhood(tmp_path: Path) -> None:
    log = tmp_path / "log"
    store = SqliteStore(None)
    runner(store, fake_stages(log)).add([Arrival(f"{number}", f"#t{number // 4}") for number in range(40)])
    assert calls(log) == {"read": 40, "annotate": 40, "group": 10, "relate": 10}
    runner(store, fake_stages(log)).add([Arrival("new", "#t3")])
    assert calls(log) == {"read": 1, "annotate": 1, "group": 1, "relate": 1}
    runner(store, fake_stages(log)).add([Arrival("alone", "#other")])
    assert calls(log) == {"read": 1, "annotate": 1, "group": 1, "relate": 1}
    store.close()


def test_an_edited_file_is_a_revision_and_its_old_version_stays() -> None:
    store = SqliteStore(None)
    old, new = Arrival("a.txt", "Old words\n#x"), Arrival("a.txt", "New words\n#x")
    (first,) = runner(store).add([old])
    (second,) = runner(store).add([new])
    assert (first.fate, second.fate) == ("taken", "revision")
    assert first.article_id == second.article_id
    assert second.reason == "version 2 of the article that first came from a.txt"
    assert [article.text for article in store.all_articles()] == [new.text]
    assert [article.text for article in store.all_earlier()] == [old.text]
    (annotated,) = store.annotated([first.article_id or ""]).values()
    assert [article.text for article in annotated.earlier] == [old.text]
    assert [fate.fate for fate in runner(store).add([new])] == ["unchanged"]
    assert [article.text for article in store.all_articles()] == [new.text]
    assert sorted(fate.fate for fate in store.all_fates()) == ["revision", "taken"]
    store.close()


def test_an_edit_that_is_taken_back_is_a_version_too() -> None:
    store = SqliteStore(None)
    old, new = Arrival("a.txt", "Old words\n#x"), Arrival("a.txt", "New words\n#x")
    for arrival in (old, new):
        runner(store).add([arrival])
    (fate,) = runner(store).add([old])
    assert (fate.fate, fate.reason) == ("revision", "version 3 of the article that first came from a.txt")
    assert [article.text for article in store.all_articles()] == [old.text]
    assert [article.text for article in store.all_earlier()] == [old.text, new.text]
    assert len(list(store.all_fates())) == 2, "one for each content"
    assert [fate.fate for fate in runner(store).add([old])] == ["unchanged"]
    removed = runner(store).remove("a.txt", "why")
    assert len(removed) == len({fate.id for fate in removed}) == 2
    store.close()


def test_a_refusal_is_forgotten_once_its_source_could_be_read() -> None:
    store = SqliteStore(None)
    runner(store).add([Refusal("a.txt", "it may not be read"), Refusal("b.zip", "it is not whole")])
    member = Arrival("b.zip!/c.txt", "one")
    runner(store).add([Arrival("a.txt", "words"), member])
    assert [(fate.source, fate.fate) for fate in store.all_fates()] == [("a.txt", "taken"), ("b.zip!/c.txt", "taken")]
    runner(store).add([Refusal("a.txt", "it is gone")])
    assert [fate.fate for fate in store.fates_from("a.txt")] == ["refused", "taken"]
    runner(store).add([Arrival("a.txt", "words")])
    assert [fate.fate for fate in store.fates_from("a.txt")] == ["taken"]
    store.close()


def test_an_earlier_version_that_comes_late_relates_its_thread_again(tmp_path: Path) -> None:
    log = tmp_path / "log"
    store = SqliteStore(None)
    late = Arrival("b", "@address http://one.example/\n@published 2031-05-09")
    early = Arrival("a", "@address http://one.example/\n@published 2031-05-01")
    runner(store, fake_stages(log)).add([late])
    assert calls(log) == {"read": 1, "annotate": 1, "group": 1, "relate": 1}
    fates = runner(store, fake_stages(log)).add([early])
    assert calls(log) == {"read": 1, "group": 1, "relate": 1}
    assert [fate.fate for fate in fates] == ["taken"]
    assert {fate.source: fate.fate for fate in store.all_fates()} == {"a": "taken", "b": "revision"}
    store.close()


def test_a_new_version_makes_its_own_records_due_and_no_others(tmp_path: Path) -> None:
    log = tmp_path / "log"
    store = SqliteStore(tmp_path)
    arrivals = [Arrival(f"{number}", f"#t{number // 4}\nAnna says {number}") for number in range(12)]
    runner(store, fake_stages(log)).add(arrivals)
    before = exported(store)
    calls(log)
    for stages, expected in [
        (fake_stages(log, read_version="2"), {"read": 12}),
        (fake_stages(log, read_version="2", annotate_version="2"), {"annotate": 12}),
        (fake_stages(log, read_version="2", annotate_version="2", relate_version="2"), {"group": 3, "relate": 3}),
        (fake_stages(log, read_version="2", annotate_version="2", relate_version="2"), {}),
    ]:
        runner(store, stages).process()
        assert calls(log) == expected
        assert exported(store) == before
    louder = fake_stages(log, read_version="3", annotate_version="2", relate_version="2", shout=True)
    runner(store, louder).process()
    assert calls(log) == {"read": 12, "annotate": 12, "group": 3, "relate": 3}, (
        "what depends on changed results follows"
    )
    assert exported(store) != before
    store.close()


def test_only_what_changed_is_followed(tmp_path: Path) -> None:
    log = tmp_path / "log"
    store = SqliteStore(None)
    runner(store, fake_stages(log)).add([Arrival(f"{number}", f"#t{number}\nanna") for number in range(4)])
    runner(store).add([Arrival("4", "#T4")])
    calls(log)
    loud = fake_stages(log, read_version="2", shout=True)
    runner(store, loud).process()
    assert calls(log) == {"read": 5, "annotate": 4, "group": 4, "relate": 4}, "the fifth is in capitals already"
    store.close()


def test_a_thread_falls_apart_and_comes_together() -> None:
    store = SqliteStore(None)
    left, bridge, right = Arrival("l", "#a"), Arrival("b", "#a #b"), Arrival("r", "#b")
    runner(store).add([left, right])
    apart = exported(store)
    assert len(list(store.all_relations())) == 2
    runner(store).add([bridge])
    assert len(list(store.all_relations())) == 1
    runner(store).remove("b", "why")
    assert len(list(store.all_relations())) == 2
    assert [line for line in exported(store).splitlines() if b"removed" not in line] == apart.splitlines()
    store.close()


def test_a_stage_that_is_repaired_clears_what_it_failed_on() -> None:
    store = SqliteStore(None)
    (fate,) = runner(store).add([Arrival("a", f"#a\n{fake.EXPLODE_ANNOTATE}")])
    assert fate.fate == "taken"
    assert fate.reason.startswith("what it says was not annotated: it could not be processed (KeyError")
    (fate,) = runner(store).add([Arrival("b", fake.EXPLODE_READ)])
    assert fate.reason == "it could not be processed (ValueError: bad luck); please report this"
    assert len(list(store.all_problems())) == 2
    repaired = fake_stages(read_version="2", annotate_version="2", shout=True)
    # Shouting, the text is no command any more.
    runner(store, replace(repaired, read=ReadStage(fake.Shouter, "2"))).process()
    assert list(store.all_problems()) == []
    assert {fate.reason for fate in store.all_fates()} == {""}
    assert {fate.fate for fate in store.all_fates()} == {"taken"}
    store.close()


def test_one_place_keeps_its_name_and_one_name_its_place() -> None:
    store = SqliteStore(None)
    here = Arrival("report.txt", "one")

    class Elsewhere(Arrival):
        location: Any = "/other/report.txt"

    class Renamed(Arrival):
        location: Any = here.location

    fates = runner(store).add([here, Elsewhere("report.txt", "two"), Renamed("../report.txt", "three")])
    assert [(fate.source, fate.fate) for fate in fates] == [
        ("report.txt", "taken"),
        ("/other/report.txt", "taken"),
        ("report.txt", "revision"),
    ]
    store.close()
