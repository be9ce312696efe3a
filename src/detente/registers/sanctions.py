"""The sanctions register: regimes by issuer and target, their measures in order, and what was observed beside them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from detente.mentions.catalogue import catalogue
from detente.reconcile.facets import key_of, vague
from detente.records import Entity, Indicator, Limit, Measure, make_id
from detente.registers.commodities import Commodity, commodities
from detente.registers.types import Bearing, Observation, Regime

_SERIES = {"export_to_target": ("exports", "imports"), "import_from_target": ("imports", "exports")}
"""By flow: the series in which a third country observes it, and that in which the target itself would."""
_UNIONS = {"UNO": "United Nations", "EUR": "European Union"}
_MONTHS = {"day": 1 / 30, "week": 7 / 30, "month": 1.0, "quarter": 3.0, "year": 12.0}


def sanctions(measures: Sequence[Measure], indicators: Sequence[Indicator] = ()) -> tuple[Regime, ...]:
    """Regimes in the order of their first measure.

    A measure without issuer joins the one regime that its report has on its target; one whose issuer is its own target
    is no sanction and is left out.
    """
    groups: dict[tuple[frozenset[str], str], list[Measure]] = defaultdict(list)
    orphans: list[Measure] = []
    for measure in measures:
        issuers = frozenset(key_of(e) for e in measure.issuer if not vague(e))
        if not measure.target or issuers == {_target(measure)}:
            continue
        if issuers:
            groups[issuers, _target(measure)].append(measure)
        else:
            orphans.append(measure)
    for measure in orphans:
        groups[_home(measure, groups), _target(measure)].append(measure)
    return tuple(_regime(group, indicators) for group in groups.values())


def _target(measure: Measure) -> str:
    return key_of(measure.target[0])


def _home(measure: Measure, groups: dict[tuple[frozenset[str], str], list[Measure]]) -> frozenset[str]:
    """Whose regime a measure without issuer belongs to: the only one that its report has on its target, or nobody's."""
    here = {
        issuers
        for (issuers, target), group in groups.items()
        if issuers and target == _target(measure) and any(m.report == measure.report for m in group)
    }
    return here.pop() if len(here) == 1 else frozenset()


def _regime(measures: Sequence[Measure], indicators: Sequence[Indicator]) -> Regime:
    ordered = sorted(
        measures, key=lambda m: (m.when.start or date.max, m.report, m.evidence[0].start if m.evidence else 0)
    )
    observations = [o for m in ordered for i in indicators if (o := observe(m, i)) is not None]
    issuers = _once(e for m in ordered for e in m.issuer)
    return Regime(
        id=make_id("regime", *sorted({key_of(e) for e in issuers}), _target(ordered[0])),
        issuer=issuers,
        target=_once(m.target[0] for m in ordered),
        measures=tuple(ordered),
        observations=tuple(observations),
    )


def _once(entities: Iterable[Entity]) -> tuple[Entity, ...]:
    """One entity for each key: the whole rather than its organs or those who speak for it.

    A single organ stands for itself ("the Security Council"); two of one state or union stand for that.
    """
    told: dict[str, list[Entity]] = {}
    for entity in entities:
        told.setdefault(key_of(entity), []).append(entity)
    return tuple(_whole(same) for same in told.values())


def _whole(same: Sequence[Entity]) -> Entity:
    first = same[0]
    known = catalogue().country(first.country)
    name = _UNIONS.get(first.country or "") or (known.name if known else None)
    whole = next((e for e in same if e.name == name or e.kind == "country"), None)
    if whole is not None or name is None or len({e.name for e in same}) == 1:
        return whole or first
    return replace(first, name=name, kind="country" if known else "organisation", sector=None, office=None)


def observe(measure: Measure, indicator: Indicator) -> Observation | None:
    """What an indicator says of a measure: None unless they share the country and the commodity."""
    pairs = [
        (m, i) for m in commodities(measure.commodity) for i in commodities(indicator.item) if m.family == i.family
    ]
    target = _target(measure)
    places = {key_of(indicator.subject)} | ({key_of(indicator.partner)} if indicator.partner else set())
    if not pairs or target not in places:
        return None
    bearing, why = _bearing(measure, indicator, target, pairs)
    return Observation(indicator.id, measure.id, bearing, why, (*measure.evidence[:1], *indicator.evidence[:1]))


def _bearing(
    measure: Measure, indicator: Indicator, target: str, pairs: Sequence[tuple[Commodity, Commodity]]
) -> tuple[Bearing, str]:
    by_others, by_target = _SERIES.get(measure.flow or "", ("", ""))
    series = by_target if key_of(indicator.subject) == target else by_others
    if indicator.series != series or not any(m.same(i) for m, i in pairs):
        return "bears_on", f"{indicator.series} of {indicator.item}"
    if measure.stage not in ("adopted", "in_force", "violated", "evaded"):
        return "bears_on", f"measure is {measure.stage}"
    if indicator.value == 0 or indicator.change == "none":
        return "consistent", f"no {indicator.series} observed"
    if measure.limit is not None and indicator.value is not None:
        return _against_limit(measure.limit, indicator)
    if measure.act in ("ban", "embargo") and indicator.value:
        return "at_odds", f"{indicator.series} of {indicator.value:g} {indicator.unit or ''}".rstrip()
    return "bears_on", f"{indicator.series} {indicator.change or 'observed'}"


def _against_limit(limit: Limit, indicator: Indicator) -> tuple[Bearing, str]:
    """A count against a limit in the same unit. Over the limit in a period no longer than the limit's is over it."""
    value = indicator.value or 0.0
    if (indicator.unit or "").rstrip("s") != limit.unit.rstrip("s"):
        return "bears_on", f"units differ: {indicator.unit} and {limit.unit}"
    months = _months(indicator)
    span = _MONTHS.get(limit.per or "")
    if span is None or months is None:
        return "bears_on", "period unknown"
    if value > limit.value and months <= span:
        return "at_odds", f"{value:g} {limit.unit} against {limit.value:g} per {limit.per}"
    if value * span / months <= limit.value:
        return "consistent", f"{value:g} {limit.unit} in {months:.0f} months, limit {limit.value:g} per {limit.per}"
    return "bears_on", f"{value:g} {limit.unit} in {months:.0f} months is above the limit's pace"


def _months(indicator: Indicator) -> float | None:
    start, end = indicator.period.start, indicator.period.end
    if start is None or end is None or indicator.period.basis == "publication":
        return None
    return max(1 / 30, round(((end - start).days + 1) / 30.4, 1))
