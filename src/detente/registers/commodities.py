"""Commodities and the families in which one bears on another; data/registers/commodity_families.tsv is the table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from detente.data import read_table, split_list

_WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Commodity:
    """The family of a commodity and the kind within it that the words name, if any."""

    family: str
    kind: str | None

    def same(self, other: Commodity) -> bool:
        """Whether both are of one family and nothing says that they are of two kinds."""
        return self.family == other.family and (self.kind is None or other.kind is None or self.kind == other.kind)


@cache
def commodities(words: str | None) -> tuple[Commodity, ...]:
    """Every family that ``words`` name: "iron ore, coal or lead" names three."""
    if not words:
        return ()
    found = set(_WORD.findall(words.lower()))
    out = []
    for row in read_table("registers/commodity_families.tsv"):
        if found & set(split_list(row["words"])):
            kinds = [k for k in split_list(row["within"]) if k in found]
            out.append(Commodity(row["family"], kinds[0] if len(kinds) == 1 else None))
    return tuple(out)
