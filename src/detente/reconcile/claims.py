"""Who claims a value: the chain of sources, a later word of the same source taking the place of its earlier one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.records import (
    Disagreement,
    DisagreementKind,
    Position,
    Report,
    Source,
    Span,
    Statement,
    make_id,
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One value, as one report gives it; ``sources`` from the reader's side inward."""

    value: str
    report: str
    sources: tuple[Source, ...]
    evidence: tuple[Span, ...]
    confidence: float
    order: float = 0.0


@dataclass(frozen=True, slots=True)
class Sides:
    """The reports and statements that claims are traced through."""

    reports: Mapping[str, Report]
    statements: Mapping[str, Statement]

    @classmethod
    def of(cls, reports: Sequence[Report], statements: Sequence[Statement]) -> Sides:
        """Both by id."""
        return cls({r.id: r for r in reports}, {s.id: s for s in statements})

    def sources(self, report: str, sources: tuple[Source, ...]) -> tuple[Source, ...]:
        """``sources``, or the report's outlet, or its file, where it names none: each claim has a claimant."""
        known = self.reports.get(report)
        if sources:
            return sources
        name = (known.outlet or Path(known.path or report).name) if known else report
        return (Source(name, "outlet", None),)

    def claimant(self, claim: Claim) -> str:
        """The innermost source: whose word the value is."""
        return self.sources(claim.report, claim.sources)[-1].name.casefold()

    def published(self, report: str) -> date:
        """The day of print; far in the past where unknown."""
        known = self.reports.get(report)
        return (known.published.start if known else None) or date.min

    def original(self, report: str) -> str:
        """The report that this one copies, or itself."""
        known = self.reports.get(report)
        return (known.near_duplicate_of if known else None) or report


def latest(claims: Iterable[Claim], sides: Sides) -> list[Claim]:
    """The claims that stand: of each claimant only the word printed last, since a correction is no disagreement.

    Within one report the same claimant's different values stay as they are: they may be about different things, and so
    none of them is told.
    """
    by_claimant: dict[str, list[Claim]] = {}
    for claim in claims:
        by_claimant.setdefault(sides.claimant(claim), []).append(claim)
    out: list[Claim] = []
    for mine in by_claimant.values():
        last = max(sides.published(c.report) for c in mine)
        final = [c for c in mine if sides.published(c.report) == last]
        if len({c.value for c in final}) == 1:
            out += final
    return out


def disagreement(
    about: str | None, field: str, kind: DisagreementKind, claims: Sequence[Claim], sides: Sides
) -> Disagreement | None:
    """The Disagreement of claims with at least two values, one Position per value; None if they agree."""
    values = sorted({c.value for c in claims})
    if len(values) < 2:
        return None
    positions = []
    for value in values:
        mine = [c for c in claims if c.value == value]
        sources = dict.fromkeys(s for c in mine for s in sides.sources(c.report, c.sources))
        positions.append(Position(value, tuple(sources), tuple(dict.fromkeys(s for c in mine for s in c.evidence))))
    return Disagreement(
        id=make_id(
            "disagreement", about, field, *(f"{p.value}@{p.evidence[0].report}" for p in positions if p.evidence)
        ),
        about=about,
        field=field,
        values=tuple(positions),
        kind=kind,
        evidence=tuple(dict.fromkeys(span for p in positions for span in p.evidence)),
        confidence=round(min(c.confidence for c in claims), 3),
    )
