"""What keeps two events apart whatever else they share. Symmetric; most need something known on both sides."""

from __future__ import annotations

from collections.abc import Callable

from detente.reconcile.facets import NEWS, UNIONS, Facet
from detente.reconcile.features import WEEK, distance, week_off

STALE = 35
"""Days before the day of print within which an act without a date of its own is taken to have happened."""
FAR = 60.0
"""Kilometres between two cities from which one act at one point cannot have happened in both."""
TOLL = 5
"""Dead from which an equal count is no chance: then two places are a disagreement about one attack."""


def denied(a: Facet, b: Facet) -> bool:
    """One happened, the other did not: a disagreement, not the same happening."""
    return a.event.negated != b.event.negated


def other_mood(a: Facet, b: Facet) -> bool:
    """What was done, what is done again and again, and what is only planned, asked or foretold."""
    return a.mood != b.mood


def other_actors(a: Facet, b: Facet) -> bool:
    """Both say who acted, and nobody is in both."""
    if a.mutual and b.mutual:
        return bool(a.everyone and b.everyone) and not _agree(a.everyone, b.everyone)
    return bool(a.actors and b.actors) and not a.actors & b.actors


def _agree(a: frozenset[str], b: frozenset[str]) -> bool:
    """Two who are both named fully must be the same two: talks with Oman are not talks with Yemen."""
    shared = len(a & b)
    return shared >= 2 or (shared == 1 and min(len(a), len(b)) == 1)


def other_recipients(a: Facet, b: Facet) -> bool:
    """Both say towards whom, and nobody is in both."""
    if a.mutual and b.mutual:
        return False
    return bool(a.recipients and b.recipients) and not a.recipients & b.recipients


def other_days(a: Facet, b: Facet) -> bool:
    """Both days are known and cannot coincide; an act in the world may be a day off between reports (time zones).

    A day that is only the day of print bounds the act from above, and from below by what is still news.
    """
    if a.first is None or b.first is None or a.last is None or b.last is None:
        return False
    gap = max(a.first - b.last, b.first - a.last)
    if gap <= 0 or (gap == WEEK and week_off(a, b)):
        return False
    if a.firm != "firm" or b.firm != "firm":
        if not (a.family.speech or a.family.name in NEWS):
            return False
        soft, firm = (a, b) if a.firm == "soft" else (b, a)
        later = firm.firm == "firm" and (firm.first or 0) > (soft.last or 0) + 1
        return gap > STALE or later
    return not (gap == 1 and not a.family.speech and a.family.site == "point" and _same_spot(a, b))


def _same_spot(a: Facet, b: Facet) -> bool:
    left, right = a.event.where, b.event.where
    return left is not None and right is not None and left.name == right.name and left.precision in ("site", "city")


def other_speakers(a: Facet, b: Facet) -> bool:
    """What two persons or offices say are two acts, even on one day for one country."""
    if not a.family.speech:
        return False
    return bool(a.voice and b.voice) and not a.voice & b.voice


def other_branch(a: Facet, b: Facet) -> bool:
    """A government and a parliament, a court, an opposition of one country each act for themselves."""
    return bool(a.branches and b.branches) and not a.branches & b.branches and not a.mutual


def other_organs(a: Facet, b: Facet) -> bool:
    """Two ministries or chambers of one state each do their own; bodies of the UN or the EU are the whole of it."""
    if a.mutual or a.family.name in ("violence", "posture", "coerce") or not (a.organs and b.organs):
        return False
    return not a.organs & b.organs and not (a.actors & b.actors) <= UNIONS


def other_places(a: Facet, b: Facet) -> bool:
    """An act at one point, told of two cities far from each other."""
    left, right = a.event.where, b.event.where
    if left is None or right is None or a.family.site != "point":
        return False
    if left.precision not in ("site", "city") or right.precision not in ("site", "city"):
        return False
    if a.event.killed is not None and a.event.killed >= TOLL and a.event.killed == b.event.killed:
        return False
    apart = distance(left, right)
    return apart is not None and apart > FAR


def other_kind(a: Facet, b: Facet) -> bool:
    """Words beside the triggers that exclude one another: a nuclear test, a missile test."""
    return any(a.kinds[group] != b.kinds[group] for group in a.kinds.keys() & b.kinds.keys())


def other_toll(a: Facet, b: Facet) -> bool:
    """Counts of the dead of which one is many times the other: an attack and a war."""
    if a.event.killed is None or b.event.killed is None:
        return False
    low, high = sorted((a.event.killed, b.event.killed))
    return high >= TOLL and high > 4 * low


def nothing_known(a: Facet, b: Facet) -> bool:
    """Two attacks, or two arrests, of which neither the doer nor the place nor the toll is known to both reports."""
    if a.family.name not in ("violence", "coerce") or (a.actors and b.actors):
        return False
    if a.event.where and b.event.where:
        return False
    tolls = ((a.event.killed, b.event.killed), (a.event.injured, b.event.injured))
    if any(left is not None and left == right for left, right in tolls):
        return False
    return not (a.at and b.at and a.event.report == b.event.report and a.at[:2] == b.at[:2])


VETOES: tuple[Callable[[Facet, Facet], bool], ...] = (
    denied,
    other_mood,
    other_actors,
    other_recipients,
    other_days,
    other_speakers,
    other_branch,
    other_organs,
    other_kind,
    other_places,
    other_toll,
    nothing_known,
)


def vetoed(a: Facet, b: Facet) -> bool:
    """Whether ``a`` and ``b`` must stay apart."""
    for veto in VETOES:  # noqa: SIM110  runs for every pair, and a generator doubles its cost
        if veto(a, b):
            return True
    return False
