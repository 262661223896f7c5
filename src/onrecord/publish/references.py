"""Numbered references, and quotes that lead to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.model.article import Article
from onrecord.model.brief import Quote, Reference
from onrecord.model.contents import Contents
from onrecord.model.passage import Evidence, Passage
from onrecord.model.relations import CopyGroup
from onrecord.model.ruling import for_outlets
from onrecord.model.statement import Speaker
from onrecord.model.when import When, newest_certain
from onrecord.publish.wording import NO_OUTLET

#: Characters of context kept on each side of a quote: about two lines of print.
CONTEXT = 180

_ARTICLE_ID = re.compile(r"\bart_[0-9a-f]{12}\b")


def is_open(speaker: Speaker) -> bool:
    """Whether nobody can tell whose words these are."""
    return not speaker.name and not speaker.anonymous


def copies_under_first(references: Sequence[Reference]) -> list[Reference]:
    """References in order, each copy after the one that it copies; a copy of a copy after both."""
    under: dict[int | None, list[Reference]] = {}
    numbers = {reference.number for reference in references}
    for reference in references:
        under.setdefault(reference.copy_of if reference.copy_of in numbers else None, []).append(reference)
    ordered: list[Reference] = []
    waiting = under.pop(None, [])[::-1]
    while waiting:
        reference = waiting.pop()
        ordered.append(reference)
        waiting += under.pop(reference.number, [])[::-1]
    return [*ordered, *(reference for left in under.values() for reference in left)]


class Sources:
    """The articles of a desk by number, in the order of their dates, the undated last."""

    def __init__(self, contents: Contents) -> None:
        self.articles: dict[str, Article] = {article.id: article for article in contents.articles}
        self._revisions = {revision.capture_id: revision.number for revision in contents.revisions}
        self.published: dict[str, When] = {article.id: article.published for article in contents.articles}
        for relations in contents.relations:
            for dating in relations.datings:
                self.published[dating.article_id] = dating.published
        ordered = sorted(self.articles, key=lambda article_id: (self._start(article_id), article_id))
        self.number = {article_id: index for index, article_id in enumerate(ordered, start=1)}
        self._letters = {outlet: each.value for outlet, each in for_outlets(contents.rulings, "reliability").items()}
        self._copies: dict[str, tuple[str, str]] = {}
        self._statements: Counter[str] = Counter()
        self._open: Counter[str] = Counter()
        for relations in contents.relations:
            for group in relations.copies:
                self._note_copies(group)
            for statement in relations.statements:
                self._statements[statement.article_id] += 1
                self._open[statement.article_id] += is_open(statement.speaker)

    @property
    def as_of(self) -> str | None:
        """The day of the newest evidence, ``None`` where nothing is dated."""
        return newest_certain(self.published.values())

    @property
    def texts(self) -> dict[str, str]:
        """The texts of the articles."""
        return {article_id: article.text for article_id, article in self.articles.items()}

    def _note_copies(self, group: CopyGroup) -> None:
        for member in group.members:
            self._copies[member.article_id] = (group.first_article_id, member.relation)

    def _start(self, article_id: str) -> str:
        return self.published[article_id].start or "9999"

    def outlet(self, article_id: str) -> str:
        """The outlet of an article, or that none is given."""
        return self.articles[article_id].outlet or NO_OUTLET

    def reliability(self, article_ids: Iterable[str]) -> str:
        """The letter of the most reliable of the outlets of these articles as editors judge them; F where nobody has.

        An outlet's own letter counts; where it has none, that of the agency that its report is credited to.
        """
        letters = set()
        for article_id in article_ids:
            article = self.articles[article_id]
            letters.add(self._letters.get(article.outlet or "") or self._letters.get(article.credit or "", "F"))
        return min(letters, default="F")

    def called(self, article_id: str) -> str:
        """Who speaks where an article attributes its words to nobody: its outlet, else its reference."""
        return self.articles[article_id].outlet or f"report [{self.number[article_id]}]"

    def named(self, text: str) -> str:
        """``text`` with the identifiers of articles as the numbers of their references."""
        return _ARTICLE_ID.sub(
            lambda match: f"[{self.number[match[0]]}]" if match[0] in self.number else match[0], text
        )

    def is_full_copy(self, article_id: str) -> bool:
        """Whether an article is an exact or near copy of another one, so that its lines need not be shown again."""
        return self._copies.get(article_id, ("", ""))[1] in ("exact", "near")

    def references(self) -> tuple[Reference, ...]:
        """Every article as a numbered reference, in order."""
        made = []
        for article_id, number in self.number.items():
            article = self.articles[article_id]
            original, relation = self._copies.get(article_id, (None, None))
            made.append(
                Reference(
                    number=number,
                    article_id=article_id,
                    outlet=article.outlet,
                    via=article.via,
                    title=article.title,
                    byline=article.byline,
                    published=self.published[article_id],
                    source=article.source,
                    address=article.address,
                    copy_of=self.number.get(original) if original else None,
                    copy_relation=relation,
                    statements=self._statements[article_id],
                    open_statements=self._open[article_id],
                )
            )
        return tuple(made)

    def quote(self, evidence: Evidence) -> Quote:
        """The words that ``evidence`` points at, with what stands around them."""
        return self._quote(self.articles[evidence.article_id], evidence, None)

    def quote_earlier(self, article: Article, evidence: Evidence) -> Quote:
        """The words that ``evidence`` points at in ``article``, an earlier revision."""
        return self._quote(article, evidence, self._revisions[article.capture_id])

    def _quote(self, article: Article, evidence: Evidence, revision: int | None) -> Quote:
        text = article.text
        before = text[max(0, evidence.start - CONTEXT) : evidence.start]
        after = text[evidence.end : evidence.end + CONTEXT]
        return Quote(
            text=text[evidence.start : evidence.end],
            reference=self.number[evidence.article_id],
            evidence=evidence,
            before=before[before.find(" ") + 1 :] if evidence.start > CONTEXT else before,
            after=after[: after.rfind(" ")] if len(after) == CONTEXT else after,
            revision=revision,
        )

    def quotes(self, evidence: Iterable[Evidence]) -> tuple[Quote, ...]:
        """The quotes of several pieces of evidence, without those that repeat the same place."""
        return tuple(self.quote(item) for item in dict.fromkeys(evidence))

    def quote_passages(self, article_id: str, passages: Iterable[Passage]) -> tuple[Quote, ...]:
        """Passages of one article as quotes."""
        text = self.articles[article_id].text
        return self.quotes(Evidence.of(article_id, text, passage.start, passage.end) for passage in passages)

    def quote_title(self, article_id: str) -> tuple[Quote, ...]:
        """The headline of an article where its text has one, else its first body paragraph."""
        article = self.articles[article_id]
        headings = article.passages("heading")
        exact = [passage for passage in headings if passage.text == article.title]
        return self.quote_passages(article_id, (exact or headings or article.body)[:1])
