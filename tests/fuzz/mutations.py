"""Valid inputs to hostile ones: steps that change bytes, drawn by hypothesis (which shrinks them) or from a seed.

A step is four small numbers, so that both can draw it: what is done, where, how far, and with what.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

Step = tuple[int, int, int, int]

#: Where a number counts in 65,536ths of the input, so that a step means the same for inputs of all lengths.
SCALE = 1 << 16
LONGEST = 1 << 16  # bytes: what is repeated ends there
MOST_STEPS = 8

#: What breaks parsers, whatever the format: ends, controls, half characters, huge numbers, deep nesting.
ANYWHERE: tuple[bytes, ...] = (
    b"", b"\x00", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf", b"\x80", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\r", b"\n", b"\r\n\r\n", b"\t",
    b"\x0b\x0c\x1c\x85", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xef\xac\x81", b"\xc2\xad", b"\xc2\xa0", b"'", b'"', b"\\", b"<", b">", b"&", b"%", b"=", b";",
    b"-1", b"0", b"4294967296", b"99999999999999999999", b"1e999", b"NaN", b"[" * 200, b"(" * 200, b"{" * 200, b"<a " * 100, b"a" * 5000, b" " * 5000,
    b"1 " * 500, b"//" * 200, b"../" * 50, b"https://user:pass@h.example:99999/\xff?#", b"2031-02-30", b"31/12/0000", b"24:61", b"&#x110000;", b"&amp;" * 50,
)  # fmt: skip


def mutate(data: bytes, steps: Sequence[Step], tokens: Sequence[bytes], others: Sequence[bytes] = ()) -> bytes:
    """``data`` after ``steps``; ``tokens`` are words of its format, ``others`` inputs to splice with."""
    words = (*ANYWHERE, *tokens)
    for kind, where, length, what in steps:
        at = where * len(data) // SCALE
        end = min(len(data), at + (length % 64 if length < SCALE // 2 else length * len(data) // SCALE))
        word = words[what % len(words)]
        match kind % 9:
            case 0:
                data = data[:at] + bytes([what & 0xFF]) + data[at + 1 :]
            case 1:
                data = data[:at] + data[end:]
            case 2:
                data = data[:at] + word + data[at:]
            case 3:
                data = data[:at] + word + data[end:]
            case 4:
                data = data[:end] + data[at:end] * (1 + what % 50) + data[end:]
            case 5:
                data = data[:at]
            case 6 if others:
                other = others[what % len(others)]
                data = data[:at] + other[length * len(other) // SCALE :]
            case 7:
                data = data[:at] + _renumbered(data[at : at + 40], what) + data[at + 40 :]
            case 8:
                data = data[:at] + data[at:end].swapcase() + data[end:]
        data = data[:LONGEST]
    return data


def _renumbered(piece: bytes, what: int) -> bytes:
    """``piece`` with its digits changed: sizes, offsets and dates that are no longer what they were."""
    digit = b"0123456789"[what % 10 : what % 10 + 1]
    return b"".join(digit if piece[i : i + 1].isdigit() else piece[i : i + 1] for i in range(len(piece)))


def random_steps(source: random.Random) -> list[Step]:
    """Steps as hypothesis would draw them: mostly few."""
    return [
        (source.randrange(9), source.randrange(SCALE), source.randrange(SCALE), source.randrange(1 << 12))
        for _ in range(min(MOST_STEPS, 1 + int(source.expovariate(0.6))))
    ]
