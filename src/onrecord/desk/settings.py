"""Settings: one table, read from ``onrecord.toml`` in the desk's folder."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, TypeAlias

from onrecord.model.errors import UsageError

FILE_NAME = "onrecord.toml"

Value: TypeAlias = int | str


class Setting(NamedTuple):
    """One row of the table. A value has the type of its default; numbers are not negative."""

    name: str
    default: Value
    help: str


SETTINGS: tuple[Setting, ...] = (
    Setting("places", "", "a CSV file of places that GeoNames lacks, relative to the settings file; empty for none"),
    Setting("workers", 1, "processes that read and annotate; 0 for one a core"),
    Setting("max_article", 8 << 20, "bytes of one article: a file, a member of an archive, a record"),
    Setting("max_array", 64 << 20, "bytes of a .json file that holds an array of records"),
    Setting("max_container", 512 << 20, "bytes of a .jsonl file or a zip archive"),
    Setting("max_unpacked", 1024 << 20, "bytes that are unpacked from one archive"),
    Setting("max_ratio", 100, "unpacked size over packed size of a member of an archive"),
    Setting("max_members", 200_000, "records or members of one container"),
    Setting("max_depth", 64, "folders inside folders"),
)

_DEFAULTS: Mapping[str, Value] = {setting.name: setting.default for setting in SETTINGS}


@dataclasses.dataclass(frozen=True, slots=True)
class Settings:
    """A value for every row of the table. ``folder`` is what relative paths among them are relative to."""

    values: Mapping[str, Value]
    folder: Path

    def number(self, name: str) -> int:
        value = self.values[name]
        assert isinstance(value, int), name
        return value

    def limits(self) -> dict[str, int]:
        """The ``max_`` rows without that prefix: the fields of ``collect.Limits``."""
        prefix = "max_"
        return {name.removeprefix(prefix): self.number(name) for name in self.values if name.startswith(prefix)}

    def places(self) -> str | None:
        """The text of the file of extra places; ``None`` where none is set, ``UsageError`` where it cannot be read."""
        name = str(self.values["places"])
        if not name:
            return None
        path = self.folder / name
        try:
            return path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
            raise UsageError(
                f"The file of places {path} cannot be read ({why}): correct the setting places."
            ) from error


def read_settings(path: Path | None = None, chosen: Mapping[str, Value] | None = None) -> Settings:
    """The settings in the file at ``path`` (none where it does not exist), with those ``chosen`` in their place.

    Raises ``UsageError`` for a file that is no TOML, a name that is not in the table and a value of another type. Paths in
    the file are relative to it, chosen ones to where the process stands.
    """
    values = dict(_DEFAULTS)
    folder = Path()
    if path is not None and path.exists():
        folder = path.parent
        values.update(_checked(_parsed(path), str(path)))
    if chosen:
        values.update(_checked(chosen, "the call"))
        if chosen.get("places"):
            values["places"] = str(Path(str(chosen["places"])).absolute())
    return Settings(values, folder)


def _parsed(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        told = " ".join(str(error).split())
        raise UsageError(f"The settings in {path} cannot be read ({told}): correct the file.") from error


def _checked(given: Mapping[str, object], where: str) -> dict[str, Value]:
    checked: dict[str, Value] = {}
    for name, value in given.items():
        if name not in _DEFAULTS:
            raise UsageError(f"There is no setting {name!r} (in {where}): choose among {', '.join(_DEFAULTS)}.")
        if isinstance(_DEFAULTS[name], str):
            if not isinstance(value, str):
                raise UsageError(f"The setting {name} (in {where}) must be a text in quotation marks.")
            checked[name] = value
        else:
            if not isinstance(value, int) or isinstance(value, bool) or value < 0:
                raise UsageError(f"The setting {name} (in {where}) must be a whole number, 0 or more.")
            checked[name] = value
    return checked
