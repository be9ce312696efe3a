"""How far two coders agree on the sentences that both coded: ``python -m training.labels.agreement [FILE ...]``.

Cohen's kappa over sentences (is any event told?) and over events that both found (triggers that overlap), for CAMEO
root and leaf, PLOVER category, modality; F1 for the events found and for their actors and recipients.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from training.labels.pack import Label, Span, read_labels

HERE = Path(__file__).parent


def kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa of two coders' nominal codes: 1 full agreement, 0 what chance gives. 1.0 when all is one code."""
    n = len(pairs)
    observed = sum(a == b for a, b in pairs) / n
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[c] * right[c] for c in left) / n**2
    return 1.0 if chance == 1 else (observed - chance) / (1 - chance)


def overlap(a: Span | None, b: Span | None) -> bool:
    """Whether two spans share a character."""
    return a is not None and b is not None and a[0] < b[1] and b[0] < a[1]


def matched(one: Iterable[Label], other: Iterable[Label]) -> list[tuple[Label, Label]]:
    """Events of two coders with overlapping triggers, those of one root first, each used once."""
    left, right = list(one), list(other)
    pairs = sorted(
        ((a.cameo[:2] != b.cameo[:2], i, j) for i, a in enumerate(left) for j, b in enumerate(right)
         if overlap(a.trigger, b.trigger))
    )  # fmt: skip
    used: tuple[set[int], set[int]] = (set(), set())
    out = []
    for _, i, j in pairs:
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            out.append((left[i], right[j]))
    return out


def figures(labels: Iterable[Label]) -> dict[str, float]:
    """The figures over all sentences coded in a first and a second pass. Raises ``ValueError`` when there are none."""
    coded: dict[tuple[str, str], dict[int, list[Label]]] = defaultdict(lambda: defaultdict(list))
    for label in labels:
        coded[label.corpus, label.sentence][label.reading].append(label)
    both = [(c[1], c[2]) for c in coded.values() if 1 in c and 2 in c]
    if not both:
        raise ValueError("no sentence was coded twice")
    told = [([e for e in a if e.cameo], [e for e in b if e.cameo]) for a, b in both]
    pairs = [pair for a, b in told for pair in matched(a, b)]
    total = sum(len(a) + len(b) for a, b in told)
    out = {
        "sentences": float(len(both)),
        "kappa: any event": kappa([(str(bool(a)), str(bool(b))) for a, b in told]),
        "F1: events": 2 * len(pairs) / total,
        "kappa: CAMEO root": kappa([(a.cameo[:2], b.cameo[:2]) for a, b in pairs]),
        "kappa: CAMEO leaf": kappa([(a.cameo, b.cameo) for a, b in pairs]),
        "kappa: PLOVER category": kappa([(a.plover, b.plover) for a, b in pairs]),
        "kappa: modality": kappa([(a.modality, b.modality) for a, b in pairs]),
    }
    for role in ("actors", "recipients"):
        hits = sum(overlap(x, y) for a, b in pairs for x in getattr(a, role) for y in getattr(b, role))
        out[f"F1: {role}"] = 2 * hits / sum(len(getattr(e, role)) for pair in pairs for e in pair)
    return out


def main(arguments: Sequence[str]) -> int:
    """Print the figures for the label files given, else all of the folder."""
    paths = [Path(a) for a in arguments] or sorted(HERE.glob("*.tsv"))
    for name, value in figures(read_labels(paths)).items():
        print(f"  {name:<24} {value:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
