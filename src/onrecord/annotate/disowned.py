"""What a sentence tells only to deny, dismiss or doubt it, or as a rumour: nobody announces it there.

Three frames are known, without a parser. A verb of denying governs the clause ("denied that the ships would sail"); a noun for what others
say governs it and is itself dismissed, before or behind ("dismissed a report that ...", "reports that ... are baseless"), or
needs no dismissing ("rumours that ..."); what is proposed is refused ("rejected a plan to ..."). A frame ends where another
clause begins: at a mark, at "but", at an "and" with a verb of its own.
"""

from __future__ import annotations

from typing import Final

from onrecord.annotate import words
from onrecord.annotate.units import Unit
from onrecord.annotate.word_set import word_set

#: How far a frame reaches, in tokens: a long clause.
_REACH: Final = 40
#: Between a noun and the clause that it governs, and between a verb and that noun: "a report on a Trenn website | that".
_NEAR: Final = 9
#: These govern a clause by themselves: "denied that", "doubts whether", "ruled out sending".
_DENYING: Final = word_set(
    "deny denies denied denying doubt doubts doubted doubting disbelieve disbelieves disbelieved disputes disputed disputing "
    "refute refutes refuted refuting"
)
#: What is dismissed stands behind these as a noun.
_DISMISSING: Final = _DENYING | word_set(
    """
    dismiss dismisses dismissed dismissing reject rejects rejected rejecting rebut rebuts rebutted rebuff rebuffs rebuffed rubbish
    rubbishes rubbished rubbishing ridicule ridicules ridiculed ridiculing discount discounts discounted discounting contradict contradicts
    contradicted contradicting disown disowns disowned quash quashes quashed debunk debunks debunked debunking disavow disavows disavowed
    scorn scorns scorned mock mocks mocked mocking scoff scoffs scoffed scoffing laughed laughs sneered downplay downplays downplayed
    downplaying dispel dispels dispelled scotch scotched scotches belittle belittled question questions questioned questioning spurned
    repudiate repudiates repudiated branded brands labelled labels shrugged brushed waved played ruled denounce denounces denounced
    refused refuses declined turned swept
    """
)
#: Verbs of these are dismissing only with their particle: "played down", "ruled out", "brushed aside".
_PARTICLES: Final = {
    "played": word_set("down"),
    "ruled": word_set("out"),
    "brushed": word_set("aside off away"),
    "waved": word_set("aside away off"),
    "shrugged": word_set("off"),
    "swept": word_set("aside"),
    "turned": word_set("down"),
    "laughed": word_set("at off"),
    "laughs": word_set("at off"),
}
_FALSE: Final = word_set(
    """
    false untrue lie lies nonsense fiction fantasy invention inventions invented fabrication fabrications fabricated hoax baseless
    groundless unfounded slander disinformation misinformation rubbish hogwash poppycock bunk myth incorrect inaccurate wrong misleading
    absurd ridiculous laughable preposterous ludicrous bogus fake misunderstanding mistaken unsubstantiated malicious
    """
)
#: What others say, where somebody dismisses it; and what needs no dismissing to be in doubt.
_HEARSAY: Final = word_set(
    "rumour rumours rumor rumors speculation gossip hearsay whisper whispers conjecture fabrication hoax myth canard"
)
_CLAIMS: Final = _HEARSAY | word_set(
    """
    report reports claim claims story stories suggestion suggestions allegation allegations assertion assertions accusation accusations
    charge charges idea notion talk tale tales theory theories hint hints account accounts insinuation insinuations belief impression
    statement statements assumption contention
    """
)
_PROPOSALS: Final = word_set(
    "plan plans offer offers proposal proposals call calls demand demands appeal appeals request requests bid invitation motion bill scheme "
    "ultimatum order orders suggestion suggestions idea"
)
_LINKS: Final = word_set("that of about whether to")
_ENDS: Final = frozenset({";", ":", "(", ")", ".", "?", "!", "but", "while", "whereas", "although", "though"})
#: Behind "and" these begin what somebody says besides.
_SAYING: Final = word_set(
    "said says announced announces added adds promised promises confirmed confirms told vowed vows"
)
_ASIDE: Final = word_set("before after when while as at during in on for if because since until")
_OPENING: Final = word_set("after despite amid following with since given because before")
_NO_CLAUSE: Final = word_set("by with over against about on in for at")


def is_disowned(unit: Unit, at: int, *, noun: bool) -> bool:
    """Whether what token ``at`` tells stands in its sentence only as denied, dismissed, doubted, refused or rumoured."""
    tokens = unit.tokens
    low = max(0, at - _REACH)
    for k in range(at - 1, low - 1, -1):
        token = tokens[k]
        if token.quote != tokens[at].quote or token.lower in _ENDS or _begins_another(unit, k, at):
            return False
        if token.lower == "that" and _is_called_false(unit, k):
            return True
        if token.lower in _LINKS and (named := _noun_before(unit, k)) is not None:
            if any(item.text == "," for item in tokens[k:at]) and (token.lower != "that" or _opens(unit, named)):
                return False  # "after rumours of his death, she will ..."
            word = tokens[named].lower
            if word in _HEARSAY or _is_dismissed_before(unit, named):
                return True
            if word in _CLAIMS and _is_dismissed_behind(unit, at):
                return True
        if token.lower in _DENYING and _governs(unit, k, at, noun):
            return True
        if token.lower == "out" and tokens[k - 1].lower in {"rule", "rules", "ruled", "ruling"} and k:
            return _governs(unit, k, at, noun)
    return False


def _begins_another(unit: Unit, k: int, at: int) -> bool:
    """Whether "and", "or" or a comma at ``k`` opens a clause with a verb of its own, in which ``at`` stands."""
    tokens = unit.tokens
    if tokens[k].lower not in {"and", "or", ","}:
        return False
    behind = tokens[k + 1 : at]
    follows = behind[0].lower if behind else ""
    if follows in words.FINITE | words.MODALS | {"which", "who"} or follows.endswith("'ll"):
        return True
    return tokens[k].lower == "and" and any(token.lower in _SAYING for token in tokens[k + 1 : k + 4])


def _is_called_false(unit: Unit, link: int) -> bool:
    """ "It is a lie that", "not true that", "there is no truth in ... that" is a noun's matter."""
    before = [token.lower for token in unit.tokens[max(0, link - 3) : link]]
    return bool(before) and (
        before[-1] in _FALSE or before[-2:] in (["not", "true"], ["n't", "true"], ["never", "true"])
    )


def _noun_before(unit: Unit, link: int) -> int | None:
    """The noun for what is claimed or proposed that governs the clause behind "that", "of", "to" at ``link``."""
    tokens = unit.tokens
    if tokens[link].lower == "to":
        return link - 1 if link and tokens[link - 1].lower in _CLAIMS | _PROPOSALS else None
    nouns = _CLAIMS | _PROPOSALS if tokens[link].lower in {"that", "of"} else _CLAIMS
    for k in range(link - 1, max(-1, link - _NEAR), -1):
        lower = tokens[k].lower
        if lower in nouns and (tokens[link].lower == "that" or k == link - 1):
            return k
        if not tokens[k].is_word or lower in words.FINITE | words.CLAUSE_WORDS:
            return None
    return None


def _opens(unit: Unit, named: int) -> bool:
    """Whether the noun at ``named`` stands in a phrase that only opens a clause: "despite reports that ..., the ships will sail"."""
    return any(token.lower in _OPENING for token in unit.tokens[max(0, named - 3) : named])


def _is_dismissed_before(unit: Unit, named: int) -> bool:
    """Whether a verb of dismissing has the noun at ``named`` for its object, or "called ... a lie" is said of it."""
    tokens = unit.tokens
    for k in range(named - 1, max(-1, named - _NEAR), -1):
        lower = tokens[k].lower
        if lower in _DISMISSING:
            particles = _PARTICLES.get(lower)
            return particles is None or any(token.lower in particles for token in tokens[k + 1 : named])
        if lower in _FALSE or (lower in {"truth", "nothing"} and tokens[k - 1].lower in {"no", "is", "was"}):
            return True
        if lower in _ENDS - {"(", ")"} or lower in {"and", ","} or (lower in words.FINITE and lower not in words.BE):
            return False
    return False


def _is_dismissed_behind(unit: Unit, at: int) -> bool:
    """Whether the sentence goes on to say that it is false: "reports that ... are baseless", "... was denied by the ministry"."""
    tokens = unit.tokens
    for k in range(at + 1, min(len(tokens) - 1, at + _REACH)):
        if tokens[k].quote != tokens[at].quote or tokens[k].lower in _ENDS | {","}:
            return False
        if tokens[k].lower not in words.BE | {"been"}:
            continue
        for token in tokens[k + 1 : k + 5]:
            if token.lower in _FALSE | {
                "denied",
                "dismissed",
                "rejected",
                "refuted",
                "rubbished",
                "contradicted",
                "disputed",
            }:
                return True
            if not token.is_word or token.lower in words.PREPOSITIONS:
                break
        if tokens[k + 1].lower == "not" and tokens[min(k + 2, len(tokens) - 1)].lower in {
            "true",
            "correct",
            "accurate",
        }:
            return True
    return False


def _governs(unit: Unit, verb: int, at: int, noun: bool) -> bool:
    """Whether what stands at ``at`` is what the verb denies, and no time, place or occasion of the denying."""
    tokens = unit.tokens
    between = [token.lower for token in tokens[verb + 1 : at] if token.lower not in words.ADVERBS]
    if not between or between[0] == "that":
        return True
    if between[0] in _NO_CLAUSE:
        return False
    if noun:
        return not any(word in _ASIDE for word in between)
    if any(word in _ASIDE - {"in", "on", "at", "for"} for word in between):
        return False
    return between[0].endswith("ing") or any(word in words.FINITE | words.MODALS for word in between)
