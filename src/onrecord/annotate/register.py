"""The people of one article: every form of a name leads to the fullest one, where the article leaves no doubt."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.annotate.lexicon import lexicon
from onrecord.annotate.roles import RoleHit
from onrecord.model.names import PARTICLES, folded, same_person, same_surname, skeleton, word_set

#: Offices that say one thing in two words: (family asked for, family that a person has).
_SAME_FAMILY = frozenset(
    (
        ("minister", "secretary"),
        ("secretary", "minister"),
        ("leader", "president"),
        ("leader", "prime minister"),
        ("leader", "chancellor"),
        ("leader", "chair"),
        ("head", "director"),
        ("director", "head"),
        ("head", "commander"),
        ("commander", "general"),
        ("secretary", "secretary-general"),
        ("chair", "head"),
    )
)
#: An article with more people of one name than this is no report; the rest stay open, and time stays linear.
MOST_NAMESAKES = 50
#: Where one office has such a word and the other has not, they are two offices.
_TELLING = word_set("former ex vice deputy assistant shadow acting under opposition permanent junior")


@dataclass(slots=True)
class Person:
    """One person of the article. ``roles`` in order of appearance."""

    name: str
    words: tuple[str, ...]
    gender: str | None = None
    country: str | None = None
    roles: list[RoleHit] = field(default_factory=list)
    rank: str | None = None

    @property
    def role(self) -> str | None:
        """The office to show: the first that the article gives, else the rank."""
        return self.roles[0].title if self.roles else self.rank

    @property
    def full(self) -> bool:
        return len(self.words) > 1


class Register:
    """The people met so far. ``add`` the full names first, then the short forms."""

    def __init__(self) -> None:
        self.people: list[Person] = []
        self._by_word: dict[str, list[Person]] = {}
        self._by_first: dict[str, list[Person]] = {}
        self._near: dict[str, list[Person]] = {}
        self._by_family: dict[str, list[Person]] | None = None
        self._holders: dict[tuple[object, ...], list[Person]] = {}

    def add(self, name: str, gender: str | None = None) -> Person:
        """The person of this full name, made where there is none yet."""
        words = tuple(folded(name).split())
        for person in self._like(words[-1]) if words else ():
            if person.full and (person.words == words or same_person(person.name, name)):
                person.gender = person.gender or gender
                if len(words) > len(person.words):
                    person.name, person.words = name, words
                self._index(person)
                return person
        person = Person(name, words, gender)
        self.people.append(person)
        self._index(person)
        return person

    def _index(self, person: Person) -> None:
        for word in person.words[1:] or person.words:
            _file(self._by_word, _key(word), person)
        if person.full:
            _file(self._by_first, person.words[0], person)
        for variant in _one_letter_less(person.words[-1]) if person.words else ():
            _file(self._near, variant, person)

    def _like(self, surname: str) -> list[Person]:
        """The people whose surname is at most one letter away: two such words have a common form with a letter less."""
        found: dict[int, Person] = {}
        for variant in _one_letter_less(surname):
            found |= {id(person): person for person in self._near.get(variant, ())}
        return list(found.values())

    def matching(self, name: str, gender: str | None = None, role: RoleHit | None = None) -> list[Person]:
        """The people whom a short form ("Orel", "Suu Kyi") can mean, in order of appearance."""
        words = folded(name).split()
        if not words:
            return []
        found = [person for person in self._by_word.get(_key(words[-1]), ()) if _is_short_for(words, person)]
        return _narrow(found, gender, role)

    def beginning(self, name: str) -> Person | None:
        """The person whose full name begins ``name``: in a headline a verb with a capital may stand behind it."""
        shorter = tuple(folded(name).split())[:-1]
        return (
            next((person for person in self._by_first.get(shorter[0], ()) if person.words == shorter), None)
            if shorter
            else None
        )

    def by_first_name(self, name: str) -> list[Person]:
        """The people who bear this first name ("Tom"), or whose family name stands first ("Mr Kim")."""
        return list(self._by_first.get(folded(name), ()))

    def holding(self, role: RoleHit) -> list[Person]:
        """The people of whom the article says that they hold an office which ``role`` can mean. Ask when all are added."""
        asked = (role.head.family, role.country, role.body, role.qualifiers)
        if asked not in self._holders:
            self._holders[asked] = self._find_holders(role)
        return self._holders[asked]

    def _find_holders(self, role: RoleHit) -> list[Person]:
        if self._by_family is None:
            self._by_family = {}
            for person in self.people:
                for held in person.roles:
                    _file(self._by_family, held.head.family, person)
        families = [role.head.family, *sorted(held for asked, held in _SAME_FAMILY if asked == role.head.family)]
        for tried, same in ((families[:1], True), (families, False)):
            people = {id(person): person for family in tried for person in self._by_family.get(family, ())}
            found = [p for p in people.values() if any(_fits(held, role, p, same=same) for held in p.roles)]
            if found:
                here = [person for person in found if role.country and person.country == role.country]
                return here or found
        return []


def _file(index: dict[str, list[Person]], key: str, person: Person) -> None:
    known = index.setdefault(key, [])
    if len(known) < MOST_NAMESAKES and not any(other is person for other in known):
        known.append(person)


def _one_letter_less(word: str) -> list[str]:
    base = _key(word)
    return [base, *(base[:at] + base[at + 1 :] for at in range(min(len(base), 24)))]


def _key(word: str) -> str:
    bare = word.partition("-")[2] if word.partition("-")[0] in PARTICLES else word
    return skeleton(bare) or bare


def _is_short_for(words: list[str], person: Person) -> bool:
    """Whether the words are the end of the person's name, particles left out or not."""
    tail = list(person.words)
    if len(words) == 1:
        rest = [word for word in tail[1:] if word not in PARTICLES] or tail
        return any(_one_word(words[0], word) for word in (rest[-1], rest[-2] if len(rest) > 1 else rest[-1]))
    if len(words) >= len(tail):
        return same_person(" ".join(words), person.name)
    return all(_one_word(a, b) for a, b in zip(words, tail[-len(words) :], strict=True))


def _one_word(a: str, b: str) -> bool:
    return same_surname(a, b) or _key(a) == _key(b)


def _narrow(people: list[Person], gender: str | None, role: RoleHit | None) -> list[Person]:
    """The same people, less those whom gender or office rule out."""
    if gender:
        people = [person for person in people if (_gender(person) or gender) == gender]
    if role is not None and len(people) > 1:
        holders = [person for person in people if any(_fits(held, role, person, same=True) for held in person.roles)]
        people = holders or people
    if len(people) > 1:
        full = [person for person in people if person.full]
        people = full or people
    return people


def _gender(person: Person) -> str | None:
    if person.gender:
        return person.gender
    gender = lexicon().first_names.get(person.words[0]) if person.full else None
    return gender if gender in {"m", "f"} else None


def _fits(held: RoleHit, asked: RoleHit, person: Person, *, same: bool) -> bool:
    """Whether somebody who holds one office can be meant by the other."""
    if held.head.family != asked.head.family and (same or (asked.head.family, held.head.family) not in _SAME_FAMILY):
        return False
    if asked.head.family == "leader" and held.head.family != "leader" and asked.country is None:
        return False
    country = held.country or person.country
    if asked.country and country and asked.country != country:
        return False
    if asked.body and held.body and asked.body != held.body:
        return False
    if (asked.qualifiers ^ held.qualifiers) & _TELLING:
        return False
    if asked.qualifiers and not held.qualifiers:
        return same and asked.head.family in {"spokesman"}
    return asked.qualifiers <= held.qualifiers or held.qualifiers <= asked.qualifiers


def names(people: Iterable[Person]) -> tuple[str, ...]:
    """The names of several people, sorted."""
    return tuple(sorted({person.name for person in people}))
