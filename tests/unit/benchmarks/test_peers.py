"""The comparison with other extractors: spans, what they print, and the dependency rules where spaCy is installed."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pytest
from benchmarks import statements
from benchmarks.peers import __main__ as peers
from benchmarks.peers import _output, spacy_rules, textacy_quotes
from hypothesis import given
from hypothesis import strategies as st

TEXT = "The mayor said the bridge is safe.\n\n“It will hold,” she said.\n"


@dataclass(frozen=True)
class Token:
    i: int
    idx: int
    text: str

    def __len__(self) -> int:
        return len(self.text)


def tokens(text: str) -> list[Token]:
    made, at = [], 0
    for k, word in enumerate(text.split()):
        at = text.index(word, at)
        made.append(Token(k, at, word))
        at += len(word)
    return made


def test_tokens_that_follow_each_other_make_one_span_and_others_their_own() -> None:
    the, port, was, open_, again = tokens("The port was open again")
    assert _output.spans_of([again, port, the, was], offset=100) == ((100, 112), (118, 123))
    assert _output.spans_of([open_, open_]) == ((13, 17),)
    assert _output.spans_of([]) == ()


@given(st.sets(st.integers(0, 9)))
def test_spans_hold_the_words_they_were_made_of(chosen: set[int]) -> None:
    text = "ten short words that stand here in a row today"
    made = tokens(text)
    spans = _output.spans_of([made[k] for k in chosen])
    assert " ".join(text[start:end] for start, end in spans).split() == [made[k].text for k in sorted(chosen)]


@given(st.text(alphabet="ab \n\t”", max_size=40))
def test_paragraphs_lead_back_to_the_text(text: str) -> None:
    for offset, part in _output.paragraphs(text):
        assert part.strip()
        assert text[offset : offset + len(part)] == part
    assert "\n".join(part for _, part in _output.paragraphs(text)).split() == text.split()


def test_two_quotations_around_one_cue_are_one_attribution() -> None:
    @dataclass(frozen=True)
    class Triple:
        speaker: list[Token]
        cue: list[Token]
        content: list[Token]

    first, she, said, second, he, added, third = tokens("Go she said Now he added Stop")
    found = textacy_quotes.merged(
        [Triple([she], [said], [first]), Triple([she], [said], [second]), Triple([he], [added], [third])], 0
    )
    assert found == [
        _output.Attribution(((3, 6),), ((7, 11),), ((0, 2), (12, 15))),
        _output.Attribution(((16, 18),), ((19, 24),), ((25, 29),)),
    ]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "dev"
    (folder / "text").mkdir(parents=True)
    (folder / "attributions").mkdir()
    (folder / "text" / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "attributions" / "a_anno.ann").write_text(
        "T1\tSource 0 9\tThe mayor\nT2\tCue 10 14\tsaid\nT3\tContent 15 33\tthe bridge is safe\n"
        "T4\tAttribution 10 14\tsaid\nE1\tAttribution:T4 Source:T1 Cue:T2 Content:T3\n"
        "T5\tSource 53 56\tshe\nT6\tCue 57 61\tsaid\nT7\tContent 36 52\t“It will hold,”\n"
        "T8\tAttribution 57 61\tsaid\nE2\tAttribution:T8 Source:T5 Cue:T6 Content:T7\n",
        encoding="utf-8",
    )
    return tmp_path


def printed(*attributions: _output.Attribution) -> list[str]:
    return [
        json.dumps({"file": "a.txt", "attributions": [asdict(item) for item in attributions]}),
        json.dumps({"seconds": 0.5, "memory_mb": 100.0}),
    ]


def test_what_a_peer_prints_is_scored_like_our_own(data: Path) -> None:
    first = _output.Attribution(((0, 9),), ((10, 14),), ((15, 33),))
    second = _output.Attribution(((52, 55),), ((56, 60),), ((36, 51),))
    assert [TEXT[start:end] for start, end in (second.source[0], second.cue[0])] == ["she", "said"]
    pairs = statements.load(data, "dev")
    both = peers.scored(printed(first, second), pairs)
    assert (both["relation_f1"], both["relation_strict_f1"], both["cue_token_f1"]) == (1.0, 1.0, 1.0)
    assert (both["words_per_second"], both["memory_mb"]) == (24.0, 100.0)
    one = peers.scored(printed(first), pairs)
    assert (one["relation_precision"], one["relation_recall"]) == (1.0, 0.5)
    nobody = peers.scored(printed(_output.Attribution((), first.cue, first.content)), pairs)
    assert nobody["relation_f1"] == 0.0


def test_a_missing_environment_is_one_sentence_with_the_command(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert peers.main(["--data", str(data), "--environment", str(data / "nothing")]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "bash benchmarks/peers/environment.sh" in said
    assert (peers.ROOT / "benchmarks" / "peers" / "environment.sh").exists()


def test_a_peer_that_fails_is_one_sentence(data: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    (broken / "bin").mkdir(parents=True)
    (broken / "bin" / "python").symlink_to(sys.executable)
    with pytest.raises(peers.NotRun, match=r"benchmarks\.peers\.nothing failed: .*nothing"):
        peers.run_peer("nothing", broken, statements.load(data, "dev"))


def test_peers_import_nothing_of_the_project_but_benchmarks() -> None:
    code = (
        "import sys; import benchmarks.peers.spacy_rules, benchmarks.peers.textacy_quotes; "
        "print([name for name in sys.modules if name.split('.')[0] in ('onrecord', 'spacy', 'textacy')])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=peers.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_verbs_that_take_a_clause_an_object_or_an_infinitive() -> None:
    assert "say" in spacy_rules.CLAUSE - spacy_rules.OBJECT
    assert "condemn" in spacy_rules.OBJECT - spacy_rules.CLAUSE
    assert "refuse" in spacy_rules.INFINITIVE
    for kind in ("clause", "object", "infinitive"):
        assert all(verb.isalpha() and verb.islower() for verb in spacy_rules.verbs(kind))


def parsed(rows: list[tuple[str, str, str, str, int]], tags: dict[int, str]) -> Any:
    """A parsed paragraph from rows of word, lemma, part of speech, dependency, head, with some fine tags."""
    spacy = pytest.importorskip(
        "spacy", reason="spaCy is only in the peers' environment (benchmarks/peers/environment.sh)"
    )
    words, lemmas, pos, deps, heads = (list(column) for column in zip(*rows, strict=True))
    return spacy.tokens.Doc(
        spacy.blank("en").vocab,
        words=words,
        tags=[tags.get(k, "") for k in range(len(rows))],
        lemmas=lemmas,
        pos=pos,
        deps=deps,
        heads=heads,
    )


def found(rows: list[tuple[str, str, str, str, int]], tags: dict[int, str] | None = None) -> list[tuple[str, str, str]]:
    return [
        tuple(" ".join(t.text for t in part) for part in item)  # type: ignore[misc]
        for item in spacy_rules.attributions(parsed(rows, tags or {}))
    ]


def test_a_clause_under_a_verb_of_speech() -> None:
    assert found(
        [
            ("Ministers", "minister", "NOUN", "nsubj", 2),
            ("have", "have", "AUX", "aux", 2),
            ("said", "say", "VERB", "ROOT", 2),
            ("dams", "dam", "NOUN", "nsubj", 4),
            ("hold", "hold", "VERB", "ccomp", 2),
            (".", ".", "PUNCT", "punct", 2),
        ]
    ) == [("Ministers", "said have", "dams hold")]


def test_the_source_of_a_relative_clause_is_its_pronoun_of_a_passive_its_agent_of_a_participle_its_noun() -> None:
    assert found(
        [
            ("Reports", "report", "NOUN", "nsubjpass", 2),
            ("were", "be", "AUX", "auxpass", 2),
            ("denied", "deny", "VERB", "ROOT", 2),
            ("by", "by", "ADP", "agent", 2),
            ("Hollin", "Hollin", "PROPN", "pobj", 3),
        ]
    ) == [("Hollin", "denied were", "Reports")]
    assert found(
        [
            ("Pilots", "pilot", "NOUN", "nsubj", 4),
            ("who", "who", "PRON", "nsubj", 2),
            ("rejected", "reject", "VERB", "relcl", 0),
            ("it", "it", "PRON", "dobj", 2),
            ("left", "leave", "VERB", "ROOT", 4),
        ]
    ) == [("who", "rejected", "it")]

    assert found(
        [
            ("Pilots", "pilot", "NOUN", "nsubj", 3),
            ("rejecting", "reject", "VERB", "acl", 0),
            ("it", "it", "PRON", "dobj", 1),
            ("left", "leave", "VERB", "ROOT", 3),
        ],
        {1: "VBG"},
    ) == [("Pilots", "rejecting", "it")]


def test_a_root_that_is_no_verb_ends_the_search_for_the_verb_above() -> None:
    assert found(
        [
            ("Calm", "calm", "NOUN", "ROOT", 0),
            (",", ",", "PUNCT", "punct", 0),
            ("she", "she", "PRON", "nsubj", 3),
            ("said", "say", "VERB", "parataxis", 0),
        ]
    ) == [("she", "said", "Calm")]


def test_according_to_and_quotations_with_the_subject_behind() -> None:
    assert found(
        [
            ("Ferries", "ferry", "NOUN", "nsubj", 1),
            ("sail", "sail", "VERB", "ROOT", 1),
            (",", ",", "PUNCT", "punct", 1),
            ("according", "accord", "VERB", "prep", 1),
            ("to", "to", "ADP", "prep", 3),
            ("Orla", "Orla", "PROPN", "pobj", 4),
        ]
    ) == [("Orla", "according to", "Ferries sail")]
    assert found(
        [
            ("“", "“", "PUNCT", "punct", 5),
            ("Ferries", "ferry", "NOUN", "nsubj", 2),
            ("sail", "sail", "VERB", "ccomp", 5),
            (",", ",", "PUNCT", "punct", 5),
            ("”", "”", "PUNCT", "punct", 5),
            ("said", "say", "VERB", "ROOT", 5),
            ("Orla", "Orla", "PROPN", "dobj", 5),
        ]
    ) == [("Orla", "said", "“ Ferries sail , ”")]
