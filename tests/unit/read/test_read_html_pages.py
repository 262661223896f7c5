"""Articles in pages: what is theirs, what stands around it, and pages that are made to break a reader."""

from __future__ import annotations

import pytest
from benchmarks.html import matching, scores
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.article import Article
from onrecord.model.capture import Capture, Refusal
from onrecord.read import html, reader
from onrecord.read.page import see

READ = reader()
TITLE = "Grain ship leaves Tarsk after three weeks in port"
STORY = [
    "A ship with 26,000 tonnes of grain left the port of Tarsk on Thursday, three weeks after the harbour was closed, the "
    "transport ministry said.",
    "The “Marta Lind” is the first of eleven ships that are to sail before the end of the month, according to the ministry.",
    "“We expect the others to follow once the pilots are back at work,” harbour master Edda Kroll told reporters.",
    "Two of the ships were damaged when a crane fell on the northern quay in March, and they must be repaired first.",
    "Farmers in the valley have asked the government to pay for the grain that spoiled while it waited in the sheds.",
    "The opposition called the delay a failure of planning; the minister, Olaf Wendt, denied that and blamed the weather.",
]
CROSSHEAD = "Pilots on strike"
CAPTION = "The Marta Lind at the northern quay of Tarsk before it sailed"
JUNK = [
    "We use cookies to improve your experience on this site. By clicking accept you agree to our cookie policy.",
    "Sign up for our morning newsletter and get the day's top stories delivered to your inbox.",
    "Orchard thieves take four hundred crates of pears in one night, police say",
    "Why the new tram line in Belmar is already two years behind its plan",
    "I sailed from Tarsk for thirty years and nobody ever asked us pilots what we thought about it. Shame on them!",
    "© 2031 Tarsk Courier. All rights reserved.",
]  # fmt: skip
COOKIES, LETTER, FIRST, SECOND, COMMENT, RIGHTS = JUNK


def plain() -> str:
    body = "".join(f"<p>{text}</p>" for text in STORY[:3]) + f"<h2>{CROSSHEAD}</h2>"
    body += "".join(f"<p>{text}</p>" for text in STORY[3:])
    return f"""<!doctype html><html lang="en"><head><title>{TITLE} | Tarsk Courier</title></head><body>
      <div id="cookie-banner" class="cookie-consent"><p>{COOKIES}</p><button>Accept</button></div>
      <header class="site-header"><a href="/">Tarsk Courier</a><nav class="menu"><ul><li><a href="/p">Politics</a></li>
      <li><a href="/e">Economy</a></li></ul></nav></header>
      <main><article class="story"><h1>{TITLE}</h1><p class="byline">By Ana Pell and Jon Rusk</p>
      <time datetime="2031-05-02T10:00:00Z">2 May 2031</time>
      <figure><img src="x.jpg" alt=""><figcaption>{CAPTION}</figcaption></figure>
      <div class="article-body">{body}</div>
      <div class="newsletter-signup"><p>{LETTER}</p></div></article>
      <aside class="related-stories"><h3>Related</h3><ul><li><a href="/1">{FIRST}</a></li><li><a href="/2">{SECOND}</a></li></ul>
      </aside><section id="comments" class="comments"><h3>1 comment</h3><div class="comment"><p>{COMMENT}</p></div></section>
      </main><footer class="footer"><p>{RIGHTS}</p></footer></body></html>"""


def breaks() -> str:
    """Paragraphs that line breaks part, in one cell of a table, without any telling names."""
    body = "<br><br>".join([*STORY[:3], f"<b>{CROSSHEAD}</b>", *STORY[3:]])
    return f"""<html><head><title>{TITLE}</title></head><body><table><tr><td><a href="/">Home</a><br><a href="/n">News</a><br>
      <a href="/1">{FIRST}</a><br><a href="/2">{SECOND}</a></td><td><font size=5><b>{TITLE}</b></font><br>{body}</td></tr></table>
      <center><font size=1>{RIGHTS}</font></center></body></html>"""


def divisions() -> str:
    """Divisions for paragraphs, names that say nothing, a teaser in the middle, an unclosed element, a bar in an attribute."""
    body = "".join(f'<div class="x7 k{at}" data-a="a > b">{text}</div>' for at, text in enumerate(STORY))
    body = body.replace(STORY[2], f'{STORY[2]}</div><div class="teaser-box related"><a href="/1">{FIRST}</a>')
    return f"""<html><head><meta property="og:title" content="{TITLE}"></head><body><div class="top"><a href="/">Courier</a>
      <a href="/w">World</a></div><div class="q1"><h1>{TITLE}</h1><div class="z"><span>{body}</div>
      <div class="promo newsletter"><p>{LETTER}</p></div><div class="more"><a href="/2">{SECOND}</a></div>
      <div class="disqus comment-list"><p>{COMMENT}</p></div><div class="foot">{RIGHTS}</div></body></html>"""


PAGES = {"plain": plain(), "breaks": breaks(), "divisions": divisions()}


def read(source: str) -> Article:
    result = READ(capture(source))
    assert isinstance(result, Article), result
    return result


def capture(source: str) -> Capture:
    data = source.encode("utf-8", "surrogatepass")
    return Capture.of(source="a.html", location="/a.html", data=data, media_type="text/html", received_at="")


def body_of(article: Article) -> str:
    return "\n".join(passage.text for passage in article.passages("body", "heading") if passage.text != article.title)


def test_bodies_are_found_as_well_as_on_real_pages() -> None:
    truth = "\n".join([*STORY[:3], CROSSHEAD, *STORY[3:]])
    counts = [
        matching(truth if name != "divisions" else "\n".join(STORY), body_of(read(page)))
        for name, page in PAGES.items()
    ]
    precision, recall, both = scores(counts)
    assert min(precision, recall) >= 0.95 and both >= 0.97


@pytest.mark.parametrize("name", PAGES)
def test_what_stands_around_an_article_stays_out_of_its_body(name: str) -> None:
    article = read(PAGES[name])
    assert article.title == TITLE
    body = [passage.text for passage in article.body]
    assert [text for text in STORY if text not in body] == []
    assert [text for text in JUNK if any(text[:30] in other for other in body)] == []


def test_headings_captions_bylines_and_dates_keep_their_kinds() -> None:
    article = read(PAGES["plain"])
    kinds = {article.text[segment.start : segment.end].strip(): segment.kind for segment in article.segments}
    assert {kinds[TITLE], kinds[CROSSHEAD]} == {"heading"}
    assert (kinds[CAPTION], kinds["By Ana Pell and Jon Rusk"], kinds["2 May 2031"]) == (
        "caption",
        "byline",
        "date_line",
    )
    assert article.byline == ("Ana Pell", "Jon Rusk")
    assert article.published.start == "2031-05-02T10:00+00:00"


@pytest.mark.parametrize("name", PAGES)
def test_segments_lead_back_to_the_page(name: str) -> None:
    source = PAGES[name]
    article = read(source)
    for segment in article.segments:
        assert segment.capture_start is not None and segment.capture_end is not None
        place = " ".join(source[segment.capture_start : segment.capture_end].split())
        assert place == article.text[segment.start : segment.end].strip()


def test_a_story_without_a_page_around_it_is_read() -> None:
    article = read("".join(f"<p>{text}</p>" for text in STORY))
    assert [passage.text for passage in article.body] == STORY


HOSTILE = {
    "deep divisions": "<div>" * 50_000 + STORY[0] + "</div>" * 50_000,
    "deep spans": "<span>" * 50_000 + f"<p>{STORY[0]}</p>",
    "many tags": "<i>a</i> " * 60_000,
    "open tags": "<p a=" * 20_000 + ">" + STORY[0],
    "open quotes": "<p a='>" * 20_001 + STORY[0],
    "open scripts": STORY[0] + "<script>" * 20_000,
    "open comments": STORY[0] + "<!--" * 20_000,
    "entities": STORY[0] + "&#99999999999; &bogus &#x; &amp" * 5_000,
    "attributes": "<div " + "class='a b' " * 50_000 + f"><p>{STORY[0]}</p>",
    "different attributes": "<div " + " ".join(f"a{at}='x'" for at in range(20_000)) + f"><p>{STORY[0]}</p>",
    "bare attributes": "<div " + " ".join(f"a{at}" for at in range(20_000)) + f"><p>{STORY[0]}</p>",
    "cells": "<table>" + "<tr><td>a b" * 10_000,
    "linked data": '<script type="application/ld+json">' + "[" * 50_000 + f"</script><p>{STORY[0]}</p>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_or_refused(name: str) -> None:
    result = READ(capture(HOSTILE[name]))
    if isinstance(result, Refusal):
        assert result.reason
    else:
        assert result.text and result.segments[-1].end == len(result.text)


def test_a_page_too_deep_for_a_tree_is_read_as_lines() -> None:
    article = read("<div>" * 5_000 + f"<h1>{TITLE}</h1>" + "".join(f"<p>{text}</p>" for text in STORY))
    body = [passage.text for passage in article.body]
    assert set(body) <= set(STORY) and len(body) >= len(STORY) - 1
    assert all(text in article.text for text in STORY)


def test_of_a_tag_with_too_many_attributes_no_tree_is_built() -> None:
    wide = "<div " + " ".join(f"a{at}='x > y'" for at in range(2_000)) + ">"
    page = see(wide + f"<p>{STORY[0]}</p>")
    assert page.attributes > 2_000 and html.tree_of(page.source, page) is None
    long = f"<html><body><div data-state='{'x y ' * 5_000}'><p>{STORY[0]}</p></div></body></html>"
    page = see(long)
    assert page.attributes < 10 and html.tree_of(long, page) is not None


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<div",
        "class='article-body'>",
        "<li>",
        "<ul>",
        "</ul>",
        "<a",
        "href=x>",
        "</a>",
        "<b>",
        "</b>",
        "<h1>",
        "</h1>",
        "<h2>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<br>",
        "<span>",
        "</span>",
        "<figure>",
        "<figcaption>",
        "</figure>",
        "<article>",
        "</article>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<p",
        'class="',
        "'",
        ">",
        "<",
        "&amp;",
        "&nbsp;",
        "&#0;",
        "&#xd800;",
        "&bogus;",
        "<body>",
        "</body>",
        "</html>",
        "<style>",
        "<svg>",
        "<textarea>",
        "<noscript>",
    ]
)
SOUP = st.lists(TAGS | st.sampled_from([*STORY, *JUNK, TITLE]) | st.text(max_size=8), max_size=60).map(" ".join)


@settings(deadline=None, max_examples=200)
@given(SOUP)
def test_no_markup_breaks_it(source: str) -> None:
    result = READ(capture(source))
    if isinstance(result, Refusal):
        assert result.reason
        return
    assert result.segments[0].start == 0 and result.segments[-1].end == len(result.text)
    for segment, following in zip(result.segments, result.segments[1:], strict=False):
        assert segment.end == following.start
    for segment in result.segments:
        if segment.capture_start is not None and segment.capture_end is not None:
            assert 0 <= segment.capture_start <= segment.capture_end <= len(source)
    assert result == READ(capture(source))


def test_a_paragraph_that_is_a_link_alone_is_no_part_of_the_body() -> None:
    pointer = "The crane that fell in Tarsk had not been inspected for years"
    article = read(plain().replace("</p><h2>", f'</p><p><a href="/9">{pointer}</a></p><h2>', 1))
    assert pointer not in body_of(article) and all(text in body_of(article) for text in STORY)


def test_a_bare_date_behind_the_end_is_no_part_of_the_article() -> None:
    article = read("<article>" + "".join(f"<p>{text}</p>" for text in STORY) + "</article><p>May 3, 2031</p>")
    assert "May 3, 2031" not in body_of(article) and not article.published.known
