"""Sanctions by regime: measures of the same issuers against the same targets, and the observations beside them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from detente.records import Entity, Indicator, Measure
from detente.views.plain import one_line

_WORD = re.compile(r"[^\W\d_]{3,}")
_EMPTY_WORDS = frozenset({"and", "the", "product", "all", "good", "other", "from", "export", "import"})
_NUMBERED = re.compile(r"\d{3,}")
Sides = tuple[frozenset[str], frozenset[str]]


@dataclass
class Regime:
    """Measures by the same issuers against the same targets; each of ``observed`` is a list that says the same."""

    issuers: tuple[Entity, ...]
    targets: tuple[Entity, ...]
    measures: list[Measure] = field(default_factory=list)
    observed: list[list[Indicator]] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)
    reports: set[str] = field(default_factory=set)

    def add(self, measure: Measure) -> None:
        """Take a measure in; ``numbers`` (of resolutions) and ``reports`` are what later ones are recognised by."""
        self.measures.append(measure)
        self.numbers.update(_NUMBERED.findall(measure.instrument or ""))
        self.reports.add(measure.report)

    @property
    def complete(self) -> bool:
        """Whether it is known who sanctions whom."""
        return bool(self.issuers and self.targets)


def find_regimes(measures: Sequence[Measure]) -> list[Regime]:
    """The regimes behind ``measures``, those with most measures first, those not fully named last.

    A measure whose report does not say who imposes it on whom joins the one regime that it can belong to, if there is
    only one.
    """
    regimes: dict[Sides, Regime] = {}
    waiting: list[Measure] = []
    for measure in measures:
        issuers, targets = _sides_of(measure)
        if issuers and targets:
            regimes.setdefault((issuers, targets), Regime(measure.issuer, measure.target)).add(measure)
        else:
            waiting.append(measure)
    known = dict(regimes)
    for measure in waiting:
        home = _only_home(known, measure)
        if home is None:
            issuers, targets = _sides_of(measure)
            home = regimes.setdefault(
                (issuers, targets), Regime(measure.issuer if issuers else (), measure.target if targets else ())
            )
        home.add(measure)
    return sorted(regimes.values(), key=lambda regime: (not regime.complete, -len(regime.measures)))


def place_observations(regimes: Sequence[Regime], indicators: Sequence[Indicator]) -> list[list[Indicator]]:
    """Put every observation into the regime that it bears on; those that bear on none are returned."""
    loose: list[list[Indicator]] = []
    for same in _alike(indicators):
        home = _observed_home(regimes, same)
        (home.observed if home else loose).append(same)
    return loose


def sides(entities: Sequence[Entity]) -> frozenset[str]:
    """Whom ``entities`` stand for: states and organisations by their code, others by name."""
    return frozenset(e.country or e.name for e in entities)


def same_goods(measure: Measure, same: Sequence[Indicator]) -> bool:
    """Whether a measure names goods that the observations are about."""
    goods = _goods(measure.commodity or "")
    return any(goods & _goods(one.item) for one in same)


def same_unit(left: str | None, right: str | None) -> bool:
    """Whether two units are the same: "barrel" and "barrels", "tons" and "tonnes"."""
    return _unit(left) == _unit(right)


def _sides_of(measure: Measure) -> Sides:
    """Issuers and targets; somebody who seems to sanction itself is taken as the target only."""
    targets = sides(measure.target)
    return sides(measure.issuer) - targets, targets


def _only_home(regimes: dict[Sides, Regime], measure: Measure) -> Regime | None:
    """The one regime that a measure told in part can belong to, by ever weaker signs; None when there are more."""
    issuers, targets = _sides_of(measure)
    fitting = [
        regime
        for (by, on), regime in regimes.items()
        if (not issuers or issuers == by) and (not targets or targets == on)
    ]
    number = _NUMBERED.findall(measure.instrument or "")
    signs: tuple[Callable[[Regime], bool], ...] = (
        lambda regime: not regime.numbers.isdisjoint(number),
        lambda regime: measure.report in regime.reports,
        lambda regime: bool(issuers or targets),
    )
    for sign in signs:
        signed = [regime for regime in fitting if sign(regime)]
        if len(signed) == 1:
            return signed[0]
    return None


def _alike(indicators: Sequence[Indicator]) -> list[list[Indicator]]:
    """Observations that say the same of several items, put together."""
    groups: dict[object, list[Indicator]] = {}
    for one in indicators:
        partner = one.partner.key if one.partner else None
        said = (one.subject.key, one.series, partner, one.value, one.unit, one.change)
        groups.setdefault((*said, one.period.start, one.period.end), []).append(one)
    return list(groups.values())


def _observed_home(regimes: Sequence[Regime], same: Sequence[Indicator]) -> Regime | None:
    """The regime that an observation bears on: it is about the target, best in goods that a measure names."""
    one = same[0]
    about = sides([e for e in (one.subject, one.partner) if e is not None])
    fitting = [regime for regime in regimes if about & sides(regime.targets)]
    for regime in fitting:
        if any(same_goods(measure, same) for measure in regime.measures):
            return regime
    return max(fitting, key=lambda regime: len(regime.measures), default=None)


@lru_cache(maxsize=4096)
def _goods(text: str) -> frozenset[str]:
    return frozenset(word.rstrip("s") for word in _WORD.findall(text.casefold())) - _EMPTY_WORDS


def _unit(unit: str | None) -> str:
    name = one_line(unit or "").casefold().removeprefix("metric ").rstrip("s")
    return "tonne" if name == "ton" else name
