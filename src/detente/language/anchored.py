"""Heads that label words given an anchor: who said what given a cue, who does what to whom given two actors.

They run on the vectors that the encoder made of the words of a window, so a text is still read once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from detente.language.spans import Words, begun, in_order

Vectors = NDArray[np.float32]
Said = tuple[Words, list[Words], list[Words]]
"""Cue, parts of the source, parts of the content."""


class Graph(Protocol):
    """What can be run as an ``InferenceSession`` is."""

    def run(self, outputs: Sequence[str] | None, feed: Mapping[str, Any]) -> list[Any]:
        """The named outputs (None: all) for the inputs in ``feed``."""


LEAST = 0.05
"""Words that tell of an act with a lower probability are passed over."""
LIKELY = 0.4
"""The sides of less likely acts are not looked for."""


@dataclass(frozen=True, slots=True)
class FoundAct:
    """An act in a window: words of its trigger, the surest of them, its probability, its root (0 to 19), and if it is
    likely its sides and its modality, by number."""

    trigger: Words
    at: int
    chance: float
    root: int
    actors: tuple[Words, ...] = ()
    recipients: tuple[Words, ...] = ()
    modality: int = 0


# Labels of a word, given a cue: 0 nothing; first word and others of the source, then of the content.
_SOURCE, _CONTENT = 1, 3


class AnchoredHead:
    """One such head."""

    def __init__(self, session: Graph) -> None:
        """``session``: a graph with inputs ``words``, ``one`` and ``other``."""
        self._session = session

    def __call__(self, words: Vectors, one: NDArray[np.int64], other: NDArray[np.int64]) -> Vectors:
        """Log-probabilities of the labels: (K, W, labels) for anchors whose first words are ``one`` and last words
        ``other``; (K, labels) for pairs of spans (K, 2). ``words`` is (W, width)."""
        found: Vectors = self._session.run(None, {"words": words, "one": one, "other": other})[0]
        return found


class ActsHead:
    """The head that finds the sides and the modality of an act."""

    def __init__(self, session: onnxruntime.InferenceSession) -> None:
        """``session``: a graph with inputs ``words``, ``one`` and ``other``, outputs ``sides`` and ``modality``."""
        self._session = session

    def __call__(self, words: Vectors, one: NDArray[np.int64], other: NDArray[np.int64]) -> tuple[Vectors, Vectors]:
        """Log-probabilities of a word being none, actor, recipient (K, W, 3) and of the modalities (K, 6), for acts
        told by the words ``one`` to ``other``; ``words`` is (W, width)."""
        sides, modality = self._session.run(["sides", "modality"], {"words": words, "one": one, "other": other})
        return sides, modality


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


def found_acts(head: ActsHead, words: Vectors, trigger: Vectors, sentence: NDArray[np.int64]) -> list[FoundAct]:
    """The acts of a window, words counted from its beginning, ends inclusive.

    ``trigger`` (W, 21) are the scores of a word telling no act or one of a CAMEO root; ``sentence`` (W,) the number of
    each word's sentence: an act and its sides stand in one.
    """
    chances = np.exp(trigger - trigger.max(axis=1, keepdims=True))
    some = 1.0 - chances[:, 0] / chances.sum(axis=1)
    told = np.flatnonzero(some >= LEAST)
    if not len(told):
        return []
    roots = trigger[told, 1:].argmax(axis=1)
    acts: list[FoundAct] = []
    for run in _runs(told, roots, sentence[told]):
        at = max(run, key=lambda n: some[told[n]])
        kept = [told[n] for n in run if some[told[n]] >= some[told[at]] / 2]
        span = (int(min(kept)), int(max(kept)))
        acts.append(FoundAct(span, int(told[at]), float(some[told[at]]), int(roots[at])))
    likely = [n for n, act in enumerate(acts) if act.chance >= LIKELY]
    if likely:
        one, other = (np.array([acts[n].trigger[k] for n in likely], dtype=np.int64) for k in (0, 1))
        sides, modality = head(words, one, other)
        labels = np.where(sentence[None] == sentence[one][:, None], sides.argmax(axis=2), 0)
        for n, row, modal in zip(likely, labels, modality.argmax(axis=1).tolist(), strict=True):
            first, last = acts[n].trigger
            row[first : last + 1] = 0
            actors, recipients = (_spans(np.flatnonzero(row == label)) for label in (1, 2))
            acts[n] = replace(acts[n], actors=actors, recipients=recipients, modality=modal)
    return acts


def _runs(told: NDArray[np.int64], roots: NDArray[np.int64], sentence: NDArray[np.int64]) -> list[list[int]]:
    """Neighbouring words with one root in one sentence, by their places in ``told``."""
    apart = (np.diff(told) > 1) | (np.diff(roots) != 0) | (np.diff(sentence) != 0)
    return [part.tolist() for part in np.split(np.arange(len(told)), np.flatnonzero(apart) + 1)]


def _spans(words: NDArray[np.int64]) -> tuple[Words, ...]:
    """Runs of consecutive words."""
    parts = np.split(words, np.flatnonzero(np.diff(words) > 1) + 1) if len(words) else []
    return tuple((int(part[0]), int(part[-1])) for part in parts)
