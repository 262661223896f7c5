"""Across articles: copies, dates, actors, stories, series, claims, differences, timeline."""

from onrecord.relate.links import Link, keys, link
from onrecord.relate.relating import relate

#: Raise it when a change in this room changes what it gives.
VERSION = "2"

__all__ = ["VERSION", "Link", "keys", "link", "relate"]
