"""Who made a document that speaks: "Tarn Water's figures", "a report on Friday by Tarn Water", "the Tarn Water poll", "the statement"
after "Tarn Water issued a statement".
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.annotate import words
from onrecord.annotate.phrases import Phrase, phrase_before
from onrecord.annotate.units import Token, Unit
from onrecord.annotate.word_set import word_set
from onrecord.model.statement import Mention

#: What is written or counted and speaks for its maker. More than ``words.DOCUMENTS``, which are found by rules too.
WRITINGS = words.DOCUMENTS | word_set(
    """
    summary research reporting page tally analysis advisory decree memoir memoirs column excerpts guidelines announcement
    judgment judgement verdict podcast estimate estimates projections memos warning warnings records
    """
)
#: Possessives whose owner a pronoun tells.
OWNERS = word_set("his her its their")
#: Documents that belong to the body whose name stands in front without a possessive ("the Tarn Water poll").
_COMPOUND = word_set(
    """
    poll polls polling survey report statement study data figures statistics website site release tally analysis advisory bulletin
    summary memo research reporting guidelines projections estimate estimates briefing announcement communique communiqué
    records
    """
)
#: Where everybody writes: a post on it is not its own.
_PLATFORMS = word_set("twitter facebook instagram youtube telegram linkedin tiktok weibo reddit whatsapp snapchat")
#: By these verbs a document comes from their subject.
_ISSUING = word_set(
    """
    release releases released issue issues issued publish publishes published post posts posted make makes made send sends sent
    write writes wrote file files filed sign signs signed give gives gave produce produced commission commissioned conduct conducted
    """
)
_SORTS_OF_REPORTS = word_set(
    "eyewitness witness media news press local initial early varying unconfirmed some other several"
)
_BEHIND = 12  # tokens behind a document's noun in which "by" and its maker stand
_IN_FRONT = 6  # tokens in front of it that belong to its phrase
_ENDS = words.FINITE | words.CLAUSE_WORDS | words.MODALS | words.SUBJECT_PRONOUNS | {";", ":", ",", "(", "and", "that"}


def is_hearsay(core: Sequence[Token]) -> bool:
    """Whether "reports" are those of nobody in particular: "according to reports", "witness reports said"."""
    return core[-1].lower == "reports" and all(token.lower in _SORTS_OF_REPORTS for token in core[:-1])


def author(unit: Unit, phrase: Phrase) -> Mention | None:
    """The maker of the document whose noun ends the core of ``phrase``, where its own sentence tells."""
    return _in_front(unit, phrase.start, phrase.core - 1) or _behind(unit, phrase.core)


def author_before(back: Sequence[Unit], core: Sequence[Token]) -> Mention | None:
    """The maker of "the statement" that the article has spoken of before; ``back`` are the unit and those before it, the nearest first.

    The nearest sentence decides that speaks of such a document as a new one, or tells whose it is.
    """
    if len(core) > 2 or core[0].lower not in {"the", "this", "that"}:
        return None
    noun, before = core[-1].lower, core[0].start
    for unit in back:
        for at in range(len(unit.tokens) - 1, -1, -1):
            token = unit.tokens[at]
            if token.lower != noun or token.start >= before or token.mention >= 0:
                continue
            low = _opening(unit, at)
            found = _in_front(unit, low, at) or _behind(unit, at + 1) or _issuer(unit, low)
            if found is not None or unit.tokens[low].lower in {"a", "an"}:
                return found
    return None


def _opening(unit: Unit, at: int) -> int:
    """The token at which the noun phrase of the document at ``at`` begins."""
    low = at
    while low > max(0, at - _IN_FRONT):
        before = unit.tokens[low - 1]
        if not before.is_word or before.lower in _ENDS | words.PREPOSITIONS or before.quote != unit.tokens[at].quote:
            break
        low -= 1
        if before.lower in words.DETERMINERS:
            break
    return low


def _in_front(unit: Unit, low: int, at: int) -> Mention | None:
    """The body or person whose name is the possessive that opens the phrase, or stands in it like an adjective."""
    for k in range(low, at):
        token = unit.tokens[k]
        mention = unit.mentions[token.mention] if token.mention >= 0 else None
        if mention is None or not mention.name or mention.name.lower() in _PLATFORMS:
            continue
        kept = mention.kind == "person" and unit.tokens[at].lower == "records"  # hers are about her, and not by her
        if token.possessive and mention.kind in {"person", "body", "country"} and not kept:
            first = next(n for n in range(k, -1, -1) if n == 0 or unit.tokens[n - 1].mention != token.mention)
            if first in {low, low + 1}:
                return mention
        compound = mention.kind == "body" and unit.tokens[at].lower in _COMPOUND and mention.text[:1].isupper()
        if compound and not token.possessive and unit.tokens[k + 1].mention != token.mention:
            return mention
    return None


def _behind(unit: Unit, at: int) -> Mention | None:
    """Whoever stands behind "by" or "from": "a report released on Friday | by Tarn Water"."""
    tokens = unit.tokens
    for k in range(at, min(len(tokens) - 1, at + _BEHIND)):
        if tokens[k].lower in _ENDS or tokens[k].quote >= 0:
            return None
        if tokens[k].lower in {"by", "from"} and tokens[k].mention < 0:
            first = k + 2 if tokens[k + 1].lower == "the" and tokens[k + 1].mention < 0 else k + 1
            return _maker(unit, first, of_country=tokens[k].lower == "by") if first < len(tokens) else None
    return None


def _maker(unit: Unit, first: int, *, of_country: bool) -> Mention | None:
    """Whose name begins with token ``first``: a mention, or capitals of which no list knows anything."""
    tokens, last = unit.tokens, first + 1
    if tokens[first].mention >= 0:
        mention = unit.mentions[tokens[first].mention]
        while last < len(tokens) and tokens[last].mention == tokens[first].mention:
            last += 1
        known = mention.name and mention.kind in {"person", "body", *(["country"] if of_country else [])}
        behind = tokens[last].lower if last < len(tokens) else ""
        another = behind == "and" or behind in words.BODIES | words.PEOPLE_SINGULAR | words.PEOPLE_PLURAL
        return mention if known and not (another or tokens[last - 1].possessive) else None  # "by the Brown | campaign"
    if not of_country or not tokens[first].capital or not tokens[first].is_word or tokens[first].lower in words.COMMON:
        return None
    while last < len(tokens) and tokens[last].capital and tokens[last].is_word and tokens[last].mention < 0:
        last += 1
    closed = last == len(tokens) or not tokens[last].is_word or tokens[last].lower in words.FINITE | words.PREPOSITIONS
    if not closed or tokens[last - 1].possessive:
        return None
    name = " ".join(token.text for token in tokens[first:last])
    return Mention(name, tokens[first].start, tokens[last - 1].end, "body", name)


def _issuer(unit: Unit, low: int) -> Mention | None:
    """The subject of the verb whose object the document is: "Tarn Water | issued | a statement"."""
    verb = low - 1
    if verb < 1 or unit.tokens[verb].lower not in _ISSUING:
        return None
    at = verb - 1
    while at > 0 and unit.tokens[at].lower in words.ADVERBS | words.AUXILIARIES:
        at -= 1
    phrase = phrase_before(unit, at)
    head = unit.tokens[phrase.core - 1] if phrase is not None else None
    if head is None or head.mention < 0 or head.possessive:
        return None
    mention = unit.mentions[head.mention]
    return mention if mention.name and mention.kind in {"person", "body", "country"} else None
