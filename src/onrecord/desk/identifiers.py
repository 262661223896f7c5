"""Identifiers as people give them: whole or the beginning of one, of today or from before a story grew or was merged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.desk.store import Former, Store
from onrecord.model.relations import CopyGroup, Story


@dataclass(frozen=True, slots=True)
class Redirect:
    """An identifier that is no more, since when (UTC), and what has its articles now: the one with most of them first."""

    old: str
    since: str
    new: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """What became of it, for people."""
        new, *more = self.new
        also = f", and partly {', '.join(more)}" if more else ""
        return f"{self.old} is now {new}{also}, since {self.since[:10]}."


def current(store: Store, identifier: str) -> str:
    """The identifier that a record has now: of one that is no more the one that it leads to, every other as it is."""
    found = redirect(store, identifier)
    return found.new[0] if found else identifier


def redirect(store: Store, identifier: str) -> Redirect | None:
    """Where an identifier leads that is no more; ``None`` where it is one of today, or leads nowhere."""
    former = store.former(identifier)
    return _led(store, former) if former else None


def redirects(store: Store, prefix: str) -> Iterator[Redirect]:
    """Where every identifier leads that is no more and begins with ``prefix``, sorted."""
    for former in store.all_former():
        if former.id.startswith(prefix) and (found := _led(store, former)):
            yield found


def _led(store: Store, former: Former) -> Redirect | None:
    counts: Counter[str] = Counter()
    for rank, article_id in enumerate(former.article_ids):
        for now in _having(store, article_id, former.id.partition("_")[0]):
            # The first article gave the identifier: where two have as many of the articles it decides.
            counts[now] += 2 if rank else 3
    new = tuple(sorted(counts, key=lambda one: (-counts[one], one)))
    return Redirect(former.id, former.since, new) if new else None


def _having(store: Store, article_id: str, kind: str) -> list[str]:
    """The identifiers of the thread, or of the stories or copy groups, that an article is in."""
    if kind == "thr":
        return [each.component_id for each in store.memberships("relate", [article_id]).values()]
    neighbourhoods = store.neighbourhoods([article_id])
    groups: list[Story | CopyGroup] = [
        group for each in neighbourhoods for group in (each.stories if kind == "story" else each.copies)
    ]
    return [group.id for group in groups if article_id in _articles(group)]


def _articles(group: Story | CopyGroup) -> tuple[str, ...]:
    if isinstance(group, Story):
        return group.article_ids
    return (group.first_article_id, *(member.article_id for member in group.members))
