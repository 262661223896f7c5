from __future__ import annotations

import pytest

from onrecord.desk.sources import files_of
from onrecord.desk.store import Seen


@pytest.mark.parametrize(
    ("location", "source", "file"),
    [
        ("/in/a.txt", "a.txt", ("/in/a.txt", "a.txt")),
        ("/in/a.zip!/b/c.txt", "a.zip!/b/c.txt", ("/in/a.zip", "a.zip")),
        ("/in/a.zip!/d.jsonl#L3", "a.zip!/d.jsonl#L3", ("/in/a.zip", "a.zip")),
        ("/in/d.jsonl#L12", "in/d.jsonl#L12", ("/in/d.jsonl", "in/d.jsonl")),
        ("/in/d.json#2", "d.json#2", ("/in/d.json", "d.json")),
        ("/in/d.jsonl#id=a#b/c!/d", "d.jsonl#id=a#b/c!/d", ("/in/d.jsonl", "d.jsonl")),
        ("/in/d.parquet#3f2a9c0d1e4b", "d.parquet#3f2a9c0d1e4b", ("/in/d.parquet", "d.parquet")),
        ("/in/a.warc.gz#at=8812", "a.warc.gz#at=8812", ("/in/a.warc.gz", "a.warc.gz")),
        ("/in/m.eml!/report.pdf", "m.eml!/report.pdf", ("/in/m.eml", "m.eml")),
        ("/in/a.zip!/m.eml!/d.json#2", "a.zip!/m.eml!/d.json#2", ("/in/a.zip", "a.zip")),
        ("/in/dump#3f2a9c0d1e4b", "dump#3f2a9c0d1e4b", ("/in/dump", "dump")),
        ("/in/Breaking news!/a.txt", "a.txt", ("/in/Breaking news!/a.txt", "a.txt")),
        ("/in/A.ZIP!/b.txt", "A.ZIP!/b.txt", ("/in/A.ZIP", "A.ZIP")),
        ("/in/no#1.txt", "no#1.txt", ("/in/no#1.txt", "no#1.txt")),
    ],
)
def test_the_file_that_an_input_came_from(location: str, source: str, file: tuple[str, str]) -> None:
    assert list(files_of([Seen("c", source, location, 1, "d")])) == [file]


def test_each_file_once_and_standard_input_never() -> None:
    seen = [Seen("c", f"a.zip!/{name}", f"/in/a.zip!/{name}", 1, "d") for name in "ab"]
    assert list(files_of([*seen, Seen("c", "note", "stdin:note", 1, "d")])) == [("/in/a.zip", "a.zip")]
