"""Remembering what was made of a record: articles are compared with many others, and their words are taken apart once."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import Generic, TypeVar

Given = TypeVar("Given")
Made = TypeVar("Made")

#: Records remembered by one function: a thread of the largest size that is related at once, twice over.
ROOM = 4096

#: Sentences of which one function remembers what they say by their words alone, whatever thread they stand in: a thread is related
#: again with each report that is added to it, and nearly all of its sentences are those of before.
SENTENCES = 1 << 16


class Remembered(Generic[Given, Made]):
    """A function of one record that remembers its results by the record's identity, not its value.

    Hashing a record walks all of its text; its identity is free. The record is held, so that no other can take its place
    in memory. The oldest are forgotten first.
    """

    def __init__(self, make: Callable[[Given], Made]) -> None:
        self._make = make
        self._made: dict[int, tuple[Given, Made]] = {}
        update_wrapper(self, make)

    def __call__(self, given: Given) -> Made:
        held = self._made.get(id(given))
        if held is not None and held[0] is given:
            return held[1]
        made = self._make(given)
        if len(self._made) >= ROOM:
            self._made.pop(next(iter(self._made)), None)
        self._made[id(given)] = (given, made)
        return made
