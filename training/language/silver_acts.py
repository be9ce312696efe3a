"""Sentences coded by the rules, as training material for the event head: many, and with the rules' errors.

The head learns from them what the tables know of words; sentences coded by hand correct it afterwards.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from pathlib import Path

from detente.evaluate.relations import events_of
from detente.records import Entity, Event
from training.folds import fold
from training.labels.corpora import READERS, Sentence, read_corpus
from training.labels.pack import HEADER, Label, Span, read_labels, to_line
from training.language.acts import LABELS

_SHORTEST, _LONGEST = 20, 600
# Of sentences without an event one in so many folds is kept.
_MODALITIES = {"requested": "demanded", "habitual": "actual"}


def write(data: Path, path: Path, processes: int = 1) -> None:
    """Code the sentences of the corpora in ``data`` that nobody coded by hand, and write them as a label file."""
    by_hand = {(label.corpus, label.sentence) for label in read_labels(sorted(LABELS.glob("*.tsv")))}
    todo = [
        sentence
        for corpus in READERS
        for sentence in read_corpus(data, corpus)
        if _SHORTEST < len(sentence.text) < _LONGEST and (sentence.corpus, sentence.id) not in by_hand
    ]
    with multiprocessing.Pool(processes) as pool:
        rows = [to_line(label) for found in pool.imap(_coded, todo, chunksize=100) for label in found]
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")


def _coded(sentence: Sentence) -> list[Label]:
    found = list(_labels(sentence, events_of(sentence.text)))
    if found or fold(f"{sentence.corpus} {sentence.id}"):
        return found
    return [Label(sentence.corpus, sentence.id, "rules", 1)]


def _labels(sentence: Sentence, events: tuple[Event, ...]) -> Iterator[Label]:
    for event in events:
        yield Label(
            sentence.corpus,
            sentence.id,
            "rules",
            1,
            (event.trigger.start, event.trigger.end),
            _spans(event.actors),
            _spans(event.recipients),
            event.cameo,
            event.plover or "",
            event.mode or "",
            _MODALITIES.get(event.modality, event.modality),
            event.negated,
        )


def _spans(entities: tuple[Entity, ...]) -> tuple[Span, ...]:
    return tuple((e.span.start, e.span.end) for e in entities)
