"""The words of tallies: what verbs, nouns and states say of those that a number counts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from detente.data import read_table
from detente.records import Series


@dataclass(frozen=True, slots=True)
class Row:
    """What a word says of the counted: see the header of ``tallies.tsv``."""

    side: str
    counted: frozenset[str]
    series: Series
    word: str


@cache
def tally_table(pos: str) -> dict[str, tuple[Row, ...]]:
    """Lemma to rows for verbs, nouns or states."""
    out: dict[str, tuple[Row, ...]] = {}
    for r in read_table("quantities/tallies.tsv"):
        if r["pos"] == pos:
            row = Row(r["side"], frozenset(r["counted"].split("|")), r["series"], r["word"])  # type: ignore[arg-type]
            out[r["lemma"]] = (*out.get(r["lemma"], ()), row)
    return out


@cache
def counted_table() -> dict[str, frozenset[str]]:
    """Lemma of a counted noun to its kinds."""
    out: dict[str, set[str]] = {}
    for r in read_table("quantities/counted.tsv"):
        out.setdefault(r["lemma"], set()).add(r["kind"])
    return {lemma: frozenset(kinds) for lemma, kinds in out.items()}


def fit(rows: tuple[Row, ...], side: str, kinds: frozenset[str]) -> Row | None:
    """The first of ``rows`` for counted ones of ``kinds`` that stand on ``side``."""
    return next((r for r in rows if r.side in (side, "any") and r.counted & kinds), None)
