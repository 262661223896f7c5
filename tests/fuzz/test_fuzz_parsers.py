"""No input crashes a parser or keeps it for ever: some of each kind here, a million with ``python -m tests.fuzz``."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.fuzz import planted
from tests.fuzz.campaign import Fault, blocks, everything, input_of, lines_of, run
from tests.fuzz.mutations import MOST_STEPS, SCALE, Step, mutate
from tests.fuzz.parsers import PARSERS, Parser

STEPS: st.SearchStrategy[list[Step]] = st.lists(
    st.tuples(st.integers(0, 8), st.integers(0, SCALE - 1), st.integers(0, SCALE - 1), st.integers(0, 4095)),
    min_size=1,
    max_size=MOST_STEPS,
)


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.name)
def test_it_takes_what_it_begins_with(parser: Parser) -> None:
    for sample in parser.samples():
        parser.run(parser.build(sample))


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.name)
@pytest.mark.timeout(120)  # a hang, and no measure of speed
def test_what_was_changed_in_a_few_places(parser: Parser) -> None:
    samples = parser.samples()

    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.integers(0, len(samples) - 1), STEPS)
    def look(which: int, steps: list[Step]) -> None:
        parser.run(parser.build(mutate(samples[which], steps, parser.tokens, samples)))

    look()


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.name)
@pytest.mark.timeout(120)
def test_any_bytes(parser: Parser) -> None:
    @settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    @given(st.binary(max_size=300))
    def look(data: bytes) -> None:
        parser.run(parser.build(data))

    look()


def test_a_short_campaign_finds_nothing() -> None:
    report = run(everything(2000), workers=2)
    assert not report.faults, "\n".join(lines_of(report))
    assert sum(report.inputs.values()) == 2000
    assert set(report.inputs) == {parser.name for parser in PARSERS}


def test_a_campaign_finds_what_raises_hangs_kills_and_swells_and_goes_on() -> None:
    work = [(parser.name, 0, 3) for parser in planted.PARSERS]
    report = run(work, workers=2, limit=5.0, module="tests.fuzz.planted")
    found = {(fault.parser, fault.number, fault.kind) for fault in report.faults}
    assert found == {
        ("it raises", 1, "raised"),
        ("it hangs", 1, "hung"),
        ("it kills", 1, "killed"),
        ("it swells", 1, "raised"),
    }
    assert report.inputs == {parser.name: 3 for parser in planted.PARSERS}
    table = "\n".join(lines_of(report))
    assert "planted" in table and "MemoryError" in table


def test_the_same_number_is_the_same_input() -> None:
    for parser in PARSERS[:4]:
        assert input_of(parser, 77) == input_of(parser, 77)
    assert len({input_of(PARSERS[0], number) for number in range(50)}) > 40


@given(st.integers(60, 5000))
@settings(max_examples=30)
def test_the_work_is_shared_out_whole(inputs: int) -> None:
    shared = blocks(inputs, PARSERS)
    assert len(shared) == len(set(shared))
    total = sum(last - first for _, first, last in shared)
    assert abs(total - inputs) < len(PARSERS)


def test_a_fault_is_told_once() -> None:
    from tests.fuzz.campaign import Report

    report = Report(faults=[Fault("x", number, "raised", "Traceback\nValueError: a") for number in range(9)])
    assert "\n".join(lines_of(report)).count("ValueError") == 1
