"""Small records made by hand, so that relating is tested without the rooms before it."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.annotations import Annotated, Annotations, TimeMention
from onrecord.model.article import Article, Segment
from onrecord.model.identity import make_id
from onrecord.model.passage import Evidence, Passage
from onrecord.model.picture import Event, EventStatus, Figure
from onrecord.model.statement import Mention, MentionKind, Speaker, Stance, Statement
from onrecord.model.when import UNKNOWN_TIME, Relative, When


def day(iso: str) -> When:
    """A day known from the text."""
    return When(iso, iso, "day", "text")


def weekday(number: int, direction: int) -> When:
    """A weekday relative to publication; 0 is Monday."""
    return When(precision="day", relative=Relative("weekday", weekday=number, direction=direction))


def yesterday() -> When:
    return When(precision="day", relative=Relative("day", amount=-1))


class Draft:
    """An article being put together: paragraphs first, then what they say, found by their words."""

    def __init__(
        self,
        source: str,
        *paragraphs: str,
        title: str = "",
        published: str | When | None = None,
        outlet: str | None = None,
        byline: Sequence[str] = (),
    ) -> None:
        text, segments = "", []
        for kind, paragraph in [("heading", title), *(("body", paragraph) for paragraph in paragraphs)]:
            if paragraph:
                start = len(text)
                text += paragraph + "\n\n"
                segments.append(Segment(kind, start, len(text), None, None, "written so"))  # type: ignore[arg-type]
        when = day(published) if isinstance(published, str) else (published or UNKNOWN_TIME)
        self.article = Article(
            Article.make_id(None, source), make_id("cap", source), source, None, outlet, (), title or None,
            tuple(byline), when, None, "en", text, tuple(segments),
        )  # fmt: skip
        self.mentions: list[Mention] = []
        self.times: list[TimeMention] = []
        self.statements: list[Statement] = []
        self.figures: list[Figure] = []
        self.events: list[Event] = []

    def find(self, words: str) -> Passage:
        start = self.article.text.index(words)
        return Passage(words, start, start + len(words))

    def evidence(self, words: str) -> Evidence:
        passage = self.find(words)
        return Evidence.of(self.article.id, self.article.text, passage.start, passage.end)

    def mention(
        self,
        words: str,
        name: str | None,
        kind: MentionKind = "person",
        *,
        role: str | None = None,
        place: str | None = None,
        country: str | None = None,
    ) -> Draft:
        passage = self.find(words)
        self.mentions.append(Mention(words, passage.start, passage.end, kind, name, role, place, country))
        return self

    def time(self, words: str, when: When) -> Draft:
        passage = self.find(words)
        self.times.append(TimeMention(words, passage.start, passage.end, when))
        return self

    def says(
        self,
        sentence: str,
        content: str,
        speaker: str | None,
        *,
        words: str | None = None,
        stance: Stance = "says",
        said: When = UNKNOWN_TIME,
        via: Sequence[str] = (),
        anonymous: bool = False,
        role: str | None = None,
        country: str | None = None,
    ) -> Statement:
        text = words or speaker
        at = self.find(text) if text else None
        made = Statement(
            make_id("st", self.article.id, sentence, content),
            self.article.id,
            Speaker(text, at and at.start, at and at.end, speaker, anonymous, None, "person", role, country),
            None,
            (self.find(content),),
            stance,
            False,
            said,
            tuple(via),
            None,
            False,
            None,
            "body",
            1.0,
            "written so",
            (self.evidence(sentence),),
        )
        self.statements.append(made)
        return made

    def figure(
        self,
        sentence: str,
        words: str,
        value: float,
        *,
        unit: str,
        counts: str = "",
        place: str | None = None,
        previous: bool = False,
        statement: Statement | None = None,
        as_of: When = UNKNOWN_TIME,
    ) -> Figure:
        passage = self.find(words)
        made = Figure(
            make_id("fig", self.article.id, passage.start, words), self.article.id, words, passage.start, passage.end,
            value, value, "exact", unit, counts, place, as_of, "level", None, previous, statement.id if statement else None,
            (self.evidence(sentence),),
        )  # fmt: skip
        self.figures.append(made)
        return made

    def event(
        self,
        sentence: str,
        what: str,
        status: EventStatus,
        *,
        code: str = "CONSULT",
        actors: Sequence[str] = (),
        place: str | None = None,
        when: When = UNKNOWN_TIME,
    ) -> Event:
        made = Event(
            make_id("ev", self.article.id, sentence, what), None, code, what, status, tuple(actors), place, when, None, (),
            (self.evidence(sentence),),
        )  # fmt: skip
        self.events.append(made)
        return made

    def done(self) -> Annotated:
        annotations = Annotations(
            self.article.id,
            tuple(sorted(self.mentions, key=lambda mention: mention.start)),
            tuple(sorted(self.times, key=lambda time: time.start)),
            tuple(self.statements),
            tuple(self.figures),
            tuple(self.events),
            0,
        )
        return Annotated(self.article, annotations)
