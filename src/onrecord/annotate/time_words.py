"""The vocabulary of times, as data: names of months, weekdays and seasons, and the words that tell tense."""

from __future__ import annotations

import re
from typing import Final

from onrecord.annotate.word_set import word_set

MONTHS: Final[dict[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip

WEEKDAYS: Final[dict[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"), ("tuesday", "tues", "tue"), ("wednesday", "weds", "wed"), ("thursday", "thurs", "thur", "thu"),
            ("friday", "fri"), ("saturday", "sat"), ("sunday", "sun"),
        )
    )
    for name in names
}  # fmt: skip

#: Days of a month in words ("the sixteenth of May").
DAY_WORDS: Final[dict[str, int]] = {
    word: number
    for number, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth
        sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth
        twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first""".split(),  # noqa: SIM905 - a table
        start=1,
    )
}

#: First and last month of a season on the northern half of the earth; winter runs into the next year.
SEASONS: Final[dict[str, tuple[int, int]]] = {
    "spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2),
}  # fmt: skip

#: How TIMEX3 writes them.
SEASON_NAMES: Final[dict[str, str]] = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}

QUARTERS: Final[dict[str, int]] = {
    name: number
    for number, names in enumerate(
        (
            ("first", "1st", "1", "opening"),
            ("second", "2nd", "2"),
            ("third", "3rd", "3"),
            ("fourth", "4th", "4", "final"),
        ),
        start=1,
    )
    for name in names
}

#: Days with names that fall on the same day of every year. Those that move (Easter, Thanksgiving) are not here.
HOLIDAYS: Final[dict[str, tuple[int, int]]] = {
    "new year's day": (1, 1), "new year's eve": (12, 31), "christmas day": (12, 25), "christmas eve": (12, 24),
    "christmas": (12, 25), "boxing day": (12, 26), "valentine's day": (2, 14), "st. patrick's day": (3, 17),
    "st patrick's day": (3, 17), "april fools' day": (4, 1), "may day": (5, 1), "halloween": (10, 31),
    "all saints' day": (11, 1), "armistice day": (11, 11), "veterans day": (11, 11), "bastille day": (7, 14),
    "international women's day": (3, 8),
}  # fmt: skip

AUXILIARIES_PAST: Final = word_set("was were had did wasn't weren't hadn't didn't")
AUXILIARIES_PRESENT: Final = word_set("is are am has have does do isn't aren't hasn't haven't being been be")

#: What follows lies ahead of the speaker, whatever the tense of what stands before.
MODALS: Final = word_set(
    "will won't 'll shall would wouldn't may might could can cannot can't couldn't must should shouldn't"
)

#: Participles and adjectives of planning: with them a day lies ahead although they look like a past tense.
PLANNING: Final = word_set("""due set invitation offer pledge promise decision threat appointment permission chance scheduled expected planned slated poised bound supposed likely unlikely ready preparing planning going
    intends intend plans plan hopes hope expects expect wants want aims aim agreed agree agrees vowed promised pledged
    threatened decided decides proposed offered wishes prepares postponed delayed rescheduled upcoming forthcoming deadline ultimatum demanded announced announces expecting arranged booked pencilled
    fixed timed billed earmarked undertook foresees foresee foresaw predicts predict anticipates anticipate forecasts undertakes""")

#: Before an infinitive these point ahead as well ("urged him to leave on Friday"); alone they are a past tense.
ORDERING: Final = word_set("invited urged ordered asked told called calls persuaded allowed warned advised summoned")

#: Of these the infinitive has happened: "was forced to leave on Friday".
ACCOMPLISHED: Final = word_set("""forced had began started continued managed failed used came went travelled traveled flew rushed helped seemed appeared
    refused tried attempted struggled led caused""")

#: Infinitives of these stand for a plan only where the word before says so; alone they are a finite verb of the present.
SCHEDULABLE: Final = word_set("""meet meets visit visits hold holds travel travels arrive arrives begin begins start starts open opens host hosts chair
    chairs address addresses face faces return returns fly flies vote votes convene convenes expire expires resume resumes
    leave leaves end ends speak speaks discuss discusses attend attends gather gathers head heads go goes take takes
    come comes join joins deliver delivers publish publishes release releases decide runs expire closes lapses apply applies sails departs reopens falls""")

#: Forms that are a present tense of the plural where a subject stands before them: their past tense is another word.
BARE: Final = word_set("""meet arrive begin convene reconvene gather attend hold take go come fly leave speak resume reopen return depart sail
    open start vote expire march rally apply""")

#: Nouns of many that do not end in -s.
PLURALS: Final = word_set("people police men women troops staff crew")

#: With a participle they tell of a state that lasts: "is closed until Tuesday", "stay shut until Friday".
LASTING: Final = word_set("is are stay stays remain remains")

#: Past tenses that do not end in -ed. Words that are as often something else ("cut", "read", "lead", "set") are left out.
IRREGULAR_PAST: Final = word_set("""said told went came met held took gave made saw spoke left began broke brought built bought caught chose drew drove
    fell felt fought found flew got grew heard kept knew led lost meant paid ran rose sent shot showed sold stood struck swore
    taught thought threw understood woke won wore withdrew wrote became forbade fled hit sat sank sought slid spent stole swept
    tore warned began hung dealt laid lay awoke arose backed lit shook sang rang drank swam froze forgot forgave ate died bore
    bound overthrew overran undertook underwent retook cut put quit split shut beat spread hurt burst""")

#: Words in -ed that are no past tense, or hardly ever one in a report.
NOT_PAST: Final = word_set("""need speed indeed hundred red bed seed feed exceed proceed succeed breed bleed greed weed deed creed steed armed united
    so-called alleged aged naked sacred wicked rugged beloved embed sled shed biased advanced masked""")

#: Other names of the units of time.
UNIT_NAMES: Final[dict[str, str]] = {"centurie": "century", "afternoon": "evening", "min": "minute", "hr": "hour"}

#: What turns a weekday into a newspaper, a club or a figure of speech.
NOT_AFTER_WEEKDAY: Final = re.compile(
    r"-|[ ](?:Times|Telegraph|Mirror|Mail|Express|Post|Star|Herald|World|Independent|Business|Accord|Agreement|Night Live)\b"
)
NOT_BEFORE_WEEKDAY: Final = re.compile(
    r"(?:Mail on|Sheffield|Black|Good|Ash|Bloody|Super|Cyber|Palm|Easter|Whit|Shrove|Maundy|Giving) \Z"
)
