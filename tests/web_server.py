"""A real web server on loopback that misbehaves as it is told. Each route is a function that writes raw bytes to a socket."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

#: For 127.0.0.1, trusted by nobody.
CERTIFICATE = Path(__file__).with_name("web_certificate.pem")


@dataclass(frozen=True)
class Seen:
    """One request as it came. Names of headers are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str]

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


@dataclass
class Wire:
    """The server's end of one connection."""

    socket: socket.socket
    stopping: threading.Event

    def send(self, data: bytes) -> bool:
        """Whether the other side is still there to take it."""
        try:
            self.socket.sendall(data)
        except OSError:
            return False
        return not self.stopping.is_set()

    def wait_for_close(self) -> None:
        """Until the client goes away or the server is stopped; says nothing."""
        self.socket.settimeout(0.05)
        while not self.stopping.is_set():
            try:
                if not self.socket.recv(4096):
                    return
            except TimeoutError:
                continue
            except OSError:
                return

    def repeat(self, data: bytes, pause: float = 0.0) -> None:
        """``data`` for ever: until the client goes away or the server is stopped."""
        while self.send(data):
            if pause:
                self.stopping.wait(pause)


Route = Callable[[Seen, Wire], None]


def reply(status: int = 200, body: bytes = b"", *, length: int | None = None, **headers: str) -> bytes:
    """A whole answer. Underscores in names of headers stand for hyphens; ``length`` is a Content-Length that lies."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body) if length is None else length}", "Connection: close"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def page(body: bytes = b"<html><p>The ferry has sailed.</p></html>", **headers: str) -> bytes:
    return reply(200, body, **{"Content_Type": "text/html; charset=UTF-8", **headers})


def always(answer: bytes) -> Route:
    def route(seen: Seen, wire: Wire) -> None:
        wire.send(answer)

    return route


def silent(seen: Seen, wire: Wire) -> None:
    """Takes the request and says nothing."""
    wire.wait_for_close()


def redirect(status: int, location: str, **headers: str) -> Route:
    return always(reply(status, b"elsewhere", Location=location, **headers))


def loopback_tls() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


@dataclass
class WebServer:
    """A context manager. What is not among ``routes`` is 404, so there is no robots.txt unless a test gives one."""

    routes: dict[str, Route] = field(default_factory=dict)
    host: str = "127.0.0.1"
    wanted_port: int = 0
    tls: ssl.SSLContext | None = None
    seen: list[Seen] = field(default_factory=list)
    connections: int = 0
    stopping: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> Self:
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                outer._handle(self.request)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            allow_reuse_address = True
            request_queue_size = 64

            def get_request(self) -> tuple[socket.socket, object]:
                connection, peer = super().get_request()
                outer.connections += 1
                return (outer.tls.wrap_socket(connection, server_side=True) if outer.tls else connection), peer

            def handle_error(self, request: object, client_address: object) -> None:
                """Clients that go away in the middle are what is tested."""

        self._server = Server((self.host, self.wanted_port), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def address(self, path: str = "/", host: str | None = None) -> str:
        return f"{'https' if self.tls else 'http'}://{host or self.host}:{self.port}{path}"

    @property
    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [seen.path for seen in self.seen if seen.path != "/robots.txt"]

    def _handle(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            seen = _request(connection)
            if seen is not None:
                self.seen.append(seen)
                route = self.routes.get(seen.path, always(reply(404, b"no such page")))
                route(seen, Wire(connection, self.stopping))  # every answer closes its connection


def _request(connection: socket.socket) -> Seen | None:
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(65536)
        if not piece:
            return None
        head += piece
    first, *lines = head.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    method, target, _ = first.split(" ", 2)
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Seen(method, target, headers)
