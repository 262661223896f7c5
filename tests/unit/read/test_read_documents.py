"""PDF and Word: reading order, furniture, tables, and what the properties are not believed."""

from __future__ import annotations

import random
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.fuzz.samples import STORY, STORY_LINES, TITLE, PdfLine, column, pdf, word

from onrecord.model.article import Article
from onrecord.model.capture import Capture, Refusal
from onrecord.read import reader
from onrecord.read.documents import extract
from onrecord.read.pdf_layout import Piece, regions, rows_of, runs

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def capture(data: bytes, media_type: str = PDF) -> Capture:
    return Capture.of(source="r", location="/r", data=data, media_type=media_type, received_at="2031-06-01T00:00:00+00:00")  # type: ignore[arg-type]  # fmt: skip


def read(data: bytes, media_type: str = PDF) -> Article:
    result = reader()(capture(data, media_type))
    assert isinstance(result, Article), result
    return result


def refusal(data: bytes, media_type: str = PDF) -> str:
    result = reader()(capture(data, media_type))
    assert isinstance(result, Refusal)
    return result.reason


def body(article: Article) -> list[str]:
    return [passage.text for passage in article.body]


def lines(letter: str, count: int) -> list[str]:
    return [f"{letter}{n} and then the river rose again by some" for n in range(count)]


def test_a_report() -> None:
    article = read(pdf())
    assert article.title == "Ferry to Lund stopped"
    assert (article.published.start, article.published.known_from) == ("2031-05-02", "text")
    assert body(article) == [" ".join(STORY_LINES)]


def test_places_are_characters_of_the_extracted_text() -> None:
    for data, media_type in ((pdf(), PDF), (word(), WORD)):
        article, extracted = read(data, media_type), extract(capture(data, media_type)).text
        assert extracted == extract(capture(data, media_type)).text
        for segment in article.segments:
            assert segment.capture_start is not None and segment.capture_end is not None
            there = extracted[segment.capture_start : segment.capture_end]
            assert " ".join(there.split()) == article.text[segment.start : segment.end].strip()


@pytest.mark.parametrize("order", ["by column", "by row", "shuffled"])
@pytest.mark.parametrize("shift", [0, 5])
def test_two_columns_are_read_one_after_the_other(order: str, shift: int) -> None:
    left, right = column(60, 700, lines("l", 8)), column(310, 700 - shift, lines("r", 8))
    drawn = [(60.0, 760.0, 18.0, "Waters rise in the valley below Lund once more"), *left, *right]
    if order == "by row":
        drawn = sorted(drawn, key=lambda line: (-line[1], line[0]))
    elif order == "shuffled":
        random.Random(7).shuffle(drawn)
    text = extract(capture(pdf([drawn]))).text
    found = [word for word in text.split() if word[0] in "lr" and word[1:].isdigit()]
    assert found == [f"{side}{n}" for side in "lr" for n in range(8)]


def test_what_stands_across_columns_stays_above_and_below_them() -> None:
    wide = "This line runs across both of the columns of the page and says that it does so, to be sure of it"
    drawn = [*column(60, 760, [wide]), *column(60, 700, lines("l", 6)), *column(310, 700, lines("r", 6)), *column(60, 560, [wide])]  # fmt: skip
    found = [word for word in extract(capture(pdf([drawn]))).text.split() if word in ("This", "l0", "r0")]
    assert found == ["This", "l0", "r0", "This"]


def test_a_table_is_read_by_rows() -> None:
    table: list[PdfLine] = []
    for n, cells in enumerate((("Place", "Families", "Boats"), ("Lund", "1,240", "12"), ("Varr", "310", "4"), ("Old Mill", "87", "0"))):  # fmt: skip
        table += [(60 + 120 * k, 500 - 14 * n, 10, cell) for k, cell in enumerate(cells)]
    article = read(pdf([[*column(60, 700, STORY_LINES), *table]]))
    assert "Lund | 1,240 | 12" in body(article)
    assert "Old Mill | 87 | 0" in body(article)


def test_a_line_that_was_spread_over_its_column_is_no_row_of_a_table() -> None:
    whole = "The bridge at the quay was closed on Monday and the boats"
    pieces = [Piece(whole, 60, 306, 680, 690, 10), Piece(whole, 60, 306, 667, 677, 10)]
    pieces += [
        Piece(word, 60 + 75 * n, 81 + 75 * n, 654, 664, 10) for n, word in enumerate(("aaaa", "bbbb", "cccc", "dddd"))
    ]
    (region,) = regions(rows_of(pieces))
    assert [run.lines for run in runs(region)] == [(whole, whole, "aaaa bbbb cccc dddd")]


def test_a_line_that_ends_before_its_time_ends_a_paragraph() -> None:
    lines = [
        "As of 4 May 2031",
        "This report was written by the council of Lund and its",
        "partners in the valley. It is the third.",
    ]
    assert [each.text for each in extract(capture(pdf([column(60, 700, lines)]))).paragraphs] == [
        lines[0],
        "\n".join(lines[1:]),
    ]


def test_heads_and_feet_of_pages_are_furniture_and_cut_no_paragraph() -> None:
    def page(number: int, text: list[str]) -> list[PdfLine]:
        edges = [(60, 810, 9, "Varr Valley Flood Response"), (60, 30, 8, f"Page {number} of 3")]
        return [*edges, *column(60, 740, text)]

    first = "The road to the mill was closed on Monday, and the families who live behind it were told that they would"
    rest = "have to wait for boats until the evening, the council said."
    data = pdf([page(1, [first]), page(2, [rest]), page(3, ["Nobody was hurt, the harbour master said on Monday night."])])  # fmt: skip
    article = read(data)
    assert body(article) == [f"{first} {rest}", "Nobody was hurt, the harbour master said on Monday night."]
    kinds = [segment.kind for segment in article.segments if "Page" in article.text[segment.start : segment.end]]
    assert set(kinds) <= {"navigation", "repeated"} and len(kinds) == 3
    assert sum("Varr Valley" in article.text[s.start : s.end] for s in article.segments if s.kind == "repeated") == 2


def test_a_word_that_is_parted_at_the_end_of_a_line() -> None:
    text = ["The council said on Monday that the govern-", "ment would pay for the new bridge at the quay of Lund."]
    assert body(read(pdf([column(60, 700, text)]))) == [
        "The council said on Monday that the government would pay for the new bridge at the quay of Lund."
    ]


def test_the_properties_give_no_date_no_author_and_no_title_that_the_text_does_not_show() -> None:
    article = read(pdf([column(60, 700, STORY_LINES)], Title="Microsoft Word - x.doc", Author="Svc Account", CreationDate="D:20310401120000Z"))  # fmt: skip
    assert article.title is None and article.byline == ()
    assert not article.published.known and "2031-04-01" in article.published.reason
    shown = read(pdf([column(60, 700, ["Ferry stopped at Lund", "", *STORY_LINES])], Title="Ferry stopped at Lund"))
    assert shown.title == "Ferry stopped at Lund"


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Situation report no. 7, as of 3 May 2031", "2031-05-03"),
        ("Reporting period: 26 April to 2 May 2031", None),
        ("Covering 26–30 April 2031", None),
    ],
)
def test_the_date_in_the_head_of_a_report(line: str, day: str | None) -> None:
    article = read(pdf([[(60, 780, 18, "Floods in the valley"), (60, 752, 10, line), *column(60, 700, STORY_LINES)]]))
    assert article.published.start == day


def test_a_pdf_without_text_an_encrypted_one_and_a_damaged_one() -> None:
    assert "OCR" in refusal(pdf([[], []]))
    whole = pdf()
    assert "damaged" in refusal(whole[:200])
    assert "damaged" in refusal(b"%PDF-1.4\nand no more")
    locked = whole.replace(b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (" + b"x" * 32 + b") /U (" + b"y" * 32 + b") >> /ID [(a) (a)]")  # fmt: skip
    assert "encrypted" in refusal(locked)


def test_without_the_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    data = word()
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    monkeypatch.setitem(sys.modules, "docx", None)
    for media_type in (PDF, WORD):
        assert "onrecord[documents]" in refusal(pdf() if media_type == PDF else data, media_type)


def test_a_word_document() -> None:
    article = read(word(), WORD)
    assert article.title == TITLE
    assert body(article) == [*STORY, "Place | Passengers", "Lund | 40"]
    assert (article.published.start, article.published.known_from) == ("2031-05-02", "text")
    assert [passage.text for passage in article.passages("navigation")][-1] == "Page 1"


def test_word_insertions_and_content_controls_are_read_and_what_was_struck_out_is_not() -> None:
    from tests.fuzz.parsers import document_xml, with_document

    run = b"<w:r><w:t>%s</w:t></w:r>"
    paragraph = (
        b"<w:p>" + run % b"The bridge was " + b'<w:ins w:id="1" w:author="x">' + run % b"closed " + b"</w:ins>"
        b'<w:del w:id="2" w:author="x"><w:r><w:delText>opened </w:delText></w:r></w:del>' + run % b"on Monday, they said." + b"</w:p>"
        b"<w:sdt><w:sdtContent><w:p>" + run % b"Nobody was hurt, the council said on Monday." + b"</w:p></w:sdtContent></w:sdt>"
    )  # fmt: skip
    xml = document_xml().replace(b"<w:body>", b"<w:body>" + paragraph, 1)
    texts = [each.text for each in extract(capture(with_document(xml), WORD)).paragraphs]
    assert "The bridge was closed on Monday, they said." in texts
    assert "Nobody was hurt, the council said on Monday." in texts


def test_word_documents_that_are_none() -> None:
    assert "damaged" in refusal(b"PK\x03\x04", WORD)
    assert "damaged" in refusal(word()[:-100], WORD)


# The layout alone

PIECES = st.lists(
    st.builds(
        lambda x, y, width, text, size: Piece(text, x, x + width, y, y + size, size),
        st.integers(0, 500), st.integers(0, 800), st.integers(1, 400), st.text("ab ", min_size=1, max_size=40), st.sampled_from([8.0, 10.0, 18.0]),
    ),
    max_size=60,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(PIECES, st.randoms(use_true_random=False))
def test_no_piece_is_lost_or_doubled_and_the_order_of_drawing_does_not_matter(
    pieces: list[Piece], source: random.Random
) -> None:
    found = regions(rows_of(pieces))
    letters = sorted("".join(run.text for region in found for run in runs(region)).replace("|", "").split())
    assert sorted("".join(letters)) == sorted("".join("".join(piece.text.split()) for piece in pieces))
    shuffled = list(dict.fromkeys(pieces))
    source.shuffle(shuffled)
    again = list(dict.fromkeys(pieces))
    texts = [[run.text for region in regions(rows_of(each)) for run in runs(region)] for each in (shuffled, again)]
    assert sorted(texts[0]) == sorted(texts[1])
