"""The positions register: the latest statement of every speaker."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from detente.reconcile.facets import vague
from detente.records import Statement
from detente.registers.types import LatestWord


def positions(statements: Sequence[Statement]) -> tuple[LatestWord, ...]:
    """Each named speaker's latest statement, the latest first; a statement of unknown day comes before dated ones."""
    latest: dict[object, Statement] = {}
    for statement in statements:
        key = statement.speaker.key
        if not vague(statement.speaker) and (key not in latest or _order(latest[key]) <= _order(statement)):
            latest[key] = statement
    found = sorted(latest.values(), key=lambda s: (-_order(s)[0], s.report, s.cue.start))
    return tuple(LatestWord(s.speaker, s.id, s.when, s.content) for s in found)


def _order(statement: Statement) -> tuple[int, str, int]:
    return ((statement.when.end or date.min).toordinal(), statement.report, statement.cue.start)
