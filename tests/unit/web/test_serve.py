"""``onrecord serve``: what it says before it serves. Needs no extra."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from typer.testing import CliRunner

from onrecord.cli import app
from onrecord.model.errors import UsageError
from onrecord.web import server


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "find_spec", lambda name: None)
    with pytest.raises(UsageError, match=r"pip install 'onrecord\[web\]'"):
        server.check()


def test_a_desk_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "find_spec", lambda name: object())
    done = CliRunner().invoke(app, ["serve", "--desk", str(tmp_path / "none")])
    assert isinstance(done.exception, UsageError)
    assert "onrecord add" in str(done.exception)


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    pytest.importorskip("uvicorn", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
    pytest.importorskip("fastapi", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
    with socket.socket() as taken:
        taken.bind((server.HOST, 0))
        taken.listen()
        with pytest.raises(UsageError, match="--port"):
            server.serve(tmp_path, taken.getsockname()[1], lambda address: None)


def test_it_listens_on_this_machine_only() -> None:
    assert server.HOST == "127.0.0.1"
