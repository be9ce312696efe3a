"""Scores on held-out sentences, for the network in PyTorch and for the exported graph alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import torch

from detente.language.decode import Analysis, Labels, Relation, decode
from detente.language.features import Window, make_window, shape_id
from detente.language.wordpiece import WordPiece
from training.language.corpora import Gold
from training.language.network import Network
from training.language.silver import spans_of

Runner = Callable[[Window], Mapping[str, np.ndarray]]


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


def analyse(
    run: Runner, relation: Relation, labels: Labels, golds: Sequence[Gold], wordpiece: WordPiece, gold_ends: bool = True
) -> Analysis:
    """Decode consecutive sentences as one window."""
    pieces = [wordpiece.pieces(word) for gold in golds for word in gold.words]
    shapes: list[int] = []
    for k, gold in enumerate(golds):
        own = list(gold.shapes)
        if k:
            own[0] = shape_id((own[0] - 1) // 3, 1)
        shapes += own
    sentence = np.repeat(np.arange(len(golds)), [len(g.words) for g in golds])
    return decode(run(make_window(pieces, shapes, wordpiece)), relation, labels, sentence if gold_ends else None)


def groups_of(document: Sequence[Gold], size: int) -> list[list[Gold]]:
    """Runs of consecutive sentences with at most ``size`` words, cut at paragraphs."""
    out: list[list[Gold]] = []
    for gold in document:
        if out and not gold.opens and sum(len(g.words) for g in out[-1]) + len(gold.words) <= size:
            out[-1].append(gold)
        else:
            out.append([gold])
    return out


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
    hit = np.zeros(5)
    for document in documents:
        for golds in groups_of(document, 120 if joined else 0):
            if sum(len(wordpiece.pieces(w)) for g in golds for w in g.words) > 500:
                continue
            found = analyse(run, relation, labels, golds, wordpiece)
            start = 0
            for gold in golds:
                end = start + len(gold.words)
                assert gold.tags
                assert gold.heads
                assert gold.deps
                heads = [h - start if h else 0 for h in found.heads[start:end]]
                deps = [labels.deps[d] for d in found.deps[start:end]]
                tags = [labels.tags[t] for t in found.tags[start:end]]
                for i in range(len(gold.words)):
                    arc = heads[i] == gold.heads[i]
                    main = deps[i].partition(":")[0] == gold.deps[i].partition(":")[0]
                    hit += (1, tags[i] == gold.tags[i], arc, arc and deps[i] == gold.deps[i], arc and main)
                start = end
    return dict(zip(("upos", "uas", "las", "las_main"), (100 * hit[1:] / hit[0]).round(2).tolist(), strict=True))


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
