"""Numbers that name a thing: "Communiqué No. 61", "Post 14", "paragraphs 3 and 4", the "7." of a list.

Such a number says neither how many nor how much. What tells is the word before it, or a mark for "number"; in an enumeration the
word stands before the first of them.
"""

from __future__ import annotations

import re
from typing import Final

from onrecord.annotate.counted import singular
from onrecord.annotate.unit_words import LABELS, NUMBERED, VERBS_IN_S
from onrecord.annotate.word_set import word_set

#: How far back the word of an enumeration is looked for, in characters.
_REACH: Final = 80
_MARK = re.compile(r"(?:(?<!\w)(?:N[or]s?\.|n[or]s?\.|[Nn]umbers|N[°º])|№|#|(?<=\S )\bN[or])[ \u00a0]?\Z")
_NUMBER: Final = r"(?:[A-Z]?\d{1,5}[A-Za-z]?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_LABELLED = re.compile(
    rf"(?P<before>[\w’'-]+ )?(?P<label>[^\W\d_][\w’'-]*)[ \u00a0](?P<others>(?:{_NUMBER}(?:, and |, or |, | and | or | to | & |[-–])){{0,12}})\Z",
    re.I,
)
#: "7. We hold the bridge": the number of a paragraph, at the head of its sentence.
_LISTED = re.compile(r"[.)](?=\s|\Z)")
_HIGHEST_LISTED: Final = 3
#: Behind these a noun of the table is none, or has its own article: "will post 12 guards", "at one point 14 people fled".
_NO_LABEL_BEHIND: Final = word_set(
    "a an the this that one any each every some no to will would could can must may might should i we you they who"
)


def names_a_thing(text: str, start: int, end: int, counted: str) -> bool:
    """Whether the whole number at ``start`` to ``end`` of a sentence names a thing; ``counted`` is what it would count, or empty."""
    before = text[max(0, start - _REACH) : start]
    if _MARK.search(before):
        return True
    if not text[:start].strip(" (“\"'‘") and end - start <= _HIGHEST_LISTED and text[start:end].isdigit():
        return _LISTED.match(text, end) is not None
    labelled = _LABELLED.search(before)
    if labelled is None or "," in text[start:end]:
        return False
    label, several = labelled["label"], bool(labelled["others"])
    word = label.lower()
    single = word if word in LABELS | NUMBERED else singular(word)
    if several and word == single and counted:
        return False  # "gate 3 and 12 lorries"
    if counted.split(" ", 1)[0] in VERBS_IN_S:
        counted = ""  # "Post 14 remains"
    if single not in LABELS | NUMBERED:
        return False
    if label[0].isupper():
        return not (several and counted) or word != single
    leads = (labelled["before"] or "").strip().lower()
    return not counted and leads not in _NO_LABEL_BEHIND - {"the"}
