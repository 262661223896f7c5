"""Small shared tools over the reports of a thread: where text was copied from, and the order of evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

from onrecord.model.passage import Evidence, Span
from onrecord.model.relations import CopyGroup
from onrecord.model.when import When
from onrecord.relate.binding import Report


@dataclass(frozen=True, slots=True)
class Copied:
    """Which spans of which articles are copied, and from which article."""

    spans: Mapping[str, tuple[tuple[str, tuple[Span, ...]], ...]]
    whole: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, groups: Sequence[CopyGroup]) -> Copied:
        spans: dict[str, tuple[tuple[str, tuple[Span, ...]], ...]] = {}
        for group in groups:
            for member in group.members:
                spans[member.article_id] = (*spans.get(member.article_id, ()), (group.first_article_id, member.shared))
        whole = {
            member.article_id: group.first_article_id
            for group in groups
            for member in group.members
            if member.relation != "excerpt"
        }
        return cls(spans, whole)

    def carries(self, article_id: str) -> str | None:
        """The article that this one is a copy of as a whole."""
        return self.whole.get(article_id)

    def source(self, article_id: str, start: int, end: int) -> str | None:
        """The article from which this range is copied, ``None`` where it is the article's own."""
        here = Span(start, max(end, start + 1))
        for first, shared in self.spans.get(article_id, ()):
            if any(span.overlaps(here) for span in shared):
                return first
        return None


def moment(when: When) -> str:
    """A key that sorts times, the unknown last."""
    return when.start or "9999"


def evidence_key(evidence: Evidence) -> tuple[str, int, int]:
    """A key that sorts evidence by place."""
    return evidence.article_id, evidence.start, evidence.end


def reports_in_order(reports: Sequence[Report]) -> list[Report]:
    """Reports by publication, then by identifier."""
    return sorted(reports, key=lambda report: (moment(report.published), report.article.id))


def day_range(when: When) -> tuple[int, int] | None:
    """First and last day as ordinals, ``None`` where unknown."""
    return _ordinals(when.start, when.end) if when.start and when.end else None


@lru_cache(maxsize=1 << 16)
def _ordinals(start: str, end: str) -> tuple[int, int] | None:
    """The same of an interval's two ends: few times occur in a thread, and each is compared with many others."""
    try:
        return date.fromisoformat(start[:10]).toordinal(), date.fromisoformat(end[:10]).toordinal()
    except ValueError:
        return None


def gap_in_days(a: When, b: When) -> int | None:
    """Days between two times, 0 where they overlap, ``None`` where one is unknown."""
    first, second = day_range(a), day_range(b)
    if first is None or second is None:
        return None
    return max(0, second[0] - first[1], first[0] - second[1])
