"""The network: a small BERT encoder, a head that marks cues, and a decoder that marks, for one cue, who says what.

Encoder: the six layers of all-MiniLM-L6-v2 (Wang et al. 2020, "MiniLM"), written out so that neither training nor export needs more than
torch. Decoder: for each cue the vectors of the window, with the cue marked and every piece's distance to it, through two
narrow layers; a role for every piece. Seen from one cue there is one source and one content, so statements inside statements and
shared words are no special case.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from onrecord.annotate.tagger import KINDS

WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
NARROW, NARROW_HEADS, NARROW_LAYERS = 160, 4, 2
REACH = 64  # pieces; further away is all the same
#: Around each cue so many pieces are looked at in what ships, so many of them before it: two thirds of the decoder's work less.
PART, BEFORE = 144, 72
OUTSIDE, BEGINS, GOES_ON = 0, 1, 2
NOTHING, SOURCE, CONTENT, CUE = 0, 1, 2, 3
#: How a piece is written: small, with a capital, in capitals. The vocabulary does not tell.
CASES = 3


class Layer(nn.Module):
    """One layer of a transformer, normalised after each half, as BERT has it."""

    def __init__(self, width: int, heads: int, inner: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value, self.joined = (nn.Linear(width, width) for _ in range(4))
        self.norm_one, self.norm_two = nn.LayerNorm(width, epsilon), nn.LayerNorm(width, epsilon)
        self.wide, self.back = nn.Linear(width, inner), nn.Linear(inner, width)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        """``x`` (batch, pieces, width), ``mask`` (batch, pieces), true where there is a piece; ``None``: everywhere."""
        given = self.query(x), self.key(x), self.value(x)
        if mask is None:
            mixed = _Attention.apply(*given, self.heads)
        else:
            mixed = attention(*given, self.heads, mask[:, None, None, :])
        x = self.norm_one(x + self.drop(self.joined(mixed)))
        result: Tensor = self.norm_two(x + self.drop(self.back(functional.gelu(self.wide(x)))))
        return result


def attention(query: Tensor, key: Tensor, value: Tensor, heads: int, mask: Tensor | None = None) -> Tensor:
    """Of vectors (batch, pieces, width), the width cut into ``heads``; ``mask`` is what torch takes."""
    parts = (part.unflatten(2, (heads, part.shape[2] // heads)).transpose(1, 2) for part in (query, key, value))
    return functional.scaled_dot_product_attention(*parts, attn_mask=mask).transpose(1, 2).flatten(2)


class _Attention(torch.autograd.Function):
    """:func:`attention` as one node of the exported graph, which is quicker than its parts."""

    @staticmethod
    def forward(_: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        return attention(query, key, value, heads)

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        return graph.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads).setType(query.type())


class Encoder(nn.Module):
    """Word pieces to vectors."""

    def __init__(self, vocabulary: int = 30522, positions: int = 512, layers: int = LAYERS) -> None:
        super().__init__()
        self.word, self.position = nn.Embedding(vocabulary, WIDTH), nn.Embedding(positions, WIDTH)
        self.kind, self.case = nn.Embedding(2, WIDTH), nn.Embedding(CASES, WIDTH)
        nn.init.zeros_(self.case.weight)  # the starting weights know nothing of it
        self.norm = nn.LayerNorm(WIDTH, 1e-12)
        self.layers = nn.ModuleList(Layer(WIDTH, HEADS, INNER, 1e-12) for _ in range(layers))
        self.drop = nn.Dropout(0.1)

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor | None) -> Tensor:
        """``ids``, ``cases`` and ``mask`` (batch, pieces) to (batch, pieces, 384)."""
        places = torch.arange(ids.shape[1], device=ids.device)
        x = self.word(ids) + self.position(places)[None] + self.kind.weight[0] + self.case(cases)
        x = self.drop(self.norm(x))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def start_from(self, path: Path) -> None:
        """Load the weights of ``path`` (safetensors, with the names of a BERT model)."""
        from safetensors.torch import load_file

        given = load_file(path)
        own = {
            "word.weight": given["embeddings.word_embeddings.weight"],
            "position.weight": given["embeddings.position_embeddings.weight"],
            "kind.weight": given["embeddings.token_type_embeddings.weight"],
            "case.weight": self.case.weight.detach(),
            "norm.weight": given["embeddings.LayerNorm.weight"],
            "norm.bias": given["embeddings.LayerNorm.bias"],
        }
        for number in range(len(self.layers)):
            for name, theirs in _NAMES.items():
                for what in ("weight", "bias"):
                    own[f"layers.{number}.{name}.{what}"] = given[f"encoder.layer.{number}.{theirs}.{what}"]
        self.load_state_dict(own)


_NAMES = {
    "query": "attention.self.query", "key": "attention.self.key", "value": "attention.self.value",
    "joined": "attention.output.dense", "norm_one": "attention.output.LayerNorm", "wide": "intermediate.dense",
    "back": "output.dense", "norm_two": "output.LayerNorm",
}  # fmt: skip


class Decoder(nn.Module):
    """For single cues: the role of every piece of the window."""

    def __init__(self) -> None:
        super().__init__()
        self.narrowed, self.of_cue = nn.Linear(WIDTH, NARROW), nn.Linear(WIDTH, NARROW)
        self.mark, self.distance = nn.Embedding(2, NARROW), nn.Embedding(2 * REACH + 1, NARROW)
        self.norm = nn.LayerNorm(NARROW)
        self.layers = nn.ModuleList(Layer(NARROW, NARROW_HEADS, 2 * NARROW, 1e-5) for _ in range(NARROW_LAYERS))
        self.out = nn.Linear(NARROW, 4)

    def forward(self, x: Tensor, mask: Tensor | None, is_cue: Tensor) -> Tensor:
        """``x`` (cues, pieces, 384), ``is_cue`` (cues, pieces) of 0 and 1, to scores (cues, pieces, 4)."""
        weight = is_cue[..., None].to(x.dtype)
        cue = (x * weight).sum(1) / weight.sum(1)
        y = self.narrowed(x) + self.of_cue(cue)[:, None] + self.mark(is_cue) + self.distance(distances(is_cue))
        y = self.norm(y)
        for layer in self.layers:
            y = layer(y, mask)
        result: Tensor = self.out(y)
        return result


def distances(is_cue: Tensor) -> Tensor:
    """How many pieces before (below ``REACH``) or after (above it) the cue each piece stands; ``REACH`` inside it."""
    at = torch.arange(is_cue.shape[1], device=is_cue.device)[None]
    first = is_cue.argmax(1, keepdim=True)
    last = (is_cue * (at + 1)).max(1, keepdim=True).values - 1
    away = torch.where(at < first, at - first, torch.where(at > last, at - last, torch.zeros_like(at)))
    return away.clamp(-REACH, REACH) + REACH


class Tagger(nn.Module):
    """All of it."""

    def __init__(self, layers: int = LAYERS) -> None:
        super().__init__()
        self.encoder = Encoder(layers=layers)
        self.cues = nn.Linear(WIDTH, 3)
        self.names = nn.Linear(WIDTH, 1 + 2 * len(KINDS))
        self.decoder = Decoder()


class OneWindow(nn.Module):
    """What ships: one window in, its cues and their roles out, with the cutting of cues inside the graph.

    Takes ``ids`` and ``cases`` (1, pieces), with the marks for beginning and end, and ``owned`` (1, pieces), true where a cue that begins
    there is asked for. Gives the probabilities of the name tags (pieces, 9), the probabilities of the cue tags (pieces, 3), which pieces each cue has (cues, pieces), at which piece the part
    of the window begins that was looked at for each cue (cues), and the probabilities of the roles there (cues, part, 4).
    """

    def __init__(self, tagger: Tagger) -> None:
        super().__init__()
        self.tagger = tagger

    def forward(self, ids: Tensor, cases: Tensor, owned: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor]:
        x = self.tagger.encoder(ids, cases, None)
        chances = self.tagger.cues(x)[0].softmax(-1)
        at = torch.arange(ids.shape[1])
        inside = (at > 0) & (at < ids.shape[1] - 1)
        tags = torch.where(inside, chances.argmax(-1), torch.zeros_like(at))
        before = torch.cat([torch.zeros_like(tags[:1]), tags[:-1]])
        starts = (tags == BEGINS) | ((tags == GOES_ON) & (before == OUTSIDE))
        # All pieces of a cue, and no others that are in one, have the number of its first piece.
        numbers = torch.cumsum((starts | (tags == OUTSIDE)).to(torch.int64), 0)
        first = torch.nonzero(starts & owned[0])[:, 0]
        is_cue = ((numbers[None] == numbers[first][:, None]) & (tags != OUTSIDE)[None]).to(torch.int64)
        part = torch.minimum(first - BEFORE, (ids.shape[1] - PART) + torch.zeros_like(first)).clamp(min=0)
        near = part[:, None] + at[None, :PART]
        roles = self.tagger.decoder(x[0][near], None, torch.gather(is_cue, 1, near)).softmax(-1)
        return self.tagger.names(x)[0].softmax(-1), chances, is_cue, part, roles


def of_state(state: dict[str, Any], layers: int = LAYERS) -> Tagger:
    """A tagger with saved weights, ready to be asked."""
    tagger = Tagger(layers)
    tagger.load_state_dict(state, strict=False)
    return tagger.eval()


def every_other_layer(state: dict[str, Any], layers: int) -> dict[str, Any]:
    """The weights of a tagger of ``layers`` layers, taken evenly from one of :data:`LAYERS`."""
    found = {}
    for name, value in state.items():
        parts = name.split(".")
        if parts[:2] == ["encoder", "layers"]:
            number, rest = divmod(int(parts[2]), LAYERS // layers)
            if rest:
                continue
            parts[2] = str(number)
        found[".".join(parts)] = value
    return found
