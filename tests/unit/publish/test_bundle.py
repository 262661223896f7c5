"""The evidence bundle: checked without Onrecord, by its own script and by sha256sum, and it fails when a byte is changed."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.unit.publish.outputs import FIRST, SECOND

from onrecord import Desk, open_desk
from onrecord.model.brief import Brief
from onrecord.publish import compose
from onrecord.publish.bundle import captures_needed, write_bundle


def bundle(desk: Desk, since: str | None = None) -> tuple[bytes, Brief]:
    contents = desk.contents()
    brief = compose(contents, lines=None, since=since)
    made = io.BytesIO()
    write_bundle(brief, contents, desk.captures(captures_needed(brief, contents)), made)
    return made.getvalue(), brief


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reports")
    for name, text in (FIRST | SECOND).items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def made(reports: Path) -> Iterator[tuple[bytes, Brief]]:
    with open_desk(None) as desk:
        desk.add([str(reports)], received="2031-05-20")
        yield bundle(desk)


@pytest.fixture
def unpacked(made: tuple[bytes, Brief], tmp_path: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        archive.extractall(tmp_path)
    return tmp_path


def _verify(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(folder / "verify.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder.parent)


def test_its_script_finds_all_as_it_was_written(unpacked: Path, made: tuple[bytes, Brief], tmp_path: Path) -> None:
    result = _verify(unpacked)
    assert result.returncode == 0 and result.stdout.startswith("All is as it was written"), result.stderr
    (tmp_path / "whole.zip").write_bytes(made[0])
    assert _verify(unpacked, str(tmp_path / "whole.zip")).returncode == 0


def test_sha256sum_accepts_it(unpacked: Path) -> None:
    if shutil.which("sha256sum") is None:
        pytest.skip("sha256sum is not installed")
    subprocess.run(["sha256sum", "--check", "--quiet", "--strict", "SHA256SUMS"], cwd=unpacked, check=True)


@pytest.mark.parametrize("kind", ["texts", "captures", "manifest.json", "brief.md"])
def test_a_changed_byte_is_found(unpacked: Path, kind: str) -> None:
    path = next(path for path in sorted(unpacked.rglob("*")) if path.is_file() and kind in path.as_posix())
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))
    result = _verify(unpacked)
    assert result.returncode == 1 and path.name in result.stderr


def test_a_manifest_that_cannot_be_read_is_named(unpacked: Path) -> None:
    (unpacked / "manifest.json").write_text("{", "utf-8")
    result = _verify(unpacked)
    assert (
        result.returncode == 1 and "manifest.json was changed" in result.stderr and "no whole bundle" in result.stderr
    )


def test_a_quote_that_was_changed_with_its_sums_is_found_too(unpacked: Path) -> None:
    manifest = json.loads((unpacked / "manifest.json").read_text("utf-8"))
    passages = [passage for line in manifest["lines"] for passage in line["passages"]]
    passages[0]["quote"] = "He never said that."
    (unpacked / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    result = _verify(unpacked)
    assert "its passage does not stand in texts/" in result.stderr


@pytest.mark.parametrize("change", ["missing", "added", "no sums"])
def test_missing_and_added_files_are_found(unpacked: Path, change: str) -> None:
    if change == "missing":
        next((unpacked / "captures").iterdir()).unlink()
    elif change == "added":
        (unpacked / "texts" / "more.txt").write_text("more", "utf-8")
    else:
        (unpacked / "SHA256SUMS").unlink()
    result = _verify(unpacked)
    assert result.returncode == 1 and "Traceback" not in result.stderr


def test_what_is_no_bundle_is_one_sentence(unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "no.zip").write_bytes(b"PK nothing")
    result = _verify(unpacked, str(tmp_path / "no.zip"))
    assert result.returncode == 1 and "is no whole bundle" in result.stderr and "Traceback" not in result.stderr


def test_every_line_of_the_brief_is_in_the_manifest_with_its_source(made: tuple[bytes, Brief], reports: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(made[0])) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        captures = {name: archive.read(name) for name in archive.namelist() if name.startswith("captures/")}
    lines = [line.record_id for thread in made[1].threads for section in thread.sections for line in section.lines]
    lines += [line.record_id for line in made[1].others]
    assert [line["id"] for line in manifest["lines"]] == lines
    assert set(captures.values()) <= {path.read_bytes() for path in reports.iterdir()}
    for article in manifest["articles"]:
        assert article["capture"] in captures and article["received_at"].startswith("2031-05-20")


def test_an_earlier_revision_that_is_quoted_comes_along(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    with open_desk(None) as desk:
        report.write_text(FIRST["a.txt"], "utf-8")
        desk.add([str(report)], received="2031-05-06")
        desk.keep("first")
        report.write_text(FIRST["a.txt"].replace("about 300 soldiers had gathered in Kyiv", "nothing new"), "utf-8")
        desk.add([str(report)], received="2031-05-07")
        contents = desk.contents()
        brief = compose(contents, lines=None, since=desk.state("first"))
        made = io.BytesIO()
        write_bundle(brief, contents, desk.captures(captures_needed(brief, contents)), made)
    with zipfile.ZipFile(made) as archive:
        archive.extractall(tmp_path / "out")
    assert any("revision-1" in path.name for path in (tmp_path / "out" / "texts").iterdir())
    assert _verify(tmp_path / "out").returncode == 0
