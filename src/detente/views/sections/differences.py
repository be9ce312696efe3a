"""What differs between the reports, or between the sources inside them; every side keeps its claimant."""

from __future__ import annotations

from detente.records import Disagreement, Position
from detente.views import phrases
from detente.views.content import Group, Line, Section
from detente.views.context import Context
from detente.views.plain import capital, one_line
from detente.views.sanction_phrases import indicator_clause, measure_clause
from detente.views.sections.mediation import heading
from detente.views.sections.timeline import clause_of


def differences(context: Context) -> Section:
    """The section, one line per disagreement with its sides under it."""
    lines = tuple(_line(context, item) for item in context.record.disagreements)
    nothing = (
        "Only one report was read, and nothing in it contradicts itself."
        if len(context.record.reports) == 1
        else "No contradiction was found between these reports."
    )
    groups = (Group(None, lines),) if lines else ()
    return Section(
        "differences", "What differs", groups, nothing, "Nothing is averaged: each side stands with its source."
    )


def _line(context: Context, item: Disagreement) -> Line:
    about = _about(context, item)
    kind = phrases.words("difference", item.kind)
    field = one_line(item.field).replace("_", " ")
    text = f"{kind} ({field})" + (f": {about}" if about else "")
    sides = tuple(_side(context, item, n, position) for n, position in enumerate(item.values))
    return Line(item.id, text, items=sides, codes=f"{item.kind} · confidence {item.confidence:.2f}")


def _side(context: Context, item: Disagreement, n: int, position: Position) -> Line:
    report = position.evidence[0].report if position.evidence else ""
    claimant = phrases.chain(context.names, position.sources, None)
    outlet = context.shelf.outlet(report)
    who = claimant or (f"the report of {one_line(outlet)}" if outlet else "the report itself")
    return Line(
        f"{item.id}-{n}",
        f"{one_line(position.value)}",
        context.refs(position.evidence[:2]),
        notes=(f"according to {who}",),
    )


def _about(context: Context, item: Disagreement) -> str:
    """What the sides differ about, in words; "" when the record does not say."""
    telling = context.telling(item.about or "")
    if telling is not None:
        return clause_of(context, *telling, full=False)
    for mediation in context.record.mediations:
        if mediation.id == item.about:
            return heading(context, mediation)
    for measure in context.record.measures:
        if measure.id == item.about:
            return measure_clause(context.names, measure)
    for indicator in context.record.indicators:
        if indicator.id == item.about:
            return capital(indicator_clause(context.names, indicator, [indicator.item]))
    return ""
