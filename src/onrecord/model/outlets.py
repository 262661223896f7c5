"""What outlets are called: one may be named in several ways, by reports, by each other and by editors."""

from __future__ import annotations

from collections.abc import Iterable

#: News agencies by the short names under which they are credited. Other outlets are recognised by their own names.
AGENCIES: dict[str, str] = {
    "AAP": "Australian Associated Press",
    "AFP": "Agence France-Presse",
    "ANSA": "Agenzia Nazionale Stampa Associata",
    "AP": "Associated Press",
    "dpa": "Deutsche Presse-Agentur",
    "EFE": "Agencia EFE",
    "PA": "PA Media",
    "TASS": "TASS",
    "UPI": "United Press International",
}

_FULL = {short.casefold(): full.casefold().removeprefix("the ") for short, full in AGENCIES.items()}


def outlet_key(name: str) -> str:
    """What the names of one outlet have in common: "AP" and "The Associated Press", "Telegraph" and "The Telegraph"."""
    folded = " ".join(name.casefold().split())
    anonymous, between, outlet = folded.rpartition(" via ")
    outlet = outlet.removeprefix("the ")
    return f"{anonymous}{between}{_FULL.get(outlet, outlet)}"


def names_of_one(outlet: str, names: Iterable[str]) -> list[str]:
    """Those of ``names`` that mean the outlet called ``outlet``."""
    key = outlet_key(outlet)
    return [name for name in names if outlet_key(name) == key]
