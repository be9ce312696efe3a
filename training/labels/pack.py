"""Coders' sheets to label files.

``python -m training.labels.pack SHEET.tsv CODED.jsonl --coder A --pass 1 --out FILE``. A sheet has number, corpus,
sentence id and sentence; a coded line has the number and the events, told by the words of the sentence (``t`` trigger,
``a`` actors, ``r`` recipients, each with the number of its occurrence where it stands more than once). The label file
keeps offsets in place of words; its columns are told by its header.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from detente.observations.ontology import ontology

MODALITIES = ("actual", "planned", "conditional", "predicted", "hypothetical", "demanded")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Label:
    """One event of a sentence, or with an empty ``cameo`` that the sentence tells none. Spans are character offsets
    into the sentence, end exclusive."""

    corpus: str
    sentence: str
    coder: str
    reading: int
    trigger: Span | None = None
    actors: tuple[Span, ...] = ()
    recipients: tuple[Span, ...] = ()
    cameo: str = ""
    plover: str = ""
    mode: str = ""
    modality: str = ""
    negated: bool = False


HEADER = "\t".join("corpus sentence coder pass trigger actors recipients cameo plover mode modality negated".split())


def to_line(label: Label) -> str:
    """A row of a label file."""
    spans = ["|".join(f"{a}-{b}" for a, b in s) for s in (label.actors, label.recipients)]
    trigger = f"{label.trigger[0]}-{label.trigger[1]}" if label.trigger else ""
    cells = [label.corpus, label.sentence, label.coder, str(label.reading), trigger, *spans]
    cells += [label.cameo, label.plover, label.mode, label.modality, "yes" if label.negated else ""]
    return "\t".join(cells)


def read_labels(paths: Iterable[Path]) -> list[Label]:
    """The rows of label files."""
    return [_row(line) for path in paths for line in path.read_text("utf-8").splitlines() if _is_row(line)]


def _is_row(line: str) -> bool:
    return bool(line) and not line.startswith("#") and line != HEADER


def _row(line: str) -> Label:
    corpus, sentence, coder, reading, trigger, actors, recipients, cameo, plover, mode, modality, negated = line.split(
        "\t"
    )
    return Label(
        corpus,
        sentence,
        coder,
        int(reading),
        next(iter(_spans(trigger)), None),
        _spans(actors),
        _spans(recipients),
        cameo,
        plover,
        mode,
        modality,
        negated == "yes",
    )


def _spans(cell: str) -> tuple[Span, ...]:
    pairs = (part.split("-") for part in cell.split("|") if part)
    return tuple((int(a), int(b)) for a, b in pairs)


def packed(sheet: Path, coded: Path, coder: str, reading: int) -> Iterator[Label | str]:
    """The labels of a coded sheet; a string tells what is wrong with an event that is left out."""
    rows = {int(n): (corpus, name, text) for n, corpus, name, text in _lines(sheet)}
    for line in coded.read_text("utf-8").splitlines():
        if not line.strip():
            continue
        entry = json.loads(line)
        corpus, name, text = rows[entry["n"]]
        base = Label(corpus, name, coder, reading)
        found = [_event(base, text, event) for event in entry["events"]]
        yield from (f"{sheet.name} {entry['n']}: {problem}" for problem in found if isinstance(problem, str))
        events = [event for event in found if isinstance(event, Label)]
        yield from events or ([] if entry["events"] else [base])


def _lines(sheet: Path) -> Iterator[list[str]]:
    return (line.split("\t", 3) for line in sheet.read_text("utf-8").split("\n") if line)


def _event(base: Label, text: str, event: dict[str, Any]) -> Label | str:
    table = ontology()
    cameo = str(event["cameo"])
    plover, mode = event.get("plover") or "", event.get("mode") or ""
    if cameo not in table.codes:
        return f"{cameo} is no CAMEO code"
    if plover and plover not in table.categories:
        return f"{plover} is no PLOVER category"
    if mode and (plover, mode) not in table.modes:
        mode = ""
    if event["mod"] not in MODALITIES:
        return f"{event['mod']} is no modality"
    trigger = _place(text, event["t"], event.get("ti", 0))
    actors, recipients = ([_mention(text, m) for m in event[k]] for k in "ar")
    if trigger is None or None in actors or None in recipients:
        return f"words that are not in the sentence: {event}"
    return Label(
        base.corpus,
        base.sentence,
        base.coder,
        base.reading,
        trigger,
        tuple(m for m in actors if m),
        tuple(m for m in recipients if m),
        cameo,
        plover,
        mode,
        event["mod"],
        bool(event["neg"]),
    )


def _mention(text: str, mention: str | list[Any]) -> Span | None:
    return _place(text, mention, 0) if isinstance(mention, str) else _place(text, mention[0], int(mention[1]))


def _place(text: str, words: str, occurrence: int) -> Span | None:
    at = -1
    for _ in range(occurrence + 1):
        at = text.find(words, at + 1)
        if at < 0:
            return None
    return at, at + len(words)


def main() -> int:
    """Write the label file; returns 1 when something was left out."""
    parser = argparse.ArgumentParser(prog="python -m training.labels.pack", description=__doc__)
    parser.add_argument("sheet", type=Path)
    parser.add_argument("coded", type=Path)
    parser.add_argument("--coder", required=True)
    parser.add_argument("--pass", dest="reading", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    found = list(packed(options.sheet, options.coded, options.coder, options.reading))
    labels = [label for label in found if isinstance(label, Label)]
    problems = [problem for problem in found if isinstance(problem, str)]
    options.out.write_text("\n".join([HEADER, *map(to_line, labels)]) + "\n", encoding="utf-8")
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
