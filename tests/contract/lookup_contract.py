"""What every store must answer to pages. Beside :class:`StoreContract` in a store's test file."""

from __future__ import annotations

from dataclasses import replace

from tests.contract.store_contract import capture, put

from onrecord.desk import facts as facts_of
from onrecord.desk.store import Narrowing, Store
from onrecord.model.article import Article
from onrecord.model.capture import Fate
from onrecord.model.identity import digest, make_id
from onrecord.model.passage import Evidence
from onrecord.model.picture import Event, Point, Series, Turn
from onrecord.model.relations import (
    Claim,
    CopyGroup,
    CopyMember,
    Dating,
    Difference,
    Neighbourhood,
    Position,
    Relations,
    Side,
    Story,
)
from onrecord.model.ruling import Ruling
from onrecord.model.statement import Actor, Speaker, Statement
from onrecord.model.when import UNKNOWN_TIME, When


def on(day: str, known_from: str = "text") -> When:
    return When(day, day, "day", known_from) if day else UNKNOWN_TIME


def words(of: Article) -> Evidence:
    return Evidence(of.id, 0, 3, digest(of.text[:3]))


def statement(of: Article, actor_id: str | None, day: str) -> Statement:
    speaker = Speaker("Ann", 0, 3, "Ann" if actor_id else None, False, actor_id)
    told = (None, (), "says", False, on(day), (), None, False, None, "body", 1.0, "", (words(of),))
    return Statement(make_id("st", of.id, str(actor_id)), of.id, speaker, *told)


def claim(name: str, *given: Article, state: str = "single_source") -> Claim:
    positions = tuple(
        Position("supports", None, None, "act_1", "Ann", False, each.id, on("2031-05-02"), words(each))
        for each in given
    )
    origins = tuple(each.id for each in given)
    return Claim(name, "story_1", "the harbour", words(given[0]), positions, origins, state, None, "")  # type: ignore[arg-type]


def event(name: str, of: Article, day: str, status: str = "announced", forecaster: str | None = None) -> Event:
    turns = (Turn("announced", on(day), words(of)),)
    told = ("CONSULT", "meets", status, ("act_1",), None, on(day), forecaster, turns, (words(of),))
    return Event(name, None, *told)  # type: ignore[arg-type]


def series(name: str, *values: tuple[Article, float, str]) -> Series:
    points = tuple(
        Point(f"fig_{place}", of.id, "Ann", "act_1", value, value, "exact", "level", on(day), words(of))
        for place, (of, value, day) in enumerate(values)
    )
    return Series(name, "thr_1", "soldier", "soldiers", points)


def thread(name: str, articles: dict[str, Article], days: dict[str, str], **records: tuple[object, ...]) -> Relations:
    actor = Actor("act_1", "Ann", "person", ("Ann",), (), None, tuple(each.id for each in articles.values()), ())
    told = {"copies": (), "stories": (), "statements": (), "figures": (), "series": (), "events": (), "claims": ()}
    datings = tuple(Dating(articles[each].id, on(days.get(each, ""))) for each in sorted(articles))
    return (
        Relations(name, datings=datings, actors=(actor,), differences=(), **told)
        if not records
        else replace(  # type: ignore[arg-type]
            Relations(name, datings=datings, actors=(actor,), differences=(), **told),  # type: ignore[arg-type]
            **records,  # type: ignore[arg-type]
        )
    )


def texts(store: Store, names: str) -> dict[str, Article]:
    return {name: put(store, capture(name, f"The harbour of {name} is open.")) for name in names.split()}


class LookUpContract:
    def test_records_are_found_by_what_they_rest_on(self, store: Store) -> None:
        of = texts(store, "a b c")
        said = (statement(of["a"], "act_1", "2031-05-01"), statement(of["b"], None, ""))
        both = claim("cl_1", of["a"], of["b"])
        other = claim("cl_2", of["c"])
        sides = tuple(Side("3", "Ann", each.id, each.passage) for each in (both, other))
        difference = Difference("diff_1", "number", "ships", sides, "")
        made = thread("thr_1", of, {}, statements=said, claims=(both, other), differences=(difference,))
        with store.transaction():
            store.replace_thread([each.id for each in of.values()], "f", made)

        def found(name: str, *kinds: str) -> list[str]:
            return [each.id for each in store.resting_on([of[name].id], kinds)]

        assert found("b", "statements", "claims", "differences") == ["cl_1", said[1].id]
        assert found("a", "differences", "claims") == ["cl_1", "diff_1"]
        assert found("c", "claims", "datings") == ["cl_2", of["c"].id]
        assert found("a", "series") == []
        assert [each.id for each in store.resting_on([each.id for each in of.values()], ("claims",))] == [
            "cl_1",
            "cl_2",
        ]
        assert [each.id for each in store.naming("cl_2", "differences", 9)] == ["diff_1"]
        assert [each.id for each in store.naming("act_1", "claims", 1)] == ["cl_1"]
        assert [each.id for each in store.naming("act_1", "statements", 9)] == [said[0].id]
        assert [each.id for each in store.records_called("claims", ["cl_2", "cl_none", "cl_1"])] == ["cl_1", "cl_2"]
        with store.transaction():
            store.replace_thread([of["a"].id], "f2", thread("thr_1", {"a": of["a"]}, {}))
        assert found("a", "claims", "differences", "statements") == []

    def test_articles_are_chosen_by_facts_and_names(self, store: Store) -> None:
        of = texts(store, "a b c")
        ids = {name: article.id for name, article in of.items()}
        unnamed = replace(statement(of["b"], None, ""), speaker=Speaker("A Pilot", 0, 3, None, True, None))
        opened = replace(statement(of["c"], None, ""), speaker=Speaker("she", 0, 3, None, False, None))
        said = (statement(of["a"], "act_1", ""), unnamed, opened)
        held = replace(event("ev_1", of["c"], "2031-05-02"), place="the Old Harbour")
        days = {"a": "2031-05-01", "b": "2031-05-02", "c": "2031-05-03"}
        actor = Actor("act_1", "Ann Holm", "person", ("Ann Holm", "Minister Ann"), (), None, tuple(ids.values()), ())
        made = replace(thread("thr_1", of, days, statements=said, events=(held,)), actors=(actor,))
        with store.transaction():
            store.replace_thread(list(ids.values()), "f", made)
        facts = store.facts([ids["b"], ids["a"], "art_none", ids["c"]])
        assert [fact.article_id for fact in facts] == [ids["b"], ids["a"], ids["c"]]
        assert [[each.id for each in fact.said] for fact in facts] == [[unnamed.id], [said[0].id], [opened.id]]
        assert [each.name for fact in facts for each in fact.said] == [None, "Ann Holm", None]
        assert facts[2].places == (("ev_1", "the Old Harbour"),)
        assert (facts[0].first_day, facts[0].last_day, facts[0].outlet) == ("2031-05-02", "2031-05-02", "Herald")
        asked = ("holm", "Ann", "ann holm", "holm ann", "minister", "act_1", "pilot", "she", "", "xy")
        called = {name: facts_of.called(name, facts_of.roll_of(store.names_like(name))) for name in asked}
        actors = {name for name, those in called.items() if "act_1" in those}
        assert actors == {"holm", "Ann", "ann holm", "act_1"}
        (pilot,) = called["pilot"] - {"pilot"}
        assert pilot in facts[0].said[0].speakers
        assert called["she"] <= {"she"}
        assert [store.more_than(number) for number in (0, 2, 3)] == [True, True, False]
        assert {each.called for each in store.names_of(["act_1"])} == {"ann holm", "ann"}

        def best(words: str, **narrowing: object) -> list[str]:
            given = Narrowing(**narrowing)  # type: ignore[arg-type]
            return [next(name for name, one in ids.items() if one == found) for found in store.best(words, 9, given)]

        for words in ("", "harbour"):
            assert best(words, speakers=("act_1",)) == ["a"]
            assert sorted(best(words, speakers=("act_1", pilot))) == ["a", "b"]
            assert best(words, speakers=()) == []
            assert best(words, places=("old harbour",)) == ["c"]
            assert best(words, places=("old harbour",), before="2031-05-03") == []
            assert sorted(best(words, after="2031-05-02")) == ["b", "c"]
        assert best("", outlets=("Herald",)) == ["c", "b", "a"]
        assert store.best("harbour", 2, newest=True) == [ids["c"], ids["b"]]
        with store.transaction():
            store.replace_thread([ids["a"]], "f2", thread("thr_1", {"a": of["a"]}, {}))
        assert best("", speakers=("act_1",)) == []
        assert store.names_like("pilot") == []

    def test_articles_are_listed_without_their_texts(self, store: Store) -> None:
        of = texts(store, "a b")
        one, two = of["a"].id, of["b"].id
        listed = store.listed([one, "art_none"])[one]
        assert (listed.outlet, listed.writer, listed.story_id, listed.copied, listed.first_day) == (
            "Herald",
            "Herald",
            None,
            False,
            "",
        )
        copies = (CopyGroup("copy_1", one, (CopyMember(two, "near", 0.9, ()),), ""),)
        story = Story("story_1", "T", one, (one, two), None, None, ("", ""))
        with store.transaction():
            store.replace_neighbourhood([one, two], "f", Neighbourhood("nbh_1", copies, (story,)))
            store.replace_thread(
                [one, two], "f", thread("thr_1", of, {"a": "2031-05-02"}, statements=(statement(of["a"], None, ""),))
            )
        told = store.listed([one, two])
        assert [told[each].story_id for each in (one, two)] == ["story_1", "story_1"]
        assert [told[each].copied for each in (one, two)] == [False, True]
        assert (told[one].first_day, told[one].statements, told[one].open_statements) == ("2031-05-02", 1, 1)
        assert store.newest_day() == "2031-05-02"
        tally = store.tally()
        assert (tally.articles, tally.copied, tally.undated, tally.left_open) == (2, 1, (1, two), (1, one))
        assert store.outlets("", 9) == [("Herald", 2, 1)]
        with store.transaction():
            store.delete_capture(of["b"].capture_id)
            store.forget_article(two)
        assert store.listed([two]) == {}
        assert store.tally().articles == 1

    def test_what_an_inferred_interval_proves_is_its_beginning(self, store: Store) -> None:
        of = texts(store, "a")
        dating = Dating(of["a"].id, When("2031-05-01", "2031-05-09", "interval", "inferred"))
        with store.transaction():
            store.replace_thread([of["a"].id], "f", replace(thread("thr_1", of, {}), datings=(dating,)))
        assert store.newest_day() == "2031-05-01"

    def test_an_overview_is_in_order_and_no_longer_than_asked(self, store: Store) -> None:
        of = texts(store, "a b")
        events = tuple(
            event(f"ev_{day}{status}", of["a"], f"2031-05-{day}" if day else "", status)
            for day, status in (("09", "announced"), ("03", "held"), ("12", "cancelled"), ("", "announced"))
        )
        forecast = event("ev_f", of["a"], "2031-05-07", forecaster="Ann")
        happened = replace(event("ev_h", of["a"], "2031-05-01", "happened"), turns=())
        moving = series("ser_1", (of["a"], 3, "2031-05-01"), (of["b"], 5, "2031-05-02"), (of["b"], 5, "2031-05-08"))
        still = series("ser_2", (of["a"], 3, "2031-05-01"), (of["b"], 3, "2031-05-02"))
        made = thread("thr_1", of, {}, events=(*events, forecast, happened), series=(moving, still))
        lonely = texts(store, "c")
        alone = thread("thr_2", lonely, {}, events=(event("ev_alone", lonely["c"], "2031-05-08"),))
        with store.transaction():
            store.replace_thread([each.id for each in of.values()], "f", made)
            store.replace_thread([lonely["c"].id], "f", alone)

        def ids(*told: object, **days: object) -> list[str]:
            return [each.id for each in store.overview("events", *told, **days)]  # type: ignore[arg-type]

        assert ids("next", 9, ending_after="2031-05-04") == [
            "ev_09announced",
            "ev_12cancelled",
            "ev_announced",
            "ev_f",
            "ev_alone",
        ]
        assert ids("next", 1, ending_after="2031-05-04") == ["ev_09announced"]
        assert ids("last_begun", 9, states=("held", "cancelled")) == ["ev_12cancelled", "ev_03held"]
        assert ids("last_begun", 9, begun_since="2031-05-08", begun_before="2031-05-10") == [
            "ev_09announced",
            "ev_alone",
        ]
        (summary,) = store.overview("series", "latest", 9)
        assert (summary.id, summary.first_day, summary.last_day, summary.weight) == (
            "ser_1",
            "2031-05-01",
            "2031-05-02",
            2,
        )
        with store.transaction():
            store.put_ruling(Ruling.of("mute", "ev_09announced", "", "Ann", "2031", ""), [of["a"].id])
        assert ids("next", 1, ending_after="2031-05-04") == ["ev_12cancelled"]

    def test_stories_lead_by_those_who_write_of_late(self, store: Store) -> None:
        days = {"a": "2031-05-01", "b": "2031-05-01", "c": "2031-05-02", "d": "2031-05-02"}
        of = texts(store, "a b c d")
        with store.transaction():
            for name, members in (("old", "a b"), ("new", "c"), ("lone", "d")):
                own = tuple(of[each].id for each in members.split())
                last = days[members[-1]]
                story = Story(f"story_{name}", "T", own[0], own, last, last, ("",) * len(own))
                store.replace_neighbourhood(own, "f", Neighbourhood(f"nbh_{name}", (), (story,)))
            crisis = {each: of[each] for each in "abc"}
            store.replace_thread([of[each].id for each in "abc"], "f", thread("thr_1", crisis, days))
            store.replace_thread([of["d"].id], "f", thread("thr_2", {"d": of["d"]}, days))
        found = [(each.story_id, each.tied, each.new) for each in store.leading("2031-05-02", 9)]
        assert found == [("story_new", True, 1), ("story_old", True, 0), ("story_lone", False, 1)]
        assert [each.story_id for each in store.leading("2031-05-02", 1)] == ["story_new"]
        assert [each.story_id for each in store.leading("", 9)] == ["story_new", "story_old", "story_lone"]

    def test_versions_of_late_and_refusals(self, store: Store) -> None:
        put(store, capture(), moment="2031-05-01T10:00")
        second = put(store, capture(text="The harbour is shut.", sequence=2), moment="2031-05-02T10:00")
        with store.transaction():
            store.number_versions(second.id, [capture().id, second.capture_id])
            store.put_fate(Fate.of("b", "", "refused", "it is empty"))
        assert store.revised_since("2031-05-02", 9) == [second.id]
        assert store.revised_since("2031-05-03", 9) == []
        assert [each.number for each in store.revisions([second.id])] == [1, 2]
        assert [each.source for each in store.refused(9)] == ["b"]
        assert store.tally().refused == 1

    def test_a_fingerprint_tells_that_a_thread_changed(self, store: Store) -> None:
        of = texts(store, "a")
        with store.transaction():
            store.replace_thread([of["a"].id], "f1", thread("thr_1", of, {}))
        assert store.made_from(["thr_1", "thr_none"]) == {"thr_1": "f1"}
