"""How well speakers are told: 532 hand-marked links from the words of a speaker to who that is (``truth/speaker_links.jsonl``).

The links lie in PolNeAR train articles and in the demo's plain reports; ``truth/LINKS.md`` has the rules by which they were
marked. Each article is annotated, its statements are paired with the links one to one (the words of the speaker first, then
the cue), and every link is *right*, *wrong*, *open* (no name is given where there is one) or *not found* (no statement there).
A link that a careful reader leaves open is right when it stays open. ``wrong_share`` is the share of wrong ones among those
found, ``wrong_other_words`` counts the wrong ones whose statement took other words for its speaker: errors of attribution
and not of linking. ``--marked`` gives the words of the speakers as they are marked to the resolver, so that only the linking is
scored, and every link is found. The interval is over articles. ``--split tune`` and ``test`` take the articles whose digest is even and odd, ``fresh`` those
marked later.

PolNeAR: Newell, Margolin and Ruths 2018, https://github.com/networkdynamics/PolNeAR (no licence stated).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from benchmarks import _common
from benchmarks.statements import article_of
from onrecord.annotate import annotator
from onrecord.annotate.cues import cue_table
from onrecord.annotate.phrases import phrase_in
from onrecord.annotate.sentences import split as sentences_of
from onrecord.annotate.speakers import Speakers
from onrecord.annotate.units import units
from onrecord.model.annotations import Annotations
from onrecord.model.article import Article
from onrecord.model.statement import Speaker, Statement

TRUTH = Path(__file__).parent / "truth" / "speaker_links.jsonl"
DEMO = Path(__file__).parents[1] / "demo" / "harbour" / "reports"
KINDS = ("pronoun", "description", "surname", "full name", "body")
OUTCOMES = ("right", "wrong", "open", "not found")
_EMPTY = frozenset(("a", "an", "the", "mr", "mrs", "ms", "sen", "gov", "president", "its", "his", "her", "their", "s"))
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Link:
    """One marked link: the characters ``source`` of a text are ``name`` (or one of ``also``), ``anonymous`` or ``open``."""

    file: str
    digest: str
    demo: bool
    source: Span
    cue: Span | None
    name: str | None
    also: tuple[str, ...]
    anonymous: bool
    open: bool
    kind: str
    fresh: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of a link."""

    link: Link
    outcome: str
    speaker: Speaker | None
    other_words: bool = False


def load(path: Path = TRUTH) -> list[Link]:
    """The marked links in the order of their file."""
    rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [
        Link(
            row["file"], row["sha256"], row["set"] == "demo", (row["source"][0], row["source"][1]),
            (row["cue"][0], row["cue"][1]) if row["cue"] else None, row["name"], tuple(row["also"]), row["anonymous"],
            row["open"], row["kind"],
            row.get("part") == "fresh",
        )
        for row in rows
    ]  # fmt: skip


def in_split(link: Link, split: str | None) -> bool:
    """Whether the link belongs to ``fresh`` (marked after ``test`` was read), ``tune`` (an even digest) or ``test``."""
    even = int(link.digest[-1], 16) % 2 == 0
    return split in {None, "fresh" if link.fresh else "tune" if even else "test"}


def judged(links: Sequence[Link], statements: Sequence[Statement]) -> list[Verdict]:
    """The links of one article with the statements that its annotation found."""
    overlaps = sorted(
        (-_overlap(link.source, _words_of(statement)), -_overlap(link.cue, _cue_of(statement)), a, b)
        for a, link in enumerate(links)
        for b, statement in enumerate(statements)
        if _overlap(link.source, _words_of(statement)) or _overlap(link.cue, _cue_of(statement))
    )
    partners: dict[int, int] = {}
    for _, _, a, b in sorted(overlaps, key=lambda row: (not (row[0] and row[1]), row)):
        if a not in partners and b not in partners.values():
            partners[a] = b
    verdicts = []
    for a, link in enumerate(links):
        if a not in partners:
            verdicts.append(Verdict(link, "not found", None))
            continue
        speaker = statements[partners[a]].speaker
        elsewhere = not _overlap(link.source, _words_of(statements[partners[a]]))
        verdicts.append(Verdict(link, outcome(link, speaker), speaker, elsewhere))
    return verdicts


def outcome(link: Link, speaker: Speaker) -> str:
    """``right``, ``wrong`` or ``open``."""
    if speaker.name is not None and not speaker.anonymous:
        return "right" if any(same_name(name, speaker.name) for name in (link.name, *link.also) if name) else "wrong"
    if link.open:
        return "wrong" if speaker.anonymous else "right"
    if speaker.anonymous:
        return "right" if link.anonymous else "wrong"
    return "open"


def same_name(one: str, other: str) -> bool:
    """Whether two names can be the same actor's: equal without titles, or one last name and no two first names."""
    mine, theirs = _folded(one), _folded(other)
    short, long = sorted((mine, theirs), key=len)
    if mine == theirs or (len(short) > 1 and long[-len(short) :] == short):  # "Daily News" of a town; more titles
        return True
    if not mine or not theirs or mine[-1] != theirs[-1] or not (one[0].isupper() and other[0].isupper()):
        return False
    return len(mine) == 1 or len(theirs) == 1 or mine[0] == theirs[0]


def _folded(name: str) -> list[str]:
    words = re.findall(r"\w+", name.casefold().replace("defense", "defence"))
    return [word for word in words if word not in _EMPTY]


def _words_of(statement: Statement) -> Span | None:
    speaker = statement.speaker
    return (speaker.start, speaker.end) if speaker.start is not None and speaker.end is not None else None


def _cue_of(statement: Statement) -> Span | None:
    return (statement.cue.start, statement.cue.end) if statement.cue else None


def _overlap(one: Span | None, other: Span | None) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0])) if one and other else 0


def read(link: Link, data: Path) -> str | None:
    """The text in which a link lies; ``None`` where it is not there or is another than the one marked."""
    path = DEMO / link.file if link.demo else data / "train" / "text" / link.file
    try:
        raw = path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    text = raw.replace("\r\n", "\n")
    return text if sha256(text.encode()).hexdigest() == link.digest else None


def resolved(links: Sequence[Link], article: Article, annotations: Annotations) -> list[Verdict]:
    """The links of one article where the words of the speakers are given: what the resolver makes of each, in reading order."""
    rows = units(article.text, sentences_of(article), annotations.mentions, annotations.times)
    speakers = Speakers(article, rows, annotations.mentions)
    verdicts = []
    for link in sorted(links, key=lambda item: item.source):
        unit = next((row for row in rows if row.start <= link.source[0] < row.end), None)
        phrase = phrase_in(unit, *link.source) if unit is not None else None
        if unit is None or phrase is None:
            verdicts.append(Verdict(link, "not found", None))
            continue
        speaker = speakers.of(unit, phrase, _lemma(article.text, link.cue))
        speakers.hear(unit, speaker)
        verdicts.append(Verdict(link, outcome(link, speaker), speaker))
    return verdicts


def _lemma(text: str, cue: Span | None) -> str:
    words = text[cue[0] : cue[1]].lower().split() if cue else []
    return next((cue_table()[word][-1].lemma for word in words if word in cue_table()), "")


def score(
    links: Sequence[Link], data: Path, annotate: Callable[[Article], Annotations], *, given: bool = False
) -> tuple[list[list[Verdict]], int]:
    """The verdicts of each article, and how many links lie in texts that are missing or changed."""
    files: dict[tuple[bool, str], list[Link]] = {}
    for link in links:
        files.setdefault((link.demo, link.file), []).append(link)
    verdicts, missing = [], 0
    for marked in files.values():
        text = read(marked[0], data)
        if text is None:
            missing += len(marked)
            continue
        article = article_of(text, marked[0].file)
        found = annotate(article)
        verdicts.append(resolved(marked, article, found) if given else judged(marked, found.statements))
    return verdicts, missing


def counted(verdicts: Iterable[Verdict]) -> Counter[str]:
    return Counter(verdict.outcome for verdict in verdicts)


def share(counts: Counter[str], name: str) -> float:
    """The share of an outcome among the links found."""
    return _common.ratio(counts[name], sum(counts[key] for key in OUTCOMES[:3]))


def metrics_of(files: Sequence[Sequence[Verdict]]) -> dict[str, float | int | str | list[float]]:
    """Counts by kind of source, and shares of those found with the interval of the wrong ones."""
    flat = [verdict for file in files for verdict in file]
    result: dict[str, float | int | str | list[float]] = {}
    groups = [("all", flat), *((kind, [v for v in flat if v.link.kind == kind]) for kind in KINDS)]
    groups += [("polnear", [v for v in flat if not v.link.demo]), ("demo", [v for v in flat if v.link.demo])]
    for name, group in groups:
        counts = counted(group)
        for key in OUTCOMES:
            result[f"{name} {key}".replace(" ", "_")] = counts[key]
        result[f"{name} wrong share".replace(" ", "_")] = share(counts, "wrong")
        result[f"{name} right share".replace(" ", "_")] = share(counts, "right")
    result["all_wrong_share_interval"] = list(
        _common.bootstrap(files, lambda drawn: share(counted(v for file in drawn for v in file), "wrong"))
    )
    result["wrong_other_words"] = sum(v.outcome == "wrong" and v.other_words for v in flat)
    result["articles"] = len(files)
    return result


def _extend(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--marked", action="store_true", help="give the resolver the words of the speakers as marked")
    parser.add_argument("--show", choices=OUTCOMES, help="list the links with this outcome by their offsets")


def main(argv: Sequence[str] | None = None) -> int:
    """Score all links, or those of one split."""
    run = _common.start(
        "links", __doc__ or "", "attribution", "https://github.com/networkdynamics/PolNeAR", extend=_extend, argv=argv
    )
    if run.split not in {None, "tune", "test", "fresh"}:
        print(
            f"benchmarks.links: there is no split {run.split}; take tune, test or fresh, or leave it out",
            file=sys.stderr,
        )
        return 2
    links = [link for link in load() if in_split(link, run.split)]
    files, missing = score(links, run.data, annotator(), given=run.rest.marked)
    if missing:
        print(
            f"benchmarks.links: {missing} links left out: their texts are not there or not those marked",
            file=sys.stderr,
        )
    for verdict in (v for file in files for v in file if v.outcome == run.rest.show):
        link, speaker = verdict.link, verdict.speaker
        wanted = link.name or ("anonymous" if link.anonymous else "open")
        given = speaker and (speaker.name or ("anonymous" if speaker.anonymous else f"open: {speaker.reason}"))
        print(f"{link.file}:{link.source[0]}-{link.source[1]} {link.kind}: {wanted} / {given}")
    run.report(sum(len(file) for file in files), metrics_of(files))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
