"""Who is right more often, field by field: the rules or the event head? ``python -m training.deciders``.

On the sentences that the head was not trained on (fold 0 of ``training.folds``), for the coded events at whose words
both of them see an act: how often root, actors, recipients and modality are right, by the one and by the other, and how
often where they differ.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from detente.evaluate.relations import report_of
from detente.language.document import Document
from detente.language.model import LanguageModel
from detente.pipeline import REPORT_STAGES, Reading, annotate
from detente.records import Entity, Event
from training.folds import fold
from training.labels.corpora import Sentence, read_corpus
from training.labels.pack import Label, Span, read_labels

ROOT = Path(__file__).resolve().parents[1]
FIELDS = ("root", "actors", "recipients", "modality")
SURE = 0.5
_NAMES = {"demanded": "requested"}


def held_out(data: Path) -> Iterator[tuple[Sentence, list[Label]]]:
    """The sentences that the event head was not trained on, with the events that a coder saw in them."""
    labels: dict[tuple[str, str], list[Label]] = defaultdict(list)
    for label in read_labels(sorted((ROOT / "training/labels").glob("*.tsv"))):
        if label.reading == 1 and fold(f"{label.corpus} {label.sentence}") == 0:
            labels[label.corpus, label.sentence].append(label)
    for corpus in sorted({corpus for corpus, _ in labels}):
        for sentence in read_corpus(data, corpus):
            if (corpus, sentence.id) in labels:
                yield sentence, [label for label in labels[corpus, sentence.id] if label.cameo]


def compared(events: Sequence[Event], document: Document, label: Label) -> dict[str, tuple[bool, bool]] | None:
    """For every field whether the rules and whether the head are right about ``label``; None where one sees no act."""
    assert label.trigger is not None
    event = next((e for e in events if _meet((e.trigger.start, e.trigger.end), label.trigger)), None)
    found = [
        a for a in document.acts or () if a.chance >= SURE and _meet(document.slice(a.start, a.end), label.trigger)
    ]
    if event is None or not found:
        return None
    act = max(found, key=lambda a: a.chance)
    sides = [[document.slice(*part) for part in side] for side in (act.actors, act.recipients)]
    modality = _NAMES.get(label.modality, label.modality)
    return {
        "root": (event.cameo[:2] == label.cameo[:2], act.root == label.cameo[:2]),
        "actors": (_right(_spans(event.actors), label.actors), _right(sides[0], label.actors)),
        "recipients": (_right(_spans(event.recipients), label.recipients), _right(sides[1], label.recipients)),
        "modality": (event.modality == modality, act.modality == modality),
    }


def rules_alone(text: str) -> tuple[Event, ...]:
    """The events of a sentence as the rules code them when the event head is not asked."""
    reading = Reading(report_of(text))
    for stage in REPORT_STAGES:
        stage(reading)
        if stage is annotate:
            reading.document.acts = None
    return reading.observations.events


def _spans(entities: Sequence[Entity]) -> list[Span]:
    return [(e.span.start, e.span.end) for e in entities]


def _right(said: Sequence[Span], gold: Sequence[Span]) -> bool:
    """Whether a side is right: somebody in common, or nobody on both."""
    return any(_meet(a, b) for a in said for b in gold) if gold else not said


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def main() -> int:
    """Print the table; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.deciders", description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "train", help="folder of the corpora")
    args = parser.parse_args()
    if not args.data.is_dir():
        print(f"needs the corpora under {args.data}, which are not part of this repository", file=sys.stderr)
        return 1
    model = LanguageModel.load()
    tally: Counter[tuple[str, bool, bool]] = Counter()
    for sentence, labels in held_out(args.data):
        if not labels:
            continue
        events = rules_alone(sentence.text)
        document = model.annotate("r", sentence.text, acts=True)
        for label in labels:
            for name, (rules, head) in (compared(events, document, label) or {}).items():
                tally[name, rules, head] += 1
    print("field            n   rules right   head right   only rules   only head")
    for name in FIELDS:
        count = {(r, h): tally[name, r, h] for r in (True, False) for h in (True, False)}
        n = sum(count.values())
        shares = [(count[True, True] + count[only]) / n for only in ((True, False), (False, True))]
        print(f"{name:12} {n:5d} {shares[0]:13.3f} {shares[1]:12.3f} {count[True, False]:12d} {count[False, True]:11d}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
