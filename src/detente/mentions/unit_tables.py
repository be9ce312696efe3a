"""The units that the program knows, by every form in which they are printed, and how to tell senses of a form apart."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from detente.data import read_table, split_list

# The prefixes of the SI with their symbols; "u" is how "µ" is typed.
_PREFIXES: Mapping[str, tuple[str, ...]] = {
    "zetta": ("Z",), "exa": ("E",), "peta": ("P",), "tera": ("T",), "giga": ("G",), "mega": ("M",), "kilo": ("k", "K"),
    "hecto": ("h",), "deci": ("d",), "centi": ("c",), "milli": ("m",), "micro": ("µ", "μ", "u"), "nano": ("n",),
    "pico": ("p",), "femto": ("f",), "atto": ("a",),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Unit:
    """A canonical unit, its dimension, and the unit without its SI prefix where it has one ("byte" of a megabyte)."""

    name: str
    dimension: str
    base: str = ""


Form = tuple[str, ...]
_K = TypeVar("_K", str, Form)


@dataclass(frozen=True, slots=True)
class Tables:
    """Units by the words after the number, the symbols after it and before it; several for a form of several senses.

    ``doubtful`` are the forms that need a word of the sentence to speak for them.
    """

    words: Mapping[Form, tuple[Unit, ...]]
    symbols: Mapping[str, tuple[Unit, ...]]
    before: Mapping[str, tuple[Unit, ...]]
    doubtful: frozenset[str]
    by_name: Mapping[str, Unit]


@cache
def tables() -> Tables:
    """The shipped tables, read once."""
    words: dict[Form, list[Unit]] = {}
    symbols: dict[str, list[Unit]] = {}
    before: dict[str, list[Unit]] = {}
    by_name: dict[str, Unit] = {}
    for unit, forms, marks, fronts in _rows():
        by_name.setdefault(unit.name, unit)
        for form in forms:
            _add(words, tuple(form.replace("-", " - ").split()), unit)
        for form in marks:
            _add(symbols, form, unit)
        for form in fronts:
            _add(before, form, unit)
    doubtful = set()
    for row in read_table("quantities/unit_senses.tsv"):
        sense = by_name.get(row["unit"])
        if sense is None:
            continue
        if row["needs"]:
            doubtful.add(row["form"])
        if len(row["form"]) > 3 and row["form"].isalpha():
            _add(words, (row["form"],), sense)
        else:
            _add(symbols, row["form"], sense)
    return Tables(_fixed(words), _fixed(symbols), _fixed(before), frozenset(doubtful), by_name)


def _rows() -> Iterator[tuple[Unit, Sequence[str], Sequence[str], Sequence[str]]]:
    for row in read_table("quantities/units.tsv"):
        unit = Unit(row["unit"], row["dimension"])
        forms, marks = split_list(row["forms"]), split_list(row["symbols"])
        yield unit, forms, marks, split_list(row["before"])
        for prefix in split_list(row["prefixes"]):
            short = [sign + mark for sign in _PREFIXES[prefix] for mark in marks if len(mark) < 4]
            long = [prefix + form for form in forms or (unit.name, unit.name + "s")]
            yield Unit(prefix + unit.name, unit.dimension, unit.name), long, short, ()
    for row in read_table("quantities/currencies.tsv"):
        codes = split_list(row["symbols"])
        yield Unit(row["unit"], "money"), (*split_list(row["forms"]), *split_list(row["noun"])), codes, codes


def _add(table: dict[_K, list[Unit]], form: _K, unit: Unit) -> None:
    senses = table.setdefault(form, [])
    if all(sense.name != unit.name for sense in senses):
        senses.append(unit)


def _fixed(table: dict[_K, list[Unit]]) -> dict[_K, tuple[Unit, ...]]:
    return {form: tuple(senses) for form, senses in table.items()}


@cache
def cues() -> Mapping[str, frozenset[str]]:
    """For a word the units and dimensions that it speaks for."""
    out: dict[str, set[str]] = {}
    for row in read_table("quantities/unit_cues.tsv"):
        for word in split_list(row["words"]):
            out.setdefault(word, set()).add(row["key"])
    return {word: frozenset(keys) for word, keys in out.items()}


def choose(senses: Sequence[Unit], around: Collection[str], doubtful: bool) -> Unit | None:
    """The sense that most of the words ``around`` speak for, the first in the tables among equals.

    None where a ``doubtful`` form has no word for it.
    """
    if len(senses) == 1 and not doubtful:
        return senses[0]
    known = cues()
    weights = dict.fromkeys((unit.name for unit in senses), 0.0)
    for word in around:
        keys = known.get(word)
        if not keys:
            continue
        for unit in senses:
            # What speaks for the unit itself says more than what speaks for all units of its kind.
            weights[unit.name] += (unit.name in keys) * 1.5 + (unit.dimension in keys)
    best = max(senses, key=lambda unit: weights[unit.name])
    return None if doubtful and weights[best.name] == 0 else best
