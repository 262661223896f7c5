"""Mentions of bodies, with what later and shorter forms refer to: "the ministry", "JMM", the article's own outlet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from onrecord.annotate import name_words as words
from onrecord.annotate.persons import Context
from onrecord.annotate.tokens import Token
from onrecord.model.article import Article
from onrecord.model.names import place_key
from onrecord.model.statement import Mention

#: A body's name and its country.
Named = tuple[str | None, str | None]
UNKNOWN: Named = (None, None)


def body_mentions(article: Article, contexts: Sequence[Context]) -> Iterable[Mention]:
    """The bodies that the article's sentences name; they may overlap with mentions of other kinds."""
    whole = _by_noun(contexts)
    abbreviations = _abbreviations(contexts)
    for context in contexts:
        yield from _found(article, context, whole)
        yield from _short(context, abbreviations)
        yield from _back_references(context.tokens, whole)
    yield from _outlets(article, contexts)


def _mention(text: str, start: int, body: Named) -> Mention:
    return Mention(text, start, start + len(text), "body", body[0], None, None, body[1])


def _by_noun(contexts: Sequence[Context]) -> dict[str, Named]:
    """For each noun ("ministry") the one body of the article that is named with it in full; nouns of several are left out."""
    found: dict[str, set[Named]] = {}
    for context in contexts:
        for hit in context.bodies:
            if hit.noun and hit.name and " " in hit.name:
                found.setdefault(hit.noun, set()).add((hit.name, hit.country))
    return {noun: next(iter(bodies)) for noun, bodies in found.items() if len(bodies) == 1}


def _found(article: Article, context: Context, whole: Mapping[str, Named]) -> Iterable[Mention]:
    for hit in context.bodies:
        last = context.tokens[hit.last - 1]
        lost_apostrophe = hit.possessive and not last.possessive
        start, end = context.tokens[hit.first].start, last.stem_end - lost_apostrophe
        text = article.text[start:end]
        name, country = hit.name, hit.country
        if hit.noun == "seat":
            name = " ".join(text.split())
        elif name is None or (hit.noun and " " not in name):
            full, its_country = whole.get(hit.noun or "", UNKNOWN)
            name, country = full or name, its_country or country
        yield _mention(text, start, (name, country))


def _short(context: Context, abbreviations: Mapping[str, Named]) -> Iterable[Mention]:
    places = {at for hit in context.places if hit.certain for at in range(hit.first, hit.last)}
    for at, token in enumerate(context.tokens):
        if token.stem in abbreviations and at not in places:
            yield _mention(token.stem, token.start, abbreviations[token.stem])


def _abbreviations(contexts: Sequence[Context]) -> dict[str, Named]:
    """Short forms that the article introduces ("Joint Monitoring Mission (JMM)"), and unknown ones that stand as bodies do."""
    table: dict[str, Named] = {}
    for context in contexts:
        for hit in context.bodies:
            short = context.tokens[hit.last : hit.last + 3]
            if len(short) == 3 and short[0].text == "(" and short[2].text == ")" and short[1].upper and hit.name:
                table.setdefault(short[1].stem, (hit.name, hit.country))
    quiet = [context.tokens for context in contexts if not context.shouting]
    counted = Counter(token.stem for tokens in quiet for token in tokens if _is_abbreviation(token))
    spoken = {token.stem for tokens in quiet for token in _speaking(tokens)}
    for short_form, times in counted.items():
        if times > 1 or short_form in spoken:
            table.setdefault(short_form, (short_form, None))
    return table


def _is_abbreviation(token: Token) -> bool:
    """Three to six capitals: met twice, or speaking, a body whose full name the article does not give."""
    return token.upper and token.stem.isalpha() and 3 <= len(token.stem) <= 6 and token.folded not in words.NO_BODY


def _speaking(tokens: Sequence[Token]) -> Iterable[Token]:
    """Abbreviations that somebody told something, that said something, or that a noun such as "agency" introduces."""
    for at, token in enumerate(tokens):
        if _is_abbreviation(token):
            before = tokens[at - 1].folded if at else ""
            behind = tokens[at + 1].folded if at + 1 < len(tokens) else ""
            if before in words.SPEECH_VERBS or before in words.NAMED_BODIES or behind in words.SPEECH_VERBS:
                yield token


def _back_references(tokens: Sequence[Token], whole: Mapping[str, Named]) -> Iterable[Mention]:
    """ "the authority", "Pact navies", where the article names exactly one in full."""
    for at in range(1, len(tokens)):
        token = tokens[at]
        if token.folded not in whole or token.folded in words.LOOSE_BODY_HEADS:
            continue
        if token.capital or (tokens[at - 1].folded == "the" and not _qualifies(tokens, at)):
            yield _mention(token.stem, token.start, whole[token.folded])


def _qualifies(tokens: Sequence[Token], at: int) -> bool:
    """Whether the noun belongs to the one behind it ("the agency chief")."""
    behind = tokens[at + 1] if at + 1 < len(tokens) else None
    if behind is None or tokens[at].possessive or not behind.word or not behind.joined:
        return False
    return behind.folded not in words.AFTER_ROLE


def _outlets(article: Article, contexts: Sequence[Context]) -> Iterable[Mention]:
    """The article's own outlet, whose name no table needs to know: "a source told the Meridian"."""
    keys = {tuple(place_key(name).split()): name for name in (*article.via, article.outlet) if name}
    for context in contexts:
        tokens = context.tokens
        for at, token in enumerate(tokens):
            for key, name in keys.items():
                run = tokens[at : at + len(key)]
                if token.capital and tuple(place_key(part.stem) for part in run) == key:
                    start, end = token.start, run[-1].stem_end
                    yield _mention(article.text[start:end], start, (name, None))
