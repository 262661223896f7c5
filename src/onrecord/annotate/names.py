"""Who and what one article names: people, bodies, countries, offices and places.

Rules over the gazetteer, tables of names and what stands beside a word; precision before recall for people. The order:
places, bodies, offices, people with evidence of their own; then the article's register of people, by which every short form
and every office leads to the fullest name where exactly one person fits; then what is left over.

What a mention covers: a person's name with titles ("Mr Orel", "Lieutenant General Sir Tam Orel", "President Orel"), without the office
that stands beside it; that office ("the Varnish foreign minister") is a mention of its own, of kind ``person`` where it leads to
somebody and of kind ``office`` where it does not. Adjectives ("Varnish forces") are mentions of kind ``place``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from onrecord.annotate import name_words as words
from onrecord.annotate.bearers import settled
from onrecord.annotate.bodies import find_bodies
from onrecord.annotate.body_mentions import body_mentions
from onrecord.annotate.gazetteer import Gazetteer
from onrecord.annotate.lexicon import lexicon
from onrecord.annotate.persons import Context, Found, PersonHit, find_people, is_title
from onrecord.annotate.places import PlaceHit, find_places, place_by_context
from onrecord.annotate.register import Person, Register, names
from onrecord.annotate.roles import find_roles
from onrecord.annotate.sentences import Sentence
from onrecord.annotate.tagger import TaggedName
from onrecord.annotate.tokens import Token, title_case, tokenise
from onrecord.model.article import Article
from onrecord.model.names import folded
from onrecord.model.statement import Mention, MentionKind

#: An office that nobody is said to hold may be the last person named without one, so many sentences before at most.
_REACH = 3
#: How sure the tagger must be of a name that no rule sees, and what such names are of.
_LEAST = 0.8
_TAGGED: dict[str, MentionKind] = {"person": "person", "body": "body", "place": "place"}
#: Body and summary tell the names; headings and captions repeat them.
#: Behind a bare surname that opens a sentence: one person acts, so that the word is no common noun ("Banks will" is rare).
_OF_ONE = frozenset(("will", "has", "was", "would", "did"))
_TELLING = ("body", "summary", "caption", "heading")


def find_mentions(
    article: Article, sentences: Sequence[Sentence], gazetteer: Gazetteer, tagged: Sequence[TaggedName] = ()
) -> tuple[Mention, ...]:
    """The mentions of one article, sorted by start, not overlapping.

    ``sentences`` are the article's, from :func:`onrecord.annotate.sentences.split`, ``tagged`` the names that the tagger found in them:
    where no rule sees a name these are taken. Never raises on any text.
    """
    found = _read(sentences, gazetteer)
    register, known = _people(article, found)
    mentions = [
        *_person_mentions(article, found, register, known),
        *_role_mentions(article, found, register, known),
        *body_mentions(article, [entry.context for entry in found]),
        *_place_mentions(article, found, register),
    ]
    mentions = [*mentions, *_leftovers(article, found, register, mentions)]
    return settled(article, _without_overlaps([*mentions, *_tagged_names(article, tagged, mentions)]))


def _read(sentences: Sequence[Sentence], gazetteer: Gazetteer) -> list[Found]:
    """Everything that a sentence tells by itself."""
    tokenised = [tokenise(sentence) for sentence in sentences]
    found = []
    placed = find_places(tokenised, gazetteer)
    named = {hit.place.country for hits in placed for hit in hits if hit.certain}
    for sentence, tokens, places in zip(sentences, tokenised, placed, strict=True):
        shouting = title_case(tokens, headline=sentence.segment in {"heading", "summary"})
        bodies = [
            # The ministry of defence of a country that the article does not name is another country's.
            replace(body, country=None) if body.elsewhere and body.country not in named else body
            for body in find_bodies(tokens, places, gazetteer, shouting=shouting)
        ]
        roles = find_roles(tokens, places, bodies)
        context = Context(tokens, places, bodies, roles, shouting)
        found.append(Found(sentence.segment, context, tuple(find_people(context))))
    return found


Known = dict[int, tuple[Person, ...]]


def _people(article: Article, found: Sequence[Found]) -> tuple[Register, Known]:
    """The register, and for each person hit (by the start of its name) whom it means."""
    register = Register()
    hits = [(entry, hit) for kind in _TELLING for entry in found if entry.segment == kind for hit in entry.people]
    known: Known = {}
    for full in (True, False):
        for entry, hit in hits:
            tokens = entry.context.tokens
            name = _name(article, tokens, hit.name_first, hit.last)
            if (len(folded(name).split()) > 1) is not full:
                continue
            people = _whom(register, name, hit, full=full, shouting=entry.context.shouting)
            known[tokens[hit.name_first].start] = people
            if len(people) == 1:
                _learn(people[0], hit, entry.context)
    return register, known


def _whom(register: Register, name: str, hit: PersonHit, *, full: bool, shouting: bool) -> tuple[Person, ...]:
    titled = hit.name_first > hit.first or hit.role is not None
    longer = register.beginning(name) if full and shouting else None
    if longer is not None:
        return (longer,)
    if full:
        short = register.matching(name, hit.gender, hit.role) if titled else []
        return tuple(short) if len(short) == 1 else (register.add(name, hit.gender),)
    people = register.matching(name, hit.gender, hit.role)
    if not people and titled:
        people = register.by_first_name(name)
    return tuple(people) if people else (register.add(name, hit.gender),)


def _learn(person: Person, hit: PersonHit, context: Context) -> None:
    """Writes down what stands with a name. Titles tell an office too: "President Orel"."""
    person.gender = person.gender or hit.gender
    if hit.role is not None:
        if not any(held.title == hit.role.title and held.country == hit.role.country for held in person.roles):
            person.roles.append(hit.role)
        person.country = person.country or hit.role.country
    titles = [role for role in context.roles if hit.first <= role.first and role.last <= hit.name_first]
    held = {role.title for role in person.roles}
    person.roles += [
        replace(role, title=hit.rank or role.title) for role in titles if (hit.rank or role.title) not in held
    ]
    person.rank = person.rank or hit.rank
    person.country = person.country or hit.country


def _name(article: Article, tokens: Sequence[Token], first: int, last: int) -> str:
    return " ".join(article.text[tokens[first].start : tokens[last - 1].stem_end].split())


def _mention(
    article: Article, tokens: Sequence[Token], first: int, last: int, kind: MentionKind, name: str | None
) -> Mention:
    start, end = tokens[first].start, tokens[last - 1].stem_end
    return Mention(article.text[start:end], start, end, kind, name, place_name=name if kind == "place" else None)


def _of_person(article: Article, tokens: Sequence[Token], first: int, last: int, people: Sequence[Person]) -> Mention:
    start, end = tokens[first].start, tokens[last - 1].stem_end
    if len(people) == 1:
        person = people[0]
        return Mention(article.text[start:end], start, end, "person", person.name, person.role, None, person.country)
    return Mention(article.text[start:end], start, end, "person", None, candidates=names(people))


def _person_mentions(article: Article, found: Sequence[Found], register: Register, known: Known) -> Iterable[Mention]:
    for entry in found:
        tokens = entry.context.tokens
        for hit in entry.people:
            yield _of_person(article, tokens, hit.first, hit.last, known[tokens[hit.name_first].start])


def _role_mentions(article: Article, found: Sequence[Found], register: Register, known: Known) -> Iterable[Mention]:
    for number, entry in enumerate(found):
        tokens = entry.context.tokens
        beside = {id(hit.role): known[tokens[hit.name_first].start] for hit in entry.people if hit.role is not None}
        for role in entry.context.roles:
            if is_title(tokens, role) and any(hit.first <= role.first < hit.last for hit in entry.people):
                continue
            people: Sequence[Person] = beside.get(id(role)) or (register.holding(role) if role.definite else [])
            start, end = tokens[role.first].start, tokens[role.last - 1].stem_end
            text = article.text[start:end]
            if len(people) == 1:
                country = role.country or people[0].country
                yield Mention(text, start, end, "person", people[0].name, role.title, None, country)
            else:
                if (
                    not people
                    and role.definite
                    and role.determiner == "the"
                    and role.country is None
                    and role.title[0].isupper()
                ):
                    people = _without_office(found, known, number, start)
                yield Mention(text, start, end, "office", None, role.title, None, role.country, names(people))


def _without_office(found: Sequence[Found], known: Known, number: int, start: int) -> Sequence[Person]:
    """The person named last before ``start`` whom the article gives no office: "Ora Lind was there. The mayor said". A
    candidate for a reader and for other articles to confirm, never more.
    """
    nearby = [
        known[entry.context.tokens[hit.name_first].start]
        for entry in found[max(0, number - _REACH) : number + 1]
        if entry.segment == found[number].segment
        for hit in entry.people
        if entry.context.tokens[hit.first].start < start
    ]
    free = [people[0] for people in nearby if len(people) == 1 and people[0].full and not people[0].roles]
    return free[-1:]


def _place_mentions(article: Article, found: Sequence[Found], register: Register) -> Iterable[Mention]:
    for entry in found:
        tokens = entry.context.tokens
        for hit in entry.context.places:
            if not hit.certain or hit.place.metonym or _is_surname(tokens, hit, register):
                continue
            start = tokens[hit.first].start
            end = tokens[hit.last - 1].stem_end - (1 if hit.possessive and not tokens[hit.last - 1].possessive else 0)
            kind: MentionKind = "country" if hit.place.kind == "country" and hit.place.sense == "name" else "place"
            place = hit.place
            text = article.text[start:end]
            yield Mention(text, start, end, kind, place.name, None, place.key, place.country, place_name=place.name)


def _is_surname(tokens: Sequence[Token], hit: PlaceHit, register: Register) -> bool:
    """Whether the name of a lesser town stands for somebody of that surname: "Orel" after "Tam Orel", but not "in Orel"."""
    if hit.place.kind != "town" or hit.place.capital_of or hit.last - hit.first > 1:
        return False
    if hit.first and tokens[hit.first - 1].folded in words.MOTION_PREPOSITIONS | {"of"}:
        return False
    return bool(register.matching(tokens[hit.first].stem))


def _leftovers(
    article: Article, found: Sequence[Found], register: Register, mentions: Sequence[Mention]
) -> Iterable[Mention]:
    """Bare surnames and first names of people in the register, and places that only their surroundings tell."""
    taken = {at for mention in mentions for at in range(mention.start, mention.end)}
    unknown: dict[str, None] = {}
    runs = [(entry, *run) for entry in found for run in _free_runs(entry.context, taken)]
    people_runs = []
    met = (_bare_name(article, entry.context, first, last, register) for entry, first, last in runs)
    sure = {mention.text for mention in met if mention is not None}
    for entry, first, last in runs:
        tokens = entry.context.tokens
        mention = _bare_name(article, entry.context, first, last, register, sure)
        if mention is not None:
            people_runs.append(mention)
        elif (
            not entry.context.shouting and place_by_context(tokens, first, last) and _can_be_place(tokens, first, last)
        ):
            unknown.setdefault(_name(article, tokens, first, last))
    yield from people_runs
    spoken_for = {mention.start for mention in people_runs}
    for entry, first, last in runs:
        tokens = entry.context.tokens
        name = _name(article, tokens, first, last)
        if name in unknown and tokens[first].start not in spoken_for:
            yield _mention(article, tokens, first, last, "place", name)


def _tagged_names(article: Article, tagged: Sequence[TaggedName], mentions: Sequence[Mention]) -> Iterable[Mention]:
    """What the tagger takes for a name where no rule does. A surname alone is that of the one person of whom it knows more."""
    taken = {at for mention in mentions for at in range(mention.start, mention.end)}
    left: list[tuple[TaggedName, str]] = []
    for item in tagged:
        text = " ".join(article.text[item.start : item.end].split())
        free = item.kind in _TAGGED and taken.isdisjoint(range(item.start, item.end))
        if free and item.chance >= _LEAST and text[:1].isupper() and text.casefold() not in words.NO_NAME:
            left.append((item, text))
    full = sorted({text for item, text in left if item.kind == "person" and " " in text})
    for item, text in left:
        name = text
        if item.kind == "person" and " " not in text:
            bearers = [other for other in full if other.endswith(f" {text}")]
            name = bearers[0] if len(bearers) == 1 else text
        written = article.text[item.start : item.end]
        yield Mention(
            written, item.start, item.end, _TAGGED[item.kind], name, place_name=name if item.kind == "place" else None
        )


def _free_runs(context: Context, taken: set[int]) -> Iterable[tuple[int, int]]:
    """The capitalised runs that nothing has claimed; in headlines each word is a run of its own."""
    tokens = context.tokens
    at = 0
    while at < len(tokens):
        first = at
        while (
            at < len(tokens)
            and _free(tokens[at], taken)
            and (at == first or (tokens[at].joined and not context.shouting))
        ):
            at += 1
            if tokens[at - 1].possessive:
                break
        if at > first:
            yield first, at
        else:
            at += 1


def _free(token: Token, taken: set[int]) -> bool:
    return (
        token.word
        and token.capital
        and not token.text[0].isdigit()
        and token.start not in taken
        and token.folded not in words.NO_NAME
    )


def _bare_name(
    article: Article, context: Context, first: int, last: int, register: Register, sure: Collection[str] = ()
) -> Mention | None:
    """A surname, or a first name that only one person bears, standing alone.

    An everyday word that opens a sentence is one where the article has it for a name elsewhere: it is among the ``sure``.
    """
    tokens = context.tokens
    name = _name(article, tokens, first, last)
    opening = first == 0 or tokens[first - 1].text in {'"', "“", "‘", "'"}
    behind = tokens[last].folded if last < len(tokens) and tokens[last].word else ""
    doubtful = context.shouting or (opening and behind not in words.SPEECH_VERBS and behind not in _OF_ONE)
    known = name in sure and not context.shouting
    if doubtful and not known and last - first == 1 and tokens[first].folded in lexicon().ordinary:
        return None
    if first and tokens[first - 1].folded in words.DETERMINERS and not context.shouting:
        return None  # "the Orel doctrine"
    people = register.matching(name)
    if not people and last - first == 1:
        if name.endswith("s") and behind and behind not in words.AFTER_ROLE:
            people = register.matching(name[:-1])  # a lost apostrophe
        if not people and tokens[first].folded in lexicon().first_names and not tokens[first].upper:
            people = register.by_first_name(name)
    if not people:
        return None
    return _of_person(article, tokens, first, last, people)


def _can_be_place(tokens: Sequence[Token], first: int, last: int) -> bool:
    tables = lexicon()
    run = tokens[first:last]
    if len(run) > 4 or any(token.upper for token in run):
        return False
    if len(run) == 1:
        return run[0].folded not in tables.ordinary and run[0].folded not in tables.role_heads
    return not all(token.folded in tables.ordinary for token in run) or run[-1].folded in words.GEO_HEADS


def _without_overlaps(mentions: Iterable[Mention]) -> tuple[Mention, ...]:
    """Of overlapping mentions the longer one, then the more telling kind, then the earlier; sorted by start."""
    order = {"person": 0, "office": 1, "body": 2, "country": 3, "place": 4}
    kept: list[Mention] = []
    taken: set[int] = set()
    for mention in sorted(mentions, key=lambda m: (m.start - m.end, order[m.kind], m.start, m.name or "")):
        span = range(mention.start, mention.end)
        if mention.end > mention.start and taken.isdisjoint(span):
            taken.update(span)
            kept.append(mention)
    return tuple(sorted(kept, key=lambda m: m.start))
