"""The reports read: which, from when, which of them copy others, and what could not be read."""

from __future__ import annotations

import re

from detente.views import dates
from detente.views.content import Group, Line, ReportText, Section
from detente.views.context import Context
from detente.views.plain import count, one_line, shorten

_BY = re.compile(r"^[\s•·*-]*(by\s+)?", re.I)


def reports_read(context: Context) -> Section:
    """The section: one line per report, then one per refused input."""
    groups = []
    lines = tuple(_line(context, text) for text in context.shelf.texts)
    if lines:
        groups.append(Group(None, lines))
    refused = tuple(
        Line(f"refused-{n}", f"{one_line(error.name)}: {one_line(error.reason)}")
        for n, error in enumerate(context.refused, 1)
    )
    if refused:
        groups.append(Group("Could not be read", refused))
    return Section("reports", "The reports read", tuple(groups), "No report was read.")


def _line(context: Context, text: ReportText) -> Line:
    report = text.report
    title = f"“{one_line(report.title)}”" if report.title else "no title"
    outlet = f", {one_line(report.outlet)}" if report.outlet else ", outlet not named"
    published = report.published
    if published.start is None and published.end is None:
        when = "publication date unknown"
    else:
        when = f"published {dates.when(published)}, {dates.sureness(published)}"
    prose = sum(1 for paragraph in text.paragraphs if paragraph.number)
    notes = [when, count(prose, "paragraph")]
    if report.byline:
        notes.append(f"byline: {_BY.sub('', shorten(report.byline, 60))}")
    if report.language != "en":
        named = "language not recognised" if report.language == "und" else f"language “{one_line(report.language)}”"
        notes.append(f"{named}: not read, only English is")
    if report.near_duplicate_of:
        share = f", {round(100 * report.overlap)} per cent the same" if report.overlap is not None else ""
        notes.append(f"near copy of [{context.shelf.label(report.near_duplicate_of)}]{share}; counts once with it")
    return Line(f"report-{text.label}", f"{title}{outlet}", lead=f"[{text.label}]", notes=tuple(notes))
