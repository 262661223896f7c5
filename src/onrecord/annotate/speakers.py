"""Who speaks: from the words of a subject to a name of the same article, or to a stated reason why there is none.

Pronouns and "the official" are resolved only within their paragraph and the one before it (only within their own where
the paragraphs are out of order). Where two people would fit, the one who opens the sentence before is taken, as readers
do; where that does not decide, the speaker stays open and the candidates are listed. A wrong name is worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.annotate import words
from onrecord.annotate.beside import opening_subject
from onrecord.annotate.phrases import Phrase
from onrecord.annotate.units import Token, Unit
from onrecord.annotate.word_set import word_set
from onrecord.model.article import Article
from onrecord.model.statement import Mention, Speaker

#: Adjectives that tell nothing about which role is meant.
_PLAIN_ADJECTIVES = word_set("senior anonymous unnamed top same former new current")
_INDEFINITE = word_set("a an one two three four five six seven eight nine ten some several many another most")
_BACK = 3  # paragraphs: "the official" reaches further than a pronoun, since it names a role
#: Nouns for people whom a report keeps nameless on purpose; others ("the minister") are names that stay open.
_NAMELESS = word_set("""
    official officials source sources person people insider insiders aide aides diplomat diplomats adviser advisers advisor
    advisors analyst analysts expert experts observer observers resident residents witness witnesses eyewitness eyewitnesses
    officer officers spokesman spokeswoman spokesperson spokesmen spokespeople critic critics lawmaker lawmakers authorities
    """)


@dataclass(frozen=True, slots=True)
class _Heard:
    """Somebody who has spoken: where, and with what noun where no name is given."""

    paragraph: int
    speaker: Speaker
    noun: str


class Speakers:
    """The speakers of one article, met in reading order."""

    def __init__(self, article: Article, units: Sequence[Unit], mentions: Sequence[Mention]) -> None:
        self._text = article.text
        self._mentions = mentions
        self._units = units
        self._places = {id(unit): place for place, unit in enumerate(units)}
        self._local = out_of_order(article, units)
        self._order = {
            paragraph: n
            for n, paragraph in enumerate(dict.fromkeys(unit.paragraph for unit in units if unit.segment == "body"))
        }
        self._heard: list[_Heard] = []
        self._genders = self._find_genders()

    def of(self, unit: Unit, phrase: Phrase, lemma: str) -> Speaker:
        """The speaker for whom ``phrase`` stands; ``lemma`` is the cue's."""
        core = unit.tokens[phrase.start : phrase.core]
        blank = Speaker(
            self._text[unit.tokens[phrase.start].start : unit.tokens[phrase.end - 1].end],
            unit.tokens[phrase.start].start,
            unit.tokens[phrase.end - 1].end,
            None,
            False,
        )
        if len(core) == 1 and core[0].lower in words.SUBJECT_PRONOUNS:
            return self._pronoun(unit, core[0], blank, lemma)
        together = self._together(unit, core)
        if together:
            return replace(blank, candidates=together, reason="several speak together")
        head = core[-1]
        if head.mention >= 0:
            return self._mentioned(unit, core, unit.mentions[head.mention], blank)
        return self._noun(unit, core, blank)

    def opening(self, unit: Unit) -> Speaker | None:
        """The speaker who is the subject of the unit's first clause, for cues that have no subject of their own."""
        phrase = opening_subject(unit, plainly=True)
        return self.of(unit, phrase, "") if phrase is not None else None

    def hear(self, unit: Unit, speaker: Speaker) -> None:
        """Remember that ``speaker`` has spoken in ``unit``."""
        noun = _last_noun(speaker.text or "")
        self._heard.append(_Heard(self._order.get(unit.paragraph, -9), speaker, noun))

    # --- names ---

    def _mentioned(self, unit: Unit, core: Sequence[Token], mention: Mention, blank: Speaker) -> Speaker:
        known = replace(
            blank,
            name=mention.name,
            kind=mention.kind,
            role=mention.role,
            country=mention.country,
            candidates=mention.candidates,
        )
        if mention.name is not None:
            return known
        if mention.kind == "office":
            if (
                _last_noun(mention.text) in words.PEOPLE_PLURAL
                or core[0].lower in _INDEFINITE
                or core[0].text[0].isdigit()
            ):
                return replace(known, anonymous=True, reason="no name is given")
            return self._by_role(unit, known, mention.text)
        return replace(known, reason="the article does not tell who this is")

    def _noun(self, unit: Unit, core: Sequence[Token], blank: Speaker) -> Speaker:
        head = core[-1]
        noun = head.lower
        country = next(
            (unit.mentions[t.mention].country for t in core if t.mention >= 0 and unit.mentions[t.mention].country),
            None,
        )
        owner = any(token.mention >= 0 for token in core)
        definite = core[0].lower in {"the", "this", "that", "these", "those"} and not owner
        if noun in words.NAMELESS_PRONOUNS or core[0].lower in words.NAMELESS_PRONOUNS:
            return replace(blank, anonymous=True, country=country, reason="no name is given")
        if noun in words.PEOPLE_SINGULAR | words.PEOPLE_PLURAL:
            if definite:
                return self._by_role(unit, replace(blank, country=country), " ".join(token.lower for token in core[1:]))
            return replace(blank, anonymous=True, country=country, reason="no name is given")
        if noun in words.DOCUMENTS:
            return replace(blank, kind=None, country=country, reason="a document speaks; nobody is named")
        if noun in words.BODIES:
            first = 1 if core[0].lower in words.DETERMINERS else 0
            owned = core[0].lower in words.PHRASE_OPENERS - {"the"}
            if not owned and len(core) - first > 1:
                # two words or more are a name by themselves: "the presidential office", "Northern Command"
                name = self._text[core[first].start : core[-1].end]
                return replace(blank, name=name, kind="body", country=country)
            for heard in self._recent(unit, _BACK):
                if heard.speaker.kind == "body" and heard.speaker.name and noun in heard.speaker.name.lower().split():
                    return replace(blank, name=heard.speaker.name, kind="body", country=heard.speaker.country)
            bodies = dict.fromkeys(
                mention.name
                for mention in self._mentions
                if mention.kind == "body" and mention.name and _last_noun(mention.name) == noun
            )
            if len(bodies) == 1 and not owned:
                return replace(blank, name=next(iter(bodies)), kind="body", country=country)
            return replace(blank, kind="body", country=country, reason="the article does not tell which body this is")
        first = len(core)
        while (
            first > 0
            and (core[first - 1].capital or core[first - 1].lower in {"of", "the", "and", "&"})
            and core[first - 1].is_word
        ):
            first -= 1
        while first < len(core) and core[first].lower in words.DETERMINERS:
            first += 1
        if first == len(core):
            return replace(blank, reason="the article does not tell who this is")
        return replace(blank, name=self._text[core[first].start : core[-1].end])

    def _by_role(self, unit: Unit, blank: Speaker, role: str) -> Speaker:
        """ "the official", "the minister": somebody met before by that role."""
        wanted = {word for word in role.lower().split() if word not in _PLAIN_ADJECTIVES | words.DETERMINERS}
        noun = _last_noun(role)
        for heard in self._recent(unit, _BACK):
            if heard.noun == noun and heard.speaker.anonymous:
                return replace(
                    blank, anonymous=True, country=blank.country or heard.speaker.country, reason="no name is given"
                )
            if heard.speaker.name and heard.speaker.role and wanted <= set(heard.speaker.role.lower().split()):
                return _same(blank, heard.speaker)
        before = self._before(unit, blank.start or 0, 2)
        people = dict.fromkeys(mention.name for mention in before if mention.name and mention.kind == "person")
        names = dict.fromkeys(
            mention.name
            for mention in before
            if mention.name
            and mention.kind == "person"
            and mention.role
            and wanted <= set(mention.role.lower().split())
        )
        if len(names) == 1:
            return replace(blank, name=next(iter(names)), kind="person")
        if noun in _NAMELESS:
            return replace(blank, anonymous=True, reason="no name is given")
        last = next(iter(self._recent(unit, 1)), None)
        alone = last is not None and last.speaker.kind == "person" and list(people) == [last.speaker.name]
        if alone and last is not None and last.speaker.role is None and not names:
            # a report that names somebody and then gives the role instead: only one person has been spoken of
            return replace(_same(blank, last.speaker), role=role)
        return replace(blank, candidates=tuple(names), reason="the article does not tell who this is")

    def _together(self, unit: Unit, core: Sequence[Token]) -> tuple[str, ...]:
        if not any(token.lower == "and" and token.mention < 0 for token in core):
            return ()
        # "the US and its allies" has one name, and is nobody's alone
        seen = dict.fromkeys(token.mention for token in core if token.mention >= 0 and not token.possessive)
        return tuple(unit.mentions[at].name or unit.mentions[at].text for at in seen)

    # --- pronouns ---

    def _pronoun(self, unit: Unit, token: Token, blank: Speaker, lemma: str) -> Speaker:
        back = 0 if self._local else 1
        last = next(iter(self._recent(unit, back)), None)
        if token.lower == "it":
            return self._it(unit, blank, last)
        if token.lower == "they":
            if last is not None and (last.speaker.anonymous or last.speaker.kind in {"body", "country"}):
                return _same(blank, last.speaker)
            return replace(blank, reason="a pronoun whose antecedent is not clear")
        gender = "m" if token.lower == "he" else "f"
        names = self._fitting(unit, token.start, back, gender)
        if last is not None and last.speaker.anonymous and self._still_speaks(unit, last, names, lemma):
            return _same(blank, last.speaker)
        if last is not None and last.speaker.name in names and lemma in words.GOING_ON:
            return _same(blank, last.speaker)
        if names and self._nameless_opener(unit, token):
            chosen = None
        else:
            chosen = names[0] if len(names) == 1 else self._opener(unit, token, names)
        if chosen is None:
            reason = "a pronoun with several possible antecedents" if names else "a pronoun without an antecedent"
            return replace(blank, candidates=tuple(names), reason=reason)
        known = next((m for m in self._mentions if m.name == chosen and m.kind == "person"), None)
        if known is None:
            return replace(blank, name=chosen)
        return replace(blank, name=chosen, kind="person", role=known.role, country=known.country)

    def _it(self, unit: Unit, blank: Speaker, last: _Heard | None) -> Speaker:
        """The one body, country or document that has spoken in reach."""
        reach = 0 if self._local else 1
        fitting = [
            heard
            for heard in self._recent(unit, reach)
            if heard.speaker.kind in {"body", "country", "place"} or heard.noun in words.DOCUMENTS
        ]
        names = dict.fromkeys(heard.speaker.name or heard.noun for heard in fitting)
        if fitting and (len(names) == 1 or (last is not None and fitting[0] is last)):
            return _same(blank, fitting[0].speaker)
        return replace(blank, candidates=tuple(names), reason="a pronoun whose antecedent is not clear")

    def _still_speaks(self, unit: Unit, last: _Heard, names: Sequence[str], lemma: str) -> bool:
        return lemma in words.GOING_ON or not names

    def _fitting(self, unit: Unit, before: int, back: int, gender: str) -> list[str]:
        """Names of people in reach whose gender fits, the nearest first."""
        found: dict[str, None] = {}
        for mention in reversed(self._before(unit, before, back)):
            if mention.kind == "person" and mention.name and self._genders.get(mention.name, gender) == gender:
                found.setdefault(mention.name)
        return list(found)

    def _opener(self, unit: Unit, token: Token, names: Sequence[str]) -> str | None:
        """Of several, the one who opens this sentence, or else the nearest sentence before that a person opens."""
        place = self._places[id(unit)]
        nearest = self._order.get(unit.paragraph, -9)
        for at in range(place, -1, -1):
            other = self._units[at]
            if other.segment != "body":
                continue
            if nearest - self._order.get(other.paragraph, -9) > (0 if self._local else 1):
                break
            subject = opening_subject(other)
            if subject is None or other.tokens[subject.start].start >= token.start:
                continue
            for k in range(subject.start, subject.end):
                mention = other.tokens[k].mention
                if mention >= 0 and other.mentions[mention].name in names:
                    return other.mentions[mention].name
            if len(other.tokens) > subject.start and other.tokens[subject.start].lower in words.SUBJECT_PRONOUNS:
                continue
            return None
        return None

    def _nameless_opener(self, unit: Unit, token: Token) -> bool:
        """Whether somebody without a name opens the sentence before in the same paragraph: the pronoun may mean them."""
        place = self._places[id(unit)]
        if place == 0 or self._units[place - 1].paragraph != unit.paragraph:
            return False
        before = self._units[place - 1]
        subject = opening_subject(before)
        if subject is None:
            return False
        head = before.tokens[subject.core - 1]
        if head.mention >= 0:
            mention = before.mentions[head.mention]
            return mention.kind == "office" and mention.name is None and head.lower not in words.PEOPLE_PLURAL
        return head.lower in words.PEOPLE_SINGULAR and not before.all_quoted

    # --- what stands before ---

    def _recent(self, unit: Unit, back: int) -> list[_Heard]:
        here = self._order.get(unit.paragraph, -9)
        back = 0 if self._local else back
        return [heard for heard in reversed(self._heard) if 0 <= here - heard.paragraph <= back]

    def _before(self, unit: Unit, before: int, back: int) -> list[Mention]:
        """Mentions before the character ``before``, in its paragraph and ``back`` paragraphs of body text before it."""
        here = self._order.get(unit.paragraph)
        if here is None:
            return []
        back = 0 if self._local else back
        spans = [
            (other.start, other.end)
            for other in self._units
            if other.segment == "body" and 0 <= here - self._order.get(other.paragraph, -9) <= back
        ]
        if not spans:
            return []
        start = spans[0][0]
        return [
            mention
            for mention in self._mentions
            if start <= mention.start
            and mention.end <= before
            and any(first <= mention.start < last for first, last in spans)
        ]

    def _find_genders(self) -> dict[str, str]:
        """ "m" or "f" for each name that a title, a noun or a first name of the article tells."""
        genders: dict[str, str] = {}
        for mention in self._mentions:
            if mention.kind != "person" or not mention.name or mention.name in genders:
                continue
            told = _gender_of(self._text, mention)
            if told:
                genders[mention.name] = told
        for mention in self._mentions:
            if mention.kind == "person" and mention.name and mention.name not in genders:
                first = mention.name.split()[0].lower()
                if first in words.MALE_NAMES:
                    genders[mention.name] = "m"
                elif first in words.FEMALE_NAMES:
                    genders[mention.name] = "f"
        return genders


def out_of_order(article: Article, units: Sequence[Unit]) -> bool:
    """Whether the article's paragraphs are shuffled: a note says so, or its body begins with a pronoun."""
    if any("order" in note for note in article.notes):
        return True
    first = next((unit for unit in units if unit.segment == "body"), None)
    return first is not None and first.tokens[0].lower in {"he", "she"}


def _same(blank: Speaker, other: Speaker) -> Speaker:
    return replace(
        blank,
        name=other.name,
        anonymous=other.anonymous,
        kind=other.kind,
        role=other.role,
        country=other.country,
        candidates=other.candidates,
        reason=other.reason,
    )


def _gender_of(text: str, mention: Mention) -> str | None:
    around = text[max(0, mention.start - 30) : mention.start].lower().split()[-1:] + mention.text.lower().split()[:-1]
    around += (mention.role or "").lower().split()
    for word in around:
        bare = word.strip(".,")
        if bare in words.MALE_TITLES or bare in words.MALE_NOUNS:
            return "m"
        if bare in words.FEMALE_TITLES or bare in words.FEMALE_NOUNS:
            return "f"
    return None


def _last_noun(text: str) -> str:
    parts = text.lower().split()
    for word in parts:
        if word in words.PREPOSITIONS or word in {"familiar", "briefed"}:
            parts = parts[: parts.index(word)]
            break
    return parts[-1].strip(".,'’") if parts else ""
