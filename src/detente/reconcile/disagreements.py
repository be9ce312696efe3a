"""Where reports, or the sources inside them, differ about one thing. Each side keeps its claimant; precision first."""

from __future__ import annotations

from collections.abc import Sequence

from detente.reconcile.claims import Sides
from detente.reconcile.counts import find_event_differences, find_indicator_differences, find_measure_differences
from detente.reconcile.denials import find_denials
from detente.reconcile.facets import Facet
from detente.reconcile.wordings import find_wordings
from detente.records import Disagreement, Happening, Indicator, Measure, Report, Statement


def find_disagreements(
    reports: Sequence[Report],
    facets: Sequence[Facet],
    statements: Sequence[Statement],
    measures: Sequence[Measure],
    indicators: Sequence[Indicator],
    happenings: Sequence[Happening],
) -> tuple[Disagreement, ...]:
    """All disagreements, those about happenings first, in the order of what they are about."""
    sides = Sides.of(reports, statements)
    by_event = {f.event.id: f for f in facets}
    found: list[Disagreement] = []
    for happening in happenings:
        members = [by_event[m] for m in happening.members]
        found += find_event_differences(happening, members, sides)
    found += find_wordings(happenings, facets, statements, sides)
    found += find_denials(happenings, facets, sides)
    found += find_measure_differences(measures, sides)
    found += find_indicator_differences(indicators, sides)
    return tuple({d.id: d for d in found}.values())
