"""What is trained on what, what is held out, and which scores are taken."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from detente.evaluate.syntax import Runner
from detente.evaluate.treebank import Gold
from detente.language.decode import Labels, Relation
from detente.language.wordpiece import WordPiece
from training.language import corpora, evaluate
from training.language.batches import Index
from training.language.silver import BIO
from training.language.train import Material


@dataclass
class Job:
    """Labels, training material and held-out material."""

    labels: Labels
    index: Index
    wordpiece: WordPiece
    material: Material
    ewt_dev: list[list[Gold]]
    gum_dev: list[list[Gold]]
    gmb_held: list[Gold]
    re3d_dev: list[Gold]
    told_dev: Path


def prepare(data: Path, vocabulary: Path, held: int) -> Job:
    """Read the corpora. ``held``: how many GMB sentences to hold out, spread evenly."""
    ewt = corpora.read_treebank(data / "ud_english_ewt" / "en_ewt-ud-train.conllu.gz")
    gum = corpora.read_treebank(data / "gum" / "gum-train.conllu.gz", corpora.SPEECH_GENRES)
    gmb = corpora.read_gmb(data / "gmb_voa_ner" / "ner_dataset.csv.zip")
    gap = len(gmb) // held
    treebanks = ewt + gum
    words = [gold for document in treebanks for gold in document]
    tags = tuple(sorted({t for g in words for t in g.tags or ()}))
    deps = tuple(sorted({d for g in words for d in g.deps or ()}))
    index = Index(*({x: i for i, x in enumerate(xs)} for xs in (tags, deps, BIO)))
    conflict = data / "conflibert_tasks"
    return Job(
        labels=Labels(tags, deps, BIO),
        index=index,
        wordpiece=WordPiece.read(vocabulary),
        material=Material(
            treebanks, [g for i, g in enumerate(gmb) if i % gap], corpora.read_re3d(conflict / "re3d_train.txt.gz")
        ),
        ewt_dev=corpora.read_treebank(data / "ud_english_ewt" / "en_ewt-ud-dev.conllu.gz"),
        gum_dev=corpora.read_treebank(data / "gum" / "gum-dev.conllu.gz", corpora.SPEECH_GENRES),
        gmb_held=gmb[::gap],
        told_dev=data / "polnear" / "polnear-dev.tgz",
        re3d_dev=corpora.read_re3d(conflict / "re3d_dev.txt.gz"),
    )


def scores(run: Runner, relation: Relation, job: Job, part: int = 1) -> dict[str, float]:
    """The scores of the recipe on held-out text; ``part``: take every n-th document only."""
    common = (run, relation, job.labels)
    out: dict[str, float] = {}
    for key, documents in (("ewt", job.ewt_dev), ("gum", job.gum_dev)):
        chosen = documents[::part]
        out |= {f"{key}_{k}": v for k, v in evaluate.syntax(*common, chosen, job.wordpiece).items()}
        out[f"{key}_sentence_f1"] = evaluate.boundaries(*common, chosen, job.wordpiece)
        if part == 1:
            out |= {
                f"{key}_paragraph_{k}": v
                for k, v in evaluate.syntax(*common, chosen, job.wordpiece, joined=True).items()
            }
    news = [document for document in job.gum_dev if document[0].document.startswith("GUM_news")]
    if news and part == 1:
        out |= {f"gum_news_{k}": v for k, v in evaluate.syntax(*common, news, job.wordpiece).items()}
    for key, golds in (("gmb", job.gmb_held[::part]), ("re3d", job.re3d_dev)):
        out |= {f"{key}_names_{k}": v for k, v in evaluate.names(*common, golds, job.wordpiece).items()}
    return out
