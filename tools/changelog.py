"""Compiles ``changelog.d`` into ``CHANGELOG.md`` at a release: ``python tools/changelog.py 0.2.0 2031-05-02``."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KINDS = ("added", "changed", "fixed", "removed")
MARK = "<!-- releases -->"


def compiled(fragments: dict[str, str], version: str, day: str) -> str:
    """The section of a release from the texts of its fragments by file name (``NAME.KIND.md``), sorted by kind, then by name."""
    parts = [f"## {version} ({day})"]
    for kind in KINDS:
        texts = [" ".join(fragments[name].split()) for name in sorted(fragments) if name.endswith(f".{kind}.md")]
        if texts:
            parts.append(f"### {kind.capitalize()}\n\n" + "\n".join(f"- {text}" for text in texts))
    return "\n\n".join(parts)


def main() -> None:
    """Writes the section above the earlier ones and deletes the fragments."""
    version, day = sys.argv[1:]
    paths = [path for path in (ROOT / "changelog.d").glob("*.md") if path.name != "README.md"]
    section = compiled({path.name: path.read_text("utf-8") for path in paths}, version, day)
    page = ROOT / "CHANGELOG.md"
    page.write_text(page.read_text("utf-8").replace(MARK, f"{MARK}\n\n{section}", 1), "utf-8")
    for path in paths:
        path.unlink()


if __name__ == "__main__":
    main()
