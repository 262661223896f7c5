"""Fitting the network: all parts at once, on windows in random order, with a running mean of the weights as the result."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.nn import functional

from training.statements.examples import Marked, Pieces, damaged, pieces, windows
from training.statements.network import BEFORE, BEGINS, CONTENT, CUE, GOES_ON, PART, SOURCE, Tagger

if TYPE_CHECKING:
    from tokenizers import Tokenizer

EPOCHS, BATCH = 5, 12
RATE, RATE_OF_HEADS = 2e-4, 1e-3
WARMING = 0.06  # of all steps
PARTS = {"cues": 3.0, "roles": 1.0, "names": 0.5}  # what the losses count
TAUGHT = {"cues", "roles"}  # what is learned from a teacher
KEPT = 0.997  # of the running mean, at each step
IGNORED = -100

Window = tuple[Pieces, int, int]


def fit(
    tagger: Tagger,
    tokenizer: Tokenizer,
    given: Sequence[Marked],
    seed: int,
    epochs: int = EPOCHS,
    rate: float = 1.0,
    teacher: Tagger | None = None,
    keep: Path | None = None,
) -> dict[str, Any]:
    """Train ``tagger`` and return the running mean of its weights. The embeddings of words stay as they are.

    ``keep``: a file for them after each epoch. ``teacher``: a trained tagger, whose probabilities are learned from as much as the marks are (Hinton, Vinyals and Dean 2015).
    """
    chance = random.Random(seed)
    torch.manual_seed(seed)
    tagger.encoder.word.weight.requires_grad_(False)
    heads = [
        *tagger.cues.parameters(),
        *tagger.names.parameters(),
        *tagger.decoder.parameters(),
        tagger.encoder.case.weight,
    ]
    others = {id(parameter) for parameter in heads}
    body = [
        parameter
        for parameter in tagger.encoder.parameters()
        if parameter.requires_grad and id(parameter) not in others
    ]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": rate * RATE}, {"params": heads, "lr": rate * RATE_OF_HEADS}], weight_decay=0.01
    )
    mean = {name: value.detach().clone() for name, value in tagger.state_dict().items()}
    step = steps = 0
    for epoch in range(epochs):
        packs = list(_packs(tokenizer, given, chance, first=epoch == 0))
        if not steps:
            steps = len(packs) * epochs
            schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, _Rising(steps))
        tagger.train()
        for pack in packs:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = _loss(tagger, tokenizer, pack, teacher)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(tagger.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            step += 1
            _follow(mean, tagger, min(KEPT, step / (step + 20)))
            if step % 25 == 0:
                print(f"step {step} of {steps}, loss {loss.item():.4f}", flush=True)
        if keep is not None:
            torch.save(mean, keep)
    return mean


class _Rising:
    """The part of the full rate at a step of ``steps``: up, then straight down."""

    def __init__(self, steps: int) -> None:
        self.steps = steps

    def __call__(self, at: int) -> float:
        return min(1.0, (at + 1) / (WARMING * self.steps)) * max(0.0, 1 - at / (1.01 * self.steps))


def _follow(mean: dict[str, Tensor], tagger: Tagger, kept: float) -> None:
    with torch.no_grad():
        for name, value in tagger.state_dict().items():
            if name != "encoder.word.weight":
                mean[name].lerp_(value, 1 - kept)


def _packs(
    tokenizer: Tokenizer, given: Sequence[Marked], chance: random.Random, *, first: bool
) -> Iterator[list[Window]]:
    """All windows in batches of like lengths, in random order; each text as one annotator marked it, in the first epoch the first."""
    found: list[Window] = []
    for item in given:
        marked = item.by[0] if first else chance.choice(item.by)
        own = pieces(tokenizer, damaged(item.text, chance), marked, item.names)
        found += [(own, start, end) for start, end in windows(own, chance)]
    chance.shuffle(found)
    lots = (found[at : at + 200] for at in range(0, len(found), 200))
    ordered = [window for lot in lots for window in sorted(lot, key=lambda window: window[2] - window[1])]
    packs = [ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH)]
    chance.shuffle(packs)
    yield from packs


def _loss(tagger: Tagger, tokenizer: Tokenizer, pack: Sequence[Window], teacher: Tagger | None) -> Tensor:
    given = _batch(tokenizer, pack)
    scores = _scores(tagger, given)
    wanted = {"cues": given.tags, "names": given.names, "roles": given.roles}
    loss = torch.zeros(())
    for part, own in scores.items():
        if part != "names" or bool((given.names != IGNORED).any()):
            loss = loss + PARTS[part] * _cross_entropy(own, wanted[part])
    if teacher is not None:
        with torch.no_grad():
            known = _scores(teacher.eval(), given)
        for part in TAUGHT & set(scores):
            counted = wanted[part].flatten() != IGNORED
            one, other = (item[part].float().flatten(0, 1)[counted].log_softmax(-1) for item in (scores, known))
            loss = loss + PARTS[part] * functional.kl_div(one, other, log_target=True, reduction="batchmean")
    return loss


@dataclass(frozen=True, slots=True)
class _Batch:
    """Windows, and for each cue its row, its pieces, which part of the window is looked at, and the roles there."""

    ids: Tensor
    cases: Tensor
    mask: Tensor
    tags: Tensor
    names: Tensor
    rows: Tensor
    near: Tensor
    is_cue: Tensor
    roles: Tensor


def _batch(tokenizer: Tokenizer, pack: Sequence[Window]) -> _Batch:
    length = max(end - start for _, start, end in pack) + 2
    ids, cases = (torch.zeros(len(pack), length, dtype=torch.long) for _ in range(2))
    mask = torch.zeros(len(pack), length, dtype=torch.bool)
    tags, names = (torch.full((len(pack), length), IGNORED) for _ in range(2))
    rows, near, cues, roles = [], [], [], []
    begin, end_mark = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    for row, (given, start, end) in enumerate(pack):
        size = end - start
        ids[row, : size + 2] = torch.tensor([begin, *given.ids[start:end], end_mark])
        cases[row, 1 : size + 1] = torch.tensor(given.cases[start:end])
        mask[row, : size + 2] = True
        tags[row, 1 : size + 1] = 0
        if given.names is not None:
            names[row, 1 : size + 1] = torch.tensor(given.names[start:end])
        for relation in given.relations:
            own = [at - start + 1 for at in relation["Cue"] if start <= at < end]
            if not own:
                continue
            tags[row, own] = GOES_ON
            tags[row, own[0]] = BEGINS
            if len(own) < len(relation["Cue"]):
                continue  # the window cuts it: it is no example of what belongs to it
            role = torch.full((length,), IGNORED)
            role[1 : size + 1] = 0
            for name, number in (("Content", CONTENT), ("Source", SOURCE), ("Cue", CUE)):
                role[[at - start + 1 for at in relation[name] if start <= at < end]] = number
            cue = torch.zeros(length, dtype=torch.long)
            cue[own] = 1
            first = max(0, min(own[0] - BEFORE, length - PART))
            part = slice(first, first + min(PART, length))
            if not bool(cue[part].any()):
                continue
            rows.append(row)
            near.append(torch.arange(part.start, part.stop))
            cues.append(cue[part])
            roles.append(role[part])
    empty = torch.zeros(0, min(PART, length), dtype=torch.long)
    near, cues, roles = (torch.stack(item) if item else empty for item in (near, cues, roles))
    return _Batch(ids, cases, mask, tags, names, torch.tensor(rows, dtype=torch.long), near, cues, roles)


def _scores(tagger: Tagger, given: _Batch) -> dict[str, Tensor]:
    """The scores of the cue tags and the name tags, and of the roles where there are cues."""
    x = tagger.encoder(given.ids, given.cases, given.mask)
    scores = {"cues": tagger.cues(x), "names": tagger.names(x)}
    if len(given.rows):
        rows = given.rows[:, None]
        scores["roles"] = tagger.decoder(x[rows, given.near], given.mask[rows, given.near], given.is_cue)
    return scores


def _cross_entropy(scores: Tensor, wanted: Tensor) -> Tensor:
    return functional.cross_entropy(scores.float().flatten(0, 1), wanted.flatten(), ignore_index=IGNORED)
