"""Candidates for copies by other people's MinHash: ``python -m benchmarks.peers.minhash rensa|datasketch FILE``.

``FILE`` has one article a line. Words are those of ``\\w+`` in lower case, shingles five words, 128 permutations, LSH with a threshold
of .5; for each article the earlier ones that share a band are asked for. Runs in the peers' environment.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import _common

_WORD = re.compile(r"\w+")
SHINGLE, PERMUTATIONS, THRESHOLD = 5, 128, 0.5
#: Bands of four rows, which datasketch chooses for this threshold as well.
BANDS = 32


def shingles(path: Path) -> Iterator[list[str]]:
    """The shingles of each article."""
    with path.open(encoding="utf-8") as stream:
        for line in stream:
            words = _WORD.findall(line.lower())
            yield [" ".join(words[at : at + SHINGLE]) for at in range(max(1, len(words) - SHINGLE + 1))]


def rensa(path: Path) -> Iterator[int]:
    """The number of candidates of each article."""
    from rensa import RMinHash, RMinHashLSH  # type: ignore[import-not-found]

    index = RMinHashLSH(THRESHOLD, PERMUTATIONS, BANDS)
    for number, parts in enumerate(shingles(path)):
        made = RMinHash(PERMUTATIONS, 42)
        made.update(parts)
        yield len(index.query(made))
        index.insert(number, made)


def datasketch(path: Path) -> Iterator[int]:
    """The number of candidates of each article."""
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found]

    index = MinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS)
    for number, parts in enumerate(shingles(path)):
        made = MinHash(num_perm=PERMUTATIONS)
        made.update_batch([part.encode() for part in parts])
        yield len(index.query(made))
        index.insert(number, made, check_duplication=False)


def main() -> None:
    name, path = sys.argv[1], Path(sys.argv[2])
    began = time.process_time()
    counts = list({"rensa": rensa, "datasketch": datasketch}[name](path))
    seconds = time.process_time() - began
    print(
        json.dumps(
            {
                "articles_per_second": len(counts) / seconds,
                "candidates": sum(counts),
                "memory_mb": _common.memory_mb(),
            }
        )
    )


if __name__ == "__main__":
    main()
