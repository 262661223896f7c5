"""What a server says of the encoding of what it sends."""

from __future__ import annotations

import pytest

from onrecord.model.capture import Capture, MediaType
from onrecord.read import reader

TEXT = "Færgen til Malmø blev aflyst på fredag, sagde havnefogeden til Odense Avis."


def text_of(data: bytes, charset: str | None, media_type: MediaType) -> str:
    capture = Capture.of(
        source="a",
        location="a",
        data=data,
        media_type=media_type,
        received_at="2031-05-02T12:00:00+00:00",
        charset=charset,
    )
    article = reader()(capture)
    return getattr(article, "text", repr(article))


@pytest.mark.parametrize("media_type", ["text/plain", "text/html"])
def test_it_is_kept_to(media_type: MediaType) -> None:
    given = TEXT if media_type == "text/plain" else f"<html><body><article><p>{TEXT}</p></article></body></html>"
    koi8 = given.replace("æ", "ж").replace("ø", "ш").replace("å", "я").encode("koi8-r")
    assert "Fжrgen til Malmш" in text_of(koi8, "koi8-r", media_type)


@pytest.mark.parametrize("charset", ["iso-8859-1", "windows-1251", "utf-16", "no-such-thing", "rot13"])
def test_what_is_utf_8_is_read_as_that(charset: str) -> None:
    assert text_of(TEXT.encode(), charset, "text/plain") == TEXT
    assert text_of(b"\xef\xbb\xbf" + TEXT.encode(), charset, "text/plain") == TEXT
