"""What the API says of itself: every refusal that it may answer, the token that a program sends, and files as they are sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, Field


class Refusal(BaseModel):
    """Why nothing was done, and what to do, in one sentence."""

    error: str = Field(examples=["There is no such load any more."])


def _refusal(when: str) -> dict[str, Any]:
    return {"model": Refusal, "description": when}


#: By status: what each route may answer besides what it is for.
REFUSALS: dict[int | str, dict[str, Any]] = {
    400: _refusal("What was sent does not fit"),
    401: _refusal("No token, or one that is not known or has ended"),
    403: _refusal("The account or the token may not do this, or a page of another site asked for it"),
    404: _refusal("There is no such thing in this desk"),
    421: _refusal("Not a name of this desk"),
    503: _refusal("The desk is busy: try again in a moment"),
}

#: What routes that take a body may answer besides.
TOO_LARGE: dict[int | str, dict[str, Any]] = {413: _refusal("More than is taken at once")}

#: What routes that change a draft may answer besides.
OUTDATED: dict[int | str, dict[str, Any]] = {409: _refusal("Somebody has changed it meanwhile")}


def described(app: FastAPI) -> dict[str, Any]:
    """The OpenAPI document of ``app``. The desk says 400 where FastAPI's own documents say 422."""
    if not app.openapi_schema:
        made = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        for path in made["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
        parts = made["components"]
        for name in ("HTTPValidationError", "ValidationError"):
            parts["schemas"].pop(name, None)
        parts["securitySchemes"] = {
            "token": {
                "type": "http",
                "scheme": "bearer",
                "description": "From the page of one's account. On the desk's own machine, where nobody logs in, none is needed.",
            }
        }
        made["security"] = [{"token": []}]
        app.openapi_schema = made
    return app.openapi_schema


def what_is_wrong(errors: Sequence[Mapping[str, Any]]) -> str:
    """The first of pydantic's ``errors`` as a sentence that says what to do."""
    where, *names = (str(part) for part in errors[0]["loc"])
    said = str(errors[0]["msg"])
    named = f"{'.'.join(names)[:80]!r} in the {where}" if names else f"The {where}"
    return f"{named} cannot be taken ({said[:1].lower()}{said[1:]}): /api/openapi.json says what can be."
