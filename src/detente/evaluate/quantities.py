"""Quantities: sentences with their values and units, as in the test sets of CQE (Almasian et al. 2023).

A file is a JSON list (or JSON lines) of objects with ``text`` and either ``quantities``, each with a ``value`` and a
``normalized_unit`` or ``unit``, or one ``unit`` alone; then only whether that unit is found can be told.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from detente import pipeline
from detente.data import read_table, split_list
from detente.errors import InputError, UsageError
from detente.evaluate import files
from detente.evaluate.attribution import plain_report
from detente.evaluate.scores import F1, Formula, Result, Share, figures
from detente.mentions import Quantity, find_quantities

_NO_UNIT = frozenset({"", "-", "none", "null", "count", "dimensionless", "number"})
_RANGE = re.compile(r"(?<=[\d.])\s*(?:-|–|to)\s*(?=[\d.+])")
_LISTS = ("quantities", "gt", "gold", "labels")


@dataclass(frozen=True, slots=True)
class Amount:
    """A value, or the ends of a range, and the canonical names of units that it may have ("" for a bare number)."""

    value: float | None
    high: float | None
    units: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One text and the quantities that somebody marked in it (None where nobody did); ``complete`` if they are all."""

    text: str
    gold: tuple[Amount, ...] | None
    complete: bool


Predicted = tuple[Sentence, tuple[Amount, ...]]


def read_sentences(path: str | Path) -> list[Sentence]:
    """The sentences of a file. Raises UsageError when it holds none."""
    out = [_sentence(item) for item in files.json_values(path) if isinstance(item, dict) and _text(item)]
    if not out:
        raise UsageError(f'{path}: holds no object with a "text"')
    return out


def _text(item: Mapping[str, Any]) -> str:
    return str(item.get("text") or item.get("sentence") or "")


def _sentence(item: Mapping[str, Any]) -> Sentence:
    marked = next((item[key] for key in _LISTS if isinstance(item.get(key), list)), None)
    if marked is not None:
        return Sentence(_text(item), tuple(_gold(q) for q in marked if isinstance(q, dict)), True)
    unit = item.get("unit") or item.get("normalized_unit")
    if item.get("value") is not None:
        return Sentence(_text(item), (_gold(item),), True)
    return Sentence(_text(item), (Amount(None, None, frozenset({canonical(str(unit))})),) if unit else None, False)


def _gold(item: Mapping[str, Any]) -> Amount:
    unit = item.get("normalized_unit", item.get("unit"))
    name = " ".join(map(str, unit)) if isinstance(unit, list) else str(unit or "")
    low, high = ends(item.get("value"))
    return Amount(low, high, frozenset({canonical(name)}))


def ends(value: Any) -> tuple[float | None, float | None]:
    """The value of a quantity, or the two ends of a range ("10-20", [10, 20])."""
    parts = list(value) if isinstance(value, (list, tuple)) else _RANGE.split(str(value).strip())
    try:
        numbers = [float(str(part).replace(",", "")) for part in parts]
    except ValueError:
        return None, None
    return (numbers[0] if numbers else None), (numbers[1] if len(numbers) > 1 else None)


def canonical(name: str) -> str:
    """The one name of a unit, whatever it is called in other collections; nouns that are no units stay as they are."""
    name = " ".join(name.lower().split())
    if name in _NO_UNIT:
        return ""
    head, per, rest = name.partition(" per ")
    table = _names()
    if per and name not in table:
        return f"{canonical(head)} per {canonical(rest)}"
    found = table.get(name)
    if found is None and name.endswith("s"):
        found = table.get(name[:-1], name[:-1])
    return found or name


@cache
def _names() -> dict[str, str]:
    out: dict[str, str] = {}
    for row in read_table("quantities/units.tsv"):
        for name in (row["unit"].lower(), *split_list(row["forms"])):
            out.setdefault(name, row["unit"])
    return out | {row["name"]: row["unit"] for row in read_table("quantities/unit_names.tsv")}


def known_unit(name: str) -> bool:
    """Whether the program has the unit in its tables."""
    return name in set(_names().values())


def amounts_of(text: str) -> list[Amount]:
    """The quantities that the program finds in ``text``; ranks ("third") are none."""
    reading = pipeline.Reading(plain_report(text))
    pipeline.annotate(reading)
    return [_ours(q) for q in find_quantities(reading.document) if not q.ordinal]


def _ours(quantity: Quantity) -> Amount:
    unit = quantity.unit or (canonical(quantity.item) if quantity.item else "")
    names = {unit, f"{unit} per {quantity.per}"} if quantity.per else {unit}
    return Amount(quantity.value, quantity.high, frozenset(names))


def predict(sentences: Iterable[Sentence]) -> tuple[list[Predicted], list[InputError]]:
    """Our quantities in every sentence, and the sentences that could not be read."""
    out: list[Predicted] = []
    refused: list[InputError] = []
    for number, sentence in enumerate(sentences, 1):
        try:
            found = tuple(amounts_of(sentence.text))
        except Exception as error:  # one bad sentence must not cost the others
            refused.append(files.refusal(f"sentence {number}", error))
            found = ()
        out.append((sentence, found))
    return out, refused


def prediction_lines(predicted: Iterable[Predicted]) -> list[str]:
    """One JSON object per sentence: its text, and the value, high end and unit of each quantity."""
    return [
        json.dumps(
            {
                "text": sentence.text,
                "quantities": [{"value": a.value, "high": a.high, "unit": max(a.units, key=len)} for a in found],
            },
            ensure_ascii=False,
        )
        for sentence, found in predicted
    ]


def score(source: str, predicted: Sequence[Predicted], refused: Sequence[InputError] = ()) -> Result:
    """F1 of values, and of values with their unit; where only units are given, how often the unit is found."""
    units = [_tally(found, s) for s, found in predicted if s.gold is not None]
    whole = any(s.complete for s, _ in predicted)
    formulas: list[Formula] = []
    if whole:
        formulas += [F1("value", "value", "found", "gold"), F1("value and unit", "value and unit", "found", "gold")]
    if any(s.gold is not None and not s.complete for s, _ in predicted):
        formulas += [
            Share("unit found in the sentence", "unit", "units"),
            Share("the same, units in our tables", "known unit", "known units"),
        ]
    notes = ["Units are compared by their canonical names; a noun that is counted is a unit too."]
    if not whole:
        notes.append("The file gives no values: of them only predictions can be written.")
    if len(units) < len(predicted):
        notes.append(f"{len(predicted) - len(units):,} sentences have no gold: they are predicted, not scored.")
    size = {"sentences": len(predicted), "quantities found": sum(len(found) for _, found in predicted)}
    return Result("quantities", source, size, figures(units, formulas) if units else (), tuple(notes), tuple(refused))


def _tally(found: Sequence[Amount], sentence: Sentence) -> Counter[str]:
    gold = sentence.gold or ()
    out: Counter[str] = Counter()
    if not sentence.complete:
        for amount in gold:
            right = any(amount.units & own.units for own in found)
            known = all(known_unit(name) for name in amount.units)
            out.update({"units": 1, "unit": right, "known units": known, "known unit": known and right})
        return out
    out.update({"found": len(found), "gold": len(gold)})
    left = list(found)
    for with_unit in (True, False):
        rest: list[Amount] = []
        for amount in gold:
            own = next((o for o in left if _equal(o, amount) and (not with_unit or o.units & amount.units)), None)
            if own is None:
                rest.append(amount)
                continue
            left.remove(own)
            out.update({"value": 1, "value and unit": int(with_unit)})
        gold = tuple(rest)
    return out


def _equal(one: Amount, two: Amount) -> bool:
    return _close(one.value, two.value) and _close(one.high, two.high)


def _close(a: float | None, b: float | None) -> bool:
    return (
        a is None and b is None or (a is not None and b is not None and math.isclose(a, b, rel_tol=1e-5, abs_tol=1e-8))
    )
