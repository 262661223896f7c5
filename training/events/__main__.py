"""Learn the codes of events and write the model that ships.

    python -m training.events [--data FOLDER] [--out FILE]

``FOLDER`` holds ``PLV_train.tsv`` and ``PLOVER_GSR_CAMEO.txt`` (see ``benchmarks/_coded.py`` for where they come from). Needs scikit-learn. The
same data and versions give the same file, up to the last bits of the linear algebra.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

from benchmarks._coded import RECORDS, SENTENCES, digest, records, sentences
from benchmarks._common import DEFAULT_BENCH

from training.events.learn import OF_PHRASES, OF_RECORDS, C, examples, fit, phrases

OUT = Path(__file__).parents[2] / "src/onrecord/annotate/data/coding.npz"


def main() -> None:
    """Read the data, fit, write."""
    parser = argparse.ArgumentParser(
        prog="python -m training.events", description=(__doc__ or "").split("\n", maxsplit=1)[0]
    )
    default = Path(os.environ.get("ONRECORD_BENCH") or DEFAULT_BENCH) / "events"
    parser.add_argument("--data", type=Path, default=default)
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args()
    learned = [
        *examples(sentences(given.data / SENTENCES)),
        *examples(records(given.data / RECORDS), OF_RECORDS),
        *examples(phrases(), OF_PHRASES),
    ]
    card = {
        "what": "PLOVER root codes of events, a linear model over words and the tagger's vectors",
        "made_by": "python -m training.events",
        "sentences_sha256": digest(given.data / SENTENCES),
        "records_sha256": digest(given.data / RECORDS),
        "phrases_sha256": digest(Path(__file__).with_name("phrases.csv")),
        "examples": len(learned),
        "C": C, "of_records": OF_RECORDS, "of_phrases": OF_PHRASES,
        "made_with": {name: version(name) for name in ("numpy", "scikit-learn", "onnxruntime", "tokenizers")},
    }  # fmt: skip
    given.out.write_bytes(replace(fit(learned), card=card).to_bytes())
    print(f"{given.out}: {given.out.stat().st_size} bytes from {len(learned)} examples")


if __name__ == "__main__":
    main()
