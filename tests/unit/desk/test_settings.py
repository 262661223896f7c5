from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from onrecord.collect import Limits
from onrecord.collect.following import Rules
from onrecord.collect.web import WebSettings
from onrecord.desk.settings import SETTINGS, read_settings
from onrecord.model.errors import UsageError


def test_every_limit_is_one_of_collect_with_its_default() -> None:
    limits = read_settings().limits()
    defaults = dataclasses.asdict(Limits())
    assert limits == {name: defaults[name] for name in limits}


def test_every_rule_and_every_setting_of_the_web_has_its_default() -> None:
    assert read_settings().rules() == dataclasses.asdict(Rules())
    web = read_settings().web()
    assert web == {name: getattr(WebSettings(), name) for name in web}
    named = read_settings(None, {"web_user_agent": "Desk/1 (a@b.example)", "web_allowed": "10.0.0.1 10.2.0.0/16"}).web()
    assert WebSettings(**named).user_agent == "Desk/1 (a@b.example)"
    assert WebSettings(**named).allowed == {"10.0.0.1", "10.2.0.0/16"}


def test_the_table_is_whole() -> None:
    assert len({setting.name for setting in SETTINGS}) == len(SETTINGS)
    assert all(setting.help for setting in SETTINGS)


def test_a_file_and_what_is_chosen_over_it(tmp_path: Path) -> None:
    path = tmp_path / "onrecord.toml"
    path.write_text('places = "more.csv"\nworkers = 3\nmax_members = 9\n')
    (tmp_path / "more.csv").write_text("name,kind\n", encoding="utf-8-sig")
    settings = read_settings(path, {"workers": 2})
    assert settings.number("workers") == 2
    assert settings.limits()["members"] == 9
    assert settings.places() == "name,kind\n"
    assert read_settings().places() is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("worker = 1", "There is no setting 'worker'"),
        ('workers = "1"', "workers .* must be a whole number"),
        ("workers = true", "workers .* must be a whole number"),
        ("workers = -1", "workers .* must be a whole number"),
        ("places = 1", "places .* must be a text"),
        ("places = ", "cannot be read"),
        ("\0", "cannot be read"),
        ("web_robots = 0", "web_robots .* must be true or false"),
    ],
)
def test_a_wrong_file_gives_one_sentence(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "onrecord.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match=message) as told:
        read_settings(path)
    assert "\n" not in str(told.value)


def test_places_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"none\.csv cannot be read \(No such file"):
        read_settings(None, {"places": str(tmp_path / "none.csv")}).places()
    (tmp_path / "binary.csv").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(UsageError, match="not UTF-8"):
        read_settings(None, {"places": str(tmp_path / "binary.csv")}).places()
