"""Sanctions and what was observed: measures by regime, with the observations that bear on them beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from detente.records import Indicator, Measure, When
from detente.registers import Observation, Regime
from detente.registers import sanctions as register
from detente.views import dates, phrases
from detente.views.content import Bar, Group, Line, Section
from detente.views.context import Context
from detente.views.plain import capital, count, number, one_line
from detente.views.sanction_phrases import amount, indicator_clause, measure_clause

_STAGES = ("in_force", "adopted", "violated", "evaded", "eased", "suspended", "lifted", "threatened", "proposed")

Seen = tuple[Observation, Indicator]
"""What was observed beside a measure, and how it compares."""


_VAGUE_TIME = re.compile(r"\b(recent|past|last|few|several)\b", re.IGNORECASE)
"""Times whose first and last day are only a convention: the report's words say more."""


def sanctions(context: Context) -> Section:
    """The section, one group per regime, then measures of which a side is not named, then all other observations."""
    record = context.record
    regimes = sorted(register(record.measures, record.indicators), key=lambda r: (not r.issuer, -len(r.measures)))
    groups = [_group(context, regime) for regime in regimes]
    placed = {measure.id for regime in regimes for measure in regime.measures}
    partly = [measure for measure in record.measures if measure.id not in placed]
    if partly:
        groups.append(Group("Told without saying who against whom", tuple(_lines(context, partly, {}))))
    seen = {observation.indicator for regime in regimes for observation in regime.observations}
    loose = _alike([indicator for indicator in record.indicators if indicator.id not in seen])
    if loose:
        groups.append(Group("Other observations", tuple(_observation(context, same, same[0].id) for same in loose)))
    return Section(
        "sanctions",
        "Sanctions, and what was observed",
        tuple(groups),
        "No sanction and no trade or price observation was found in these reports.",
    )


def _group(context: Context, regime: Regime) -> Group:
    indicators = {indicator.id: indicator for indicator in context.record.indicators}
    beside: dict[str, list[Seen]] = {}
    for observation in regime.observations:
        if observation.indicator in indicators:
            beside.setdefault(observation.measure, []).append((observation, indicators[observation.indicator]))
    bars = [bar for measure in regime.measures for bar in _bars(measure, beside.get(measure.id, ()))]
    return Group(
        _heading(context, regime), tuple(_lines(context, regime.measures, beside)), bars=tuple(dict.fromkeys(bars))
    )


def _lines(context: Context, measures: Sequence[Measure], beside: Mapping[str, Sequence[Seen]]) -> list[Line]:
    """One line per measure, told once however many reports tell it: those with numbers first, the vague ones last."""
    merged: dict[object, list[Measure]] = {}
    for measure in measures:
        merged.setdefault(_what(measure), []).append(measure)
    stages = {stage: n for n, stage in enumerate(_STAGES)}
    ordered = sorted(
        merged.values(),
        key=lambda same: (
            _vague(same[0]),
            not (same[0].limit or same[0].share),
            stages.get(same[0].stage, len(stages)),
        ),
    )
    shown: set[str] = set()
    return [
        _measure(context, same, _told_once([seen for m in same for seen in beside.get(m.id, ())], shown))
        for same in ordered
    ]


def _told_once(seen: Sequence[Seen], shown: set[str]) -> list[Seen]:
    """Observations beside a measure: each once, and what only has to do with it not again when it was shown before."""
    out: dict[str, Seen] = {}
    for observation, indicator in seen:
        if observation.bearing != "bears_on" or indicator.id not in shown:
            out.setdefault(indicator.id, (observation, indicator))
    shown.update(out)
    return list(out.values())


def _heading(context: Context, regime: Regime) -> str:
    issuers, targets = context.names.actors(regime.issuer), context.names.actors(regime.target)
    return capital(f"{issuers} against {targets}") if issuers else f"Against {targets}; who imposes it is not said"


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


def _measure(context: Context, same: Sequence[Measure], seen: Sequence[Seen]) -> Line:
    first = max(same, key=lambda measure: (bool(measure.instrument), bool(measure.purpose)))
    reports = len({measure.report for measure in same})
    dated = next((m.when for m in same if m.when.start or m.when.end), None)
    said = list(dict.fromkeys(c for m in same if (c := context.chain(m.sources, m.report))))
    notes = [
        _stage(first.stage, dated, _opening(context, same, dated)),
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
        items=tuple(_items(context, first.id, seen)),
        weight=2.0 * (not _vague(first)) + 0.5 * reports + first.confidence + bool(first.limit or first.share),
    )


def _opening(context: Context, same: Sequence[Measure], dated: When | None) -> str:
    """ "since" or "from" where it stands before the words that date one of ``same``, else nothing."""
    spans = (span for m in same for span in m.evidence if dated is not None and span.text == dated.text)
    before = (context.texts.get(s.report, "")[max(0, s.start - 6) : s.start].split() for s in spans)
    return next((words[-1].lower() for words in before if words and words[-1].lower() in ("since", "from")), "")


def _stage(stage: str, dated: When | None, opening: str = "") -> str:
    """Where a measure stands and since when: "adopted on Friday 22 December 2017", "only proposed".

    ``opening`` is the report's "since" or "from" before the date: what is adopted binds "from 1 January".
    """
    words = phrases.words("stage", stage)
    if dated is None:
        return words
    if dated.basis == "publication":
        return f"{words}, as reported {dates.preposition(dated)}{dates.when(dated)}"
    if dated.precision == "range" and dated.text and _VAGUE_TIME.search(dated.text):
        return f"{words}, “{one_line(dated.text)}”"
    if opening:
        return f"{words}{', from' if opening == 'from' else ' since'} {dates.when(dated)}"
    if stage == "in_force" and dated.precision == "day":
        return f"{words} as of {dates.when(dated)}"
    return f"{words} {dates.preposition(dated)}{dates.when(dated)}"


def _items(context: Context, measure: str, seen: Sequence[Seen]) -> Iterator[Line]:
    """Observations under their measure, with how they compare; those that say the same of several goods together."""
    compared = {indicator.id: observation for observation, indicator in seen}
    for same in _alike([indicator for _, indicator in seen]):
        observation = compared[same[0].id]
        words = phrases.words("bearing", observation.bearing)
        yield _observation(context, same, f"{measure}-{same[0].id}", f"{words}: {one_line(observation.why)}")


def _alike(indicators: Sequence[Indicator]) -> list[list[Indicator]]:
    """Observations that say the same of several goods, put together."""
    groups: dict[object, list[Indicator]] = {}
    for one in indicators:
        partner = one.partner.key if one.partner else None
        people = one.item if one.unit == "person" else ""
        said = (one.subject.key, one.series, partner, one.value, one.unit, one.change, people)
        groups.setdefault((*said, one.period.start, one.period.end), []).append(one)
    return list(groups.values())


def _observation(context: Context, same: Sequence[Indicator], key: str, compared: str = "") -> Line:
    first = same[0]
    period = first.period
    text = indicator_clause(context.names, first, list(dict.fromkeys(one.item for one in same)))
    if period.start or period.end:
        text += f" {dates.preposition(period)}{dates.when(period, weekday=False)}"
    said = context.chain(first.sources, first.report)
    notes = (f"according to {said}" if said else "", compared)
    return Line(
        key,
        text,
        context.refs(one.evidence[0] for one in same if one.evidence),
        tag="observed",
        notes=tuple(note for note in notes if note),
        codes=f"{first.series} · confidence {first.confidence:.2f}",
        weight=2.0 + first.confidence,
    )


def _bars(measure: Measure, seen: Sequence[Seen]) -> list[Bar]:
    """Pictures of the numbers: what was observed against the cap, and the share that a measure cuts off."""
    goods = capital(one_line(measure.commodity or "the flow"))
    bars = []
    limit = measure.limit
    if limit and limit.value > 0:
        cap = amount(limit.value, limit.unit) + (f" a {one_line(limit.per)}" if limit.per else "")
        for _, one in seen:
            if one.value is not None and (one.unit or "").rstrip("s") == limit.unit.rstrip("s"):
                caption = f"observed {number(one.value)} against a cap of {cap}"
                bars.append(Bar(goods, one.value, limit.value, limit.unit, caption))
    if measure.share and 0 <= measure.share.value <= 100:
        about = "about " if measure.share.approximate else ""
        caption = f"{about}{number(measure.share.value)} per cent cut off"
        bars.append(Bar(goods, measure.share.value, 100, "per cent", caption))
    return bars
