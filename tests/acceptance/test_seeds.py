"""What the five real reports must give. They are referred to by number; none of their text stands here."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model.article import Article
from onrecord.model.contents import Contents
from onrecord.model.relations import Relations
from onrecord.model.statement import Actor, Statement
from onrecord.model.when import When


def _article(contents: Contents, number: str) -> Article:
    (found,) = (item for item in contents.articles if item.source.rsplit("/", 1)[-1].startswith(f"{number}_"))
    return found


def _thread(contents: Contents) -> Relations:
    (thread,) = contents.relations
    return thread


def _published(contents: Contents, number: str) -> When:
    article = _article(contents, number)
    (dating,) = (item for item in _thread(contents).datings if item.article_id == article.id)
    return dating.published


def _statements(contents: Contents, number: str) -> Iterator[Statement]:
    article = _article(contents, number)
    yield from (item for item in _thread(contents).statements if item.article_id == article.id)


def _actors(contents: Contents, surname: str) -> list[Actor]:
    return [item for item in _thread(contents).actors if item.kind == "person" and surname in item.name.split()]


def test_five_articles_of_one_thread(seeds: Contents) -> None:
    assert len(seeds.articles) == 5
    assert [fate.fate for fate in seeds.fates] == ["taken"] * 5
    assert len(seeds.relations) == 1


def test_dates_that_are_given(seeds: Contents) -> None:
    first = _article(seeds, "000")
    assert first.published.start == "2022-01-19T00:25"
    assert first.updated is not None and first.updated.start == "2022-01-19T08:51"
    fourth = _article(seeds, "003")
    assert fourth.published.start == "2022-02-15T09:17"
    assert fourth.updated is not None and fourth.updated.start == "2022-02-15T10:09"
    assert _article(seeds, "004").published.first_day == "2022-01-26"
    assert not _article(seeds, "001").published.known
    assert not _article(seeds, "002").published.known


def test_bylines_and_outlets(seeds: Contents) -> None:
    assert _article(seeds, "000").byline == ("Daisy Stephens",)
    assert _article(seeds, "002").byline == ("Dan Bloom", "Tim Hanlon")
    assert _article(seeds, "003").byline == ("Sophie Barnett",)
    assert _article(seeds, "002").outlet == "Daily Mirror"
    assert _article(seeds, "002").via == ("inkl",)
    assert _article(seeds, "001").outlet == "London Defender"
    assert "Telegraph" in (_article(seeds, "004").outlet or "")
    assert _article(seeds, "000").outlet is None, "no outlet is invented"
    assert _article(seeds, "003").outlet is None, "no outlet is invented"


def test_dates_of_the_undated_are_inferred_with_their_reason(seeds: Contents) -> None:
    second, third = _published(seeds, "001"), _published(seeds, "002")
    assert second.known_from == third.known_from == "inferred"
    assert "2022-01-17" <= str(second.first_day) <= str(second.last_day) <= "2022-01-20"
    assert str(second.first_day) <= "2022-01-19" and str(second.last_day) >= "2022-01-18"
    assert "2022-02-16" <= str(third.first_day) <= "2022-02-17" <= str(third.last_day) <= "2022-02-18"
    assert second.reason and third.reason


def test_junk_is_no_body(seeds: Contents) -> None:
    junk = (
        "Read more", "Watch:", "Listen to this article", "Loading audio", "[REVEAL]", "[REPORT]", "[WEATHER]", "Picture:",
        "(Image:", "Sign up to", "See more", "mins ago", "hours ago", "days ago", "One app", "Our Picks", "(PA)", "Shutterstock)",
    )  # fmt: skip
    for article in seeds.articles:
        body = "\n".join(passage.text for passage in article.body)
        assert not [words for words in junk if words in body], article.source


def test_every_body_paragraph_stands_once(seeds: Contents) -> None:
    counts = {"000": 33, "001": 31, "002": 32, "003": 27, "004": 23}
    for number, least in counts.items():
        paragraphs = [passage.text for passage in _article(seeds, number).body]
        assert len(paragraphs) == len(set(paragraphs))
        assert abs(len(paragraphs) - least) <= 4, (number, len(paragraphs))


def test_who_is_who(seeds: Contents) -> None:
    for surname in ("Blinken", "Truss", "Lavrov", "Johnson", "Heappey", "Stoltenberg"):
        assert len(_actors(seeds, surname)) == 1, surname
    presidents = [
        item
        for item in _thread(seeds).actors
        if item.kind == "person" and any(name.split()[-1].startswith("Zelensky") for name in item.names)
    ]
    assert len(presidents) == 1
    (truss,) = _actors(seeds, "Truss")
    by_role = [item for item in _statements(seeds, "003") if item.speaker.text and "Secretary" in item.speaker.text]
    assert by_role and all(item.speaker.actor_id == truss.id for item in by_role)


def test_one_town_under_two_spellings(seeds: Contents) -> None:
    events = [item for item in _thread(seeds).events if item.place]
    spellings = {item.place for item in events if "Kyiv" in str(item.place) or "Kiev" in str(item.place)}
    assert len(spellings) <= 1


def test_stances_and_anonymity(seeds: Contents) -> None:
    statements = _thread(seeds).statements
    stances = {item.stance for item in statements}
    assert {"says", "denies", "warns", "accuses", "announces"} <= stances
    anonymous = [item for item in statements if item.speaker.anonymous]
    assert len(anonymous) >= 8
    assert all(item.speaker.name is None for item in anonymous)
    assert len(statements) >= 80


def test_a_pronoun_without_antecedent_stays_open(seeds: Contents) -> None:
    article = _article(seeds, "004")
    first_paragraph = article.body[0]
    opening = [
        item
        for item in _statements(seeds, "004")
        if first_paragraph.start <= item.evidence[0].start < first_paragraph.end
        and (item.speaker.text or "").lower() == "he"
    ]
    assert all(item.speaker.name is None and item.speaker.actor_id is None for item in opening)


def test_the_geneva_meeting_is_one_event_announced_then_held(seeds: Contents) -> None:
    thread = _thread(seeds)
    names = {actor.id: actor.name for actor in thread.actors}
    meetings = [
        event
        for event in thread.events
        if {"Blinken", "Lavrov"} <= {names.get(actor, actor).split()[-1] for actor in event.actors}
        and event.when.first_day == "2022-01-21"
    ]
    assert any(event.status == "held" for event in meetings)
