"""What differs between two briefs that were handed over."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.unit.publish.test_sheets import brief, line, operation, quote

from onrecord.model.brief import Brief, Chart, ChartValue, Line, Section
from onrecord.model.handover import Shift
from onrecord.publish.sheets import sheet_of, to_sign
from onrecord.publish.shifts import difference

A, B, C, D = line("cl_a", "ferry"), line("cl_b", "odense"), line("cl_c", "sailors"), line("cl_d", "aboard")


def shifts(earlier: Brief, later: Brief) -> list[Shift]:
    return list(difference(sheet_of(earlier, ()), sheet_of(later, ()), (5, 7)).shifts)


def told(earlier: Brief, later: Brief) -> list[tuple[str, str]]:
    return [(each.kind, each.key) for each in shifts(earlier, later)]


def chart(*values: tuple[str, str, str]) -> Chart:
    made = (ChartValue(who, value, 1.0, 1.0, "exact", "level", None, day, day) for who, value, day in values)
    return Chart("sailors", "", tuple(made))


def test_a_brief_does_not_differ_from_itself() -> None:
    same = difference(sheet_of(brief((A, B), (C,)), ()), sheet_of(brief((A, B), (C,)), ()), (1, 2))
    assert (same.shifts, same.unchanged, same.earlier, same.later) == ((), 3, 1, 2)


def test_new_and_gone_lines_with_their_passages_as_they_were_kept() -> None:
    found = shifts(brief((A, B)), brief((A, C)))
    assert [(each.kind, each.label) for each in found] == [("new", "label of cl_c"), ("gone", "label of cl_b")]
    assert [passage.text for passage in found[0].after] == ["sailors"]
    assert [passage.text for passage in found[1].before] == ["odense"]
    assert (found[0].before, found[1].after) == ((), ())


def test_a_figure_with_its_old_and_its_new_value() -> None:
    old = replace(A, chart=chart(("Brandt", "about 300", "2031-05-02"), ("Holm", "450", "2031-05-03")))
    new = replace(
        A,
        chart=chart(
            ("Brandt", "about 300", "2031-05-02"), ("Holm", "450", "2031-05-03"), ("Holm", "600", "2031-05-04")
        ),
    )
    (found,) = shifts(brief((old,)), brief((new,)))
    assert found.kind == "changed"
    assert [(value.who, value.before, value.after) for value in found.values] == [("Holm", "450", "600")]


def test_another_note_is_a_change_and_another_number_of_a_report_is_none() -> None:
    (found,) = shifts(brief((replace(A, note="F3; one origin"),)), brief((replace(A, note="F2; two origins"),)))
    assert [(value.before, value.after) for value in found.values] == [("F3; one origin", "F2; two origins")]
    assert told(brief((replace(A, note="also in [4]"),)), brief((replace(A, note="also in [7]"),))) == []


def test_a_line_with_another_identifier_and_the_same_passage_is_the_same() -> None:
    (found,) = shifts(brief((A, B)), brief((Line("cl_z", A.label, "", "", (quote("ferry"), quote("waited"))), B)))
    assert (found.kind, found.key) == ("changed", "known:cl_z")
    assert [passage.text for passage in found.after if passage not in found.before] == ["waited"]


def test_a_line_that_another_section_has_now_is_moved() -> None:
    (found,) = shifts(brief((A,), (B,)), brief((A, B)))
    assert (found.kind, found.place) == ("moved", "from “On a single source” to “What is known”")


def test_of_an_order_only_what_left_it_is_moved() -> None:
    assert told(brief((A, B, C, D)), brief((D, A, B, C))) == [("moved", "known:cl_d")]
    (found,) = shifts(brief((A, B, C)), brief((A, C, B)))
    assert found.place


def test_what_only_comes_into_the_lead_or_leaves_it_is_not_new_and_not_gone() -> None:
    def led(*findings: Line) -> Brief:
        made = brief((A, B, C))
        (thread,) = made.threads
        lead = Section("findings", "Findings", findings, "Nothing stands out.")
        return replace(made, threads=(replace(thread, sections=(lead, *thread.sections)),))

    found = shifts(led(A), led(B))
    assert [(each.kind, each.place, each.label) for each in found] == [
        ("moved", "into “Findings”", B.label),
        ("moved", "out of “Findings”", A.label),
    ]
    assert [(each.kind, each.key) for each in shifts(led(D), led())] == [("gone", "findings:cl_d")]


def test_what_was_muted_is_not_in_what_was_signed() -> None:
    earlier = to_sign(sheet_of(brief((A, B)), ()))
    later = to_sign(sheet_of(brief((A, B)), (operation(1, "mute", "known:cl_b"),)))
    assert [(each.kind, each.key) for each in difference(earlier, later, (1, 2)).shifts] == [("gone", "known:cl_b")]


LINES = st.lists(st.sampled_from((A, B, C, D, line("cl_e", "slept"))), unique_by=lambda each: each.record_id)


@given(LINES, LINES, LINES, LINES)
def test_each_line_is_told_once_and_backwards_new_and_gone_change_places(
    known: list[Line], single: list[Line], later_known: list[Line], later_single: list[Line]
) -> None:
    earlier, later = brief(tuple(known), tuple(single)), brief(tuple(later_known), tuple(later_single))
    forth = difference(sheet_of(earlier, ()), sheet_of(later, ()), (1, 2))
    back = difference(sheet_of(later, ()), sheet_of(earlier, ()), (2, 1))
    counted = len(known) + len(single), len(later_known) + len(later_single)
    of = {kind: sum(each.kind == kind for each in forth.shifts) for kind in ("new", "gone", "changed", "moved")}
    assert counted[1] == of["new"] + of["changed"] + of["moved"] + forth.unchanged
    assert counted[0] == of["gone"] + of["changed"] + of["moved"] + forth.unchanged
    assert sum(each.kind == "new" for each in back.shifts) == of["gone"]
    assert sum(each.kind == "gone" for each in back.shifts) == of["new"]
