"""Whether two spellings are one person's name.

Two names are held to be one person's where the surnames agree and the first names agree:

- *Surnames* agree when their skeletons are equal, or differ by one letter in names of six letters and more. The skeleton
  undoes what transliteration from Cyrillic, Arabic and others leaves open (``y``, ``i``, ``ii``, ``iy`` and ``yy`` at an end, ``kh`` and
  ``h``, ``ks`` and ``x``, ``v`` and ``w``, doubled letters), so that Zelensky, Zelenskyy and Zelenskiy are one name.
- *First names* agree when their skeletons are equal, when a nickname table ties them (Bill, William), or when one is the
  initial of the other. Names that are near in spelling and yet different people's (Dan, Ian; Mark, Marc are one) are told apart
  by allowing one differing letter only inside names of five letters and more with the same first letter.

A surname alone never makes two people one: ``same_person("Burns", "Bill Burns")`` is false, because only the article around
the surname can tell. The rule is bounded edit distance after folding, as record linkage has used since Winkler (1990),
"String comparator metrics and enhanced decision rules in the Fellegi-Sunter model of record linkage".
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


def word_set(text: str) -> frozenset[str]:
    """The words of ``text``: how tables of words are written down."""
    return frozenset(text.split())


#: Letters that Unicode does not take apart into a base letter and a mark.
_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
    }
)

#: Words before a name that are not part of it. Folded.
TITLES = word_set("""
    mr mrs ms miss mx dr prof professor sir dame lord lady baroness baron count countess viscount earl rev reverend father
    sister bishop archbishop cardinal rabbi imam sheikh sheik ayatollah mullah pope hon honourable honorable rt right
    president vice premier prime minister chancellor secretary senator sen congressman congresswoman representative rep
    governor gov mayor ambassador king queen prince princess crown emperor emir sultan judge justice attorney
    general gen lieutenant lt major maj colonel col captain capt commander cmdr admiral adm rear brigadier brig corporal cpl
    sergeant sgt private marshal field air marshall commodore chief inspector superintendent constable detective officer
    herr frau monsieur madame mme señor señora senor senora signor signora
    """)

#: Words after a name that are not part of it. Folded.
SUFFIXES = word_set("jr sr ii iii iv mp mep msp qc kc obe cbe mbe phd md esq")

#: Words that belong to the surname that follows. Folded.
PARTICLES = word_set("al el ul bin ibn bint ben abu da de del della der den di dos du la le van von zu ter ten st san")

#: Forms of one first name. Each line is one family; a name may stand in several.
_NICKNAMES = """
abigail abby gail
albert al bert
alexander alex alec sandy aleksandr aleksander alexandr alexandre oleksandr sasha aliaksandr
alexandra alex sandra sasha
alexei aleksei alexey aleksey oleksii oleksiy alyosha
alfred alf fred
amanda mandy
andrew andy drew andrei andrey andriy andrii andrej
anthony antony tony anton antonio
barbara barb babs
benjamin ben benny
catherine katherine kathryn kate katie kathy cathy kay kateryna ekaterina
charles charlie chuck
christine christina chris tina chrissy
christopher chris kit
daniel dan danny daniil
david dave davey
deborah debbie deb
dennis denis denys
dimitri dmitri dmitry dmitriy dmytro dima
dominic dom
donald don donny
dorothy dot dolly
edward ed eddie ted ned eduard
elizabeth liz lizzie beth betsy betty eliza elisabeth
emmanuel manny emanuel
eugene gene yevgeny evgeny yevhen evgeni
frances fran
francis frank
frederick fred freddie frederic
gabriel gabe
george georgy georgi heorhiy
gerald gerry jerry
gregory greg grigory
harold harry hal
helen olena elena yelena
henry harry hank
igor ihor
jacob jake yakov
jacqueline jackie
james jim jimmy jamie
janet jan
jeffrey geoffrey jeff geoff
jennifer jen jenny
jessica jess
john jack johnny jon
jonathan jon
joseph joe joey josef yosef
joshua josh
judith judy
kenneth ken kenny
kimberly kim
kirill kyrylo cyril
laurence lawrence larry
leonard len leonid
lucy lucia
margaret maggie meg peggy
mary maria mariia mariya
matthew matt
maxim maksim maksym max
michael mike mick mickey mikhail mykhailo
mohammed muhammad mohamed mohammad mohamad muhammed mohd
natalie natalia natalya nataliya
nathan nathaniel nat nate
nicholas nick nicky nicolas nikolai mykola nikolay
oliver ollie
oleg oleh
pamela pam
patricia pat patty trish
patrick pat paddy
paul pavel pavlo
peter pete petr petro pyotr
philip phil phillip
rachel rach
raymond ray
rebecca becky
richard rick dick rich ricky
robert bob rob bobby robbie
ronald ron ronnie
samantha sam
samuel sam sammy
serge sergey sergei serhiy serhii sergii
simon semyon
stephen steven steve stephan
susan sue susie suzanne
svetlana svitlana
terence terry
theodore ted teddy theo
theresa teresa terri tess
thomas tom tommy
timothy tim
valery valeriy valerii
victor viktor
victoria vicky tori viktoria
vincent vince
vladimir volodymyr vlad
vladislav vladyslav
walter walt
william bill billy will liam
xavier javier
yulia julia yuliya iuliia
yuri yury yuriy yurii
zachary zac zach
"""


def _families() -> dict[str, frozenset[int]]:
    table: dict[str, set[int]] = {}
    for number, line in enumerate(_NICKNAMES.split("\n")):
        for name in line.split():
            table.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in table.items()}


_FAMILIES = _families()


def plain(text: str) -> str:
    """``text`` in lower case, without accents, with straight apostrophes and single spaces."""
    if text.isascii():
        return " ".join(text.lower().translate(_LETTERS).split())
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS))
    return " ".join("".join(letter for letter in text if not unicodedata.combining(letter)).split())


def place_key(text: str) -> str:
    """The spelling by which a place is looked up: :func:`plain`, hyphens as spaces, without full stops and a leading "the"."""
    words = plain(text).replace("-", " ").replace(".", "").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words)


@lru_cache(maxsize=8192)
def folded(name: str) -> str:
    """A person's name for comparing: :func:`plain`, without titles in front, suffixes behind, full stops and possessives.

    A name that consists of titles alone ("Prince") is kept.
    """
    words = [word for raw in re.split(r"[\s,]+", plain(name)) if (word := _bare(raw))]
    first = 0
    while first < len(words) - 1 and words[first] in TITLES:
        first += 1
    last = len(words)
    while last - 1 > first and words[last - 1] in SUFFIXES:
        last -= 1
    return " ".join(words[first:last])


def _bare(word: str) -> str:
    word = word.strip('."()[]“”«»')
    return word[:-2] if word.endswith("'s") else word.strip("'")


@lru_cache(maxsize=4096)
def skeleton(word: str) -> str:
    """One folded word with what transliterations write differently made the same."""
    word = re.sub(r"[^a-z0-9]", "", word)
    for written, same in _SPELLINGS:
        word = word.replace(written, same)
    word = re.sub(r"(.)\1+", r"\1", word)
    return re.sub(r"(?<=..)(?:i|ij|e)\Z", "i", word) if word.endswith(("i", "ij")) else word


#: What one letter of another script has been written as. Applied in this order.
_SPELLINGS = (
    ("sch", "sh"),
    ("shch", "sh"),
    ("tch", "ch"),
    ("tsch", "ch"),
    ("kh", "h"),
    ("gh", "g"),
    ("th", "t"),
    ("ph", "f"),
    ("dj", "j"),
    ("ck", "k"),
    ("ks", "x"),
    ("q", "k"),
    ("w", "v"),
    ("ou", "u"),
    ("oo", "u"),
    ("ee", "i"),
    ("ye", "e"),
    ("ie", "e"),
    ("yo", "o"),
    ("ya", "ia"),
    ("yu", "iu"),
    ("ey", "ei"),
    ("y", "i"),
    ("ei", "i"),
    ("j", "i"),
)


@lru_cache(maxsize=8192)
def split_name(name: str) -> tuple[tuple[str, ...], str]:
    """The first names and the surname (with its particles) of ``name``, folded. The surname of one word is that word."""
    words = folded(name).split()
    if len(words) < 2:
        return (), " ".join(words)
    at = len(words) - 1
    while at > 1 and words[at - 1] in PARTICLES:
        at -= 1
    return tuple(words[:at]), " ".join(words[at:])


def same_surname(a: str, b: str) -> bool:
    """Whether two folded surnames are one, transliteration and one slip of spelling allowed."""
    if a == b:
        return True
    one, other = skeleton(a), skeleton(b)
    if one == other:
        return bool(one)
    return min(len(one), len(other)) >= 6 and one[0] == other[0] and _one_letter_apart(one, other)


def same_first_name(a: str, b: str) -> bool:
    """Whether two folded first names can be one person's."""
    if a == b:
        return True
    if len(a) == 1 or len(b) == 1:
        return a[:1] == b[:1]
    if _FAMILIES.get(a, frozenset()) & _FAMILIES.get(b, frozenset()):
        return True
    one, other = skeleton(a), skeleton(b)
    if one == other:
        return bool(one)
    if a in _FAMILIES and b in _FAMILIES:
        return False  # both are known, and known as different names
    return min(len(one), len(other)) >= 5 and one[0] == other[0] and _one_letter_apart(one, other)


def same_person(a: str, b: str) -> bool:
    """Whether ``a`` and ``b`` are spellings of one person's full name. Symmetric; false where either lacks a first name,
    unless both fold to the same words.
    """
    if folded(a) == folded(b):
        return bool(folded(a))
    firsts_a, surname_a = split_name(a)
    firsts_b, surname_b = split_name(b)
    if not firsts_a or not firsts_b or not same_surname(surname_a, surname_b):
        return False
    if same_first_name(firsts_a[0], firsts_b[0]):
        middles = list(zip(firsts_a[1:], firsts_b[1:], strict=False))
        return all(same_first_name(one, other) for one, other in middles)
    return False


def _one_letter_apart(a: str, b: str) -> bool:
    """Whether one insertion, deletion or exchange of a letter turns ``a`` into ``b``."""
    if abs(len(a) - len(b)) > 1:
        return False
    short, long = sorted((a, b), key=len)
    at = 0
    while at < len(short) and short[at] == long[at]:
        at += 1
    rest = at + 1 if len(short) == len(long) else at
    return short[rest:] == long[at + 1 :]
