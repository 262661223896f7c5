"""What is new since a person last looked is what one finds by comparing what was shown with what there is, whatever happened between."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sqlalchemy import event
from tests.contract.desks import NOON
from tests.contract.fake_stages import Arrival, fake_stages
from tests.contract.store_contract import article as article_of
from tests.contract.store_contract import capture, put, relations
from tests.faults.test_query_plans import plans
from tests.unit.desk.test_rulings_on_stories import Newsroom

from onrecord.desk import Desk, following, open_desk, schema
from onrecord.desk.accounts import Accounts
from onrecord.desk.backup import restore
from onrecord.desk.executors import InlineExecutor
from onrecord.desk.following import news_of
from onrecord.desk.reading.following import unread, words_of
from onrecord.desk.runner import Runner
from onrecord.desk.sql import SqlStore
from onrecord.desk.sqlite import SqliteStore
from onrecord.desk.stages import Stages
from onrecord.desk.store import Store
from onrecord.model.errors import NotFound, UsageError
from onrecord.model.follow import Follow
from onrecord.model.identity import make_id
from onrecord.model.relations import Relations
from onrecord.model.ruling import Ruling

NAMES = ("a", "b", "c", "d", "e")
ANN = make_id("act", "Ann")


def nowhere(name: str, key: str | None) -> None:
    """No place is known."""


def begin(store: Store, kind: str, target: str, by: str = "Ada") -> Follow:
    return following.begin(store, by, kind, target, "", nowhere, "2031-05-02", None)


def named(*told: Any) -> Relations:
    """As the fake stage relates, with the identifiers of those who speak."""
    relations = fake_stages().relate.relate(*told)
    said = (
        replace(each, speaker=replace(each.speaker, actor_id=make_id("act", each.speaker.name)))
        for each in relations.statements
    )
    return replace(relations, statements=tuple(said))


def stages(version: int = 1) -> Stages:
    made = fake_stages(relate_version=str(version))
    return replace(made, relate=replace(made.relate, relate=named))


class Reader:
    """A reader by sets alone: what the desk had shown of each report when it was looked at. There are no numbers here."""

    def __init__(self, follow: Follow, shown: dict[str, set[str]]) -> None:
        self.follow = follow
        self.known = shown
        self.looked: tuple[int, dict[str, set[str]]] | None = None

    def mark(self) -> None:
        assert self.looked is not None
        for one, texts in self.looked[1].items():
            self.known.setdefault(one, set()).update(texts)

    def forget(self, article_id: str) -> None:
        self.known.pop(article_id, None)
        if self.looked:
            self.looked[1].pop(article_id, None)


class Followed(RuleBasedStateMachine):
    """A desk to which reports come, are revised, removed and read again, and two people who look now and then."""

    def __init__(self) -> None:
        super().__init__()
        self.store = SqliteStore(None)
        self.version = 1
        self.shown: dict[str, set[str]] = {}  # of each report on the desk all that it ever said
        self.readers: dict[tuple[str, str], Reader] = {}
        self._run(Arrival("zero", "Zero\nAnn says nothing\n#one"))
        (story,) = self.store.all_records("stories")
        for by in ("Ada", "Bo"):
            for kind, target in (("actor", ANN), ("story", story.id), ("search", "rain")):
                follow = begin(self.store, kind, target, by)
                self.readers[by, kind] = Reader(follow, self._copy())

    def teardown(self) -> None:
        self.store.close()

    def _copy(self) -> dict[str, set[str]]:
        return {one: set(texts) for one, texts in self.shown.items()}

    def _run(self, *arrivals: Arrival) -> None:
        Runner(self.store, stages(self.version), InlineExecutor(), lambda: NOON).add(arrivals, again=True)
        for article in self.store.all_articles():
            self.shown.setdefault(article.id, set()).add(article.text)

    @rule(
        name=st.sampled_from(NAMES),
        topics=st.sampled_from(("#one", "#two", "#one #two", "#far", "")),
        said=st.lists(st.sampled_from(("rain", "snow", "hail")), max_size=2, unique=True),
        day=st.sampled_from(("", "2031-04-01", "2031-05-03")),
    )
    def add(self, name: str, topics: str, said: list[str], day: str) -> None:
        lines = [f"Report {name}", *(f"Ann says {word}" for word in said), topics, f"@published {day}" if day else ""]
        self._run(Arrival(name, "\n".join(filter(None, lines))))

    @rule(name=st.sampled_from(NAMES))
    def remove(self, name: str) -> None:
        try:
            Runner(self.store, stages(self.version), InlineExecutor(), lambda: NOON).remove(name, "asked")
        except NotFound:
            return
        gone = self.shown.keys() - {article.id for article in self.store.all_articles()}
        for one in gone:
            del self.shown[one]
            for reader in self.readers.values():
                reader.forget(one)

    @rule()
    def read_again(self) -> None:
        self.version += 1
        self._run()

    @rule(by=st.sampled_from(("Ada", "Bo")), kind=st.sampled_from(("actor", "story", "search")))
    def look(self, by: str, kind: str) -> None:
        reader = self.readers[by, kind]
        reader.looked = news_of(self.store, following.own(self.store, by, reader.follow.id)).upto, self._copy()

    @precondition(lambda self: any(reader.looked for reader in self.readers.values()))
    @rule(data=st.data())
    def mark(self, data: st.DataObject) -> None:
        """What was looked at, perhaps a while ago, is marked as seen."""
        choices = sorted(key for key, reader in self.readers.items() if reader.looked)
        by, kind = data.draw(st.sampled_from(choices))
        reader = self.readers[by, kind]
        assert reader.looked is not None
        following.mark(self.store, by, reader.looked[0], reader.follow.id)
        reader.mark()

    def expected(self, reader: Reader) -> set[tuple[str, str]]:
        """What is new by what was shown: reports of which it was not shown what they say, or statements of which that holds."""
        articles = {article.id: article for article in self.store.all_articles()}
        kind = reader.follow.kind
        if kind == "actor":
            said = [
                (each.article_id, each.evidence[0].start, each.evidence[0].end)
                for relations in self.store.all_relations()
                for each in relations.statements
                if each.speaker.actor_id == ANN
            ]
            lines = {(one, articles[one].text[start:end]) for one, start, end in said}
            return {
                (one, words) for one, words in lines if not any(words in text for text in reader.known.get(one, ()))
            }
        if kind == "search":
            members = {one for one, article in articles.items() if "rain" in article.text}
        else:
            anchors = {anchor.name for anchor in self.store.follow_anchors(reader.follow.id)}
            stories = [story for relations in self.store.all_relations() for story in relations.stories]
            members = {one for story in stories if anchors & set(story.article_ids) for one in story.article_ids}
        return {(one, articles[one].text) for one in members if articles[one].text not in reader.known.get(one, ())}

    @invariant()
    def what_is_new_is_what_was_not_shown(self) -> None:
        articles = {article.id: article.text for article in self.store.all_articles()}
        for (by, kind), reader in self.readers.items():
            news = news_of(self.store, following.own(self.store, by, reader.follow.id))
            if kind == "actor":
                said = {
                    each.id: articles[each.article_id][each.evidence[0].start : each.evidence[0].end]
                    for relations in self.store.all_relations()
                    for each in relations.statements
                }
                found = {(each.article_id, said[each.id]) for each in news.fresh}
            else:
                found = {(each.id, articles[each.id]) for each in news.fresh}
            if kind != "story" or self.store.follow_anchors(reader.follow.id):
                assert found == self.expected(reader), (by, kind)
            assert len(found) == len(news.fresh)
            assert [each.number for each in news.fresh] == sorted((each.number for each in news.fresh), reverse=True)

    @invariant()
    def the_tables_follow_from_the_others(self) -> None:
        assert self.store.outdated() == []


TestFollowed = Followed.TestCase
TestFollowed.settings = settings(max_examples=25, stateful_step_count=12, deadline=None)


# Identifiers that are no more


def words(desk: Desk, by: str = "Ada") -> list[str]:
    return [item.words for item in desk.following(by=by).items]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with open_desk(settings={"workers": 1}, clock=lambda: NOON) as desk:
        yield Newsroom(tmp_path, desk)


def test_a_story_is_followed_through_an_earlier_report_and_a_merge(room: Newsroom) -> None:
    room.add("c", "d")
    old = room.story("c")
    room.desk.follow("story", old, by="Ada")
    room.add("a")  # an earlier one: the story has another identifier now
    (item,) = room.desk.following(by="Ada").items
    assert room.story("c") != old
    assert (item.words, item.page) == ("1 new report", f"/stories/{room.story('a')}")
    room.desk.seen(item.upto, by="Ada")
    room.rule("merge", room.story("a"), room.story("d"))
    assert words(room.desk) == ["nothing new"], "what the merge brings along was on the desk before"
    room.add("e")
    assert room.story("e") == room.story("a")
    assert words(room.desk) == ["1 new report"]
    assert room.desk.unfollow(old, by="Ada", kind="story").person == "Ada"


def test_of_a_story_that_is_split_both_parts_are_followed(room: Newsroom) -> None:
    room.add("a", "b", "d")
    room.rule("merge", room.story("a"), room.story("d"))
    room.desk.follow("story", room.story("a"), by="Ada")
    room.rule("split", room.story("a"), room.article("d"))
    (item,) = room.desk.following(by="Ada").items
    assert {one for one, _ in item.parts} == {room.story("a"), room.story("d")}
    room.add("c", "e")
    assert words(room.desk) == ["2 new reports"]


def test_an_actor_is_followed_under_another_identifier() -> None:
    """A ruling makes another of the speaker: then the identifier stands for nobody, and the statements for the other."""
    store = SqliteStore(None)
    own = Runner(store, stages(), InlineExecutor(), lambda: NOON)
    own.add([Arrival("a", "A\n#x\nAnn says rain")])
    follow = begin(store, "actor", "Ann")
    (said,) = store.all_records("statements")
    ruling = Ruling.of("speaker", said.id, "Bea", by="Editor", at=NOON.isoformat(), why="")
    own.rule(ruling, [follow_article(store)])
    assert following.names_of(store, follow) == (make_id("act", "Bea"),)
    own.add([Arrival("b", "B\n#x\nBea says snow"), Arrival("c", "C\n#x\nAnn says hail")])
    assert following.names_of(store, follow) == (ANN,), "the one who is followed is there again"
    store.close()


def follow_article(store: Store) -> str:
    return next(store.all_articles()).id


def test_an_actor_is_found_by_a_name_that_is_one_persons(room: Newsroom) -> None:
    for name in ("Ann Holm", "Per Holm"):
        (room.folder / f"{name}.txt").write_text(
            f"Harbour\n\nBy Bo Lund\n2 May 2031\n\nThe harbour is open, the harbour master, {name}, said on Friday.\n"
        )
    room.desk.add([room.folder])
    assert room.desk.follow("actor", "Ann Holm", by="Ada").target.startswith("act_")
    with pytest.raises(UsageError, match="may be several"):
        room.desk.follow("actor", "Holm", by="Ada")
    with pytest.raises(NotFound, match="Nobody on the desk"):
        room.desk.follow("actor", "...", by="Ada")


def test_muted_lines_are_new_to_nobody(room: Newsroom) -> None:
    room.add("a")
    text = "Harbour\n\nBy Bo Lund\n2 May 2031\n\nThe harbour is open, the harbour master, Ann Holm, said on Friday.\n"
    (room.folder / "f.txt").write_text(text)
    room.desk.add([room.folder / "f.txt"])
    room.desk.follow("actor", "Ann Holm", by="Ada", upto=0)
    assert words(room.desk) == ["1 new statement"]
    statement = next(row["id"] for row in room.desk.show("statements") if "harbour master" in str(row["speaker"]))
    room.rule("mute", statement)
    assert words(room.desk) == ["nothing new"]


def test_who_follows_too_much_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "MOST", 2)
    store = SqliteStore(None)
    first = begin(store, "search", "rain")
    assert begin(store, "search", "  rain ") == first
    begin(store, "search", "snow")
    with pytest.raises(UsageError, match="stop following one first"):
        begin(store, "search", "hail")
    assert begin(store, "search", "rain") == first, "what is followed already stays as it is"
    following.end_all(store, "Ada")
    assert store.follows_of("Ada") == []
    store.close()


def test_a_search_of_very_many_says_that_there_may_be_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "ASKED", 3)
    store = SqliteStore(None)
    follow = begin(store, "search", "rain")
    Runner(store, stages(), InlineExecutor(), lambda: NOON).add([Arrival(str(n), f"{n}\nrain") for n in range(5)])
    news = news_of(store, follow)
    assert (len(news.fresh), news.partly, words_of(news)) == (3, True, "at least 3 new reports")
    store.close()


# Kept and removed with the desk


def test_a_backup_has_what_people_follow(tmp_path: Path) -> None:
    (tmp_path / "desk").mkdir()
    with open_desk(tmp_path / "desk", clock=lambda: NOON) as desk:
        made = desk.follow("search", "ferry", by="Ada")
        desk.back_up(tmp_path / "b.zip")
    restore(tmp_path / "b.zip", tmp_path / "new")
    with open_desk(tmp_path / "new") as again:
        assert [item.id for item in again.following(by="Ada").items] == [made.id]


def test_an_account_that_ends_follows_nothing(tmp_path: Path) -> None:
    pytest.importorskip("argon2", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
    accounts = Accounts(tmp_path)
    with open_desk(tmp_path) as desk:
        for name in ("Ada", "Bo"):
            accounts.invite(name, "reader")
            desk.follow("search", "ferry", by=name)
        accounts.remove("Bo")
        assert (len(desk.following(by="Ada").items), desk.following(by="Bo").items) == (1, ())


def test_a_desk_of_before_has_numbers_for_all_that_it_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(schema, "MIGRATIONS", schema.MIGRATIONS[:7])
        patched.setattr(schema, "SCHEMA_VERSION", 7)
        patched.setattr(SqlStore, "_number", lambda *told: None)
        patched.setattr(SqlStore, "_tell", lambda *told: None)
        patched.setattr(SqlStore, "_move_arrival", lambda *told: None)
        patched.setattr(SqlStore, "_forget_version", lambda *told: None)
        patched.setattr(SqlStore, "_forget_arrivals", lambda *told: None)
        store = SqliteStore(tmp_path)
        Runner(store, stages(), InlineExecutor(), lambda: NOON).add(
            [Arrival(name, f"{name}\n#x\nAnn says {name}") for name in NAMES]
        )
        store.close()
    store = SqliteStore(tmp_path)
    assert store.position() == len(NAMES)
    assert store.outdated() == []
    follow = begin(store, "actor", "Ann")
    assert len(store.fresh_lines([follow.target], 0)) == len(NAMES)
    assert news_of(store, follow).fresh == ()
    store.close()


def test_nothing_that_is_asked_for_a_count_reads_a_whole_table() -> None:
    store = SqliteStore(None)
    own = Runner(store, stages(), InlineExecutor(), lambda: NOON)
    own.add([Arrival(name, f"{name}\n#x\nAnn says rain") for name in NAMES])
    (story,) = store.all_records("stories")
    for kind, target in (("actor", ANN), ("story", story.id), ("search", "rain"), ("search", "rain stance:says")):
        begin(store, kind, target)
    own.add([Arrival("new", "New\n#x\nAnn says rain")])
    statements: list[tuple[str, Any]] = []
    event.listen(store._engine, "before_cursor_execute", lambda *told: statements.append((told[2], told[3])))
    assert unread(store, "Ada").count == 4
    found = plans(store, statements)
    assert len(found) > 10
    allowed = ("VIRTUAL TABLE", "rulings")  # rulings are as many as people have made
    scans = {each: step for each, steps in found.items() for step in steps if step.startswith("SCAN")}
    assert {each: step for each, step in scans.items() if not any(words in step for words in allowed)} == {}
    store.close()


def test_a_report_that_is_read_as_another_one_is_nothing_new_and_goes_on_to_be_counted() -> None:
    store = SqliteStore(None)
    first, second = capture("a.txt"), capture("b.txt")

    def relate(article_id: str, fingerprint: str) -> None:
        store.replace_thread([article_id], fingerprint, relations(f"thr_{article_id}", article_id))

    old, other = (put(store, each).id for each in (first, second))
    with store.transaction():
        relate(old, "1")
        relate(other, "1")
    new = article_of(first, "https://herald.example/harbour")  # a later version reads an address from it
    assert new.id != old
    with store.transaction():
        store.put_reading(new, "", first.digest, first.sequence)
        store.forget_article(old)
        store.number_versions(new.id, [first.id])
        relate(new.id, "2")
    assert store.position() == 2
    assert [(each.id, each.number) for each in store.fresh_among([new.id, other], 0)] == [(other, 2), (new.id, 1)]
    store.close()
