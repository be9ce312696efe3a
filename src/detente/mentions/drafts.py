"""What one mention may become before coreference has spoken."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from detente.mentions.catalogue import Role
from detente.records import Entity, EntityKind, Report


@dataclass(frozen=True, slots=True)
class Actor:
    """Who, without where: an Entity before it has a span."""

    name: str
    kind: EntityKind
    country: str | None
    sector: str | None
    office: str | None = None

    def entity(self, report: Report, start: int, end: int) -> Entity:
        """The Entity that characters ``start`` to ``end`` of ``report`` mention."""
        span = report.span(start, end)
        return Entity(span.text, self.name, self.kind, self.country, self.sector, self.office, span)


@dataclass(slots=True, eq=False)
class Draft:
    """A mention on its way: tokens ``start`` to ``end``, its ``head``, and who it names so far.

    ``pending`` says what is still missing: "country" (whose ministry?), "antecedent" (which minister?), or nothing.
    ``possessor`` is the token of "his", "their", "its" before a role; ``names`` the head of the name that a description
    is in apposition to; ``antecedent`` the mention that resolved this one.
    """

    start: int
    end: int
    head: int
    form: Literal["name", "description", "pronoun"]
    actors: list[Actor] = field(default_factory=list)
    role: Role | None = None
    plural: bool = False
    female: bool | None = None
    definite: bool = False
    possessor: int | None = None
    pending: str = ""
    names: int | None = None
    antecedent: Draft | None = None
