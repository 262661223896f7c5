"""A desk with a few invented reports, and a browser on it."""

from __future__ import annotations

import atexit
import functools
import re
import shutil
import tempfile
from pathlib import Path
from typing import Any

from onrecord import open_desk

FIRST = """Ferry talks fail

By Ada Orr
2 May 2031

The talks on the ferry have failed, the transport minister, Ilse Brandt, said on Friday.

"We will not raise the fares," Brandt said. About 300 sailors were waiting in the port of Odense, she said.

The sailors' union will meet again on 9 May, its chairman, Per Holm, announced.
"""

SECOND = """Minister denies ferry plan

By Bo Lund
3 May 2031

The transport minister, Ilse Brandt, denied on Saturday that the fares would be raised.

About 450 sailors were waiting in the port of Odense, the union's chairman, Per Holm, said.
"""

LATER = """Ministers to meet on ferry fares

By Di Ravn
4 May 2031

The transport ministers of Denmark and Sweden will hold talks in Odense on Friday 9 May, the ministry announced on Sunday.

About 600 sailors were waiting in the port of Odense, the union's chairman, Per Holm, said.
"""

#: Ways by which a text becomes a script, in places where texts of reports are shown.
INJECTIONS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "' onmouseover='alert(1)' x='",
    "</title><script>alert(1)</script>",
    "</textarea></style></script><script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}<b>",
    "javascript:alert(1)",
    "<details open ontoggle=alert(1)>",
    "<a hx-get='/x' hx-trigger='load'>x</a>",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
)


def hostile(injection: str) -> str:
    """A report that has ``injection`` in its title, byline, body, quotation and speaker."""
    return (
        f"Ferry {injection} talks\n\nBy Ada {injection} Orr\n4 May 2031\n\n"
        f'The talks have failed, the minister, Ilse {injection} Brandt, said on Friday. "We {injection} wait," she said.\n\n'
        f"About 500 {injection} sailors were waiting in Odense, the union said.\n"
    )


def make_desk(folder: Path, **reports: str) -> Path:
    """A desk in ``folder`` of reports by the names of their files: a copy, for each is made once in a process.

    Its reports came from where it was made first: see :func:`own_desk` to add to them or to take one out.
    """
    shutil.copytree(_made(tuple(reports.items())), folder, dirs_exist_ok=True)
    return folder / "desk"


def own_desk(folder: Path, **reports: str) -> Path:
    """A desk in ``folder`` whose reports lie in ``reports`` beside it."""
    written = folder / "reports"
    written.mkdir(parents=True)
    for name, text in reports.items():
        (written / f"{name}.txt").write_text(text, encoding="utf-8")
    with open_desk(folder / "desk") as desk:
        desk.add([written], received="2031-05-24")
    return folder / "desk"


@functools.cache
def _made(reports: tuple[tuple[str, str], ...]) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="onrecord-desk-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    own_desk(folder, **dict(reports))
    return folder


def of_a_page(client: Any, path: str = "/add") -> Any:
    """``client`` that sends with each request what the forms of ``path`` carry."""
    found = re.search(r'name="form-token" content="([^"]+)"', client.get(path).text)
    assert found
    client.headers["X-Form-Token"] = found[1]
    return client
