"""The second part of the training: the heads of attribution, events and pairs, beside a parser that stays as it is.

They share the lowest layers of the encoder with the parser, which are not touched, and have upper layers of their own
that begin as the parser's ended. (Training everything together cost the parser 0.8 LAS and the coded stories three to
four points of event F1.) Every step is a batch of one kind: sentences with coded events, with a marked pair, or
windows of PolNeAR.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import torch
from torch import Tensor
from torch.nn import functional as F

from detente.language.wordpiece import WordPiece
from training.language.acts import Item
from training.language.fit import Trainer, fit
from training.language.network import Network
from training.language.told import IGNORED, Laid, Text, cues, cut, lay, window

_T = TypeVar("_T")
HEADS = ("cue", "trigger", "modality", "negation", "told", "sides", "pairs")
WEIGHTS = {
    "cue": 6.0, "told": 3.0, "trigger": 6.0, "sides": 2.0, "modality": 0.3, "negation": 0.3, "pair": 1.0,
}  # fmt: skip
"""Weights of the losses."""


@dataclass(frozen=True)
class Plan:
    """What the second part can vary.

    Batches of PolNeAR per epoch; batches of sentences coded by the rules in the first epoch, fewer in each that follows
    and none in the last third; how many of the sentences coded by hand stand among their neighbours; how slowly the
    weights that are kept, a moving mean, follow; pieces per batch of each kind; rates of the upper layers and of the
    heads.
    """

    epochs: int = 8
    told: int = 450
    silver: int = 300
    wide: float = 0.4
    mean: float = 0.998
    acts_size: int = 1400
    pairs_size: int = 700
    told_size: int = 1400
    layer_rate: float = 2.0e-4
    head_rate: float = 1.2e-3
    warmup: float = 0.06
    piece_dropout: float = 0.04
    seed: int = 20


@dataclass(frozen=True)
class Told:
    """Some words of a text, as a window."""

    text: Text
    start: int
    end: int


@dataclass(frozen=True)
class Material:
    """What the second part is trained on."""

    acts: list[Item]
    pairs: list[Item]
    told: list[Text]
    silver: list[Item] = field(default_factory=list)


def told_losses(network: Network, batch: Sequence[Told], wordpiece: WordPiece, dropout: float) -> dict[str, Tensor]:
    """Losses of the cues and of the parts of what is told."""
    words, laid = encoded(network, lay([window(t.text, t.start, t.end, wordpiece) for t in batch]), wordpiece, dropout)
    cue = torch.full(laid.known.shape, IGNORED).masked_fill(laid.known, 0)
    rows: list[int] = []
    spans: list[tuple[int, int]] = []
    labels: list[list[int]] = []
    for r, one in enumerate(batch):
        for own, parts in cues(one.text, one.start, one.end):
            for a, b in own:
                cue[r, a], cue[r, a + 1 : b + 1] = 1, 2
            rows.append(r)
            spans.append(own[0])
            labels.append(parts + [IGNORED] * (cue.shape[1] - len(parts)))
    words = network.head_dropout(words)
    out = {"cue": F.cross_entropy(network.cue(words).transpose(1, 2), cue, label_smoothing=0.02)}
    if rows:
        at = torch.tensor(spans)
        scores = network.told(words, torch.tensor(rows), at[:, 0], at[:, 1])
        out["told"] = F.cross_entropy(scores.transpose(1, 2), torch.tensor(labels), label_smoothing=0.01)
    return out


def act_losses(network: Network, batch: Sequence[Item], wordpiece: WordPiece, dropout: float) -> dict[str, Tensor]:
    """Losses of triggers, sides, modality and pairs; of pairs alone where no events were coded."""
    words, laid = encoded(network, lay([item.window for item in batch]), wordpiece, dropout)
    return {**pair_loss(network, words, laid, batch), **event_losses(network, words, laid, batch)}


def pair_loss(network: Network, words: Tensor, laid: Laid, batch: Sequence[Item]) -> dict[str, Tensor]:
    """The loss of the pairs in a batch, if it has any."""
    out: dict[str, Tensor] = {}
    pairs = [(r, pair) for r, item in enumerate(batch) for pair in item.pairs]
    if pairs:
        row, actor, recipient = (
            torch.tensor(x)
            for x in ([r for r, _ in pairs], [p.actor for _, p in pairs], [p.recipient for _, p in pairs])
        )
        scores = network.pairs(words, laid.known, row, actor, recipient).log_softmax(-1)
        wrong = torch.full_like(scores, -1e4)
        for k, (_, pair) in enumerate(pairs):
            wrong[k, list(pair.categories)] = 0.0
        out["pair"] = -0.95 * torch.logsumexp(scores + wrong, -1).mean() - 0.05 * scores.mean()
    return out


def event_losses(network: Network, words: Tensor, laid: Laid, batch: Sequence[Item]) -> dict[str, Tensor]:
    """The losses of triggers, sides, modality and negation, if events were coded."""
    out: dict[str, Tensor] = {}
    if all(item.acts is None for item in batch):
        return out
    mine = torch.zeros_like(laid.known)
    for r, item in enumerate(batch):
        mine[r, item.own[0] : item.own[1]] = True
    trigger = torch.full(laid.known.shape, IGNORED).masked_fill(mine, 0)
    acts = [(r, act) for r, item in enumerate(batch) for act in item.acts or ()]
    sides = torch.full((len(acts), laid.known.shape[1]), IGNORED)
    for k, (r, act) in enumerate(acts):
        trigger[r, act.trigger[0] : act.trigger[1] + 1] = act.root + 1
        sides[k, mine[r]] = 0
        for label, spans in ((2, act.recipients), (1, act.actors)):
            for a, b in spans:
                sides[k, a : b + 1] = label
    words = network.head_dropout(words)
    scores = network.trigger(words)
    if all(item.soft is not None for item in batch):
        wanted = torch.zeros(scores.shape)
        for r, item in enumerate(batch):
            wanted[r, item.own[0] : item.own[1]] = torch.from_numpy(item.soft).float()
        out["trigger"] = -(wanted * scores.log_softmax(-1)).sum() / mine.sum()
    else:
        out["trigger"] = F.cross_entropy(scores.transpose(1, 2), trigger, label_smoothing=0.03)
    if acts:
        row, at = torch.tensor([r for r, _ in acts]), torch.tensor([act.trigger for _, act in acts])
        out["sides"] = F.cross_entropy(network.sides(words, row, at[:, 0], at[:, 1]).transpose(1, 2), sides)
        anchor = network.head_dropout((words[row, at[:, 0]] + words[row, at[:, 1]]) * 0.5)
        out["modality"] = F.cross_entropy(network.modality(anchor), torch.tensor([act.modality for _, act in acts]))
        out["negation"] = F.cross_entropy(network.negation(anchor), torch.tensor([int(a.negated) for _, a in acts]))
    return out


def encoded(
    network: Network, laid: Laid, wordpiece: WordPiece, dropout: float = 0.0, full: bool = False
) -> tuple[Tensor, Laid]:
    """The vectors of the words (b, W, width), a share ``dropout`` of the pieces masked, by the layers of the second
    part or, with ``full``, by those of the parser."""
    ids = laid.ids
    if dropout:
        ids = ids.masked_fill((torch.rand(ids.shape) < dropout) & (laid.shapes > 0), wordpiece.unknown)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        x = (network.encode if full else network.branch)(ids, laid.shapes, laid.mask)
    return network.words(x.float(), laid.first, laid.last)[:, 1:], laid


def packed(items: Sequence[tuple[int, _T]], size: int, rng: random.Random) -> list[list[_T]]:
    """Group things of like length, given with their pieces, into batches of about ``size`` pieces, in random order."""
    keyed = sorted((pieces + rng.randint(0, 8), n) for n, (pieces, _) in enumerate(items))
    out: list[list[_T]] = [[]]
    for pieces, n in keyed:
        if out[-1] and (len(out[-1]) + 1) * (pieces + 2) > size:
            out.append([])
        out[-1].append(items[n][1])
    out = [batch for batch in out if batch]
    rng.shuffle(out)
    return out


Batch = Sequence[Told | Item]


def epoch(material: Material, plan: Plan, rng: random.Random, number: int) -> list[Batch]:
    """The batches of epoch ``number`` in random order, each of one kind."""
    acts = [i.wide if i.wide and rng.random() < plan.wide else i for i in material.acts]
    out: list[Batch] = [*packed([(i.size, i) for i in acts], plan.acts_size, rng)]
    out += packed([(i.size, i) for i in material.pairs], plan.pairs_size, rng)
    told = [
        (sum(len(p) for p in text.pieces[a:b]), Told(text, a, b)) for text in material.told for a, b in cut(text, rng)
    ]
    out += packed(told, plan.told_size, rng)[: plan.told]
    silver = min(int(plan.silver * (1 - number / (0.7 * plan.epochs))), len(material.silver) // 40)
    if silver > 0:
        some = rng.sample(material.silver, 40 * silver)
        out += packed([(i.size, i) for i in some], plan.acts_size, rng)[:silver]
    rng.shuffle(out)
    return out


def train(
    network: Network,
    material: Material,
    wordpiece: WordPiece,
    plan: Plan,
    path: Path,
    report: Callable[[Network], str],
) -> None:
    """Train the second part of ``network`` in place; the mean weights are written to ``path`` after every epoch."""
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    network.start_branch()
    epochs = [epoch(material, plan, rng, number) for number in range(plan.epochs)]

    def rate_of(name: str) -> float | None:
        if name.startswith("upper."):
            return plan.layer_rate
        return plan.head_rate if name.startswith(HEADS) else None

    def losses(batch: Batch) -> tuple[dict[str, Tensor], dict[str, float]]:
        parts = _losses(network, batch, wordpiece, plan.piece_dropout)
        return parts, WEIGHTS

    trainer = Trainer(network, rate_of, sum(map(len, epochs)), plan.warmup, plan.mean)
    fit(trainer, epochs, losses, path, lambda: report(network))


def _losses(network: Network, batch: Batch, wordpiece: WordPiece, dropout: float) -> dict[str, Tensor]:
    told = [one for one in batch if isinstance(one, Told)]
    if told:
        return told_losses(network, told, wordpiece, dropout)
    items = [one for one in batch if isinstance(one, Item)]
    weight = 0.5 if items[0].silver else 1.0
    return {k: weight * v for k, v in act_losses(network, items, wordpiece, dropout).items()}
