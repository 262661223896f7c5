"""The client against a real server on loopback that does what servers do when they are broken, busy or hostile."""

from __future__ import annotations

import gzip
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.utils import formatdate

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web_server import (
    CERTIFICATE,
    Seen,
    WebServer,
    Wire,
    always,
    loopback_tls,
    page,
    redirect,
    reply,
    silent,
)

from onrecord.collect.web import Answer, Request, WebSettings, fetch

#: No pauses and no robots.txt; only the test's server may be asked.
QUICK = WebSettings(
    per_host_delay=0, robots=False, allowed=frozenset({"127.0.0.1"}), timeout_total=20, max_bytes=1_000_000
)
KEEPING_TO_ROBOTS = replace(QUICK, robots=True)
BODY = b"<html><p>The ferry has sailed.</p></html>"


@pytest.fixture
def server() -> Iterator[WebServer]:
    with WebServer() as running:
        yield running


@pytest.fixture(autouse=True)
def nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    yield
    assert capfd.readouterr() == ("", "")


def one(request: Request | str, web: WebSettings = QUICK, **seam: object) -> Answer:
    request = Request(request) if isinstance(request, str) else request
    (answer,) = fetch([request], web, **seam)  # type: ignore[arg-type]
    assert answer.request is request
    assert bool(answer.reason) == (answer.outcome != "whole")
    assert "\n" not in answer.reason
    return answer


def to_loopback(host: str, port: int) -> list[str]:
    return ["127.0.0.1"]


# What is sent and what is read


def test_a_page(server: WebServer) -> None:
    server.routes["/a"] = always(page(BODY, ETag='"1"', Last_Modified="Fri, 02 May 2031 10:00:00 GMT"))
    answer = one(server.address("/a#part"))
    assert (answer.outcome, answer.data, answer.address) == ("whole", BODY, server.address("/a"))
    assert (answer.content_type, answer.charset) == ("text/html", "utf-8")
    assert (answer.etag, answer.last_modified) == ('"1"', "Fri, 02 May 2031 10:00:00 GMT")
    assert answer.moved_to is None
    headers = server.seen[0].headers
    assert headers["user-agent"].startswith("Onrecord")
    assert not {"referer", "cookie", "authorization", "if-none-match", "if-modified-since"} & set(headers)


def test_each_request_has_its_answer(server: WebServer) -> None:
    server.routes |= {f"/{n}": always(page(b"page %d" % n)) for n in range(20)}
    addresses = [server.address(f"/{n}") for n in range(20)] + [server.address("/3"), server.address("/none")]
    answers = list(fetch(map(Request, addresses), QUICK))
    assert sorted(answer.request.address for answer in answers) == sorted(addresses)
    assert {answer.outcome for answer in answers if answer.request.address.endswith("none")} == {"gone"}


def test_no_requests_no_answers() -> None:
    assert list(fetch([], QUICK)) == []


def test_what_has_not_changed_is_not_sent_again(server: WebServer) -> None:
    def conditional(seen: Seen, wire: Wire) -> None:
        wire.send(reply(304) if seen.headers.get("if-none-match") == '"7"' else page(BODY, ETag='"7"'))

    server.routes["/a"] = conditional
    first = one(server.address("/a"))
    second = one(Request(server.address("/a"), first.etag, "Fri, 02 May 2031 10:00:00 GMT"))
    assert (second.outcome, second.data, second.etag) == ("unchanged", b"", '"7"')
    assert second.last_modified == "Fri, 02 May 2031 10:00:00 GMT"
    assert server.seen[1].headers["if-modified-since"] == "Fri, 02 May 2031 10:00:00 GMT"


def test_unchanged_is_believed_only_where_it_was_asked_for(server: WebServer) -> None:
    server.routes["/a"] = always(reply(304))
    assert one(server.address("/a")).outcome == "later"


@pytest.mark.parametrize("etag", ['"a\r\nX-Evil: 1"', '"ä"', '"' + "x" * 5000 + '"', "\udce4"])
def test_a_validator_that_is_none_is_not_sent(server: WebServer, etag: str) -> None:
    server.routes["/a"] = always(page())
    assert one(Request(server.address("/a"), etag=etag)).outcome == "whole"
    assert not {"if-none-match", "x-evil"} & set(server.seen[0].headers)


def test_international_names_and_paths(server: WebServer) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"]

    server.routes["/%C3%BCber%20uns"] = always(page())
    answer = one(f"  http://Bücher.example.:{server.port}/über uns?q=ü#x ", resolve=resolve)
    assert answer.outcome == "whole"
    assert asked == ["xn--bcher-kva.example"]
    assert server.seen[0].target == "/%C3%BCber%20uns?q=%C3%BC"
    assert server.seen[0].headers["host"] == f"xn--bcher-kva.example:{server.port}"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("text/html", ("text/html", None)),
        ("TEXT/HTML; Charset='UTF-8'", ("text/html", "utf-8")),
        ('application/rss+xml; x=1; charset="windows-1251"', ("application/rss+xml", "windows-1251")),
        ("text/html; charset=" + "x" * 500, ("text/html", None)),
    ],
)
def test_types_and_charsets_of_the_header(server: WebServer, header: str, expected: object) -> None:
    server.routes["/a"] = always(reply(200, BODY, Content_Type=header))
    answer = one(server.address("/a"))
    assert (answer.content_type, answer.charset) == expected


def test_without_a_type(server: WebServer) -> None:
    server.routes["/a"] = always(reply(200, BODY))
    answer = one(server.address("/a"))
    assert (answer.outcome, answer.content_type, answer.charset) == ("whole", None, None)


# Statuses


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(404, "gone"), (410, "gone"), (500, "later"), (502, "later"), (503, "later"), (429, "later"), (408, "later"),
     (202, "later"), (204, "later"), (206, "later"), (400, "refused"), (401, "refused"), (403, "refused"), (418, "refused"),
     (451, "refused"), (300, "refused"), (305, "refused")],
)  # fmt: skip
def test_a_status_without_a_page(server: WebServer, status: int, outcome: str) -> None:
    server.routes["/a"] = always(reply(status, b"" if status == 204 else BODY))
    answer = one(server.address("/a"))
    assert (answer.outcome, answer.data) == (outcome, b"")
    assert str(status) in answer.reason
    assert answer.for_good == (status == 410)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry_After": "120"}, 120),
        ({"Retry_After": "999999999999999999999"}, 86400),
        ({"Retry_After": "soon"}, 60),
        ({}, 60),
        # The server's clock is decades off: what counts is its distance to its own Date.
        ({"Retry_After": "Fri, 02 May 2003 10:01:30 GMT", "Date": "Fri, 02 May 2003 10:00:00 GMT"}, 90),
        ({"Retry_After": "Sun, 02 May 2083 10:01:30 GMT", "Date": "Sun, 02 May 2083 10:00:00 GMT"}, 90),
        ({"Retry_After": "Fri, 02 May 2003 09:00:00 GMT", "Date": "Fri, 02 May 2003 10:00:00 GMT"}, 0),
    ],
)
def test_too_many_requests(server: WebServer, headers: dict[str, str], seconds: int) -> None:
    server.routes["/a"] = always(reply(429, **headers))
    answer = one(server.address("/a"))
    assert (answer.outcome, answer.retry_after) == ("later", seconds)


def test_without_a_date_our_own_clock_counts(server: WebServer) -> None:
    server.routes["/a"] = always(reply(503, Retry_After=formatdate(4_000_000_000, usegmt=True)))
    assert one(server.address("/a")).retry_after == 86400


def test_a_host_that_asks_to_wait_is_left_alone(server: WebServer) -> None:
    server.routes["/busy"] = always(reply(429, Retry_After="3600"))
    server.routes["/a"] = always(page())
    busy, *others = fetch(map(Request, [server.address("/busy"), *(server.address("/a") for _ in range(5))]), QUICK)
    assert busy.retry_after == 3600
    assert {answer.outcome for answer in others} == {"later"}
    assert all(3590 <= (answer.retry_after or 0) <= 3600 for answer in others)
    assert server.paths == ["/busy"]


# Redirects


@pytest.mark.parametrize(
    ("statuses", "moved"),
    [((301,), True), ((308,), True), ((301, 308, 301), True), ((302,), False), ((303,), False), ((307,), False),
     ((301, 302), False), ((302, 301), False)],
)  # fmt: skip
def test_moves_are_remembered_where_all_are_permanent(
    server: WebServer, statuses: tuple[int, ...], moved: bool
) -> None:
    for n, status in enumerate(statuses):
        server.routes[f"/{n}"] = redirect(status, f"/{n + 1}")
    end = f"/{len(statuses)}"
    server.routes[end] = always(page(BODY))
    answer = one(server.address("/0"))
    assert (answer.outcome, answer.data, answer.address) == ("whole", BODY, server.address(end))
    assert answer.moved_to == (server.address(end) if moved else None)


def test_a_move_to_nowhere_is_not_remembered(server: WebServer) -> None:
    server.routes["/a"] = redirect(301, "/none")
    answer = one(server.address("/a"))
    assert (answer.outcome, answer.moved_to, answer.address) == ("gone", None, server.address("/none"))


def test_a_move_is_remembered_where_nothing_changed(server: WebServer) -> None:
    server.routes["/a"] = redirect(301, "/b")
    server.routes["/b"] = always(reply(304))
    answer = one(Request(server.address("/a"), etag='"1"'))
    assert (answer.outcome, answer.moved_to) == ("unchanged", server.address("/b"))


@pytest.mark.parametrize("way", [("/a",), ("/b", "/a"), ("/b", "/c", "/b")])
def test_circles(server: WebServer, way: tuple[str, ...]) -> None:
    for here, there in zip(("/a", *way), way, strict=False):
        server.routes[here] = redirect(301, there)
    answer = one(server.address("/a"))
    assert (answer.outcome, answer.moved_to) == ("refused", None)
    assert "circle" in answer.reason
    assert len(server.seen) <= 3


def test_chains_without_end(server: WebServer) -> None:
    for n in range(30):
        server.routes[f"/{n}"] = redirect(302, f"/{n + 1}")
    answer = one(server.address("/0"), replace(QUICK, max_redirects=4))
    assert (answer.outcome, answer.reason.split(";")[0]) == ("refused", "it redirects more than 4 times")
    assert server.paths == ["/0", "/1", "/2", "/3", "/4"]


def test_a_chain_as_long_as_allowed(server: WebServer) -> None:
    for n in range(4):
        server.routes[f"/{n}"] = redirect(302, f"/{n + 1}")
    server.routes["/4"] = always(page())
    assert one(server.address("/0"), replace(QUICK, max_redirects=4)).outcome == "whole"
    assert one(server.address("/3"), replace(QUICK, max_redirects=0)).outcome == "refused"


def test_a_site_that_hands_out_a_cookie_first(server: WebServer) -> None:
    def gate(seen: Seen, wire: Wire) -> None:
        known = seen.headers.get("cookie") == "visit=1"
        wire.send(page(BODY) if known else reply(302, Location="/a", Set_Cookie="visit=1; Path=/; HttpOnly"))

    server.routes["/a"] = gate
    assert one(server.address("/a")).data == BODY
    assert one(server.address("/a")).data == BODY
    assert ["cookie" in seen.headers for seen in server.seen] == [False, True, False, True]


def test_cookies_that_are_none(server: WebServer) -> None:
    server.routes["/a"] = redirect(302, "/b", Set_Cookie='a b="; ;;=;ä=1; Expires=never')
    server.routes["/b"] = always(page(BODY, Set_Cookie="[]=1;;;"))
    assert one(server.address("/a")).data == BODY


def test_cookies_go_to_no_other_origin(server: WebServer) -> None:
    with WebServer({"/b": always(page())}) as other:
        server.routes["/a"] = redirect(302, other.address("/b"), Set_Cookie="secret=1")
        assert one(server.address("/a")).outcome == "whole"
        assert not {"cookie", "referer"} & set(other.seen[0].headers)


@pytest.mark.parametrize(
    "location",
    ["", "file:///etc/passwd", "ftp://a.example/", "javascript:alert(1)", "http://", "http://[", "http://u:p@a.example/",
     "http://a.example:25/", "//", "data:text/html,x", "http://a b.example/", "http://\udcff/"],
)  # fmt: skip
def test_redirects_that_are_not_followed(server: WebServer, location: str) -> None:
    server.routes["/a"] = always(
        b"HTTP/1.1 301 X\r\nContent-Length: 0\r\nLocation: " + location.encode("utf-8", "surrogateescape") + b"\r\n\r\n"
    )
    server.routes["/"] = always(page())
    answer = one(server.address("/a"), resolve=lambda host, port: [])
    assert (answer.outcome, answer.moved_to) == ("refused", None)


def test_a_redirect_without_a_location(server: WebServer) -> None:
    server.routes["/a"] = always(reply(301))
    assert one(server.address("/a")).outcome == "refused"


def test_a_redirect_in_another_encoding_keeps_its_bytes(server: WebServer) -> None:
    server.routes["/a"] = always(b"HTTP/1.1 302 X\r\nContent-Length: 0\r\nLocation: /m\xfcll\r\n\r\n")
    server.routes["/m%FCll"] = always(page())
    assert one(server.address("/a")).outcome == "whole"


# Private machines


@pytest.fixture
def secret(server: WebServer) -> Iterator[WebServer]:
    """What must not be asked, on the port of the server that may be, with something worth having on every path."""
    with WebServer({path: always(page(b"secret")) for path in ("/", "/a")}, "127.0.0.2", server.port) as running:
        yield running


FORMS = ["127.0.0.2", "2130706434", "0x7f.2", "0177.0.0.2", "127.2", "[::ffff:127.0.0.2]", "[::ffff:7f00:2]", "127.0.0.2.",
         "0x7f000002", "[64:ff9b::7f00:2]", "①②⑦.0.0.2", "127.0.0.02"]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_private_machine_is_not_asked(server: WebServer, secret: WebServer, form: str) -> None:
    answer = one(f"http://{form}:{secret.port}/a")
    assert (answer.outcome, answer.data) == ("refused", b"")
    assert secret.connections == 0


@pytest.mark.parametrize("form", FORMS)
def test_a_redirect_to_a_private_machine_is_not_followed(server: WebServer, secret: WebServer, form: str) -> None:
    server.routes["/a"] = redirect(301, f"http://{form}:{secret.port}/a".encode().decode("latin-1"))
    assert one(server.address("/a")).outcome == "refused"
    assert secret.connections == 0


def test_a_name_of_a_private_machine(server: WebServer, secret: WebServer) -> None:
    answer = one(f"http://intern.example:{secret.port}/a", resolve=lambda host, port: ["127.0.0.2"])
    assert answer.outcome == "refused"
    assert answer.reason.startswith("it leads to 127.0.0.2, an address of this machine;")
    assert secret.connections == 0


def test_a_name_that_leads_elsewhere_the_second_time(server: WebServer, secret: WebServer) -> None:
    server.routes["/a"] = always(page())
    answers = iter([["127.0.0.1"], ["127.0.0.2"]])
    address = f"http://rebinding.example:{server.port}/a"
    first, second = fetch([Request(address), Request(address)], QUICK, resolve=lambda host, port: next(answers))
    assert (first.outcome, second.outcome) == ("whole", "refused")
    assert secret.connections == 0


def test_a_name_that_changes_with_every_question_is_asked_for_once_a_connection(server: WebServer) -> None:
    asked: list[str] = []

    def resolve(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    server.routes["/a"] = always(page())
    assert one(f"http://a.example:{server.port}/a", resolve=resolve).outcome == "whole"
    assert len(asked) == 1


def test_of_a_name_with_several_addresses_the_public_ones_are_used(server: WebServer, secret: WebServer) -> None:
    server.routes["/a"] = always(page(BODY))
    found = ["127.0.0.2", "10.0.0.1", "127.0.0.1", "::1"]
    assert one(f"http://a.example:{server.port}/a", resolve=lambda host, port: found).data == BODY
    assert secret.connections == 0


def test_private_machines_where_that_is_allowed(server: WebServer, secret: WebServer) -> None:
    assert one(secret.address("/a"), replace(QUICK, allow_private=True)).outcome == "whole"
    assert one(secret.address("/a"), replace(QUICK, allowed=frozenset({"127.0.0.0/30"}))).outcome == "whole"


def test_no_proxy_of_the_environment(server: WebServer, monkeypatch: pytest.MonkeyPatch) -> None:
    server.routes["/a"] = always(page())
    with WebServer() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.address())
        assert one(server.address("/a")).outcome == "whole"
        assert proxy.connections == 0


def test_a_host_that_does_not_resolve() -> None:
    def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    assert one("http://nowhere.example/", resolve=resolve).outcome == "later"
    assert one("http://nowhere.example/", resolve=lambda host, port: []).outcome == "later"


# Too much, too slow, broken


def test_a_body_that_is_announced_as_too_large_is_not_read(server: WebServer) -> None:
    def announce(seen: Seen, wire: Wire) -> None:
        wire.send(reply(200, b"x" * 100, length=10_000_000, Content_Type="text/html"))
        wire.wait_for_close()

    server.routes["/a"] = announce
    answer = one(server.address("/a"))
    assert (answer.outcome, answer.data) == ("refused", b"")
    assert "1,000,000" in answer.reason


def test_exactly_the_limit(server: WebServer) -> None:
    server.routes["/a"] = always(page(b"x" * 1000))
    assert one(server.address("/a"), replace(QUICK, max_bytes=1000)).outcome == "whole"
    assert one(server.address("/a"), replace(QUICK, max_bytes=999)).outcome == "refused"


def test_a_body_without_end(server: WebServer) -> None:
    def endless(seen: Seen, wire: Wire) -> None:
        wire.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        wire.repeat(b"never ending " * 1000)

    server.routes["/a"] = endless
    assert one(server.address("/a")).outcome == "refused"


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "raw", "br"])
def test_packed_bodies_and_bombs(server: WebServer, encoding: str) -> None:
    pack: Callable[[bytes], bytes]
    if encoding == "br":
        pack = pytest.importorskip("brotli", reason="brotli is not installed, so nobody sends it").compress
    else:
        window = {"gzip": zlib.MAX_WBITS | 16, "deflate": zlib.MAX_WBITS, "raw": -zlib.MAX_WBITS}[encoding]

        def pack(data: bytes) -> bytes:
            packer = zlib.compressobj(9, zlib.DEFLATED, window)
            return packer.compress(data) + packer.flush()

    name = "deflate" if encoding == "raw" else encoding
    server.routes["/a"] = always(page(pack(BODY), Content_Encoding=name))
    server.routes["/bomb"] = always(page(pack(b"a " * 25_000_000), Content_Encoding=name))
    server.routes["/broken"] = always(page(pack(os.urandom(50_000))[:30_000], Content_Encoding=name))
    server.routes["/lie"] = always(page(b"not packed at all", Content_Encoding=name))
    assert one(server.address("/a")).data == BODY
    bomb = one(server.address("/bomb"))
    assert (bomb.outcome, bomb.data) == ("refused", b"")
    assert one(server.address("/broken")).outcome != "unchanged"  # some packings cannot tell
    assert one(server.address("/lie")).outcome == "later"


def test_a_packed_file(server: WebServer) -> None:
    server.routes["/a"] = always(reply(200, gzip.compress(BODY) + gzip.compress(BODY), Content_Type="application/gzip"))
    server.routes["/bomb"] = always(reply(200, gzip.compress(b"a" * 5_000_000), Content_Type="application/x-gzip"))
    server.routes["/cut"] = always(reply(200, gzip.compress(BODY)[:-12], Content_Type="application/x-gzip"))
    server.routes["/broken"] = always(reply(200, gzip.compress(BODY)[:10] + b"\xff" * 40))
    server.routes["/parts"] = always(reply(200, gzip.compress(b"a") * 20_000))
    many = b"".join(gzip.compress(os.urandom(90_000).hex().encode()) for _ in range(3))
    server.routes["/long"] = always(reply(200, many + b"\0\0"))
    answer = one(server.address("/a"))
    assert (answer.outcome, answer.data, answer.content_type) == ("whole", BODY + BODY, None)
    assert {one(server.address(path)).outcome for path in ("/bomb", "/cut", "/broken", "/parts")} == {"refused"}
    assert one(server.address("/long")).data == gzip.decompress(many)


def test_a_length_that_lies(server: WebServer) -> None:
    server.routes["/long"] = always(page(BODY)[:-5])
    server.routes["/short"] = always(reply(200, BODY, length=5, Content_Type="text/html"))
    server.routes["/negative"] = always(reply(200, BODY, length=-5))
    assert one(server.address("/long")).outcome == "later"
    assert one(server.address("/short")).outcome == "refused"  # half a report is not taken for the whole
    assert one(server.address("/negative")).outcome == "refused"


def test_a_body_that_drips(server: WebServer) -> None:
    def drip(seen: Seen, wire: Wire) -> None:
        wire.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        wire.repeat(b"x", pause=0.02)

    server.routes["/a"] = drip
    assert one(server.address("/a"), replace(QUICK, timeout_total=0.4)).outcome == "later"


@pytest.mark.parametrize("begun", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nfer"])
def test_a_server_that_stops_in_the_middle(server: WebServer, begun: bytes) -> None:
    def stop(seen: Seen, wire: Wire) -> None:
        wire.send(begun)
        wire.wait_for_close()

    server.routes["/a"] = stop
    assert one(server.address("/a"), replace(QUICK, timeout_read=0.2)).outcome == "later"


@pytest.mark.parametrize(
    "begun",
    [b"", b"HTTP/1.1 200 OK\r\nContent-Type: text/", page(BODY)[:-9], b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nfer"],
)  # fmt: skip
def test_a_connection_that_breaks(server: WebServer, begun: bytes) -> None:
    server.routes["/a"] = always(begun)
    assert one(server.address("/a")).outcome == "later"


def test_a_server_that_takes_no_connection() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))  # and does not listen
        assert one(f"http://127.0.0.1:{closed.getsockname()[1]}/").outcome == "later"


@pytest.mark.parametrize(
    "answer",
    [b"SSH-2.0-OpenSSH\r\n\r\n", b"\x00" * 100, b"HTTP/1.1 abc OK\r\n\r\n", b"HTTP/1.1 200 OK\r\nNo colon here\r\n\r\n",
     b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n", b"HTTP/1.1 200 OK\r\n" + b"X-A: 1\r\n" * 100_000,
     b"HTTP/1.1 200 " + b"OK" * 100_000 + b"\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: ten\r\n\r\n0123456789"],
)  # fmt: skip
def test_what_is_no_http(server: WebServer, answer: bytes) -> None:
    server.routes["/a"] = always(answer)
    assert one(server.address("/a")).outcome == "refused"


def test_a_long_header_that_real_sites_send(server: WebServer) -> None:
    server.routes["/a"] = always(page(BODY, Content_Security_Policy="x" * 30_000))
    assert one(server.address("/a")).outcome == "whole"


@given(answer=st.binary(max_size=200), proper=st.booleans())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_one_answer(server: WebServer, answer: bytes, proper: bool) -> None:
    server.routes["/a"] = always(b"HTTP/1.1 200 OK\r\n" * proper + answer)
    assert one(server.address("/a")).outcome in ("whole", "later", "refused", "gone")


def test_a_host_that_stays_silent_is_given_up(server: WebServer) -> None:
    server.routes["/a"] = always(b"")
    answers = list(fetch([Request(server.address("/a"))] * 20, QUICK))
    assert {answer.outcome for answer in answers} == {"later"}
    # aiohttp asks once more where a connection closes without a word.
    assert len(server.seen) <= 6


# Types


@pytest.mark.parametrize(
    "content_type", ["image/png", "Video/MP4; codecs=x", "audio/mpeg", "application/zip", "font/woff2"]
)
def test_wrong_types_are_not_read(server: WebServer, content_type: str) -> None:
    def announce(seen: Seen, wire: Wire) -> None:
        wire.send(f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n".encode())
        wire.wait_for_close()

    server.routes["/a"] = announce
    answer = one(server.address("/a"))
    assert answer.outcome == "refused"
    assert content_type.partition(";")[0].lower() in answer.reason


@pytest.mark.parametrize("content_type", ["application/octet-stream", "binary/unknown", "text/html", "application/xml"])
def test_content_is_looked_at_whatever_its_header_says(server: WebServer, content_type: str) -> None:
    def picture(seen: Seen, wire: Wire) -> None:
        wire.send(
            f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n".encode() + b"\x89PNG\r\n\x1a\n" + bytes(50)
        )
        wire.wait_for_close()

    server.routes["/picture"] = picture
    server.routes["/page"] = always(reply(200, BODY, Content_Type=content_type))
    server.routes["/pdf"] = always(reply(200, b"%PDF-1.7\n\x00\x01", Content_Type=content_type))
    assert one(server.address("/picture")).outcome == "refused"
    assert one(server.address("/page")).outcome == "whole"
    assert one(server.address("/pdf")).data == b"%PDF-1.7\n\x00\x01"


# robots.txt


def rules(*lines: str, status: int = 200, **headers: str) -> Callable[[Seen, Wire], None]:
    return always(reply(status, "\n".join(lines).encode(), Content_Type="text/plain", **headers))


def test_what_a_site_does_not_want_read_is_not_read(server: WebServer) -> None:
    server.routes |= {
        "/robots.txt": rules("User-agent: *", "Disallow: /private", "Disallow: /*.pdf$"),
        "/a": always(page()),
        "/moved": redirect(301, "/private/b"),
    }
    addresses = [server.address(path) for path in ("/a", "/private/b", "/c.pdf", "/moved")]
    outcomes = {answer.request.address: answer.outcome for answer in fetch(map(Request, addresses), KEEPING_TO_ROBOTS)}
    assert [outcomes[address] for address in addresses] == ["whole", "refused", "refused", "refused"]
    assert server.paths == ["/a", "/moved"]
    assert len(server.seen) == 3  # robots.txt once
    assert one(server.address("/private/b")).outcome == "gone"  # without robots it is asked for


def test_the_rules_of_our_own_name_come_first(server: WebServer) -> None:
    server.routes["/robots.txt"] = rules(
        "User-agent: otherbot",
        "Disallow: /",
        "",
        "User-agent: ONRECORD",
        "Allow: /",
        "",
        "User-agent: *",
        "Disallow: /",
    )
    server.routes["/a"] = always(page())
    assert one(server.address("/a"), KEEPING_TO_ROBOTS).outcome == "whole"
    assert one(server.address("/a"), replace(KEEPING_TO_ROBOTS, user_agent="Other/1.0")).outcome == "refused"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410])
def test_without_robots_everything_may_be_read(server: WebServer, status: int) -> None:
    server.routes["/robots.txt"] = rules("User-agent: *", "Disallow: /", status=status)
    server.routes["/a"] = always(page())
    assert one(server.address("/a"), KEEPING_TO_ROBOTS).outcome == "whole"


@pytest.mark.parametrize("answer", [reply(500), reply(503, Retry_After="700"), reply(429, Retry_After="700"), b""])
def test_robots_that_cannot_be_reached(server: WebServer, answer: bytes) -> None:
    server.routes["/robots.txt"] = always(answer)
    server.routes["/a"] = always(page())
    answers = list(fetch([Request(server.address("/a"))] * 3, KEEPING_TO_ROBOTS))
    assert {found.outcome for found in answers} == {"later"}
    assert all("robots.txt" in found.reason for found in answers)
    assert {found.retry_after for found in answers} == ({700} if b"700" in answer else {None})
    assert server.paths == []


def test_robots_elsewhere(server: WebServer) -> None:
    with WebServer({"/r": rules("User-agent: *", "Disallow: /a")}) as other:
        server.routes["/robots.txt"] = redirect(302, other.address("/r"))
        assert one(server.address("/a"), KEEPING_TO_ROBOTS).outcome == "refused"
        assert one(server.address("/b"), KEEPING_TO_ROBOTS).outcome == "gone"


def test_robots_on_a_private_machine_are_not_asked_for(server: WebServer, secret: WebServer) -> None:
    server.routes["/robots.txt"] = redirect(302, secret.address("/a"))
    server.routes["/a"] = always(page())
    assert one(server.address("/a"), KEEPING_TO_ROBOTS).outcome == "whole"
    assert secret.connections == 0


def test_long_robots_are_read_for_half_a_megabyte(server: WebServer) -> None:
    filler = ["# nothing to see"] * 40_000
    server.routes["/robots.txt"] = rules("User-agent: *", "Disallow: /first", *filler, "Disallow: /last")
    server.routes |= {"/first": always(page()), "/last": always(page())}
    assert one(server.address("/first"), KEEPING_TO_ROBOTS).outcome == "refused"
    assert one(server.address("/last"), KEEPING_TO_ROBOTS).outcome == "whole"


def test_a_page_in_place_of_robots(server: WebServer) -> None:
    server.routes["/robots.txt"] = always(page(b"<html>User-agent: * nothing here</html>\x00\xff"))
    server.routes["/a"] = always(page())
    assert one(server.address("/a"), KEEPING_TO_ROBOTS).outcome == "whole"


# Encryption


def test_a_certificate_that_nobody_vouches_for() -> None:
    with WebServer({"/a": always(page())}, tls=loopback_tls()) as server:
        answer = one(server.address("/a"))
    assert answer.outcome == "refused"
    assert answer.reason.startswith("its certificate is not to be trusted (")
    assert server.seen == []


def test_a_server_without_encryption(server: WebServer) -> None:
    quick = replace(QUICK, timeout_connect=0.3)  # the server waits for a request, the client for a handshake
    assert one(f"https://127.0.0.1:{server.port}/", quick).outcome == "later"


PROGRAM = """
import json, sys
import onrecord.collect.web as web
assert "aiohttp" not in sys.modules and "yarl" not in sys.modules
settings = web.WebSettings(allow_private=True, robots=False, per_host_delay=0)
print(json.dumps([[a.outcome, a.reason] for a in web.fetch([web.Request(sys.argv[1])], settings)]))
"""


def test_encryption_and_no_way_down_from_it(server: WebServer) -> None:
    server.routes["/a"] = always(page())
    routes = {"/a": always(page()), "/down": redirect(301, server.address("/a"))}
    with WebServer(routes, tls=loopback_tls()) as secure:
        found = [
            json.loads(
                subprocess.run(
                    [sys.executable, "-c", PROGRAM, secure.address(path)],
                    env={**os.environ, "SSL_CERT_FILE": str(CERTIFICATE)},
                    capture_output=True,
                    check=True,
                    timeout=120,
                ).stdout
            )
            for path in ("/a", "/down")
        ]
    assert found[0] == [["whole", ""]]
    assert found[1][0][0] == "refused"
    assert server.address("/a") in found[1][0][1]
    assert server.seen == []


# Turns


def test_a_host_is_asked_one_thing_at_a_time(server: WebServer) -> None:
    lock, now, most = threading.Lock(), [0], [0]

    def route(seen: Seen, wire: Wire) -> None:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        wire.stopping.wait(0.03)
        with lock:
            now[0] -= 1
        wire.send(page())

    server.routes["/a"] = route
    assert [answer.outcome for answer in fetch([Request(server.address("/a"))] * 6, QUICK)] == ["whole"] * 6
    assert most == [1]


def test_different_hosts_are_asked_together(server: WebServer) -> None:
    both = threading.Barrier(2, timeout=20)

    def route(seen: Seen, wire: Wire) -> None:
        both.wait()
        wire.send(page())

    server.routes["/a"] = route
    requests = [Request(f"http://{name}.example:{server.port}/a") for name in ("one", "two")]
    assert [answer.outcome for answer in fetch(requests, QUICK, resolve=to_loopback)] == ["whole"] * 2


def test_a_slow_host_does_not_hold_up_others(server: WebServer) -> None:
    answered = threading.Event()

    def slow(seen: Seen, wire: Wire) -> None:
        answered.wait(20)
        wire.send(page())

    server.routes |= {"/slow": slow, "/a": always(page())}
    requests = [Request(f"http://slow.example:{server.port}/slow")] * 5 + [Request(f"http://a.example:{server.port}/a")]
    answers = fetch(requests, replace(QUICK, hosts_at_once=2), resolve=to_loopback)
    assert next(answers).request is requests[-1]
    answered.set()
    assert len(list(answers)) == 5


# The iterator


def test_requests_are_taken_as_they_are_needed(server: WebServer) -> None:
    server.routes["/a"] = always(page())
    given_out, taken = [0], [0]
    caller = threading.get_ident()

    def requests() -> Iterator[Request]:
        for _ in range(30):
            assert threading.get_ident() == caller
            given_out[0] += 1
            assert given_out[0] - taken[0] <= 4
            yield Request(server.address("/a"))

    for _ in fetch(requests(), replace(QUICK, requests_at_once=4)):
        taken[0] += 1
    assert taken == [30]


def no_thread_is_left() -> bool:
    return not any(thread.name == "onrecord-web" for thread in threading.enumerate())


def test_closing_cancels(server: WebServer) -> None:
    begun, ended = threading.Event(), threading.Event()

    def hang(seen: Seen, wire: Wire) -> None:
        begun.set()
        wire.wait_for_close()
        ended.set()

    server.routes |= {"/a": always(page()), "/hang": hang}
    requests = [Request(server.address("/a")), *[Request(server.address("/hang"))] * 5]
    answers = fetch(requests, QUICK)
    assert next(answers).outcome == "whole"
    assert begun.wait(20)
    answers.close()  # type: ignore[attr-defined]
    assert ended.wait(20)
    assert no_thread_is_left()


def test_ctrl_c(server: WebServer) -> None:
    def interrupt(seen: Seen, wire: Wire) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        wire.wait_for_close()

    server.routes["/a"] = interrupt
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # nohup and & have it ignored
    try:
        with pytest.raises(KeyboardInterrupt):
            list(fetch([Request(server.address("/a"))], QUICK))
    finally:
        signal.signal(signal.SIGINT, before)
    assert no_thread_is_left()


def test_what_the_requests_raise_is_raised(server: WebServer) -> None:
    server.routes["/a"] = silent

    def requests() -> Iterator[Request]:
        yield Request(server.address("/a"))
        raise LookupError("no more")

    with pytest.raises(LookupError, match="no more"):
        list(fetch(requests(), QUICK))
    assert no_thread_is_left()
