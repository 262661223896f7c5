"""Scores a whole desk against the truth of a demo crisis: ``python -m benchmarks.crisis --data demo/harbour``.

What is planted counts as shown when one line of the brief, in the section where a reader would look for it, quotes characters
that overlap the planted passage: both sides of a difference, two points of different value of a figure that moves. The
format of the truth is in ``demo/README.md``.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks import crisis_claims
from onrecord import open_desk
from onrecord.collect import gather
from onrecord.model.article import Article
from onrecord.model.brief import Brief, Line
from onrecord.model.contents import Contents
from onrecord.model.names import same_person
from onrecord.publish import compose

Place = tuple[str, int, int]  # article id, start, end


@dataclass
class Score:
    """``right`` of ``of`` items; ``missed`` says which were not."""

    right: int = 0
    of: int = 0
    missed: list[str] = field(default_factory=list)

    def add(self, good: bool, name: str) -> None:
        self.of += 1
        self.right += good
        if not good:
            self.missed.append(name)

    @property
    def share(self) -> float:
        return self.right / self.of if self.of else 1.0


def received(folder: Path) -> datetime:
    """When the reports of a crisis were received: the day after its newest evidence. A date after that is not believed."""
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return datetime.fromisoformat(truth["as_of"]).replace(tzinfo=UTC) + timedelta(days=1)


class Crisis:
    """A desk made from a crisis folder, and its truth."""

    def __init__(self, folder: Path) -> None:
        self.truth: dict[str, Any] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
        settings = {"places": str(folder / "places.csv")}
        with open_desk(None, settings=settings, clock=lambda: received(folder)) as desk:
            self.report = desk.add([str(folder / "reports")])
            self.contents: Contents = desk.contents()
        self.brief: Brief = compose(self.contents, lines=None)
        self._lines = dict(_lines_of_archives(folder / "reports"))
        self.by_report = {self._report(article): article for article in self._all_articles()}
        self._current_by_id = {article.id: article for article in self.contents.articles}
        reports = {article.id: report for report, article in self.by_report.items()}
        self._originals = {
            member.article_id: [reports[group.first_article_id]]
            for relations in self.contents.relations
            for group in relations.copies
            for member in group.members
        }
        self.places_folded: dict[str, tuple[str, list[int]]] = {}

    def _all_articles(self) -> Iterator[Article]:
        yield from self.contents.earlier
        yield from self.contents.articles

    def _report(self, article: Article) -> str:
        """The report's name in the truth, which counts the lines of an archive where the desk names its records."""
        name = article.source.rsplit("/reports/", 1)[-1]
        return self._lines.get(name, name)

    def find(self, report: str, quote: str) -> Place | None:
        """Where a planted quote stands in the article that was read, white space folded.

        A report that was revised is looked for in its current revision; what that has withdrawn is not found.
        """
        article = self.by_report.get(report)
        if article is None:
            return None
        article = self._current_by_id.get(article.id, article)
        report = article.id
        if report not in self.places_folded:
            self.places_folded[report] = _fold(article.text)
        text, offsets = self.places_folded[report]
        at = text.find(_fold(quote)[0])
        return None if at < 0 else (article.id, offsets[at], offsets[at + len(_fold(quote)[0]) - 1] + 1)

    def shown_places(self, report: str, quote: str) -> list[Place]:
        """Where the brief may quote a planted passage: in its own report, or in the one that the report copies."""
        article = self.by_report.get(report)
        originals = self._originals.get(article.id, []) if article else []
        return [place for source in [report, *originals] if (place := self.find(source, quote))]

    def is_folded(self, report: str, quote: str) -> bool:
        """Whether a passage is one that the brief leaves to another report: it stands in an exact or near copy (by the
        truth), or in an earlier revision alone."""
        copies = {
            member["report"]
            for group in self.truth.get("copies", [])
            for member in group["members"]
            if member["relation"] != "excerpt"
        }
        return report in copies or (self.current(report) is None and not self.find(report, quote))

    def current(self, report: str) -> Article | None:
        """The article of a report where it is the current revision, else ``None``."""
        article = self.by_report.get(report)
        return article if article in self.contents.articles else None

    def lines(self, *sections: str) -> Iterator[Line]:
        for thread in self.brief.threads:
            for section in thread.sections:
                if section.name in sections:
                    yield from section.lines


def _lines_of_archives(reports: Path) -> Iterator[tuple[str, str]]:
    """(name of the record on the desk, its name in the truth) of each line of each archive."""
    for path in sorted(reports.glob("*.jsonl")):
        for number, item in enumerate(gather([str(path)]), start=1):
            yield item.source.rsplit("/reports/", 1)[-1], f"{path.name}#L{number}"


_QUOTE_MARKS = str.maketrans("“”‘’«»", '""\'\'""')


def _fold(text: str) -> tuple[str, list[int]]:
    """``text`` with white space runs as one space and quotation marks straight, and where each character stood."""
    characters: list[str] = []
    offsets: list[int] = []
    for index, char in enumerate(text.translate(_QUOTE_MARKS)):
        if char.isspace():
            if characters and characters[-1] != " ":
                characters.append(" ")
                offsets.append(index)
        else:
            characters.append(char)
            offsets.append(index)
    return "".join(characters), offsets


def _quoted(line: Line) -> Iterator[Place]:
    for quote in line.quotes:
        yield quote.evidence.article_id, quote.evidence.start, quote.evidence.end
    for child in line.children:
        yield from _quoted(child)


_touches = crisis_claims.touches


def score_brief(crisis: Crisis) -> dict[str, Score]:
    """What the brief shows of what was planted."""
    truth = crisis.truth
    scores = {
        name: Score() for name in ("differences", "figure_moves", "announcements", "denials", "copies", "forecasts")
    }
    disputed = [list(_quoted(line)) for line in crisis.lines("disputed")]
    for item in truth.get("differences", []):
        pair = crisis_claims.Pair.of(crisis, item)
        shown = any(pair.is_joined_by([[place] for place in line]) for line in disputed)
        scores["differences"].add(shown, item["id"])
    figures = [list(_quoted(line)) for line in crisis.lines("figures")]
    for item in truth.get("figure_moves", []):
        points = [
            (crisis.shown_places(point["report"], point["quote"]), point["low"], point["high"])
            for point in item["points"]
        ]
        shown = any(len({(low, high) for place, low, high in points if _touches(line, place)}) > 1 for line in figures)
        scores["figure_moves"].add(shown, item["id"])
    announced = [list(_quoted(line)) for line in crisis.lines("announced")]
    for item in truth.get("announcements", []):
        places = [crisis.shown_places(where["report"], where["quote"]) for where in item["announced"]]
        scores["announcements"].add(any(_touches(line, place) for line in announced for place in places), item["id"])
    # A report on another matter stands at the end of the brief, with who denies what in it.
    disputed += [
        list(_quoted(child)) for line in crisis.brief.others for child in line.children if "· denies" in child.label
    ]
    for item in truth.get("denials", []):
        if crisis.is_folded(item["report"], item["quote"]):
            continue
        place = crisis.shown_places(item["report"], item["quote"])
        scores["denials"].add(any(_touches(line, place) for line in disputed), item["id"])
    groups = [
        {group.first_article_id, *(member.article_id for member in group.members)}
        for relations in crisis.contents.relations
        for group in relations.copies
    ]
    for item in truth.get("copies", []):
        reports = [item["first"], *(member["report"] for member in item["members"])]
        ids = {article.id for report in reports if (article := crisis.by_report.get(report))}
        scores["copies"].add(any(ids <= group for group in groups), item["id"])
    planted = [scores[name] for name in ("differences", "figure_moves", "announcements", "denials", "copies")]
    scores["planted"] = Score(sum(score.right for score in planted), sum(score.of for score in planted))
    forecasts = [list(_quoted(line)) for line in crisis.lines("forecasts")]
    for item in truth.get("forecasts", []):
        place = crisis.shown_places(item["report"], item["quote"])
        scores["forecasts"].add(any(_touches(line, place) for line in forecasts), item["id"])
    return scores


def score_contradictions(crisis: Crisis, differences: Score) -> dict[str, Score]:
    """Differences by kind and their precision, and the states of claims; ``differences`` are those that the brief shows."""
    shown = {item["id"] for item in crisis.truth.get("differences", [])} - set(differences.missed)
    rows = {f"brief.{name}": value for name, value in crisis_claims.score_kinds(crisis, shown).items()}
    rows |= {f"differences.{name}": value for name, value in crisis_claims.score_differences(crisis).items()}
    rows |= {f"claims.{name}": value for name, value in crisis_claims.score_claims(crisis).items()}
    scores = {name: Score() for name in rows}
    for name, value in rows.items():
        for good, label in value:
            scores[name].add(good, label)
    return scores


def score_outcomes(crisis: Crisis) -> Score:
    """Announced events whose outcome (held, moved, cancelled, unreported) the desk has right.

    The truth has one word for what no report tells of, also where its day is not over by the newest evidence: there it is right
    that an event is still announced.
    """
    score = Score()
    as_of = crisis.truth["as_of"]
    events = [event for relations in crisis.contents.relations for event in relations.events]
    for item in crisis.truth.get("announcements", []):
        places = [crisis.shown_places(where["report"], where["quote"]) for where in item["announced"]]
        found = [
            event.status
            for event in events
            if any(
                _touches([(piece.article_id, piece.start, piece.end) for piece in event.evidence], place)
                for place in places
            )
        ]
        wanted = {item["outcome"]}
        if item["outcome"] == "unreported" and str((item["when"] or {}).get("end") or "")[:10] >= as_of:
            wanted |= {"announced", "planned"}
        score.add(bool(wanted & set(found)), f"{item['id']}: {item['outcome']}, found {sorted(set(found))}")
    return score


def score_reading(crisis: Crisis) -> dict[str, Score]:
    """Titles, outlets, bylines, dates, and whether bodies hold what they should and nothing else."""
    scores = {name: Score() for name in ("title", "outlet", "byline", "published", "body", "not_body", "language")}
    for report, wanted in crisis.truth["reports"].items():
        article = crisis.by_report.get(report)
        if article is None:
            for value in scores.values():
                value.add(False, f"{report}: not read")
            continue
        scores["title"].add(_same(article.title, wanted["title"]), f"{report}: {article.title!r}")
        scores["outlet"].add(_same(article.outlet, wanted["outlet"]), f"{report}: {article.outlet!r}")
        byline = wanted["byline"] or []
        scores["byline"].add(
            sorted(map(str.casefold, article.byline)) == sorted(name.casefold() for name in byline),
            f"{report}: {article.byline}",
        )
        published = wanted["published"] or {}
        if published.get("given"):
            found = article.published.start or ""
            scores["published"].add(found[:10] == str(published["start"])[:10], f"{report}: {found!r}")
        scores["language"].add(
            article.language.split("-")[0] == (wanted.get("language") or "en").split("-")[0],
            f"{report}: {article.language}",
        )
        body = _fold("\n".join(passage.text for passage in article.body))[0]
        for quote in wanted.get("body", []):
            scores["body"].add(_fold(quote)[0] in body, f"{report}: {quote}")
        for quote in wanted.get("not_body", []):
            scores["not_body"].add(_fold(quote)[0] not in body, f"{report}: {quote}")
    return scores


def score_dating(crisis: Crisis) -> Score:
    """Inferred dates: right when the interval holds the true one, or when unknown stays unknown."""
    score = Score()
    datings = {item.article_id: item.published for relations in crisis.contents.relations for item in relations.datings}
    for report, wanted in crisis.truth["reports"].items():
        published, article = wanted["published"] or {}, crisis.current(report)
        if published.get("given") or article is None:
            continue
        found = datings[article.id]
        if published.get("start") is None:
            good = not found.known
        else:
            good = (
                found.known
                and str(found.first_day) <= published["end"][:10]
                and published["start"][:10] <= str(found.last_day)
            )
        score.add(good, f"{report}: {found.start}..{found.end}")
    return score


def score_statements(crisis: Crisis) -> dict[str, Score]:
    """Recall of statements, and of their speakers, stances and anonymity where found; precision by complete reports."""
    names = ("found", "speaker", "wrong_speaker_free", "stance", "anonymous", "precision")
    scores = {name: Score() for name in names}
    by_article: dict[str, list[Any]] = {}
    for relations in crisis.contents.relations:
        for statement in relations.statements:
            by_article.setdefault(statement.article_id, []).append(statement)
    actors = {actor["name"]: actor["names"] for actor in crisis.truth.get("actors", [])}
    matched: set[str] = set()
    for wanted in crisis.truth.get("statements", []):
        article = crisis.current(wanted["report"])
        place = crisis.find(wanted["report"], wanted["quote"])
        if article is None or place is None:
            continue
        label = f"{wanted['report']}: {wanted['quote'][:60]}"
        found = next(
            (
                item
                for item in by_article.get(article.id, [])
                if any(content.start < place[2] and place[1] < content.end for content in item.contents)
                and item.id not in matched
            ),
            None,
        )
        scores["found"].add(found is not None, label)
        if found is None:
            continue
        matched.add(found.id)
        name = found.speaker.name
        known = wanted["speaker"] if not wanted["anonymous"] else None
        forms = [known, *actors.get(known, [])] if known else []
        right = (
            any(_same(name, form) or (name and form and same_person(name, form)) for form in forms)
            if known
            else name is None
        )
        scores["speaker"].add(right, f"{label}: {name!r} for {known!r}")
        scores["wrong_speaker_free"].add(right or name is None, f"{label}: {name!r} for {known!r}")
        scores["stance"].add(found.stance == wanted["stance"], f"{label}: {found.stance} for {wanted['stance']}")
        scores["anonymous"].add(found.speaker.anonymous == wanted["anonymous"], f"{label}: {found.speaker.text!r}")
    for report in crisis.truth.get("statements_complete", []):
        article = crisis.current(report)
        for statement in by_article.get(article.id, []) if article else []:
            if statement.segment == "body":
                text = " ".join(content.text for content in statement.contents)[:60]
                scores["precision"].add(statement.id in matched, f"{report}: {text}")
    return scores


def score_figures(crisis: Crisis) -> dict[str, Score]:
    """Figures found with the right value, and of these with the right kind."""
    scores = {name: Score() for name in ("value", "kind")}
    figures = [figure for relations in crisis.contents.relations for figure in relations.figures]
    for wanted in crisis.truth.get("figures", []):
        place = crisis.find(wanted["report"], wanted["quote"])
        if crisis.current(wanted["report"]) is None or place is None:
            continue
        near = [
            item for item in figures if item.article_id == place[0] and item.start < place[2] and place[1] < item.end
        ]
        same = [item for item in near if _values(item.low, item.high) & _values(wanted["low"], wanted["high"])]
        label = f"{wanted['report']}: {wanted['text']}"
        scores["value"].add(bool(same), label)
        if same:
            scores["kind"].add(any(item.kind == wanted["kind"] for item in same), label)
    return scores


def _values(low: float | None, high: float | None) -> set[float]:
    return {float(value) for value in (low, high) if value is not None}


def _b_cubed(found: dict[str, frozenset[str]], true: dict[str, frozenset[str]]) -> Score:
    """B-cubed F1 (Bagga and Baldwin 1998) of two groupings, in thousandths."""
    scored = set(true) & set(found)
    if not scored:
        return Score()
    precision = sum(len(found[item] & true[item]) / len(found[item] & scored) for item in scored) / len(scored)
    recall = sum(len(found[item] & true[item]) / len(true[item]) for item in scored) / len(scored)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Score(round(1000 * f1), 1000, [f"precision {precision:.3f}, recall {recall:.3f}"])


def score_threads(crisis: Crisis) -> Score:
    """How well threads keep the crisis together and other matters apart: the truth calls a whole crisis one story."""
    found = {
        dating.article_id: frozenset(other.article_id for other in relations.datings)
        for relations in crisis.contents.relations
        for dating in relations.datings
    }
    true: dict[str, frozenset[str]] = {}
    for story in crisis.truth.get("stories", []):
        ids = frozenset(article.id for report in story["reports"] if (article := crisis.current(report)))
        true.update(dict.fromkeys(ids, ids))
    return _b_cubed(found, true)


def _same(one: str | None, other: str | None) -> bool:
    def words(text: str | None) -> str:
        return re.sub(r"\W+", " ", _fold(text or "")[0]).strip().casefold().removeprefix("the ")

    return words(one) == words(other)


def score(crisis: Crisis) -> dict[str, Score]:
    """Every score by name, ``stage.part``."""
    scores = {f"brief.{name}": value for name, value in score_brief(crisis).items()}
    scores |= {f"read.{name}": value for name, value in score_reading(crisis).items()}
    scores["relate.dating"] = score_dating(crisis)
    scores |= {f"statements.{name}": value for name, value in score_statements(crisis).items()}
    scores |= {f"figures.{name}": value for name, value in score_figures(crisis).items()}
    scores["relate.threads"] = score_threads(crisis)
    scores["relate.outcomes"] = score_outcomes(crisis)
    scores |= score_contradictions(crisis, scores["brief.differences"])
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crisis", description=__doc__)
    parser.add_argument(
        "--data", type=Path, help="a folder with reports, places and their truth (default: demo/harbour)"
    )
    parser.add_argument(
        "--split", default="harbour", metavar="NAME", help="the crisis demo/NAME, where no folder is given"
    )
    parser.add_argument("--missed", metavar="SCORE", help="print what was missed of one score")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    started = time.perf_counter()
    crisis = Crisis(chosen.data or Path(__file__).parents[1] / "demo" / chosen.split)
    scores = score(crisis)
    seconds = time.perf_counter() - started
    for name, value in scores.items():
        print(f"{name:32} {value.right:5} of {value.of:<5} {value.share:6.1%}")
        if chosen.missed and name.startswith(chosen.missed):
            print("\n".join(f"    {item}" for item in value.missed))
    if chosen.json:
        metrics = {name: round(value.share, 4) for name, value in scores.items()}
        print(json.dumps({**metrics, "items": len(crisis.contents.articles), "seconds": round(seconds, 2)}))


if __name__ == "__main__":
    sys.exit(main())
