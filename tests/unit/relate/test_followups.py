"""What becomes of what was announced, told in other words. All texts are invented."""

from __future__ import annotations

import pytest
from builders import Draft, weekday
from whole import relate

LATE = "Prices rose again in the markets of Tolmen, and the river stood high."


def status(announcement: str, what: str, day: int, later: str, published: str) -> str:
    """How an event announced on a Tuesday, 4 March 2031, ends by one later sentence."""
    one = Draft("one", announcement, published="2031-03-04")
    one.event(announcement, what, "announced", when=weekday(day, 1))
    two = Draft("two", later, published=published)
    three = Draft("three", LATE, published="2031-03-28")
    (event,) = [event for event in relate([one.done(), two.done(), three.done()]).events if event.what == what]
    return event.status


@pytest.mark.parametrize(
    ("announcement", "what", "day", "later", "published", "ends"),
    [
        ("The ship Brenna will sail from Tolmen on Friday.", "sail", 4, "The Brenna left Tolmen with grain.", "2031-03-07", "held"),
        ("The nurses of Tolmen strike on Thursday.", "strike", 3, "The strike was observed in all wards.", "2031-03-06", "held"),
        ("The nurses of Tolmen strike on Thursday.", "strike", 3, "The strike of the nurses was averted.", "2031-03-06", "cancelled"),
        ("He will address Tolmen on Friday.", "address", 4, "The address to Tolmen never came.", "2031-03-08", "cancelled"),
        ("The funeral in Tolmen is on Friday.", "funeral", 4, "The funeral in Tolmen has been put back.", "2031-03-06", "moved"),
        ("Engineers will repair the pump on Thursday.", "repair", 3, "They have not repaired the pump.", "2031-03-06", "unreported"),
        ("The office will publish the names on Friday.", "publish", 4, "The office published a map.", "2031-03-07", "unreported"),
    ],
)  # fmt: skip
def test_ends(announcement: str, what: str, day: int, later: str, published: str, ends: str) -> None:
    assert status(announcement, what, day, later, published) == ends
