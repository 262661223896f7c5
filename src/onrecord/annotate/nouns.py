"""For whom a noun stands that is no name: "the official", "the ministry", "the company", "a statement by Ann Brown"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.annotate import words
from onrecord.annotate.antecedents import Antecedents, last_noun
from onrecord.annotate.documents import OWNERS, WRITINGS, author, author_before, is_hearsay
from onrecord.annotate.groups import KIN, agrees_as_plural, is_nameless, is_people, is_sort_of
from onrecord.annotate.identities import NO_NAME, NOT_TOLD, WHICH_BODY, same
from onrecord.annotate.lexicon import lexicon
from onrecord.annotate.phrases import Phrase
from onrecord.annotate.pronouns import PRONOUN_REACH, Pronouns
from onrecord.annotate.units import Token, Unit
from onrecord.annotate.word_set import word_set
from onrecord.model.statement import Speaker

#: Paragraphs in which a person with the role that is asked for is looked for.
ROLE_PEOPLE_REACH = 2
#: Nouns for people whom a report keeps nameless on purpose; others ("the minister") are names that stay open.
NAMELESS = word_set(
    """
    official officials source sources person people insider insiders aide aides diplomat diplomats adviser advisers advisor
    advisors analyst analysts expert experts observer observers resident residents witness witnesses eyewitness eyewitnesses
    officer officers spokesman spokeswoman spokesperson spokesmen spokespeople critic critics lawmaker lawmakers authorities
    """
)
#: Of these, nouns that a report does not use for somebody whom it has named.
_NEVER_NAMED = word_set("source person insider")
#: Before "police": the article's place is theirs.
_LOCAL = word_set("local")
#: An address of the web that is an outlet's name.
_SITE = re.compile(r"[A-Za-z0-9][\w-]{1,40}\.(?:com|org|net|info|news|co\.uk|[a-z]{2})")
_ROLE_REACH = 3  # paragraphs: "the official" reaches further than a pronoun, since it names a role
_ANYWHERE = 10_000  # paragraphs: bodies that belong to a person are named once and for all
#: Adjectives that tell nothing about which role is meant.
_PLAIN_ADJECTIVES = word_set("senior anonymous unnamed top same former new current")


class Nouns:
    """The nouns of one article that stand for somebody, met in reading order. ``text`` is the article's."""

    def __init__(self, text: str, before: Antecedents, pronouns: Pronouns) -> None:
        self._text = text
        self._before = before
        self._pronouns = pronouns

    def of(self, unit: Unit, core: Sequence[Token], blank: Speaker, phrase: Phrase) -> Speaker:
        whole, end = unit.tokens[phrase.start : phrase.end], phrase.end
        noun, opening = core[-1].lower, core[0].lower
        subject = unit.tokens[phrase.start - 1] if phrase.start else None
        if subject is not None and subject.lower in {"he's", "she's"}:  # "she's a driver and says"
            return self._pronouns.of(unit, subject._replace(lower=subject.lower[:-2]), blank, "")
        mentioned = [unit.mentions[token.mention] for token in core if token.mention >= 0]
        blank = replace(blank, country=next((m.country for m in mentioned if m.country), None))
        if opening in {"none", "nobody", "neither"}:
            return replace(blank, reason="the article says that nobody did")
        if noun in words.NAMELESS_PRONOUNS or opening in words.NAMELESS_PRONOUNS:
            return replace(blank, anonymous=True, reason=NO_NAME)
        if noun == "police" and (len(core) == 1 or opening in words.DETERMINERS or core[0].lower in _LOCAL):
            return self._police(unit, blank, phrase)
        if noun in KIN and self._is_owned(core):
            known = self._before.described(frozenset(), noun) or self._before.explained(noun)
            return replace(blank, anonymous=not known, candidates=known, reason=NOT_TOLD if known else NO_NAME)
        if noun in words.PEOPLE_SINGULAR | words.PEOPLE_PLURAL | words.PARTISANS:
            if len(core) == 1 and noun in words.PEOPLE_SINGULAR - NAMELESS:
                return replace(blank, reason=NOT_TOLD)  # "nominee" in a headline
            if opening in {"the", "this", "that", "these", "those"}:
                met = self.by_role(unit, blank, " ".join(token.lower for token in core[1:]))
                if met.name or not mentioned or noun not in NAMELESS | words.PEOPLE_PLURAL:
                    return met
            return replace(blank, anonymous=True, reason=NO_NAME)
        if noun in WRITINGS:
            return self._document(unit, core, blank, phrase)
        plural = noun in words.BODIES_PLURAL and not core[-1].capital
        if plural or noun == "movement" or noun in words.BODIES | words.GENERIC_BODIES | words.GENERIC_OUTLETS:
            return self._body(unit, core, blank, phrase)
        several = len(core) == 1 and noun.endswith("s") and core[-1].text not in words.OUTLET_WORDS
        if is_nameless(core, whole) or (several and agrees_as_plural(unit, end)):
            return replace(blank, anonymous=True, reason=NO_NAME)
        written = self._text[core[0].start : core[-1].end]
        if _SITE.fullmatch(written):
            return replace(blank, name=written, kind="body")
        if len(core) == 1 and core[0].capital and core[0].start == unit.tokens[0].start and _is_ordinary(noun):
            return replace(blank, reason=NOT_TOLD)  # "Shells hit ...": any word that opens a sentence has a capital
        name = _name_at_end(core)
        return (
            replace(blank, name=self._text[name : core[-1].end])
            if name is not None
            else replace(blank, reason=NOT_TOLD)
        )

    def _is_owned(self, core: Sequence[Token]) -> bool:
        return core[0].lower in OWNERS or any(token.possessive for token in core[:-1])

    def _police(self, unit: Unit, blank: Speaker, phrase: Phrase) -> Speaker:
        """The one police force that the article names, that of the place behind "in", or else "police"."""
        behind = [unit.mentions[t.mention] for t in unit.tokens[phrase.core : phrase.end] if t.mention >= 0]
        place = next((mention for mention in behind if mention.kind == "place" and mention.name), None)
        if place is not None:
            return replace(blank, name=f"{place.name} police", kind="body", country=place.country)
        forces = self._before.bodies("police")
        if len(forces) > 1:
            return replace(blank, kind="body", candidates=forces, reason=WHICH_BODY)
        return replace(blank, name=forces[0] if forces else "police", kind="body")

    def _document(self, unit: Unit, core: Sequence[Token], blank: Speaker, phrase: Phrase) -> Speaker:
        """A document speaks for whoever made it, where the article tells who that is."""
        makers = unit.tokens[phrase.core : phrase.end]
        if is_hearsay(core) or (makers and makers[0].lower in {"by", "from"} and is_people(makers[-1].lower)):
            return replace(blank, anonymous=True, reason=NO_NAME)
        owner = author(unit, phrase) or author_before(self._before.sentences_back(unit, _ROLE_REACH), core)
        if owner is not None:
            return replace(blank, name=owner.name, kind=owner.kind, role=owner.role, country=owner.country)
        if core[0].lower in OWNERS:
            at = next(k for k, token in enumerate(unit.tokens) if token is core[0])
            whose = self._pronouns.meant(unit, at)
            if whose is not None:
                known = self._before.person(whose)
                return replace(blank, name=whose, kind="person" if known else "body")
        return replace(blank, reason="a document speaks; nobody is named")

    def _body(self, unit: Unit, core: Sequence[Token], blank: Speaker, phrase: Phrase) -> Speaker:
        """A ministry, an army, a company. Two words or more are a name by themselves: "the presidential office"."""
        noun, opening = core[-1].lower, core[0].lower
        blank = replace(blank, kind="body")
        first = 1 if opening in words.DETERMINERS else 0
        if opening in {"a", "an", "another"} or noun in words.BODIES_PLURAL:
            return replace(blank, anonymous=True, reason=NO_NAME)
        if opening in words.PHRASE_OPENERS - {"the"}:
            return self._owned_body(unit, core, blank)
        named = next((unit.mentions[t.mention] for t in core if t.mention >= 0 and not t.possessive), None)
        if named is not None and named.kind == "body" and named.name:
            return replace(blank, name=named.name, country=named.country)  # "Interfax news agency"
        plain = not any(token.capital for token in core[1:]) and opening == "the"
        if noun in words.GENERIC_BODIES | words.GENERIC_OUTLETS and plain:
            return self._generic_body(unit, noun, blank, plain=len(core) == first + 1)
        whole = unit.tokens[phrase.core : phrase.end]
        if len(whole) > 1 and whole[0].lower == "of" and all(token.capital for token in whole[1:]):
            return replace(
                blank, name=self._text[core[first].start : whole[-1].end]
            )  # "the government of North Varnia"
        if len(core) - first > 1:
            return replace(blank, name=self._text[core[first].start : core[-1].end])
        for heard in self._before.heard(unit, _ROLE_REACH):
            if heard.speaker.kind == "body" and heard.speaker.name and noun in heard.speaker.name.lower().split():
                return replace(blank, name=heard.speaker.name, country=heard.speaker.country)
        alike = self._before.bodies(noun)
        if len(alike) == 1:
            return replace(blank, name=alike[0])
        return replace(blank, candidates=alike, reason=WHICH_BODY)

    def _owned_body(self, unit: Unit, core: Sequence[Token], blank: Speaker) -> Speaker:
        """ "his campaign", where the article has named "the Brown campaign"."""
        at = next(k for k, token in enumerate(unit.tokens) if token is core[0])
        owner = self._pronouns.meant(unit, at)
        surname = owner.split()[-1].lower() if owner else ""
        for heard in self._before.heard(unit, _ANYWHERE):
            name = heard.speaker.name
            if name and surname and {surname, core[-1].lower} <= set(name.lower().replace("'s", "").split()):
                return replace(blank, name=name, country=heard.speaker.country)
        return replace(blank, reason=WHICH_BODY)

    def _generic_body(self, unit: Unit, noun: str, blank: Speaker, *, plain: bool) -> Speaker:
        """ "the company", "the newspaper": the one body of that sort that the text has named shortly before.

        More words ("the rights group") ask for a body that has spoken.
        """
        said = [h.speaker.name for h in self._before.heard(unit, PRONOUN_REACH) if h.speaker.kind in {"body", None}]
        near = [m.name for m in self._before.bodies_near(unit, blank.start or 0, PRONOUN_REACH)] if plain else []
        fits = [name for name in said if name and is_sort_of(name, noun, spoke=True)]
        fits += [name for name in near if name and is_sort_of(name, noun)]
        fitting = tuple(dict.fromkeys(fits))
        if len(fitting) == 1:
            return replace(blank, name=fitting[0])
        return replace(blank, candidates=fitting, reason=WHICH_BODY)

    def by_role(self, unit: Unit, blank: Speaker, role: str) -> Speaker:
        """ "the official", "the minister": somebody met before by that role."""
        wanted = set(role.lower().split()) - _PLAIN_ADJECTIVES - words.DETERMINERS
        noun = last_noun(role)
        for heard in self._before.heard(unit, _ROLE_REACH):
            if heard.noun == noun and heard.speaker.anonymous:
                return replace(
                    same(blank, heard.speaker), country=blank.country or heard.speaker.country, reason=NO_NAME
                )
            if heard.speaker.name and heard.speaker.role and wanted <= set(heard.speaker.role.lower().split()):
                return same(blank, heard.speaker)
        people = self._before.people(unit, blank.start or 0, ROLE_PEOPLE_REACH)
        holders = dict.fromkeys(m.name for m in people if m.name and wanted <= set((m.role or "").lower().split()))
        if not holders and noun not in words.PEOPLE_PLURAL:
            near = {m.name for m in self._before.people(unit, blank.start or 0, _ROLE_REACH)}
            holders = dict.fromkeys(name for name in self._before.described(frozenset(wanted), noun) if name in near)
        if len(holders) == 1:
            return replace(blank, name=next(iter(holders)), kind="person")
        for heard in self._before.heard(unit, _ANYWHERE) if len(wanted) > 1 else ():
            if (
                heard.noun == noun
                and heard.speaker.anonymous
                and wanted <= set((heard.speaker.text or "").lower().split())
            ):
                # "the senior ministry official", of long before
                return replace(same(blank, heard.speaker), reason=NO_NAME)
        last = next(iter(self._before.heard(unit, PRONOUN_REACH)), None)
        if noun in NAMELESS:
            after_a_name = noun in words.PEOPLE_SINGULAR - _NEVER_NAMED and last is not None and last.speaker.name
            if after_a_name and last is not None and last.speaker.kind in {"person", None}:
                return replace(blank, candidates=(last.speaker.name or "",), reason=NOT_TOLD)
            return replace(blank, anonymous=True, reason=NO_NAME)
        alone = last is not None and {m.name for m in people} == {last.speaker.name}
        if last is not None and alone and not holders and last.speaker.role is None:
            # a report that names somebody and then gives the role instead: only one person has been spoken of
            return replace(same(blank, last.speaker), role=role)
        return replace(blank, candidates=tuple(holders), reason=NOT_TOLD)


def _is_ordinary(word: str) -> bool:
    """Whether a word in lower case is an ordinary one, or the plural of one, and so no name by itself."""
    return word in words.FIRST_PERSON or lexicon().is_ordinary(word)


def _name_at_end(core: Sequence[Token]) -> int | None:
    """The character at which the run of capitalised words begins that ends a phrase; ``None`` where there is none."""
    first = len(core)
    while first > 0 and core[first - 1].is_word and (core[first - 1].capital or core[first - 1].lower in {"of", "&"}):
        first -= 1
    while first < len(core) and core[first].lower in words.DETERMINERS | {"of"}:
        first += 1
    return core[first].start if first < len(core) else None
