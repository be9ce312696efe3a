"""Units after and before a number, the period it is counted per, and the words that bound it, by the tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from detente.data import read_table, split_list
from detente.language.document import Token

Bound = Literal["exact", "about", "at_least", "at_most", "almost"]
_PERIODS = {
    "year": "year", "annum": "year", "month": "month", "week": "week", "day": "day", "hour": "hour", "quarter":
    "quarter",
    "minute": "minute", "second": "second", "night": "day", "head": "person", "person": "person", "capita": "person",
}  # fmt: skip
_ADVERBS = {
    "daily": "day",
    "annually": "year",
    "yearly": "year",
    "monthly": "month",
    "weekly": "week",
    "hourly": "hour",
    "annual": "year",
}
_MAX_WORDS = 4


@dataclass(frozen=True, slots=True)
class Unit:
    """A canonical unit and its dimension."""

    name: str
    dimension: str


@dataclass(frozen=True, slots=True)
class _Units:
    after: dict[tuple[str, ...], Unit]
    symbols: dict[str, Unit]
    before: dict[str, Unit]


@cache
def _units() -> _Units:
    after: dict[tuple[str, ...], Unit] = {}
    symbols: dict[str, Unit] = {}
    before: dict[str, Unit] = {}
    for row in read_table("quantities/units.tsv"):
        unit = Unit(row["unit"], row["dimension"])
        for form in split_list(row["forms"]):
            after.setdefault(tuple(form.replace("-", " - ").split()), unit)
        for form in split_list(row["symbols"]):
            symbols.setdefault(form, unit)
        for form in split_list(row["before"]):
            before.setdefault(form, unit)
    return _Units(after, symbols, before)


def unit_after(tokens: Sequence[Token], i: int, end: int) -> tuple[Unit, int] | None:
    """The unit that begins at token ``i`` and the token after it; a hyphen may come first ("155-mile")."""
    table = _units()
    if i < end and tokens[i].text in ("-", "–") and i + 1 < end:
        i += 1
    if i >= end:
        return None
    for size in range(min(_MAX_WORDS, end - i), 0, -1):
        unit = table.after.get(tuple(t.lower for t in tokens[i : i + size]))
        if unit is not None:
            return unit, i + size
    symbol = table.symbols.get(tokens[i].text)
    if symbol is None:
        return None
    # A letter may be a word or an initial; only a letter glued to the figure is a unit.
    glued = i > 0 and tokens[i - 1].end == tokens[i].idx
    if len(tokens[i].text) == 1 and tokens[i].text.isalpha() and not glued:
        return None
    return symbol, i + 1


def unit_before(tokens: Sequence[Token], i: int, start: int) -> tuple[Unit, int] | None:
    """The unit that stands before token ``i`` ("$", "US$", "EUR") and the token that it begins at."""
    if i <= start:
        return None
    table = _units()
    text = tokens[i - 1].text
    if text in ("$", "£") and i - 2 >= start and tokens[i - 2].end == tokens[i - 1].idx:
        wide = table.before.get(tokens[i - 2].text.rstrip(".") + text)
        if wide is not None:
            return wide, i - 2
    unit = table.before.get(text)
    return (unit, i - 1) if unit else None


def period(tokens: Sequence[Token], i: int, end: int) -> tuple[str, int] | None:
    """The period that a rate is counted by, beginning at token ``i`` ("a year", "per month", "daily"), and its end."""
    if i >= end:
        return None
    word = tokens[i].lower
    if word in ("-", "/") and i + 1 < end:
        name = _PERIODS.get(tokens[i + 1].lower)
        if word == "/" and name:
            return name, i + 2
        word, i = tokens[i + 1].lower, i + 1
        if word != "per":
            return None
    if word in ("a", "an", "per", "each", "every", "the") and i + 1 < end:
        j = i + 2 if tokens[i + 1].text in ("-", "calendar", "single") and i + 2 < end else i + 1
        name = _PERIODS.get(tokens[j].lower)
        return (name, j + 1) if name and word != "the" else None
    if word in _ADVERBS and word != "annual":
        return _ADVERBS[word], i + 1
    return None


def adverb_period(word: str) -> str | None:
    """The period that an adjective before the counted noun names ("daily", "annual")."""
    return _ADVERBS.get(word)


@cache
def _bounds() -> tuple[dict[tuple[str, ...], Bound], dict[tuple[str, ...], Bound]]:
    before: dict[tuple[str, ...], Bound] = {}
    after: dict[tuple[str, ...], Bound] = {}
    for row in read_table("quantities/bounds.tsv"):
        table = before if row["place"] == "before" else after
        table[tuple(row["form"].split())] = row["bound"]  # type: ignore[assignment]
    return before, after


_WITH_PARTICLE = frozenset({"hand", "turn", "take", "give", "sign", "pass", "carry", "bring", "fly"})


def bound_before(tokens: Sequence[Token], i: int, start: int) -> tuple[Bound, int] | None:
    """The bounding words that end right before token ``i`` ("more than"), and the token that they begin at."""
    table = _bounds()[0]
    for size in range(min(_MAX_WORDS, i - start), 0, -1):
        found = table.get(tuple(t.lower for t in tokens[i - size : i]))
        if found is not None:
            # "Handed over 21 girls": the particle of a verb bounds nothing.
            particle = size == 1 and i - 1 > start and tokens[i - 2].lemma.lower() in _WITH_PARTICLE
            return None if particle else (found, i - size)
    return None


def bound_after(tokens: Sequence[Token], i: int, end: int) -> tuple[Bound, int] | None:
    """The bounding words that begin at token ``i`` ("or more"), and the token after them."""
    table = _bounds()[1]
    for size in range(min(2, end - i), 0, -1):
        found = table.get(tuple(t.lower for t in tokens[i : i + size]))
        if found is not None:
            return found, i + size
    return None
