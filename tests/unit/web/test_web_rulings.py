"""Correcting in the page: each kind by its form and by JSON, shown beside the machine's answer, undone, and kept in the audit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.unit.web.web_desk import FIRST, LATER, SECOND, make_desk, of_a_page

pytest.importorskip("fastapi", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("python_multipart", reason="the extra [web] is not installed: pip install 'onrecord[web]'")
pytest.importorskip("httpx2", reason="the client for tests of pages is not installed: pip install httpx2")

from starlette.testclient import TestClient

from onrecord.desk import open_desk
from onrecord.desk.reading import Library
from onrecord.web.app import make_app

BASE = "http://127.0.0.1:8031"


@pytest.fixture
def browser(tmp_path: Any) -> Iterator[TestClient]:
    library = Library(make_desk(tmp_path, first=FIRST, second=SECOND, third=LATER, again=FIRST))
    with TestClient(make_app(library), base_url=BASE, headers={"Origin": BASE}, follow_redirects=False) as client:
        client.folder = library.folder  # type: ignore[attr-defined]
        yield of_a_page(client)


def rows(browser: TestClient, kind: str) -> list[dict[str, Any]]:
    with open_desk(browser.folder) as desk:  # type: ignore[attr-defined]
        return list(desk.show(kind))


def rule(browser: TestClient, kind: str, target: str, value: str = "", why: str = "as printed") -> dict[str, Any]:
    answer = browser.post("/api/rulings", json={"kind": kind, "target": target, "value": value, "why": why})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize(
    ("kind", "records", "value", "read"),
    [
        ("speaker", "statements", "Nils Dahl", lambda row: row["speaker"]["name"] or row["speaker"]["text"]),
        ("stance", "statements", "warns", lambda row: row["stance"]),
        ("anonymous", "statements", "yes", lambda row: "yes" if row["speaker"]["anonymous"] else "no"),
        ("figure", "figures", "320", lambda row: f"{row['low']:g}"),
        ("place", "figures", "Aarhus", lambda row: row["place"]),
        ("place", "events", "Aarhus", lambda row: row["place"]),
        ("date", "articles", "2031-04-30", lambda row: row["published"]["start"]),
    ],
)
def test_a_field_is_corrected_shown_and_undone(
    browser: TestClient, kind: str, records: str, value: str, read: Any
) -> None:
    before = rows(browser, records)[0]
    answer = browser.post(
        "/rulings",
        data={"kind": kind, "target": before["id"], "value": value, "why": "as printed"},
        headers={"Referer": f"{BASE}/figures?thread=x"},
    )
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"] == f"/figures?thread=x#{before['id']}"
    ruled = next(row for row in rows(browser, records) if row["id"] == before["id"])
    assert read(ruled) == value != read(before)
    panel = browser.get(f"/api/records/{before['id']}/correction").json()
    assert panel["now"][kind] == value
    assert panel["machine"][kind] == (read(before) or "")
    assert [each["why"] for each in panel["rulings"]] == ["as printed"]
    shown = browser.get(f"/correct/{before['id']}").text
    assert "ruled by" in shown and "Undo" in shown
    browser.post("/rulings", data={"kind": "withdraw", "target": panel["rulings"][0]["id"]})
    assert read(next(row for row in rows(browser, records) if row["id"] == before["id"])) == read(before)


def test_the_page_says_what_was_ruled_beside_the_machine(browser: TestClient) -> None:
    statement = next(row for row in rows(browser, "statements") if row["segment"] == "body" and not row["repeats"])
    rule(browser, "speaker", statement["id"], "Nils Dahl", "his own words")
    page = browser.get(f"/articles/{statement['article_id']}").text
    assert "speaker Nils Dahl, ruled by" in page
    assert "his own words" in page
    before = statement["speaker"]["name"] or statement["speaker"]["text"]
    assert f"before: {before}" in page
    assert f'hx-get="/correct/{statement["id"]}"' in page


def test_a_difference_that_is_none_goes_and_comes_back(browser: TestClient) -> None:
    differences = rows(browser, "differences")
    assert differences
    ruling = rule(browser, "not_a_difference", differences[0]["id"], why="two ports")
    assert differences[0]["id"] not in {row["id"] for row in rows(browser, "differences")}
    story = browser.get("/api/today").json()["leads"][0]["story_id"]
    assert "not a difference" in browser.get(f"/stories/{story}").text
    with open_desk(browser.folder) as desk:  # type: ignore[attr-defined]
        desk.process()
    assert differences[0]["id"] not in {row["id"] for row in rows(browser, "differences")}
    rule(browser, "withdraw", ruling["id"])
    assert rows(browser, "differences") == differences


def test_one_of_a_claim_is_parted_from_it(browser: TestClient) -> None:
    claims = rows(browser, "claims")
    several = [claim for claim in claims if len({p["figure_id"] or p["statement_id"] for p in claim["positions"]}) > 1]
    assert several
    claim = several[0]
    target = claim["positions"][-1]["figure_id"] or claim["positions"][-1]["statement_id"]
    ruling = rule(browser, "not_same_claim", target, claim["id"], why="of another ship")
    for row in rows(browser, "claims"):
        made = {p["figure_id"] or p["statement_id"] for p in row["positions"]}
        assert target not in made or made.isdisjoint(ruling["value"].split())
    rule(browser, "withdraw", ruling["id"])
    assert rows(browser, "claims") == claims


def test_stories_are_merged_split_and_moved_and_copies_are_none(browser: TestClient) -> None:
    (group,) = rows(browser, "copies")
    member, first = group["members"][0]["article_id"], group["first_article_id"]
    panel = browser.get(f"/api/records/{member}/correction").json()
    assert ["not_a_copy", first] in [entry[:2] for entry in panel["articles"]]
    rule(browser, "not_a_copy", member, first)
    assert rows(browser, "copies") == []
    story = rows(browser, "stories")[0]
    left = story["article_ids"][-1]
    rule(browser, "split", story["id"], left)
    assert all(left not in row["article_ids"] for row in rows(browser, "stories") if len(row["article_ids"]) > 1)
    alone = next(row for row in rows(browser, "stories") if row["article_ids"] == [left])
    other = next(row for row in rows(browser, "stories") if row["id"] != alone["id"])
    answer = browser.post(
        "/rulings", data={"kind": "merge", "target": other["id"], "value": f"{BASE}/stories/{alone['id']}"}
    )
    assert answer.status_code == 303, answer.text
    assert any({left, *other["article_ids"]} <= set(row["article_ids"]) for row in rows(browser, "stories"))


def test_what_is_muted_can_be_undone_from_its_article(browser: TestClient) -> None:
    statement = next(row for row in rows(browser, "statements") if row["segment"] == "body" and not row["repeats"])
    ruling = rule(browser, "mute", statement["id"])
    page = browser.get(f"/articles/{statement['article_id']}").text
    assert f'id="{statement["id"]}"' not in page
    assert f'name="target" value="{ruling["id"]}"' in page


def test_the_audit_has_every_ruling_and_what_stands(browser: TestClient) -> None:
    statement = rows(browser, "statements")[0]
    first = rule(browser, "stance", statement["id"], "warns", "one")
    second = rule(browser, "stance", statement["id"], "denies", "two")
    third = rule(browser, "withdraw", second["id"], why="hasty")
    told = browser.get("/api/audit").json()
    assert [each["id"] for each in told["rulings"]] == [third["id"], second["id"], first["id"]]
    assert [each["stands"] for each in told["rulings"]] == [True, False, True]
    assert "hasty" in told["rulings"][1]["because"]
    assert first["was"] == statement["stance"] and second["was"] == "warns"
    page = browser.get("/audit").text
    assert all(each["id"] in page for each in (first, second, third))
    for method in ("PUT", "PATCH", "DELETE", "POST"):
        assert browser.request(method, "/audit").status_code == 405
        assert browser.request(method, "/api/audit").status_code == 405


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [("praise", "", "There is no ruling"), ("stance", "shouts", "is no stance"), ("mute", "x", "takes no value")],
)
def test_what_cannot_be_ruled_is_said_in_a_sentence(browser: TestClient, kind: str, value: str, told: str) -> None:
    statement = rows(browser, "statements")[0]["id"]
    for answer in (
        browser.post("/rulings", data={"kind": kind, "target": statement, "value": value}),
        browser.post("/api/rulings", json={"kind": kind, "target": statement, "value": value}),
    ):
        assert answer.status_code == 400
        assert told in answer.text
    assert browser.get("/api/audit").json()["rulings"] == []


@pytest.mark.parametrize("referer", ["", "https://evil.example/x", f"{BASE}//evil.example", "nonsense"])
def test_a_ruling_leads_back_to_the_desk_alone(browser: TestClient, referer: str) -> None:
    statement = rows(browser, "statements")[0]["id"]
    answer = browser.post(
        "/rulings", data={"kind": "confirm", "target": statement}, headers={"Referer": referer} if referer else {}
    )
    assert answer.headers["location"] == "/audit"


def page_of(outlet: str, text: str) -> str:
    title, byline, *body = text.strip().split("\n\n")
    day = byline.splitlines()[-1]
    paragraphs = "".join(f"<p>{each}</p>" for each in body)
    return (
        f'<html><head><title>{title}</title><meta property="og:site_name" content="{outlet}"></head>'
        f"<body><article><h1>{title}</h1><p>{day}</p>{paragraphs}</article></body></html>"
    )


def test_a_letter_flows_into_grades_at_once_and_an_owner_into_origins(browser: TestClient, tmp_path: Any) -> None:
    outlet = "The Harbour Post"
    (tmp_path / "post.html").write_text(page_of(outlet, SECOND), encoding="utf-8")
    with open_desk(browser.folder) as desk:  # type: ignore[attr-defined]
        desk.add([tmp_path / "post.html"], received="2031-05-24")
    assert outlet in [row["name"] for row in browser.get("/api/sources").json()["outlets"]]
    story = browser.get("/api/today").json()["leads"][0]["story_id"]
    before = browser.get(f"/api/stories/{story}").json()["claims"]
    assert {claim["grade"][0] for claim in before} == {"F"}
    refused = browser.post("/api/rulings", json={"kind": "reliability", "target": outlet, "value": "B"})
    assert refused.status_code == 400 and "reason" in refused.text
    assert (
        browser.post(
            "/api/rulings", json={"kind": "reliability", "target": outlet, "value": "G", "why": "x"}
        ).status_code
        == 400
    )
    ruling = rule(browser, "reliability", outlet, "b", "corrects its errors")
    after = browser.get(f"/api/stories/{story}").json()["claims"]
    assert {claim["grade"] for claim in after if claim["passage"]["outlet"] == outlet} >= {
        f"B{claim['grade'][1]}" for claim in before if claim["passage"]["outlet"] == outlet
    }
    assert "B" in browser.get("/brief.md").text
    page = browser.get("/sources/outlet", params={"name": outlet}).text
    assert "corrects its errors" in page and "Undo" in page
    rule(browser, "owner", outlet, "Halvard Group")
    rule(browser, "control", outlet, "state of Quorra")
    (held,) = [row for row in browser.get("/api/sources").json()["outlets"] if row["name"] == outlet]
    assert (held["reliability"], held["owner"], held["control"]) == ("B", "Halvard Group", "state of Quorra")
    rule(browser, "withdraw", ruling["id"])
    assert browser.get(f"/api/stories/{story}").json()["claims"] == before


def test_the_audit_leads_to_an_outlet_whatever_it_is_called(browser: TestClient, tmp_path: Any) -> None:
    outlet = "figurines.example"  # which begins as identifiers of figures do
    (tmp_path / "post.html").write_text(page_of(outlet, SECOND), encoding="utf-8")
    with open_desk(browser.folder) as desk:  # type: ignore[attr-defined]
        desk.add([tmp_path / "post.html"], received="2031-05-24")
    rule(browser, "reliability", outlet, "C")
    statement = rows(browser, "statements")[0]["id"]
    rule(browser, "confirm", statement)
    audit = browser.get("/audit").text
    for place in (f"/sources/outlet?name={outlet}", f"/correct/{statement}"):
        assert f'href="{place}"' in audit
        assert browser.get(place).status_code == 200


def test_rulings_are_exported_to_train_on(browser: TestClient, tmp_path: Any) -> None:
    import json

    from onrecord.publish.corrections import corrections

    statement = next(row for row in rows(browser, "statements") if row["cue"] and row["speaker"]["start"] is not None)
    ruling = rule(browser, "stance", statement["id"], "warns", "his tone")
    taken_back = rule(browser, "speaker", statement["id"], "Nils Dahl")
    rule(browser, "withdraw", taken_back["id"])
    with open_desk(browser.folder) as desk:  # type: ignore[attr-defined]
        (row,) = corrections(desk.contents(), desk.annotations)
        article = next(each for each in desk.contents().articles if each.id == statement["article_id"])
    assert json.loads(json.dumps(row)) == row
    assert (row["ruling"], row["machine"], row["editor"]) == (ruling["id"], statement["stance"], "warns")
    assert article.text[row["start"] : row["end"]] == row["text"]
    for role in ("Source", "Cue", "Content"):
        for start, end in row[role]:
            assert row["start"] <= start < end <= row["end"]


def test_a_panel_comes_back_with_the_ruling_and_without_it(browser: TestClient) -> None:
    statement = rows(browser, "statements")[0]["id"]
    asked = {"kind": "stance", "target": statement, "value": "warns", "why": "as printed", "panel": statement}
    panel = browser.post("/rulings", data=asked, headers={"HX-Request": "true"})
    assert panel.status_code == 200 and "Ruled." in panel.text and "as printed" in panel.text
    assert "<html" not in panel.text
    ruling = browser.get("/api/audit").json()["rulings"][0]
    assert ruling["about"]
    undone = browser.post(
        "/rulings",
        data={"kind": "withdraw", "target": ruling["id"], "panel": statement},
        headers={"HX-Request": "true"},
    )
    assert "Undone." in undone.text and "as printed" not in undone.text
    wrong = browser.post("/rulings", data={**asked, "value": "sings"}, headers={"HX-Request": "true"})
    assert wrong.status_code == 400 and wrong.headers["content-type"].startswith("text/plain") and len(wrong.text) > 20


def test_the_address_of_a_story_from_before_a_merge_leads_to_what_it_is_now(browser: TestClient) -> None:
    whole = next(row for row in rows(browser, "stories") if len(row["article_ids"]) > 1)
    parted = rule(browser, "split", whole["id"], whole["article_ids"][-1])
    before = {row["id"] for row in rows(browser, "stories")}
    rule(browser, "withdraw", parted["id"])
    gone = before - {row["id"] for row in rows(browser, "stories")}
    assert gone
    for story in gone:
        answer = browser.get(f"/stories/{story}")
        assert answer.status_code == 303 and browser.get(answer.headers["location"]).status_code == 200
        for path in ("calendar", "calendar.ics", "map", "more/sources"):
            assert browser.get(f"/stories/{story}/{path}").status_code == 200, path
        assert browser.get(f"/api/stories/{story}").json()["id"] != story
        assert browser.get(f"/feeds/stories/{story}/atom").status_code == 200
