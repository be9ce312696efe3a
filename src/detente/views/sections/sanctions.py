"""Sanctions and what was observed: measures by regime, with the observations that bear on them beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.records import Entity, Indicator, Measure
from detente.views import dates, phrases
from detente.views.content import Bar, Group, Line, Section
from detente.views.context import Context
from detente.views.plain import capital, count, number, one_line

_STAGES = ("in_force", "adopted", "violated", "evaded", "eased", "suspended", "lifted", "threatened", "proposed")
_WORD = re.compile(r"[^\W\d_]{3,}")
_EMPTY_WORDS = frozenset({"and", "the", "products", "product", "all", "goods", "other", "from", "exports", "imports"})


@dataclass
class _Regime:
    """Measures by the same issuers against the same targets, and the observations that bear on them."""

    issuers: tuple[Entity, ...]
    targets: tuple[Entity, ...]
    measures: list[Measure] = field(default_factory=list)
    observed: list[list[Indicator]] = field(default_factory=list)


def sanctions(context: Context) -> Section:
    """The section, one group per regime, then the observations that bear on none."""
    regimes = _regimes(context.record.measures)
    loose: list[list[Indicator]] = []
    for same in _alike(context.record.indicators):
        home = _home(regimes, same)
        (home.observed if home else loose).append(same)
    groups = [_group(context, regime) for regime in regimes]
    if loose:
        groups.append(Group("Other observations", tuple(_observation(context, same) for same in loose)))
    return Section(
        "sanctions",
        "Sanctions, and what was observed",
        tuple(groups),
        "No sanction and no trade or price observation was found in these reports.",
    )


def _regimes(measures: Sequence[Measure]) -> list[_Regime]:
    """Measures by who sanctions whom; where a report does not say who, by the one issuer known for that target."""
    regimes: dict[tuple[frozenset[object], frozenset[object]], _Regime] = {}
    waiting: list[Measure] = []
    for measure in measures:
        if not measure.issuer or not measure.target:
            waiting.append(measure)
            continue
        key = (_sides(measure.issuer), _sides(measure.target))
        regimes.setdefault(key, _Regime(measure.issuer, measure.target)).measures.append(measure)
    for measure in waiting:
        sides = _sides(measure.target or measure.issuer)
        known = [r for (by, on), r in regimes.items() if sides == (on if measure.target else by)]
        if len(known) == 1:
            known[0].measures.append(measure)
        else:
            key = (_sides(measure.issuer), _sides(measure.target))
            regimes.setdefault(key, _Regime(measure.issuer, measure.target)).measures.append(measure)
    return list(regimes.values())


def _sides(entities: Sequence[Entity]) -> frozenset[object]:
    return frozenset(e.country or e.name for e in entities)


def _alike(indicators: Sequence[Indicator]) -> list[list[Indicator]]:
    """Observations that say the same of several items, put together."""
    groups: dict[object, list[Indicator]] = {}
    for one in indicators:
        key = (
            one.subject.key, one.series, one.partner.key if one.partner else None, one.value, one.unit, one.change,
            one.period.start, one.period.end,
        )  # fmt: skip
        groups.setdefault(key, []).append(one)
    return list(groups.values())


def _home(regimes: Sequence[_Regime], same: Sequence[Indicator]) -> _Regime | None:
    """The regime that an observation bears on: it is about the target, best in goods that a measure names."""
    one = same[0]
    about = {e.country or e.name for e in (one.subject, one.partner) if e is not None}
    fitting = [regime for regime in regimes if about & _sides(regime.targets)]
    for regime in fitting:
        if any(_same_goods(measure, same) for measure in regime.measures):
            return regime
    return max(fitting, key=lambda regime: len(regime.measures), default=None)


def _same_goods(measure: Measure, same: Sequence[Indicator]) -> bool:
    goods = _goods(measure.commodity or "")
    return any(goods & _goods(one.item) for one in same)


def _goods(text: str) -> set[str]:
    return {word.rstrip("s") for word in _WORD.findall(text.casefold())} - {w.rstrip("s") for w in _EMPTY_WORDS}


def _group(context: Context, regime: _Regime) -> Group:
    merged: dict[object, list[Measure]] = {}
    for measure in regime.measures:
        merged.setdefault(_what(measure), []).append(measure)
    stages = {stage: n for n, stage in enumerate(_STAGES)}
    ordered = sorted(merged.values(), key=lambda same: (_vague(same[0]), stages.get(same[0].stage, len(_STAGES))))
    placed: set[int] = set()
    lines = []
    for same in ordered:
        beside = [n for n, seen in enumerate(regime.observed) if n not in placed and _same_goods(same[0], seen)]
        placed.update(beside)
        lines.append(_measure(context, same, [regime.observed[n] for n in beside]))
    lines += [_observation(context, seen) for n, seen in enumerate(regime.observed) if n not in placed]
    bars = [bar for measure in regime.measures for bar in _bars(measure, regime.observed)]
    return Group(_heading(context, regime), tuple(lines), bars=tuple(dict.fromkeys(bars)))


def _vague(measure: Measure) -> bool:
    """Whether a measure says no more than that there are sanctions; such lines come last."""
    return not (measure.limit or measure.share or measure.commodity or measure.flow) and measure.act == "other"


def _heading(context: Context, regime: _Regime) -> str:
    issuers = context.names.actors(regime.issuers)
    targets = context.names.actors(regime.targets)
    if issuers and targets:
        return capital(f"{issuers} against {targets}")
    return (
        capital(f"against {targets}: issuer not named")
        if targets
        else capital(f"{issuers or 'sanctions'}: target not named")
    )


def _what(measure: Measure) -> object:
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
    first = same[0]
    reports = len({measure.report for measure in same})
    dated = next((m.when for m in same if m.when.start or m.when.end), None)
    said = list(dict.fromkeys(c for m in same if (c := context.chain(m.sources, m.report))))
    notes = [
        phrases.words("stage", first.stage) + (f" {dates.preposition(dated)}{dates.when(dated)}" if dated else ""),
        f"according to {'; '.join(said[:3])}" if said else "",
        count(reports, "report") if reports > 1 else "",
    ]
    return Line(
        first.id,
        phrases.measure_clause(context.names, first),
        context.refs(m.evidence[0] for m in same if m.evidence),
        notes=tuple(note for note in notes if note),
        codes=" · ".join(c for c in (first.act, first.flow, first.stage, f"confidence {first.confidence:.2f}") if c),
        items=tuple(_observation(context, one) for one in seen),
    )


def _observation(context: Context, same: Sequence[Indicator]) -> Line:
    first = same[0]
    period = first.period
    text = phrases.indicator_clause(context.names, first, list(dict.fromkeys(one.item for one in same)))
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
    )


def _bars(measure: Measure, observed: Sequence[Sequence[Indicator]]) -> list[Bar]:
    """Pictures of the numbers: what was observed against the cap, and the share that a measure cuts off."""
    goods = capital(one_line(measure.commodity or "the flow"))
    bars = []
    limit = measure.limit
    if limit and limit.value > 0:
        unit = f"{one_line(limit.unit or '')}{f' a {one_line(limit.per)}' if limit.per else ''}".strip()
        for same in observed:
            one = same[0]
            same_unit = _unit(one.unit) == _unit(limit.unit) and _same_goods(measure, same)
            if one.value is not None and same_unit:
                caption = f"observed {number(one.value)} against a cap of {number(limit.value)} {unit}"
                bars.append(Bar(goods, one.value, limit.value, unit, caption))
    if measure.share and 0 <= measure.share.value <= 100:
        about = "about " if measure.share.approximate else ""
        caption = f"{about}{number(measure.share.value)} per cent cut off"
        bars.append(Bar(goods, measure.share.value, 100, "per cent", caption))
    return bars


def _unit(unit: str | None) -> str:
    return (
        one_line(unit or "")
        .casefold()
        .rstrip("s")
        .replace("metric ", "")
        .replace("ton", "tonne")
        .replace("tonnene", "tonne")
    )
