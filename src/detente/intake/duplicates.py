"""Reports that largely repeat another one: syndicated, shortened or spliced copies, found by shared word shingles."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from detente.records import Report

SHINGLE = 5
"""Words per shingle: long enough that chance repeats are rare, short enough that light editing leaves most intact."""
THRESHOLD = 0.5
"""The least share of a report's shingles that another must hold for it to count as a copy."""
_COMMON = 20
"""A shingle found in more reports than this is boilerplate and says nothing about copying."""
_WORD = re.compile(r"\w+")

Rank = tuple[date, str, int, str]


def shingles(report: Report) -> frozenset[int]:
    """Hashes of the runs of ``SHINGLE`` words in the report's prose."""
    out: set[tuple[str, ...]] = set()
    for passage in report.passages:
        if passage.kind == "body" and passage.repeats is None:
            words = _WORD.findall(report.text[passage.start : passage.end].lower())
            out.update(tuple(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))
    return frozenset(map(hash, out))


def mark_near_duplicates(reports: Sequence[Report]) -> tuple[Report, ...]:
    """The same reports, in the same order, each copy with ``near_duplicate_of`` and ``overlap`` (0 to 1) filled in.

    Of two that share their text the earlier published is the original, then the longer, then the first by id, so the
    result does not depend on the order of reading.
    """
    sets = {r.id: shingles(r) for r in reports}
    holders: dict[int, list[str]] = defaultdict(list)
    for report_id, found in sets.items():
        for shingle in found:
            holders[shingle].append(report_id)
    # The stated time breaks a tie of days; ISO 8601 sorts as text.
    rank: dict[str, Rank] = {
        r.id: (r.published.start or date.max, r.published.text or "", -len(sets[r.id]), r.id) for r in reports
    }
    out = []
    for report in reports:
        mine = sets[report.id]
        shared: Counter[str] = Counter()
        for shingle in mine:
            others = holders[shingle]
            if len(others) <= _COMMON:
                shared.update(o for o in others if o != report.id and rank[o] < rank[report.id])
        best = min(shared.items(), key=lambda pair: (-pair[1], rank[pair[0]]), default=None)
        if best and len(mine) >= 20 and best[1] / len(mine) >= THRESHOLD:
            report = replace(report, near_duplicate_of=best[0], overlap=round(best[1] / len(mine), 3))
        out.append(report)
    return tuple(out)
