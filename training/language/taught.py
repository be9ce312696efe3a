"""Sentences coded by a teacher: a network with more layers of its own, whose event head the shipped one learns from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch

from detente.language.spans import alike
from detente.language.wordpiece import WordPiece
from training.language.acts import Act, Item
from training.language.joint import encoded
from training.language.network import Network
from training.language.told import lay

_BATCH = 32
_DOUBT = 0.5


@torch.no_grad()  # type: ignore[untyped-decorator]
def taught(teacher: Network, items: Sequence[Item], wordpiece: WordPiece) -> list[Item]:
    """``items`` as the teacher codes them: its probabilities for every word, and the sides of the acts it finds."""
    teacher.eval()
    out: list[Item] = []
    ordered = sorted(items, key=lambda item: item.size)
    for at in range(0, len(ordered), _BATCH):
        part = ordered[at : at + _BATCH]
        words, _ = encoded(teacher, lay([item.window for item in part]), wordpiece)
        chances = teacher.trigger(words).softmax(-1)
        best = torch.where(chances[:, :, 0] < _DOUBT, chances[:, :, 1:].argmax(-1) + 1, 0)
        for r, item in enumerate(part):
            count = item.own[1]
            found = alike(best[r, :count].tolist())
            acts: list[Act] = []
            if found:
                row = torch.full((len(found),), r)
                first, last = (torch.tensor([f[k] for f in found]) for k in (0, 1))
                sides = teacher.sides(words, row, first, last)[:, :count].argmax(-1).tolist()
                anchor = (words[row, first] + words[row, last]) * 0.5
                modality = teacher.modality(anchor).argmax(-1).tolist()
                negated = teacher.negation(anchor).argmax(-1).tolist()
                for (a, b, root), side, modal, no in zip(found, sides, modality, negated, strict=True):
                    spans = [[(x, y) for x, y, label in alike(side) if label == wanted] for wanted in (1, 2)]
                    acts.append(Act((a, b), root - 1, modal, bool(no), *spans))
            soft = chances[r, :count].numpy().astype(np.float16)
            out.append(replace(item, acts=acts, pairs=[], soft=soft, silver=True))
    return out
