"""Word lists that relating works with. Data only; how they were chosen stands beside each."""

from __future__ import annotations


def _list(words: str) -> frozenset[str]:
    return frozenset(words.split())


#: Words that say nothing about what a text is about. The closed classes of English and the verbs of saying.
STOP_WORDS = _list(
    """
    a about above across after again against all almost along already also although always am among an and another any
    anyone anything are around as asked asks at away back be became because become been before began behind being below
    best better between both but by call called came can cannot come comes could day days did do does doing done down
    during each earlier early either else end enough even ever every everyone everything far few find first five for
    former found four from full further gave get getting give given go goes going gone good got great had half has have
    having he held help her here herself him himself his how however i if in including instead into is it its itself
    just keep kept know known large last late later least left less like likely little long look made mainly make makes
    making many may me mean meanwhile men might more most mr mrs ms much must my near nearly need needs never new news
    next nine no nor not nothing now number of off often old on once one only or other others our out over own part
    past people per perhaps place point put quite rather reported reportedly reports right said same saw say saying says
    second see seen set seven several she should show shown side since six small so some something soon still such sure
    take taken taking tell ten than that the their them themselves then there these they thing things think third this
    those though thought three through time times to today together told tomorrow too took toward towards two under
    until up upon us use used using very via want wants was way we week weeks well went were what when where whether
    which while who whole whom whose why will with within without women work would year years yes yesterday yet you your
    ll ve re don didn doesn isn wasn weren couldn wouldn won
    according added adding spoke speaking statement spokesman spokeswoman spokesperson quoted
    """
)

#: The days and months, and words for parts of a day.
CALENDAR_WORDS = _list(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december morning evening night afternoon weekend month months hour hours minute minutes mon tue wed
    thu fri sat sun jan feb mar apr jun jul aug sep sept oct nov dec
    """
)

#: Words that much news shares whatever it is about: they tell kinds of news apart, not stories.
COMMON_WORDS = _list(
    """
    access action adviser affairs agency agree agreed agreement aid air allow ambassador amid announce announced announcement
    area areas army arrest arrested article attack attacks authorities authority bank based believe bid bill billion
    board body border branch british build building business cabinet calling campaign capital care case cases cause caused
    central centre center certain chairman chance change charge chief child children cities city civil claim claims close
    comment comments commission committee community companies company concern concerns condition conference confirm
    confirmed congress continue continued control cost costs council countries country county court crime crisis current
    daily data date dead deal death deaths debate decade decide decided decision defence defense demand department deputy
    described despite detail details development die died different diplomatic director division dollar dollars draw
    drive due east eastern economic economy effect effort efforts elected election elections emergency energy environment
    evidence executive expect expected experts face fact failed fall family fear fears federal field fight figure file
    final finance financial fire firm follow followed following force forced forces foreign friends front fund future game
    general global government governor group groups growing growth hand happen happened hard head headquarters health
    hear high higher history hit hold home hope hospital host hour house human hundreds hundred idea impact important
    increase increased independent industry inform information injured inside international interview investigation issue
    issues job join joint judge key kill killed killing king labour land launch launched law lawmakers laws lawyer lead
    leader leaders leading leave led legal letter level life line list live lives living local london lose lost low
    machine main major majority man manager market mass matter measure measures media meet meeting meetings member members
    message met middle military million millions minister ministers ministry miss moment money move moved movement murder
    national nation nations need newspaper north northern offer office officer officers official officials open operation
    opposition order organisation organization outside paid parliament parties party pay peace percent period person
    phone plan planned planning plans play players points police policy political politics population position possible
    power powers present president press pressure prevent previous price prices prime prison private probe problem
    problems process programme program project protect provide public publish published purpose question questions quickly
    raise rate reach reached read reason receive received recent recently record region release released remain remained
    report reporter reporters request research residents response responsible rest result results return returned reuters
    rights rise risk road role room rule rules run running safe safety scene school season secretary section security
    senate senator senior sent serious serve service services share short sign signed single site situation social sold
    source sources south southern speak special speech spending spent staff stage stand start started state states station
    step stop stopped story street strong study subject suggest suggested support supporters supreme system talk talks
    target tax team term test thousand thousands threat threats top total town trade travel treatment trial tried trip
    troops true trust try trying turn turned twenty union united university urge urged value vice victim victims video
    view violence visit vote votes voting wait war warn warned warning washington watch weapons west western white
    win winning won words working world worth write written wrong york young editor photo photos image images getty afp ap
    picture pictures email newsletter subscribe advertisement update updated
    """
)

#: Pairs of movements that exclude each other: one subject cannot do both to one thing at one time. Each side is a
#: set of phrases, folded, in which ``...`` stands for up to three words; what fits either side of one row in two sentences about the same subject is a difference.
OPPOSITES: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (
        (
            "build up",
            "buildup",
            "building up",
            "built up",
            "massing",
            "massed",
            "reinforce",
            "reinforcing",
            "reinforced",
            "increased its",
            "boosting",
            "boosted",
            "sent more",
            "sending more",
            "deploying more",
            "troop movements towards",
            "moving towards",
            "moving toward",
            "still arriving",
            "arriving",
            "moving in",
            "moving up",
            "more ... have reached",
            "more ... had reached",
            "more ... have arrived",
            "more ... had arrived",
        ),
        (
            "pulling ... back",
            "pulled ... back",
            "pull back",
            "pullback",
            "pullout",
            "pulling ... out",
            "pulled ... out",
            "withdrawing",
            "withdrew",
            "withdrawn",
            "withdrawal",
            "returning to",
            "returned to",
            "head for their garrisons",
            "leaving",
            "moving away",
            "standing down",
            "stood down",
        ),
    ),
    (
        ("reopened", "reopen", "is open", "remains open", "opened"),
        ("closed", "shut", "remains closed", "sealed", "blocked"),
    ),
    (
        ("advancing", "advanced", "captured", "seized", "took control"),
        ("retreating", "retreated", "repelled", "lost control"),
    ),
    (("resumed", "resume", "restarted"), ("suspended", "halted", "broken off", "broke off")),
    (
        ("rose", "risen", "rising", "increased", "grew", "grown"),
        ("fell", "fallen", "falling", "decreased", "dropped", "declined"),
    ),
    (("held", "took place", "went ahead"), ("cancelled", "canceled", "called off", "scrapped", "did not take place")),
    (("come back", "came back", "coming back"), ("has left", "have left", "had left")),
    (("released", "freed"), ("detained", "arrested", "still held", "in custody")),
    (
        (
            "struck a deal",
            "reached a deal",
            "reached an agreement",
            "reached agreement",
            "clinched a deal",
            "sealed a deal",
            "agreed a deal",
            "agreed on a deal",
            "ended with an agreement",
            "ended in agreement",
        ),
        (
            "without agreement",
            "without an agreement",
            "without a deal",
            "without accord",
            "without a breakthrough",
            "failed to agree",
            "failed to reach agreement",
            "failed to reach an agreement",
            "failed to reach a deal",
            "no agreement was reached",
            "no deal was reached",
            "ended in failure",
            "talks collapsed",
        ),
    ),
)

#: The row of :data:`OPPOSITES` that tells how talks ended.
OUTCOME = len(OPPOSITES) - 1

#: Words by which somebody calls what stands before, or what another said, untrue.
DENIAL_CUES: tuple[str, ...] = (
    "denied",
    "denies",
    "deny",
    "denying",
    "rejected",
    "rejects",
    "reject",
    "dismissed",
    "dismisses",
    "dismiss",
    "dismissing",
    "refuted",
    "refutes",
    "untrue",
    "not true",
    "fabrication",
    "fabricated",
    "disinformation",
    "baseless",
    "groundless",
    "nonsense",
    "fantasy",
    "fantasies",
    "a lie",
    "an invention",
    "did not happen",
    "no truth",
    "contrary to",
    "disputed",
    "disputes",
    "contradicted",
)

#: Ways to call false what follows, as patterns.
CALLED_FALSE: tuple[str, ...] = (
    r"(?:it|that) (?:is|was)(?: \w+ly)? (?:false|untrue|incorrect|wrong|a lie|nonsense|not true|not correct|not so|not the case) that",
    r"(?:there is|there was|there's|is there) (?:absolutely )?no (?:truth|substance|basis|foundation) (?:in|to|for|whatever)",
    r"contrary to (?:what|claims|reports|rumou?rs|allegations|suggestions)",
)

#: "not" and "no" in these negate nothing that happened.
NO_NEGATIONS: tuple[str, ...] = (
    "no longer", "no sooner", "no doubt", "no matter", "no wonder", "no comment", "no more than", "no fewer than", "no less than",
    "not only", "not just", "not merely", "not simply", "not least", "not yet", "not even", "not necessarily", "not clear", "not known",
    "not immediately", "not immediately clear", "not independently", "not until", "not so much", "not far", "not long", "not all",
    "not always", "not enough", "not far from", "not unlike", "not every", "not very", "not entirely", "not fully", "not without",
    "why not", "if not", "or not", "whether or not", "no one knows", "nobody knows", "no idea", "no word", "no sign", "no signs",
    "no details", "no evidence", "no information", "no figures", "no immediate", "no other", "no, no", "nothing but", "none other",
    "no position", "no reason", "no choice", "no easy", "no chance", "no hope", "no time for", "no news", "no question", "no need", "no problem", "no surprise",
)  # fmt: skip

#: Words that, negated, deny nothing: nobody was told, nobody knows, nobody wants.
NOT_DENIED = _list(
    """
    know knows knew known say said tell told comment commented confirm confirmed name named specify specified give given gave disclose
    disclosed elaborate elaborated clear immediately want wanted wants expect expected believe believed think thought need needed needs
    respond responded reply replied answer answered see seen seem seemed agree agreed understand understood like liked care cared
    identify identified provide provided mention mentioned explain explained reveal revealed verify verified available possible able
    sure certain easy enough surprised surprising alone necessarily hesitate mind matter mean meant get got yet rule ruled discuss
    discussed immediate speak spoken spoke idea doubt doubts doubted question questioned sign signs evidence detail details information authorised authorized likely
    return returned call calls hear heard remember forget wish wait waited stop stopped fail failed afford afraid
    """
)

#: Words by which somebody neither supports nor denies but holds a claim to be open.
DOUBT_CUES: tuple[str, ...] = (
    "no evidence",
    "no details or evidence",
    "not been verified",
    "could not be verified",
    "could not verify",
    "cannot verify",
    "can not verify",
    "unable to verify",
    "not able to verify",
    "not necessarily",
    "not independently",
    "unverified",
    "unconfirmed",
    "could not confirm",
    "cannot confirm",
    "unable to confirm",
    "not confirmed",
    "sceptical",
    "skeptical",
    "doubt",
    "doubts",
    "doubted",
    "questioned",
    "did not amount to proof",
    "no proof",
    "yet to see",
    "had not seen",
    "has not seen",
    "no sign",
    "no signs",
)

#: Words with which an outlet takes back the whole of what it printed. A correction of a detail is none.
RETRACTION_CUES: tuple[str, ...] = (
    "retraction",
    "retracted",
    "retracts",
    "has been withdrawn",
    "we have removed",
    "no longer stands by",
    "should not have been published",
    "unreservedly",
    "we apologise",
    "we apologize",
    "we withdraw",
)

#: "false" calls something untrue, but not in these.
NO_DENIALS: tuple[str, ...] = (
    "flag",
    "flags",
    "sense",
    "alarm",
    "alarms",
    "start",
    "dawn",
    "name",
    "names",
    "pretext",
    "teeth",
)

#: Nouns by which a denial points at what stands before it without naming it.
POINTERS = _list(
    """charge charges claim claims allegation allegations accusation accusations report reports suggestion suggestions story
    figure figures number numbers it that this them"""
)

#: What is rejected without being called untrue.
OFFERS = _list(
    "demand demands proposal proposals offer offers request requests call calls plan invitation bid terms ultimatum"
)

#: Words by which an announced meeting or act is said to be off, or put off.
CANCEL_CUES: tuple[str, ...] = (
    "cancelled",
    "canceled",
    "called off",
    "scrapped",
    "will not take place",
    "did not take place",
    "abandoned",
    "will not go ahead",
    "not go ahead",
    "has been dropped",
    "have been dropped",
    "was dropped",
    "were dropped",
    "shelved",
    "pulled out of",
)
MOVE_CUES: tuple[str, ...] = (
    "postponed",
    "moved to",
    "put off",
    "delayed",
    "rescheduled",
    "brought forward",
    "pushed back",
    "deferred",
    "moved from",
    "instead take place",
    "will now",
    "adjourned until",
    "extended until",
    "extended to",
)

#: Families of PLOVER codes: reports of one happening are often coded one step apart.
CODE_FAMILIES: tuple[tuple[str, ...], ...] = (
    ("CONSULT", "AGREE", "SUPPORT", "COOPERATE"),
    ("MOBILIZE", "THREATEN", "COERCE"),
    ("ASSAULT", "COERCE"),
    ("AID", "SUPPORT", "COOPERATE"),
    ("RETREAT", "CONCEDE"),
    ("REJECT", "ACCUSE", "REQUEST"),
    ("PROTEST",),
    ("SANCTION", "COERCE"),
)

#: Pronouns: whom they stand for is open where no name was found.
PRONOUNS = _list("he she they it we i one who his her their")

#: Nouns that count one kind of thing, so that "45,000 soldiers" can follow "30,000 troops".
HEADS: dict[str, frozenset[str]] = {
    "troops": _list("troop troops soldier soldiers serviceman servicemen personnel force forces reservist reservists"),
    "ships": _list("ship ships vessel vessels boat boats freighter freighters tanker tankers"),
    "people": _list(
        """person people civilian civilians resident residents man men woman women child children sailor sailors crew
        passenger passengers worker workers patient patients villager villagers protester protesters migrant migrants
        refugee refugees evacuee evacuees family families"""
    ),
    "aircraft": _list("aircraft plane planes jet jets helicopter helicopters drone drones"),
    "vehicles": _list("vehicle vehicles tank tanks truck trucks lorry lorries"),
    "missiles": _list("missile missiles rocket rockets shell shells"),
    "money": _list("dollar dollars pound pounds euro euros"),
}

#: Words that stand for troops or weapons where they move, but not where they are counted: "twelve units" are no twelve soldiers.
ARMED: dict[str, frozenset[str]] = {
    "troops": _list(
        "unit units military army armies battalion battalions brigade brigades regiment regiments armour armor"
    ),
    "weapons": _list("weapon weapons gun guns artillery howitzer howitzers battery batteries"),
}

#: What became of those counted. Two figures of people are of one quantity only where this agrees. ``...`` stands for up to three words.
FATES: dict[str, tuple[str, ...]] = {
    "dead": (
        "dead", "died", "die", "dies", "killed", "killing", "kills", "death", "deaths", "death toll", "toll", "fatalities", "fatality",
        "bodies", "corpses", "lost ... life", "lost ... lives", "lives lost", "claimed ... lives", "drowned", "perished", "shot dead",
    ),
    "hurt": ("injured", "wounded", "hurt", "injuries", "casualties", "treated", "wounds"),
    "missing": ("missing", "unaccounted", "not found", "not been found", "no trace", "not been heard from"),
    "fled": (
        "fled", "flee", "fleeing", "displaced", "evacuated", "evacuees", "homes", "refuge", "refugees", "driven", "sheltering", "uprooted",
        "homeless", "have left", "had left", "has left", "moved out", "brought to safety", "taken to safety", "brought out",
    ),
    "held": (
        "detained", "arrested", "arrests", "captured", "hostage", "hostages", "prisoner", "prisoners", "in custody", "in detention",
        "behind bars", "holding", "held captive", "it held", "they held", "was holding", "held in", "seized",
    ),
    "saved": ("rescued", "saved", "pulled alive", "brought ashore", "pulled from", "winched", "picked up alive"),
    "aboard": ("aboard", "on board", "on the passenger list", "on the manifest"),
    "waiting": ("waiting", "wait", "anchor", "anchored", "stranded", "queue", "queued", "trapped"),
    "ill": ("caught", "contracted", "fell ill", "fallen ill", "ill", "sick", "infected", "infections", "poisoned", "cases"),
    "destroyed": ("destroyed", "wrecked", "levelled", "burned down", "burnt down", "collapsed", "uninhabitable"),
    "for": ("favour", "favor", "voted", "votes", "ballots"),
}  # fmt: skip

#: Words by which a sentence looks ahead: what it tells has not happened yet.
AHEAD_CUES: tuple[str, ...] = (
    "will",
    "would",
    "shall",
    "may",
    "might",
    "could",
    "is to",
    "are to",
    "was to",
    "were to",
    "due",
    "expected",
    "scheduled",
    "planned",
    "plans",
    "ahead of",
    "before the",
    "if",
    "unless",
)

#: What a term weighs by what its mention stands for, when whole articles are compared: chosen on the Wikinews sets together
#: with the thresholds of stories. Countries stand in every report on a crisis and in many on others.
ARTICLE_NAMES: dict[str, float] = {"person": 1.2, "body": 1.2, "place": 1.2, "country": 0.7, "office": 0.7}

#: The same when sentences are compared: who acts tells best whether two sentences are about one thing.
SENTENCE_NAMES: dict[str, float] = {"person": 2.0, "body": 1.2, "place": 1.2, "country": 0.5, "office": 0.5}

#: Kinds of acts, each with words that tell it as done. Of one thing on one day there is mostly one of a kind.
ACTS: dict[str, tuple[str, ...]] = {
    "seized": ("seized", "detained", "captured", "abducted", "kidnapped", "arrested", "boarded", "taken prisoner", "picked up by"),
    "alarm": (
        "distress call", "distress signal", "distress message", "distress", "mayday", "raised the alarm", "raise the alarm", "alarm was raised", "called for help", "reported a fire",
        "reported an explosion", "sent an SOS", "sirens ... sounded", "sirens", "siren", "emergency call",
    ),
    "told": ("notified", "informed", "alerted", "was told", "were told", "learned of", "learnt of", "warned", "tipped off"),
    "explosion": ("explosion", "exploded", "blast", "detonated", "blew up", "went off"),
    "fire": ("fire ... started", "fire ... began", "it began in", "it started in", "fire ... originated", "caught fire", "fire broke out", "blaze began", "blaze started", "fire started", "went up in flames"),
    "crashed": ("crashed", "came down", "went down", "collided", "collision", "derailed", "ran aground", "overturned"),
    "sank": ("sank", "sunk", "capsized", "went under", "foundered"),
    "broke": ("collapsed", "collapse", "gave way", "given way", "failed", "breached", "burst", "tore out", "broke", "gap opened", "breach"),
    "swept": ("swept", "washed off", "washed away", "carried off", "carried away", "dragged"),
    "shot down": ("shot down", "downed"),
    "struck": ("shelled", "bombed", "shells fell", "mortar bombs fell", "missile hit", "missile struck"),
    "shots": ("opened fire", "shots", "shooting", "gunfire", "fired on", "shot at"),
    "left": ("left", "slipped out of", "sailed", "set sail", "departed", "set off", "took off", "cast off", "flew out", "crossed", "fled"),
    "came": ("made fast", "moored", "was secured", "arrived", "landed", "docked", "berthed", "touched down", "put ashore", "reached"),
    "began": ("broke out", "began", "started", "kicked off", "got under way", "opened"),
    "applies": ("take effect", "takes effect", "came into force", "come into force", "took effect", "applies from", "expires", "runs out"),
    "freed": ("was released", "were released", "been released", "released on", "freed", "walked out", "walked free", "let go"),
    "out": ("extinguished", "put out", "fire is out", "out since", "declared dead", "under control"),
    "lies": ("is now in", "is in", "was in", "lies in", "drifting in", "drifted into", "drifts in", "well inside", "within"),
    "found": ("was found", "were found", "was discovered", "recovered from", "pulled from"),
    "delivered": ("delivered", "unloaded", "handed over", "dropped", "shipped"),
    "ill": ("fell ill", "fallen ill", "taken ill", "took to his bed", "took to her bed", "first symptoms"),
    "met": ("met", "talks were held", "signed"),
}  # fmt: skip

#: Acts that are done to one thing once: on two days they are two accounts, not two acts.
ONCE = frozenset(
    {"seized", "crashed", "sank", "broke", "swept", "shot down", "left", "applies", "found", "freed", "out", "came"}
)

#: Acts of which a report on one matter tells one.
SELDOM = frozenset({"seized", "alarm", "explosion", "fire", "crashed", "sank", "broke", "shot down", "shots"})

#: Sides of a thing that exclude each other.
DIRECTIONS: tuple[tuple[str, str], ...] = (
    ("left", "right"), ("north", "south"), ("northern", "southern"), ("east", "west"), ("eastern", "western"), ("upstream", "downstream"),
    ("port", "starboard"), ("bow", "stern"),
)  # fmt: skip
