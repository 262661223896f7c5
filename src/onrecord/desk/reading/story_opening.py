"""What the page of a story opens with: all of it but the claims that stand folded, which are counted and not made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.desk.reading.claims import STATES, ClaimView
from onrecord.desk.reading.slices import Read
from onrecord.desk.reading.story import StoryPage
from onrecord.publish.wording import newest_first

#: Contested claims that are shown where no claim rests on several origins.
CONTESTED = 3


@dataclass(frozen=True, slots=True)
class StoryOpening:
    """A story as its page opens. The ``claims`` of its ``page`` are those of several origins and those that somebody denies alone;
    ``claims`` counts all by their states; ``contested`` are the first that are disputed, where none rests on several origins."""

    page: StoryPage
    claims: tuple[tuple[str, int], ...]
    contested: tuple[ClaimView, ...]


class Foremost:
    """Chooses among the records of a story those that its page opens with, and counts the others."""

    def __init__(self, story_id: str, muted: Collection[str]) -> None:
        self._story_id = story_id
        self._muted = muted
        self.states: Counter[str] = Counter()
        self.contested: tuple[str, ...] = ()

    def __call__(self, read: Sequence[Read]) -> list[Read]:
        """Those that are shown."""
        claims = [
            plain
            for record, plain in read
            if record.kind == "claims" and plain["story_id"] == self._story_id and plain["id"] not in self._muted
        ]
        self.states = Counter(claim["state"] for claim in claims)
        disputed = sorted((claim for claim in claims if claim["state"] == "disputed"), key=_order)
        if not self.states["corroborated"]:
            self.contested = tuple(claim["id"] for claim in disputed[:CONTESTED])
        shown = {claim["id"] for claim in claims if claim["state"] == "corroborated"}.union(self.contested)
        shown |= {claim["id"] for claim in disputed if any(each["kind"] != "supports" for each in claim["positions"])}
        return [(record, plain) for record, plain in read if record.kind != "claims" or plain["id"] in shown]

    def opening(self, page: StoryPage) -> StoryOpening:
        """The page that was made of them, with the counts."""
        claims = {claim.id: claim for claim in page.claims}
        return StoryOpening(
            page=page,
            claims=tuple((state, self.states[state]) for state in STATES if self.states[state]),
            contested=tuple(claims[one] for one in self.contested if one in claims),
        )


def _order(claim: dict[str, Any]) -> tuple[int, str, str]:
    """As :func:`~onrecord.desk.reading.claims.claim_views` orders those of one state."""
    newest = max((each["when"]["start"] or "" for each in claim["positions"]), default="")
    return -len(claim["origins"]), newest_first(newest), claim["id"]
