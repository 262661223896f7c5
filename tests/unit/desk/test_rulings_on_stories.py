"""Merge, split and move on a whole desk: they hold when more articles come, and identifiers that are no more lead on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.contract.desks import NOON
from tests.unit.relate.test_ruled_stories import MILL
from tests.unit.relate.test_stories import FERRY, FERRY_LATER, FERRY_TOO, STRIKE

from onrecord.desk import Desk, open_desk
from onrecord.model.errors import RulingError

REPORTS = {
    "a": ("2 May 2031", "Ferry Halvard aground on Tessin reef", FERRY),
    "b": ("2 May 2031", "Lifeboats empty stranded ferry Halvard", FERRY_TOO),
    "c": ("3 May 2031", "Second tear in hull of ferry Halvard", FERRY_LATER),
    "d": ("3 May 2031", "Bakers of Quorrin walk out over night shifts", STRIKE),
    "e": ("4 May 2031", "Mill of Quorrin opens as bakers end night strike", MILL),
}


class Newsroom:
    """A desk to which reports are added by their letters, and a name for each of its articles."""

    def __init__(self, folder: Path, desk: Desk) -> None:
        self.folder, self.desk, self.hour = folder, desk, 0

    def add(self, *letters: str) -> None:
        for letter in letters:
            day, title, paragraphs = REPORTS[letter]
            told = [f"Title: {title}", f"Date: {day}", "Outlet: Quorrin Post", "", *paragraphs]
            (self.folder / f"{letter}.txt").write_text("\n\n".join([title, f"Published: {day}", *told[4:]]))
        self.desk.add([self.folder / f"{letter}.txt" for letter in letters])

    def rule(self, kind: str, target: str, value: str = "") -> str:
        self.hour += 1
        self.desk._clock = lambda: NOON.replace(hour=self.hour)
        return self.desk.rule(kind, target, value, by="Editor").id

    def article(self, letter: str) -> str:
        return next(row["id"] for row in self.desk.show("articles") if row["source"].endswith(f"{letter}.txt"))

    def story(self, letter: str) -> str:
        article = self.article(letter)
        return next(row["id"] for row in self.desk.show("stories") if article in row["article_ids"])

    @property
    def stories(self) -> list[str]:
        letters = {row["id"]: row["source"][-5] for row in self.desk.show("articles")}
        return sorted("".join(sorted(letters[one] for one in row["article_ids"])) for row in self.desk.show("stories"))


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with open_desk(settings={"workers": 1}, clock=lambda: NOON) as desk:
        yield Newsroom(tmp_path, desk)


@pytest.mark.parametrize("later", ["be", "eb"])
def test_a_move_holds_when_more_comes(room: Newsroom, later: str) -> None:
    room.add("a", "c", "d")
    assert room.stories == ["ac", "d"]
    room.rule("move", room.article("c"), room.story("d"))
    assert room.stories == ["a", "cd"]
    for letter in later:
        room.add(letter)
    assert room.stories == ["ab", "cde"]
    room.rule("move", room.article("c"), room.article("a"))
    assert room.stories == ["abc", "de"]


def test_a_merge_of_stories_holds_and_can_be_withdrawn(room: Newsroom) -> None:
    room.add("a", "b", "d")
    merged = room.rule("merge", room.story("a"), room.story("d"))
    assert room.stories == ["abd"]
    room.add("c", "e")
    assert room.stories == ["abcde"]
    room.rule("withdraw", merged)
    assert room.stories == ["abc", "de"]


def test_a_split_of_an_article_holds_and_can_be_taken_back(room: Newsroom) -> None:
    room.add("a", "b")
    room.rule("split", room.story("a"), room.article("b"))
    assert room.stories == ["a", "b"]
    room.add("c")
    assert room.stories in (["ac", "b"], ["a", "bc"])
    room.rule("merge", room.article("a"), room.article("b"))
    assert room.stories == ["abc"]


def test_a_ruling_outlives_the_removal_of_one_of_its_articles(room: Newsroom) -> None:
    room.add("a", "b", "d", "e")
    room.rule("merge", room.story("a"), room.story("d"))
    room.desk.remove(room.article("b"), "on request")
    assert room.stories == ["ade"]
    assert "b" not in {row["value"] for row in room.desk.show("rulings")}


def test_an_identifier_that_is_no_more_leads_on(room: Newsroom) -> None:
    room.add("b")
    old = room.story("b")
    room.add("a", "c", "d")
    assert room.stories == ["abc", "d"]
    merged_away = room.story("d")
    room.rule("merge", merged_away, old)
    now = room.story("a")
    assert room.story("d") == now
    gone = {each.old: each.new for each in room.desk.redirects("story_")}
    assert gone[merged_away] == (now,)
    assert all(new == (now,) for new in gone.values()) and now not in gone
    room.add("e")
    room.rule("split", merged_away, room.article("e"))
    assert room.stories == ["abcd", "e"]


@pytest.mark.parametrize(
    ("kind", "target", "value", "message"),
    [
        ("move", "c", "a", "in that story already"),
        ("move", "c", "story_none", "no article of this desk, and no story"),
        ("move", "story", "d", "is none of articles"),
        ("split", "story", "d", "is not in story_"),
        ("split", "story", "story", "two different"),
        ("merge", "story", "nothing", "no article of this desk, and no story"),
        ("not_a_copy", "a", "story", "is no article"),
        ("withdraw", "a", "", "is none of rulings"),
    ],
)
def test_a_ruling_that_does_not_fit(room: Newsroom, kind: str, target: str, value: str, message: str) -> None:
    room.add("a", "c", "d")
    names = {"story": room.story("a"), **{letter: room.article(letter) for letter in "acd"}}
    with pytest.raises(RulingError, match=message):
        room.rule(kind, names.get(target, target), names.get(value, value))
    assert room.desk.contents().rulings == ()
