import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.language.spans import alike, begun, in_order


@pytest.mark.parametrize(
    ("labels", "spans"),
    [
        ("0 0 0", []),
        ("1 2 2 0", [(0, 2)]),
        ("0 1 1 2", [(1, 1), (2, 3)]),
        ("2 2 0 2", [(0, 1), (3, 3)]),  # goes on with nothing
        ("1 3 4 2", [(0, 0), (3, 3)]),  # another kind parts it
    ],
)
def test_spans_begin_and_go_on(labels: str, spans: list[tuple[int, int]]) -> None:
    assert begun(map(int, labels.split()), 1) == spans


@pytest.mark.parametrize(
    ("labels", "runs"),
    [("0 0", []), ("5 5 0 5", [(0, 1, 5), (3, 3, 5)]), ("5 7 7", [(0, 0, 5), (1, 2, 7)])],
)
def test_runs_of_one_label(labels: str, runs: list[tuple[int, int, int]]) -> None:
    assert alike(map(int, labels.split())) == runs


@given(st.lists(st.integers(0, 4), max_size=40))
def test_every_labelled_word_is_in_one_span(labels: list[int]) -> None:
    covered = [n for first in (1, 3) for a, b in begun(labels, first) for n in range(a, b + 1)]
    assert sorted(covered) == [n for n, label in enumerate(labels) if label]
    assert [n for a, b, _ in alike(labels) for n in range(a, b + 1)] == [n for n, label in enumerate(labels) if label]


def orderly(labels: tuple[int, ...]) -> bool:
    """Whether what goes on with a span follows it."""
    return all(b not in (2, 4) or a in (b - 1, b) for a, b in itertools.pairwise((0, *labels)))


@given(st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_the_most_probable_labels_in_order(words: int, seed: int) -> None:
    chances = np.random.default_rng(seed).normal(size=(2, words, 5)).astype(np.float32)
    every = [labels for labels in itertools.product(range(5), repeat=words) if orderly(labels)]
    for row, found in zip(chances, in_order(chances).tolist(), strict=True):
        best = max(sum(row[n, label] for n, label in enumerate(labels)) for labels in every)
        assert orderly(tuple(found))
        assert sum(row[n, label] for n, label in enumerate(found)) == pytest.approx(best, abs=1e-4)
