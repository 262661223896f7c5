"""Bodies in one sentence: known ones by name, others by the noun that makes a name a body's.

Three shapes: a name from the table ("Nato"); a capitalised run with a body noun in it ("Varsk Harbour Authority", "Ministry of
Defence"); a lower-case body noun behind a country or a proper name ("Varnia's defence ministry", "Lasmin news agency"). A
government's bodies get one canonical name ("Varnish Defence Ministry"), however they are written, so that they are one actor.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.annotate import name_words as words
from onrecord.annotate.gazetteer import Gazetteer
from onrecord.annotate.lexicon import lexicon
from onrecord.annotate.places import PlaceHit
from onrecord.annotate.tokens import Token
from onrecord.model.names import word_set

_CONNECTORS = frozenset(("of", "for", "on", "&"))
#: A body's name goes on over so many words at most.
_MOST_WORDS = 10
#: Nouns of state bodies: with a country and modifiers they make the canonical name.
_STATE = word_set(
    "ministry government army military navy embassy parliament police department intelligence senate treasury cabinet office"
)
#: With a name behind, an outlet's.
_OUTLET_OPENERS = frozenset(("daily", "radio", "agence", "tele"))
#: Only these go on with "on" ("Council on Foreign Relations").
_ON = word_set("council committee commission panel institute group")
#: Nouns of bodies that a town has as well: "Varsk police" is not the country's.
_LOCAL = word_set(
    "embassy consulate police administration government guard council court authority office service services"
)
#: Capitalised, with "the" or without, these are bodies by themselves.
_ALONE = word_set("parliament congress senate cabinet army navy government commons ministry treasury")
_SPELLED = {"defense": "defence", "labor": "labour", "external": "foreign"}


@dataclass(frozen=True, slots=True)
class BodyHit:
    """The tokens ``first`` to ``last`` (exclusive) name a body. ``noun`` is the folded noun of a described body. ``elsewhere``: other
    countries have one of that name too.
    """

    first: int
    last: int
    name: str | None
    country: str | None
    noun: str | None
    possessive: bool
    elsewhere: bool = False


def find_bodies(
    tokens: Sequence[Token], places: Sequence[PlaceHit], gazetteer: Gazetteer, *, shouting: bool
) -> list[BodyHit]:
    """The bodies that the sentence names, in order, not overlapping. ``shouting``: a headline in title case."""
    by_first = {hit.first: hit for hit in places if hit.certain}
    found: list[BodyHit] = []
    at = 0
    while at < len(tokens):
        hit = (
            _known(tokens, at, by_first)
            or _seat(by_first.get(at))
            or _described(tokens, at, by_first, gazetteer)
            or (None if shouting else _named(tokens, at, by_first, gazetteer))
        )
        if hit and (not found or hit.first >= found[-1].last):
            found.append(hit)
            at = hit.last
        else:
            at += 1
    return found


def _seat(place: PlaceHit | None) -> BodyHit | None:
    """ "The Kremlin": a government by where it sits."""
    if place is None or not place.place.metonym:
        return None
    return BodyHit(place.first, place.last, None, place.place.country, "seat", place.possessive)


def _known(tokens: Sequence[Token], at: int, places: dict[int, PlaceHit]) -> BodyHit | None:
    table, openers = lexicon().bodies, lexicon().body_openers
    opener = tokens[at].folded.partition("-")[0]
    if not tokens[at].word or (opener not in openers and opener.removesuffix("s") not in openers):
        return None
    for last in range(min(at + 7, len(tokens)), at, -1):
        run = tokens[at:last]
        if any(not (token.text == "," or (token.joined and (token.word or token.text == "&"))) for token in run[1:]):
            continue
        text = " ".join(token.folded.replace("-", " ") for token in run).replace(" ,", ",")
        body, possessive = table.get(text), run[-1].possessive
        if body is None and last == at + 1 and text.endswith("s") and len(text) > 3:
            body = table.get(text[:-1])  # "Natos": an apostrophe lost
            if body is None or body.kind != "alliance" or not (last < len(tokens) and tokens[last].word):
                continue
            possessive = True
        if body is None or not (run[0].capital or body.lower):
            continue
        if body.in_capitals and not run[0].upper and (len(text) < 4 or text in lexicon().ordinary):
            continue
        if not _stands_alone(tokens, at, last, places):
            continue
        return BodyHit(at, last, body.name, body.country, None, possessive, body.elsewhere)
    return None


def _stands_alone(tokens: Sequence[Token], first: int, last: int, places: dict[int, PlaceHit]) -> bool:
    """Whether a one-word name is not a piece of a longer one ("Labour" in "Labour Day"), nor an ordinary word that opens."""
    if last - first > 1 or tokens[first].upper:
        return True
    tables, name = lexicon(), tokens[first].folded
    if name not in tables.ordinary and name not in tables.first_names and name not in tables.surnames:
        return True
    following = tokens[last] if last < len(tokens) else None
    if following and following.joined and following.capital and not tokens[first].possessive:
        if following.folded in lexicon().role_heads or following.folded in words.ROLE_MODIFIERS:
            return True
        if last not in places and following.folded not in words.HONORIFICS:
            return False
    return name not in tables.ordinary or first > 0


def _described(
    tokens: Sequence[Token],
    at: int,
    by_first: dict[int, PlaceHit],
    gazetteer: Gazetteer,
) -> BodyHit | None:
    """A body noun behind a country or "the": "Varnia's defence ministry", "the foreign ministry", "the Lasmin news agency"."""
    place = by_first.get(at)
    country = place.place.country if place and place.place.sense != "seat" else None
    start = place.last if place else at
    if place and not country and place.place.kind != "region":
        return None
    if not place and not (
        tokens[at].folded == "the" or (tokens[at].capital and tokens[at].folded not in words.NO_NAME)
    ):
        return None
    modifiers: list[Token] = []
    position = start if place else at + 1
    while position < len(tokens) and len(modifiers) < 4 and tokens[position].word and tokens[position].joined:
        token = tokens[position]
        common = token.folded in words.COMMON_BODIES
        named = token.folded in words.NAMED_BODIES and not place and tokens[at].capital
        if token.folded == "forces" and not modifiers:
            break  # "Varnish forces" are soldiers, "Varnish armed forces" a body
        if common and token.folded in words.FIELD_BODIES and not modifiers and not place:
            break
        if token.capital and not place and tokens[at].folded == "the":
            break  # a name: "the Foreign Office"
        if (common or named) and not _goes_on(tokens, position):
            last = (
                _of_what(tokens, position + 1, modifiers)
                if token.folded in {"ministry", "department"}
                else position + 1
            )
            return _describe(tokens, at, position, last, place, country, modifiers, gazetteer)
        if token.folded not in words.BODY_MODIFIERS or token.possessive:
            break
        modifiers.append(token)
        position += 1
    return None


def _of_what(tokens: Sequence[Token], last: int, modifiers: list[Token]) -> int:
    """ "ministry of defence" in lower case: the field counts among the modifiers."""
    if last + 1 >= len(tokens) or tokens[last].folded != "of" or tokens[last - 1].possessive:
        return last
    end = last + 1
    while (
        end < len(tokens)
        and tokens[end].joined
        and (tokens[end].folded in words.BODY_MODIFIERS or tokens[end].folded == "the")
    ):
        modifiers.append(tokens[end])
        end += 1
    return end if end > last + 1 else last


def _goes_on(tokens: Sequence[Token], position: int) -> bool:
    """Whether the noun belongs to the next one ("military build-up", "police chief", "government sources")."""
    following = tokens[position + 1] if position + 1 < len(tokens) else None
    token = tokens[position]
    if token.possessive:
        return False
    if following is None or not following.joined or not following.word:
        return False
    if following.folded in {"forces", "service", "services"}:
        return True
    return (
        following.folded not in words.AFTER_ROLE
        and not following.capital
        and not following.folded.endswith(("ed", "ly"))
    )


def _describe(
    tokens: Sequence[Token],
    at: int,
    head: int,
    last: int,
    place: PlaceHit | None,
    country: str | None,
    modifiers: list[Token],
    gazetteer: Gazetteer,
) -> BodyHit | None:
    noun = tokens[head].folded
    if place is None and tokens[at].folded == "the":
        if not modifiers and noun in words.FIELD_BODIES:
            return None
        first = at + 1
        name = canonical(noun, [token.folded for token in modifiers], None) if modifiers else None
    elif place is None:
        if noun in words.COMMON_BODIES and not modifiers and noun not in {"administration", "government", "regime"}:
            return None
        if tokens[at].possessive and at and tokens[at - 1].capital and tokens[at].joined:
            return None  # "Ora Lind's government" names Ora Lind
        if lexicon().is_ordinary(tokens[at].folded) and (at == 0 or not tokens[at - 1].word):
            return None
        first = at
        name = " ".join(token.stem for token in tokens[at:last])
    else:
        first = at
        local = place.place.kind != "country" and (place.place.capital_of is None or noun in _LOCAL)
        adjective = place.place.name if local else _adjective(country, gazetteer)
        name = canonical(noun, [token.folded for token in modifiers], adjective)
        country = None if noun in {"embassy", "consulate"} and local else country
    return BodyHit(first, last, name, country, noun, tokens[last - 1].possessive)


def canonical(noun: str, modifiers: Sequence[str], adjective: str | None) -> str:
    """One name for a state's body: "Varnish", "defense", "ministry" give "Varnish Defence Ministry"."""
    kept = [_SPELLED.get(word, word) for word in modifiers if word not in {"of", "the", "affairs", "for", "and"}]
    named = [word.title() for word in (*kept, noun)]
    return " ".join([adjective, *named] if adjective else named)


def _adjective(country: str | None, gazetteer: Gazetteer) -> str | None:
    place = gazetteer.country(country)
    return (place.adjective or place.name) if place else None


def _named(tokens: Sequence[Token], at: int, by_first: dict[int, PlaceHit], gazetteer: Gazetteer) -> BodyHit | None:
    """A capitalised run with a body noun in it, and what goes on behind "of" or "for"."""
    if not _can_open(tokens, at, by_first):
        return None
    end = at
    heads: list[int] = []
    place_ends = {hit.last - 1 for hit in by_first.values()}
    while end < len(tokens) and end - at < _MOST_WORDS and (end == at or tokens[end].joined):
        token = tokens[end]
        if token.text == "&" and end > at and end + 1 < len(tokens) and tokens[end + 1].capital:
            end += 1
            continue
        if not token.capital or (
            end > at and token.folded in lexicon().role_heads and token.folded not in words.BODY_HEADS
        ):
            break
        if token.folded in words.BODY_HEADS:
            heads.append(end)
        end += 1
        of_many = token.text[-1] in "'’" or lexicon().is_ordinary(
            token.folded
        )  # "Underwriters' Bureau", "People's Party"
        if token.possessive and end - 1 not in place_ends and not of_many:
            break
    if not heads and tokens[at].folded in _OUTLET_OPENERS and end - at > 1:
        return BodyHit(
            at, end, " ".join(token.stem for token in tokens[at:end]), None, None, tokens[end - 1].possessive
        )
    if not heads:
        return None
    head = heads[-1]
    outlet = tokens[at].folded in words.BODY_PREFIXES and end - at > 1
    last = end if outlet else head + 1
    last = _extension(tokens, last) if last == head + 1 else last
    length = last - at
    noun = tokens[head].folded
    if length == 1:
        return _alone(tokens, at)
    if at == 0 and lexicon().is_ordinary(tokens[0].folded) and noun in _ALONE and length == 2:
        return None  # "Leaving Parliament"
    if "&" in {token.text for token in tokens[at:last]} and noun in words.COMMON_BODIES:
        return None  # a menu: "Crime & Courts"
    if length == 2 and noun in words.LOOSE_BODY_HEADS and at == 0 and tokens[at].folded in lexicon().ordinary:
        return None
    return _name_run(tokens, at, last, head, by_first, gazetteer)


def _alone(tokens: Sequence[Token], at: int) -> BodyHit | None:
    """ "the Pact", "Parliament": a capitalised noun for a body that the article names in full, or that every state has."""
    noun = tokens[at].folded
    if noun in _ALONE and at > 0:
        return BodyHit(at, at + 1, None, None, noun, tokens[at].possessive)
    if noun in words.LOOSE_BODY_HEADS or at == 0 or tokens[at - 1].folded != "the":
        return None
    return BodyHit(at, at + 1, tokens[at].stem, None, noun, tokens[at].possessive)


def _can_open(tokens: Sequence[Token], at: int, by_first: dict[int, PlaceHit]) -> bool:
    token = tokens[at]
    if not token.capital or token.folded in words.HONORIFICS:
        return False
    if token.folded in words.NO_NAME and token.folded not in words.BODY_HEADS | words.GEO_OPENERS | {
        "central",
        "national",
    }:
        return False
    return not token.possessive or at in by_first or lexicon().is_ordinary(token.folded)


def _extension(tokens: Sequence[Token], last: int) -> int:
    """Where a name ends that goes on with "of", "for": "Ministry of Defence", "Council on the Law of the Sea"."""
    end = last
    for _ in range(3):
        at = end
        if at + 1 >= len(tokens) or tokens[at - 1].possessive:
            break
        if tokens[at].folded not in _CONNECTORS or not tokens[at].joined:
            break
        if tokens[at].folded == "on" and tokens[at - 1].folded not in _ON:
            break
        at += 1
        if tokens[at].folded == "the" and at + 1 < len(tokens):
            at += 1
        if not tokens[at].capital or tokens[at].folded in words.WEEKDAYS | words.MONTHS:
            break
        while at < len(tokens) and tokens[at].capital and tokens[at].joined and not _somebody(tokens, at):
            at += 1
            if tokens[at - 1].possessive:
                break
        end = _conjunction(tokens, at)
    return end


def _somebody(tokens: Sequence[Token], at: int) -> bool:
    """Whether an office or a person's name begins here."""
    tables, word = lexicon(), tokens[at].folded
    if word in tables.role_heads or word in words.HONORIFICS:
        return True
    given = word in tables.first_names and word not in tables.ordinary and not tokens[at].possessive
    return given and at + 1 < len(tokens) and tokens[at + 1].joined and tokens[at + 1].capital


def _conjunction(tokens: Sequence[Token], at: int) -> int:
    """ "Ministry of Health and Welfare": the second noun is an ordinary word, not the next name."""
    if at + 1 < len(tokens) and tokens[at].folded == "and" and tokens[at + 1].capital:
        word = tokens[at + 1].folded
        if word in lexicon().ordinary and word not in lexicon().bodies and word not in lexicon().role_heads:
            at += 2
    return at


def _name_run(
    tokens: Sequence[Token], at: int, last: int, head: int, by_first: dict[int, PlaceHit], gazetteer: Gazetteer
) -> BodyHit:
    noun = tokens[head].folded
    place = by_first.get(at)
    country = place.place.country if place and place.last <= head else None
    possessive = tokens[last - 1].possessive
    rest = [token.folded for token in tokens[place.last if place and country else at : last] if token.folded != noun]
    generic = all(word in words.BODY_MODIFIERS or word in {"the", "and", "for"} for word in rest)
    if noun in _STATE and generic and (country or noun == "ministry") and noun != "office":
        adjective = _adjective(country, gazetteer) if place and place.place.kind == "country" else None
        if place and country and adjective is None:
            adjective = place.place.name
        return BodyHit(at, last, canonical(noun, rest, adjective), country, noun, possessive)
    if place and place.possessive and place.last <= head:
        at = place.last  # "Varnia's Chamber": the name is what follows
    pieces = [token.text for token in tokens[at : last - 1]] + [tokens[last - 1].stem]
    return BodyHit(at, last, " ".join(pieces), country, noun, possessive)
