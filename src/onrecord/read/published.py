"""When an article was published and last updated: which of the dates that its capture gives is believed.

In this order: what the page states for machines, a date line that says "published", any other date line at its head, the date in
its address, and what the feed, sitemap or archive says that led to it. A date line that contradicts the address is not
believed: it may be a comment's, a picture's or the day on which the page was opened. A date in a mail's or a server's header says
when the text travelled and is never taken, nor is one that lies after the capture.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from onrecord.model.when import NO_DATE_GIVEN, When
from onrecord.read import dates, day_order
from onrecord.read.day_order import Order

#: Days that a date line and the date in an address may be apart: time zones, and articles that are published over night.
_APART = 2
#: How much later than its capture a date may seem: a clock time without an offset may be of any time zone.
_SLACK = timedelta(days=1)
_FINENESS = {"minute": 4, "hour": 3, "day": 2, "week": 1, "month": 1, "year": 0, "interval": 0, "unknown": -1}
#: The place, and perhaps the date, that a report opens with, up to the agency in brackets or a dash: a place in capitals, or a day with its year.
_PLACE_LINE = re.compile(
    r"(?=[^\n()]{0,40}[A-ZÀ-Þ]{3}|[A-ZÀ-Þ][^\n()]{4,90}\b(?:19|20|21)\d\d\b)(?P<line>[^\n()]{6,100}?)\s{0,2}(?:\([^()\n]{2,40}\)\s{0,2}(?:[-–—:]{1,2}\s)?|\s[-–—]{1,2}\s|[–—])"
)
_PLACE_WORDS = 6
NOT_GIVEN = When(reason=NO_DATE_GIVEN)


@dataclass(frozen=True, slots=True)
class Publication:
    """When an article was published and last updated, as far as its capture tells."""

    published: When
    updated: When | None


@dataclass(frozen=True, slots=True)
class Shown:
    """The lines that may date an article: at its ``head``, in the order of trust; between its paragraphs; behind its end."""

    head: Sequence[str] = ()
    inside: Sequence[str] = ()
    behind: Sequence[str] = ()

    def texts(self) -> list[str]:
        return [*self.head, *self.inside, *self.behind]


def from_lines(shown: Shown, order: Order | None = None, address: When | None = None) -> Publication:
    """What the lines of an article say: labelled dates before bare ones, times before days, the head before the rest.

    ``address`` is the date in its address: where that gives the month, it completes a day without a year.
    """
    head, inside, behind = (_Labelled.of(texts, order) for texts in (shown.head, shown.inside, shown.behind))
    completed = _completed(shown.head, address)
    labelled = [*head.published, *behind.published, *completed.published]
    first = choose([*labelled, *head.bare, *completed.bare, *inside.published, *inside.bare])
    late = next(iter([*head.updated, *behind.updated, *completed.updated, *inside.updated]), None)
    late = late or next(filter(None, (_late_time(text, first, text in shown.head) for text in shown.texts())), None)
    if not first.known:
        two_ways = next(filter(None, map(day_order.doubtful, shown.texts())), None)
        if late is not None:
            first = first.because("only the time of an update is given")
        elif two_ways is not None and order is None:
            first = first.because(f"the date “{two_ways}” can be read in two ways, and nothing in the capture decides")
    return Publication(first, late)


@dataclass(frozen=True, slots=True)
class _Labelled:
    """Dates by the label before them."""

    published: list[When]
    updated: list[When]
    bare: list[When]

    @classmethod
    def of(cls, texts: Iterable[str], order: Order | None) -> _Labelled:
        made = cls([], [], [])
        for text in texts:
            found = dates.find(text, order)
            for item in found:
                reason = f"the date line “{dates.shorten(text)}”"
                written = day_order.doubtful(text[item.start : item.end])
                if written and order:
                    reason += f", read with the {order.first} first {order.because}"
                label = item.label
                if (
                    len(found) == 2
                    and not any(each.label for each in found)
                    and item.value[:10] > min(f.value[:10] for f in found)
                ):
                    label = "updated"  # of two days side by side the later one
                made.add(label, When(item.value, item.value, item.precision, "text", reason))
        return made

    def add(self, label: dates.Label, when: When) -> None:
        {"published": self.published, "updated": self.updated, "": self.bare}[label].append(when)


def _completed(texts: Iterable[str], address: When | None) -> _Labelled:
    """Days without a year in the month that the address names."""
    made = _Labelled([], [], [])
    if address is None or address.precision != "month" or address.start is None:
        return made
    year, month = int(address.start[:4]), int(address.start[5:7])
    for text in texts:
        for _, _, number, day, label in dates.without_year(text):
            try:
                value = date(year, number, day).isoformat()
            except ValueError:
                continue
            if number == month:
                reason = f"the date line “{dates.shorten(text)}”, in the year of the address"
                made.add(label, When(value, value, "day", "text", reason))
    return made


def _late_time(text: str, published: When, head: bool) -> When | None:
    """The update that a date line gives by the clock alone ("Updated 10:09"), on the day of publication.

    Where only that day is known, the line must stand in the ``head`` of the article, or name the day itself.
    """
    if not published.start or published.precision not in ("minute", "hour", "day"):
        return None
    found = dates.clock_after_label(text, published.start[:10])
    if found is None or found[0][:16] <= published.start[:16]:
        return None
    same_day = any(item.value[:10] == published.start[:10] for item in dates.find(text))
    if published.precision == "day" and not (same_day or (head and not dates.find(text))):
        return None
    return When(found[0], found[0], found[1], "text", f"an update at {found[0][11:16]} on the day of publication")


def settle(stated: Iterable[When | None], shown: When, address: When | None, *, address_first: bool = False) -> When:
    """When an article was published, from what the capture states, what its lines say and the date in its address.

    ``address_first``: the lines are an archive's, whose dates are of its records.
    """
    stated = [when for when in stated if when is not None and when.known]
    if stated:
        return choose([*stated, shown, address])
    if address_first:
        return _or_reason(choose([address, shown]), shown)
    if address is not None and shown.known and _gap(shown, address) > _APART:
        return address.because(f"{address.reason}; the page also shows {shown.start}, which may be another's date")
    return _or_reason(choose([shown, address]), shown)


def of_place_line(paragraph: str, order: Order | None = None) -> Publication | None:
    """When the place line that a paragraph opens with says that it was sent: "LUND, March 8, 2031, 09:42 (Norwire) - "."""
    match = _PLACE_LINE.match(paragraph)
    if match is None:
        return None
    line = match["line"].strip(" ,")
    days = dates.find(line, order)
    place = line[: days[0].start] if days else ""
    if not days or len(place.split()) > _PLACE_WORDS or any(word[0].islower() for word in place.split()):
        return None
    if not dates.date_line(line[days[0].start :]):
        return None
    found = from_lines(Shown(head=[line]), order)
    return replace(
        found, published=found.published.because(f"the place line “{dates.shorten(match.group().strip(' -–—'))}”")
    )


def _or_reason(when: When, shown: When) -> When:
    return when if when.known or not shown.reason else when.because(shown.reason)


def _gap(one: When, other: When) -> int:
    """Days between two times, 0 where they overlap or touch."""
    if not (one.first_day and one.last_day and other.first_day and other.last_day):
        return 0
    first = (date.fromisoformat(one.first_day) - date.fromisoformat(other.last_day)).days
    second = (date.fromisoformat(other.first_day) - date.fromisoformat(one.last_day)).days
    return max(first, second, 0)


def choose(candidates: Iterable[When | None]) -> When:
    """The first of ``candidates`` that is known, replaced by a later one that says the same more precisely."""
    known = [candidate for candidate in candidates if candidate is not None and candidate.known]
    if not known:
        return NOT_GIVEN
    best = known[0]
    for other in known[1:]:
        if _FINENESS[other.precision] > _FINENESS[best.precision] and _inside(other, best):
            best = other
    return best


def _inside(fine: When, coarse: When) -> bool:
    if fine.first_day is None or coarse.first_day is None or coarse.last_day is None:
        return False
    return coarse.first_day <= fine.first_day <= coarse.last_day


def only_if_later(updated: When | None, published: When) -> When | None:
    """``updated`` where it says more than ``published`` does, and is not of a day before it."""
    if updated is None or not updated.known or (published.start or "")[:16] == (updated.start or "")[:16]:
        return None
    if published.known and (updated.last_day or "") < (published.first_day or ""):
        return None
    return replace(updated)


def not_believed(when: When, received_at: str) -> str | None:
    """Why a time of an article is not believed: it lies after ``received_at`` (ISO 8601), when it was captured.

    ``None`` where it does not, or where either is not known.
    """
    begins, received = _moment(when.start), _moment(received_at)
    try:
        if begins is None or received is None or begins <= received + _SLACK:
            return None
    except OverflowError:  # a moment at the end of time, in another zone
        return None
    return f"gives {(when.start or '')[:10]} ({when.reason}), which is after it was received on {received_at[:10]}"


def _moment(stamp: str | None) -> datetime | None:
    """The moment of an ISO 8601 date or date-time; in UTC where it gives no offset. A day begins with its first moment."""
    try:
        moment = datetime.fromisoformat(stamp or "")
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
