"""From words to the arrays that the encoder reads: word pieces, shapes, and where each word begins and ends."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from detente.language.wordpiece import WordPiece

SHAPES = 1 + 7 * 3
MAX_PIECES = 510

IntArray = NDArray[np.int64]


@lru_cache(maxsize=50_000)
def case_class(word: str) -> int:
    """How a word is printed: 0 lower case, 1 capitalised, 2 capitals, 3 mixed, 4 one capital, 5 digits, 6 other."""
    if word.islower():
        return 0
    if word[0].isupper():
        if len(word) == 1 or (len(word) == 2 and word[1] == "."):
            return 4
        if word.isupper():
            return 2
        return 1 if word[1:].islower() else 3
    if word.isupper() or any(c.isupper() for c in word):
        return 3
    return 5 if any(c.isdigit() for c in word) else 6


def gap_class(text: str, before: int, start: int) -> int:
    """What stands between the word that ended at ``before`` and the next: 0 nothing, 1 a blank, 2 a line break."""
    if before == start:
        return 0
    gap = text[before:start]
    return 2 if "\n" in gap else 1


def shape_id(case: int, gap: int) -> int:
    """The row of the shape table for a case and a gap class; row 0 is for the marks around a window."""
    return 1 + case * 3 + gap


@dataclass(frozen=True, slots=True)
class Window:
    """What the encoder reads in one pass.

    ``ids`` and ``shapes`` have one entry per piece, the first and last being the marks ``[CLS]`` and ``[SEP]``;
    ``first`` and ``last`` give the position of each word's first and last piece.
    """

    ids: IntArray
    shapes: IntArray
    first: IntArray
    last: IntArray


def make_window(pieces: list[tuple[int, ...]], shapes: list[int], wordpiece: WordPiece) -> Window:
    """Lay out words, given as their pieces and shape ids, for the encoder."""
    ids = [wordpiece.first]
    rows = [0]
    first: list[int] = []
    last: list[int] = []
    for word, shape in zip(pieces, shapes, strict=True):
        first.append(len(ids))
        ids += word
        rows += [shape] * len(word)
        last.append(len(ids) - 1)
    ids.append(wordpiece.last)
    rows.append(0)
    return Window(*(np.array(x, dtype=np.int64) for x in (ids, rows, first, last)))
