"""Mail and pages saved in one file: which text, whose, from when, and where it stands in what was received."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz import samples
from tests.fuzz.samples import ADDRESS, PAGE, STORY, TITLE, mail, newsletter, saved_page

from onrecord.model.article import Article
from onrecord.model.capture import Capture, MediaType, Refusal
from onrecord.read import reader
from onrecord.read.decode import decode

RECEIVED = "2031-06-01T00:00:00+00:00"
UNDATED = "\n\n".join([TITLE, *STORY])


def read(data: bytes, media_type: MediaType = "message/rfc822", address: str | None = None) -> Article:
    capture = Capture.of(source="m.eml", location="/m.eml", data=data, media_type=media_type, received_at=RECEIVED, address=address)  # fmt: skip
    result = reader()(capture)
    assert isinstance(result, Article), result
    return result


def body(article: Article) -> list[str]:
    return [passage.text for passage in article.body]


# When and whose


def test_a_newsletter_is_published_when_it_was_sent_by_whoever_sent_it() -> None:
    article = read(newsletter(plain=UNDATED).as_bytes())
    assert (article.published.start, article.published.known_from) == ("2031-05-06T07:30+02:00", "header")
    assert article.outlet == "Lund Herald Briefing"
    assert body(article) == list(STORY)


def test_its_own_date_comes_before_that_of_the_header() -> None:
    article = read(newsletter().as_bytes())
    assert (article.published.start, article.published.known_from) == ("2031-05-02T10:05", "text")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"List_Id": "<talk.example>", "List_Post": "<mailto:talk@example.org>"},
        {"List_Id": "<news.example>", "subject": f"Fwd: {TITLE}"},
        {"List_Id": "<news.example>", "In_Reply_To": "<x@example.org>"},
    ],
)
def test_any_other_mail_dates_nothing_and_names_no_outlet(headers: dict[str, str]) -> None:
    article = read(mail(plain=UNDATED, **headers).as_bytes())
    assert not article.published.known and "sent" in article.published.reason
    assert article.outlet is None
    assert article.title == TITLE


@pytest.mark.parametrize(
    ("sender", "list_id", "outlet", "byline"),
    [
        ("The Varr Post <x@a.example>", "<l.a.example>", "The Varr Post", ()),
        ("Tove Almqvist at The Varr Post <x@a.example>", "<l.a.example>", "The Varr Post", ("Tove Almqvist",)),
        ("Tove Almqvist <x@a.example>", "The Varr Letter <l.a.example>", "The Varr Letter", ("Tove Almqvist",)),
        ("x@a.example", "<l.a.example>", None, ()),
    ],
)
def test_the_sender_of_a_newsletter(sender: str, list_id: str, outlet: str | None, byline: tuple[str, ...]) -> None:
    message = mail(plain=UNDATED, sender=sender, List_Id=list_id)
    article = read(message.as_bytes())
    assert (article.outlet, article.byline) == (outlet, byline)


# Which part


def test_the_form_that_says_more_is_read() -> None:
    stub = read(newsletter(plain="View this letter in your browser.", page=PAGE).as_bytes())
    assert body(stub) == list(STORY)
    both = read(newsletter(plain=UNDATED, page=PAGE).as_bytes())
    assert body(both) == list(STORY)
    alone = read(newsletter(plain=None, page=PAGE).as_bytes())
    assert body(alone) == list(STORY)


def test_links_behind_words_are_no_words() -> None:
    linked = UNDATED.replace(
        "coast guard said.", "coast guard <https://click.example/x?u=1> said. [https://click.example/2]"
    )
    article = read(newsletter(plain=linked).as_bytes())
    assert body(article)[0] == STORY[0]


def test_a_mail_that_was_sent_on() -> None:
    text = f"Have a look at what they write.\n\n---------- Forwarded message ---------\nFrom: Per Berg <per@berg.example>\nDate: Mon, 5 May 2031 at 09:12\nSubject: {TITLE}\nTo: <me@x.example>\n\n\n{UNDATED}"  # fmt: skip
    article = read(mail(subject=f"Fwd: {TITLE}", plain=text).as_bytes())
    assert article.title == TITLE
    assert body(article) == list(STORY)
    assert not article.published.known
    kinds = {passage.text: kind for kind in ("comment", "notice") for passage in article.passages(kind)}  # type: ignore[arg-type]
    assert kinds["Have a look at what they write."] == "comment"
    assert kinds["Date: Mon, 5 May 2031 at 09:12"] == "notice"


def test_a_newsletter_of_a_known_outlet_that_was_sent_on() -> None:
    text = f"Von: BBC News <news@bbc.co.uk>\nGesendet: 5 May 2031 09:12\nBetreff: {TITLE}\n\n{UNDATED}"
    article = read(mail(subject=f"WG: {TITLE}", plain=text).as_bytes())
    assert (article.outlet, article.published.start, article.published.known_from) == ("BBC News", "2031-05-05T09:12", "header")  # fmt: skip


def test_a_mail_without_words_of_its_own() -> None:
    message = mail(plain=" \n")
    message.add_attachment(samples.pdf(), maintype="application", subtype="pdf", filename="a.pdf")
    capture = Capture.of(source="m", location="/m", data=message.as_bytes(), media_type="message/rfc822", received_at=RECEIVED)  # fmt: skip
    result = reader()(capture)
    assert isinstance(result, Refusal) and "attached" in result.reason


def test_encoded_subjects_and_bytes_that_no_header_may_hold() -> None:
    message = mail(subject="Fähre nach Lund gestoppt", plain=UNDATED.replace(TITLE, "")).as_bytes()
    assert read(message).title == "Fähre nach Lund gestoppt"
    assert read(message.replace(b"Subject: ", b"Subject: \xff\xfe ")).body


# Places


@pytest.mark.parametrize("transfer", ["7bit", "8bit", "quoted-printable", "base64"])
@pytest.mark.parametrize("form", ["plain", "html"])
def test_segments_lead_back_to_the_mail_as_it_was_received(transfer: str, form: str) -> None:
    text = UNDATED if form == "plain" else PAGE
    if transfer == "7bit":
        text = text.replace("“", '"').replace("”", '"')
    message = mail(plain="x")
    message.set_content(text, subtype=form, cte=transfer, charset="utf-8")
    data = message.as_bytes()
    article = read(data)
    decoded = decode(data)
    for segment in article.segments:
        if segment.kind == "heading" and form == "plain":
            continue
        assert segment.capture_start is not None and segment.capture_end is not None
        there = decoded[segment.capture_start : segment.capture_end].encode()
        words = article.text[segment.start : segment.end].strip()
        if transfer == "quoted-printable":
            import quopri

            assert quopri.decodestring(there).decode() == words
        elif transfer != "base64":
            assert there.decode() == words


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.sampled_from("aé“ =.\n漢\t"), min_size=1, max_size=300), st.sampled_from(["8bit", "quoted-printable"])
)
def test_places_of_a_part_are_right_for_every_character(text: str, transfer: str) -> None:
    import quopri

    from onrecord.read.parts import parse, parts_of

    message = mail(plain="x")
    message.set_content(text, cte=transfer, charset="utf-8")
    data = message.as_bytes()
    (part,) = parts_of(parse(data), data)
    if not part.data.strip():
        return
    decoded = decode(data)
    for at in range(len(part.text)):
        place = part.place((at, at + 1))
        assert place is not None
        there = decoded[slice(*place)].encode()
        character = part.text[at]
        if transfer == "quoted-printable":
            there = quopri.decodestring(there.replace(b"=\n", b""))
        assert there.decode() == character or character in "\r\n"


# Pages saved in one file


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64"])
def test_a_saved_page(encoding: str) -> None:
    article = read(saved_page(encoding=encoding), "multipart/related")
    assert (article.title, article.outlet, article.address) == (TITLE, "Lund Herald", ADDRESS)
    assert (article.published.start, article.published.known_from) == ("2031-05-02T10:05+00:00", "structured data")
    assert body(article) == list(STORY)
    assert all(segment.capture_start is not None for segment in article.segments)


def test_the_day_of_saving_is_no_date() -> None:
    page = "<html><body><article>" + "".join(f"<p>{text}</p>" for text in STORY) + "</article></body></html>"
    article = read(saved_page(page, address="https://lundherald.example/ferry"), "multipart/related")
    assert not article.published.known


def test_a_saved_page_that_names_its_first_part() -> None:
    data = saved_page().replace(b'type="text/html";', b'type="text/html"; start="<frame-2@mhtml.blink>";')
    capture = Capture.of(source="m", location="/m", data=data, media_type="multipart/related", received_at=RECEIVED)
    result = reader()(capture)
    assert isinstance(result, Article) and "boats" in result.text


def test_a_saved_page_without_a_page() -> None:
    data = saved_page().replace(b"text/html", b"text/css")
    capture = Capture.of(source="m", location="/m", data=data, media_type="multipart/related", received_at=RECEIVED)
    result = reader()(capture)
    assert isinstance(result, Refusal) and "HTML" in result.reason
