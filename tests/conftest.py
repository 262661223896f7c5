"""What holds for all tests."""

from __future__ import annotations

import csv
from collections.abc import Iterator

import pytest
from hypothesis import settings

# How long an example takes says nothing on a machine that others use too: no test is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(autouse=True, scope="module")
def _cells_of_any_size() -> Iterator[None]:
    """Reading tables with small limits bounds the cells of the whole process: not those of the tests after them."""
    before = csv.field_size_limit()
    yield
    csv.field_size_limit(before)
