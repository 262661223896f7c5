"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# How long an example takes says nothing on a machine that others use too: no test is timed.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")
