"""A draft that several people edit, what is signed of it, and what becomes of that when the desk goes on or takes words out."""

from __future__ import annotations

import json
import sqlite3
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.unit.web.web_desk import FIRST, LATER, SECOND

from onrecord import open_desk
from onrecord.desk import Desk
from onrecord.desk.handovers import FORMS, Handovers
from onrecord.model.codec import loads
from onrecord.model.errors import DeskDamaged, NotFound, Outdated, UsageError
from onrecord.model.handover import Handover, Kept
from onrecord.model.identity import digest
from onrecord.publish.sheets import quotes_of, sheet_of

Clock = Callable[[], datetime]


def ticking() -> Clock:
    now = [datetime(2031, 5, 25, 5, 40, tzinfo=UTC)]

    def clock() -> datetime:
        now[0] += timedelta(seconds=7)
        return now[0]

    return clock


def write(folder: Path, **reports: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in reports.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    reports = write(tmp_path / "reports", first=FIRST, second=SECOND)
    with open_desk(tmp_path / "desk", clock=ticking()) as opened:
        opened.add([reports], received="2031-05-24")
        yield opened


def keys(handovers: Handovers) -> list[str]:
    draft = handovers.current()
    sheet = sheet_of(draft.brief, draft.operations)
    return [each.key for section in sheet.sections for each in section.lines]


def sign(desk: Desk, by: str = "Ada") -> Kept:
    if desk.handovers.draft() is None:
        desk.handovers.begin(desk.brief(), by)
    return desk.handovers.sign(desk.handovers.current().version, by)


def files(desk: Desk, number: int) -> dict[str, bytes]:
    return {form: desk.handovers.file(number, form).data for form in FORMS}


# The draft


def test_a_draft_is_begun_edited_and_signed(desk: Desk) -> None:
    handovers = desk.handovers
    handovers.begin(desk.brief(), "Ada")
    first, second, *_ = keys(handovers)
    handovers.edit("note", by="Ada", line="brief", text="Quiet night.")
    handovers.edit("note", by="Bo", line=first, side="below", text="I doubt this.")
    handovers.edit("mute", by="Bo", line=second)
    kept = handovers.sign(handovers.current().version, "Ada")
    assert (kept.number, kept.signed_by, kept.as_of) == (1, "Ada", "2031-05-03")
    assert handovers.draft() is None
    record = handovers.record(1)
    assert [note.text for note in record.sheet.above] == ["Quiet night."]
    assert second not in [each.key for section in record.sheet.sections for each in section.lines]
    told = files(desk, 1)
    assert digest(told["json"]) == kept.digest
    for form in ("md", "html"):
        text = told[form].decode()
        assert "Note of Bo, not evidence" in text and "I doubt this." in text
        assert "Left out by Bo: 1 line" in text
        assert "Signed by Ada, 25 May 2031, 05:" in text
        assert kept.digest in text


def test_on_paper_notes_are_set_apart_and_the_digest_is_named(desk: Desk) -> None:
    pytest.importorskip("typst", reason="typst, the extra pdf, is not installed")
    pypdfium2 = pytest.importorskip("pypdfium2", reason="pypdfium2, which reads the page back, is not installed")
    desk.handovers.begin(desk.brief(), "Ada")
    first = keys(desk.handovers)[0]
    desk.handovers.edit("note", by="Bo", line=first, text='Mind #read("x") this.')
    desk.handovers.edit("mute", by="Bo", line=keys(desk.handovers)[1])
    kept = sign(desk)
    made = desk.handovers.pdf(1)
    assert made == desk.handovers.pdf(1)
    pages = pypdfium2.PdfDocument(made)
    printed = " ".join("".join(page.get_textpage().get_text_bounded() for page in pages).split())
    for words in (
        "Handover 1",
        "Signed by Ada",
        "Note of Bo, not evidence",
        'Mind #read("x") this.',
        "Left out by Bo: 1 line",
    ):
        assert words in printed
    assert kept.digest in printed.replace(" ", "")


def test_there_is_one_draft(desk: Desk) -> None:
    desk.handovers.begin(desk.brief(), "Ada")
    with pytest.raises(UsageError, match="begun by Ada"):
        desk.handovers.begin(desk.brief(), "Bo")
    desk.handovers.give_up(desk.handovers.current().version)
    with pytest.raises(NotFound, match="There is no draft"):
        desk.handovers.current()


def test_no_edit_takes_anothers_away_and_nobody_signs_what_they_have_not_seen(desk: Desk) -> None:
    handovers = desk.handovers
    seen = handovers.begin(desk.brief(), "Ada")
    first, second, *_ = keys(handovers)
    handovers.edit("mute", by="Bo", line=first, draft_id=seen.id, taken_at=seen.taken_at)
    handovers.edit("note", by="Ada", line=first, text="Mine.", draft_id=seen.id, taken_at=seen.taken_at)
    sheet = sheet_of(seen.brief, handovers.current().operations)
    line = next(each for section in sheet.sections for each in section.lines if each.key == first)
    assert (line.muted_by, [note.text for note in line.above]) == ("Bo", ["Mine."])
    with pytest.raises(Outdated, match="by Ada and Bo"):
        handovers.sign(seen.version, "Ada")
    assert handovers.all() == []
    assert handovers.sign(handovers.current().version, "Ada").number == 1
    with pytest.raises(Outdated, match="signed or given up"):
        handovers.edit("mute", by="Bo", line=second, draft_id=seen.id)


def test_an_edit_that_fits_nothing_is_refused_with_a_sentence(desk: Desk) -> None:
    handovers = desk.handovers
    handovers.begin(desk.brief(), "Ada")
    first, *_, last = keys(handovers)
    with pytest.raises(UsageError, match="has no line 'known:cl_none'"):
        handovers.edit("mute", by="Ada", line="known:cl_none")
    with pytest.raises(UsageError, match="has no line 'brief'"):
        handovers.edit("mute", by="Ada", line="brief")
    with pytest.raises(UsageError, match="inside its section"):
        handovers.edit("move", by="Ada", line=first, other=last)
    with pytest.raises(UsageError, match="no edit 3"):
        handovers.edit("undo", by="Ada", undone=3)
    with pytest.raises(UsageError, match="1 to 4,000"):
        handovers.edit("note", by="Ada", line=first, text="  \n ")
    with pytest.raises(UsageError, match="name of who"):
        handovers.edit("mute", by=" ", line=first)
    assert handovers.current().operations == ()


def test_an_undone_edit_can_be_undone_once(desk: Desk) -> None:
    handovers = desk.handovers
    handovers.begin(desk.brief(), "Ada")
    first = keys(handovers)[0]
    handovers.edit("mute", by="Ada", line=first)
    handovers.edit("undo", by="Bo", undone=1)
    with pytest.raises(UsageError, match="no edit 1"):
        handovers.edit("undo", by="Bo", undone=1)
    assert sheet_of(handovers.current().brief, handovers.current().operations).left_out == ()


def test_edits_stay_when_the_brief_is_made_anew(desk: Desk, tmp_path: Path) -> None:
    handovers = desk.handovers
    seen = handovers.begin(desk.brief(), "Ada")
    first = keys(handovers)[0]
    handovers.edit("note", by="Ada", line="brief", text="Whole.")
    handovers.edit("note", by="Ada", line=first, text="At the first line.")
    desk.add([write(tmp_path / "reports", later=LATER)], received="2031-05-24")
    handovers.renew(desk.brief(), seen.id)
    handovers.edit("mute", by="Bo", line="known:cl_gone", draft_id=seen.id, taken_at=seen.taken_at)
    draft = handovers.current()
    sheet = sheet_of(draft.brief, draft.operations)
    assert [note.text for note in sheet.above] == ["Whole."]
    assert [each.number for each in sheet.unplaced if each.kind == "mute"] == [3]
    assert len(draft.operations) == 3 and draft.taken_at > seen.taken_at
    assert "At the first line." in handovers.file(sign(desk).number, "md").data.decode()


# What was signed


def test_numbers_have_no_gap_with_many_signing_at_once(desk: Desk, tmp_path: Path) -> None:
    brief = desk.brief()
    desk.handovers.begin(brief, "Ada")
    clock = ticking()

    def shift(name: str) -> None:
        with open_desk(tmp_path / "desk", clock=clock) as own:
            for _ in range(4):
                try:
                    if own.handovers.draft() is None:
                        own.handovers.begin(brief, name)
                    own.handovers.sign(own.handovers.current().version, name)
                except (Outdated, UsageError, NotFound):
                    continue

    people = [threading.Thread(target=shift, args=(name,)) for name in ("Ada", "Bo", "Cy")]
    for each in people:
        each.start()
    for each in people:
        each.join()
    numbers = [kept.number for kept in desk.handovers.all()]
    assert numbers and numbers == list(range(len(numbers), 0, -1))
    assert [fault for fault in desk.check().faults if fault.part == "handovers"] == []


def test_a_signed_brief_stays_as_it_was_though_the_desk_goes_on(desk: Desk, tmp_path: Path) -> None:
    kept = sign(desk)
    before = files(desk, 1)
    desk.add([write(tmp_path / "reports", later=LATER)], received="2031-05-24")
    story = next(iter(desk.show("stories")))
    desk.rule("speaker", next(iter(desk.show("statements")))["id"], "Someone Else", by="Bo")
    assert story and files(desk, 1) == before and desk.handovers.kept(1) == kept


def test_two_shifts_are_compared_by_what_was_kept_alone(desk: Desk, tmp_path: Path) -> None:
    sign(desk)
    desk.add([write(tmp_path / "reports", later=LATER)], received="2031-05-24")
    sign(desk, "Bo")
    found = desk.handovers.difference(1, 2)
    assert {each.kind for each in found.shifts} >= {"new", "changed"}
    sailors = next(each for each in found.shifts if each.key.startswith("figures:") and each.kind == "changed")
    assert any(value.after.endswith("600") for value in sailors.values)
    assert any("600 sailors" in passage.text for passage in sailors.after)
    for name in ("first", "second", "later"):
        (tmp_path / "reports" / f"{name}.txt").unlink()
    assert desk.handovers.difference(1, 2) == found
    assert desk.handovers.difference(2, 2).shifts == ()
    with pytest.raises(NotFound, match="No brief was signed as number 9"):
        desk.handovers.difference(1, 9)


def test_each_names_the_digest_of_the_one_before(desk: Desk) -> None:
    first, second = sign(desk), sign(desk, "Bo")
    assert desk.handovers.record(1).previous == ""
    assert desk.handovers.record(second.number).previous == first.digest


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE handover_files SET digest = 'no' WHERE number = 1 AND form = 'html'",
        "UPDATE handover_files SET data = (SELECT data FROM handover_files WHERE number = 2 AND form = 'json') WHERE number = 1 AND form = 'json'",
        "UPDATE handovers SET digest = 'other' WHERE number = 1",
        "DELETE FROM handovers WHERE number = 1",
        "DELETE FROM handover_files WHERE number = 2 AND form = 'md'",
    ],
)
def test_a_check_finds_what_was_changed_by_hand(desk: Desk, tmp_path: Path, change: str) -> None:
    sign(desk)
    sign(desk)
    assert desk.check().faults == ()
    with sqlite3.connect(tmp_path / "desk" / "desk.sqlite") as database:
        database.execute(change)
    database.close()
    assert [fault.part for fault in desk.check().faults] == ["handovers"] * len(desk.check().faults) != []


def test_bytes_that_are_not_those_of_the_digest_are_not_shown(desk: Desk, tmp_path: Path) -> None:
    sign(desk)
    with sqlite3.connect(tmp_path / "desk" / "desk.sqlite") as database:
        database.execute("UPDATE handover_files SET digest = 'no' WHERE form = 'html'")
    database.close()
    with pytest.raises(DeskDamaged, match="by its digest"):
        desk.handovers.file(1, "html")


# Removing


def everywhere(folder: Path) -> bytes:
    """All that the desk's files hold, and what is packed in them."""
    found = b"".join(path.read_bytes() for path in sorted(folder.glob("desk.sqlite*")))
    with open_desk(folder) as desk:
        packed = [file for kept in desk.handovers.all() for file in files(desk, kept.number).values()]
        draft = desk.handovers.draft()
    return found + b"".join(packed) + repr(draft).encode()


def test_what_is_removed_goes_from_signed_briefs_and_drafts_too(desk: Desk, tmp_path: Path) -> None:
    handovers = desk.handovers
    handovers.begin(desk.brief(), "Ada")
    draft = handovers.current()
    own = next(
        each.key
        for section in sheet_of(draft.brief, ()).sections
        for each in section.lines
        if any("450 sailors" in quote.text for quote in quotes_of(each.line))
    )
    handovers.edit("note", by="Ada", line=own, text="Holm was shaken when he rang.")
    handovers.edit("note", by="Ada", line="brief", text="Mind: about 450 sailors were waiting in the port.")
    handovers.edit("note", by="Ada", line="brief", text="The coffee machine is broken.")
    kept = sign(desk)
    handovers.begin(desk.brief(), "Bo")
    handovers.edit("note", by="Bo", line=own, text="Holm was tired.")
    before = everywhere(tmp_path / "desk")
    assert b"450 sailors" in before and b"Holm was shaken" in before
    desk.remove(str(tmp_path / "reports" / "second.txt"), "embargo", until="2031-06-01")
    after = everywhere(tmp_path / "desk")
    for words in (
        b"450 sailors",
        b"denied on Saturday",
        b"Minister denies ferry plan",
        b"Bo Lund",
        b"Holm was shaken",
        b"Holm was tired",
    ):
        assert words not in after, words
    told = files(desk, 1)
    for form in ("md", "html"):
        text = told[form].decode()
        assert "Removed on 25 May 2031: embargo, until 2031-06-01" in text.replace("\\", "")
        assert kept.digest in text and "The coffee machine is broken." in text
        assert "We will not raise the fares" in text  # what another report says stays
    changed = handovers.kept(1)
    assert changed.digest == kept.digest and [each.reason for each in changed.removals] == ["embargo, until 2031-06-01"]
    record = loads(Handover, told["json"].decode())
    assert (record.signed_digest, record.removals) == (kept.digest, changed.removals)
    assert desk.check().faults == ()
    assert handovers.sign(handovers.current().version, "Bo").number == 2
    assert desk.check().faults == ()
    assert handovers.difference(1, 2)


def test_a_persons_words_go_and_a_later_backup_has_none_of_them(desk: Desk, tmp_path: Path) -> None:
    sign(desk)
    desk.remove_words("Per Holm", "asked for it")
    backup = desk.back_up(tmp_path / "kept.zip")
    with zipfile.ZipFile(backup.path) as archive:
        (tmp_path / "out").mkdir()
        archive.extract("desk.sqlite", tmp_path / "out")
    with open_desk(tmp_path / "out") as restored:
        kept = restored.handovers.kept(1)
        assert [each.reason for each in kept.removals] == ["asked for it"]
        told = b"".join(files(restored, 1).values())
    assert b"sailors were waiting" not in told and b"Per Holm" not in told
    assert b"asked for it" in told


def test_a_report_that_goes_while_a_brief_is_made_is_not_handed_over(desk: Desk, tmp_path: Path) -> None:
    brief = desk.brief()
    desk.remove(str(tmp_path / "reports" / "second.txt"), "embargo")
    with pytest.raises(Outdated, match="removed from the desk while"):
        desk.handovers.begin(brief, "Ada")
    assert desk.handovers.begin(desk.brief(), "Ada")


def test_an_export_says_nothing_of_it(desk: Desk) -> None:
    before = [
        json.dumps(row, sort_keys=True) for kind in ("articles", "statements", "fates") for row in desk.show(kind)
    ]
    sign(desk)
    after = [json.dumps(row, sort_keys=True) for kind in ("articles", "statements", "fates") for row in desk.show(kind)]
    assert after == before
