"""What changed from one revision of an article to the next, as Markdown for a terminal."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model.passage import Passage
from onrecord.model.revision_changes import PassageChange, RevisionChange, Touched
from onrecord.publish.wording import escaped, one_line, plural


def revisions_as_markdown(changes: Iterable[RevisionChange]) -> str:
    """All changes as one document; a sentence where there are none."""
    parts = [revision_as_markdown(change) for change in changes]
    return "\n".join(parts) or "No article on this desk has more than one version.\n"


def revision_as_markdown(change: RevisionChange) -> str:
    """One change as a heading and a list: ``~~struck out~~`` is what went, ``**bold**`` what came."""
    head = f"## {escaped(change.title_after or change.article_id)}\n\n`{change.article_id}`, version {change.before} to {change.after}: "
    lines = [f"{head}{summary(change)}."]
    if change.title_before != change.title_after:
        lines.append(f"Title before: {escaped(change.title_before or 'none')}")
    lines += ["\n".join(change_lines(each)) for each in change.changes]
    return "\n\n".join(lines) + "\n"


def summary(change: RevisionChange) -> str:
    """How much changed, in a few words."""
    kinds = ("corrected", "added", "withdrawn")
    counts = [
        plural(sum(each.kind == kind for each in change.changes), f"sentence {kind}", f"sentences {kind}")
        for kind in kinds
    ]
    told = [count for count in counts if not count.startswith("0 ")]
    return ", ".join(told + ([f"{change.moved} moved"] if change.moved else [])) or "the same words"


def change_lines(change: PassageChange) -> list[str]:
    """What changed in one sentence as items of a list: one for what stood before, one for what stands now."""
    lines = []
    if change.before is not None:
        went = change.gone if change.kind == "corrected" else (change.before,)
        mark = "withdrawn" if change.kind == "withdrawn" else "corrected"
        lines.append(f"- {mark}: {_marked(change.before, went, '~~')}{_touched(change.touched_before)}")
    if change.after is not None:
        came = change.new if change.kind == "corrected" else ()
        mark = "added" if change.kind == "added" else "to"
        lines.append(
            f"{'  ' if change.before else ''}- {mark}: {_marked(change.after, came, '**')}{_touched(change.touched_after)}"
        )
    return lines


def _marked(passage: Passage, runs: tuple[Passage, ...], mark: str) -> str:
    """The passage with a mark around each of its ``runs``."""
    parts, at = [], passage.start
    for run in runs:
        inner = passage.text[run.start - passage.start : run.end - passage.start]
        parts += [
            escaped(passage.text[at - passage.start : run.start - passage.start]),
            f"{mark}{escaped(inner)}{mark}",
        ]
        at = run.end
    parts.append(escaped(passage.text[at - passage.start :]))
    return one_line("".join(parts))


def _touched(touched: tuple[Touched, ...]) -> str:
    told = "; ".join(f"{each.kind} {escaped(each.label)} `{each.id}`" for each in touched)
    return f" [{told}]" if told else ""
