"""The statements of a desk that somebody asks for: by speaker, stance and day, with attitudes where they are wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args

from onrecord.desk.store import Store
from onrecord.model.calendar import bind_or_published
from onrecord.model.codec import from_plain, read_plain, to_plain
from onrecord.model.errors import UsageError
from onrecord.model.names import folded
from onrecord.model.statement import Stance
from onrecord.model.when import When

Plain = dict[str, Any]

#: Characters of a day as YYYY-MM-DD.
_DAY = 10


@dataclass(frozen=True, slots=True)
class Choice:
    """Which statements are asked for; what is empty chooses nothing.

    ``actor``: a name, an alias or a part of one in whole words ("Truss"), however it is written, or an actor's identifier.
    ``stance``: a value of ``Stance``. ``since``: a day; statements that may be as new, so that undated ones are left out.
    ``attitudes``: also what somebody thinks or wants and is not reported to have said. Raises ``UsageError``.
    """

    actor: str = ""
    stance: str = ""
    since: str = ""
    attitudes: bool = False

    def __post_init__(self) -> None:
        if self.stance and self.stance not in get_args(Stance):
            raise UsageError(f"There is no stance {self.stance!r}: choose one of {', '.join(get_args(Stance))}.")
        if self.since:
            try:
                understood = date.fromisoformat(self.since).isoformat() == self.since
            except ValueError:
                understood = False
            if not understood:
                raise UsageError(f"{self.since!r} is no day: give one as 2031-05-02.")
        if self.actor and not folded(self.actor):
            raise UsageError(f"{self.actor!r} holds no name: give a name, an alias or an actor's identifier.")


def attitudes(store: Store) -> Iterator[Plain]:
    """What somebody thinks or wants, as statements with ``attitude`` true, by article and place.

    They are not related: the speaker is the one that the article itself gives, without an identifier.
    """
    for article in store.all_articles():
        published = article.published
        for dating in store.records_about(article.id, "datings"):
            published = from_plain(When, read_plain(dating.body)["published"])
        for annotated in store.annotated([article.id]).values():
            for attitude in annotated.annotations.attitudes:
                plain: Plain = to_plain(attitude)
                yield {**plain, "said": to_plain(bind_or_published(attitude.said, published)), "attitude": True}


def chosen(rows: Iterable[Plain], choice: Choice, actors: Callable[[], Iterable[Plain]]) -> Iterator[Plain]:
    """Those of ``rows`` (statements) that fit; ``actors`` gives all actors of the desk, where they are needed."""
    spoken = speaks(choice.actor, actors()) if choice.actor else None
    for row in rows:
        if choice.stance and row["stance"] != choice.stance:
            continue
        if choice.since and (row["said"]["end"] or "")[:_DAY] < choice.since:
            continue
        if spoken is None or spoken(row["speaker"]):
            yield row


def speaks(name: str, actors: Iterable[Mapping[str, Any]]) -> Callable[[Mapping[str, Any]], bool]:
    """Whether a speaker is one who is called ``name``. Open speakers are nobody: a wrong name is worse than none."""
    wanted = folded(name).split()
    ids = speaks_ids(name, actors)

    def is_called_so(speaker: Mapping[str, Any]) -> bool:
        if speaker["actor_id"]:
            return speaker["actor_id"] in ids
        return _holds(speaker["name"], wanted) or bool(speaker["anonymous"] and _holds(speaker["text"], wanted))

    return is_called_so


def speaks_ids(name: str, actors: Iterable[Mapping[str, Any]]) -> set[str]:
    """The identifiers of those of ``actors`` who are called ``name``."""
    wanted = folded(name).split()

    def ends(alias: str) -> bool:  # an alias may begin with a role, and one that was cut badly may hold another's name
        words = folded(alias).split()
        return words[-len(wanted) :] == wanted

    return {
        actor["id"]
        for actor in actors
        if actor["id"] == name or _holds(actor["name"], wanted) or any(map(ends, actor["names"]))
    }


def _holds(text: str | None, wanted: list[str]) -> bool:
    if not text:
        return False
    words = folded(text).split()
    if len(wanted) == 1:
        return wanted[0] in words
    return any(words[at : at + len(wanted)] == wanted for at in range(len(words) - len(wanted) + 1))
