"""Mail: a newsletter or an article that somebody sent on. The Date header says when it was sent, never when it was published."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import default
from email.utils import parseaddr

from onrecord.model.article import Article
from onrecord.model.capture import Capture
from onrecord.model.errors import NotText
from onrecord.read import dates, facts, flat, html, outlets
from onrecord.read.decode import decode
from onrecord.read.draft import Block, Draft, compose, finish
from onrecord.read.lines import Place, split
from onrecord.read.repair import repaired

_FORWARDED = re.compile(r"^(?:\s*(?:re|fw|fwd|wg|tr|rv|aw)\s*:\s*){1,10}", re.I)


def read(capture: Capture) -> Article:
    """The article in a capture of a mail: of its plain text, else of its HTML. Raises ``NotText``."""
    try:
        message = message_from_bytes(capture.data, policy=default)
    except (MessageError, ValueError, LookupError, RecursionError) as error:
        raise NotText("it is not a mail that can be read; save its text and add that") from error
    kind, content = _content(message)
    subject = _FORWARDED.sub("", _header(message, "subject")).strip() or None
    if kind == "html":
        draft = html.draft_of(content, capture.address)
        for line in draft.lines:
            line.place = None  # places in the decoded part are no places in the capture
        draft.title = draft.title or subject
    else:
        draft = _plain(content, subject, capture)
    _sender(draft, message)
    sent = _header(message, "date")
    if not draft.published.known and sent:
        draft.published = draft.published.because(
            f"the mail was sent “{dates.shorten(sent, 40)}”; that is no date of publication"
        )
    return finish(capture, draft)


def _plain(content: str, subject: str | None, capture: Capture) -> Draft:
    source = decode(capture.data)
    lines = split(repaired(content))
    blocks = [Block(line.text, _place(line.text, source)) for line in lines]
    own_title = bool(subject) and any(" ".join(block.text.split()) == subject for block in blocks[:10])
    if subject and not own_title:
        blocks.insert(0, Block(subject, _place(subject, source), "heading", "the subject of the mail"))
    text, composed = compose(blocks)
    draft = Draft(text, composed, title=subject, address=capture.address)
    facts.fill(draft, flat.sort(composed, title=subject))
    return draft


def _place(text: str, source: str) -> Place | None:
    at = source.find(text)
    return (at, at + len(text)) if at >= 0 else None


def _content(message: EmailMessage) -> tuple[str, str]:
    for kind in ("plain", "html"):
        try:
            part = message.get_body(preferencelist=(kind,))
            payload = part.get_payload(decode=True) if part is not None else None
        except (AttributeError, LookupError, ValueError, KeyError, TypeError, IndexError):
            continue
        if part is not None and isinstance(payload, bytes) and payload.strip():
            return kind, decode(payload, declared=part.get_content_charset())
    raise NotText("the mail holds no text; save what is attached and add that")


def _header(message: EmailMessage, name: str) -> str:
    try:
        return " ".join(repaired(str(message.get(name, ""))).split())
    except (ValueError, LookupError, AttributeError, IndexError, TypeError, MessageError):
        return ""


def _sender(draft: Draft, message: EmailMessage) -> None:
    """The sender names the outlet only where it is a known one: a friend who sends an article on is none."""
    name, address = parseaddr(_header(message, "from"))
    known = outlets.of_name(name) or outlets.of_address(f"https://{address.rpartition('@')[2]}/")
    if known is not None:
        facts.fill_outlet(draft, [known.name])
