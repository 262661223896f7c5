"""How a copy relates to the text that came first, in words that say what differs."""

from __future__ import annotations

import re
from collections import Counter

from onrecord.model.article import Article
from onrecord.model.relations import CopyMember
from onrecord.publish.wording import plural

_WORD = re.compile(r"\w+")


def same_outlet(first: Article, copy: Article) -> bool:
    """Whether an outlet prints its own report again: that is another version of it, and no copy."""
    return bool(first.outlet) and first.outlet == copy.outlet


def copied_words(member: CopyMember, first: Article, copy: Article) -> str:
    """``all but 1 of its 210 words are the same``; of an excerpt, how much of the first text stands in it.

    Words of the bodies are counted, each as often as it stands there, in whatever order: "four" for "forty" is one.
    """
    own, others = _words(first), _words(copy)
    if member.relation == "excerpt":
        return f"has {_all_but((own - others).total(), own.total())} of the other"
    told = "the same text" if member.relation == "exact" else _near((others - own).total(), others.total())
    return f"another version of the same report, {told}" if same_outlet(first, copy) else told


def _near(apart: int, words: int) -> str:
    return f"{_all_but(apart, words, 'its ')} are the same" if apart else "the same words"


def _all_but(apart: int, words: int, whose: str = "the ") -> str:
    """``all but 3 of the 210 words``, or, where more than half are apart, ``80 of the 210 words``."""
    if not apart:
        return f"all {whose}{plural(words, 'word')}"
    told = f"all but {apart:,}" if 2 * apart <= words else f"{words - apart:,}"
    return f"{told} of {whose}{plural(words, 'word')}"


def _words(article: Article) -> Counter[str]:
    return Counter(word.casefold() for passage in article.body for word in _WORD.findall(passage.text))
