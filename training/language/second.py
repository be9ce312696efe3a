"""The parts of the recipe that come after the parser: their material, what is held out, and their scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from detente.language.wordpiece import WordPiece
from training.folds import FOLDS, fold
from training.language import acts, evaluate, joint, joint_scores, pairs, recipe, taught, together, told
from training.language.acts import Item
from training.language.network import Network
from training.language.pairs import Encoded
from training.language.recipe import Job
from training.language.told import Text

TEACHER = joint.Plan(epochs=8, told=0, silver=300)
SECOND = joint.Plan(epochs=5, told=350, silver=0, wide=0.15)
LONGEST_TAUGHT = 150
"""Sentences with more pieces are not shown to the teacher."""


@dataclass(frozen=True)
class Heads:
    """Coded sentences to train on and those held out (fold 0), sentences coded by the rules, PLV, PolNeAR."""

    acts: list[Item]
    held: list[Item]
    silver: list[Item]
    plv: list[Item]
    texts: list[Text]
    texts_dev: list[Text]


def prepare(data: Path, wordpiece: WordPiece, silver: Path) -> Heads:
    """Read the corpora; ``silver`` is the label file of sentences coded by the rules."""
    coded = acts.coded(data, wordpiece)
    by_hand = {item.key for item in coded}
    rules = acts.coded(data, wordpiece, [silver], silver=True) if silver.exists() else []
    return Heads(
        [item for item in coded if fold(item.key)],
        [item for item in coded if not fold(item.key)],
        [item for item in rules if item.key not in by_hand],
        acts.marked(data / "plover_relations" / "PLV_train.tsv.gz", wordpiece),
        told.read(data / "polnear" / "polnear-train.tgz", wordpiece),
        told.read(data / "polnear" / "polnear-dev.tgz", wordpiece),
    )


def train_teacher(network: Network, heads: Heads, job: Job, path: Path) -> None:
    """Train the teacher of the event head: upper layers of its own, for events and pairs."""
    plv = [item for item in heads.plv if fold(item.key)]
    material = joint.Material(heads.acts, plv, [], heads.silver)

    def report(model: Network) -> str:
        return str(joint_scores.acts(model, heads.held, job.wordpiece))

    joint.train(network, material, job.wordpiece, TEACHER, path, report)


def train_second(network: Network, heads: Heads, job: Job, path: Path) -> None:
    """Train the upper layers and heads of attribution, with the coded sentences beside it and without PLV."""
    material = joint.Material(heads.acts, [], heads.texts)

    def report(model: Network) -> str:
        return str(joint_scores.told(model, heads.texts_dev[::4], job.wordpiece))

    joint.train(network, material, job.wordpiece, SECOND, path, report)


def train_together(network: Network, teacher: Network, heads: Heads, job: Job, path: Path) -> None:
    """Train the event head beside the parser, on what is coded by hand and by the teacher."""
    shown = taught.taught(teacher, [i for i in heads.silver if i.size < LONGEST_TAUGHT], job.wordpiece)

    def report(model: Network) -> str:
        run, relation = evaluate.network_runner(model)
        found = joint_scores.acts(model, heads.held, job.wordpiece, full=True)
        return f"{recipe.scores(run, relation, job, part=4)} {found}"

    together.train(network, job, heads.acts, shown, together.Plan(), path, report)


def train_pairs(network: Network, heads: Heads) -> dict[str, dict[str, float]]:
    """Train the pair head on PLV five times with a fold held out, then on all of it; returns the scores of the folds
    together, of each alone, and of the head before it saw PLV."""
    marked = pairs.encode(network, heads.plv)
    coded = pairs.encode(network, [*heads.acts, *heads.held])
    start = {k: v.clone() for k, v in network.state_dict().items()}
    network.start_pairs()
    out = {"before PLV": _scored(network, marked)}
    found: list[tuple[str, str]] = []
    for number in range(FOLDS):
        network.load_state_dict(start)
        pairs.train(network, [e for e in marked if fold(e.item.key) != number], coded, pairs.Plan())
        held = [e for e in marked if fold(e.item.key) == number]
        found += _said(network, held)
        out[f"fold {number}"] = _scored(network, held)
    out["five folds"] = joint_scores.agreement(found)
    network.load_state_dict(start)
    pairs.train(network, marked, coded, pairs.Plan())
    return out


def _said(network: Network, items: list[Encoded]) -> list[tuple[str, str]]:
    best = pairs.roots(network, items).argmax(axis=1)
    return [(joint_scores.PLV_ROOTS[n], e.item.gold) for n, e in zip(best, items, strict=True)]


def _scored(network: Network, items: list[Encoded]) -> dict[str, float]:
    return joint_scores.agreement(_said(network, items))


def merged(
    together_: Mapping[str, Tensor], second: Mapping[str, Tensor], pairs_: Mapping[str, Tensor]
) -> dict[str, Tensor]:
    """The weights that ship: parser and events, attribution, pairs, each from the part that trained it."""
    out = dict(together_)
    out |= {k: v for k, v in second.items() if k.startswith(("upper.", "cue.", "told."))}
    out |= {k: v for k, v in pairs_.items() if k.startswith(("pair_layers.", "pairs."))}
    return out


@torch.no_grad()  # type: ignore[untyped-decorator]
def scores(network: Network, heads: Heads, job: Job) -> dict[str, dict[str, float]]:
    """The scores of attribution and of the event head, in float32."""
    wide = [item.wide or item for item in heads.held]
    out = {
        "told": joint_scores.told(network, heads.texts_dev, job.wordpiece),
        "acts": joint_scores.acts(network, heads.held, job.wordpiece, full=True),
        "acts among neighbours": joint_scores.acts(network, wide, job.wordpiece, full=True),
    }
    return {kind: {k: round(v, 4) for k, v in one.items()} for kind, one in out.items()}
