"""Statements as Web Annotations and places as GeoJSON: the passages stand where they say, and the shapes are the standards'."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.unit.publish.outputs import FIRST, SECOND

from onrecord import Desk, open_desk
from onrecord.publish.annotations import web_annotations
from onrecord.publish.geojson import geojson


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("reports")
    for name, text in (FIRST | SECOND).items():
        (folder / name).write_text(text, encoding="utf-8")
    with open_desk(None) as opened:
        opened.add([str(folder)], received="2031-05-20")
        yield opened


def test_every_statement_is_an_annotation_whose_selectors_agree(desk: Desk) -> None:
    contents = desk.contents()
    texts = {f"urn:onrecord:{article.id}": article.text for article in contents.articles}
    texts |= {article.address: article.text for article in contents.articles if article.address}
    made = json.loads(web_annotations(contents))
    items = made["first"]["items"]
    assert made["total"] == len(items) == sum(len(relations.statements) for relations in contents.relations) > 3
    assert [item["id"] for item in items] == sorted(item["id"] for item in items)
    for item in items:
        assert item["type"] == "Annotation" and item["body"]
        targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
        for target in targets:
            position, quote = target["selector"]
            text = texts[target["source"]]
            assert text[position["start"] : position["end"]] == quote["exact"] != ""
            assert text[: position["start"]].endswith(quote["prefix"])
            assert text[position["end"] :].startswith(quote["suffix"])


def test_what_is_muted_is_no_annotation(desk: Desk) -> None:
    muted = next(
        row["id"] for row in desk.show("statements") if not row["place"]
    )  # those with a place are looked at below
    desk.rule("mute", muted, by="ed")
    assert f"urn:onrecord:{muted}" not in web_annotations(desk.contents()).decode()


def _features(desk: Desk) -> dict[str, Any]:
    made = json.loads(geojson(desk.contents(), desk.locate))
    assert made["type"] == "FeatureCollection"
    return {feature["properties"]["name"]: feature for feature in made["features"]}


def test_places_have_coordinates_and_what_happened_there(desk: Desk) -> None:
    texts = {article.id: article.text for article in desk.contents().articles}
    features = _features(desk)
    longitude, latitude = features["Geneva"]["geometry"]["coordinates"]
    assert (round(longitude), round(latitude)) == (6, 46)
    assert [event["status"] for event in features["Geneva"]["properties"]["events"]] == ["held"]
    assert {figure["low"] for figure in features["Kyiv"]["properties"]["figures"]} == {300.0, 500.0}
    assert features["Geneva"]["properties"]["statements"][0]["speaker"] == "Ada Lind"
    for feature in features.values():
        rows = [row for kind in ("events", "figures", "statements") for row in feature["properties"][kind]]
        assert rows
        for row in rows:
            for passage in row["passages"]:
                assert texts[passage["article_id"]][passage["start"] : passage["end"]] == passage["quote"]


def test_a_place_that_nobody_can_tell_is_counted_and_not_guessed(desk: Desk) -> None:
    made = json.loads(geojson(desk.contents(), lambda name, key: None))
    assert made["features"] == [] and made["unplaced"]["Geneva"] >= 2


def test_a_place_without_coordinates_has_no_geometry(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text("name,kind\nVelmouth,town\n", encoding="utf-8")
    text = FIRST["a.txt"].replace("Geneva", "Velmouth")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with open_desk(None, settings={"places": str(tmp_path / "places.csv")}) as desk:
        desk.add([str(tmp_path / "a.txt")], received="2031-05-20")
        feature = _features(desk)["Velmouth"]
    assert feature["geometry"] is None and feature["id"] == "local:Velmouth"
