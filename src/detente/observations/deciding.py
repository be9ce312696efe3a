"""The words that decided a field which is read away from the word that names the record: its time and its parties."""

from __future__ import annotations

from collections.abc import Iterable

from detente.language.document import Document
from detente.mentions.types import Mentions, Quantity
from detente.records import Entity, Report, Span, When


def time_words(report: Report, document: Document, mentions: Mentions, when: When, token: int) -> tuple[Span, ...]:
    """The time expression that ``when`` was read from, the last one up to the end of the sentence of ``token``."""
    if when.text is None:
        return ()
    end = document.sentence_of(token).end
    for time in reversed(mentions.times):
        if time.start < end and time.when.text == when.text:
            return (report.span(*document.slice(time.start, time.end)),)
    return ()


def party_words(report: Report, parties: Iterable[Entity | None]) -> tuple[Span, ...]:
    """Where ``report`` names ``parties``; those that it does not name (worked out, or none) have no words."""
    return tuple(e.span for e in parties if e is not None and e.span.report == report.id and e.span.text)


def number_words(
    report: Report, document: Document, quantities: Iterable[Quantity], value: float | None, unit: str | None
) -> tuple[Span, ...]:
    """The first of ``quantities`` that says ``value`` in ``unit``, as its words."""
    for quantity in quantities if value is not None else ():
        if quantity.value == value and quantity.unit == unit and not quantity.ordinal:
            return (report.span(*document.slice(quantity.start, quantity.end)),)
    return ()
