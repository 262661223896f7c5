"""Who speaks: from the words of a subject to a name of the same article, or to a stated reason why there is none.

Names are taken as they stand, ``pronouns`` and ``nouns`` tell for whom others stand, ``together`` finds several in one subject.
Pronouns are resolved only within their paragraph and the one before it (only within their own where the paragraphs are
out of order), "the official" a little further. Where two people would fit, the one who opens the sentence before is
taken, as readers do; where that does not decide, the speaker stays open and the candidates are listed. A wrong name is
worse than none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.annotate import words
from onrecord.annotate.antecedents import Antecedents, last_noun
from onrecord.annotate.beside import opening_subject
from onrecord.annotate.documents import WRITINGS
from onrecord.annotate.groups import is_people
from onrecord.annotate.identities import NO_NAME, NOT_TOLD, UNCLEAR, same
from onrecord.annotate.nouns import NAMELESS, ROLE_PEOPLE_REACH, Nouns
from onrecord.annotate.phrases import Phrase, is_adjective, phrase_before
from onrecord.annotate.pronouns import SUBJECT_FORMS, Pronouns
from onrecord.annotate.relatives import explained_by, noun_at
from onrecord.annotate.together import one_body, together, together_with
from onrecord.annotate.units import Token, Unit
from onrecord.annotate.word_set import word_set
from onrecord.model.article import Article
from onrecord.model.statement import Mention, Speaker

#: Before the plural of a party's or a people's name: not all of them speak ("other Republicans").
_SOME = word_set("other some many most several few")
_NAMING = word_set("named identified")
_ASKING = word_set("ask inquire question press quiz")
_INDEFINITE = word_set("a an one two three four five six seven eight nine ten some several many another most")


class Speakers:
    """The speakers of one article, met in reading order."""

    def __init__(self, article: Article, units: Sequence[Unit], mentions: Sequence[Mention]) -> None:
        self._text = article.text
        self._before = Antecedents(article, units, mentions)
        self._pronouns = Pronouns(self._before)
        self._nouns = Nouns(article.text, self._before, self._pronouns)
        self._asked: set[int] = set()  # where the speakers begin who only ask

    def of(self, unit: Unit, phrase: Phrase, lemma: str) -> Speaker:
        """The speaker for whom ``phrase`` stands; ``lemma`` is the cue's."""
        inside = range(phrase.start + 1, phrase.core)
        clause = next((k for k in inside if unit.tokens[k].lower == "who" and unit.tokens[k].mention < 0), phrase.core)
        phrase = replace(phrase, core=clause)  # "an official | who asked not to be named"
        phrase = _without_participle(unit, phrase)
        core = unit.tokens[phrase.start : phrase.core]
        start, end = unit.tokens[phrase.start].start, unit.tokens[phrase.end - 1].end
        blank = Speaker(self._text[start:end], start, end, None, False)
        if lemma in _ASKING:
            self._asked.add(start)
        head = core[-1]
        if len(core) == 1 and head.lower in SUBJECT_FORMS:
            return self._pronouns.of(unit, head._replace(lower=SUBJECT_FORMS[head.lower]), blank, lemma)
        if len(core) == 1 and head.lower in words.RELATIVES:
            return self._relative(unit, phrase, blank, lemma)
        body = one_body(unit, core)
        if body is not None:
            return replace(blank, name=self._text[core[body].start : core[-1].end], kind="body")
        several = together(unit, core) or together_with(unit, phrase) or self._family(core)
        if several and not _are_nameless(unit, core):
            return replace(blank, candidates=several, reason="several speak together")
        if head.mention >= 0:
            return self._mentioned(unit, core, unit.mentions[head.mention], blank, phrase)
        return self._nouns.of(unit, core, blank, phrase)

    def opening(self, unit: Unit) -> Speaker | None:
        """The speaker who is the subject of the unit's first clause, for cues that have no subject of their own."""
        phrase = opening_subject(unit, plainly=True)
        return self.of(unit, phrase, "") if phrase is not None else None

    def meant(self, unit: Unit, at: int) -> str | None:
        """The name for which the pronoun at token ``at`` stands, as :meth:`Pronouns.meant` tells it."""
        return self._pronouns.meant(unit, at)

    def hear(self, unit: Unit, speaker: Speaker) -> None:
        """Remember that ``speaker`` has spoken in ``unit``."""
        self._before.hear(unit, speaker, asked=speaker.start in self._asked)

    def _relative(self, unit: Unit, phrase: Phrase, blank: Speaker, lemma: str) -> Speaker:
        """The noun phrase to which a relative clause belongs: "Ann Brown, | who | said"."""
        at = phrase.start - 1
        while at >= 0 and unit.tokens[at].text == ",":
            at -= 1
        if at < 0:
            return replace(blank, reason=UNCLEAR)
        before = explained_by(unit, at) if at < phrase.start - 1 else None
        before = before or phrase_before(unit, at, plainly=True) or noun_at(unit, at)
        return same(blank, self.of(unit, before, lemma)) if before is not None else replace(blank, reason=UNCLEAR)

    def _family(self, core: Sequence[Token]) -> tuple[str, ...]:
        """The people of one surname whom its plural names: "the Browns"."""
        name = core[-1].text
        alone = len(core) == 1 or (len(core) == 2 and core[0].lower == "the")
        return self._before.family(name[:-1]) if alone and name.endswith("s") and core[-1].capital else ()

    def _mentioned(
        self, unit: Unit, core: Sequence[Token], mention: Mention, blank: Speaker, phrase: Phrase
    ) -> Speaker:
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
            return replace(known, name=None, anonymous=True, reason=NO_NAME)  # "Varnishmen", and not their country
        if any(token.lower in {"younger", "elder"} for token in core):
            return replace(known, name=None, reason=NOT_TOLD)  # "the younger Mr Brown"
        if mention.name is not None and self._is_near(unit, mention):
            return known
        if mention.name is not None:
            return replace(known, name=None, candidates=(mention.name,), reason=NOT_TOLD)
        if mention.kind == "body":
            return self._nouns.of(unit, core, blank, phrase)
        if mention.kind != "office":
            return replace(known, reason=NOT_TOLD)
        titled = core[-1].capital and core[-1].lower in NAMELESS and core[0].lower not in words.DETERMINERS
        if titled and len(core) > 1 and unit.segment == "body":
            return replace(known, name=mention.text, kind="body", role=None)  # "Harbour Insider": a title, not a role
        indefinite = core[0].lower in _INDEFINITE or core[0].text[0].isdigit()
        # "ministers of Varnia", and "ministry of defence officials"
        head = last_noun(mention.text)
        if indefinite or is_people(head) or is_people(core[-1].lower):
            return replace(known, anonymous=True, reason=NO_NAME)
        if head in words.BODIES and core[-1].capital:
            first = 1 if core[0].lower in words.DETERMINERS else 0  # "the Court of Justice" is a body, and no judge
            return replace(known, name=self._text[core[first].start : core[-1].end], kind="body", role=None)
        return self._nouns.by_role(unit, known, mention.text)

    def _is_near(self, unit: Unit, mention: Mention) -> bool:
        """Whether nothing speaks against an office that many hold being its holder's whom the article names elsewhere.

        "The senator" is not the one of an earlier paragraph where others have been named since.
        """
        bare = mention.text.lower().removeprefix("the ")
        if mention.kind != "person" or bare not in words.MANY_HOLDERS:
            return True
        people = {m.name for m in self._before.people(unit, mention.start, ROLE_PEOPLE_REACH)}
        return not people or mention.name in people


def _without_participle(unit: Unit, phrase: Phrase) -> Phrase:
    """The phrase with its core ending at its noun: "videos | posted online by", "researchers | mostly from"."""
    for at in range(phrase.start, phrase.core - 1):
        noun, behind = unit.tokens[at].lower, unit.tokens[at + 1]
        known = is_people(noun) or noun in WRITINGS | words.PEOPLE_SINGULAR
        if (
            known
            and behind.mention < 0
            and not behind.capital
            and behind.lower.endswith(("ed", "ly"))
            and behind.lower not in _NAMING
        ):
            return replace(phrase, core=at + 1)
    return phrase


def _are_nameless(unit: Unit, core: Sequence[Token]) -> bool:
    """Whether one plural noun ends what "and" joins: "police and county officials", "Navy and Army spokesmen"."""
    people = any(token.mention >= 0 and unit.mentions[token.mention].kind == "person" for token in core)
    others = any(token.lower == "other" for token in core[1:])  # "the council and other bodies": the council too
    return not (people or others or core[-1].capital) and is_people(core[-1].lower)


def _are_people(mention: Mention) -> bool:
    """Whether a place's mention is the plural of its adjective: "Russians" are people, and not their country."""
    text = mention.text
    if mention.kind not in {"country", "place"} or text == mention.name or not text.endswith(("s", "S")):
        return False
    return len(text) > 4 and is_adjective(replace(mention, text=text[:-1].capitalize()))
