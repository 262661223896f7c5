"""What else is to go once reports were removed: what kept states hold of their passages, and the podcasts that quote them.

Both can go only behind the transaction that deletes the reports: what a state holds is put aside while their threads are made anew, and a
file is in no transaction. So that transaction notes whose these are, and whichever run gets that far takes them out, again from the
beginning where one was killed.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from onrecord.desk.store import Store
from onrecord.model.errors import DeskError

#: The stamp that keeps the articles of which more is to go.
_DUE = "forget"


def note(store: Store, article_ids: Collection[str]) -> None:
    """Note that more of these articles is to go. Stands in the transaction that deletes them."""
    if article_ids:
        store.put_stamp(_DUE, json.dumps(sorted({*_noted(store), *article_ids})))


def finish(store: Store, folder: Path | None) -> None:
    """Take out what is due, with the podcasts in the desk's own ``folder``. Raises ``DeskError`` where a file cannot be deleted."""
    from onrecord.desk import podcasts, states  # noqa: PLC0415 - most runs remove nothing

    if not (article_ids := _noted(store)):
        return
    with store.transaction():
        states.forget(store, article_ids)
    if folder is not None:
        try:
            podcasts.forget(folder / podcasts.FOLDER, article_ids)
        except OSError as error:
            raise DeskError(
                f"The text is removed, but a podcast that quotes it cannot be deleted ({error.strerror}): delete it in "
                f"{folder / podcasts.FOLDER}, then run any command that adds to the desk."
            ) from error
    with store.transaction():
        store.put_stamp(_DUE, None)


def _noted(store: Store) -> list[str]:
    return list(json.loads(store.stamp(_DUE) or "[]"))
