"""What the tagger found, as attributions of units.

The tagger says which words are cue, source and content. The rules of ``attributions`` know more of the same cue where they found it too:
its verb, whom something was told to, when, and how the clause is built. An attribution of both has the words of the tagger and the
rest of the rule. What only the tagger found gets its verb and stance from the tables of cues; what only a rule found stays where
it does not stand inside what the tagger gives to somebody, or makes a chain with it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from onrecord.annotate import words
from onrecord.annotate.attribution import Attribution, Range
from onrecord.annotate.beside import is_outlet
from onrecord.annotate.phrases import Phrase, names_person, phrase_in
from onrecord.annotate.sentences import Sentence
from onrecord.annotate.spoken import FEWEST, cue_word
from onrecord.annotate.tagger import Pieces, Span, Tagged, Tagger, Tags
from onrecord.annotate.units import Unit, touched

#: How sure the tagger must be. On articles of PolNeAR's training part that it has not seen, what lies below is right in one case of
#: four; relation F1 is the best from here to .84, and the F1 of cues falls.
LEAST_CHANCE = 0.78
#: Of attributions with such a chance so many were right there: cue found, source right, content found.
RIGHT_BY_CHANCE = ((0.775, 0.32), (0.825, 0.43), (0.876, 0.59), (0.926, 0.80), (0.983, 0.94), (1.0, 0.97))
#: From this agreement on the rule's ends of what is said are taken: as often right, and at the ends of clauses.
_AGREED = 0.5
#: Tokens between two parts of a source that are one phrase still ("Lavrov, the minister,").
_GAP = 3
#: The same for what is shown as the speaker's words, in characters.
_PARTED = 10
#: Of what is said in this many words and more, a part of fewer than three words is left out: the tagger's slips.
_LONG, _SHORT = 5, 2  # counted in spaces
#: From this Jaccard index on what two attributions give is the same.
_SAME = 0.8
#: Characters that the tagger may have missed in the midst of what is said.
_MISSED = 8
#: Tokens around cue and source in which the time of the saying stands.
_NEAR = 3


def tags_in(text: str, sentences: Sequence[Sentence], tagger: Tagger) -> Tags:
    """What the tagger finds in an article's sentences, by characters of the article.

    Only the sentences are read, paragraph by paragraph: what is not the article's would be taken for it.
    """
    pieces: list[str] = []
    starts: list[int] = []  # where each piece begins in the text that is tagged
    places: list[int] = []  # and in the article
    length = 0
    for number, sentence in enumerate(sentences):
        last = number == len(sentences) - 1 or sentences[number + 1].paragraph != sentence.paragraph
        end = sentence.end if last else sentences[number + 1].start
        starts.append(length)
        places.append(sentence.start)
        pieces.append(text[sentence.start : end] + ("\n\n" if last else ""))
        length += len(pieces[-1])

    def place(at: int) -> int:
        piece = bisect_right(starts, at) - 1
        return places[piece] + at - starts[piece]

    def back(spans: Sequence[Span]) -> tuple[Span, ...]:
        return tuple((place(start), place(end - 1) + 1) for start, end in spans)

    found = tagger("".join(pieces))
    return Tags(
        tuple(
            Tagged(back(item.cue), back(item.source), back(item.contents), item.chance) for item in found.attributions
        ),
        tuple(replace(name, start=place(name.start), end=place(name.end - 1) + 1) for name in found.names),
        _moved(found.pieces, starts, places),
    )


def _moved(pieces: Pieces, starts: Sequence[int], places: Sequence[int]) -> Pieces:
    """The word pieces by characters of the article; ``starts`` and ``places`` as in :func:`tags_in`."""
    if not starts:
        return pieces
    away = np.array(places) - np.array(starts)
    first = np.searchsorted(starts, pieces.places[:, 0], side="right") - 1
    return replace(pieces, places=pieces.places + away[first, None])


def tags_of(text: str, units: Sequence[Unit], found: Sequence[Tagged]) -> dict[int, list[Tagged]]:
    """The attributions that are likely enough, by the index of the unit in which the cue begins, with whole words for contents."""
    starts = [unit.start for unit in units]
    by_unit: dict[int, list[Tagged]] = {}
    for item in found:
        at = bisect_right(starts, item.cue[0][0]) - 1
        if item.chance < LEAST_CHANCE or at < 0:
            continue
        contents = _whole(text, item.contents, (*item.cue, *item.source))
        contents = _in_sentences(units, starts, at, contents)
        if contents:
            by_unit.setdefault(at, []).append(replace(item, contents=contents))
    return by_unit


_OPENING = re.compile(r"(?:[\s,;:.)\]–—-]+|that\b(?=\s))+")
_CLOSING = re.compile(r"(?:,\s*as)?[\s,;:.(\[–—-]*$")
_MARKS = "\"'“”‘’«»"


def _whole(text: str, spans: Sequence[Span], others: Sequence[Span]) -> tuple[Span, ...]:
    """What is said, in whole words, with the marks of its quotations and without the "that" and the commas around it.

    A few words left out in the midst of it belong to it, if they are none of the ``others`` (cue and source); single words far from
    the rest are slips.
    """
    joined: list[Span] = []
    for span in spans:
        start, end = span
        while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
            start -= 1
        while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
            end += 1
        if (
            joined
            and _are_one(text[joined[-1][1] : start])
            and not any(one[0] < start and joined[-1][1] < one[1] for one in others)
        ):
            start = joined.pop()[0]
        joined.append((start, end))
    found = [span for span in (_trimmed(text, *span) for span in joined) if _has_word(text, span)]
    longest = max((text[start:end].count(" ") for start, end in found), default=0)
    return tuple((start, end) for start, end in found if longest < _LONG or text[start:end].count(" ") >= _SHORT)


def _in_sentences(units: Sequence[Unit], starts: Sequence[int], own: int, spans: Sequence[Span]) -> tuple[Span, ...]:
    """What is said in other sentences than the cue's is said by whole sentences: most of one is all of it, less is none.

    Over paragraphs only quotations go on, and none out of a headline or a caption.
    """
    unit = units[own]
    found = [
        (max(start, unit.start), min(end, unit.end)) for start, end in spans if start < unit.end and unit.start < end
    ]
    covered: dict[int, int] = {}
    for start, end in spans:
        for at in touched(units, starts, start, end):
            if at != own:
                covered[at] = covered.get(at, 0) + min(end, units[at].end) - max(start, units[at].start)
    for at, length in covered.items():
        other = units[at]
        first, last = other.tokens[0].start, other.tokens[-1].end
        near = other.paragraph == unit.paragraph or any(token.quote >= 0 for token in other.tokens)
        if near and other.segment == unit.segment and 2 * length >= last - first:
            found.append((first, last))
    return tuple(sorted(found))


def _trimmed(text: str, start: int, end: int) -> Span:
    """Without the "that" and the commas around it, with the quotation marks that stand directly at its ends."""
    opening = _OPENING.match(text, start, end)
    start = opening.end() if opening else start
    closing = _CLOSING.search(text[start:end])
    end = start + closing.start() if closing else end
    if start < end:
        before, after = text[max(0, start - 1) : start], text[end : end + 1]
        opens = before != "" and before in _MARKS and text[start] not in _MARKS
        closes = (
            after != "" and after in _MARKS and text[end - 1] not in _MARKS and not text[end + 1 : end + 2].isalnum()
        )
        return start - opens, end + closes
    return start, end


def _has_word(text: str, span: Span) -> bool:
    return any(character.isalnum() for character in text[span[0] : span[1]])


def _are_one(between: str) -> bool:
    """Whether what stands between two parts of what is said can be a part of it that was missed."""
    return len(between) <= _MISSED and not any(character in between for character in "\n.!?:;" + _MARKS)


def confidence(chance: float) -> float:
    """How often attributions of this chance were right: straight lines between :data:`RIGHT_BY_CHANCE`."""
    chances, right = zip(*RIGHT_BY_CHANCE, strict=True)
    return round(float(np.interp(chance, np.array(chances), np.array(right))), 2)


def fused(unit: Unit, tags: Sequence[Tagged], ruled: Sequence[Attribution]) -> list[Attribution]:
    """The attributions of a unit by tagger and rules together, in order of their places."""
    found: list[Attribution] = []
    known: set[int] = set()
    for tag in tags:
        cue = _words_of(unit, _range(unit, tag.cue))
        if cue is None:
            continue
        rule = next(
            (k for k, item in enumerate(ruled) if item.cue and _overlap(item.cue, cue) and k not in known), None
        )
        if rule is not None:
            known.add(rule)
        item = _of_tag(unit, tag, cue, ruled[rule] if rule is not None else None)
        if not _speaks_over(unit, item, ruled):
            found.append(item)
    for k, item in enumerate(ruled):
        if k in known:
            continue
        alone = item.construction == "declined" or (item.construction != "bare" and not _covered(item, found))
        if alone or not tags or _tells_more(unit, item, found):
            found.append(replace(item, outer=None))
    found.sort(key=lambda item: (item.cue or (item.start, item.end), item.end))
    return _chained(unit, _without_doubles(unit, found))


def _speaks_over(unit: Unit, item: Attribution, ruled: Sequence[Attribution]) -> bool:
    """Whether the source holds the cue of another attribution: the tagger took the wrong word for the cue."""
    if item.source is None:
        return False
    cues = [other.cue for other in ruled if other.cue and item.cue and not _overlap(other.cue, item.cue)]
    return any(item.source[0] <= unit.tokens[cue[0]].start < item.source[1] for cue in cues)


def _of_tag(unit: Unit, tag: Tagged, cue: Range, rule: Attribution | None) -> Attribution:
    tokens = unit.tokens
    before = _range(unit, [span for span in tag.contents if span[0] < tokens[cue[0]].start])
    after = _range(unit, [span for span in tag.contents if span[0] >= tokens[cue[0]].start])
    source = _source(unit, tag, rule)
    subject = _subject(unit, source, rule)
    if rule is not None:
        if rule.anonymous:  # "it is understood": the tagger takes "it" for somebody
            subject = source = None
        contents = tag.contents
        if _agreement(unit, rule, contents) >= _AGREED:
            before, after = rule.before, rule.after
            contents = tuple(
                sorted(
                    [(tokens[part[0]].start, tokens[part[1] - 1].end) for part in (before, after) if part]
                    + [span for span in contents if span[1] <= unit.start or span[0] >= unit.end]
                )
            )
        return replace(
            rule, cue=cue, subject=subject, before=before, after=after, outer=None, contents=contents, source=source,
            inherits=rule.inherits and subject is None, chance=tag.chance,
        )  # fmt: skip
    quoted = any(token.quote >= 0 for part in (before, after) if part for token in tokens[part[0] : part[1]])
    elsewhere = any(end <= unit.start or start >= unit.end for start, end in tag.contents)
    few = sum(token.is_word for part in (before, after) if part for token in tokens[part[0] : part[1]]) < FEWEST
    word = cue_word(
        unit, cue, before, after, subject, quoted=quoted, few=few and not elsewhere, right=confidence(tag.chance)
    )
    lower = {token.lower for token in tokens[cue[0] : cue[1]]}
    start = min(cue[0], subject.start) if subject else cue[0]
    end = max(cue[1], subject.end) if subject else cue[1]
    said = {k for part in (before, after) if part for k in range(*part)}
    near = range(max(0, start - _NEAR), min(len(tokens), end + _NEAR))
    times = dict.fromkeys(tokens[k].time for k in near if tokens[k].time >= 0 and k not in said)
    return Attribution(
        "tagged", start, end, subject, cue, word.lemma, word.stance, before, after,
        times=tuple(times), negated=bool(words.NEGATIONS & lower), future="will" in lower, contents=tag.contents,
        source=source, chance=tag.chance, attitude=word.attitude,
    )  # fmt: skip


def _agreement(unit: Unit, rule: Attribution, contents: Sequence[Span]) -> float:
    """The Jaccard index of the tokens that a rule and the tagger take for what is said."""
    ruled = {k for part in (rule.before, rule.after) if part for k in range(*part)}
    tagged = _tokens_in(unit, contents)
    return len(ruled & tagged) / max(1, len(ruled | tagged))


def _source(unit: Unit, tag: Tagged, rule: Attribution | None) -> Span | None:
    """Of the tagger's spans for the source the one that the rule means too, or else the one nearest to the cue.

    Spans that hardly anything parts are one.
    """
    groups: list[list[int]] = []
    for start, end in tag.source:
        if not any(token.is_word and start < token.end and token.start < end for token in unit.tokens) and (
            unit.start <= start < unit.end
        ):
            continue
        between = any(groups and groups[-1][1] <= cue < start for cue, _ in tag.cue)
        if groups and not between and start - groups[-1][1] <= _PARTED:
            groups[-1][1] = end
        else:
            groups.append([start, end])
    if rule is not None and rule.subject is not None:
        start, end = unit.tokens[rule.subject.start].start, unit.tokens[rule.subject.end - 1].end
        groups = [group for group in groups if group[0] < end and start < group[1]] or groups
    first, last = tag.cue[0][0], tag.cue[-1][1]
    nearest = min(groups, key=lambda group: (max(first - group[1], group[0] - last), group), default=None)
    return _with_names(unit, nearest[0], nearest[1]) if nearest else None


def _with_names(unit: Unit, start: int, end: int) -> Span:
    """The span with the whole of each name that it cuts."""
    for token in unit.tokens:
        if token.mention >= 0 and token.start < end and start < token.end:
            mention = unit.mentions[token.mention]
            start, end = min(start, mention.start), max(end, mention.end)
    return start, end


def _subject(unit: Unit, source: Span | None, rule: Attribution | None) -> Phrase | None:
    """The phrase that tells who the source is: the rule's, where both mean the same; ``None`` where it is not in the unit."""
    whole = _range(unit, [source]) if source else None
    if source is None or whole is None:
        return None
    own = phrase_in(unit, *source)
    if rule is None or rule.subject is None or not _overlap((rule.subject.start, rule.subject.end), whole):
        return own
    person = own is not None and own.start >= rule.subject.end and names_person(unit, own.start, own.end)
    if person and not names_person(unit, rule.subject.start, rule.subject.end):
        return own  # "said Varnish University, Tarn's chancellor, Ann Brown": the tagger looks further
    return rule.subject


def _range(unit: Unit, spans: Sequence[Span]) -> Range | None:
    """The tokens that ``spans`` cover in the unit, from the first to the last; of far parts the first."""
    covered = sorted(_tokens_in(unit, spans))
    del covered[next((n for n in range(1, len(covered)) if covered[n] - covered[n - 1] > _GAP + 1), len(covered)) :]
    return (covered[0], covered[-1] + 1) if covered else None


def _tokens_in(unit: Unit, spans: Sequence[Span]) -> frozenset[int]:
    """The tokens of the unit that ``spans`` touch."""
    return frozenset(
        k
        for start, end in spans
        for k in range(
            bisect_right(unit.tokens, start, key=lambda token: token.end),
            bisect_left(unit.tokens, end, key=lambda token: token.start),
        )
    )


def _words_of(unit: Unit, part: Range | None) -> Range | None:
    """The range without the marks at both ends, ``None`` where no word is left."""
    start, end = part or (0, 0)
    while start < end and not unit.tokens[start].is_word:
        start += 1
    while start < end and not unit.tokens[end - 1].is_word:
        end -= 1
    return (start, end) if start < end else None


def _overlap(one: Range, other: Range) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _covered(item: Attribution, found: Sequence[Attribution]) -> bool:
    """Whether the tagger's attributions already say what a rule's does."""
    own = [part for part in (item.before, item.after) if part is not None]
    theirs = [part for other in found for part in (other.before, other.after) if part is not None]
    return any(_overlap(one, other) for one in own for other in theirs)


def _tells_more(unit: Unit, item: Attribution, found: Sequence[Attribution]) -> bool:
    """Whether a rule's attribution makes a chain with one of the tagger's: "he said that the army had denied it", "..., according to
    an official, the Gazette reported".
    """
    if item.subject is None or unit.tokens[max(0, item.start - 1)].lower == "as":
        return False  # "..., as the Gazette reported": which part of it the tagger tells
    place = unit.tokens[item.start].start
    inside = any(start <= place < end for other in found for start, end in other.contents)
    if inside and item.stance not in {"believes", "predicts"}:
        return True
    parts = [part for part in (item.before, item.after) if part is not None]
    holds = any(other.cue and start <= other.cue[0] < end for other in found for start, end in parts)
    return (holds or item.construction == "clause before") and is_outlet(unit, item.subject)


def _without_doubles(unit: Unit, items: list[Attribution]) -> list[Attribution]:
    """Without what only the tagger found where another attribution of the unit gives nearly the same words ("told in an interview")."""
    words_of = [_tokens_in(unit, item.contents) for item in items]

    def is_double(k: int) -> bool:
        item = items[k]
        if item.construction != "tagged":
            return False
        for other, theirs in zip(items, words_of, strict=True):
            same = len(words_of[k] & theirs) >= _SAME * len(words_of[k] | theirs)
            if (
                other is not item
                and words_of[k]
                and same
                and (other.construction != "tagged" or (other.chance or 0) > (item.chance or 0))
            ):
                return True
        return False

    return [item for k, item in enumerate(items) if not is_double(k)]


def _chained(unit: Unit, items: list[Attribution]) -> list[Attribution]:
    """With the index of the attribution in whose content each one stands, the narrowest of several."""
    result = []
    for k, item in enumerate(items):
        place = unit.tokens[item.cue[0] if item.cue else item.start].start
        holders = [
            (end - start, other)
            for other, outer in enumerate(items)
            if other != k
            for start, end in outer.contents
            if start <= place < end
        ]
        result.append(replace(item, outer=min(holders)[1] if holders else None))
    return result
