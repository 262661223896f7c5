"""Which reader a capture goes to."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.model.article import Article
from onrecord.model.capture import Capture, MediaType, Refusal
from onrecord.model.errors import InputError


def read(capture: Capture) -> Article | Refusal:
    """The article in ``capture``, or why there is none."""
    try:
        return _reader_of(capture.media_type)(capture)
    except InputError as error:
        return Refusal(capture.source, str(error))


def _reader_of(media_type: MediaType) -> Callable[[Capture], Article]:
    # Imported when first asked for: a desk of plain text never loads what parses HTML.
    if media_type == "text/plain":
        from onrecord.read.plain import read as read_one  # noqa: PLC0415
    elif media_type == "text/html":
        from onrecord.read.html import read as read_one  # noqa: PLC0415
    elif media_type == "application/json":
        from onrecord.read.record import read as read_one  # noqa: PLC0415
    elif media_type == "message/rfc822":
        from onrecord.read.mail import read as read_one  # noqa: PLC0415
    elif media_type == "multipart/related":
        from onrecord.read.saved import read as read_one  # noqa: PLC0415
    else:
        from onrecord.read.documents import read as read_one  # noqa: PLC0415
    return read_one
