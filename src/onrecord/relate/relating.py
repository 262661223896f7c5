"""One thread from articles to relations, in the order in which each step needs the one before.

dating (infers missing dates, binds all times) → actors → rulings on statements → series and claims → differences → retractions → timeline.
Copies and stories are known by then: :mod:`~onrecord.relate.neighbourhoods`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.model.annotations import Annotated
from onrecord.model.identity import make_id
from onrecord.model.relations import Dating, Neighbourhood, Relations, together
from onrecord.model.ruling import Ruling
from onrecord.relate.actors import find_actors
from onrecord.relate.binding import bound
from onrecord.relate.claims import gather, settle, supersede
from onrecord.relate.closing import close
from onrecord.relate.context import Contexts
from onrecord.relate.dating import date_articles
from onrecord.relate.differences import find_differences
from onrecord.relate.independence import Houses
from onrecord.relate.referred import refers
from onrecord.relate.retractions import retract
from onrecord.relate.rulings import Decided
from onrecord.relate.series import find_series, measure
from onrecord.relate.threads import Copied, reports_in_order
from onrecord.relate.timeline import find_events


def relate(
    thread: Sequence[Annotated], neighbourhoods: Sequence[Neighbourhood], rulings: Sequence[Ruling] = ()
) -> Relations:
    """What the articles of one thread say together, with the copies and stories of its ``neighbourhoods``.

    Pure; the order of the arguments' items does not matter.

    Raises ``ValueError`` for an empty thread.
    """
    if not thread:
        raise ValueError("a thread has at least one article")
    items = sorted(thread, key=lambda item: item.article.id)
    decided = Decided.of(rulings)
    given = {item.article.id: decided.published(item.article.id, item.article.published) for item in items}
    copies, stories = together(neighbourhoods)
    copied = Copied.of(copies)
    published = date_articles(items, given, copied)

    reports = reports_in_order([bound(item, published[item.article.id], decided) for item in items])
    thread_id = make_id("thr", reports[0].article.id)
    cast = find_actors(reports)
    reports = [
        replace(report, statements=tuple(cast.speaking(statement) for statement in report.statements))
        for report in reports
    ]
    story_of = {article_id: story.id for story in stories for article_id in story.article_ids}

    contexts = Contexts.of(reports, cast.find)
    figures = measure(reports, contexts, copied)
    referring = [one for one in figures if refers(one)]
    measured = [one for one in figures if one not in referring]
    series, series_of = find_series(measured, thread_id)
    gathered = gather(reports, contexts, copied, story_of, measured, series_of, referring, decided)
    supersede(gathered.asserted, series_of)
    differences = find_differences(reports, contexts, copied, gathered, measured, series_of)
    differences = tuple(filter(decided.differ, differences))
    retract(reports, contexts, copied, gathered.asserted, differences)
    disputed = {side.claim_id for difference in differences for side in difference.sides if side.claim_id}
    disputed |= {denial.own_claim_id for denial in gathered.denials if denial.own_claim_id}
    events = find_events(reports, contexts, copied, story_of, cast.find)
    return Relations(
        thread_id,
        tuple(Dating(item.article.id, published[item.article.id]) for item in items),
        copies,
        stories,
        cast.actors,
        tuple(statement for report in reports for statement in report.statements),
        tuple(figure for report in reports for figure in report.figures),
        series,
        tuple(decided.event(event) for event in close(events, reports, contexts, copied, measured, series_of)),
        settle(gathered.asserted, disputed, Houses(cast.actors, decided.owners), reports),
        differences,
    )
