"""Groups of events that are one happening: average-link clustering under vetoes, block by block.

Average link, not single link, so that chains do not glue: an event joins a group only if it is alike to the group as a
whole and nothing keeps it apart from any member. Scores are whole thousandths, so sums do not depend on their order.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from detente.reconcile.facets import Facet
from detente.reconcile.features import likeness
from detente.reconcile.vetoes import vetoed

THRESHOLD = 0.62
"""Least mean likeness of two groups that are merged. On the hand-coded events of five stories 0.58 to 0.63 finds 130 of
132 pairs of the same and merges 1 of 71 that are not; 0.56 merges 2, 0.66 finds 113."""

REACH = 300
"""Events of one kind and actor that each is compared with, the next ones in time: enough for one happening that a
hundred reports tell, and it keeps a year of one war from taking the square of its length."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Two groups put together: their most alike pair (indices of facets) and the mean likeness of the groups."""

    left: int
    right: int
    score: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Indices of facets in their order, and the merges that built the group."""

    members: tuple[int, ...]
    merges: tuple[Merge, ...]


def cluster(facets: Sequence[Facet], threshold: float = THRESHOLD) -> list[Cluster]:
    """Each facet in exactly one cluster; clusters in the order of their first members."""
    links: dict[int, dict[int, int]] = defaultdict(dict)
    for i, j in candidates(facets):
        if not vetoed(facets[i], facets[j]):
            score = round(1000 * likeness(facets[i], facets[j]))
            links[i][j] = links[j][i] = score
    return _average_link(len(facets), links, round(1000 * threshold))


def candidates(facets: Sequence[Facet]) -> Iterator[tuple[int, int]]:
    """Pairs of one family, mood and side that share an actor or a recipient; or, with neither known, a trigger."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, facet in enumerate(facets):
        base = (facet.family.name, facet.mood, str(facet.event.negated))
        if mutual_keys := facet.actors | facet.recipients:
            for key in mutual_keys:
                blocks[(*base, key)].append(index)
        else:
            blocks[(*base, "", facet.trigger)].append(index)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        ordered = sorted(block, key=lambda i: (facets[i].event.when.start or date.max, i))
        for at, one in enumerate(ordered):
            for other in ordered[at + 1 : at + 1 + REACH]:
                i, j = min(one, other), max(one, other)
                if (i, j) not in seen:
                    seen.add((i, j))
                    yield i, j


def _average_link(count: int, links: dict[int, dict[int, int]], threshold: int) -> list[Cluster]:
    """Merge the most alike groups until none reaches the threshold; a pair without a link keeps its groups apart."""
    members: dict[int, list[int]] = {i: [i] for i in range(count)}
    merges: dict[int, list[Merge]] = {i: [] for i in range(count)}
    sums = {i: dict(row) for i, row in links.items()}
    version = [0] * count
    heap: list[tuple[float, int, int, int, int]] = [
        (-score, i, j, 0, 0) for i, row in links.items() for j, score in row.items() if i < j and score >= threshold
    ]
    heapq.heapify(heap)
    while heap:
        negative, i, j, at_i, at_j = heapq.heappop(heap)
        if i not in members or j not in members or version[i] != at_i or version[j] != at_j:
            continue
        best = max((links[a][b], -a, -b) for a in members[i] for b in members[j])
        merges[i] += [*merges.pop(j), Merge(-best[1], -best[2], -negative / 1000)]
        members[i] = sorted(members[i] + members.pop(j))
        version[i] += 1
        left, right = sums.pop(i), sums.pop(j)
        sums[i] = {k: left[k] + right[k] for k in left.keys() & right.keys() if k in members}
        for k in (left.keys() | right.keys()) - {i, j}:
            if k not in members:
                continue
            sums[k].pop(j, None)
            sums[k].pop(i, None)
            if k in sums[i]:
                sums[k][i] = sums[i][k]
                mean = sums[i][k] / (len(members[i]) * len(members[k]))
                if mean >= threshold:
                    a, b = min(i, k), max(i, k)
                    heapq.heappush(heap, (-mean, a, b, version[a], version[b]))
    found = [Cluster(tuple(members[i]), tuple(merges[i])) for i in members]
    return sorted(found, key=lambda c: c.members[0])
