"""What is put on record of a speaker: the identity of somebody else, or why there is none."""

from __future__ import annotations

from dataclasses import replace

from onrecord.model.statement import Speaker

NO_NAME = "no name is given"
UNCLEAR = "a pronoun whose antecedent is not clear"
WHICH_BODY = "the article does not tell which body this is"
NOT_TOLD = "the article does not tell who this is"


def same(blank: Speaker, other: Speaker) -> Speaker:
    """``blank`` with the identity of ``other``."""
    return replace(
        blank,
        name=other.name,
        anonymous=other.anonymous,
        kind=other.kind,
        role=other.role,
        country=other.country,
        candidates=other.candidates,
        reason=other.reason,
        count=other.count,
        unnamed_because=other.unnamed_because,
    )
