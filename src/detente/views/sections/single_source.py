"""What rests on one source only, where that matters: mediation, sanctions and violence."""

from __future__ import annotations

from detente.records import Event, Happening
from detente.views.content import Group, Line, Section
from detente.views.context import Context
from detente.views.plain import capital
from detente.views.salience import MATTERS, matter
from detente.views.sections.timeline import attribution, clause_of, evidence_of, leading


def single_source(context: Context) -> Section:
    """The section, one group per matter."""
    found: dict[str, list[Line]] = {matter: [] for matter in MATTERS}
    for happening, events in context.tellings:
        about = matter(happening.cameo if happening else events[0].cameo)
        certain = any(event.modality != "hypothetical" for event in events)
        if about in found and certain and (happening is None or happening.independent_sources <= 1):
            found[about].append(_line(context, happening, events))
    groups = tuple(Group(capital(about), tuple(lines)) for about, lines in found.items() if lines)
    intro = "Take with care: only one independent source tells it."
    if len(context.record.reports) == 1:
        intro = "Only one report was read, so all of it rests on that report; this is what matters most."
    nothing = "Nothing on mediation, sanctions or violence rests on one source only."
    return Section("single-source", "What rests on one source only", groups, nothing, intro)


def _line(context: Context, happening: Happening | None, events: tuple[Event, ...]) -> Line:
    key = happening.id if happening else leading(happening, events).id
    said = attribution(context, happening, events, at_most=2)
    return Line(
        f"{key}-single",
        clause_of(context, happening, events, full=False),
        context.refs(evidence_of(events)),
        notes=(said,) if said else (),
    )
