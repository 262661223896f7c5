"""The lines that a page shows, what other extractors take of them, and which are a known body."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from training.html.labels import gold

from onrecord.read.lines import length
from onrecord.read.page import see
from onrecord.read.page_features import Hints, features, names
from onrecord.read.page_votes import kept

PIECES = st.sampled_from(
    ["<p>", "</p>", "<div a='x > y'>", "</div>", "<a href=x>", "</a>", "<b>", "</b>", "<br>", "&amp;", "&nbsp;", " ", "\n", "<", "AT&T",
     "port", "quay", "of Tarsk", "<li>", "<ul>", "</ul>", "é", "<!-- x -->", "<script>x</script>", "\u2028"]
)  # fmt: skip


def texts(source: str) -> list[str]:
    return [line.text for line in see(source).lines]


def test_a_bar_inside_a_quoted_value_does_not_end_a_tag() -> None:
    assert texts('<p title="a > b" x=\'it"s\'>one</p><p title=a>two') == ["one", "two"]
    assert texts("<p title='open>one</p><p>two</p>") == ["one", "two"]


def test_elements_close_as_pages_leave_it_out() -> None:
    lines = see("<ul><li>a<li>b<ul><li>c</ul><p>d<p>e<div>f</div></ul>").lines
    paths = []
    for line in lines:
        element, path = line.element, []
        while element.parent is not None:
            path.append(element.name)
            element = element.parent
        paths.append("/".join(reversed(path)))
    assert paths == ["ul/li", "ul/li", "ul/li/ul/li", "ul/li/p", "ul/li/p", "ul/li/div"]


def test_letters_in_links_and_in_bold_are_counted() -> None:
    (line,) = see("<p>one <a href=x>two <b>three</b></a> four</p>").lines
    assert (line.text, line.linked, line.stressed) == ("one two three four", 8, 5)


def test_a_link_that_is_left_open_ends_with_its_element_and_an_anchor_is_none() -> None:
    assert [line.linked for line in see("<p><a href=x>one</p><p>two</p>").lines] == [3, 0]
    assert [line.linked for line in see("<p><a name=x>one</p>").lines] == [0]
    assert [line.linked for line in see("<a href=x><p>one</p><p>two</p></a>three").lines] == [3, 3, 0]


@settings(deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join), st.data())
def test_what_stands_in_a_line_is_found_in_the_source(source: str, data: st.DataObject) -> None:
    page = see(source)
    assert page.letters == "".join("".join(line.text.split()) for line in page.lines)
    for line in page.lines:
        assert 0 <= line.start < line.end <= len(source)
        assert page.find(line.text, line.start) == (line.start, line.end)
    if page.lines:
        line = data.draw(st.sampled_from(page.lines))
        word = data.draw(st.sampled_from(line.text.split()))
        place = page.find(word, line.start)
        assert place is not None and line.start <= place[0] < place[1] <= line.end


def test_a_line_of_a_script_without_spaces_is_as_long_as_its_words() -> None:
    assert length("the port of Tarsk") == 4
    assert length("港はきょう閉鎖された。") > 4 and length("ท่าเรือปิดวันนี้") > 4
    assert length("порт закрыт") == 2


def test_votes_see_through_joined_lines_tables_and_lists() -> None:
    text = "The harbour of Tarsk was closed on Monday. Wind, rain and fog\n- two ships\n| Marta Lind | 26,000 | Tarsk |"
    lines = ["TheharbourofTarskwasclosedonMonday.", "Wind,rainandfog", "twoships", "26,000", "Politics", "Tar", ""]
    assert kept(text, lines).tolist() == [True, True, True, True, False, False, False]


def test_the_article_once_more_on_one_line_has_no_vote() -> None:
    paragraphs = ["Thefirstparagraphofthestory.", "Thesecondparagraphofthestory.", "Thethirdparagraphofthestory."]
    lines = [*paragraphs, "".join(paragraphs)]
    assert kept("\n".join(paragraphs), lines).tolist() == [True, True, True, False]


@settings(deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=40).map("".join), st.integers(0, 2**40))
def test_features_are_finite_for_every_line(source: str, bits: int) -> None:
    lines = see(source).lines
    if not lines:
        return
    vote = np.array([bool(bits >> at & 1) for at in range(len(lines))])
    found = features(lines, Hints("port of Tarsk", "quay", (vote, ~vote)))
    assert found.shape == (len(lines), len(names())) and found.dtype == np.float32
    assert np.isfinite(found).all()


def test_of_two_copies_the_one_inside_the_article_is_gold() -> None:
    first, second = "one two three four five six seven", "eight nine ten eleven twelve thirteen"
    lines = [second, "Home", first, "a caption", second, "twelve thirteen fourteen fifteen"]
    assert gold(lines, f"{first}\n{second}") == [False, False, True, False, True, False]
