"""Scores on held-out sentences, for the network in PyTorch and for the exported graph alike."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import torch

from detente.evaluate.syntax import MOST_PIECES, Runner, analyse, groups_of, parse, tally
from detente.evaluate.treebank import Gold
from detente.language.decode import Labels, Relation
from detente.language.features import Window
from detente.language.wordpiece import WordPiece
from training.language.network import Network
from training.language.silver import spans_of


def network_runner(network: Network) -> tuple[Runner, Relation]:
    """A runner over the network in float32, and its relation layer."""

    def run(window: Window) -> Mapping[str, np.ndarray]:
        with torch.no_grad():
            ids, shapes, first, last = (
                torch.from_numpy(x)[None] for x in (window.ids, window.shapes, window.first, window.last)
            )
            h = network.words(network.encode(ids, shapes, torch.ones_like(ids)), first, last)
            return {k: v[0].numpy() for k, v in network.heads(h).items()}

    return run, Relation(network.rel.weight.detach().numpy().T, network.rel.bias.detach().numpy())


def syntax(
    run: Runner,
    relation: Relation,
    labels: Labels,
    documents: Sequence[Sequence[Gold]],
    wordpiece: WordPiece,
    joined: bool = False,
) -> dict[str, float]:
    """UPOS, UAS and LAS in per cent with gold words and sentences, all words counted; ``las_main`` ignores subtypes.
    With ``joined`` the encoder reads paragraphs instead of single sentences."""
    hit: Counter[str] = Counter()
    for document in documents:
        for golds in groups_of(document, 120 if joined else 0):
            if sum(len(wordpiece.pieces(w)) for g in golds for w in g.words) > MOST_PIECES:
                continue
            for gold, found in zip(golds, parse(run, relation, labels, golds, wordpiece), strict=True):
                hit.update(tally(gold, found))
    return {key: round(100 * hit[key] / max(1, hit["arcs"]), 2) for key in ("upos", "uas", "las", "las_main")}


def boundaries(
    run: Runner,
    relation: Relation,
    labels: Labels,
    documents: Sequence[Sequence[Gold]],
    wordpiece: WordPiece,
    size: int = 120,
) -> float:
    """F1 in per cent of sentence boundaries inside paragraphs (a paragraph's last one is given and not counted)."""
    tp = fp = fn = 0
    for document in documents:
        for golds in groups_of(document, size):
            if len(golds) < 2:
                continue
            found = analyse(run, relation, labels, golds, wordpiece, gold_ends=False)
            ends = set(np.flatnonzero(np.diff(found.sentence)).tolist())
            gold = set((np.cumsum([len(g.words) for g in golds])[:-1] - 1).tolist())
            tp, fp, fn = tp + len(ends & gold), fp + len(ends - gold), fn + len(gold - ends)
    return round(200 * tp / max(1, 2 * tp + fp + fn), 2)


def names(
    run: Runner, relation: Relation, labels: Labels, golds: Sequence[Gold], wordpiece: WordPiece
) -> dict[str, float]:
    """Precision, recall and F1 in per cent of mentions (span and label); words left open by the corpus do not count."""
    counts: dict[str, list[int]] = {}
    for gold in golds:
        assert gold.names
        found = {(a, b): kind for a, b, kind, _ in analyse(run, relation, labels, [gold], wordpiece).names}
        doubtful = {
            i for i, allowed in enumerate(gold.names) if len(allowed) > 2 or ("O" in allowed and len(allowed) > 1)
        }
        tags = [sorted(allowed)[0] if i not in doubtful else "O" for i, allowed in enumerate(gold.names)]
        wanted = {(a, b): {x[2:] for x in gold.names[a]} for a, b, _ in spans_of(tags)}
        for span, kind in found.items():
            if span in wanted and kind in wanted[span]:
                counts.setdefault(kind, [0, 0, 0])[0] += 1
            elif not doubtful & set(range(*span)):
                counts.setdefault(kind, [0, 0, 0])[1] += 1
        for span, kinds in wanted.items():
            if found.get(span) not in kinds:
                counts.setdefault(sorted(kinds)[0], [0, 0, 0])[2] += 1
    out: dict[str, float] = {}
    total = [sum(c[k] for c in counts.values()) for k in range(3)]
    for kind, (tp, fp, fn) in {"all": total, **dict(sorted(counts.items()))}.items():
        out[f"{kind}_f1"] = round(200 * tp / max(1, 2 * tp + fp + fn), 2)
        if kind == "all":
            out["precision"], out["recall"] = round(100 * tp / max(1, tp + fp), 2), round(100 * tp / max(1, tp + fn), 2)
    return out
