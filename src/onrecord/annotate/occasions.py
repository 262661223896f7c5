"""Where and on what occasion something was said: "in a speech in Kyiv on Monday", "told reporters in Geneva".

Read from the words that stand around cue and speaker and outside what is said: behind the cue or the speaker, between them, before
them at the opening of the sentence, and behind what is said. They are read as a row of adverbials (a time, a preposition with its noun,
"speaking to ..."), and the reading ends with the first word that is none of these: what is not understood is no occasion.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from onrecord.annotate import words
from onrecord.annotate.attribution import Attribution, Range
from onrecord.annotate.beside import past_apposition
from onrecord.annotate.phrases import after_bracket, is_adjective
from onrecord.annotate.units import Unit
from onrecord.annotate.word_set import word_set
from onrecord.model.statement import Mention

#: Nouns for what people say something in, at or during.
_OCCASIONS = word_set(
    """
    speech address interview statement conference briefing rally meeting hearing debate summit ceremony visit trip tour call
    conversation letter email e-mail memo note post posts tweet tweets message video broadcast column article op-ed essay podcast
    programme program show release filing appearance testimony event session forum dinner lunch breakfast reception talks discussion
    remarks comments lecture sermon book memoir gathering protest demonstration march vigil funeral service panel webinar chat
    phone-in q&a seminar workshop fundraiser convention congress exchange communique communiqué editorial blog thread livestream
    newsletter press-conference walkabout celebration commemoration symposium court parliament commons lords senate trial inquest
    inquiry deposition affidavit lawsuit declaration report footage recording documentary bulletin update
    """
)
#: Nouns of the means, after "by", "via", "over", "through", "on" or "in".
_MEANS = word_set(
    "phone telephone email e-mail fax radio television tv air video videolink link camera media twitter facebook instagram telegram "
    "linkedin youtube tiktok whatsapp x weibo vkontakte reddit bluesky mastodon threads website channel account page feed app social writing"
)
_BEFORE_MEANS = word_set("by via over through on in")
_BEFORE_OCCASION = word_set("in at on during after following before via through from inside outside")
#: Of these the whole phrase must be understood: "after a meeting in Kyiv collapsed" tells of no occasion.
_AROUND = word_set("after following before")
_BEFORE_PLACE = word_set("in at near outside inside from")
_WITH = word_set("with to of before by for in at on near outside inside from alongside")
#: Verbs by which somebody speaks, and of whose object the addressee is made.
_SPEAKING = word_set("speaking talking appearing writing posting testifying")
_GIVEN = word_set(
    "published released posted broadcast aired issued given held carried shown recorded televised streamed hosted organised organized "
    "sent made delivered distributed circulated attended"
)
_OF_PLACES = word_set(
    "city town village port capital region province district central downtown northern southern eastern western nearby"
)
#: Adverbs of time and place that are no words of a noun phrase.
_VAGUE = word_set("late early shortly right soon here there")
_NO_NOUNS = (
    words.PREPOSITIONS | words.CLAUSE_WORDS | words.FINITE | words.SUBJECT_PRONOUNS | words.AUXILIARIES | _SPEAKING
) | _VAGUE
_WITHIN = frozenset({"&", "-", "'", "’", "@", "/"})
_LONGEST = 9  # tokens of a noun phrase
_REACH = 40  # tokens that are read from one side


@dataclass(frozen=True, slots=True)
class Setting:
    """What the words around cue and speaker tell; ``occasion``, ``place`` and ``to`` as written, ``times`` by their index."""

    occasion: str | None = None
    place: str | None = None
    to: str | None = None
    times: tuple[int, ...] = ()

    def beside(self, other: Setting) -> Setting:
        """This setting, with what the ``other`` tells where this one tells nothing."""
        return Setting(
            self.occasion or other.occasion, self.place or other.place, self.to or other.to, self.times + other.times
        )


def setting_of(text: str, unit: Unit, item: Attribution, contents: Sequence[tuple[int, int]]) -> Setting:
    """The setting of one attribution, whose contents are the spans of characters ``contents``."""
    if item.cue is None:
        return Setting()

    def free(at: int) -> bool:
        token = unit.tokens[at]
        return token.quote < 0 and not any(start < token.end and token.start < end for start, end in contents)

    cue, subject = (item.cue[0], _verb_end(unit, item)), item.subject
    found = Setting()
    behind = cue[1]
    if item.listener is not None and item.listener[0] >= behind:
        found = found.beside(_Reader(text, unit, free, behind, item.listener[0]).read())
        behind = listener_core(unit, item.listener)
    if subject is not None and subject.start >= cue[1]:
        behind = _past_speaker(unit, subject.end)
    elif subject is not None and subject.end < cue[0] and unit.tokens[subject.end].text == ",":
        # without the comma it tells who: "the mayor | in Varsk | said"
        found = found.beside(_Reader(text, unit, free, subject.end, cue[0]).read())
    found = found.beside(_Reader(text, unit, free, behind, len(unit.tokens)).read())
    first = min(cue[0], subject.start) if subject is not None else cue[0]
    opening = first
    while opening and first - opening < _REACH and free(opening - 1):
        opening -= 1
    if opening < first and (opening == 0 or unit.tokens[opening].text == ","):
        found = found.beside(_Reader(text, unit, free, opening, first).read(opening=True))
    begin, end = max(contents, key=lambda span: span[1], default=(0, 0))
    last = _token_before(unit, end)
    if cue[1] <= last < len(unit.tokens) - 1 and behind <= last:
        after = _Reader(text, unit, free, last + 1, len(unit.tokens)).read()
        quoted = unit.tokens[last].quote >= 0 and unit.tokens[_token_before(unit, begin + 1)].quote >= 0
        if quoted or (after.occasion and unit.tokens[last + 1].text == ","):
            found = found.beside(after)
    return found


def _token_before(unit: Unit, place: int) -> int:
    """The last token that begins before the character ``place``; -1 where none does."""
    return bisect_left(unit.tokens, place, key=lambda token: token.start) - 1


def said_at(unit: Unit, times: Sequence[int], setting: Setting) -> int | None:
    """Of the times beside a cue, and then of those of its setting, the first that is not what the statement is about."""
    for time in (*times, *setting.times):
        first = last = max(0, _token_before(unit, unit.times[time].start + 1))
        while last + 1 < len(unit.tokens) and unit.tokens[last + 1].time == time:
            last += 1
        before = unit.tokens[first - 1].lower if first else ""
        if not (unit.tokens[last].possessive and before in {"on", "about", "of", "over"}):
            return time
    return None


def _is_occasion(word: str) -> bool:
    """Whether a word in lower case is a noun of ``_OCCASIONS``, in the singular or the plural."""
    return bool({word, word.removesuffix("s"), word.removesuffix("es")} & _OCCASIONS)


def listener_core(unit: Unit, listener: Range) -> int:
    """The token behind whom something is told, without where they are told: "reporters | in Varsk"."""
    start, end = listener
    nobody = words.LISTENERS | words.PEOPLE_PLURAL
    for k in range(start + 1, end):
        if unit.tokens[k].lower in _BEFORE_PLACE and unit.tokens[k - 1].lower in nobody:
            return k
    return end


def _verb_end(unit: Unit, item: Attribution) -> int:
    """Where the cue's verb ends: the tagger's cues may hold more ("said | in a letter")."""
    start, end = item.cue or (0, 0)
    if item.lemma == "according to":
        return end
    return next((k for k in range(start + 1, end) if unit.tokens[k].lower in _BEFORE_OCCASION | _BEFORE_MEANS), end)


def _past_speaker(unit: Unit, at: int) -> int:
    """Past the bracket or the apposition behind a speaker: "said Ann Brown, the mayor of Varsk, | at a rally"."""
    tokens = unit.tokens
    at = after_bracket(unit, at)
    if at + 1 < len(tokens) and tokens[at].text == "," and tokens[at + 1].lower in words.DETERMINERS:
        closed = past_apposition(unit, at)
        if closed < len(tokens) and tokens[closed].text == ",":
            return closed
    return at


class _Reader:
    """One row of adverbials between two tokens."""

    def __init__(self, text: str, unit: Unit, free: Callable[[int], bool], start: int, end: int) -> None:
        self._text, self._unit, self._tokens, self._free = text, unit, unit.tokens, free
        self._at = start
        self._end = min(end, start + _REACH)
        self._occasion: tuple[int, int] | None = None
        self._place: str | None = None
        self._to: str | None = None
        self._times: list[int] = []
        self._aside = False  # past words about a topic: places and times behind them belong to it

    def read(self, *, opening: bool = False) -> Setting:
        """The setting that the row tells. At the ``opening`` of a sentence all of it, or a comma, must follow what was understood."""
        while self._at < self._end and self._free(self._at) and self._step():
            pass
        complete = not self._more() or self._tokens[self._at].text == ","
        around = self._occasion is not None and self._tokens[self._occasion[0]].lower in _AROUND
        if not complete and (opening or around):
            self._occasion = None if around or not self._comma_follows() else self._occasion
            self._place = self._to = None
            self._times = []
        occasion = None if self._occasion is None else self._words(*self._occasion)
        return Setting(occasion, self._place, self._to, tuple(self._times))

    def _more(self) -> bool:
        """Whether a word stands right behind what was read, in no content."""
        return self._at < self._end and self._free(self._at) and self._tokens[self._at].is_word

    def _comma_follows(self) -> bool:
        return any(token.text == "," for token in self._tokens[self._at : self._end])

    def _step(self) -> bool:
        """Reads one adverbial; ``False`` where none stands."""
        tokens, at = self._tokens, self._at
        token = tokens[at]
        if token.time >= 0:
            self._time(at)
        elif token.text == "," or token.lower in {"and", "both"}:
            following = tokens[at + 1] if at + 1 < self._end else None
            if following is None or not (
                following.time >= 0 or following.lower in _SPEAKING | _BEFORE_OCCASION | {"addressing"}
            ):
                return False
            self._at += 1
        elif token.lower in {"on", "late", "early", "in"} and at + 1 < self._end and tokens[at + 1].time >= 0:
            self._at += 1
            if self._noun_behind_time(self._at):  # "on Friday's attack"
                return self._topic(at)
        elif token.lower in _SPEAKING:
            self._at += 1
            if self._at < self._end and tokens[self._at].lower in {"to", "with"}:
                end = self._noun_phrase(self._at + 1)
                if end > self._at + 1 and self._head(self._at + 1, end) is None:
                    self._to = self._to or self._words(self._at + 1, end)
                    self._at = end
        elif token.lower == "addressing":
            end = self._noun_phrase(at + 1)
            head = self._head(at + 1, end)
            if head is not None:
                self._take(at, head + 1)
            elif end > at + 1:
                self._to = self._to or self._words(at + 1, end)
                self._at = end
            else:
                return False
        elif token.lower in words.PREPOSITIONS | _BEFORE_OCCASION | _BEFORE_MEANS:
            return self._preposition(at)
        elif token.lower in words.ADVERBS | _VAGUE and token.mention < 0:
            self._at += 1
        else:
            return False
        return True

    def _preposition(self, at: int) -> bool:
        lower = self._tokens[at].lower
        place = self._place_behind(at)
        if place is not None:
            if not self._aside:
                self._place = self._place or place[0].text
            self._at = place[1]
            return True
        end = self._noun_phrase(at + 1)
        head = self._head(at + 1, end)
        if head is not None and self._fits(lower, at + 1, head, end):
            self._take(at, head + 1)
            return True
        return self._topic(at)

    def _topic(self, at: int) -> bool:
        """Past words that tell of what it was, not where: "said | of the war in Lasmin | at a rally"."""
        end = self._noun_phrase(at + 1)
        self._aside = True
        self._at = max(end, at + 1)
        return end > at + 1

    def _fits(self, preposition: str, start: int, head: int, end: int) -> bool:
        """Whether the noun ``head`` ends its phrase and goes with its preposition."""
        token = self._tokens[head]
        follows = self._tokens[head + 1].lower if head + 1 < end else ""
        if follows and follows not in _GIVEN:
            return False
        if _is_occasion(token.lower):
            return preposition in _BEFORE_OCCASION
        if token.lower in _MEANS:
            return preposition in _BEFORE_MEANS and (preposition != "in" or token.lower == "writing")
        return preposition in {"on", "in"} and token.capital and start <= head

    def _take(self, start: int, end: int) -> None:
        """The occasion from ``start``, with the words behind its noun that tell with whom, by whom and where."""
        tokens = self._tokens
        self._note_times(start, end)
        place: str | None = None
        plain = True  # whether what stands last can have a place
        while end < self._end and self._free(end):
            at = end
            if tokens[at].lower in _GIVEN and tokens[at].mention < 0:
                end += 1
                continue
            if tokens[at].time >= 0 or tokens[at].lower not in _WITH:
                break
            if at + 1 < self._end and (tokens[at + 1].time >= 0 or tokens[at + 1].lower in {"late", "early"}):
                break
            found = self._place_behind(at)
            if found is not None:
                if not plain:
                    break
                place, end = place or found[0].text, found[1]
                continue
            last = self._noun_phrase(at + 1)
            if (
                last == at + 1
                or tokens[last - 1].possessive
                or (tokens[at].lower in {"on", "for"} and not self._is_named(at + 1, last))
            ):
                break  # "a statement | on the arrests"
            plain = self._is_somebody(at + 1, last)
            if not plain and tokens[at].lower in {"of", "by", "for", "from"}:
                break
            end = last
        while tokens[end - 1].lower in _GIVEN and tokens[end - 1].mention < 0:
            end -= 1  # "in a release published | on Monday"
        if self._occasion is None:
            self._occasion = (start, end)
            self._place = self._place or place
        self._at = end
        self._aside = self._aside or not plain

    def _is_somebody(self, start: int, end: int) -> bool:
        tokens = self._tokens[start:end]
        return any(
            token.mention >= 0
            or (token.capital and token.is_word)
            or token.lower in words.LISTENERS | words.PEOPLE_PLURAL | words.PEOPLE_SINGULAR | words.BODIES | words.NO_OUTLETS
            for token in tokens
        )  # fmt: skip

    def _is_named(self, start: int, end: int) -> bool:
        last = self._tokens[end - 1]
        return last.capital or last.lower in words.OUTLET_WORDS | _MEANS

    def _place_behind(self, at: int) -> tuple[Mention, int] | None:
        """The place whose name follows the preposition at ``at``, and the token behind it."""
        tokens = self._tokens
        if tokens[at].lower not in _BEFORE_PLACE:
            return None
        k = at + 1
        while k < self._end and tokens[k].mention < 0 and (tokens[k].lower in _OF_PLACES | {"the", "of"}):
            k += 1
        if k >= self._end or tokens[k].mention < 0 or not self._free(k):
            return None
        mention = self._unit.mentions[tokens[k].mention]
        end = k
        while end < self._end and tokens[end].mention == tokens[k].mention:
            end += 1
        if tokens[k].text in words.OUTLET_WORDS or tokens[end - 1].text in words.OUTLET_WORDS:
            return None  # "in The Atlantic"
        if mention.kind not in {"place", "country"} or is_adjective(mention) or tokens[end - 1].possessive:
            return None
        if end < len(tokens) and self._free(end) and self._goes_on(end):
            return None  # "in Varsk University": the name of something else
        return mention, end

    def _goes_on(self, at: int) -> bool:
        """Whether the word at ``at`` can belong to the noun before it."""
        token = self._tokens[at]
        closing = (
            words.PREPOSITIONS | words.CLAUSE_WORDS | words.ADVERBS | words.FINITE | words.DETERMINERS | {"and", "but"}
        )
        return token.is_word and token.time < 0 and token.lower not in closing | words.SUBJECT_PRONOUNS

    def _noun_phrase(self, start: int) -> int:
        """Where the noun phrase ends that begins at ``start``; ``start`` where none does."""
        tokens = self._tokens
        k = start
        if [token.lower for token in tokens[start : start + 2]] == ["one", "of"]:
            start = k = start + 2  # "in | one of | her speeches"
        while k < min(self._end, start + _LONGEST) and self._free(k):
            token = tokens[k]
            inside = token.mention >= 0 and k > start and tokens[k - 1].mention == token.mention
            if token.time >= 0 and not self._noun_behind_time(k):
                break
            if not inside and token.time < 0 and self._ends_phrase(start, k):
                break
            k += 1
        return k

    def _ends_phrase(self, start: int, at: int) -> bool:
        """Whether the token ``at`` cannot go on with the noun phrase that begins at ``start``."""
        token = self._tokens[at]
        if token.lower in {"and", "or"}:
            return at == start or not self._joins(at)
        if not token.is_word:
            return token.text not in _WITHIN
        if token.mention < 0 and token.lower in _NO_NOUNS:
            return True
        if at == start:
            return False
        if token.lower.endswith(("ed", "ing")):
            return self._is_closed(at - 1) and not _is_occasion(token.lower)  # "a court filing"
        determined = token.lower in words.DETERMINERS and token.mention < 0 and not token.capital
        return determined and self._tokens[at - 1].lower not in words.DETERMINERS

    def _is_closed(self, at: int) -> bool:
        """Whether a noun phrase is whole with the token ``at``, so that a verb can follow: a name, an occasion."""
        token = self._tokens[at]
        return not token.possessive and (token.mention >= 0 or token.capital or _is_occasion(token.lower))

    def _joins(self, at: int) -> bool:
        after = self._tokens[at + 1] if at + 1 < self._end else None
        return after is not None and after.capital and self._tokens[at - 1].capital

    def _noun_behind_time(self, at: int) -> bool:
        """Whether a time is a part of a noun phrase: "at | Monday's | briefing", "on her | Sunday | programme"."""
        tokens = self._tokens
        time, last = tokens[at].time, at
        while last + 1 < len(tokens) and tokens[last + 1].time == time:
            last += 1
        follows = tokens[last + 1].lower if last + 1 < self._end else ""
        return tokens[last].possessive or _is_occasion(follows)

    def _head(self, start: int, end: int) -> int | None:
        """The last token of a noun phrase that is an occasion, a means or an outlet."""
        tokens = self._tokens
        for k in range(end - 1, start - 1, -1):
            if tokens[k].lower in _MEANS or _is_occasion(tokens[k].lower):
                return k
            if k == end - 1 and tokens[k].capital and tokens[k].text in words.OUTLET_WORDS:
                return k
        return None

    def _time(self, at: int) -> None:
        time = self._tokens[at].time
        while self._at < self._end and self._tokens[self._at].time == time:
            self._at += 1
        if not self._aside and time not in self._times:
            self._times.append(time)

    def _note_times(self, start: int, end: int) -> None:
        for token in self._tokens[start:end]:
            if token.time >= 0 and token.time not in self._times:
                self._times.append(token.time)

    def _words(self, start: int, end: int) -> str:
        return self._text[self._tokens[start].start : self._tokens[end - 1].end]
