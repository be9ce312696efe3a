"""Forecasts and judgements: who expects or thinks what, and whether grounds were given."""

from __future__ import annotations

from detente.records import Assessment
from detente.views import dates, phrases
from detente.views.content import Group, Line, Section
from detente.views.context import Context
from detente.views.plain import capital, one_line


def assessments(context: Context) -> Section:
    """The section: forecasts first, then judgements."""
    groups = []
    for kind, heading in (("forecast", "Forecasts"), ("judgement", "Judgements")):
        lines = tuple(_line(context, a) for a in context.record.assessments if a.kind == kind)
        if lines:
            groups.append(Group(heading, lines))
    return Section(
        "assessments", "Forecasts and judgements", tuple(groups), "No forecast or judgement was found in these reports."
    )


def _line(context: Context, assessment: Assessment) -> Line:
    about = context.names.actors(assessment.about)
    assessor = capital(context.names.actor(assessment.assessor))
    horizon = assessment.horizon
    notes = [
        phrases.words("grounds", assessment.grounds),
        f"about {about}" if about else "",
        f"for {dates.when(horizon, weekday=False)}" if horizon and (horizon.start or horizon.end) else "",
        _through(context, assessment),
    ]
    return Line(
        assessment.id,
        f"‹{one_line(assessment.content.text)}›",
        context.refs((*assessment.evidence[:1], assessment.content)),
        lead=assessor,
        tag=phrases.uncertain(assessment.confidence),
        notes=tuple(note for note in notes if note),
        codes=f"{assessment.kind} · confidence {assessment.confidence:.2f}",
    )


def _through(context: Context, assessment: Assessment) -> str:
    who = assessment.assessor
    own = {who.name.casefold(), who.text.casefold(), context.names.as_said(who).casefold()}
    links = [s for s in assessment.sources if s.name.casefold() not in own and (s.span is None or s.span != who.span)]
    chain = context.chain(links, assessment.report)
    return f"through {chain}" if chain else ""
