"""Mediators and parties that stand only in the name of the talks: "US-brokered talks", "a Ukraine-Russia truce"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from detente.records import Entity, Event, unique

_NAME = r"[A-Z][\w.]*"
_BROKERED = re.compile(
    rf"\b({_NAME}(?:\s{_NAME})?)[-\u2010\u2011\u2013](?:brokered|mediated|facilitated|sponsored|led)\b"
)
_PAIR = re.compile(
    rf"\b({_NAME})[-\u2010\u2011\u2013]({_NAME})(?:[-\u2010\u2011\u2013]({_NAME}))?\s(?:\w+\s){{0,2}}"
    r"(?:talks|negotiations|dialogue|truce|ceasefire|deal|agreement|accord)\b"
)
_REACH = 60
"""Characters before the trigger within which the words belong to it."""


def names_of(events: Sequence[Event]) -> dict[str, Entity]:
    """The countries and organisations that the events name, by the words used for them."""
    names: dict[str, Entity] = {}
    for event in events:
        for entity in event.actors + event.recipients:
            if entity.country and entity.kind in ("country", "organisation"):
                names.setdefault(_plain(entity.text), entity)
                names.setdefault(_plain(entity.name), entity)
    return names


def brokers(event: Event, names: Mapping[str, Entity]) -> tuple[Entity, ...]:
    """Who the words before the trigger say brokered it."""
    return _named(_BROKERED, event, names, 0)


def pair(event: Event, names: Mapping[str, Entity]) -> tuple[Entity, ...]:
    """Who the talks are named after, if at least two of them are known."""
    found = _named(_PAIR, event, names, 30)
    return found if len(found) > 1 else ()


def _named(pattern: re.Pattern[str], event: Event, names: Mapping[str, Entity], after: int) -> tuple[Entity, ...]:
    if not event.evidence:
        return ()
    sentence = event.evidence[0]
    start = event.trigger.start - sentence.start
    end = start + len(event.trigger.text) + after
    reach = sentence.text[max(0, start - _REACH) : end]
    found = [names.get(_plain(word)) for match in pattern.finditer(reach) for word in match.groups() if word]
    return unique(entity for entity in found if entity)


def _plain(name: str) -> str:
    return name.replace(".", "").casefold()
