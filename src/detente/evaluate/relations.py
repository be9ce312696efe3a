"""PLOVER root of a marked (actor, recipient) pair: the sentences of Hu et al. 2024 (PLV) and files like theirs.

A row has ``sentence_id`` and ``marked_sentence``, with the actor in ``<s>`` and the recipient in ``<t>``; ``gold_root``
and ``gold_quad`` may be absent. YIELD stands for CONCEDE and RETREAT, as in that set.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp
from pathlib import Path

from detente import pipeline
from detente.errors import InputError, UsageError
from detente.evaluate import files
from detente.evaluate.scores import Formula, Macro, Result, Share, figures
from detente.intake import make_report
from detente.intake.headers import Metadata
from detente.language.model import LanguageModel
from detente.records import Entity, Event, Passage, Report, When

Range = tuple[int, int]
QUADS = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1,
    "COOPERATE": 2, "AID": 2, "YIELD": 2,
    "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
    "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
"""The roots and the quad class that each has in PLV; YIELD is material cooperation there."""
_YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
WAYS = ("pair", "one side", "any", "none")
# What an event found by the rules adds to the logarithm of its root's probability, by how it meets the pair. Tried in
# five folds of PLV train; anything from 1 to 2.5 gives nearly the same.
RULES = {"pair": 2.0, "one side": 1.0, "any": 0.0, "none": 0.0}
# The root of a sentence that could not be read: the commonest one, in the commonest quad class.
FALLBACK = "REJECT"
_MARK = re.compile(r"<\s*(/?)\s*([stST])\s*>")
_IDS = ("sentence_id", "id", "uid", "sent_id")
_PUBLISHED = "2019-06-01"


@dataclass(frozen=True, slots=True)
class Relation:
    """What the actor does to the recipient: PLOVER root (YIELD for CONCEDE and RETREAT), quad class 1 to 4, confidence.

    ``found`` says how: by an event that joins the "pair", that has "one side" of it, by "any" event, or "none".
    """

    root: str
    quad: int
    confidence: float
    found: str


RelationOf = Callable[[str, Range, Range], Relation]


@dataclass(frozen=True, slots=True)
class Pair:
    """One row: a sentence with the character ranges of its actor and recipient, and its gold where there is one."""

    sentence_id: str
    text: str
    actor: Range
    recipient: Range
    root: str | None = None
    quad: int | None = None


def relation_of(text: str, actor: Range, recipient: Range) -> Relation:
    """The relation in which ``actor`` stands to ``recipient``, character ranges of the sentence ``text``.

    The model gives every root a probability for the pair; the root of the event that the rules find is raised.
    """
    found, best = choose(events_of(text), actor, recipient)
    said = _YIELD.get(best.plover or "", best.plover) if best is not None else None
    weights = dict.fromkeys(QUADS, 0.0)
    for category, chance in LanguageModel.load().relate(text, actor, recipient).items():
        weights[_YIELD.get(category, category)] += chance
    if said in weights:
        weights[said] *= exp(RULES[found])
    root = max(weights, key=lambda name: (weights[name], name))
    return Relation(root, QUADS[root], weights[root] / sum(weights.values()), found)


def events_of(text: str) -> tuple[Event, ...]:
    """The events of one sentence, read as the body of a report whatever it looks like."""
    return pipeline.read_report(report_of(text)).observations.events


def report_of(text: str) -> Report:
    """One sentence as the body of a report, whatever it looks like."""
    report = make_report(text, Metadata(published=_PUBLISHED))
    if any(p.kind != "body" for p in report.passages):
        report = replace(report, passages=(Passage("body", 0, len(text)),), published=When())
    return replace(report, language="en")


def choose(events: Iterable[Event], actor: Range, recipient: Range) -> tuple[str, Event | None]:
    """The event that joins the pair best, and how well it does; events that PLOVER drops are passed over."""
    ranked = [(_joins(event, actor, recipient), event.confidence, event) for event in events if event.plover]
    if not ranked:
        return "none", None
    points, _, best = max(ranked, key=lambda r: r[:2])
    return {3: "pair", 1: "one side"}.get(points, "any"), best


def _joins(event: Event, actor: Range, recipient: Range) -> int:
    reciprocal = not event.recipients and len(event.actors) > 1
    one = _meets(event.actors, actor)
    two = _meets(event.actors if reciprocal else event.recipients, recipient)
    return 3 if one and two else int(one or two)


def _meets(entities: Iterable[Entity], at: Range) -> bool:
    return any(e.span.start < at[1] and at[0] < e.span.end for e in entities)


def read_pairs(path: str | Path) -> list[Pair]:
    """The rows of a file, compressed or not. Raises UsageError when it lacks the columns that are needed."""
    columns, rows = files.table(path)
    if "marked_sentence" not in columns and not {"sentence", "source", "target"} <= set(columns):
        have = ", ".join(columns[:8])
        raise UsageError(f"{path}: needs a column marked_sentence (or sentence, source and target); it has {have}")
    name = next((c for c in _IDS if c in columns), "")
    return [_pair(row, row.get(name, "").strip() or str(n)) for n, row in enumerate(rows, 1)]


def _pair(row: Mapping[str, str], sentence_id: str) -> Pair:
    text, marks = unmark(row.get("marked_sentence", ""))
    if not text:
        text = row.get("sentence", "")
    root = row.get("gold_root", "").strip().upper()
    quad = row.get("gold_quad", "").strip().removesuffix(".0")
    return Pair(
        sentence_id,
        text,
        actor=marks.get("s") or _named(text, row.get("source", "")),
        recipient=marks.get("t") or _named(text, row.get("target", "")),
        root=_YIELD.get(root, root) or None,
        quad=int(quad) if quad in ("1", "2", "3", "4") else QUADS.get(_YIELD.get(root, root)),
    )


def unmark(marked: str) -> tuple[str, dict[str, Range]]:
    """A sentence without its marks, and the character range of each mark that was opened."""
    text, at = "", 0
    opened: dict[str, int] = {}
    marks: dict[str, Range] = {}
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        at = match.end()
        name = match[2].lower()
        if match[1]:
            marks.setdefault(name, (opened.get(name, len(text)), len(text)))
        else:
            opened[name] = len(text)
    text += marked[at:]
    return text, {**{name: (start, len(text)) for name, start in opened.items()}, **marks}


def _named(text: str, words: str) -> Range:
    """Where the words of a column stand ("Org: the FBI" in some files); nowhere is an empty range."""
    for name in (words, words.partition(":")[2]):
        at = text.find(name.strip()) if name.strip() else -1
        if at >= 0:
            return at, at + len(name.strip())
    return 0, 0


def predict(
    pairs: Iterable[Pair], relation: RelationOf = relation_of
) -> tuple[list[tuple[Pair, Relation]], list[InputError]]:
    """The relation of every pair, and the sentences that could not be read; these get the fallback."""
    out: list[tuple[Pair, Relation]] = []
    refused: list[InputError] = []
    for pair in pairs:
        try:
            said = relation(pair.text, pair.actor, pair.recipient)
        except Exception as error:  # one bad sentence must not cost the others
            refused.append(files.refusal(f"sentence {pair.sentence_id}", error))
            said = Relation(FALLBACK, QUADS[FALLBACK], 0.0, "none")
        out.append((pair, said))
    return out, refused


def prediction_lines(predicted: Iterable[tuple[Pair, Relation]]) -> list[str]:
    """The lines of the table of predictions, header first."""
    rows = [f"{p.sentence_id}\t{r.root}\t{r.quad}\t{r.confidence:.3f}" for p, r in predicted]
    return ["sentence_id\troot\tquad\tconfidence", *rows]


def score(source: str, predicted: Sequence[tuple[Pair, Relation]], refused: Sequence[InputError] = ()) -> Result:
    """Macro-F1 and accuracy of root, quad class and binary (cooperation, conflict), and F1 by root."""
    known = [(pair, said) for pair, said in predicted if pair.root or pair.quad]
    units = [_tally(pair, said) for pair, said in known]
    how = Counter(said.found for _, said in predicted)
    ways = ", ".join(f"{how[name]:,} {name}" for name in WAYS if how[name])
    notes = [f"How the root was found: {ways}."] if ways else []
    if len(known) < len(predicted):
        notes.append(f"{len(predicted) - len(known):,} rows have no gold: they are predicted, not scored.")
    size = {"sentences": len(predicted)}
    formulas = _formulas(known)
    return Result("relations", source, size, figures(units, formulas) if known else (), tuple(notes), tuple(refused))


def _tally(pair: Pair, said: Relation) -> Counter[str]:
    out: Counter[str] = Counter()
    if pair.root:
        Macro.add(out, "root", said.root, pair.root)
        out["root right"] += said.root == pair.root
        out["root n"] += 1
    if pair.quad:
        Macro.add(out, "quad", str(said.quad), str(pair.quad))
        Macro.add(out, "binary", _binary(said.quad), _binary(pair.quad))
        out["quad right"] += said.quad == pair.quad
        out["binary right"] += _binary(said.quad) == _binary(pair.quad)
        out["quad n"] += 1
    return out


def _binary(quad: int) -> str:
    return "cooperation" if quad <= 2 else "conflict"


def _formulas(known: Sequence[tuple[Pair, Relation]]) -> list[Formula]:
    """Macro-F1 is over the classes that the gold has."""
    roots = Counter(pair.root for pair, _ in known if pair.root)
    quads = tuple(sorted({str(pair.quad) for pair, _ in known if pair.quad}))
    root = Macro("root macro-F1", "root", tuple(sorted(roots)))
    out: list[Formula] = [root, Share("root accuracy", "root right", "root n")] if roots else []
    if quads:
        two = Macro("binary macro-F1", "binary", ("conflict", "cooperation"))
        out += [Macro("quad macro-F1", "quad", quads), Share("quad accuracy", "quad right", "quad n")]
        out += [two, Share("binary accuracy", "binary right", "quad n")]
    return out + [root.of(label) for label, _ in roots.most_common()]
