"""What is denied, dismissed, refused or rumoured is not announced; what stands beside it is. All texts are invented."""

from __future__ import annotations

import pytest
from tests.unit.annotate.reports import annotated

AHEAD = {"announced", "planned", "conditional"}


def ahead(sentence: str) -> list[str]:
    return [event.what for event in annotated(sentence).events if event.status in AHEAD]


@pytest.mark.parametrize(
    "sentence",
    [
        "The minister rejected claims that the harbour will be closed on Friday.",
        "The embassy of Lasmin called untrue a rumour that its envoy will meet rebels on Sunday.",
        "Orlan Tesk described as nonsense reports that Varnia is to buy 40 tanks next week.",
        "There is no truth in the rumour that schools will reopen on Monday, Ida Lorn said.",
        "Rumours that the president will resign on Friday spread through Varsk.",
        "Ida Lorn doubted that the convoy would arrive on Tuesday.",
        "Officials played down speculation that the summit will be held next week.",
        '"It is a lie that we will close the border on Thursday," Orlan Tesk said.',
        "Varnia denied planning to deploy soldiers along the river next week.",
        "A report that Varnia will send ships on Sunday was denied by the navy.",
        "General Orlan Tesk rejected a plan to withdraw troops by Friday.",
        "Orlan Tesk denied the army will move on Friday.",
        "Dr Ida Lorn dismissed the tales of a landing on Sunday as gossip.",
        "It is not true that Varnia will leave the bloc on Monday, Ida Lorn said.",
    ],
)
def test_what_is_disowned_is_not_announced(sentence: str) -> None:
    assert ahead(sentence) == []


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("Mr Orlan Tesk rejected the offer and will meet Mr Josef Arn in Varsk on Monday.", "meet"),
        ("Varnia dismissed the appeal and said that it would close the border on Friday.", "close"),
        ("Varnia denied the charge before talks in Varsk on Monday.", "talks"),
        ("The navy confirmed a report that Varnia will send ships on Sunday.", "send ships"),
        ("After rumours of his death, Mr Orlan Tesk will address the nation on Sunday.", "address the nation"),
        ("The union announced a strike for Friday, dismissing reports that it had been bought.", "strike"),
        ("Varnia dismissed the minister, who will leave Varsk on Monday.", "leave Varsk"),
        ("The ministry denied that a truce had been agreed and said talks would resume on Tuesday.", "talks"),
    ],
)
def test_what_stands_beside_a_denial_is_announced(sentence: str, what: str) -> None:
    assert ahead(sentence) == [what]


def test_an_opening_phrase_is_no_frame() -> None:
    assert ahead("Despite reports that the road was cut, the convoy will leave Varsk on Monday.") == ["leave Varsk"]
