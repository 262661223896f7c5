"""From names to inputs: what is taken, what is refused, in which order."""

from __future__ import annotations

import io
import json
import os
import socket
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.collect import Input, Limits, gather
from onrecord.collect.names import meant, normalised, shown
from onrecord.model.capture import Refusal

ARTICLE = b"Ferry stopped\n\nThe ferry to Lund was stopped on Monday.\n"
SMALL = Limits(article=2000, array=4000, container=20_000, unpacked=6000, ratio=20, ratio_from=100, members=5, depth=3)


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def sources(*arguments: str, limits: Limits = SMALL) -> list[tuple[str, bool]]:
    return [(item.source, isinstance(item, Input)) for item in gather(arguments, limits)]


def only(*arguments: str, limits: Limits = SMALL, **options: object) -> Input | Refusal:
    (item,) = gather(arguments, limits, **options)  # type: ignore[arg-type]
    return item


def refusal(*arguments: str, limits: Limits = SMALL) -> str:
    item = only(*arguments, limits=limits)
    assert isinstance(item, Refusal)
    assert "\n" not in item.reason and len(item.reason) < 200
    return item.reason


@pytest.mark.parametrize(
    ("name", "media_type"),
    [
        ("a.txt", "text/plain"),
        ("a.HTML", "text/html"),
        ("a.htm", "text/html"),
        ("a.eml", "message/rfc822"),
        ("a", "text/plain"),
    ],
)
def test_a_file(tmp_path: Path, name: str, media_type: str) -> None:
    (tmp_path / name).write_bytes(ARTICLE)
    item = only(f".//{name}")
    assert item == Input(name, str((tmp_path / name).resolve()), media_type, ARTICLE, None)  # type: ignore[arg-type]


def test_a_folder_is_read_in_order_and_foreign_types_are_refused(tmp_path: Path) -> None:
    for name in ("b/z.txt", "b/a.html", "a.txt", "b/picture.png", ".hidden.txt", ".git/config.txt"):
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(ARTICLE)
    expected = [("in/a.txt", True), ("in/b/a.html", True), ("in/b/picture.png", False), ("in/b/z.txt", True)]
    assert sources("in/") == sources("./in") == expected
    assert sources("in", "in/a.txt") == expected


def test_a_quoted_glob(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.html"):
        (tmp_path / name).write_bytes(ARTICLE)
    assert sources("*.txt") == [("a.txt", True), ("b.txt", True)]
    assert "pattern" in refusal("*.eml")


def test_links(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_bytes(ARTICLE)
    (tmp_path / "in/again").symlink_to("..")
    (tmp_path / "in/self.txt").symlink_to("self.txt")
    (tmp_path / "in/nowhere.txt").symlink_to("gone.txt")
    assert [s for s in sources("in") if s[1]] == [("in/a.txt", True)]
    reasons = {item.source: item.reason for item in gather(["in"], SMALL) if isinstance(item, Refusal)}
    assert "leads nowhere" in reasons["in/nowhere.txt"] and "loop" in reasons["in/self.txt"]
    assert any("read already" in reason for reason in reasons.values())


def test_names_with_line_breaks_controls_and_undecodable_bytes(tmp_path: Path) -> None:
    for name in (b"two\nlines.txt", b"back\\slash.txt", b"\xff.txt", "right\u202eleft.txt".encode()):
        (tmp_path / os.fsdecode(name)).write_bytes(ARTICLE)
    found = sources(".")
    assert {name for name, _ in found} == {
        "two\\x0alines.txt",
        "back\\\\slash.txt",
        "\\xff.txt",
        "right\\u202eleft.txt",
    }
    assert all(taken for _, taken in found)


@settings(max_examples=200)
@given(st.text(max_size=12), st.text(max_size=12))
def test_two_names_never_become_one(one: str, other: str) -> None:
    assert (shown(one) == shown(other)) == (one == other)
    assert "\n" not in shown(one)
    assert meant(shown(one)) == one


@pytest.mark.parametrize(
    ("given", "expected"), [("./a//b/../c.txt", "a/c.txt"), ("//x/y", "/x/y"), (".", "."), ("../a/./b", "../a/b")]
)
def test_sources_are_normalised(given: str, expected: str) -> None:
    assert normalised(given) == expected


def test_what_is_refused(tmp_path: Path) -> None:
    assert "no file" in refusal("gone.txt")
    assert "file address" in refusal("file:///a.txt")
    assert "name is empty" in refusal("")
    assert "too long" in refusal("x" * 5000)
    assert refusal("nul\0.txt")
    for name, content, word in (
        ("empty.txt", b" \n", "empty"),
        ("picture.txt", b"\x89PNG\r\n", "PNG"),
        ("paper.txt", b"%PDF-1.7", "PDF"),
        ("noise.txt", bytes(range(256)), "binary"),
        ("notes.md", ARTICLE, "type"),
        ("large.txt", b"a" * 2001, "too large"),
        ("broken.json", b'{"title": ', "not valid JSON"),
        ("latin.json", b'{"title": "\xe9"}', "UTF-8"),
        ("none.json", b"[]", "no record"),
        ("deep.json", b"[" * 3000, "not valid JSON"),
        ("number.json", b"3", "not a JSON object"),
    ):
        (tmp_path / name).write_bytes(content)
        assert word in refusal(name), name
    (tmp_path / "folder").mkdir()
    assert "no file" in refusal("folder")


def test_a_huge_file_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    with (tmp_path / "huge.txt").open("wb") as stream:
        stream.truncate(1 << 32)  # sparse: reading it would take four gigabytes
    assert "4,096.0 MiB" in refusal("huge.txt", limits=Limits())


@pytest.mark.skipif(sys.platform == "win32", reason="needs pipes and sockets in the file system")
def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    assert "pipe" in refusal("pipe.txt")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket.txt")
        assert "socket" in refusal("socket.txt")
    assert "device" in refusal("/dev/zero")


def test_an_unreadable_file(tmp_path: Path) -> None:
    (tmp_path / "shut.txt").write_bytes(ARTICLE)
    (tmp_path / "shut.txt").chmod(0)
    superuser = os.geteuid() == 0
    if superuser:  # who may read everything: look as nobody
        for folder in (tmp_path, *tmp_path.parents[:2]):
            folder.chmod(0o755)
        os.seteuid(65534)
    try:
        assert "permissions" in refusal("shut.txt")
    finally:
        if superuser:
            os.seteuid(0)


def test_records(tmp_path: Path) -> None:
    one, two = {"title": "A", "text": "x", "url": "https://example.org/a"}, {"title": "B", "text": "é"}
    (tmp_path / "one.json").write_text(json.dumps(one))
    (tmp_path / "list.json").write_text(f" [{json.dumps(one)} ,\n {json.dumps(two, ensure_ascii=False)}, 3]")
    (tmp_path / "wrapped.json").write_text(json.dumps({"n": [1], "articles": [one, two]}))
    (tmp_path / "lines.jsonl").write_text(f"{json.dumps(one)}\n\nnot json\n{json.dumps(two)}")
    assert only("one.json").address == "https://example.org/a"  # type: ignore[union-attr]
    assert [taken for _, taken in sources("list.json")] == [True, True, False]
    assert sources("list.json")[2] == ("list.json#3", False)
    assert [taken for _, taken in sources("wrapped.json")] == [True, True]
    assert [taken for _, taken in sources("lines.jsonl")] == [True, False, True]
    assert sources("lines.jsonl")[1] == ("lines.jsonl#L3", False)
    records = [
        item
        for name in ("list.json", "wrapped.json", "lines.jsonl")
        for item in gather([name])
        if isinstance(item, Input)
    ]
    assert [json.loads(item.data)["title"] for item in records] == ["A", "B"] * 3
    assert all(item.media_type == "application/json" for item in records)


def test_more_records_than_allowed(tmp_path: Path) -> None:
    (tmp_path / "many.jsonl").write_text("".join(f'{{"text": "a", "id": {n}}}\n' for n in range(9)))
    assert sources("many.jsonl") == [*[(f"many.jsonl#id={n}", True) for n in range(5)], ("many.jsonl", False)]


def archive(tmp_path: Path, fill: Callable[[zipfile.ZipFile], None]) -> str:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as target:
        fill(target)
    return "a.zip"


def test_an_archive(tmp_path: Path) -> None:
    def fill(target: zipfile.ZipFile) -> None:
        target.writestr("b/z.txt", ARTICLE)
        target.writestr("../../etc/name.txt", ARTICLE)
        target.writestr("d.jsonl", '{"text": "a", "id": "first"}\n')
        target.writestr("x.png", b"no")
        target.writestr("__MACOSX/._b.txt", b"no")
        target.writestr("inner.zip", b"PK")

    name = archive(tmp_path, fill)
    assert sources(name, limits=Limits()) == [
        ("a.zip!/../../etc/name.txt", True),
        ("a.zip!/b/z.txt", True),
        ("a.zip!/d.jsonl#id=first", True),
        ("a.zip!/inner.zip", False),
        ("a.zip!/x.png", False),
    ]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.zip"]


def test_archives_that_do_harm(tmp_path: Path) -> None:
    archive(tmp_path, lambda target: target.writestr("bomb.txt", b"a" * 1900))
    assert "hundred times" in refusal("a.zip")
    archive(tmp_path, lambda target: target.writestr("large.txt", os.urandom(2500)))
    assert "too large" in refusal("a.zip")
    archive(
        tmp_path, lambda target: [target.writestr(f"{n}.txt", os.urandom(1000).hex()[:1900]) for n in range(4)] and None
    )
    assert [taken for _, taken in sources("a.zip")] == [True, True, True, False]
    archive(tmp_path, lambda target: [target.writestr(f"{n}.txt", b"a") for n in range(6)] and None)
    assert "more than 5 files" in refusal("a.zip")
    archive(tmp_path, lambda target: None)
    assert "holds no file" in refusal("a.zip")


def test_a_member_without_a_name(tmp_path: Path) -> None:
    archive(tmp_path, lambda target: target.writestr("n", ARTICLE))
    data = (tmp_path / "a.zip").read_bytes().replace(b"n" + ARTICLE, b"\0" + ARTICLE)
    at = data.rindex(b"PK\x01\x02")
    (tmp_path / "a.zip").write_bytes(data[: at + 46] + data[at + 46 :].replace(b"n", b"\0", 1))
    assert only("a.zip") == Refusal("a.zip!/", refusal("a.zip"))


def test_a_line_that_is_too_long(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "a" * 3000}) + "\n" + json.dumps({"text": "b"}) + "\n")
    long, short = gather(["a.jsonl"], SMALL)
    assert isinstance(long, Refusal) and "too large" in long.reason
    assert isinstance(short, Input)


def test_a_size_that_the_archive_lies_about(tmp_path: Path) -> None:
    archive(tmp_path, lambda target: target.writestr("a.txt", os.urandom(900).hex()))
    data = bytearray((tmp_path / "a.zip").read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")  # the size before packing, in the central directory
    (tmp_path / "a.zip").write_bytes(data)
    assert refusal("a.zip")


def test_truncated_and_encrypted_archives(tmp_path: Path) -> None:
    archive(tmp_path, lambda target: target.writestr("a.txt", ARTICLE))
    data = (tmp_path / "a.zip").read_bytes()
    (tmp_path / "cut.zip").write_bytes(data[: len(data) // 2])
    assert "not a whole zip" in refusal("cut.zip")
    locked = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + offset] |= 1
    (tmp_path / "locked.zip").write_bytes(locked)
    assert "encrypted" in refusal("locked.zip")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 400), st.integers(0, 255))
def test_a_damaged_archive_is_refused_or_read(tmp_path_factory: pytest.TempPathFactory, at: int, value: int) -> None:
    folder = tmp_path_factory.mktemp("zip")
    archive(folder, lambda target: [target.writestr(f"{n}.txt", ARTICLE) for n in range(3)] and None)
    data = bytearray((folder / "a.zip").read_bytes())
    data[at % len(data)] = value
    (folder / "a.zip").write_bytes(data)
    assert list(gather([str(folder / "a.zip")], SMALL))


def test_standard_input() -> None:
    def taken(data: bytes, name: str | None = None) -> Input | Refusal:
        return only("-", stdin=io.BytesIO(data), stdin_name=name)

    plain, other = taken(ARTICLE), taken(ARTICLE + b"more")
    assert isinstance(plain, Input) and isinstance(other, Input)
    assert plain.source.startswith("-#") and plain.source != other.source
    for data, media_type in (
        (ARTICLE, "text/plain"),
        (b"\n<!doctype html><p>x", "text/html"),
        (b'{"title": "a", "text": "b"}', "application/json"),
        (b"From: a@b.c\r\nSubject: x\r\n\r\nText", "message/rfc822"),
    ):
        item = taken(data)
        assert isinstance(item, Input) and item.media_type == media_type
    named = taken(b"<p>x", "page.html")
    assert isinstance(named, Input) and (named.source, named.media_type) == ("page.html", "text/html")
    lines = list(gather(["-"], stdin=io.BytesIO(b'{"text": "a"}\n{"text": "b"}\n')))
    assert [isinstance(item, Input) and item.media_type for item in lines] == ["application/json"] * 2
    assert len({item.source.rpartition("#")[0] for item in lines}) == 1 and len({item.source for item in lines}) == 2
    assert isinstance(taken(b""), Refusal) and isinstance(taken(b"a" * 5000), Refusal)
    assert isinstance(only("-"), Refusal)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_break_it(data: bytes) -> None:
    assert list(gather(["-"], SMALL, stdin=io.BytesIO(data)))
