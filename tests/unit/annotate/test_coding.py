"""The codes of events: what the model looks at, what it gives, and when it is taken. All texts are invented."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.annotate.reports import annotated

from onrecord.annotate.coding import (
    QUAD_OF,
    QUADS,
    SOURCE,
    TARGET,
    Coder,
    Deed,
    coder,
    grams,
    mode_of,
    pooled,
    quads,
    stemmed,
)
from onrecord.annotate.tagger import WIDTH, Pieces, tagger

SENTENCE = "Varnia seized a trawler of Lasmin on Sunday."
DEED = Deed(0, len(SENTENCE), (0, 6), (27, 33))


def chances(text: str, source: str | None, target: str | None) -> dict[str, float]:
    spans = [(text.index(name), text.index(name) + len(name)) if name else None for name in (source, target)]
    return coder().chances(text, Deed(0, len(text), spans[0], spans[1]), tagger()(text).pieces)


@pytest.mark.parametrize(
    ("text", "source", "target", "code"),
    [
        ("Varnia shelled villages in Lasmin overnight.", "Varnia", "Lasmin", "ASSAULT"),
        ("Police arrested Orlan Tesk at the harbour.", "Police", "Orlan Tesk", "COERCE"),
        ("Orlan Tesk was arrested by police at the harbour.", "police", "Orlan Tesk", "COERCE"),
        ("Varnia expelled four diplomats of Lasmin.", "Varnia", "Lasmin", "SANCTION"),
        ("Orlan Tesk held talks with Josef Arn in Varsk.", "Orlan Tesk", "Josef Arn", "CONSULT"),
        ("Lasmin released nine sailors of Varnia.", "Lasmin", "Varnia", "YIELD"),
        ("Varnia sent food and tents to Lasmin.", "Varnia", "Lasmin", "AID"),
        ("Lasmin condemned Varnia over the raid.", "Lasmin", "Varnia", "ACCUSE"),
    ],
)
def test_plain_sentences_get_their_code(text: str, source: str, target: str, code: str) -> None:
    found = chances(text, source, target)
    assert max(found, key=found.__getitem__) == code
    assert sum(found.values()) == pytest.approx(1)
    assert sum(quads(found).values()) == pytest.approx(1)


def test_names_do_not_decide() -> None:
    one = grams("Varnia seized a trawler of Lasmin on Sunday.", Deed(0, 44, (0, 6), (27, 33)))
    other = grams("Odrelia seized a trawler of Tarn on Monday.", Deed(0, 43, (0, 7), (28, 32)))
    assert one == other
    assert one["between"][:2] == [SOURCE, "seiz"]
    assert TARGET in one["all"]


def test_the_passive_is_told_apart() -> None:
    text = "Lasmin was attacked by Varnia."
    assert "passive" in grams(text, Deed(0, len(text), (23, 29), (0, 6)))["between"]
    assert "no source" in grams(text, Deed(0, len(text), None, (0, 6)))["between"]


def test_forms_of_a_verb_are_one() -> None:
    assert {stemmed(word) for word in ("deny", "denies", "denied")} == {"deny"}
    assert {stemmed(word) for word in ("visit", "visits", "visited", "visiting")} == {"visit"}


def test_vectors_are_pooled_over_the_places_asked_for() -> None:
    places = np.array([[0, 6], [7, 13], [27, 33]])
    vectors = np.stack([np.full(WIDTH, value, dtype=np.float16) for value in (1, 2, 4)])
    row = pooled(Pieces(places, vectors), DEED).reshape(6, WIDTH)[:, 0]
    assert row.tolist() == pytest.approx([7 / 3, 1, 4, 2, 2, 4])
    assert not pooled(Pieces.none(), DEED).any()


def test_the_file_gives_the_same_model_again() -> None:
    model = coder()
    again = Coder.from_bytes(model.to_bytes())
    pieces = tagger()(SENTENCE).pieces
    assert again.chances(SENTENCE, DEED, pieces) == pytest.approx(model.chances(SENTENCE, DEED, pieces), abs=0.01)
    assert model.card["made_by"] == "python -m training.events"
    assert set(model.codes) == set(QUAD_OF)
    assert len(QUADS) == 4


@pytest.mark.parametrize(
    ("code", "words", "mode"),
    [
        ("PROTEST", "sailors began a hunger strike", "hunger"),
        ("PROTEST", "dockers went on strike", "strike"),
        ("ASSAULT", "struck with rockets", "heavy-weapons"),
        ("COERCE", "imposed a curfew", "curfew"),
        ("CONSULT", "agreed", ""),
        ("OTHER", "hunger strike", ""),
    ],
)
def test_modes(code: str, words: str, mode: str) -> None:
    assert mode_of(code, words) == mode


def test_what_is_announced_keeps_the_code_of_its_act() -> None:
    (met,) = annotated("Mr Orlan Tesk met Mr Josef Arn in Varsk on Monday.").events
    assert (met.code, met.quad) == ("CONSULT", "verbal cooperation")
    assert met.chance is not None and 0 <= met.chance <= 1
    (ahead,) = annotated("Mr Orlan Tesk will meet Mr Josef Arn in Varsk on Monday.").events
    assert (ahead.code, ahead.quad, ahead.chance) == ("CONSULT", "verbal cooperation", None)
    (other,) = annotated("Mr Orlan Tesk will address the nation on television on Sunday.").events
    assert (other.code, other.quad, other.mode) == ("OTHER", "", "")


spans = st.none() | st.tuples(st.integers(0, 60), st.integers(0, 60)).map(lambda pair: (min(pair), max(pair)))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), spans, spans)
def test_any_text_and_any_spans_give_chances(
    text: str, source: tuple[int, int] | None, target: tuple[int, int] | None
) -> None:
    found = coder().chances(text, Deed(0, len(text), source, target), tagger()(text).pieces)
    assert sum(found.values()) == pytest.approx(1, abs=1e-4)
    assert min(found.values()) >= 0
