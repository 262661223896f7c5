"""Whole desks, made once: the five real reports (where they are) and the demo crisis."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.crisis import Crisis

from onrecord import open_desk
from onrecord.model.contents import Contents

ROOT = Path(__file__).resolve().parents[2]
SEEDS = Path(os.environ.get("ONRECORD_SEEDS", ROOT / "../shared/seeds"))


@pytest.fixture(scope="session")
def seeds() -> Iterator[Contents]:
    """The desk of the five real reports."""
    if not SEEDS.is_dir():
        pytest.skip(f"the five real reports are not here ({SEEDS.name}); set ONRECORD_SEEDS to their folder")
    with open_desk(None) as desk:
        desk.add([str(SEEDS)])
        yield desk.contents()


@pytest.fixture(scope="session")
def harbour() -> Crisis:
    """The demo crisis that is used while building."""
    return Crisis(ROOT / "demo" / "harbour")
