"""PolNeAR as training windows: cues, and for each cue the words of source and content.

Paragraphs that follow each other share a window, as many as fit under a limit drawn at random, so that the heads learn
windows of all lengths.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from detente.evaluate.attribution import Article, read_articles
from detente.evaluate.brat import ROLES
from detente.language.features import Window, case_class, gap_class, make_window, shape_id
from detente.language.tokenize import tokenize
from detente.language.wordpiece import WordPiece

LIMITS = (60, 110, 110, 160, 220)
_LONGEST = 500
_SPLIT = 220
# Labels of the words, given a cue: 0 nothing, then first word and others of source, of content.
_FIRST = {"source": 1, "content": 3}
IGNORED = -100

Words = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Text:
    """The words of a text: offsets, number of the paragraph, pieces, shapes; attributions as word spans, inclusive."""

    words: list[tuple[int, int]]
    paragraph: list[int]
    pieces: list[tuple[int, ...]]
    shapes: list[int]
    attributions: list[dict[str, list[Words]]]


@dataclass(frozen=True, slots=True)
class Laid:
    """A batch of windows: tensors (b, pieces) and (b, words); ``known`` is true where there is a word."""

    ids: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor
    last: Tensor
    known: Tensor


def read(path: Path, wordpiece: WordPiece) -> list[Text]:
    """The annotated texts of a PolNeAR archive or folder."""
    return [laid_out(article, wordpiece) for article in read_articles(path) if article.gold is not None]


def laid_out(article: Article, wordpiece: WordPiece) -> Text:
    """A text split into words; attributions that lack a cue or content, or do not fit the words, are left out."""
    text = article.text
    words: list[tuple[int, int]] = []
    paragraph: list[int] = []
    at = 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        found = tokenize(text, at, at + len(line))
        words += found
        paragraph += [number] * len(found)
        at += len(line)
    pieces = [wordpiece.pieces(text[a:b]) for a, b in words]
    starts = {a: n for n, (a, _) in enumerate(words)}
    ends = {b: n for n, (_, b) in enumerate(words)}
    attributions = []
    for said in article.gold or ():
        parts = {role: _word_spans(said.role(role), text, starts, ends) for role in ROLES}
        if parts["cue"] and parts["content"]:
            attributions.append(parts)
    return Text(words, paragraph, pieces, shapes_of(text, words), attributions)


def shapes_of(text: str, words: Sequence[tuple[int, int]]) -> list[int]:
    """The shape of every word; the first counts as beginning a line."""
    out = []
    before = None
    for a, b in words:
        gap = 2 if before is None else gap_class(text, before, a)
        out.append(shape_id(case_class(text[a:b]), gap))
        before = b
    return out


def _word_spans(
    spans: Sequence[tuple[int, int]], text: str, starts: dict[int, int], ends: dict[int, int]
) -> list[Words]:
    out: list[Words] = []
    for a, b in sorted(spans):
        while a < b and text[a].isspace():
            a += 1
        while b > a and text[b - 1].isspace():
            b -= 1
        if a not in starts or b not in ends or ends[b] < starts[a]:
            continue
        first, last = starts[a], ends[b]
        if out and first <= out[-1][1] + 1:
            out[-1] = (out[-1][0], max(last, out[-1][1]))
        else:
            out.append((first, last))
    return out


def cut(text: Text, rng: random.Random | None = None, limit: int = 110) -> list[Words]:
    """Windows of whole paragraphs as (start, end) words, at most ``limit`` pieces or, with ``rng``, a random limit."""
    count = len(text.words)
    bounds = [0, *(n for n in range(1, count) if text.paragraph[n] != text.paragraph[n - 1]), count]
    most = rng.choice(LIMITS) if rng else limit
    out: list[Words] = []
    start = size = 0
    for a, b in itertools.pairwise(bounds):
        own = sum(len(text.pieces[n]) for n in range(a, b))
        if a > start and size + own > most:
            out.append((start, a))
            start, size = a, 0
            most = rng.choice(LIMITS) if rng else limit
        size += own
        while size > _LONGEST:  # a giant among paragraphs
            stop = start
            while size > _LONGEST - _SPLIT and sum(len(p) for p in text.pieces[start:stop]) < _SPLIT:
                stop += 1
            out.append((start, stop))
            start, size = stop, sum(len(p) for p in text.pieces[stop:b])
    if start < count:
        out.append((start, count))
    return out


def window(text: Text, start: int, end: int, wordpiece: WordPiece) -> Window:
    """Words ``start`` to ``end`` as the encoder reads them."""
    first = shape_id((text.shapes[start] - 1) // 3, 2)
    return make_window(text.pieces[start:end], [first, *text.shapes[start + 1 : end]], wordpiece)


def lay(rows: Sequence[Window]) -> Laid:
    """Windows as one padded batch."""
    b, n, w = len(rows), max(len(r.ids) for r in rows), max(len(r.first) for r in rows)
    ids, shapes, mask = (torch.zeros(b, n, dtype=torch.long) for _ in range(3))
    first, last = (torch.zeros(b, w, dtype=torch.long) for _ in range(2))
    known = torch.zeros(b, w, dtype=torch.bool)
    for r, row in enumerate(rows):
        size, count = len(row.ids), len(row.first)
        ids[r, :size], shapes[r, :size] = torch.from_numpy(row.ids), torch.from_numpy(row.shapes)
        first[r, :count], last[r, :count] = torch.from_numpy(row.first), torch.from_numpy(row.last)
        mask[r, :size], known[r, :count] = 1, True
    return Laid(ids, shapes, mask, first, last, known)


def cues(text: Text, start: int, end: int) -> Iterator[tuple[list[Words], list[int]]]:
    """The attributions whose cue lies in a window: the spans of the cue and the labels of the words, both counted from
    ``start``."""
    for said in text.attributions:
        own = [(a - start, b - start) for a, b in said["cue"]]
        if own[0][0] < 0 or own[-1][1] >= end - start:
            continue
        labels = [0] * (end - start)
        for role in ("content", "source"):
            for a, b in said[role]:
                a, b = max(a, start), min(b, end - 1)
                if a <= b:
                    labels[a - start] = _FIRST[role]
                    labels[a - start + 1 : b - start + 1] = [_FIRST[role] + 1] * (b - a)
        yield own, labels
