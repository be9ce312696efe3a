"""Sides that a sentence leaves out because the report has named them: filled in from context, and marked as such.

"They were arrested before dawn" names no captor, "Kim said he was open to talks" no partner, though every reader knows
both from the sentences around. Only acts that cannot be without a second side are completed, only from the same report,
and ``decided_by`` says ``context`` for what was filled in. The counterpart is the one that the actor deals with in most
events of the report; whom it dealt with last proved no better a guide on the hand-coded stories.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from detente.mentions.catalogue import catalogue
from detente.records import Entity, Event

NEEDS_RECIPIENT = ("02", "036", "037", "038", "039", "046", "10", "11", "12", "13", "16", "17", "18", "19", "20")
"""CAMEO prefixes of acts that are always done to, or said to, somebody."""
NEEDS_ACTOR = ("16", "17", "115", "116")
"""CAMEO prefixes of acts of authorities. Violence is not among them: nobody is blamed by context."""
_TALKS = ("036", "046")
_VIOLENT = ("17", "18", "19", "20")
_HOSTILE = ("11", "13", "15", "16", *_VIOLENT)
"""Acts of force, and acts against those against whom force is used."""
_LEAST = 2
"""Acts with one and the same counterpart that make a habit."""
_LEAST_SHARE = 0.6
"""Share of an actor's acts in the report that must have that counterpart."""
_LOSS = 0.8
"""Confidence left to an event one of whose sides rests on context."""


def complete_sides(events: Sequence[Event]) -> list[Event]:
    """``events`` of one report, in text order, with missing sides filled in where the report makes them plain."""
    dyads = [e for e in events if _countries(e.actors) and _countries(e.recipients)]
    known: dict[tuple[frozenset[str], bool], Entity | None] = {}

    def counterpart(event: Event, side: Sequence[Entity]) -> Entity | None:
        mine, violent = frozenset(_countries(side)), event.cameo.startswith(_VIOLENT)
        if (mine, violent) not in known:
            # Whom one talks to is not whom one shoots at.
            known[mine, violent] = _counterpart(mine, [d for d in dyads if not violent or d.cameo.startswith(_HOSTILE)])
        return known[mine, violent]

    out = []
    for event in events:
        together = len(event.actors) > 1 and event.cameo.startswith(_TALKS)  # they deal with one another
        wanting = event.actors and all(map(_anybody, event.recipients)) and not together
        if wanting and event.cameo.startswith(NEEDS_RECIPIENT):
            found = counterpart(event, event.actors)
            if found:
                event = _filled(event, "recipients", found)
        elif event.recipients and all(map(_anybody, event.actors)) and event.cameo.startswith(NEEDS_ACTOR):
            found = counterpart(event, event.recipients)
            if found:
                event = _filled(event, "actors", found)
        out.append(event)
    return out


def _filled(event: Event, field: str, found: Entity) -> Event:
    return replace(
        event,
        **{field: (*getattr(event, field), found)},  # type: ignore[arg-type]
        evidence=(*event.evidence, found.span),
        decided_by={**event.decided_by, field: "context"},
        confidence=round(event.confidence * _LOSS, 3),
    )


def _anybody(entity: Entity) -> bool:
    """Whether an entity is no more than a common noun or pronoun: "villagers", "they"."""
    return entity.country is None and entity.sector is None and entity.kind in ("group", "other")


def _countries(entities: Iterable[Entity]) -> set[str]:
    return {e.country for e in entities if e.country}


def _counterpart(mine: frozenset[str], dyads: Sequence[Event]) -> Entity | None:
    """Whom the countries ``mine`` deal with in most events of the report, or None."""
    partners = [
        partner
        for other in dyads
        for one, two in ((other.actors, other.recipients), (other.recipients, other.actors))
        if _countries(one) & mine
        for partner in two
        if partner.country and partner.country not in mine
    ]
    counts = Counter(partner.country for partner in partners)
    if not counts:
        return None
    country, count = counts.most_common(1)[0]
    if count < _LEAST or count < _LEAST_SHARE * sum(counts.values()):
        return None
    return _at_large(next(partner for partner in partners if partner.country == country))


def _at_large(entity: Entity) -> Entity:
    """``entity`` as no more than its country: context tells which side is meant, not which of its people."""
    country = catalogue().country(entity.country)
    if country is None or entity.kind == "country":
        return entity
    return replace(entity, name=country.name, kind="country", sector=None, office=None)
