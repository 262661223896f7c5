"""What every store must pass. A store's test file subclasses :class:`StoreContract` and gives it a fixture ``store``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from onrecord.desk.store import REACH, Seen, Store, StoredLink
from onrecord.model.annotations import Annotations
from onrecord.model.article import Article, Segment
from onrecord.model.capture import Capture, Fate, Listing
from onrecord.model.identity import make_id
from onrecord.model.relations import Dating, Neighbourhood, Relations, Story
from onrecord.model.ruling import Ruling
from onrecord.model.sketch import Sketch
from onrecord.model.statement import Actor
from onrecord.model.subscription import Subscription
from onrecord.model.when import UNKNOWN_TIME, When


def capture(source: str = "a.txt", text: str = "The harbour is open.", sequence: int = 1) -> Capture:
    return Capture.of(
        source=source,
        location=f"/in/{source}",
        data=text.encode(),
        media_type="text/plain",
        received_at="2031-05-02T12:00:00+00:00",
        sequence=sequence,
    )


def article(of: Capture, address: str | None = None, title: str = "Harbour") -> Article:
    text = of.data.decode()
    return Article(
        id=Article.make_id(address, of.source),
        capture_id=of.id,
        source=of.source,
        address=address,
        outlet="Herald",
        via=("Mirror site",),
        title=title,
        byline=("Ann Lee",),
        published=UNKNOWN_TIME,
        updated=None,
        language="en",
        text=text,
        segments=(Segment("body", 0, len(text), None, None, "all"),),
    )


def subscription(address: str, **told: Any) -> Subscription:
    return Subscription.of(address, now="2031-05-02T12:00:00+00:00", **told)


def nothing_said(article_id: str, count: int = 0) -> Annotations:
    return Annotations(article_id, (), (), (), (), (), count)


def sketch(article_id: str, *terms: str) -> Sketch:
    size = len(terms)
    return Sketch(article_id, "T", UNKNOWN_TIME, terms, (2,) * size, (0,) * size, (1.0,) * size, ("3.5",), (7, 9))


def neighbourhood(name: str, *article_ids: str) -> Neighbourhood:
    story = Story(make_id("story", *article_ids), "T", article_ids[0], article_ids, None, None, ())
    return Neighbourhood(name, (), (story,))


def relations(thread_id: str, *article_ids: str) -> Relations:
    actor = Actor("act_1", "Ann Lee", "person", ("Ann Lee",), (), None, article_ids, ())
    datings = tuple(Dating(each, UNKNOWN_TIME) for each in article_ids)
    return Relations(thread_id, datings, (), (), (actor,), (), (), (), (), (), ())


def put(store: Store, of: Capture, address: str | None = None, moment: str = "") -> Article:
    """A capture, its reading, numbered alone or last, and empty annotations."""
    read = article(of, address)
    with store.transaction():
        store.put_capture(of)
        store.put_reading(read, moment, of.digest, of.sequence)
        store.number_versions(read.id, [version.capture_id for version in store.versions(read.id)][::-1][:1])
        store.put_annotations(nothing_said(read.id))
    return read


class StoreContract:
    @pytest.fixture
    def store(self) -> Iterator[Store]:
        raise NotImplementedError

    def test_a_capture_comes_back_as_it_was(self, store: Store) -> None:
        one = capture(text="Grüße\0\n\U0001f6a2")
        with store.transaction():
            store.put_capture(one)
        assert store.captures([one.id, "cap_none"]) == [one]
        seen = Seen(one.id, one.source, one.location, 1, one.digest)
        assert store.seen_at(one.location) == store.seen_from(one.source) == store.seen_as([one.id]) == [seen]
        assert store.seen_at("/elsewhere") == []
        assert list(store.all_seen()) == [seen]

    def test_members_of_an_archive_are_found_by_its_name(self, store: Store) -> None:
        names = ["a.zip", "a.zip!/one", "a.zip!/two", "a.jsonl#L3", "a.json#1", "a.zipper", "a.zip0"]
        with store.transaction():
            for name in names:
                store.put_capture(capture(name))
                store.put_fate(Fate.of(name, "d", "taken", ""))
        assert [seen.source for seen in store.seen_from("a.zip")] == ["a.zip", "a.zip!/one", "a.zip!/two"]
        assert [seen.source for seen in store.seen_from("a.jsonl")] == ["a.jsonl#L3"]
        assert [fate.source for fate in store.fates_from("a.json")] == ["a.json#1"]

    def test_a_transaction_is_all_or_nothing(self, store: Store) -> None:
        with pytest.raises(ZeroDivisionError), store.transaction():
            store.put_capture(capture())
            store.enqueue("read", ["x"])
            raise ZeroDivisionError
        assert list(store.all_seen()) == []
        assert store.due_count("read") == 0
        with store.transaction():
            store.enqueue("read", ["x"])
        assert store.due("read", "", 9) == ["x"]

    def test_a_fate_replaces_the_one_of_the_same_input(self, store: Store) -> None:
        first, then = Fate.of("a", "d", "taken", ""), Fate.of("a", "d", "removed", "why", None)
        with store.transaction():
            store.put_fate(first)
            assert store.fate(first.id) == first
            assert store.count_removed() == 0
            store.put_fate(then)
            store.put_fate(Fate.of("b", "f", "expired", "why", None))
            assert store.count_removed() == 2
            store.delete_fate(Fate.of("b", "f", "expired", "why", None).id)
        assert list(store.all_fates()) == store.fates_from("a") == [then]
        assert store.removal("a", "other") == store.removal("other", "d") == then
        assert store.removal("b", "e") is None
        with store.transaction():
            store.delete_fate(then.id)
        assert store.fate(then.id) is None

    def test_the_last_version_is_the_current_one(self, store: Store) -> None:
        old, new = capture(text="Old words"), capture(text="New words", sequence=2)
        read_old, read_new = article(old), article(new)
        with store.transaction():
            for each in (old, new):
                store.put_capture(each)
                store.put_reading(article(each), "", each.digest, each.sequence)
            store.number_versions(read_old.id, [old.id, new.id])
        assert store.articles([read_old.id]) == {read_new.id: read_new}
        assert store.earlier(read_old.id) == (read_old,)
        assert list(store.all_articles()) == [read_new]
        assert list(store.all_earlier()) == [read_old]
        assert [(each.number, each.capture_id) for each in store.all_revisions()] == [(1, old.id), (2, new.id)]
        assert store.matching("new") == [read_new.id]
        assert store.matching("old") == []
        with store.transaction():
            store.number_versions(read_old.id, [new.id, old.id])
        assert store.articles([read_old.id]) == {read_old.id: read_old}
        assert store.matching("new") == []
        with store.transaction():
            store.delete_capture(old.id)
            store.number_versions(read_old.id, [new.id])
        assert store.matching("old") == []
        assert store.captures([old.id]) == []
        assert [version.capture_id for version in store.versions(read_old.id)] == [new.id]

    def test_a_state_changes_with_every_part(self, store: Store) -> None:
        one = capture()
        read = put(store, one)
        states = {store.states([read.id])[read.id]}
        with store.transaction():
            store.put_annotations(nothing_said(read.id, 3))
        states.add(store.states([read.id])[read.id])
        with store.transaction():
            two = capture(text="Later words", sequence=2)
            store.put_capture(two)
            store.put_reading(article(two), "", two.digest, 2)
            store.number_versions(read.id, [two.id, one.id])
        states.add(store.states([read.id])[read.id])
        assert len(states) == 3
        (annotated,) = store.annotated([read.id, "art_none"]).values()
        assert annotated.article == read
        assert annotated.annotations.open_statements == 3
        assert [each.text for each in annotated.earlier] == ["Later words"]

    def test_candidates_share_a_key(self, store: Store) -> None:
        with store.transaction():
            store.put_sketch(sketch("a"), ["x", "y", "x"])
            store.put_sketch(sketch("b"), ["y"])
            store.put_sketch(sketch("c"), ["z"])
            store.put_sketch(sketch("d"), ["x", "y"])
            store.enqueue("link", ["a", "d"])
            store.put_links("b", [StoredLink("a", "topic", 1.0, "")])
        assert store.candidates("a") == ["b", "d"]
        assert store.due_among("link", ["a", "b"]) == {"a"}
        with store.transaction():
            store.put_sketch(sketch("b"), ["z"])
        assert store.candidates("a") == ["d"]
        assert store.links("a") == []

    def test_candidates_are_those_next_to_it(self, store: Store) -> None:
        """By publication, then by identifier; and who comes between two parts them."""
        days = [When(f"2031-05-{day:02}", f"2031-05-{day:02}", "day", "text") for day in range(1, 2 * REACH + 2)]
        ids = [f"z{99 - number}" for number in range(len(days))]
        with store.transaction():
            for one, day in zip(ids, days, strict=True):
                store.put_sketch(replace(sketch(one), published=day), ["x"])
            for one in ids:
                store.put_links(one, [StoredLink(other, "topic", 1.0, "") for other in ids if other != one])
        assert store.candidates(ids[0]) == sorted(ids[1 : REACH + 1])
        assert store.candidates(ids[REACH]) == sorted(set(ids) - {ids[REACH]})
        # Before the fourth one: three are before it, and each is parted from the one that stood as far as may be behind it.
        apart = [(ids[number], ids[number + REACH]) for number in range(3)]
        with store.transaction():
            store.put_links(ids[0], [])
            store.put_sketch(replace(sketch("a"), published=days[3]), ["x"])
        assert store.parted("a") == sorted(apart[1:])  # the first was not linked
        with store.transaction():
            store.put_sketch(replace(sketch("zz"), published=days[-1]), ["x"])  # behind the last one
        assert store.parted("zz") == []
        assert store.due("link", "", 99) == []
        with store.transaction():
            store.delete_sketch("a")
        assert store.due("link", "", 99) == sorted(other for _, other in apart)

    def test_parted_are_those_that_no_other_key_ties(self, store: Store) -> None:
        """Two that share a second key stay candidates, while too few stand between them under it."""
        days = [When(f"2031-05-{day:02}", f"2031-05-{day:02}", "day", "text") for day in range(1, REACH + 3)]
        ids = [f"z{99 - number}" for number in range(len(days))]
        link = [StoredLink(ids[-1], "topic", 1.0, "")]
        with store.transaction():
            for one, day in zip(ids, days, strict=True):
                if one != ids[1]:
                    keys = ["x", "y"] if one in (ids[0], ids[-1]) else ["x"]
                    store.put_sketch(replace(sketch(one), published=day), keys)
            store.put_links(ids[0], link)
            store.put_sketch(replace(sketch(ids[1]), published=days[1]), ["x"])
        assert store.parted(ids[1]) == []
        with store.transaction():
            for one, day in zip(ids[1:REACH], days[1:], strict=False):
                store.put_sketch(replace(sketch(one), published=day), ["x", "y"])
        assert store.candidates(ids[0]) == sorted({*ids[1 : REACH + 1], ids[-1]})
        assert [store.parted(one) for one in ids[1:REACH]] == [[]] * (REACH - 1)
        with store.transaction():
            store.put_sketch(replace(sketch(ids[REACH]), published=days[REACH]), ["x", "y"])
        assert store.candidates(ids[0]) == sorted(ids[1 : REACH + 1])
        assert store.parted(ids[REACH]) == [(ids[0], ids[-1])]

    def test_sketches_are_read_back(self, store: Store) -> None:
        with store.transaction():
            store.put_sketch(sketch("b", "t"), [])
            store.put_sketch(sketch("a", "ä", "#x"), ["k"])
        assert store.sketches(["a", "b", "c"]) == {"a": sketch("a", "ä", "#x"), "b": sketch("b", "t")}
        with store.transaction():
            store.delete_sketch("a")
            store.put_sketch(sketch("b", "k"), ["k"])
        assert store.sketches(["a", "b"]) == {"b": sketch("b", "k")}
        assert store.candidates("b") == []

    def test_links_are_seen_from_both_ends(self, store: Store) -> None:
        with store.transaction():
            store.put_links("a", [StoredLink("b", "topic", 0.5, "why"), StoredLink("c", "topic", 1.0, "")])
            store.put_links("c", [StoredLink("d", "copy", 1.0, "")])
        assert store.links("b") == [StoredLink("a", "topic", 0.5, "why")]
        assert store.neighbours(["a", "c"]) == {"a", "b", "c", "d"} - {"a", "c"}
        with store.transaction():
            store.put_links("a", [])
        assert store.neighbours(["b"]) == set()

    def test_near_links_are_told_from_others(self, store: Store) -> None:
        near, far = StoredLink("b", "copy", 1.0, "", near=True), StoredLink("c", "topic", 0.2, "")
        with store.transaction():
            store.put_links("a", [near, far])
        assert store.links("a") == [near, far]
        assert store.links("b") == [replace(near, other="a")]
        assert store.neighbours(["a"]) == {"b", "c"}
        assert store.neighbours(["a"], near=True) == {"b"}

    def test_a_neighbourhood_takes_the_place_of_those_of_its_members(self, store: Store) -> None:
        one, two, three = (
            neighbourhood("nbh_1", "a", "b"), neighbourhood("nbh_2", "c"), neighbourhood("nbh_3", "b", "c"),
        )  # fmt: skip
        with store.transaction():
            store.replace_neighbourhood(["a", "b"], "f1", one)
            store.replace_neighbourhood(["c"], "f2", two)
            store.replace_thread(["a", "b", "c"], "f", relations("thr_1", "a", "b", "c"))
        assert store.neighbourhoods(["a", "b", "c"]) == [one, two]
        (thread,) = store.all_relations()
        assert sorted(story.id for story in thread.stories) == sorted(each.stories[0].id for each in (one, two))
        with store.transaction():
            store.replace_neighbourhood(["b", "c"], "f3", three)
        assert store.neighbourhoods(["a", "b", "c"]) == [three]
        assert [record.id for record in store.all_records("stories")] == [three.stories[0].id]
        assert store.due("group", "", 9) == ["a"]
        assert store.members("group", ["nbh_3"]) == {"b", "c"}

    def test_what_an_identifier_stood_for_is_remembered(self, store: Store) -> None:
        with store.transaction():
            store.replace_neighbourhood(["a", "b"], "f1", neighbourhood("nbh_1", "a", "b"))
            store.replace_thread(["a", "b"], "f1", relations("thr_1", "a", "b"))
        (old,) = (record.id for record in store.all_records("stories"))
        assert list(store.all_former()) == []
        with store.transaction():
            store.replace_neighbourhood(["0", "a", "b"], "f2", neighbourhood("nbh_0", "0", "a", "b"))
            store.replace_thread(["0", "a", "b"], "f2", relations("thr_0", "0", "a", "b"))
        story, thread = sorted(store.all_former(), key=lambda former: former.id)
        assert (story.id, story.article_ids) == (old, ("a", "b")) and story.since
        assert (thread.id, thread.article_ids) == ("thr_1", ("a", "b"))
        assert store.former(old) == story and store.former("story_none") is None
        with store.transaction():
            store.forget_article("a")
        former = store.former(old)
        assert former is not None and former.article_ids == ("b",), "what was removed is remembered nowhere"
        with store.transaction():
            again = replace(neighbourhood("nbh_1", "b").stories[0], id=old)
            store.replace_neighbourhood(["b"], "f3", Neighbourhood("nbh_1", (), (again,)))
        assert store.former(old) is None, "it stands for something again"

    def test_a_thread_takes_the_place_of_those_of_its_members(self, store: Store) -> None:
        with store.transaction():
            store.replace_thread(["a", "b"], "f1", relations("thr_1", "a", "b"))
            store.replace_thread(["c"], "f2", relations("thr_2", "c"))
        assert list(store.all_relations()) == [relations("thr_1", "a", "b"), relations("thr_2", "c")]
        assert store.members("relate", ["thr_1"]) == {"a", "b"}
        with store.transaction():
            store.replace_thread(["b", "c"], "f3", relations("thr_3", "b", "c"))
        assert list(store.all_relations()) == [relations("thr_3", "b", "c")]
        assert {key: each.fingerprint for key, each in store.memberships("relate", ["a", "b", "c"]).items()} == {
            "b": "f3",
            "c": "f3",
        }
        assert store.due("relate", "", 9) == ["a"]

    def test_an_actor_of_two_threads_has_two_records(self, store: Store) -> None:
        with store.transaction():
            store.replace_thread(["a"], "f1", relations("thr_1", "a"))
            store.replace_thread(["b"], "f2", relations("thr_2", "b"))
        assert [record.component_id for record in store.records("act_1")] == ["thr_1", "thr_2"]
        assert [record.id for record in store.all_records("actors")] == ["act_1", "act_1"]
        assert [record.kind for record in store.records_about("a", "datings")] == ["datings"]
        assert store.records("nobody") == []

    def test_records_of_every_kind_are_found(self, store: Store) -> None:
        read = put(store, capture())
        fate = Fate.of("a", "d", "taken", "")
        ruling = Ruling.of("date", read.id, "2031-05-02", "Ann", "2031", "")
        with store.transaction():
            store.put_fate(fate)
            store.put_ruling(ruling, [read.id])
        assert [store.records(each)[0].kind for each in (read.id, fate.id, ruling.id)] == [
            "articles",
            "fates",
            "rulings",
        ]

    def test_what_is_forgotten_leaves_nothing(self, store: Store) -> None:
        read = put(store, capture())
        with store.transaction():
            store.put_sketch(sketch(read.id), ["k"])
            store.replace_neighbourhood([read.id, "b"], "f", neighbourhood("nbh_1", read.id, "b"))
            store.put_links(read.id, [StoredLink("b", "topic", 1.0, "")])
            store.settle("annotate", read.id, "f", "it failed")
            store.replace_thread([read.id, "b"], "f", relations("thr_1", read.id, "b"))
        with store.transaction():
            store.delete_capture(read.capture_id)
            store.forget_article(read.id)
        assert store.annotated([read.id]) == store.states([read.id]) == {}
        assert store.neighbours(["b"]) == set()
        assert list(store.all_relations()) == list(store.all_problems()) == []
        assert store.fingerprint("annotate", read.id) is None
        assert store.due("relate", "", 9) == ["b"]

    def test_the_queue_is_sorted_and_holds_a_unit_once(self, store: Store) -> None:
        with store.transaction():
            store.enqueue("keys", ["c", "a", "b", "a"])
            store.enqueue("keys", ["a"])
        assert store.due("keys", "", 2) == ["a", "b"]
        assert store.due("keys", "b", 2) == ["c"]
        assert store.due_count("keys") == 3
        with store.transaction():
            store.settle("keys", "b", "f1", "it failed")
        assert store.due_count("keys") == 2
        assert store.fingerprint("keys", "b") == "f1"
        assert [problem.reason for problem in store.problems(["b"])] == ["it failed"]
        with store.transaction():
            store.settle("keys", "b", "f2")
        assert store.fingerprint("keys", "b") == "f2"
        assert store.problems(["b"]) == []

    def test_a_whole_stage_becomes_due(self, store: Store) -> None:
        read = put(store, capture())
        with store.transaction():
            store.enqueue_all("read")
            store.enqueue_all("annotate")
            store.enqueue_all("annotate")
        assert store.due("read", "", 9) == [read.capture_id]
        assert store.due("annotate", "", 9) == [read.id]

    def test_stamps(self, store: Store) -> None:
        with store.transaction():
            store.put_stamp("read", "1")
            store.put_stamp("read", "2")
            store.put_stamp("gone", "1")
            store.put_stamp("gone", None)
        assert store.stamp("read") == "2"
        assert store.stamp("gone") is None

    def test_stamps_are_listed_by_the_beginning_of_their_names(self, store: Store) -> None:
        with store.transaction():
            for name in ("state b", "state a_", "state a%", "States", "other"):
                store.put_stamp(name, "1")
        assert store.stamps("state ") == ["state a%", "state a_", "state b"]
        assert store.stamps("state a") == ["state a%", "state a_"]
        assert store.stamps("nothing") == []

    def test_a_capture_keeps_what_came_with_it(self, store: Store) -> None:
        listing = Listing("https://herald.example/rss", "Herald", "Ferry", ("Ann Lee",), "2031-05-02")
        one = replace(capture(), address="https://herald.example/1", listing=listing, charset="koi8-r", note="as given")
        read = put(store, one)
        assert store.captures([one.id]) == [one]
        assert [version.note for version in store.versions(read.id)] == ["as given"]

    def test_a_subscription_comes_back_as_it_was(self, store: Store) -> None:
        one = subscription("https://herald.example/rss", title="Herald", folders=("North", "Daily"))
        then = replace(one, kind="feed", failures=2, trouble="it failed", moved_from=("https://old.example/",))
        with store.transaction():
            store.put_subscription(one)
            store.put_subscription(then)
        assert store.subscriptions([one.id, "sub_none"]) == list(store.all_subscriptions()) == [then]

    def test_subscriptions_are_found_by_all_addresses_of_a_page(self, store: Store) -> None:
        one = subscription("http://herald.example/a?utm_source=rss")
        moved = replace(subscription("https://old.example/a"), address="https://www.herald.example/a/")
        with store.transaction():
            store.put_subscription(one)
            store.put_subscription(moved)
        for address in ("https://herald.example/a", "http://m.herald.example/a/"):
            assert store.subscriptions_to(address) == sorted([one, moved], key=lambda each: each.id)
            assert Subscription.make_id(address) == one.id
        assert store.subscriptions_to("https://old.example/a") == []

    def test_subscriptions_are_due_by_their_time(self, store: Store) -> None:
        times = ["2031-05-02T13:00:00+00:00", "2031-05-02T11:00:00+00:00", None, "2031-05-02T12:00:00+00:00"]
        made = [replace(subscription(f"https://a.example/{number}"), next_due=due) for number, due in enumerate(times)]
        with store.transaction():
            for each in made:
                store.put_subscription(each)
        assert store.subscriptions_due("2031-05-02T12:00:00+00:00") == [made[1].id, made[3].id]
        assert store.subscriptions_due("2031-05-02T10:00:00+00:00") == []

    def test_a_subscription_goes_with_the_pages_that_it_lists(self, store: Store) -> None:
        feed, other = subscription("https://herald.example/rss"), subscription("https://other.example/rss")
        page = subscription("https://herald.example/1", listing=Listing(feed.source))
        named = replace(subscription("https://herald.example/2", listing=Listing(feed.source)), named=True)
        with store.transaction():
            for each in (feed, other, page, named):
                store.put_subscription(each)
            store.delete_subscriptions("http://www.herald.example/rss/")
        assert {each.source for each in store.all_subscriptions()} == {page.source, named.source, other.source}
        with store.transaction():
            store.delete_subscriptions(feed.source)
        assert {each.source for each in store.all_subscriptions()} == {named.source, other.source}

    def test_articles_are_counted_where_they_came_from(self, store: Store) -> None:
        feed = "https://herald.example/rss"
        listed = replace(
            capture("https://herald.example/1"), location="https://herald.example/1", listing=Listing(feed)
        )
        page = replace(capture("https://herald.example/2"), location="https://herald.example/2")
        file = capture("a.txt")
        read = [put(store, each) for each in (listed, page, file)]
        assert list(store.all_visited()) == [(page.source, read[1].id), (feed, read[0].id)]

    def test_rulings_are_found_by_the_articles_they_are_about(self, store: Store) -> None:
        late = Ruling.of("merge", "a", "b", "Ann", "2031-05-03", "one story")
        early = Ruling.of("speaker", "st_1", "Bo", "Ann", "2031-05-01", "")
        claim = Ruling.of("mute", "cl_1", "", "Ann", "2031-05-02", "")
        with store.transaction():
            store.put_ruling(late, ["a", "b"])
            store.put_ruling(early, ["a"])
            store.put_ruling(claim, ["a", "c"])
        assert store.rulings_on(["a", "b"]) == [early, claim, late]
        assert store.rulings_on(["b"]) == [late]
        assert list(store.all_rulings()) == sorted([late, early, claim], key=lambda ruling: ruling.id)
        assert store.anchors(late.id) == ("a", "b")
        with store.transaction():
            store.delete_rulings_on("a")
        assert list(store.all_rulings()) == [claim]
        assert store.rulings_on(["a"]) == []

    def test_a_ruling_on_several_articles_outlives_one_of_them(self, store: Store) -> None:
        move = Ruling.of("move", "a", "b c not d", "Ann", "2031-05-03", "")
        with store.transaction():
            store.put_ruling(move, ["a", "b", "c", "d"])
            store.delete_rulings_on("b")
        (left,) = store.all_rulings()
        assert (left.id, left.value, store.anchors(left.id)) == (move.id, "c not d", ("a", "c", "d"))
        with store.transaction():
            store.delete_rulings_on("a")
        assert list(store.all_rulings()) == []

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("harbour", True),
            ("HARBOUR open", True),
            ('"is open"', True),
            ('"open is"', False),
            ("closed", False),
            ("closed OR open", True),
            ("harb*", True),
            ("don't", False),
            ("harbour's", False),
            ('"harbour', True),
            ("is-open", True),
            ("AND", False),
            ("'", False),
            ("nothing:open", False),
            ("\0", False),
        ],
    )
    def test_a_search_never_fails(self, store: Store, query: str, found: bool) -> None:
        read = put(store, capture())
        assert store.matching(query) == [read.id] * found
        assert [hit.article_id for hit in store.search(query, [read.id])] == [read.id] * found

    def test_a_hit_points_at_the_text(self, store: Store) -> None:
        text = "Before. " * 40 + "The Façade of the harbour fell. " + "After. " * 40 + "Facade!"
        read = put(store, capture(text=text))
        (hit,) = store.search("facade", store.matching("facade"))
        assert [text[start:end] for start, end in hit.matches] == ["Façade", "Facade"]
        assert hit.snippet == text[hit.start : hit.end]
        assert "Façade" in hit.snippet
        assert len(hit.snippet) < 250
        assert (hit.title, hit.outlet, hit.article_id) == ("Harbour", "Herald", read.id)
        assert store.search("facade", []) == []
        (opened,) = store.search("", store.matching(""))
        assert (opened.article_id, opened.start, opened.matches) == (hit.article_id, 0, ())
        (fact,) = store.facts([hit.article_id, "art_none"])
        assert (fact.article_id, fact.outlet, fact.said) == (hit.article_id, hit.outlet, ())
        first, last = store.received([hit.article_id])[hit.article_id]
        assert first <= last

    def test_a_hit_in_the_title_alone_opens_the_text(self, store: Store) -> None:
        put(store, capture(text="Nothing of that word."))
        (hit,) = store.search("title: harbour", store.matching("title: harbour"))
        assert hit.matches == ()
        assert hit.snippet == "Nothing of that word."

    def test_marks_in_a_text_are_no_matches(self, store: Store) -> None:
        put(store, capture(text="a \x02sly\x03 text"))
        (hit,) = store.search("text", store.matching("text"))
        assert hit.matches == ()

    def test_many_identifiers_at_once(self, store: Store) -> None:
        many = [f"art_{number:04}" for number in range(1500)]
        with store.transaction():
            store.put_links("art_0700", [StoredLink(many[-1], "topic", 1.0, "")])
        assert store.neighbours(many) == {"art_0700", many[-1]}
        assert store.memberships("group", many) == store.memberships("relate", many) == store.articles(many) == {}
