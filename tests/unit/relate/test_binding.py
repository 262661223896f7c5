"""Times bound to the day of publication."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onrecord.model.annotations import Annotated, Annotations
from onrecord.model.article import Article, Segment
from onrecord.model.picture import Event
from onrecord.model.when import Relative, When
from onrecord.relate.binding import bound
from onrecord.relate.rulings import Decided

TEXT = "She has summoned the envoys to a meeting on Wednesday."
MONDAY = When("2031-05-05", "2031-05-05", "day", "text")


@pytest.mark.parametrize(
    ("status", "day"), [("announced", "2031-05-07"), ("planned", "2031-05-07"), ("happened", "2031-04-30")]
)
def test_what_is_announced_lies_ahead_whatever_the_tense_beside_it(status: str, day: str) -> None:
    when = When(relative=Relative("weekday", weekday=2, direction=-1))
    event = Event("ev_1", None, "CONSULT", "meeting", "happened", (), None, when, None, (), ())
    segment = Segment("body", 0, len(TEXT), 0, len(TEXT), "a test's")
    article = Article("art_1", "cap_1", "s", None, None, (), None, (), MONDAY, None, "en", TEXT, (segment,))
    made = Annotations("art_1", (), (), (), (), (replace(event, status=status),), 0)  # type: ignore[arg-type]
    (found,) = bound(Annotated(article, made), MONDAY, Decided.of(())).events
    assert found.when.first_day == day
