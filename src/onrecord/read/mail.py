"""Mail: a newsletter, an article that somebody sent on, or what somebody wrote themselves.

A *newsletter* is a mail that says that it goes to a list which its readers cannot write to (RFC 2369, RFC 2919): it is itself
what is published, so its Date header is its date of publication and its sender the outlet. Any other mail carries a text that
was published elsewhere and before; its Date header says when it travelled and is no date of publication.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.message import Message
from email.utils import parseaddr

from onrecord.model.article import Article
from onrecord.model.capture import Capture
from onrecord.model.errors import NotText
from onrecord.read import bylines, dates, facts, flat, html, outlets
from onrecord.read.draft import Block, Draft, compose, finish
from onrecord.read.lines import Line, Place, split
from onrecord.read.parts import Part, header, parse, parts_of
from onrecord.read.repair import folded, repair

_REPLY = re.compile(r"^(?:\s*(?:re|fw|fwd|wg|tr|rv|aw)\s*:\s*){1,10}", re.I)
#: The line above the headers of a mail that was sent on, as the usual programs write it.
_FORWARDED = re.compile(
    r"^[-_\s>]{0,40}(?:Forwarded message|Original Message|Begin forwarded message|Weitergeleitete Nachricht|Message transféré"
    r"|Mensaje reenviado|Пересылаемое сообщение|Переслане повідомлення)[-_\s:]{0,40}$",
    re.I,
)
_HEADER = re.compile(
    r"^[>\s*]{0,6}(From|Von|De|От|Від|Date|Sent|Gesendet|Datum|Envoyé|Fecha|Дата|Subject|Betreff|Objet|Asunto|Тема|To|An|À|Para|Кому"
    r"|Cc|Reply-To)\s?:[*\s]{0,3}(.{0,400})$",
    re.I,
)
_FROM, _SENT, _ABOUT = (
    "from von de от від",
    "date sent gesendet datum envoyé fecha дата",
    "subject betreff objet asunto тема",
)
#: Links that mail programs put behind words when they make plain text of HTML; most of them count who clicks.
_LINK = re.compile(r"[ \t]?[<(\[][ \t]?https?://[^\s<>()\[\]]{1,2000}[ \t]?[>)\]]")
_AT = re.compile(r"^(?P<person>.{3,60}?)\s(?:at|from|of|via|von|de|for)\s(?P<outlet>.{2,60})$")
_LOOK = 40  # lines in which the headers of a mail that was sent on are looked for
_BETTER = 1.2  # times as many words make the other form of a newsletter the better one


@dataclass(frozen=True, slots=True)
class _Forwarded:
    """The headers of a mail inside a mail, and the lines that they take: first and behind the last."""

    first: int
    last: int
    sender: str = ""
    sent: str = ""
    subject: str = ""


def read(capture: Capture) -> Article:
    """The article in a capture of a mail. Raises ``NotText``."""
    message = parse(capture.data)
    subject = header(message, "subject")
    newsletter = _is_newsletter(message, subject)
    draft = _better(message, capture, _REPLY.sub("", subject).strip() or None)
    _sender(draft, header(message, "from"), header(message, "list-id"), newsletter=newsletter)
    sent = header(message, "date")
    if newsletter:
        when = dates.iso(sent, "header", f"the newsletter was sent on {dates.shorten(sent, 40)}")
        if when is not None and not draft.published.known:
            draft.published = when
    elif not draft.published.known and sent:
        draft.published = draft.published.because(
            f"the mail was sent “{dates.shorten(sent, 40)}”; that is no date of publication"
        )
    return finish(capture, draft)


def _is_newsletter(message: Message, subject: str) -> bool:
    """Whether the mail itself is what was published: sent to a list that only its owner writes to, and no reply."""
    listed = message.get("List-Id") is not None or message.get("List-Unsubscribe") is not None
    posts = "mailto:" in str(message.get("List-Post") or "").lower()
    answers = message.get("In-Reply-To") is not None or _REPLY.match(subject) is not None
    return listed and not posts and not answers


def _better(message: Message, capture: Capture, subject: str | None) -> Draft:
    """The draft of the plain text, or of the HTML where that says more: the plain form may be a bare "see our website"."""
    drafts: dict[str, Draft] = {}
    for part in parts_of(message, capture.data):
        if part.kind in drafts or part.kind not in ("text/plain", "text/html"):
            continue
        try:
            draft = _plain(part, subject, capture) if part.kind == "text/plain" else _page(part, subject, capture)
        except NotText:
            continue
        drafts[part.kind] = draft
    plain, page = drafts.get("text/plain"), drafts.get("text/html")
    if plain is None or page is None:
        if (only := plain or page) is None:
            raise NotText("it holds no text of its own; what is attached to it is read by itself")
        return only
    return page if _words(page) > _BETTER * _words(plain) else plain


def _words(draft: Draft) -> int:
    return sum(line.count for line in draft.lines if line.kind == "body")


def _page(part: Part, subject: str | None, capture: Capture) -> Draft:
    draft = html.draft_of(part.text, capture.address)
    for line in draft.lines:
        line.place = part.place(line.place)
    draft.title = draft.title or subject
    return draft


def _plain(part: Part, subject: str | None, capture: Capture) -> Draft:
    content = repair(part.text)
    lines = split(content.text)
    if not lines:
        raise NotText("the mail holds no words")
    forwarded = _forwarded(lines)
    title = (_REPLY.sub("", forwarded.subject).strip() if forwarded else "") or subject
    blocks = []
    for index, line in enumerate(lines):
        start, end = content.origin(line.start), content.origin(line.end)
        place = part.place((start, end))
        text = _LINK.sub("", part.text[start:end])  # as it is written, so that its repairs are told
        if forwarded and forwarded.first <= index < forwarded.last:
            blocks.append(Block(text, place, "notice", "a header of the mail that was sent on"))
        elif forwarded and index < forwarded.first:
            blocks.append(Block(text, place, "comment", "what was written above the mail that was sent on"))
        else:
            blocks.append(Block(text, place))
    shown = {folded(block.text).text for block in blocks if block.kind is None}
    if title and title not in shown:
        blocks.insert(0, Block(title, _in_head(title, capture.data), "heading", "the subject of the mail"))
    text, composed = compose(blocks)
    draft = Draft(text, composed, title=title, address=capture.address)
    facts.fill(draft, flat.sort(composed, title=title))
    if forwarded:
        _original(draft, forwarded)
    return draft


def _in_head(subject: str, data: bytes) -> Place | None:
    """Where the subject stands in the mail, where it is written there as it is read."""
    head = data[: 1 << 16]
    if not head.isascii():
        return None
    at = head.decode("ascii").find(subject)
    return (at, at + len(subject)) if at >= 0 else None


def _forwarded(lines: list[Line]) -> _Forwarded | None:
    """The headers of a mail that was sent on: behind a line that says so, or three of them in a row."""
    for index, line in enumerate(lines[:_LOOK]):
        said = _FORWARDED.match(line.text) is not None
        first = index + said
        last = first
        found: dict[str, str] = {}
        while last < len(lines) and (match := _HEADER.match(lines[last].text)):
            found.setdefault(match[1].lower(), match[2].strip())
            last += 1
        if len(found) >= (2 if said else 3):
            sender, sent, about = (
                next((found[name] for name in names.split() if name in found), "") for names in (_FROM, _SENT, _ABOUT)
            )
            return _Forwarded(index, last, sender, sent, about)
    return None


def _original(draft: Draft, forwarded: _Forwarded) -> None:
    """What the headers of the original say: where a known outlet sent it, it is that outlet's newsletter."""
    before = draft.outlet
    _sender(draft, forwarded.sender, "", newsletter=False)
    if draft.outlet is not None and before is None and not draft.published.known:
        when = dates.iso(
            forwarded.sent, "header", f"the original was sent by its outlet on {dates.shorten(forwarded.sent, 40)}"
        )
        draft.published = when or draft.published


def _sender(draft: Draft, sender: str, list_id: str, *, newsletter: bool) -> None:
    """The outlet from the sender. Without a list only a known outlet is one: a friend who sends an article on is none."""
    name, address = parseaddr(sender)
    name = name.strip(" '\"")
    known = outlets.of_name(name) or outlets.of_address(f"https://{address.rpartition('@')[2]}/")
    if known is not None:
        facts.fill_outlet(draft, [known.name])
    if not newsletter:
        return
    at = _AT.match(name)
    if at is not None and bylines.is_person(at["person"]):
        draft.byline = draft.byline or (at["person"],)
        name = at["outlet"]
    elif bylines.is_person(name) and (named := list_id.partition("<")[0].strip(" '\"")):
        draft.byline = draft.byline or (name,)
        name = named
    if name and "@" not in name:
        facts.fill_outlet(draft, [name])
