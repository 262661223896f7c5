"""Make the word lists by which ``onrecord.read`` mends text: ``python -m tools.word_lists SCOWL``.

SCOWL is the folder of its lists (the package ``scowl`` of Debian has it, http://wordlist.aspell.net). The smaller the size of
a list, the more usual its words.

- ``common_words.txt``: words of size 35 or less, those of size 20 or less first, a blank line between them;
- ``whole_words.txt``: what stands in any list and could be taken for two common words;
- ``plural_names.txt``: capitalised plurals of capitalised words.
"""

from __future__ import annotations

import sys
from pathlib import Path

from onrecord.read.repair_spaces import may_be_two
from onrecord.read.wordlist import Vocabulary

DATA = Path("src/onrecord/read/data")
FREQUENT, COMMON, PLURALS = 20, 35, 70


def main(scowl: Path) -> None:
    sizes = _sizes(scowl)
    plain = {word: size for word, size in sizes.items() if _is_plain(word) and len(word) > 1}
    frequent = sorted(word for word, size in plain.items() if size <= FREQUENT)
    common = sorted(word for word, size in plain.items() if FREQUENT < size <= COMMON)
    vocabulary = Vocabulary(frozenset(frequent), frozenset(frequent + common), frozenset(), frozenset(), frozenset())
    rare = set(map(str.lower, sizes)) - vocabulary.common
    whole = sorted(word for word in rare if _is_plain(word) and may_be_two(word, vocabulary))
    plurals = sorted(
        word
        for word, size in sizes.items()
        if size <= PLURALS and word[:1].isupper() and word.isalpha() and word.endswith("s") and word[:-1] in sizes
    )
    _write("common_words", [*frequent, "", *common])
    _write("whole_words", whole)
    _write("plural_names", plurals)


def _is_plain(word: str) -> bool:
    return word.isascii() and word.isalpha() and word.islower()


def _write(name: str, lines: list[str]) -> None:
    (DATA / f"{name}.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def _sizes(scowl: Path) -> dict[str, int]:
    """Each word of the lists with the least size of a list that it stands in."""
    sizes: dict[str, int] = {}
    for path in sorted(scowl.iterdir()):
        for word in path.read_text(encoding="latin-1").split():
            sizes[word] = min(int(path.suffix[1:]), sizes.get(word, 99))
    return sizes


if __name__ == "__main__":
    main(Path(sys.argv[1]))
