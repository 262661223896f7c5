"""Folders to make something in before it stands where it belongs: whole, or not at all."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

from onrecord.model.errors import UsageError

#: How the names of such folders begin.
_PREFIX = ".onrecord-"


@contextmanager
def workshop(target: Path) -> Iterator[Path]:
    """A new folder beside ``target``, readable by its owner alone, that is gone when the block ends.

    What a killed process left of one there is deleted first: it is told by a lock that falls with its process. Raises
    ``UsageError`` where no folder can be made there.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        for left in target.parent.glob(f"{_PREFIX}*"):
            with suppress(OSError), _locked(left):
                shutil.rmtree(left, ignore_errors=True)
        made = target.parent / f"{_PREFIX}{uuid4().hex[:12]}"
        made.mkdir(mode=0o700)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        raise UsageError(f"{target} cannot be made ({why}): name another place.") from error
    try:
        with suppress(BlockingIOError), _locked(made):
            yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the lock of ``folder``; ``BlockingIOError`` where another process does."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def synced(path: Path) -> None:
    """Let what was written to ``path``, a file or a folder, outlast a loss of power."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
