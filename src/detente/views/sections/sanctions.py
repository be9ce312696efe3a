"""Sanctions and what was observed: measures by regime, with the observations that bear on them beside them."""

from __future__ import annotations

from collections.abc import Sequence

from detente.records import Indicator, Measure, When
from detente.views import dates, phrases
from detente.views.content import Bar, Group, Line, Section
from detente.views.context import Context
from detente.views.plain import capital, count, number, one_line
from detente.views.regimes import Regime, find_regimes, place_observations, same_goods, same_unit
from detente.views.sanction_phrases import amount, indicator_clause, measure_clause

_STAGES = ("in_force", "adopted", "violated", "evaded", "eased", "suspended", "lifted", "threatened", "proposed")


def sanctions(context: Context) -> Section:
    """The section, one group per regime, then the observations that bear on none."""
    regimes = find_regimes(context.record.measures)
    loose = place_observations(regimes, context.record.indicators)
    groups = [_group(context, regime) for regime in regimes]
    if loose:
        groups.append(Group("Other observations", tuple(_observation(context, same) for same in loose)))
    return Section(
        "sanctions",
        "Sanctions, and what was observed",
        tuple(groups),
        "No sanction and no trade or price observation was found in these reports.",
    )


def _group(context: Context, regime: Regime) -> Group:
    merged: dict[object, list[Measure]] = {}
    for measure in regime.measures:
        merged.setdefault(_what(measure), []).append(measure)
    stages = {stage: n for n, stage in enumerate(_STAGES)}
    ordered = sorted(
        merged.values(),
        key=lambda same: (
            _vague(same[0]),
            not (same[0].limit or same[0].share),
            stages.get(same[0].stage, len(_STAGES)),
        ),
    )
    placed: set[int] = set()
    lines = []
    for same in ordered:
        beside = [n for n, seen in enumerate(regime.observed) if n not in placed and same_goods(same[0], seen)]
        placed.update(beside)
        lines.append(_measure(context, same, [regime.observed[n] for n in beside]))
    lines += [_observation(context, seen) for n, seen in enumerate(regime.observed) if n not in placed]
    bars = [bar for measure in regime.measures for bar in _bars(measure, regime.observed)]
    return Group(_heading(context, regime), tuple(lines), bars=tuple(dict.fromkeys(bars)))


def _heading(context: Context, regime: Regime) -> str:
    issuers = context.names.actors(regime.issuers)
    targets = context.names.actors(regime.targets)
    if issuers and targets:
        return capital(f"{issuers} against {targets}")
    if targets:
        return f"Against {targets}; who imposes it is not said"
    return capital(f"{issuers}; against whom is not said") if issuers else "Sanctions of which neither side is named"


def _vague(measure: Measure) -> bool:
    """Whether a measure says no more than that there are sanctions; such lines come last."""
    return not (measure.limit or measure.share or measure.commodity or measure.flow) and measure.act in (
        "other",
        "relief",
    )


def _what(measure: Measure) -> object:
    """What makes two measures the same line."""
    if _vague(measure):
        return (measure.act, measure.stage, measure.ordinal, bool(measure.purpose) and measure.instrument)
    goods = (measure.commodity or "").casefold()
    return (
        measure.act,
        measure.flow,
        goods,
        measure.limit,
        measure.share,
        measure.stage,
        measure.ordinal,
        measure.instrument,
    )


def _measure(context: Context, same: Sequence[Measure], seen: Sequence[Sequence[Indicator]]) -> Line:
    first = max(same, key=lambda measure: (bool(measure.instrument), bool(measure.purpose)))
    reports = len({measure.report for measure in same})
    dated = next((m.when for m in same if m.when.start or m.when.end), None)
    said = list(dict.fromkeys(c for m in same if (c := context.chain(m.sources, m.report))))
    notes = [
        _stage(first.stage, dated),
        f"according to {'; '.join(said[:3])}" if said else "",
        count(reports, "report") if reports > 1 else "",
    ]
    return Line(
        first.id,
        measure_clause(context.names, first),
        context.refs(m.evidence[0] for m in same if m.evidence),
        tag=phrases.uncertain(first.confidence),
        notes=tuple(note for note in notes if note),
        codes=" · ".join(c for c in (first.act, first.flow, first.stage, f"confidence {first.confidence:.2f}") if c),
        items=tuple(_observation(context, one) for one in seen),
        weight=2.0 * (not _vague(first)) + 0.5 * reports + first.confidence + bool(first.limit or first.share),
    )


def _stage(stage: str, dated: When | None) -> str:
    """Where a measure stands and since when: "adopted on Friday 22 December 2017", "only proposed"."""
    words = phrases.words("stage", stage)
    if dated is None:
        return words
    if dated.basis == "publication":
        return f"{words}, as reported {dates.preposition(dated)}{dates.when(dated)}"
    if stage == "in_force" and dated.precision == "day":
        return f"{words} as of {dates.when(dated)}"
    return f"{words} {dates.preposition(dated)}{dates.when(dated)}"


def _observation(context: Context, same: Sequence[Indicator]) -> Line:
    first = same[0]
    period = first.period
    text = indicator_clause(context.names, first, list(dict.fromkeys(one.item for one in same)))
    if period.start or period.end:
        text += f" {dates.preposition(period)}{dates.when(period, weekday=False)}"
    said = context.chain(first.sources, first.report)
    return Line(
        first.id,
        text,
        context.refs(one.evidence[0] for one in same if one.evidence),
        tag="observed",
        notes=(f"according to {said}",) if said else (),
        codes=f"{first.series} · confidence {first.confidence:.2f}",
        weight=2.0 + first.confidence,
    )


def _bars(measure: Measure, observed: Sequence[Sequence[Indicator]]) -> list[Bar]:
    """Pictures of the numbers: what was observed against the cap, and the share that a measure cuts off."""
    goods = capital(one_line(measure.commodity or "the flow"))
    bars = []
    limit = measure.limit
    if limit and limit.value > 0:
        unit = amount(limit.value, limit.unit) + (f" a {one_line(limit.per)}" if limit.per else "")
        for same in observed:
            one = same[0]
            if one.value is not None and same_unit(one.unit, limit.unit) and same_goods(measure, same):
                caption = f"observed {number(one.value)} against a cap of {unit}"
                bars.append(Bar(goods, one.value, limit.value, limit.unit, caption))
    if measure.share and 0 <= measure.share.value <= 100:
        about = "about " if measure.share.approximate else ""
        caption = f"{about}{number(measure.share.value)} per cent cut off"
        bars.append(Bar(goods, measure.share.value, 100, "per cent", caption))
    return bars
