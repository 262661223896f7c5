"""Articles a second and memory of finding copies, beside rensa and datasketch: the same made articles, each in a process of its own.

``python -m benchmarks.copies_speed FILE`` times Onrecord on a file of one article a line: words, fingerprints, candidates and
alignment, read from disk twice so that a million articles need not be held. ``benchmarks.peers.minhash`` times the peers: words,
5-word shingles, MinHash of 128 permutations, and LSH with a threshold of .5, candidates only. Nothing is timed but this work.
"""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path

from benchmarks import _common

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv-peers"
PEERS = ("rensa", "datasketch")

#: Of so many articles one is a copy of an earlier one: cut, reordered, and with another notice.
COPIES = 10
_SPACE = re.compile(r"\s+")
_NOTICES = (
    "Sign up for the {} newsletter and get our stories in your inbox every {}.",
    "Copyright {} Press. All rights reserved. Reproduction without permission of {} is prohibited.",
    "Read more about {} on our website, and follow {} on social media.",
)


def made(texts: Sequence[str], count: int) -> Iterator[str]:
    """``count`` articles made from ``texts``: new ones, in which every third longer word is another, and copies of those before."""
    chance = random.Random("made articles")
    recent: list[str] = []
    for number in range(count):
        if recent and number % COPIES == 0:
            words = chance.choice(recent).split(" ")
            words = words[: max(30, round(len(words) * chance.uniform(0.7, 1.0)))]
            middle = chance.randrange(len(words))
            if chance.random() < 0.3:
                words = words[middle:] + words[:middle]
            notice = chance.choice(_NOTICES).format(f"{chance.randrange(500)}", f"{chance.randrange(500)}")
            yield " ".join((*words, notice))
            continue
        words = _SPACE.sub(" ", chance.choice(texts)).strip().split(" ")
        mark = f"{number:x}".translate(str.maketrans("0123456789", "ghijklmnop"))
        article = " ".join(f"{word}{mark}" if len(word) > 4 and at % 3 == 0 else word for at, word in enumerate(words))
        if len(recent) < 1000:
            recent.append(article)
        else:
            recent[chance.randrange(1000)] = article
        yield article


def timed(texts: Sequence[str], count: int, environment: Path) -> dict[str, float | int | str | list[float]]:
    """The metrics of Onrecord and of those peers whose environment is there."""
    metrics: dict[str, float | int | str | list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "articles.txt"
        with file.open("w", encoding="utf-8") as stream:
            stream.writelines(f"{line}\n" for line in made(texts, count))
        commands = {"onrecord": [sys.executable, "-m", "benchmarks.copies_speed", str(file)]}
        python = environment / "bin" / "python"
        if python.exists():
            commands |= {name: [str(python), "-m", "benchmarks.peers.minhash", name, str(file)] for name in PEERS}
        else:
            print(
                "rensa and datasketch are not timed; make their environment with: bash benchmarks/peers/environment.sh"
            )
        for name, command in commands.items():
            done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"{name} failed: {(done.stderr.strip().splitlines() or ['it said nothing'])[-1]}")
                continue
            metrics |= {f"{name}_{key}": value for key, value in json.loads(done.stdout.splitlines()[-1]).items()}
    return metrics


def _own(file: Path) -> dict[str, float]:
    from onrecord.model.passage import Passage
    from onrecord.relate.comparing import compare
    from onrecord.relate.fingerprints import fingerprints
    from onrecord.relate.furniture import Text
    from onrecord.relate.pairing import candidates, shares_passage
    from onrecord.relate.words import words_of

    began = time.process_time()
    marks: list[array[int]] = []
    offsets = array("q")
    with file.open("rb") as stream:
        while line := stream.readline():
            offsets.append(stream.tell() - len(line))
            text = line.decode().rstrip("\n")
            marks.append(array("L", fingerprints(list(words_of(Passage(text, 0, len(text)))))))
        marked = time.process_time()

        @lru_cache(maxsize=5000)
        def text_at(index: int) -> Text:
            stream.seek(offsets[index])
            text = stream.readline().decode().rstrip("\n")
            return Text(list(words_of(Passage(text, 0, len(text)))))

        pairs = found = 0
        for a, b in candidates(marks):
            pairs += 1
            one, other = text_at(a), text_at(b)
            found += shares_passage(one, other) and compare(one, other).relation is not None
    ended = time.process_time()
    return {
        "articles_per_second": len(marks) / (ended - began),
        "fingerprints_per_second": len(marks) / (marked - began),
        "candidates": pairs,
        "found": found,
        "memory_mb": _common.memory_mb(),
    }


if __name__ == "__main__":
    (given,) = islice(sys.argv, 1, 2)
    print(json.dumps(_own(Path(given))))
