"""Words that take sides: one speaker's act of war is another's sanction, a satellite to one a missile to another."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import attrgetter

from detente.data import read_table, split_list
from detente.reconcile.claims import Claim, Sides, disagreement
from detente.reconcile.facets import Facet
from detente.records import Disagreement, Happening, Source, Span, Statement

_POINTS_BACK = re.compile(
    r"\s*(?:it|this|that|these|those|they|the (?:launch|test|attack|strike|sanctions|move|step))\b", re.IGNORECASE
)
_START = attrgetter("start")
_GAP = 60
"""Characters from the end of a sentence within which the words of the next one begin, after its speaker and cue."""


@dataclass(frozen=True, slots=True)
class _Side:
    """One row of data/reconcile/contested_words.tsv."""

    axis: str
    name: str
    families: frozenset[str]
    pattern: re.Pattern[str]


@cache
def _rows() -> tuple[_Side, ...]:
    return tuple(
        _Side(
            row["axis"],
            row["side"],
            frozenset(split_list(row["families"])),
            re.compile(r"\b(?:" + "|".join(re.escape(w) for w in split_list(row["words"])) + r")\b", re.IGNORECASE),
        )
        for row in read_table("reconcile/contested_words.tsv")
    )


@cache
def _contested() -> frozenset[str]:
    """The families of events that the table has wordings for."""
    return frozenset(family for side in _rows() for family in side.families)


def find_wordings(
    happenings: Sequence[Happening], facets: Sequence[Facet], statements: Sequence[Statement], sides: Sides
) -> list[Disagreement]:
    """Words of different sides of one axis, used of one happening by different claimants."""
    holder = {m: h.id for h in happenings for m in h.members}
    taken: dict[tuple[str, str], dict[str, list[Claim]]] = defaultdict(lambda: defaultdict(list))
    for facet, side, claim in _claims(facets, statements):
        taken[holder[facet.event.id], side.axis][side.name].append(claim)
    found = []
    for (happening, axis), by_side in taken.items():
        claimants = [{sides.claimant(c) for c in claims} for claims in by_side.values()]
        if len(by_side) < 2 or set.intersection(*claimants):
            continue
        claims = []
        for mine in by_side.values():
            phrases = ", ".join(sorted({c.value for c in mine}))
            claims += [replace(c, value=phrases) for c in mine]
        if (d := disagreement(happening, f"wording: {axis}", "wording", claims, sides)) is not None:
            found.append(d)
    return found


def _claims(facets: Sequence[Facet], statements: Sequence[Statement]) -> Iterable[tuple[Facet, _Side, Claim]]:
    """The side that each speaker takes, and that a report takes in its own words, of each event."""
    by_report: dict[str, list[Facet]] = defaultdict(list)
    for facet in facets:
        by_report[facet.event.report].append(facet)
    spoken: dict[str, list[Span]] = defaultdict(list)
    near = {report: _Near(own) for report, own in by_report.items()}
    families = {report: frozenset(f.family.name for f in own) for report, own in by_report.items()}
    for statement in statements:
        for content in statement.content:
            spoken[statement.report].append(content)
            chain = statement.sources or (Source(statement.speaker.name, "person", statement.speaker.span),)
            if statement.report not in near:
                continue
            for side, words in _one_side([content], families[statement.report]):
                evidence = (*statement.evidence[:1], words)
                claim = Claim(words.text.lower(), statement.report, chain, evidence, statement.confidence)
                fitting = [f for f in near[statement.report].to(content) if f.family.name in side.families]
                yield from ((facet, side, claim) for facet in _about(content, fitting))
    longest = {report: max(c.end - c.start for c in found) for report, found in spoken.items()}
    for found in spoken.values():
        found.sort()
    for facet in facets:
        event = facet.event
        if event.evidence and facet.family.name in _contested():
            whole, said = event.evidence[0], spoken.get(event.report, [])
            first = bisect_left(said, whole.start - longest.get(event.report, 0), key=_START)
            told = _outside(whole, said[first : bisect_left(said, whole.end, key=_START)])
            for side, words in _one_side(told, frozenset({facet.family.name})):
                evidence = (event.evidence[0], words)
                yield facet, side, Claim(words.text.lower(), event.report, event.sources, evidence, event.confidence)


class _Near:
    """The events of one report by where they stand in it."""

    def __init__(self, facets: Sequence[Facet]) -> None:
        self._facets = facets
        self._starts = sorted((f.event.trigger.start, n) for n, f in enumerate(facets))
        self._longest = max((f.at[1] - f.at[0] for f in facets if f.at), default=0)

    def to(self, content: Span) -> list[Facet]:
        """Those that a statement can be about: told in it, in its sentence or in the one before."""
        first = bisect_left(self._starts, (content.start - self._longest - _GAP,))
        found = self._starts[first : bisect_left(self._starts, (content.end,))]
        return [self._facets[n] for n in sorted(n for _, n in found)]


def _about(content: Span, facets: Sequence[Facet]) -> list[Facet]:
    """The events that a statement is about: those told in it; else the last one before it in its sentence, or, when it
    begins with "it" or the like, the last one of the sentence before."""
    inside = [f for f in facets if content.start <= f.event.trigger.start < content.end]
    if inside:
        return inside
    before = [f for f in facets if f.at and f.at[2] < content.start]
    same = [f for f in before if f.at and f.at[0] <= content.start < f.at[1]]
    if not same and _POINTS_BACK.match(content.text):
        same = [f for f in before if f.at and 0 <= content.start - f.at[1] <= _GAP]
    return same and [max(same, key=lambda f: f.event.trigger.start)]


def _outside(sentence: Span, spoken: Sequence[Span]) -> list[Span]:
    """The parts of a sentence that are the report's own words; ``spoken`` is in text order."""
    parts, at = [], sentence.start
    for content in spoken:
        if content.end <= at or content.start >= sentence.end:
            continue
        if content.start > at:
            parts.append((at, content.start))
        at = max(at, content.end)
    if at < sentence.end:
        parts.append((at, sentence.end))
    return [Span(sentence.report, a, b, sentence.text[a - sentence.start : b - sentence.start]) for a, b in parts]


def _one_side(parts: Sequence[Span], families: frozenset[str]) -> Iterable[tuple[_Side, Span]]:
    """Per axis that is about one of ``families`` the side that the words take; words of two sides report a dispute
    and take none."""
    hits: dict[str, list[tuple[_Side, Span]]] = defaultdict(list)
    for side in _rows():
        if families.isdisjoint(side.families):
            continue
        for part in parts:
            if match := side.pattern.search(part.text):
                start = part.start + match.start()
                hits[side.axis].append((side, Span(part.report, start, start + len(match[0]), match[0])))
    for found in hits.values():
        if len({side.name for side, _ in found}) == 1:
            yield found[0]
