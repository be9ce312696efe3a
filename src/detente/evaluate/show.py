"""A result as a table in the terminal or as JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping

from detente.evaluate.scores import Figure, Result

_WIDTH = 110


def print_json(result: Result) -> None:
    """The result as one JSON object on standard output."""
    json.dump(result.as_json(), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def print_table(result: Result) -> None:
    """The result as a table on standard output, its notes below."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.markup import escape
    from rich.table import Table

    console = Console(highlight=False, width=None if sys.stdout.isatty() else _WIDTH)
    size = ", ".join(f"{n:,} {what}" for what, n in result.size.items())
    table = Table(box=SIMPLE_HEAD, title=escape(f"{result.task}: {result.source} ({size})"), title_justify="left")
    table.add_column("figure")
    table.add_column("value", justify="right")
    table.add_column("95% interval", justify="right")
    table.add_column("from")
    for figure in result.figures:
        table.add_row(escape(figure.name), _value(figure.value, figure), _interval(figure), escape(_counts(figure)))
    if result.figures:
        console.print(table)
    else:
        console.print(escape(f"{result.task}: {result.source} ({size})"))
    for note in result.notes:
        console.print(f"  {escape(note)}", soft_wrap=True)


def _value(value: float | None, figure: Figure) -> str:
    if value is None:
        return "-"
    return f"{value:,.1f} {figure.unit}" if figure.unit else f"{value:.3f}"


def _interval(figure: Figure) -> str:
    if figure.low is None or figure.high is None:
        return "-"
    form = ",.1f" if figure.unit else ".3f"
    return f"{figure.low:{form}} to {figure.high:{form}}"


def _counts(figure: Figure) -> str:
    c: Mapping[str, float] = figure.counts
    if "tp" in c:
        return f"P {c['p']:.3f}  R {c['r']:.3f}  ({c['tp']:,} of {c['system']:,} found, {c['gold']:,} gold)"
    if "right" in c:
        return f"{c['right']:,} of {c['n']:,}"
    return ", ".join(f"{n:,} {what}" if what != "n" else f"{n:,}" for what, n in c.items())
