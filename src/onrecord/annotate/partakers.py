"""Who takes part in an event, and where it is.

Only those are actors who do it or to whom it is done: the subject of the event's own clause (also where it is a pronoun, "the
two" or stands before an earlier verb), the object, and names after "with", "between" and the like. A name that only stands
in the sentence is none.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.annotate import words
from onrecord.annotate.phrases import is_adjective
from onrecord.annotate.speakers import Speakers
from onrecord.annotate.triggers import OTHER, Found, is_verb, verb_start
from onrecord.annotate.units import Unit
from onrecord.annotate.word_set import word_set
from onrecord.model.article import Article
from onrecord.model.statement import Mention, Statement

_PLACE_WORDS = word_set("in at to near outside off around")
_BESIDE = words.PREPOSITIONS | word_set("across despite per")
_WITH = word_set("with between alongside by")
_AGAINST = word_set("on against upon")
_HOSTILE = word_set("ASSAULT SANCTION COERCE ACCUSE PROTEST THREATEN")
_TOGETHER = word_set("CONSULT AGREE COOPERATE")
_SPEAKING = word_set("spoke speak speaks phoned telephoned appeal appealed appealing")
_GOING = word_set(
    "visit visits visited visiting travel travels travelled traveled travelling traveling fly flies flew trip"
)
_MEETINGS = word_set("meeting talks summit session conference")
_SITTINGS = word_set("vote hearing debate session")
_PAIR_NOUNS = word_set(
    "two both pair sides men women ministers leaders presidents countries governments delegations parties envoys diplomats"
)
_PAIR_REACH = 60  # tokens in which the two are looked for
_PAIR_OPENERS = word_set("the two both")
_OWN = word_set("his her its their")


class Partakers:
    """Finds the actors of the events of one article; fed with its statements, so that pronouns are resolved alike."""

    def __init__(
        self, article: Article, rows: Sequence[Unit], mentions: Sequence[Mention], statements: Sequence[Statement]
    ) -> None:
        self._speakers = Speakers(article, rows, mentions)
        self._said = sorted(statements, key=lambda item: item.evidence[0].start)
        self._heard = 0
        self._before: Unit | None = None
        self._unit: Unit | None = None

    def enter(self, unit: Unit) -> None:
        """Go on to ``unit``: units are entered in reading order."""
        self._before, self._unit = self._unit, unit
        while self._heard < len(self._said) and self._said[self._heard].evidence[0].start < unit.start:
            statement = self._said[self._heard]
            if self._before is not None and statement.evidence[0].start >= self._before.start:
                self._speakers.hear(self._before, statement.speaker)
            self._heard += 1

    def of(self, unit: Unit, items: Sequence[Found], item: Found, said: Statement | None) -> tuple[str, ...]:
        """The names of those who take part in ``item``, in the order in which they stand."""
        partners = self._partners(unit, item)
        following = items[items.index(item) + 1 :]
        if following and following[0].purpose and item.code == following[0].code == "CONSULT":
            partners = [*partners, *self._partners(unit, following[0])]  # "travelled to Varsk to meet ..."
        if item.occasion:
            return self._of_occasion(unit, items, item, partners, said)
        subject = self._subject(unit, items, item, said)
        return tuple(dict.fromkeys([*subject, *partners]))

    def has_subject(self, unit: Unit, item: Found) -> bool:
        """Whether a pronoun, "the two" or a plain noun phrase stands where the subject of the event stands."""
        if item.code == OTHER:
            return True
        row = unit.tokens[item.low : item.at]
        return any(
            token.quote < 0 and (token.lower in words.SUBJECT_PRONOUNS or token.lower in {"two", "both", "sides"})
            for token in row
        )

    def who(self, unit: Unit, at: int) -> str | None:
        """The name that the pronoun at token ``at`` stands for, ``None`` where that stays open."""
        return self._speakers.meant(unit, at)

    def opening(self, unit: Unit) -> str | None:
        """The name, or else the words, of the subject with which a sentence opens."""
        speaker = self._speakers.opening(unit)
        return (speaker.name or speaker.text) if speaker is not None else None

    def subject(self, unit: Unit, low: int, verb: int) -> list[str]:
        """The names of the subject between ``low`` and ``verb``."""
        return self._names_in(unit, low, verb, None) or []

    # --- the subject ---

    def _subject(self, unit: Unit, items: Sequence[Found], item: Found, said: Statement | None) -> list[str]:
        begins = verb_start(unit, item)
        low = max(item.low, content_start(unit, item.at, said))
        direct = self._names_in(unit, max(low, item.first), begins, said)
        if direct is not None:
            return direct
        if item.joined:
            before = [
                other for other in items if other.at < item.at and other.high >= item.first and not other.occasion
            ]
            if before:
                return self._subject(unit, items, before[-1], said)
        verbs = [k for k in range(low, begins) if is_verb(unit, k)]
        shared = self._names_in(unit, low, verbs[0] if verbs else begins, said)
        if shared is not None:
            return shared
        if low > 0 and unit.tokens[low - 1].lower in {"who", "which", "that"}:
            at = low - 3 if low > 2 and unit.tokens[low - 2].text == "," else low - 2
            mention = _mention(unit, at)
            if mention is not None and not is_adjective(mention):
                return [mention.name or mention.text]
        return []

    def _names_in(self, unit: Unit, low: int, high: int, said: Statement | None) -> list[str] | None:
        """The names of a subject that stands between ``low`` and ``high``; ``None`` where no subject is there."""
        names: list[str] = []
        owners: list[str] = []
        found = False
        for k in range(low, high):
            token = unit.tokens[k]
            lower = token.lower
            if token.mention < 0:
                if lower in words.SUBJECT_PRONOUNS and token.quote < 0:
                    names, found = self._pronoun(unit, k, said), True
                elif said is not None and said.direct and lower in {"i", "we"} and said.speaker.name:
                    names, found = [said.speaker.name], True
                elif (
                    lower in _PAIR_NOUNS and _opens_pair(unit, k) and (lower not in {"two", "both"} or _alone(unit, k))
                ):
                    names, found = self._pair(unit, k), True
                continue
            mention = _opened(unit, k)
            if mention is None:
                continue
            if (before := _preposition(unit, k, low)) in _BESIDE:
                if before in {"in", "of"} and _follows_people(unit, k):
                    owners.append(mention.name or mention.text)
                continue
            first = mention.text.lower().split()[0]
            if mention.name is None and first in _PAIR_OPENERS and mention.text.lower().endswith("s"):
                pair = self._pair(unit, k) if any(w in {"two", "both"} for w in mention.text.lower().split()) else []
                names, found = pair or [mention.text], True
            elif unit.tokens[_last(unit, k)].possessive:
                owners.append(mention.name or mention.text)
            elif mention.name is None and k and unit.tokens[k - 1].text == "," and names:
                continue  # "Ora Lind, the minister,"
            else:
                names.append(mention.name or mention.text)
        if found or names:
            return list(dict.fromkeys(names))
        return owners or None

    def _pronoun(self, unit: Unit, at: int, said: Statement | None) -> list[str]:
        word = unit.tokens[at].lower
        if word == "they":
            return self._pair(unit, at)
        if said is not None and said.speaker.name and _means_speaker(unit, at, said):
            return [said.speaker.name]
        name = self.who(unit, at)
        return [name] if name else []

    def _pair(self, unit: Unit, at: int) -> list[str]:
        """The two of whom the words before speak: two people of the same sentence, or of the one before; else two states."""
        for row in (unit.tokens[max(0, at - _PAIR_REACH) : at], None):
            where = unit if row is not None else self._before
            if where is None:
                return []
            tokens = row if row is not None else where.tokens[:_PAIR_REACH]
            seen = dict.fromkeys(token.mention for token in tokens if token.mention >= 0)
            mentions = [where.mentions[number] for number in seen]
            people = dict.fromkeys(m.name for m in mentions if m.kind == "person" and m.name)
            if len(people) == 2:
                return list(people)
            somebody = dict.fromkeys(m.name or m.text for m in mentions if m.kind in {"person", "office"})
            if len(somebody) == 2:
                return list(somebody)
            if somebody:
                continue
            states = dict.fromkeys(m.name for m in mentions if m.kind == "country" and m.name and not is_adjective(m))
            if len(states) == 2:
                return list(states)
        return []

    # --- the others ---

    def _partners(self, unit: Unit, item: Found) -> list[str]:
        names: list[str] = []
        nameless = after = False  # the last partner has no name; the last mention was a partner
        if item.noun and item.at > item.low:
            owner = _mention(unit, item.at - 1)
            if owner is not None and unit.tokens[item.at - 1].possessive and not is_adjective(owner):
                names.append(owner.name or owner.text)
        for k in range(item.end, item.last):
            mention = _opened(unit, k)
            if mention is None:
                continue
            before = _preposition(unit, k, item.end)
            joined = after and before in {"and", ","}
            if before == "," and after and mention.name is None:
                continue
            if not (joined or _takes_part(unit, item, k, mention, before)):
                after = False
                continue
            name = mention.name or mention.text
            if joined and before == "," and nameless and mention.name and names:
                names.pop()  # "his counterpart, Ora Lind,"
            names.append(name)
            after, nameless = True, mention.name is None
        return names

    def _of_occasion(
        self, unit: Unit, items: Sequence[Found], item: Found, partners: list[str], said: Statement | None
    ) -> tuple[str, ...]:
        """ "After a meeting in Varsk": those of the clause on which it hangs, where that tells of people who meet."""
        verbs = [other for other in items if not other.noun and not other.occasion]
        before = [other for other in verbs if other.at < item.at]
        main = before[-1] if before else next((other for other in verbs if other.at > item.end), None)
        if main is None or item.code not in _TOGETHER:
            return tuple(partners)
        subject = self._subject(unit, items, main, said)
        owned = any(token.lower in _OWN for token in unit.tokens[max(0, item.at - 3) : item.at])
        if partners or owned:
            return tuple(dict.fromkeys([*subject, *partners]))
        if main.code in _TOGETHER:
            return tuple(dict.fromkeys([*subject, *self._partners(unit, main)]))
        return ()


def place_of(unit: Unit, item: Found) -> Mention | None:
    """The place after "in", "at", "to" or "near" that stands nearest to the trigger in its own part of the clause."""
    best: tuple[int, Mention] | None = None
    for k in range(max(item.first, 1), item.last):
        mention = _mention(unit, k)
        if mention is None or mention.kind not in {"place", "country"} or unit.tokens[_last(unit, k)].possessive:
            continue
        previous = k - 1
        while previous > item.first and unit.tokens[previous].lower in {"the", "capital", "city", "town", "port", "of"}:
            previous -= 1
        direct = previous == item.end - 1 and unit.tokens[item.at].lower in _GOING
        if (unit.tokens[previous].lower in _PLACE_WORDS or direct) and (best is None or abs(k - item.at) < best[0]):
            best = (abs(k - item.at), mention)
    if best is not None:
        return best[1]
    if item.low and unit.tokens[item.low - 1].lower == "where":
        return _place_before(unit, item.low - 1)
    there = next((k for k in range(item.first, item.last) if _means_a_place(unit, k)), None)
    return _place_before(unit, there) if there is not None else None


def _means_a_place(unit: Unit, k: int) -> bool:
    """Whether token ``k`` is "there" as a place, and not "there is"."""
    follows = unit.tokens[k + 1].lower if k + 1 < len(unit.tokens) else ""
    return unit.tokens[k].lower == "there" and follows not in words.AUXILIARIES | words.MODALS


def _place_before(unit: Unit, at: int) -> Mention | None:
    """The place named last before token ``at`` in its sentence, for "where" and "there"."""
    for k in range(at - 1, -1, -1):
        mention = _mention(unit, k)
        if (
            mention is not None
            and mention.kind == "place"
            and not is_adjective(mention)
            and not unit.tokens[k].possessive
        ):
            return mention
    return None


# --- small questions about tokens ----------------------------------------------------------------------------------


def _mention(unit: Unit, at: int) -> Mention | None:
    if not 0 <= at < len(unit.tokens) or unit.tokens[at].mention < 0:
        return None
    return unit.mentions[unit.tokens[at].mention]


def _opened(unit: Unit, k: int) -> Mention | None:
    """The mention of somebody that begins with token ``k``."""
    number = unit.tokens[k].mention
    if number < 0 or (k > 0 and unit.tokens[k - 1].mention == number):
        return None
    mention = unit.mentions[number]
    return mention if mention.kind in {"person", "body", "country", "office"} and not is_adjective(mention) else None


def _last(unit: Unit, k: int) -> int:
    number = unit.tokens[k].mention
    while k + 1 < len(unit.tokens) and unit.tokens[k + 1].mention == number:
        k += 1
    return k


def _preposition(unit: Unit, k: int, low: int) -> str:
    """The word before a name, past its determiners and adjectives; empty where it opens the stretch."""
    before = k - 1
    while before >= low:
        token = unit.tokens[before]
        beside = _mention(unit, before)
        if (
            token.lower in words.DETERMINERS
            or (beside is not None and is_adjective(beside))
            or token.possessive
            or (token.is_word and token.time < 0 and beside is None and token.lower in words.ADVERBS)
        ):
            before -= 1
        else:
            return token.lower
    return ""


def _takes_part(unit: Unit, item: Found, k: int, mention: Mention, before: str) -> bool:
    """Whether the name that begins with token ``k``, behind the preposition ``before``, is of somebody who takes part."""
    trigger = unit.tokens[item.at].lower
    if before == "":
        return not item.noun and item.code != OTHER and not (mention.kind == "country" and trigger in _GOING)
    between = [t for t in unit.tokens[item.end : k] if t.mention < 0 and t.time < 0 and t.is_word]
    nouns = [t for t in between if t.lower not in words.PREPOSITIONS | words.DETERMINERS | words.ADVERBS]
    if before in _WITH:
        if before == "with" and item.code not in _TOGETHER:
            return False
        return not nouns or not (item.noun or mention.kind == "country")
    if before == "of":
        return (item.noun and not nouns) or any(token.lower in _MEETINGS for token in nouns)
    if before == "to":
        return trigger in _SPEAKING and mention.kind != "country"
    if before == "in":
        return trigger in _SITTINGS and mention.kind == "body" and not nouns
    return before in _AGAINST and item.code in _HOSTILE and not nouns


def _follows_people(unit: Unit, k: int) -> bool:
    """Whether a name tells where nameless people or a nameless body belong: "police in Varnia", "a court of Varnia"."""
    before = next((n for n in range(k - 1, max(-1, k - 5), -1) if unit.tokens[n].lower in {"in", "of"}), 0)
    return before > 0 and unit.tokens[before - 1].lower in words.PEOPLE_PLURAL | words.BODIES


def _alone(unit: Unit, k: int) -> bool:
    """Whether "the two", "both" stand for people by themselves: a verb follows."""
    follows = unit.tokens[k + 1] if k + 1 < len(unit.tokens) else None
    return follows is not None and follows.mention < 0 and follows.lower not in _PAIR_NOUNS


def _opens_pair(unit: Unit, k: int) -> bool:
    """Whether "two" or "both" stands before (or at) the noun at ``k``: "the two ministers", "both sides"."""
    return any(token.lower in {"two", "both", "pair"} for token in unit.tokens[max(0, k - 2) : k + 1])


def content_end(unit: Unit, at: int, said: Statement | None) -> int:
    """The token after the content in which token ``at`` stands, the unit's end where it stands in none."""
    start = unit.tokens[at].start
    content = next((c for c in said.contents if c.start <= start < c.end), None) if said is not None else None
    if content is None:
        return len(unit.tokens)
    return next((k for k, token in enumerate(unit.tokens) if token.start >= content.end), len(unit.tokens))


def content_start(unit: Unit, at: int, said: Statement | None) -> int:
    """The first token of the content in which token ``at`` stands, 0 where it stands in none."""
    if said is None:
        return 0
    start = unit.tokens[at].start
    content = next((c for c in said.contents if c.start <= start < c.end), None)
    if content is None:
        return 0
    return next((k for k, token in enumerate(unit.tokens) if token.start >= content.start), 0)


def _means_speaker(unit: Unit, at: int, said: Statement) -> bool:
    """Whether the pronoun at token ``at`` of an indirect content can stand for the speaker, named before it."""
    token = unit.tokens[at]
    speaker = said.speaker
    if said.direct or (speaker.start is not None and speaker.start > token.start):
        return False
    fits = speaker.kind not in ({"person", "office"} if token.lower == "it" else {"body", "country", "place"})
    return fits and any(content.start <= token.start < content.end for content in said.contents)
