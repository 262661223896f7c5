"""People's names in one sentence: which capitalised runs are a person's name, and what is said with them.

A run is a person's name where something speaks for it: a title or an office in front ("Mr", "Admiral", "Foreign Minister"), an
office behind a comma, a first name, or, for two or three words that are no ordinary words, a place in the sentence where
people stand. Capitals alone never suffice: in headlines in title case only what has other evidence counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.annotate import name_words as words
from onrecord.annotate.bodies import BodyHit
from onrecord.annotate.lexicon import lexicon
from onrecord.annotate.places import PlaceHit, place_by_context
from onrecord.annotate.roles import RoleHit
from onrecord.annotate.tokens import Token

_TITLE_WORDS = frozenset(words.HONORIFICS) | words.RANKS | words.TITLE_OFFICES
#: Months and the like that are surnames as well.
_SURNAMES_TOO = frozenset(("may", "march", "hall", "street", "west", "north", "day", "castle", "house"))
#: The name of a town of this size is not taken for the beginning of a person's ("Aung San Suu Kyi").
LARGE_TOWN = 300_000
#: A name has at most so many words; longer runs of capitals are headlines.
_MOST_WORDS = 5


@dataclass(frozen=True, slots=True)
class PersonHit:
    """The tokens ``first`` to ``last`` (exclusive) are a person, titles included; the name itself begins at ``name_first``.

    ``gender`` is what the title tells (``m``, ``f``, or ``None``); ``role`` the office that stands beside the name, ``rank`` the rank
    in front of it; ``country`` that of a possessive in front ("Varnia's Orel").
    """

    first: int
    last: int
    name_first: int
    gender: str | None
    rank: str | None
    role: RoleHit | None
    country: str | None


@dataclass(frozen=True, slots=True)
class Context:
    """A sentence with what has been found in it."""

    tokens: Sequence[Token]
    places: Sequence[PlaceHit]
    bodies: Sequence[BodyHit]
    roles: Sequence[RoleHit]
    shouting: bool

    def blocked(self) -> set[int]:
        """Tokens that are surely no part of a person's name."""
        taken = {at for hit in self.bodies for at in range(hit.first, hit.last)}
        for role in self.roles:
            if not is_title(self.tokens, role):
                taken |= set(range(role.first, role.last))
        for place in self.places:
            if place.certain and not _can_be_part_of_name(self.tokens, place):
                taken |= set(range(place.first, place.last))
        return taken


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence, the kind of segment that it stands in, and the people named in it with evidence."""

    segment: str
    context: Context
    people: tuple[PersonHit, ...]


def is_title(tokens: Sequence[Token], role: RoleHit) -> bool:
    """Whether a role is nothing but a title in front of a name: "President", "Lieutenant General"."""
    behind = tokens[role.last] if role.last < len(tokens) else None
    return (
        behind is not None
        and behind.joined
        and behind.capital
        and not role.determiner
        and role.country is None
        and all(token.capital and token.folded in _TITLE_WORDS for token in tokens[role.first : role.last])
    )


def find_people(context: Context) -> list[PersonHit]:
    """The people whose names the sentence gives with evidence of their own, in order. Bare surnames are not among them."""
    tokens, blocked = context.tokens, context.blocked()
    found: list[PersonHit] = []
    at = 0
    while at < len(tokens):
        run = _run_at(tokens, at, blocked)
        if run is None:
            at += 1
            continue
        hit = _person(context, *run)
        if hit is not None:
            found.append(hit)
        at = max(run[1], at + 1)
    return found


def _can_be_part_of_name(tokens: Sequence[Token], place: PlaceHit) -> bool:
    """ "Paris Hilton", "Jack London": a place's name beside a name."""
    if place.place.sense != "name" or place.possessive or tokens[place.first].upper:
        return False
    if place.last - place.first > 1 and (place.place.kind != "town" or place.place.population >= LARGE_TOWN):
        return False
    tables = lexicon()
    own = tokens[place.first].folded
    if place.last < len(tokens) and own in tables.first_names and place.place.kind != "country":
        following = tokens[place.last]
        if following.joined and following.capital and _nameable(following) and following.folded not in words.GEO_HEADS:
            return following.folded not in tables.role_heads
    if place.first and tokens[place.first].joined:
        before = tokens[place.first - 1]
        if place.place.kind == "town" and place.place.capital_of is None and _leads_to_name(tokens, place.first - 1):
            return True
        known = before.capital and before.folded in tables.first_names and before.folded not in tables.ordinary
        return known and (own in tables.surnames or place.place.kind == "town")
    return False


def _leads_to_name(tokens: Sequence[Token], at: int) -> bool:
    """Whether a town's name behind this word is a surname: "Mr Orel", "Tam Orel", but not "Rebel Orel"."""
    token = tokens[at]
    if not token.capital or token.possessive:
        return False
    if token.folded in _TITLE_WORDS:
        return token.folded in words.HONORIFICS or token.folded in words.RANKS
    tables = lexicon()
    if not _nameable(token) or token.folded in tables.bodies or token.upper:
        return False
    titled = at > 0 and token.joined and tokens[at - 1].folded in _TITLE_WORDS | tables.role_heads.keys()
    return titled or not tables.is_ordinary(token.folded)


def _nameable(token: Token) -> bool:
    return token.word and token.capital and not token.text[0].isdigit() and token.folded not in words.NO_NAME


def _run_at(tokens: Sequence[Token], at: int, blocked: set[int]) -> tuple[int, int, int] | None:
    """A run of capitals from ``at``: where it starts, where it ends, where its titles end."""
    name_first = at
    while name_first < len(tokens) and _is_title_word(tokens, name_first, blocked, opening=name_first == at):
        name_first += 1
    end = name_first
    while end < len(tokens) and end not in blocked and (end == at or tokens[end].joined):
        token = tokens[end]
        if (_nameable(token) or _name_after_all(tokens, end, name_first, at)) and (
            end == name_first or token.folded not in lexicon().role_heads or _initial(token)
        ):
            end += 1
            if token.possessive:
                break
        elif token.folded in words.NAME_PARTICLES and _particle_goes_on(tokens, end, blocked):
            end += 1
        else:
            break
    if end == name_first:
        return None
    return at, end, name_first


def _name_after_all(tokens: Sequence[Token], at: int, name_first: int, first: int) -> bool:
    """ "Theresa May", "Mr West": words that are mostly no names, behind a first name or a title."""
    word, tables = tokens[at].folded, lexicon()
    if not tokens[at].capital:
        return False
    if at == name_first:
        return name_first > first and (word in tables.surnames or word in _SURNAMES_TOO)
    before = tokens[at - 1].folded
    if word in words.WEEKDAYS or (word in words.MONTHS and word not in _SURNAMES_TOO):
        return False
    return at == name_first + 1 and before in tables.first_names and before not in tables.ordinary


def _is_title_word(tokens: Sequence[Token], at: int, blocked: set[int], *, opening: bool) -> bool:
    token = tokens[at]
    if at in blocked or token.possessive or not token.capital or token.folded not in _TITLE_WORDS:
        return False
    if not opening and not token.joined:
        return False
    return at + 1 < len(tokens) and tokens[at + 1].joined and tokens[at + 1].word and at + 1 not in blocked


def _particle_goes_on(tokens: Sequence[Token], at: int, blocked: set[int]) -> bool:
    for behind in range(at + 1, min(at + 4, len(tokens))):
        if behind in blocked or not tokens[behind].joined:
            return False
        if _nameable(tokens[behind]):
            return True
        if tokens[behind].folded not in words.NAME_PARTICLES:
            return False
    return False


def _initial(token: Token) -> bool:
    return (
        len(token.folded) == 1 or (token.text.endswith(".") and token.upper) or (token.upper and len(token.text) == 2)
    )


def _person(context: Context, first: int, last: int, name_first: int) -> PersonHit | None:
    tokens = context.tokens
    while context.shouting and last - name_first > 2 and _headline_verb(tokens[last - 1]):
        last -= 1  # "Orla Ash Tells"
    titles = tokens[first:name_first]
    before = _role_before(context, first)
    after = _role_after(context, last)
    titled = bool(titles) or (before is not None and tokens[first].joined and not before.head.plural)
    if context.shouting and last - name_first > 3:
        return None
    if not titled and name_first == first and first == 0 and not _opens_with_name(tokens, first, last):
        first += 1
        name_first += 1
        if first >= last:
            return None
    described = after is not None or before is not None
    if not (
        _aged(tokens, name_first, last) or _is_person(context, name_first, last, titled=titled, described=described)
    ):
        return None
    honorifics = [words.HONORIFICS[token.folded] for token in titles if token.folded in words.HONORIFICS]
    gender = next((gender for gender in honorifics if gender != "u"), None)
    rank = " ".join(token.text for token in titles if token.folded not in words.HONORIFICS) or None
    return PersonHit(first, last, name_first, gender, rank, before or after, _owner(context, first))


def _headline_verb(token: Token) -> bool:
    """Whether the last word of a run of capitals in a headline is an everyday one, and nobody's surname."""
    tables = lexicon()
    return token.folded.endswith("s") and tables.is_ordinary(token.folded) and token.folded not in tables.surnames


def _aged(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether an age stands behind two or three words of which the first is no everyday one: "Orlo Ash, 66," """
    if not 2 <= last - first <= 3 or last + 1 >= len(tokens) or tokens[last].text not in {",", "("}:
        return False
    if any(token.upper or not token.capital for token in tokens[first:last]) or tokens[last - 1].possessive:
        return False
    age, behind = tokens[last + 1].text, tokens[last + 2].text if last + 2 < len(tokens) else "."
    two_digits = len(age) == 2 and age.isascii() and age.isdigit()
    return two_digits and behind in {",", ")", "."} and not lexicon().is_ordinary(tokens[first].folded)


def _opens_with_name(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the capital of a sentence's first word can be a name's."""
    word = tokens[first].folded
    if last - first > 1 and word in words.SPEECH_VERBS:
        return False  # "Said Orel:"
    if last - first > 2 and word.endswith("ing") and tokens[first + 1].folded in lexicon().first_names:
        return False  # "Joining Tam Orel"
    return word in lexicon().first_names or word not in lexicon().ordinary or last - first == 1


def _is_person(context: Context, first: int, last: int, *, titled: bool, described: bool) -> bool:
    tokens, tables = context.tokens, lexicon()
    name = [token for token in tokens[first:last] if token.folded not in words.NAME_PARTICLES]
    if not name or len(name) > _MOST_WORDS or not tokens[last - 1].capital:
        return False
    if any(token.upper and not (_initial(token) and token is name[0]) and not titled for token in name):
        return False
    if any(token.folded in tables.bodies and token.folded not in tables.first_names for token in name[:-1]):
        return False
    family = name[-1].folded
    if family in words.GEO_HEADS and family not in tables.surnames and not titled:
        return False
    if titled:
        return True
    if len(name) == 1:
        return (
            described
            and family not in tables.ordinary
            and tokens[last - 1].text != ","
            and not _in_place(context, first, last)
        )
    given = name[0].folded
    familiar = given in tables.first_names or given.partition("-")[0] in tables.first_names
    ordinary_family = family in tables.ordinary and family not in tables.surnames
    speaks = _speaks(tokens, first, last)
    if _initial(name[0]):
        return not ordinary_family
    if len(family) < 2:
        return False  # "Group F"
    if familiar and given not in tables.ordinary:
        a_place = any(hit.first == first and hit.certain for hit in context.places)
        return not (a_place and ordinary_family) or described or speaks
    if familiar:
        return family not in tables.ordinary or family in tables.surnames or described
    if described and not any(token.folded in tables.ordinary for token in name):
        return True
    return _unknown_name(context, first, last, name, speaks=speaks)


def _unknown_name(context: Context, first: int, last: int, name: Sequence[Token], *, speaks: bool) -> bool:
    """Two or three words that no table knows: a person where neither "the" nor a place's surroundings speak against it."""
    tokens, tables = context.tokens, lexicon()
    if context.shouting or len(name) > 3 or any(len(token.folded) < 2 for token in name):
        return False
    strange = [token for token in name if token.folded not in tables.ordinary]
    before = tokens[first - 1].folded if first else ""
    if before == "the" or before in words.THING_NOUNS or _in_place(context, first, last):
        return False
    if len(strange) == len(name):
        return True
    return speaks and name[-1] in strange and name[0].folded not in words.ROLE_MODIFIERS and first > 0


def _in_place(context: Context, first: int, last: int) -> bool:
    if place_by_context(context.tokens, first, last):
        return True
    return any(hit.first < last and first < hit.last and hit.certain for hit in context.places)


def _speaks(tokens: Sequence[Token], first: int, last: int) -> bool:
    behind = tokens[last].folded if last < len(tokens) and not tokens[last - 1].possessive else ""
    before = tokens[first - 1].folded if first else ""
    return behind in words.SPEECH_VERBS or behind == "who" or before in words.SPEECH_VERBS


def _role_before(context: Context, first: int) -> RoleHit | None:
    """The office right in front of a name, or in front of a comma before it."""
    tokens = context.tokens
    for role in context.roles:
        if role.last == first and tokens[first].joined and not tokens[first - 1].possessive:
            return role
        if role.last == first - 1 and tokens[first - 1].text == "," and role.definite and not _after_name(tokens, role):
            return role
    return None


def _after_name(tokens: Sequence[Token], role: RoleHit) -> bool:
    """Whether the office already belongs to a name in front of it ("Ora Lind, the mayor, Tam Orel, ...")."""
    return role.first > 1 and tokens[role.first - 1].text == "," and tokens[role.first - 2].capital


def _role_after(context: Context, last: int) -> RoleHit | None:
    """The office behind a comma: "Ora Lind, the mayor of Varsk," and "Ora Lind, 45, the mayor"."""
    tokens = context.tokens
    if last >= len(tokens) or tokens[last].text not in {",", "("} or tokens[last - 1].possessive:
        return None
    at = last + 1
    if at + 1 < len(tokens) and tokens[at].text.isdigit() and tokens[at + 1].text == ",":
        at += 2
    while at < len(tokens) and tokens[at].folded in {"who", "is", "was", "then", "now", "also"}:
        at += 1
    for role in context.roles:
        if role.first == at and not role.head.plural and not _belongs_behind(tokens, role):
            return role
    return None


def _belongs_behind(tokens: Sequence[Token], role: RoleHit) -> bool:
    """Whether the office is the title of the next name: "Ora Lind, President Tam Orel and ..."."""
    return role.last < len(tokens) and tokens[role.last].joined and tokens[role.last].capital


def _owner(context: Context, first: int) -> str | None:
    for place in context.places:
        if place.last == first and place.possessive:
            return place.place.country
    return None
