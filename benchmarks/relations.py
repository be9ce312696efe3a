"""PLOVER root of a marked (actor, recipient) pair, on the PLV sentences of Hu et al. 2024.

``python -m benchmarks.relations [FILE] [--errors]``. The file has columns sentence_id, gold_root, gold_quad,
marked_sentence, source, target, with the actor in ``<s>`` and the recipient in ``<t>``. The program codes the plain
sentence; the event that joins the two marks gives the root. YIELD stands for CONCEDE and RETREAT.
"""

from __future__ import annotations

import csv
import gzip
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.gold import SHARED
from detente import pipeline
from detente.intake import make_report
from detente.intake.headers import Metadata
from detente.records import Entity, Event, Passage, Report, When

FILE = SHARED / "train/plover_relations/PLV_train.tsv.gz"
_MARK = re.compile(r"</?([st])>")
_YIELD = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}


@dataclass(frozen=True, slots=True)
class Pair:
    """One sentence with the character ranges of its actor and recipient."""

    sentence_id: str
    gold: str
    text: str
    actor: tuple[int, int]
    recipient: tuple[int, int]


def read_pairs(path: Path) -> Iterator[Pair]:
    """The pairs of a file, gzip-compressed or not."""
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            text, marks, at = "", {"s": [0, 0], "t": [0, 0]}, 0
            for match in _MARK.finditer(row["marked_sentence"]):
                text += row["marked_sentence"][at : match.start()]
                marks[match[1]][match[0].startswith("</")] = len(text)
                at = match.end()
            text += row["marked_sentence"][at:]
            yield Pair(row["sentence_id"], row.get("gold_root", ""), text, tuple(marks["s"]), tuple(marks["t"]))  # type: ignore[arg-type]


def code(text: str) -> tuple[Event, ...]:
    """The events of one sentence."""
    report = make_report(text, Metadata(published="2019-06-01"))
    if any(p.kind != "body" for p in report.passages):
        report = Report(
            **{f: getattr(report, f) for f in report.__dataclass_fields__}
            | {"passages": (Passage("body", 0, len(text)),), "published": When()}
        )
    return pipeline.read_report(report).observations.events


def root_of_pair(pair: Pair, events: tuple[Event, ...]) -> tuple[str | None, str]:
    """The PLOVER root (or None) and how it was found: "pair", "one side", "any", "none"."""

    def meets(entities: tuple[Entity, ...], mark: tuple[int, int]) -> bool:
        return any(e.span.start < mark[1] and mark[0] < e.span.end for e in entities)

    ranked: list[tuple[int, float, Event]] = []
    for event in events:
        everyone = event.actors + event.recipients
        reciprocal = not event.recipients and len(event.actors) > 1
        actor = meets(event.actors, pair.actor)
        recipient = meets(everyone if reciprocal else event.recipients, pair.recipient)
        ranked.append((2 * (actor and recipient) + (actor or recipient), event.confidence, event))
    if not ranked:
        return None, "none"
    points, _, best = max(ranked, key=lambda r: r[:2])
    return _YIELD.get(best.plover or "", best.plover), {3: "pair", 1: "one side"}.get(points, "any")


def main(arguments: list[str]) -> None:
    """Print how often the pair was joined and the root right; with ``--errors``, every error."""
    path = Path(next((a for a in arguments if not a.startswith("-")), FILE))
    if not path.exists():
        print(f"relations: {path} is not at hand; skipped")
        return
    how: Counter[str] = Counter()
    right: Counter[str] = Counter()
    gold: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    said: Counter[str] = Counter()
    for pair in read_pairs(path):
        events = code(pair.text)
        root, found = root_of_pair(pair, events)
        how[found] += 1
        gold[pair.gold] += 1
        said[root or "-"] += 1
        right[found] += root == pair.gold
        hits[pair.gold] += root == pair.gold
        if "--errors" in arguments and (root != pair.gold or found != "pair"):
            (a, b), (c, d) = pair.actor, pair.recipient
            text = pair.text
            for at, sign in sorted([(a, "["), (b, "]"), (c, "{"), (d, "}")], reverse=True):
                text = text[:at] + sign + text[at:]
            print(f"{pair.gold} {found} {'ok' if root == pair.gold else root}\t{text}")
            for e in events:
                actors, recipients = [x.text for x in e.actors], [x.text for x in e.recipients]
                print(f"    {e.cameo} {e.plover} {actors} -> {recipients} | {e.trigger.text}")
    total = sum(gold.values())
    for name in ("pair", "one side", "any", "none"):
        print(f"  {name:<10} {how[name]:5} sentences, root right in {right[name]}")
    f1s = []
    for root, count in gold.most_common():
        p, r = hits[root] / max(1, said[root]), hits[root] / count
        f1s.append(2 * p * r / (p + r) if p + r else 0.0)
        print(f"  {root:<10} {count:4}  P {p:.3f}  R {r:.3f}  F1 {f1s[-1]:.3f}")
    print(f"  accuracy {sum(hits.values()) / total:.3f}, macro-F1 {sum(f1s) / len(f1s):.3f}")


if __name__ == "__main__":
    main(sys.argv[1:])
