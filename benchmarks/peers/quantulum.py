"""Quantities by quantulum3, in the peers' environment: ``python -m benchmarks.peers.quantulum FILE`` for a file laid out like NewsQuant.

Prints one JSON line for each item, ``[[values, unit], ...]``: one value, or the two ends of a range, and the unit's name. This
module imports nothing of Onrecord; ``benchmarks.figures --peer PYTHON`` runs it and scores what it prints.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path


def main() -> None:
    """The command."""
    warnings.simplefilter("ignore")
    from quantulum3 import parser

    for item in json.loads(Path(sys.argv[1]).read_text(encoding="utf-8-sig")):
        found = []
        for quantity in parser.parse(item["text"]):
            spread = quantity.uncertainty or 0
            ends = [quantity.value - spread, quantity.value + spread] if spread else [quantity.value]
            found.append([ends, "" if quantity.unit.name == "dimensionless" else quantity.unit.name])
        print(json.dumps(found))


if __name__ == "__main__":
    main()
