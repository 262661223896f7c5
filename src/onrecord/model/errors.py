"""The tree of errors. Every message is one sentence that says what is wrong and what to do next.

::

    OnrecordError
    ├── UsageError            the call itself is wrong (exit status 2)
    ├── InputError            one input cannot be taken; the others go on (a refused fate, exit status 1)
    │   ├── UnreadableInput   it cannot be opened
    │   ├── UnsafeInput       it is too large, a bomb, a loop or leads outside
    │   └── NotText           it holds no text that could be an article
    ├── NotFound              no record has this identifier
    ├── RulingError           a ruling that fits no record or contradicts itself
    ├── Outdated              somebody else changed it since one looked
    ├── AccessError           who asks is not known, or may not do this
    │   └── TooManyAttempts   wrong too often: wait
    └── DeskError             the desk as a whole cannot be used
        ├── DeskBusy          another process is writing to it
        ├── DeskDamaged       its file is not a desk, or is damaged
        └── DeskTooNew        it was written by a later Onrecord
"""

from __future__ import annotations


class OnrecordError(Exception):
    """The root. ``kind`` names the error for programs; ``str()`` is the sentence for people."""

    kind = "error"
    exit_status = 1


class UsageError(OnrecordError):
    kind = "usage"
    exit_status = 2


class InputError(OnrecordError):
    kind = "input"


class UnreadableInput(InputError):
    kind = "unreadable"


class UnsafeInput(InputError):
    kind = "unsafe"


class NotText(InputError):
    kind = "not_text"


class NotFound(OnrecordError):
    kind = "not_found"


class RulingError(OnrecordError):
    kind = "ruling"
    exit_status = 2


class Outdated(OnrecordError):
    kind = "outdated"


class AccessError(OnrecordError):
    kind = "access"


class TooManyAttempts(AccessError):
    """``seconds`` is how long to wait."""

    kind = "too_many_attempts"

    def __init__(self, sentence: str, seconds: int) -> None:
        super().__init__(sentence)
        self.seconds = seconds


class DeskError(OnrecordError):
    kind = "desk"


class DeskBusy(DeskError):
    kind = "busy"


class DeskDamaged(DeskError):
    kind = "damaged"


class DeskTooNew(DeskError):
    kind = "too_new"
