"""Phrases by which lines that are not the article give themselves away: data for :mod:`onrecord.read.flat`.

Each row is a kind, how strongly such a line says that the article is over (0: it stands inside articles as well; 1: it
opens what follows them), a pattern that the folded line must match from its beginning (folded: lower case, without accents
and punctuation) and what the line is, for people. Patterns are ordered: the first that matches counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.model.article import SegmentKind
from onrecord.read.wordlist import words


@dataclass(frozen=True, slots=True)
class Phrase:
    """A row of the table. ``longest``: the number of words beyond which a line is not held to be this."""

    kind: SegmentKind
    closes: bool
    pattern: re.Pattern[str]
    what: str
    longest: int


def _row(kind: SegmentKind, closes: int, what: str, longest: int, *patterns: str) -> Phrase:
    return Phrase(kind, bool(closes), re.compile(rf"(?:{'|'.join(patterns)})"), what, longest)


PHRASES: tuple[Phrase, ...] = (
    _row("related_link", 0, "a pointer to another story", 40,
         r"(?:read|see|find out|learn) (?:more|next|also|now)\b(?: about| on| from| at| here)?", r"read (?:the )?(?:full|original|whole) (?:story|article|report)",
         r"more(?: from| on| in| about) (?:this|the|our) ", r"(?:related article|related content|see also|also read|must read|don t miss)\b",
         r"(?:lire aussi|a lire aussi|voir aussi|lesen sie auch|mehr zum thema|leer mas|lea tambien|te puede interesar|leggi anche|leia tambem|leia mais|lees ook|czytaj tez|czytaj takze|читайте также|читайте також|смотрите также|дивіться також|ayrica oku)\b"),
    _row("related_link", 1, "a heading over other stories", 9,
         r"(?:related|recommended|popular|trending|more|other|top|latest|similar|featured|further|recent|sponsored|promoted)(?: (?:stories|articles|news|posts|topics|content|reading|links|coverage|headlines|videos|tags|searches|now|for you|like this))+\b(?: (?:on|in|from|right now|today|this week|for you|by)\b.*)?$",
         r"(?:most|more) (?:read|popular|viewed|shared|watched|commented|recent)\b.*$", r"(?:you may|you might|you ll) (?:also )?(?:like|be interested in|enjoy).*$",
         r"(?:our picks|editors? s? ?picks?|editors? choice|what to read next|up next|next up|next article|previous article|read next|in case you missed it|around the web|from the web|from our partners|paid content|advertiser content|partner content|topics|tags|more topics|trending(?: now)?|latest|keep reading|more from .*|more in .*|more on .*|elsewhere)$",
         r"(?:latest|top|breaking) (?:[a-z]+ ){1,3}(?:news|stories|headlines)$", r"see (?:more|all) .*$", r"(?:see|view|show|load) (?:all|more)$",
         r"(?:articles les plus lus|meistgelesen|lo mas leido|le piu lette|mais lidas|meest gelezen|najczesciej czytane|самое читаемое|популярное)$"),
    _row("subscription_notice", 1, "an offer to sign up or subscribe", 45,
         r"(?:sign|log) (?:up|in|on)\b(?: |$)(?:to|for|here|now|with|or|today|using|$).*", r"(?:already|not) (?:a|an|yet a) (?:member|subscriber|user|customer)\b.*", r"already (?:have an account|registered|subscribed)\b.*",
         r"(?:subscribe|register|create (?:a|an|your) (?:free )?account|become a (?:member|subscriber|supporter)|start your (?:free )?trial|join (?:us|now|today|for free))(?: |$).*",
         r"(?:this (?:article|content|story) is (?:only |for )?(?:available |exclusive )?(?:to|for) (?:our )?(?:subscribers|members|registered)).*",
         r"(?:to continue reading|continue reading|unlock (?:this|the|all|unlimited)|get (?:unlimited|full|instant|free) (?:digital )?access|manage (?:your )?subscription|forgot(?:ten)? (?:your )?password|enter your email|your email address|email address).*",
         r"(?:\w+ ){1,3}days? free\b.*", r"get (?:all )?(?:your|the|our|daily|breaking|more|top|latest|news|weather)\b.{0,60}\b(?:in one place|in your inbox|to your inbox|by e ?mail|by text(?: message)?|newsletter|straight to your|delivered|alerts?)\b.*", r"(?:the|our|a) (?:free )?(?:daily |weekly |morning |evening )?newsletter\b.*",
         r"(?:s abonner|abonnez vous|inscrivez vous|jetzt abonnieren|abonnieren|suscribete|suscribase|iscriviti|abbonati|assine|подписывайтесь|підписуйтесь|подпишитесь)\b.*"),
    _row("promotion", 0, "an advertisement for the outlet's own offers", 30,
         r"download (?:the|our|now)\b.*", r"(?:get the app|one app|one membership|start reading|read news from \d+.*|\d+ ?s? of (?:premium|trusted).*|\d+ (?:trusted|premium|global).*|get our app|open (?:in|the) app)\b.*",
         r"(?:follow|like|find|join|connect with) us (?:on|at)\b.*", r"follow (?:the )?(?:\w+ ){1,4}(?:on (?:twitter|facebook|instagram|x|telegram|whatsapp|google news|youtube|tiktok|linkedin)).*",
         r".{2,60} get (?:the|our) (?:free )?app$", r"(?:the )?(?:\w+ ){1,4}(?:depends|relies) on (?:its|our|your) (?:subscribers|readers|support|members)\b.*", r"(?:support|donate|make a (?:donation|contribution)|contribute)(?: (?:us|now|today|to our|our|the|here)\b.*|$)",
         r"(?:buy|order|get|claim|win|save) .{0,60}(?:now|today|here|off|free)$", r"(?:now playing|on air|up next on|listen live|watch live|tune in).*",
         r"(?:advertisement|advertisment|advertising|sponsored|ad|ads|werbung|anzeige|publicite|publicidad|pubblicita|реклама)(?: \d| content| feedback| continues?| by| story| scroll| below|$).*", r"(?:article|story|scroll|content) continues? (?:below|after|to).*", r"(?:promo|promoted|offer)(?: |$).{0,60}$"),
    _row("notice", 0, "a control or a notice of the page", 40,
         r"(?:listen to this (?:article|story)|loading(?: audio| video| comments| more)?|audio|play|pause|mute|unmute|playback.*|this (?:video|audio|content|browser|site|website) (?:can not|cannot|could not|is not|isn t|does not|requires|uses).*|video (?:unavailable|player|caption)|click (?:here|to)\b.*|tap (?:here|to)\b.*|skip (?:ad|to|past|navigation)\b.*|back to top|jump to.*|share(?: this| on| article| via| story|$).*|save(?: article| for later| story|$)|copy (?:link|this)\b.*|print(?: this| article|$).*|e ?mail(?: this)?(?: article| story|$)|comments?(?: \d+)?$|\d+ comments?$|\d+ shares?$|(?:show|hide|view|leave a|post a|add a|write a) comments?.*|report (?:a|an) (?:typo|error|mistake|problem|ad).*|text size|font size|(?:enlarge|expand|close|open|hide|toggle|zoom)(?: image| photo| caption| this image| menu|$)|\d+ (?:min|minute|minutes|mins) read|reading time.*|estimated reading time.*|last modified.*|image \d+ of \d+|\d+ of \d+$|\d+ \d+$)$",
         r"(?:we (?:and our partners )?use (?:\w+ )?(?:cookies|your)|(?:this|our) (?:site|website|web site|page) (?:and its partners )?uses? cookies|by (?:continuing|using|clicking|signing|entering|subscribing)|accept (?:all )?cookies|cookie (?:policy|settings|preferences)|manage (?:cookies|preferences|consent)|privacy (?:policy|notice|settings)|terms (?:of|and)|please (?:enable|turn on|disable|upgrade|update your|log|sign|enter|check your|note that this page|see our)|javascript|your browser|enable javascript).*",
         r"(?:c|copyright|all rights reserved|tous droits reserves|alle rechte vorbehalten|todos los derechos reservados|tutti i diritti)\b(?: (?:c |by )?(?:19|20|21)\d\d\b.*| .{0,30}all rights.*|$)", r".{0,120}\ball rights reserved$", r"(?:19|20|21)\d\d .{0,60}(?:all rights|ltd|limited|inc|llc|gmbh|press|media|publish).*$",
         r"our standards .*", r"this is a (?:breaking|developing|live) (?:news )?(?:story|page|event).*", r"corrections?(?: and clarifications?)?$", r"(?:for more|for the latest) (?:stories|news|information|on this|visit|check|details).*", r"(?:this (?:story|article|report|post) (?:was|has been|is being|will be|originally|first)(?: originally| first)? (?:updated|corrected|published|amended|appeared|produced|generated|edited)|(?:do you have|have you got|got) (?:a|an|any) (?:story|tip|news|question|information)).*", r"(?:contact|email|write to|send (?:us|your)|get in touch|reach) (?:us|the (?:author|reporter|newsroom|editor)|tips|news|comments|him|her|them at).*", r"(?:most recent|oldest|newest|best)(?: comments?)?$"),
    _row("credit", 0, "who worked on the report", 45,
         r"(?:additional |further )?(?:reporting|writing|editing|compiled|translation|translated|edited|photography|graphics|produced|production|research) by\b.*", r"(?:with (?:files|reporting|additional reporting|input|agencies)|source|sources|agencies|with agencies|written by|quelle|fuente|fonte)(?: (?:from|by|in|inputs)\b.*|$| [a-z]+(?: [a-z]+){0,2}$)",
         r"(?:photos?|photographs?|pictures?|images?|video|illustration|graphic|foto|fotos|bild|bilder|credit|credits|cr dit photo) (?:by |credits? |courtesy (?:of )?|via |from )?[^ ]+(?: [^ ]+){0,7}$"),
    _row("comment", 1, "the comments begin", 8,
         r"(?:\d+ )?comments?(?: \d+)?(?: section| below| are closed.*)?$", r"(?:join|start|see|be part of|view) the (?:conversation|discussion|comments?)\b.*", r"(?:leave|post|add|write) (?:a|your) (?:comment|reply)\b.*", r"what do you think\b.*", r"(?:be the )?first to comment.*", r"reply$"),
    _row("navigation", 0, "a way around the site", 12,
         r"(?:home|menu|search|news|world|uk|us|u s|europe|asia|africa|americas|middle east|politics|business|economy|markets|finance|money|sport|sports|football|culture|arts|entertainment|celebrity|tv|tv radio|travel|weather|traffic|health|science|tech|technology|environment|climate|education|opinion|opinions|editorial|letters|lifestyle|life|style|food|video|videos|photos|pictures|podcasts?|radio|live|national|local|region|regions|international|breaking|breaking news|exclusive|top stories|headlines|in depth|special reports?|investigations?|magazine|crossword|games|jobs|events|shop|classifieds|obituaries|about|about us|contact|contact us|help|faq|faqs|careers|advertise|newsletters?|rss|sitemap|site map|accessibility|corrections|archive|archives|follow|login|log in|sign in|my account|account|settings|notifications|language|english|next|previous|prev|back|more|less|continue|go|ok|yes|no|accept|decline|cancel|close|facebook|twitter|instagram|youtube|linkedin|whatsapp|telegram|pinterest|reddit|tiktok|email|x|flipboard|messenger|print|share|world news|uk news|us news|local news|national news|business news|politics news|latest news|all news|editions?|story|stories|article|topics?)(?: (?:home|menu|search|news|world|uk|us|politics|business|economy|sport|sports|culture|arts|travel|weather|health|science|tech|technology|opinion|video|podcasts?|facebook|twitter|email|whatsapp|and|region|europe|africa|asia|capital|courts?))*$",
         r"skip to .*", r"(?:home|news|world|front page) (?:[a-z]+ ){0,3}(?:news|world|politics|region|article)$"),
)  # fmt: skip

#: A link to another story that says so before a colon or in capitals. Read on the line as it stands.
LEAD_IN = re.compile(
    r"(?:read (?:more|next|also|now)|more|see also|see more|watch(?: live| now| more)?|listen(?: now)?|video|in pictures|gallery|"
    r"podcast|related|recommended|don['’]t miss|must[- ]read|also read|go deeper|related articles?|lire aussi|à lire aussi|"
    r"lesen sie auch|mehr zum thema|lee también|leia também|leggi anche|lees ook|czytaj też|читайте также|читайте також)\s?[:：|>»]|"
    r"(?:READ (?:MORE|NEXT|ALSO|NOW)|WATCH(?: LIVE| NOW)?|RELATED|SEE ALSO|MUST READ|DON['’]T MISS)\b",
    re.I,
)

#: Words in capitals that tabloids put behind links to other stories: "… [REVEAL]".
BRACKETED_TAG = re.compile(r"\s?\[[A-ZÀ-Þ][A-ZÀ-Þ &/-]{2,24}\]$")

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
