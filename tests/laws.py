"""How often a law is tried: often enough to break in the end what is wrong, for each run draws other examples."""

from __future__ import annotations

import os

from hypothesis import settings

#: ``ONRECORD_EXAMPLES=20 make test`` tries the costly laws twenty times as often.
FACTOR = float(os.environ.get("ONRECORD_EXAMPLES") or 1)


def examples(count: int) -> settings:
    """For a law of which one example costs much: a desk, or more than one."""
    return settings(max_examples=max(1, round(count * FACTOR)), deadline=None)
