"""The docs fit the code, and each check of them can fail."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

import pytest
from tools import changelog
from tools.check_docs import CHECKS, ROOT, project_files
from tools.docs.commands import check_commands, check_other_commands
from tools.docs.dictionary import DICTIONARY, check_dictionary, json_type
from tools.docs.links import check_links
from tools.docs.markdown import Files
from tools.docs.required import (
    DECISION_HEADINGS,
    check_decisions,
    check_fragments,
    check_index,
    check_method,
    check_private,
)

Check = Callable[[Files], Iterable[str]]


@pytest.fixture(scope="module")
def project() -> dict[str, str]:
    return project_files(ROOT)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_docs_fit_the_code(check: Check, project: dict[str, str]) -> None:
    assert list(check(project)) == []


def test_every_file_of_the_project_is_looked_at(project: dict[str, str]) -> None:
    assert {"docs/dataflow.md", "src/onrecord/model/codec.py", "Makefile"} <= set(project)
    assert not any(name.startswith(".venv/") for name in project)


# The dictionary


@dataclass(frozen=True)
class Buoy:
    colour: Literal["red", "green"]
    depth: float | None
    lights: tuple[str, ...]


TABLE = """
# Buoys

| field | type | meaning |
|---|---|---|
| `colour` | string | One of `red`, `green` |
| `depth` | number or null | metres |
| `lights` | list of string | sectors |
"""


def dictionary(text: str) -> list[str]:
    return [
        problem.removeprefix(f"{DICTIONARY}: ") for problem in check_dictionary({DICTIONARY: text}, {"Buoys": Buoy})
    ]


def test_a_dictionary_that_fits() -> None:
    assert dictionary(TABLE) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("| `depth` | number or null | metres |\n", "", "Buoys.depth is missing"),
        ("`lights` |", "`lamps` |", "Buoys.lamps is no field any more"),
        ("number or null", "number", "Buoys.depth is a number or null, not a number"),
        ("`red`, `green`", "`red`", "Buoys.colour must say `One of red, green`, each in backticks"),
        ("# Buoys", "# Ships", "there is no record Ships any more"),
    ],
)
def test_a_dictionary_that_does_not_fit(old: str, new: str, problem: str) -> None:
    assert problem in dictionary(TABLE.replace(old, new))


def test_a_missing_and_a_stale_value(project: dict[str, str]) -> None:
    changed = project[DICTIONARY].replace("| `retracted` |", "| `withdrawn` |")
    problems = list(check_dictionary({DICTIONARY: changed}))
    assert f"{DICTIONARY}: ClaimState lacks the value retracted" in problems
    assert f"{DICTIONARY}: ClaimState has no value withdrawn any more" in problems


@pytest.mark.parametrize(
    ("hint", "written"),
    [
        (int, "integer"),
        (bool | None, "boolean or null"),
        (tuple[Buoy, ...], "list of Buoy"),
        (tuple[tuple[str, str], ...], "list of list of string"),
        (dict[str, int], "object"),
    ],
)
def test_types_as_json_has_them(hint: object, written: str) -> None:
    assert json_type(hint) == written


# Commands


@pytest.mark.parametrize(
    "code",
    [
        "onrecord",
        "onrecord add reports/ 'saved/*.html'",
        "onrecord show KIND --json",
        "onrecord show claims --json | head",
        "cat note.txt | onrecord add - --name note",
        "NO_COLOR=1 .venv/bin/onrecord --debug brief --format=html -o brief.html",
        "onrecord brief [PATH...] [--desk DIR]",
        "onrecord add --help  # --nothing",
        "onrecord: There is no desk here.",
    ],
)
def test_commands_that_can_be_given(code: str) -> None:
    assert list(check_commands({"a.md": f"```\n$ {code}\n```\nand `{code}`"})) == []


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("onrecord sail", "`onrecord` has no command sail"),
        ("onrecord --fast", "`onrecord` has no option --fast"),
        ("onrecord brief --fast reports", "`onrecord brief` has no option --fast"),
        ("onrecord brief --format=docx", "`onrecord brief --format` cannot be docx"),
        ("onrecord brief --format docx", "`onrecord brief --format` cannot be docx"),
        ("onrecord export --kind ships", "`onrecord export --kind` cannot be ships"),
        ("onrecord show ships", "`onrecord show` does not take ships"),
        ("ls && onrecord show --desk d ships", "`onrecord show` does not take ships"),
    ],
)
def test_commands_that_cannot_be_given(code: str, problem: str) -> None:
    assert list(check_commands({"a.md": f"One:\n\n```\n{code}\n```"})) == [f"a.md:4: {problem}"]
    assert list(check_commands({"a.md": f"Type `{code}`."})) == [f"a.md:1: {problem}"]


def test_benchmarks_and_targets_exist() -> None:
    files = {
        "Makefile": "demo: x\n\tdo\n",
        "benchmarks/flat.py": "",
        "a.md": "`make demo`, `python -m benchmarks.flat`",
    }
    assert list(check_other_commands(files)) == []
    files["a.md"] = "`make tea`\n`python -m benchmarks.steep --data x`"
    assert list(check_other_commands(files)) == [
        "a.md:1: the Makefile has no target tea",
        "a.md:2: there is no benchmark steep",
    ]


# Links


GOOD_LINKS = """
[self](#a-heading) [other](docs/b.md#two-words-1) [folder](docs) [web](https://example.org/x.md) `docs/b.md`
![picture](docs/p.svg "A picture") `[no](link)`

[named]: docs/b.md
<img src="docs/p.svg">

```
[no](link)
```

## A `heading`!
"""


def test_links_that_lead_somewhere() -> None:
    files = {"a.md": GOOD_LINKS, "docs/b.md": "# Two words\n[up](../a.md)\n# Two words", "docs/p.svg": ""}
    assert list(check_links(files)) == []


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[x](docs/none.md)", "the link to docs/none.md leads nowhere"),
        ("[x](#none)", "a.md has no heading #none"),
        ("[x](docs/b.md#none)", "docs/b.md has no heading #none"),
        ("[x]: none.md", "the link to none.md leads nowhere"),
        ('<img src="none.png">', "the link to none.png leads nowhere"),
        ("see `src/onrecord/none.py`", "there is no src/onrecord/none.py"),
    ],
)
def test_links_that_lead_nowhere(text: str, problem: str) -> None:
    assert list(check_links({"a.md": f"\n {text}", "docs/b.md": ""})) == [f"a.md:2: {problem}"]


# Pages that must be there


METHOD = "# Collecting\n## What it does\n## How well\n## Where it fails\n## What it must not be used for\n"


def test_pages_about_method() -> None:
    files = {"src/onrecord/collect/disk.py": "", "docs/method/collecting.md": METHOD}
    assert list(check_method(files)) == []
    assert list(check_method({**files, "docs/method/collecting.md": METHOD.replace("## How well\n", "")})) == [
        "docs/method/collecting.md: there is no heading with 'how well'"
    ]
    assert list(check_method({"src/onrecord/collect/disk.py": ""})) == ["docs/method/collecting.md is missing"]
    assert list(check_method({"src/onrecord/gauge/levels.py": ""})) == [
        "src/onrecord/gauge: no page about it is required yet"
    ]


def decision(number: str, headings: Iterable[str] = DECISION_HEADINGS) -> str:
    return f"# {number} Title\n" + "".join(f"\n## {heading}\n" for heading in headings)


def test_decisions() -> None:
    first, second = "docs/decisions/0001-one.md", "docs/decisions/0002-two.md"
    assert list(check_decisions({first: decision("0001"), second: decision("0002")})) == []
    (gap,) = check_decisions({first: decision("0001"), "docs/decisions/0003-two.md": decision("0003")})
    assert "must be number 0002" in gap
    (title,) = check_decisions({first: decision("0002")})
    assert title == f"{first}: the first line must be its number and its title"
    (headings,) = check_decisions({first: decision("0001", DECISION_HEADINGS[:3])})
    assert headings == f"{first}: the headings must be {', '.join(DECISION_HEADINGS)}"


def test_the_index() -> None:
    files = {"docs/README.md": "[a](a.md)", "docs/a.md": "", "docs/b/c.md": ""}
    assert list(check_index(files)) == ["docs/README.md: docs/b/c.md is not listed"]


def test_fragments_of_the_changelog() -> None:
    good = {"changelog.d/README.md": "", "changelog.d/better-dates.fixed.md": ""}
    assert list(check_fragments(good)) == []
    assert len(list(check_fragments({"changelog.d/better-dates.md": "", "changelog.d/x.improved.md": ""}))) == 2


@pytest.mark.parametrize("folder", ["work", "root", "home/anna", "Users/anna"])
def test_folders_of_one_machine(folder: str) -> None:
    (problem,) = check_private({"a.py": f'\nopen("/{folder}/x")'})
    assert problem.startswith("a.py:2: /")
    assert list(check_private({"a.py": f"https://example.org/{folder}/x and ./{folder}/x"})) == []


def test_hosts_of_registries() -> None:
    host = ".".join(["files", "pythonhosted", "org"])
    assert len(list(check_private({"requirements/a.txt": f"--index-url https://{host}/simple"}))) == 1


def test_a_release_is_compiled_from_its_fragments() -> None:
    fragments = {"b.fixed.md": "Two\nlines.\n", "a.fixed.md": "One.", "c.added.md": "New."}
    assert changelog.compiled(fragments, "1.2.0", "2031-05-02") == (
        "## 1.2.0 (2031-05-02)\n\n### Added\n\n- New.\n\n### Fixed\n\n- One.\n- Two lines."
    )
