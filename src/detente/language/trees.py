"""Dependency trees from arc scores: greedy where that gives a tree, maximum spanning trees elsewhere.

Heads are counted from 1 within the window, 0 being the root mark; every sentence gets exactly one root.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
IntArray = NDArray[np.int64]

_FORBIDDEN = np.float32(-1e9)
# Taken off every arc from the root, one after the other until the best tree has one root. A tree so found is the best
# of all with one root, whose scores all fall alike. The last is larger than any sum of scores can be; small ones come
# first, as a large one makes nearly every word's greedy head part of a cycle, and so the search long.
_ONE_ROOT = (0.0, 4.0, 16.0, 64.0, 256.0, 1e6)


def best_heads(arcs: Scores, sentence: IntArray) -> IntArray:
    """The head of each word.

    ``arcs``: (W, 1 + W) scores of word i having head j, column 0 being the root; ``sentence``: (W,) ascending sentence
    numbers. Heads lie in the word's own sentence.
    """
    count = len(sentence)
    scores = arcs.astype(np.float32, copy=True)
    scores[:, 1:][sentence[:, None] != sentence[None, :]] = _FORBIDDEN
    scores[np.arange(count), np.arange(1, count + 1)] = _FORBIDDEN
    heads: IntArray = scores.argmax(axis=1)
    for s in _broken(heads, sentence):
        a, b = np.searchsorted(sentence, [s, s + 1])
        local = np.concatenate([scores[a:b, :1], scores[a:b, a + 1 : b + 1]], axis=1)
        found = spanning_tree(local)
        heads[a:b] = np.where(found == 0, 0, found + a)
    return heads


def _broken(heads: IntArray, sentence: IntArray) -> IntArray:
    """The sentences whose greedy heads have no or several roots, or a cycle."""
    roots = np.bincount(sentence, weights=heads == 0)
    up = np.concatenate([[0], heads])
    for _ in range(len(heads).bit_length()):
        up = up[up]
    looped = np.bincount(sentence, weights=up[1:] != 0)
    return np.flatnonzero((roots != 1) | (looped > 0))


def spanning_tree(scores: Scores) -> IntArray:
    """The best tree with a single root over one sentence: ``scores`` is (n, 1 + n); returns n heads, 0 for the root."""
    n = len(scores)
    full = np.full((n + 1, n + 1), -np.inf)
    full[1:, :] = scores
    np.fill_diagonal(full, -np.inf)
    full[0, 0] = 0.0
    heads = np.zeros(n, dtype=np.int64)
    for penalty in _ONE_ROOT:
        full[1:, 0] = scores[:, 0] - penalty
        heads = _contract(full)[1:]
        if np.count_nonzero(heads == 0) == 1:
            break
    return heads


def _contract(scores: NDArray[np.float64]) -> IntArray:
    """Chu-Liu and Edmonds: ``scores[i, j]`` of node i having head j; node 0 is the root and its own head."""
    heads: IntArray = scores.argmax(axis=1)
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(len(scores), dtype=bool)
    inside[cycle] = True
    outer = np.flatnonzero(~inside)
    kept = scores[cycle, heads[cycle]]
    entering = scores[np.ix_(cycle, outer)] - kept[:, None]
    leaving = scores[np.ix_(outer, cycle)]
    m = len(outer)
    small = np.full((m + 1, m + 1), -np.inf)
    small[:m, :m] = scores[np.ix_(outer, outer)]
    small[m, :m] = entering.max(axis=0)
    small[:m, m] = leaving.max(axis=1)
    small[0, m] = -np.inf
    found = _contract(small)
    out = heads.copy()
    for k, node in enumerate(outer):
        if k:
            out[node] = cycle[leaving[k].argmax()] if found[k] == m else outer[found[k]]
    entry = cycle[entering[:, found[m]].argmax()]
    out[entry] = outer[found[m]]
    return out


def _cycle(heads: IntArray) -> IntArray | None:
    """The nodes of one cycle that does not go through the root, or None."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        path = []
        node = start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if state[node] == 1:
            return np.array(path[path.index(node) :])
        for seen in path:
            state[seen] = 2
    return None
