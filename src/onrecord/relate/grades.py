"""Credibility of a claim by the Admiralty code (NATO AJP-2.1, 1 to 6), by a rule that counts and weighs nothing.

====  ==================================================================================================================
1     three independent origins or more, in two reports or more; nobody denies or doubts it
2     two independent origins, in two reports or more; nobody denies it
3     one named origin that nobody denies or doubts; or denied by fewer than support it, or others give what does not fit
4     nobody but unnamed sources; or doubted; or denied by as many as support it
5     denied by more than support it; or taken back by who printed it
6     nobody supports it, or whoever said it has since said something else
====  ==================================================================================================================

Reliability, the letter before it, belongs to the source and is an editor's to give; until then it is F, cannot be judged.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.model.relations import ClaimState, Credibility, Position


def credibility(
    state: ClaimState, supporting: Sequence[str], denying: Sequence[str], positions: Sequence[Position]
) -> Credibility:
    """The grade of a claim; ``supporting`` and ``denying`` are independent origins."""
    backers = [held for held in positions if held.kind == "supports"]
    if state == "retracted":
        return 5
    if not supporting or state == "superseded":
        return 6
    if denying or state == "disputed":
        return 3 if len(denying) < len(supporting) else 4 if len(denying) == len(supporting) else 5
    doubted = any(held.kind == "doubts" for held in positions)
    if doubted or all(held.anonymous for held in backers):
        return 4
    if len(supporting) == 1 or len({held.evidence.article_id for held in backers}) == 1:
        return 3
    return 1 if len(supporting) > 2 else 2
