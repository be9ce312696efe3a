"""From the labels of words to spans: what the heads that mark spans have in common."""

from __future__ import annotations

from collections.abc import Iterable

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
