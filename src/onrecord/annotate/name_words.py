"""The closed word lists by which names and roles are found. Data: nothing here decides anything. All folded.

Offices are in ``data/role_heads.csv``, well-known bodies in ``data/bodies.csv``, first names in ``data/first_names.csv`` (the
US Census of 1990, public domain; the name lists of Faker, MIT licence; transliterated names by hand), ordinary English
words in ``data/ordinary_words.txt`` (from the SCOWL list of hunspell's English dictionary, the more frequent ones), common
surnames in ``data/surnames.txt`` (the US Census).
"""

from __future__ import annotations

from onrecord.model.names import word_set

#: Before a name, they say that it is a person's. With the gender that they tell.
HONORIFICS = {
    "mr": "m", "mrs": "f", "ms": "f", "miss": "f", "mx": "u", "sir": "m", "dame": "f", "lord": "m", "lady": "f",
    "baroness": "f", "baron": "m", "dr": "u", "prof": "u", "rev": "u", "reverend": "u", "father": "m", "sheikh": "m",
    "imam": "m", "rabbi": "u", "mullah": "m", "ayatollah": "m", "monsieur": "m", "madame": "f", "herr": "m", "frau": "f",
    "hon": "u", "count": "m", "countess": "f", "cardinal": "m", "archbishop": "m", "bishop": "u",
}  # fmt: skip

#: Ranks, alone or in runs ("Lieutenant General"). A capital is needed, and a name behind.
RANKS = word_set(
    """
    general gen lieutenant lt major maj colonel col captain capt commander cmdr admiral adm vice rear brigadier brig
    corporal cpl sergeant sgt private marshal field air commodore chief staff wing squadron flight petty lance inspector
    superintendent constable detective group deputy assistant commissioner
    """
)

#: Offices that stand in front of a name as its title, without an article: "President Varga".
TITLE_OFFICES = word_set(
    """
    president prime minister chancellor senator sen congressman congresswoman representative rep governor gov mayor
    ambassador king queen prince princess emperor emir sultan judge justice pope professor secretary premier crown
    """
)

#: Words that go between a country and an office, or in front of an office.
ROLE_MODIFIERS = word_set(
    """
    acting adjutant administration affairs agriculture aid air ambassador anonymous armed army assistant associate aviation
    border british broadcasting business cabinet caretaker central chief city civil civilian climate coast coalition
    commerce communications congressional conservative constitutional council counterterrorism counter county court crown
    cultural culture current customs cyber de defence defense democratic deputy designate development diplomatic digital
    district domestic duty economic economy education election elected emergency employment energy environment european
    ex executive external facto faction federal field finance financial fire first fisheries fleet force forces foreign former
    founding frontline general global government guard harbour harbor head health high hospital housing human humanitarian
    immigration independent industry information infantry intelligence interim interior international junior justice
    labor labour lead lead leading liberal local long longtime main managing maritime medical middle military ministry
    national naval navy new news next nuclear occupation office official oil one operations opposition outgoing parliamentary
    party peace permanent police policy political port presidential press prime principal private provincial public
    railways rail rebel regional relief republican resident retired rights royal second security senior separatist serving
    shadow ship ships social socialist spiritual special sports staff state strategy supreme technology third top tory
    trade transport treasury tribal union unnamed under unidentified veteran vice visiting war water welfare
    western women's house senate white commons lords lib dem conflict crisis campaign budget cross bench back ruling
    far right left wing hardline pro russian backed ousted exiled deposed respected prominent influential powerful
    newly appointed then late embattled undeclared longest communications communication media sanctions arms control
    disarmament observer observers mission monitoring monitor truce ceasefire disaster search rescue lifeboat salvage
    shipping dock docks ferry fishing agriculture food homeland diplomatic counter-terrorism chemical weapons
    """
)

#: Words that may follow "of", "for" in an office: "secretary of state for trade", "chief of the general staff".
ROLE_NOUNS = ROLE_MODIFIERS | word_set(
    "committee delegation opposition mission ministry department agency institute university bank parliament assembly operations"
    " region province city town village district company group association centre center board commission relations republic"
    " service services corps brigade regiment studies programme program country nation"
)

#: Heads that are adjectives or verbs as well: without a determiner or a country in front they are no office.
LOOSE_HEADS = word_set(
    "chief general head heads chair chairs judge judges official private major leader leaders source sources speaker speakers"
    " lead deputy sec captain boss king prince queen justice fellow fellows doctor doctors resident residents host expert general"
)

DETERMINERS = word_set(
    "the a an his her its their our my your another one two three four five six several some many both"
)
#: Small words in a name: "Mohammed bin Salman", "Ursula von der Leyen".
NAME_PARTICLES = word_set("al el bin ibn bint ben abu da de del della der den di dos du la le van von zu ter ten ul")

WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = word_set("january february march april may june july august september october november december")

#: Capitalised words that are part of no person's name.
NO_NAME = (
    WEEKDAYS
    | MONTHS
    | word_set(
        """
        i the a an and or but if in on at by of to for from with as it its he she they we you his her their our your my me us
        him them this that these those there here what which who whom whose when where why how not no nor so yet then than
        is are was were be been being has have had do does did will would shall should can could may might must let
        covid coronavirus brexit partygate internet christmas easter ramadan olympics olympic paralympic games cup league
        championship day week month year war treaty act accord agreement protocol summit conference talks
        street road avenue square lane bridge airport station stadium tower palace castle house hall
        read watch more updated breaking live latest exclusive video analysis opinion editorial image images picture pictures
        photo photos photograph getty file story stories news also see listen sign related top
        christian muslim islamic jewish catholic protestant orthodox sunni shia christians muslims jews islam christianity
        nazi nazis communist communists democrat democrats republican republicans conservative conservatives liberal
        gmt est edt bst cet utc km mph ok tv dna pm am
        north south east west northern southern eastern western central greater
        mr mrs ms miss dr sir dame lord lady
        meanwhile however moreover nevertheless although though while since after before during until despite
        yesterday today tomorrow tonight
        type tier phase operation project nobel prize award javelin typhoon kalashnikov
        """
    )
)

#: Abbreviations in capitals that are no bodies.
NO_BODY = word_set(
    """
    gdp gnp gmt utc ceo cfo tv covid dna hiv aids phd mp mps pm km kg mph usd eur gbp chf rub id it pr hq ok am vip ngo ngos
    hms uss ied icbm suv atm faq url pdf est edt bst cet read more watch live new updated breaking
    """
)

#: The last word of a place's name.
GEO_HEADS = word_set(
    """
    river sea ocean lake bay gulf strait straits channel island islands isle peninsula mountain mountains hill hills valley
    desert forest coast cape harbour harbor port airport province region oblast district county state republic territory
    street road avenue square bridge park beach delta canal pass border crossing gap basin plateau plain heights base
    glacier reef sound fjord archipelago airfield dam pipeline
    """
)
#: The first word of a place's name.
GEO_OPENERS = word_set(
    "mount lake cape port fort gulf bay strait isle river san santa saint st north south east west new"
)

#: After these a capitalised word is a place: "in Varsk".
PLACE_PREPOSITIONS = word_set("in near outside around across towards toward inside throughout")
#: These too, where something else speaks for a place.
MOTION_PREPOSITIONS = PLACE_PREPOSITIONS | word_set(
    "at from to into through leaving reached visited via over between off"
)
#: "the town of Varsk", "Varsk province".
PLACE_NOUNS = word_set(
    """
    town city village port capital province region district county state island peninsula suburb settlement hamlet enclave
    exclave oblast republic territory municipality neighbourhood neighborhood township
    """
)

#: The word by which a capitalised run is a body: "Varsk Harbour Authority".
BODY_HEADS = word_set(
    """
    academy administration agency alliance army assembly association authority bank battalion board brigade broadcaster
    broadcasting bureau bureaux cabinet centre center chamber church club coalition college command commission committee
    company confederation congress consortium consulate convoy corporation corps council court department directorate division
    duma embassy exchange federation fleet force forces foundation front fund government group guard guards headquarters
    hospital inc institute institution international legion limited ltd ministry mission movement museum navy network
    office organisation organization pact parliament partnership party police regiment school secretariat senate service services
    society squadron syndicate taskforce tribunal trust union university unit workers plc corp airlines airways
    herald tribune gazette courier chronicle dispatch journal telegraph post times mirror courant examiner observer
    standard bulletin echo mail mercury monitor record register review sentinel star sun wire television radio tv fm
    press agence telegram watch charity initiative campaign directorate constabulary registry shipping lines line
    industries holdings energy gas oil steel motors
    """
)
#: Body heads that are also everyday nouns: they need a capital, and a capitalised word or "the" beside them.
LOOSE_BODY_HEADS = word_set(
    """
    line lines energy gas oil steel record review standard star sun mail echo post times watch wire press front fund force
    trust unit charity initiative campaign mirror monitor register mission exchange school international company
    convoy workers service services division shipping centre center club mercury dispatch command convoy group board office
    hospital church museum guard guards energy
    """
)
#: Outlet-like heads that make a body only with another capitalised word in front.
BODY_PREFIXES = word_set(
    "radio daily sunday channel banco bank agence ministry department university council union office bureau"
)

#: Lower-case words that end a body's name after a country, an adjective or a proper name: "Varnia's defence ministry".
COMMON_BODIES = word_set(
    """
    ministry government army military navy embassy parliament police administration intelligence forces guard legislature
    senate consulate treasury cabinet regime presidency coastguard authority office service services council commission committee
    agency court bank
    """
)
#: The same after a proper name: "Lasmin news agency".
NAMED_BODIES = word_set(
    "agency newspaper broadcaster party administration university institute network magazine government"
)
#: Of those, what is a body only with a word in front that says which ("the port authority").
FIELD_BODIES = word_set(
    "authority office service services council commission committee agency court bank intelligence guard forces treasury"
)
#: Behind these nouns a name is a ship's, a firm's or a work's, not a person's.
THING_NOUNS = word_set(
    """
    ship vessel freighter tanker ferry trawler boat frigate destroyer corvette cruiser submarine yacht barge tug minehunter
    minesweeper trawlers ships vessels carrier missile rocket satellite aircraft jet drone tank film movie novel album book
    song show series programme program hotel newspaper magazine company firm restaurant pub bar brand app website operator
    manufacturer maker supermarket horse racehorse storm hurricane typhoon operation codename
    """
)
#: Words between the country and such a head.
BODY_MODIFIERS = word_set(
    """
    foreign defence defense interior health finance economy justice energy transport education culture trade agriculture home
    news state security armed air coast border naval military federal national central emergency emergencies external affairs
    development environment industry labour labor press information intelligence port presidential electoral election health
    meteorological hydrographic statistics fire ambulance rescue aviation nuclear harbour harbor supreme high constitutional
    disaster relief refugee migration customs tax water postal city town regional provincial
    """
)

#: After these words a lone capitalised name is a speaker, or before them: see ``persons``.
SPEECH_VERBS = word_set(
    """
    said says told tells added adds warned warns announced announces declared declares insisted insists argued argues
    claimed claims denied denies confirmed confirms explained explains replied replies asked asks wrote writes tweeted tweets
    stated states noted notes suggested suggests urged urges accused accuses promised promises vowed vows admitted admits
    stressed stresses predicted predicts rejected rejects dismissed dismisses called calls described describes believes
    believed thinks met visited reported reports quoted understands learned acknowledged
    """
)
#: Lower-case words that may follow an office which is the subject or object of something.
AFTER_ROLE = SPEECH_VERBS | word_set(
    """
    of for in at on to from with who whose and or but as was is are were has have had will would could should may might must
    did does do also later earlier has that because when while by after before during than then not last this yesterday today
    left met went came made took gave got held sent became began spoke flew stood put set won led kept saw knew fell rose drew
    both again already still now under over between against about into near since until if said
    """
)
