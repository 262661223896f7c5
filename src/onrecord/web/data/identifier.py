"""What an address of the API may name."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

Identifier = Annotated[str, Path(max_length=80, description="An identifier as `onrecord show` prints it.")]
