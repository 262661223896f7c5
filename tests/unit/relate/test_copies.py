from __future__ import annotations

from builders import Draft

from onrecord.relate.comparing import compare
from onrecord.relate.copies import find_copies, text_of

WIRE = (
    "The ferry company of Odrel stopped all night crossings after two of its boats lost their rudders in the harbour mouth.",
    "Engineers who went down on Tuesday found cables wound around both propellers and photographed them for the insurers.",
    "The mayor had asked the navy for a minesweeper, which is expected to reach the town before the weekend market opens.",
    "Fishermen have been told to keep their nets on the quay until the channel between the two lighthouses has been dragged.",
)
OWN = (
    "Nobody on the quay could remember a winter in which the boats lay idle for so long, and the cafes had begun to close early.",
    "A teacher who crosses twice a day has taken a room with her cousin and marks the exercise books of both schools there.",
)


def groups(*drafts: Draft) -> object:
    items = [draft.done() for draft in drafts]
    return find_copies([item.article for item in items], {item.article.id: item.article.published for item in items})


def test_exact_near_and_excerpt_with_who_came_first() -> None:
    wire = Draft("wire", *WIRE, outlet="Odrel Wire", published="2031-03-05")
    same = Draft("same", *WIRE, outlet="Post", published="2031-03-06")
    edited = Draft("edited", *WIRE[:3], WIRE[3].replace("Fishermen have", "Fishers had"), published="2031-03-07")
    partly = Draft("partly", *OWN, *WIRE[:3], *OWN[::-1], published="2031-03-06")
    (group,) = groups(same, wire, partly, edited)  # type: ignore[misc]
    assert group.first_article_id == wire.article.id
    assert "published first" in group.reason
    relations = {member.article_id: member.relation for member in group.members}
    assert relations == {same.article.id: "exact", edited.article.id: "near", partly.article.id: "excerpt"}
    (excerpt,) = [member for member in group.members if member.article_id == partly.article.id]
    shared = " ".join(partly.article.text[span.start : span.end] for span in excerpt.shared)
    assert "cables wound" in shared and "taken a room" not in shared


def test_a_credit_tells_the_first_where_times_do_not() -> None:
    wire = Draft("b", *WIRE, outlet="Odrel Wire")
    post = Draft("a", WIRE[0] + " (Odrel Wire)", *WIRE[1:], outlet="Post")
    (group,) = groups(wire, post)  # type: ignore[misc]
    assert group.first_article_id == wire.article.id
    assert "credited" in group.reason


def test_a_quotation_that_both_print_is_no_copy() -> None:
    speech = (
        '"We have carried the salt of this town for ninety years in our own boats and we shall carry it for ninety more, whatever '
        'a clerk in the capital writes on the back of an envelope about the price of a berth," she said.'
    )
    assert groups(Draft("a", OWN[0], speech), Draft("b", speech, OWN[1])) == ()


def test_one_form_filled_in_twice_is_no_copy() -> None:
    form = "The co-operative of {} said its profit was {} million marks for the quarter on sales of {} million against {} a year before."
    one = Draft("a", form.format("Varsk", "3.1", "41", "38"), "It will pay 12 marks a share on 4 June.")
    two = Draft("b", form.format("Odrel", "5.6", "77", "80"), "It will pay 19 marks a share on 9 July.")
    assert groups(one, two) == ()


def test_alignment_is_the_same_from_both_sides() -> None:
    one, two = text_of(Draft("a", *WIRE, OWN[0]).done().article), text_of(Draft("b", OWN[1], *WIRE).done().article)
    there, back = compare(one, two), compare(two, one).turned()
    assert (there.shared_a, there.shared_b, there.relation) == (back.shared_a, back.shared_b, back.relation)
    assert there.relation == "near"


def test_an_editor_can_part_copies() -> None:
    one, two = Draft("a", *WIRE).done(), Draft("b", *WIRE).done()
    given = {item.article.id: item.article.published for item in (one, two)}
    assert find_copies([one.article, two.article], given, [frozenset((one.article.id, two.article.id))]) == ()
