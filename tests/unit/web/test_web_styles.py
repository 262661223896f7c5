"""Nothing in the style sheets is for a class or an identifier that no page has."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from typing import get_args

import pytest

from onrecord.desk.loads import State as LoadState
from onrecord.model.article import SegmentKind
from onrecord.model.picture import EventStatus
from onrecord.model.statement import Stance

PACKAGE = Path(str(resources.files("onrecord")))
SHEETS = sorted((PACKAGE / "web" / "static").glob("*.css"))
MADE = re.compile(r"\{[{%].*?[%}]\}")

#: Classes that a page is given as a value, beside what the records know, with where.
AS_VALUES = {
    "content", "cue", "speaker",  # desk/reading/article.py: the parts of a statement
    "country", "region", "sea",  # web/maps.py: kinds of places that are areas
    "wide-map", "narrow-map", "undo",  # given to macros
    "failing", "well",  # the state of a feed
    *get_args(LoadState),
    "now",  # the state of a step of a load
    "new", "changed", "moved",  # how a line of a draft stands to the last handover
    "value",  # publish/chart_svg.py: a number beside a mark
    "htmx-request",  # put there by htmx while it waits
    *(f"by-{number}" for number in range(6)),  # colours of a chart
}  # fmt: skip


def told(attribute: str) -> set[str]:
    """The words of this attribute in the templates, in what Python draws, and in scripts those that are put into a list of classes."""
    found: set[str] = set()
    own = [path for path in (PACKAGE / "web" / "static").glob("*.js") if ".min." not in path.name]
    drawing = [*(PACKAGE / "web").rglob("*.py"), *(PACKAGE / "publish").glob("*.py")]
    for path in (*(PACKAGE / "web" / "templates").glob("*.html"), *drawing, *own):
        text = path.read_text(encoding="utf-8")
        values = re.findall(rf"(?<![\w-]){attribute}=\\?[\"']((?:[^\"'<>{{]|\{{[{{%].*?[%}}]\}})*)", text)
        for value in values:
            found.update(re.findall(r"[\w-]+", MADE.sub(" ", value)))
            found.update(
                word
                for made in MADE.findall(value)
                for one in re.findall(r"[\"']([\w -]+)[\"']", made)
                for word in one.split()
            )
        if path.suffix == ".js" and attribute == "class":
            for put in re.findall(r"(?:classList\.\w+\(|className\s*=)([^;)]*)", text):
                found.update(re.findall(r"[\w-]+", put))
    return found


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_every_rule_is_for_something(sheet: Path) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
    selectors = re.sub(r"\{[^{}]*\}", " ", text)
    known = told("class") | AS_VALUES | {*get_args(Stance), *get_args(EventStatus), *get_args(SegmentKind)}
    assert set(re.findall(r"\.([A-Za-z_][\w-]*)", selectors)) - known == set()
    assert set(re.findall(r"#([A-Za-z_][\w-]*)", selectors)) - told("id") == set()
