"""Export, score the exported graphs, and put the result into the package."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import numpy as np
import onnxruntime

from detente.evaluate import attribution, raw
from detente.evaluate.syntax import Runner
from detente.language.decode import Relation
from detente.language.features import Window
from detente.language.lemma import Lemmatizer
from detente.language.model import LanguageModel
from training.language import lemmas, recipe
from training.language.export import export, export_acts, export_head
from training.language.heads import CATEGORIES
from training.language.network import Network

SHIPPED = "language.onnx"
ANCHORED = ("told", "pairs")
"""The heads of the second part that ship as graphs of their own."""


def graph_runner(path: Path) -> tuple[Runner, Relation]:
    """A runner over an exported graph, on one thread, and its relation layer."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.add_session_config_entry("optimization.enable_gelu_approximation", "1")  # as at run time
    session = onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=["SkipLayerNormFusion"]
    )
    outputs = ["tag", "end", "name", "arc", "rel_dep", "rel_head"]

    def run(window: Window) -> Mapping[str, np.ndarray]:
        feed = {"ids": window.ids, "shapes": window.shapes, "first": window.first, "last": window.last}
        return dict(zip(outputs, session.run(outputs, feed), strict=True))

    one = np.zeros(1, dtype=np.int64)
    weight, bias = session.run(["rel_weight", "rel_bias"], {"ids": one, "shapes": one, "first": one, "last": one})
    return run, Relation(weight, bias)


def export_and_score(network: Network, job: recipe.Job, work: Path, vocabulary: Path) -> dict[str, object]:
    """Write both graphs to ``work`` and the package's files to ``work/package``; returns the scores."""
    export(network, work / "language-fp32.onnx", work / SHIPPED, work / "upper.onnx")
    for name in ANCHORED:
        export_head(getattr(network, name), work / f"{name}.onnx")
    export_acts(network, work / "acts.onnx")
    out: dict[str, object] = {}
    for name in ("language-fp32.onnx", SHIPPED):
        run, relation = graph_runner(work / name)
        out["int8" if name == SHIPPED else "fp32"] = recipe.scores(run, relation, job)
    package = work / "package"
    pack(work, package, job, vocabulary)
    model = LanguageModel.load(package)
    out["int8_raw_text"] = {"ewt": raw.scores(model, job.ewt_dev), "gum": raw.scores(model, job.gum_dev)}
    lemmatizer = Lemmatizer.read(package / "lemmas.tsv", job.wordpiece.ids)
    golds = {"ewt": job.ewt_dev, "gum": job.gum_dev}
    out["lemmas_with_gold_tags"] = {k: lemmas.accuracy(lemmatizer, (g for d in v for g in d)) for k, v in golds.items()}
    articles = attribution.read_articles(job.told_dev)
    found = attribution.score("polnear-dev", attribution.predict(articles, partial(attribution.found_in, model))[0])
    out["int8_attribution"] = {figure.name: figure.value and round(figure.value, 4) for figure in found.figures}
    out["bytes"] = sum(f.stat().st_size for f in package.glob("*.onnx"))
    return out


def pack(work: Path, package: Path, job: recipe.Job, vocabulary: Path) -> None:
    """Gather what the package needs: the int8 graph, its vocabulary, the lemma table, and their description."""
    package.mkdir(parents=True, exist_ok=True)
    for graph in (SHIPPED, "upper.onnx", "acts.onnx", *(f"{name}.onnx" for name in ANCHORED)):
        shutil.copy(work / graph, package / graph)
    pieces = vocabulary.read_text(encoding="utf-8").splitlines()
    (package / "vocabulary.txt").write_text("\n".join(pieces) + "\n", encoding="utf-8")
    golds = [gold for document in job.material.treebanks for gold in document]
    (package / "lemmas.tsv").write_text("\n".join(lemmas.lines(golds, job.wordpiece.ids)) + "\n", encoding="utf-8")
    card = {
        "graph": SHIPPED,
        "sha256": _digest(package / SHIPPED),
        "vocabulary": "vocabulary.txt",
        "lemmas": "lemmas.tsv",
        "tags": job.labels.tags,
        "deps": job.labels.deps,
        "names": job.labels.names,
        "upper": {"graph": "upper.onnx", "sha256": _digest(package / "upper.onnx")},
        "told": {"graph": "told.onnx", "sha256": _digest(package / "told.onnx")},
        "pairs": {"graph": "pairs.onnx", "sha256": _digest(package / "pairs.onnx"), "labels": CATEGORIES},
        "acts": {"graph": "acts.onnx", "sha256": _digest(package / "acts.onnx")},
        "base": "MiniLM-L6-H384-uncased (all-MiniLM-L6-v2 weights), Apache-2.0",
        "trained_on": [
            *("UD English EWT train", "GUM train", "GMB (VOA), silver", "re3d train", "PolNeAR train", "PLV train"),
            "hand-coded sentences (training/labels)",
        ],
        "recipe": "python -m training.language --ship",
    }
    (package / "language.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
