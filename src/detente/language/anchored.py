"""Heads that label words given an anchor: who said what given a cue, who does what to whom given two actors.

They run on the vectors that the encoder made of the words of a window, so a text is still read once.
"""

from __future__ import annotations

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from detente.language.spans import Words, begun, in_order

Vectors = NDArray[np.float32]
Said = tuple[Words, list[Words], list[Words]]
"""Cue, parts of the source, parts of the content."""
# Labels of a word, given a cue: 0 nothing; first word and others of the source, then of the content.
_SOURCE, _CONTENT = 1, 3


class AnchoredHead:
    """One such head."""

    def __init__(self, session: onnxruntime.InferenceSession) -> None:
        """``session``: a graph with inputs ``words``, ``one`` and ``other``."""
        self._session = session

    def __call__(self, words: Vectors, one: NDArray[np.int64], other: NDArray[np.int64]) -> Vectors:
        """Log-probabilities of the labels: (K, W, labels) for anchors whose first words are ``one`` and last words
        ``other``; (K, labels) for pairs of spans (K, 2). ``words`` is (W, width)."""
        found: Vectors = self._session.run(None, {"words": words, "one": one, "other": other})[0]
        return found


def attributions(head: AnchoredHead, words: Vectors, cue: Vectors) -> list[Said]:
    """Cue, source and content spans of every statement in a window, words counted from its beginning, inclusive.

    ``words`` (W, width) are the words' vectors, ``cue`` (W, 3) the scores of a word being none, the first or another
    word of a cue.
    """
    cues = begun(in_order(cue[None])[0].tolist(), 1)
    if not cues:
        return []
    at = np.array(cues, dtype=np.int64)
    labels = in_order(head(words, at[:, 0].copy(), at[:, 1].copy())).tolist()
    return [(c, begun(row, _SOURCE), begun(row, _CONTENT)) for c, row in zip(cues, labels, strict=True)]
