"""What an address of the API may name."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

Identifier = Annotated[str, Path(max_length=80, description="An identifier as `onrecord show` prints it.")]

#: Characters of an article. No text is as long as the largest, and every program can write it.
Offset = Annotated[int, Path(ge=0, le=1 << 31)]

#: A number in a list of results, from 0.
Rank = Annotated[int, Query(ge=0, le=1 << 31)]
