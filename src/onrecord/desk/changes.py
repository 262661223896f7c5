"""What changed between the revisions of articles, made when somebody asks.

Annotations are kept for current revisions alone, since nothing else relates earlier ones. Reading what an earlier one says takes
a hundredth of a second, so it is done here again, from the stored article and by the same stage: the answer depends on
nothing but the two revisions and the stage.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise

from onrecord.desk.executors import Failure, attempt
from onrecord.desk.stages import AnnotateStage
from onrecord.desk.store import Store
from onrecord.model.annotations import Annotations
from onrecord.model.errors import NotFound
from onrecord.model.revision_changes import RevisionChange
from onrecord.publish.revisions import compare


def changes_of(store: Store, stage: AnnotateStage, article_id: str) -> tuple[RevisionChange, ...]:
    """What each revision of an article changed, oldest first; none for an article of one. Raises ``NotFound``."""
    current = store.articles([article_id])
    if not current:
        raise NotFound(f"No article has the identifier {article_id!r}: see them with `onrecord show articles`.")
    texts = [*store.earlier(article_id), current[article_id]]
    if len(texts) == 1:
        return ()
    annotate = stage.make()
    said = []
    for text in texts:
        found = attempt(annotate, text)
        said.append(Annotations(text.id, (), (), (), (), (), 0) if isinstance(found, Failure) else found)
    return tuple(
        compare(before, after, said_before, said_after, (number, number + 1))
        for number, ((before, said_before), (after, said_after)) in enumerate(
            pairwise(zip(texts, said, strict=True)), start=1
        )
    )


def all_changes(store: Store, stage: AnnotateStage) -> Iterator[RevisionChange]:
    """The changes of all articles that have several revisions, by article, oldest first."""
    numbered = ((revision.article_id, revision.number) for revision in store.all_revisions())
    changed = [article_id for article_id, same in groupby(numbered, key=lambda each: each[0]) if len(list(same)) > 1]
    for article_id in changed:
        yield from changes_of(store, stage, article_id)
