"""What is attached to a mail, as inputs of their own: ``mail.eml!/name.pdf``. Names are names only; nothing is ever written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.errors import MessageError
from email.generator import BytesGenerator
from email.message import Message
from email.policy import compat32
from io import BytesIO

from onrecord.collect.disk import too_large, unknown_type
from onrecord.collect.inputs import CONTAINERS, TYPES, Input, compressed, type_of
from onrecord.collect.limits import Limits
from onrecord.collect.names import shown
from onrecord.model.capture import Refusal

#: Called with the bytes of one piece, its name, source and location; gives what it holds.
Open = Callable[[bytes, str, str, str], Iterator[Input | Refusal]]

#: Parts of a mail that are looked at. A newsletter has tens.
MOST_PARTS = 500
_LONGEST_NAME = 200  # characters
#: Endings for attachments that come without a name, by their type.
_ENDINGS = {kind: ending for ending, kind in reversed(list(TYPES.items()))}


def pieces(data: bytes, source: str, location: str, limits: Limits, take: Open) -> Iterator[Input | Refusal]:
    """The inputs attached to the mail in ``data``, in its order. The mail's own text, and the pictures in it, are none."""
    if data.count(b"boundary=") > MOST_PARTS:
        yield Refusal(source, f"the mail has more than {MOST_PARTS} parts; save what is attached and add that")
        return
    try:
        message = message_from_bytes(data, policy=compat32)
        parts = list(_attached(message))
    except (MessageError, ValueError, LookupError, TypeError, RecursionError):
        return  # the mail itself is refused where it is read
    used: set[str] = set()
    for part in parts:
        name = _name(part, len(used) + 1, used)
        used.add(name)
        inner, at = f"{source}!/{shown(name)}", f"{location}!/{shown(name)}"
        content = _content(part)
        kind = type_of(name)
        if kind is None:
            yield Refusal(inner, unknown_type(name) or "its type is not one that is read")
        elif kind in CONTAINERS or compressed(name):
            yield Refusal(inner, "it is an archive attached to a mail; save it and add it by itself")
        elif not content:
            yield Refusal(inner, "it is damaged inside the mail, or empty; have it sent again")
        elif len(content) > limits.of(kind):
            yield Refusal(inner, too_large(limits.of(kind), len(content)))
        else:
            yield from take(content, name, inner, at)


def _attached(message: Message) -> Iterator[Message]:
    """The parts that are attached: those that say so or have a name, and mails; not the pictures that a page shows."""
    stack, seen = [message], 0
    while stack and seen < MOST_PARTS:
        part = stack.pop()
        seen += 1
        if part is not message and part.get_content_type() == "message/rfc822":
            yield part
        elif part.is_multipart():
            payload = part.get_payload()
            stack.extend(reversed([each for each in payload if isinstance(each, Message)]))
        elif part is not message and _is_attached(part):
            yield part


def _is_attached(part: Message) -> bool:
    shown_inside = part.get("Content-ID") is not None or part.get_content_disposition() == "inline"
    if part.get_content_disposition() == "attachment":
        return not (shown_inside and part.get_content_maintype() == "image")
    return part.get_filename() is not None and not shown_inside


def _name(part: Message, number: int, used: set[str]) -> str:
    """A name with an ending that tells the type; two attachments of one mail never share one."""
    try:
        given = str(part.get_filename() or "")
    except (ValueError, LookupError, TypeError, AttributeError):
        given = ""
    ending = _ENDINGS.get(part.get_content_type(), "")
    name = " ".join(given.split())[-_LONGEST_NAME:] or f"{number}{ending}"
    if type_of(name) is None and ending:
        name += ending
    while name in used:
        name = f"{number}-{name}"
    return name


def _content(part: Message) -> bytes:
    try:
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            if not isinstance(inner, list) or not inner or not isinstance(inner[0], Message):
                return b""
            written = BytesIO()
            BytesGenerator(written, mangle_from_=False, policy=compat32).flatten(inner[0])
            return written.getvalue()
        payload = part.get_payload(decode=True)
    except (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError, UnicodeError):
        return b""
    return payload if isinstance(payload, bytes) else b""
