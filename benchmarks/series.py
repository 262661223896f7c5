"""Whether a table comes back from the sentences that tell it: figures over time, by claimant, through a whole desk.

The tables are ``economist_ukraine_casualty_estimates.csv`` (attributed estimates, low and high) and ``russia_losses_personnel.json``
(cumulative losses by day, every :data:`STEP` th day, as a level and as the change since the one before). Each row becomes one made
article: a headline, sentences without numbers, and one sentence that tells the row by one of :data:`PHRASINGS`. The articles go through a
desk (read, annotate, relate), and each row is looked for in the figures of its article.

Of the phrasings those with even numbers are what rules are built on (``--split even``) and those with odd numbers what is
reported (``--split odd``, the default). Metrics, as shares of the rows: ``right`` where value, bound, unit, claimant, day and kind are all
as told; ``wrong`` where a figure stands on the number and says something else in one of them (an open one is not wrong); ``missing``
where no figure stands there. ``FIELD_right`` and ``FIELD_wrong`` for each alone. ``pair_precision`` and ``pair_recall``: whether two
rows of one quantity (whose; deaths, casualties or losses) stand in one series.

The Economist: https://github.com/TheEconomist. The General Staff's losses: https://github.com/PetroIvaniuk/2022-Ukraine-Russia-War-Dataset.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import re
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations
from pathlib import Path

from benchmarks import _common
from onrecord import open_desk
from onrecord.model.contents import Contents
from onrecord.model.picture import Bound, Figure
from onrecord.model.relations import Relations

STEP = 12
FIELDS = ("value", "bound", "unit", "who", "day", "kind")

#: How the table's short names of sources are written in a report. Others are written as they are, without "(via ...)".
SOURCES = {
    "UK MoD": "Britain's Ministry of Defence", "UK Ministry of Defence": "Britain's Ministry of Defence", "US DoD": "the US Department of Defense",
    "US Sec of Def": "Lloyd Austin", "CSIS": "the Centre for Strategic and International Studies", "IISS": "the International Institute for Strategic Studies",
    "CIA": "the CIA", "Mediazona; Meduza": "Mediazona", "Pentagon leak": "the Pentagon", "Excess deaths estimate": "Dmitry Kobak",
    "Norwegian Defense Intelligence": "the Norwegian Intelligence Service", "French foreign minister": "the French foreign minister",
    "UK Foreign ministry": "the Foreign Office", "BBC Russia": "the BBC", "Russian Ministry of Defense": "Russia's Ministry of Defence",
    "Armed Forces of Ukraine": "the Armed Forces of Ukraine",
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One line of a table. ``what`` is ``deaths`` or ``casualties``, ``whose`` an adjective."""

    day: date
    low: float
    high: float
    what: str
    who: str
    whose: str
    change: bool = False
    before: float | None = None


@dataclass(frozen=True)
class Phrasing:
    """A sentence for rows: ``{n}`` the number, ``{who}``, ``{whose}``, ``{when}``; ``bound`` is what its words make of the number.

    ``when`` is ``date`` (the day and month, perhaps the year), ``weekday``, ``yesterday`` or empty: as of publication.
    """

    text: str
    what: str
    bound: Bound
    unit: str
    when: str = ""
    change: bool = False


_P = Phrasing
PHRASINGS: tuple[Phrasing, ...] = (
    # deaths, a level
    _P("{who} said on {when} that {n} {whose} soldiers had been killed.", "deaths", "exact", "soldier", "weekday"),
    _P("As of {when}, {n} {whose} troops had died, according to {who}.", "deaths", "exact", "troop", "date"),
    _P("“About {n} {whose} servicemen have been killed,” {who} said.", "deaths", "about", "serviceman"),
    _P("{who} put the number of {whose} soldiers killed at around {n}.", "deaths", "about", "soldier"),
    _P("At least {n} {whose} soldiers had died by {when}, {who} said.", "deaths", "at_least", "soldier", "date"),
    _P("{who} has confirmed the deaths of no fewer than {n} {whose} soldiers.", "deaths", "at_least", "soldier"),
    _P("{who} estimated that more than {n} {whose} troops had been killed as of {when}.", "deaths", "more_than", "troop", "date"),
    _P("Over {n} {whose} servicemen have lost their lives, according to {who}.", "deaths", "more_than", "serviceman"),
    _P("As many as {n} {whose} soldiers had been killed by {when}, {who} estimated.", "deaths", "at_most", "soldier", "date"),
    _P("{who} believes that up to {n} {whose} troops have died.", "deaths", "at_most", "troop"),
    _P("Between {n} and {m} {whose} soldiers have been killed, {who} said on {when}.", "deaths", "range", "soldier", "weekday"),
    _P("According to {who}, from {n} to {m} {whose} troops had been killed by {when}.", "deaths", "range", "troop", "date"),
    _P("{who} said the {whose} army had lost {n}-{m} soldiers as of {when}.", "deaths", "range", "soldier", "date"),
    _P("{who} estimates {whose} deaths at {n} to {m}.", "deaths", "range", "death"),
    # casualties, a level
    _P("{whose} casualties had reached {n} by {when}, {who} said.", "casualties", "exact", "casualty", "date"),
    _P("{who} said {whose} forces had suffered {n} casualties.", "casualties", "exact", "casualty"),
    _P("{who} estimated on {when} that {whose} casualties stood at about {n}.", "casualties", "about", "casualty", "weekday"),
    _P("Roughly {n} {whose} soldiers had been killed or wounded as of {when}, according to {who}.", "casualties", "about", "soldier", "date"),
    _P("{who} said yesterday that {whose} losses now exceeded {n} casualties.", "casualties", "more_than", "casualty", "yesterday"),
    _P("More than {n} {whose} casualties have been counted, {who} said on {when}.", "casualties", "more_than", "casualty", "weekday"),
    _P("“At least {n} {whose} troops have been killed or wounded,” said {who} on {when}.", "casualties", "at_least", "troop", "weekday"),
    _P("{who} reported {whose} casualties of at least {n}.", "casualties", "at_least", "casualty"),
    _P("{who} put {whose} casualties at between {n} and {m} as of {when}.", "casualties", "range", "casualty", "date"),
    _P("{who} said on {when} that the {whose} army had taken {n} to {m} casualties.", "casualties", "range", "casualty", "weekday"),
    # the daily losses: a level
    _P("{who} said {whose} losses had risen to {n} personnel.", "losses", "exact", "personnel"),
    _P("{whose} forces have lost {n} personnel since the war began, {who} said on {when}.", "losses", "exact", "personnel", "weekday"),
    _P("The {whose} army had lost about {n} personnel as of {when}, according to {who}.", "losses", "about", "personnel", "date"),
    _P("{who} said that by {when} the {whose} military had lost nearly {n} soldiers.", "losses", "about", "soldier", "date"),
    # and a change
    _P("{who} said yesterday that {whose} forces had lost another {n} soldiers.", "losses", "exact", "soldier", "yesterday", True),
    _P("{n} more {whose} soldiers were lost, {who} reported on {when}.", "losses", "exact", "soldier", "weekday", True),
    _P("{whose} losses rose by {n} personnel, {who} said.", "losses", "exact", "personnel", "", True),
    _P("According to {who}, {whose} losses increased by about {n} soldiers.", "losses", "about", "soldier", "", True),
)  # fmt: skip

#: What stands around the sentence: three of these, in an order of its own for each article, so that few are copies of each other.
_AROUND = (
    "The war in Ukraine has been fought along a front of many villages.",
    "Kyiv and Moscow seldom speak of their own dead in the war in Ukraine.",
    "Neither side in Ukraine lets reporters see its cemeteries.",
    "Analysts warn that every count of losses in the war in Ukraine is uncertain.",
    "Heavy fighting went on in eastern Ukraine, and Russia shelled towns near the front.",
    "Families in Russia and in Ukraine look for news of missing men.",
    "Western governments keep sending weapons to Kyiv for the war with Russia.",
    "Hospitals on both sides of the front in Ukraine say that they are full.",
    "Drones now watch every road that leads to the Ukrainian trenches.",
    "Moscow has made it a crime to doubt what its army says about Ukraine.",
    "Volunteers in Ukraine search old battlefields for the fallen of both armies.",
    "Obituaries in Russian newspapers and on memorial walls are one way to count.",
    "The Kremlin did not comment on the fighting in Ukraine.",
    "President Volodymyr Zelensky asked allies for more air defence.",
    "Russian prisons have long been a source of recruits for the front in Ukraine.",
    "Artillery, mines and small drones do most of the harm in Ukraine.",
    "Talks about a ceasefire between Russia and Ukraine have led nowhere.",
    "Exchanges of bodies between Ukraine and Russia go on in spite of the fighting.",
    "Mobilisation is unpopular in Russia, and in Ukraine too.",
    "Satellite pictures show new graves in many Russian towns.",
    "Ukraine calls up younger men, and Russia pays recruits more than before.",
    "Historians compare the fighting in Ukraine with the trenches of Flanders.",
    "Military doctors in Ukraine work without electricity for hours.",
)


@dataclass(frozen=True)
class Told:
    """A row with the phrasing that tells it, its article and where in the article's page its number stands."""

    row: Row
    phrasing: Phrasing
    sentence: str
    number: str
    published: date

    @property
    def quantity(self) -> tuple[str, str]:
        return self.row.whose, "casualties" if self.phrasing.unit == "casualty" else self.phrasing.what


def economist(path: Path) -> Iterator[Row]:
    """The rows of the Economist's table that have a number and a source."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for line in csv.DictReader(lines):
            numbers = [float(line[key].replace(",", "")) for key in ("estimate_low", "estimate_high") if line[key]]
            if line["estimate"]:
                numbers = [float(line["estimate"].replace(",", ""))]
            if not numbers or line["type"] not in ("deaths", "casualties"):
                continue
            name = line["source"].partition(" (")[0]
            day = datetime.strptime(line["date"], "%d/%m/%Y").replace(tzinfo=UTC).date()
            whose = {"russia": "Russian", "ukraine": "Ukrainian"}[line["country"].strip().lower()]
            yield Row(day, numbers[0], numbers[-1], line["type"], SOURCES.get(name, name), whose)


def general_staff(path: Path) -> Iterator[Row]:
    """Every :data:`STEP` th day's cumulative losses, and between them what was added."""
    days = json.loads(path.read_text(encoding="utf-8"))
    for number in range(STEP, len(days), STEP):
        now, before = days[number], days[number - 1]
        day = date.fromisoformat(now["date"])
        total, added = float(now["personnel"]), float(now["personnel"]) - float(before["personnel"])
        who = "Ukraine's General Staff"
        yield Row(day, total, total, "losses", who, "Russian")
        if added > 0:
            yield Row(day, added, added, "losses", who, "Russian", change=True)


def tell(rows: Sequence[Row], phrasings: Sequence[Phrasing]) -> Iterator[Told]:
    """Each row by the next of the phrasings that fit it; a row that none fits is left out."""
    turns: Counter[tuple[str, bool, bool]] = Counter()
    for row in rows:
        spread = row.low != row.high
        fitting = [
            one
            for one in phrasings
            if one.what == row.what and one.change == row.change and (one.bound == "range") == spread
        ]
        if not fitting:
            continue
        turn = (row.what, row.change, spread)
        phrasing = fitting[turns[turn] % len(fitting)]
        turns[turn] += 1
        lag = {"": 0, "yesterday": 1}.get(phrasing.when, 2)
        when = {"weekday": f"{row.day:%A}", "date": f"{row.day.day} {row.day:%B}"}.get(phrasing.when, "")
        low, high = f"{row.low:,.0f}", f"{row.high:,.0f}"
        text = phrasing.text.format(n=low, m=high, who=row.who, whose=row.whose, when=when)
        yield Told(row, phrasing, text[0].upper() + text[1:], low, row.day + timedelta(days=lag))


def page(told: Told, number: int) -> str:
    """The page of one made article."""
    around = random.Random(number).sample(_AROUND, 3)
    paragraphs = [around[0], told.sentence, *around[1:]]
    return (
        f'<html lang="en"><head><title>War in Ukraine: losses, report {number}</title>'
        f'<meta property="article:published_time" content="{told.published.isoformat()}T12:00:00+00:00"></head>'
        f"<body><article><h1>War in Ukraine: what is known of the losses</h1>"
        + "".join(f"<p>{text}</p>" for text in paragraphs)
        + "</article></body></html>"
    )


def figure_of(told: Told, figures: Sequence[Figure], text: str) -> Figure | None:
    """The figure that stands on the row's number."""
    at = text.find(told.sentence)
    number = text.find(told.number, at)
    return next((figure for figure in figures if at >= 0 and figure.start <= number < figure.end), None)


def compare(told: Told, figure: Figure, claimant: tuple[str, str] | None) -> dict[str, str]:
    """``right``, ``wrong`` or ``open`` for each of :data:`FIELDS`."""
    row, bound = told.row, told.phrasing.bound
    low = None if bound in ("at_most", "less_than") else row.low
    high = None if bound in ("at_least", "more_than") else row.high
    days = (figure.as_of.first_day, figure.as_of.last_day)
    wanted = "change" if row.change else "level"
    states = {
        "value": (figure.low, figure.high) == (low, high),
        "bound": figure.bound == bound,
        "unit": None if not figure.unit else figure.unit == told.phrasing.unit,
        "who": None if claimant is None else any(_same_name(row.who, name) for name in claimant),
        "day": None if days[0] is None else days == (row.day.isoformat(), row.day.isoformat()),
        "kind": figure.kind == wanted and not figure.previous,
    }
    return {field: "open" if state is None else "right" if state else "wrong" for field, state in states.items()}


def _same_name(wanted: str, given: str) -> bool:
    """Whether a claimant's name, or the words of the text for it, are those that the sentence was made with."""
    a, b = (set(re.findall(r"\w+", name.casefold())) - {"the", "s"} for name in (wanted, given))
    return a == b


def score(told: Sequence[Told], contents: Contents, by_page: dict[str, int], verbose: bool = False) -> dict[str, float]:
    """The metrics over all rows."""
    counts: Counter[str] = Counter()
    placed: dict[int, str] = {}
    figures: dict[str, list[Figure]] = {}
    speakers, series_of = _speakers_and_series(contents.relations)
    for relations in contents.relations:
        for figure in relations.figures:
            figures.setdefault(figure.article_id, []).append(figure)
    for article in contents.articles:
        number = by_page[Path(article.source).name]
        one = told[number]
        text = " ".join(article.text.split("\n"))
        figure = figure_of(one, figures.get(article.id, ()), text)
        if figure is None:
            counts["missing"] += 1
            if verbose:
                print("MISSING", one.sentence)
            continue
        states = compare(one, figure, speakers.get(figure.statement_id or ""))
        for field, state in states.items():
            counts[f"{field}_{state}"] += 1
        counts["right"] += all(state == "right" for state in states.values())
        counts["wrong"] += any(state == "wrong" for state in states.values())
        if verbose and any(state != "right" for state in states.values()):
            said = speakers.get(figure.statement_id or "")
            bad = {field: state for field, state in states.items() if state != "right"}
            print(bad, "|", one.sentence, "|", figure.text, figure.low, figure.high, figure.bound, figure.unit, said, figure.as_of.start, figure.as_of.end, one.row.day, figure.kind)  # fmt: skip
        if figure.id in series_of:
            placed[number] = series_of[figure.id]
    share = {name: counts[name] / len(told) for name in ("right", "wrong", "missing")}
    fields = {
        f"{field}_{state}": counts[f"{field}_{state}"] / len(told) for field in FIELDS for state in ("right", "wrong")
    }
    wanted = found = both = 0
    for a, b in combinations(range(len(told)), 2):
        alike = told[a].quantity == told[b].quantity
        together = a in placed and placed[a] == placed.get(b)
        wanted, found, both = wanted + alike, found + together, both + (alike and together)
    pairs = {"pair_precision": _common.ratio(both, found), "pair_recall": _common.ratio(both, wanted)}
    return {**share, **fields, **pairs}


def _speakers_and_series(relations: Sequence[Relations]) -> tuple[dict[str, tuple[str, str]], dict[str, str]]:
    speakers = {
        statement.id: (statement.speaker.name or "", statement.speaker.text or "")
        for one in relations
        for statement in one.statements
        if statement.speaker.name or statement.speaker.text
    }
    series = {point.figure_id: row.id for one in relations for row in one.series for point in row.points}
    return speakers, series


def measure(rows: Sequence[Row], phrasings: Sequence[Phrasing], verbose: bool = False) -> tuple[int, dict[str, float]]:
    """The number of rows told, and the metrics."""
    told = list(tell(rows, phrasings))
    with tempfile.TemporaryDirectory() as folder:
        by_page = {}
        for number, one in enumerate(told):
            name = f"report_{number:04}.html"
            (Path(folder) / name).write_text(page(one, number), encoding="utf-8")
            by_page[name] = number
        received = datetime.combine(max(one.published for one in told), datetime.min.time(), UTC) + timedelta(days=2)
        with open_desk(None, clock=lambda: received) as desk:
            desk.add([folder])
            return len(told), score(told, desk.contents(), by_page, verbose)


def main() -> None:
    """The command."""
    run = _common.start(
        "series",
        (__doc__ or "").splitlines()[0],
        "figures",
        "the Economist's casualty estimates and the General Staff's losses, see the module's text",
        _extend,
    )
    rows = [
        *economist(run.data / "economist_ukraine_casualty_estimates.csv"),
        *general_staff(run.data / "russia_losses_personnel.json"),
    ]
    chosen = {"even": PHRASINGS[::2], "odd": PHRASINGS[1::2], None: PHRASINGS[1::2], "all": PHRASINGS}.get(run.split)
    if chosen is None:
        raise SystemExit(f"benchmarks.series: there is no split {run.split}; take even, odd or all")
    told, metrics = measure(rows, chosen, verbose=run.rest.errors)
    run.report(told, {"phrasings": len(chosen), **metrics})


def _extend(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--errors", action="store_true", help="print the rows that do not come back as they were told")


if __name__ == "__main__":
    main()
