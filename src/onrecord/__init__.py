"""Onrecord reads what many outlets report about a crisis and keeps the record: who said what, when, on whose authority.

>>> from onrecord import open_desk
>>> with open_desk("ukraine") as desk:          # a folder; ``None`` for a desk in memory
...     report = desk.add(["reports/"])
...     brief = desk.brief()                    # doctest: +SKIP
"""

from onrecord.desk import AddReport, Desk, open_desk
from onrecord.model.errors import OnrecordError

__all__ = ["AddReport", "Desk", "OnrecordError", "open_desk"]
