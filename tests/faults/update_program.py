"""Subscribes feeds and visits what they list, with fake stages and without a network; started by tests that kill it.

``python -m tests.faults.update_program FOLDER [STATEMENT]``: at its STATEMENT-th statement to the database (0: never) the
process kills itself. A folder that holds subscriptions is updated. Prints the number of statements.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.contract.desks import NOON
from tests.contract.fake_stages import fake_stages
from tests.faults.counted import counted

from onrecord.collect.web import Answer, Request
from onrecord.desk import Desk
from onrecord.desk.executors import InlineExecutor
from onrecord.desk.settings import read_settings
from onrecord.desk.sqlite import SqliteStore

FEEDS = [f"https://feed{number}.example/json" for number in range(3)]


def fetch(requests: Iterable[Request]) -> Iterator[Answer]:
    """Three feeds that share some items; one item in seven cannot be had, every other of these is given whole by its feed."""
    for request in requests:
        if request.address in FEEDS:
            numbers = range(FEEDS.index(request.address) * 6, FEEDS.index(request.address) * 6 + 10)
            items = [
                {"url": f"https://page.example/{number}", "title": f"Report {number}"}
                | ({"content_text": f"Whole {number}\n#t1"} if number % 2 else {})
                for number in numbers
            ]
            feed = {"version": "https://jsonfeed.org/version/1", "items": items}
            yield Answer(request, "whole", request.address, data=json.dumps(feed).encode(), etag="1")
        else:
            number = int(request.address.rpartition("/")[2])
            text = f"Report {number}\n#t{number // 4}\nAnna says thing {number} has happened"
            if number % 7 == 3:
                yield Answer(request, "gone", request.address, reason="it is not there (404); look for it")
            else:
                yield Answer(request, "whole", request.address, data=text.encode(), content_type="text/plain")


def run(store: SqliteStore, *, everything: bool = False) -> None:
    desk = Desk(store, read_settings(), lambda: NOON, InlineExecutor(), fake_stages(), fetch)
    if not list(store.all_subscriptions()):
        desk.add(FEEDS)
    else:
        desk.update(everything=everything)


def main() -> None:
    folder = Path(sys.argv[1])
    last = int(sys.argv[2]) if len(sys.argv) > 2 else 0
    print(counted(folder, last, run))


if __name__ == "__main__":
    main()
