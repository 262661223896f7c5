"""Trees of XML for formats that are read by us: broken XML is mended, nothing is resolved, fetched or without a limit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

#: A part that stands for itself, or an ampersand that begins no reference which XML knows: lxml would leave it out.
_BARE = re.compile(rb"<!\[CDATA\[(?:.*?\]\]>|.*\Z)|&(?!(?:#\d{1,9}|#x[0-9a-f]{1,8}|amp|lt|gt|quot|apos);)", re.S | re.I)


def tree_of(data: bytes) -> Any | None:
    """The root element of ``data``, UTF-8 without a prolog; ``None`` where nothing can be read."""
    from lxml import etree  # noqa: PLC0415 - a desk of plain text never needs it

    parser = etree.XMLParser(
        encoding="utf-8",
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    mended = _BARE.sub(lambda found: b"&amp;" if found[0] == b"&" else found[0], data)
    try:
        return etree.fromstring(mended, parser)
    except (etree.LxmlError, ValueError):
        return None


def local_name(element: Any) -> str:
    """The name of ``element`` without its namespace, in lower case; empty for what is no element."""
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(element.tag, str) else ""


def children(element: Any, *names: str) -> Iterator[Any]:
    """The children of ``element`` that have one of these local names."""
    return (child for child in element if local_name(child) in names)
