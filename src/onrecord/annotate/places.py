"""Places in the sentences of one article.

A spelling that the gazetteer knows is a place where it is not weak; a weak one (also an ordinary word, somebody's name or a
small town) needs evidence beside it: a preposition of place, "the town of", or its country behind a comma. A name
that the gazetteer does not know is a place by context alone: "in Varsk", "the port of Varsk", "Varsk province". Where several
places share a spelling, the country that the article speaks of decides, then the order of the gazetteer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.annotate import name_words as words
from onrecord.annotate.gazetteer import MOST_WORDS, Gazetteer, Place
from onrecord.annotate.lexicon import lexicon
from onrecord.annotate.tokens import Token

#: So many times larger, a town is meant even where the article speaks of its namesake's country: in a report on the United
#: States, Melbourne is still the one in Australia.
MUCH_LARGER = 3


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """The tokens ``first`` to ``last`` (exclusive) of a sentence spell ``place``.

    ``certain`` is false for weak spellings without evidence: they count only where nothing else claims the tokens.
    ``possessive`` also where the apostrophe was lost ("Varnias minister").
    """

    first: int
    last: int
    place: Place
    possessive: bool
    certain: bool


def find_places(sentences: Sequence[Sequence[Token]], gazetteer: Gazetteer) -> list[list[PlaceHit]]:
    """For each sentence, given as its tokens, the places that it names, in order, not overlapping."""
    spelled = [_spellings(tokens, gazetteer) for tokens in sentences]
    countries = frozenset(
        places[0].country
        for hits in spelled
        for _, _, places, _ in hits
        if places[0].country and not places[0].weak and _tells_country(places)
    )
    return [
        [_choose(tokens, *hit, countries, gazetteer) for hit in hits]
        for tokens, hits in zip(sentences, spelled, strict=True)
    ]


def _tells_country(places: tuple[Place, ...]) -> bool:
    """Whether a spelling says which country the article speaks of; a name that several towns share does not."""
    return len(places) == 1 or places[0].kind == "country" or places[0].capital_of is not None


#: Before an adjective that nothing follows: a language is meant.
_SPEAKING = frozenset(("in", "speak", "speaks", "spoke", "speaking", "learn", "fluent"))

Spelling = tuple[int, int, tuple[Place, ...], bool]


def _spellings(tokens: Sequence[Token], gazetteer: Gazetteer) -> list[Spelling]:
    """First token, last token, what it can mean, possessive: the longest from left to right."""
    found: list[Spelling] = []
    at = 0
    while at < len(tokens):
        starts = tokens[at].folded != "the" and (tokens[at].capital or tokens[at].text[0].isdigit())
        hit = _spelling_at(tokens, at, gazetteer) if starts else None
        if hit:
            found.append(hit)
            at = hit[1]
        else:
            at += 1
    return found


def _spelling_at(tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> Spelling | None:
    ends = [at]
    while len(ends) < MOST_WORDS and ends[-1] + 1 < len(tokens):
        here, following = tokens[ends[-1]], tokens[ends[-1] + 1]
        if here.possessive and not following.capital:
            break
        if not following.joined or not (following.word or following.text == "&"):
            break
        ends.append(ends[-1] + 1)
    for last in reversed(ends):
        text = " ".join(token.stem if token is tokens[last] else token.text for token in tokens[at : last + 1])
        if last > at and not (tokens[last].capital or tokens[last].folded in words.GEO_HEADS or text[0].isdigit()):
            continue
        if text[0].isdigit() and last == at:
            continue
        places = tuple(place for place in gazetteer.lookup(text) if _fits(tokens, at, last + 1, place))
        if places:
            return at, last + 1, places, tokens[last].possessive
    return _lost_apostrophe(tokens, at, gazetteer)


def _lost_apostrophe(tokens: Sequence[Token], at: int, gazetteer: Gazetteer) -> Spelling | None:
    """ "Varnias minister": the possessive of a country or capital whose apostrophe was lost on the way."""
    token = tokens[at]
    if (
        len(token.text) < 3
        or not token.text.endswith("s")
        or token.possessive
        or at + 1 >= len(tokens)
        or not tokens[at + 1].word
    ):
        return None
    places = tuple(
        place
        for place in gazetteer.lookup(token.text[:-1])
        if place.sense == "name" and not place.weak and (place.kind == "country" or place.capital_of)
    )
    return (at, at + 1, places, True) if places else None


def _fits(tokens: Sequence[Token], first: int, last: int, place: Place) -> bool:
    """Whether the words beside allow this meaning at all."""
    before = tokens[first - 1].folded if first else ""
    if place.needs_the and before != "the":
        return False
    if (
        tokens[first].upper
        and place.kind == "town"
        and first
        and not all(token.upper for token in tokens if token.word)
    ):
        return False  # an abbreviation; datelines stand first
    if place.sense == "adjective" and before in _SPEAKING and not (last < len(tokens) and tokens[last].word):
        return False  # "in English"
    if (
        place.key.startswith("region:") and place.sense == "adjective"
    ):  # "Western allies", but "the Western Military District"
        return last < len(tokens) and tokens[last].word and not tokens[last].capital and tokens[last].joined
    return True


def _choose(
    tokens: Sequence[Token],
    first: int,
    last: int,
    places: tuple[Place, ...],
    possessive: bool,
    countries: frozenset[str],
    gazetteer: Gazetteer,
) -> PlaceHit:
    behind = _country_behind(tokens, last, gazetteer)
    if behind is not None:
        for place in places:
            if place.country == behind and place.kind != "country":
                return PlaceHit(first, last, place, possessive, True)
    street = (
        last < len(tokens) and tokens[last].joined and tokens[last].capital and tokens[last].folded in words.GEO_HEADS
    )
    if street and places[0].sense == "name":  # "Odessa Street" is not Odessa
        return PlaceHit(first, last, places[0], possessive, False)
    best = places[0]
    if best.weak or best.kind == "town":
        least = 0 if best.weak else best.population / MUCH_LARGER
        spoken_of = [place for place in places if place.country in countries and place.population >= least]
        if spoken_of and (best.weak or best.country not in countries) and not best.capital_of:
            best = spoken_of[0]
    lesser = best.kind == "town" and best.capital_of is None and last - first == 1
    if lesser and _name_goes_on(tokens, last):
        return PlaceHit(first, last, best, possessive, False)
    certain = not best.weak or _evidence(tokens, first, last, best, countries)
    return PlaceHit(first, last, best, possessive, certain)


def _evidence(tokens: Sequence[Token], first: int, last: int, place: Place, countries: frozenset[str]) -> bool:
    """Whether a weak spelling is a place here."""
    if tokens[first].folded in words.MONTHS | words.WEEKDAYS:
        return False
    before = tokens[first - 1].folded if first else ""
    if before in words.PLACE_PREPOSITIONS:
        return True
    if before == "of" and first > 1 and tokens[first - 2].folded in words.PLACE_NOUNS:
        return True
    tables = lexicon()
    name = " ".join(token.folded for token in tokens[first:last])
    someone = name in tables.ordinary or name in tables.first_names or name in tables.surnames
    return not someone and (place.country in countries or before in words.MOTION_PREPOSITIONS)


def _name_goes_on(tokens: Sequence[Token], last: int) -> bool:
    """Whether a capitalised word behind makes the name another one's ("Eden Hazard")."""
    if last >= len(tokens) or not tokens[last].joined or not tokens[last].capital or tokens[last - 1].possessive:
        return False
    word = tokens[last].folded
    return not (
        word in lexicon().role_heads
        or word in words.BODY_HEADS
        or word in words.PLACE_NOUNS
        or word in words.ROLE_MODIFIERS
        or word in words.WEEKDAYS
        or word in lexicon().bodies
        or lexicon().is_ordinary(word)
    )


def _country_behind(tokens: Sequence[Token], last: int, gazetteer: Gazetteer) -> str | None:
    """The country or state after a comma: "Varsk, Varnia"."""
    if last + 1 < len(tokens) and tokens[last].text == "," and tokens[last + 1].capital:
        for size in (2, 1):
            text = " ".join(token.stem for token in tokens[last + 1 : last + 1 + size])
            for place in gazetteer.lookup(text):
                if place.sense == "name" and place.kind in {"country", "region"}:
                    return place.country
    return None


def place_by_context(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the capitalised tokens ``first`` to ``last``, which the gazetteer does not know, are a place by what stands beside."""
    before = tokens[first - 1].folded if first else ""
    after = tokens[last].folded if last < len(tokens) and tokens[last].joined else ""
    if tokens[last - 1].folded in words.GEO_HEADS and last - first > 1:
        return True
    if tokens[first].folded in words.GEO_OPENERS and last - first > 1:
        return True
    if after in words.PLACE_NOUNS or (before in words.PLACE_NOUNS and not tokens[first - 1].capital):
        return True
    if before == "of" and first > 1 and tokens[first - 2].folded in words.PLACE_NOUNS:
        return True
    return before in words.PLACE_PREPOSITIONS and not tokens[last - 1].possessive
