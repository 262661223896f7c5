"""Actors across articles: one for the spellings and short forms of a name, two for two people with one surname."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from onrecord.model.article import SegmentKind
from onrecord.model.identity import make_id
from onrecord.model.names import folded, plain, same_person, same_surname, skeleton, split_name
from onrecord.model.passage import Evidence
from onrecord.model.statement import Actor, Mention, MentionKind, Role, Statement
from onrecord.relate.binding import Report
from onrecord.relate.threads import moment, reports_in_order

#: A name's kind and its folded form.
_Key = tuple[str, str]

#: Where a form of a name stands, and the order by which its first place is found.
_Place = tuple[tuple[str, str, int], Evidence]

_ACTING: tuple[MentionKind, ...] = ("person", "body", "country", "office")

#: Where names count: what stands in links to other stories makes nobody an actor of this one.
_TOLD: tuple[SegmentKind, ...] = ("heading", "summary", "body", "caption")

#: Letters that an acronym must have: shorter ones stand for too much.
_SHORTEST_ACRONYM = 3

#: Words that an acronym skips or keeps: UN and MoD are both made in the usual way.
_SMALL = frozenset({"of", "the", "for", "and", "in", "on", "to"})


@dataclass(slots=True)
class _Entry:
    """One spelling of one name in the thread and all that is said about it."""

    key: _Key
    kind: MentionKind
    forms: Counter[str] = field(default_factory=Counter)
    countries: set[str] = field(default_factory=set)
    articles: set[str] = field(default_factory=set)
    roles: list[Role] = field(default_factory=list)
    places: dict[str, _Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of a thread and how to find them by what an article calls them."""

    actors: tuple[Actor, ...]
    by_name: dict[_Key, str]
    names: dict[str, str]
    in_office: dict[tuple[str, str], tuple[str, ...]]

    def find(self, name: str | None, kind: str | None = None) -> str | None:
        """The identifier of the actor that is called ``name``, with the kind if it is known."""
        if not name:
            return None
        for each in (kind,) if kind in _ACTING else _ACTING:
            found = self.by_name.get((str(each), _key(name, str(each))))
            if found:
                return found
        return self.find(name) if kind in _ACTING else None

    def holder(self, role: str | None, country: str | None) -> str | None:
        """The one person who holds this role of this country in the thread; ``None`` where none or several do."""
        if not role or not country:
            return None
        holders = self.in_office.get((plain(role), country), ())
        return holders[0] if len(holders) == 1 else None

    def speaking(self, statement: Statement) -> Statement:
        """The statement with its speaker's actor: by name, or by an office that one person holds."""
        speaker = statement.speaker
        if speaker.anonymous:
            return statement
        actor_id = self.find(speaker.name, speaker.kind)
        if actor_id:
            return replace(statement, speaker=replace(speaker, actor_id=actor_id, name=self.names[actor_id]))
        if speaker.name is None and speaker.text and (actor_id := self.holder(speaker.role, speaker.country)):
            reason = f"{speaker.role} ({speaker.country}): the reports know one holder of the office"
            return replace(
                statement,
                speaker=replace(speaker, actor_id=actor_id, name=self.names[actor_id], candidates=(), reason=reason),
            )
        return statement


def _key(name: str, kind: str) -> str:
    if kind == "person":
        return folded(name)
    words = plain(name).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] == "the" else words).removesuffix("'s")


def find_actors(reports: Sequence[Report]) -> Cast:
    """The actors of a thread."""
    entries: dict[_Key, _Entry] = {}
    for report in reports_in_order(reports):
        told = [(segment.start, segment.end) for segment in report.article.segments if segment.kind in _TOLD]
        for mention in report.item.annotations.mentions:
            inside = any(start <= mention.start < end for start, end in told)
            if inside and mention.kind in _ACTING and mention.name:
                _note(entries, report, mention)
        for statement in report.statements:
            speaker = statement.speaker
            if speaker.name and not speaker.anonymous and speaker.start is not None and speaker.end is not None:
                kind = speaker.kind if speaker.kind in _ACTING else _kind_known(entries, speaker.name)
                text = report.article.text[speaker.start : speaker.end]
                _note(
                    entries,
                    report,
                    Mention(text, speaker.start, speaker.end, kind, speaker.name, speaker.role, None, speaker.country),
                )
    groups = _grouped(entries)
    return _cast([[entries[key] for key in group] for group in groups])


def _kind_known(entries: dict[_Key, _Entry], name: str) -> MentionKind:
    for kind in _ACTING:
        if (kind, _key(name, kind)) in entries:
            return kind
    return "person"


def _note(entries: dict[_Key, _Entry], report: Report, mention: Mention) -> None:
    name = mention.name or mention.text
    key = (mention.kind, _key(name, mention.kind))
    if not key[1]:
        return
    article = report.article
    entry = entries.setdefault(key, _Entry(key, mention.kind))
    entry.forms[name] += 1
    entry.articles.add(article.id)
    if mention.country:
        entry.countries.add(mention.country)
    evidence = Evidence.of(article.id, article.text, mention.start, mention.end)
    order = (moment(report.published), article.id, mention.start)
    form = " ".join(article.text[mention.start : mention.end].split())
    if mention.text[:1].isupper() and (form not in entry.places or order < entry.places[form][0]):
        entry.places[form] = (order, evidence)
    if mention.role and all(plain(role.role) != plain(mention.role) for role in entry.roles):
        entry.roles.append(Role(mention.role, evidence, report.published))


def _grouped(entries: dict[_Key, _Entry]) -> list[list[_Key]]:
    parent = {key: key for key in entries}

    def root(key: _Key) -> _Key:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    def join(a: _Key, b: _Key) -> None:
        first, second = sorted((root(a), root(b)))
        parent[second] = first

    people = sorted(key for key in entries if key[0] == "person")
    full = [key for key in people if " " in key[1]]
    for a, b in _near(full):
        if same_person(a[1], b[1]):
            join(a, b)
    by_surname: dict[str, list[_Key]] = defaultdict(list)
    for key in full:
        by_surname[skeleton(split_name(key[1])[1])].append(key)
    for key in people:
        owner = None if " " in key[1] else _owner(entries, key, by_surname.get(skeleton(key[1]), []), root)
        if owner is not None:
            join(owner, key)
    bodies = sorted(key for key in entries if key[0] == "body")
    for a, b in _acronyms(bodies):
        join(a, b)
    groups: dict[_Key, list[_Key]] = defaultdict(list)
    for key in sorted(entries):
        groups[root(key)].append(key)
    return [groups[key] for key in sorted(groups)]


def _near(full: Sequence[_Key]) -> list[tuple[_Key, _Key]]:
    """Pairs of names whose surnames begin or end alike: one slip of spelling spares either the beginning or the end."""
    blocks: dict[str, list[_Key]] = defaultdict(list)
    for key in full:
        bones = skeleton(split_name(key[1])[1])
        blocks[f"^{bones[:3]}"].append(key)
        blocks[f"${bones[-3:]}"].append(key)
    return sorted({(a, b) for held in blocks.values() for a in held for b in held if a < b})


def _owner(
    entries: Mapping[_Key, _Entry], key: _Key, candidates: Sequence[_Key], root: Callable[[_Key], _Key]
) -> _Key | None:
    """Whose a surname alone is: the one full name's that has it, or of several the one's whose country fits."""
    owners = sorted({root(candidate) for candidate in candidates if same_surname(split_name(candidate[1])[1], key[1])})
    if len(owners) > 1 and entries[key].countries:
        owners = [owner for owner in owners if entries[owner].countries & entries[key].countries]
    return owners[0] if len(owners) == 1 else None


def _acronyms(bodies: Sequence[_Key]) -> list[tuple[_Key, _Key]]:
    found = []
    long_names: dict[str, list[_Key]] = defaultdict(list)
    for key in bodies:
        words = key[1].replace("-", " ").split()
        if len(words) > 1:
            for letters in {
                "".join(word[0] for word in words),
                "".join(word[0] for word in words if word not in _SMALL),
            }:
                long_names[letters].append(key)
    for key in bodies:
        short = key[1].replace(".", "")
        if " " not in short and _SHORTEST_ACRONYM <= len(short) <= 6 and len(long_names.get(short, ())) == 1:
            found.append((long_names[short][0], key))
    return found


def _named(places: Mapping[str, _Place], names: Sequence[str]) -> dict[str, _Place]:
    """The forms that hold a word of the name: "he" and "the minister" are no names, and a role is kept as a role."""
    words = {word for name in names for word in name.split()}
    return {form: place for form, place in places.items() if words & set(folded(form).split())}


def _cast(groups: Sequence[Sequence[_Entry]]) -> Cast:
    actors, by_name, names = [], {}, {}
    in_office: dict[tuple[str, str], set[str]] = defaultdict(set)
    for group in groups:
        forms: Counter[str] = Counter()
        for entry in group:
            forms.update(entry.forms)
        kind = group[0].kind
        # The form shown is the commonest of those with the most words up to three: "Antony Blinken", not "Blinken".
        name = min(forms, key=lambda form: (-min(3, len(_key(form, kind).split())), -forms[form], form))
        places: dict[str, _Place] = {}
        for entry in group:
            for form, place in entry.places.items():
                if form not in places or place[0] < places[form][0]:
                    places[form] = place
        if kind == "person":
            places = _named(places, [entry.key[1] for entry in group]) or places
        if not places:
            continue
        full = min(_key(form, kind) for form in forms if form == name)
        actor_id = make_id("act", full, kind)
        countries = sorted({country for entry in group for country in entry.countries})
        roles: dict[str, Role] = {}
        for role in sorted(
            (role for entry in group for role in entry.roles), key=lambda role: (moment(role.when), role.role)
        ):
            roles.setdefault(plain(role.role), role)
        actors.append(
            Actor(
                actor_id,
                name,
                kind,
                tuple(sorted(places)),
                tuple(roles.values()),
                countries[0] if len(countries) == 1 else None,
                tuple(sorted({article for entry in group for article in entry.articles})),
                tuple(places[form][1] for form in sorted(places)),
            )
        )
        names[actor_id] = name
        for entry in group:
            by_name[entry.key] = actor_id
        if kind == "person" and len(countries) == 1:
            for role_key in roles:
                in_office[role_key, countries[0]].add(actor_id)
    return Cast(
        tuple(sorted(actors, key=lambda actor: actor.id)),
        by_name,
        names,
        {key: tuple(sorted(holders)) for key, holders in in_office.items()},
    )
