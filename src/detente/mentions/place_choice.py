"""Which place of a name a report means: those near its other places, in its states and countries, or the largest.

Every name of the report speaks for the neighbourhood and for the state of each place that it may be, the more the fewer
and smaller its other places are. Neighbourhoods are cells of a grid with those around them, so that the work grows with
the number of names only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import floor, log1p, log10

from detente.mentions.gazetteer import Place

# In points of log10 of the population. Set on half of the Local-Global Lexicon: a country in play outweighs a hundred
# times the people, a country that is stated everything.
_IN_PLAY, _STATED, _ALTERNATIVE, _NEAR, _STATE, _MOST = 2.0, 20.0, -1.0, 2.5, 2.5, 5.0
_CELL = 1.5
"""Size of a cell in degrees: with the cells around it some 150 to 250 km."""
Stated = tuple[str | None, str]
_Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Setting:
    """What a report's places and actors say about where it happens."""

    in_play: Mapping[str, int]
    near: Mapping[_Cell, Mapping[str, float]]
    sums: Mapping[_Cell, float]
    states: Mapping[tuple[str | None, str], Mapping[str, float]]
    stated: Mapping[str, Stated]


def setting(names: Mapping[str, Sequence[Place]], in_play: Mapping[str, int], stated: Mapping[str, Stated]) -> Setting:
    """The setting of a report whose ``names`` may be these places.

    ``in_play`` counts the countries that it speaks of; ``stated`` has what follows a name somewhere in it ("Paris,
    Texas").
    """
    near: dict[_Cell, dict[str, float]] = defaultdict(dict)
    states: dict[tuple[str | None, str], dict[str, float]] = defaultdict(dict)
    for key, places in names.items():
        told = stated.get(key)
        possible = [p for p in places if _agrees(p, told)] if told else list(places)
        whole = sum(_size(p) for p in possible) or 1.0
        for place in possible:
            weight = _size(place) / whole
            if place.division:
                of = states[place.country, place.division]
                of[key] = max(of.get(key, 0.0), weight)
            if place.precision in ("city", "site", "district") and (cell := _cell(place)):
                near[cell][key] = max(near[cell].get(key, 0.0), weight)
    return Setting(in_play, near, {cell: sum(of.values()) for cell, of in near.items()}, states, stated)


def best(key: str, places: Sequence[Place], where: Setting, stated: Stated | None = None) -> Place:
    """The place that the name ``key`` means; ``stated`` is the country and state that follow it here."""
    told = stated or where.stated.get(key)
    if len(places) == 1:
        return places[0]
    total = sum(where.in_play.values()) or 1

    def score(place: Place) -> float:
        points = log10(place.rank + 1)
        if place.country is not None and place.country in where.in_play:
            points += _IN_PLAY * (0.5 + where.in_play[place.country] / total)
        if place.alternative:
            points += _ALTERNATIVE
        if told and _agrees(place, told):
            points += _STATED
        of = where.states.get((place.country, place.division), {}) if place.division else {}
        support = _STATE * log1p(sum(of.values()) - of.get(key, 0.0))
        support += _NEAR * log1p(max(0.0, _around(place, where, key)))
        return points + min(_MOST, support)

    return max(places, key=score)


def _around(place: Place, where: Setting, key: str) -> float:
    """How much the other names speak for the neighbourhood of a place."""
    cell = _cell(place)
    if cell is None or place.precision == "country":
        return 0.0
    out = 0.0
    for near in _cells(cell):
        of = where.near.get(near)
        if of:
            out += where.sums[near] - of.get(key, 0.0)
    return out


def _cells(cell: _Cell) -> Iterable[_Cell]:
    return ((cell[0] + i, cell[1] + j) for i in (-1, 0, 1) for j in (-1, 0, 1))


def _cell(place: Place) -> _Cell | None:
    if place.latitude is None or place.longitude is None:
        return None
    return floor(place.latitude / _CELL), floor(place.longitude / _CELL)


def _size(place: Place) -> float:
    """What counts for a place among those of its name: the root of its people, fewer for an alternative name."""
    return float(place.rank**0.5) * (0.3 if place.alternative else 1.0) + 1.0


def _agrees(place: Place, told: Stated) -> bool:
    return place.country == told[0] and (not told[1] or place.division == told[1])
