"""The section "Who says what": by speaker, newest first, without what other sections quote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.model.brief import Line, Quote, Section
from onrecord.model.passage import Span
from onrecord.model.statement import Statement
from onrecord.publish.said import Saying, Voice, said_when, voices
from onrecord.publish.thread import Thread
from onrecord.publish.wording import one_line, plural, said_words, stance_words

#: Speakers shown: those whom most outlets heard.
VOICES = 12
#: Anonymous speakers shown after them; what only they say stands under "On a single source" too.
ANONYMOUS_VOICES = 4
#: Statements shown for one speaker, newest first: enough to see a position and its last change.
STATEMENTS_PER_VOICE = 3
#: Words that can stand without the sentence around them.
ALONE = 5
#: Below this chance of being right a statement says how sure it is.
UNSURE = 0.75


def who_says_what(thread: Thread, others: Iterable[Section]) -> Section:
    """What no line of ``others`` quotes; of a named speaker the newest statement is always here."""
    shown = _Shown.of(others)
    lines: list[Line] = []
    places = {False: VOICES, True: ANONYMOUS_VOICES}
    omitted = 0
    for voice in voices(thread.relations, thread.sources, thread.muted):
        fresh = [saying for saying in voice.sayings if not shown.quotes_of(saying.statement)]
        chosen = fresh or ([] if voice.anonymous else list(voice.sayings[:1]))
        if thread.limit is not None and (len(lines) >= thread.limit or not places[voice.anonymous]):
            omitted += len(chosen)
        elif chosen:
            places[voice.anonymous] -= 1
            kept = chosen if thread.limit is None else chosen[:STATEMENTS_PER_VOICE]
            omitted += len(chosen) - len(kept)
            lines.append(_voice_line(thread, voice, kept, len(voice.sayings) - len(chosen)))
    more = ("onrecord brief --all", "onrecord show statements --actor NAME")
    return Section("said", "Who says what", tuple(lines), "No statement was found.", omitted, more)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What sections quote, by article."""

    spans: Mapping[str, Sequence[Span]]

    @classmethod
    def of(cls, sections: Iterable[Section]) -> _Shown:
        spans: dict[str, list[Span]] = defaultdict(list)
        lines = [line for section in sections for line in section.lines]
        while lines:
            line = lines.pop()
            lines += line.children
            for quote in line.quotes:
                spans[quote.evidence.article_id].append(quote.evidence.span)
        return cls(spans)

    def quotes_of(self, statement: Statement) -> bool:
        """Whether all that is said in ``statement`` stands inside what is quoted."""
        quoted = self.spans.get(statement.article_id, ())
        told = statement.contents or statement.evidence[:1]
        return all(any(span.start <= item.start and item.end <= span.end for span in quoted) for item in told)


def _voice_line(thread: Thread, voice: Voice, sayings: Sequence[Saying], elsewhere: int) -> Line:
    newest = voice.sayings[0].statement
    count = plural(len(voice.sayings), "statement")
    if voice.reports > 1:
        count += f" in {plural(voice.reports, 'report')}"
    if elsewhere:
        count += f", {elsewhere} in other sections"
    roles = (saying.statement.speaker.role for saying in voice.sayings if not voice.anonymous)
    return thread.line(
        newest.speaker.actor_id or newest.id,
        thread.speaker(newest),
        [],
        note="; ".join(filter(None, [one_line(next(filter(None, roles), "")), count])),
        why=f"heard by {plural(voice.outlets, 'outlet')}",
        children=[_saying_line(thread, saying) for saying in sayings],
    )


def _quotes(thread: Thread, statement: Statement) -> tuple[Quote, ...]:
    """What is said; where that is too little to stand alone, the sentence in which it is said."""
    contents = thread.sources.quote_passages(statement.article_id, statement.contents)
    if sum(len(quote.text.split()) for quote in contents) < ALONE:
        return thread.sources.quotes(statement.evidence[:1])
    return contents


def _saying_line(thread: Thread, saying: Saying) -> Line:
    statement = saying.statement
    stance = f"not: {stance_words(statement.stance)}" if statement.negated else stance_words(statement.stance)
    via = f"via {', '.join(one_line(name) for name in statement.via)}" if statement.via else ""
    notes = []
    if saying.also:
        notes.append("also in " + " ".join(f"[{thread.sources.number[article_id]}]" for article_id in saying.also))
    if statement.confidence < UNSURE:
        notes.append(f"confidence {statement.confidence:.0%}")
    return thread.line(
        statement.id,
        " · ".join(filter(None, [stance, said_words(said_when(statement, thread.sources)), via])),
        _quotes(thread, statement),
        note="; ".join(notes),
        why=statement.reason,
    )
