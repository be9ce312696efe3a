"""Figures with their counts and bootstrap intervals.

Every unit of a test set (a sentence, a document) gives a ``Counter``; a figure is a formula over the sums of these
counters. Its 95% interval comes from drawing the units again, with replacement, always in the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from detente.errors import InputError

Array = NDArray[np.float64]
Sums = Callable[[str], Array]
DRAWS = 1000
LEAST_UNITS = 5
"""Of fewer units no interval is given: it would pretend to know something."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: ``value`` (None where nothing was there to count), its interval, and the counts behind it.

    ``unit`` is "" for shares from 0 to 1, else what the value is in ("km").
    """

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None
    counts: Mapping[str, float] = field(default_factory=dict)
    unit: str = ""

    def as_json(self) -> dict[str, Any]:
        """The figure as JSON values, rounded to four places."""
        rounded = {"value": self.value, "low": self.low, "high": self.high, **self.counts}
        out = {key: plain(value) for key, value in rounded.items()}
        return {**out, "unit": self.unit} if self.unit else out


@dataclass(frozen=True, slots=True)
class Result:
    """What one evaluation found: ``size`` says how much was read, ``refused`` what could not be."""

    task: str
    source: str
    size: Mapping[str, int]
    figures: tuple[Figure, ...]
    notes: tuple[str, ...] = ()
    refused: tuple[InputError, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The result as JSON values."""
        return {
            "task": self.task,
            "source": self.source,
            "size": dict(self.size),
            "figures": {figure.name: figure.as_json() for figure in self.figures},
            "notes": list(self.notes),
            "refused": [str(error) for error in self.refused],
        }


def plain(value: float | None) -> float | int | None:
    """``value`` rounded to four places, whole numbers as integers."""
    if value is None:
        return None
    return value if isinstance(value, int) else round(float(value), 4)


@dataclass(frozen=True, slots=True)
class F1:
    """Precision, recall and F1 of ``right`` among what was ``found`` and what was ``wanted`` (keys of the counters)."""

    name: str
    right: str
    found: str
    wanted: str

    def over(self, sums: Sums) -> Array:
        """F1 for each draw."""
        return divide(2 * sums(self.right), sums(self.found) + sums(self.wanted))

    def counts(self, sums: Mapping[str, float]) -> dict[str, float]:
        """What F1 is made of."""
        tp, n, m = (int(sums.get(k, 0)) for k in (self.right, self.found, self.wanted))
        return {"p": tp / n if n else 0.0, "r": tp / m if m else 0.0, "tp": tp, "system": n, "gold": m}


@dataclass(frozen=True, slots=True)
class Share:
    """``part`` of ``whole`` (keys of the counters); with a ``unit`` it is a mean."""

    name: str
    part: str
    whole: str
    unit: str = ""

    def over(self, sums: Sums) -> Array:
        """The share for each draw."""
        return divide(sums(self.part), sums(self.whole))

    def counts(self, sums: Mapping[str, float]) -> dict[str, float]:
        """Part and whole."""
        whole = int(sums.get(self.whole, 0))
        return {"n": whole} if self.unit else {"right": int(sums.get(self.part, 0)), "n": whole}


@dataclass(frozen=True, slots=True)
class Macro:
    """The mean F1 of classes; the counters have (``prefix``, "tp" | "found" | "wanted", class) as "prefix/tp/class"."""

    name: str
    prefix: str
    classes: tuple[str, ...]

    def over(self, sums: Sums) -> Array:
        """Macro-F1 for each draw; a class that a draw lacks altogether counts as nought, as everywhere."""
        parts = [self.of(label).over(sums) for label in self.classes]
        return np.asarray(np.mean([np.nan_to_num(p) for p in parts], axis=0))

    def of(self, label: str) -> F1:
        """The F1 of one class."""
        return F1(label, *(f"{self.prefix}/{part}/{label}" for part in ("tp", "found", "wanted")))

    def counts(self, sums: Mapping[str, float]) -> dict[str, float]:
        """How many classes and how many cases."""
        return {"classes": len(self.classes), "n": int(sum(sums.get(self.of(c).wanted, 0) for c in self.classes))}

    @staticmethod
    def add(tally: Counter[str], prefix: str, found: str, wanted: str) -> None:
        """Count one case."""
        tally[f"{prefix}/found/{found}"] += 1
        tally[f"{prefix}/wanted/{wanted}"] += 1
        tally[f"{prefix}/tp/{wanted}"] += found == wanted


Formula = F1 | Share | Macro


def divide(a: Array, b: Array) -> Array:
    """``a / b``, NaN where ``b`` is nought."""
    out: Array = np.full(np.broadcast(a, b).shape, np.nan)
    np.divide(a, b, out=out, where=b != 0)
    return out


def draws_of(units: int) -> Iterator[Array]:
    """How often each unit is drawn, ``DRAWS`` times; the same numbers on every run."""
    rng = np.random.default_rng(20240101)
    for _ in range(DRAWS):
        yield np.bincount(rng.integers(0, units, units), minlength=units).astype(np.float64)


def figures(units: Sequence[Mapping[str, float]], formulas: Sequence[Formula]) -> tuple[Figure, ...]:
    """The figure of each formula over ``units``, with its interval where there are enough of them."""
    keys = {key: n for n, key in enumerate(sorted({key for unit in units for key in unit}))}
    matrix = np.zeros((len(units), len(keys)))
    for row, unit in zip(matrix, units, strict=True):
        for key, value in unit.items():
            row[keys[key]] = value
    total = matrix.sum(axis=0)
    draws = np.array([drawn @ matrix for drawn in draws_of(len(units))]) if len(units) >= LEAST_UNITS else None
    named = {key: float(total[n]) for key, n in keys.items()}
    return tuple(_figure(formula, keys, total, draws, named) for formula in formulas)


def _figure(
    formula: Formula, keys: Mapping[str, int], total: Array, draws: Array | None, named: Mapping[str, float]
) -> Figure:
    def sums_of(table: Array) -> Sums:
        return lambda key: table[:, keys[key]] if key in keys else np.zeros(len(table))

    value = float(formula.over(sums_of(total[None]))[0])
    low = high = None
    if draws is not None and not np.isnan(value):
        many = formula.over(sums_of(draws))
        many = many[~np.isnan(many)]
        if len(many):
            low, high = (float(x) for x in np.percentile(many, [2.5, 97.5]))
    counts = formula.counts(named)
    unit = formula.unit if isinstance(formula, Share) else ""
    return Figure(formula.name, None if np.isnan(value) else value, low, high, counts, unit)


def median(name: str, values: Sequence[tuple[int, float]], units: int, unit: str) -> Figure:
    """The median of (number of its unit, value) pairs, drawn again by unit."""
    if not values:
        return Figure(name, None, counts={"n": 0}, unit=unit)
    ordered = sorted(values, key=lambda pair: pair[1])
    at = np.array([n for n, _ in ordered])
    sizes = np.array([v for _, v in ordered])
    low = high = None
    if units >= LEAST_UNITS:
        reached = [np.cumsum(drawn[at]) for drawn in draws_of(units)]
        middle = np.array([np.searchsorted(row, row[-1] / 2) for row in reached if row[-1]])
        low, high = (float(x) for x in np.percentile(sizes[middle], [2.5, 97.5]))
    return Figure(name, float(np.median(sizes)), low, high, {"n": len(values)}, unit)
