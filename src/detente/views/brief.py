"""The brief: one record told in sections of plain lines, each with references that lead to the words."""

from __future__ import annotations

from collections.abc import Sequence

from detente.errors import InputError
from detente.records import Record, Span
from detente.views import dates
from detente.views.content import Brief
from detente.views.context import Context
from detente.views.in_short import in_short
from detente.views.plain import count, join
from detente.views.sections import SECTIONS
from detente.views.sections.timeline import moments

LONGEST_MARK = 60
"""Characters. What a statement says is evidence too, but a text shaded from end to end shows nothing."""


def make_brief(record: Record, refused: Sequence[InputError] = ()) -> Brief:
    """The brief of ``record``; ``refused`` are the inputs that could not be read, to be told to the reader."""
    context = Context(record, refused)
    return Brief(
        title=f"Brief of {count(len(record.reports), 'report')}",
        summary=_summary(record),
        in_short=in_short(context),
        sections=tuple(section(context) for section in SECTIONS),
        moments=moments(context),
        reports=context.shelf.texts,
        evidence=_evidence(record),
    )


def _summary(record: Record) -> tuple[str, ...]:
    days = [d for r in record.reports for d in (r.published.start, r.published.end) if d is not None]
    undated = sum(1 for r in record.reports if r.published.start is None)
    copies = sum(1 for r in record.reports if r.near_duplicate_of)
    parts = []
    if days:
        first, last = min(days), max(days)
        parts.append(f"published {dates.day(first)}" if first == last else f"published {dates.between(first, last)}")
    if undated:
        parts.append(f"{undated} without a date")
    if copies:
        parts.append(f"{copies} a near copy of another" if copies == 1 else f"{copies} near copies of others")
    read = f"{count(len(record.reports), 'report')} read" + (f" ({'; '.join(parts)})" if parts else "") + "."
    told = len(record.happenings) or len(record.events)
    found = join(
        (
            count(told, "happening"),
            count(len(record.mediations), "mediation"),
            count(len(record.measures), "measure"),
            count(len(record.indicators), "observation"),
            count(len(record.statements), "statement"),
            count(len(record.assessments), "forecast or judgement", "forecasts and judgements"),
        )
    )
    return (read, f"Found: {found}.")


def _evidence(record: Record) -> tuple[Span, ...]:
    """Every span that decided something, each once, in order; whole clauses are left to the references."""
    spans: set[Span] = set()
    for records in (record.statements, record.events, record.measures, record.indicators, record.assessments):
        for item in records:
            spans.update(span for span in item.evidence[1:] if len(span.text) <= LONGEST_MARK)
    return tuple(sorted(spans))
