"""Podcasts of a desk: a voice reads the brief, and the files of each episode stand in a folder, by default in the desk's own.

The voice is a command that takes text on standard input and writes a WAV file. It is started without a shell, and what it reads is
never part of the command. What a report said is in these files too, so an episode goes when a report goes that it quotes.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import wave
from collections.abc import Collection, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from onrecord.desk.workshop import workshop
from onrecord.model.brief import Brief
from onrecord.model.errors import UsageError
from onrecord.model.identity import digest
from onrecord.publish.podcast import Episode, Timed, chapters_file, feed, pieces, script, title_of, transcript

__all__ = ["FEED", "FILE", "FOLDER", "VOICE", "Episode", "episodes", "feed_of", "forget", "make", "write_feed"]

#: The folder in a desk's own, and the feed in it.
FOLDER, FEED = "podcast", "podcast.xml"

#: What reads where the setting ``podcast_voice`` says nothing: Debian's package espeak-ng.
VOICE = "espeak-ng -v {language} -s 160 -w {output} --stdin"

#: Seconds of silence between two pieces, and seconds that a voice has for one of them.
_PAUSE, _PATIENCE = 0.5, 120

#: What makes the sound smaller, the first that is installed: the command, the ending, the media type.
_ENCODERS = (
    (("lame", "--quiet", "-m", "m", "-V", "5", "{input}", "{output}"), ".mp3", "audio/mpeg"),
    (("ffmpeg", "-loglevel", "error", "-nostdin", "-i", "{input}", "-q:a", "5", "{output}"), ".mp3", "audio/mpeg"),
    (("opusenc", "--quiet", "{input}", "{output}"), ".opus", "audio/ogg"),
)

#: The names of an episode's files.
FILE = re.compile(r"brief-[0-9a-z-]{1,40}(?:\.(?:wav|mp3|opus|vtt|chapters\.json))")


def make(brief: Brief, folder: Path, *, items: int, voice: str, now: datetime) -> Episode:
    """Read a brief aloud into ``folder``. One that was read before with the same words is not read again.

    Raises ``UsageError`` where there is nothing to read, no voice, or one that fails.
    """
    title = title_of(brief)
    chapters = script(brief, items)
    if not chapters:
        raise UsageError("The brief has no line to read: add reports first with `onrecord add FILE...`.")
    command = _command(voice)
    told = list(pieces(title, chapters))
    name = f"brief-{brief.as_of or 'undated'}-{digest(repr((command, told)))[:12]}"
    for known in episodes(folder):
        if known.name == name:
            return known
    with workshop(folder / name) as place:
        sound, timed = _read(told, command, place)
        file, media_type = _smaller(sound, name)
        length = timed[-1].end
        articles = sorted({one for chapter in chapters for item in chapter.items for one in item.article_ids})
        made_at = now.astimezone(UTC).isoformat(timespec="seconds")
        size = (place / file).stat().st_size
        episode = Episode(name, file, media_type, size, length, title, made_at, brief.as_of, tuple(articles))
        (place / f"{name}.chapters.json").write_bytes(chapters_file(title, timed))
        (place / f"{name}.vtt").write_bytes(transcript(timed))
        (place / f"{name}.json").write_text(json.dumps(asdict(episode)), encoding="utf-8")
        for each in (file, f"{name}.chapters.json", f"{name}.vtt", f"{name}.json"):  # the last one makes it an episode
            (place / each).replace(folder / each)
    return episode


def write_feed(folder: Path, address: str) -> Path:
    """Write the feed of the episodes in ``folder``, which is at ``address``, into it."""
    base = address if address.endswith("/") else f"{address}/"
    path = folder / FEED
    with workshop(path) as place:
        (place / FEED).write_bytes(feed(episodes(folder), base + FEED, base))
        (place / FEED).replace(path)
    return path


def feed_of(folder: Path, page: str, files: str) -> bytes:
    """The feed of the episodes in ``folder``, as :func:`onrecord.publish.podcast.feed` writes it."""
    return feed(episodes(folder), page, files)


def episodes(folder: Path) -> list[Episode]:
    """The episodes in ``folder``, by name; files that are none are passed over."""
    found = []
    for path in sorted(folder.glob("brief-*.json")):
        if path.name.endswith(".chapters.json"):
            continue
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
            episode = Episode(**{**told, "article_ids": tuple(told["article_ids"])})
            datetime.fromisoformat(episode.made_at)
        except (OSError, ValueError, TypeError, KeyError):
            continue
        if episode.name == path.name.removesuffix(".json") and FILE.fullmatch(episode.file):
            found.append(episode)
    return found


def forget(folder: Path, article_ids: Collection[str]) -> None:
    """Delete the episodes that quote one of these articles, the written feed, which names them, and what is of no episode.

    What tells of an episode goes last, so that where this was killed the next call finds the rest.
    """
    known = episodes(folder)
    gone = {each.name for each in known if not set(article_ids).isdisjoint(each.article_ids)}
    if gone:
        (folder / FEED).unlink(missing_ok=True)
    left = {each.name for each in known} - gone
    of_none = [path for path in folder.glob("brief-*") if FILE.fullmatch(path.name) and _episode(path) not in left]
    for path in (*of_none, *(folder / f"{name}.json" for name in sorted(gone))):
        path.unlink(missing_ok=True)


def _episode(path: Path) -> str:
    """The name of the episode that a file is part of."""
    return path.name.partition(".")[0]


def _command(voice: str) -> list[str]:
    try:
        command = shlex.split(voice or VOICE)
    except ValueError as error:
        raise UsageError(f"The setting podcast_voice is no command ({error}): close its quotation marks.") from error
    if not any("{output}" in part for part in command):
        raise UsageError("The setting podcast_voice does not say where the sound goes: put {output} into it.")
    if shutil.which(command[0]) is None:
        raise UsageError(
            f"{command[0]} is not installed, and without a voice nothing is read: install espeak-ng "
            "(`apt install espeak-ng`), or name another voice with the setting podcast_voice."
        )
    return command


def _read(told: Sequence[tuple[str, str]], command: Sequence[str], place: Path) -> tuple[Path, list[Timed]]:
    """The sound of all pieces as one WAV file, with when each begins and ends."""
    sound, raw = place / "whole.wav", place / "whole.raw"
    timed: list[Timed] = []
    at, form = 0.0, (0, 0, 0)
    with raw.open("wb") as frames:
        for number, (chapter, text) in enumerate(told):
            spoken = place / f"{number}.wav"
            _run([part.replace("{output}", str(spoken)).replace("{language}", "en") for part in command], text)
            own, piece = _sound(spoken, command[0])
            if timed and own != form:
                raise UsageError("The voice changes its form between two pieces: set podcast_voice to another one.")
            form = own
            channels, width, rate = form
            seconds, pause = len(piece) / (channels * width * rate), int(_PAUSE * rate)
            timed.append(Timed(at, at + seconds, chapter, text))
            frames.write(piece + bytes(pause * channels * width))
            at += seconds + pause / rate
            spoken.unlink()
    with wave.open(str(sound), "wb") as whole, raw.open("rb") as frames:
        whole.setnchannels(form[0])
        whole.setsampwidth(form[1])
        whole.setframerate(form[2])
        whole.setnframes(raw.stat().st_size // (form[0] * form[1]))
        while some := frames.read(form[0] * form[1] << 16):
            whole.writeframesraw(some)
    return sound, timed


def _sound(path: Path, voice: str) -> tuple[tuple[int, int, int], bytes]:
    """Channels, bytes of a sample and samples a second of a WAV file, and its samples."""
    try:
        with wave.open(str(path), "rb") as piece:
            form = piece.getnchannels(), piece.getsampwidth(), piece.getframerate()
            return form, piece.readframes(piece.getnframes())
    except (OSError, EOFError, wave.Error) as error:
        raise UsageError(
            f"The voice {voice} wrote no sound ({error}): try the setting podcast_voice on a line of text."
        ) from error


def _run(command: Sequence[str], text: str = "") -> None:
    try:
        done = subprocess.run(
            command, input=text.encode("utf-8", "replace"), capture_output=True, timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        why = "it takes too long" if isinstance(error, subprocess.TimeoutExpired) else str(error)
        raise UsageError(f"{command[0]} cannot read aloud ({why}): check the setting podcast_voice.") from error
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[:200] or f"status {done.returncode}"
        raise UsageError(f"{command[0]} failed ({said}): check the setting podcast_voice.")


def _smaller(sound: Path, name: str) -> tuple[str, str]:
    """The sound under its name, as small as what is installed makes it: the file's name and its media type."""
    for command, ending, media_type in _ENCODERS:
        if shutil.which(command[0]) is None:
            continue
        target = sound.with_name(name + ending)
        try:
            _run([part.replace("{input}", str(sound)).replace("{output}", str(target)) for part in command])
        except UsageError:
            target.unlink(missing_ok=True)
            continue
        if target.is_file():
            return target.name, media_type
    sound.rename(sound.with_name(f"{name}.wav"))
    return f"{name}.wav", "audio/wav"
