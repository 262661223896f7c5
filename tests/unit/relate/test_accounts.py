"""Differences of time, place and status, and corrections, on invented reports made by hand."""

from __future__ import annotations

from dataclasses import replace

from builders import Draft, day, weekday

from onrecord.model.annotations import Annotated, TimeMention
from onrecord.model.passage import Evidence
from onrecord.model.picture import Event, ForecastRecord, forecast_records
from onrecord.model.relations import Difference, Relations
from onrecord.relate import relate
from onrecord.relate.clock import Clock, apart


def _kinds(relations: Relations) -> list[str]:
    return [difference.kind for difference in relations.differences]


def _clock(draft: Draft, words: str, timex: str, weekday_number: int | None = None) -> None:
    draft.time(words, day("2030-03-02") if weekday_number is None else weekday(weekday_number, -1))
    last = draft.times.pop()
    draft.times.append(TimeMention(last.text, last.start, last.end, last.when, timex))


def _seizure(second: str, side: str, voice: str = "Lorn border guard") -> Relations:
    first = "The Varnish ministry said they were seized on the Varnish bank at 11pm on Saturday."
    draft = Draft("news", f"{first} {second}", published="2030-03-03", outlet="Echo")
    draft.mention("Varnish bank", "Varnish Bank", "body", country="VA")
    draft.mention(side, side, "body", country=side[:2].upper())
    draft.says(first, "they were seized on the Varnish bank at 11pm on Saturday", "Varnish ministry")
    draft.says(second, second.split(" said ")[1].rstrip("."), voice)
    _clock(draft, "11pm on Saturday", "T23:00", 5)
    if "3am on Sunday" in second:
        _clock(draft, "3am on Sunday", "T03:00", 6)
    return relate([draft.done()], ())


def test_two_voices_give_other_hours_and_sides_for_one_seizure() -> None:
    found = _seizure("The Lorn border guard said they were detained on the Lorn bank at 3am on Sunday.", "Lorn bank")
    assert sorted(_kinds(found)) == ["place", "time"]
    sides = {side.speaker for difference in found.differences for side in difference.sides}
    assert sides == {"Varnish ministry", "Lorn border guard"}


def test_one_voice_and_other_acts_are_no_difference() -> None:
    again = "The Varnish ministry said they were detained on the Lorn bank at 3am on Sunday."
    assert _kinds(_seizure(again, "Lorn bank", "Varnish ministry")) == []
    other = "The Lorn border guard said they were fed on the Lorn bank at 3am on Sunday."
    assert _kinds(_seizure(other, "Lorn bank")) == []


def test_times_are_compared_round_the_clock_and_midnight_is_of_either_night() -> None:
    assert apart(Clock(10, None, "", "ten past"), Clock(23 * 60 + 50, None, "", "ten to")) == 20
    assert apart(Clock(1440, 5, "", "midnight"), Clock(180, 6, "", "3am")) == 180
    assert apart(Clock(0, 6, "", "midnight"), Clock(23 * 60, 6, "", "11pm")) == 60


def _meeting(sentence: str, status: str, published: str, speaker: str) -> Annotated:
    draft = Draft(f"{speaker} {published}", sentence, published=published, outlet=f"Outlet of {speaker}")
    draft.says(sentence, sentence.split(" said ")[1].rstrip("."), speaker)
    draft.event(sentence, "meeting", status, actors=[speaker], when=day("2030-03-09"))  # type: ignore[arg-type]
    return draft.done()


def test_what_one_announces_and_another_never_agreed_to() -> None:
    told = _meeting("Ruva said a second meeting would be held on 9 March.", "announced", "2030-03-02", "Ruva")
    denied = _meeting("Doran said he had never agreed to a second meeting on 9 March.", "denied", "2030-03-03", "Doran")
    assert "status" in _kinds(relate([told, denied], ()))
    moved = _meeting("Doran said he had a second meeting on 9 March.", "denied", "2030-03-03", "Doran")
    assert "status" not in _kinds(relate([told, moved], ()))


def _talks(outcome: str, published: str, outlet: str) -> Annotated:
    sentence = f"The foreign ministers of Varn and Lorn {outcome} in Oskelby after hours of talks."
    draft = Draft(outlet, sentence, published=published, outlet=outlet)
    draft.mention("The foreign ministers of Varn", None, "office", country="VA")
    draft.mention("Lorn", "Lorn", "country", place="LO", country="LO")
    draft.mention("Oskelby", "Oskelby", "place", place="geonames:1", country="RU")
    return draft.done()


def test_talks_ended_with_and_without_agreement() -> None:
    without = _talks("parted without agreement", "2030-03-02", "Echo")
    assert "status" in _kinds(relate([without, _talks("struck a deal", "2030-03-03", "Bugle")], ()))
    assert "status" not in _kinds(relate([without, _talks("struck a deal", "2030-03-09", "Bugle")], ()))
    assert "status" not in _kinds(relate([without, _talks("hoped they struck a deal", "2030-03-03", "Bugle")], ()))


def _corrected(text: str, outlet: str = "Echo") -> list[Difference]:
    printed = Draft(
        "first",
        "The disused quarry at Zemburgh lies 18 kilometres from the frontier.",
        published="2030-03-02",
        outlet="Echo",
    )
    later = Draft("second", "The vote was lost.", text, published="2030-03-05", outlet=outlet)
    for draft in (printed, later):
        draft.mention("Zemburgh", "Zemburgh", "place", place="geonames:2")
    return [each for each in relate([printed.done(), later.done()], ()).differences if each.kind == "number"]


def test_a_correction_stands_beside_what_it_corrects() -> None:
    text = "Correction: our article of 2 March put the disused quarry at Zemburgh 18 kilometres from the frontier. It is 28."
    (found,) = _corrected(text)
    assert [side.value for side in found.sides if "28" in side.value] == ["It is 28."]
    assert _corrected(text, outlet="Bugle") == []
    assert (
        _corrected("Our article of 2 March put the disused quarry at Zemburgh 18 kilometres from the frontier. It is.")
        == []
    )


def _forecast(later: str, published: str) -> str | None:
    told = "Oda Brink expects that the northern lock of the Sill canal will be closed this month."
    first = Draft("first", told, published="2030-03-02", outlet="Echo")
    event = first.event(told, "be closed", "conditional", when=day("2030-03-20"))
    first.events[-1] = _by("Oda Brink", event)
    second = Draft("second", later, published=published, outlet="Bugle")
    events = relate([first.done(), second.done()], ()).events
    return next(event.closed for event in events if event.forecaster)


def test_the_record_of_a_forecaster_counts_how_the_forecasts_ended() -> None:
    draft = Draft("first", "Rain is due. Snow is due. Hail is due.", published="2030-03-02")
    made = [draft.event(f"{what} is due.", "due", "conditional") for what in ("Rain", "Snow", "Hail")]
    events = [
        replace(_by("Oda Brink", made[0]), closed="came_true"),
        replace(_by("Oda Brink", made[1]), closed="open"),
        made[2],
    ]
    assert forecast_records(events) == (ForecastRecord("Oda Brink", 1, 0, 1),)


def _by(forecaster: str, event: Event) -> Event:
    return replace(event, forecaster=forecaster)


def test_a_forecast_is_closed_by_what_a_later_report_tells_and_by_nothing_else() -> None:
    assert _forecast("The canal company closed the northern lock of the Sill canal.", "2030-03-12") == "came_true"
    assert _forecast("The northern lock of the Sill canal was not closed after all.", "2030-03-25") == "not_come_true"
    assert _forecast("The northern lock of the Sill canal was not closed so far.", "2030-03-12") == "open"
    assert _forecast("The canal company may close the northern lock of the Sill canal.", "2030-03-12") == "open"
    assert _forecast("Nothing was heard of the bakers.", "2030-03-25") == "open"


def test_evidence_of_a_difference_is_of_its_articles() -> None:
    found = _seizure("The Lorn border guard said they were detained on the Lorn bank at 3am on Sunday.", "Lorn bank")
    for difference in found.differences:
        assert all(
            isinstance(side.evidence, Evidence) and side.evidence.start < side.evidence.end for side in difference.sides
        )


def _counted(first: tuple[str, str, float, str], second: tuple[str, str, float, str], unit: str) -> list[str]:
    """Kinds of the differences of two reports: of each its sentence, the figure's words, its value and its claimant."""
    drafts = []
    for number, (sentence, words, value, claimant) in enumerate((first, second)):
        draft = Draft(f"report {number}", sentence, published="2030-03-02", outlet=f"Outlet {number}")
        statement = draft.says(sentence, words, claimant) if claimant else None
        draft.figure(sentence, words, value, unit=unit, counts=words, statement=statement, as_of=day("2030-03-02"))
        drafts.append(draft.done())
    return _kinds(relate(drafts, ()))


def test_the_dead_of_one_blast_are_rival_numbers_and_goals_and_years_are_none() -> None:
    told = ("The mayor said the blast at the Sill mill killed three workers.", "three workers", 3, "mayor")
    other = ("The fire chief said the blast at the Sill mill killed nine workers.", "nine workers", 9, "fire chief")
    assert _counted(told, other, "worker") == ["number"]
    old = ("The chronicle said the blast at the Sill mill in 1911 killed nine workers.", "nine workers", 9, "chronicle")
    new = ("The mayor said the blast at the Sill mill in 2030 killed three workers.", "three workers", 3, "mayor")
    assert _counted(new, old, "worker") == []
    cup = ("The coach said a three-goal lead won the Sill cup match.", "three-goal", 3, "coach")
    end = ("The keeper said a six-goal end won the Sill cup match.", "six-goal", 6, "keeper")
    assert _counted(cup, end, "goal") == []


def test_a_daily_rate_is_no_rival_of_a_sum() -> None:
    rate = ("The mayor said the Sill mill killed three fish a day.", "three fish", 3, "mayor")
    total = ("The angler said the Sill mill killed nine fish.", "nine fish", 9, "angler")
    assert _counted(rate, total, "fish") == []


def test_the_visit_is_off_where_the_sentence_before_names_its_day() -> None:
    told = "Oda Brink will visit Oskelby on 9 March."
    first = Draft("first", told, published="2030-03-02", outlet="Echo").mention("Oda Brink", "Oda Brink")
    first.event(told, "visit", "announced", actors=["Oda Brink"], when=day("2030-03-09"))
    off = "Oda Brink will not come to Oskelby on 9 March. Her office said the visit had been called off."
    second = Draft("second", off, published="2030-03-05", outlet="Bugle").mention("Oda Brink", "Oda Brink")
    second.time("9 March", day("2030-03-09"))
    events = relate([first.done(), second.done()], ()).events
    assert [event.status for event in events] == ["cancelled"]
