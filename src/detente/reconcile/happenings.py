"""From a cluster of events to the Happening that they tell of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from detente.reconcile.clusters import Cluster
from detente.reconcile.facets import Facet, key_of
from detente.reconcile.features import reasons
from detente.reconcile.independence import independent_sources
from detente.records import Entity, Happening, Report, Statement, When, Where, make_id

_PLACE_ORDER = ("site", "city", "district", "province", "country")


def make_happening(
    found: Cluster, facets: Sequence[Facet], reports: Mapping[str, Report], statements: Mapping[str, Statement]
) -> Happening:
    """The Happening of one cluster. Its id is that of its earliest member, so later reports leave it as it is."""
    members = [facets[i] for i in found.members]
    events = [m.event for m in members]
    ids = tuple(dict.fromkeys(e.report for e in events))
    return Happening(
        id=make_id("happening", events[0].id),
        members=tuple(e.id for e in events),
        cameo=_code([e.cameo for e in events]),
        actors=_sides([e.actors for e in events]),
        recipients=_others(members),
        when=_when([e.when for e in events]),
        where=_where([e.where for e in events]),
        reports=ids,
        outlets=tuple(dict.fromkeys(o for r in ids if r in reports and (o := reports[r].outlet))),
        independent_sources=independent_sources(members, reports, statements),
        why_merged=tuple(row for merge in found.merges for row in reasons(facets[merge.left], facets[merge.right])),
        evidence=tuple(e.evidence[0] for e in events if e.evidence),
        confidence=_confidence([e.confidence for e in events], [m.score for m in found.merges]),
    )


def _code(codes: Sequence[str]) -> str:
    """The most frequent code, counting a general one towards each of its specific ones; the more specific on a tie."""
    counts = Counter(codes)
    support = {c: sum(n for other, n in counts.items() if c.startswith(other.rstrip("0") or other)) for c in counts}
    return max(counts, key=lambda c: (support[c], not c.endswith("0"), len(c), counts[c], c))


def _sides(groups: Sequence[Sequence[Entity]]) -> tuple[Entity, ...]:
    """Everyone named on this side, once per country or name, most often named first, by the name used most often."""
    counts: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    best: dict[tuple[str, str], Entity] = {}
    for group in groups:
        for entity in group:
            key = key_of(entity)
            counts[key] += 1
            names.setdefault(key, Counter())[entity.name] += 1
            held = best.setdefault((key, entity.name), entity)
            if _fullness(entity) > _fullness(held):
                best[key, entity.name] = entity
    return tuple(
        max((best[key, name] for name, n in names[key].items() if n == max(names[key].values())), key=_fullness)
        for key, _ in counts.most_common()
    )


def _fullness(entity: Entity) -> tuple[bool, bool]:
    """Of names used as often, a person's says more than the country's; an office more than none."""
    return (entity.kind == "person", entity.office is not None)


def _others(members: Sequence[Facet]) -> tuple[Entity, ...]:
    """The recipients, without those who are actors of an act done together."""
    actors = {key for m in members for key in m.actors} if all(m.mutual for m in members) else set()
    return tuple(e for e in _sides([m.event.recipients for m in members]) if key_of(e) not in actors)


def _when(whens: Sequence[When]) -> When:
    """The narrowest time that most others allow, stated before worked out, and only then the day of print."""
    known = [w for w in whens if w.start is not None and w.basis != "unknown"]
    if not known:
        return whens[0]
    told = [w for w in known if w.basis != "publication"] or known
    support = {w: sum(_overlaps(w, other) for other in told) for w in told}
    most = max(support.values())
    consistent = [w for w in told if 2 * support[w] > most]
    return max(consistent, key=lambda w: (-_width(w), support[w], w.basis == "stated", -_ordinal(w), w.text or ""))


def _overlaps(a: When, b: When) -> bool:
    return (
        a.start is not None and b.start is not None and a.start <= (b.end or b.start) and b.start <= (a.end or a.start)
    )


def _width(when: When) -> int:
    return ((when.end or when.start) - when.start).days if when.start else 0


def _ordinal(when: When) -> int:
    return when.start.toordinal() if when.start else 0


def _where(places: Sequence[Where | None]) -> Where | None:
    """The place named most often, the more exact on a tie."""
    known = [p for p in places if p is not None]
    if not known:
        return None
    counts = Counter(p.name for p in known)
    return max(known, key=lambda p: (counts[p.name], -_PLACE_ORDER.index(p.precision), p.latitude is not None))


def _confidence(events: Sequence[float], merges: Sequence[float]) -> float:
    """The surest member's confidence, times how alike the least alike merged groups are."""
    return round(max(events) * min(merges, default=1.0), 3)
