"""How alike two events are: a table of named features with weights, and a table of vetoes.

A feature gives 0 (against) to 1 (for), or None where one side is silent; then its ``silent`` value stands in, so that
two events of which little is known are not merged for want of contradiction. A pair's likeness is the weighted mean.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from detente.reconcile.facets import NEAR, NEWS, UNIONS, Facet
from detente.records import Reason, When, Where

WEEK = 7
_EARTH = 6371.0


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that two events may share; ``show`` puts a side's value in words for the explanation."""

    name: str
    weight: float
    silent: float
    compare: Callable[[Facet, Facet], float | None]
    show: Callable[[Facet], str]


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """1 for equal sets, less the more is in only one of them, 0 for disjoint ones."""
    shared = len(a & b)
    if not shared:
        return 0.0
    return 1.0 if a == b else 0.45 + 0.4 * shared / len(a | b)


def code(a: Facet, b: Facet) -> float | None:
    """Same code, general against specific, or another code of the family."""
    left, right = a.event.cameo, b.event.cameo
    if left == right:
        return 1.0
    if left.startswith(right) or right.startswith(left):
        return 0.85
    if left.endswith("0") or right.endswith("0"):
        return 0.85 if left[:2] == right[:2] else 0.55  # pressure is no appeal for talks
    if left[2:3] == right[2:3] and left[:2] != right[:2]:
        return 0.85  # an appeal and a demand for the same thing
    return a.family.within


def actors(a: Facet, b: Facet) -> float | None:
    """Who acted, by country or name."""
    if a.mutual and b.mutual:
        return overlap(a.everyone, b.everyone) if a.everyone and b.everyone else None
    return overlap(a.actors, b.actors) if a.actors and b.actors else None


def recipients(a: Facet, b: Facet) -> float | None:
    """Towards whom."""
    if a.mutual and b.mutual:
        return None
    if not a.recipients and not b.recipients:
        return 0.7
    return overlap(a.recipients, b.recipients) if a.recipients and b.recipients else None


def people(a: Facet, b: Facet) -> float | None:
    """Persons among the actors, by their last name."""
    return overlap(a.people, b.people) if a.people and b.people else None


def organs(a: Facet, b: Facet) -> float | None:
    """Organisations among the actors: a ministry, a chamber of parliament, a council."""
    if not (a.organs and b.organs) or (not a.organs & b.organs and (a.actors & b.actors) <= UNIONS):
        return None
    return overlap(a.organs, b.organs)


def _of_late(a: Facet, b: Facet) -> bool:
    """Whether the narrower of two times is news for the report that gives the wider ("the third this year")."""
    narrow, wide = (a, b) if (a.last or 0) - (a.first or 0) < (b.last or 0) - (b.first or 0) else (b, a)
    return wide.published is not None and narrow.last is not None and 0 <= wide.published + 1 - narrow.last <= 36


def voice(a: Facet, b: Facet) -> float | None:
    """Who said it, where the act is done by saying it: a person, or an office by the name the report gives it."""
    return (1.0 if a.voice & b.voice else 0.0) if a.voice and b.voice else None


def week_off(a: Facet, b: Facet) -> bool:
    """Whether two days a week apart may be one: "Friday", printed across the date line, is taken a week early."""
    early, late = (a, b) if (a.last or 0) < (b.first or 0) else (b, a)
    near = early.published is not None and late.first is not None and abs(late.first - early.published) <= 1
    return early.weekday and near and a.event.report != b.event.report


def time(a: Facet, b: Facet) -> float | None:
    """Days that coincide; against an undated mention, how recent the dated one was when the other was printed."""
    if a.first is None or b.first is None or a.last is None or b.last is None:
        dated, other = (b, a) if a.first is None else (a, b)
        if dated.first is None or dated.last is None or other.published is None:
            return None
        recent = dated.first <= other.published + 3 and dated.last >= other.published - 35
        return 0.6 if recent else 0.15
    gap = max(a.first - b.last, b.first - a.last)
    if gap == WEEK and week_off(a, b):
        return 0.75
    if gap > 0:
        if a.firm == b.firm == "firm":
            return 0.15
        if a.family.speech and a.firm == b.firm:
            return 0.5 if gap <= 1 else 0.2
        if gap > 10:
            return 0.05 if gap > 35 or a.family.name in NEWS else 0.2
        return 0.6 if gap <= 3 else 0.4
    wide = max(a.last - a.first, b.last - b.first)
    exact = 1.0 if wide == 0 else 0.85 if wide <= 7 else 0.75 if wide <= 31 else 0.7 if _of_late(a, b) else 0.5
    return exact if a.firm == b.firm == "firm" else min(exact, 0.75)


def distance(a: Where, b: Where) -> float | None:
    """Kilometres between two places, None where coordinates are missing."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    p, q = math.radians(a.latitude), math.radians(b.latitude)
    half = math.sin((p - q) / 2) ** 2
    half += math.cos(p) * math.cos(q) * math.sin(math.radians(a.longitude - b.longitude) / 2) ** 2
    return 2 * _EARTH * math.asin(min(1.0, math.sqrt(half)))


def place(a: Facet, b: Facet) -> float | None:
    """Where it happened; a country agrees with any place inside it."""
    left, right = a.event.where, b.event.where
    if left is None or right is None or a.family.site == "none":
        return None
    if left.name.casefold() == right.name.casefold():
        return 1.0
    if "country" in (left.precision, right.precision) or "province" in (left.precision, right.precision):
        return 0.6 if left.country == right.country else 0.2
    apart = distance(left, right)
    if apart is None:
        return 0.4 if a.family.site == "wide" else 0.25
    if apart <= 30:
        return 0.9
    return 0.4 if a.family.site == "wide" else 0.15 if apart <= 150 else 0.0


def numbers(a: Facet, b: Facet) -> float | None:
    """Dead and injured: equal counts are telling, counts that differ widely speak against."""
    scores = []
    for left, right in ((a.event.killed, b.event.killed), (a.event.injured, b.event.injured)):
        if left is not None and right is not None:
            low, high = sorted((left, right))
            scores.append(1.0 if low == high else 0.6 if low >= 0.6 * high else 0.35 if low >= 0.25 * high else 0.1)
    return min(scores) if scores else None


def trigger(a: Facet, b: Facet) -> float | None:
    """The word that names the act."""
    if a.trigger == b.trigger:
        return 1.0
    return 0.6 if a.trigger in b.words or b.trigger in a.words else 0.3


def kind(a: Facet, b: Facet) -> float | None:
    """Kinds that exclude one another, and ordinals ("the sixth test")."""
    scores = [1.0 if a.kinds[g] == b.kinds[g] else 0.0 for g in a.kinds.keys() & b.kinds.keys()]
    if a.ordinal is not None and b.ordinal is not None:
        scores.append(1.0 if a.ordinal == b.ordinal else 0.2)
    return min(scores) if scores else None


def words(a: Facet, b: Facet) -> float | None:
    """Content words around the trigger that both have, against the shorter of the two; in one sentence, nearness."""
    if a.original == b.original and a.event.report == b.event.report and a.at and b.at and a.at[:2] == b.at[:2]:
        return max(0.0, 1.0 - abs(a.at[2] - b.at[2]) / NEAR)
    fewest = min(len(a.words), len(b.words))
    if not fewest:
        return None
    return min(1.0, 2.0 * len(a.words & b.words) / max(fewest, 5))


def modality(a: Facet, b: Facet) -> float | None:
    """Within what has not happened yet: planned, requested, predicted ..."""
    if a.mood != "future":
        return None
    return 1.0 if a.event.modality == b.event.modality else 0.35


def story(a: Facet, b: Facet) -> float | None:
    """One report, or copies of one, or reports printed close together."""
    if a.original == b.original:
        return 1.0
    if a.published is None or b.published is None:
        return None
    gap = abs(a.published - b.published)
    return 0.8 if gap <= 2 else 0.6 if gap <= 7 else 0.4 if gap <= 31 else 0.1


def show_when(when: When) -> str:
    """A When in a few characters."""
    if when.start is None:
        return "no date"
    days = when.start.isoformat() if when.start == when.end else f"{when.start} to {when.end}"
    return f"{days} ({when.basis})"


def _show_numbers(f: Facet) -> str:
    parts = [(f.event.killed, "killed"), (f.event.injured, "injured")]
    return ", ".join(f"{n} {what}" for n, what in parts if n is not None)


def _show_kinds(f: Facet) -> str:
    return ", ".join([*f.kinds.values(), *([f"no. {f.ordinal}"] if f.ordinal is not None else [])])


def _show_sides(f: Facet) -> str:
    return ", ".join(sorted(f.everyone if f.mutual else f.actors))


FEATURES: tuple[Feature, ...] = (
    Feature("code", 2.0, 0.5, code, lambda f: f.event.cameo),
    Feature("actors", 2.0, 0.3, actors, _show_sides),
    Feature("recipients", 1.5, 0.4, recipients, lambda f: ", ".join(sorted(f.recipients))),
    Feature("people", 1.5, 0.5, people, lambda f: ", ".join(sorted(f.people))),
    Feature("organs", 1.0, 0.5, organs, lambda f: ", ".join(sorted(f.organs))),
    Feature("voice", 1.0, 0.5, voice, lambda f: " ".join(sorted(f.voice))),
    Feature("time", 2.5, 0.45, time, lambda f: show_when(f.event.when)),
    Feature("place", 1.0, 0.5, place, lambda f: f.event.where.name if f.event.where else ""),
    Feature("numbers", 1.5, 0.5, numbers, _show_numbers),
    Feature("trigger", 1.0, 0.3, trigger, lambda f: f.event.trigger.text),
    Feature("kind", 1.5, 0.5, kind, _show_kinds),
    Feature("words", 2.0, 0.2, words, lambda f: " ".join(sorted(f.words))),
    Feature("modality", 1.0, 0.6, modality, lambda f: f.event.modality),
    Feature("story", 0.5, 0.3, story, lambda f: f.event.report),
)
_TOTAL = sum(feature.weight for feature in FEATURES)
_PLAN = tuple((f.compare, f.weight / _TOTAL, f.silent) for f in FEATURES)


def likeness(a: Facet, b: Facet) -> float:
    """0 to 1, the weighted mean of the features; symmetric."""
    total = 0.0
    for compare, weight, silent in _PLAN:
        score = compare(a, b)
        total += weight * (silent if score is None else score)
    return total


def reasons(a: Facet, b: Facet) -> tuple[Reason, ...]:
    """Why ``a`` and ``b`` were put together: the pair and its likeness, then each feature on which both speak."""
    rows = [Reason("likeness", round(likeness(a, b), 3), a.event.id, b.event.id)]
    for feature in FEATURES:
        score = feature.compare(a, b)
        if score is not None:
            rows.append(Reason(feature.name, round(score, 3), feature.show(a), feature.show(b)))
    return tuple(rows)
