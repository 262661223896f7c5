"""Web archives: which records are pages, and what damage costs."""

from __future__ import annotations

import base64
import hashlib
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz.samples import ADDRESS, PAGE, TEXT, answer, packed, warc, warc_record, wet

from onrecord.collect import Input, Limits, gather
from onrecord.model.capture import Refusal


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def found(data: bytes, name: str = "a.warc", limits: Limits | None = None) -> list[Input | Refusal]:
    Path(name).write_bytes(data)
    return list(gather([name], limits or Limits()))


def taken(items: list[Input | Refusal]) -> list[Input]:
    return [item for item in items if isinstance(item, Input)]


def refused(items: list[Input | Refusal]) -> list[Refusal]:
    return [item for item in items if isinstance(item, Refusal)]


def page(number: int, text: bytes = PAGE.encode()) -> bytes:
    return warc_record(number, answer(text))


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_pages(name: str) -> None:
    records = warc() if name == "a.warc" else [packed(record) for record in warc()]
    items = found(b"".join(records), name)
    assert not refused(items)
    first = taken(items)[0]
    assert first.source == f"{name}#id=00000000-0000-4000-8000-000000000000"
    assert (first.media_type, first.address, first.received_at) == (
        "text/html",
        f"{ADDRESS}-0",
        "2031-05-01T10:00:00+00:00",
    )
    assert first.charset == "utf-8" and b"day 0" in first.data
    assert [item.address for item in taken(items)] == [f"{ADDRESS}-{n}" for n in range(3)]


def test_texts_of_pages() -> None:
    (item,) = found(packed(wet()), "a.warc.wet.gz")
    assert isinstance(item, Input)
    assert (item.media_type, item.address, item.data) == ("text/plain", f"{ADDRESS}-7", TEXT.encode())


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (packed(PAGE.encode()), {"Content_Encoding": "gzip"}),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE.encode()), PAGE.encode()), {"Transfer_Encoding": "chunked"}),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed(PAGE.encode())), packed(PAGE.encode())), {"Transfer_Encoding": "chunked", "Content_Encoding": "gzip"}),
        (PAGE.encode(), {"Content_Encoding": "gzip"}),  # archives keep pages decoded under the header of their encoding
        (PAGE.encode(), {"Content_Encoding": "br"}),
        (PAGE.encode(), {"Transfer_Encoding": "chunked"}),
    ],
)  # fmt: skip
def test_what_was_laid_over_a_page_is_taken_off(body: bytes, headers: dict[str, str]) -> None:
    (item,) = found(warc_record(1, answer(body, **headers)))
    assert isinstance(item, Input) and item.data == PAGE.encode()


def test_what_is_no_page_is_told_in_one_sentence() -> None:
    others = [
        warc_record(4, b"", "request"),
        warc_record(5, b"software: x\r\n", "warcinfo", "application/warc-fields"),
        warc_record(6, answer(b"", "301 Moved", Location="/x")),
        warc_record(7, answer(b"gone", "404 Not Found")),
        warc_record(8, answer(b"\x89PNG", media="image/png")),
        warc_record(9, answer(b"\x89PNG", media="image/png")),
        warc_record(10, b"HTTP/1.1 200 OK\r\n\r\n", "revisit"),
        page(1),
    ]
    items = found(b"".join([page(1), *others]))
    assert len(taken(items)) == 1
    (told,) = refused(items)
    assert told.source == "a.warc"
    for part in ("of its records", "2 of type image/png", "1 answered with status 301", "1 answered with status 404", "1 seen before (revisit)", "1 the same again"):  # fmt: skip
        assert part in told.reason
    assert "request" not in told.reason


def test_the_same_address_again_with_another_text_is_another_input() -> None:
    items = found(page(1) + warc_record(1, answer(b"<p>Changed.</p>")))
    assert [item.source.partition("#")[2][:3] for item in taken(items)] == ["id=", "at="]
    assert {item.address for item in taken(items)} == {f"{ADDRESS}-1"}


def test_a_page_that_is_too_large_or_a_bomb_is_refused_by_itself() -> None:
    small = Limits(article=5000)
    large = warc_record(1, answer(b"<p>" + b"x" * 70_000))
    bomb = warc_record(2, answer(packed(b"a" * 9000), Content_Encoding="gzip"))
    items = found(large + bomb + page(3), limits=small)
    assert len(taken(items)) == 1
    assert (
        all("too large" in each.reason and "#id=" in each.source for each in refused(items))
        and len(refused(items)) == 2
    )


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
@pytest.mark.parametrize("what", ["head", "middle", "length"])
def test_damage_is_told_and_what_stands_around_it_is_kept(name: str, what: str) -> None:
    records = warc(range(5))
    if name == "a.warc.gz":
        records = [packed(record) for record in records]
    record = bytearray(records[2])
    at = 0 if what == "head" else len(record) // 2
    if what == "length" and name == "a.warc":
        at = record.index(b"Content-Length")
    record[at : at + 12] = b"\xff" * 12
    records[2] = bytes(record)
    items = found(b"".join(records), name)
    kept = {item.address for item in taken(items)}
    if name == "a.warc" and what == "middle":
        return  # letters inside a page; only a digest tells
    assert kept == {f"{ADDRESS}-{n}" for n in (0, 1, 3, 4)}
    assert 1 <= len(refused(items)) <= 2 and all("damaged" in each.reason for each in refused(items))


def test_a_digest_tells_damage_inside_a_page() -> None:
    block = answer(PAGE.encode())
    right = base64.b32encode(hashlib.sha1(block).digest()).decode()
    whole = warc_record(1, block, WARC_Block_Digest=f"sha1:{right}")
    assert len(taken(found(whole))) == 1
    (broken,) = found(whole.replace(b"passengers", b"passemgers"))
    assert isinstance(broken, Refusal) and "digest" in broken.reason
    assert len(taken(found(warc_record(1, block, WARC_Block_Digest="sha1:x")))) == 1  # none that can be checked


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_an_archive_that_is_cut_off(name: str) -> None:
    records = warc() if name == "a.warc" else [packed(record) for record in warc()]
    whole = b"".join(records)
    items = found(whole[:-60], name)
    assert [item.address for item in taken(items)] == [f"{ADDRESS}-0", f"{ADDRESS}-1"]
    assert len(refused(items)) == 1


def test_no_archive_at_all() -> None:
    for data in (b"WARC", b"\x1f\x8b\x08 and no more", b"WARC/1.1\r\n" * 5000, packed(b"Hello")):
        assert refused(found(data)) and not taken(found(data))
    (empty,) = found(warc_record(5, b"x: y\r\n", "warcinfo"))
    assert isinstance(empty, Refusal) and "no page" in empty.reason


def test_without_its_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fastwarc.warc", None)
    (item,) = found(b"".join(warc()))
    assert isinstance(item, Refusal) and "onrecord[archive]" in item.reason


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4), st.floats(0, 1), st.binary(min_size=1, max_size=30), st.booleans())
def test_one_place_of_damage_costs_two_records_at_most(
    tmp_path_factory: pytest.TempPathFactory, which: int, where: float, noise: bytes, compressed: bool
) -> None:
    records = [packed(record) if compressed else record for record in warc(range(5))]
    record = records[which]
    at = int(where * (len(record) - 1))
    records[which] = record[:at] + noise + record[at + len(noise) :]
    path = tmp_path_factory.mktemp("warc") / "a.warc.gz"
    path.write_bytes(b"".join(records))
    kept = {item.address for item in gather([str(path)], Limits()) if isinstance(item, Input)}
    others = {f"{ADDRESS}-{n}" for n in range(5) if n not in (which, which + 1)}
    assert others <= kept
