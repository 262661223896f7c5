"""Stories and copies for people: whose headline names a story, who copies whom, what became of an identifier."""

from __future__ import annotations

from typing import Any

from onrecord.publish.groups import LISTED, copies_as_text, stories_as_text


def article(name: str, day: str | None, outlet: str | None, title: str) -> dict[str, Any]:
    when = {"start": day, "end": day, "precision": "day", "known_from": "text", "reason": "", "relative": None}
    return {"id": name, "source": f"{name}.txt", "outlet": outlet, "title": title, "published": when}


ARTICLES = [
    article("art_1", "2031-05-02", "Herald", "Ferry aground"),
    article("art_2", "2031-05-03", "Post", "Ferry aground"),
    article("art_3", None, None, "Rain"),
]
COPIES = [
    {
        "id": "copy_1",
        "first_article_id": "art_1",
        "members": [{"article_id": "art_2", "relation": "near", "similarity": 0.9, "shared": []}],
        "reason": "published first",
    }
]


def story(name: str, first: str | None, *ids: str) -> dict[str, Any]:
    return {
        "id": name,
        "title": "Ferry aground",
        "title_article_id": ids[0],
        "article_ids": ids,
        "first": first,
        "last": first,
    }


def test_a_story_says_whose_headline_it_has_and_which_articles_are_copies() -> None:
    stories = [story("story_1", "2031-05-02", "art_1", "art_2"), story("story_3", None, "art_3")]
    lines = list(stories_as_text(stories, ARTICLES, COPIES, ["story_9 is now story_1, since 2031-05-04."], width=120))
    assert lines[:4] == [
        "Ferry aground",
        "2 May 2031 · 2 articles of 2 outlets · headline of Herald, art_1 · story_1",
        "  2 May 2031 · Herald · Ferry aground · art_1",
        "  3 May 2031 · Post · Ferry aground · copy of art_1 · art_2",
    ]
    assert "  undated · outlet not given · Rain · art_3 · story_3" in lines
    assert lines[-2:] == ["1 story of several articles, 1 of one.", "story_9 is now story_1, since 2031-05-04."]


def test_a_long_story_is_cut_and_says_so() -> None:
    many = [article(f"art_{number}", "2031-05-02", "Herald", "Ferry") for number in range(LISTED + 5)]
    lines = list(stories_as_text([story("story_1", "2031-05-02", *(row["id"] for row in many))], many, []))
    assert "  … and 5 more: onrecord explain story_1" in lines


def test_a_copy_group_says_which_is_first_and_why() -> None:
    lines = list(copies_as_text(COPIES, ARTICLES))
    assert lines == [
        "Ferry aground",
        "first because: published first · copy_1",
        "  2 May 2031 · Herald · first · art_1",
        "  3 May 2031 · Post · nearly the same (90% of it) · art_2",
        "",
        "1 article in 1 group is a copy: `onrecord explain copy_…` has both texts.",
    ]


def test_an_empty_desk_says_so() -> None:
    assert list(stories_as_text([], [], [])) == ["No stories on this desk."]
    assert list(copies_as_text([], [])) == ["No copies on this desk."]
