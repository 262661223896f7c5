"""HTML: each handler asks for a read model and names the template that prints it."""

from __future__ import annotations

from fastapi import APIRouter

from onrecord.desk.reading import Library
from onrecord.web.pages import analysis, reading, today
from onrecord.web.pages.rendering import render

__all__ = ["pages", "render"]


def pages(library: Library) -> APIRouter:
    """The handlers of all pages."""
    router = APIRouter(include_in_schema=False)
    for part in (today, reading, analysis):
        router.include_router(part.pages(library))
    return router
