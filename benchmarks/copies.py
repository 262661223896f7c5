"""How well copies are found among news wire articles (Reuters-21578, or any folder laid out like it), and how fast.

The folder holds ``reuters21578/*.sgm.gz`` and ``reuters_pairs.tsv`` (id_a, id_b, jaccard5, containment5: pairs with the Jaccard of
their 5-word shingles, computed, so silver and not gold). Candidates are the pairs that share a fingerprint; a pair is found
where it is exact or near. ``--split tune`` and ``report`` take the pairs of one half (by the digest of their numbers). Metrics:
``candidates_80``/``_50`` and ``recall_80``/``_50``, the share of silver pairs with a Jaccard of .8 and .5 and more that are candidates
and that are found; ``precision_full``, the share of found pairs that a full alignment confirms (:func:`confirmed`), and ``precision_news``,
without those that are one form with other numbers; ``precision_50``, those with a Jaccard of .5 and more.

``--made`` scores made pairs of real articles on pages with invented furniture instead (``benchmarks._furnished``): ``found`` of the
copies and excerpts, ``wrong`` of the pairs that only stand on like pages, each pair alone, and all of them in one set.

``--speed N`` times N made articles instead, beside rensa and datasketch (``benchmarks.copies_speed``).

Reuters-21578, Distribution 1.0: David D. Lewis, https://archive.ics.uci.edu/dataset/137.
"""

from __future__ import annotations

import argparse
import gzip
import html
import re
import time
from collections import Counter
from difflib import SequenceMatcher
from hashlib import sha256
from pathlib import Path

from benchmarks import _common, _furnished, copies_speed
from onrecord.model.passage import Passage
from onrecord.relate.comparing import compare
from onrecord.relate.copies import title_terms
from onrecord.relate.fingerprints import SHINGLE, winnowed
from onrecord.relate.furniture import Text
from onrecord.relate.pairing import alignments, candidates
from onrecord.relate.words import Word, words_of

_ARTICLE = re.compile(r'<REUTERS[^>]*NEWID="(\d+)">(.*?)</REUTERS>', re.S)
_BODY = re.compile(r"<BODY>(.*?)</BODY>", re.S)
_TITLE = re.compile(r"<TITLE>(.*?)</TITLE>", re.S)
_PARAGRAPH = re.compile(r"\n(?=    )")

Pair = tuple[int, int]
Metrics = dict[str, float | int | str | list[float]]

#: A full alignment confirms a pair from this share (Dice) of words in matching blocks of so many words.
CONFIRMED = 0.6
BLOCK = 3


def bodies(folder: Path) -> dict[int, tuple[str, str]]:
    """The title and the text of each article that has a text, by its number."""
    found = {}
    for path in sorted((folder / "reuters21578").glob("*.sgm.gz")):
        with gzip.open(path, "rt", encoding="latin-1") as stream:
            for number, article in _ARTICLE.findall(stream.read()):
                if body := _BODY.search(article):
                    title = _TITLE.search(article)
                    found[int(number)] = html.unescape(title[1]).capitalize() if title else "", html.unescape(body[1])
    return found


def silver(path: Path) -> dict[Pair, float]:
    """The Jaccard of each listed pair, the smaller number first."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return {(min(int(a), int(b)), max(int(a), int(b))): float(jaccard) for a, b, jaccard, _ in rows}


def text_of(paragraphs: list[str], title: str = "") -> Text:
    """The text of an article with these paragraphs."""
    words: list[Word] = []
    starts, at = [], 0
    for part in paragraphs:
        starts.append(at)
        words.extend(words_of(Passage(part, at, at + len(part))))
        at += len(part) + 1
    return Text(words, starts, title_terms(title))


def jaccard(a: Text, b: Text) -> float:
    """The Jaccard of the sets of 5-word shingles."""
    sets = [
        {tuple(word.text for word in side.words[at : at + SHINGLE]) for at in range(len(side.words) - SHINGLE + 1)}
        for side in (a, b)
    ]
    return _common.ratio(len(sets[0] & sets[1]), len(sets[0] | sets[1]))


def confirmed(a: Text, b: Text) -> bool:
    """Whether a full alignment that knows nothing of ours says that two texts are one: the matching blocks of ``difflib`` over
    all words, quoted ones too, of :data:`BLOCK` words and more hold :data:`CONFIRMED` of both texts (Dice)."""
    one, other = ([word.text for word in side.words] for side in (a, b))
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    matched = sum(block.size for block in blocks if block.size >= BLOCK)
    return 2 * matched >= CONFIRMED * (len(one) + len(other))


def one_form(a: Text, b: Text) -> bool:
    """Whether two texts look like one form filled in twice: less than half of the numbers of the one with fewer in common."""
    numbers = [Counter(word.text for word in side.words if word.text[0].isdigit()) for side in (a, b)]
    fewer = min(side.total() for side in numbers)
    return fewer > 2 and (numbers[0] & numbers[1]).total() < fewer / 2


def of_half(pair: Pair, part: str | None) -> bool:
    """Whether a pair is of the half that is asked for."""
    return part is None or (sha256(repr(pair).encode()).digest()[0] % 2 == 1) == (part == "report")


def scored(folder: Path, part: str | None) -> tuple[int, Metrics]:
    """The number of articles, and the metrics of Reuters."""
    texts, pairs = bodies(folder), silver(folder / "reuters_pairs.tsv")
    began = time.perf_counter()
    made = {f"{number:06d}": text_of(_PARAGRAPH.split(body), title) for number, (title, body) in texts.items()}
    aligned = alignments(made)
    seconds = time.perf_counter() - began
    found = {(int(a), int(b)) for (a, b), alignment in aligned.items() if alignment.relation != "excerpt"}
    found = {pair for pair in found if of_half(pair, part)}
    keys = sorted(made)
    near = {(int(keys[a]), int(keys[b])) for a, b in candidates([winnowed(made[key].hashes) for key in keys])}
    metrics: Metrics = {}
    for least in (0.8, 0.5):
        wanted = {
            pair
            for pair, value in pairs.items()
            if value >= least and set(pair) <= texts.keys() and of_half(pair, part)
        }
        metrics[f"candidates_{100 * least:.0f}"] = _common.ratio(len(wanted & near), len(wanted))
        metrics[f"recall_{100 * least:.0f}"] = _common.ratio(len(wanted & found), len(wanted))
        metrics[f"wanted_{100 * least:.0f}"] = len(wanted)
    sides = [(made[f"{a:06d}"], made[f"{b:06d}"]) for a, b in sorted(found)]
    right = [pair for pair in sides if confirmed(*pair)]
    metrics["precision_full"] = _common.ratio(len(right), len(sides))
    metrics["precision_news"] = _common.ratio(sum(not one_form(*pair) for pair in right), len(sides))
    metrics["precision_50"] = _common.ratio(sum(jaccard(*pair) >= 0.5 for pair in sides), len(sides))
    metrics["found"] = len(found)
    metrics["excerpts"] = sum(alignment.relation == "excerpt" for alignment in aligned.values())
    metrics["articles_per_second"] = len(texts) / seconds
    return len(texts), metrics


def furnished(folder: Path, part: str, each: int) -> tuple[int, Metrics]:
    """The number of made pairs, and how they are judged: each alone, with and without its title, and all in one set."""
    reuters = bodies(folder)
    pages = _furnished.articles(folder.parent, reuters, part)
    pairs = _furnished.Maker(pages, part).pairs(each)
    metrics: Metrics = {}
    for name in ("titled", "untitled"):
        texts = [
            [text_of(list(page.paragraphs), page.title if name == "titled" else "") for page in pair.pages]
            for pair in pairs
        ]
        alone = [compare(a, b).relation is not None for a, b in texts]
        together = alignments(
            {
                f"{index:06d}{side}": text
                for index, both in enumerate(texts)
                for side, text in zip("ab", both, strict=True)
            }
        )
        joined = {(a[:6], b[:6]) for a, b in together}
        for label, says in (
            ("alone", alone),
            ("in_one_set", [(f"{i:06d}", f"{i:06d}") in joined for i in range(len(pairs))]),
        ):
            for wanted in (True, False):
                said = [value for value, pair in zip(says, pairs, strict=True) if pair.wanted is wanted]
                metrics[f"{'found' if wanted else 'wrong'}_{name}_{label}"] = sum(said) / len(said)
        metrics[f"strangers_{name}"] = sum(a != b for a, b in joined)
        kinds = Counter(
            (pair.kind, pair.wanted) for pair, value in zip(pairs, alone, strict=True) if value is not pair.wanted
        )
        for (kind, wanted), count in sorted(kinds.items()):
            print(
                f"{name}, alone: {count} of {sum(pair.kind == kind for pair in pairs)} {'missed' if wanted else 'wrong'}: {kind}"
            )
    return len(pairs), metrics


def main(argv: list[str] | None = None) -> None:
    def extend(parser: argparse.ArgumentParser) -> None:
        parser.add_argument(
            "--made", type=int, metavar="N", help="score N made pairs of each kind on pages with furniture"
        )
        parser.add_argument("--speed", type=int, metavar="N", help="time N made articles, beside rensa and datasketch")
        parser.add_argument("--environment", type=Path, default=copies_speed.ENVIRONMENT, help="of the peers")

    run = _common.start("copies", __doc__ or "", "copies", "Reuters-21578 from the UCI archive", extend, argv)
    if run.rest.speed:
        texts = [body for _, body in bodies(run.data).values()]
        items, metrics = run.rest.speed, copies_speed.timed(texts, run.rest.speed, run.rest.environment)
    elif run.rest.made:
        items, metrics = furnished(run.data, run.split or "tune", run.rest.made)
    else:
        items, metrics = scored(run.data, run.split)
    run.report(items, metrics)


if __name__ == "__main__":
    main()
