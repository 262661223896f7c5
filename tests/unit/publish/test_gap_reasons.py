"""A gap says why a date is unknown: what the report gives and why that is not believed."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from onrecord import open_desk
from onrecord.publish import compose

REPORT = """Ferry stays in port

{line}

Harbour master Nils Brandt said the ferry would stay in port.
"""


def _gap(tmp_path: Path, line: str) -> str:
    (tmp_path / "ferry.txt").write_text(REPORT.format(line=line), encoding="utf-8")
    with open_desk(None, clock=lambda: datetime(2026, 11, 22, tzinfo=UTC)) as desk:
        desk.add([str(tmp_path)])
        (thread,) = compose(desk.contents()).threads
    (gap,) = [line for section in thread.sections if section.name == "gaps" for line in section.lines][:1]
    return gap.note


def test_a_date_after_the_receipt_says_so_and_what_to_do(tmp_path: Path) -> None:
    note = _gap(tmp_path, "2 May 2031")
    assert note.startswith("gives 2 May 2031 (")
    assert "which is after it was received on 22 November 2026: `--received` says when it was" in note
    assert "gives no date" not in note


@pytest.mark.parametrize(
    ("line", "words"), [("", "the article gives no date"), ("3/4/2021", "can be read in two ways")]
)
def test_other_reasons_stay_what_they_are(tmp_path: Path, line: str, words: str) -> None:
    note = _gap(tmp_path, line)
    assert words in note and "received" not in note
