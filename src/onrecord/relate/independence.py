"""Which origins are independent of each other: a ministry and its minister, or a capital and its country, are one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from onrecord.model.outlets import outlet_key
from onrecord.model.relations import Position
from onrecord.model.statement import Actor, Speaker

#: Roles whose holder speaks for a state.
_STATE_ROLE = re.compile(
    r"\b(?:minister|premier|president|chancellor|secretary|spokes\w+|ambassador|envoy|general|admiral|colonel|commander|"
    r"official|king|queen|governor|chief of)\b",
    re.IGNORECASE,
)


class Houses:
    """For each actor the house that it speaks for: a state, or itself.

    A country, a body or office of a country, and a person whose role is one of state, speak for that country. It is not asked
    whether a body with a country is one of the government: to count two as one is the safer error. Outlets of one owner, as far as
    editors say who owns them (``owners``, by the outlet's name), are one house.
    """

    def __init__(self, actors: Iterable[Actor], owners: Mapping[str, str] | None = None) -> None:
        self._of: Mapping[str, str] = {actor.id: _house(actor) for actor in actors}
        self._owners = {outlet_key(outlet): owner for outlet, owner in (owners or {}).items()}

    def origins(self, positions: Sequence[Position]) -> tuple[str, ...]:
        """The independent origins of ``positions``, each by the name that comes first among those of its house, sorted."""
        named: dict[str, str] = {}
        for position in positions:
            named.setdefault(self.of(position), position.origin)
        return tuple(sorted(named.values()))

    def of(self, position: Position) -> str:
        """The house that a position is of."""
        house = self._of.get(position.actor_id or "")
        if house:
            return house
        anonymous, between, outlet = (key := outlet_key(position.origin)).rpartition(" via ")
        owner = self._owners.get(outlet)
        return f"{anonymous}{between}owner {owner.casefold()}" if owner else key

    def owners_of_several(self, positions: Sequence[Position]) -> tuple[str, ...]:
        """The owners of whose outlets two or more hold ``positions``, and are counted as one; sorted."""
        outlets: dict[str, set[str]] = {}
        for position in positions:
            outlet = outlet_key(position.origin).rpartition(" via ")[2]
            if outlet in self._owners and not self._of.get(position.actor_id or ""):
                outlets.setdefault(self._owners[outlet], set()).add(outlet)
        return tuple(sorted(owner for owner, own in outlets.items() if len(own) > 1))


def state_of(speaker: Speaker) -> str | None:
    """The country for which a speaker speaks, as far as the words that name the speaker tell."""
    of_state = speaker.kind != "person" or (speaker.role is not None and _STATE_ROLE.search(speaker.role) is not None)
    return speaker.country if of_state else None


def _house(actor: Actor) -> str:
    if actor.country and (
        actor.kind != "person" or any(_STATE_ROLE.search(role.role) is not None for role in actor.roles)
    ):
        return f"state {actor.country}"
    return actor.name
