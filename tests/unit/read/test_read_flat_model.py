"""The classifier that ships: what it is made of fits the code, and it says the same again."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from typing import get_args

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.model.article import SegmentKind
from onrecord.read import flat, flat_certain, flat_features, flat_model
from onrecord.read.flat_trees import UNIT
from onrecord.read.lines import split

DATA = files("onrecord.read") / "data"
TEXT = "\n\n".join(
    [
        "Home", "World", "Sport", "Ferry stopped as water comes in", "By Ida Holm", "2 May 2031",
        *[f"The ferry was stopped at {n} o’clock after water came in, the coast guard said on Monday." for n in range(1, 9)],
        "Related stories", "Almond cakes win prizes", "Read more", "Subscribe to our newsletter", "© 2031 Lund Press",
    ]
)  # fmt: skip


def test_the_model_was_trained_on_the_features_that_are_computed() -> None:
    with (DATA / "flat_model.npz").open("rb") as file:
        trained = [str(name) for name in np.load(file, allow_pickle=False)["features"]]
    assert list(flat_features.of(split(TEXT)).names) == trained


def test_the_manifest_names_the_model_and_what_it_learned_from() -> None:
    manifest = json.loads((DATA / "flat_model.json").read_text(encoding="utf-8"))
    assert manifest["model"] == hashlib.sha256((DATA / "flat_model.npz").read_bytes()).hexdigest()
    assert len(manifest["data_sha256"]) == 64
    assert len((DATA / "flat_model.npz").read_bytes()) < 400_000


def test_its_kinds_are_kinds_of_segments() -> None:
    assert set(flat_model.model().names) <= set(get_args(SegmentKind))


def test_what_the_groups_say_adds_up_to_the_score() -> None:
    lines = split(TEXT)
    flat_certain.name(lines)
    found = flat_model.judge(lines)
    scores = flat_model.model().body.scores(found.features.values)[:, 0]
    before_looking = scores - np.rint(found.groups.sum(axis=1) * UNIT)
    assert np.ptp(before_looking) == 0


def test_paragraphs_are_likelier_than_menus() -> None:
    lines = split(TEXT)
    flat_certain.name(lines)
    found = flat_model.judge(lines)
    body = [chance for line, chance in zip(lines, found.chances, strict=True) if line.count > 10]
    menus = [chance for line, chance in zip(lines, found.chances, strict=True) if line.count == 1]
    assert min(body) > max(menus)


def test_reasons_say_what_was_looked_at() -> None:
    lines = split(TEXT)
    flat.sort(lines)
    assert all(line.kind and line.reason for line in lines)
    assert {line.kind for line in lines} >= {"heading", "byline", "date_line", "body", "subscription_notice"}
    reasons = {line.reason for line in lines if line.kind == "body"}
    assert all(reason.startswith("a paragraph of the article: ") for reason in reasons)


@given(st.lists(st.text(max_size=80), max_size=30))
@settings(max_examples=60)
def test_any_lines_get_one_kind_each_and_the_same_again(texts: list[str]) -> None:
    first, second = split("\n".join(texts)), split("\n".join(texts))
    flat.sort(first)
    flat.sort(second)
    assert [(line.kind, line.reason) for line in first] == [(line.kind, line.reason) for line in second]
    assert all(line.kind in get_args(SegmentKind) and line.reason for line in first)


def test_a_line_is_scored_alike_however_long_the_text_is_that_is_scored_with_it() -> None:
    values = flat_features.of(split(TEXT)).values
    many = np.tile(values, (60, 1))
    body = flat_model.model().body
    assert (body.scores(many)[: len(values)] == body.scores(values)).all()
    assert (body.scores(many)[-len(values) :] == body.scores(values)).all()


def test_a_text_of_many_lines_is_sorted() -> None:
    lines = split("\n".join(["Weather", "Read more", "2 hours ago", "The boat is in.", "word " * 40] * 2_000))
    flat.sort(lines)
    assert len(lines) == 10_000
    assert all(line.kind for line in lines)
