"""How the benchmark for flattened text renders a page and tells what its lines are, and how the training damages them."""

from __future__ import annotations

import gzip
import json
import random
from pathlib import Path

import pytest
from benchmarks import _flat_pages, flat
from training.flat import examples

BODY = [
    "The ferry to Lund was stopped on Monday after water came through a door, the coast guard said.",
    "Nobody was hurt, and all 40 passengers were back on land by noon.",
    "A longer wait",
    "The company said it would carry passengers by bus until Friday at the earliest.",
]
PAGE = f"""<html><head><title>x</title><style>p {{}}</style></head><body>
<nav><a href="/">Home</a><a href="/w">World</a></nav>
<h1>Ferry stopped as water comes in</h1><p class="byline">By Ida Holm</p><time>2 May 2031</time>
<figure><img src="a.jpg"><figcaption>The ferry in May</figcaption></figure>
<div class="text"><p>{BODY[0]}</p><p>{BODY[1]}<!-- c --> </p><h2>{BODY[2]}</h2><p>{BODY[3]}</p></div>
<div class="related-stories"><a href="/c">Almond cakes win three prizes at market</a></div>
<script>var a = "The ferry to Lund was stopped on Monday"</script><footer>All about us</footer></body></html>"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "p1.html.gz").write_bytes(gzip.compress(PAGE.encode()))
    truth = {"p1": {"articleBody": "\n".join(BODY), "url": "https://lundherald.example/ferry"}}
    (tmp_path / "ground-truth.json").write_text(json.dumps(truth))
    return tmp_path


@pytest.mark.parametrize("rendering", _flat_pages.RENDERINGS)
def test_lines_and_what_markup_says_of_them(data: Path, rendering: str) -> None:
    if rendering == "browser" and not _flat_pages.has_browser():
        pytest.skip("the second rendering needs inscriptis")
    (page,) = _flat_pages.pages(data, None, rendering)
    told = {page.text[piece.start : piece.end]: (piece.gold, piece.kind) for piece in page.pieces}
    assert [text for text, (gold, _) in told.items() if gold] == BODY
    assert told[BODY[2]] == (True, "heading")
    assert told["By Ida Holm"][1] == "byline"
    assert told["2 May 2031"][1] == "date_line"
    assert told["The ferry in May"][1] == "caption"
    assert told["Almond cakes win three prizes at market"][1] == "related_link"
    assert told["Ferry stopped as water comes in"] == (False, "heading")
    assert not any("var a" in text for text in told)


def test_scores_count_words_and_each_body_line_once(data: Path) -> None:
    (page,) = _flat_pages.pages(data, None, "whole")
    gold = ["body" if piece.gold else "notice" for piece in page.pieces]
    assert flat.score(page, gold, by_words=False) == (4, 0, 0)  # type: ignore[arg-type]
    everything = ["body"] * len(page.pieces)
    right, wrong, missed = flat.score(page, everything, by_words=False)  # type: ignore[arg-type]
    assert (right, missed) == (4, 0)
    assert wrong > 0
    crosshead = ["heading" if piece.kind == "heading" else kind for piece, kind in zip(page.pieces, gold, strict=True)]
    assert flat.score(page, crosshead, by_words=False) == (3, 0, 0)  # type: ignore[arg-type]


def test_a_page_without_words_between_spaces_is_counted_by_its_characters() -> None:
    assert _flat_pages.words_of("船は月曜日に止まった。") == 11
    assert _flat_pages.words_of("The boat is in.") == 4


def test_damaged_variants_keep_what_is_known_of_each_line(data: Path) -> None:
    (page,) = _flat_pages.pages(data, None, "whole")
    own = examples.parts(page)
    assert [part.text for part in own if part.gold] == BODY
    for variant in examples.variants(own, [own], 30, random.Random(3)):
        example = examples.example("lundherald.example", variant)
        assert len(example.lines) == len(example.gold) == len(example.kinds) == len(example.weights)
        assert all(weight >= 0 for weight in example.weights)
    whole = examples.example("lundherald.example", own)
    assert [line.text for line, gold in zip(whole.lines, whole.gold, strict=True) if gold] == BODY
