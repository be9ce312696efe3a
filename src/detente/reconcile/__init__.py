"""Reconcile: the same event across reports becomes one happening; where they, or their sources, differ is kept.

``reconcile`` is the one entry. ``features.FEATURES`` and ``vetoes.VETOES`` are the method; each merge has its reasons.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.reconcile.clusters import cluster
from detente.reconcile.disagreements import find_disagreements
from detente.reconcile.facets import make_facets
from detente.reconcile.happenings import make_happening
from detente.records import Disagreement, Event, Happening, Indicator, Measure, Report, Statement

__all__ = ["Reconciled", "reconcile"]


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What many reports say together."""

    happenings: tuple[Happening, ...]
    disagreements: tuple[Disagreement, ...]


def reconcile(
    reports: Sequence[Report],
    events: Sequence[Event],
    statements: Sequence[Statement] = (),
    measures: Sequence[Measure] = (),
    indicators: Sequence[Indicator] = (),
) -> Reconciled:
    """Happenings (each event in exactly one) and disagreements; the same whatever the order of the arguments' items."""
    by_report = {r.id: r for r in reports}
    by_statement = {s.id: s for s in statements}
    facets = make_facets(reports, events, by_statement)
    happenings = tuple(make_happening(found, facets, by_report, by_statement) for found in cluster(facets))
    differences = find_disagreements(reports, facets, statements, measures, indicators, happenings)
    return Reconciled(happenings, differences)
