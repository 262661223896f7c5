"""Across articles: copies, stories, dates, actors, series, claims, differences, timeline."""

from onrecord.relate.links import Link, keys, link
from onrecord.relate.neighbourhoods import PARTING, group, neighbourhoods
from onrecord.relate.relating import relate
from onrecord.relate.sketches import sketch

#: Raise it when a change in this room changes what it gives.
VERSION = "14"

__all__ = ["PARTING", "VERSION", "Link", "group", "keys", "link", "neighbourhoods", "relate", "sketch"]
