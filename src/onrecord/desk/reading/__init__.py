"""What pages show: read models. Pure functions from a :class:`Shelf` to frozen records, the same for HTML and JSON."""

from onrecord.desk.reading.library import Library

__all__ = ["Library"]
