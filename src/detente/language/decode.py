"""From the scores of one window to sentences, tags, heads, relations and names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.language.trees import IntArray, Scores, best_heads

# A sentence ends after a word whose score is above this (a logit; 0 is a probability of one half).
_END = 0.0
# Rows multiplied at a time: products of this size stay on one thread in numpy's libraries, whose worker threads would
# otherwise spin on the other cores, and cost more than they bring.
_ROWS = 24


@dataclass(frozen=True, slots=True)
class Labels:
    """The label sets, in the order of the score columns; ``names`` are BIO tags with "O" first."""

    tags: Sequence[str]
    deps: Sequence[str]
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class Relation:
    """The last layer of the relation head: ``weight`` (3r, K) and ``bias`` (K,)."""

    weight: Scores
    bias: Scores


@dataclass(frozen=True, slots=True)
class Analysis:
    """One window decoded. Per word: ``sentence`` number from 0, ``tags`` and ``deps`` as label indices, ``heads``
    from 1 with 0 for a root; ``names``: (first word, end, label, probability)."""

    sentence: IntArray
    tags: IntArray
    heads: IntArray
    deps: IntArray
    names: list[tuple[int, int, str, float]]


def decode(
    scores: Mapping[str, Scores], relation: Relation, labels: Labels, sentence: IntArray | None = None
) -> Analysis:
    """Decode the scores of one window; ``sentence`` overrules the predicted sentence numbers."""
    if sentence is None:
        sentence = sentences(scores["end"])
    heads = best_heads(scores["arc"], sentence)
    return Analysis(
        sentence=sentence,
        tags=scores["tag"].argmax(axis=1),
        heads=heads,
        deps=relations(scores["rel_dep"], scores["rel_head"], heads, relation, list(labels.deps).index("root")),
        names=names(scores["name"], sentence, labels.names),
    )


def sentences(end: Scores) -> IntArray:
    """Sentence numbers from the scores (W,) of a sentence ending after each word."""
    ends = end > _END
    out = np.zeros(len(end), dtype=np.int64)
    np.cumsum(ends[:-1], out=out[1:])
    return out


def relations(dep: Scores, head: Scores, heads: IntArray, relation: Relation, root: int) -> IntArray:
    """The relation of each word to its head: ``root`` for roots and for nothing else."""
    above = head[heads]
    r = dep.shape[1]
    out = np.empty(len(heads), dtype=np.int64)
    for a in range(0, len(heads), _ROWS):
        d, h = dep[a : a + _ROWS], above[a : a + _ROWS]
        logits = d @ relation.weight[:r] + h @ relation.weight[r : 2 * r] + (d * h) @ relation.weight[2 * r :]
        logits += relation.bias
        logits[:, root] = -np.inf
        out[a : a + _ROWS] = logits.argmax(axis=1)
    out[heads == 0] = root
    return out


def names(logits: Scores, sentence: IntArray, labels: Sequence[str]) -> list[tuple[int, int, str, float]]:
    """Mentions from BIO scores (W, K). A mention has one label, the one most probable over all of its words; its
    score is the mean probability that its words belong to a mention with that label."""
    best = logits.argmax(axis=1)
    words = best.nonzero()[0]
    if not len(words):
        return []
    probabilities = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    kinds: NDArray[np.float32] = probabilities[:, 1::2] + probabilities[:, 2::2]
    spans: list[list[int]] = []
    for i, label in zip(words.tolist(), best[words].tolist(), strict=True):
        inside = labels[label][0] == "I"
        if inside and spans and spans[-1][1] == i and sentence[i] == sentence[i - 1]:
            spans[-1][1] = i + 1
        else:
            spans.append([i, i + 1])
    out = []
    for a, b in spans:
        total = np.add.reduce(kinds[a:b], axis=0)
        k = int(total.argmax())
        out.append((a, b, labels[1 + 2 * k][2:], round(float(total[k]) / (b - a), 4)))
    return out
