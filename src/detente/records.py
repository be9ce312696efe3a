"""What détente writes down: the types that cross every stage, as the docs' page on the record describes them.

All are immutable values. ``id`` fields are hashes of what a record says and where it says it, so that reading the same
report twice gives the same ids. ``as_json`` turns any of them into plain JSON values with the record's field names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from typing import Any, Literal

EntityKind = Literal["person", "organisation", "country", "group", "other"]
Precision = Literal["day", "week", "month", "year", "range", "unknown"]
Basis = Literal["stated", "relative", "publication", "unknown"]
PlacePrecision = Literal["site", "city", "district", "province", "country"]
SourceKind = Literal["outlet", "agency", "person", "office", "document", "unnamed"]
PassageKind = Literal["title", "body", "caption", "byline", "dateline", "promotion", "other"]
Quoted = Literal["direct", "indirect", "mixed"]
Modality = Literal["actual", "planned", "requested", "conditional", "hypothetical", "predicted", "habitual"]
Act = Literal[
    "cap", "ban", "restriction", "asset_freeze", "travel_ban", "embargo", "expulsion", "tariff", "relief", "other"
]
Flow = Literal["export_to_target", "import_from_target", "services", "finance", "labour", "other"]
Stage = Literal["proposed", "threatened", "adopted", "in_force", "eased", "suspended", "lifted", "violated", "evaded"]
Series = Literal["imports", "exports", "price", "production", "transfers", "casualties", "displacement", "other"]
Change = Literal["rise", "fall", "stable", "none"]
MediationStatus = Literal[
    "called_for", "offered", "partly_accepted", "accepted", "refused", "under_way", "agreed", "broken_off"
]
StepAct = Literal[
    "appeal",
    "offer",
    "accept",
    "accept_conditionally",
    "refuse",
    "withdraw",
    "convene",
    "talks",
    "propose",
    "agree",
    "break_off",
]
StanceKind = Literal["willing", "conditional", "unwilling", "not_on_record"]
DisagreementKind = Literal["number", "date", "place", "actor", "denial", "wording"]


def make_id(*parts: object) -> str:
    """A 16-digit hexadecimal hash of ``parts``, the same on every run and machine."""
    return hashlib.blake2b("\x1f".join(map(str, parts)).encode(), digest_size=8).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive, Unicode code points) of a report's text; ``text`` repeats them."""

    report: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Entity:
    """Who: ``text`` is what the report says, ``name`` what it resolves to, ``country`` alpha-3 or an IGO code."""

    text: str
    name: str
    kind: EntityKind
    country: str | None
    sector: str | None
    office: str | None
    span: Span

    @property
    def key(self) -> tuple[str, str | None, str | None]:
        """What makes two entities the same actor: name, country and sector."""
        return (self.name, self.country, self.sector)


@dataclass(frozen=True, slots=True)
class When:
    """A day or a range of days; ``start`` and ``end`` are inclusive, both None when unknown."""

    start: date | None = None
    end: date | None = None
    precision: Precision = "unknown"
    text: str | None = None
    basis: Basis = "unknown"


@dataclass(frozen=True, slots=True)
class Where:
    """A place: coordinates in degrees WGS 84, ``country`` alpha-3."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: PlacePrecision
    span: Span


@dataclass(frozen=True, slots=True)
class Source:
    """One link of the chain that a report got its words from."""

    name: str
    kind: SourceKind
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a report's text and what it is; ``repeats`` is the index of the passage that it repeats."""

    kind: PassageKind
    start: int
    end: int
    repeats: int | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One news report as printed, with what is known about its origin; ``passages`` cover the whole text."""

    id: str
    path: str | None
    url: str | None
    outlet: str | None
    title: str | None
    byline: str | None
    language: str
    text: str
    published: When
    passages: tuple[Passage, ...]
    near_duplicate_of: str | None = None
    overlap: float | None = None

    def span(self, start: int, end: int) -> Span:
        """The Span of characters ``start`` to ``end``."""
        return Span(self.id, start, end, self.text[start:end])


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said, thought or wrote what, and through whom."""

    id: str
    report: str
    speaker: Entity
    sources: tuple[Source, ...]
    cue: Span
    content: tuple[Span, ...]
    quoted: Quoted
    addressee: Entity | None
    when: When
    where: Where | None
    evidence: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, with CAMEO 1.1b3 and PLOVER codes; ``decided_by`` names rule or head per field."""

    id: str
    report: str
    cameo: str
    plover: str | None
    mode: str | None
    contexts: tuple[str, ...]
    quad: int
    scale: float
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    modality: Modality
    negated: bool
    conditions: tuple[Span, ...]
    when: When
    where: Where | None
    sources: tuple[Source, ...]
    statement: str | None
    trigger: Span
    killed: int | None
    injured: int | None
    evidence: tuple[Span, ...]
    confidence: float
    decided_by: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Limit:
    """The most that a measure allows: ``value`` of ``unit`` per ``per`` ("year", "month" ... or None)."""

    value: float
    unit: str
    per: str | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a flow, 0 to 100 per cent."""

    value: float
    approximate: bool = False


@dataclass(frozen=True, slots=True)
class Ordinal:
    """ "The third this year": ``n`` 3, ``per`` "year"."""

    n: int
    per: str | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A sanction or other restriction, with its numbers and its stage."""

    id: str
    report: str
    issuer: tuple[Entity, ...]
    target: tuple[Entity, ...]
    instrument: str | None
    act: Act
    flow: Flow | None
    commodity: str | None
    limit: Limit | None
    share: Share | None
    stage: Stage
    ordinal: Ordinal | None
    purpose: Span | None
    when: When
    sources: tuple[Source, ...]
    evidence: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Indicator:
    """What was observed or counted; "imported no iron ore" has value 0."""

    id: str
    report: str
    subject: Entity
    series: Series
    item: str
    partner: Entity | None
    value: float | None
    unit: str | None
    change: Change | None
    period: When
    sources: tuple[Source, ...]
    evidence: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Assessment:
    """A forecast or judgement, who made it, and whether grounds were given."""

    id: str
    report: str
    assessor: Entity
    about: tuple[Entity, ...]
    content: Span
    kind: Literal["forecast", "judgement"]
    horizon: When | None
    grounds: Literal["given", "not_given", "unknown"]
    sources: tuple[Source, ...]
    evidence: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Reason:
    """One feature of a merge: its name, its score (0 to 1), and the two values compared."""

    feature: str
    score: float
    left: str
    right: str


@dataclass(frozen=True, slots=True)
class Happening:
    """The same event across reports, and why its members were put together."""

    id: str
    members: tuple[str, ...]
    cameo: str
    actors: tuple[Entity, ...]
    recipients: tuple[Entity, ...]
    when: When
    where: Where | None
    reports: tuple[str, ...]
    outlets: tuple[str, ...]
    independent_sources: int
    why_merged: tuple[Reason, ...]
    evidence: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a mediation; ``event`` is the id of the event that it rests on."""

    event: str
    act: StepAct
    by: tuple[Entity, ...]
    when: When


@dataclass(frozen=True, slots=True)
class Stance:
    """How one party stands towards one mediator's good offices, by its own words only."""

    party: Entity
    mediator: Entity | None
    stance: StanceKind
    since: When | None
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Mediation:
    """Who offers to stand between whom, and whether each side wants it."""

    id: str
    mediators: tuple[Entity, ...]
    parties: tuple[Entity, ...]
    issue: str | None
    status: MediationStatus
    steps: tuple[Step, ...]
    stances: tuple[Stance, ...]
    conditions: tuple[Span, ...]
    reports: tuple[str, ...]
    evidence: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Position:
    """One side of a disagreement: the value, who claims it, and the words."""

    value: str
    sources: tuple[Source, ...]
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Where reports, or the sources inside them, differ; nothing is averaged away."""

    id: str
    about: str | None
    field: str
    values: tuple[Position, ...]
    kind: DisagreementKind
    evidence: tuple[Span, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class Record:
    """All that was read: one list per kind, each by report, then by place in the text."""

    reports: tuple[Report, ...] = ()
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    measures: tuple[Measure, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    happenings: tuple[Happening, ...] = ()
    mediations: tuple[Mediation, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()


def as_json(value: object) -> Any:
    """``value`` (a record, a collection of them, or a plain value) as JSON values; dates become ISO 8601 strings."""
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: as_json(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, Mapping):
        return {str(k): as_json(v) for k, v in value.items()}
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [as_json(v) for v in value]
    return value


def unique(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """``entities`` without those that name an actor already seen, in order."""
    found = tuple(entities)
    if len(found) < 2:
        return found
    first: dict[object, Entity] = {}
    for entity in found:
        first.setdefault(entity.key, entity)
    return tuple(first.values())
