"""The five real reports that Onrecord was first made for. Their words stay outside the project: lines are told by number."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from onrecord.model.article import Article
from onrecord.model.capture import Capture
from onrecord.read import reader

SEEDS = Path(os.environ.get("ONRECORD_SEEDS") or Path(__file__).parents[3] / "../shared/seeds")

pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason=f"the five seed reports are not at {SEEDS}; set ONRECORD_SEEDS"
)


def lines(*ranges: int | tuple[int, int]) -> set[int]:
    """Line numbers, counted from 1, of numbers and inclusive ranges."""
    return {n for item in ranges for n in (range(item[0], item[1] + 1) if isinstance(item, tuple) else (item,))}


#: The lines of each report that are its body; every other line that is not blank must not be in it.
BODY = {
    "000": lines(10, 16, 18, 20, 22, 24, 26, 28, 30, 32, 41, 43, 45, 47, 49, 51, 57, 59, 61, 63, 65, 67, 73, 75, 77, 79, 81, 83, 85, 91, 93, 95),
    "001": lines(9, 11, 13, 15, 17, 27, 29, 31, 33, 45, 47, 49, 51, 60, 62, 64, 66, 72, 74, 76, 78, 80, 82, 84, 86, 88, 90),
    "002": lines((12, 22), (26, 60), (64, 70), (74, 86)),
    "003": lines((9, 21), (27, 37), (43, 53), (57, 65)),
    "004": lines((4, 21), (23, 26)),
}  # fmt: skip
FACTS = {
    "000": (1, ("Daisy Stephens",), None, (), "2022-01-19T00:25", "2022-01-19T08:51"),
    "001": (5, (), "London Defender", (), None, None),
    "002": (10, ("Dan Bloom", "Tim Hanlon"), "Daily Mirror", ("inkl",), None, None),
    "003": (3, ("Sophie Barnett",), None, (), "2022-02-15T09:17", "2022-02-15T10:09"),
    "004": (1, (), "The Telegraph", (), "2022-01-26", None),
}
NAMES = sorted(BODY)


@pytest.fixture(scope="module")
def articles() -> dict[str, tuple[Article, list[str]]]:
    read, found = reader(), {}
    for path in sorted(SEEDS.glob("*.txt")):
        capture = Capture.of(
            source=path.name, location=str(path), data=path.read_bytes(), media_type="text/plain", received_at=""
        )
        article = read(capture)
        assert isinstance(article, Article)
        found[path.name[:3]] = (article, path.read_text(encoding="utf-8").splitlines())
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_sentence_of_the_article_is_in_the_body_and_nothing_else(
    articles: dict[str, tuple[Article, list[str]]], name: str
) -> None:
    article, raw = articles[name]
    starts, offset = {}, 0
    for number, line in enumerate(article.text.split("\n"), start=1):
        starts[number] = offset + len(line) - len(line.lstrip())
        offset += len(line) + 1
    kinds = {segment.start: segment.kind for segment in article.segments}
    filled = {number for number, line in enumerate(raw, start=1) if line.replace("\u00a0", " ").strip()}
    body = {number for number in filled if kinds.get(starts[number] if number > 1 else 0) == "body"}
    assert body == BODY[name] & filled


@pytest.mark.parametrize("name", NAMES)
def test_title_byline_outlet_and_dates(articles: dict[str, tuple[Article, list[str]]], name: str) -> None:
    article, raw = articles[name]
    title, byline, outlet, via, published, updated = FACTS[name]
    assert article.title == raw[title - 1].strip()
    assert article.byline == byline
    assert article.outlet == outlet
    assert article.via == via
    assert article.published.start == published
    assert (article.updated.start if article.updated else None) == updated
    assert article.language == "en"
    assert article.published.reason


def test_the_address_dates_the_record_and_its_paragraphs_are_told_to_be_shuffled(
    articles: dict[str, tuple[Article, list[str]]],
) -> None:
    assert articles["004"][0].published.known_from == "address"
    assert [name for name in NAMES if any("out of order" in note for note in articles[name][0].notes)] == ["004"]
