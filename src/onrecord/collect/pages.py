"""What a server sent for an address that is no feed: one input of a type that is read, or why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import cast, get_args

from onrecord.collect.content import check, sniff
from onrecord.collect.inputs import CONTAINERS, HTML, JSON, MAIL, PDF, SAVED_PAGE, WORD
from onrecord.model.capture import MediaType
from onrecord.model.errors import NotText

#: Types that a server may name and that are taken at its word, unless the content begins like something else.
_NAMED: Mapping[str, str] = MappingProxyType(
    {
        "text/html": HTML,
        "application/xhtml+xml": HTML,
        "application/pdf": PDF,
        WORD: WORD,
        "application/json": JSON,
        "application/ld+json": JSON,
        "message/rfc822": MAIL,
        "multipart/related": SAVED_PAGE,
    }
)


def media_type(data: bytes, content_type: str | None) -> MediaType:
    """The type of ``data``, which a server called ``content_type``. Raises ``NotText`` where it is none that is read.

    Servers that know no better call everything ``text/plain`` or ``application/octet-stream``: the content decides then.
    """
    kind = _NAMED.get((content_type or "").partition(";")[0].strip().lower()) or sniff(data)
    if kind in CONTAINERS:
        raise NotText("it holds many records or files; save it and add the file")
    check(data, kind)
    if kind not in get_args(MediaType):
        raise NotText("its type is not one that is read; save it as HTML or text and add the file")
    return cast(MediaType, kind)
