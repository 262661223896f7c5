from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.contract.following_contract import FollowingContract
from tests.contract.keeping_contract import KeepingContract
from tests.contract.lookup_contract import LookUpContract
from tests.contract.store_contract import StoreContract

from onrecord.desk.sqlite import SqliteStore


class TestOnDisk(StoreContract, LookUpContract, KeepingContract, FollowingContract):
    @pytest.fixture
    def store(self, tmp_path: Path) -> Iterator[SqliteStore]:
        store = SqliteStore(tmp_path)
        yield store
        store.close()

    def test_it_is_still_there_when_opened_again(self, tmp_path: Path) -> None:
        first = SqliteStore(tmp_path)
        with first.transaction():
            first.put_stamp("read", "7")
        first.close()
        second = SqliteStore(tmp_path)
        assert second.stamp("read") == "7"
        second.close()


class TestInMemory(StoreContract, LookUpContract, KeepingContract, FollowingContract):
    @pytest.fixture
    def store(self) -> Iterator[SqliteStore]:
        store = SqliteStore(None)
        yield store
        store.close()

    def test_two_share_nothing(self) -> None:
        first, second = SqliteStore(None), SqliteStore(None)
        with first.transaction():
            first.put_stamp("read", "7")
        assert second.stamp("read") is None
        first.close()
        second.close()
