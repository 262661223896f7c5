"""Parsers with faults that were put there, so that a test can see that a campaign finds them."""

from __future__ import annotations

import os
import signal
import time

from tests.fuzz.parsers import Parser


def _raises(data: bytes) -> None:
    if data == b"raise":
        raise ValueError("planted")


def _hangs(data: bytes) -> None:
    if data == b"hang":
        time.sleep(600)


def _kills(data: bytes) -> None:
    if data == b"kill":
        os.kill(os.getpid(), signal.SIGSEGV)


def _swells(data: bytes) -> None:
    if data == b"swell":
        bytearray(64 << 30)


def _with(name: str, word: bytes) -> Parser:
    run = {b"raise": _raises, b"hang": _hangs, b"kill": _kills, b"swell": _swells}[word]
    return Parser(name, run, lambda: [b"a", word, b"b"])


PARSERS = tuple(_with(f"it {word.decode()}s", word) for word in (b"raise", b"hang", b"kill", b"swell"))
