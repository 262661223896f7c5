"""Subscriptions on the command line, with a server on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.faults.test_update import feed, item, page
from tests.test_cli import HERALD, Done, fields_of, run_in
from tests.web_server import WebServer, always, reply


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer() as running:
        running.routes |= {"/rss": feed(item("/1")), "/1": page(1)}
        yield running


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "desk").mkdir()
    (tmp_path / "desk" / "onrecord.toml").write_text("web_allow_private = true\nweb_per_host_delay = 0\n")
    return tmp_path


def only_sentences(done: Done) -> None:
    assert done.err
    assert all(line.startswith("onrecord: ") for line in done.err.splitlines())


def test_add_update_show_export_remove(folder: Path, server: WebServer) -> None:
    address = server.address("/rss")
    done = run_in(folder, "add", address)
    assert (done.status, done.text, done.err) == (0, "1 taken, 1 subscribed.\n", "")
    (row,) = run_in(folder, "show", "sources", "--json").rows
    assert set(row) == fields_of("sources")
    assert (row["source"], row["kind"], row["health"], row["articles"]) == (address, "feed", "well", 1)
    assert address in run_in(folder, "show", "sources").text
    assert run_in(folder, "update").text == "There was nothing to add.\n"
    assert run_in(folder, "update", "--all").text == "Nothing to do: 1 unchanged.\n"
    opml = run_in(folder, "export", "--format", "opml").out
    assert f'xmlUrl="{address}"'.encode() in opml
    assert run_in(folder, "export", "--format", "opml", "-o", "out.opml").status == 0
    assert (folder / "out.opml").read_bytes() == opml
    assert {row["record"] for row in run_in(folder, "export").rows} >= {"articles", "fates"}
    server.routes["/rss"] = always(reply(500))
    failed = run_in(folder, "update", "--all", "--json")
    assert failed.status == 1
    assert [trouble["source"] for trouble in failed.rows[0]["troubles"]] == [address]
    failed = run_in(folder, "update", "--all")
    assert failed.status == 1
    only_sentences(failed)
    assert run_in(folder, "remove", address).status == 0
    assert run_in(folder, "show", "sources", "--json").rows == []


def test_a_list_and_what_cannot_be_visited(folder: Path, server: WebServer) -> None:
    (folder / "mine.opml").write_text(f'<opml><body><outline xmlUrl="{server.address("/rss")}"/></body></opml>')
    done = run_in(folder, "add", "mine.opml", "ftp://herald.example/")
    assert (done.status, done.text) == (1, "1 taken, 2 subscribed, 1 refused.\n")
    only_sentences(done)


def test_no_page_is_fetched_from_a_private_address_by_default(tmp_path: Path, server: WebServer) -> None:
    done = run_in(tmp_path, "brief", server.address("/1"))
    assert done.status == 1
    only_sentences(done)
    assert server.seen == []


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("2031-05-09", "2031-05-09T23:59:59+00:00"),
        ("2031-05-09T12:00", "2031-05-09T12:00:00+00:00"),
        ("2031-05-09T12:00:00+02:00", "2031-05-09T10:00:00+00:00"),
    ],
)
def test_when_reports_were_received(tmp_path: Path, given: str, expected: str) -> None:
    from onrecord.desk.sqlite import SqliteStore

    (tmp_path / "herald.txt").write_text(HERALD)
    assert run_in(tmp_path, "add", "herald.txt", "--received", given).status == 0
    store = SqliteStore(tmp_path / "desk")
    (capture,) = store.captures([seen.capture_id for seen in store.all_seen()])
    store.close()
    assert capture.received_at == expected
    assert run_in(tmp_path, "brief", "herald.txt", "--received", given).status == 0


def test_what_is_no_time_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "herald.txt").write_text(HERALD)
    done = run_in(tmp_path, "add", "herald.txt", "--received", "yesterday")
    assert done.status == 2
    only_sentences(done)


def test_chosen_places_are_kept(tmp_path: Path) -> None:
    header = "name,kind,country,capital_of,latitude,longitude,aliases\n"
    (tmp_path / "wrong.csv").write_text(f"{header}Quellhaven,castle,DK,,55.1,10.2,\n")
    (tmp_path / "places.csv").write_text(f"{header}Quellhaven,town,DK,,55.1,10.2,\n")
    report = HERALD.replace("Odense", "Quellhaven")
    (tmp_path / "one.txt").write_text(report)
    (tmp_path / "two.txt").write_text(report.replace("300", "450"))
    wrong = run_in(tmp_path, "add", "one.txt", "--places", "wrong.csv")
    assert wrong.status == 2
    only_sentences(wrong)
    assert run_in(tmp_path, "add", "one.txt", "--places", "places.csv").status == 0
    (tmp_path / "places.csv").unlink()
    (tmp_path / "wrong.csv").unlink()
    assert run_in(tmp_path, "add", "two.txt").status == 0
    # With other places, or none, both would be annotated anew.
    assert run_in(tmp_path, "update").text == "Nothing to do: 2 unchanged.\n"
