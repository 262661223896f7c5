"""What every store must keep of arrivals and follows. Run by the tests of each store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from tests.contract.desks import runner
from tests.contract.fake_stages import Arrival
from tests.contract.store_contract import capture, put

from onrecord.desk.store import Store
from onrecord.model.follow import Anchor, Follow


def ids(store: Store) -> dict[str, str]:
    """The articles by their sources."""
    return {article.source: article.id for article in store.all_articles()}


class FollowingContract:
    @pytest.fixture
    def store(self) -> Iterator[Store]:
        raise NotImplementedError

    def test_a_follow_comes_back_as_it_was_and_goes_with_its_anchors(self, store: Store) -> None:
        first = Follow.of("Ada", "story", "story_1", "", 7, "2031-05-02T12:00:00+00:00")
        second = Follow.of("Ada", "place", "gn:1", "Odense", 3, "2031-05-01T12:00:00+00:00")
        other = Follow.of("Bo", "story", "story_1", "", 1, "2031-05-02T12:00:00+00:00")
        with store.transaction():
            for each in (first, second, other):
                store.put_follow(each, [Anchor("art_2", "art_2"), Anchor("art_1", "art_1")])
        assert store.follows_of("Ada") == [second, first]
        assert store.follow(other.id) == other
        assert store.follow_anchors(first.id) == [Anchor("art_1", "art_1"), Anchor("art_2", "art_2")]
        with store.transaction():
            store.put_follow(replace(first, seen=9), [Anchor("at:odense")])
            store.delete_follow(other.id)
        assert store.follow(first.id) == replace(first, seen=9)
        assert store.follow_anchors(first.id) == [Anchor("at:odense")]
        assert (store.follows_of("Bo"), store.follow(other.id), store.follow_anchors(other.id)) == ([], None, [])

    def test_numbers_are_given_once_and_never_again(self, store: Store) -> None:
        own = runner(store)
        assert store.position() == 0
        own.add([Arrival("a", "A\n#x"), Arrival("b", "B\n#x")])
        assert store.position() == 2
        with store.transaction():
            for stage in ("read", "annotate", "keys", "link", "group", "relate"):
                store.enqueue_all(stage)
        own.process()
        assert store.position() == 2
        own.remove("b", "asked")
        own.add([Arrival("c", "C\n#x")])
        assert store.position() == 3, "the number of what was removed is not given again"
        assert store.arrived(2, 9) == [ids(store)["c"]]
        assert store.arrived(0, 1) == [ids(store)["c"]]

    def test_what_is_removed_takes_its_number_and_anchors_along(self, store: Store) -> None:
        own = runner(store)
        own.add([Arrival("a", "A\n#x"), Arrival("b", "B\n#x")])
        gone = ids(store)["b"]
        follow = Follow.of("Ada", "story", "story_1", "", 0, "")
        with store.transaction():
            store.put_follow(follow, [Anchor(one, one) for one in ids(store).values()])
        own.remove("b", "asked")
        assert gone not in store.arrived(0, 9)
        assert store.follow_anchors(follow.id) == [Anchor(ids(store)["a"], ids(store)["a"])]
        assert store.anchored_stories(follow.id) == [next(store.all_records("stories")).id]

    def test_a_report_is_new_once_and_revised_when_it_says_other_words(self, store: Store) -> None:
        own = runner(store)
        own.add([Arrival("a", "A\n#x\nrain")])
        name = ids(store)["a"]
        (story,) = store.all_records("stories")
        assert [(each.id, each.revised) for each in store.fresh_reports([story.id], 0)] == [(name, False)]
        assert store.fresh_reports([story.id], 1) == []
        own.add([Arrival("a", "A\n#x\nsnow")])
        assert [(each.number, each.revised) for each in store.fresh_reports([story.id], 1)] == [(2, True)]
        assert [(each.number, each.revised) for each in store.fresh_among([name], 0)] == [(1, False)]
        own.add([Arrival("a", "A\n#x\n  rain")])
        assert store.position() == 3
        assert store.fresh_reports([story.id], 1) == [], "it says again what it said at first"

    def test_a_version_that_is_taken_out_leaves_its_number(self, store: Store) -> None:
        own = runner(store)
        page = "@address http://herald.example/1\n#x\n"
        own.add([Arrival("a", f"{page}rain")])
        own.add([Arrival("b", f"{page}snow")])
        own.remove("a", "asked")
        (name,) = ids(store).values()
        assert [each.revised for each in store.fresh_among([name], 1)] == [True]
        assert store.fresh_among([name], 2) == []

    def test_matching_among_is_matching(self, store: Store) -> None:
        names = [
            put(store, capture(f"{n}.txt", f"The harbour {word}.")).id
            for n, word in enumerate(("rain", "snow", "rain"))
        ]
        for words in ("harbour", "rain", "har* NOT snow", "rain's", '"the harbour"', "nothing"):
            assert set(store.matching_among(words, names)) == set(store.matching(words)) & set(names)
            assert store.matching_among(words, names[:1]) == [one for one in names[:1] if one in store.matching(words)]
        assert store.matching_among("", [*names, "art_none"]) == names
        assert store.matching_among("rain", []) == []
