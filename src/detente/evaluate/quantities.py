"""Quantities: sentences with their values and units, as in the test sets of CQE (Almasian et al. 2023).

A file is a JSON list (or JSON lines) of objects with ``text`` and either ``quantities``, each with a ``value`` and a
``normalized_unit`` or ``unit``, or one ``unit`` alone; then only whether that unit is found can be told.
"""

from __future__ import annotations

import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from detente import pipeline
from detente.data import read_table
from detente.errors import InputError, UsageError
from detente.evaluate import files
from detente.evaluate.attribution import plain_report
from detente.evaluate.scores import F1, Formula, Result, Share, figures
from detente.language.document import Document
from detente.mentions import Quantity, find_quantities
from detente.mentions.unit_tables import choose, tables
from detente.mentions.units import named_units

_PER = re.compile(r"\s*(?:/|\bper\b)\s*")
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
    """One text and the quantities that somebody marked in it (None where nobody did); ``complete`` if they are all;
    ``form`` the one form of a unit that is asked for, where the file has one."""

    text: str
    gold: tuple[Amount, ...] | None
    complete: bool
    form: str = ""


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
    unit = item.get("normalized_unit") or item.get("unit")
    form = str(item.get("surface_form") or "").strip()
    if item.get("value") is not None:
        return Sentence(_text(item), (_gold(item),), True)
    return Sentence(_text(item), (Amount(None, None, _heads(canonical(str(unit)))),) if unit else None, False, form)


def _gold(item: Mapping[str, Any]) -> Amount:
    unit = item.get("normalized_unit", item.get("unit"))
    name = " ".join(map(str, unit)) if isinstance(unit, list) else str(unit or "")
    low, high = ends(item.get("value"))
    return Amount(low, high, _heads(canonical(name)))


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
    name = " ".join(name.split())
    sign = tables().symbols.get(name) or tables().before.get(name)
    if sign is not None and not _names().get(_plain(name)):
        return sign[0].name
    low = _plain(name)
    if low in _NO_UNIT:
        return ""
    found = _names().get(low) or _names().get(singular(low))
    if found is not None:
        return found
    head, per, rest = (part.strip() for part in _PER.sub(" per ", name, count=1).partition(" per "))
    return f"{canonical(head)} per {canonical(rest)}" if per and head and rest else singular(low)


def singular(noun: str) -> str:
    """The singular of an English noun, by its ending alone: the same rule for both sides of a comparison."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("ches", "shes", "sses", "xes")):
        return noun[:-2]
    return noun[:-1] if noun.endswith("s") and not noun.endswith(("ss", "us", "is")) and len(noun) > 2 else noun


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFD", name.lower().replace("-", " ").replace("ł", "l"))
    return " ".join("".join(c for c in letters if not unicodedata.combining(c)).split())


@cache
def _names() -> dict[str, str]:
    out: dict[str, str] = {}
    known = tables()
    for name in known.by_name:
        out.setdefault(_plain(name), name)
    for form, senses in known.words.items():
        out.setdefault(_plain(" ".join(form)), senses[0].name)
    return out | {_plain(row["name"]): row["unit"] for row in read_table("quantities/unit_names.tsv")}


def known_unit(name: str) -> bool:
    """Whether the program has the unit in its tables."""
    return name in tables().by_name or " per " in name


def amounts_of(text: str) -> list[Amount]:
    """The quantities that the program finds in ``text``; ranks ("third") are none."""
    return [_ours(q) for q in find_quantities(_read(text)) if not q.ordinal]


def units_in(text: str, form: str = "") -> list[Amount]:
    """The units that ``text`` speaks of, with a number or without one ("measured in coulombs"), the latter as
    amounts without a value; where it is asked what one ``form`` means ("p"), that unit alone."""
    document = _read(text)
    if form:
        return [Amount(None, None, frozenset({meaning(document, form)}))]
    found = [_ours(q) for q in find_quantities(document) if not q.ordinal]
    told = {name for amount in found for name in amount.units}
    named = [u.name for s in document.sentences for u in named_units(document.tokens, s.start, s.end)]
    return found + [Amount(None, None, frozenset({name})) for name in dict.fromkeys(named) if name not in told]


def meaning(document: Document, form: str) -> str:
    """The canonical unit that the printed ``form`` of a unit means in ``document``."""
    known, low = tables(), tuple(form.lower().replace("-", " - ").split())
    senses = list(dict.fromkeys((*known.symbols.get(form, ()), *known.before.get(form, ()), *known.words.get(low, ()))))
    if not senses:
        return canonical(form)
    around = {word for token in document.tokens for word in (token.lower, token.lemma.lower())}
    unit = choose(senses, around, False)
    return unit.name if unit else canonical(form)


def _read(text: str) -> Document:
    reading = pipeline.Reading(plain_report(text))
    pipeline.annotate(reading)
    return reading.document


def _ours(quantity: Quantity) -> Amount:
    unit = quantity.unit or (canonical(quantity.item) if quantity.item else "")
    names = {unit} | {f"{unit} per {below}" for below in (quantity.per, quantity.over) if below}
    return Amount(quantity.value, quantity.high, frozenset(names))


def _heads(name: str) -> frozenset[str]:
    """A counted noun with words before it ("new cases") is compared by its last word."""
    plain = known_unit(name) or " " not in name
    return frozenset({name} if plain else {name, name.rpartition(" ")[2]})


def _base(name: str) -> str:
    unit = tables().by_name.get(name)
    return unit.base if unit is not None and unit.base else name


def predict(sentences: Iterable[Sentence]) -> tuple[list[Predicted], list[InputError]]:
    """Our quantities in every sentence, and the sentences that could not be read."""
    out: list[Predicted] = []
    refused: list[InputError] = []
    for number, sentence in enumerate(sentences, 1):
        try:
            alone = sentence.gold is not None and not sentence.complete
            found = tuple(units_in(sentence.text, sentence.form) if alone else amounts_of(sentence.text))
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
        notes.append("A unit counts with or without its SI prefix there, and where it is named without a number.")
    if len(units) < len(predicted):
        notes.append(f"{len(predicted) - len(units):,} sentences have no gold: they are predicted, not scored.")
    size = {"sentences": len(predicted), "quantities found": sum(len(found) for _, found in predicted)}
    return Result("quantities", source, size, figures(units, formulas) if units else (), tuple(notes), tuple(refused))


def _tally(found: Sequence[Amount], sentence: Sentence) -> Counter[str]:
    gold = sentence.gold or ()
    out: Counter[str] = Counter()
    if not sentence.complete:
        for amount in gold:
            wanted = set(map(_base, amount.units))
            right = any(wanted & set(map(_base, own.units)) for own in found)
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
