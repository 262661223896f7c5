"""Which version of an article is the current one, and what became of each input. Pure: the same state, the same answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from onrecord.desk.store import Problem, Version
from onrecord.model.article import Article
from onrecord.model.capture import Fate, FateKind


def moment_of(article: Article) -> str:
    """When an article was updated or else published, so that texts sort by time; empty where neither is known."""
    for when in (article.updated, article.published):
        if when is not None and when.start:
            try:
                moment = datetime.fromisoformat(when.start)
            except ValueError:
                continue
            if moment.tzinfo is not None:
                moment = moment.astimezone(UTC).replace(tzinfo=None)
            return moment.isoformat(timespec="minutes")
    return ""


def in_order(versions: Iterable[Version]) -> list[Version]:
    """Versions of one article, oldest first; the last is the current one.

    Those from one source stay in the order in which it showed them; sources follow each other by the moment of their latest,
    then by name. That holds whatever order they were added in.
    """
    by_source: dict[str, list[Version]] = {}
    for version in versions:
        by_source.setdefault(version.source, []).append(version)
    runs = [sorted(run, key=lambda version: version.sequence) for run in by_source.values()]
    runs.sort(key=lambda run: (run[-1].moment, run[-1].source))
    return [version for run in runs for version in run]


def fates_of(article_id: str, ordered: Sequence[Version], problems: Sequence[Problem]) -> list[Fate]:
    """What became of the inputs that are the versions of one article."""
    trouble = "; ".join(f"{_FAILED[problem.stage]}: {problem.reason}" for problem in problems)
    fates: dict[str, Fate] = {}
    contents: dict[str, str] = {}
    for number, version in enumerate(ordered, start=1):
        kind: FateKind = "taken" if number == 1 else "revision"
        said = [f"version {number} of the article that first came from {ordered[0].source}"] if number > 1 else []
        before = contents.setdefault(version.content, version.source)
        if before != version.source:  # one page under two addresses
            kind, said = "unchanged", [f"the same content came from {before}"]
        reason = "; ".join(part for part in (*said, version.note, trouble) if part)
        fate = Fate.of(version.source, version.content, kind, reason, article_id)
        fates[fate.id] = fate  # a content that its source showed again has the fate of its last time
    return list(fates.values())


_FAILED = {
    "read": "it was not read",
    "annotate": "what it says was not annotated",
    "keys": "it was not compared with other articles",
    "group": "its copies and its story were not looked for",
    "relate": "its thread was not related",
}
