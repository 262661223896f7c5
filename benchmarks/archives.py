"""How fast archives are taken apart, and what one damaged place in them costs.

The pages of scrapinghub/article-extraction-benchmark (``html/ID.html.gz``), ``--times`` over, are written as a web archive (one
gzip member a record, as crawlers do), plain and packed, and as JSON Lines, CSV and Parquet tables. Measured is collecting
alone, on one core: ``NAME.per_second`` records. Then a run of bytes at one random place of a web archive of 60 pages is
overwritten, ``--damaged`` times: ``damage.kept`` is the share of the pages that are still taken (59 of 60 are .983),
``damage.told`` the share of the archives in which the damage is refused, and ``warc.kept`` what fastwarc gives by itself.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import _common
from onrecord.collect import Input, gather
from onrecord.model.capture import Refusal

PAGES_DAMAGED = 60
NOISE = 16  # bytes


def record(number: int, page: bytes) -> bytes:
    """A page as a record of a web archive."""
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + page
    head = (
        f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>\r\n"
        f"WARC-Date: 2031-05-02T10:00:00Z\r\nWARC-Target-URI: https://a.example/{number}\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def tables(pages: list[bytes]) -> dict[str, bytes]:
    """The pages as tables, by file name."""
    import csv

    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = [
        {"id": str(n), "url": f"https://a.example/{n}", "html": page.decode("utf-8", "replace")}
        for n, page in enumerate(pages)
    ]
    parquet, text = io.BytesIO(), io.StringIO(newline="")
    pq.write_table(pa.Table.from_pylist(rows), parquet, compression="zstd", row_group_size=200)
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    return {"a.jsonl": lines.encode(), "a.csv": text.getvalue().encode(), "a.parquet": parquet.getvalue()}


def taken(name: str, data: bytes) -> tuple[list[Input | Refusal], float]:
    """What a file holds, and how many seconds that took."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        begin = time.process_time()
        found = [item for item in gather([str(path)]) if isinstance(item, Input | Refusal)]
        return found, time.process_time() - begin


def by_itself(data: bytes) -> int:
    """How many records the library gives, which stops where it meets damage."""
    from fastwarc.warc import ArchiveIterator

    count = 0
    try:
        for found in ArchiveIterator(io.BytesIO(data)):
            found.reader.read()
            count += 1
    except OSError:
        pass
    return count


def damaged(records: list[bytes], times: int) -> Iterator[bytes]:
    """The archive with one run of bytes overwritten, in another place each time."""
    source = random.Random(7)
    whole = b"".join(records)
    for _ in range(times):
        at = source.randrange(len(whole) - NOISE)
        yield whole[:at] + source.randbytes(NOISE) + whole[at + NOISE :]


def main() -> None:
    def extend(parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--times", type=int, default=4, help="how often each page is written (default: 4)")
        parser.add_argument("--damaged", type=int, default=100, help="damaged archives (default: 100)")

    run = _common.start(
        "archives", __doc__ or "", "extraction", "scrapinghub/article-extraction-benchmark from GitHub", extend
    )
    pages = [gzip.decompress(path.read_bytes()) for path in sorted(Path(run.data).glob("html/*.gz"))]
    pages = pages * run.rest.times
    records = [record(number, page) for number, page in enumerate(pages)]
    packed = [gzip.compress(each, 6, mtime=0) for each in records]
    files = {"a.warc": b"".join(records), "a.warc.gz": b"".join(packed)}
    metrics: dict[str, float | int | str | list[float]] = {}
    for name, data in (files | tables(pages[: len(pages) // 2])).items():
        found, seconds = taken(name, data)
        assert all(isinstance(item, Input) for item in found), [item for item in found if isinstance(item, Refusal)][:3]
        metrics[f"{name}.per_second"] = len(found) / seconds
    counted: list[tuple[int, int, bool]] = []
    few = [record(number, page) for number, page in enumerate(pages[:PAGES_DAMAGED])]
    write: Callable[[bytes], bytes]
    for write in (bytes, lambda data: gzip.compress(data, 6, mtime=0)):
        for data in damaged([write(each) for each in few], run.rest.damaged // 2):
            found, _ = taken("a.warc.gz", data)
            kept = sum(1 for item in found if isinstance(item, Input))
            counted.append((kept, by_itself(data), kept == PAGES_DAMAGED or any(isinstance(i, Refusal) for i in found)))
    whole = PAGES_DAMAGED * len(counted)
    metrics["damage.kept"] = sum(kept for kept, _, _ in counted) / whole
    metrics["warc.kept"] = sum(alone for _, alone, _ in counted) / whole
    metrics["damage.told"] = sum(told for _, _, told in counted) / len(counted)
    run.report(len(pages), metrics)


if __name__ == "__main__":
    main()
