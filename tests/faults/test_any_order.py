"""The same inputs in any order and in any slices give the same desk, byte for byte."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.contract import fake_stages as fake
from tests.contract.desks import export_of, exported, runner
from tests.contract.fake_stages import Arrival
from tests.faults.arrivals import many
from tests.laws import examples

from onrecord.desk.executors import ProcessExecutor
from onrecord.desk.sql import SqlStore
from onrecord.desk.sqlite import SqliteStore
from onrecord.desk.store import StoredLink
from onrecord.model.capture import Refusal
from onrecord.model.identity import make_id
from onrecord.model.ruling import Ruling

lines = st.sampled_from(
    [
        "#a",
        "#b",
        "#c",
        "#a #b",
        "#far #far2",
        "#far",
        "Anna says yes",
        "Bo says no",
        "@address http://one.example/",
        "@address http://two.example/",
        "@published 2031-05-01",
        "@published 2031-05-02",
        fake.REFUSE,
        fake.EXPLODE_READ,
        fake.EXPLODE_ANNOTATE,
        fake.EXPLODE_KEYS,
        fake.EXPLODE_LINK,
        fake.EXPLODE_GROUP,
        fake.EXPLODE_RELATE,
    ]
)
texts = st.lists(lines, min_size=1, max_size=5, unique=True).map("\n".join)


@st.composite
def histories(draw: st.DrawFn) -> list[list[Arrival | Refusal]]:
    """Places with what was found there, one after the other; an edit may be taken back."""
    places: list[list[Arrival | Refusal]] = []
    for number in range(draw(st.integers(1, 7))):
        contents = draw(st.lists(texts, min_size=1, max_size=2, unique=True))
        contents += draw(st.sampled_from([[], contents[:1]]))
        places.append([Arrival(f"{number}.txt", text) for text in contents])
    if draw(st.booleans()):
        places.append([Refusal("gone.txt", "it does not exist")])
    return places


@examples(30)
@given(histories(), st.randoms(use_true_random=False))
def test_any_order_and_slices(places: list[list[Arrival | Refusal]], chance: random.Random) -> None:
    expected = export_of([arrival for place in places for arrival in place])
    # Another order: only the contents of one place stay in theirs, for that is what happened there.
    waiting = [list(place) for place in places]
    store = SqliteStore(None)
    while waiting:
        run: list[Arrival | Refusal] = []
        for _ in range(chance.randint(1, 4)):
            if waiting:
                place = chance.choice(waiting)
                run.append(place.pop(0))
                if not place:
                    waiting.remove(place)
        runner(store).add(run)
        if chance.random() < 0.3:
            runner(store).add({arrival.source: arrival for arrival in run}.values())  # as the places are now
    assert exported(store) == expected
    store.close()


@examples(25)
@given(histories(), st.randoms(use_true_random=False))
def test_what_is_removed_was_never_there(places: list[list[Arrival | Refusal]], chance: random.Random) -> None:
    gone = chance.choice(places)
    store = SqliteStore(None)
    runner(store).add([arrival for place in places for arrival in place])
    removed = runner(store).remove(gone[0].source, "on request")
    assert {fate.source for fate in removed} == {gone[0].source}
    after = exported(store).splitlines()
    store.close()
    left = [line for line in after if b"'fate': 'removed'" not in line]
    assert left == export_of([arrival for place in places if place is not gone for arrival in place]).splitlines()
    assert len(after) - len(left) == len(removed) == len({fate.id for fate in removed})


@pytest.mark.parametrize("reach", [1, 2])
@examples(25)
@given(places=histories(), chance=st.randoms(use_true_random=False))
def test_holders_out_of_reach(reach: int, places: list[list[Arrival | Refusal]], chance: random.Random) -> None:
    """Where a key has more holders than are looked at, who comes between two, or goes, changes what is linked."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SqlStore, "reach", reach)
        arrivals = [arrival for place in places for arrival in place]
        expected = export_of(arrivals)
        store = SqliteStore(None)
        for arrival in sorted(arrivals, key=lambda _: chance.random()):
            runner(store).add([arrival])
        runner(store).add([Arrival("between.txt", "@published 2031-05-01\n#a #b #c #far")])
        runner(store).remove("between.txt", "on request")
        rows = [line for line in exported(store).splitlines() if b"'fate': 'removed'" not in line]
        if len({arrival.source for arrival in arrivals}) == len(arrivals):
            assert rows == expected.splitlines()
            fresh = SqliteStore(None)
            runner(fresh).add(arrivals)
            assert links_in(store) == links_in(fresh)
            fresh.close()
        store.close()


def links_in(store: SqliteStore) -> dict[str, list[StoredLink]]:
    return {article.id: store.links(article.id) for article in store.all_articles()}


@pytest.mark.parametrize("reach", [1, 2, 3])
@pytest.mark.parametrize("seed", range(4))
def test_links_are_those_that_a_new_desk_makes(reach: int, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many holders of few keys, which come and go one by one."""
    monkeypatch.setattr(SqlStore, "reach", reach)
    chance = random.Random(seed)
    arrivals = [
        Arrival(f"{number}.txt", f"@published 2031-05-{chance.randint(1, 9):02}\n" + " ".join(chance.sample(TOPICS, 2)))
        for number in range(24)
    ]
    store = SqliteStore(None)
    for arrival in arrivals:
        runner(store).add([arrival])
    gone = chance.sample(arrivals, 6)
    for arrival in gone:
        runner(store).remove(arrival.source, "on request")
    fresh = SqliteStore(None)
    runner(fresh).add([arrival for arrival in arrivals if arrival not in gone])
    assert links_in(store) == links_in(fresh)
    store.close()
    fresh.close()


TOPICS = ["#a", "#b", "#c", "#far"]


def test_one_more_article_is_the_only_one_that_looks_for_candidates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SqlStore, "reach", 2)
    store = SqliteStore(None)
    runner(store).add([Arrival(f"{day}.txt", f"@published 2031-05-{day:02}\n#a") for day in range(1, 9) if day != 4])
    one_more = runner(store)
    one_more.add([Arrival("4.txt", "@published 2031-05-04\n#a")])
    assert one_more.work["link"] == 1
    store.close()


def test_what_an_editor_merged_is_not_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SqlStore, "reach", 1)
    store = SqliteStore(None)
    runner(store).add([Arrival(f"{day}.txt", f"@published 2031-05-{day:02}\n#far") for day in (1, 3)])
    one, other = sorted(article.id for article in store.all_articles())
    ruling = Ruling(make_id("rul", one, other), "merge", one, other, "Editor", "2031-05-02T12:00:00+00:00", "one")
    runner(store).rule(ruling, [one, other])
    runner(store).add([Arrival("2.txt", "@published 2031-05-02\n#far")])
    assert [link.kind for link in store.links(one) if link.other == other] == ["ruling"]
    assert len(store.links(one)) == len(store.links(other)) == 2
    store.close()


@pytest.mark.parametrize("seed", range(3))
def test_shuffled_and_sliced(seed: int) -> None:
    arrivals = many(30)
    expected = export_of(arrivals)
    chance = random.Random(seed)
    chance.shuffle(arrivals)
    store = SqliteStore(None)
    while arrivals:
        size = chance.randint(1, 12)
        runner(store).add(arrivals[:size])
        del arrivals[:size]
    assert exported(store) == expected
    store.close()


def test_in_processes_too() -> None:
    store = SqliteStore(None)
    runner(store, executor=ProcessExecutor(2)).add(many(30))
    assert exported(store) == export_of(many(30))
    store.close()
