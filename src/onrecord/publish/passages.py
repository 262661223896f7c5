"""A passage as other programs are given it: the words, where they stand, and how one finds them again."""

from __future__ import annotations

from typing import Any

from onrecord.model.passage import Evidence
from onrecord.publish.references import Sources


def passage(sources: Sources, evidence: Evidence) -> dict[str, Any]:
    """The words that ``evidence`` points at, as plain values; offsets are characters of the article's text."""
    article = sources.articles[evidence.article_id]
    return {
        "quote": article.text[evidence.start : evidence.end],
        "article_id": evidence.article_id,
        "start": evidence.start,
        "end": evidence.end,
        "digest": evidence.digest,
        "outlet": article.outlet,
        "published": sources.published[evidence.article_id].start,
        "address": article.address,
        "source": article.source,
    }
