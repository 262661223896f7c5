from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.model.passage import Passage
from onrecord.relate.fingerprints import SHINGLE, WINDOW, fingerprints
from onrecord.relate.words import quoted_ranges, sentences, stem, term_weight, words_of

TEXTS = st.text(alphabet=st.sampled_from("ab c.\"“”'’‘\n1,é-"), max_size=200)


def tokens(text: str) -> list[object]:
    return list(words_of(Passage(text, 0, len(text))))


def test_offsets_and_possessives() -> None:
    text = "Varnia’s 1,200 soldiers"
    found = list(words_of(Passage(text, 10, 10 + len(text))))
    assert [word.text for word in found] == ["varnia", "1,200", "soldiers"]
    assert [text[word.start - 10 : word.end - 10] for word in found] == ["Varnia’s", "1,200", "soldiers"]


def test_quotations_of_each_kind() -> None:
    for text in (
        'He said "it is so" today',
        "He said “it is so” today",
        "He said ‘it is so’ today",
        "He said 'it is so' today",
    ):
        ((start, end),) = quoted_ranges(text)
        assert text[start + 1 : end - 1] == "it is so"
    assert quoted_ranges("the minister's and the farmers' union") == []
    assert quoted_ranges('"It goes on in the next paragraph') == [(0, 33)]


def test_sentences_do_not_end_at_titles() -> None:
    text = "Mr. Varn met Dr. Odel on Monday. They spoke for an hour."
    assert [sentence.text for sentence in sentences(Passage(text, 0, len(text)))] == [
        "Mr. Varn met Dr. Odel on Monday.",
        "They spoke for an hour.",
    ]


def test_stems_meet() -> None:
    assert stem("troops") == stem("troop")
    assert stem("denied") == stem("denies") == stem("deny")
    assert term_weight("the") == 0 < term_weight(stem("minister")) < term_weight("varnia")


@given(TEXTS)
def test_any_text_gives_words_in_order(text: str) -> None:
    end = 0
    for word in words_of(Passage(text, 0, len(text))):
        assert end <= word.start < word.end <= len(text)
        end = word.end
    for sentence in sentences(Passage(text, 0, len(text))):
        assert text[sentence.start : sentence.end] == sentence.text


@given(
    st.lists(st.sampled_from([f"word{n}" for n in range(300)]), min_size=WINDOW + SHINGLE, max_size=120, unique=True)
)
def test_a_long_shared_run_shares_a_fingerprint(run: list[str]) -> None:
    shared = " ".join(run)
    one = fingerprints(tokens(f"alpha beta gamma {shared}"))  # type: ignore[arg-type]
    other = fingerprints(tokens(f"{shared} delta epsilon"))  # type: ignore[arg-type]
    assert set(one) & set(other)
