"""The outside world to inputs: files, folders, globs, standard input, records, tables, mail and archives of them.

:func:`gather` is the room's one function. It is the only place of Onrecord that opens what a user names; what it gives
are bytes with a name, and one :class:`~onrecord.model.capture.Refusal` for everything that could not be taken.
:func:`columns_of` understands which columns of a dump a user names.
"""

from onrecord.collect.columns import columns_of
from onrecord.collect.gathering import gather
from onrecord.collect.handed import Handed
from onrecord.collect.inputs import Input
from onrecord.collect.limits import Limits
from onrecord.collect.wanted import Wanted

__all__ = ["Handed", "Input", "Limits", "Wanted", "columns_of", "gather"]
