"""Checks an evidence bundle without Onrecord: Python 3.9 or later, nothing else.

    python verify.py                the folder that this file is in
    python verify.py BUNDLE.zip     a bundle as it came (better with a verify.py of your own: one that came along could lie)

It checks that every file is the one that SHA256SUMS names and that there is no other, that every text and every capture has
the digest that manifest.json gives, and that every passage of every line stands, to the character, where the manifest says.
It ends with status 0 where all is as it was written, else with 1 and one sentence for each thing that is not.
"""

from __future__ import annotations

import hashlib
import json
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

SUMS = "SHA256SUMS"


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def files_of(place: Path) -> dict[str, bytes]:
    """The files of a bundle, by name: of a folder or of a zip file."""
    if place.is_dir():
        return {
            path.relative_to(place).as_posix(): path.read_bytes()
            for path in sorted(place.rglob("*"))
            if path.is_file() and not path.is_symlink() and "__pycache__" not in path.parts
        }
    with zipfile.ZipFile(place) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def check_sums(files: dict[str, bytes]) -> Iterator[str]:
    """Every file has the digest that SHA256SUMS gives it, and stands in it."""
    if SUMS not in files:
        yield f"{SUMS} is missing"
        return
    named = {}
    for line in files[SUMS].decode("utf-8", "replace").splitlines():
        given, _, name = line.partition("  ")
        named[name] = given
    for name in sorted(named.keys() | files.keys() - {SUMS}):
        if name not in files:
            yield f"{name} is missing"
        elif name not in named:
            yield f"{name} does not stand in {SUMS}"
        elif digest(files[name]) != named[name]:
            yield f"{name} was changed: its SHA-256 is another"


def check_manifest(files: dict[str, bytes]) -> tuple[list[str], str]:
    """Texts and captures have the digests of the manifest, and every passage stands where it says. Returns what was checked."""
    manifest = json.loads(files["manifest.json"].decode("utf-8", "surrogatepass"))
    problems, texts = [], {}
    for article in manifest["articles"]:
        for part in ("text", "capture"):
            name = article[part]
            if name is None:
                continue
            if digest(files[name]) != article[part + "_digest"]:
                problems.append(f"{name} is not what was read or received: its SHA-256 is another")
        texts[article["text"]] = files[article["text"]].decode("utf-8", "surrogatepass")
    count, lines = 0, list(manifest["lines"])
    while lines:
        line = lines.pop()
        lines.extend(line["children"])
        for passage in line["passages"]:
            count += 1
            found = texts[passage["text"]][passage["start"] : passage["end"]]
            if found != passage["quote"] or digest(found.encode("utf-8", "surrogatepass")) != passage["digest"]:
                problems.append(f"{line['id']}: its passage does not stand in {passage['text']} at {passage['start']}")
    return problems, f"{count} passages in {len(texts)} texts"


def main(arguments: list[str]) -> int:
    place = Path(arguments[0]) if arguments else Path(__file__).resolve().parent
    checked = "nothing"
    problems: list[str] = []
    try:
        files = files_of(place)
        problems += check_sums(files)
        found, checked = check_manifest(files)
        problems += found
    except (OSError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile) as error:
        problems += [f"{place} is no whole bundle: {type(error).__name__} {error}"]
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    if not problems:
        sys.stdout.write(f"All is as it was written: {len(files)} files, {checked}.\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
