"""The relations register: what passed between each two sides, month by month, each happening once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from itertools import combinations, product

from detente.reconcile.facets import keys_of
from detente.records import Event, Happening
from detente.registers.types import Relation


def relations(happenings: Sequence[Happening], events: Sequence[Event]) -> tuple[Relation, ...]:
    """Relations by month, then by sides. Counted is what was done and not denied, on a known day; forecasts are not."""
    by_id = {event.id: event for event in events}
    cells: dict[tuple[str, str, date], list[tuple[str, Event]]] = defaultdict(list)
    for happening in happenings:
        members = [by_id[m] for m in happening.members if m in by_id]
        done = [e for e in members if e.modality == "actual" and not e.negated]
        if not done or happening.when.start is None:
            continue
        lead = next((e for e in done if e.cameo == happening.cameo), done[0])
        for pair in _dyads(happening):
            cells[(*pair, happening.when.start.replace(day=1))].append((happening.id, lead))
    found = []
    for (left, right, month), told in cells.items():
        counts = [sum(e.quad == quad for _, e in told) for quad in (1, 2, 3, 4)]
        mean = round(sum(e.scale for _, e in told) / len(told), 3)
        found.append(
            Relation(left, right, month, (counts[0], counts[1], counts[2], counts[3]), mean, tuple(h for h, _ in told))
        )
    return tuple(sorted(found, key=lambda r: (r.month, r.left, r.right)))


def _dyads(happening: Happening) -> set[tuple[str, str]]:
    """Each two sides that a happening is between, in alphabetical order: actors and recipients, or all who acted."""
    actors, recipients = keys_of(happening.actors), keys_of(happening.recipients)
    pairs = product(actors, recipients) if recipients else combinations(sorted(actors), 2)
    return {(min(a, b), max(a, b)) for a, b in pairs if a != b}
