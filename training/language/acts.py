"""Sentences with coded events (``training/labels``) and with a marked pair of actors (PLV), as training material."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

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
    """A sentence: ``acts`` is None where no events were coded; ``key`` names it, ``gold`` is a PLV sentence's root."""

    key: str
    window: Window
    size: int
    acts: list[Act] | None = None
    pairs: list[Pair] = field(default_factory=list)
    gold: str = ""


def coded(data: Path, wordpiece: WordPiece) -> list[Item]:
    """The hand-coded sentences, first coding only, of the corpora in ``data``."""
    labels: dict[tuple[str, str], list[Label]] = defaultdict(list)
    for label in read_labels(sorted(LABELS.glob("*.tsv"))):
        if label.reading == 1:
            labels[label.corpus, label.sentence].append(label)
    out = []
    for corpus in sorted({corpus for corpus, _ in labels}):
        for sentence in read_corpus(data, corpus):
            rows = labels.get((corpus, sentence.id))
            item = _coded(f"{corpus} {sentence.id}", sentence.text, rows, wordpiece) if rows else None
            if item is not None and item.size <= _LONGEST:
                out.append(item)
    return out


def _coded(key: str, text: str, rows: list[Label], wordpiece: WordPiece) -> Item | None:
    words, window, size = _laid_out(text, wordpiece)
    acts: list[Act] = []
    pairs: dict[tuple[Words, Words], Pair] = {}
    for row in rows:
        trigger = _words(words, row.trigger) if row.trigger else None
        if trigger is None:
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
    return Item(key, window, size, acts, list(pairs.values()))


def marked(path: Path, wordpiece: WordPiece) -> list[Item]:
    """The sentences of a PLV file with their pair; a party that is not marked is taken to be the other one."""
    out = []
    for pair in read_pairs(path):
        words, window, size = _laid_out(pair.text, wordpiece)
        actor, recipient = _words(words, pair.actor), _words(words, pair.recipient)
        actor = actor or recipient or (0, 0)
        right = _ROOTS_OF_PLV.get(pair.root or "", (pair.root or "",))
        parties = Pair(actor, recipient or actor, tuple(CATEGORIES.index(c) for c in right))
        out.append(Item(pair.sentence_id, window, size, pairs=[parties], gold=pair.root or ""))
    return out


def _laid_out(text: str, wordpiece: WordPiece) -> tuple[list[Span], Window, int]:
    words = tokenize(text)
    pieces = [wordpiece.pieces(text[a:b]) for a, b in words]
    return words, make_window(pieces, shapes_of(text, words), wordpiece), sum(map(len, pieces))


def _words(words: list[Span], span: Span) -> Words | None:
    found = [n for n, (a, b) in enumerate(words) if a < span[1] and span[0] < b]
    return (found[0], found[-1]) if found else None
