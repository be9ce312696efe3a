"""The last part of the training: the event head beside the parser, on one encoder.

The parser goes on learning from the treebanks, and on the sentences with events it is held to what it said of them
before (its own probabilities, as it was when this part began); the event head learns from sentences coded by hand and
from those that a teacher coded, a network with layers of its own. The lowest layer and the embeddings, on which the
heads of the second part build, are not touched. Without that hold events cost the parser 0.8 LAS.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from detente.evaluate.treebank import Gold
from detente.language.wordpiece import WordPiece
from training.language import train as parsing
from training.language.acts import Item
from training.language.batches import collate
from training.language.fit import Trainer, fit
from training.language.joint import event_losses, packed
from training.language.network import LAYERS, Network
from training.language.recipe import Job
from training.language.told import Laid, lay

EVENTS = ("trigger", "sides", "modality", "negation")
PARSER = ("tag", "end", "name", "arc", "rel")
WEIGHTS = {
    **{"trigger": 4.0, "sides": 1.5, "modality": 0.3, "negation": 0.3},
    **{f"kept {k}": v for k, v in parsing.WEIGHTS.items()},
}
"""Weights of the losses of sentences with events; ``kept``: those of the parser's hold."""


@dataclass(frozen=True)
class Plan:
    """What this part can vary.

    Batches of sentences that a teacher coded, per epoch; how many of those coded by hand stand among their neighbours;
    how much of the treebanks an epoch has; pieces per batch; rates of the top layer, of the parser's heads and of the
    event head.
    """

    epochs: int = 3
    taught: int = 200
    wide: float = 0.4
    treebank: float = 0.6
    size: int = 1400
    layer_rate: float = 1.2e-4
    layer_decay: float = 0.9
    parser_rate: float = 3.0e-4
    head_rate: float = 1.2e-3
    warmup: float = 0.06
    piece_dropout: float = 0.04
    mean: float = 0.998
    seed: int = 22


def losses(
    network: Network, before: Network, batch: Sequence[Item], wordpiece: WordPiece, dropout: float
) -> dict[str, Tensor]:
    """The losses of a batch of sentences with events: those of the event head, and of the parser's distance from
    ``before``."""
    laid = lay([item.window for item in batch])
    ids = laid.ids.masked_fill((torch.rand(laid.ids.shape) < dropout) & (laid.shapes > 0), wordpiece.unknown)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        x = network.encode(ids, laid.shapes, laid.mask)
        with torch.no_grad():
            y = before.encode(laid.ids, laid.shapes, laid.mask)
    h = network.words(x.float(), laid.first, laid.last)
    return {**event_losses(network, h[:, 1:], laid, batch), **_kept(network, before, h, y.float(), laid)}


def _kept(network: Network, before: Network, h: Tensor, y: Tensor, laid: Laid) -> dict[str, Tensor]:
    with torch.no_grad():
        old = before.heads(before.words(y, laid.first, laid.last))
        ends = (old["end"] > 0) & laid.known
        sentence = ends.long().cumsum(1) - ends.long()
        same = (sentence[:, :, None] == sentence[:, None, :]) & laid.known[:, None, :]
        allowed = torch.cat([torch.ones_like(same[:, :, :1]), same], dim=2)
        row, col = laid.known.nonzero(as_tuple=True)
        arcs = old["arc"].masked_fill(~allowed, -1e4).softmax(-1)[row, col]
        head = arcs.argmax(-1)
        labels = before.relation(old["rel_dep"][row, col], old["rel_head"][row, head]).softmax(-1)
    new = network.heads(h)
    found = new["arc"].masked_fill(~allowed, -1e4)[row, col]
    label = network.relation(new["rel_dep"][row, col], new["rel_head"][row, head])
    return {
        "kept tag": F.cross_entropy(new["tag"][row, col], old["tag"][row, col].softmax(-1)),
        "kept name": F.cross_entropy(new["name"][row, col], old["name"][row, col].softmax(-1)),
        "kept end": F.binary_cross_entropy_with_logits(new["end"][row, col], old["end"][row, col].sigmoid()),
        "kept arc": F.cross_entropy(found, arcs),
        "kept rel": F.cross_entropy(label, labels),
    }


def rate_of(name: str, plan: Plan) -> float | None:
    """The rate of a parameter; None: it is frozen."""
    if name.startswith("layers.") and not name.startswith("layers.0."):
        return plan.layer_rate * plan.layer_decay ** (LAYERS - 1 - int(name.split(".")[1]))
    if name.startswith(EVENTS):
        return plan.head_rate
    return plan.parser_rate if name.startswith(PARSER) else None


Batch = list[Item] | list[list[Gold]]


def epoch(
    job: Job, acts: Sequence[Item], taught: Sequence[Item], plan: Plan, rng: random.Random, n: int
) -> list[Batch]:
    """The batches of epoch ``n`` in random order."""
    items = [i.wide if i.wide and rng.random() < plan.wide else i for i in acts]
    out: list[Batch] = [*packed([(i.size, i) for i in items], plan.size, rng)]
    some = rng.sample(taught, min(len(taught), 50 * plan.taught))
    out += packed([(i.size, i) for i in some], plan.size, rng)[: plan.taught]
    treebank = parsing.epoch_batches(job.material, job.wordpiece, parsing.Options(), rng, n)
    out += treebank[: int(plan.treebank * len(treebank))]
    rng.shuffle(out)
    return out


def train(
    network: Network,
    job: Job,
    acts: Sequence[Item],
    taught: Sequence[Item],
    plan: Plan,
    path: Path,
    report: Callable[[Network], str],
) -> None:
    """Train ``network`` in place; the mean weights are written to ``path`` after every epoch."""
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    before = copy.deepcopy(network).eval()
    epochs = [epoch(job, acts, taught, plan, rng, n) for n in range(plan.epochs)]

    def losses_of(batch: Batch) -> tuple[dict[str, Tensor], dict[str, float]]:
        return _losses(network, before, batch, job, plan, rng)

    trainer = Trainer(network, lambda name: rate_of(name, plan), sum(map(len, epochs)), plan.warmup, plan.mean)
    fit(trainer, epochs, losses_of, path, lambda: report(network))


def _losses(
    network: Network, before: Network, batch: Batch, job: Job, plan: Plan, rng: random.Random
) -> tuple[dict[str, Tensor], dict[str, float]]:
    items = [one for one in batch if isinstance(one, Item)]
    if items:
        own = 0.5 if items[0].silver else 1.0
        weights = {k: v if k.startswith("kept") else own * v for k, v in WEIGHTS.items()}
        return losses(network, before, items, job.wordpiece, plan.piece_dropout), weights
    laid = collate([run for run in batch if not isinstance(run, Item)], job.wordpiece, job.index, rng)
    laid.ids[(torch.rand(laid.ids.shape) < plan.piece_dropout) & (laid.shapes > 0)] = job.wordpiece.unknown
    return parsing.losses(network, laid), parsing.WEIGHTS
