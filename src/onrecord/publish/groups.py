"""Stories and copy groups for people: which reports belong together, under whose headline, and which text was first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from onrecord.model.codec import from_plain
from onrecord.model.when import When
from onrecord.publish.listing import NAME, WIDTH, Row, cut, folded_lines
from onrecord.publish.wording import NO_OUTLET, day_range, plural, when_words

#: Articles of a story that are listed; ``onrecord explain`` has all.
LISTED = 25

_OF = {"exact": "copy of", "near": "copy of", "excerpt": "has an excerpt of"}
_RELATIONS = {"exact": "the same words", "near": "nearly the same", "excerpt": "an excerpt"}


def stories_as_text(
    stories: Iterable[Row],
    articles: Iterable[Row],
    copies: Iterable[Row],
    redirects: Iterable[str] = (),
    *,
    width: int = WIDTH,
) -> Iterator[str]:
    """The stories of several articles by their days, each article on a line; then the articles that stand alone, each on a line.

    ``redirects`` are sentences on stories whose identifiers are no more.
    """
    known = {row["id"]: row for row in articles}
    copy_of = {
        member["article_id"]: f"{_OF[member['relation']]} {group['first_article_id']}"
        for group in copies
        for member in group["members"]
    }
    ordered = sorted(stories, key=lambda row: (row["first"] or "9999", row["id"]))
    for story in ordered:
        if len(story["article_ids"]) > 1:
            yield from _story(story, known, copy_of, width)
            yield ""
    alone = [story for story in ordered if len(story["article_ids"]) == 1]
    if alone:
        yield "Told by one article:"
        for story in alone:
            yield from _member(known[story["article_ids"][0]], "", width, end=story["id"])
        yield ""
    several = len(ordered) - len(alone)
    yield (
        f"{plural(several, 'story', 'stories')} of several articles, {len(alone)} of one."
        if ordered
        else "No stories on this desk."
    )
    yield from redirects


def _story(story: Row, known: Mapping[str, Row], copy_of: Mapping[str, str], width: int) -> Iterator[str]:
    members = [known[one] for one in story["article_ids"] if one in known]
    outlets = {row["outlet"] for row in members if row["outlet"]}
    titled = known.get(story["title_article_id"])
    yield from folded_lines(cut(story["title"] or "No title", 2 * NAME), "", width)
    told = [
        day_range(story["first"], story["last"]),
        plural(len(members), "article") + (f" of {plural(len(outlets), 'outlet')}" if outlets else ""),
        f"headline of {(titled or {}).get('outlet') or NO_OUTLET}, {story['title_article_id']}",
        story["id"],
    ]
    yield from folded_lines(" · ".join(told), "", width)
    for row in members[:LISTED]:
        yield from _member(row, copy_of.get(row["id"], ""), width)
    if len(members) > LISTED:
        yield f"  … and {len(members) - LISTED:,} more: onrecord explain {story['id']}"


def _member(row: Row, told: str, width: int, end: str = "") -> list[str]:
    published = when_words(replace(from_plain(When, row["published"]), precision="day"))
    parts = [
        published,
        cut(row["outlet"] or NO_OUTLET),
        cut(row["title"] or row["source"]),
        told,
        row["id"],
        end,
    ]
    return folded_lines(" · ".join(filter(None, parts)), "  ", width)


def copies_as_text(
    groups: Iterable[Row], articles: Iterable[Row], redirects: Iterable[str] = (), *, width: int = WIDTH
) -> Iterator[str]:
    """The copy groups by the day of their first article: that one with the reason, then who prints how much of it."""
    known = {row["id"]: row for row in articles}
    ordered = sorted(groups, key=lambda row: (_start(known, row["first_article_id"]), row["id"]))
    for group in ordered:
        first = known[group["first_article_id"]]
        yield from folded_lines(cut(first["title"] or first["source"], 2 * NAME), "", width)
        yield from folded_lines(f"first because: {group['reason']} · {group['id']}", "", width)
        yield from _member({**first, "title": "first"}, "", width)
        for member in group["members"]:
            row = known[member["article_id"]]
            same = "" if row["title"] == first["title"] else f"headed “{cut(row['title'] or row['source'])}”"
            yield from _member({**row, "title": _how_much(member)}, same, width)
        yield ""
    yield _sum(ordered) if ordered else "No copies on this desk."
    yield from redirects


def _how_much(member: Row) -> str:
    words = _RELATIONS[member["relation"]]
    if member["relation"] == "exact":
        return words
    whose = "of the first" if member["relation"] == "excerpt" else "of it"
    return f"{words} ({member['similarity']:.0%} {whose})"


def _sum(groups: Sequence[Row]) -> str:
    count = sum(len(group["members"]) for group in groups)
    return f"{plural(count, 'article')} in {plural(len(groups), 'group')} {'is a copy' if count == 1 else 'are copies'}: `onrecord explain copy_…` has both texts."


def _start(known: Mapping[str, Row], article_id: str) -> str:
    return known[article_id]["published"]["start"] or "9999"
