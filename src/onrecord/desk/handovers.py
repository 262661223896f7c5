"""Handing over: one draft that all edit, and what was signed of it, numbered and kept.

An edit is an operation at the end of a log, so none takes another's away; who signs names the version that they saw. Signing takes the next
number in the transaction that reads the last one. A desk is edited so while another process loads: these tables are theirs alone, and a
transaction is all the lock that they need.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from onrecord.desk.store import Store
from onrecord.model.brief import Brief, Quote
from onrecord.model.codec import dumps, loads
from onrecord.model.errors import DeskDamaged, NotFound, Outdated, UsageError
from onrecord.model.handover import (
    Beside,
    Draft,
    Handover,
    Kept,
    KeptFile,
    Operation,
    OperationKind,
    Removal,
    Sheet,
    ShiftDifference,
)
from onrecord.model.identity import digest, make_id
from onrecord.publish.blanking import Blanking, blank_brief, blank_operations, blank_sheet, quotes_in
from onrecord.publish.handed import render_html, render_markdown
from onrecord.publish.sheets import passages_of, sheet_of, standing, to_sign
from onrecord.publish.shifts import difference
from onrecord.publish.wording import day_words

#: The files in which a signed brief is kept. A PDF is made of the first when somebody asks for it.
FORMS = ("json", "md", "html")

#: Characters of a note, and operations on one draft: far more than a shift writes.
LONGEST_NOTE, MOST_OPERATIONS = 4_000, 5_000

_NONE = "There is no draft: begin one with `onrecord handover draft`, or on the page Handover."
_OTHER = "This draft was signed or given up meanwhile: load the page again and look at what there is now."
_CHANGED = "The draft was changed since you looked ({}): look at it as it is now, then sign."
_REMOVED = "A report was removed from the desk while this brief was made: make it once more."


class Handovers:
    """The draft of a desk and what was signed. ``clock`` is read once for each change."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    # The draft

    def draft(self) -> Draft | None:
        """The draft, where there is one."""
        with self._store.snapshot():
            return self._store.draft()

    def current(self) -> Draft:
        """The same. Raises ``NotFound`` where there is none."""
        with self._store.snapshot():
            return self._own("")

    def begin(self, brief: Brief, by: str) -> Draft:
        """Make a draft of ``brief``. Raises ``UsageError`` where there is one already, ``Outdated`` where a report of it is gone."""
        by, at = _name(by), self._now()
        made = Draft(make_id("draft", by, at), by, at, at, brief, ())
        with self._store.transaction():
            known = self._store.draft()
            if known is not None:
                raise UsageError(f"There is a draft already, begun by {known.begun_by}: go on with it, or give it up.")
            self._put_on(made)
        return made

    def renew(self, brief: Brief, draft_id: str) -> Draft:
        """Put a new brief under the operations of the draft. Raises ``Outdated`` where it is another one, ``NotFound``."""
        with self._store.transaction():
            renewed = replace(self._own(draft_id), brief=brief, taken_at=self._now())
            self._put_on(renewed)
        return renewed

    def give_up(self, version: str) -> None:
        """Delete the draft with all that was done to it. Raises ``Outdated`` where it is not of this version."""
        with self._store.transaction():
            self._of_version(version)
            self._store.delete_draft()

    def edit(
        self,
        kind: OperationKind,
        *,
        by: str,
        draft_id: str = "",
        taken_at: str = "",
        line: str = "",
        side: Beside = "above",
        other: str = "",
        text: str = "",
        undone: int = 0,
    ) -> Operation:
        """Append an operation to the log of the draft, see :class:`Operation`.

        ``draft_id`` and ``taken_at`` say which draft, of which brief, one has seen (empty: as it is now). Where the brief was made anew since,
        an operation on a line that is no more is kept, and shown to have none. Raises ``NotFound``, ``Outdated`` where the draft is
        another one, ``UsageError``.
        """
        by, at, text = _name(by), self._now(), "\n".join(text.split("\n")).strip()
        with self._store.transaction():
            draft = self._own(draft_id)
            if len(draft.operations) >= MOST_OPERATIONS:
                raise UsageError(f"A draft takes {MOST_OPERATIONS} edits: sign it and begin another one.")
            passages = passages_of(draft.brief, line) if line else ()
            if not taken_at or taken_at == draft.taken_at:
                _check(draft, kind, line, other, undone, known=passages is not None)
            if kind == "note" and not 0 < len(text) <= LONGEST_NOTE:
                raise UsageError(f"A note is of 1 to {LONGEST_NOTE:,} characters: write it, or shorten it.")
            made = Operation(
                draft.seen + 1,
                kind,
                by,
                at,
                line,
                side,
                other if kind == "move" else "",
                text if kind == "note" else "",
                undone if kind == "undo" else 0,
                passages or (),
            )
            self._store.put_operation(made)
        return made

    def sign(self, version: str, by: str) -> Kept:
        """Sign the draft in the ``version`` that one has seen: it gets the next number, and its bytes are kept.

        Raises ``NotFound`` where there is no draft, ``Outdated`` where it is of another version by now.
        """
        by, at = _name(by), self._now()
        with self._store.transaction():
            draft = self._of_version(version)
            last = self._store.last_handover()
            before = self._store.handover(last)
            sheet = to_sign(sheet_of(draft.brief, draft.operations))
            previous = before.digest if before else ""
            handover = Handover(last + 1, by, at, draft.taken_at, previous, sheet)
            files = _files(handover)
            kept = Kept(handover.number, by, at, sheet.as_of, files[0].signed)
            self._store.put_handover(kept, files, _named(sheet))
            self._store.delete_draft()
        return kept

    # What was signed

    def all(self) -> list[Kept]:
        """What was signed, the last first."""
        return self._store.handovers()

    def kept(self, number: int) -> Kept:
        """The signed brief with this number. Raises ``NotFound``."""
        found = self._store.handover(number)
        if found is None:
            raise NotFound(f"No brief was signed as number {number}: see them with `onrecord handover list`.")
        return found

    def file(self, number: int, form: str) -> KeptFile:
        """A file of a signed brief, byte for byte as it is kept. Raises ``NotFound``, ``DeskDamaged`` where its digest is another."""
        self.kept(number)
        for each in self._store.handover_files(number, [form]):
            if digest(each.data) != each.digest:
                raise DeskDamaged(
                    f"Brief {number} is not what was kept, by its digest: restore it from a backup with `onrecord restore`."
                )
            return each
        raise NotFound(f"A signed brief is kept as {', '.join(FORMS)}, not as {form!r}: take one of them.")

    def record(self, number: int) -> Handover:
        """The same as a record."""
        return _record(self.file(number, "json"))

    def pdf(self, number: int) -> bytes:
        """A signed brief on paper, made of what is kept. Raises ``UsageError`` where typst is not installed."""
        from onrecord.publish.handed import render_pdf  # noqa: PLC0415 - an extra

        return render_pdf(self.record(number), self.kept(number).digest)

    def difference(self, earlier: int, later: int) -> ShiftDifference:
        """What differs between two signed briefs, made from these alone. Raises ``NotFound``."""
        return difference(self.record(earlier).sheet, self.record(later).sheet, (earlier, later))

    def since_last(self, draft: Draft) -> ShiftDifference | None:
        """What is different in a draft from what was signed last; ``None`` where nothing was."""
        last = self._store.last_handover()
        if not last:
            return None
        return difference(self.record(last).sheet, sheet_of(draft.brief, draft.operations), (last, 0))

    # Inside

    def _now(self) -> str:
        return self._clock().astimezone(UTC).isoformat(timespec="microseconds")

    def _own(self, draft_id: str) -> Draft:
        draft = self._store.draft()
        if draft is None:
            raise Outdated(_OTHER) if draft_id else NotFound(_NONE)
        if draft_id and draft.id != draft_id:
            raise Outdated(_OTHER)
        return draft

    def _of_version(self, version: str) -> Draft:
        draft = self._own(version.partition(" ")[0])
        if draft.version != version:
            raise Outdated(_CHANGED.format(_who_changed(draft, version)))
        return draft

    def _put_on(self, draft: Draft) -> None:
        """Record a draft whose brief was made before this transaction began: a report may have been removed meanwhile."""
        ids = sorted({quote.evidence.article_id for quote in quotes_in(draft.brief)})
        blanking = _blanking(self._store, ids, "")
        if blank_brief(draft.brief, blanking) != draft.brief:
            raise Outdated(_REMOVED)
        self._store.put_draft(draft)


def _name(by: str) -> str:
    if not by.strip():
        raise UsageError("A hand-over needs the name of who does it: give one with --by.")
    return by.strip()


def _check(draft: Draft, kind: OperationKind, line: str, other: str, undone: int, *, known: bool) -> None:
    """Raises ``UsageError`` where the operation fits nothing of the draft."""
    if kind == "undo":
        if undone not in {each.number for each in standing(draft.operations)}:
            raise UsageError(f"There is no edit {undone} of this draft to take back: see them on its page.")
        return
    if not known or (kind != "note" and ":" not in line):
        raise UsageError(f"The draft has no line {line!r}: see its lines with `onrecord handover draft`.")
    if kind == "move":
        sections = sheet_of(draft.brief, draft.operations).sections
        together = next(
            (keys for keys in ({each.key for each in one.lines} for one in sections) if line in keys), set()
        )
        if other == line or other not in together:
            raise UsageError("A line is moved inside its section: name another line of it.")


def _who_changed(draft: Draft, version: str) -> str:
    _, _, seen = version.rpartition(" ")
    last = int(seen) if seen.isdecimal() else 0
    names = sorted({each.by for each in draft.operations if each.number > last})
    return f"by {' and '.join(names)}" if names else "its brief was made anew"


def _files(handover: Handover, before: Sequence[KeptFile] = ()) -> list[KeptFile]:
    """The files of a signed brief; the digests of what was signed are those of ``before``, where words were removed since."""
    data = (dumps(handover) + "\n").encode("utf-8", "backslashreplace")
    signed = {each.form: each.signed for each in before}
    told = signed.get("json") or digest(data)
    made = {"json": data, "md": render_markdown(handover, told), "html": render_html(handover, told)}
    return [KeptFile(form, signed.get(form) or digest(made[form]), digest(made[form]), made[form]) for form in FORMS]


def _named(sheet: Sheet) -> list[str]:
    """The articles that a sheet names: every one that it quotes is among its references."""
    return [each.article_id for each in sheet.references if each.article_id]


def _record(file: KeptFile) -> Handover:
    return loads(Handover, file.data.decode("utf-8"))


# Removing


def forget(store: Store, article_ids: Collection[str], reason: str, at: datetime) -> None:
    """Take out of the draft and of everything that was signed what these articles do not say any more. Stands in a transaction.

    What is left says when and why; the digest of what was signed stays.
    """
    ids = sorted(article_ids)
    moment = at.astimezone(UTC).isoformat(timespec="seconds")
    blanking = _blanking(store, ids, f"Removed on {day_words(moment)}: {reason}")
    draft = store.draft()
    if draft is not None:
        brief = blank_brief(draft.brief, blanking)
        log = blank_operations(draft.brief, draft.operations, blanking)
        if brief != draft.brief or log != draft.operations:
            store.put_draft(replace(draft, brief=brief, operations=log))
    for number in store.handovers_naming(ids):
        kept, files = store.handover(number), store.handover_files(number, FORMS)
        assert kept is not None, "what names an article was signed"
        handover = _record(next(each for each in files if each.form == "json"))
        sheet = blank_sheet(handover.sheet, blanking)
        if sheet != handover.sheet:
            removals = (*kept.removals, Removal(moment, reason))
            changed = replace(handover, sheet=sheet, removals=removals, signed_digest=kept.digest)
            store.put_handover(replace(kept, removals=removals), _files(changed, files), _named(sheet))


def _blanking(store: Store, ids: Sequence[str], told: str) -> Blanking:
    current = store.articles(ids)
    texts = {
        one: [each.text for each in (*store.earlier(one), *([current[one]] if one in current else []))] for one in ids
    }

    def stands(quote: Quote) -> bool:
        held = texts.get(quote.evidence.article_id)
        return held is None or any(quote.evidence.holds_in(text) for text in held)

    return Blanking(stands, {one for one, held in texts.items() if not held}, told)


# Checking


def faults(store: Store) -> Iterator[tuple[str, str]]:
    """What of the signed briefs is not as it was signed, or missing: the number and a sentence."""
    restore = "restore the last backup with `onrecord restore`"
    before = ""
    for wanted, kept in enumerate(reversed(store.handovers()), start=1):
        if kept.number != wanted:
            yield str(wanted), f"Brief {wanted} was signed and is missing: {restore}."
            return
        files = {each.form: each for each in store.handover_files(kept.number, FORMS)}
        whole = set(files) == set(FORMS) and all(digest(each.data) == each.digest for each in files.values())
        whole = whole and files["json"].signed == kept.digest and (bool(kept.removals) or _untouched(files))
        if not whole or _record(files["json"]).previous != before:
            yield str(kept.number), f"Brief {kept.number} is not what was signed, by its digest: {restore}."
        before = kept.digest


def _untouched(files: dict[str, KeptFile]) -> bool:
    return all(each.signed == each.digest for each in files.values())
