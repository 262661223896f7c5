"""The trained tagger: which words of a text are cues, and for each cue who is the source and what is the content.

``data/tagger.onnx`` is a small encoder with a decoder that looks at a window from one cue at a time, in weights of eight bits, with
its vocabulary inside; ``python -m training.statements`` makes it, ``docs/method/tagger.md`` is its card. It runs on one core with
onnxruntime. Texts longer than a window are read in windows that overlap; each place belongs to the window in whose middle it stands
the most. A text's result depends on nothing but the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Span = tuple[int, int]

#: Word pieces of a window, without the two marks around it, and how far windows lie apart.
WINDOW, STRIDE = 254, 190
#: How many pieces back from there a window may begin, so that it begins with a sentence or a paragraph.
_BACK = 50
_SOURCE, _CONTENT = 1, 2
_ENDS = tuple('.!?"”’')


@dataclass(frozen=True, slots=True)
class Tagged:
    """One attribution by characters: ``cue`` and ``source`` in one or more spans, each of ``contents`` a run of words.

    ``chance`` is the geometric mean of what the model gives the words of its three parts, between 0 and 1. It is no probability yet.
    """

    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    contents: tuple[Span, ...]
    chance: float


class Tagger:
    """The model with its vocabulary."""

    def __init__(self, session: InferenceSession, tokenizer: Tokenizer) -> None:
        self._session = session
        self._tokenizer = tokenizer
        self._begin, self._end = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")

    @staticmethod
    def load(data: bytes) -> Tagger:
        """The tagger of an ONNX file that holds its tokenizer's JSON under ``tokenizer``."""
        # Both libraries take a while to load: only where something is tagged.
        from onnxruntime import InferenceSession, SessionOptions  # noqa: PLC0415
        from tokenizers import Tokenizer  # noqa: PLC0415

        options = SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1  # many articles are many processes
        options.log_severity_level = 3
        session = InferenceSession(data, options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_str(session.get_modelmeta().custom_metadata_map["tokenizer"])
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return Tagger(session, tokenizer)

    def __call__(self, text: str) -> tuple[Tagged, ...]:
        """The attributions of ``text`` in order of their cues."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        ids, places = encoding.ids, encoding.offsets
        found: list[Tagged] = []
        for window in windows(text, places):
            own = ids[window.start : window.end]
            given = np.array([[self._begin, *own, self._end]], dtype=np.int64)
            owned = np.zeros(given.shape, dtype=np.bool_)
            owned[0, window.first - window.start + 1 : window.last - window.start + 1] = True
            tags, cues, parts, near = self._session.run(None, {"ids": given, "owned": owned})
            roles = np.zeros((len(cues), given.shape[1], near.shape[2]), dtype=np.float32)
            roles[:, :, 0] = 1  # nothing is said of what is too far from a cue
            for row, start, looked_at in zip(roles, parts, near, strict=True):
                row[start : start + len(looked_at)] = looked_at
            found += _read(text, places[window.start : window.end], tags[1:-1], cues[:, 1:-1], roles[:, 1:-1])
        return tuple(sorted(found, key=lambda item: (item.cue, item.source, item.contents)))


@cache
def tagger() -> Tagger:
    """The tagger of the package, loaded once."""
    return Tagger.load(files("onrecord.annotate").joinpath("data", "tagger.onnx").read_bytes())


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces ``start`` to ``end``, of which ``first`` to ``last`` are the window's own."""

    start: int
    end: int
    first: int
    last: int


def windows(text: str, places: Sequence[Span]) -> list[Window]:
    """The windows of a text whose pieces stand at ``places``; every piece is one window's own."""
    starts = [0]
    while starts[-1] + WINDOW < len(places):
        wanted = starts[-1] + STRIDE
        back = range(wanted, wanted - _BACK, -1)
        starts.append(next((at for at in back if _opens(text, places[at][0])), wanted))
    ends = [min(start + WINDOW, len(places)) for start in starts]
    borders = [0, *((start + end) // 2 for start, end in zip(starts[1:], ends, strict=False)), len(places)]
    if not places:
        return []
    return [Window(*row) for row in zip(starts, ends, borders, borders[1:], strict=False)]


def _opens(text: str, at: int) -> bool:
    """Whether a sentence or a paragraph begins there."""
    before = text[max(0, at - 3) : at]
    return "\n" in before or (before != before.rstrip() and before.rstrip().endswith(_ENDS))


Floats = npt.NDArray[np.float32]


def _read(text: str, places: Sequence[Span], tags: Floats, cues: npt.NDArray[Any], roles: Floats) -> Iterator[Tagged]:
    """The attributions of one window: ``tags`` (pieces, 3), ``cues`` (cues, pieces) and ``roles`` (cues, pieces, 4)."""
    for is_cue, chances in zip(cues.astype(bool), roles, strict=True):
        role = np.where(is_cue, 0, chances.argmax(1))
        source, content = role == _SOURCE, role == _CONTENT
        parts = [
            1 - tags[is_cue, 0],
            *(chances[where, number] for where, number in ((source, _SOURCE), (content, _CONTENT))),
        ]
        chance = float(np.exp(np.mean([np.log(part.mean()) for part in parts if part.size])))
        yield Tagged(
            _spans(text, places, is_cue), _spans(text, places, source), _spans(text, places, content), round(chance, 3)
        )


def _spans(text: str, places: Sequence[Span], chosen: npt.NDArray[np.bool_]) -> tuple[Span, ...]:
    """The chosen pieces as runs of characters: pieces that follow each other in one paragraph are one run."""
    spans: list[list[int]] = []
    last = -2
    for at in np.flatnonzero(chosen).tolist():
        start, end = places[at]
        if spans and at == last + 1 and "\n" not in text[spans[-1][1] : start]:
            spans[-1][1] = end
        else:
            spans.append([start, end])
        last = at
    return tuple((start, end) for start, end in spans)
