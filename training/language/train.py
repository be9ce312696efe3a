"""Fine-tuning: all heads at once, on windows of one to four sentences."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F

from detente.evaluate.treebank import Gold
from detente.language.wordpiece import WordPiece
from training.language.batches import Batch, Index, batches, collate, windows
from training.language.fit import Trainer, fit
from training.language.network import LAYERS, Network


@dataclass(frozen=True)
class Options:
    """What the recipe can vary. ``size``: pieces per batch; ``names_per_epoch``: GMB sentences drawn each epoch."""

    epochs: int = 9
    size: int = 1400
    encoder_rate: float = 2.0e-4
    head_rate: float = 1.0e-3
    layer_decay: float = 0.85
    warmup: float = 0.08
    piece_dropout: float = 0.04
    names_per_epoch: int = 6000
    seed: int = 20
    threads: int = 1
    limit: int = 0


@dataclass
class Material:
    """The training sentences: treebank documents, GMB sentences, re3d sentences."""

    treebanks: list[list[Gold]]
    gmb: list[Gold]
    re3d: list[Gold]


def losses(network: Network, batch: Batch) -> dict[str, Tensor]:
    """The mean loss of each head on a batch."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        x = network.encode(batch.ids, batch.shapes, batch.mask)
    h = network.words(x.float(), batch.first, batch.last)
    out = network.heads(h)
    known = batch.tag >= 0
    word = batch.word.bool()
    found: dict[str, Tensor] = {}
    if known.any():
        found["tag"] = F.cross_entropy(out["tag"][known], batch.tag[known], label_smoothing=0.03)
        same = batch.sentence[:, :, None] == batch.sentence[:, None, :]
        allowed = torch.cat([torch.ones_like(same[:, :, :1]), same], dim=2)
        arcs = out["arc"].masked_fill(~allowed, -1e4)
        found["arc"] = F.cross_entropy(arcs[known], batch.head[known])
        row, col = known.nonzero(as_tuple=True)
        dep, head = out["rel_dep"][row, col], out["rel_head"][row, batch.head[row, col]]
        found["rel"] = F.cross_entropy(network.relation(dep, head), batch.dep[row, col], label_smoothing=0.03)
    found["end"] = F.binary_cross_entropy_with_logits(out["end"][word], batch.end[word])
    named = batch.name.any(-1)
    if named.any():
        logp = F.log_softmax(out["name"][named].float(), dim=-1)
        found["name"] = -torch.logsumexp(logp.masked_fill(~batch.name[named], -1e4), dim=-1).mean()
    return found


WEIGHTS = {"tag": 0.7, "arc": 1.0, "rel": 0.8, "end": 1.0, "name": 1.6}


def rate_of(name: str, options: Options) -> float:
    """The rate of a parameter: the lower a layer, the lower; heads and the shape table learn fast."""
    if name.startswith("layers."):
        return options.encoder_rate * options.layer_decay ** (LAYERS - 1 - int(name.split(".")[1]))
    if name.startswith(("pieces", "positions", "norm.")):
        return options.encoder_rate * options.layer_decay**LAYERS
    return options.head_rate


def epoch_batches(
    material: Material, wordpiece: WordPiece, options: Options, rng: random.Random, number: int
) -> list[list[list[Gold]]]:
    """One epoch: every treebank sentence, re3d, and a slice of GMB that goes on where the last epoch stopped."""
    runs = windows(material.treebanks, wordpiece, rng)
    start = number * options.names_per_epoch % max(1, len(material.gmb))
    part = (material.gmb * 2)[start : start + options.names_per_epoch]
    runs += windows([part, material.re3d], wordpiece, rng)
    if options.limit:
        runs = rng.sample(runs, min(options.limit, len(runs)))
    return batches(runs, wordpiece, options.size, rng)


def train(
    network: Network, material: Material, wordpiece: WordPiece, index: Index, options: Options, folder: Path,
    evaluate: Callable[[Network], dict[str, float]],
) -> None:  # fmt: skip
    """Train ``network`` in place; after every epoch the weights and scores are written to ``folder``."""
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    rng = random.Random(options.seed)
    folder.mkdir(parents=True, exist_ok=True)
    plan = [epoch_batches(material, wordpiece, options, rng, k) for k in range(options.epochs)]
    done = iter(range(options.epochs))

    def losses_of(runs: list[list[Gold]]) -> tuple[dict[str, Tensor], dict[str, float]]:
        batch = collate(runs, wordpiece, index, rng)
        drop = (torch.rand(batch.ids.shape) < options.piece_dropout) & (batch.shapes > 0)
        batch.ids[drop] = wordpiece.unknown
        return losses(network, batch), WEIGHTS

    def report() -> str:
        scores = evaluate(network)
        kept = json.dumps({"options": asdict(options), "scores": scores}, indent=1)
        (folder / f"epoch{next(done)}.json").write_text(kept)
        return " ".join(f"{k} {v:.2f}" for k, v in scores.items())

    trainer = Trainer(network, lambda name: rate_of(name, options), sum(map(len, plan)), options.warmup, mean=0.0)
    fit(trainer, plan, losses_of, folder / "parser.pt", report)
