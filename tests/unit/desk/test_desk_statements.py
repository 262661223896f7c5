"""Choosing among statements: by speaker, stance and day, and the attitudes beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord import Desk, open_desk
from onrecord.desk.statements import Choice, chosen
from onrecord.model.errors import UsageError

REPORT = """Lendal Post

Harbour board and union far apart

By Ines Tarn

4 May 2031

The chair of the harbour board, Petra Holmgard, said on Sunday that the quay would stay closed.

The union leader, Aron Velde, hopes that the strike will end soon. The ferrymen want the quay to be opened.

"Nobody will be paid for waiting," Ms Holmgard told the Lendal Post.
"""


def row(name: str | None = None, **more: Any) -> dict[str, Any]:
    speaker = {"name": name, "text": more.pop("text", name), "actor_id": more.pop("actor_id", None)}
    speaker["anonymous"] = name is None and bool(speaker["text"])
    return {"speaker": speaker, "stance": "says", "said": {"start": None, "end": None}, **more}


def actor(name: str, identifier: str, *aliases: str) -> dict[str, Any]:
    return {"id": identifier, "name": name, "names": [*aliases, name]}


def speaks(asked: str, who: dict[str, Any], *actors: dict[str, Any]) -> bool:
    return bool(list(chosen([who], Choice(actor=asked), lambda: actors)))


ZOE = actor("Zoë Marrat", "act_1", "Colonel Marrat", "Zoe Marat")


@pytest.mark.parametrize("asked", ["Marrat", "zoe MARRAT", "Zoë", "Mrs Marrat", "Zoe Marat", "colonel marrat", "act_1"])
def test_an_actor_by_any_of_its_names(asked: str) -> None:
    assert speaks(asked, row("Zoë Marrat", actor_id="act_1"), ZOE)
    assert not speaks(asked, row("Aron Velde", actor_id="act_2"), ZOE)


@pytest.mark.parametrize("asked", ["Mar", "arrat", "Marrat Zoe", "Lieutenant", "act_2"])
def test_parts_of_words_and_other_names_are_nobody(asked: str) -> None:
    assert not speaks(asked, row("Zoë Marrat", actor_id="act_1"), ZOE)


def test_an_alias_that_holds_another_name_does_not_lead_to_it() -> None:
    badly_cut = actor("Aron Velde", "act_2", "Aron Velde, who met Zoe Marrat on Sunday and was tired")
    assert not speaks("Marrat", row("Aron Velde", actor_id="act_2"), badly_cut)


def test_the_anonymous_by_what_the_text_gives_and_the_open_never() -> None:
    assert speaks("harbour official", row(text="a senior harbour official"))
    still_open = row(text="Marrat")
    still_open["speaker"]["anonymous"] = False
    assert not speaks("Marrat", still_open, ZOE)


@pytest.mark.parametrize(
    ("end", "is_in"),
    [
        ("2031-05-02", True),
        ("2031-05-02T06:00", True),
        ("2031-05-03", True),
        ("2031-05-01T23:59", False),
        (None, False),
    ],
)
def test_since_a_day(end: str | None, is_in: bool) -> None:
    told = row("Zoë Marrat", said={"start": end, "end": end})
    assert list(chosen([told], Choice(since="2031-05-02"), tuple)) == ([told] if is_in else [])


@pytest.mark.parametrize(
    "choice", [{"stance": "sings"}, {"since": "20310502"}, {"since": "2031-02-30"}, {"actor": " . "}]
)
def test_a_choice_that_says_nothing(choice: dict[str, str]) -> None:
    with pytest.raises(UsageError):
        Choice(**choice)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("reports")
    (Path(folder) / "one.txt").write_text(REPORT, encoding="utf-8")
    with open_desk(None) as opened:
        opened.add([str(folder)], received="2031-05-10")
        yield opened


def test_attitudes_come_after_the_statements_and_say_what_they_are(desk: Desk) -> None:
    statements = list(desk.show("statements"))
    assert statements and not any("attitude" in item for item in statements)
    both = list(desk.show("statements", attitudes=True))
    assert both[: len(statements)] == statements
    attitudes = both[len(statements) :]
    assert attitudes, "what is hoped and wanted"
    for item in attitudes:
        assert item["attitude"] is True
        assert set(item) - {"attitude"} == set(statements[0])
        assert item["said"]["end"], "bound to the day of publication"


def test_other_kinds_have_no_choice(desk: Desk) -> None:
    for kind in ("actors", "articles", "revisions", "fates"):
        assert list(desk.show(kind)) is not None
        with pytest.raises(UsageError, match=kind):
            desk.show(kind, stance="says")
