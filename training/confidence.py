"""Fit how sure an event is to sentences coded by hand: ``python -m training.confidence [--write]``.

The events of the sentences that the event head was not trained on (fold 0 of ``training.folds``) are right when a
label shares a word of the trigger, has the root and, on each side that it names, an actor in common. The weights are
fitted to four fifths of them five times over, and judged on the rest: expected calibration error in ten steps, and
what the events above a probability are worth. With ``--write`` the weights of all of them together go to
``src/detente/data/events/confidence.tsv``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from detente.evaluate.relations import events_of
from detente.observations import confidence, events
from detente.records import Entity, Event
from training.deciders import held_out
from training.folds import FOLDS, fold
from training.labels.pack import Label, Span

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "src/detente/data/events/confidence.tsv"
_RIDGE = 1.0


@dataclass(frozen=True, slots=True)
class Sample:
    """Events with their features (n, k), whether they are right (n,), the fold of their sentence (n,), and how many
    events the labels have."""

    names: tuple[str, ...]
    x: NDArray[np.float64]
    right: NDArray[np.float64]
    part: NDArray[np.int64]
    gold: int


def sample(data: Path) -> Sample:
    """Code the sentences held out and compare the events with their labels."""
    seen: list[dict[str, float]] = []

    def record(*known: object) -> float:
        seen.append(confidence.features(*known))  # type: ignore[arg-type]
        return len(seen) / 1e7

    # What is asked for every event is recorded; the number it gets leads back to its features.
    events.confidence = record  # type: ignore[attr-defined, assignment]
    rows: list[tuple[dict[str, float], bool, int]] = []
    count = 0
    for sentence, gold in held_out(data):
        count += len(gold)
        part = fold("confidence " + sentence.id)
        for event, right in matched(events_of(sentence.text), gold):
            rows.append((seen[round(event.confidence * 1e7) - 1], right, part))
    names = tuple(rows[0][0])
    return Sample(
        names,
        np.array([[f[n] for n in names] for f, _, _ in rows]),
        np.array([r for _, r, _ in rows], dtype=float),
        np.array([p for _, _, p in rows]),
        count,
    )


def matched(found: Iterable[Event], gold: Sequence[Label]) -> Iterable[tuple[Event, bool]]:
    """Every event with whether a label not yet taken says the same."""
    left = list(gold)
    for event in found:
        hit = next((g for g in left if _same(event, g)), None)
        if hit is not None:
            left.remove(hit)
        yield event, hit is not None


def _same(event: Event, label: Label) -> bool:
    root = event.cameo[:2] == label.cameo[:2] or bool(label.plover and event.plover == label.plover)
    trigger = (event.trigger.start, event.trigger.end)
    if not root or label.trigger is None or not _meet(trigger, label.trigger):
        return False
    return _named(event.actors, label.actors) and _named(event.recipients or event.actors, label.recipients)


def _named(entities: Sequence[Entity], spans: Sequence[Span]) -> bool:
    return not spans or any(_meet((e.span.start, e.span.end), s) for e in entities for s in spans)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def fit(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logistic regression with a ridge, by Newton's method; the first column is the constant."""
    w = np.zeros(x.shape[1])
    ridge = np.full(x.shape[1], _RIDGE)
    ridge[0] = 0.0
    for _ in range(30):
        p = 1 / (1 + np.exp(-x @ w))
        gradient = x.T @ (p - y) + ridge * w
        step = np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(ridge + 1e-6), gradient)
        w -= step
        if np.abs(step).max() < 1e-8:
            break
    return w


def calibration(p: NDArray[np.float64], y: NDArray[np.float64], steps: int = 10) -> tuple[float, list[str]]:
    """The expected calibration error and the lines of the reliability curve."""
    error, lines = 0.0, []
    for k in range(steps):
        inside = (p >= k / steps) & (p < (k + 1) / steps)
        if inside.any():
            said, true = p[inside].mean(), y[inside].mean()
            error += inside.mean() * abs(said - true)
            share = f"{k / steps:.1f} to {(k + 1) / steps:.1f}: {inside.sum():5d} events"
            lines.append(f"  {share}, said {said:.2f}, right {true:.2f}")
    return float(error), lines


def main() -> int:
    """Fit, report and perhaps write; returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m training.confidence", description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "train", help="folder of the corpora")
    parser.add_argument("--write", action="store_true", help="put the weights into the package")
    args = parser.parse_args()
    if not args.data.is_dir():
        print(
            f"needs the corpora under {args.data}, which are not part of this repository: nothing done", file=sys.stderr
        )
        return 1
    s = sample(args.data)
    p = np.zeros(len(s.right))
    for k in range(FOLDS):
        p[s.part == k] = 1 / (1 + np.exp(-s.x[s.part == k] @ fit(s.x[s.part != k], s.right[s.part != k])))
    error, lines = calibration(p, s.right)
    print(
        f"{len(p)} events, {int(s.right.sum())} right, {s.gold} in the labels; expected calibration error {error:.3f}"
    )
    print("\n".join(lines))
    for least in (0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        kept = p >= least
        hits = s.right[kept].sum()
        both = 2 * hits / (kept.sum() + s.gold)
        print(f"  at least {least:.2f}: P {hits / kept.sum():.3f} R {hits / s.gold:.3f} F {both:.3f}")
    w = fit(s.x, s.right)
    for name, value in zip(s.names, w, strict=True):
        print(f"  {name:20} {value:+.3f}  ({int((s.x[:, s.names.index(name)] != 0).sum())})")
    if args.write:
        head = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        rows = [f"{name}\t{value:.3f}" for name, value in zip(s.names, w, strict=True)]
        TABLE.write_text("\n".join([*head, "feature\tweight", *rows]) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
