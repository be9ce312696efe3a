"""Forecasts and judgements: who expects or thinks what, and whether grounds were given."""

from __future__ import annotations

from collections.abc import Sequence

from detente.records import Assessment
from detente.views import dates, phrases
from detente.views.content import Group, Line, Section
from detente.views.context import Context
from detente.views.plain import capital, one_line, reported

_VERBS = {"forecast": "expected", "judgement": "judged"}


def assessments(context: Context) -> Section:
    """The section: forecasts first, then judgements."""
    groups = []
    for kind, heading in (("forecast", "Forecasts"), ("judgement", "Judgements")):
        same: dict[object, list[Assessment]] = {}
        for each in context.record.assessments:
            if each.kind == kind:
                same.setdefault((each.assessor.key, one_line(each.content.text).casefold()), []).append(each)
        if same:
            groups.append(Group(heading, tuple(_line(context, group) for group in same.values())))
    return Section(
        "assessments", "Forecasts and judgements", tuple(groups), "No forecast or judgement was found in these reports."
    )


def _line(context: Context, same: Sequence[Assessment]) -> Line:
    """The line of one assessment; ``same`` holds it as each report that has it tells it, copies included."""
    assessment = same[0]
    reports = len({each.report for each in same})
    about = context.names.actors(assessment.about)
    assessor = capital(context.names.actor(assessment.assessor))
    horizon = assessment.horizon
    notes = [
        phrases.words("grounds", assessment.grounds),
        f"about {about}" if about else "",
        f"for {dates.when(horizon, weekday=False)}" if horizon and (horizon.start or horizon.end) else "",
        context.through(assessment.assessor, assessment.sources, assessment.report),
        f"in {reports} reports" if reports > 1 else "",
    ]
    return Line(
        assessment.id,
        f"{_VERBS[assessment.kind]}: {reported(assessment.content.text)}",
        context.refs(span for each in same for span in (*each.evidence[:1], each.content)),
        lead=assessor,
        tag=phrases.uncertain(assessment.confidence),
        notes=tuple(note for note in notes if note),
        codes=f"{assessment.kind} · confidence {assessment.confidence:.2f}",
        weight=assessment.confidence,
    )
