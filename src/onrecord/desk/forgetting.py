"""What else is to go once reports were removed: what kept states hold of their passages, podcasts that quote them, loads that name them.

All that can go only behind the transaction that deletes the reports: what a state holds is put aside while their threads are made anew, and a
file is in no transaction. So that transaction notes whose these are, and whichever run gets that far takes them out, again from the
beginning where one was killed.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path

from onrecord.desk.store import Store
from onrecord.model.errors import DeskError

#: The stamp that keeps the articles of which more is to go, and the sources that are gone.
_DUE = "forget"


def note(store: Store, article_ids: Collection[str], sources: Collection[str]) -> None:
    """Note that more of these articles and sources is to go. Stands in the transaction that deletes them."""
    known_articles, known_sources = _noted(store)
    if article_ids or sources:
        noted = [sorted({*known_articles, *article_ids}), sorted({*known_sources, *sources})]
        store.put_stamp(_DUE, json.dumps(noted))


def finish(store: Store, folder: Path | None) -> None:
    """Take out what is due, with the podcasts and loads in the desk's own ``folder``. Raises ``DeskError`` where a file cannot be changed."""
    from onrecord.desk import loads, podcasts, states  # noqa: PLC0415 - most runs remove nothing

    article_ids, sources = _noted(store)
    if not (article_ids or sources):
        return
    with store.transaction():
        states.forget(store, article_ids)
    if folder is not None:
        try:
            podcasts.forget(folder / podcasts.FOLDER, article_ids)
            loads.forget(folder, {*sources, *article_ids}, article_ids)
        except OSError as error:
            raise DeskError(
                f"The text is removed, but a podcast or a load that names it cannot be changed ({error.strerror}): see who owns the "
                f"files in {folder}, then run any command that adds to the desk."
            ) from error
    with store.transaction():
        store.put_stamp(_DUE, None)


def _noted(store: Store) -> tuple[list[str], list[str]]:
    article_ids, sources = json.loads(store.stamp(_DUE) or "[[], []]")
    return article_ids, sources
