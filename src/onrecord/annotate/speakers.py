"""Who speaks: from the words of a subject to a name of the same article, or to a stated reason why there is none.

Pronouns are resolved only within their paragraph and the one before it (only within their own where the paragraphs are
out of order), "the official" a little further. Where two people would fit, the one who opens the sentence before is
taken, as readers do; where that does not decide, the speaker stays open and the candidates are listed. A wrong name is
worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.annotate import words
from onrecord.annotate.antecedents import Antecedents, Heard, last_noun
from onrecord.annotate.beside import opening_subject
from onrecord.annotate.groups import agrees_as_plural, is_nameless, is_sort_of
from onrecord.annotate.phrases import Phrase, is_adjective, phrase_before
from onrecord.annotate.units import Token, Unit
from onrecord.annotate.word_set import word_set
from onrecord.model.article import Article
from onrecord.model.statement import Mention, Speaker

_PRONOUN_REACH = 1  # paragraphs
_ROLE_REACH = 3  # paragraphs: "the official" reaches further than a pronoun, since it names a role
_ROLE_PEOPLE_REACH = 2  # paragraphs in which a person with that role is looked for
_ANYWHERE = 10_000  # paragraphs: bodies that belong to a person are named once and for all
#: Before the plural of a party's or a people's name: not all of them speak ("other Republicans").
_SOME = word_set("other some many most several few")
_JOINT_REACH = 4  # tokens behind "and" in which another speaker's noun stands
_ASKING = word_set("ask inquire question press quiz")
_INDEFINITE = word_set("a an one two three four five six seven eight nine ten some several many another most")
#: Adjectives that tell nothing about which role is meant.
_PLAIN_ADJECTIVES = word_set("senior anonymous unnamed top same former new current")
#: Nouns for people whom a report keeps nameless on purpose; others ("the minister") are names that stay open.
_NAMELESS = word_set(
    """
    official officials source sources person people insider insiders aide aides diplomat diplomats adviser advisers advisor
    advisors analyst analysts expert experts observer observers resident residents witness witnesses eyewitness eyewitnesses
    officer officers spokesman spokeswoman spokesperson spokesmen spokespeople critic critics lawmaker lawmakers authorities
    """
)
#: Of these, nouns that a report does not use for somebody whom it has named.
_NEVER_NAMED = word_set("source person insider")
#: Pronouns by the form in which they are subjects.
_SUBJECT_FORMS = {
    "he": "he", "his": "he", "him": "he", "she": "she", "her": "she", "it": "it", "its": "it", "they": "they", "their": "they"
}  # fmt: skip
_NO_NAME = "no name is given"
_UNCLEAR = "a pronoun whose antecedent is not clear"
_WHICH_BODY = "the article does not tell which body this is"
_NOT_TOLD = "the article does not tell who this is"


class Speakers:
    """The speakers of one article, met in reading order."""

    def __init__(self, article: Article, units: Sequence[Unit], mentions: Sequence[Mention]) -> None:
        self._text = article.text
        self._before = Antecedents(article, units, mentions)
        self._asked: set[int] = set()  # where the speakers begin who only ask

    def of(self, unit: Unit, phrase: Phrase, lemma: str) -> Speaker:
        """The speaker for whom ``phrase`` stands; ``lemma`` is the cue's."""
        clause = next((k for k in range(phrase.start + 1, phrase.core) if unit.tokens[k].lower == "who"), phrase.core)
        phrase = replace(phrase, core=clause)  # "an official | who asked not to be named"
        core = unit.tokens[phrase.start : phrase.core]
        start, end = unit.tokens[phrase.start].start, unit.tokens[phrase.end - 1].end
        blank = Speaker(self._text[start:end], start, end, None, False)
        if lemma in _ASKING:
            self._asked.add(start)
        head = core[-1]
        if len(core) == 1 and head.lower in _SUBJECT_FORMS:
            return self._pronoun(unit, head._replace(lower=_SUBJECT_FORMS[head.lower]), blank, lemma)
        if len(core) == 1 and head.lower in words.RELATIVES:
            return self._relative(unit, phrase, blank, lemma)
        together = _together(unit, core) or _together_with(unit, phrase) or self._family(core)
        if together:
            return replace(blank, candidates=together, reason="several speak together")
        if head.mention >= 0:
            return self._mentioned(unit, core, unit.mentions[head.mention], blank)
        return self._noun(unit, core, blank, phrase)

    def opening(self, unit: Unit) -> Speaker | None:
        """The speaker who is the subject of the unit's first clause, for cues that have no subject of their own."""
        phrase = opening_subject(unit, plainly=True)
        return self.of(unit, phrase, "") if phrase is not None else None

    def meant(self, unit: Unit, at: int) -> str | None:
        """The name for which the pronoun at token ``at`` stands ("he", "her", "it"), ``None`` where that stays open."""
        token = unit.tokens[at]
        subject = _SUBJECT_FORMS.get(token.lower)
        if subject is None:
            return None
        blank = Speaker(token.text, token.start, token.end, None, False)
        return self._pronoun(unit, token._replace(lower=subject), blank, "").name

    def hear(self, unit: Unit, speaker: Speaker) -> None:
        """Remember that ``speaker`` has spoken in ``unit``."""
        self._before.hear(unit, speaker, asked=speaker.start in self._asked)

    # --- names and nouns ---

    def _relative(self, unit: Unit, phrase: Phrase, blank: Speaker, lemma: str) -> Speaker:
        """The noun phrase to which a relative clause belongs: "Ann Brown, | who | said"."""
        at = phrase.start - 1
        while at >= 0 and unit.tokens[at].text == ",":
            at -= 1
        before = phrase_before(unit, at, plainly=True) if at >= 0 else None
        return _same(blank, self.of(unit, before, lemma)) if before is not None else replace(blank, reason=_UNCLEAR)

    def _family(self, core: Sequence[Token]) -> tuple[str, ...]:
        """The people of one surname whom its plural names: "the Browns"."""
        name = core[-1].text
        alone = len(core) == 1 or (len(core) == 2 and core[0].lower == "the")
        return self._before.family(name[:-1]) if alone and name.endswith("s") and core[-1].capital else ()

    def _mentioned(self, unit: Unit, core: Sequence[Token], mention: Mention, blank: Speaker) -> Speaker:
        known = replace(
            blank,
            name=mention.name,
            kind=mention.kind,
            role=mention.role,
            country=mention.country,
            candidates=mention.candidates,
        )
        some = core[0].lower in _SOME and mention.kind in {"body", "country", "place"} and mention.text.endswith("s")
        if some or _are_people(mention):
            return replace(known, name=None, anonymous=True, reason=_NO_NAME)  # "Varnishmen", and not their country
        if any(token.lower in {"younger", "elder"} for token in core):
            return replace(known, name=None, reason=_NOT_TOLD)  # "the younger Mr Brown"
        if mention.name is not None and self._is_near(unit, mention):
            return known
        if mention.name is not None:
            return replace(known, name=None, candidates=(mention.name,), reason=_NOT_TOLD)
        if mention.kind != "office":
            return replace(known, reason=_NOT_TOLD)
        titled = core[-1].capital and core[-1].lower in _NAMELESS and core[0].lower not in words.DETERMINERS
        if titled and len(core) > 1 and unit.segment == "body":
            return replace(known, name=mention.text, kind="body", role=None)  # "Harbour Insider": a title, not a role
        indefinite = core[0].lower in _INDEFINITE or core[0].text[0].isdigit()
        # "ministers of Varnia", and "ministry of defence officials"
        if indefinite or {last_noun(mention.text), core[-1].lower} & (words.PEOPLE_PLURAL | words.CROWDS):
            return replace(known, anonymous=True, reason=_NO_NAME)
        return self._by_role(unit, known, mention.text)

    def _is_near(self, unit: Unit, mention: Mention) -> bool:
        """Whether nothing speaks against an office that many hold being its holder's whom the article names elsewhere.

        "The senator" is not the one of an earlier paragraph where others have been named since.
        """
        bare = mention.text.lower().removeprefix("the ")
        if mention.kind != "person" or bare not in words.MANY_HOLDERS:
            return True
        people = {m.name for m in self._before.people(unit, mention.start, _ROLE_PEOPLE_REACH)}
        return not people or mention.name in people

    def _noun(self, unit: Unit, core: Sequence[Token], blank: Speaker, phrase: Phrase) -> Speaker:
        whole, end = unit.tokens[phrase.start : phrase.end], phrase.end
        noun, opening = core[-1].lower, core[0].lower
        subject = unit.tokens[phrase.start - 1] if phrase.start else None
        if subject is not None and subject.lower in {"he's", "she's"}:  # "she's a driver and says"
            return self._pronoun(unit, subject._replace(lower=subject.lower[:-2]), blank, "")
        mentioned = [unit.mentions[token.mention] for token in core if token.mention >= 0]
        blank = replace(blank, country=next((m.country for m in mentioned if m.country), None))
        if opening in {"none", "nobody", "neither"}:
            return replace(blank, reason="the article says that nobody did")
        if noun in words.NAMELESS_PRONOUNS or opening in words.NAMELESS_PRONOUNS:
            return replace(blank, anonymous=True, reason=_NO_NAME)
        if noun in words.PEOPLE_SINGULAR | words.PEOPLE_PLURAL | words.PARTISANS:
            if len(core) == 1 and noun in words.PEOPLE_SINGULAR - _NAMELESS:
                return replace(blank, reason=_NOT_TOLD)  # "nominee" in a headline
            if opening in {"the", "this", "that", "these", "those"}:
                met = self._by_role(unit, blank, " ".join(token.lower for token in core[1:]))
                if met.name or not mentioned or noun not in _NAMELESS | words.PEOPLE_PLURAL:
                    return met
            return replace(blank, anonymous=True, reason=_NO_NAME)
        if noun in words.DOCUMENTS:
            owner = _owner(unit, phrase)
            if owner is not None:
                return replace(blank, name=owner.name, kind=owner.kind, role=owner.role, country=owner.country)
            return replace(blank, reason="a document speaks; nobody is named")
        if noun in words.BODIES | words.GENERIC_BODIES | words.GENERIC_OUTLETS:
            return self._body(unit, core, blank)
        several = len(core) == 1 and noun.endswith("s") and core[-1].text not in words.OUTLET_WORDS
        if is_nameless(core, whole) or (several and agrees_as_plural(unit, end)):
            return replace(blank, anonymous=True, reason=_NO_NAME)
        name = _name_at_end(core)
        return (
            replace(blank, name=self._text[name : core[-1].end])
            if name is not None
            else replace(blank, reason=_NOT_TOLD)
        )

    def _body(self, unit: Unit, core: Sequence[Token], blank: Speaker) -> Speaker:
        """A ministry, an army, a company. Two words or more are a name by themselves: "the presidential office"."""
        noun, opening = core[-1].lower, core[0].lower
        blank = replace(blank, kind="body")
        first = 1 if opening in words.DETERMINERS else 0
        if opening in {"a", "an", "another"} or noun in words.BODIES_PLURAL:
            return replace(blank, anonymous=True, reason=_NO_NAME)
        if opening in words.PHRASE_OPENERS - {"the"}:
            return self._owned_body(unit, core, blank)
        named = next((unit.mentions[t.mention] for t in core if t.mention >= 0 and not t.possessive), None)
        if named is not None and named.kind == "body" and named.name:
            return replace(blank, name=named.name, country=named.country)  # "Interfax news agency"
        plain = not any(token.capital for token in core[1:]) and opening == "the"
        if noun in words.GENERIC_BODIES | words.GENERIC_OUTLETS and plain:
            return self._generic_body(unit, noun, blank, plain=len(core) == first + 1)
        if len(core) - first > 1:
            return replace(blank, name=self._text[core[first].start : core[-1].end])
        for heard in self._before.heard(unit, _ROLE_REACH):
            if heard.speaker.kind == "body" and heard.speaker.name and noun in heard.speaker.name.lower().split():
                return replace(blank, name=heard.speaker.name, country=heard.speaker.country)
        alike = self._before.bodies(noun)
        if len(alike) == 1:
            return replace(blank, name=alike[0])
        return replace(blank, candidates=alike, reason=_WHICH_BODY)

    def _owned_body(self, unit: Unit, core: Sequence[Token], blank: Speaker) -> Speaker:
        """ "his campaign", where the article has named "the Brown campaign"."""
        at = next(k for k, token in enumerate(unit.tokens) if token is core[0])
        owner = self.meant(unit, at)
        surname = owner.split()[-1].lower() if owner else ""
        for heard in self._before.heard(unit, _ANYWHERE):
            name = heard.speaker.name
            if name and surname and {surname, core[-1].lower} <= set(name.lower().replace("'s", "").split()):
                return replace(blank, name=name, country=heard.speaker.country)
        return replace(blank, reason=_WHICH_BODY)

    def _generic_body(self, unit: Unit, noun: str, blank: Speaker, *, plain: bool) -> Speaker:
        """ "the company", "the newspaper": the one body of that sort that the text has named shortly before.

        More words ("the rights group") ask for a body that has spoken.
        """
        said = [h.speaker.name for h in self._before.heard(unit, _PRONOUN_REACH) if h.speaker.kind in {"body", None}]
        near = [m.name for m in self._before.bodies_near(unit, blank.start or 0, _PRONOUN_REACH)] if plain else []
        fits = [name for name in said if name and is_sort_of(name, noun, spoke=True)]
        fits += [name for name in near if name and is_sort_of(name, noun)]
        fitting = tuple(dict.fromkeys(fits))
        if len(fitting) == 1:
            return replace(blank, name=fitting[0])
        return replace(blank, candidates=fitting, reason=_WHICH_BODY)

    def _by_role(self, unit: Unit, blank: Speaker, role: str) -> Speaker:
        """ "the official", "the minister": somebody met before by that role."""
        wanted = set(role.lower().split()) - _PLAIN_ADJECTIVES - words.DETERMINERS
        noun = last_noun(role)
        for heard in self._before.heard(unit, _ROLE_REACH):
            if heard.noun == noun and heard.speaker.anonymous:
                return replace(
                    _same(blank, heard.speaker), country=blank.country or heard.speaker.country, reason=_NO_NAME
                )
            if heard.speaker.name and heard.speaker.role and wanted <= set(heard.speaker.role.lower().split()):
                return _same(blank, heard.speaker)
        people = self._before.people(unit, blank.start or 0, _ROLE_PEOPLE_REACH)
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
                return replace(_same(blank, heard.speaker), reason=_NO_NAME)
        last = next(iter(self._before.heard(unit, _PRONOUN_REACH)), None)
        if noun in _NAMELESS:
            after_a_name = noun in words.PEOPLE_SINGULAR - _NEVER_NAMED and last is not None and last.speaker.name
            if after_a_name and last is not None and last.speaker.kind in {"person", None}:
                return replace(blank, candidates=(last.speaker.name or "",), reason=_NOT_TOLD)
            return replace(blank, anonymous=True, reason=_NO_NAME)
        alone = last is not None and {m.name for m in people} == {last.speaker.name}
        if last is not None and alone and not holders and last.speaker.role is None:
            # a report that names somebody and then gives the role instead: only one person has been spoken of
            return replace(_same(blank, last.speaker), role=role)
        return replace(blank, candidates=tuple(holders), reason=_NOT_TOLD)

    # --- pronouns ---

    def _pronoun(self, unit: Unit, token: Token, blank: Speaker, lemma: str) -> Speaker:
        heard = self._before.heard(unit, _PRONOUN_REACH)
        last = heard[0].speaker if heard and not heard[0].asked else None
        if token.lower == "it":
            return _it(heard, blank)
        if token.lower == "they":
            if last is not None and (last.anonymous or last.kind in {"body", "country"}):
                return _same(blank, last)
            return replace(blank, reason=_UNCLEAR)
        gender = "m" if token.lower == "he" else "f"
        people = self._before.people(unit, token.start, _PRONOUN_REACH)
        names = self._fitting(people, gender)
        goes_on = lemma in words.GOING_ON
        if last is not None and ((last.anonymous and (goes_on or not names)) or (goes_on and last.name in names)):
            return _same(blank, last)
        just = self._just_spoke(unit, token, gender)
        if just is not None and (just.name is None or just.name != _told_person(unit, token)):
            return _same(blank, just)
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
        for other in self._before.sentences_back(unit, _PRONOUN_REACH):
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
        return _same(blank, fitting[0].speaker)
    return replace(blank, candidates=tuple(names), reason=_UNCLEAR)


def _owner(unit: Unit, phrase: Phrase) -> Mention | None:
    """Whose a document is, where its phrase tells: "Tarn Water's figures", "a statement from Tarn Water"."""
    for k in range(phrase.start, phrase.end):
        token = unit.tokens[k]
        if token.mention < 0 or unit.mentions[token.mention].kind not in {"person", "body", "country"}:
            continue
        opening = next(n for n in range(k, -1, -1) if n == 0 or unit.tokens[n - 1].mention != token.mention)
        before = unit.tokens[opening - 1].lower if opening > phrase.start else ""
        if before == "the" and opening - 1 > phrase.start:
            before = unit.tokens[opening - 2].lower
        own = token.possessive and k < phrase.core and opening in {phrase.start, phrase.start + 1}
        if unit.mentions[token.mention].name and (own or (k >= phrase.core and before in {"by", "from"})):
            return unit.mentions[token.mention]
    return None


def _are_people(mention: Mention) -> bool:
    """Whether a place's mention is the plural of its adjective: "Russians" are people, and not their country."""
    text = mention.text
    if mention.kind not in {"country", "place"} or text == mention.name or not text.endswith(("s", "S")):
        return False
    return len(text) > 4 and is_adjective(replace(mention, text=text[:-1].capitalize()))


def _together(unit: Unit, core: Sequence[Token]) -> tuple[str, ...]:
    """The names in a subject that joins several; "the US and its allies" has one name, and is not its alone."""
    joint = next((k for k, token in enumerate(core) if token.lower == "and" and token.mention < 0), None)
    if joint is None or _two_offices(unit, core, joint):
        return ()
    joined = dict.fromkeys(token.mention for token in core if token.mention >= 0 and not token.possessive)
    if joined or core[-1].lower in words.BODIES or not (0 < joint < len(core) - 1):
        return tuple(unit.mentions[at].name or unit.mentions[at].text for at in joined)
    if not (core[joint - 1].capital and core[joint + 1].capital):
        return ()
    return tuple(" ".join(token.text for token in part) for part in (core[:joint], core[joint + 1 :]))


def _two_offices(unit: Unit, core: Sequence[Token], joint: int) -> bool:
    """Whether what "and" joins are two offices of one person: "party leader | and | prime minister Ann Brown"."""
    if not 0 < joint < len(core) - 1:
        return False
    mentions = [unit.mentions[token.mention] for token in core if token.mention >= 0]
    people = {mention.name for mention in mentions if mention.kind == "person"}
    named = core[-1].mention >= 0 and unit.mentions[core[-1].mention].name in people - {None}
    bare = core[0].lower not in words.DETERMINERS and core[joint + 1].lower not in words.DETERMINERS
    return named and len(people) == 1 and bare and core[joint - 1].lower in words.PEOPLE_SINGULAR


def _together_with(unit: Unit, phrase: Phrase) -> tuple[str, ...]:
    """The names where "and" with more people stands right behind a person: "Ann Brown | and other leaders"."""
    tokens = unit.tokens
    head, at = tokens[phrase.end - 1], phrase.end + 1
    person = head.mention >= 0 and unit.mentions[head.mention].kind == "person"
    if not person or at >= len(tokens) or tokens[phrase.end].lower != "and":
        return ()
    name = unit.mentions[head.mention].name or head.text
    for token in tokens[at : at + _JOINT_REACH]:
        if token.mention >= 0 and unit.mentions[token.mention].kind == "person":
            return name, unit.mentions[token.mention].name or token.text
        if token.lower in words.PEOPLE_PLURAL | words.BODIES_PLURAL:
            return (name,)
        if not token.is_word or (token.lower not in words.DETERMINERS and not token.capital and token is tokens[at]):
            return ()
    return ()


def _name_at_end(core: Sequence[Token]) -> int | None:
    """The character at which the run of capitalised words begins that ends a phrase; ``None`` where there is none."""
    first = len(core)
    while first > 0 and core[first - 1].is_word and (core[first - 1].capital or core[first - 1].lower in {"of", "&"}):
        first -= 1
    while first < len(core) and core[first].lower in words.DETERMINERS | {"of"}:
        first += 1
    return core[first].start if first < len(core) else None


def _same(blank: Speaker, other: Speaker) -> Speaker:
    """``blank`` with the identity of ``other``."""
    return replace(
        blank,
        name=other.name,
        anonymous=other.anonymous,
        kind=other.kind,
        role=other.role,
        country=other.country,
        candidates=other.candidates,
        reason=other.reason,
        count=other.count,
        unnamed_because=other.unnamed_because,
    )
