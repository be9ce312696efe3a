"""Which columns each kind of record has beside its JSON: one explicit table per kind, in the order of the record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from detente.records import (
    Assessment,
    Disagreement,
    Entity,
    Event,
    Happening,
    Indicator,
    Measure,
    Mediation,
    Statement,
)

TEXT, DATE, NUMBER, WHOLE, TRUTH, JSON = "TEXT", "DATE", "DOUBLE PRECISION", "INTEGER", "BOOLEAN", "JSON"


@dataclass(frozen=True, slots=True)
class Column:
    """A column, its SQL type, and how its value is read off a record."""

    name: str
    type: str
    value: Callable[[Any], Any]


@dataclass(frozen=True, slots=True)
class Table:
    """Where the records of one kind are kept. ``by_report``: each belongs to one report and is replaced with it."""

    name: str
    record: type
    columns: tuple[Column, ...]
    by_report: bool


def _field(name: str, type: str = TEXT, path: str | None = None) -> Column:
    """A column that holds the attribute ``path`` (dotted; ``name`` by default), NULL where a link of it is None."""
    steps = (path or name).split(".")

    def value(record: Any) -> Any:
        for step in steps:
            if record is None:
                return None
            record = getattr(record, step)
        return record

    return Column(name, type, value)


def _days(path: str) -> tuple[Column, Column]:
    return _field("first_day", DATE, f"{path}.start"), _field("last_day", DATE, f"{path}.end")


_CONFIDENCE = _field("confidence", NUMBER)

REPORT_COLUMNS = (
    _field("path"),
    _field("url"),
    _field("outlet"),
    _field("title"),
    _field("language"),
    _field("published_first", DATE, "published.start"),
    _field("published_last", DATE, "published.end"),
    _field("near_duplicate_of"),
    _field("text"),
)

TABLES: tuple[Table, ...] = (
    Table(
        "statements",
        Statement,
        (
            _field("speaker", path="speaker.name"),
            _field("speaker_country", path="speaker.country"),
            _field("quoted"),
            *_days("when"),
            _CONFIDENCE,
        ),
        by_report=True,
    ),
    Table(
        "events",
        Event,
        (
            _field("cameo"),
            _field("plover"),
            _field("mode"),
            _field("quad", WHOLE),
            _field("scale", NUMBER),
            _field("modality"),
            _field("negated", TRUTH),
            *_days("when"),
            _field("place", path="where.name"),
            _field("place_country", path="where.country"),
            _field("latitude", NUMBER, "where.latitude"),
            _field("longitude", NUMBER, "where.longitude"),
            _field("killed", WHOLE),
            _field("injured", WHOLE),
            _field("statement"),
            _CONFIDENCE,
        ),
        by_report=True,
    ),
    Table(
        "measures",
        Measure,
        (
            _field("act"),
            _field("flow"),
            _field("commodity"),
            _field("limit_value", NUMBER, "limit.value"),
            _field("limit_unit", path="limit.unit"),
            _field("limit_per", path="limit.per"),
            _field("stage"),
            *_days("when"),
            _CONFIDENCE,
        ),
        by_report=True,
    ),
    Table(
        "indicators",
        Indicator,
        (
            _field("subject", path="subject.name"),
            _field("subject_country", path="subject.country"),
            _field("series"),
            _field("item"),
            _field("value", NUMBER),
            _field("unit"),
            _field("change"),
            *_days("period"),
            _CONFIDENCE,
        ),
        by_report=True,
    ),
    Table(
        "assessments",
        Assessment,
        (
            _field("assessor", path="assessor.name"),
            _field("assessor_country", path="assessor.country"),
            _field("kind"),
            _field("grounds"),
            _CONFIDENCE,
        ),
        by_report=True,
    ),
    Table(
        "happenings",
        Happening,
        (_field("cameo"), *_days("when"), _field("independent_sources", WHOLE), _CONFIDENCE),
        by_report=False,
    ),
    Table("mediations", Mediation, (_field("issue"), _field("status"), _CONFIDENCE), by_report=False),
    Table(
        "disagreements", Disagreement, (_field("about"), _field("field"), _field("kind"), _CONFIDENCE), by_report=False
    ),
)

ROLES = ("speaker", "addressee", "actors", "recipients", "issuer", "target", "subject", "partner", "assessor", "about",
         "mediators", "parties")  # fmt: skip
"""Fields of records that hold entities."""


def participants(record: object) -> list[tuple[str, int, Entity]]:
    """Every entity of a record as (role, position, entity)."""
    out: list[tuple[str, int, Entity]] = []
    for role in ROLES:
        held = getattr(record, role, None)
        entities = (held,) if isinstance(held, Entity) else held if isinstance(held, tuple) else ()
        out += [(role, at, entity) for at, entity in enumerate(entities)]
    return out


def told_by(record: Any) -> tuple[str, ...]:
    """The reports that a record rests on."""
    if isinstance(record, Disagreement):
        return tuple(dict.fromkeys(span.report for span in record.evidence))
    reports: tuple[str, ...] = record.reports
    return reports
