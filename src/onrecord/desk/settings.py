"""Settings: one table, read from ``onrecord.toml`` in the desk's folder."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from onrecord.model.errors import UsageError

FILE_NAME = "onrecord.toml"

Value: TypeAlias = int | str | bool


class Setting(NamedTuple):
    """One row of the table. A value has the type of its default; numbers are not negative.

    ``guarded``: what it names is run, read or reached by the desk's machine, so that no page changes it.
    """

    name: str
    default: Value
    help: str
    guarded: bool = False


SETTINGS: tuple[Setting, ...] = (
    Setting(
        "places",
        "",
        "a CSV file of places that GeoNames lacks, relative to the settings file; empty for none",
        guarded=True,
    ),
    Setting("workers", 1, "processes that read and annotate; 0 for one a core"),
    Setting(
        "retain_days",
        0,
        "days after which `onrecord update` deletes what came in; 0 keeps everything, see `onrecord retain`",
    ),
    Setting("max_article", 8 << 20, "bytes of one article: a file, a member of an archive, a record"),
    Setting("max_array", 64 << 20, "bytes of a .json file that holds an array of records"),
    Setting("max_document", 64 << 20, "bytes of a PDF, a Word document, a mail, a page saved with its pictures"),
    Setting(
        "max_container", 2048 << 20, "bytes of a file of many articles: JSON Lines, CSV, Parquet, WARC, zip, .gz of one"
    ),
    Setting("max_unpacked", 16 << 30, "bytes that are unpacked from one archive or compressed file"),
    Setting("max_ratio", 100, "unpacked size over packed size of a member of an archive"),
    Setting("max_members", 200_000, "records or members of one container"),
    Setting("max_depth", 64, "folders inside folders"),
    Setting("feed_items", 100, "entries of a feed or sitemap that are followed at one visit, the newest first"),
    Setting("feed_days", 3, "days back from now in which an entry of a sitemap must have changed to be followed"),
    Setting("feed_sitemaps", 50, "sitemaps of an index that are followed at one visit, the newest first"),
    Setting("web_user_agent", "", "what servers see, with an address where you can be reached; empty: Onrecord's name"),
    Setting("web_per_host_delay", 1, "seconds between two requests to one host"),
    Setting("web_delay_limit", 30, "seconds that a host may ask to be left alone and still be waited for"),
    Setting("web_timeout_connect", 10, "seconds to reach a host"),
    Setting("web_timeout_read", 20, "seconds between two pieces of an answer"),
    Setting("web_timeout_total", 60, "seconds for one answer"),
    Setting("web_max_bytes", 8 << 20, "bytes of one answer"),
    Setting("web_max_redirects", 10, "redirects that one request follows"),
    Setting("web_hosts_at_once", 32, "hosts that are asked at the same time"),
    Setting(
        "web_allow_private",
        False,
        "whether addresses of this machine and of private networks may be asked",
        guarded=True,
    ),
    Setting(
        "web_allowed",
        "",
        "private IP addresses and networks (10.2.0.0/16) that may be asked, separated by spaces",
        guarded=True,
    ),
    Setting(
        "podcast_voice",
        "",
        "the command that reads the brief aloud: text on standard input, {output} the WAV file, {language} as en; empty: espeak-ng",
        guarded=True,
    ),
    Setting("podcast_items", 30, "lines of the brief that a podcast reads"),
    Setting("web_robots", True, "whether robots.txt is kept to"),
)

_DEFAULTS: Mapping[str, Value] = {setting.name: setting.default for setting in SETTINGS}


@dataclasses.dataclass(frozen=True, slots=True)
class Settings:
    """A value for every row of the table. ``folder`` is what relative paths among them are relative to.

    ``chosen`` are the names of those that were given in the call and not in the file.
    """

    values: Mapping[str, Value]
    folder: Path
    chosen: frozenset[str] = frozenset()

    def number(self, name: str) -> int:
        value = self.values[name]
        assert isinstance(value, int), name
        return value

    def limits(self) -> dict[str, int]:
        """The ``max_`` rows without that prefix: the fields of ``collect.Limits``."""
        return {name: self.number(f"max_{name}") for name in self._rows("max_")}

    def rules(self) -> dict[str, int]:
        """The ``feed_`` rows without that prefix: the fields of ``collect.following.Rules``."""
        return {name: self.number(f"feed_{name}") for name in self._rows("feed_")}

    def web(self) -> dict[str, Any]:
        """The ``web_`` rows without that prefix: fields of ``collect.web.WebSettings``."""
        fields: dict[str, Any] = dict(self._rows("web_"))
        fields["allowed"] = frozenset(fields["allowed"].split())
        if not fields["user_agent"]:
            del fields["user_agent"]
        return fields

    def _rows(self, prefix: str) -> dict[str, Value]:
        return {name.removeprefix(prefix): value for name, value in self.values.items() if name.startswith(prefix)}

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
        values.update(checked(_parsed(path), str(path)))
    if chosen:
        values.update(checked(chosen, "the call"))
        if chosen.get("places"):
            values["places"] = str(Path(str(chosen["places"])).absolute())
    return Settings(values, folder, frozenset(chosen or ()))


def _parsed(path: Path) -> Mapping[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        told = " ".join(str(error).split())
        raise UsageError(f"The settings in {path} cannot be read ({told}): correct the file.") from error


def checked(given: Mapping[str, object], where: str) -> dict[str, Value]:
    """``given`` as values of the table. Raises ``UsageError`` for a name that is not in it and a value of another type."""
    checked: dict[str, Value] = {}
    for name, value in given.items():
        if name not in _DEFAULTS:
            raise UsageError(f"There is no setting {name!r} (in {where}): choose among {', '.join(_DEFAULTS)}.")
        if isinstance(_DEFAULTS[name], str):
            if not isinstance(value, str):
                raise UsageError(f"The setting {name} (in {where}) must be a text in quotation marks.")
            checked[name] = value
        elif isinstance(_DEFAULTS[name], bool):
            if not isinstance(value, bool):
                raise UsageError(f"The setting {name} (in {where}) must be true or false.")
            checked[name] = value
        else:
            if not isinstance(value, int) or isinstance(value, bool) or value < 0:
                raise UsageError(f"The setting {name} (in {where}) must be a whole number, 0 or more.")
            checked[name] = value
    return checked
