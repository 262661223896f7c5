from __future__ import annotations

from builders import Draft

from onrecord.relate.actors import Cast, find_actors
from onrecord.relate.binding import Report, bound
from onrecord.relate.rulings import Decided


def cast(*drafts: Draft) -> tuple[Cast, list[Report]]:
    reports = [bound(draft.done(), draft.article.published, Decided.of(())) for draft in drafts]
    return find_actors(reports), reports


def people(found: Cast) -> list[tuple[str, ...]]:
    return sorted(actor.names for actor in found.actors if actor.kind == "person")


def test_spellings_and_short_forms_are_one_actor() -> None:
    one = Draft("a", "Sergei Lavrenko spoke first.", published="2031-03-01").mention(
        "Sergei Lavrenko", "Sergei Lavrenko"
    )
    two = Draft("b", "Sergey Lavrenko answered.").mention("Sergey Lavrenko", "Sergey Lavrenko")
    three = Draft("c", "Mr Lavrenko left.").mention("Mr Lavrenko", "Lavrenko")
    found, _ = cast(one, two, three)
    assert people(found) == [("Mr Lavrenko", "Sergei Lavrenko", "Sergey Lavrenko")]
    assert len(found.actors[0].article_ids) == 3


def test_two_people_with_one_surname_stay_two_and_the_surname_alone_stays_open() -> None:
    draft = Draft("a", "Marta Ventrel and Oskar Ventrel disagree. Ventrel, from Odrel, said no.")
    draft.mention("Marta Ventrel", "Marta Ventrel", country="XA").mention(
        "Oskar Ventrel", "Oskar Ventrel", country="XB"
    )
    draft.mention("Ventrel, from", "Ventrel")
    found, _ = cast(draft)
    assert len([actor for actor in found.actors if actor.kind == "person"]) == 3


def test_the_office_leads_to_the_one_who_holds_it() -> None:
    one = Draft("a", "Foreign Secretary Liz Tarn spoke.").mention(
        "Liz Tarn", "Liz Tarn", role="Foreign Secretary", country="GB"
    )
    two = Draft("b", "The Foreign Secretary warned that the pact was dead.")
    two.says(
        "The Foreign Secretary warned that the pact was dead.", "the pact was dead", None, words="The Foreign Secretary",
        stance="warns", role="Foreign Secretary", country="GB",
    )  # fmt: skip
    found, reports = cast(one, two)
    spoken = found.speaking(reports[1].statements[0])
    assert spoken.speaker.name == "Liz Tarn"
    assert spoken.speaker.actor_id in {actor.id for actor in found.actors}
    other = Draft("c", "Foreign Secretary Ben Orr spoke.").mention(
        "Ben Orr", "Ben Orr", role="Foreign Secretary", country="GB"
    )
    found, _ = cast(one, two, other)
    assert found.speaking(reports[1].statements[0]).speaker.name is None, "two held it: it stays open"


def test_evidence_for_each_name() -> None:
    draft = Draft("a", "Sergei Lavrenko spoke. Mr Lavrenko left.")
    draft.mention("Sergei Lavrenko", "Sergei Lavrenko").mention("Mr Lavrenko", "Sergei Lavrenko")
    found, _ = cast(draft)
    (actor,) = found.actors
    assert [draft.article.text[piece.start : piece.end] for piece in actor.evidence] == list(actor.names)
