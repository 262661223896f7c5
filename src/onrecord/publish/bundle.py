"""The evidence bundle: a brief with all that it rests on, in one zip that can be checked without Onrecord.

The same desk gives the same bytes: names in order, no times, no compression (what a zip compresses differs between versions of
zlib).
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from onrecord.model.article import Article
from onrecord.model.brief import Brief, Line, Quote
from onrecord.model.capture import Capture
from onrecord.model.contents import Contents
from onrecord.model.identity import digest
from onrecord.publish.markdown import render

#: How the bytes of a capture end in the bundle. What is none of these has no ending.
_ENDINGS = {
    "text/plain": ".txt",
    "text/html": ".html",
    "application/json": ".json",
    "message/rfc822": ".eml",
    "multipart/related": ".mhtml",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}

#: The first moment that a zip file can name.
_NO_TIME = (1980, 1, 1, 0, 0, 0)

_DATA = Path(__file__).with_name("data")


def captures_needed(brief: Brief, contents: Contents) -> list[str]:
    """The identifiers of the captures that a bundle of ``brief`` holds, sorted."""
    return sorted({article.capture_id for article, _ in _quoted(brief, contents).values()})


def write_bundle(brief: Brief, contents: Contents, captures: Iterable[Capture], stream: BinaryIO) -> None:
    """Write the bundle of ``brief``. ``captures`` are those of :func:`captures_needed`, in any order."""
    by_id = {capture.id: capture for capture in captures}
    quoted = _quoted(brief, contents)
    files: dict[str, bytes] = {
        "README.txt": (_DATA / "bundle_readme.txt").read_bytes(),
        "brief.md": render(brief).encode("utf-8", "replace"),
        "manifest.json": _manifest(brief, quoted, by_id),
        "verify.py": (_DATA / "verify.py").read_bytes(),
    }
    for article, revision in quoted.values():
        files[_text_name(article, revision)] = article.text.encode("utf-8", "surrogatepass")
        if capture := by_id.get(article.capture_id):
            files[_capture_name(capture)] = capture.data
    sums = "".join(f"{digest(data)}  {name}\n" for name, data in sorted(files.items()))
    files["SHA256SUMS"] = sums.encode("ascii")
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.create_system = 3  # as if made on Unix, wherever it was made
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)


def _lines(brief: Brief) -> Iterator[tuple[str | None, str, Line]]:
    """Every line with its thread and the name of its section."""
    for thread in brief.threads:
        for section in thread.sections:
            for line in section.lines:
                yield thread.thread_id, section.name, line
    for line in brief.others:
        yield None, "others", line


#: The text that a quote stands in: an article and, where it is an earlier revision, its number.
_Text = tuple[Article, int | None]
_Key = tuple[str, int | None]


def _quoted(brief: Brief, contents: Contents) -> dict[_Key, _Text]:
    """The texts that the brief quotes, by article and revision."""
    current = {article.id: article for article in contents.articles}
    numbers = {revision.capture_id: revision.number for revision in contents.revisions}
    earlier = {(article.id, numbers[article.capture_id]): article for article in contents.earlier}
    found: dict[_Key, _Text] = {}
    waiting = [line for _, _, line in _lines(brief)]
    while waiting:
        line = waiting.pop()
        waiting += line.children
        for quote in line.quotes:
            key = _key(quote)
            found[key] = (current[key[0]] if key[1] is None else earlier[key[0], key[1]], key[1])
    return dict(sorted(found.items(), key=lambda item: (item[0][0], item[0][1] or 0)))


def _key(quote: Quote) -> _Key:
    return quote.evidence.article_id, quote.revision


def _text_name(article: Article, revision: int | None) -> str:
    return f"texts/{article.id}{'' if revision is None else f'.revision-{revision}'}.txt"


def _capture_name(capture: Capture) -> str:
    return f"captures/{capture.id}{_ENDINGS.get(capture.media_type, '')}"


def _manifest(brief: Brief, quoted: dict[_Key, _Text], captures: dict[str, Capture]) -> bytes:
    references = {reference.number: reference for reference in brief.references}

    def line_of(line: Line) -> dict[str, Any]:
        return {
            "id": line.record_id,
            "label": line.label,
            "note": line.note,
            "passages": [passage_of(quote) for quote in line.quotes],
            "children": [line_of(child) for child in line.children],
        }

    def passage_of(quote: Quote) -> dict[str, Any]:
        reference = references[quote.reference]
        article, revision = quoted[_key(quote)]
        capture = captures.get(article.capture_id)
        return {
            "quote": quote.text,
            "start": quote.evidence.start,
            "end": quote.evidence.end,
            "digest": quote.evidence.digest,
            "reference": quote.reference,
            "article_id": article.id,
            "outlet": article.outlet,
            "published": reference.published.start,
            "published_known_from": reference.published.known_from,
            "address": article.address,
            "source": article.source,
            "text": _text_name(article, revision),
            "text_digest": digest(article.text),
            "capture_digest": capture.digest if capture else None,
        }

    manifest = {
        "format": "onrecord evidence bundle",
        "version": 1,
        "as_of": brief.as_of,
        "since": brief.since,
        "lines": [{"thread": thread, "section": name, **line_of(line)} for thread, name, line in _lines(brief)],
        "articles": [_article(article, revision, captures) for article, revision in quoted.values()],
    }
    return json.dumps(manifest, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass") + b"\n"


def _article(article: Article, revision: int | None, captures: dict[str, Capture]) -> dict[str, Any]:
    capture = captures.get(article.capture_id)
    return {
        "id": article.id,
        "revision": revision,
        "outlet": article.outlet,
        "title": article.title,
        "byline": list(article.byline),
        "address": article.address,
        "source": article.source,
        "text": _text_name(article, revision),
        "text_digest": digest(article.text),
        "capture": _capture_name(capture) if capture else None,
        "capture_digest": capture.digest if capture else None,
        "media_type": capture.media_type if capture else None,
        "received_at": capture.received_at if capture else None,
    }
