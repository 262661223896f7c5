"""Fitting the network: all parts at once, on windows in random order, with a running mean of the weights as the result."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.nn import functional

from training.statements.examples import Marked, Pieces, damaged, pieces, windows
from training.statements.network import BEGINS, CONTENT, CUE, GOES_ON, SOURCE, Tagger

if TYPE_CHECKING:
    from tokenizers import Tokenizer

EPOCHS, BATCH = 5, 12
RATE, RATE_OF_HEADS = 2e-4, 1e-3
WARMING = 0.06  # of all steps
PARTS = (3.0, 1.0)  # what the loss of the cues and that of the roles count
KEPT = 0.997  # of the running mean, at each step
IGNORED = -100

Window = tuple[Pieces, int, int]


def fit(
    tagger: Tagger,
    tokenizer: Tokenizer,
    given: Sequence[Marked],
    seed: int,
    epochs: int = EPOCHS,
    teacher: Tagger | None = None,
) -> dict[str, Any]:
    """Train ``tagger`` and return the running mean of its weights. The embeddings of words stay as they are.

    ``teacher``: a trained tagger, whose probabilities are learned from as much as the marks are (Hinton, Vinyals and Dean 2015).
    """
    chance = random.Random(seed)
    torch.manual_seed(seed)
    tagger.encoder.word.weight.requires_grad_(False)
    heads = [*tagger.cues.parameters(), *tagger.decoder.parameters()]
    body = [parameter for parameter in tagger.encoder.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(
        [{"params": body, "lr": RATE}, {"params": heads, "lr": RATE_OF_HEADS}], weight_decay=0.01
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
        own = pieces(tokenizer, damaged(item.text, chance), marked)
        found += [(own, start, end) for start, end in windows(own, chance)]
    chance.shuffle(found)
    lots = (found[at : at + 200] for at in range(0, len(found), 200))
    ordered = [window for lot in lots for window in sorted(lot, key=lambda window: window[2] - window[1])]
    packs = [ordered[at : at + BATCH] for at in range(0, len(ordered), BATCH)]
    chance.shuffle(packs)
    yield from packs


def _loss(tagger: Tagger, tokenizer: Tokenizer, pack: Sequence[Window], teacher: Tagger | None) -> Tensor:
    length = max(end - start for _, start, end in pack) + 2
    ids = torch.zeros(len(pack), length, dtype=torch.long)
    mask = torch.zeros(len(pack), length, dtype=torch.bool)
    tags = torch.full((len(pack), length), IGNORED)
    rows: list[int] = []
    cues: list[Tensor] = []
    roles: list[Tensor] = []
    begin, end_mark = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    for row, (given, start, end) in enumerate(pack):
        size = end - start
        ids[row, : size + 2] = torch.tensor([begin, *given.ids[start:end], end_mark])
        mask[row, : size + 2] = True
        tags[row, 1 : size + 1] = 0
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
            rows.append(row)
            cues.append(cue)
            roles.append(role)
    scores = _scores(tagger, ids, mask, rows, cues)
    wanted = [tags, torch.stack(roles)] if rows else [tags]
    loss = sum(
        (part * _cross_entropy(own, marks) for part, own, marks in zip(PARTS, scores, wanted, strict=False)),
        torch.zeros(()),
    )
    if teacher is not None:
        with torch.no_grad():
            known = _scores(teacher.eval(), ids, mask, rows, cues)
        for part, own, theirs, marks in zip(PARTS, scores, known, wanted, strict=False):
            counted = marks.flatten() != IGNORED
            one, other = (item.float().flatten(0, 1)[counted].log_softmax(-1) for item in (own, theirs))
            loss = loss + part * functional.kl_div(one, other, log_target=True, reduction="batchmean")
    return loss


def _scores(tagger: Tagger, ids: Tensor, mask: Tensor, rows: list[int], cues: list[Tensor]) -> list[Tensor]:
    """The scores of the cue tags, and of the roles where there are cues."""
    x = tagger.encoder(ids, mask)
    return [tagger.cues(x), *([tagger.decoder(x[rows], mask[rows], torch.stack(cues))] if rows else [])]


def _cross_entropy(scores: Tensor, wanted: Tensor) -> Tensor:
    return functional.cross_entropy(scores.float().flatten(0, 1), wanted.flatten(), ignore_index=IGNORED)
