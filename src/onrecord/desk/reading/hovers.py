"""What a reader is told of a name or a time on pointing at it: who that is, which place, which day."""

from __future__ import annotations

from onrecord.desk.reading.countries import country_words
from onrecord.model.annotations import Annotations
from onrecord.model.calendar import bind
from onrecord.model.statement import Mention
from onrecord.model.when import When
from onrecord.publish.wording import one_line, when_words

#: From where to where, and the words.
Hover = tuple[int, int, str]

#: Candidates for a name that are named.
CANDIDATES = 4


def named_on_hover(annotations: Annotations, published: When) -> list[Hover]:
    """The names and times of an article that say less than is known of them, in reading order, none inside another."""
    found = [(each.start, each.end, _mention(each)) for each in annotations.mentions]
    for time in annotations.times:
        when = bind(time.when, published)
        if when.known:
            found.append((time.start, time.end, when_words(when)))
        elif time.when.relative is not None:
            found.append((time.start, time.end, f"open: {when.reason}" if when.reason else "open"))
    kept: list[Hover] = []
    for start, end, words in sorted(found, key=lambda hover: (hover[0], -hover[1], hover[2])):
        if words and (not kept or start >= kept[-1][1]):
            kept.append((start, end, words))
    return kept


def _mention(mention: Mention) -> str:
    """The full name, the role and the place of a mention, without what its own words say already."""
    if mention.kind == "place":
        name = mention.place_name if mention.place_name != one_line(mention.text) else None
        return ", ".join(filter(None, [name, country_words(mention.country)]))
    if mention.name is None:
        candidates = [one_line(name) for name in mention.candidates[:CANDIDATES]]
        return f"open: {' or '.join(candidates)}" if candidates else ""
    told = [
        mention.name if mention.name != one_line(mention.text) else "",
        one_line(mention.role or ""),
        country_words(mention.country),
    ]
    return ", ".join(filter(None, told))
