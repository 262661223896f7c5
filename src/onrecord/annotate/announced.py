"""What is announced by the form of its sentence, whatever the act: the word that names it.

Four forms tell that something is to come: a word that carries the future before a verb ("will", "is to", "is due to", "promised to",
"ordered them to"), a present tense of the calendar ("the leaders meet on Friday", "the ban is lifted on Monday", "is flying out tonight"), a noun
with the day for which it is set ("a round is planned for Thursday", "her departure has been put back to Monday"), and a noun
that is called for a day ("called a strike for Friday"). A duty counts with its limit ("must leave by noon"). Whether a
time ahead stands with it is asked by ``events``.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.annotate import words
from onrecord.annotate.units import Unit
from onrecord.annotate.word_set import word_set

_FUTURE = word_set("will would shall")
#: Before "to": what follows is to come.
_CARRIERS = words.BE | word_set(
    """
    due set scheduled slated expected supposed meant poised booked timed planned planning preparing prepares prepared plan plans
    intend intends intended agree agrees agreed vow vows vowed promise promises promised pledge pledges pledged undertake
    undertakes undertook decide decides decided threaten threatens threatened arrange arranged invitation pledge vow promise
    decision agreement deal intention offer undertaking deadline
    """
)
#: Of these somebody stands before "to": "ordered the crews to leave by noon".
_ORDERS = word_set(
    "ordered told asked invited summoned instructed directed given gave required requires orders tells urged"
)
_DUTY = word_set("must shall")
_LIMITS = word_set("by before until till than")
#: What a duty or an order is to be done by: tokens in which the limit stands.
_LIMIT_REACH = 14
#: Present tenses that stand for the future with a time ahead.
_CALENDAR = word_set(
    """
    meet meets begin begins open opens arrive arrives start starts end ends resume resumes reopen reopens expire expires convene
    convenes reconvene reconvenes take takes come comes go goes fly flies sail sails depart departs leave leaves lapse lapses close
    closes gather gathers appear appears speak speaks return returns travel travels host hosts hold holds vote votes attend attends
    deliver delivers publish publishes fall falls kick kicks apply applies
    """
)
#: Of these nothing is set by their present tense.
_MINDS = word_set(
    "considering planning preparing weighing expecting hoping seeking trying looking being having going facing waiting thinking "
    "calling wanting hearing growing becoming remaining according including"
)
_PARTICIPLES = word_set(
    "shut cut sent held put made brought taken given laid built sworn read drawn paid led met told set kept said sung fought won bought sold "
    "found lost hung struck dealt begun fed blown known shown flown thrown torn worn"
)
_NO_PASSIVE = word_set(
    "expected scheduled planned said reported believed thought known needed required concerned supposed based called named used united limited tired worried"
)
#: With these a noun is set for a day, before "for", "on" and the like.
_SET = word_set(
    "due set scheduled slated planned fixed arranged timed pencilled billed booked expected called convened announced"
)
_SET_FOR = word_set("for on at by in from this tomorrow today tonight next")
#: With these it is set for another, before "to" or "until".
_TURNED = word_set("put postponed moved delayed deferred rescheduled adjourned brought pushed shifted")
_TURNED_TO = word_set("to until till from back off forward")
_CALLING = word_set(
    "called calls calling convened convenes announced announces scheduled set fixed arranged ordered proposed proposes planned "
    "promised promises"
)
_THAT = word_set("that this that's it's that’s it’s")
_DECLARING = word_set("declared declares proclaimed proclaims decreed named designated")
_BETWEEN = word_set("of in at on for between with over from against")
_NO_HEADS = (
    words.DETERMINERS
    | words.SUBJECT_PRONOUNS
    | words.PREPOSITIONS
    | words.AUXILIARIES
    | words.MODALS
    | words.CLAUSE_WORDS
    | words.ADVERBS
    | word_set("and or now i we you there")
)
_HEAD_REACH = 14


@dataclass(frozen=True, slots=True)
class Act:
    """What is announced, named by token ``at``. ``ahead``: only a time ahead makes it so, its form does not."""

    at: int
    noun: bool = False
    ahead: bool = False


def find_acts(unit: Unit) -> Iterator[Act]:
    """The announced acts of a unit, in order of the words that announce them; a token may be named twice."""
    for at in range(len(unit.tokens)):
        if unit.tokens[at].mention >= 0:
            continue
        act = (
            _verb_after(unit, at)
            or _present(unit, at)
            or _set_for(unit, at)
            or _called_for(unit, at)
            or _declared(unit, at)
        )
        if act is not None:
            yield act


def _verb_after(unit: Unit, at: int) -> Act | None:
    """The verb whose future the word ``at`` carries."""
    tokens = unit.tokens
    lower = tokens[at].lower
    ahead = False
    if lower in _DUTY and _has_limit(unit, at):
        ahead = True
    elif lower == "to" and at:
        before = _back_over_adverbs(unit, at - 1)
        if before < 0 or (tokens[before].lower not in _CARRIERS and not _ordered(unit, before)):
            return None
        ahead = tokens[before].lower not in _CARRIERS
    elif lower not in _FUTURE and not lower.endswith(("'ll", "’ll")):
        return None
    verb = at + 1
    while verb < len(tokens) and tokens[verb].lower in words.ADVERBS - words.NEGATIONS:
        verb += 1
    if lower in _FUTURE and tokens[at - 1].lower == "there" and verb < len(tokens) and tokens[verb].lower == "be":
        return _there_will_be(unit, verb + 1)
    if verb >= len(tokens) - 1 or not _is_plain_verb(tokens[verb].lower, tokens[verb + 1].lower):
        return None
    return Act(verb, ahead=ahead)


def _there_will_be(unit: Unit, at: int) -> Act | None:
    """ "There will be a vigil on Friday": the noun."""
    end = at
    while end < len(unit.tokens) and unit.tokens[end].is_word and unit.tokens[end].time < 0:
        if end > at and unit.tokens[end].lower in words.PREPOSITIONS | words.CLAUSE_WORDS:
            break
        end += 1
    head = head_noun(unit, end - 1) if end > at and unit.tokens[at].lower != "no" else None
    return Act(head, noun=True, ahead=True) if head is not None and head >= at else None


def _back_over_adverbs(unit: Unit, at: int) -> int:
    while at >= 0 and (unit.tokens[at].lower in words.ADVERBS - words.NEGATIONS or unit.tokens[at].time >= 0):
        at -= 1
    return at


def _has_limit(unit: Unit, at: int) -> bool:
    """Whether "by", "before" or "no later than" stands behind, and a time right after it."""
    tokens = unit.tokens
    for k in range(at + 1, min(len(tokens) - 1, at + _LIMIT_REACH)):
        if tokens[k].lower in _LIMITS and any(token.time >= 0 for token in tokens[k + 1 : k + 3]):
            return True
    return False


def _ordered(unit: Unit, last: int) -> bool:
    """Whether somebody who is told to do something ends with token ``last``: "ordered the crews", with a limit behind."""
    for k in range(last, max(-1, last - 6), -1):
        word = unit.tokens[k].lower
        if word in _ORDERS:
            return k < last and _has_limit(unit, last)
        if not unit.tokens[k].is_word or word in words.FINITE:
            return False
    return False


def _is_plain_verb(word: str, follows: str) -> bool:
    if word in {"have", "not", "never", "likely"} or not word.replace("-", "").isalpha() or word in words.DETERMINERS:
        return False
    return word != "be" or is_participle(follows) or follows in {"open", "closed"}


def is_participle(word: str) -> bool:
    """Whether a word in lower case is a past participle by its form."""
    return word.endswith(("ed", "en")) or word in _PARTICIPLES


def _present(unit: Unit, at: int) -> Act | None:
    """A present tense that stands for the future where a time ahead follows it."""
    tokens = unit.tokens
    lower = tokens[at].lower
    if not at or at >= len(tokens) - 1 or tokens[at].capital or not _time_follows(unit, at):
        return None
    before = _back_over_adverbs(unit, at - 1)
    if before < 0:
        return None
    beside = tokens[before]
    if lower in _CALENDAR:
        word = beside.lower
        many = not lower.endswith("s")
        subject = beside.mention >= 0 or word in ("they", "which", "who", "it", "he", "she", "we", "i")
        noun = beside.is_word and word.isalpha() and word not in _NO_HEADS and not word.endswith(("ed", "ing", "ly"))
        return Act(at, ahead=True) if subject or (noun and (not many or _is_many(unit, before))) else None
    if beside.lower in {"is", "are", "'s", "’s"} and lower.isalpha():
        if lower.endswith("ing") and len(lower) > 5 and lower not in _MINDS:
            return Act(at, ahead=True)
        if (lower.endswith("ed") or lower in _PARTICIPLES) and lower not in _NO_PASSIVE | _SET | _TURNED:
            return Act(at, ahead=True)
    return None


def _is_many(unit: Unit, last: int) -> bool:
    """Whether the subject that ends with token ``last`` is one of many: "the leaders", "leaders of the bloc"."""
    tokens = unit.tokens
    if tokens[last].lower.endswith("s"):
        return True
    return any(
        tokens[k].lower.endswith("s") and not tokens[k].possessive and tokens[k + 1].lower in _BETWEEN
        for k in range(max(0, last - 6), last)
    )


def _time_follows(unit: Unit, at: int) -> bool:
    """Whether a time stands behind a verb in its clause, and is not the end of a state that lasts already ("until Friday")."""
    for k in range(at + 1, min(len(unit.tokens), at + _LIMIT_REACH)):
        token = unit.tokens[k]
        if token.time >= 0:
            return unit.tokens[k - 1].lower not in {"until", "till", "since", "for"}
        if not token.is_word or token.lower in words.CLAUSE_WORDS | words.FINITE:
            return False
    return False


def _set_for(unit: Unit, at: int) -> Act | None:
    """The noun that is set, or put off or back, for a time: "a second round is planned for Thursday"."""
    tokens = unit.tokens
    lower = tokens[at].lower
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    if follows is None or not at:
        return None
    turned = lower in _TURNED and follows.lower in _TURNED_TO and _time_near(unit, at)
    if not turned and not (
        lower in _SET and (follows.time >= 0 or (follows.lower in _SET_FOR and _time_near(unit, at)))
    ):
        return None
    k = at - 1
    while k >= 0 and (
        tokens[k].lower in words.AUXILIARIES | words.ADVERBS | {","} or tokens[k].lower in {"which", "that"}
    ):
        k -= 1
    if k < 0:
        return None
    if tokens[k].lower in words.SUBJECT_PRONOUNS | _THAT or tokens[k].mention >= 0 or (tokens[k].capital and k):
        passive = tokens[k].lower in _THAT or any(token.lower in words.BE for token in tokens[k + 1 : at])
        return Act(at, noun=True) if passive else None
    head = head_noun(unit, k)
    return Act(head, noun=True) if head is not None else None


def _time_near(unit: Unit, at: int) -> bool:
    return any(token.time >= 0 for token in unit.tokens[at + 1 : at + 5])


def _called_for(unit: Unit, at: int) -> Act | None:
    """The noun that somebody calls or sets for a time: "called a strike for Friday"."""
    tokens = unit.tokens
    if tokens[at].lower not in {"for", "on", "from"} or at + 1 >= len(tokens) or tokens[at + 1].time < 0 or not at:
        return None
    head = head_noun(unit, at - 1)
    if head is None:
        return None
    low = max(0, head - 5)
    called = any(
        token.lower in _CALLING and not tokens[k - 1].lower.startswith("so")
        for k, token in enumerate(tokens[low:head], low)
    )
    return Act(head, noun=True, ahead=True) if called else None


def _declared(unit: Unit, at: int) -> Act | None:
    """ "Declared Sunday a day of mourning": the noun."""
    tokens = unit.tokens
    if tokens[at].lower not in _DECLARING or at + 3 >= len(tokens) or tokens[at + 1].time < 0:
        return None
    k = at + 1
    while k < len(tokens) and (tokens[k].time >= 0 or tokens[k].lower in {"as", ","}):
        k += 1
    if k + 1 >= len(tokens) or tokens[k].lower not in {"a", "an", "the"}:
        return None
    return Act(k + 1, noun=True, ahead=True)


def head_noun(unit: Unit, last: int) -> int | None:
    """The noun that heads the phrase ending with token ``last``: "the funeral of the two drivers" by its first."""
    tokens = unit.tokens
    head: int | None = None
    k = last
    while k >= 0 and last - k < _HEAD_REACH:
        token = tokens[k]
        noun = token.is_word and token.time < 0 and token.lower not in _NO_HEADS and token.lower.isalpha()
        if head is None and noun:
            head = k
        elif token.lower in _BETWEEN and k and _is_noun(unit, k - 1):
            head = k - 1
            k -= 1
        elif (
            not token.is_word
            or token.lower == "to"
            or token.lower in words.FINITE | words.CLAUSE_WORDS | words.SUBJECT_PRONOUNS
        ):
            break
        k -= 1
    if head is None or tokens[head].mention >= 0 or tokens[head].lower.endswith("ly"):
        return None
    return head


def _is_noun(unit: Unit, k: int) -> bool:
    token = unit.tokens[k]
    return (
        token.is_word and token.mention < 0 and token.time < 0 and token.lower.isalpha() and token.lower not in _NO_HEADS | words.FINITE
        and not token.lower.endswith(("ed", "ing"))
    )  # fmt: skip
