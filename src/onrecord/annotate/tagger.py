"""The trained tagger: which words of a text are cues, for each cue who is the source and what is the content, and what are names.

``data/tagger.onnx`` is a small encoder with a decoder that looks at a window from one cue at a time, in weights of eight bits, with
its vocabulary inside; ``python -m training.statements`` makes it, ``docs/method/tagger.md`` is its card. It runs on one core with
onnxruntime. Texts longer than a window are read in windows that overlap: see :func:`windows`. A text's result depends on nothing but the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

Span = tuple[int, int]

#: Word pieces of a window, without the two marks around it, and how far windows lie apart at most.
WINDOW, STRIDE = 254, 240
#: How many pieces back from there a window may begin, so that it begins with a paragraph; and, where none is near, with a sentence.
#: Little is said over paragraphs, so that a window that begins with one has all of its pieces for its own.
_PARAGRAPH_BACK, _PLAIN_STRIDE, _SENTENCE_BACK = 80, 205, 50
_SOURCE, _CONTENT = 1, 2
#: The vectors of the encoder's second layer in the graph. Higher layers know more of who says what than of what happens.
_VECTORS, WIDTH = "/encoder/layers.1/norm_two/LayerNormalization_output_0", 384
#: What names are of, in the order of their tags: 0 is none, then for each of these one that begins and one that goes on.
KINDS = ("person", "body", "place", "group")
_CAPITALS = 2
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


@dataclass(frozen=True, slots=True)
class TaggedName:
    """A name by characters: of a ``person``, ``body``, ``place`` or ``group``. ``chance`` is what the model gives its first piece."""

    start: int
    end: int
    kind: str
    chance: float


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text as the encoder sees them: ``places`` (pieces, 2) by characters, ``vectors`` (pieces, 384)."""

    places: npt.NDArray[np.int64]
    vectors: npt.NDArray[np.float16]

    @staticmethod
    def none() -> Pieces:
        """Those of an empty text."""
        return Pieces(np.zeros((0, 2), dtype=np.int64), np.zeros((0, WIDTH), dtype=np.float16))


@dataclass(frozen=True, slots=True)
class Tags:
    """What the tagger finds in a text: attributions in order of their cues, names in order of their places; and its word pieces."""

    attributions: tuple[Tagged, ...]
    names: tuple[TaggedName, ...]
    pieces: Pieces = field(default_factory=Pieces.none, compare=False)


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
        # On one core its two parts are quicker by themselves: a tenth of the tagger's time.
        options.add_session_config_entry("optimization.disable_specified_optimizers", "SkipLayerNormFusion")
        session = InferenceSession(data + _also_given(_VECTORS), options, providers=["CPUExecutionProvider"])
        tokenizer = Tokenizer.from_str(session.get_modelmeta().custom_metadata_map["tokenizer"])
        tokenizer.no_truncation()
        tokenizer.no_padding()
        return Tagger(session, tokenizer)

    def __call__(self, text: str) -> Tags:
        """What ``text`` holds."""
        encoding = self._tokenizer.encode(text, add_special_tokens=False)
        ids, places = encoding.ids, encoding.offsets
        found: list[Tagged] = []
        named = np.zeros((len(ids), 1 + 2 * len(KINDS)), dtype=np.float32)
        vectors = np.zeros((len(ids), WIDTH), dtype=np.float16)
        for window in windows(text, places):
            own = ids[window.start : window.end]
            given = np.array([[self._begin, *own, self._end]], dtype=np.int64)
            owned = np.zeros(given.shape, dtype=np.bool_)
            owned[0, window.first - window.start + 1 : window.last - window.start + 1] = True
            written = np.array([[0, *cases(text, places[window.start : window.end]), 0]], dtype=np.int64)
            given_back = self._session.run(None, {"ids": given, "cases": written, "owned": owned})
            kinds, tags, cues, parts, near, encoded = given_back
            roles = np.zeros((len(cues), given.shape[1], near.shape[2]), dtype=np.float32)
            roles[:, :, 0] = 1  # nothing is said of what is too far from a cue
            for row, start, looked_at in zip(roles, parts, near, strict=True):
                row[start : start + len(looked_at)] = looked_at
            found += _read(text, places[window.start : window.end], tags[1:-1], cues[:, 1:-1], roles[:, 1:-1])
            kept = slice(window.first - window.start, window.last - window.start)
            named[window.first : window.last] = kinds[1:-1][kept]
            vectors[window.first : window.last] = encoded[0, 1:-1][kept]
        attributions = sorted(found, key=lambda item: (item.cue, item.source, item.contents))
        pieces = Pieces(np.array(places, dtype=np.int64).reshape(-1, 2), vectors)
        return Tags(tuple(attributions), tuple(_names(text, places, named)), pieces)


def _also_given(name: str) -> bytes:
    """What makes a graph give the value ``name`` too when it stands behind the model's bytes.

    A message of protobuf that is given twice is merged and its lists are joined ("Last One Wins", protobuf's guide to the encoding): so
    that this is a model whose graph (field 7) has one more output (field 12) with that name (field 1).
    """
    message = name.encode()
    for number in (1, 12, 7):
        size = bytes([len(message) & 127 | 128, len(message) >> 7]) if len(message) > 127 else bytes([len(message)])
        message = bytes([number << 3 | 2]) + size + message
    return message


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
    starts, borders = [0], [0]
    while starts[-1] + WINDOW < len(places):
        end = starts[-1] + WINDOW
        last, plain = starts[-1] + STRIDE, starts[-1] + _PLAIN_STRIDE
        begins = _last(range(last, last - _PARAGRAPH_BACK, -1), text, places, _opens_paragraph)
        if begins is not None:
            starts.append(begins)
            borders.append(begins)
        else:
            begins = _last(range(plain, plain - _SENTENCE_BACK, -1), text, places, _opens_sentence)
            starts.append(plain if begins is None else begins)
            borders.append((starts[-1] + end) // 2)
    ends = [min(start + WINDOW, len(places)) for start in starts]
    borders.append(len(places))
    if not places:
        return []
    return [Window(*row) for row in zip(starts, ends, borders, borders[1:], strict=False)]


def cases(text: str, places: Sequence[Span]) -> list[int]:
    """How each piece is written: 0 small, 1 with a capital, 2 in capitals. The vocabulary has small letters only."""
    return [
        _CAPITALS if own.isupper() and len(own) > 1 else int(own[:1].isupper())
        for own in (text[a:b] for a, b in places)
    ]


def _last(range_: range, text: str, places: Sequence[Span], opens: Callable[[str, int], bool]) -> int | None:
    return next((at for at in range_ if opens(text, places[at][0])), None)


def _opens_paragraph(text: str, at: int) -> bool:
    """Whether a paragraph begins there."""
    return "\n" in text[max(0, at - 3) : at]


def _opens_sentence(text: str, at: int) -> bool:
    """Whether a sentence begins there."""
    before = text[max(0, at - 3) : at]
    return before != before.rstrip() and before.rstrip().endswith(_ENDS)


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


def _names(text: str, places: Sequence[Span], kinds: Floats) -> list[TaggedName]:
    """The names by the chances of their tags (pieces, 9). Pieces of one word belong together."""
    found: list[TaggedName] = []
    tags = kinds.argmax(1)
    last = -2
    for at in np.flatnonzero(tags).tolist():
        (start, end), tag = places[at], int(tags[at])
        while end < len(text) and text[end].isalnum():
            end += 1
        kind = KINDS[(tag - 1) // 2]
        goes_on = tag % 2 == 0 and at == last + 1 and bool(found) and found[-1].kind == kind
        if found and (start < found[-1].end or goes_on):
            found[-1] = replace(found[-1], end=max(end, found[-1].end))
        else:
            found.append(TaggedName(start, end, kind, round(float(kinds[at, tag]), 3)))
        last = at
    return found


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
