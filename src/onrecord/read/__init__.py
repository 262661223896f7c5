"""Captures to articles: decoding, repair, and what is the article and what stands around it.

::

    capture ─► decode ─► lines (plain text, page, record, mail) ─► flat (kinds) ─► facts (title, byline, dates ...) ─► Article
"""

from __future__ import annotations

from collections.abc import Callable

from onrecord.model.article import Article
from onrecord.model.capture import Capture, Refusal

#: Part of the fingerprint of what is due: it changes whenever the same capture may give another article.
VERSION = "5"


def reader() -> Callable[[Capture], Article | Refusal]:
    """A function from a capture to its article, or to the refusal that says why there is none. It never raises.

    Call it once for each worker: what it needs (the tables of outlets, the language model, the HTML extraction) is loaded
    when the first capture asks for it.
    """
    from onrecord.read.reading import read  # noqa: PLC0415 - importing the room costs nothing

    return read


__all__ = ["VERSION", "reader"]
