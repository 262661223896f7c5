"""Lists of subscriptions: OPML 1 and 2 in, OPML 2 out, http://opml.org/spec2.opml"""

from __future__ import annotations

import xml.etree.ElementTree as ET  # only written with, never read with
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.collect.addresses import visitable
from onrecord.collect.feeds.documents import Outline, Outlines, plain
from onrecord.collect.feeds.markup import children, local_name, tree_of
from onrecord.model.errors import NotText
from onrecord.model.subscription import Subscription

#: Folders inside folders.
DEEPEST = 32


def parse(data: bytes) -> Outlines:
    """The subscriptions in ``data``, UTF-8 without a prolog.

    An address that stands in several folders is given once, in the first. Raises ``NotText`` where it is no OPML.
    """
    root = tree_of(data)
    if root is None or local_name(root) != "opml":
        raise NotText("it is no OPML that can be read; export the subscriptions again")
    found: dict[str, Outline] = {}
    wrong: list[str] = []
    for body in children(root, "body"):
        for attributes, folders in _outlines(body, ()):
            given = attributes.get("xmlurl") or (attributes.get("url") if attributes.get("type") == "link" else None)
            if not given:
                continue
            address = visitable(given)
            if address is None:
                wrong.append(given)
            else:
                found.setdefault(address, Outline(address, _title(attributes), folders))
    return Outlines(tuple(found.values()), tuple(dict.fromkeys(wrong)))


def _outlines(element: Any, folders: tuple[str, ...]) -> Iterator[tuple[dict[str, str], tuple[str, ...]]]:
    """The attributes of every outline below ``element``, names in lower case, with the folders that it stands in."""
    for child in children(element, "outline"):
        attributes = {str(name).lower(): str(value) for name, value in child.attrib.items()}
        yield attributes, folders
        if len(folders) < DEEPEST and len(child):
            title = _title(attributes)
            yield from _outlines(child, (*folders, title) if title else folders)


def _title(attributes: dict[str, str]) -> str | None:
    return plain(attributes.get("title")) or plain(attributes.get("text"))


def write(subscriptions: Iterable[Subscription]) -> bytes:
    """``subscriptions`` as OPML 2, sorted by folder, title and address: the same bytes for the same subscriptions.

    A sitemap or a page is an outline of the type ``link``, which feed readers pass over and :func:`parse` takes back.
    """
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = "Onrecord"
    folders: dict[tuple[str, ...], ET.Element] = {(): ET.SubElement(root, "body")}
    for each in sorted(subscriptions, key=lambda each: (each.folders, each.title or "", each.address)):
        parent = folders[()]
        for depth, name in enumerate(each.folders, start=1):
            path = each.folders[:depth]
            if path not in folders:
                folders[path] = ET.SubElement(parent, "outline", text=name)
            parent = folders[path]
        named = {"text": each.title or each.address}
        if each.kind in ("page", "sitemap"):
            ET.SubElement(parent, "outline", named, type="link", url=each.address)
        else:
            ET.SubElement(parent, "outline", named, type="rss", xmlUrl=each.address)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"
