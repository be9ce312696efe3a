"""Tags and trees over gold words and sentences: decoding gold sentences, and counting what is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.evaluate.treebank import Gold
from detente.language.decode import Analysis, Labels, Relation, decode
from detente.language.features import Window, make_window, shape_id
from detente.language.wordpiece import WordPiece

Runner = Callable[[Window], Mapping[str, np.ndarray]]
MOST_PIECES = 500
"""A window has no room for more; a longer sentence is read in parts."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence as the model reads it: per word the tag, the head (from 1, 0 for the root) and the relation."""

    tags: list[str]
    heads: list[int]
    deps: list[str]


def analyse(
    run: Runner, relation: Relation, labels: Labels, golds: Sequence[Gold], wordpiece: WordPiece, gold_ends: bool = True
) -> Analysis:
    """Decode consecutive sentences as one window."""
    pieces = [wordpiece.pieces(word) for gold in golds for word in gold.words]
    shapes: list[int] = []
    for k, gold in enumerate(golds):
        own = list(gold.shapes)
        if k:
            own[0] = shape_id((own[0] - 1) // 3, 1)
        shapes += own
    sentence = np.repeat(np.arange(len(golds)), [len(g.words) for g in golds])
    return decode(run(make_window(pieces, shapes, wordpiece)), relation, labels, sentence if gold_ends else None)


def groups_of(document: Sequence[Gold], size: int) -> list[list[Gold]]:
    """Runs of consecutive sentences with at most ``size`` words, cut at paragraphs."""
    out: list[list[Gold]] = []
    for gold in document:
        if out and not gold.opens and sum(len(g.words) for g in out[-1]) + len(gold.words) <= size:
            out[-1].append(gold)
        else:
            out.append([gold])
    return out


def parse(run: Runner, relation: Relation, labels: Labels, golds: Sequence[Gold], wordpiece: WordPiece) -> list[Parsed]:
    """Consecutive sentences read as one window, with their gold bounds."""
    found = analyse(run, relation, labels, golds, wordpiece)
    out: list[Parsed] = []
    start = 0
    for gold in golds:
        end = start + len(gold.words)
        tags = [labels.tags[t] for t in found.tags[start:end]]
        deps = [labels.deps[d] for d in found.deps[start:end]]
        out.append(Parsed(tags, [int(h) - start if h else 0 for h in found.heads[start:end]], deps))
        start = end
    return out


def parse_long(run: Runner, relation: Relation, labels: Labels, gold: Gold, wordpiece: WordPiece) -> Parsed:
    """One sentence, in parts where it does not fit into a window: each part has its own root then."""
    whole = Parsed([], [], [])
    for part in _parts(gold, wordpiece):
        found = parse(run, relation, labels, [part], wordpiece)[0]
        start = len(whole.tags)
        whole.tags.extend(found.tags)
        whole.heads.extend(h + start if h else 0 for h in found.heads)
        whole.deps.extend(found.deps)
    return whole


def _parts(gold: Gold, wordpiece: WordPiece) -> Iterator[Gold]:
    sizes = np.cumsum([len(wordpiece.pieces(word)) for word in gold.words])
    number = np.maximum(0, sizes - 1) // MOST_PIECES
    for k in range(int(number[-1]) + 1 if len(number) else 0):
        at = np.flatnonzero(number == k)
        if len(at):
            yield Gold(gold.words[at[0] : at[-1] + 1], gold.shapes[at[0] : at[-1] + 1])


def tally(gold: Gold, found: Parsed) -> Counter[str]:
    """How many words are right by tag, head, head and relation; ``las_main`` ignores the subtypes of relations."""
    out: Counter[str] = Counter()
    if gold.tags:
        out["tags"] = len(gold.words)
        out["upos"] = sum(a == b for a, b in zip(found.tags, gold.tags, strict=True))
    if gold.heads and gold.deps:
        out["arcs"] = len(gold.words)
        for head, dep, want, relation in zip(found.heads, found.deps, gold.heads, gold.deps, strict=True):
            out["uas"] += head == want
            out["las"] += head == want and dep == relation
            out["las_main"] += head == want and dep.partition(":")[0] == relation.partition(":")[0]
    return out
