"""What is announced as an iCalendar file (RFC 5545): one VEVENT for each announced event whose day is known.

Written here and not by a library: one component with a dozen properties needs escaping and folding and nothing else, and the
same desk must give the same bytes under every version of a library. The tests read it back with one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from onrecord.model.contents import Contents
from onrecord.model.picture import Event, EventStatus, Turn
from onrecord.model.ruling import standing
from onrecord.model.when import When
from onrecord.publish.agenda import was_announced
from onrecord.publish.references import Sources
from onrecord.publish.wording import NO_OUTLET, one_line, status_words, unquoted, when_words

#: Octets of a line without its break, RFC 5545 section 3.1.
LINE = 75

#: Characters of one quotation in a description; the whole passage is one ``onrecord explain`` away.
QUOTE_LENGTH = 500

#: How sure an event is in a calendar's three words. An announcement alone is no confirmation that it takes place.
_STATUS: dict[EventStatus, str] = {
    "held": "CONFIRMED",
    "happened": "CONFIRMED",
    "under_way": "CONFIRMED",
    "cancelled": "CANCELLED",
    "denied": "CANCELLED",
}

#: Precisions of an hour or less have a time of day; all others are whole days.
_TIMED = ("minute", "hour")

#: The beginning of time for calendars: stands where no report that tells of an event is dated.
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The file, how many events are in it, and how many are announced without a day and so cannot be."""

    data: bytes
    events: int
    undated: int


def calendar(contents: Contents) -> Calendar:
    """The calendar of what is announced on a desk, by day, then by identifier. What an editor muted is left out.

    ``STATUS`` is CONFIRMED for what took place or is under way, CANCELLED for what will not, else TENTATIVE. ``DTSTAMP`` is
    when the newest report that tells of it came out. Days are ``VALUE=DATE`` and span the whole interval where only that is
    known; times without an offset in the report stay without one ("floating").
    """
    sources = Sources(contents)
    names = {actor.id: actor.name for relations in contents.relations for actor in relations.actors}
    dated, undated = announced(contents)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Onrecord//What is announced//EN", "CALSCALE:GREGORIAN"]
    for event in dated:
        lines += _event(event, sources, names)
    lines.append("END:VCALENDAR")
    data = "".join(f"{folded(line)}\r\n" for line in lines).encode("utf-8", "replace")
    return Calendar(data, len(dated), len(undated))


def announced(contents: Contents) -> tuple[list[Event], list[Event]]:
    """What is in the file, by day, and what is announced without one; what an editor muted is in neither."""
    muted = {ruling.target for ruling in standing(contents.rulings) if ruling.kind == "mute"}
    every = [
        event
        for relations in contents.relations
        for event in relations.events
        if event.forecaster is None and was_announced(event) and event.id not in muted
    ]
    dated = sorted((event for event in every if event.when.known), key=lambda event: (event.when.start, event.id))
    return dated, [event for event in every if not event.when.known]


def _event(event: Event, sources: Sources, names: dict[str, str]) -> Iterator[str]:
    turns = event.turns or tuple(
        Turn(event.status, sources.published[item.article_id], item) for item in event.evidence
    )
    told = [_moment(turn.when) for turn in turns]
    who = ", ".join(one_line(names.get(actor, actor)) for actor in event.actors)
    yield "BEGIN:VEVENT"
    yield f"UID:{event.id}@onrecord"
    yield f"DTSTAMP:{_utc(max(told, default=_UNDATED))}"
    yield from _span(event.when)
    yield f"SUMMARY:{escaped(' · '.join(filter(None, [one_line(event.what), who])))}"
    yield f"STATUS:{_STATUS.get(event.status, 'TENTATIVE')}"
    yield f"SEQUENCE:{max(0, len(turns) - 1)}"
    if event.place:
        yield f"LOCATION:{escaped(one_line(event.place))}"
    yield f"CATEGORIES:{escaped(event.code)}"
    yield f"DESCRIPTION:{escaped(_description(event, turns, sources))}"
    address = sources.articles[turns[-1].evidence.article_id].address if turns else None
    if address and address.startswith(("http://", "https://")) and address.isascii() and address.isprintable():
        yield f"URL:{address}"
    if event.when.precision not in _TIMED:
        yield "TRANSP:TRANSPARENT"  # a day on which something is announced is no day on which the reader is busy
    yield "END:VEVENT"


def _description(event: Event, turns: tuple[Turn, ...], sources: Sources) -> str:
    """Its status, then what each report says of it: the passage, the outlet, the date, the address."""
    parts = [f"{status_words(event.status)} · {when_words(event.when)} · onrecord explain {event.id}"]
    for turn in turns:
        article = sources.articles[turn.evidence.article_id]
        quote = unquoted(article.text[turn.evidence.start : turn.evidence.end])
        if len(quote) > QUOTE_LENGTH:
            quote = quote[:QUOTE_LENGTH].rsplit(" ", 1)[0] + " …"
        place = " · ".join(
            [
                article.outlet or NO_OUTLET,
                when_words(sources.published[article.id]),
                article.address or article.source,
            ]
        )
        parts.append(f"{status_words(turn.status)}: “{quote}”\n{place}")
    return "\n\n".join(parts)


def _span(when: When) -> Iterator[str]:
    start, end = when.start or "", when.end or ""
    if when.precision in _TIMED and len(start) >= 16:
        yield f"DTSTART:{_stamp(start)}"
        if len(end) >= 16 and end > start:
            yield f"DTEND:{_stamp(end)}"
        return
    yield f"DTSTART;VALUE=DATE:{start[:10].replace('-', '')}"
    try:
        behind = date.fromisoformat(end[:10]) + timedelta(days=1)  # the end of a VEVENT is not in it any more
    except OverflowError:
        return
    yield f"DTEND;VALUE=DATE:{behind.isoformat().replace('-', '')}"


def _stamp(moment: str) -> str:
    """An ISO 8601 date-time: in UTC where it has an offset, else floating."""
    value = datetime.fromisoformat(moment)
    return _utc(value) if value.tzinfo else f"{value:%Y%m%dT%H%M%S}".zfill(15)


def _utc(moment: datetime) -> str:
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:  # a moment at the end of time, in another zone
        moment = moment.replace(tzinfo=UTC)
    return f"{moment:%Y%m%dT%H%M%SZ}".zfill(16)


def _moment(when: When) -> datetime:
    """When a report came out; without an offset as if in UTC, which a calendar's stamp must be in."""
    # Of an inferred interval only the beginning is evidence.
    stamp = when.start if when.known_from == "inferred" else when.end
    if stamp is None:
        return _UNDATED
    value = datetime.fromisoformat(stamp)
    return value if value.tzinfo else value.replace(tzinfo=UTC)


def escaped(text: str) -> str:
    """``text`` as the value of a property, RFC 5545 section 3.3.11; controls, which it may not hold, are left out."""
    kept = "".join(char for char in text.replace("\r\n", "\n") if char in "\n\t" or char.isprintable())
    return kept.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """``line`` broken so that no part has more than :data:`LINE` octets and no character is cut, RFC 5545 section 3.1."""
    parts, part, size = [], "", 0
    for char in line:
        width = len(char.encode("utf-8", "replace"))
        if size + width > LINE:
            parts.append(part)
            part, size = " ", 1
        part += char
        size += width
    return "\r\n".join([*parts, part])
