from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.contract.store_contract import article, capture

from onrecord.desk.store import Problem, Version
from onrecord.desk.versions import fates_of, in_order, moment_of
from onrecord.model.when import UNKNOWN_TIME, When


def when(start: str | None) -> When:
    return When(start, start, "minute", "text") if start else UNKNOWN_TIME


@pytest.mark.parametrize(
    ("updated", "published", "moment"),
    [
        ("2031-05-02T10:00", "2031-05-01", "2031-05-02T10:00"),
        (None, "2031-05-01", "2031-05-01T00:00"),
        (None, None, ""),
        ("2031-05-02T10:00+02:00", None, "2031-05-02T08:00"),
        ("no time", "2031-05-01T07:30:59", "2031-05-01T07:30"),
    ],
)
def test_the_moment_of_an_article(updated: str | None, published: str | None, moment: str) -> None:
    of = replace(article(capture()), updated=when(updated), published=when(published))
    assert moment_of(of) == moment
    assert moment_of(replace(of, updated=None, published=when(published))) == moment_of(
        replace(of, updated=UNKNOWN_TIME, published=when(published))
    )


def test_sources_follow_each_other_by_their_latest() -> None:
    versions = [
        Version("c1", "b", 1, "2031-05-01", "", ""),
        Version("c2", "b", 2, "2031-05-09", "", ""),
        Version("c3", "a", 1, "2031-05-03", "", ""),
        Version("c4", "c", 1, "", "", ""),
    ]
    assert [version.capture_id for version in in_order(versions)] == ["c4", "c3", "c1", "c2"]


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(1, 4), st.sampled_from(["", "1", "2"])), unique_by=lambda t: t[:2]
    ),
    st.randoms(),
)
def test_the_order_of_versions_is_theirs_alone(parts: list[tuple[str, int, str]], chance: object) -> None:
    versions = [Version(f"{source}{sequence}", source, sequence, moment, "", "") for source, sequence, moment in parts]
    shuffled = list(versions)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert in_order(shuffled) == in_order(versions)
    assert sorted(in_order(versions), key=str) == sorted(versions, key=str)


def test_fates() -> None:
    versions = [Version("c1", "a", 1, "", "d1", ""), Version("c2", "b", 1, "", "d2", "")]
    first, second = fates_of("art_1", versions, [Problem("keys", "art_1", "why")])
    assert (first.fate, first.reason) == ("taken", "it was not compared with other articles: why")
    assert (second.fate, second.source, second.digest, second.article_id) == ("revision", "b", "d2", "art_1")
    assert second.reason.startswith("version 2 of the article that first came from a; it was not compared")
