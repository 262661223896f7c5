"""The trained tagger as one ONNX file with weights of eight bits, its vocabulary inside."""

from __future__ import annotations

import tempfile
from pathlib import Path

import torch

from training.statements.network import OneWindow, Tagger

_EXAMPLE = 20 * "The minister said on Monday that the bridge was closed, and the mayor denied that it was unsafe. "


def export(tagger: Tagger, tokenizer: str, out: Path, card: dict[str, str]) -> None:
    """Write ``out``. ``tokenizer`` is the JSON of the tokenizers library, ``card`` what the file says of itself."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from tokenizers import Tokenizer

    # Tracing needs a window in which the tagger finds a cue.
    found = Tokenizer.from_str(tokenizer).encode(_EXAMPLE[:900])
    ids = torch.tensor([found.ids])
    owned = torch.ones_like(ids, dtype=torch.bool)
    pieces = {1: "pieces"}
    with tempfile.TemporaryDirectory() as folder:
        plain, small = Path(folder) / "plain.onnx", Path(folder) / "small.onnx"
        torch.onnx.export(
            OneWindow(tagger.eval()), (ids, torch.zeros_like(ids), owned), str(plain), input_names=["ids", "cases", "owned"],
            output_names=["names", "tags", "cues", "parts", "roles"], dynamo=False, opset_version=17,
            custom_opsets={"com.microsoft": 1},
            dynamic_axes={
                "ids": pieces, "cases": pieces, "owned": pieces, "names": {0: "pieces"}, "tags": {0: "pieces"},
                "cues": {0: "found", 1: "pieces"}, "parts": {0: "found"}, "roles": {0: "found", 1: "part"},
            },
        )  # fmt: skip
        # Attention as one node has no shape that the quantizer could infer: the type is told instead.
        quantize_dynamic(
            str(plain), str(small), weight_type=QuantType.QInt8, per_channel=True,
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )  # fmt: skip
        model = onnx.load(str(small))
        onnx.helper.set_model_props(model, {"tokenizer": tokenizer, **card})
        onnx.save(model, str(out))
