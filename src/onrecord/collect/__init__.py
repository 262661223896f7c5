"""The outside world to inputs: files, folders, globs, standard input, JSON records, mail and zip archives of them.

:func:`gather` is the room's one function. It is the only place of Onrecord that opens what a user names; what it gives
are bytes with a name, and one :class:`~onrecord.model.capture.Refusal` for everything that could not be taken.
"""

from onrecord.collect.gathering import gather
from onrecord.collect.inputs import Input
from onrecord.collect.limits import Limits

__all__ = ["Input", "Limits", "gather"]
