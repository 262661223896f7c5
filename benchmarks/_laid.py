"""A large desk of made articles without comparing them all: a small one that the runner made, laid along time again and again.

Each laying stands :data:`DAYS` after the one before, further than links reach, and its articles have identifiers, dates and
fingerprints of passages of their own, names and words not: as names come back in the news of another year. So its articles are
candidates of those of other layings, as the runner would have it, but links, neighbourhoods and stories are those of the first,
renamed; and so are their rows. ``tests/unit/benchmarks/test_laid.py`` holds them to what the runner stores, but for the order of the records
of a thread, which is that of the first laying. The index of the full-text search is filled on request: relating does not ask it.
"""

from __future__ import annotations

import json
import re
import zlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from onrecord import relate
from onrecord.desk.lookups import DERIVED
from onrecord.desk.sqlite import SqliteStore
from onrecord.desk.stages import Stages
from onrecord.desk.store import GROUPED
from onrecord.model.annotations import Annotated
from onrecord.model.codec import dumps, loads
from onrecord.model.identity import digest, make_id
from onrecord.model.sketch import Sketch
from onrecord.model.when import When

#: Days from one laying to the next: links end at 180, and a laying lasts less than 50.
DAYS = 250

_FIRST_DAY, _LAST_DAY = "2001-01-01", "2001-02-19"
_NAMED = re.compile(
    r"\b(?:(?:art|cap|fate|nbh|thr|story|copy|st|fig|act|ev|cl|diff|ser)_[0-9a-f]{12}\b|2001-\d\d-\d\d|made/\d+)"
)
#: Of the others the identifier is that of what they are named after; these have one of their own in each laying.
_OWN = ("art", "st", "fig", "act", "ev", "cl", "diff", "ser")
_MARKS = 1 << 32
_STEP = 2654435761  # odd, so that no mark comes back within 2**32 layings

#: Indexes that are made again at the end, all at once.
_LATER = (
    "link_keys_by_article", "links_by_other", "records_by_id", "records_by_kind", "records_by_article", "rests_by_component",
    "reports_by_day", "reports_by_evidence", "reports_by_outlet", "reports_left_open",
    "facts_by_component", "found_by_component", "names_by_component", "overview_by_component", "overview_by_weight", "overview_by_last_day", "overview_by_state",
)  # fmt: skip

#: Tables of which every text is renamed and nothing else.
_FOLLOWING = tuple(table.name for table in DERIVED)


def name_of(laying: int, number: int) -> str:
    """The name of an article; that of the first laying is ``made/NUMBER``."""
    return f"made.{laying:03x}/{number}" if laying else f"made/{number}"


def laying_of(name: str) -> int:
    head = name.partition("/")[0]
    return int(head.partition(".")[2] or "0", 16)


def laid(given: Annotated, name: str) -> Annotated:
    """A made article as it stands in the laying of ``name``."""
    laying = laying_of(name)
    if not laying:
        return given
    own = given.article.id + f"{laying:03x}"
    day = _moved(given.article.published.start or _FIRST_DAY, laying)
    published = When(day, day, given.article.published.precision, given.article.published.known_from)
    article = replace(given.article, id=own, source=name, published=published)
    return replace(given, article=article, annotations=replace(given.annotations, article_id=own))


def sketch(item: Annotated) -> Sketch:
    """The sketch of an article, its fingerprints those of its laying."""
    return _marked(relate.sketch(item), laying_of(item.article.source))


def _marked(given: Sketch, laying: int) -> Sketch:
    return replace(given, marks=tuple(sorted((mark + laying * _STEP) % _MARKS for mark in given.marks)))


def _moved(day: str, laying: int) -> str:
    return (date.fromisoformat(day) + timedelta(days=laying * DAYS)).isoformat()


class Laying:
    """The rows of a desk, to be laid again. Raises ``ValueError`` where it is none that can be."""

    def __init__(self, store: SqliteStore, stages: Stages) -> None:
        raw = store._connection.connection.dbapi_connection
        assert raw is not None
        self._raw: Any = raw
        self._stages = stages
        tables = (
            "captures", "fates", "articles", "annotations", "sketches", "links", "components", "records", "due",
            *_FOLLOWING,
        )  # fmt: skip
        self._tables = {table: self._read(f"SELECT * FROM {table}") for table in tables}
        self.size = len(self._tables["sketches"])
        days = [row["moment"] for row in self._read("SELECT DISTINCT moment FROM link_keys")]
        if self._tables["due"] or min(days) < _FIRST_DAY or max(days) > _LAST_DAY:
            raise ValueError("only a desk that is up to date and of less than 50 days is laid again")
        self._members: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in self._tables["components"]:
            self._members[row["level"], row["component_id"]].append(row["article_id"])
        self._tied = self._ties()
        self._sketches = {
            row["article_id"]: loads(Sketch, zlib.decompress(row["body"]).decode()) for row in self._tables["sketches"]
        }
        self._term_keys = {
            article_id: relate.keys(replace(given, marks=())) for article_id, given in self._sketches.items()
        }
        #: Of what is named after an article which that is.
        self._after = {name: min(members) for (_, name), members in self._members.items()}
        for row in self._tables["records"]:
            if row["kind"] not in GROUPED:
                continue
            told = json.loads(row["body"])
            self._after[row["id"]] = told["first_article_id"] if row["kind"] == "copies" else told["article_ids"][0]

    def _read(self, query: str) -> list[dict[str, Any]]:
        cursor = self._raw.execute(query)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]

    def _ties(self) -> dict[str, list[tuple[str, str]]]:
        """The links that each neighbourhood was made with: those from the level on at which its fingerprint is the stored one."""
        of = {
            member: name for (level, name), members in self._members.items() if level == "group" for member in members
        }
        near: dict[str, list[tuple[str, str, float]]] = defaultdict(list)
        for row in self._tables["links"]:
            one, other = row["article_id"], row["other"]
            if row["near"] and one < other and of[one] == of[other]:
                near[of[one]].append((one, other, row["weight"]))
        said = {row["article_id"]: row["digest"] for row in self._tables["annotations"]}
        states = {
            row["article_id"]: digest(f"{said[row['article_id']]}\n{row['digest']}") for row in self._tables["articles"]
        }
        stored = {row["component_id"]: row["fingerprint"] for row in self._tables["components"]}
        found = {}
        for name in sorted(set(of.values())):
            given = [f"{one} {states[one]}" for one in sorted(self._members["group", name])]
            for least in self._stages.relate.parting.levels:
                ties = sorted((one, other) for one, other, weight in near[name] if weight >= least)
                told = (f"{one} {other}" for one, other in ties)
                if digest("\n".join([self._stages.relate.version, *given, *told])) == stored[name]:
                    found[name] = ties
                    break
            else:
                raise ValueError("a desk with rulings, or made by another version, is not laid again")
        return found

    def lay(self, layings: Iterable[int], *, searched: bool = False) -> None:
        """Store the rows of some layings, each in one transaction; with ``searched`` so that a search finds them."""
        (last,) = self._raw.execute("SELECT max(row) FROM articles").fetchone()
        later = [
            self._raw.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0] for name in _LATER
        ]
        self._raw.execute("PRAGMA synchronous = OFF")
        self._raw.execute("PRAGMA cache_size = -3000000")
        for name in _LATER:
            self._raw.execute(f"DROP INDEX {name}")
        for laying in layings:
            self._raw.execute("BEGIN")
            for table, rows in self.rows(laying).items():
                if not rows:
                    continue
                names = list(rows[0])
                marks = ", ".join("?" * len(names))
                statement = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"
                self._raw.executemany(statement, [tuple(row.values()) for row in rows])
            self._raw.execute("COMMIT")
        for statement in later:
            self._raw.execute(statement)
        if searched:
            self._raw.execute(
                "INSERT INTO searched (rowid, title, outlet, text) SELECT row, coalesce(json_extract(body, '$.title'), ''), "
                "coalesce(json_extract(body, '$.outlet'), ''), json_extract(body, '$.text') FROM articles WHERE row > ?",
                (last,),
            )

    def rows(self, laying: int) -> dict[str, list[dict[str, Any]]]:
        """The rows of one laying by table."""
        known: dict[str, str] = {}
        captures = [self._capture(row, laying, known) for row in self._tables["captures"]]

        def named(text: str) -> str:
            if text not in known:
                kind = text.partition("_")[0]
                if text.startswith("2001"):
                    known[text] = _moved(text, laying)
                elif text.startswith("made/"):
                    known[text] = name_of(laying, int(text[5:]))
                else:
                    known[text] = f"{text}{laying:03x}" if kind in _OWN else make_id(kind, named(self._after[text]))
            return known[text]

        def told(text: str) -> str:
            return _NAMED.sub(lambda match: named(match[0]), text)

        contents = {row["source"]: row["digest"] for row in captures}
        found: dict[str, list[dict[str, Any]]] = {"captures": captures}
        found["fates"] = [
            row
            | {
                "id": make_id("fate", told(row["source"]), contents[told(row["source"])]),
                "source": told(row["source"]),
                "digest": contents[told(row["source"])],
                "article_id": named(row["article_id"]),
            }
            for row in self._tables["fates"]
        ]
        found["articles"] = articles = []
        for row in self._tables["articles"]:
            body, source = told(row["body"]), told(row["source"])
            made = {"capture_id": named(row["capture_id"]), "article_id": named(row["article_id"]), "source": source}
            made |= {"moment": told(row["moment"]), "content": contents[source], "digest": digest(body), "body": body}
            articles.append({name: value for name, value in row.items() if name != "row"} | made)
        found["annotations"] = annotations = []
        for row in self._tables["annotations"]:
            body = told(zlib.decompress(row["body"]).decode())
            packed = zlib.compress(body.encode())
            annotations.append({"article_id": named(row["article_id"]), "digest": digest(body), "body": packed})
        said = {row["article_id"]: row["digest"] for row in annotations}
        states = {row["article_id"]: digest(f"{said[row['article_id']]}\n{row['digest']}") for row in articles}
        found["sketches"], found["link_keys"] = [], []
        for article_id, given in self._sketches.items():
            day = _moved(str(given.published.start), laying)
            published = replace(given.published, start=day, end=day)
            moved = _marked(replace(given, article_id=named(article_id), published=published), laying)
            packed = zlib.compress(dumps(moved).encode())
            found["sketches"].append({"article_id": moved.article_id, "body": packed})
            place = {"moment": day, "article_id": moved.article_id}
            marks = relate.keys(replace(moved, terms=(), weights=()))
            found["link_keys"].extend({"key": key, **place} for key in (*marks, *self._term_keys[article_id]))
        found["link_keys"].sort(key=lambda row: (row["key"], row["moment"], row["article_id"]))
        found["links"] = [
            row | {"article_id": named(row["article_id"]), "other": named(row["other"]), "reason": told(row["reason"])}
            for row in self._tables["links"]
        ]
        records = [
            row | {name: told(row[name]) for name in ("component_id", "id", "article_id", "body") if row[name]}
            for row in self._tables["records"]
        ]
        found["records"] = _placed(records)
        for table in _FOLLOWING:
            found[table] = [
                {name: told(value) if isinstance(value, str) else value for name, value in row.items()}
                for row in self._tables[table]
            ]
        made_from = self._made_from(states, found["records"], named)
        found["components"] = [
            {
                "level": level,
                "article_id": named(member),
                "component_id": named(component),
                "fingerprint": made_from[level, component],
            }
            for (level, component), members in self._members.items()
            for member in members
        ]
        done = [
            {"unit": row["article_id"], "stage": row["level"], "fingerprint": row["fingerprint"]}
            for row in found["components"]
        ]
        for row in articles:
            one, state = row["article_id"], states[row["article_id"]]
            read, annotate, version = (
                self._stages.read.version,
                self._stages.annotate.version,
                self._stages.relate.version,
            )
            done.append(
                {"unit": row["capture_id"], "stage": "read", "fingerprint": digest(f"{read}\n{row['capture_id']}")}
            )
            done.append({"unit": one, "stage": "annotate", "fingerprint": digest(f"{annotate}\n{row['digest']}")})
            done.append({"unit": one, "stage": "keys", "fingerprint": digest(f"{version}\n{state}")})
            done.append({"unit": one, "stage": "link", "fingerprint": ""})
        found["done"] = done
        return found

    def _capture(self, row: dict[str, Any], laying: int, known: dict[str, str]) -> dict[str, Any]:
        name = name_of(laying, int(row["source"].partition("/")[2]))
        content = digest(name)
        known[row["id"]] = make_id("cap", name, row["sequence"], content)
        told = {"id": known[row["id"]], "source": name, "location": name, "digest": content}
        return row | told | {"data": zlib.compress(name.encode())}

    def _made_from(
        self, states: dict[str, str], records: list[dict[str, Any]], named: Any
    ) -> dict[tuple[str, str], str]:
        """The fingerprints of neighbourhoods and threads, as the runner makes them."""
        bodies: dict[str, dict[str, list[str]]] = defaultdict(lambda: {"copies": [], "stories": []})
        for row in records:
            if row["kind"] in GROUPED:
                bodies[row["component_id"]][row["kind"]].append(row["body"])
        of = {
            member: name for (level, name), members in self._members.items() if level == "group" for member in members
        }
        found = {}
        for (level, name), members in self._members.items():
            if level == "group":
                others = [f"{named(one)} {named(other)}" for one, other in self._tied[name]]
            else:
                parts = sorted({named(of[member]) for member in members})
                told = (
                    f'{{"id":"{one}",'
                    + ",".join(f'"{kind}":[{",".join(each)}]' for kind, each in bodies[one].items())
                    + "}"
                    for one in parts
                )
                others = [f"[{','.join(told)}]"]
            given = (f"{named(one)} {states[named(one)]}" for one in sorted(members))
            found[level, name] = digest("\n".join([self._stages.relate.version, *given, *others]))
        return found


def _placed(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Records in the order of their kind among those of their neighbourhood: copies by identifier, stories by day first."""
    groups: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in records:
        groups[row["component_id"], row["kind"]].append(row)
    placed: list[dict[str, Any]] = []
    for (_, kind), rows in groups.items():
        if kind not in GROUPED:  # rows of other tables lead to their places
            placed.extend(rows)
            continue
        firsts = {row["id"]: json.loads(row["body"])["first"] or "9999" if kind == "stories" else "" for row in rows}
        rows.sort(key=lambda row: (firsts[row["id"]], row["id"]))
        placed.extend(row | {"position": position} for position, row in enumerate(rows))
    return placed
