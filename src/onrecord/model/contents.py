"""All of a desk as read: what ``publish`` takes."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model.article import Article, Revision
from onrecord.model.capture import Fate
from onrecord.model.relations import Relations
from onrecord.model.ruling import Ruling


@dataclass(frozen=True, slots=True)
class Contents:
    """A desk's records. ``articles`` are the current revisions, ``earlier`` the older ones; all sorted by identifier."""

    articles: tuple[Article, ...]
    earlier: tuple[Article, ...]
    revisions: tuple[Revision, ...]
    relations: tuple[Relations, ...]
    fates: tuple[Fate, ...]
    rulings: tuple[Ruling, ...]
