"""Training windows: single sentences and runs of consecutive ones, laid out as tensors."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from detente.evaluate.treebank import Gold
from detente.language.features import make_window, shape_id
from detente.language.wordpiece import WordPiece

LONGEST = 224  # pieces a training window may have
_RUNS = (1, 1, 1, 2, 2, 3, 4)  # how many sentences a window holds, drawn from these


@dataclass(frozen=True)
class Index:
    """Label to number, for each head."""

    tags: dict[str, int]
    deps: dict[str, int]
    names: dict[str, int]


@dataclass
class Batch:
    """Tensors of one batch; ``b`` windows, ``n`` pieces, ``w`` words (padded). ``tag``, ``head``, ``dep`` are -100
    where unknown; ``name`` (b, w, K) says which labels are allowed, all false where unknown."""

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    word: Tensor
    sentence: Tensor
    end: Tensor
    tag: Tensor
    head: Tensor
    dep: Tensor
    name: Tensor


def windows(documents: Sequence[Sequence[Gold]], wordpiece: WordPiece, rng: random.Random) -> list[list[Gold]]:
    """Cut documents at random into runs of one to four consecutive sentences."""
    out: list[list[Gold]] = []
    for document in documents:
        i = 0
        while i < len(document):
            run = [document[i]]
            size = length(document[i], wordpiece)
            for gold in document[i + 1 : i + rng.choice(_RUNS)]:
                size += length(gold, wordpiece)
                if size > LONGEST or (gold.opens and rng.random() < 0.7):
                    break
                run.append(gold)
            i += len(run)
            out.append(run)
    return out


def length(gold: Gold, wordpiece: WordPiece) -> int:
    """How many pieces a sentence has."""
    return sum(len(wordpiece.pieces(word)) for word in gold.words)


def batches(runs: list[list[Gold]], wordpiece: WordPiece, size: int, rng: random.Random) -> list[list[list[Gold]]]:
    """Group runs of like length into batches of about ``size`` pieces, in random order."""
    keyed = sorted(((sum(length(g, wordpiece) for g in run) + rng.randint(0, 6), i) for i, run in enumerate(runs)))
    out: list[list[list[Gold]]] = [[]]
    for pieces, i in keyed:
        if out[-1] and (len(out[-1]) + 1) * (pieces + 2) > size:
            out.append([])
        out[-1].append(runs[i])
    rng.shuffle(out)
    return out


def _printed(words: list[str], shapes: list[int], rng: random.Random | None) -> list[int]:
    """Shapes, sometimes as in a headline or in a text without capitals: the pieces are the same, only shapes differ."""
    draw = rng.random() if rng else 1.0
    if draw > 0.07:
        return shapes
    out = []
    for word, shape in zip(words, shapes, strict=True):
        if not word[0].isalpha():
            out.append(shape)
            continue
        case = 2 if draw < 0.02 else 0 if draw < 0.04 else 1 if len(word) > 3 else (shape - 1) // 3
        out.append(shape_id(case, (shape - 1) % 3))
    return out


def collate(runs: list[list[Gold]], wordpiece: WordPiece, index: Index, rng: random.Random | None = None) -> Batch:
    """The tensors of a batch; with ``rng`` also the small random changes of training (shapes, gaps)."""
    rows = []
    for run in runs:
        pieces = [wordpiece.pieces(word) for gold in run for word in gold.words]
        shapes: list[int] = []
        for k, gold in enumerate(run):
            own = list(_printed(gold.words, gold.shapes, rng))
            if k and (not gold.opens or (rng and rng.random() < 0.5)):
                own[0] = shape_id((own[0] - 1) // 3, 1)
            shapes += own
        rows.append(make_window(pieces, shapes, wordpiece))
    b, n, w = len(rows), max(len(r.ids) for r in rows), max(len(r.first) for r in rows)

    def empty(width: int, value: int = 0) -> Tensor:
        return torch.full((b, width), value, dtype=torch.long)

    out = Batch(
        empty(n), empty(n), empty(n), empty(w), empty(w), empty(w), empty(w, -1), torch.zeros(b, w), empty(w, -100),
        empty(w, -100), empty(w, -100), torch.zeros(b, w, len(index.names), dtype=torch.bool),
    )  # fmt: skip
    for r, (run, row) in enumerate(zip(runs, rows, strict=True)):
        size, count = len(row.ids), len(row.first)
        out.ids[r, :size], out.shapes[r, :size] = torch.from_numpy(row.ids), torch.from_numpy(row.shapes)
        out.mask[r, :size], out.word[r, :count] = 1, 1
        out.first[r, :count], out.last[r, :count] = torch.from_numpy(row.first), torch.from_numpy(row.last)
        start = 0
        for k, gold in enumerate(run):
            end = start + len(gold.words)
            out.sentence[r, start:end] = k
            out.end[r, end - 1] = 1
            _fill(out, r, start, gold, index)
            start = end
    return out


def _fill(out: Batch, r: int, start: int, gold: Gold, index: Index) -> None:
    end = start + len(gold.words)
    if gold.tags and gold.heads and gold.deps:
        out.tag[r, start:end] = torch.tensor([index.tags[t] for t in gold.tags])
        out.head[r, start:end] = torch.tensor([h + start if h else 0 for h in gold.heads])
        out.dep[r, start:end] = torch.tensor([index.deps.get(d, -100) for d in gold.deps])
    if gold.names:
        for i, allowed in enumerate(gold.names):
            for label in allowed:
                out.name[r, start + i, index.names[label]] = True
