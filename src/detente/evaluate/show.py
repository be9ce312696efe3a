"""A result as a table in the terminal or as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

from detente.evaluate.scores import Figure, Result

_WIDTH = 120


def print_json(result: Result) -> None:
    """The result as one JSON object on standard output."""
    json.dump(result.as_json(), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def print_table(result: Result) -> None:
    """The result as a table on standard output, its notes below; (right of found / wanted) stands behind an F1."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False, width=None if sys.stdout.isatty() else _WIDTH)
    size = ", ".join(f"{n:,} {what}" for what, n in result.size.items())
    console.print(escape(f"{result.task}: {result.source} ({size})"), soft_wrap=True)
    if result.figures:
        table = Table(box=SIMPLE_HEAD)
        table.add_column("figure")
        table.add_column("value", justify="right")
        table.add_column("95% interval", justify="right")
        table.add_column("from")
        for figure in result.figures:
            table.add_row(escape(figure.name), _value(figure), _interval(figure), escape(_counts(figure)))
        console.print(table)
    for note in result.notes:
        console.print(f"  {escape(note)}", soft_wrap=True)


def _value(figure: Figure) -> str:
    if figure.value is None:
        return "-"
    if isinstance(figure.value, int):
        return f"{figure.value:,} {figure.unit}"
    return f"{figure.value:,.1f} {figure.unit}" if figure.unit else f"{figure.value:.3f}"


def _interval(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return "-"
    form = ",.1f" if figure.unit else ".3f"
    return f"{figure.low:{form}} to {figure.high:{form}}"


def _counts(figure: Figure) -> str:
    c: Mapping[str, float] = figure.counts
    if "tp" in c:
        return f"P {c['p']:.3f}  R {c['r']:.3f}  ({c['tp']:,} of {c['system']:,} / {c['gold']:,})"
    if "right" in c:
        return f"{c['right']:,} of {c['n']:,}"
    if "classes" in c:
        return f"{c['n']:,} in {c['classes']} classes"
    return ", ".join(f"{n:,}" if what == "n" else f"{what} {n:,}" for what, n in c.items())
