"""The figures page: every quantity of a crisis, by claimant over time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.desk.reading.figures import FigureView, figure_view, figure_views
from onrecord.desk.reading.shelf import Shelf
from onrecord.model.errors import NotFound
from onrecord.model.relations import Relations
from onrecord.publish.wording import newest_first, one_line

#: Quantities of a crisis with one value only that a page lists, the newest of them.
SHOWN = 60


@dataclass(frozen=True, slots=True)
class Quantities:
    """The quantities of one crisis: those with several values, and those that were given once, of which ``once_in_all`` there are."""

    thread_id: str
    title: str
    story_id: str | None
    moving: tuple[FigureView, ...]
    once: tuple[FigureView, ...]
    once_in_all: int


@dataclass(frozen=True, slots=True)
class FiguresPage:
    """The quantities of every crisis that has some, the one with most first. ``further`` is the number of the quantity that the next page
    begins with, where there is one."""

    as_of: str | None
    thread: str
    threads: tuple[Quantities, ...]
    further: int | None = None


def figures_page(shelf: Shelf, thread_id: str = "", further: int | None = None) -> FiguresPage:
    """The quantities of the desk, or of one thread. Raises ``NotFound``."""
    every = shelf.contents.relations
    if thread_id and all(relations.thread_id != thread_id for relations in every):
        raise NotFound(f"No crisis has the identifier {thread_id!r}: begin at the page of all figures.")
    found = [_quantities(shelf, relations) for relations in every if thread_id in ("", relations.thread_id)]
    kept = [each for each in found if each.moving or each.once]
    kept.sort(key=lambda each: (-len(each.moving), -each.once_in_all, each.thread_id))
    return FiguresPage(shelf.as_of, thread_id, tuple(kept), further)


def thread_title(shelf: Shelf, relations: Relations) -> tuple[str, str | None]:
    """What a crisis is called: the headline of its largest story, and that story's identifier."""
    stories = sorted(relations.stories, key=lambda story: (-len(story.article_ids), story.id))
    if not stories:
        return "Not in any story", None
    return one_line(stories[0].title) or shelf.title(stories[0].title_article_id), stories[0].id


def _quantities(shelf: Shelf, relations: Relations) -> Quantities:
    moving = figure_views(shelf, relations, frozenset(shelf.sources.articles))
    shown = {view.id for view in moving}
    others = [series for series in relations.series if series.id not in shown and series.id not in shelf.muted]
    figures = {figure.id: figure for figure in relations.figures}
    once: Sequence[FigureView] = sorted(
        (figure_view(shelf, series, figures) for series in others if series.points),
        key=lambda view: (newest_first(view.newest), view.id),
    )
    title, story_id = thread_title(shelf, relations)
    return Quantities(relations.thread_id, title, story_id, moving, tuple(once[:SHOWN]), len(once))
