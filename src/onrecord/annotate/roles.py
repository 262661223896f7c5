"""Offices and roles in one sentence: "the Varnish foreign minister", "a senior US official", "Nato's secretary-general".

A role is a noun of office (``data/role_heads.csv``) with what belongs to it: on the left modifiers, the country or the body,
and the determiner; on the right "of the Commons defence committee", "for foreign affairs".
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.annotate import name_words as words
from onrecord.annotate.bodies import BodyHit
from onrecord.annotate.lexicon import RoleHead, lexicon
from onrecord.annotate.places import PlaceHit
from onrecord.annotate.tokens import Token
from onrecord.model.names import word_set

#: "ambassador to", "adviser to", but not "the minister to".
_TO = frozenset(("ambassador", "envoy", "adviser", "aide", "representative", "attache", "rapporteur"))
_FOR = frozenset(
    (
        "spokesman",
        "minister",
        "secretary",
        "commissioner",
        "representative",
        "undersecretary",
        "coordinator",
        "head",
        "director",
        "chair",
    )
)
_AT = frozenset(
    ("official", "source", "insider", "analyst", "fellow", "professor", "researcher", "expert", "diplomat", "spokesman")
)


#: Offices that are named by their field.
_WITH_FIELD = word_set(
    "minister secretary spokesman commissioner director editor officer official analyst expert adviser correspondent"
    " professor lawyer undersecretary coordinator researcher captain negotiator inspector envoy"
)
#: Everyday nouns that are an office only with something that tells of what.
_NEEDS_MORE = frozenset(("head", "chair"))


@dataclass(frozen=True, slots=True)
class RoleHit:
    """The tokens ``first`` to ``last`` (exclusive) are a role.

    ``title`` is the role in words, without determiner and country; ``determiner`` the folded word in front, empty where there
    is none. ``qualifiers`` are the folded words of the title without its noun: by them "the defence minister" is told from "the
    foreign minister".
    """

    first: int
    last: int
    head: RoleHead
    title: str
    country: str | None
    determiner: str
    qualifiers: frozenset[str]
    body: str | None
    capital: bool

    @property
    def definite(self) -> bool:
        """Whether it can be somebody whom the article names."""
        return self.head.kind == "office" and not self.head.plural and self.determiner not in {"a", "an", "another"}


def find_roles(tokens: Sequence[Token], places: Sequence[PlaceHit], bodies: Sequence[BodyHit]) -> list[RoleHit]:
    """The roles that the sentence speaks of, in order, not overlapping."""
    place_ends = {hit.last: hit for hit in places if hit.certain}
    body_ends = {hit.last: hit for hit in bodies}
    found: list[RoleHit] = []
    at = 0
    while at < len(tokens):
        size, head = _head_at(tokens, at)
        if head is None or _inside_body(at, at + size, bodies):
            at += 1
            continue
        floor = found[-1].last if found else 0
        hit = _role(tokens, at, at + size, head, floor, place_ends, body_ends, bodies)
        if hit is not None:
            found.append(hit)
        at = hit.last if hit else at + size
    return found


def _head_at(tokens: Sequence[Token], at: int) -> tuple[int, RoleHead | None]:
    table = lexicon().role_heads
    if tokens[at].folded not in lexicon().role_openers and "-" not in tokens[at].folded:
        return 1, None
    for size in (3, 2, 1):
        run = tokens[at : at + size]
        if (
            len(run) < size
            or any(not token.joined or token.possessive for token in run[1:])
            or not all(t.word for t in run)
        ):
            continue
        if any(token.possessive for token in run[:-1]):
            continue
        head = table.get(" ".join(token.folded.replace("-", " ") for token in run))
        if head is not None:
            # "foreign minister, chief of staff": of two nouns in a row the last one is the head
            return size, head
    word = tokens[at].folded
    if "-" in word:  # ex-minister, vice-president
        head = table.get(word.rpartition("-")[2])
        if head is not None and word.partition("-")[0] in {"ex", "vice", "deputy", "then", "co"}:
            return 1, head
    return 1, None


def _inside_body(first: int, last: int, bodies: Sequence[BodyHit]) -> bool:
    return any(hit.first <= first and last <= hit.last for hit in bodies)


def _role(
    tokens: Sequence[Token],
    first: int,
    last: int,
    head: RoleHead,
    floor: int,
    place_ends: Mapping[int, PlaceHit],
    body_ends: Mapping[int, BodyHit],
    bodies: Sequence[BodyHit],
) -> RoleHit | None:
    start, country, body, skipped = _to_the_left(tokens, first, head, floor, place_ends, body_ends)
    determiner = ""
    if start > floor and tokens[start - 1].folded in words.DETERMINERS and tokens[start].joined:
        determiner = tokens[start - 1].folded
        start -= 1
    if _next_head(tokens, last):
        return None  # "police chief inspector": a later noun is the head
    loose = any(token.folded in words.LOOSE_HEADS for token in tokens[first:last]) and last - first == 1
    bare = start == first and not tokens[first].capital
    if loose and not _anchored(tokens, first, last, start, determiner, country, body):
        return None
    end = _to_the_right(tokens, last, head, bodies, place_ends)
    if country is None:
        country = _country_in(tokens, last, end, place_ends)
    if country is None:
        country = next((hit.country for hit in bodies if last < hit.first and hit.last <= end and hit.country), None)
    if head.family in _NEEDS_MORE and end == last and start == first:
        return None  # "in their heads", "the chair"
    if bare and end == last and not (last < len(tokens) and tokens[last].capital and tokens[last].joined):
        return None
    title_tokens = [
        token
        for index, token in enumerate(tokens[start:end], start)
        if index not in skipped and not (index == start and determiner)
    ]
    if not title_tokens:
        return None
    title = _title(title_tokens, {tokens[hit.last - 1].start: hit for hit in bodies})
    head_words = {token.folded for token in tokens[first:last]}
    qualifiers = frozenset(
        _SAME.get(token.folded, token.folded)
        for token in title_tokens
        if token.folded not in head_words and token.folded not in _EMPTY
    )
    return RoleHit(start, end, head, title, country, determiner, qualifiers, body, tokens[first].capital)


def _title(tokens: Sequence[Token], body_ends: Mapping[int, BodyHit]) -> str:
    """The words of a role; a body's possessive gives its ``s`` back ("Natos secretary-general")."""
    pieces = []
    for token in tokens:
        hit = body_ends.get(token.start)
        lost = hit is not None and hit.possessive and not token.possessive
        pieces.append(
            token.text[:-1] if lost else token.text if token is not tokens[-1] and hit is None else token.stem
        )
    return " ".join(pieces)


#: Words of a title that tell no office from another.
_EMPTY = word_set("of the for and affairs senior official then to in at a current new veteran longtime top")
_SAME = {"defense": "defence", "labor": "labour"}


def _next_head(tokens: Sequence[Token], last: int) -> bool:
    if last >= len(tokens) or not tokens[last].joined or tokens[last - 1].possessive:
        return False
    _, head = _head_at(tokens, last)
    return head is not None and (not tokens[last].capital or tokens[last - 1].capital)


def _anchored(
    tokens: Sequence[Token], first: int, last: int, start: int, determiner: str, country: str | None, body: str | None
) -> bool:
    """Whether a noun that is also a verb or an adjective ("head", "general") is an office here."""
    following = tokens[last] if last < len(tokens) and tokens[last].joined and tokens[last].word else None
    titled = tokens[first].capital and start < first
    verb = following is not None and (following.folded in words.AFTER_ROLE or following.folded.endswith(("ed", "ly")))
    if following is not None and not following.capital and not verb and not titled:
        return False
    named = following is not None and following.capital
    if tokens[first].capital and named and first > 0:
        return True
    return bool(determiner or country or body) or start < first


def _to_the_left(
    tokens: Sequence[Token],
    first: int,
    head: RoleHead,
    floor: int,
    place_ends: Mapping[int, PlaceHit],
    body_ends: Mapping[int, BodyHit],
) -> tuple[int, str | None, str | None, set[int]]:
    """Where the role begins, its country, its body, and the tokens that give the country and are no part of the title."""
    start, country, body = first, None, None
    skipped: set[int] = set()
    for _ in range(7):
        if start <= floor or not tokens[start].joined:
            break
        before = tokens[start - 1]
        hit, place = body_ends.get(start), place_ends.get(start)
        if hit is not None and hit.first >= floor and (place is None or hit.first <= place.first) and body is None:
            start, body = hit.first, hit.name
            country = country or hit.country
            skipped |= {
                at for other in place_ends.values() if other.first == hit.first for at in range(other.first, other.last)
            }
            continue
        if place is not None and place.first >= floor and place.place.sense != "people":
            if country is None or place.place.country == country:
                country = place.place.country or country
                skipped |= set(range(place.first, place.last))
                start = place.first
                continue
            break
        if before.possessive or not before.word:
            break
        if before.folded in words.ROLE_MODIFIERS or _compound(before):
            start -= 1
            continue
        if start == first and head.family in _WITH_FIELD and _field(tokens, start, floor, place_ends, body_ends):
            start -= 1
            continue
        break
    return start, country, body, skipped


def _field(
    tokens: Sequence[Token],
    start: int,
    floor: int,
    place_ends: Mapping[int, PlaceHit],
    body_ends: Mapping[int, BodyHit],
) -> bool:
    """Whether the word before ``start`` is the field of an office that no list knows: "the ports minister", "UK Ports minister"."""
    word, tables = tokens[start - 1], lexicon()
    if (tokens[start].capital and not word.capital) or word.folded in words.AFTER_ROLE or word.folded in words.NO_NAME:
        return False
    if word.folded in words.DETERMINERS or not tables.is_ordinary(word.folded) or word.folded in tables.role_heads:
        return False
    if start - 1 in place_ends or start - 1 in body_ends:
        return start - 1 > floor and tokens[start - 1].joined
    return start - 2 >= floor and tokens[start - 2].folded in words.DETERMINERS and tokens[start - 1].joined


def _compound(token: Token) -> bool:
    """ "British-backed", "ex-defence": the last part tells."""
    return "-" in token.folded and token.folded.rpartition("-")[2] in words.ROLE_MODIFIERS


def _to_the_right(
    tokens: Sequence[Token], last: int, head: RoleHead, bodies: Sequence[BodyHit], place_ends: Mapping[int, PlaceHit]
) -> int:
    """Where the role ends that goes on behind its noun."""
    named = {hit.first: hit.last for hit in place_ends.values()} | {hit.first: hit.last for hit in bodies}
    end = last
    for _ in range(3):
        if end + 1 >= len(tokens) or not tokens[end].joined or tokens[end - 1].possessive:
            break
        link = tokens[end].folded
        if not (
            link == "of"
            or (link == "to" and head.family in _TO)
            or (link == "for" and head.family in _FOR)
            or (link == "at" and head.family in _AT)
        ):
            break
        at = end + 1
        while at < len(tokens) and tokens[at].folded in {"the", "its", "his", "her", "their", "a"}:
            at += 1
        stop = at
        while stop < len(tokens) and stop - at < 8 and (stop == at or tokens[stop].joined):
            if stop in named:
                stop = named[stop]
                if stop < len(tokens) and tokens[stop].capital:
                    break  # "to the United Nations Ora Lind"
            elif _given_name(tokens, stop) or tokens[stop].folded in words.HONORIFICS:
                break
            elif _field_of_body(tokens, stop):
                stop += 2
            elif tokens[stop].word and (
                (tokens[stop].capital and tokens[stop].folded not in words.WEEKDAYS | words.MONTHS)
                or tokens[stop].folded in words.ROLE_NOUNS
            ):
                stop += 1
            else:
                break
            if tokens[stop - 1].possessive and not (
                stop < len(tokens) and tokens[stop].word and tokens[stop].folded in words.ROLE_NOUNS
            ):
                break
        if stop == at:
            break
        end = stop
    return end


def _field_of_body(tokens: Sequence[Token], at: int) -> bool:
    """ "ports committee": an ordinary word in front of a noun of a body."""
    if at + 1 >= len(tokens) or tokens[at].capital or tokens[at].possessive or not tokens[at + 1].joined:
        return False
    body = tokens[at + 1].folded in words.BODY_HEADS and not tokens[at + 1].capital
    return body and lexicon().is_ordinary(tokens[at].folded) and tokens[at].folded not in words.NO_NAME


def _given_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a person's name begins here."""
    word = tokens[at].folded
    known = word in lexicon().first_names and word not in lexicon().ordinary
    return (
        known
        and at + 1 < len(tokens)
        and tokens[at + 1].joined
        and tokens[at + 1].capital
        and not tokens[at].possessive
    )


def _country_in(tokens: Sequence[Token], first: int, last: int, place_ends: Mapping[int, PlaceHit]) -> str | None:
    """The country behind "of": "the president of Varnia". An ambassador to Varnia is not Varnia's."""
    if first >= last or tokens[first].folded != "of":
        return None
    for end, hit in sorted(place_ends.items()):
        if first < hit.first <= first + 2 and end <= last and hit.place.kind == "country":
            return hit.place.country
    return None
