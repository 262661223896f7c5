"""Text without markup, sorted into what is the article and what stands around it.

No rule knows a site. The rules look at a line, at its neighbours and at the whole:

1. lines that say themselves what they are (phrases, credits, dates, bylines);
2. doubles: a caption that stands twice, a sentence that was scraped twice;
3. where the article runs from and to: the stretch of lines in which prose outweighs the rest (the idea of Finn, Kushmerick
   and Smyth's body text extraction, on lines and with words as weights);
4. what is in front of it (masthead, title, standfirst, byline), between its paragraphs (crossheads, descriptions of
   pictures, other headlines) and after it.

Every line ends with exactly one kind and the reason for it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from onrecord.read import bylines, dates, naming, pictures
from onrecord.read.lines import LONG, Line, fold
from onrecord.read.phrases import BRACKETED_TAG, LEAD_IN, STOP_WORDS, phrases

#: Weight of a line that is no prose, in words, when the stretch of the article is sought: a gap of ten such lines must be
#: outweighed by sixty words of prose behind it. Chosen on half of the sites of the extraction benchmark.
SHORT_LINE = -6
#: The same for lines that stand inside articles too ("Read more: ...", captions, credits).
INSERT = -2
#: And for lines that open what follows an article ("Related stories").
CLOSING = -25
#: Shorter sentences come back in one article by themselves ("The ministry declined to comment.").
FEWEST_OF_A_DOUBLE = 7
#: The least share of words that a continuation has in common with an article, and what it is where that is too short to tell.
#: Both chosen on half of the sites of the extraction benchmark.
LEAST_KINSHIP = 0.2
USUAL_KINSHIP = 0.4
FEWEST_OF_A_CORE = 60
_CLOSING_KINDS = frozenset({"related_link", "subscription_notice", "comment"})
_WORDS_AT_MOST = 60  # what one paragraph can weigh: a long legal notice must not outweigh an article


@dataclass(slots=True)
class Sorted:
    """What the lines of a text were found to be: the index of the title and where the article ends (exclusive)."""

    lines: list[Line]
    title: int | None
    end: int

    def texts(self, *kinds: str) -> list[str]:
        return [line.text for line in self.lines if line.kind in kinds]


def sort(lines: list[Line], *, record: bool = False, title: str | None = None) -> Sorted:
    """Give every line its kind and reason, in place.

    ``record``: the lines are paragraphs that an archive kept, without a page around them, so a line without a full stop is
    a standfirst or a crosshead and no link. ``title``: the title, where something outside the lines tells it.
    """
    _name_what_names_itself(lines)
    pictures.mark(lines)
    _mark_listings(lines)
    start, end = _stretch(lines)
    end = _cut(lines, start, end)
    heading = _title(lines, start, end, title)
    start = _begin(lines, start, heading)
    _before(lines, start, end, heading)
    _inside(lines, start, end, record)
    _after(lines, end)
    _doubles(lines, heading)
    return Sorted(lines, heading, end)


def sort_article(lines: list[Line], title: str | None) -> None:
    """Give kinds to lines that markup already told to be an article's: only what plainly says otherwise is no body."""
    _name_what_names_itself(lines, article=True)
    pictures.mark(lines)
    heading = None
    if title is not None:
        wanted = fold(title)
        heading = next((index for index, line in enumerate(lines) if line.folded == wanted), None)
    for line in lines:
        if line.kind is None:
            line.become("body", "a paragraph in the part of the page that holds the article")
    _doubles(lines, heading)


def _name_what_names_itself(lines: Sequence[Line], *, article: bool = False) -> None:
    for line in lines:
        if line.kind is not None or (article and (line.count == 0 or _is_address(line.text))):
            continue
        if line.count == 0:
            line.become("notice", "a line without words")
        elif _is_address(line.text):
            line.become("notice", "an address by itself")
        elif dates.ago(line.text):
            line.become("related_link", "a time counted from when the page was fetched")
        elif bylines.is_byline(line.text):
            line.become("byline", "it opens with “By” and names people")
        elif dates.date_line(line.text):
            line.become("date_line", "a date and hardly a word beside it")
        elif LEAD_IN.match(line.text) and line.count <= 40:
            line.become("related_link", "a pointer to another story")
        elif BRACKETED_TAG.search(line.text) and line.count < LONG:
            line.become("promotion", "a headline with a tag in brackets, as links to other stories have")
        else:
            _try_phrases(line)


def _try_phrases(line: Line) -> None:
    for phrase in phrases():
        if phrase.fits(line.folded, line.count, line.ends and line.count >= 4):
            line.become(phrase.kind, phrase.what)
            return


def _closes(line: Line) -> bool:
    """Whether the line opens what follows an article."""
    return line.kind in _CLOSING_KINDS and any(phrase.closes and phrase.what == line.reason for phrase in phrases())


def _mark_listings(lines: Sequence[Line]) -> None:
    """A short line followed by "See more" of itself is the head of a list of other stories."""
    for line, following in pairwise(lines):
        if line.folded and line.count <= 6 and following.count <= 10 and following is not line:
            rest = following.folded.removesuffix(line.folded).strip()
            if following.folded.endswith(line.folded) and rest in (
                "see more",
                "see all",
                "more",
                "view all",
                "all",
                "more from",
            ):
                line.become("related_link", "a heading over other stories")


def _weight(line: Line) -> int:
    if line.kind is None:
        return min(line.count, _WORDS_AT_MOST) if line.prose and not line.trails_off else SHORT_LINE
    if line.kind == "body":
        return max(1, line.count)
    if _closes(line):
        return CLOSING
    if _tells_age(line):
        return 2 * SHORT_LINE
    return (
        INSERT
        if line.kind in ("related_link", "caption", "credit", "byline", "date_line", "notice", "repeated", "heading")
        else SHORT_LINE
    )


def _stretch(lines: Sequence[Line]) -> tuple[int, int]:
    """The run of lines with the greatest weight, as indexes (start, end); (0, 0) where nothing is prose."""
    best, best_start, best_end = 0, 0, 0
    total, start = 0, 0
    for index, line in enumerate(lines):
        if total <= 0:
            total, start = 0, index
        total += _weight(line)
        if total > best:
            best, best_start, best_end = total, start, index + 1
    while best_start < best_end and not (lines[best_start].kind in (None, "body") and lines[best_start].prose):
        best_start += 1
    return best_start, best_end


def _cut(lines: list[Line], start: int, end: int) -> int:
    """Where the article ends if, behind a line that closes it, the talk is of something else.

    Teasers of other stories and comments are prose too. They use the article's words far less than the article does itself:
    what its second half shares with its first is the measure.
    """
    for index in range(start + 1, end):
        if not (_closes(lines[index]) or _tells_age(lines[index])):
            continue
        core = [line for line in lines[start:index] if line.kind is None and line.prose]
        rest = [line for line in lines[index:end] if line.kind is None and line.prose]
        size = sum(line.count for line in core)
        talk = lines[index].kind == "comment" or _tells_age(lines[index])  # comments may be many times the article
        if size < FEWEST_OF_A_CORE or not rest or (not talk and size < sum(line.count for line in rest) / 2):
            continue
        own = _kinship(core[len(core) // 2 :], core[: len(core) // 2]) if len(core) >= 4 else USUAL_KINSHIP
        if _kinship(rest, core) < max(LEAST_KINSHIP, 0.75 * own):
            return index
    return end


def _kinship(lines: Sequence[Line], others: Sequence[Line]) -> float:
    """The share of the longer words of ``lines`` that ``others`` use too."""
    vocabulary = _vocabulary(line.text for line in others)
    words = [_stem(word) for line in lines for word in line.folded.split() if len(word) > 3 and word not in STOP_WORDS]
    return sum(1 for word in words if word in vocabulary) / max(1, len(words))


def _tells_age(line: Line) -> bool:
    return line.kind == "related_link" and dates.ago(line.text)


def _title(lines: list[Line], start: int, end: int, given: str | None) -> int | None:
    """Which line is the title: of those in front of the article the one whose words the article uses most."""
    if given:
        wanted = fold(given)
        for index, line in enumerate(lines):
            if line.folded == wanted:
                line.become("heading", "the title")
                return index
    candidates = [index for index in range(start) if _may_be_title(lines[index])]
    candidates += _titles_that_end_like_sentences(lines, start, end)
    if not candidates or start == end == 0:
        return _only_line(lines)
    vocabulary = _vocabulary(line.text for line in lines[start:end] if line.kind is None)
    scores = {index: _share(lines[index], vocabulary) for index in candidates}
    best = max(scores.values())
    if best > 0:
        signed = [
            index for index in candidates if index + 1 < len(lines) and lines[index + 1].kind in ("byline", "date_line")
        ]
        good = [index for index in candidates if scores[index] >= 0.7 * best]
        chosen = next((index for index in signed if scores[index] >= 0.4 * best), good[0])
    else:
        chosen = next((index for index in candidates if lines[index].count >= 4), -1)
    if chosen < 0:
        return None
    lines[chosen].become("heading", "the title: of the lines before the article its words come back most often in it")
    return chosen


def _may_be_title(line: Line) -> bool:
    return line.kind is None and 2 <= line.count <= 32 and not line.continues


def _titles_that_end_like_sentences(lines: list[Line], start: int, end: int) -> list[int]:
    """A first line that ends like a sentence but has a byline, a date or a picture between it and the article."""
    if start >= end or lines[start].count > 22 or lines[start].kind is not None:
        return []
    asks = lines[start].text.rstrip("\"'”’").endswith(("?", "!"))
    following = [line.kind for line in lines[start + 1 : start + 3]]
    return [start] if asks or any(kind in ("byline", "date_line") for kind in following) else []


def _only_line(lines: list[Line]) -> int | None:
    """Without prose the first line that could be a title is one, if others follow."""
    for index, line in enumerate(lines[:-1]):
        if _may_be_title(line) and line.count >= 4:
            line.become("heading", "the first line of a text without paragraphs")
            return index
    return None


def _vocabulary(texts: Iterable[str]) -> set[str]:
    return {_stem(word) for text in texts for word in fold(text).split()}


def _share(line: Line, vocabulary: set[str]) -> float:
    words = {_stem(word) for word in line.folded.split() if word not in STOP_WORDS and len(word) > 1}
    if not words:
        return 0.0
    hits = len(words & vocabulary)
    return hits / len(words) * min(hits, 6)


def _stem(word: str) -> str:
    return word[:5]


def _begin(lines: list[Line], start: int, title: int | None) -> int:
    """The article begins after its title."""
    return max(start, title + 1) if title is not None and title >= start else start


def _before(lines: list[Line], start: int, end: int, title: int | None) -> None:
    body = "\n".join(line.text for line in lines[start:end] if line.kind is None and line.prose)
    for index in range(start):
        line = lines[index]
        if line.kind is not None:
            continue
        above = title is not None and index < title
        names = bylines.names_only(line.text)
        if names and (len(names) > 1 or (not above and title is not None) or "," in line.text):
            line.become("byline", "names of people near the title")
        elif above and naming.is_masthead(lines, index, body):
            line.become("masthead", "a name above the title")
        elif title is not None and not above and _signed(lines, index, start):
            line.become("byline", "a name beside the date, with a place or a job")
        elif above and line.prose:
            line.become("promotion", "a sentence above the title")
        elif above:
            follows = index > 0 and lines[index - 1].kind == "masthead" and line.capitals > 0.5
            if follows:
                line.become("masthead", "the slogan under a masthead")
            else:
                line.become("navigation", "a short line above the title")
        elif title is None:
            line.become("heading" if line.count >= 4 else "navigation", "a line before the article")
        elif line.prose:
            line.become("body", "a sentence between the title and the rest of the article")
        elif line.count >= 4:
            line.become("summary", "a line between the title and the article")
        else:
            line.become("navigation", "a short line between the title and the article")


def _signed(lines: list[Line], index: int, start: int) -> bool:
    """Whether a line between title and article is a name with something behind it, next to a date or to the article."""
    line = lines[index]
    if line.count > 8 or line.ends or not bylines.opens_with_name(line.text):
        return False
    neighbours = lines[max(0, index - 1) : index] + lines[index + 1 : index + 2]
    return index + 1 == start or any(other.kind == "date_line" for other in neighbours)


def _inside(lines: list[Line], start: int, end: int, record: bool) -> None:
    for index in range(start, end):
        line = lines[index]
        if line.kind is not None:
            continue
        if line.prose:
            line.become("body", "a paragraph of the article")
        elif line.continues and line.count >= 2:
            line.become("body", "it leads to the line after it")
        elif _listed(line):
            line.become("body", "an item of a list in the article")
        elif _quoted(line) or (line.text[0].islower() and line.count >= 6):
            line.become("body", "a part of a sentence of the article")
        elif line.ends:
            line.become("body", "a short sentence of the article")
        elif index == 0 or line.count <= 7:
            line.become("heading", "a short line without a full stop between paragraphs")
        elif record:
            line.become("summary", "a line without a full stop among the paragraphs of a record")
        elif line.count >= 16:
            line.become("body", "a long line that lacks its full stop")
        else:
            line.become("related_link", "it reads like the headline of another story between paragraphs")


def _listed(line: Line) -> bool:
    return line.text[0] in "•*–—·▪■●-" or (
        line.text[0].isdigit() and line.text[1:3].strip()[:1] in (".", ")") and line.count > 3
    )


def _quoted(line: Line) -> bool:
    return line.text[0] in '"“‘«„' and line.count >= 8


def _after(lines: list[Line], end: int) -> None:
    for line in lines[end:]:
        if line.kind is not None:
            continue
        if line.prose and end == 0:
            line.become("body", "a sentence of a text without longer paragraphs")
        elif line.prose:
            line.become("related_link", "it stands among other lines after the end of the article")
        elif line.count >= 4:
            line.become("related_link", "a headline after the end of the article")
        else:
            line.become("navigation", "a short line after the end of the article")


def _doubles(lines: list[Line], title: int | None) -> None:
    """Of a body line that stands twice, or inside another paragraph, the first whole one stays."""
    openings: dict[tuple[str, ...], list[int]] = {}
    body = [line for line in lines if line.kind == "body" and line.prose and line.count >= FEWEST_OF_A_DOUBLE]
    times = Counter(line.folded for line in body)
    seen: set[str] = set()
    for line in body:
        # What stands three times and more is a refrain of the article (the question of a series) unless it is long.
        if line.folded in seen and (times[line.folded] == 2 or line.count >= 2 * FEWEST_OF_A_DOUBLE):
            line.become("repeated", "the same words stand further up")
        seen.add(line.folded)
    body = [line for line in body if line.kind == "body"]
    for index, line in enumerate(body):
        words = line.folded.split()
        for at in range(len(words) - 5):
            openings.setdefault(tuple(words[at : at + 6]), []).append(index)
    for index, line in enumerate(body):
        opening = tuple(line.folded.split()[:6])
        around = (body[other] for other in openings.get(opening, [])[:20] if other != index)
        if any(other.kind == "body" and _holds(other, line) for other in around):
            line.become("repeated", "the same words stand inside another paragraph")
    if title is not None:
        for line in lines:
            if (
                line is not lines[title]
                and line.folded == lines[title].folded
                and line.kind in ("body", "summary", "heading", None)
            ):
                line.become("repeated", "the title once more")


def _holds(longer: Line, line: Line) -> bool:
    return len(longer.folded) > len(line.folded) and f" {line.folded} " in f" {longer.folded} "


def _is_address(text: str) -> bool:
    return text.lower().startswith(("http://", "https://", "www.")) and len(text.split()) == 1
