"""The sections of the brief, in the order in which they are read; each is a function from Context to Section."""

from __future__ import annotations

from collections.abc import Callable

from detente.views.content import Section
from detente.views.context import Context
from detente.views.sections.assessments import assessments
from detente.views.sections.differences import differences
from detente.views.sections.mediation import mediation
from detente.views.sections.reports_read import reports_read
from detente.views.sections.sanctions import sanctions
from detente.views.sections.single_source import single_source
from detente.views.sections.statements import statements
from detente.views.sections.timeline import timeline

SECTIONS: tuple[Callable[[Context], Section], ...] = (
    mediation,
    sanctions,
    timeline,
    statements,
    assessments,
    differences,
    single_source,
    reports_read,
)

__all__ = ["SECTIONS"]
