"""Each thing that is read stands in a source, is told with who and where from, and goes when its report goes."""

from __future__ import annotations

import json
import shlex
import sys
import wave
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest
from tests.unit.web.web_desk import FIRST, LATER, SECOND

from onrecord.desk import Desk, open_desk, podcasts
from onrecord.desk.podcasts import FOLDER, episodes, write_feed
from onrecord.model.errors import UsageError
from onrecord.publish.podcast import Timed, chapters_file, script, transcript

#: A voice that is silent for as many samples as it is given letters.
VOICE = """import sys, wave
text = sys.stdin.buffer.read()
with wave.open(sys.argv[1], "wb") as sound:
    sound.setnchannels(1); sound.setsampwidth(2); sound.setframerate(8000)
    sound.writeframes(bytes(2 * len(text)))
"""


@pytest.fixture(autouse=True)
def no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(podcasts, "_ENCODERS", ())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    (tmp_path / "voice.py").write_text(VOICE)
    command = shlex.join([sys.executable, str(tmp_path / "voice.py")])
    (tmp_path / "in").mkdir()
    for name, text in (("first.txt", FIRST), ("second.txt", SECOND), ("later.txt", LATER)):
        (tmp_path / "in" / name).write_text(text)
    (tmp_path / "desk").mkdir()
    with open_desk(tmp_path / "desk") as desk:
        desk.set("podcast_voice", f"{command} {{output}}", by="ada")
    with open_desk(tmp_path / "desk") as desk:
        desk.add([tmp_path / "in"])
        yield desk


def test_only_words_of_sources_are_read(desk: Desk) -> None:
    chapters = script(desk.brief(), 30)
    texts = {article["id"]: " ".join(article["text"].split()) for article in desk.show("articles")}
    items = [item for chapter in chapters for item in chapter.items]
    assert items
    for item in items:
        for part in item.text.split("Quote: ")[1:]:
            quoted, _, rest = part.partition(" From ")
            assert any(quoted.removesuffix(".") in texts[one] for one in item.article_ids), quoted
            assert rest, "where it is from"
        assert not item.text.startswith("Quote: "), "who says it"
    assert len({item.record_id for item in items}) == len(items), "each once"
    assert sum(len(chapter.items) for chapter in script(desk.brief(), 2)) == 2


def test_an_episode_with_chapters_and_a_transcript(desk: Desk, tmp_path: Path) -> None:
    episode = desk.podcast()
    folder = tmp_path / "desk" / FOLDER
    with wave.open(str(folder / episode.file)) as sound:
        assert sound.getnframes() / sound.getframerate() == pytest.approx(episode.seconds + 0.5)
    chapters = json.loads((folder / f"{episode.name}.chapters.json").read_text())["chapters"]
    starts = [chapter["startTime"] for chapter in chapters]
    assert starts == sorted(set(starts))
    assert starts[0] == 0
    assert starts[-1] < episode.seconds
    assert (folder / f"{episode.name}.vtt").read_text().startswith("WEBVTT\n\n00:00:00.000 --> ")
    assert desk.podcast() == episode, "the same words are not read again"
    assert not list(folder.glob(".*"))


def test_the_feed(desk: Desk, tmp_path: Path) -> None:
    episode = desk.podcast(tmp_path / "out")
    rss = Xml.parse(write_feed(tmp_path / "out", "https://desk.example/podcast")).getroot()
    (enclosure,) = rss.iter("enclosure")
    assert enclosure.get("url") == f"https://desk.example/podcast/{episode.file}"
    assert enclosure.get("length") == str((tmp_path / "out" / episode.file).stat().st_size)
    (chapters,) = rss.iter("{https://podcastindex.org/namespace/1.0}chapters")
    assert chapters.get("url") == f"https://desk.example/podcast/{episode.name}.chapters.json"


def test_an_episode_goes_with_a_report_that_it_quotes(desk: Desk, tmp_path: Path) -> None:
    episode = desk.podcast()
    folder = tmp_path / "desk" / FOLDER
    article = next(article for article in desk.show("articles") if article["id"] in episode.article_ids)
    desk.remove(article["id"], "on request")
    assert list(folder.iterdir()) == []
    assert episodes(folder) == []


@pytest.mark.parametrize(
    ("voice", "said"),
    [
        ("no-such-voice {output}", "is not installed"),
        ("sh -c 'exit 3'", "put {output}"),
        ("sh -c 'echo broken >&2; exit 3' {output}", r"failed \(broken\)"),
        ("true {output}", "wrote no sound"),
        ("cp /dev/null {output}", "wrote no sound"),
        ("say 'x {output}", "no command"),
    ],
)
def test_a_voice_that_cannot(desk: Desk, tmp_path: Path, voice: str, said: str) -> None:
    desk.set("podcast_voice", voice, by="ada")
    with open_desk(tmp_path / "desk") as again, pytest.raises(UsageError, match=said):
        again.podcast()
    assert episodes(tmp_path / "desk" / FOLDER) == []


def test_without_a_voice_one_sentence(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    desk.set("podcast_voice", None, by="ada")
    with open_desk(tmp_path / "desk") as again, pytest.raises(UsageError, match="install espeak-ng"):
        again.podcast()


def test_nothing_to_read() -> None:
    with open_desk() as empty, pytest.raises(UsageError, match="no line to read"):
        empty.podcast(Path("nowhere"))


def test_markup_in_a_transcript() -> None:
    timed = [Timed(0.0, 3661.5, "A", "<b>x</b> & --> y\n\nz"), Timed(3662.0, 3663.0, "B", "y")]
    told = transcript(timed).decode()
    assert "00:00:00.000 --> 01:01:01.500\n&lt;b&gt;x&lt;/b&gt; &amp; --&gt; y z\n" in told
    assert [chapter["startTime"] for chapter in json.loads(chapters_file("T", timed))["chapters"]] == [0, 3662.0]
