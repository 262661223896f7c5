"""Page furniture is no copy: invented briefs, invented notices, alone and in sets."""

from __future__ import annotations

import pytest
from builders import Draft
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.relate.comparing import compare
from onrecord.relate.copies import find_copies, text_of
from onrecord.relate.pairing import HELD, alignments

NEWS = {
    "ferry": (
        "The ferry line to Odrel stopped its night boats on Tuesday after a rudder broke, the harbour office said.",
        "Divers told reporters that 14 metres of cable were wound around the propeller, and that repairs would take 9 days.",
        "The mayor of Odrel said on Wednesday that 300 passengers were waiting on the quay for a boat from the islands.",
    ),
    "school": (
        "Teachers at the Lanmark school voted on Monday to strike for 2 days over the heating, their union said.",
        "The classrooms were at 11 degrees last week, according to a report by the inspector, Ms Tolvane.",
        "Lanmark council announced on Friday that it would pay for 40 stoves before the winter holidays begin.",
    ),
    "bridge": (
        "A lorry with 22 tonnes of gravel broke through the wooden bridge at Sellow on Thursday, police said.",
        "The driver, Mr Abner Quill, was taken to hospital with a broken arm, a spokeswoman said on Friday.",
        "The road to Sellow stays closed until Sunday, and a pontoon of the army is on its way, officials added.",
    ),
    "bakers": (
        "Bakers in Tornby said yesterday that flour had risen by 18 percent since the mill at Ruun burned down.",
        "The guild told its 60 members to keep the price of a loaf at 4 crowns until the harvest is in.",
        "The owner of the mill said on Saturday that the insurers had confirmed that they would pay 2 million crowns.",
    ),
}
NOTICES = (
    "Sign up for our evening newsletter and get the best stories in your inbox. You can unsubscribe at any time. By signing up you "
    "accept our terms and our privacy policy, and you agree that we may send you offers of our partners.",
    "Copyright Sund Media. All rights reserved. No part of this page may be reproduced or redistributed without our permission. "
    "To report an error please contact the readers' editor, or use the form at the foot of this website.",
)
AUTHOR = (
    "Ragna Sollie is the northern correspondent of the Tribune. She has covered fishing and shipping for nine years, won the Pellin "
    "award for her reporting on the herring trade, and is the author of a book about lighthouses. She studied in Ostrand.",
)
STANDING = (
    "Sund Weekly is made by a cooperative of forty households that took the paper over from the Bergstad family. It has no owner "
    "and prints on paper from its own forest. The cooperative was founded by the schoolmaster Elof Rask and holds its assembly in "
    "the old granary, to which every household sends one person with one vote, whatever its share.",
    "The Kaldvik peninsula has belonged to three kingdoms in two hundred years. Its people speak a tongue of their own, which was "
    "forbidden in schools until the reform. A wall of stone divides the northern farms from the southern ones, and the "
    "question of who keeps it has been before the courts for longer than anybody alive can remember.",
)
#: A longer report, of which others carry the first two paragraphs.
CARRIED = (
    NEWS["bridge"][0] + " Two cyclists who saw it happen pulled him out of the cab before it filled with water.",
    NEWS["bridge"][1],
    NEWS["bridge"][2],
    "The Sellow police said that the driver, Mr Quill, knew that the bridge was closed to lorries with gravel.",
)
FURNITURE = {"notices": NOTICES, "author": AUTHOR, "standing": STANDING, "all": (*NOTICES, *AUTHOR, *STANDING)}


def groups(*drafts: Draft) -> object:
    items = [draft.done() for draft in drafts]
    return find_copies([item.article for item in items], {item.article.id: item.article.published for item in items})


@pytest.mark.parametrize("kind", sorted(FURNITURE))
@pytest.mark.parametrize("at_head", [True, False])
def test_two_briefs_on_like_pages_are_no_copies(kind: str, at_head: bool) -> None:
    furniture = FURNITURE[kind]
    one, two = ((*furniture, *NEWS[key]) if at_head else (*NEWS[key], *furniture) for key in ("ferry", "school"))
    assert groups(Draft("a", *one), Draft("b", *two)) == ()


def test_a_jaccard_of_more_than_eight_tenths_made_of_furniture_is_no_copy() -> None:
    page = (*STANDING, *NOTICES, *AUTHOR)
    one, two = (
        text_of(Draft("a", NEWS["ferry"][0], *page).done().article),
        text_of(Draft("b", NEWS["school"][0], *page).done().article),
    )
    same = len(set(one.hashes.tolist()) & set(two.hashes.tolist()))
    assert same >= 0.8 * len(set(one.hashes.tolist()) | set(two.hashes.tolist()))
    assert compare(one, two).relation is None


def test_one_report_on_two_pages_is_a_copy() -> None:
    (group,) = groups(  # type: ignore[misc]
        Draft("a", *NEWS["bridge"], *NOTICES, published="2031-02-01"),
        Draft("b", *NEWS["bridge"], *STANDING, published="2031-02-02"),
    )
    assert [member.relation for member in group.members] in (["near"], ["excerpt"])


def test_an_excerpt_is_found_beside_furniture() -> None:
    (group,) = groups(  # type: ignore[misc]
        Draft("a", *CARRIED, published="2031-02-01"),
        Draft("b", *NEWS["bakers"], *CARRIED[:2], *NEWS["school"], *NOTICES, published="2031-02-02"),
    )
    assert [member.relation for member in group.members] == ["excerpt"]
    assert 0.5 <= group.members[0].similarity <= 0.7


def test_a_passage_that_unrelated_articles_repeat_is_furniture_and_their_copies_stay() -> None:
    pages = [Draft(key, *news, *STANDING, published="2031-02-01") for key, news in NEWS.items()]
    mirror = Draft("mirror", *NEWS["ferry"], *AUTHOR, *STANDING, published="2031-02-05")
    (group,) = groups(*pages, mirror)  # type: ignore[misc]
    assert group.first_article_id == pages[0].article.id
    assert [member.article_id for member in group.members] == [mirror.article.id]


def test_a_report_that_many_carry_in_part_is_no_furniture() -> None:
    origin = Draft("origin", *CARRIED, published="2031-02-01")
    hosts = [
        Draft(f"host {key}", *NEWS[key], *CARRIED[:2], *NEWS[key][::-1], published="2031-02-02")
        for key in ("ferry", "school", "bakers")
    ]
    (group,) = groups(origin, *hosts)  # type: ignore[misc]
    assert group.first_article_id == origin.article.id
    assert {member.article_id for member in group.members} == {host.article.id for host in hosts}


@settings(max_examples=10, deadline=None)
@given(st.permutations(sorted(NEWS)), st.randoms(use_true_random=False))
def test_the_order_of_articles_does_not_matter(order: list[str], chance: object) -> None:
    pages = [Draft(key, *NEWS[key], *STANDING) for key in order] + [Draft("mirror", *NEWS["ferry"], *AUTHOR, *STANDING)]
    chance.shuffle(pages)  # type: ignore[attr-defined]
    found = groups(*pages)
    assert found == groups(*sorted(pages, key=lambda draft: draft.article.id))
    assert found != ()


def test_a_notice_on_very_many_pages_links_none_of_them() -> None:
    words = [
        f"{a}{b}{c}"
        for a in ("bel", "dor", "fin", "gal")
        for b in ("an", "el", "is", "or")
        for c in ("dek", "tum", "var", "wix")
    ]
    texts = {
        f"{at:03d}": text_of(
            Draft(str(at), " ".join(f"{words[(at * 7 + k * (at + 3)) % len(words)]}{at}" for k in range(40)), *STANDING)
            .done()
            .article
        )
        for at in range(HELD + 12)
    }
    assert alignments(texts) == {}


SPEECH = (
    "The council of the islands recognises that the fishing grounds east of Sellow belong to all its members, calls on the ships of "
    "every flag to leave them until the herring has spawned, and asks the admiralty to keep two cutters there through the spring."
)


def test_a_statement_that_both_print_is_a_shared_origin() -> None:
    one = (*NEWS["ferry"], "In a statement to the press the islands wrote:", SPEECH, NEWS["bakers"][2])
    two = (
        *NEWS["school"],
        "The communique was read out in the evening and is given here in full.",
        SPEECH,
        NEWS["bridge"][2],
    )
    assert groups(Draft("a", *one), Draft("b", *two)) == ()
    reason = compare(text_of(Draft("a", *one).done().article), text_of(Draft("b", *two).done().article)).reason
    assert reason == "what they share is a statement that both print"


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.sampled_from("ab you our “”'\".,\n1é-"), max_size=300), st.text(max_size=200))
def test_any_two_texts_can_be_compared(one: str, two: str) -> None:
    a, b = text_of(Draft("a", one, two).done().article), text_of(Draft("b", two, one, one).done().article)
    there, back = compare(a, b), compare(b, a)
    assert there.shared_a <= there.length_a <= len(a.words)
    assert there.shared_b <= there.length_b <= len(b.words)
    assert back.length_a == there.length_b or there.relation != back.relation
