"""What is new since a person last looked is what one finds by comparing what was shown with what there is, whatever happened between."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests.contract.desks import NOON
from tests.contract.fake_stages import Arrival, fake_stages

from onrecord.desk import following
from onrecord.desk.executors import InlineExecutor
from onrecord.desk.following import news_of
from onrecord.desk.runner import Runner
from onrecord.desk.sqlite import SqliteStore
from onrecord.desk.stages import Stages
from onrecord.desk.store import Store
from onrecord.model.errors import NotFound
from onrecord.model.follow import Follow
from onrecord.model.identity import make_id
from onrecord.model.relations import Relations

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
TestFollowed.settings = settings(max_examples=40, stateful_step_count=14, deadline=None, phases=[Phase.generate])
