"""What every store must answer to whoever keeps it: copies, sizes, and what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from tests.contract.desks import exported, runner
from tests.contract.fake_stages import Arrival

from onrecord.desk.sqlite import SqliteStore
from onrecord.desk.store import Store

REPORTS = [
    Arrival(f"{number}.txt", f"Report {number}\n#x{number % 2}\nAnna says thing {number}") for number in range(6)
]


class KeepingContract:
    def test_a_copy_is_the_same_desk(self, store: Store, tmp_path: Path) -> None:
        runner(store).add(REPORTS)
        (folder := tmp_path / "copy").mkdir()
        store.copy_to(folder)
        copy = SqliteStore(folder)
        assert exported(copy) == exported(store)
        copy.close()

    def test_a_whole_desk_has_no_faults(self, store: Store) -> None:
        runner(store).add(REPORTS)
        assert [*store.damage(), *store.altered(), *store.unsearchable(), *store.outdated()] == []
        assert store.sizes() == {"articles": 6, "captures": 6}

    def test_asking_for_faults_changes_nothing(self, store: Store) -> None:
        runner(store).add(REPORTS)
        assert store.outdated() == store.outdated() == []
        runner(store).add([Arrival("new.txt", "New\n#x1\nBo says more")])
        assert store.outdated() == []

    def test_refilling_changes_nothing(self, store: Store) -> None:
        runner(store).add(REPORTS)
        before = exported(store), store.matching("thing")
        with store.transaction():
            store.refill()
        assert (exported(store), store.matching("thing")) == before
        assert [*store.unsearchable(), *store.outdated()] == []

    def test_when_each_capture_was_received(self, store: Store) -> None:
        runner(store).add([Arrival("a.txt", "A\n#x", received_at="2031-04-01T00:00:00+00:00"), *REPORTS[:1]])
        received = [(moment[:10], seen.source) for moment, seen in store.all_received()]
        assert received == [("2031-05-02", "0.txt"), ("2031-04-01", "a.txt")]
