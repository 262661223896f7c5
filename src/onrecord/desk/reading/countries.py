"""What countries are called."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=512)
def country_words(code: str | None) -> str:
    """A country by its ISO 3166 code or by the key of a desk's own place, in English: ``UA`` as ``Ukraine``, ``local:Orrenia`` as ``Orrenia``."""
    if not code:
        return ""
    if code.startswith("local:"):
        return code.removeprefix("local:")
    from babel import Locale  # noqa: PLC0415 - its tables are loaded once a country is named

    return str(Locale("en").territories.get(code, code))
