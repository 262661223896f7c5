"""JSON: the same read models as the pages, described by ``/api/openapi.json``."""

from __future__ import annotations

from fastapi import APIRouter

from onrecord.desk.reading import Library
from onrecord.web.data import analysis, reading

__all__ = ["data"]


def data(library: Library) -> APIRouter:
    """The handlers under ``/api``."""
    router = APIRouter(prefix="/api", tags=["reading"])
    for part in (reading, analysis):
        router.include_router(part.data(library))
    return router
