"""The closed word lists of ``data/actors/words.tsv``, by name."""

from __future__ import annotations

from functools import cache

from detente.data import read_table


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of one list ("speech", "owned" ...). Raises ``KeyError`` for a list that the table does not have."""
    rows = {row["list"]: frozenset(row["words"].split()) for row in read_table("actors/words.tsv")}
    return rows[name]
