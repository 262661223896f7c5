"""What is new in what somebody follows, as plain text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.publish.wording import one_line

#: Characters of a passage that are printed; the whole is in ``--json``, and by its place in the article.
PASSAGE = 240

Row = Mapping[str, Any]


def followed_as_text(row: Row, *, width: int) -> Iterator[str]:
    """Something followed, as JSON has it: what it is, how much is new, and each new line with its passage."""
    yield f"{row['called']}  {one_line(row['name'])}  {row['target']}"
    yield f"    {row['words']}"
    for line in row["lines"]:
        passage = line["passage"]
        marks = [mark for mark, on in (("a copy", line["copied"]), ("revised", line["revised"])) if on]
        told = " · ".join(filter(None, [line["status"], one_line(line["label"]), line["note"], *marks]))
        where = f"{passage['outlet']}, {line['article_id']}, characters {passage['start']} to {passage['end']}"
        words = one_line(passage["text"])
        quoted = words if len(words) <= PASSAGE else words[: PASSAGE - 1] + "…"
        for text, first in ((told, "  - "), (f"“{quoted}”", "    "), (where, "    ")):
            yield from textwrap.wrap(text, width, initial_indent=first, subsequent_indent="    ")
