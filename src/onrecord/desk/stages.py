"""The stages as the runner takes them: functions and their versions. Tests give it others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from onrecord.desk.settings import Settings
from onrecord.model.annotations import Annotated, Annotations
from onrecord.model.article import Article
from onrecord.model.capture import Capture, Refusal
from onrecord.model.identity import digest
from onrecord.model.relations import Neighbourhood, Relations
from onrecord.model.ruling import Ruling
from onrecord.model.sketch import Sketch


class LinkLike(Protocol):
    """What ``relate.link`` gives: why two articles belong to one thread, and whether to one neighbourhood (``near``)."""

    @property
    def kind(self) -> str: ...
    @property
    def weight(self) -> float: ...
    @property
    def reason(self) -> str: ...
    @property
    def near(self) -> bool: ...


#: Gives articles by their identifiers, where sketches are not enough: texts that may be copies are laid side by side.
Texts = Callable[[Sequence[str]], Mapping[str, Article]]

#: The near links of a neighbourhood, by the identifiers of their articles, the lower one first.
Links = Mapping[tuple[str, str], LinkLike]


@dataclass(frozen=True, slots=True)
class ReadStage:
    """``make`` pickles; ``version`` changes with whatever may change a result: the room's version and its settings."""

    make: Callable[[], Callable[[Capture], Article | Refusal]]
    version: str


@dataclass(frozen=True, slots=True)
class AnnotateStage:
    make: Callable[[], Callable[[Article], Annotations]]
    version: str


class Parting(Protocol):
    """When a neighbourhood is too large, and by which weights of its links, from the least to the greatest, it is parted then."""

    @property
    def most(self) -> int: ...
    @property
    def levels(self) -> Sequence[float]: ...


@dataclass(frozen=True, slots=True)
class RelateStage:
    """``sketch``, ``keys``, ``link``, ``group`` and ``relate`` as in ``docs/dataflow.md``; ``sketch``, ``keys`` and ``relate`` pickle."""

    sketch: Callable[[Annotated], Sketch]
    keys: Callable[[Sketch], tuple[str, ...]]
    link: Callable[[Sketch, Sketch, Texts], LinkLike | None]
    group: Callable[[Sequence[Sketch], Links, Sequence[Ruling], Texts], Neighbourhood]
    relate: Callable[[Sequence[Annotated], Sequence[Neighbourhood], Sequence[Ruling]], Relations]
    parting: Parting
    version: str


@dataclass(frozen=True, slots=True)
class Stages:
    read: ReadStage
    annotate: AnnotateStage
    relate: RelateStage


def real_stages(settings: Settings, kept_places: str | None = None) -> Stages:
    """The rooms of Onrecord. They are imported here and not before: a desk that only shows records needs none of them.

    ``kept_places`` are the places that the desk was given before, where the settings name none.
    """
    from onrecord import annotate, read, relate  # noqa: PLC0415

    places = settings.places()
    if places is None:
        places = kept_places
    return Stages(
        ReadStage(read.reader, str(read.VERSION)),
        AnnotateStage(partial(annotate.annotator, places), f"{annotate.VERSION} {digest(places or '')}"),
        RelateStage(
            relate.sketch, relate.keys, relate.link, relate.group, relate.relate, relate.PARTING, str(relate.VERSION)
        ),
    )


def sketching(
    sketch: Callable[[Annotated], Sketch], keys: Callable[[Sketch], tuple[str, ...]]
) -> Callable[[Annotated], tuple[Sketch, tuple[str, ...]]]:
    """``sketch`` and ``keys`` as one function of an article, for an executor."""

    def one(annotated: Annotated) -> tuple[Sketch, tuple[str, ...]]:
        made = sketch(annotated)
        return made, keys(made)

    return one


def relating(
    relate: Callable[[Sequence[Annotated], Sequence[Neighbourhood], Sequence[Ruling]], Relations],
) -> Callable[[Any], Relations]:
    """``relate`` as a function of one job, for an executor."""
    return lambda job: relate(job.articles, job.neighbourhoods, job.rulings)
