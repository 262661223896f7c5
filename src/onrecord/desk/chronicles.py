"""The chronicle of a story or a thread of a desk, made when somebody asks, since its length is asked for too."""

from __future__ import annotations

from onrecord.desk.store import Store
from onrecord.model.annotations import Annotated, Annotations
from onrecord.model.chronicle import Chronicle
from onrecord.model.contents import Contents
from onrecord.model.errors import NotFound, UsageError
from onrecord.model.relations import Relations
from onrecord.relate.chronicle import chronicle

#: Days and sentences that one may ask for: more is no timeline.
MOST_DAYS, MOST_SENTENCES = 1000, 20


def chronicle_of(store: Store, contents: Contents, about: str, days: int, sentences: int) -> Chronicle:
    """The chronicle of the story or thread with the identifier ``about``, of the largest thread where it is empty."""
    if not (1 <= days <= MOST_DAYS and 1 <= sentences <= MOST_SENTENCES):
        raise UsageError(f"A timeline has 1 to {MOST_DAYS} days, and a day 1 to {MOST_SENTENCES} sentences.")
    if not contents.relations:
        raise UsageError("The desk holds no report yet: add some with `onrecord add FILE...`.")
    relations, article_ids, name = _chosen(contents, about)
    times = store.times(article_ids)  # all that a chronicle needs of what the articles say
    articles = {article.id: article for article in contents.articles}
    items = [
        Annotated(articles[article_id], Annotations(article_id, (), times.get(article_id, ()), (), (), (), 0))
        for article_id in article_ids
    ]
    published = {dating.article_id: dating.published for dating in relations.datings}
    return chronicle(items, published, relations.copies, days=days, sentences=sentences, about=name)


def _chosen(contents: Contents, about: str) -> tuple[Relations, tuple[str, ...], str]:
    """The relations in which it stands, its articles and its identifier."""
    if not about:
        largest = min(contents.relations, key=lambda each: (-len(each.datings), each.thread_id))
        return largest, tuple(dating.article_id for dating in largest.datings), largest.thread_id
    for relations in contents.relations:
        if relations.thread_id == about:
            return relations, tuple(dating.article_id for dating in relations.datings), about
        for story in relations.stories:
            if story.id == about:
                return relations, story.article_ids, about
    raise NotFound(f"No story or thread has the identifier {about!r}: see the stories with `onrecord show stories`.")
