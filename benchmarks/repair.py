"""How much of damaged text is mended, and how much of clean text is changed: beside ftfy alone.

Data: the news articles of PolNeAR (a folder with SPLIT/text), or with ``--texts`` any folder of text files. Each text is
damaged in one known way at a time, from a fixed seed; the damage is told below at each function. Metric: the share of the
damaged places at which the text around them (eight characters on both sides) stands in its line as before,
straight and curly apostrophes taken for the same. ``clean`` is the
number of changes in 100,000 words of the texts as they are: these have damage of their own, so ``--show`` prints every change
for a look. ``wrong`` is the share of apostrophes that were put where none had been.

Rules were looked for in the articles whose name has an even digest (``--half tune``); report the others (``--half test``).
"""

from __future__ import annotations

import argparse
import hashlib
import html
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks._common import ratio, start
from onrecord.model.sentences import sentences
from onrecord.read.repair import repair
from onrecord.read.repair_doubles import doubled
from onrecord.read.repair_words import mend_words, quotes_lost

#: A damaged line, and where in the line as it was the damage is.
Damaged = tuple[str, list[int]]
Damage = Callable[[str, random.Random], Damaged]
Mend = Callable[[str], str]
CONTEXT = 8


def lost_spaces(line: str, chance: random.Random) -> Damaged:
    """One space in a hundred between letters is lost."""
    places = [match.start() for match in re.finditer(r"(?<=[^\W\d_]) (?=[^\W\d_])", line) if chance.random() < 0.01]
    return _without(line, places), places


def lost_spaces_at_links(line: str, chance: random.Random) -> Damaged:
    """One space in a hundred in front of a word of at least six letters, as when a link swallows it."""
    places = [match.start() for match in re.finditer(r"(?<=[^\W\d_]) (?=[^\W\d_]{6})", line) if chance.random() < 0.01]
    return _without(line, places), places


def lost_spaces_after_stops(line: str, chance: random.Random) -> Damaged:
    """One space in five between a full stop and a capital."""
    places = [match.start() for match in re.finditer(r"(?<=[a-z]{2}[.!?]) (?=[A-Z])", line) if chance.random() < 0.2]
    return _without(line, places), places


def lost_apostrophes(line: str, _: random.Random) -> Damaged:
    """Every apostrophe and quotation mark is lost."""
    places = [match.start() for match in re.finditer(r"(?<=\w)['’](?=\w)", line)]
    return re.sub(r"[\"“”'‘’]", "", line), places


def replaced_apostrophes(line: str, _: random.Random) -> Damaged:
    """Every apostrophe in a word became a sign that stands for what is unknown."""
    places = [match.start() for match in re.finditer(r"(?<=\w)['’](?=\w)", line)]
    return re.sub(r"(?<=\w)['’](?=\w)", "�", line), places


def _misread(encoding: str, errors: str) -> Damage:
    def damage(line: str, _: random.Random) -> Damaged:
        places = [match.start() for match in re.finditer(r"[^\x00-\x7f]", line)]
        return line.encode("utf-8").decode(encoding, errors), places

    return damage


def left_entities(line: str, _: random.Random) -> Damaged:
    """Escaped for HTML twice."""
    places = [match.start() for match in re.finditer(r"[&<>\"'’“”]", line)]
    escaped = html.escape(html.escape(line))
    for mark, name in (("’", "&rsquo;"), ("“", "&ldquo;"), ("”", "&rdquo;")):
        escaped = escaped.replace(mark, name)
    return escaped, places


def invisible(line: str, chance: random.Random) -> Damaged:
    """Soft hyphens, zero-width and no-break spaces, ligatures."""
    places = [match.start() for match in re.finditer(r"(?<=\w{3})\w(?=\w{3})|fi", line) if chance.random() < 0.1]
    pieces = list(line)
    for place in places:
        pieces[place] = "\u00ad" + pieces[place] if chance.random() < 0.5 else "\u200b" + pieces[place]
    return "".join(pieces).replace("fi", "ﬁ"), places


DAMAGES: dict[str, Damage] = {
    "space": lost_spaces,
    "space_at_link": lost_spaces_at_links,
    "space_after_stop": lost_spaces_after_stops,
    "apostrophe": lost_apostrophes,
    "apostrophe_replaced": replaced_apostrophes,
    "decoded_as_cp1252": _misread("sloppy-windows-1252", "strict"),
    "decoded_as_latin1": _misread("latin-1", "strict"),
    "entity": left_entities,
    "invisible": invisible,
}


def main() -> None:
    run = start("repair", __doc__ or "", "attribution", "networkdynamics/PolNeAR", _options)
    folder = run.data if run.rest.texts else run.data / (run.split or "train") / "text"
    texts = [text for name, text in _texts(folder) if run.rest.half in (None, half_of(name))]
    metrics: dict[str, float | int | str | list[float]] = {}
    for name, damage in DAMAGES.items():
        for label, mend in (("", mended), ("ftfy_", by_ftfy)):
            damaged, restored = _restored(texts, damage, mend)
            metrics[f"{label}{name}"] = ratio(restored, damaged)
        metrics[f"{name}_places"] = damaged
    words = sum(len(text.split()) for text in texts)
    metrics["clean"] = 1e5 * ratio(sum(_changes(text, run.rest.show) for text in texts), words)
    metrics["wrong"] = _wrong_apostrophes(texts)
    metrics["doubles"], metrics["clean_doubles"] = _doubles(texts)
    metrics["quotes_lost"], metrics["clean_quotes_lost"] = _quotes_lost(texts)
    metrics["words"] = words
    run.report(len(texts), metrics)


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--half", choices=("tune", "test"), help="a half of the texts, by the digest of their names")
    parser.add_argument("--texts", action="store_true", help="--data is a folder of text files")
    parser.add_argument("--show", action="store_true", help="print every change of a clean text")


def half_of(name: str) -> str:
    """The half that a text belongs to."""
    return "tune" if hashlib.sha256(name.encode()).digest()[0] % 2 == 0 else "test"


def mended(text: str) -> str:
    """``text`` as the reader mends it, all of its lines taken for English prose."""
    characters = repair(text)
    spans = [match.span() for match in re.finditer(r"[^\n]+", characters.text)]
    return mend_words(characters, spans, [True] * len(spans))[0].text


def by_ftfy(text: str) -> str:
    """``text`` as ftfy mends it alone, with straight and curly marks kept apart so that they can be compared."""
    from ftfy import TextFixerConfig, fix_text

    return fix_text(text, TextFixerConfig(uncurl_quotes=False, unescape_html=True))


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    """The texts of a folder, without the characters and the line ends that are mended in any text."""
    for path in sorted(folder.iterdir()):
        if path.is_file():
            yield path.name, repair(path.read_text(encoding="utf-8", errors="replace")).text


def _without(line: str, places: list[int]) -> str:
    gone = set(places)
    return "".join(character for at, character in enumerate(line) if at not in gone)


def _restored(texts: list[str], damage: Damage, mend: Mend) -> tuple[int, int]:
    """(damaged places, those that are as before)."""
    damaged = restored = 0
    for number, text in enumerate(texts):
        chance = random.Random(number)
        lines = [line for line in text.split("\n") if line.strip()]
        pairs = [damage(line, chance) for line in lines]
        after = mend("\n".join(line for line, _ in pairs)).split("\n")
        for line, (_, places), now in zip(lines, pairs, after, strict=False):
            damaged += len(places)
            plain, now_plain = line.replace("’", "'"), now.replace("’", "'")
            restored += sum(plain[max(0, at - CONTEXT) : at + CONTEXT + 1] in now_plain for at in places)
    return damaged, restored


def _changes(text: str, show: bool) -> int:
    spans = [match.span() for match in re.finditer(r"[^\n]+", text)]
    changed = mend_words(repair(text), spans, [True] * len(spans))[0]
    for each in changed.repairs if show else ():
        around = changed.text[max(0, each.start - 20) : each.end + 20].replace("\n", " ")
        print(f"{each.kind:12} {each.was!r:8} {around}")
    return len(changed.repairs)


def _wrong_apostrophes(texts: list[str]) -> float:
    """The share of apostrophes put where none had been, in texts that had lost all their marks."""
    put = wrong = 0
    for text in texts:
        damaged = "\n".join(lost_apostrophes(line, random.Random(0))[0] for line in text.split("\n"))
        there, now = _apostrophes(text), _apostrophes(mended(damaged))
        put += len(now)
        wrong += len(now - there)
    return ratio(wrong, put)


def _apostrophes(text: str) -> set[int]:
    """Where apostrophes stand, in letters and digits before them."""
    places: set[int] = set()
    count = 0
    for character in text:
        if character in "'’":
            places.add(count)
        count += character.isalnum()
    return places


def _doubles(texts: list[str]) -> tuple[float, float]:
    """(share of sentences found that were put twice into their paragraph, share of paragraphs with a double as they are)."""
    found = tried = clean = paragraphs = 0
    for text in texts:
        for line in text.split("\n"):
            parts = [line[start:end] for start, end in sentences(line)]
            if len(parts) < 2:
                continue
            paragraphs += 1
            clean += bool(doubled(line))
            if len(parts[0].split()) >= 8:
                tried += 1
                again = " ".join([*parts, parts[0]])
                found += [again[start:end] for start, end in doubled(again)] == [parts[0]]
    return ratio(found, tried), ratio(clean, paragraphs)


def _quotes_lost(texts: list[str]) -> tuple[float, float]:
    """(share of articles with quotations that are told to have lost their marks once they have, the same as they are)."""
    told = tried = clean = 0
    for text in texts:
        paragraphs = [line for line in text.split("\n") if line.strip()]
        clean += quotes_lost(paragraphs, 0) is not None
        if len(re.findall(r"[“\"]", text)) >= 4:
            tried += 1
            lost = "\n".join(lost_apostrophes(line, random.Random(0))[0] for line in paragraphs)
            spans = [match.span() for match in re.finditer(r"[^\n]+", lost)]
            now = mend_words(repair(lost), spans, [True] * len(spans))[0]
            put = sum(each.kind == "apostrophe" for each in now.repairs)
            told += quotes_lost(now.text.split("\n"), put) is not None
    return ratio(told, tried), ratio(clean, len(texts))


if __name__ == "__main__":
    main()
