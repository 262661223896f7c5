"""What one article says: statements with their speakers, figures, times, events.

The room sees one article at a time and keeps times relative to its publication, so that articles can be annotated anywhere
and in any order.
"""

from __future__ import annotations

from collections.abc import Callable

from onrecord.annotate.coding import Coder
from onrecord.annotate.events import find_events
from onrecord.annotate.figures import find_figures
from onrecord.annotate.gazetteer import Gazetteer
from onrecord.annotate.names import find_mentions
from onrecord.annotate.sentences import split
from onrecord.annotate.statements import find_statements
from onrecord.annotate.tagged import tags_in
from onrecord.annotate.tagger import tagger
from onrecord.annotate.units import units
from onrecord.annotate.when import find_times
from onrecord.model.annotations import Annotations
from onrecord.model.article import Article

#: Part of every record's fingerprint: a new version makes all articles due again.
VERSION = "16"


def annotate(article: Article, gazetteer: Gazetteer, codes: Coder | None = None) -> Annotations:
    """What ``article`` says. Articles and passages in other languages than English keep their text and get no annotations.

    ``codes`` is another model of the codes of events than the package's.
    """
    if not _is_english(article.language):
        return Annotations(article.id, (), (), (), (), (), 0)
    foreign = [(part.start, part.end) for part in article.segments if part.language and not _is_english(part.language)]
    sentences = tuple(
        sentence for sentence in split(article) if not any(start <= sentence.start < end for start, end in foreign)
    )
    tags = tags_in(article.text, sentences, tagger())
    mentions = find_mentions(article, sentences, gazetteer, tags.names)
    times = find_times(article, sentences)
    rows = units(article.text, sentences, mentions, times)
    statements, attitudes = find_statements(article, rows, mentions, times, tags.attributions)
    figures = find_figures(article, sentences, mentions, times, statements)
    events = find_events(article, rows, mentions, statements, tags.pieces, codes)
    counted = (item.speaker for item in statements if item.repeats is None)
    still_open = sum(speaker.name is None and not speaker.anonymous for speaker in counted)
    return Annotations(article.id, mentions, times, statements, figures, events, still_open, attitudes)


def _is_english(tag: str) -> bool:
    """Whether a BCP 47 tag is of English, or of a text too short or mixed to tell."""
    return tag.split("-", maxsplit=1)[0] in ("en", "und")


def annotator(places: str | None = None) -> Callable[[Article], Annotations]:
    """A function that annotates articles with the gazetteer of the package and ``places``, loaded once.

    ``places`` is the text of a table of a desk's own places (CSV with the columns ``name,kind,country,capital_of,latitude,
    longitude,aliases``), or ``None``.
    """
    gazetteer = Gazetteer.load(places)

    def run(article: Article) -> Annotations:
        return annotate(article, gazetteer)

    return run
