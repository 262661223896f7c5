"""How long somebody who guessed wrong must wait. Pure: the times of failures in, seconds out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

#: Seconds for which a failure counts.
WINDOW: Final = 3600.0
_LONGEST: Final = 900.0

#: Failures that are free of charge: of one account from one address, of one address, and of one account from addresses that it never
#: logged in from. The last keeps guessing from many addresses below a hundred an hour (ASVS 2.2.1) without locking anybody out: who
#: logged in from an address before is not held up there by others' failures.
_OF_BOTH, _OF_ADDRESS, _OF_ACCOUNT = 3, 20, 50


def seconds_to_wait(
    both: Sequence[float], address: Sequence[float], account: Sequence[float], *, known: bool, now: float
) -> float:
    """Seconds until the next try is looked at; 0 for at once.

    ``both``, ``address`` and ``account`` are the times of failures of this account from this address, of anybody from it, and of this
    account from anywhere; ``known`` says whether the account has logged in from this address before. The delay doubles with each.
    """
    waits = [_wait(both, _OF_BOTH, now), _wait(address, _OF_ADDRESS, now)]
    if not known:
        waits.append(_wait(account, _OF_ACCOUNT, now))
    return max(waits)


def _wait(failures: Sequence[float], free: int, now: float) -> float:
    counted = [at for at in failures if now - WINDOW < at <= now]
    if len(counted) < free:
        return 0.0
    delay = min(_LONGEST, 2.0 ** min(len(counted) - free, 20))
    return max(0.0, max(counted) + delay - now)
