"""Kinds of occasions: under which words something is announced, and by which words it is told as done. Data.

What is announced in one word is told in another: he "is to fly to" a place and "arrived" there, the ministers' "talks" are where
they "sat down" and "met". A kind holds the words of one sort of occasion. Lists were written from the vocabulary of news, not
from any set of reports; verbs of no kind are followed by their own past tense (:data:`PAST`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from onrecord.relate.words import stem


@dataclass(frozen=True, slots=True)
class Kind:
    """``names`` are stems of nouns and of verbs by which it is announced, ``done`` words that tell it as done by themselves."""

    names: frozenset[str]
    done: frozenset[str]


@lru_cache(maxsize=100_000)
def root(word: str) -> str:
    """A stem that meets with that of its plural: "vote" and "votes"."""
    found = stem(word)
    return found[:-1] if len(found) > 3 and found.endswith("e") else found


def _kind(names: str, done: str) -> Kind:
    return Kind(frozenset(root(word) for word in names.split()), frozenset(done.split()))


KINDS: dict[str, Kind] = {
    "meeting": _kind(
        "meeting meet talks negotiation negotiations negotiate summit conference round sitting session consultations dialogue sit "
        "gather gathering convene reconvene assemble forum congress assembly discuss discussions parley encounter parliament",
        "met sat convened reconvened gathered assembled negotiated conferred talked discussed",
    ),
    "vote": _kind(
        "vote ballot poll polls referendum election elections plebiscite motion runoff elect",
        "voted polled elected approved rejected adopted backed",
    ),
    "arrival": _kind(
        "fly arrive arrival visit travel trip go come land tour head return mission delegation reach enter",
        "arrived landed flew visited travelled traveled came reached toured returned entered went docked berthed moored anchored",
    ),
    "departure": _kind(
        "sail departure leave depart sailing set fly embark convoy",
        "sailed left departed embarked flew slipped rolled",
    ),
    "address": _kind(
        "address speech broadcast speak statement",
        "addressed spoke broadcast",
    ),
    "press": _kind(
        "press briefing questions reporters journalists media conference brief",
        "briefed answered",
    ),
    "publication": _kind(
        "publish publication release report findings result results issue present unveil post disclose",
        "published released issued presented unveiled disclosed handed submitted delivered",
    ),
    "strike": _kind(
        "strike walkout stoppage standstill shutdown tools", "struck downed halted stopped observed walked"
    ),
    "protest": _kind(
        "march rally demonstration protest vigil procession demonstrate parade",
        "marched rallied demonstrated protested filed paraded",
    ),
    "exchange": _kind(
        "exchange swap handover hand release free return transfer",
        "exchanged swapped handed released freed crossed returned transferred",
    ),
    "funeral": _kind(
        "funeral burial bury memorial service mourning commemorate commemoration cremation",
        "buried mourned laid commemorated cremated",
    ),
    "court": _kind(
        "hearing trial court appear magistrate verdict sentence ruling rule judge inquest testify testimony hear",
        "appeared heard ruled sentenced convicted charged remanded acquitted testified tried",
    ),
    "signing": _kind(
        "sign signing agreement treaty memorandum deal accord pact", "signed initialled initialed sealed concluded"
    ),
    "opening": _kind(
        "open opening reopen reopening resume resumption restart unveil inaugurate",
        "opened reopened resumed restarted used inaugurated crossed",
    ),
    "closing": _kind("close closure closing shut shutdown seal", "closed shut sealed"),
    "effect": _kind(
        "effect force apply ceasefire truce curfew ban embargo sanctions measures rule rules expire lapse expiry lift",
        "expired lapsed imposed lifted applied",
    ),
    "evacuation": _kind("evacuation evacuate relocate relocation move clear", "evacuated relocated moved cleared"),
    "flight": _kind("flight fly plane aircraft service ferry train", "flew landed departed sailed ran"),
    "delivery": _kind(
        "convoy aid shipment deliver delivery supplies load cargo",
        "delivered arrived reached unloaded distributed crossed",
    ),
    "sending": _kind(
        "send deploy deployment dispatch station arrive post posts",
        "sent deployed dispatched arrived landed came stationed",
    ),
    "deadline": _kind("deadline ultimatum term limit", "expired passed lapsed elapsed"),
    "exercise": _kind(
        "exercise drill manoeuvre maneuver manoeuvres maneuvers firing launch test rehearsal",
        "fired launched tested exercised rehearsed",
    ),
    "oath": _kind("inauguration inaugurate swear sworn office oath coronation", "sworn inaugurated took crowned"),
    "leaving office": _kind(
        "resign resignation quit step aside stand abdicate", "resigned quit stepped stood abdicated gave handed"
    ),
    "inspection": _kind(
        "inspect inspection inspectors survey examine examination check test", "inspected surveyed examined checked"
    ),
    "restoring": _kind("restore repair reconnect rebuild restart", "restored repaired reconnected rebuilt returned"),
    "paying": _kind("pay payment compensation salaries salary wages", "paid compensated"),
    "ceremony": _kind(
        "ceremony celebration award prize unveiling wedding", "celebrated awarded received married unveiled"
    ),
    "match": _kind("match game final race play concert", "played won lost drew beat"),
}

#: Kinds of which the object need not be named again: "is to fly to Varsk" and "arrived in the capital".
LOOSE = frozenset(
    {
        "arrival", "departure", "flight", "meeting", "vote", "strike", "protest", "deadline", "effect", "court", "address", "press",
        "leaving office", "funeral", "oath", "ceremony", "match", "exercise",
    }
)  # fmt: skip
#: Kinds whose nouns stand in every report: "the talks", "the report" are seldom the only ones.
COMMON = frozenset({"meeting", "publication", "address", "press", "arrival"})

#: Verbs that only say that something begins, goes on or ends: what it is, their noun says.
LIGHT = frozenset(
    root(word)
    for word in """begin start open resume end close be hold take go put set postpone delay move adjourn bring call run kick
    continue follow conclude finish due plan schedule defer reschedule push shift get have make give""".split()  # noqa: SIM905 - a table
)

#: With a noun of the occasion these tell that it was held.
HELD_WITH = frozenset(
    """held began begun opened started ended concluded finished resumed convened staged hosted chaired attended lasted drew gave made
    delivered passed observed joined watched led addressed happened followed brought produced yielded saw failed collapsed
    stood heard""".split()  # noqa: SIM905 - a table
)
HELD_PHRASES = (
    "went ahead", "took place", "came out", "went out", "was made public", "were made public", "took off", "fell silent", "got under way", "got underway", "was held", "were held", "broke up", "broke off", "passed off", "was over",
    "were over", "is over", "are over", "was observed", "came into force", "took effect", "came into effect", "is under way",
    "are under way", "is underway", "kicked off", "wound up", "wrapped up", "ran out", "as planned", "as scheduled", "as promised", "in force",
)  # fmt: skip
#: Before a noun of the occasion: it has been.
AFTER = frozenset({"after", "following", "during", "at", "since", "throughout"})

#: Past tenses that are no "-ed" form, with their verb.
PAST: dict[str, str] = {
    past: pair.split()[0]
    for pair in """arise arose,arisen;be was,were;bear bore;become became;begin began,begun;bind bound;blow blew,blown;break broke,broken;bring
    brought;build built;burn burnt;buy bought;catch caught;choose chose,chosen;come came;deal dealt;draw drew,drawn;drink drank;drive
    drove,driven;eat ate,eaten;fall fell,fallen;feel felt;fight fought;find found;fly flew,flown;freeze froze,frozen;get got;give gave,given;
    go went,gone;grow grew,grown;hang hung;have had;hear heard;hide hid,hidden;hold held;keep kept;know knew,known;lay laid;lead led;leave
    left;lend lent;light lit;lose lost;make made;mean meant;meet met;pay paid;ride rode,ridden;ring rang,rung;rise rose,risen;run ran;say
    said;see saw,seen;seek sought;sell sold;send sent;shake shook,shaken;shoot shot;show shown;sing sang,sung;sink sank,sunk;sit sat;speak
    spoke,spoken;spend spent;stand stood;steal stole,stolen;strike struck;swear swore,sworn;swim swam;take took,taken;teach taught;tell
    told;think thought;throw threw,thrown;undertake undertook;wake woke;wear wore;win won;withdraw withdrew,withdrawn;write wrote,written;
    cut cut;shut shut;put put;set set;hit hit;quit quit;let let;split split;spread spread;burst burst""".replace("\n", " ").split(";")
    for past in pair.split()[1].split(",")
}  # fmt: skip

#: Between these and a past form no word may stand by which it is still ahead, or not so.
NOT_YET = frozenset(
    """will would shall should may might could can cannot must be if unless not never nor neither to without no nobody until till
    whether before cannot""".split()  # noqa: SIM905 - a table
)

#: Between a noun and a past form these say that it was not so.
NOT_SO = frozenset({"not", "never", "no", "nobody", "failed", "without", "instead", "refused", "cancelled", "canceled"})


_NAMED_BY: dict[str, frozenset[str]] = {
    term: frozenset(name for name, kind in KINDS.items() if term in kind.names)
    for term in frozenset().union(*(kind.names for kind in KINDS.values()))
}


def kinds_of(stems: Iterable[str]) -> frozenset[str]:
    """The kinds under whose names one of ``stems`` is announced."""
    return frozenset().union(*(_NAMED_BY[term] for term in stems if term in _NAMED_BY))


def verb_of(word: str) -> str | None:
    """The stem of the verb of which a folded word is a past form, ``None`` where it looks like none."""
    if word in PAST:
        return root(PAST[word])
    return root(word) if len(word) > 3 and word.endswith("ed") else None
