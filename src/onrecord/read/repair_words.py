"""Repair of what was lost in and between words, which only the article as a whole can tell. English text alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.model.article import QUOTES_LOST
from onrecord.read.repair_apostrophes import lost_apostrophes
from onrecord.read.repair_edits import Edit, Repaired, Shift
from onrecord.read.repair_spaces import Usage, lost_spaces
from onrecord.read.wordlist import vocabulary

Span = tuple[int, int]

#: What is mended can be the evidence for more; so often it is looked for at most.
ROUNDS = 5

_QUOTES = re.compile(r"[\"“”„«»]|(?<!\w)['‘](?=\w)|(?<=[.,!?])['’](?!\w)")
_TOLD_WITHOUT_MARKS = re.compile(
    r"\b(?:said|says|added|adding|told [^.:\n]{1,40}|warned|wrote|replied|insisted): (?:I|We|It|The|He|She|They|This|There|You|If|My|Our)\b"
    r"|[,!?] (?:he|she|they) (?:said|added|insisted|wrote|replied)\.(?= (?:I|We|If we|My|Our)\b)"
)


def mend_words(mended: Repaired, spans: Sequence[Span], readable: Sequence[bool]) -> tuple[Repaired, list[Span]]:
    """``mended`` with the spaces and apostrophes that its readable ``spans`` have lost, and where all spans stand then.

    ``spans`` are lines or paragraphs, in order; ``readable`` says of each whether it is English prose. Nothing else is touched.
    """
    placed = list(spans)
    for _ in range(ROUNDS):
        edits = _edits(mended.text, [span for span, prose in zip(placed, readable, strict=True) if prose])
        if not edits:
            break
        shift = Shift(edits)
        placed = [(shift.start(start), shift.end(end)) for start, end in placed]
        mended = mended.then(edits)
    return mended, placed


def _edits(text: str, spans: Sequence[Span]) -> list[Edit]:
    """Lost apostrophes first, since "Russia s" would be read as two words; then lost spaces."""
    known = vocabulary()
    usage = Usage.of("\n".join(text[start:end] for start, end in spans))
    return lost_apostrophes(text, spans, usage, known) or lost_spaces(text, spans, usage, known)


def quotes_lost(paragraphs: Sequence[str], apostrophes: int) -> str | None:
    """The note that quotation marks are lost, where the article shows it.

    It has none, and either ``apostrophes``, of which so many had to be put back, went the same way, or somebody is told to
    have said what stands there in the first person or as a sentence of its own.
    """
    if any(_QUOTES.search(paragraph) for paragraph in paragraphs):
        return None
    told = any(_TOLD_WITHOUT_MARKS.search(paragraph) for paragraph in paragraphs)
    return QUOTES_LOST if told or apostrophes >= 2 else None
