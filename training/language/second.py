"""The second part of the recipe: its material, what is held out of it, and its scores."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from detente.language.wordpiece import WordPiece
from training.folds import fold
from training.language import acts, joint, joint_scores, told
from training.language.acts import Item
from training.language.network import Network
from training.language.recipe import Job
from training.language.told import Text


@dataclass(frozen=True)
class Heads:
    """Material to train on and to score on; ``held`` says whether the sentences scored on were kept out of training."""

    material: joint.Material
    acts: list[Item]
    pairs: list[Item]
    texts: list[Text]
    held: bool


def prepare(data: Path, wordpiece: WordPiece, held: bool) -> Heads:
    """Read the coded sentences, PLV and PolNeAR. With ``held`` a fifth of the sentences, chosen by a hash of their
    names, is kept out of training; PolNeAR's development texts are so always."""
    coded = acts.coded(data, wordpiece)
    marked = acts.marked(data / "plover_relations" / "PLV_train.tsv.gz", wordpiece)
    texts = told.read(data / "polnear" / "polnear-train.tgz", wordpiece)
    kept = joint.Material(
        [i for i in coded if fold(i.key) or not held], [i for i in marked if fold(i.key) or not held], texts
    )
    return Heads(
        kept,
        [i for i in coded if not fold(i.key)],
        [i for i in marked if not fold(i.key)],
        told.read(data / "polnear" / "polnear-dev.tgz", wordpiece),
        held,
    )


def train(network: Network, heads: Heads, job: Job, folder: Path, epochs: int) -> None:
    """Train the second part, telling after every epoch what a part of the held-out material gives."""

    def report(model: Network) -> str:
        found = scores(model, heads, job, part=4)
        return "; ".join(f"{kind} " + " ".join(f"{k} {v:.3f}" for k, v in one.items()) for kind, one in found.items())

    joint.train(network, heads.material, job.wordpiece, joint.Plan(epochs=epochs), folder, report)


def scores(network: Network, heads: Heads, job: Job, part: int = 1) -> dict[str, dict[str, float]]:
    """The scores of the second part's heads; ``part``: take every n-th text of PolNeAR only. Those of sentences that
    were trained on are not given."""
    out = {"told": joint_scores.told(network, heads.texts[::part], job.wordpiece)}
    if heads.held:
        out["acts"] = joint_scores.acts(network, heads.acts, job.wordpiece)
        out["pairs"] = joint_scores.relations(network, heads.pairs, job.wordpiece)
    return {kind: {k: round(v, 4) for k, v in one.items()} for kind, one in out.items()}
