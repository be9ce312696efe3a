"""Registers: what accumulates over reports. Mediations, sanctions and their observance, relations, latest positions."""

from __future__ import annotations

from collections.abc import Sequence

from detente.records import Event, Happening, Mediation, Statement


def mediations(
    events: Sequence[Event], statements: Sequence[Statement] = (), happenings: Sequence[Happening] = ()
) -> tuple[Mediation, ...]:
    """Episodes of mediation (in the making)."""
    return ()
