"""Changing a setting in the file, so that the file, the command and the page are one table, and recording who did and when."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from onrecord.desk.settings import FILE_NAME, SETTINGS, Setting, Value, checked, read_settings
from onrecord.desk.store import Store
from onrecord.desk.workshop import synced, workshop
from onrecord.model.errors import UsageError

#: Before the moment of a change, the name of the stamp that keeps it.
_PREFIX = "setting "

#: Characters of a text that a setting takes.
_LONGEST = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table: ``value`` is what counts now, ``set`` whether the file gives it. ``guarded`` ones change on the desk's machine alone."""

    name: str
    value: Value
    default: Value
    set: bool
    guarded: bool
    help: str


@dataclass(frozen=True, slots=True)
class Change:
    """``name`` went from ``before`` to ``after`` at a time (ISO 8601, UTC); ``None`` is the default."""

    name: str
    before: Value | None
    after: Value | None
    by: str
    at: str


def rows(folder: Path) -> tuple[Row, ...]:
    """The table of the desk in ``folder``, in its order. Raises ``UsageError`` where the file is wrong."""
    given, values = _given(folder / FILE_NAME), read_settings(folder / FILE_NAME).values
    return tuple(
        Row(each.name, values[each.name], each.default, each.name in given, each.guarded, each.help)
        for each in SETTINGS
    )


def change(
    store: Store, folder: Path, name: str, value: str | None, *, by: str, at: datetime, anywhere: bool = False
) -> Change:
    """Write ``value``, as it is typed, into the file (``None``: take the setting out of it), and record it.

    The other lines of the file stay as they are. ``anywhere``: asked for from a page, which guarded settings refuse. Raises ``UsageError``.
    """
    setting = _called(name)
    if setting.guarded and anywhere:
        raise UsageError(f"{name} is changed on the desk's own machine alone: with `onrecord settings {name} VALUE`.")
    after = None if value is None else parsed(setting, value)
    path = folder / FILE_NAME
    with store.writing(), store.transaction():
        before = _given(path).get(name)
        made = Change(name, before, after, by, at.astimezone(UTC).isoformat(timespec="microseconds"))
        if before != after or type(before) is not type(after):
            told = {"name": name, "before": before, "after": after, "by": by, "at": made.at}
            store.put_stamp(f"{_PREFIX}{made.at} {name}", json.dumps(told, ensure_ascii=False))
            _write(path, _changed(path, name, after))
    return made


def changes(store: Store) -> tuple[Change, ...]:
    """Every change that was recorded, the latest first. Changes by hand in the file are not."""
    bodies = (store.stamp(name) for name in store.stamps(_PREFIX))
    return tuple(Change(**json.loads(body)) for body in reversed([body for body in bodies if body]))


def parsed(setting: Setting, typed: str) -> Value:
    """What was typed as a value of the setting. Raises ``UsageError``."""
    typed = typed.strip()
    value: object = typed
    if isinstance(setting.default, bool):
        value = {"true": True, "yes": True, "on": True, "false": False, "no": False, "off": False}.get(typed.lower())
    elif isinstance(setting.default, int):
        value = int(typed) if re.fullmatch(r"[0-9]{1,15}", typed) else None
    elif len(typed) > _LONGEST or not (typed.isprintable() or not typed):
        raise UsageError(f"The setting {setting.name} takes one line of at most {_LONGEST} characters: shorten it.")
    return checked({setting.name: value}, "what was given")[setting.name]


def _called(name: str) -> Setting:
    for setting in SETTINGS:
        if setting.name == name:
            return setting
    raise UsageError(f"There is no setting {name!r}: see them with `onrecord settings`.")


def _given(path: Path) -> dict[str, Value]:
    read_settings(path)  # says what is wrong with the file
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _changed(path: Path, name: str, value: Value | None) -> str:
    """The text of the file with one setting changed. It is written anew, without remarks, where its lines cannot be told apart."""
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    given = {key: each for key, each in _given(path).items() if key != name}
    wanted = given if value is None else {**given, name: value}
    own = re.compile(rf"\s*(?:{name}|\"{name}\"|'{name}')\s*=")
    lines = text.splitlines()
    at = next((number for number, line in enumerate(lines) if own.match(line)), len(lines))
    lines[at : at + 1] = [] if value is None else [_line(name, value)]
    made = "".join(f"{line}\n" for line in lines)
    try:
        if tomllib.loads(made) == wanted:
            return made
    except tomllib.TOMLDecodeError:
        pass
    return "".join(f"{_line(key, each)}\n" for key, each in wanted.items())


def _line(name: str, value: Value) -> str:
    return f"{name} = {json.dumps(value, ensure_ascii=False)}"  # of these types TOML and JSON write the same


def _write(path: Path, text: str) -> None:
    with workshop(path) as place:
        made = place / path.name
        made.write_text(text, encoding="utf-8")
        if path.exists():
            made.chmod(path.stat().st_mode & 0o777)
        synced(made)
        made.replace(path.resolve())
