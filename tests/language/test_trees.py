import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.language.trees import best_heads, spanning_tree


def is_tree(heads: list[int]) -> bool:
    """Whether 1-based heads, 0 for the root, form a tree with one root."""
    if heads.count(0) != 1:
        return False
    for start in range(1, len(heads) + 1):
        node, steps = start, 0
        while node and steps <= len(heads):
            node, steps = heads[node - 1], steps + 1
        if node:
            return False
    return True


@given(st.integers(1, 30), st.integers(0, 2**32 - 1), st.floats(0.01, 100))
def test_always_a_tree(n: int, seed: int, scale: float) -> None:
    scores = (np.random.default_rng(seed).normal(size=(n, n + 1)) * scale).astype(np.float32)
    assert is_tree(spanning_tree(scores).tolist())


@settings(max_examples=60)
@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_the_best_tree(n: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    trees = [h for h in itertools.product(range(n + 1), repeat=n) if is_tree(list(h))]
    trees = [h for h in trees if all(head != i + 1 for i, head in enumerate(h))]
    best = max(sum(scores[i, head] for i, head in enumerate(h)) for h in trees)
    found = spanning_tree(np.where(np.eye(n, n + 1, 1, dtype=bool), -1e9, scores).astype(np.float32))
    assert sum(scores[i, head] for i, head in enumerate(found)) == pytest.approx(best, abs=1e-3)


@given(st.lists(st.integers(1, 6), min_size=1, max_size=6), st.integers(0, 2**32 - 1))
def test_one_tree_for_each_sentence(sizes: list[int], seed: int) -> None:
    sentence = np.repeat(np.arange(len(sizes)), sizes)
    n = len(sentence)
    heads = best_heads(np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32), sentence)
    start = 0
    for size in sizes:
        local = [h - start if h else 0 for h in heads[start : start + size].tolist()]
        assert all(0 <= h <= size for h in local)
        assert is_tree(local)
        start += size
