"""For whom a pronoun stands: somebody named or heard in its paragraph or the one before it, where only one is likely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.annotate import words
from onrecord.annotate.antecedents import Antecedents, Heard
from onrecord.annotate.beside import opening_subject
from onrecord.annotate.groups import is_people
from onrecord.annotate.identities import NO_NAME, UNCLEAR, same
from onrecord.annotate.units import Token, Unit
from onrecord.model.statement import Mention, Speaker

#: Paragraphs before its own in which a pronoun's antecedent may stand.
PRONOUN_REACH = 1
#: Pronouns by the form in which they are subjects.
SUBJECT_FORMS = {
    "he": "he", "his": "he", "him": "he", "she": "she", "her": "she", "it": "it", "its": "it", "they": "they", "their": "they"
}  # fmt: skip


class Pronouns:
    """The pronouns of one article, met in reading order."""

    def __init__(self, before: Antecedents) -> None:
        self._before = before

    def meant(self, unit: Unit, at: int) -> str | None:
        """The name for which the pronoun at token ``at`` stands ("he", "her", "it"), ``None`` where that stays open."""
        token = unit.tokens[at]
        subject = SUBJECT_FORMS.get(token.lower)
        if subject is None:
            return None
        blank = Speaker(token.text, token.start, token.end, None, False)
        return self.of(unit, token._replace(lower=subject), blank, "").name

    def of(self, unit: Unit, token: Token, blank: Speaker, lemma: str) -> Speaker:
        heard = self._before.heard(unit, PRONOUN_REACH)
        last = heard[0].speaker if heard and not heard[0].asked else None
        if token.lower == "it":
            return _it(heard, blank)
        if token.lower == "they":
            if last is not None and (last.anonymous or last.kind in {"body", "country"}):
                return same(blank, last)
            several = self._nameless_several(unit, token)
            return replace(blank, anonymous=several, reason=NO_NAME if several else UNCLEAR)
        gender = "m" if token.lower == "he" else "f"
        people = self._before.people(unit, token.start, PRONOUN_REACH)
        names = self._fitting(people, gender)
        goes_on = lemma in words.GOING_ON
        if last is not None and ((last.anonymous and (goes_on or not names)) or (goes_on and last.name in names)):
            return same(blank, last)
        just = self._just_spoke(unit, token, gender)
        if just is not None and (just.name is None or just.name != _told_person(unit, token)):
            return same(blank, just)
        told = _told_person(unit, token)
        asking = {heard.speaker.name for heard in self._before.just_spoke(unit) if heard.asked and heard.unit is unit}
        names = [
            name for name in names if name not in asking and name != told
        ]  # "Brown asked Lind why he ...": not Brown
        outside = self._fitting(self._before.unquoted(people), gender)
        names = outside if len(outside) == 1 and outside[0] in names else names
        chosen = None
        if names and not self._nameless_opener(unit):
            chosen = names[0] if len(names) == 1 else self._opener(unit, token, names)
        if chosen is None:
            reason = "a pronoun with several possible antecedents" if names else "a pronoun without an antecedent"
            return replace(blank, candidates=tuple(names), reason=reason)
        known = self._before.person(chosen)
        if known is None:
            return replace(blank, name=chosen)
        return replace(blank, name=chosen, kind="person", role=known.role, country=known.country)

    def _nameless_several(self, unit: Unit, token: Token) -> bool:
        """Whether people whom nobody names open this sentence, or the nearest before that "they" does not open."""
        for other in self._before.sentences_back(unit, PRONOUN_REACH)[:4]:
            if other is unit and unit.tokens[0].lower in words.CLAUSE_WORDS and unit.tokens[1].start < token.start:
                return False  # "While the figures look good, they ...": a clause of its own stands in front
            subject = opening_subject(other, plainly=True)
            if subject is None or other.tokens[subject.start].start >= token.start:
                continue
            if other.tokens[subject.start].lower in {"they", "their"}:
                continue
            core = other.tokens[subject.start : subject.core]
            named = any(t.mention >= 0 and other.mentions[t.mention].kind == "person" for t in core)
            return not named and is_people(core[-1].lower)
        return False

    def _fitting(self, people: Sequence[Mention], gender: str) -> list[str]:
        return list(dict.fromkeys(m.name for m in people if m.name and self._before.fits(m.name, gender)))

    def _just_spoke(self, unit: Unit, token: Token, gender: str) -> Speaker | None:
        """Who spoke in this sentence or right before it, if the pronoun can go on with them: reports let one person speak on.

        A pronoun, or one of two of the same surname, that stayed open a sentence ago stays open again, and is not somebody else.
        """
        for heard in self._before.just_spoke(unit):
            speaker = heard.speaker
            if heard.asked:
                return None  # who is asked answers
            if speaker.name is not None or speaker.anonymous:
                return speaker if self._goes_on(unit, token, gender, heard) else None
            if speaker.kind == "person" or (speaker.text or "").lower() == token.text.lower():
                return speaker
        return None

    def _goes_on(self, unit: Unit, token: Token, gender: str, heard: Heard) -> bool:
        """Whether the pronoun can stand for somebody who has just spoken."""
        speaker = heard.speaker
        if speaker.anonymous:
            one = heard.noun in words.PEOPLE_SINGULAR or heard.noun in {"he", "she"}
            return one and heard.noun not in (words.FEMALE_NOUNS if gender == "m" else words.MALE_NOUNS)
        name = speaker.name or ""
        person = speaker.kind == "person" or (speaker.kind is None and len(name.split()) > 1)
        if not person or not self._before.fits(name, gender):
            return False
        if _trails(unit, token):
            return True
        others = (m for m in self._before.unquoted(self._before.people(unit, token.start, 0)) if m.start >= unit.start)
        return all(m.name == name or not self._before.fits(m.name or "", gender) for m in others)

    def _opener(self, unit: Unit, token: Token, names: Sequence[str]) -> str | None:
        """Of several, the one who opens this sentence, or else the nearest sentence before that somebody opens."""
        trails = _trails(unit, token)
        for other in self._before.sentences_back(unit, PRONOUN_REACH):
            subject = opening_subject(other)
            if subject is None or other.tokens[subject.start].start >= token.start or (other is unit and trails):
                continue
            if other.tokens[subject.start].lower in words.SUBJECT_PRONOUNS:
                continue
            for opening in other.tokens[subject.start : subject.end]:
                name = other.mentions[opening.mention].name if opening.mention >= 0 else None
                if name in names:
                    return name
            return None
        return None

    def _nameless_opener(self, unit: Unit) -> bool:
        """Whether somebody without a name opens the sentence before in the same paragraph: the pronoun may mean them."""
        near = self._before.sentences_back(unit, 0)
        if len(near) < 2 or near[1].all_quoted:
            return False
        subject = opening_subject(near[1])
        if subject is None:
            return False
        head = near[1].tokens[subject.core - 1]
        if head.mention >= 0:
            mention = near[1].mentions[head.mention]
            return mention.kind == "office" and mention.name is None and head.lower not in words.PEOPLE_PLURAL
        return head.lower in words.PEOPLE_SINGULAR


def _told_person(unit: Unit, token: Token) -> str | None:
    """The person right behind the pronoun's verb, who cannot be the one who speaks: "he told | Brown"."""
    at = next(k for k, other in enumerate(unit.tokens) if other.start == token.start)
    behind = [other for other in unit.tokens[at + 1 : at + 5] if other.lower not in words.ADVERBS | words.AUXILIARIES]
    if len(behind) < 2 or behind[1].mention < 0:
        return None
    mention = unit.mentions[behind[1].mention]
    return mention.name if mention.kind == "person" and not behind[1].possessive else None


def _trails(unit: Unit, token: Token) -> bool:
    """Whether a pronoun stands behind what it is said to say: "the hall was full, | he | said"."""
    at = next(k for k, other in enumerate(unit.tokens) if other.start == token.start)
    opening = unit.tokens[0]
    if at == 0 or (opening.quote < 0 and opening.lower in words.CLAUSE_WORDS | words.PREPOSITIONS):
        return False
    return unit.tokens[at - 1].text == "," or unit.tokens[at - 1].quote >= 0 or not unit.tokens[at - 1].is_word


def _it(heard: Sequence[Heard], blank: Speaker) -> Speaker:
    """The one body, country or document that has spoken in reach."""
    fitting = [
        item for item in heard if item.speaker.kind in {"body", "country", "place"} or item.noun in words.DOCUMENTS
    ]
    names = dict.fromkeys(item.speaker.name or item.noun for item in fitting)
    if fitting and (len(names) == 1 or fitting[0] is heard[0]):
        return same(blank, fitting[0].speaker)
    return replace(blank, candidates=tuple(names), reason=UNCLEAR)
