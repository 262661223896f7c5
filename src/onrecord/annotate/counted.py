"""What a number counts: the noun phrase after it, without a parser.

The phrase is read word by word until a word that cannot belong to it. A plural noun ends it ("Russian troops | stationed");
where none comes, only "one" and collective nouns count anything, so that "1,000 each" or "the 7,000 figure" count nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from onrecord.annotate.numbers import MAGNITUDES, SMALL
from onrecord.annotate.unit_words import CASUALTIES, IRREGULAR_PLURALS, NOT_PLURAL
from onrecord.annotate.word_set import word_set


@dataclass(frozen=True, slots=True)
class Counted:
    """``unit`` is the head of the phrase in the singular, ``phrase`` all of it, ``end`` where it ends in the sentence."""

    unit: str
    phrase: str
    end: int


#: Nothing of these stands inside a counted noun phrase.
_STOPS: Final = word_set("""a an the this that these those his her its their our my your and or but nor for to in on at by from with without into
    onto over under above below between among against during before after since until till while when where which who whom whose
    as than if because though although so not no is are was were be been being has have had do does did will would shall should
    can could may might must of off out up down about around through across along near per via within toward towards upon it he
    she they we you i him them us me each both either neither also only just now then there here too very still already never
    ever again once every what how why including despite amid behind ahead like such together ago apart away back overnight yesterday today tonight tomorrow
    respectively""")
_ADDED: Final = word_set("more extra additional further other fewer less odd plus")
_MAX_WORDS: Final = 6
_WORD = re.compile(r"(?P<gap>[ \u00a0]|\s?-)(?P<word>[“\"‘]?[A-Za-z][\w’'.&-]*[”\"]?)")
#: A number that is a name inside a noun phrase: "two new 737 Max jets", "400 Model 3s".
_NAMED_NUMBER = re.compile(r"[ \u00a0](?P<word>\d{1,4}(?:s\b|(?= [A-Z][a-z]|-?[A-Z]\b)))")
#: A measure as an adjective of what is counted: "two 34-year-old women", "three 5-tonne lorries".
_MEASURED = re.compile(r"[ \u00a0](?P<word>\d[\d,.]*-[a-z]+(?:-[a-z]+)?)(?= [A-Za-z])")
_JOINING = re.compile(r"[ \u00a0](?:and|or)(?=[ \u00a0][A-Za-z])")
_ACRONYM = re.compile(r"[A-Z]{2,5}")
#: A hyphen that stands open before the noun of a later number: "four-, five- and six-bed wards".
_OPEN_HYPHEN = re.compile(
    r"-,? (?:(?:and|or|to) )?[\w-]{1,12}?-(?:,? (?:(?:and|or|to) )?[\w-]{1,12}?-){0,3}(?P<noun>[a-z]+)"
)
#: What "twelve-strong" and "two-way" are of is no thing that is counted.
_HYPHENATED_MANNER: Final = word_set(
    "way star fold pronged part step tier tiered time man strong plus odd long wide high deep tall pointer something and of for to"
)
_PARTICIPLE = re.compile(r"(?:ed|ing|ly)\Z")
_OF = re.compile(
    r"\s+(?:of|in|worth of|for)\s+(?:(?:the\s+)?[\w-]+[’']s\s+)?(?:(?:the|its|their|his|her|all|our)\s+)?(?=[A-Za-z])"
)
#: "rose 2.5 metres in half an hour" tells the time that it took.
_NO_WHOLE = re.compile(
    r"(?:half|less|more|just|under|over|about|around|only|nearly|almost|recent|early|late|mid)\b", re.I
)
_FATE = re.compile(
    r"(?: others?)?(?: (?:were|was|have been|had been|have|had|has been|are|is|being|be)\b)?(?: (?:also|now|still|already|reportedly|confirmed|reported|"
    r"feared|believed|presumed|listed as|said to be|to be|to have been|to have))* (?P<word>[a-z]+)\b"
)
_INCLUDING = re.compile(r",? (?:including|among them)\b[^,;.]{1,60},")
_WHO = re.compile(r",? who(?:m|se)?\b")
#: Nouns in the plural sense that often stand before the noun that is counted: "two police officers", "nine staff members".
_COLLECTIVE: Final = word_set("police staff crew aircraft infantry personnel media data fish")
#: What tells the kind of what is counted: "12 cases of cholera", "40 rounds of ammunition"; not "300 residents of the town".
_OF_A_KIND = re.compile(
    r" of (?P<kind>(?!(?:the|a|an|its|their|his|her|our|this|that|these|those|such|whom|which|what|all|some|any|each|every|them|us|"
    r"more|less|about|around|up|over|nearly|age|late|course|one|two|three|four|five|six|seven|eight|nine|ten|hundreds|thousands|dozens|millions|being|"
    r"[a-z]+(?:ing|ed))\b)[a-z]{3,}(?: (?:ammunition|aid|fever|disease|food|fuel|oil|gas|water|rice|wheat|grain|flour|equipment|supplies|weapons))?)(?![\w’'-])"
)
#: Words of another number: "one child and two adults", "thousands fled and hundreds stayed".
_NUMBERS: Final = (
    frozenset(SMALL) | frozenset(MAGNITUDES) | frozenset(f"{word}s" for word in MAGNITUDES) | {"scores", "tens"}
)
#: Plurals that are verbs behind a noun for many people.
_VERBS_TOO: Final = word_set("lives leaves")
#: Singulars of which there are parts: "a third of the population", "half of its fleet".
_WHOLES: Final = word_set("""population public country nation army force fleet workforce electorate city town village region province district territory
    household family group land area budget economy capacity supply output production stock grid network vote audience world total island house building state county continent valley coast company industry sector
    amount sum money aid food fuel wheat grain crop harvest cost price value revenue income market staff crew""")
#: Groups of people, of which "1,500-strong" and "the force grew to 1,500" tell how many they are.
GROUPS: Final = word_set("""army force garrison contingent deployment reinforcement mission crew battalion brigade team group crowd militia squad
    company delegation workforce patrol gang convoy expedition staff congregation community""")
_STRONG = re.compile(r"-strong (?P<phrase>(?:[a-z-]+ ){0,2}?(?P<group>[a-z]+))\b")
#: Nouns with which "one" counts nothing: "at one time", "one day", "one thing".
_MODEST: Final = word_set("time day year moment way thing point reason case")


def is_plural(word: str) -> bool:
    """Whether ``word`` looks like a noun in the plural."""
    lowered = word.lower()
    if lowered in IRREGULAR_PLURALS:
        return True
    return (
        (len(lowered) > 3 or (word[:-1].isupper() and len(word) == 3) or word[:1].isdigit())
        and lowered.endswith("s")
        and not lowered.endswith(("ss", "’s", "'s", "ous", "sis", "s’"))
        and lowered not in NOT_PLURAL
    )


def singular(word: str) -> str:
    """``word`` in the singular, in lower case."""
    lowered = word.lower()
    if lowered in IRREGULAR_PLURALS:
        return IRREGULAR_PLURALS[lowered]
    if re.fullmatch(r"\d+s", lowered):
        return lowered[:-1]
    if not is_plural(lowered):
        return lowered
    if lowered.endswith("ies") and len(lowered) > 4 and lowered not in ("movies", "ties", "pies", "zombies", "rookies"):
        return lowered[:-3] + "y"
    if lowered.endswith(("ches", "shes", "xes", "sses", "zzes")) and not lowered.endswith("aches"):
        return lowered[:-2]
    if lowered.endswith("oes"):
        return lowered[:-2]
    return lowered[:-1]


def noun_phrase(
    text: str, at: int, *, single: bool = False, hyphenated: bool = False, part: bool = False
) -> Counted | None:
    """The noun phrase that begins behind position ``at``; ``single`` where the number before it is one.

    ``part`` where the number is a share, so that a singular may be what it is of.
    """
    if hyphenated and (tied := _tied(text, at)) is not None:
        return tied
    words: list[tuple[str, int]] = []
    plural_at = -1
    joined = 0
    for _ in range(_MAX_WORDS):
        match = _WORD.match(text, at) or (_NAMED_NUMBER.match(text, at) if words else _MEASURED.match(text, at))
        if match is None:
            break
        joint = _JOINING.match(text, at) if words and not single else None
        if joint is not None:
            # "digital and printed books": the noun that is counted is still to come
            joined = len(words)
            match = _WORD.match(text, joint.end())
            if match is None:
                break
        word = match["word"].strip('“”"‘').rstrip(".")
        lowered = word.lower()
        name = len(word) > 1 and word.isupper()  # "1,000 US soldiers", "40 WHO doctors"
        if not word or lowered in _NUMBERS or (lowered in _STOPS and not name):
            break
        possessive = lowered.endswith(("’s", "'s"))
        if possessive:
            break
        at = match.end() - (len(match["word"]) - len(match["word"].rstrip("”\".’'")))
        if words and lowered in CASUALTIES and plural_at < 0 and not single:
            break
        if joined and len(words) == joined:
            words.append(("and", match.start("word") - 1))
        if single and words and is_plural(lowered):
            break  # "one proposal asks": a verb
        if words and lowered in _VERBS_TOO and words[-1][0].lower() in _WHOLES:
            break  # "the population lives": a verb
        words.append((word, at))
        if part and lowered in _WHOLES:
            return Counted(lowered, " ".join(one for one, _ in words), at)
        if is_plural(lowered) and not single:
            plural_at = len(words) - 1
            further = _WORD.match(text, at) if lowered in _COLLECTIVE else None
            if further is None or further["gap"] != " " or not is_plural(further["word"].rstrip(".’'")):
                break
        if at < len(text) and text[at] in ".’'":
            break
    if not words:
        return None
    if joined and plural_at < 0:
        words = words[:joined]
    if words[0][0].lower() in CASUALTIES:
        return Counted("person", words[0][0], words[0][1])
    if plural_at >= 0:
        # "7 billion people" ends with the noun; a second plural right behind belongs to it ("sports fans")
        words = words[: plural_at + 1]
        following = _WORD.match(text, words[-1][1])
        if (
            following
            and following["gap"] == " "
            and following["word"].lower() in IRREGULAR_PLURALS
            and following["word"].lower() not in CASUALTIES
        ):
            words.append((following["word"].rstrip(".’'"), words[-1][1] + 1 + len(following["word"].rstrip(".’'"))))
    elif len(words) == 1 and not single and _ACRONYM.fullmatch(words[0][0]) and _stops(text, words[0][1]):
        return Counted(words[0][0], words[0][0], words[0][1])
    elif single or hyphenated:
        while len(words) > 1 and _PARTICIPLE.search(words[-1][0]):
            words.pop()
        words = words[:3]
        alone = len(words) == 1 and _PARTICIPLE.search(words[0][0])
        if single and (alone or words[0][0].lower() in _MODEST):
            return None
    else:
        return None
    while len(words) > 1 and words[0][0].lower() in _ADDED:
        words.pop(0)
    phrase_end = words[-1][1]
    phrase = " ".join(word for word, _ in words)
    if plural_at >= 0:
        kind = _OF_A_KIND.match(text, phrase_end)
        if kind is not None:
            phrase, phrase_end = f"{phrase} of {kind['kind']}", kind.end()
        phrase, phrase_end = _with_casualty(text, phrase, phrase_end)
    head = singular(words[-1][0])
    if head[0].isdigit() and len(words) > 1:
        head = f"{words[-2][0]} {head}"  # "400 Model 3s"
    return Counted(head, phrase, phrase_end)


def _stops(text: str, at: int) -> bool:
    """Whether a noun phrase is over at ``at``: a mark, the end, or a word that cannot belong to it."""
    following = _WORD.match(text, at)
    return following is None or following["word"].lower() in _STOPS


def _tied(text: str, at: int) -> Counted | None:
    """The noun that a hyphen ties to a number: "a 12-member council", "four- and five-bed wards"."""
    shared = _OPEN_HYPHEN.match(text, at)
    if shared is not None:
        return Counted(singular(shared["noun"]), shared["noun"], at)
    match = _WORD.match(text, at)
    if match is None or match["gap"] != "-" or not match["word"].isalpha():
        return None
    word = match["word"].lower()
    if (strong := _STRONG.match(text, at)) is not None and strong["group"] in GROUPS:
        return Counted("person", strong["phrase"], strong.end())
    return None if word in _HYPHENATED_MANNER else Counted(singular(word), match["word"], match.end())


def fate(text: str, at: int) -> Counted | None:
    """What a bare number of people is said to have met: "39 are confirmed dead", "at least 20 were killed", "the 400 who fled"."""
    including = _INCLUDING.match(text, at)
    match = _FATE.match(text, including.end() if including else at)
    if match and match["word"] in CASUALTIES:
        return Counted("person", "killed" if match["word"] in ("died", "dead") else match["word"], at)
    return Counted("person", "", at) if _WHO.match(text, at) else None


#: What only people do: "thousands fled", "hundreds have gathered".
_PEOPLE_DO = re.compile(
    r" (?:(?:have|had|also) )?(?:fled|marched|protested|gathered|demonstrated|rallied|queued|cheered|mourned|voted|attended|took to|turned out|poured into|sought)\b"
)


def crowd(text: str, at: int) -> Counted | None:
    """The people of whom a vague number tells what they did: "tens of thousands marched"."""
    return Counted("person", "", at) if _PEOPLE_DO.match(text, at) else None


#: "18.9 deaths per 100,000 people": what a rate is of.
_RATE = re.compile(r" (?:per|for every|in every|to every) (?P<number>\d{1,3}(?:,\d{3})*|hundred|thousand|million)\b")


#: "20,000 shells per day", "300 people a night".
_EACH = re.compile(
    r" (?:per |an? |each |every )(?P<unit>second|minute|hour|day|night|week|month|year|decade|person|head|capita|household|vehicle)\b"
    r"(?! (?:earlier|ago|before|later|after|previously|from|or|on|in advance)\b)"
)


def per_how_many(text: str, at: int) -> str:
    """The denominator of a rate that begins at ``at`` ("/day", "/100000 person"), empty where there is none."""
    each = _EACH.match(text, at)
    if each is not None:
        return f"/{each['unit']}"
    match = _RATE.match(text, at)
    if match is None:
        return ""
    number = match["number"].replace(",", "")
    of = noun_phrase(text, match.end())
    return (
        f"/{MAGNITUDES[number]:.0f}" + (f" {of.unit}" if of else "")
        if number in MAGNITUDES
        else f"/{number}" + (f" {of.unit}" if of else "")
    )


def of_what(text: str, at: int) -> str:
    """What a share or a measured amount is of: "adults" in "24 per cent of adults", empty where nothing says so."""
    joint = _OF.match(text, at)
    if joint is None:
        return ""
    if _NO_WHOLE.match(text, joint.end()):
        return ""
    words = []
    place = joint.end() - 1
    for _ in range(_MAX_WORDS):
        match = _WORD.match(text, place)
        if match is None or match["word"].lower() in _STOPS or match["word"].lower().endswith(("’s", "'s")):
            break
        words.append(match["word"].strip("“”\"‘.’'"))
        place = match.end()
        if is_plural(words[-1]) or words[-1].lower() in _WHOLES:
            break
    while words and _PARTICIPLE.search(words[-1]) and len(words) > 1:
        words.pop()
    return " ".join(words)


def _with_casualty(text: str, phrase: str, end: int) -> tuple[str, int]:
    """ "five people killed": what happened to them is part of what is counted."""
    including = _INCLUDING.match(text, end)
    match = _FATE.match(text, including.end() if including else end)
    if match and match["word"] in CASUALTIES:
        return f"{phrase} {'killed' if match['word'] == 'died' else match['word']}", end
    return phrase, end


#: Words by which a number is said of what stands before it: "the number of dead rose to 40", "ships number 20".
_SAID_OF = re.compile(
    r"\b(?:to|at|as|into the|in the|reach(?:ed|es|ing)?|number(?:s|ed|ing)?|total(?:s|led|ling)?|hit|pass(?:ed|es)|is|are|was|were|now|stands|stood|fell|fallen|rose|risen|dropped|climbed|topp(?:ed|ing)|"
    r"exceed(?:ed|s|ing))\s+(?:the )?\Z",
    re.I,
)
#: "a crowd of up to 5,000".
#: "Varnish casualties of at least 900".
_TOLL_OF = re.compile(
    r"\b(?P<phrase>(?:[A-Z][a-z]+ |total |military |civilian )?(?P<noun>casualties|losses|deaths|fatalities|injuries|arrests|infections)) of \Z",
    re.I,
)
_PASSING = re.compile(r"(?:exceed(?:ed|s|ing)|surpassed|topping|approaching|nearing|averag(?:ed|ing))\b", re.I)
_GROUP_OF = re.compile(r"\b(?P<group>[a-z]+) of \Z")
_NUMBER_OF = re.compile(r"\b(?:number|total|count) of\b(?: the)?", re.I)
#: "puts the number of dead at 40", "put Varnish losses at between 20 and 30".
_PUT = re.compile(
    r"\b(?:put(?:s|ting)?|plac(?:es?|ed|ing)|estimat(?:es?|ed|ing)|set(?:s|ting)?)(?: (?:the|its|their|total|all))*(?= )",
    re.I,
)
#: Verbs in -s that look like the plural of what moves: "that number drops to six".
_MOVES: Final = word_set(
    "expect say plan report estimate want need show tell predict forecast claim believe hope aim put see warn announce drop rise fall climb jump stand grow reach hit total number increase decrease come goe go remain"
)
_TOLL = re.compile(r"\b(?:(?:death )?toll|the dead|dead|deaths|killed)\b", re.I)
_FORCE = re.compile(
    r"\b(?:the|its|their|a|an)\s+(?P<force>(?:[a-z-]+ ){0,2}(?:force|garrison|contingent|deployment|reinforcement|mission|crew))\b",
    re.I,
)
_CLAUSE = re.compile(r"[;:—“”\"]|, (?:and|but|while|which|who)\b|\bthat\b(?= )")
_SUBJECT_REACH: Final = 120


def subject(text: str, start: int) -> Counted | None:
    """What a number without a noun of its own is said of, from the words of its clause before ``start``.

    Only where a verb or preposition ties it to them: "the number of wrecks rose to 12", "the toll reached 40". The first of
    these that stands there is taken: a "number of" something, a toll, a plural noun that opens the clause, a force.
    """
    lead = text[max(0, start - _SUBJECT_REACH) : start]
    group, toll = _GROUP_OF.search(lead), _TOLL_OF.search(lead)
    if group is not None and group["group"] in GROUPS:
        return Counted("person", group["group"], start)
    if toll is not None:
        return Counted(singular(toll["noun"]), toll["phrase"], start)
    if not (_SAID_OF.search(lead) or _PASSING.match(text, start)):
        return None
    offset = start - len(lead)
    breaks = [match.end() for match in _CLAUSE.finditer(lead)]
    offset += breaks[-1] if breaks else 0
    clause = text[offset:start]
    numbered = _NUMBER_OF.search(clause)
    if numbered and (found := noun_phrase(text, offset + numbered.end())) is not None and found.end <= start:
        return Counted(found.unit, found.phrase, start)
    if _TOLL.search(clause):
        return Counted("person", "killed", start)
    for put in _PUT.finditer(clause):
        found = noun_phrase(text, offset + put.end())
        if found is not None and text[found.end : start].strip() in ("at", "to"):
            return Counted(found.unit, found.phrase, start)
    opening = re.match(r"\s*(?:(?:the|these|those|and|that|as|said)\s+)*", clause, re.I)
    at = offset + (opening.end() if opening else 0)
    found = noun_phrase(text, at - 1) if at > 0 else noun_phrase(f" {text[:start]}", 0)
    if found is not None and found.end < start and found.unit not in _MOVES:
        return Counted(found.unit, found.phrase, start)
    force = _FORCE.search(clause)
    return Counted("", force["force"], start) if force else None
