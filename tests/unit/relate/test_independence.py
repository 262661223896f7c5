"""Who counts as one origin."""

from __future__ import annotations

from onrecord.model.passage import Evidence
from onrecord.model.relations import Position
from onrecord.model.statement import Actor, Role
from onrecord.model.when import UNKNOWN_TIME
from onrecord.relate.independence import Houses

PLACE = Evidence.of("art_1", "words", 0, 5)


def actor(name: str, kind: str = "person", country: str | None = None, role: str = "") -> Actor:
    roles = (Role(role, PLACE),) if role else ()
    return Actor(f"act_{name}", name, kind, (name,), roles, country, ("art_1",), (PLACE,))  # type: ignore[arg-type]


def position(name: str, *, known: bool = True) -> Position:
    return Position(
        "supports", "st_1", None, f"act_{name}" if known else None, name, not known, name, UNKNOWN_TIME, PLACE
    )


HOUSES = Houses(
    [
        actor("Varnia", "country", "VA"),
        actor("Varnish Defence Ministry", "body", "VA"),
        actor("Ada Holm", country="VA", role="foreign minister"),
        actor("Per Lund", country="VA", role="surgeon"),
        actor("Lasmin", "country", "LA"),
    ]
)


def origins(*names: str) -> tuple[str, ...]:
    return HOUSES.origins([position(name) for name in names])


def test_a_state_is_one_origin_however_many_speak_for_it() -> None:
    assert origins("Varnia", "Varnish Defence Ministry", "Ada Holm") == ("Varnia",)


def test_two_states_are_two() -> None:
    assert origins("Varnia", "Lasmin") == ("Lasmin", "Varnia")


def test_a_citizen_speaks_for_himself() -> None:
    assert origins("Varnia", "Per Lund") == ("Per Lund", "Varnia")


def test_the_unnamed_are_their_own_origins() -> None:
    unnamed = [position("anonymous via A", known=False), position("anonymous via B", known=False)]
    assert HOUSES.origins(unnamed) == ("anonymous via A", "anonymous via B")


def test_an_outlet_is_one_origin_however_its_name_is_written() -> None:
    unnamed = [
        position(name, known=False) for name in ("Telegraph", "The Telegraph", "AP", "Associated Press", "the AP")
    ]
    assert HOUSES.origins(unnamed) == ("AP", "Telegraph")
    told = [position(f"anonymous via {name}", known=False) for name in ("AP", "The Associated Press", "Post")]
    assert HOUSES.origins(told) == ("anonymous via AP", "anonymous via Post")
