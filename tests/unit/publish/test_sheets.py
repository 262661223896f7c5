"""The sheet that is handed over follows from the brief and the log alone, and no edit takes another's away."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.brief import Brief, Line, Quote, Reference, Section, ThreadBrief
from onrecord.model.handover import Operation, Sheet, SheetSection
from onrecord.model.passage import Evidence
from onrecord.model.when import UNKNOWN_TIME
from onrecord.publish.sheets import passages_of, sheet_of, standing, to_sign

#: The words of an article, each of which a line may quote.
WORDS = "the ferry waited off odense while three hundred sailors slept aboard"


def quote(word: str, article: str = "art_1", number: int = 1) -> Quote:
    start = WORDS.index(word)
    return Quote(word, number, Evidence.of(article, WORDS, start, start + len(word)), "", "")


def line(name: str, *words: str) -> Line:
    return Line(name, f"label of {name}", "", "", tuple(map(quote, words)))


def reference(number: int = 1) -> Reference:
    return Reference(number, f"art_{number}", "The Herald", (), "Ferry", (), UNKNOWN_TIME, "a.txt", None, None, None)


def brief(known: tuple[Line, ...], single: tuple[Line, ...] = (), others: tuple[Line, ...] = ()) -> Brief:
    sections = (
        Section("known", "What is known", known, "Nothing is known."),
        Section("single_source", "On a single source", single, "No claim rests on one source."),
    )
    thread = ThreadBrief("thr_1", "The ferry", 1, 2, 2, "2031-05-02", "2031-05-03", sections)
    return Brief("2031-05-03", (thread,), others, (reference(),), ())


BRIEF = brief(
    (line("cl_a", "ferry"), line("cl_b", "odense"), line("cl_c", "sailors")),
    (line("cl_d", "aboard"), line("cl_d", "slept"), line("cl_a", "waited")),
)
KEYS = ("known:cl_a", "known:cl_b", "known:cl_c", "single_source:cl_d", "single_source:cl_d:2", "single_source:cl_a")


def operation(number: int, kind: str, line: str = "", by: str = "Ada", **others: object) -> Operation:
    return Operation(number, kind, by, f"2031-05-03T05:{number:02}:00+00:00", line, **others)  # type: ignore[arg-type]


def keys(section: SheetSection) -> list[str]:
    return [each.key for each in section.lines]


def known(sheet: Sheet) -> SheetSection:
    return sheet.threads[0].sections[0]


WHERE = st.sampled_from((*KEYS, "known:cl_gone"))
NOTABLE = st.one_of(WHERE, st.sampled_from(("brief", "thr_1/known", "thr_9/known", "others")))
PEOPLE = st.sampled_from(("Ada", "Bo"))
SIDES = st.sampled_from(("above", "below"))


@st.composite
def logs(draw: st.DrawFn) -> tuple[Operation, ...]:
    log = []
    for number in range(1, draw(st.integers(0, 12)) + 1):
        kind = draw(st.sampled_from(("note", "mute", "unmute", "move", "undo")))
        by, side = draw(PEOPLE), draw(SIDES)
        if kind == "undo":
            log.append(operation(number, kind, by=by, undone=draw(st.integers(0, number))))
        elif kind == "note":
            log.append(operation(number, kind, draw(NOTABLE), by, side=side, text=f"note {number}"))
        else:
            log.append(operation(number, kind, draw(WHERE), by, side=side, other=draw(WHERE)))
    return tuple(log)


@given(logs(), st.randoms())
def test_the_order_in_which_the_log_is_given_does_not_matter(log: tuple[Operation, ...], chance: object) -> None:
    mixed = list(log)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert sheet_of(BRIEF, mixed) == sheet_of(BRIEF, log)


@given(logs())
def test_no_line_and_no_note_is_lost(log: tuple[Operation, ...]) -> None:
    sheet = sheet_of(BRIEF, log)
    assert sorted(key for section in sheet.sections for key in keys(section)) == sorted(KEYS)
    noted = [
        *sheet.above, *sheet.below, *sheet.loose,
        *(n for s in sheet.sections for n in (*s.above, *s.below, *(m for each in s.lines for m in (*each.above, *each.below)))),
    ]  # fmt: skip
    assert sorted(note.number for note in noted) == [each.number for each in standing(log) if each.kind == "note"]
    signed = to_sign(sheet)
    kept = [
        *signed.above, *signed.below, *signed.loose,
        *(n for s in signed.sections for n in (*s.above, *s.below, *(m for each in s.lines for m in (*each.above, *each.below)))),
    ]  # fmt: skip
    assert sorted(note.number for note in kept) == sorted(note.number for note in noted)
    left = sum(each.lines for each in signed.left_out)
    assert left + sum(len(section.lines) for section in signed.sections) == len(KEYS)


@given(logs(), st.data())
def test_an_edit_that_is_undone_is_as_if_it_had_not_been(log: tuple[Operation, ...], data: st.DataObject) -> None:
    counting = standing(log)
    if not counting:
        return
    gone = data.draw(st.sampled_from(counting))
    undone = (*log, operation(len(log) + 1, "undo", undone=gone.number))
    assert standing(undone) == tuple(each for each in counting if each != gone)
    assert sheet_of(BRIEF, undone) == sheet_of(BRIEF, tuple(each for each in counting if each != gone))
    twice = (*undone, operation(len(log) + 2, "undo", undone=len(log) + 1))
    assert sheet_of(BRIEF, twice) == sheet_of(BRIEF, log)


@given(logs())
def test_on_a_brief_without_lines_every_edit_of_a_line_is_kept_and_said_to_have_none(
    log: tuple[Operation, ...],
) -> None:
    sheet = sheet_of(brief(()), log)
    on_lines = [each for each in standing(log) if ":" in each.line]
    assert [each for each in sheet.unplaced if ":" in each.line] == on_lines
    assert [note.number for note in sheet.loose if note.number in {each.number for each in on_lines}] == [
        each.number for each in on_lines if each.kind == "note"
    ]


def test_a_line_moves_to_where_it_is_put() -> None:
    log = (operation(1, "move", "known:cl_c", side="above", other="known:cl_a"),)
    moved = known(sheet_of(BRIEF, log))
    assert keys(moved) == ["known:cl_c", "known:cl_a", "known:cl_b"]
    assert [each.moved_by for each in moved.lines] == ["Ada", "", ""]
    below = (*log, operation(2, "move", "known:cl_c", by="Bo", side="below", other="known:cl_b"))
    assert keys(known(sheet_of(BRIEF, below))) == ["known:cl_a", "known:cl_b", "known:cl_c"]


def test_a_line_does_not_leave_its_section() -> None:
    log = (operation(1, "move", "known:cl_c", side="above", other="single_source:cl_d"),)
    sheet = sheet_of(BRIEF, log)
    assert keys(known(sheet)) == ["known:cl_a", "known:cl_b", "known:cl_c"]
    assert sheet.unplaced == log


def test_a_line_is_found_again_by_its_passages_where_its_record_has_another_name() -> None:
    passages = passages_of(BRIEF, "known:cl_b")
    assert passages
    later = brief((line("cl_z", "odense", "ferry"), line("cl_c", "sailors")))
    log = (operation(1, "mute", "known:cl_b", passages=passages), operation(2, "note", "known:cl_gone", text="lost"))
    sheet = sheet_of(later, log)
    assert [each.muted_by for each in known(sheet).lines] == ["Ada", ""]
    assert [note.text for note in sheet.loose] == ["lost"]


def test_what_is_left_out_is_counted_by_who_did_and_is_not_signed() -> None:
    log = tuple(
        operation(n, "mute", key, by) for n, (key, by) in enumerate(zip(KEYS[:3], ("Ada", "Bo", "Ada"), strict=True), 1)
    )
    log = (*log, operation(4, "note", "known:cl_b", text="why"))
    signed = to_sign(sheet_of(BRIEF, log))
    assert [(each.by, each.lines) for each in signed.left_out] == [("Ada", 2), ("Bo", 1)]
    assert keys(known(signed)) == []
    assert known(signed).empty == "All that stood here was left out by Ada and Bo."
    assert [note.text for note in known(signed).above] == ["why"]


def test_a_brief_without_sections_has_a_sheet() -> None:
    empty = replace(BRIEF, threads=(), references=())
    assert sheet_of(empty, ()).sections[-1].key == "others"
