"""What a coded story says across its reports: the same event in several of them, mediations, disagreements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from detente.evaluate.matching import Json

Found = dict[tuple[str, str], Json]
"""The events of the record by (report, coder's key)."""


def count(coded: Json, record: Json, found: Found) -> Counter[str]:
    """Count pairs of events put together or kept apart as coded, mediations and their status, and disagreements."""
    out: Counter[str] = Counter()
    happening = {event: h["id"] for h in record.get("happenings", []) for event in h.get("members", [])}
    for group in coded.get("same_event", []):
        for one, two in combinations(_keys(group), 2):
            out["same_n"] += 1
            out["same_ok"] += _together(found.get(one), found.get(two), happening)
    for pair in coded.get("not_same", []):
        keys = _keys(pair)
        out["apart_n"] += 1
        out["apart_broken"] += len(keys) > 1 and _together(found.get(keys[0]), found.get(keys[1]), happening)
    for item in coded.get("mediations", []):
        best = max((_mediation(item, own) for own in record.get("mediations", [])), default=0)
        out["med_n"] += 1
        out["med_found"] += best >= 1
        out["med_status"] += best == 2
    out["med_sys"] += len(record.get("mediations", []))
    out["dis_gold"] += len(coded.get("disagreements", []))
    out["dis_sys"] += len(record.get("disagreements", []))
    return out


def _keys(group: Sequence[Json]) -> list[tuple[str, str]]:
    return [(str(key[0]), str(key[1])) for key in group]


def _together(one: Json, two: Json, happening: Mapping[str, str]) -> bool:
    """Whether two events that were found are one, or members of one happening."""
    if not (one and two):
        return False
    a, b = one["id"], two["id"]
    return bool(a == b or (a in happening and happening[a] == happening.get(b)))


def _mediation(item: Json, own: Json) -> int:
    """0 for another mediation, 1 for this one, 2 with its status."""
    sides = all(_who(own.get(side)) & _who(item.get(side)) for side in ("mediators", "parties"))
    return 1 + (own.get("status") == item.get("status")) if sides else 0


def _who(entities: Sequence[Json] | None) -> set[str]:
    named = {x.get("country") if isinstance(x, dict) else x for x in entities or ()}
    return {str(name) for name in named if name is not None}
