"""The brief as PDF: what is printed is data, the same brief gives the same bytes, and without typst one sentence says what to do."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest
from tests.unit.publish.outputs import FIRST, SECOND

from onrecord import open_desk
from onrecord.model.brief import Brief
from onrecord.model.errors import UsageError
from onrecord.publish import compose, pdf

HOSTILE = """#import "x.typ" $ \\evil *bold* `raw` <label> @ref

6 May 2031, 11:00

Foreign Minister Marta Oslan said "#read(\\"secret\\") ] ) } // \\u{41} \ud7ff" at the Velm bridge on Tuesday.
"""


def _brief(folder: Path, reports: dict[str, str]) -> Brief:
    for name, text in reports.items():
        (folder / name).write_text(text, encoding="utf-8")
    with open_desk(None) as desk:
        desk.add([str(folder)], received="2031-05-20")
        return compose(desk.contents(), since="2031-05-05")


def test_without_typst_one_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"pip install 'onrecord\[pdf\]'"):
        pdf.check()


needs_typst = pytest.mark.skipif(
    importlib.util.find_spec("typst") is None, reason="typst, the extra pdf, is not installed"
)


@needs_typst
def test_the_same_brief_gives_the_same_bytes(tmp_path: Path) -> None:
    brief = _brief(tmp_path, FIRST | SECOND)
    made = pdf.render(brief)
    assert made.startswith(b"%PDF-") and made == pdf.render(brief)


@needs_typst
def test_no_report_can_put_markup_into_it(tmp_path: Path) -> None:
    pypdfium2 = pytest.importorskip("pypdfium2", reason="pypdfium2, which reads the page back, is not installed")
    document = pypdfium2.PdfDocument(pdf.render(_brief(tmp_path, {"a.txt": HOSTILE})))
    printed = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert '#import "x.typ"' in printed.replace("\r\n", " ") and "*bold*" in printed


@needs_typst
def test_an_empty_desk_is_a_page(tmp_path: Path) -> None:
    with open_desk(None) as desk:
        assert pdf.render(compose(desk.contents())).startswith(b"%PDF-")
