"""Words and phrases by which lines give themselves away: data for :mod:`onrecord.read.flat` and its neighbours."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from onrecord.model.article import SegmentKind
from onrecord.read.wordlist import words


@dataclass(frozen=True, slots=True)
class Phrase:
    """A table of ``data/phrases.toml``, where its fields are explained."""

    kind: SegmentKind
    what: str
    closes: bool
    longest: int
    longest_sentence: int
    sure: bool
    pattern: re.Pattern[str]
    words: frozenset[str]

    def fits(self, folded: str, count: int, sentence: bool) -> bool:
        """Whether the folded line of ``count`` words is one of these; ``sentence``: it ends like one."""
        if count > (self.longest_sentence if sentence else self.longest):
            return False
        return self.pattern.match(folded) is not None or (bool(self.words) and self.words.issuperset(folded.split()))


@cache
def phrases() -> tuple[Phrase, ...]:
    """The rows of the table, in order."""
    table = tomllib.loads((files("onrecord.read") / "data" / "phrases.toml").read_text(encoding="utf-8"))
    return tuple(
        Phrase(
            kind=row["kind"],
            what=row["what"],
            closes=row["closes"],
            longest=row["longest"],
            longest_sentence=row["longest_sentence"],
            sure=row.get("sure", False),
            pattern=re.compile("|".join(row["patterns"])),
            words=words(row.get("words", "")),
        )
        for row in table["phrase"]
    )


#: A link to another story that says so before a colon or in capitals. Read on the line as it stands.
LEAD_IN = re.compile(
    r"(?i:(?:most )?read(?: more| next| also| now)?|more|see also|see more|watch(?: live| now| more)?|listen(?: now)?|video|in pictures|gallery|"
    r"podcast|related|recommended|don['’]t miss|must[- ]read|also read|go deeper|related articles?|lire aussi|à lire aussi|"
    r"lesen sie auch|mehr zum thema|lee también|leia também|leggi anche|lees ook|czytaj też|читайте также|читайте також)\s?[:：|>»]|"
    r"(?:READ (?:MORE|NEXT|ALSO|NOW)|WATCH(?: LIVE| NOW)?|RELATED|SEE ALSO|MUST READ|DON['’]T MISS)\b",
)

#: What agencies say of a report's new version, in brackets of its own: "(Corrects paragraph 2 ...)". Read on the line as it stands.
VERSION_NOTE = re.compile(
    r"^\((?:corrects|corrected|updates|updated|adds|recasts|refiles|removes|clarifies|fixes|rewrites|repeats|amends|changes|deletes|drops|"
    r"restores|edits|new throughout|eds|editors?)\b[^()]{3,500}\)\.?$",
    re.I,
)
#: Whom to ask about a release: "Press contact: Ada Orr, Norport".
CONTACT = re.compile(
    r"^(?:(?:press|media|news|public|further|for (?:further|more) information,?|for (?:press|media) (?:enquiries|inquiries),?)\s)?"
    r"(?:contacts?|enquiries|inquiries|queries|information)(?:\s(?:for|details)\b[^.:!?]{0,30})?\s?:\s",
    re.I,
)
#: A picture and what it shows: "Photo: Strikers in Lund. Ada Orr".
PICTURE_LEAD = re.compile(r"^(?:photo|picture|image|caption|pictured|map|graphic|cartoon)\s?:\s", re.I)

#: Words in capitals that tabloids put behind links to other stories: "… [REVEAL]".
BRACKETED_TAG = re.compile(r"[^.\s]\s?\[[A-ZÀ-Þ][A-ZÀ-Þ &/-]{2,24}\]$")

#: What stands before a picture's credit, inside brackets or after a full stop.
CREDIT_WORDS = (
    "image|images|picture|pictures|pic|photo|photos|photograph|photography|photograph by|photo by|credit|credits|photo credit|"
    "image credit|copyright|video|still|file|courtesy|screengrab|graphic|illustration|via|foto|bild|imagen|crédit|©"
)
#: Agencies and libraries that credit pictures. Folded.
PICTURE_AGENCIES = words(
    "pa|ap|afp|reuters|getty|getty images|epa|epa efe|efe|rex|shutterstock|rex shutterstock|alamy|alamy live news|press association|"
    "pa wire|pa media|associated press|bloomberg|xinhua|tass|sputnik|ria|anadolu|aa|dpa|ansa|kyodo|nurphoto|zuma|zuma press|"
    "sipa|sipa usa|upi|istock|istockphoto|corbis|wenn|splash|backgrid|swns|bpm media|maxar|maxar technologies|planet labs|"
    "unsplash|pexels|pixabay|flickr|wikimedia|wikimedia commons|twitter|facebook|instagram|youtube|telegram|handout|supplied|"
    "file|file photo|file picture|file image|file pic|archive|archive photo|stock|stock photo|stock photos|stock image|stock picture|"
    "library image|pool|pool photo|representative image|representational image|screengrab|screenshot|pti|ani|ians|cp|"
    "canadian press|aap|nasa|crown copyright|mod|mod crown copyright|itar tass|the new york times|nyt|ukrinform|unian",
    between="|",
)
#: Endings that say that the line before stands under a picture.
PICTURED = re.compile(
    r"(?:^|[ (])(?:pictured|file photo|file picture|stock photos?|file image|archive photo)(?:[,:)] ?.{0,60}|\.?)$",
    re.I,
)

#: Words that names of newspapers, broadcasters and agencies are made of. Folded.
MEDIA_WORDS = words(
    "times post herald tribune gazette chronicle courier dispatch defender examiner express guardian independent inquirer "
    "journal ledger mail mercury mirror monitor news observer press record register reporter review sentinel standard star sun "
    "telegraph telegram today union voice argus advocate bulletin citizen banner beacon echo globe leader messenger courant "
    "clarion bugle evening daily weekly morning sunday radio tv television broadcasting agency wire network channel magazine "
    "newspaper zeitung tageblatt allgemeine anzeiger kurier presse blatt journal monde figaro gazeta dziennik novosti izvestia "
    "pravda vesti diario periodico corriere gazzetta giornale folha jornal dagblad krant tidende aftenposten outlook digest "
    "correspondent intelligencer recorder spectator statesman transcript world report reports online media fm broadcaster"
)
#: Of these, words that sections and programmes are named with as well: they tell an outlet only with something beside them.
WEAK_MEDIA_WORDS = words(
    "news today report reports online media evening morning daily weekly sunday world live review channel network outlook digest "
    "correspondent watch"
)
#: Names of sections, regions and other headings of a page.
SECTION_WORDS = words(
    "latest breaking exclusive politics business sport sports culture science health travel weather opinion analysis live home "
    "uk us world ukraine russia europe africa asia america britain england scotland london top more related topics stories "
    "story most read video photos share comments sign subscribe menu search international national local region regional "
    "crisis war outbreak tensions tension election elections conflict invasion summit protest protests middle east"
)
#: Words by which a capitalised line is not a person's name.
NOT_A_PERSON = MEDIA_WORDS | SECTION_WORDS | words("the and of in for on to a an at with by from")
#: What follows a name in a byline: jobs and places, not other people. Folded.
JOBS = words(
    "correspondent editor reporter writer journalist chief deputy political diplomatic defence defense foreign senior staff "
    "associate assistant special bureau columnist producer contributor analyst in for at agency agencies reuters news "
    "europe moscow kyiv london brussels washington world security economics business science health environment affairs "
    "royal crime home whitehall national international and the of us uk video"
)

#: "Top stories on NAME right now": how an aggregator names itself in its own lines.
AGGREGATOR_LINE = re.compile(
    r"(?:^|\b)(?i:top|trending|popular|more) (?:stories|news|articles) on ([A-Za-z][\w.]{1,24}(?: News)?)(?: right now| today|$)"
    r"|(?:^|\b)(?i:read|open|view|continue reading|originally posted|shared|republished) (?:this |it |more )?(?:\w+ )?(?:on|in|via) ([A-Z][\w.]{1,24}(?: News)?)$"
)

STOP_WORDS = words(
    "the a an and or of in on at to for from by with as is are was were be been it its his her their they he she we you i this "
    "that these those not no but over after before says said will would could may can has have had who what when where how"
)
