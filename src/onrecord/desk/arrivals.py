"""The store's count of what came onto the desk, in which order, and which lines came with it.

A version of an article has its number from the moment on when it is first related, in the same transaction as its records: whoever
reads the desk at number n has before them all that has a number up to n. A number is never given twice, and reprocessing gives none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import and_, case, exists, func, select

from onrecord.desk import schema as t
from onrecord.desk.rows import RUN, Rows
from onrecord.model.article import Article
from onrecord.model.follow import Fresh
from onrecord.model.names import place_key
from onrecord.model.passage import Evidence
from onrecord.model.relations import Relations

#: Before the name of a place of which no key is known, as lines are found by it.
AT = "at:"


class Arrivals(Rows):
    """Numbers for what arrives, and what came behind a number."""

    # Writing, with what it follows from

    def _number(self, members: Sequence[str]) -> None:
        """Give the versions of these articles that have no number the next ones."""
        a, n = t.articles.c, t.arrivals.c
        numbered = exists().where(n.capture_id == a.capture_id)
        query = select(a.article_id, a.number, a.capture_id).where(~numbered, a.number > 0)
        rows = sorted(tuple(row) for row in self._among(query, a.article_id, members))
        if not rows:
            return
        numbers = self._numbers(one for one, _, _ in rows)
        count = Counter(one for one, _, _ in rows)
        texts = self._texts_of(one for one in count if count[one] > 1 or numbers[one])
        first: dict[tuple[str, str], int] = {}  # where the words of an article came first
        for (article_id, capture_id), text in texts.items():
            if capture_id in numbers[article_id]:
                place = article_id, _words(text)
                first[place] = min(numbers[article_id][capture_id], first.get(place, numbers[article_id][capture_id]))
        for article_id, _, capture_id in rows:
            place = article_id, _words(texts.get((article_id, capture_id), ""))
            row = {"article_id": article_id, "capture_id": capture_id, "said": first.get(place, 0)}
            self._insert(t.arrivals, [row])
            if place not in first and (article_id, capture_id) in texts:
                first[place] = self.position()

    def _numbers(self, article_ids: Iterable[str]) -> dict[str, dict[str, int]]:
        """The numbers of the versions of each of these articles, by capture; by themselves of those that were taken out."""
        n = t.arrivals.c
        found: dict[str, dict[str, int]] = defaultdict(dict)
        query = select(n.article_id, n.capture_id, n.number)
        for article_id, capture_id, number in self._among(query, n.article_id, sorted(set(article_ids))):
            found[article_id][capture_id or str(number)] = number
        return found

    def _tell(self, members: Sequence[str], relations: Relations) -> None:
        """Put the lines of these articles, the members of a thread, in place of those that they had."""
        self._untell(members)
        numbers = self._numbers(members)
        came = _Came(numbers, self._texts_of([one for one, each in numbers.items() if len(each) > 1]))
        rows = {
            (named, came.number(evidence), record_id)
            for named, record_id, evidence in _lines(relations)
            if evidence.article_id in numbers
        }
        self._insert(t.told, [{"named": a, "number": b, "record_id": c} for a, b, c in sorted(rows)])

    def _untell(self, article_ids: Sequence[str]) -> None:
        n = t.arrivals.c
        numbers = sorted(row[0] for row in self._among(select(n.number), n.article_id, article_ids))
        for start in range(0, len(numbers), RUN):
            self._connection.execute(t.told.delete().where(t.told.c.number.in_(numbers[start : start + RUN])))

    def _forget_arrivals(self, article_id: str) -> None:
        self._untell([article_id])
        self._delete(t.arrivals, article_id=article_id)

    def _move_arrival(self, capture_id: str, article_id: str) -> None:
        """A capture that is read as another article than before brings its number along: it came when it came."""
        n = t.arrivals.c
        moved = t.arrivals.update().where(n.capture_id == capture_id, n.article_id != article_id)
        self._connection.execute(moved.values(article_id=article_id, said=0))

    def _forget_version(self, capture_id: str) -> None:
        """The number stays with the article, or what is left of it would be new again."""
        self._connection.execute(t.arrivals.update().where(t.arrivals.c.capture_id == capture_id).values(capture_id=""))

    def _texts_of(self, article_ids: Iterable[str]) -> dict[tuple[str, str], str]:
        """The text of every version of these articles, by article and capture."""
        c = t.articles.c
        rows = self._among(select(c.article_id, c.capture_id, c.body), c.article_id, sorted(set(article_ids)))
        return {(one, capture_id): self._record(Article, body).text for one, capture_id, body in rows}

    # What is asked

    def position(self) -> int:
        return int(self._column(select(func.coalesce(func.max(t.arrivals.c.number), 0)))[0])

    def fresh_lines(self, names: Sequence[str], after: int) -> list[Fresh]:
        told, n, r = t.told.c, t.arrivals.c, t.reports.c
        there = exists().where(t.records.c.id == told.record_id)
        query = select(told.number, told.record_id, n.article_id, r.copied, there.label("whole"))
        query = query.join_from(t.told, t.arrivals, n.number == told.number).join(
            t.reports, r.article_id == n.article_id
        )
        rows = self._among(query.where(told.number > after), told.named, names)
        found = {(row.number, row.record_id): row for row in rows}
        return [
            Fresh(row.number, row.record_id, row.article_id, bool(row.copied), whole=bool(row.whole))
            for _, row in sorted(found.items(), key=lambda item: (-item[0][0], item[0][1]))
        ]

    def fresh_reports(self, story_ids: Sequence[str], after: int) -> list[Fresh]:
        r, n = t.reports.c, t.arrivals.c
        # Asked of each report by two indexes: a join would be left to a planner that knows no sizes.
        behind = exists().where(n.article_id == r.article_id, n.number > after)
        rows = self._among(select(r.article_id).where(behind), r.story_id, story_ids)
        return self.fresh_among(sorted({one for (one,) in rows}), after)

    def fresh_among(self, article_ids: Sequence[str], after: int) -> list[Fresh]:
        r, n, a = t.reports.c, t.arrivals.c, t.articles.c
        said = case((n.said == 0, n.number), else_=n.said)
        current = case((n.capture_id == a.capture_id, said), else_=0)
        first, last = func.min(n.number), func.max(current)
        query = select(r.article_id, r.copied, first.label("first"), last.label("last"))
        query = query.join_from(t.reports, t.arrivals, n.article_id == r.article_id)
        query = query.join(t.articles, and_(a.article_id == r.article_id, a.current == 1)).group_by(r.article_id)
        found = [
            Fresh(
                row.last if row.first <= after else row.first,
                row.article_id,
                row.article_id,
                bool(row.copied),
                revised=row.first <= after,
            )
            for row in self._among(query, r.article_id, article_ids)
            if max(row.first, row.last) > after
        ]
        return sorted(found, key=lambda each: (-each.number, each.id))

    def arrived(self, after: int, limit: int) -> list[str]:
        n = t.arrivals.c
        query = select(n.article_id).where(n.number > after).order_by(n.number.desc()).limit(limit)
        return list(dict.fromkeys(self._column(query)))


class _Came:
    """With which number words came: that of the first version of their article that holds them."""

    def __init__(self, numbers: dict[str, dict[str, int]], texts: dict[tuple[str, str], str]) -> None:
        self._numbers = numbers
        self._texts: dict[str, dict[str, str]] = defaultdict(dict)
        for (article_id, capture_id), text in sorted(texts.items()):
            self._texts[article_id][capture_id] = text
        self._words: dict[str, dict[str, str]] = {
            one: {capture_id: _words(text) for capture_id, text in each.items()} for one, each in self._texts.items()
        }

    def number(self, evidence: Evidence) -> int:
        numbers = self._numbers[evidence.article_id]
        if len(numbers) == 1:
            return next(iter(numbers.values()))
        texts = self._texts[evidence.article_id].values()
        quoted = next((_words(text[evidence.start : evidence.end]) for text in texts if evidence.holds_in(text)), None)
        words = self._words.get(evidence.article_id, {})
        held = [number for one, number in numbers.items() if quoted is not None and quoted in words.get(one, "")]
        return min(held or numbers.values())


def _lines(relations: Relations) -> Iterator[tuple[str, str, Evidence]]:
    """What each line names, its identifier, and the passage that it stands on. What an article says twice is one line."""
    known = _known_places(relations)
    for statement in relations.statements:
        if statement.repeats is None and statement.evidence:
            if statement.speaker.actor_id:
                yield statement.speaker.actor_id, statement.id, statement.evidence[0]
            if statement.place:
                name = place_key(statement.place)
                yield known.get(name, AT + name), statement.id, statement.evidence[0]
    for figure in relations.figures:
        if figure.place and figure.evidence:
            yield figure.place_key or AT + place_key(figure.place), figure.id, figure.evidence[0]
    for event in relations.events:
        if event.place:
            name = event.place_key or AT + place_key(event.place)
            for evidence in [turn.evidence for turn in event.turns] or event.evidence[:1]:
                yield name, event.id, evidence
    for series in relations.series:
        for point in series.points:
            yield series.id, point.figure_id, point.evidence


def _known_places(relations: Relations) -> dict[str, str]:
    """The keys of the names that stand for one place in a thread."""
    keys: dict[str, set[str]] = defaultdict(set)
    places = [(event.place, event.place_key) for event in relations.events]
    places += [(figure.place, figure.place_key) for figure in relations.figures]
    for name, key in places:
        if name and key:
            keys[place_key(name)].add(key)
    return {name: min(found) for name, found in keys.items() if len(found) == 1}


def _words(text: str) -> str:
    return " ".join(text.split())
