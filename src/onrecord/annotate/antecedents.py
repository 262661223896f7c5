"""What stands before a place of an article: the people named and the speakers heard within so many paragraphs.

Pronouns and roles reach back only a little; how far is asked for, and is nothing beyond the paragraph where the
paragraphs are out of order.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.annotate import words
from onrecord.annotate.units import Token, Unit
from onrecord.model.article import Article
from onrecord.model.statement import Mention, MentionKind, Speaker

_OF_PRONOUN = {"he": "m", "his": "m", "him": "m", "she": "f", "her": "f"}
_BESIDE = 5  # words in front of a name that may tell what its bearer is
_NO_ROLE = (
    words.FINITE | words.PREPOSITIONS | words.CLAUSE_WORDS | words.AUXILIARIES | words.DETERMINERS | {"and", "or"}
)
_OUTSIDE = -9  # the order of paragraphs that are not body: no body paragraph is near them


@dataclass(frozen=True, slots=True)
class Heard:
    """Somebody who has spoken: in which unit and paragraph of the body, and with what noun where no name is given."""

    paragraph: int
    speaker: Speaker
    noun: str
    unit: Unit
    asked: bool = False


class Antecedents:
    """The people and speakers of one article, met in reading order."""

    def __init__(self, article: Article, units: Sequence[Unit], mentions: Sequence[Mention]) -> None:
        self._units = units
        self._mentions = mentions
        self._starts = [mention.start for mention in mentions]
        self._places = {id(unit): place for place, unit in enumerate(units)}
        self._local = out_of_order(article, units)
        self._heard: list[Heard] = []
        self._order: dict[int, int] = {}
        self._spans: list[tuple[int, int]] = []
        for unit in units:
            if unit.segment != "body":
                continue
            if unit.paragraph in self._order:
                self._spans[-1] = (self._spans[-1][0], unit.end)
            else:
                self._order[unit.paragraph] = len(self._spans)
                self._spans.append((unit.start, unit.end))
        self._genders = _genders(article.text, mentions)
        self._quoted = {
            unit.mentions[token.mention].start
            for unit in units
            for token in unit.tokens
            if token.quote >= 0 and token.mention >= 0
        }
        self._beside: dict[str, list[tuple[str, ...]]] | None = None
        self._people = {m.name: m for m in reversed(mentions) if m.kind == "person" and m.name}
        self._bodies: dict[str, dict[str, None]] = {}
        for mention in mentions:
            if mention.kind == "body" and mention.name:
                self._bodies.setdefault(last_noun(mention.name), {})[mention.name] = None

    def hear(self, unit: Unit, speaker: Speaker, *, asked: bool = False) -> None:
        """Remember that ``speaker`` has spoken in ``unit``, or has only ``asked``."""
        self._heard.append(
            Heard(self._order.get(unit.paragraph, _OUTSIDE), speaker, last_noun(speaker.text or ""), unit, asked)
        )
        gender = _OF_PRONOUN.get((speaker.text or "").lower())
        if gender and speaker.name:
            self._genders.setdefault(speaker.name, gender)  # whom "he" has meant "she" does not

    def heard(self, unit: Unit, back: int) -> list[Heard]:
        """Who has spoken in the unit's paragraph and ``back`` paragraphs before it, the last one first."""
        here = self._order.get(unit.paragraph)
        found: list[Heard] = []
        if here is None:
            return found
        for item in reversed(self._heard):
            if item.paragraph == _OUTSIDE:
                continue
            if here - item.paragraph > (0 if self._local else back):
                break
            found.append(item)
        return found

    def people(self, unit: Unit, before: int, back: int) -> list[Mention]:
        """Named people before the character ``before``, in its paragraph and ``back`` before it, the nearest first."""
        return self._named(unit, before, back, "person")

    def bodies_near(self, unit: Unit, before: int, back: int) -> list[Mention]:
        """Named bodies before the character ``before``, as :meth:`people` gives people."""
        return self._named(unit, before, back, "body")

    def _named(self, unit: Unit, before: int, back: int, kind: MentionKind) -> list[Mention]:
        here = self._order.get(unit.paragraph)
        if here is None:
            return []
        found: list[Mention] = []
        for paragraph in range(here, max(-1, here - 1 - (0 if self._local else back)), -1):
            start, end = self._spans[paragraph]
            inside = self._mentions[bisect_left(self._starts, start) : bisect_left(self._starts, min(end, before))]
            found.extend(m for m in reversed(inside) if m.kind == kind and m.name and m.end <= before)
        return found

    def unquoted(self, mentions: Sequence[Mention]) -> list[Mention]:
        """Those that no quotation holds: whom a speaker speaks of is seldom the one who speaks."""
        return [mention for mention in mentions if mention.start not in self._quoted]

    def just_spoke(self, unit: Unit) -> list[Heard]:
        """Who spoke in the unit and in the one before it that is not all quotation, the last one first."""
        before = next((other for other in self.sentences_back(unit, 1)[1:] if not other.all_quoted), None)
        found: list[Heard] = []
        for item in reversed(self._heard):
            if item.paragraph == _OUTSIDE or not (item.unit is unit or item.unit is before):
                break
            found.append(item)
        return found if unit.paragraph in self._order else []

    def family(self, surname: str) -> tuple[str, ...]:
        """The people of the article who bear this surname."""
        return tuple(sorted(name for name in self._people if name.split()[-1] == surname))

    def described(self, words_of_role: frozenset[str], noun: str) -> tuple[str, ...]:
        """The people beside whose name ``noun`` stands with all the ``words_of_role``: "Ostrow aide Ann Brown"."""
        if self._beside is None:
            self._beside = _descriptions(self._units)
        return tuple(
            name
            for name, phrases in self._beside.items()
            if any(phrase[-1] == noun and words_of_role <= set(phrase) for phrase in phrases)
        )

    def explained(self, noun: str) -> tuple[str, ...]:
        """The people behind whose name ``noun`` stands after a comma: "Ann Brown, his wife,"."""
        found: dict[str, None] = {}
        for unit in self._units:
            for at, token in enumerate(unit.tokens):
                if token.lower != noun or token.mention >= 0:
                    continue
                commas = (k for k in range(at - 1, max(0, at - _BESIDE), -1) if unit.tokens[k].text == ",")
                comma = next(commas, None)
                if comma is not None and unit.tokens[comma - 1].mention >= 0:
                    mention = unit.mentions[unit.tokens[comma - 1].mention]
                    if mention.kind == "person" and mention.name:
                        found[mention.name] = None
        return tuple(found)

    def fits(self, name: str, gender: str) -> bool:
        """Whether nothing speaks against the person called ``name`` being of ``gender`` ("m" or "f")."""
        return self._genders.get(name, gender) == gender

    def person(self, name: str) -> Mention | None:
        """The first mention of the person called ``name``."""
        return self._people.get(name)

    def bodies(self, noun: str) -> tuple[str, ...]:
        """The bodies of the article whose name ends with ``noun``."""
        return tuple(self._bodies.get(noun, ()))

    def sentences_back(self, unit: Unit, back: int) -> list[Unit]:
        """The unit and those of the body before it, the nearest first, up to ``back`` paragraphs before its own."""
        here = self._order.get(unit.paragraph, _OUTSIDE)
        found: list[Unit] = []
        for place in range(self._places[id(unit)], -1, -1):
            other = self._units[place]
            if other.segment != "body":
                continue
            if here - self._order[other.paragraph] > (0 if self._local else back):
                break
            found.append(other)
        return found


def out_of_order(article: Article, units: Sequence[Unit]) -> bool:
    """Whether the article's paragraphs are shuffled: a note says so, or its body begins with a pronoun."""
    if any("order" in note for note in article.notes):
        return True
    first = next((unit for unit in units if unit.segment == "body"), None)
    return first is not None and first.tokens[0].lower in {"he", "she"}


def last_noun(text: str) -> str:
    """The head of a noun phrase as written: its last word before any preposition, in lower case."""
    head = ""
    for word in text.lower().split():
        if head and (word in words.PREPOSITIONS or word in {"familiar", "briefed"}):
            break
        head = word
    return head.strip(".,'’")


def _descriptions(units: Sequence[Unit]) -> dict[str, list[tuple[str, ...]]]:
    """For each person's name the words that stand right before it, as far as they are one noun phrase."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for unit in units:
        for at, token in enumerate(unit.tokens):
            begins = token.mention >= 0 and (at == 0 or unit.tokens[at - 1].mention != token.mention)
            mention = unit.mentions[token.mention] if begins else None
            if mention is None or mention.kind != "person" or not mention.name or not token.capital:
                continue
            low = at
            while low > max(0, at - _BESIDE) and _describes(unit.tokens[low - 1]):
                low -= 1
            if low < at:
                told = tuple(word.lower.removesuffix("'s") for word in unit.tokens[low:at])
                found.setdefault(mention.name, []).append(told)
    return found


def _describes(token: Token) -> bool:
    """Whether a word can be part of the role in front of a name."""
    return token.is_word and token.lower not in _NO_ROLE


def _genders(text: str, mentions: Sequence[Mention]) -> dict[str, str]:
    """ "m" or "f" for each name that a title, a noun or a first name of the article tells; titles come first."""
    genders: dict[str, str] = {}
    people = [(mention, mention.name) for mention in mentions if mention.kind == "person" and mention.name]
    for mention, name in people:
        told = _told(text, mention)
        if told:
            genders.setdefault(name, told)
    for _, name in people:
        first = name.split()[0].lower()
        if first in words.MALE_NAMES:
            genders.setdefault(name, "m")
        elif first in words.FEMALE_NAMES:
            genders.setdefault(name, "f")
    return genders


def _told(text: str, mention: Mention) -> str | None:
    """The gender that the words before and in a mention tell; "Mr and Mrs Brown" tell none."""
    if (
        text[max(0, mention.start - 12) : mention.start]
        .lower()
        .endswith(("mr. and ", "mr and ", "mrs. and ", "mrs and "))
    ):
        return None
    around = text[max(0, mention.start - 30) : mention.start].lower().split()[-1:] + mention.text.lower().split()[:-1]
    for word in (*around, *(mention.role or "").lower().split()):
        bare = word.strip(".,")
        if bare in words.MALE_TITLES | words.MALE_NOUNS:
            return "m"
        if bare in words.FEMALE_TITLES | words.FEMALE_NOUNS:
            return "f"
    return None
