"""The five real reports are one story, also among reports of the same country and people in another year."""

import json
import os
from pathlib import Path

import pytest

from onrecord import open_desk

ROOT = Path(__file__).parents[3]
SEEDS = Path(os.environ.get("ONRECORD_SEEDS") or ROOT / "../shared/seeds")
OTHERS = Path(os.environ.get("ONRECORD_BENCH") or ROOT / "../shared/bench") / "stories" / "wikinews_medium.json"

pytestmark = pytest.mark.skipif(
    not SEEDS.is_dir(), reason=f"the five seed reports are not at {SEEDS}; set ONRECORD_SEEDS"
)


def _story_of_the_seeds(folders: list[Path]) -> set[str]:
    with open_desk(None) as desk:
        desk.add([str(folder) for folder in folders])
        contents = desk.contents()
    names = {article.id: Path(article.source).name for article in contents.articles}
    stories = [{names[key] for key in story.article_ids} for each in contents.relations for story in each.stories]
    (found,) = [story for story in stories if any(name.startswith("000_") for name in story)]
    return found


def test_the_seeds_are_one_story() -> None:
    assert _story_of_the_seeds([SEEDS]) == {path.name for path in SEEDS.glob("*.txt")}


def test_no_report_of_another_year_joins_them(tmp_path: Path) -> None:
    if not OTHERS.is_file():
        pytest.skip(f"the Wikinews events are not at {OTHERS}; set ONRECORD_BENCH")
    told = [article for event in json.loads(OTHERS.read_text(encoding="utf-8")) for article in event["articles"]]
    near = [article for article in told if "Ukrain" in article["text"]][:16]
    assert len(near) > 8
    for number, article in enumerate(near):
        (tmp_path / f"near_{number}.txt").write_text(f"{article['title']}\n\n{article['text']}\n", encoding="utf-8")
    assert _story_of_the_seeds([SEEDS, tmp_path]) == {path.name for path in SEEDS.glob("*.txt")}
