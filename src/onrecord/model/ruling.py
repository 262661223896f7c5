"""An editor's decisions. They are inputs like any other: reprocessing never loses them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal, get_args

from onrecord.model.identity import make_id

RulingKind = Literal[
    "speaker",  # target: statement, value: the right name
    "stance",  # target: statement, value: a stance
    "anonymous",  # target: statement, value: yes or no
    "figure",  # target: figure, value: a number, LOW..HIGH
    "place",  # target: figure or event, value: a place's name, or NAME [KEY]
    "date",  # target: article, value: YYYY-MM-DD or START..END
    "merge",  # target: article, value: articles; they all belong to one story
    "split",  # target: article, value: articles; it is in no story with any of them
    "move",  # target: article, value: those it goes to, the first of them leading, "not" and those it leaves
    "not_a_copy",  # target: article, value: article
    "not_same_claim",  # target: statement or figure, value: those of a claim that it says nothing of
    "not_a_difference",  # target: difference, value: its kind and the passages that were set against each other
    "reliability",  # target: an outlet's name, value: a letter of the Admiralty code, A to F
    "owner",  # target: an outlet's name, value: who owns it
    "control",  # target: an outlet's name, value: a note on who controls it, a state for one
    "confirm",  # target: statement, figure, claim, difference or event; value: empty
    "mute",  # the same targets; the record stays but is left out of the brief
    "withdraw",  # target: ruling, which counts no more; value: empty
]
RULING_KINDS: tuple[str, ...] = get_args(RulingKind)

#: The kinds that say which articles are of one story, and all whose target and value are articles.
STORY_RULINGS: tuple[str, ...] = ("merge", "split", "move")
ARTICLE_RULINGS: tuple[str, ...] = (*STORY_RULINGS, "not_a_copy")

#: The kinds whose target is an outlet, by its name as the reports have it.
OUTLET_RULINGS: tuple[str, ...] = ("reliability", "owner", "control")

#: The reliability of a source by the Admiralty code: from A, completely reliable, to E, unreliable; F cannot be judged.
LETTERS: tuple[str, ...] = ("A", "B", "C", "D", "E", "F")

#: The kinds that a neighbourhood is made from; all others change the thread alone.
GROUP_RULINGS: tuple[str, ...] = (*ARTICLE_RULINGS, "date", "withdraw")

#: What a ruling says of two articles: they are of one story, they are not, or it is left to the machine again.
Verdict = Literal["together", "apart", "open"]

#: Stands in the value of a move before the articles that are left.
NOT = "not"


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision, by whom, when and why. Of two that contradict each other the later one stands.

    Rulings on stories name articles, never stories: whatever happens to a story, it stays clear what was ruled on. In the same way
    those on claims name statements and figures, and those on differences name passages. ``was`` is what the desk answered before, for
    people; empty where that is not one value.
    """

    id: str
    kind: RulingKind
    target: str
    value: str
    by: str
    at: str
    why: str
    was: str = ""

    @classmethod
    def of(cls, kind: RulingKind, target: str, value: str, by: str, at: str, why: str, was: str = "") -> Ruling:
        """A ruling with its identifier filled in."""
        return cls(make_id("rul", kind, target, value, by, at), kind, target, value, by, at, why, was)

    @property
    def article_ids(self) -> tuple[str, ...]:
        """The articles that a ruling on articles names, the target first; none for the other kinds."""
        if self.kind not in ARTICLE_RULINGS:
            return ()
        return (self.target, *(word for word in self.value.split() if word != NOT))

    def story_pairs(self) -> Iterator[tuple[str, str, Verdict]]:
        """What it says of the stories of each two articles that it names."""
        if self.kind == "merge":
            yield from ((one, other, "together") for one, other in combinations(self.article_ids, 2))
        elif self.kind == "split":
            yield from ((self.target, other, "apart") for other in self.value.split())
        elif self.kind == "move":
            goes_to, left = self.moves()
            for rank, other in enumerate(goes_to):
                yield self.target, other, "open" if rank else "together"
            yield from ((self.target, other, "apart") for other in left)

    def moves(self) -> tuple[list[str], list[str]]:
        """Of a move the articles that the target goes to, and those that it leaves."""
        words = self.value.split()
        at = words.index(NOT) if NOT in words else len(words)
        return words[:at], words[at + 1 :]

    def without(self, article_id: str) -> Ruling | None:
        """What is left of a ruling on articles when one of them is removed; ``None`` where nothing is."""
        words = [word for word in self.value.split() if word != article_id]
        if self.target == article_id:
            if self.kind != "merge" or len(words) < 2:
                return None
            return replace(self, target=words[0], value=" ".join(words[1:]))
        return replace(self, value=" ".join(words)) if words and words[0] != NOT else None


def standing(rulings: Iterable[Ruling]) -> list[Ruling]:
    """The rulings that count, oldest first: those that no later one withdrew."""
    ordered = sorted(rulings, key=lambda ruling: (ruling.at, ruling.id))
    withdrawn: set[str] = set()
    for ruling in reversed(ordered):
        if ruling.kind == "withdraw" and ruling.id not in withdrawn:
            withdrawn.add(ruling.target)
    return [ruling for ruling in ordered if ruling.kind != "withdraw" and ruling.id not in withdrawn]


def on_stories(rulings: Iterable[Ruling]) -> dict[frozenset[str], tuple[Verdict, Ruling]]:
    """For each two articles on whose stories there is a ruling what the last one says of them; the latest pairs last."""
    found: dict[frozenset[str], tuple[Verdict, Ruling]] = {}
    for ruling in standing(rulings):
        for one, other, verdict in ruling.story_pairs():
            found.pop(frozenset((one, other)), None)
            found[frozenset((one, other))] = verdict, ruling
    return found


def for_outlets(rulings: Iterable[Ruling], kind: RulingKind) -> dict[str, Ruling]:
    """The ruling of ``kind`` that stands on each outlet, by its name; the latest last."""
    found: dict[str, Ruling] = {}
    for ruling in standing(rulings):
        if ruling.kind == kind:
            found.pop(ruling.target, None)
            found[ruling.target] = ruling
    return found


def passage_key(article_id: str, start: int, end: int) -> str:
    """A passage as rulings write it."""
    return f"{article_id}:{start}-{end}"
