"""Adding: files, texts and addresses that a reader hands to the desk, and how far each load is."""

from __future__ import annotations

import asyncio
import json
import re
import shutil
from collections.abc import AsyncIterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, BinaryIO

from fastapi import APIRouter, Request
from fastapi import Path as PathParameter
from fastapi.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException
from starlette.types import Message, Receive

from onrecord.desk.handing import addresses_in
from onrecord.desk.loads import Given, Load
from onrecord.desk.reading.sources_page import moment_words
from onrecord.model.errors import NotFound, UsageError
from onrecord.web.loads import Loads, stages
from onrecord.web.pages.rendering import render

MEBIBYTE = 1 << 20

#: Bytes of one request, characters of a pasted text (in bytes of UTF-8) and files in one load. What is more is a matter for
#: ``onrecord add``, which reads where the files lie.
LARGEST, LONGEST, FILES = 512 * MEBIBYTE, 8 * MEBIBYTE, 1_000
#: Addresses that are pasted at once, and characters of the address of a text: a feed or an OPML file names more.
ADDRESSES, LONGEST_ADDRESS = 200, 4_000

#: Seconds between two looks at a load that somebody watches, and of silence after which a line keeps the connection open.
_LOOK, _SILENCE = 0.2, 15.0

#: What a program sends, as OpenAPI has it: the request is read as it comes, so that FastAPI does not know.
_GIVEN = {
    "type": "object",
    "properties": {
        "files": {"type": "array", "maxItems": FILES, "items": {"type": "string", "format": "binary"}},
        "pasted": {"type": "string", "description": "a text, or addresses, one a line"},
        "address": {"type": "string", "maxLength": LONGEST_ADDRESS, "description": "of the text"},
    },
}

#: A user name in an address, which is refused for it: it is neither kept nor shown until then.
_LOGIN = re.compile(r"://[^/?#]*@")

#: What the templates of a load call.
_WORDS: dict[str, Any] = {"stages": stages, "moment": moment_words}

LoadId = Annotated[str, PathParameter(max_length=40)]


def pages(loads: Loads) -> APIRouter:
    """The page, what it sends, and the state of each load as HTML."""
    router = APIRouter(include_in_schema=False)

    @router.get("/add")
    def add() -> HTMLResponse:
        return render("add.html", loads=loads.all(), largest=LARGEST, files=FILES, **_WORDS)

    @router.post("/add")
    async def given(request: Request) -> Response:
        load = await _take(request, loads)
        return RedirectResponse(f"/add#load-{load.id}", 303)

    @router.get("/add/loads/{load_id}")
    def state(load_id: LoadId) -> HTMLResponse:
        return render("load.html", load=loads.load(load_id), **_WORDS)

    @router.post("/add/loads/{load_id}/stop")
    def stop(load_id: LoadId) -> RedirectResponse:
        return RedirectResponse(f"/add#load-{loads.stop(load_id).id}", 303)

    @router.get("/add/loads/{load_id}/events")
    def events(load_id: LoadId) -> StreamingResponse:
        loads.load(load_id)
        return StreamingResponse(_events(loads, load_id), media_type="text/event-stream")

    return router


def data(loads: Loads) -> APIRouter:
    """The same as JSON."""
    router = APIRouter(prefix="/api", tags=["adding"])

    @router.get("/loads", summary="The last loads that pages and programs asked for, the newest first")
    def every() -> tuple[Load, ...]:
        return loads.all()

    @router.get("/loads/{load_id}", summary="How far a load is, and what became of each input")
    def one(load_id: LoadId) -> Load:
        return loads.load(load_id)

    @router.post(
        "/loads/{load_id}/stop",
        status_code=202,
        summary="End a load, or take it out where it waits; what it has taken stays, and one that has ended stays as it is",
    )
    def stop(load_id: LoadId) -> Load:
        return loads.stop(load_id)

    @router.post(
        "/loads",
        status_code=202,
        summary="Take in files, a text or addresses",
        openapi_extra={"requestBody": {"required": True, "content": {"multipart/form-data": {"schema": _GIVEN}}}},
    )
    async def given(request: Request) -> Load:
        return await _take(request, loads)

    return router


async def _take(request: Request, loads: Loads) -> Load:
    """The load that ``request`` asks for. Raises ``UsageError`` with one sentence where it asks for none or for too much."""
    too_large = (
        f"This is more than {LARGEST // MEBIBYTE} MiB: add it in parts, or with `onrecord add` where the files are."
    )
    with suppress(ValueError):
        if int(request.headers.get("content-length", "0")) > LARGEST:
            raise UsageError(too_large)
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise UsageError("Nothing was sent that can be read: use the form of the page Add.")
    limited = Request(request.scope, _limited(request.receive, LARGEST, too_large))
    try:
        form = await limited.form(max_files=FILES, max_fields=10, max_part_size=LONGEST)
    except (MultiPartException, HTTPException) as error:
        said = str(error.detail if isinstance(error, HTTPException) else error)
        raise UsageError(_why_unread(said)) from error
    try:
        return await run_in_threadpool(_start, form, loads)
    finally:
        await form.close()


def _why_unread(said: str) -> str:
    if "files" in said:
        return f"These are more than {FILES} files: add them in parts, packed as one .zip, or with `onrecord add`."
    if "size" in said:
        return f"The text is longer than {LONGEST // MEBIBYTE} MiB: save it as a file and drop that."
    return "What was sent cannot be read: load the page again and send it once more."


def _limited(receive: Receive, most: int, sentence: str) -> Receive:
    """``receive`` that raises ``UsageError`` once the request is larger than ``most`` bytes, whatever it said before."""
    size = 0

    async def counted() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > most:
            raise UsageError(sentence)
        return message

    return counted


def _start(form: FormData, loads: Loads) -> Load:
    pasted, address = (_field(form, name) for name in ("pasted", "address"))
    files = [each for each in form.getlist("files") if isinstance(each, UploadFile) and each.filename]
    addresses = tuple(_LOGIN.sub("://…@", address) for address in addresses_in(pasted))
    text = pasted if pasted.strip() and not addresses else ""
    if len(addresses) > ADDRESSES:
        raise UsageError(f"These are more than {ADDRESSES} addresses: give them as an OPML file, or their feed.")
    if len(address) > LONGEST_ADDRESS:
        raise UsageError("The address of the text is too long to be one: leave it out.")
    if not (files or addresses or text):
        raise UsageError("There is nothing to add: paste an address or a text, or choose a file.")
    try:
        with loads.new() as new:
            given: list[Given] = []
            for number, each in enumerate(files):
                _write(new.folder / str(number), each.file)
                given.append(Given(str(number), each.filename or "file", ""))
            if text:
                (new.folder / "text").write_text(text, encoding="utf-8", errors="replace")
                given.append(Given("text", "", address))
            return new.start(_what(files, addresses, text), addresses, given)
    except OSError as error:
        raise UsageError(
            f"Nothing can be added ({error.strerror}): see that the desk's folder may be written and its disk has room."
        ) from error


def _field(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""


def _write(path: Path, source: BinaryIO) -> None:
    """All of ``source`` as the file ``path``. It is a number: no name that somebody sent becomes a path."""
    with path.open("xb") as target:
        shutil.copyfileobj(source, target)


def _what(files: list[UploadFile], addresses: tuple[str, ...], text: str) -> str:
    """What was given, in a few words."""
    parts = []
    if files:
        parts.append(_short(files[0].filename or "a file") if len(files) == 1 else f"{len(files):,} files")
    if addresses:
        parts.append(_short(addresses[0]) if len(addresses) == 1 else f"{len(addresses)} addresses")
    if text:
        first = " ".join(text[:400].split())
        parts.append(f"the text “{first[:60]}{'…' if len(first) > 60 else ''}”")
    return " and ".join(parts)


def _short(name: str) -> str:
    """``name`` with its beginning and its end, where a long one tells most."""
    return name if len(name) <= 80 else f"{name[:50]}…{name[-29:]}"


async def _events(loads: Loads, load_id: str) -> AsyncIterator[str]:
    """Server-sent events: ``progress`` after each change, with the steps as HTML, and ``end`` once there is no more to come."""
    seen, silent = -1, 0.0
    while True:
        try:
            load = await run_in_threadpool(loads.load, load_id)
        except NotFound:  # forgotten meanwhile, as the oldest are
            yield _event("end", {})
            return
        if load.ended:
            yield _event("end", {"state": load.state, "sentence": load.sentence})
            return
        if load.change != seen:
            seen, silent = load.change, 0.0
            yield _event("progress", _progress(load))
        elif silent >= _SILENCE:
            silent = 0.0
            yield ": still at work\n\n"
        await asyncio.sleep(_LOOK)
        silent += _LOOK


def _event(name: str, told: Mapping[str, Any]) -> str:
    return f"event: {name}\ndata: {json.dumps(told)}\n\n"


def _progress(load: Load) -> dict[str, Any]:
    html = bytes(render("load_progress.html", load=load, **_WORDS).body).decode()
    now = next((stage.words for stage in stages(load) if stage.state == "now"), "")
    return {"state": load.state, "html": html, "step": now}
