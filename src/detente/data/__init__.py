"""The tables that carry what détente knows, as tab-separated text that a political scientist can edit.

Every file starts with comment lines (``#``) that say what it is, what each column means and where the facts come from;
then one line of column names; then one row a line. Empty cells mean "none". Lists inside a cell are separated by ``|``.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def read_table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``data/<name>`` (a path such as ``"ontology/cameo.tsv"``), each a mapping of column to cell.

    Raises ``ValueError`` that names file and line when a row has more cells than there are columns.
    """
    rows: list[dict[str, str]] = []
    columns: list[str] | None = None
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if columns is None:
            columns = cells
            continue
        if len(cells) > len(columns):
            raise ValueError(f"data/{name}, line {number}: {len(cells)} cells for {len(columns)} columns")
        cells += [""] * (len(columns) - len(cells))
        rows.append(dict(zip(columns, cells, strict=True)))
    return tuple(rows)


def split_list(cell: str) -> tuple[str, ...]:
    """The parts of a ``|``-separated cell, without blanks."""
    return tuple(part for part in (p.strip() for p in cell.split("|")) if part)
