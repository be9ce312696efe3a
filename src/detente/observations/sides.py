"""Who is known and who is the same: questions about actors that roles and participants both ask."""

from __future__ import annotations

from collections.abc import Sequence

from detente.records import Entity

# Codes of international and other organisations, which stand for many actors each.
ORGANISATIONS = frozenset({"UNO", "IGO", "EUR", "NGO", "ISM", "IMG", "MNC"})

# Sectors of those who act for a state.
STATE_SECTORS = frozenset({None, "GOV", "MIL", "COP", "SPY", "LEG", "JUD", "ELI"})


def coded(entities: Sequence[Entity]) -> bool:
    """Whether any of ``entities`` has a country or organisation code."""
    return any(e.country for e in entities)


def identified(entities: Sequence[Entity]) -> bool:
    """Whether any of ``entities`` is more than a word: it has a country, a sector ("the court") or a name."""
    return any(e.country or e.sector or e.kind in ("person", "organisation") for e in entities)


def among(one: Entity, others: Sequence[Entity]) -> bool:
    """Whether ``one`` is on the same side as any of ``others``."""
    return any(same_side(one, other) for other in others)


def itself(one: Entity, others: Sequence[Entity]) -> bool:
    """Whether ``one``, the object of an act, is any of ``others``, who did it: the same actor, or its own state.

    Two organs or two persons of one country may well act on each other: "the court sentenced the minister".
    """
    for other in others:
        whole = same_side(one, other) and any(e.kind == "country" and e.sector is None for e in (one, other))
        alike = one.country == other.country and one.sector == other.sector and one.kind == other.kind != "person"
        if one.key == other.key or whole or alike:
            return True
    return False


def same_side(one: Entity, other: Entity) -> bool:
    """Nobody is the recipient of an own act, be it named once as a person and once as a state."""
    if one.key == other.key:
        return True
    if one.country in ORGANISATIONS:
        return one.name == other.name  # an organ may well address another one of its organisation
    # "The Afghan government released Taliban prisoners": a state and those who are no part of it are two sides.
    states = "country" in (one.kind, other.kind) and {one.sector, other.sector} <= STATE_SECTORS
    return one.country is not None and one.country == other.country and (states or one.sector == other.sector)
