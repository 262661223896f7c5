"""Making the attributions of one unit fit each other: parallel ones are cut apart, nested ones become a chain."""

from __future__ import annotations

from dataclasses import replace

from onrecord.annotate import words
from onrecord.annotate.attribution import PARALLEL, Attribution, Range
from onrecord.annotate.units import Unit

#: No content of a real sentence holds more attributions than this; it bounds the time that a hostile one takes.
_NEAR = 12


def fitted(unit: Unit, items: list[Attribution]) -> list[Attribution]:
    """Contents of one level cut apart where the next attribution begins; attributions inside contents get their outer one."""
    tokens = unit.tokens
    fitted = list(items)
    floor = since = 0  # the token after the last attribution that stood behind its content, and the first item after it
    for k, item in enumerate(items):
        if item.before is not None and item.before[0] == 0:
            before = _stripped(unit, floor, item.before[1])
            if before is None and since == k > 0:
                # "..., according to an official, the Herald reported": the whole of the attribution before it
                since, before = k - 1, fitted[k - 1].before
            fitted[k] = replace(fitted[k], before=before)
            for earlier in range(since, k):
                if fitted[earlier].outer is None:
                    fitted[earlier] = replace(fitted[earlier], outer=k)
            floor, since = item.end, k + 1
        if item.after is None:
            continue
        start, end = item.after
        for later in items[k + 1 : k + 1 + _NEAR]:
            if later.start < start or later.start >= end:
                continue
            if later.before is not None and later.before[0] == 0:
                end = later.start
                break
            if later.inherits or tokens[max(later.start - 1, 0)].lower in PARALLEL:
                end = later.start
                break
        end = _without_tail(unit, start, _sentence_of_quote(unit, start, end))
        if item.construction in {"object", "infinitive"}:
            end = _without_second_verb(unit, start, end)
        if item.start > 0 and tokens[item.start - 1].lower in {"which", "what"}:
            end = next((n for n in range(start, end) if tokens[n].lower == "," and tokens[n].quote < 0), end)
        fitted[k] = replace(fitted[k], after=_stripped(unit, start, end))
    return _chained(unit, fitted)


def _chained(unit: Unit, items: list[Attribution]) -> list[Attribution]:
    result = []
    for k, item in enumerate(items):
        if item.before is None and item.after is None:
            continue
        outer = item.outer
        if outer is None:
            for other in range(max(0, k - _NEAR), k):
                content = items[other].after
                if content is not None and content[0] <= item.start < content[1]:
                    outer = other
        result.append((k, replace(item, outer=outer)))
    # an attitude inside one's own words ("he said he hoped") is not a second statement
    kept = [
        (k, item)
        for k, item in result
        if not (
            item.outer is not None
            and item.subject is not None
            and unit.tokens[item.subject.start].lower in words.SUBJECT_PRONOUNS
            and item.subject.end - item.subject.start == 1
            and item.stance in {"believes", "predicts"}
        )
    ]
    places = {k: new for new, (k, _) in enumerate(kept)}
    return [replace(item, outer=places.get(item.outer) if item.outer is not None else None) for _, item in kept]


def _without_tail(unit: Unit, start: int, end: int) -> int:
    """The end of what is said before the reporter's own tail: ", amid ...", "as fears rise"."""
    tokens = unit.tokens
    for k in range(start + 2, end):
        if tokens[k].quote >= 0:
            continue
        if tokens[k].lower in words.TAILS and tokens[k - 1].lower == ",":
            return k
        if tokens[k].lower == "as" and k + 1 < end and tokens[k + 1].lower in words.MOODS:
            return k
    return end


def _sentence_of_quote(unit: Unit, start: int, end: int) -> int:
    """Where a content that opens with a quotation ends: with it, if it is a sentence of its own."""
    tokens = unit.tokens
    if not unit.starts_quote(start):
        return end
    last = unit.quote_end(start)
    if last >= end:
        return end
    if tokens[last - 2].text in {",", ".", "?", "!", "…"} or not tokens[last].is_word:
        following = next((k for k in range(last, min(end, last + 2)) if unit.starts_quote(k)), None)
        return end if following is not None else last
    return end


def _without_second_verb(unit: Unit, start: int, end: int) -> int:
    """The end of an object before the subject's next verb: "rejected the plan | and has called for another"."""
    tokens = unit.tokens
    for k in range(start + 1, end - 1):
        if tokens[k].quote >= 0:
            continue
        follows = tokens[k + 1]
        if (
            tokens[k].lower in {"and", "but", "then"}
            and follows.mention < 0
            and (follows.lower in {"has", "had", "have", "was", "were", "said", "will"} or follows.lower.endswith("ed"))
        ):
            return k
        if tokens[k].lower == "," and follows.lower in {"which", "who", "instead", "but"}:
            return k
    return end


def _stripped(unit: Unit, start: int, end: int) -> Range | None:
    tokens = unit.tokens
    while (
        end > start and tokens[end - 1].quote < 0 and (not tokens[end - 1].is_word or tokens[end - 1].lower in PARALLEL)
    ):
        end -= 1
    while (
        start < end
        and tokens[start].quote < 0
        and (tokens[start].text in {",", ".", ";", ":", "-", "–", "—"} or tokens[start].lower in {"but", "and"})
    ):
        start += 1
    return (start, end) if start < end and any(token.is_word for token in tokens[start:end]) else None
