"""The few lines at the top of a brief: what a reader would want to hear if there were time for nothing else."""

from __future__ import annotations

from dataclasses import replace

from detente.records import Mediation
from detente.views import phrases
from detente.views.content import Line
from detente.views.context import Context
from detente.views.plain import capital, count, join, quote
from detente.views.sanction_phrases import measure_clause
from detente.views.sections.mediation import heading
from detente.views.sections.timeline import telling_line

MEDIATIONS, MEASURES, DEADLY = 3, 3, 2


def in_short(context: Context) -> tuple[Line, ...]:
    """Mediations with each side's stance, the measures with numbers, the deadliest happenings, and how much differs."""
    return (*_mediations(context), *_measures(context), *_deadly(context), *_differences(context))


def _mediations(context: Context) -> list[Line]:
    ranked = sorted(context.record.mediations, key=lambda item: (-len(item.reports), -len(item.steps)))
    return [
        Line(
            f"short-{item.id}",
            f"{heading(context, item)}: {_standing(context, item)}",
            context.refs((*item.evidence[:1], *item.conditions[:1])),
        )
        for item in ranked[:MEDIATIONS]
    ]


def _standing(context: Context, item: Mediation) -> str:
    """ "offered; no acceptance on record; Japan and China: nothing on record"."""
    mediators = {entity.key for entity in item.mediators}
    sides: dict[str, dict[str, None]] = {}
    for stance in item.stances:
        if stance.party.key not in mediators:
            words = phrases.words("stance", stance.stance)
            sides.setdefault(words, {})[context.names.actor(stance.party)] = None
    status = phrases.words("status", item.status)
    told = [status[0].lower() + status[1:]]
    if item.conditions:
        told.append(f"condition: {quote(item.conditions[0].text)}")
    return "; ".join([*told, *(f"{join(who)}: {words}" for words, who in sides.items())])


def _measures(context: Context) -> list[Line]:
    told: dict[str, Line] = {}
    for measure in context.record.measures:
        if not (measure.limit or measure.share):
            continue
        plain = replace(measure, instrument=None, purpose=None, ordinal=None)
        by = context.names.actors(measure.issuer)
        text = (
            f"{measure_clause(context.names, plain)} ({f'{by}, ' if by else ''}{phrases.words('stage', measure.stage)})"
        )
        told.setdefault(text, Line(f"short-{measure.id}", text, context.refs(measure.evidence[:1])))
    return list(told.values())[:MEASURES]


def _deadly(context: Context) -> list[Line]:
    deaths = [
        (max(event.killed or 0 for event in events), happening, events)
        for happening, events in context.tellings
        if any(event.killed and event.modality == "actual" and not event.negated for event in events)
    ]
    deaths.sort(key=lambda row: -row[0])
    lines = (telling_line(context, happening, events) for _, happening, events in deaths[:DEADLY])
    return [Line(f"short-{line.key}", line.text, line.refs[:3]) for line in lines]


def _differences(context: Context) -> list[Line]:
    number = len(context.record.disagreements)
    if not number:
        return []
    text = capital(f"{count(number, 'difference')} between the reports or their sources; see “What differs”.")
    return [Line("short-differences", text)]
