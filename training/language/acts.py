"""Sentences with coded events (``training/labels``) and with a marked pair of actors (PLV), as training material."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detente.evaluate.relations import read_pairs
from detente.language.features import Window, make_window
from detente.language.tokenize import tokenize
from detente.language.wordpiece import WordPiece
from training.labels.corpora import read_corpus
from training.labels.pack import Label, Span, read_labels
from training.language.heads import CATEGORIES, MODALITIES, ROOTS
from training.language.told import Words, shapes_of

LABELS = Path(__file__).parents[1] / "labels"
_LONGEST = 300
# Neighbours of a sentence on either side in its wide window, at most, and the pieces of that.
_NEIGHBOURS = 2
_WIDEST = 200
# What the coders are divided on counts as right either way: announced truces and withdrawals.
_EITHER = {"0356": ("AGREE", "CONCEDE")}
_ROOTS_OF_PLV = {"YIELD": ("CONCEDE", "RETREAT")}


@dataclass(frozen=True, slots=True)
class Act:
    """One event: trigger and parties as word spans, inclusive; root and modality as numbers of the heads' classes."""

    trigger: Words
    root: int
    modality: int
    negated: bool
    actors: list[Words]
    recipients: list[Words]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties of a sentence and the categories that are right for what the first does to the second."""

    actor: Words
    recipient: Words
    categories: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence: ``acts`` is None where no events were coded; ``key`` names it, ``gold`` is a PLV sentence's root.

    ``own`` are the words of the window (start, end exclusive) that are the sentence's; ``wide`` is the same sentence
    in a window with its neighbours. ``silver``: coded by the rules or by a teacher, not by hand; ``soft`` is how likely
    a teacher holds each root for each word, none first (words, 21).
    """

    key: str
    window: Window
    size: int
    own: Words
    acts: list[Act] | None = None
    pairs: list[Pair] = field(default_factory=list)
    gold: str = ""
    wide: Item | None = None
    silver: bool = False
    soft: NDArray[np.float16] | None = None


def coded(data: Path, wordpiece: WordPiece, files: Sequence[Path] = (), silver: bool = False) -> list[Item]:
    """The coded sentences, first coding only, of the corpora in ``data``: those of the label ``files`` (default: all
    that were coded by hand). ``silver``: they were coded by the rules."""
    labels: dict[tuple[str, str], list[Label]] = defaultdict(list)
    for label in read_labels(files or sorted(LABELS.glob("*.tsv"))):
        if label.reading == 1:
            labels[label.corpus, label.sentence].append(label)
    out = []
    for corpus in sorted({corpus for corpus, _ in labels}):
        sentences = read_corpus(data, corpus)
        for n, sentence in enumerate(sentences):
            rows = labels.get((corpus, sentence.id))
            if not rows:
                continue
            item = _coded(f"{corpus} {sentence.id}", [sentence.text], 0, rows, wordpiece, silver)
            if item.size > _LONGEST:
                continue
            if not silver:
                before, after = (int(sentence_hash(item.key)[k], 16) % (_NEIGHBOURS + 1) for k in (0, 1))
                texts = [s.text for s in sentences[max(0, n - before) : n + after + 1]]
                wide = _coded(item.key, texts, min(n, before), rows, wordpiece, silver)
                item = replace(item, wide=wide if len(texts) > 1 and wide.size <= _WIDEST else None)
            out.append(item)
    return out


def sentence_hash(key: str) -> str:
    """Hexadecimal digits that depend on a sentence's name only."""
    return sha256(key.encode()).hexdigest()


def _coded(key: str, texts: list[str], at: int, rows: list[Label], wordpiece: WordPiece, silver: bool) -> Item:
    """Sentence ``at`` of ``texts``, coded, in a window with the others."""
    text = " ".join(texts)
    base = sum(len(t) + 1 for t in texts[:at])
    words, window, size = _laid_out(text, wordpiece)
    own = _words(words, (base, base + len(texts[at]))) or (0, -1)
    rows = [_moved(row, base) for row in rows]
    acts: list[Act] = []
    pairs: dict[tuple[Words, Words], Pair] = {}
    for row in rows:
        trigger = _words(words, row.trigger) if row.trigger else None
        if trigger is None or row.cameo[:2] not in ROOTS:
            continue
        actors = [w for s in row.actors if (w := _words(words, s))]
        recipients = [w for s in row.recipients if (w := _words(words, s))]
        modality = MODALITIES.index(row.modality)
        acts.append(Act(trigger, ROOTS.index(row.cameo[:2]), modality, row.negated, actors, recipients))
        right = tuple(CATEGORIES.index(c) for c in _EITHER.get(row.cameo, (row.plover,)) if c)
        for a in actors[:2]:
            for r in recipients[:2]:
                if a != r and right:
                    pairs.setdefault((a, r), Pair(a, r, right))
    return Item(key, window, size, (own[0], own[1] + 1), acts, list(pairs.values()), silver=silver)


def _moved(row: Label, by: int) -> Label:
    def spans(found: Sequence[Span]) -> tuple[Span, ...]:
        return tuple((a + by, b + by) for a, b in found)

    trigger = spans([row.trigger])[0] if row.trigger else None
    return replace(row, trigger=trigger, actors=spans(row.actors), recipients=spans(row.recipients))


def marked(path: Path, wordpiece: WordPiece) -> list[Item]:
    """The sentences of a PLV file with their pair; a party that is not marked is taken to be the other one."""
    out = []
    for pair in read_pairs(path):
        words, window, size = _laid_out(pair.text, wordpiece)
        actor, recipient = _words(words, pair.actor), _words(words, pair.recipient)
        actor = actor or recipient or (0, 0)
        right = _ROOTS_OF_PLV.get(pair.root or "", (pair.root or "",))
        parties = Pair(actor, recipient or actor, tuple(CATEGORIES.index(c) for c in right))
        out.append(Item(pair.sentence_id, window, size, (0, len(words)), pairs=[parties], gold=pair.root or ""))
    return out


def _laid_out(text: str, wordpiece: WordPiece) -> tuple[list[Span], Window, int]:
    words = tokenize(text)
    pieces = [wordpiece.pieces(text[a:b]) for a, b in words]
    return words, make_window(pieces, shapes_of(text, words), wordpiece), sum(map(len, pieces))


def _words(words: list[Span], span: Span) -> Words | None:
    found = [n for n, (a, b) in enumerate(words) if a < span[1] and span[0] < b]
    return (found[0], found[-1]) if found else None
