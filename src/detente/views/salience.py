"""What a reader of a mediation or sanctions team looks for first, by CAMEO code."""

from __future__ import annotations

from functools import cache

from detente.data import read_table
from detente.records import Event, Happening

MATTERS = ("mediation", "sanctions", "violence")


@cache
def matter(cameo: str) -> str:
    """What ``cameo`` is about, of ``MATTERS``; "" when none of them."""
    rows = {row["prefix"]: row["matter"] for row in read_table("views/salient.tsv")}
    for length in range(len(cameo), 1, -1):
        found = rows.get(cameo[:length])
        if found is not None:
            return "" if found == "-" else found
    return ""


def weight(happening: Happening | None, event: Event) -> float:
    """How much a happening matters where a list must be cut: its matter, how many tell it, what is sure about it."""
    told = happening.independent_sources if happening else 1
    return (
        2.0 * bool(matter(event.cameo))
        + 0.5 * min(told, 4)
        + event.confidence
        + 0.5 * (event.modality == "actual")
        + 0.5 * bool(event.recipients)
    )
