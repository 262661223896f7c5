"""Inputs for tests of faults: several threads, versions, refusals and failures."""

from __future__ import annotations

from tests.contract import fake_stages as fake
from tests.contract.fake_stages import Arrival

from onrecord.model.capture import Refusal


def many(count: int) -> list[Arrival | Refusal]:
    """``count`` inputs in threads of about six, every fifth a version of an earlier one's address."""
    arrivals: list[Arrival | Refusal] = []
    for number in range(count):
        thread = number // 6
        lines = [f"Report {number}", f"#t{thread} #t{thread + 1}" if number % 12 == 5 else f"#t{thread}"]
        lines.append(f"Speaker {number % 7} says thing {number} has happened")
        lines.append(f"@published 2031-05-{number % 28 + 1:02}")
        if number % 5 == 4:
            lines.append(f"@address http://herald.example/{number // 10}")
        if number % 17 == 16:
            lines.append(fake.REFUSE)
        if number % 19 == 18:
            lines.append(fake.EXPLODE_ANNOTATE)
        arrivals.append(Arrival(f"in/{number:03}.txt", "\n".join(lines)))
    arrivals.append(Refusal("in/missing.txt", "it does not exist"))
    return arrivals
