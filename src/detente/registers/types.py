"""What the registers write down beside the record's own types."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.records import Entity, Measure, Span, When

Bearing = Literal["consistent", "at_odds", "bears_on"]
"""Whether what was observed is what the measure wants, its contrary, or only has to do with it."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One indicator beside one measure; ``why`` says in a few words how they compare."""

    indicator: str
    measure: str
    bearing: Bearing
    why: str
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Regime:
    """The sanctions of one issuer on one target: its measures in order, and what was observed that bears on them."""

    id: str
    issuer: tuple[Entity, ...]
    target: tuple[Entity, ...]
    measures: tuple[Measure, ...]
    observations: tuple[Observation, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """What passed between two sides in one month. ``counts`` are happenings by quad class 1 to 4."""

    left: str
    right: str
    month: date
    counts: tuple[int, int, int, int]
    mean_scale: float
    happenings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LatestWord:
    """The latest statement of one speaker."""

    speaker: Entity
    statement: str
    when: When
    words: tuple[Span, ...]
