"""Everything that a page looks up, indexed once for one moment of the desk."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from onrecord.desk.store import Listed
from onrecord.model.article import Article
from onrecord.model.contents import Contents
from onrecord.model.errors import NotFound
from onrecord.model.passage import Evidence, Passage
from onrecord.model.relations import Claim, CopyGroup, CopyMember, Position, Relations, Story
from onrecord.model.ruling import standing
from onrecord.model.statement import Statement
from onrecord.publish.brief import UNTITLED
from onrecord.publish.copied import copied_words, same_outlet
from onrecord.publish.references import Sources
from onrecord.publish.wording import day_words, days_in_words, newest_first, one_line, unquoted, when_words, without_ids

NO_ARTICLE = "No article has the identifier {!r}: look for it with the search."
NO_STORY = "No story has the identifier {!r}: go back to the front page, or look for a report of it with the search."

#: Blank lines, however many, between two paragraphs; what ends a sentence, and the marks that may follow it.
_BLANK = re.compile(r"\s*\n\s*\n\s*")
_FULL_STOPS, _CLOSING = (".", "!", "?", "…"), "\"'”’»)]"

_ARTICLE_ID = re.compile(r"\bart_[0-9a-f]{12}\b")


@dataclass(frozen=True, slots=True)
class Cited:
    """Words of a source, ready to be opened in place and to be cited.

    ``text`` stands at ``start`` to ``end`` of the article's text and has this ``digest`` (SHA-256); ``before`` and ``after`` are the
    words around it. ``published`` is in words. ``link`` is ``address`` where a browser may follow it. ``locator`` is one line:
    outlet, title, date, address, offsets, digest; ``citation`` is the quote before it.
    """

    text: str
    before: str
    after: str
    article_id: str
    start: int
    end: int
    digest: str
    outlet: str
    title: str
    published: str
    address: str
    link: str
    locator: str

    @property
    def lead_in(self) -> str:
        """``before`` for people: it begins with an ellipsis where more stands before it."""
        return ("… " if self.start > len(self.before) else "") + _BLANK.sub("\n\n", self.before)

    @property
    def lead_out(self) -> str:
        """``after`` for people: it ends with an ellipsis where a sentence is cut."""
        told = _BLANK.sub("\n\n", self.after).rstrip()
        return f"{told} …" if told and told.rstrip(_CLOSING)[-1:] not in _FULL_STOPS else told

    @property
    def words(self) -> str:
        """The words without the quotation marks around all of them, so that others can be put there."""
        return unquoted(self.text)

    @property
    def citation(self) -> str:
        """The words with all that leads back to them, on one line."""
        return f"“{self.words}” {self.locator}"


@dataclass(frozen=True, slots=True)
class Report:
    """An article in a list. ``copy_of`` is the identifier of the article that it copies whole, ``day`` is YYYY-MM-DD where known.
    ``again``: what it copies is a report of the same outlet, so that it is another version of that."""

    id: str
    title: str
    outlet: str
    credit: str
    byline: str
    published: str
    day: str | None
    copy_of: str | None
    statements: int
    open_statements: int
    again: bool = False


@dataclass(frozen=True, slots=True)
class Whole:
    """What is known of a whole desk beside the part of it that a shelf holds: its newest day of evidence, and articles as lists show them."""

    as_of: str | None
    listed: Mapping[str, Listed]


class Shelf:
    """Records of a desk by what pages ask for: of all of it, or, with ``whole``, of the part that a page shows. Never changed."""

    def __init__(self, contents: Contents, whole: Whole | None = None) -> None:
        self.contents = contents
        self.sources = Sources(contents)
        self.as_of = whole.as_of if whole else self.sources.as_of
        self._listed = whole.listed if whole else {}
        self.references = {reference.article_id: reference for reference in self.sources.references()}
        self.muted = frozenset(ruling.target for ruling in standing(contents.rulings) if ruling.kind == "mute")
        self.revisions = Counter(revision.article_id for revision in contents.revisions)
        self.actor_names: dict[str, str] = {}
        self._heads: dict[str, tuple[str, str, str, str, str]] = {}
        self._stories: dict[str, tuple[Relations, Story]] = {}
        self._story_of: dict[str, Story] = {}
        self._copies_of: dict[str, list[CopyGroup]] = defaultdict(list)
        self._statements: dict[str, list[Statement]] = defaultdict(list)
        for relations in contents.relations:
            self.actor_names.update({actor.id: actor.name for actor in relations.actors})
            for story in relations.stories:
                self._stories[story.id] = (relations, story)
                self._story_of.update(dict.fromkeys(story.article_ids, story))
            for group in relations.copies:
                for article_id in (group.first_article_id, *(member.article_id for member in group.members)):
                    self._copies_of[article_id].append(group)
            for statement in relations.statements:
                if statement.id not in self.muted:
                    self._statements[statement.article_id].append(statement)

    def told_of(self, article_id: str) -> set[str]:
        """The statements, figures and events that stand in an article, muted ones too."""
        found: set[str] = set()
        for relations in self.contents.relations:
            found.update(each.id for each in relations.statements if each.article_id == article_id)
            found.update(each.id for each in relations.figures if each.article_id == article_id)
            found.update(
                each.id
                for each in relations.events
                if any(turn.evidence.article_id == article_id for turn in each.turns)
            )
        return found

    # Looking up

    def article(self, article_id: str) -> Article:
        """The article with this identifier. Raises ``NotFound``."""
        if article_id not in self.sources.articles:
            raise NotFound(NO_ARTICLE.format(article_id))
        return self.sources.articles[article_id]

    def story(self, story_id: str) -> tuple[Relations, Story]:
        """A story and the relations of its thread. Raises ``NotFound``."""
        if story_id not in self._stories:
            raise NotFound(NO_STORY.format(story_id))
        return self._stories[story_id]

    def stories(self) -> list[tuple[Relations, Story]]:
        """All stories, those of most reports first."""
        return sorted(self._stories.values(), key=lambda pair: (-len(pair[1].article_ids), pair[1].id))

    def story_of(self, article_id: str) -> Story | None:
        """The story that an article is in."""
        return self._story_of.get(article_id)

    def copies_of(self, article_id: str) -> list[CopyGroup]:
        """The copy groups that an article is in, as first or as member."""
        return self._copies_of.get(article_id, [])

    def statements_of(self, article_id: str) -> list[Statement]:
        """What an article reports somebody to have said, in reading order."""
        return sorted(self._statements.get(article_id, ()), key=lambda item: (item.evidence[0].start, item.id))

    # Putting into words

    def actor(self, actor_id: str | None, written: str | None, *, anonymous: bool = False) -> str:
        """The name that is shown for somebody; empty where nobody can tell."""
        name = self.actor_names.get(actor_id or "") or one_line(written or "")
        if anonymous:
            return f"Anonymous: {name}" if name else "Anonymous"
        return name

    def speaker(self, statement: Statement) -> str:
        """Who says it, or that this stays open."""
        speaker = statement.speaker
        name = self.actor(speaker.actor_id, speaker.name or speaker.text, anonymous=speaker.anonymous)
        if speaker.anonymous or speaker.name or speaker.actor_id:
            return name
        return f"Speaker left open: {name}" if name else "Speaker left open"

    def stands(self, position: Position) -> str:
        """Whose position it is: a person, or the outlet that states it in its own words."""
        name = self.actor(position.actor_id, position.speaker, anonymous=position.anonymous)
        return name or self.sources.outlet(position.evidence.article_id)

    def title(self, article_id: str) -> str:
        """The headline of an article on one line."""
        return one_line(self.sources.articles[article_id].title or "") or UNTITLED

    def day(self, article_id: str) -> str | None:
        """The day of publication, as YYYY-MM-DD. Of an inferred interval only the beginning is evidence."""
        return self.sources.published[article_id].first_day

    def report(self, article_id: str) -> Report:
        """An article as a line of a list."""
        article = self.sources.articles[article_id]
        counts = self._listed.get(article_id) or self.references[article_id]
        copied = {
            member.article_id: group.first_article_id
            for group in self.copies_of(article_id)
            for member in group.members
            if member.relation != "excerpt"
        }
        first = self.sources.articles.get(copied.get(article_id, ""))
        return Report(
            id=article_id,
            title=self.title(article_id),
            outlet=self.sources.outlet(article_id),
            credit=article.credit or "",
            byline=", ".join(article.byline),
            published=when_words(self.sources.published[article_id]),
            day=self.day(article_id),
            copy_of=copied.get(article_id),
            statements=counts.statements,
            open_statements=counts.open_statements,
            again=first is not None and same_outlet(first, article),
        )

    def copied(self, group: CopyGroup, member: CopyMember) -> str:
        """How a member of a copy group relates to its first text; empty where one of both is not on the shelf."""
        first, copy = (self.sources.articles.get(one) for one in (group.first_article_id, member.article_id))
        return copied_words(member, first, copy) if first and copy else ""

    def holds(self, evidence: Evidence) -> bool:
        """Whether the words that ``evidence`` points at stand here."""
        article = self.sources.articles.get(evidence.article_id)
        return article is not None and evidence.holds_in(article.text)

    def cite(self, evidence: Evidence) -> Cited:
        """The words that ``evidence`` points at, with all that a citation needs."""
        quote = self.sources.quote(evidence)
        outlet, title, published, address, link = self._head(evidence.article_id)
        return Cited(
            text=quote.text,
            before=quote.before,
            after=quote.after,
            article_id=evidence.article_id,
            start=evidence.start,
            end=evidence.end,
            digest=evidence.digest,
            outlet=outlet,
            title=title,
            published=published,
            address=address,
            link=link,
            locator=(
                f"{outlet}, “{title}”, {published}, {address}, "
                f"characters {evidence.start} to {evidence.end}, sha256:{evidence.digest}"
            ),
        )

    def _head(self, article_id: str) -> tuple[str, str, str, str, str]:
        """What every citation of an article has: outlet, title, date, address, and the address where a browser may follow it."""
        if article_id not in self._heads:
            article = self.sources.articles[article_id]
            self._heads[article_id] = (
                self.sources.outlet(article_id),
                self.title(article_id),
                when_words(self.sources.published[article_id]),
                article.address or article.source,
                web_address(article.address),
            )
        return self._heads[article_id]

    def cite_all(self, evidence: Iterable[Evidence]) -> tuple[Cited, ...]:
        """Several pieces of evidence, each place once."""
        return tuple(self.cite(item) for item in dict.fromkeys(evidence))

    def cite_passages(self, article_id: str, passages: Iterable[Passage]) -> tuple[Cited, ...]:
        """Passages of one article."""
        text = self.sources.articles[article_id].text
        return self.cite_all(Evidence.of(article_id, text, passage.start, passage.end) for passage in passages)

    def cite_title(self, article_id: str) -> Cited | None:
        """The headline where it stands in its article; without one the first paragraph."""
        return next((self.cite(quote.evidence) for quote in self.sources.quote_title(article_id)), None)

    def cite_statement(self, statement: Statement) -> Cited:
        """The sentence of a statement, with who says it."""
        return self.cite(statement.evidence[0])

    def origins(self, claim: Claim) -> tuple[str, ...]:
        """The independent origins of a claim as names."""
        return tuple(self.origin(origin) for origin in claim.origins)

    def origin(self, origin: str) -> str:
        """An origin as a name; a report whose outlet is not known is an origin of its own, by its headline."""
        return f"“{self.title(origin)}”" if origin in self.sources.articles else self.named(origin)

    def named(self, text: str) -> str:
        """``text`` with the identifiers of articles as their outlets and days, since pages number no reports, and days in words."""
        return days_in_words(without_ids(_ARTICLE_ID.sub(lambda found: self._outlet_and_day(found[0]), text)))

    def _outlet_and_day(self, article_id: str) -> str:
        if article_id not in self.sources.articles:
            return article_id
        return f"{self.sources.outlet(article_id)}, {day_or_undated(self.day(article_id))}"

    def writer(self, article_id: str) -> str:
        """Who wrote a report: the agency that it is credited to, else its outlet."""
        return self.sources.articles[article_id].credit or self.sources.outlet(article_id)

    def opening(self, article_id: str) -> Cited | None:
        """The first paragraph of an article."""
        return next(iter(self.cite_passages(article_id, self.sources.articles[article_id].body[:1])), None)

    def newest(self, articles: Iterable[str]) -> list[str]:
        """Those of ``articles`` that are no full copies, the newest first."""
        own = [article_id for article_id in articles if not self.sources.is_full_copy(article_id)]
        return sorted(own, key=lambda one: (newest_first(self.sources.published[one].start or ""), one))


def web_address(address: str | None) -> str:
    """``address`` where it is one that a browser may be sent to, else nothing: a text may call anything its address."""
    given = (address or "").strip()
    return given if given.lower().startswith(("https://", "http://")) and given.isprintable() else ""


def day_or_undated(day: str | None) -> str:
    """A day in words."""
    return day_words(day) if day else "undated"
