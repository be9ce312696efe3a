"""Indicators: what was observed or counted: trade, prices, output, transfers, victims, people displaced, tests.

"Imported no coal" is a value of 0; goods listed together are one indicator each, since each has its own series. A
change without a number ("prices fell") is an indicator too.
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.language.document import Document
from detente.mentions.types import Mentions
from detente.observations.counts import CountReader
from detente.observations.deciding import number_words, party_words, time_words
from detente.observations.figures import FigureReader
from detente.observations.readings import Reading, Setting
from detente.observations.sources import Said, chain
from detente.records import Indicator, Report, Span, Statement, make_id

_CONFIDENCE = {"trade": 0.8, "change": 0.75, "casualties": 0.75, "count": 0.65, "nominal": 0.65}


def find_indicators(
    report: Report, document: Document, mentions: Mentions, statements: Sequence[Statement]
) -> list[Indicator]:
    """The indicators in ``report``, in text order; ``value`` is in ``unit``, scales multiplied out."""
    setting = Setting(report, document, mentions)
    figures, counts = FigureReader(setting), CountReader(setting)
    out: list[Indicator] = []
    seen: set[tuple[object, ...]] = set()
    said = Said(statements)
    for sentence in document.sentences:
        kind = report.passages[sentence.passage].kind if sentence.passage < len(report.passages) else "body"
        if kind not in ("body",) or sentence.start >= sentence.end:
            continue
        moved = list(figures.read(sentence))
        # Goods that are shipped are trade, not counted once more.
        traded = {(r.value, r.unit) for r in moved if r.value}
        counted = [r for r in counts.read(sentence) if (r.value, r.unit) not in traded]
        for reading in sorted((*moved, *counted), key=lambda r: r.token):
            key = (sentence.i, reading.series, reading.item, reading.value, reading.change)
            if key in seen:
                continue
            seen.add(key)
            out.append(_indicator(report, setting, reading, said))
    return out


def _indicator(report: Report, setting: Setting, reading: Reading, said: Said) -> Indicator:
    sentence = setting.document.sentence_of(reading.token)
    whole = report.span(*setting.document.slice(sentence.start, sentence.end))
    words = [report.span(*setting.document.slice(t, t + 1)) for t in dict.fromkeys((reading.token, *reading.evidence))]
    statement = said.over(words[0].start, words[0].end)
    period = setting.period(reading.token, reading.governor)
    decided = (
        *_item(report, words[0], reading.item),
        *number_words(report, setting.document, setting.numbers(sentence.i), reading.value, reading.unit),
        *party_words(report, (reading.subject, reading.partner)),
        *time_words(report, setting.document, setting.mentions, period, reading.token),
    )
    return Indicator(
        id=make_id("indicator", report.id, words[0].start, reading.series, reading.item, reading.value, reading.change),
        report=report.id,
        subject=reading.subject,
        series=reading.series,
        item=reading.item,
        partner=reading.partner,
        value=reading.value,
        unit=reading.unit,
        change=reading.change,
        period=period,
        sources=statement.sources if statement else chain(report, ()),
        evidence=tuple(dict.fromkeys((whole, *words, *decided))),
        confidence=_CONFIDENCE[reading.why],
    )


def _item(report: Report, word: Span, item: str) -> tuple[Span, ...]:
    """The whole of an item whose last word is ``word``: "iron ore"."""
    start = word.end - len(item)
    return (report.span(start, word.end),) if start >= 0 and report.text[start : word.end] == item else ()
