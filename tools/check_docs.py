"""Docs that drift fail the build: ``python tools/check_docs.py`` prints one line for each thing that is wrong.

Every check is a function from the project's files (path to text) to sentences, so that ``tests/unit/test_docs.py`` can show
each of them a project that is wrong. What the code is, is asked of the code: the fields of the records, the command line.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # started as a file, Python looks beside it and not in the root

from tools.docs import commands, dictionary, links, required  # noqa: E402
from tools.docs.markdown import Files  # noqa: E402

CHECKS: tuple[Callable[[Files], Iterable[str]], ...] = (
    dictionary.check_dictionary,
    commands.check_commands,
    commands.check_other_commands,
    links.check_links,
    required.check_method,
    required.check_decisions,
    required.check_index,
    required.check_fragments,
    required.check_private,
)


def project_files(root: Path) -> dict[str, str]:
    """The text of every file that git tracks or would track; of everything that is not hidden where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        names = [name for name in listed.stdout.decode().split("\0") if name]
    else:
        paths = (path.relative_to(root) for path in root.rglob("*") if path.is_file())
        names = [path.as_posix() for path in paths if not any(part.startswith(".") for part in path.parts)]
    return {name: (root / name).read_text("utf-8", "replace") for name in sorted(names) if (root / name).is_file()}


def main() -> int:
    """Prints every problem; the exit status is 1 where there is one."""
    files = project_files(ROOT)
    problems = [problem for check in CHECKS for problem in check(files)]
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
