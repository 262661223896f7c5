"""An explanation as plain text for a terminal: steps, passages with their surroundings, and shared passages side by side."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import groupby, zip_longest

from onrecord.model.passage import Evidence
from onrecord.publish.explain import Explanation, SharedText, ShownPassage
from onrecord.publish.pairs import SHARED
from onrecord.publish.wording import one_line, plural

#: Columns from which two passages stand side by side, and between them.
WIDE = 90
GAP = 3

#: Characters of a shared passage that are shown; the whole is in ``--json``.
PASSAGE = 700

#: Columns of a terminal where nothing tells.
WIDTH = 100


def explanation_as_text(explanation: Explanation, *, colour: bool, width: int = WIDTH) -> str:
    """An explanation as paragraphs of text, folded to ``width`` columns."""
    head = f"{explanation.kind} {explanation.id}: {explanation.title}"
    names = max((len(name) for name, _ in explanation.steps), default=0)
    steps = [line for name, value in explanation.steps for line in _step(name, value, names, width)]
    passages = [_passage(passage, colour) for passage in explanation.passages]
    return "\n".join([_bold(head, colour), *steps, *passages, *_all_shared(explanation.shared, width, colour)])


def _step(name: str, value: str, names: int, width: int) -> list[str]:
    indent = " " * (names + 4)
    first = f"  {name:<{names}}  "
    room = max(width, names + 40)
    return textwrap.wrap(
        one_line(value),
        room,
        initial_indent=first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [first.rstrip()]


def _all_shared(shared: tuple[SharedText, ...], width: int, colour: bool) -> Iterator[str]:
    for (a, b), same in groupby(shared, key=lambda each: (each.a.article_id, each.b.article_id)):
        held = list(same)
        words = sum(each.words for each in held)
        yield f"\n  {a} and {b} share {plural(len(held), 'passage')} of {plural(words, 'word')}"
        for number, each in enumerate(held, start=1):
            told = f"{number}. {SHARED[each.kind]}, {plural(each.words, 'word')}"
            yield f"\n  {_bold(told, colour)}"
            yield from _side_by_side(each, width)


def _side_by_side(shared: SharedText, width: int) -> Iterator[str]:
    """Both passages in two columns, line by line, where there is room; else one below the other."""
    left, right = (_lines(place, text, width) for place, text in ((shared.a, shared.text_a), (shared.b, shared.text_b)))
    if width < WIDE:
        yield from (f"    {line}" for line in [*left, *right])
        return
    column = _column(width)
    for one, other in zip_longest(left, right, fillvalue=""):
        yield f"    {one:<{column}}{' ' * GAP}{other}".rstrip()


def _lines(place: Evidence, text: str, width: int) -> list[str]:
    room = _column(width) if width >= WIDE else max(20, width - 4)
    where = f"{place.article_id}, characters {place.start} to {place.end}"
    line = one_line(text)
    if len(line) > PASSAGE:
        line = f"{line[: PASSAGE * 2 // 3].rsplit(' ', 1)[0]} […] {line[-PASSAGE // 3 :].split(' ', 1)[-1]}"
    return [where, *textwrap.wrap(line, room)]


def _column(width: int) -> int:
    return (width - 4 - GAP) // 2


def _passage(passage: ShownPassage, colour: bool) -> str:
    received = (
        f", characters {passage.capture_start} to {passage.capture_end} of the capture"
        if passage.capture_start is not None
        else ""
    )
    place = f"{passage.outlet}, {passage.published}, {passage.article_id}, characters {passage.start} to {passage.end}{received}"
    before = passage.before[passage.before.rfind("\n\n") + 2 :] if "\n\n" in passage.before else passage.before
    after = passage.after.split("\n\n", 1)[0]
    marked = _bold(one_line(passage.text), colour) if colour else f"»{one_line(passage.text)}«"
    text = " ".join(filter(None, [one_line(before), marked, one_line(after)]))
    return f"\n  {place}\n  {passage.place}\n  SHA-256 {passage.digest}\n\n    {text}"


def _bold(text: str, colour: bool) -> str:
    return f"\x1b[1m{text}\x1b[0m" if colour else text
