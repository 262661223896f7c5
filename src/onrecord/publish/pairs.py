"""Two articles held against each other in words: why they are together, or why they are not."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model.contents import Contents
from onrecord.model.explained import Overlap, Pair, Tie
from onrecord.model.relations import CopyGroup, Relations, Story
from onrecord.publish.described import Describer, Steps
from onrecord.publish.wording import one_line, plural, ruling_words

#: What each signal is, in words.
SIGNALS = {
    "text": "how alike all their words are, rare ones counting most",
    "contrast": "the same, for words that the articles around them lack",
    "lead": "how alike headline and opening are",
    "numbers": "telling numbers that both give",
}


def pair_steps(pair: Pair, contents: Contents, describer: Describer) -> Steps:
    """What two articles are to each other: text, story, thread; then all that this was decided by."""
    a, b = pair.article_ids
    steps: Steps = [("First", describer.article_name(a)), ("Second", describer.article_name(b))]
    steps.append(("Copy", _text(pair.overlap, _group(contents, a, b))))
    stories = [story for story in (_story(contents, one) for one in (a, b)) if story]
    steps.append(("Story", _stories(stories)))
    threads = [_thread(contents, one) for one in (a, b)]
    steps.append(("Thread", _threads(threads)))
    steps.append(("Link", _link(pair)))
    if pair.tie:
        steps += _tie(pair.tie, one_story=len({story.id for story in stories}) == 1, copies=bool(pair.overlap.relation))
    for ruling in contents.rulings:
        if {a, b} <= set(ruling.article_ids) or (ruling.kind == "date" and ruling.target in (a, b)):
            steps.append(("Ruling", ruling_words(ruling)))
    return steps


def _text(overlap: Overlap, group: CopyGroup | None) -> str:
    shares = f"{overlap.share_a:.0%} of the first's words and {overlap.share_b:.0%} of the second's are shared"
    if overlap.relation is None:
        if not overlap.passages:
            return "no copy: they share no passage of twelve words"
        kinds = sorted({passage.kind for passage in overlap.passages})
        return f"no copy: {overlap.reason}; shared: {', '.join(SHARED[kind] for kind in kinds)}"
    told = f"{overlap.relation}, {shares}: {overlap.reason}"
    if group is None:
        return f"{told}; but no copies, by a ruling or because others are closer to each of them"
    return f"{told}. {group.id}: first is {group.first_article_id}, {group.reason}"


#: What a shared passage is, in words.
SHARED = {
    "copied": "a copied passage",
    "quotation": "a quotation that both carry",
    "notice": "a notice to the reader",
    "statement": "a statement that both print",
    "furniture": "furniture of their pages",
    "form": "a form filled in with other numbers",
    "little": "too little to count",
}


def _stories(stories: list[Story]) -> str:
    if len(stories) < 2:
        return "no story was made of one of them: see its fate with `onrecord show fates`"
    one, other = stories
    if one.id == other.id:
        return f"one: {_named(one)}"
    return f"two: {_named(one)}, and {_named(other)}"


def _named(story: Story) -> str:
    return f"{story.id} “{one_line(story.title)}” ({plural(len(story.article_ids), 'article')})"


def _threads(threads: list[Relations | None]) -> str:
    one, other = threads
    if one is None or other is None:
        return ""
    if one.thread_id == other.thread_id:
        return f"one: {one.thread_id} ({plural(len(one.datings), 'article')})"
    return f"two: {one.thread_id} and {other.thread_id}; no chain of links leads from the one to the other"


def _link(pair: Pair) -> str:
    if pair.link:
        near = "near: of one neighbourhood" if pair.link.near else "far: of one thread, not of one neighbourhood"
        return f"{pair.link.kind}, weight {pair.link.weight:.2f} ({near}): {pair.link.reason}"
    if pair.met:
        return "none: they were compared, and have too little in common"
    return "none: they were not compared, for no rare term or passage of the one leads to the other"


def _tie(tie: Tie, *, one_story: bool, copies: bool) -> Iterator[tuple[str, str]]:
    for signal in tie.signals:
        told = f"{signal.value:.2f} × {signal.weight:.2f} = {signal.contribution:+.2f}"
        yield f"Signal {signal.name}", f"{told} ({SIGNALS.get(signal.name, signal.name)})"
    total = sum(signal.contribution for signal in tie.signals) + tie.constant
    yield "Constant", f"{tie.constant:+.2f}, which makes {total:+.2f}"
    if not tie.within:
        yield (
            "Chance",
            f"at most {tie.chance:.0%} that they tell of one happening, if no other article had what they share; from {tie.needed:.0%} "
            "they are weighed within one neighbourhood",
        )
        yield "Days between", _days(tie)
        return
    yield "Chance", f"{tie.chance:.0%} that they tell of one happening"
    yield "Days between", _days(tie)
    if copies and tie.score == 1:
        yield "Counts", "100%, as copies are together"
    elif tie.left < 1:
        yield "Counts", f"{tie.score:.0%}"
    if one_story:
        yield (
            "Together",
            f"the articles of the story are {tie.average:.0%} likely of one happening, on average over each two",
        )
    else:
        short = "less than" if tie.average < tie.needed else "which would be enough for"
        yield (
            "Apart",
            f"{tie.average:.1%} on average over each two articles of both stories, {short} the {tie.needed:.1%} needed",
        )


def _days(tie: Tie) -> str:
    if tie.days is None:
        return "not known; nothing is taken off"
    return plural(tie.days, "day") + (
        "; nothing is taken off" if tie.left == 1 else f", which leave {tie.left:.0%} of the chance"
    )


def _group(contents: Contents, a: str, b: str) -> CopyGroup | None:
    for relations in contents.relations:
        for group in relations.copies:
            if {a, b} <= {group.first_article_id, *(member.article_id for member in group.members)}:
                return group
    return None


def _story(contents: Contents, article_id: str) -> Story | None:
    stories = (story for relations in contents.relations for story in relations.stories)
    return next((story for story in stories if article_id in story.article_ids), None)


def _thread(contents: Contents, article_id: str) -> Relations | None:
    held = (each for each in contents.relations if any(dating.article_id == article_id for dating in each.datings))
    return next(held, None)
