"""The key that signs cookies and tokens of forms: 32 bytes in the desk's folder that its owner alone may read."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from onrecord.model.errors import DeskError

FILE_NAME = "accounts.key"
LENGTH = 32


def read_key(folder: Path) -> bytes:
    """The key of the desk in ``folder``, made where there is none. Raises ``DeskError`` where others may read it or it is cut off.

    Whoever deletes the file logs everybody out; nothing else is lost.
    """
    path = folder / FILE_NAME
    if not path.exists():
        _make(path)
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_mode & 0o077:
            raise DeskError(f"Others on this machine may read {path}: run `chmod 600 {path}`, or delete it.")
        key = file.read()
    if len(key) != LENGTH:
        raise DeskError(f"{path} holds no key: delete it, and everybody logs in again.")
    return key


def _make(path: Path) -> None:
    """The file, whole as soon as anybody sees it: several may want it at once."""
    made = path.with_name(f"{path.name}-{secrets.token_hex(4)}")
    with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(LENGTH))
    try:
        os.link(made, path)
    except FileExistsError:
        pass  # another was faster
    finally:
        made.unlink()
