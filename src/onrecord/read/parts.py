"""The parts of a mail, decoded, with the way back from their characters to those of the mail as it was received.

The standard library's parser with its oldest policy: the newer ones parse each header by its grammar, which costs the square
of a long one.
"""

from __future__ import annotations

import binascii
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header
from email.message import Message
from email.policy import compat32
from functools import cached_property

from onrecord.model.errors import NotText
from onrecord.read.decode import decode
from onrecord.read.lines import Place
from onrecord.read.repair import repaired

#: Parts that a mail may have, and how deep they lie in each other. Each costs a look at every line behind it.
MOST_PARTS = 500
_LONGEST_HEADER = 4000  # characters
_FAILURES = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError)
_ESCAPE = re.compile(rb"=(?:([0-9A-Fa-f]{2})|[ \t]*\r?\n)")
_STEP = 4096  # characters between two offsets that are kept


def parse(data: bytes) -> Message:
    """The mail in ``data``. Raises ``NotText`` where it is none that can be read."""
    try:
        if data.lower().count(b"boundary=") > MOST_PARTS:
            raise NotText(f"it has more than {MOST_PARTS} parts; save its text and add that")
        return message_from_bytes(data, policy=compat32)
    except _FAILURES as error:
        raise NotText("it is not a mail that can be read; save its text and add that") from error


def header(message: Message, name: str) -> str:
    """The header ``name`` in characters, on one line; empty where there is none."""
    try:
        given = str(message.get(name, ""))[:_LONGEST_HEADER]
        pieces = [
            piece.decode(charset or "utf-8", "replace") if isinstance(piece, bytes) else piece
            for piece, charset in decode_header(given)
        ]
    except _FAILURES:
        return ""
    return " ".join(repaired("".join(pieces)).split())


@dataclass(frozen=True)
class Part:
    """One part of a mail that holds text: its media type, and what names it inside the mail."""

    message: Message
    kind: str
    identifier: str
    location: str
    received: bytes

    @cached_property
    def data(self) -> bytes:
        """Its bytes without the encoding for transfer."""
        try:
            payload = self.message.get_payload(decode=True)
        except _FAILURES:
            return b""
        return payload if isinstance(payload, bytes) else b""

    @cached_property
    def text(self) -> str:
        """Its characters. Raises ``NotText`` where they are none."""
        try:
            charset = self.message.get_content_charset()
        except _FAILURES:
            charset = None
        return decode(self.data, declared=charset)

    def place(self, place: Place | None) -> Place | None:
        """Where the characters from ``place[0]`` to ``place[1]`` of :attr:`text` stand in the decoded mail, if that can be told."""
        if place is None or self._way is None:
            return None
        inside, transfer, outside = self._way
        start, end = (transfer.received(inside.byte_of(offset)) for offset in place)
        return outside.character_of(self._at + start), outside.character_of(self._at + end)

    @cached_property
    def _raw(self) -> bytes:
        """The bytes that travelled. What had no encoding for transfer is what it was; the parser shows it changed."""
        if _encoding(self.message) not in ("base64", "quoted-printable"):
            return self.data
        payload = self.message.get_payload()
        return payload.encode("ascii", "surrogateescape") if isinstance(payload, str) else b""

    @cached_property
    def _at(self) -> int:
        return self.received.find(self._raw)

    @cached_property
    def _way(self) -> tuple[_Characters, _Transfer, _Characters] | None:
        try:
            if not self._raw or self._at < 0:
                return None
            inside = _Characters.of(self.text, self.data)
            outside = _Characters.of(decode(self.received), self.received)
            transfer = _transfer(self.message, self._raw, self.data)
        except (*_FAILURES, NotText):
            return None
        return None if inside is None or outside is None or transfer is None else (inside, transfer, outside)


def parts_of(message: Message, received: bytes) -> Iterator[Part]:
    """The parts of ``message`` that hold text, in its order; those of mails attached to it are not its own."""
    stack, seen = [message], 0
    while stack and seen < MOST_PARTS:
        part = stack.pop()
        seen += 1
        payload = part.get_payload()
        if part is not message and part.get_content_maintype() == "message":
            continue
        if isinstance(payload, list):
            stack.extend(reversed([each for each in payload if isinstance(each, Message)]))
        elif part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment":
            identifier = str(part.get("Content-ID") or "").strip("<> ")
            location = "".join(str(part.get("Content-Location") or "").split())
            yield Part(part, part.get_content_type(), identifier, location, received)


class _Characters:
    """The offsets of the characters of a text in its bytes, and the other way: one is kept in every few thousand."""

    def __init__(self, text: str, data: bytes, encoding: str, mark: int) -> None:
        self._text, self._data, self._encoding = text, data, encoding
        self._plain = text.isascii() and len(text) + mark == len(data)
        self._mark = mark
        self._kept = [mark]
        for start in range(0, 0 if self._plain else len(text), _STEP):
            self._kept.append(self._kept[-1] + len(text[start : start + _STEP].encode(encoding)))

    @classmethod
    def of(cls, text: str, data: bytes) -> _Characters | None:
        """``None`` where it cannot be told how ``text`` came from ``data``."""
        for encoding, mark in (("utf-8", 0), ("utf-8", 3), ("cp1252", 0), ("iso-8859-1", 0)):
            try:
                if text.encode(encoding) == data[mark:]:
                    return cls(text, data, encoding, mark)
            except UnicodeEncodeError:
                continue
        return None

    def byte_of(self, character: int) -> int:
        if self._plain:
            return self._mark + character
        step = min(character // _STEP, len(self._kept) - 1)
        return self._kept[step] + len(self._text[step * _STEP : character].encode(self._encoding))

    def character_of(self, byte: int) -> int:
        if self._plain:
            return max(0, byte - self._mark)
        step = max(0, bisect_right(self._kept, byte) - 1)
        return step * _STEP + len(self._data[self._kept[step] : byte].decode(self._encoding, "ignore"))


class _Transfer:
    """The way from decoded bytes to those that travelled: at ``starts`` of the former runs begin that stood at ``origins``."""

    def __init__(self, starts: list[int], origins: list[int]) -> None:
        self._starts, self._origins = starts, origins

    def received(self, byte: int) -> int:
        run = bisect_right(self._starts, byte) - 1
        return self._origins[run] + byte - self._starts[run]


class _Base64(_Transfer):
    """The same for base 64 in lines of one length: three bytes travel as four letters."""

    def __init__(self, width: int, line: int) -> None:
        self._width, self._line = width, line

    def received(self, byte: int) -> int:
        letter = byte // 3 * 4 + byte % 3
        return letter // self._width * self._line + letter % self._width


def _encoding(message: Message) -> str:
    return str(message.get("Content-Transfer-Encoding") or "").strip().lower()


def _transfer(message: Message, raw: bytes, data: bytes) -> _Transfer | None:
    encoding = _encoding(message)
    if encoding == "quoted-printable":
        return _quoted_printable(raw, data)
    if encoding == "base64":
        return _base64(raw, data)
    return _Transfer([0], [0]) if raw == data else None


def _quoted_printable(raw: bytes, data: bytes) -> _Transfer | None:
    starts, origins = [0], [0]
    pieces: list[bytes] = []
    length = position = 0
    for match in _ESCAPE.finditer(raw):
        kept = raw[position : match.start()]
        letter = binascii.unhexlify(match[1]) if match[1] else b""
        pieces += (kept, letter)
        length += len(kept)
        if letter:
            starts.append(length)
            origins.append(match.start())
            length += 1
        starts.append(length)
        origins.append(match.end())
        position = match.end()
    pieces.append(raw[position:])
    return _Transfer(starts, origins) if b"".join(pieces) == data else None


def _base64(raw: bytes, data: bytes) -> _Transfer | None:
    lines = raw.splitlines(keepends=True)
    if not lines or raw[:1].isspace():
        return None
    width = len(lines[0].rstrip(b"\r\n"))
    even = all(len(line) == len(lines[0]) for line in lines[:-1]) and len(lines[-1]) <= len(lines[0])
    letters = b"".join(line.rstrip(b"\r\n") for line in lines)
    if not even or not width or len(letters.rstrip(b"=")) * 3 // 4 != len(data):
        return None
    return _Base64(width, len(lines[0]))
