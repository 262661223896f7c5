"""Records, tables, saved pages, mail with attachments and compressed files."""

from __future__ import annotations

import gzip
import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz import samples

from onrecord.collect import Input, Limits, columns_of, gather
from onrecord.model.capture import Refusal
from onrecord.model.errors import UsageError

SMALL = Limits(article=3000, array=20_000, container=200_000, unpacked=30_000, ratio=20, ratio_from=100, members=5)


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def found(name: str, data: bytes, limits: Limits = SMALL, columns: str = "") -> list[Input | Refusal]:
    Path(name).write_bytes(data)
    return list(gather([name], limits, columns=columns_of(columns)))


def taken(name: str, data: bytes, limits: Limits = SMALL, columns: str = "") -> list[Input]:
    items = found(name, data, limits, columns)
    assert all(isinstance(item, Input) for item in items), items
    return [item for item in items if isinstance(item, Input)]


def refusal(name: str, data: bytes, limits: Limits = SMALL, columns: str = "") -> str:
    (item,) = found(name, data, limits, columns)
    assert isinstance(item, Refusal)
    assert "\n" not in item.reason
    return item.reason


# What a record is called


def test_a_line_on_top_changes_no_other_name() -> None:
    old = [{"text": f"The bridge was closed on day {n}."} for n in range(3)]
    before = {item.source: item.data for item in taken("a.jsonl", samples.json_lines(old))}
    after = {item.source: item.data for item in taken("a.jsonl", samples.json_lines([{"text": "New."}, *old]))}
    assert len(after) == 4
    assert before.items() <= after.items()


@pytest.mark.parametrize("field", ["id", "guid", "uid", "uuid", "_id"])
def test_a_record_is_called_by_its_own_identifier(field: str) -> None:
    records: list[dict[str, object]] = [
        {field: "x/1", "text": "a"},
        {field: 2, "text": "b"},
        {field: {"$oid": "c3"}, "text": "c"},
    ]
    assert [item.source for item in taken("a.jsonl", samples.json_lines(records))] == ["a.jsonl#id=x/1", "a.jsonl#id=2", "a.jsonl#id=c3"]  # fmt: skip
    assert next(item.source for item in taken("a.json", json.dumps(records).encode())) == "a.json#id=x/1"


def test_an_identifier_that_stands_twice_is_none() -> None:
    records: list[dict[str, object]] = [{"id": 1, "text": "a"}, {"id": 1, "text": "b"}, {"id": 2, "text": "c"}]
    names = [item.source for item in taken("a.jsonl", samples.json_lines(records))]
    assert names[2] == "a.jsonl#id=2" and len(set(names)) == 3
    assert not any("id=1" in name for name in names)


def test_a_record_with_an_address_keeps_its_name_when_its_text_changes() -> None:
    old, new = ({"url": samples.ADDRESS, "text": text} for text in ("a", "b"))
    (before,), (after,) = taken("a.jsonl", samples.json_lines([old])), taken("a.jsonl", samples.json_lines([new]))
    assert before.source == after.source and before.data != after.data
    assert before.address == samples.ADDRESS


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(5)), st.sampled_from(["id", "url", "nothing"]))
def test_the_order_of_records_changes_no_name(order: list[int], kept: str) -> None:
    records = [{kept: f"https://a.example/{n}", "text": f"Text {n}."} for n in range(5)]
    lines = samples.json_lines([records[n] for n in order])
    expected = {item.source: item.data for item in gather(["-"], stdin=io.BytesIO(samples.json_lines(records)), stdin_name="a.jsonl") if isinstance(item, Input)}  # fmt: skip
    assert {item.source: item.data for item in gather(["-"], stdin=io.BytesIO(lines), stdin_name="a.jsonl") if isinstance(item, Input)} == expected  # fmt: skip


def test_when_the_archive_says_that_it_received_a_record() -> None:
    times = ["2031-05-03T09:00:00+02:00", "2031-05-03 07:00:00", "soon", None]
    items = taken(
        "a.jsonl", samples.json_lines([samples.record(n, date_download=time) for n, time in enumerate(times)])
    )
    assert [item.received_at for item in items] == ["2031-05-03T07:00:00+00:00"] * 2 + [None] * 2


# Tables


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", samples.csv_table()),
        ("a.csv", b"\xef\xbb\xbf" + samples.csv_table(delimiter=";")),
        ("a.tsv", samples.csv_table(delimiter="\t")),
        ("a.csv.gz", samples.packed(samples.csv_table())),
        ("a.parquet", samples.parquet_table()),
    ],
)
def test_tables(name: str, data: bytes) -> None:
    items = taken(name, data)
    assert [item.source for item in items] == [f"{name}#id=a-1", f"{name}#id=a-2"]
    assert [item.address for item in items] == [f"{samples.ADDRESS}-1", f"{samples.ADDRESS}-2"]
    assert [json.loads(item.data)["text"] for item in items] == ["\n".join(samples.STORY)] * 2


@pytest.mark.parametrize("name", ["a.csv", "a.parquet", "a.jsonl", "a.json"])
def test_columns_that_are_named(name: str) -> None:
    rows: list[dict[str, object]] = [{"kopf": f"Title {n}", "inhalt": "Text.", "tag": "2031-05-02", "date": "2031-06-06", "wo": f"{samples.ADDRESS}-{n}"} for n in (1, 2)]  # fmt: skip
    write = {".csv": samples.csv_table, ".parquet": samples.parquet_table, ".jsonl": samples.json_lines}
    data = json.dumps(rows).encode() if name == "a.json" else write[Path(name).suffix](rows)
    items = taken(name, data, columns="title=kopf,text=inhalt,published=tag,address=wo")
    records = [json.loads(item.data) for item in items]
    assert [item.address for item in items] == [f"{samples.ADDRESS}-1", f"{samples.ADDRESS}-2"]
    assert [(r["title"], r["paragraphs"], r["published"]) for r in records] == [(f"Title {n}", "Text.", "2031-05-02") for n in (1, 2)]  # fmt: skip
    assert not any(
        "date" in record for record in records
    )  # another column of the same role is not to come in its place
    if name in ("a.csv", "a.parquet"):
        assert "none of its columns (kopf, inhalt" in refusal(name, data)
        assert "no column “body”" in refusal(name, data, columns="text=body")


def test_columns_that_are_not_understood() -> None:
    for text in ("title", "title=", "colour=red", "title=a,title=b"):
        with pytest.raises(UsageError):
            columns_of(text)
    assert columns_of(None) == columns_of("") == {}


def test_a_parquet_table_keeps_times_lists_and_structures() -> None:
    from datetime import UTC, datetime

    row = {"text": "a", "date": datetime(2031, 5, 2, 10, tzinfo=UTC), "authors": ["A", "B"], "source": {"name": "H"}, "raw": b"\xff", "x": float("nan")}  # fmt: skip
    (item,) = taken("a.parquet", samples.parquet_table([row]))
    assert json.loads(item.data) == {"text": "a", "date": "2031-05-02T10:00:00+00:00", "authors": ["A", "B"], "source": {"name": "H"}}  # fmt: skip


def test_damaged_tables() -> None:
    assert "Parquet" in refusal("a.parquet", samples.parquet_table()[:-9])
    assert "Parquet" in refusal("b.parquet", b"PAR1 and no more")
    *kept, broken = found("a.csv", samples.csv_table() + b'x,"never closed\n' + b"y\n" * 2000)
    assert len(kept) == 2 and isinstance(broken, Refusal) and "quotation mark" in broken.reason
    wide = samples.csv_table().rstrip() + b",one,more\r\n"
    assert [isinstance(item, Input) for item in found("b.csv", wide)] == [True, False]
    assert "one name" in refusal("c.csv", b"text,text\na,b\n")


def test_tables_of_older_programs() -> None:
    (item,) = taken("a.csv", "title;text\nFähre;Die Brücke ist zu.\n".encode("cp1252"))
    assert json.loads(item.data) == {"title": "Fähre", "text": "Die Brücke ist zu."}


def test_parquet_without_its_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    table = samples.parquet_table()
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    assert "onrecord[parquet]" in refusal("a.parquet", table)


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_documents_without_their_reader(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onrecord.collect.content.find_spec", lambda package: None)
    assert "onrecord[documents]" in refusal(name, samples.pdf() if name == "a.pdf" else samples.word(), Limits())


def test_a_table_that_packs_too_well() -> None:
    rows: list[dict[str, object]] = [{"text": "a" * 40_000, "id": n} for n in range(4)]
    assert "hundred times" in refusal("a.parquet", samples.parquet_table(rows, compression="zstd", use_dictionary=False, write_statistics=False), SMALL)  # fmt: skip


# Compressed files


def test_compressed_files() -> None:
    (page,) = taken("p.html.gz", samples.packed(samples.PAGE.encode()))
    assert (page.media_type, page.data) == ("text/html", samples.PAGE.encode())
    assert [item.source for item in taken("d.jsonl.gz", samples.packed(samples.json_lines()))] == ["d.jsonl.gz#id=a-1", "d.jsonl.gz#id=a-2"]  # fmt: skip
    (record,) = taken("r.json.gz", samples.packed(json.dumps(samples.RECORD).encode()))
    assert record.source == "r.json.gz"
    assert len(taken("z.zip.gz", samples.packed(samples.zip_of()))) == 2


def test_compressed_files_that_do_harm_or_are_damaged() -> None:
    assert "hundred times" in refusal("a.txt.gz", samples.packed(b"a" * 2900))
    assert "no whole gzip" in refusal("b.txt.gz", samples.packed(samples.TEXT.encode())[:-20])
    assert "no whole gzip" in refusal("c.txt.gz", b"not gzip")
    noise = b"".join(b'{"text": "%d"}\n' % (n * 7919) for n in range(900))
    whole = gzip.compress(noise, mtime=0)
    items = found("d.jsonl.gz", whole[: len(whole) // 2], Limits())
    assert len(items) > 100 and isinstance(items[-1], Refusal)
    assert all(isinstance(item, Input) for item in items[:-1])
    big = b"".join(b'{"text": "%d %d"}\n' % (n * 7919, n * n) for n in range(2000))
    last = found("e.jsonl.gz", gzip.compress(big, mtime=0), Limits(unpacked=20_000))[-1]
    assert isinstance(last, Refusal) and "more than is allowed" in last.reason


# Saved pages


def test_a_page_saved_in_one_file() -> None:
    (item,) = taken("p.mhtml", samples.saved_page(), Limits())
    assert (item.media_type, item.address, item.received_at) == ("multipart/related", samples.ADDRESS, "2031-05-06T07:00:00+00:00")  # fmt: skip
    (sniffed,) = list(gather(["-"], stdin=io.BytesIO(samples.saved_page())))
    assert isinstance(sniffed, Input) and sniffed.media_type == "multipart/related"


def test_a_saved_page_says_where_it_is_from() -> None:
    mark = f"<!-- saved from url=({len(samples.ADDRESS):04}){samples.ADDRESS} -->\n{samples.PAGE}"
    (item,) = taken("p.html", mark.encode(), Limits())
    assert item.address == samples.ADDRESS and item.received_at is None
    other = f"<!DOCTYPE html> <html><!--\n Page saved with SingleFile \n url: {samples.ADDRESS} \n saved date: Tue May 06 2031 09:00:00 GMT+0200 (CEST)\n--><p>x"
    (item,) = taken("q.html", other.encode(), Limits())
    assert (item.address, item.received_at) == (samples.ADDRESS, "2031-05-06T07:00:00+00:00")
    for odd in ("about:internet", "file:///c:/x.html", "https://x y.example"):
        (item,) = taken("r.html", f"<!-- saved from url=(0014){odd} -->{samples.PAGE}".encode(), Limits())
        assert item.address in (None, "https://x")


# Mail with attachments


def test_what_is_attached_to_a_mail() -> None:
    message = samples.mail()
    message.add_attachment(samples.pdf(), maintype="application", subtype="pdf", filename="Lagebericht.pdf")
    message.add_attachment(samples.PAGE, subtype="html", filename="page.html")
    message.add_attachment(samples.zip_of(), maintype="application", subtype="zip", filename="a.zip")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="scan.png")
    message.add_attachment(samples.mail(subject="Inner"))
    items = found("m.eml", message.as_bytes(), Limits())
    assert [(item.source, isinstance(item, Input)) for item in items] == [
        ("m.eml", True),
        ("m.eml!/Lagebericht.pdf", True),
        ("m.eml!/page.html", True),
        ("m.eml!/a.zip", False),
        ("m.eml!/scan.png", False),
        ("m.eml!/5.eml", True),
    ]
    assert [item.data for item in items[1:3] if isinstance(item, Input)] == [
        samples.pdf(),
        samples.PAGE.encode() + b"\n",
    ]


def test_pictures_of_a_newsletter_are_not_attached() -> None:
    message = samples.newsletter(plain=None, page=samples.PAGE)
    message.add_related(b"\x89PNG", maintype="image", subtype="png", cid="<logo>", filename="logo.png")
    assert len(taken("m.eml", message.as_bytes(), Limits())) == 1


def test_mails_in_mails_end_somewhere() -> None:
    message = samples.mail(subject="0")
    for depth in range(8):
        outer = samples.mail(subject=str(depth))
        outer.add_attachment(message)
        message = outer
    assert 2 <= len(taken("m.eml", message.as_bytes(), Limits())) <= 5


def test_attachments_keep_their_names_apart_and_inside() -> None:
    message = samples.mail()
    for _ in range(2):
        message.add_attachment("Text.", filename="../../etc/passwd.txt")
    names = [item.source for item in taken("m.eml", message.as_bytes(), Limits())]
    assert names == ["m.eml", "m.eml!/../../etc/passwd.txt", "m.eml!/2-../../etc/passwd.txt"]


# Standard input under an address


def test_standard_input_as_the_page_at_an_address() -> None:
    (item,) = gather(["-"], stdin=io.BytesIO(samples.PAGE.encode()), stdin_name=samples.ADDRESS)
    assert isinstance(item, Input)
    assert (item.source, item.address, item.media_type) == (samples.ADDRESS, samples.ADDRESS, "text/html")
    (item,) = gather(["-"], stdin=io.BytesIO(samples.TEXT.encode()), stdin_name=samples.ADDRESS)
    assert isinstance(item, Input) and item.media_type == "text/plain" and item.address == samples.ADDRESS
