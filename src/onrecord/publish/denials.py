"""Denials to which no assertion was matched, those of one matter together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from onrecord.model.brief import Line
from onrecord.model.passage import Evidence
from onrecord.model.statement import Statement
from onrecord.publish.said import said_when
from onrecord.publish.thread import Ranked, Thread
from onrecord.publish.wording import DENYING, newest_first, plural, stance_words

#: Characters between two denials of one report within which they are taken to be of one matter: two short paragraphs.
NEAR = 600
#: Words that denials of two reports share where they are of one matter, and the letters by which a word is known.
SHARED, LETTERS = 2, 4

_WORD = re.compile(r"[^\W\d_]{4,}")


def bare_denials(thread: Thread, shown: Iterable[Evidence]) -> Iterable[Ranked]:
    """The denials that no dispute of ``shown`` passages holds, the newest first."""
    told = list(shown)
    found: list[Statement] = []
    for statement in thread.relations.statements:
        if statement.stance not in DENYING or statement.negated or not thread.is_counted(statement):
            continue
        if statement.id not in thread.muted and not any(
            _overlap(item, other) for item in statement.evidence for other in told
        ):
            told += statement.evidence
            found.append(statement)
    for group in _by_matter(thread, found):
        ordered = sorted(group, key=lambda item: (newest_first(_day(thread, item)), item.id))
        yield Ranked((2, newest_first(_day(thread, ordered[0])), ordered[0].id), _line(thread, ordered))


def _by_matter(thread: Thread, found: Sequence[Statement]) -> list[list[Statement]]:
    """The same in groups: near each other in one report, or with words in common that are no names of the thread."""
    names = {word for actor in thread.relations.actors for name in actor.names for word in _stems(name)}
    words = {item.id: set(_stems(_text(thread, item))) - names for item in found}
    often: dict[str, int] = defaultdict(int)
    for each in words.values():
        for word in each:
            often[word] += 1
    common = {word for word, count in often.items() if count > max(SHARED, len(found) // 4)}
    groups: list[list[Statement]] = []
    for item in found:
        like = [
            group
            for group in groups
            if any(_near(item, other) or len(words[item.id] & words[other.id] - common) >= SHARED for other in group)
        ]
        groups = [group for group in groups if group not in like]
        groups.append([*(other for group in like for other in group), item])
    return groups


def _near(one: Statement, other: Statement) -> bool:
    gap = abs(one.evidence[0].start - other.evidence[0].start)
    return one.article_id == other.article_id and gap <= NEAR


def _stems(text: str) -> list[str]:
    return [word[:LETTERS].casefold() for word in _WORD.findall(text)]


def _text(thread: Thread, statement: Statement) -> str:
    text = thread.sources.articles[statement.article_id].text
    return " ".join(text[item.start : item.end] for item in statement.contents or statement.evidence[:1])


def _day(thread: Thread, statement: Statement) -> str:
    return said_when(statement, thread.sources).start or ""


def _line(thread: Thread, group: Sequence[Statement]) -> Line:
    why = "no assertion was matched to it"
    lines = [
        thread.line(
            statement.id,
            f"{thread.speaker(statement)} · {stance_words(statement.stance)}",
            thread.sources.quotes(statement.evidence[:1]),
            why=why,
        )
        for statement in group
    ]
    first = lines[0]
    if len(lines) == 1:
        return thread.line(group[0].id, f"denial · {first.label}", first.quotes, why=why)
    names = list(dict.fromkeys(thread.speaker(statement) for statement in group))
    label = " · ".join([plural(len(lines), "denial"), " / ".join(names)])
    return thread.line(group[0].id, label, [], why=why, children=lines)


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.article_id == other.article_id and one.span.overlaps(other.span)
