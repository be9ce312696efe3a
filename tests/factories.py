"""Records with sensible defaults, so that a test names only what it is about.

Actors are given as alpha-3 codes (``"RUS"``), as ``"RUS:Sergei Lavrov"`` for a person, ``"USA/LEG:Senate"`` for an
organisation of a sector, or as ready entities; dates as ISO 8601 text (``"2017-12-26"``, ``"2017-12"``, ``"2017"``,
``"2017-12-01/2017-12-05"``). Give a Report as ``report`` and words found in it become true spans; give only an id and
spans start at 0.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from detente.records import (
    Assessment,
    Basis,
    Entity,
    Event,
    Indicator,
    Limit,
    Measure,
    Passage,
    Report,
    Source,
    SourceKind,
    Span,
    Statement,
    When,
    Where,
    make_id,
)

NAMES = {
    "RUS": "Russia",
    "USA": "United States",
    "PRK": "North Korea",
    "KOR": "South Korea",
    "CHN": "China",
    "JPN": "Japan",
    "YEM": "Yemen",
    "OMN": "Oman",
    "UNO": "United Nations",
    "EUR": "European Union",
}
PLOVER = {
    "03": "AGREE", "04": "CONSULT", "05": "SUPPORT", "06": "COOPERATE", "07": "AID", "08": "RETREAT",
    "09": "INVESTIGATE", "10": "REQUEST", "11": "ACCUSE", "12": "REJECT", "13": "THREATEN", "14": "PROTEST",
    "15": "MOBILIZE", "16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT",
}  # fmt: skip
SCALES = {1: 3.0, 2: 6.0, 3: -4.0, 4: -8.0}

Who = str | Entity
When_ = str | None | When


def make_span(report: Report | str, words: str) -> Span:
    """The first place of ``words`` in ``report``; at 0 where the report is only an id or lacks them."""
    if isinstance(report, str):
        return Span(report, 0, len(words), words)
    at = report.text.find(words)
    if at < 0:
        raise ValueError(f"{words!r} is not in the text of report {report.id}")
    return report.span(at, at + len(words))


def make_when(value: When_, basis: Basis = "stated") -> When:
    """``"2017"``, ``"2017-12"``, ``"2017-12-26"`` or two days joined by ``/`` as a When; None is unknown."""
    if isinstance(value, When):
        return value
    if not value:
        return When()
    if "/" in value:
        start, end = map(date.fromisoformat, value.split("/"))
        return When(start, end, "range", value, basis)
    parts = [int(p) for p in value.split("-")]
    if len(parts) == 1:
        return When(date(parts[0], 1, 1), date(parts[0], 12, 31), "year", value, basis)
    if len(parts) == 2:
        last = calendar.monthrange(parts[0], parts[1])[1]
        return When(date(parts[0], parts[1], 1), date(parts[0], parts[1], last), "month", value, basis)
    day = date(*parts)
    return When(day, day, "day", value, basis)


def make_entity(who: Who, report: Report | str = "r1") -> Entity:
    """``"RUS"``, ``"RUS:Sergei Lavrov"``, ``"USA/LEG:Senate"`` or an Entity as it is."""
    if isinstance(who, Entity):
        return who
    code, _, name = who.partition(":")
    country, _, sector = code.partition("/")
    rid = report if isinstance(report, str) else report.id
    if name:
        kind = "organisation" if sector and sector != "GOV" else "person"
        return Entity(name, name, kind, country or None, sector or "GOV", None, Span(rid, 0, len(name), name))
    label = NAMES.get(country, country)
    kind = "organisation" if country in ("UNO", "EUR", "IGO", "NGO") else "country"
    return Entity(label, label, kind, country, sector or "GOV", None, Span(rid, 0, len(label), label))


def make_entities(whos: Iterable[Who], report: Report | str = "r1") -> tuple[Entity, ...]:
    """``make_entity`` of each."""
    return tuple(make_entity(who, report) for who in whos)


def make_source(name: str, kind: SourceKind = "agency") -> Source:
    """One link of a chain of sources."""
    return Source(name, kind, None)


def make_where(
    name: str,
    country: str | None = None,
    at: tuple[float, float] | None = None,
    report: Report | str = "r1",
    precision: Any = "city",
) -> Where:
    """A place; ``at`` is (latitude, longitude) in degrees."""
    rid = report if isinstance(report, str) else report.id
    latitude, longitude = at or (None, None)
    return Where(name, country, latitude, longitude, precision, Span(rid, 0, len(name), name))


def make_report(
    id: str = "r1",
    text: str = "A short report.",
    *,
    outlet: str | None = "The Example Times",
    published: When_ = "2017-12-26",
    near_duplicate_of: str | None = None,
    **more: Any,
) -> Report:
    """A report whose whole text is one body passage."""
    values: dict[str, Any] = {
        "id": id,
        "path": f"{id}.txt",
        "url": None,
        "outlet": outlet,
        "title": None,
        "byline": None,
        "language": "en",
        "text": text,
        "published": make_when(published),
        "passages": (Passage("body", 0, len(text)),),
        "near_duplicate_of": near_duplicate_of,
        "overlap": 0.9 if near_duplicate_of else None,
    }
    return Report(**{**values, **more})


def make_statement(
    content: str = "talks are the only way",
    *,
    report: Report | str = "r1",
    speaker: Who = "RUS:Sergei Lavrov",
    cue: str = "said",
    sources: Sequence[Source] = (),
    when: When_ = "2017-12-26",
    **more: Any,
) -> Statement:
    """An indirect statement."""
    rid = report if isinstance(report, str) else report.id
    span = make_span(report, content)
    values: dict[str, Any] = {
        "id": make_id("statement", rid, speaker, content, span.start),
        "report": rid,
        "speaker": make_entity(speaker, report),
        "sources": tuple(sources),
        "cue": Span(rid, 0, len(cue), cue) if isinstance(report, str) else make_span(report, cue),
        "content": (span,),
        "quoted": "indirect",
        "addressee": None,
        "when": make_when(when),
        "where": None,
        "evidence": (span,),
        "confidence": 0.9,
    }
    return Statement(**{**values, **more})


def make_event(
    cameo: str = "026",
    actors: Sequence[Who] = ("RUS",),
    recipients: Sequence[Who] = ("USA", "PRK"),
    *,
    report: Report | str = "r1",
    trigger: str = "called",
    sentence: str | None = None,
    when: When_ = "2017-12-26",
    basis: Basis = "stated",
    sources: Sequence[Source] = (),
    statement: Statement | str | None = None,
    conditions: Sequence[str] = (),
    **more: Any,
) -> Event:
    """An actual event that was not negated; ``sentence`` is its evidence (the whole text of a Report by default)."""
    rid = report if isinstance(report, str) else report.id
    root = cameo[:2]
    quad = 1 if root <= "05" else 2 if root <= "08" else 3 if root <= "13" else 4
    word = make_span(report, trigger)
    if sentence is None:
        sentence = trigger if isinstance(report, str) else report.text
    whole = make_span(report, sentence)
    values: dict[str, Any] = {
        "id": make_id(
            "event", rid, cameo, actors, recipients, trigger, word.start, when, sorted(more.items(), key=str)
        ),
        "report": rid,
        "cameo": cameo,
        "plover": PLOVER.get(root),
        "mode": None,
        "contexts": (),
        "quad": quad,
        "scale": SCALES[quad],
        "actors": make_entities(actors, report),
        "recipients": make_entities(recipients, report),
        "modality": "actual",
        "negated": False,
        "conditions": tuple(make_span(report, c) for c in conditions),
        "when": make_when(when, basis),
        "where": None,
        "sources": tuple(sources),
        "statement": statement.id if isinstance(statement, Statement) else statement,
        "trigger": word,
        "killed": None,
        "injured": None,
        "evidence": (whole, word),
        "confidence": 0.8,
        "decided_by": {},
    }
    return Event(**{**values, **more})


def make_measure(
    act: Any = "cap",
    issuer: Sequence[Who] = ("UNO",),
    target: Sequence[Who] = ("PRK",),
    *,
    report: Report | str = "r1",
    commodity: str | None = "refined petroleum",
    limit: tuple[float, str, str | None] | Limit | None = None,
    stage: Any = "adopted",
    flow: Any = "export_to_target",
    when: When_ = "2017-12",
    sources: Sequence[Source] = (),
    words: str = "sanctions",
    **more: Any,
) -> Measure:
    """A UN cap on refined petroleum exports unless told otherwise; ``limit`` is (value, unit, per)."""
    rid = report if isinstance(report, str) else report.id
    span = make_span(report, words)
    values: dict[str, Any] = {
        "id": make_id("measure", rid, act, issuer, target, commodity, limit, stage, flow, when, words),
        "report": rid,
        "issuer": make_entities(issuer, report),
        "target": make_entities(target, report),
        "instrument": None,
        "act": act,
        "flow": flow,
        "commodity": commodity,
        "limit": Limit(*limit) if isinstance(limit, tuple) else limit,
        "share": None,
        "stage": stage,
        "ordinal": None,
        "purpose": None,
        "when": make_when(when),
        "sources": tuple(sources),
        "evidence": (span,),
        "confidence": 0.8,
    }
    return Measure(**{**values, **more})


def make_indicator(
    series: Any = "imports",
    item: str = "coal",
    value: float | None = 0.0,
    *,
    report: Report | str = "r1",
    subject: Who = "CHN",
    partner: Who | None = "PRK",
    unit: str | None = None,
    change: Any = None,
    period: When_ = "2017-11",
    sources: Sequence[Source] = (),
    words: str = "imported no coal",
    **more: Any,
) -> Indicator:
    """Chinese imports from North Korea unless told otherwise."""
    rid = report if isinstance(report, str) else report.id
    span = make_span(report, words)
    values: dict[str, Any] = {
        "id": make_id("indicator", rid, series, item, value, unit, change, period, subject, partner, words),
        "report": rid,
        "subject": make_entity(subject, report),
        "series": series,
        "item": item,
        "partner": make_entity(partner, report) if partner else None,
        "value": value,
        "unit": unit,
        "change": change,
        "period": make_when(period),
        "sources": tuple(sources),
        "evidence": (span,),
        "confidence": 0.8,
    }
    return Indicator(**{**values, **more})


def make_assessment(
    content: str = "talks will resume",
    *,
    report: Report | str = "r1",
    assessor: Who = "KOR/GOV:Unification Ministry",
    about: Sequence[Who] = ("PRK",),
    sources: Sequence[Source] = (),
    **more: Any,
) -> Assessment:
    """A forecast without grounds."""
    rid = report if isinstance(report, str) else report.id
    span = make_span(report, content)
    values: dict[str, Any] = {
        "id": make_id("assessment", rid, assessor, about, content),
        "report": rid,
        "assessor": make_entity(assessor, report),
        "about": make_entities(about, report),
        "content": span,
        "kind": "forecast",
        "horizon": None,
        "grounds": "not_given",
        "sources": tuple(sources),
        "evidence": (span,),
        "confidence": 0.8,
    }
    return Assessment(**{**values, **more})
