"""The third part of the training: how one actor of a sentence stands to another.

The pair head has the two topmost layers of the second part for itself and learns from PLV and from the pairs of the
sentences coded by hand. What lies below them does not change, so every sentence is encoded once.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from training.language.acts import Item
from training.language.fit import Trainer
from training.language.heads import CATEGORIES
from training.language.joint import packed
from training.language.joint_scores import PLV_ROOTS
from training.language.network import Network
from training.language.told import lay


@dataclass(frozen=True)
class Plan:
    """What this part can vary: how many sentences coded by hand go with each of PLV; label smoothing; pieces per batch;
    rates of the layers and of the head."""

    epochs: int = 6
    others: float = 1.0
    smoothing: float = 0.05
    size: int = 1400
    layer_rate: float = 1.5e-4
    head_rate: float = 8.0e-4
    warmup: float = 0.1
    mean: float = 0.99
    seed: int = 23


@dataclass(frozen=True, slots=True)
class Encoded:
    """A sentence with the vectors of its pieces below the pair head's own layers (n, width)."""

    item: Item
    below: Tensor


@torch.no_grad()  # type: ignore[untyped-decorator]
def encode(network: Network, items: Sequence[Item]) -> list[Encoded]:
    """Encode the sentences that have pairs, once."""
    network.eval()
    out: list[Encoded] = []
    ordered = sorted((item for item in items if item.pairs), key=lambda item: item.size)
    for at in range(0, len(ordered), 32):
        part = ordered[at : at + 32]
        laid = lay([item.window for item in part])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            x = network.below_pairs(laid.ids, laid.shapes, laid.mask)
        for r, item in enumerate(part):
            out.append(Encoded(item, x[r, : len(item.window.ids)].bfloat16().clone()))
    return out


def scores(network: Network, batch: Sequence[Encoded]) -> tuple[Tensor, list[tuple[int, ...]]]:
    """The log-probabilities of the categories for every pair of a batch (pairs, categories), and which are right."""
    laid = lay([one.item.window for one in batch])
    x = torch.zeros(len(batch), laid.ids.shape[1], batch[0].below.shape[1])
    for r, one in enumerate(batch):
        x[r, : len(one.below)] = one.below.float()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        x = network.pair_branch(x, laid.mask)
    words = network.words(x.float(), laid.first, laid.last)[:, 1:]
    pairs = [(r, pair) for r, one in enumerate(batch) for pair in one.item.pairs]
    row = torch.tensor([r for r, _ in pairs])
    actor, recipient = (torch.tensor(s) for s in ([p.actor for _, p in pairs], [p.recipient for _, p in pairs]))
    found = network.pairs(words, laid.known, row, actor, recipient).log_softmax(-1)
    return found, [pair.categories for _, pair in pairs]


def train(network: Network, marked: Sequence[Encoded], coded: Sequence[Encoded], plan: Plan) -> None:
    """Train the pair head and its layers in place, on ``marked`` (PLV) and some of ``coded`` in every epoch."""
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    network.start_pairs()
    epochs = []
    for _ in range(plan.epochs):
        some = rng.sample(coded, min(len(coded), int(plan.others * len(marked))))
        epochs.append(packed([(e.item.size, e) for e in [*marked, *some]], plan.size, rng))

    def rate_of(name: str) -> float | None:
        if name.startswith("pair_layers."):
            return plan.layer_rate
        return plan.head_rate if name.startswith("pairs.") else None

    trainer = Trainer(network, rate_of, sum(map(len, epochs)), plan.warmup, plan.mean)
    network.train()
    for batch in (batch for todo in epochs for batch in todo):
        trainer.step(_wrong(*scores(network, batch), plan))
    trainer.mean.swap()
    network.eval()


def _wrong(found: Tensor, right: Sequence[tuple[int, ...]], plan: Plan) -> Tensor:
    barred = torch.full_like(found, -1e4)
    for k, categories in enumerate(right):
        barred[k, list(categories)] = 0.0
    return -(1 - plan.smoothing) * torch.logsumexp(found + barred, -1).mean() - plan.smoothing * found.mean()


@torch.no_grad()  # type: ignore[untyped-decorator]
def roots(network: Network, items: Sequence[Encoded]) -> NDArray[np.float64]:
    """The probability of every root of PLV for the pair of each sentence: (n, roots)."""
    network.eval()
    found = [scores(network, items[at : at + 16])[0].exp().double().numpy() for at in range(0, len(items), 16)]
    categories = np.concatenate(found)
    out = np.zeros((len(items), len(PLV_ROOTS)))
    for column, root in enumerate(PLV_ROOTS):
        parts = ("CONCEDE", "RETREAT") if root == "YIELD" else (root,)
        out[:, column] = categories[:, [CATEGORIES.index(c) for c in parts]].sum(axis=1)
    return out
