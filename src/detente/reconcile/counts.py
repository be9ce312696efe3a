"""Differences in numbers, days and places: of the dead, of limits, of what was observed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Literal

from detente.reconcile.claims import Claim, Sides, disagreement, latest
from detente.reconcile.facets import Facet, key_of, stem
from detente.reconcile.features import distance
from detente.records import Disagreement, Event, Happening, Indicator, Limit, Measure, Where

APART = 50.0
"""Kilometres between two cities that one event cannot have happened in both of."""
_AT_LEAST = re.compile(
    r"\b(at least|more than|over|no fewer than|as many as|up to|about|around|some|nearly|almost|dozens|scores)\b"
)
_TOLL = 0.7
"""Two tolls of one attack closer than this ratio are told as a difference only when both sides name who counted."""


def find_event_differences(happening: Happening, members: Sequence[Facet], sides: Sides) -> list[Disagreement]:
    """Tolls, days and places on which the reports of one happening differ."""
    found = [_toll(happening, members, sides, "killed"), _toll(happening, members, sides, "injured")]
    found.append(_days(happening, members, sides))
    if all(m.family.site == "point" for m in members):
        found.append(_places(happening, members, sides))
    return [d for d in found if d]


def _claims(members: Iterable[Facet], value: Callable[[Event], str | None]) -> list[Claim]:
    claims = []
    for member in members:
        event = member.event
        said = value(event)
        if said is not None:
            claims.append(Claim(said, event.report, event.sources, event.evidence[:1], event.confidence))
    return claims


def _toll(
    happening: Happening, members: Sequence[Facet], sides: Sides, field: Literal["killed", "injured"]
) -> Disagreement | None:
    """Different counts in different reports; "at least 40" does not contradict 46."""

    def value(event: Event) -> str | None:
        number = getattr(event, field)
        return None if number is None else str(number)

    claims = latest(_claims(members, value), sides)
    exact = [c for c in claims if not _open(c)]
    bounds = [c for c in claims if _open(c)]
    kept = exact + [b for b in bounds if all(int(b.value) > int(c.value) for c in claims if c.value != b.value)]
    if len({sides.original(c.report) for c in kept}) < 2:
        return None
    return disagreement(happening.id, field, "number", kept, sides)


def _open(claim: Claim) -> bool:
    """Whether the report gives the number as a bound or a guess."""
    for span in claim.evidence:
        for match in re.finditer(rf"\b{re.escape(claim.value)}\b", span.text.replace(",", "")):
            if _AT_LEAST.search(span.text.replace(",", "")[max(0, match.start() - 16) : match.start()].lower()):
                return True
    return False


def _days(happening: Happening, members: Sequence[Facet], sides: Sides) -> Disagreement | None:
    """Days that two reports state by name and that cannot both be right."""

    def value(event: Event) -> str | None:
        when = event.when
        return when.start.isoformat() if when.start and when.precision == "day" and when.basis == "stated" else None

    claims = latest(_claims(members, value), sides)
    if len({sides.original(c.report) for c in claims}) < 2:
        return None
    return disagreement(happening.id, "when", "date", claims, sides)


def _places(happening: Happening, members: Sequence[Facet], sides: Sides) -> Disagreement | None:
    """Two cities too far apart."""
    places: dict[str, Where] = {}

    def value(event: Event) -> str | None:
        if event.where and event.where.precision in ("site", "city"):
            places[event.where.name] = event.where
            return event.where.name
        return None

    claims = latest(_claims(members, value), sides)
    names = sorted({c.value for c in claims})
    far = any((distance(places[a], places[b]) or 0.0) > APART for a in names for b in names if a < b)
    if not far or len({sides.original(c.report) for c in claims}) < 2:
        return None
    return disagreement(happening.id, "where", "place", claims, sides)


def find_measure_differences(measures: Sequence[Measure], sides: Sides) -> list[Disagreement]:
    """Different limits for one measure: same issuer, target, act, flow and commodity, at the same stage and time."""
    groups: dict[Hashable, list[Measure]] = defaultdict(list)
    for m in measures:
        if m.limit is not None and m.issuer and m.target and m.commodity:
            who = (frozenset(map(key_of, m.issuer)), frozenset(map(key_of, m.target)))
            settled = m.stage in ("adopted", "in_force", "violated", "evaded")
            groups[who, m.act, m.flow, _item(m.commodity), settled, m.limit.unit, m.limit.per].append(m)
    found = []
    for group in groups.values():
        for together in _same_time(group, lambda m: m.when):
            claims = [
                Claim(_limit(m.limit), m.report, m.sources, m.evidence[:1], m.confidence) for m in together if m.limit
            ]
            if (d := _across(together[0].id, "limit", claims, sides)) is not None:
                found.append(d)
    return found


def _limit(limit: Limit) -> str:
    return f"{limit.value:g} {limit.unit}" + (f" per {limit.per}" if limit.per else "")


def find_indicator_differences(indicators: Sequence[Indicator], sides: Sides) -> list[Disagreement]:
    """Different values, or opposite changes, of one series of one subject in one period."""
    groups: dict[Hashable, list[Indicator]] = defaultdict(list)
    for i in indicators:
        partner = key_of(i.partner) if i.partner else None
        if i.period.start and i.series != "other":
            groups[key_of(i.subject), i.series, _item(i.item), partner, i.period.start, i.period.end].append(i)
    found = []
    for group in groups.values():
        about = group[0].id
        valued = [i for i in group if i.value is not None and i.unit == group[0].unit]
        claims = [
            Claim(f"{i.value:g} {i.unit or ''}".strip(), i.report, i.sources, i.evidence[:1], i.confidence)
            for i in valued
        ]
        changes = [
            Claim(i.change, i.report, i.sources, i.evidence[:1], i.confidence)
            for i in group
            if i.change in ("rise", "fall")
        ]
        for field, told in (("value", claims), ("change", changes)):
            if (d := _across(about, field, told, sides)) is not None:
                found.append(d)
    return found


def _item(words: str) -> frozenset[str]:
    """A commodity or item by its content words, so that "refined petroleum products" is "refined petroleum"."""
    return frozenset(
        stem(w) for w in re.findall(r"\w+", words.lower()) if w not in ("products", "product", "and", "the", "of")
    )


def _same_time(measures: Sequence[Measure], when: Callable[[Measure], object]) -> Iterable[list[Measure]]:
    """Measures split by year: a cap of this year does not contradict last year's. Undated ones go with the last."""
    years: dict[int, list[Measure]] = defaultdict(list)
    undated = []
    for m in measures:
        if m.when.start and m.when.basis != "publication":
            years[m.when.start.year].append(m)
        else:
            undated.append(m)
    if not years:
        return [undated]
    years[max(years)] += undated
    return years.values()


def _across(about: str, field: str, claims: Sequence[Claim], sides: Sides) -> Disagreement | None:
    """A difference in numbers between reports that do not copy one another, or between two that one report quotes."""
    standing = latest(claims, sides)
    quoted = [c for c in standing if len(c.sources) > 1]
    if len({sides.original(c.report) for c in standing}) < 2:
        standing = quoted
    if len({sides.claimant(c) for c in standing}) < 2:
        return None
    return disagreement(about, field, "number", standing, sides)
