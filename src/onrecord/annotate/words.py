"""The closed word lists by which statements, speakers and events are found. Data: nothing here decides anything.

Cue words with their stances and frames are in ``data/cues.csv``, words of likelihood in ``data/hedges.csv``, the trigger
words of events in ``data/plover.csv``.
"""

from __future__ import annotations

from onrecord.annotate.word_set import word_set

#: Verbs that stand before another verb and carry its tense.
AUXILIARIES = word_set("has have had is are was were be been being do does did having will would 's 've 'd 'll")
#: After these a cue is only imagined: "could say", "might warn".
MODALS = word_set("would could should might may must can cannot shall")
#: Forms of "be": before a past participle they make the passive.
BE = word_set("is are was were be been being")
NEGATIONS = word_set("not never n't neither nor hardly")
#: Adverbs that stand between a subject and its verb, or between a verb and its object.
ADVERBS = word_set(
    """
    also again already always still now then later earlier previously recently once repeatedly similarly today tomorrow
    tonight yesterday reportedly publicly privately openly firmly flatly strongly sharply bluntly clearly simply even just
    only further separately both all each himself herself itself themselves often frequently immediately initially
    eventually finally consistently categorically explicitly implicitly formally officially angrily angry quickly promptly
    swiftly instead though however meanwhile thus therefore nonetheless nevertheless yet too first long largely widely
    generally apparently merely never not vehemently robustly rightly wrongly famously jokingly tearfully quietly loudly
    correctly incorrectly falsely specifically directly essentially effectively basically actually really certainly
    """
)
#: Words at which a noun phrase cannot go on (looking left from a verb, or right from its first word).
CLAUSE_WORDS = word_set(
    """
    that as while when because after before since although though if but which who whom whose where whether than so until
    unless despite amid what why how like once whereas yet except
    """
)
PREPOSITIONS = word_set(
    """
    of for to in on at from with by about into over under near against between among during through without within
    following via toward towards ahead upon across behind outside inside beyond around regarding concerning including
    """
)
#: Prepositions by which a noun phrase goes on: "a spokesman for the ministry", "officials at the Foreign Office".
JOINING_PREPOSITIONS = word_set("of for at in from with to on near close inside outside within")
#: Finite verbs that are no cues: a stretch of words that holds one is a clause and not the subject of a later verb.
FINITE = word_set(
    """
    is are was were has have had does did do will would could should might may must can cannot won't can't isn't aren't wasn't
    weren't don't doesn't didn't hasn't haven't hadn't says said went came made took gave got met held left sent became
    began broke brought built came kept knew led lost paid put ran saw sat spoke stood won wore appeared seemed remained
    """
)
DETERMINERS = word_set(
    """
    a an the this that these those his her its their our my your some any many several most all both another other one
    two three four five six seven eight nine ten no every each few
    """
)
SUBJECT_PRONOUNS = word_set("he she they it")
#: Pronouns that stand for the noun phrase right before them.
RELATIVES = word_set("who which that")
FIRST_PERSON = word_set(
    "i we i'm i've i'll i'd we're we've we'll we'd my our ours me myself ourselves i’m i’ve i’ll i’d we’re we’ve we’ll we’d"
)

#: Nouns for people who speak without a name; the value is the number they stand in.
PEOPLE_SINGULAR = word_set(
    """
    official source spokesman spokeswoman spokesperson person insider aide diplomat minister officer adviser advisor
    analyst expert observer resident witness eyewitness lawmaker senator congressman congresswoman MP mp researcher
    scientist doctor teacher lawyer attorney judge police commander general colonel captain soldier sailor policeman
    president premier chancellor secretary ambassador envoy governor mayor director chief head chairman chairwoman chair
    leader representative delegate prosecutor boss front-runner frontrunner runner-up investigator economist professor historian journalist reporter correspondent surgeon engineer broker railwayman fisherman
    critic supporter opponent activist protester campaigner negotiator mediator negotiators king queen prince princess
    pope bishop man woman mother father neighbour neighbor survivor villager farmer worker driver volunteer nurse
    superintendent inspector constable sheriff captain admiral veteran author writer host pollster strategist
    owner manager executive founder student voter candidate nominee citizen clerk publicist actor actress
    """
)
PEOPLE_PLURAL = word_set(
    """
    officials sources spokesmen spokespeople people insiders aides diplomats ministers officers advisers advisors analysts
    experts observers residents witnesses eyewitnesses lawmakers senators MPs mps researchers scientists doctors teachers
    lawyers attorneys judges police commanders generals soldiers authorities leaders representatives delegates prosecutors
    investigators economists professors historians journalists reporters correspondents critics supporters opponents
    activists protesters campaigners negotiators mediators men women survivors villagers farmers workers drivers chiefs
    volunteers nurses rebels militants railwaymen fishermen surgeons brokers allies governments agencies outlets others members staff locals republicans
    democrats conservatives liberals strategists executives voters candidates students neighbours neighbors families
    planners forecasters rescuers firefighters inspectors engineers monitors
    """
)
#: Bodies and documents that speak.
BODIES = word_set(
    """
    government ministry department office agency administration committee council parliament commission court embassy
    party union company firm group organisation organization bank army navy force forces military command service services
    alliance authority board bureau campaign cabinet charity centre center coalition congress institute newspaper paper
    magazine network channel broadcaster station university watchdog presidency kremlin team house senate regime
    foundation association federation league mission secretariat operator institution think-tank tribunal assembly
    directorate region district municipality kingdom republic state side sides delegation opposition hospital inspectorate
    intelligence junta militia police outlet daily desk wire coastguard infirmary clinic presidency inspectorate crew bloc
    """
)
DOCUMENTS = word_set(
    """
    statement report document documents letter memo email communique communiqué release study survey poll notice reports
    article website site message post account editorial ruling filing draft release bulletin transcript
    dispatch communication paper briefing figures data tweet lawsuit statistics polling ad advert advertisement motion
    complaint petition filings constitution platform manifesto indictment affidavit
    """
)
#: What makes a capitalised name the name of an outlet.
OUTLET_WORDS = word_set(
    """
    BBC CNN MSNBC NBC CBS ABC PBS NPR LBC ITV Sky Fox CBC AP AFP Reuters Bloomberg Interfax TASS Tass RIA Xinhua Politico Axios
    Breitbart BuzzFeed Telegraph Guardian Times Post News Agency Radio TV Television Herald Tribune Gazette Courier Courant
    Journal Mail Mirror Express Sun Star Standard Independent Observer Chronicle Dispatch Examiner Globe Record Sentinel Echo
    Ledger Inquirer Monitor Press Broadcasting Newspaper Magazine Daily Today Newsnight Peston Channel Kyodo Yonhap Spiegel
    Monde Figaro Pravda Izvestia Bild Wire Channel Argus Messenger Bulletin Register Review Economist Atlantic
    programme program show podcast broadcaster newspaper magazine
    """
)
#: Whom one tells, when it is nobody in particular.
LISTENERS = word_set(
    """
    reporters journalists lawmakers mps MPs senators parliament parliamentarians congress commons ministers colleagues viewers
    listeners readers supporters voters delegates staff residents people officials investigators police him her them us me
    others allies everyone crowds aides friends families diplomats
    """
)
#: Places that are told things but never pass them on: bodies that are no outlets.
NO_OUTLETS = word_set(
    """
    parliament congress council committee commons senate court cabinet assembly house government ministry conference summit
    meeting rally nation commission hearing party lords
    """
)

MALE_TITLES = word_set("mr sir lord king prince father")
FEMALE_TITLES = word_set("ms mrs miss lady dame madam queen princess baroness sister")
MALE_NOUNS = word_set("spokesman man father king prince congressman chairman policeman businessman son husband brother")
FEMALE_NOUNS = word_set(
    "spokeswoman woman mother queen princess congresswoman chairwoman policewoman businesswoman daughter wife sister"
)
#: First names that leave no doubt, for people whom no title and no noun of the article tells.
MALE_NAMES = word_set(
    """
    adam ahmed alan albert alexander ali andrew anthony antony arthur barack ben benjamin bernie bill bob boris brian
    bruce carl charles christopher colin daniel david dmitri dmitry dmytro donald douglas edward emmanuel eric ernest
    francis frank frederick gary george gerald graham greg gregory hans harold harry henry hugo ian igor ivan jack jacob
    james jason jean-yves jeffrey jens jeremy jim joe john jonathan joseph joshua juan karl keith ken kenneth kevin
    kurt larry lawrence luis marcus mario mark martin matthew michael miguel mike mohamed mohammed nicholas nick nigel
    norman oleg oliver oscar patrick paul pavel pedro peter philip ralph raymond richard rick robert roger ron ronald
    samuel scott sergei sergey simon stephen steven stuart terry thomas tim timothy tobias tom tony viktor vincent
    vladimir volodymyr walter wayne wilhelm william yuri
    """
)
FEMALE_NAMES = word_set(
    """
    abigail agnes alice amanda amy andrea angela anna anne annalena annie barbara beatrice brenda camilla carol caroline
    catherine charlotte christine cynthia deborah diana donna dorothy elena elizabeth ellen emily emma eva fiona florence
    frances grace hannah heather helen hillary ingrid irene ivanka jane janet jen jennifer jessica joan joanna judith
    julia julie karen kate katherine kathleen kellyanne laura lauren linda lisa liz louise lucy margaret maria marie
    marina mary melania melissa michelle monica nancy natalia natalie nicola olga pamela patricia penny priti rachel
    rebecca rosa rose ruth samantha sandra sarah sharon sheila sophie stephanie susan tatiana theresa ursula valerie
    vanessa veronica victoria virginia wendy yulia yvette yvonne
    """
)
#: Cues by which somebody who has just spoken goes on.
GOING_ON = word_set("add continue conclude")
#: Words with which a sentence's tail leaves what was said: "…, amid growing fears".
TAILS = word_set("amid amidst")
#: "… as fears rise": what a reporter's own tail is about.
MOODS = word_set("fears tensions concerns hopes worries pressure doubts speculation")
#: Before an event's trigger: it is feared, wished or excluded, and nobody says that it is.
IMAGINED = word_set(
    """
    risk risks threat threats threatened fear fears feared prospect possibility possible potential any pretext avoid avert
    prevent deter deterring preventing avoiding without no alleged hypothetical imminent scenario case
    """
)
#: Subjects that stand for people without saying who.
NAMELESS_PRONOUNS = word_set("some many others another several most few both one")
#: Nouns for people in numbers, whoever they are, beside those of ``PEOPLE_PLURAL``.
CROWDS = word_set(
    """
    adults americans attendees audience bosses children christians citizens crowd crowds elites fans heads hispanics jews
    latinos millennials muslims owners parents passengers patients peers public pundits refugees relatives teenagers tourists
    veterans whites youths
    """
)
#: Nouns for people by their party: a capital does not make them names.
PARTISANS = word_set(
    "republican democrat conservative liberal libertarian socialist independent nationalist unionist tory"
)
#: Offices that many hold at once: "the senator" is one whom the text has named shortly before.
MANY_HOLDERS = word_set(
    """
    senator congressman congresswoman representative lawmaker mp governor mayor candidate nominee delegate ambassador judge
    minister aide adviser spokesman spokeswoman
    """
)
#: Words that count the people of whom a sentence speaks: "thirty percent", "nearly a third of those asked".
QUANTITIES = word_set(
    """
    % percent half third thirds quarter quarters two-thirds three-quarters one-third one-quarter majority minority dozen
    dozens hundreds thousands millions number handful scores plurality
    """
)
#: Nouns that end like those for people ("driver", "editor") and are none.
AGENTLESS = word_set(
    """
    answer banner barrier border bumper buzzer center centre chamber chapter charter cluster computer container corner
    corridor counter cover danger dinner disaster encounter error factor filter finger folder helicopter indicator
    laptop ledger letter matter meter mirror monitor murder newsletter number offer order paper poster powder power
    printer processor quarter reactor register reminder river rumor scanner semester sensor server shelter shoulder
    spider sticker summer terror timer tower tracker trailer transfer trigger vector water weather winter wonder
    """
)
#: Nouns that stand for a body named before ("the company", "the tabloid"), and those of them that only an outlet is.
GENERIC_BODIES = word_set(
    "company firm group organisation organization charity watchdog think-tank club carrier retailer manufacturer"
)
GENERIC_OUTLETS = word_set("newspaper paper magazine network broadcaster outlet daily tabloid weekly channel station")
#: Subjects that never speak.
NO_SPEAKERS = word_set(
    "you there this who which what that these those nobody everyone everything nothing something none here"
)
BODIES_PLURAL = frozenset(
    (word[:-1] + "ies" if word.endswith("y") else word + "s") for word in BODIES if not word.endswith("s")
)
#: Words that are no names though a capital may open a sentence with them.
COMMON = (
    ADVERBS
    | CLAUSE_WORDS
    | PREPOSITIONS
    | DETERMINERS
    | AUXILIARIES
    | MODALS
    | NEGATIONS
    | NO_SPEAKERS
    | FIRST_PERSON
    | FINITE
    | word_set(
        "and but or so yes please he she it they him them us her his its their time way day week month year thing"
    )
)
#: Words with which a noun phrase begins: nothing of it stands to their left.
PHRASE_OPENERS = word_set("a an the his her its their our my your this these those every each")
#: Prepositions that open a number and no adverbial: "said | about 20 people", "said | at least four".
NUMBER_OPENERS = word_set("about around over under up between least most")
#: What is reported of people and is no statement: "asked not to be named", "declined to give her name".
UNNAMED = word_set("named identified quoted")
#: Words that open the occasion of a statement: "Speaking in Rome, ...", "Asked about it, ...".
OCCASIONS = word_set("asked speaking according writing answering addressing appearing talking responding replying")
