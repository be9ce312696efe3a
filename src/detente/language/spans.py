"""From the labels of words to spans: what the heads that mark spans have in common."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Words = tuple[int, int]
"""First and last word of a span, inclusive."""


def begun(labels: Iterable[int], first: int) -> list[Words]:
    """The spans of one kind among labels of words: ``first`` begins a span and ``first + 1`` goes on with it.

    A word that goes on with nothing begins a span itself, as the most probable labels need not be in order.
    """
    out: list[Words] = []
    open_ = False
    for n, label in enumerate(labels):
        if label == first + 1 and open_:
            out[-1] = (out[-1][0], n)
        elif label in (first, first + 1):
            out.append((n, n))
        open_ = label in (first, first + 1)
    return out


def alike(labels: Iterable[int]) -> list[tuple[int, int, int]]:
    """Runs of words with one label that is not 0: first word, last word (inclusive), label."""
    out: list[tuple[int, int, int]] = []
    before = 0
    for n, label in enumerate(labels):
        if label and label == before:
            out[-1] = (out[-1][0], n, label)
        elif label:
            out.append((n, n, label))
        before = label
    return out


def in_order(chances: NDArray[np.float32]) -> NDArray[np.int64]:
    """The most probable labels (K, W) of K rows of words that keep the order of spans (Viterbi): a label that goes on
    with a span (2, 4, ...) follows that span's first label (1, 3, ...) or itself.

    ``chances`` (K, W, labels) are log-probabilities or scores.
    """
    rows, words, labels = chances.shape
    allowed = np.zeros((labels, labels), dtype=chances.dtype)  # from, to
    for more in range(2, labels, 2):
        allowed[:, more] = -np.inf
        allowed[[more - 1, more], more] = 0.0
    best = chances[:, 0] + allowed[0]
    back = np.zeros((rows, words, labels), dtype=np.int64)
    for n in range(1, words):
        total = best[:, :, None] + allowed
        back[:, n] = total.argmax(axis=1)
        best = total.max(axis=1) + chances[:, n]
    out = np.empty((rows, words), dtype=np.int64)
    out[:, -1] = best.argmax(axis=1)
    row = np.arange(rows)
    for n in range(words - 1, 0, -1):
        out[:, n - 1] = back[row, n, out[:, n]]
    return out
