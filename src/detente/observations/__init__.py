"""Observations: what a report says happened, was said, binds, was counted and is expected, each with its words."""

from __future__ import annotations

from dataclasses import dataclass

from detente.language.document import Document
from detente.mentions.types import Mentions
from detente.observations.assessments import find_assessments
from detente.observations.context import complete_sides
from detente.observations.events import find_events
from detente.observations.headlines import without_told_again
from detente.observations.indicators import find_indicators
from detente.observations.measures import find_measures
from detente.observations.statements import find_statements
from detente.records import Assessment, Event, Indicator, Measure, Report, Statement


@dataclass(frozen=True, slots=True)
class Observations:
    """All that one report says, each list in text order."""

    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    measures: tuple[Measure, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    assessments: tuple[Assessment, ...] = ()


def observe(report: Report, document: Document, mentions: Mentions) -> Observations:
    """The observations in one annotated report; statements come first, since all others may be said by somebody."""
    found = find_statements(report, document, mentions)
    statements, told = without_told_again(report, found, find_events(report, document, mentions, found))
    events = tuple(complete_sides(told))
    return Observations(
        statements=statements,
        events=events,
        measures=tuple(find_measures(report, document, mentions, statements)),
        indicators=tuple(find_indicators(report, document, mentions, statements)),
        assessments=tuple(find_assessments(report, document, mentions, statements)),
    )


__all__ = ["Observations", "observe"]
