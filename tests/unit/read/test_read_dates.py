"""Dates of publication: how they are written, which of them is believed, and when none is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.article import Article
from onrecord.model.capture import Capture, Listing
from onrecord.model.when import When
from onrecord.read import dates, day_order, published, reader
from onrecord.read.published import Shown

STORY = [
    "The ferry to Lund was stopped on Monday after water came through a door, the coast guard said.",
    "Nobody was hurt, and all 40 passengers were back on land by noon, according to the harbour master.",
    "“We do not know yet why the door gave way,” said Tove Almqvist, who heads the coast guard.",
]
TITLE = "Ferry to Lund stopped as water comes through door"
DAY = date(2021, 5, 3)


def read(
    text: str, *, received_at: str = "", address: str | None = None, page: bool = False, listing: Listing | None = None
) -> Article:
    result = reader()(
        Capture.of(
            source="a",
            location="/a",
            data=text.encode(),
            media_type="text/html" if page else "text/plain",
            received_at=received_at,
            address=address,
            listing=listing,
        )
    )
    assert isinstance(result, Article), result
    return result


def page(*under: str, head: str = "", above: str = "", behind: str = "", lang: str = "en") -> str:
    paragraphs = "".join(f"<p>{text}</p>" for text in STORY)
    lines = "".join(f"<p>{text}</p>" for text in under)
    return (
        f"<html lang={lang}><head><title>{TITLE}</title>{head}</head><body>{above}<article><h1>{TITLE}</h1>{lines}"
        f"{paragraphs}</article>{behind}</body></html>"
    )


def flat(line: str) -> str:
    return "\n\n".join([TITLE, line, *STORY])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3 May 2021", "2021-05-03"),
        ("May 3rd, 2021", "2021-05-03"),
        ("Monday, 3 May 2021 09.17 GMT", "2021-05-03T09:17+00:00"),
        ("May 3, 2021 / 8:16 AM", "2021-05-03T08:16"),
        ("May 3, 20218:16 AM", "2021-05-03T08:16"),
        ("7:45 am PST, Monday, May 3, 2021", "2021-05-03T07:45-08:00"),
        ("May 3, 2021 at 3:05 p.m. IST", "2021-05-03T15:05"),  # three zones are called so: no offset
        ("2021-05-03T00:25+01:00", "2021-05-03T00:25+01:00"),
        ("Mon, 03 May 2021 16:07:38 -0600", "2021-05-03T16:07-06:00"),
        ("13.05.2021", "2021-05-13"),
        ("2021. 5. 13.", "2021-05-13"),
        ("2021年5月3日", "2021-05-03"),
        ("2021년 5월 3일", "2021-05-03"),
        ("2021. május 3.", "2021-05-03"),
        ("3 mai 2021 à 10h20", "2021-05-03T10:20"),
        ("3. Mai 2021 um 10:20 Uhr", "2021-05-03T10:20"),
        ("03 Mag 2021", "2021-05-03"),
        ("3 мая 2021, 10:20", "2021-05-03T10:20"),
        ("3 Mei 2021 10.20 WIB", "2021-05-03T10:20+07:00"),
        ("3 Mayıs 2021", "2021-05-03"),
        ("segunda-feira, 3 de maio de 2021 às 20:13", "2021-05-03T20:13"),
        ("11/18/19", "2019-11-18"),
        ("19/11/19", "2019-11-19"),
        ("13/05/2021", "2021-05-13"),
        ("05/13/2021", "2021-05-13"),
        ("05/05/2021", "2021-05-05"),
    ],
)
def test_how_a_day_is_written(text: str, value: str) -> None:
    assert [found.value for found in dates.find(text)] == [value]


@pytest.mark.parametrize(
    "text", ["03/04/2021", "10/11/12", "31 February 2021", "2021-13-01", "listopad 3, 2021", "1/2", "v2021.5"]
)
def test_what_is_no_day_or_may_be_two(text: str) -> None:
    assert dates.find(text) == []


@pytest.mark.parametrize(
    ("stamp", "start"),
    [
        ("1620031380", "2021-05-03T08:43+00:00"),
        ("1620031380000", "2021-05-03T08:43+00:00"),
        ("1970-01-01T00:00:00Z", None),
        ("0001-01-01T00:00:00Z", None),
        ("soon", None),
        ("20210503", "2021-05-03"),
    ],
)
def test_what_machines_write(stamp: str, start: str | None) -> None:
    when = dates.iso(stamp, "meta", "x")
    assert (when.start if when else None) == start


@given(st.dates(date(1995, 1, 1), date(2190, 12, 31)), st.integers(0, 23), st.integers(0, 59), st.integers(-12, 14))
def test_a_machines_time_keeps_its_zone(day: date, hour: int, minute: int, zone: int) -> None:
    stamp = f"{day}T{hour:02}:{minute:02}:09{zone:+03}:00"
    when = dates.iso(stamp, "meta", "x")
    if day.isoformat() != "1970-01-01":
        assert when is not None and when.start == f"{day}T{hour:02}:{minute:02}{zone:+03}:00"


@settings(deadline=None)
@given(st.text(max_size=300))
def test_no_text_breaks_it_and_what_is_found_stands_there(text: str) -> None:
    before = 0
    for found in dates.find(text):
        assert before <= found.start < found.end <= len(text)
        before = found.end
        date.fromisoformat(found.value[:10])
    dates.without_year(text)
    dates.date_line(text)
    day_order.order_of([text], address=text, language=text)


# What decides between the third of April and the fourth of March


@pytest.mark.parametrize(
    ("lines", "address", "language", "start"),
    [
        (["03/04/2021"], None, None, None),
        (["03/04/2021"], None, "en", None),
        (["03/04/2021", "Updated 15/04/2021"], None, None, "2021-04-03"),
        (["03/04/2021", "Updated 04/15/2021"], None, None, "2021-03-04"),
        (["03/04/2021"], "https://herald.example/2021/03/04/ferry", None, "2021-03-04"),
        (["03/04/2021"], "https://herald.co.uk/ferry", None, "2021-04-03"),
        (["03/04/2021"], "https://herald.io/ferry", None, None),
        (["03/04/2021"], None, "en-GB", "2021-04-03"),
        (["03/04/2021"], None, "en-US", "2021-03-04"),
        (["03/04/2021"], None, "fr", "2021-04-03"),
        (["03/04/2021"], "https://herald.co.uk/ferry", "en-US", None),
        (["03/04/2021"], None, "xx-??", None),
    ],
)
def test_what_decides_the_order_of_day_and_month(
    lines: list[str], address: str | None, language: str | None, start: str | None
) -> None:
    in_address = dates.in_address(address) if address else None
    order = day_order.order_of(lines, address=address, day=in_address, language=language)
    found = published.from_lines(Shown(lines), order, in_address).published
    assert found.start == start
    if start is None:
        assert "two ways" in found.reason
    else:
        assert "first" in found.reason  # and by what


def test_dates_that_are_written_both_ways_decide_nothing() -> None:
    assert day_order.order_of(["03/04/2021", "04/15/2021", "15/04/2021"], language="en-GB") is None


def test_a_flat_text_with_an_open_date_says_why() -> None:
    article = read(flat("03/04/2021"))
    assert not article.published.known and "03/04/2021" in article.published.reason


# Which date is believed


def test_a_comment_and_a_list_of_stories_date_nothing() -> None:
    comments = "<section class=comments><h2>Comments</h2>" + "".join(
        f"<div class=comment><b>Reader {n}</b> <span class=date>June {n}, 2021 at 1:0{n} pm</span><p>What a day that was for us.</p></div>"
        for n in (1, 2, 3)
    )
    assert not read(page(behind=comments + "</section>"), page=True).published.known
    dated = read(page("By Ida Holm", "May 3, 2021", behind=comments + "</section>"), page=True)
    assert (dated.published.start, dated.published.known_from) == ("2021-05-03", "text")


def test_times_of_many_days_are_of_other_stories() -> None:
    others = "".join(
        f"<li><a href=/{n}>A story</a><time datetime=2021-04-0{n}>{n} April</time></li>" for n in range(1, 7)
    )
    assert not read(page(above=f"<ul>{others}</ul>"), page=True).published.known


def test_a_date_line_that_contradicts_the_address_is_not_believed() -> None:
    article = read(page("June 30, 2021"), page=True, address="https://herald.example/2021/05/03/ferry")
    assert (article.published.start, article.published.known_from) == ("2021-05-03", "address")
    assert "2021-06-30" in article.published.reason
    near = read(page("May 4, 2021 12:10 am"), page=True, address="https://herald.example/2021/05/03/ferry")
    assert (near.published.start, near.published.known_from) == ("2021-05-04T00:10", "text")


def test_a_day_without_a_year_takes_the_year_of_the_address() -> None:
    line = "Updated May 4, 6:55 AM; Posted May 3, 6:51 AM"
    article = read(page(line), page=True, address="https://herald.example/news/2021/05/ferry.html")
    assert (article.published.start, article.published.precision) == ("2021-05-03", "day")
    assert "address" in article.published.reason
    assert not read(page(line), page=True).published.known


def test_an_update_alone_is_no_publication() -> None:
    article = read(page("By Ida Holm", "Updated May 4, 2021 9:10 am"), page=True)
    assert not article.published.known and "update" in article.published.reason
    assert article.updated is not None and article.updated.start == "2021-05-04T09:10"


def test_of_two_days_side_by_side_the_later_one_is_an_update() -> None:
    article = read(page("May 4, 2021 | May 3, 2021"), page=True)
    assert (article.published.start, article.updated and article.updated.start) == ("2021-05-03", "2021-05-04")


def test_a_label_behind_the_end_counts_and_a_bare_date_there_does_not() -> None:
    assert read(page(behind="<p>First published on May 3, 2021</p>"), page=True).published.start == "2021-05-03"
    assert not read(page(behind="<p>May 3, 2021</p><p>June 4, 2021</p>"), page=True).published.known


def test_what_the_page_states_comes_before_what_it_shows() -> None:
    meta = "<meta property=article:published_time content=2021-05-03T00:25:00+01:00>"
    article = read(page("May 2, 2021", head=meta), page=True)
    assert (article.published.start, article.published.known_from) == ("2021-05-03T00:25+01:00", "meta")


@pytest.mark.parametrize(
    "above",
    [
        "<div class=topbar><span>Tuesday, May 11, 2021</span></div>",
        "<nav><p>May 11, 2021</p></nav>",
        "<div id=masthead><div><p>May 11, 2021</p></div></div>",
    ],
)
def test_the_day_on_which_the_page_was_opened_dates_nothing(above: str) -> None:
    assert not read(page(above=above), page=True).published.known


def test_a_date_right_above_the_title() -> None:
    assert read(page(above="<div><p class=kicker>May 3, 2021</p></div>"), page=True).published.start == "2021-05-03"


def test_a_date_in_a_box() -> None:
    box = "<div class=calendar><div>03</div><div>May</div><div>2021</div></div>"
    assert read(page(box), page=True).published.start == "2021-05-03"


def test_a_line_that_signs_and_dates() -> None:
    article = read(page("By Ida Holm | May 3, 2021 | Sea, Lund and the coast | 0 comments"), page=True)
    assert (article.published.start, article.byline) == ("2021-05-03", ("Ida Holm",))


# Dates that lie after the capture


@pytest.mark.parametrize(
    ("line", "received_at", "known"),
    [
        ("3 May 2021", "", True),
        ("3 May 2021", "2021-05-03T10:00:00+00:00", True),
        ("3 May 2021", "2021-05-02T08:00:00+00:00", True),  # a day of slack: the other side of the date line
        ("3 May 2021", "2021-05-01T23:00:00+00:00", False),
        ("3 May 2021 23:30 GMT", "2021-05-02T22:00:00+00:00", False),
        ("3 May 2021", "no time", True),
    ],
)
def test_a_date_after_the_capture_is_not_believed(line: str, received_at: str, known: bool) -> None:
    article = read(flat(line), received_at=received_at)
    assert article.published.known == known
    if not known:
        assert "2021-05-03" in article.published.reason and received_at[:10] in article.published.reason
        assert any("not believed" in note for note in article.notes)


def test_an_update_after_the_capture_is_dropped_with_a_note() -> None:
    article = read(flat("3 May 2021, 09:25 | Updated: 9 May 2021, 11:51"), received_at="2021-05-04T00:00:00+00:00")
    assert article.published.start == "2021-05-03T09:25"
    assert article.updated is None and "2021-05-09" in article.notes[-1]


@given(st.dates(), st.datetimes(), st.sampled_from(["", "Z", "+14:00", "-12:00"]))
def test_belief_never_breaks(day: date, received: object, zone: str) -> None:
    published.not_believed(When(day.isoformat(), day.isoformat(), "day", "text"), f"{received}{zone}")


# What led to the article


def listing(**given: object) -> Listing:
    return Listing(**{"place": "https://herald.example/feed.xml", "name": "The Lund Herald", **given})  # type: ignore[arg-type]


def test_a_feed_fills_in_what_the_article_leaves_open() -> None:
    led = listing(published="2021-05-03T07:00:00+02:00", authors=("Ida Holm",))
    article = read(page(), page=True, address="https://www.herald.example/ferry", listing=led)
    assert (article.published.start, article.published.known_from) == ("2021-05-03T07:00+02:00", "feed")
    assert "herald.example" in article.published.reason
    assert (article.byline, article.outlet) == (("Ida Holm",), "The Lund Herald")


def test_a_feed_is_weaker_than_the_article() -> None:
    led = listing(published="2021-05-09", title="Another title", authors=("Per Berg",))
    article = read(page("By Ida Holm", "May 3, 2021"), page=True, address="https://herald.example/x", listing=led)
    assert (article.published.start, article.byline, article.title) == ("2021-05-03", ("Ida Holm",), TITLE)


def test_a_feed_says_more_precisely_what_the_article_says() -> None:
    article = read(page("May 3, 2021"), page=True, listing=listing(published="2021-05-03T07:00:00Z"))
    assert article.published.start == "2021-05-03T07:00+00:00"


def test_the_name_of_a_feed_of_other_sites_is_no_outlet() -> None:
    article = read(page(), page=True, address="https://courier.example/ferry", listing=listing())
    assert article.outlet is None


def test_a_feeds_date_after_the_capture_is_not_believed_either() -> None:
    article = read(page(), page=True, received_at="2021-05-01T00:00:00Z", listing=listing(published="2021-05-09"))
    assert not article.published.known and "2021-05-09" in article.published.reason
