"""Happenings that someone denies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from detente.reconcile.claims import Claim, Sides, disagreement
from detente.reconcile.facets import Facet, key_of
from detente.reconcile.features import likeness, words
from detente.reconcile.vetoes import VETOES, denied, other_mood
from detente.records import Disagreement, Happening, Source, Statement

_DENIES = re.compile(
    r"\b(den(?:y|ies|ied|ying)|refut\w+|disput(?:e|es|ed|ing)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?)\b"
)
_ASSERT = "it happened"
_DENY = "denied"
_LEAST = 0.7
"""Least likeness of a denied event and what is told elsewhere for the two to be about one thing: above that of a merge,
for at 0.6 each of three denials found in ten stories was a false alarm."""
_HEAD = 40
"""Characters from the start of a denial within which stands what is denied; what follows may be taken for granted."""
_STRICT = tuple(v for v in VETOES if v not in (denied, other_mood))


def find_denials(happenings: Sequence[Happening], facets: Sequence[Facet], sides: Sides) -> list[Disagreement]:
    """Happenings that someone denies: told as done by one source, as not done by another."""
    by_event = {f.event.id: f for f in facets}
    holder = {m: h for h in happenings for m in h.members}
    denials = list(_denied(facets, sides.statements))
    asserted = [f for f in facets if not f.event.negated and f.mood == "actual" and not _denier(f, sides.statements)]
    found = []
    for facet, statement in denials:
        best = max(
            (a for a in asserted if _alike(facet, a)), key=lambda a: (likeness(facet, a), a.event.id), default=None
        )
        if best is None or _speaker(facet, sides) == _speaker(best, sides):
            continue
        happening = holder[best.event.id]
        yes = [
            Claim(_ASSERT, m.report, m.sources, m.evidence[:1], m.confidence)
            for m in (by_event[i].event for i in happening.members)
            if m.id != facet.event.id
        ]
        event = facet.event
        sources = event.sources
        if statement is not None:
            sources = statement.sources or (Source(statement.speaker.name, "person", statement.speaker.span),)
        no = Claim(_DENY, event.report, sources, event.evidence[:1], event.confidence)
        if (d := disagreement(happening.id, "happened", "denial", [*yes, no], sides)) is not None:
            found.append(d)
    return found


def _denied(facets: Sequence[Facet], statements: Mapping[str, Statement]) -> Iterable[tuple[Facet, Statement | None]]:
    """What is denied, and by which statement: the first act in it, for what comes after may be taken for granted.

    ("They deny that they struck civilians in the war that began with the invasion" denies the strikes alone.)
    """
    first: dict[str, Facet] = {}
    for facet in facets:
        statement = _denier(facet, statements)
        if statement is not None:
            other = first.get(statement.id)
            if other is None or facet.event.trigger.start < other.event.trigger.start:
                first[statement.id] = facet
        elif _disowned(facet, statements):
            yield facet, None
    for identity, facet in first.items():
        yield facet, statements[identity]


def _disowned(facet: Facet, statements: Mapping[str, Statement]) -> bool:
    """Whether one of the actors says not to have done it."""
    statement = statements.get(facet.event.statement or "")
    done = facet.event.negated and facet.mood == "actual" and not facet.family.speech
    return done and statement is not None and key_of(statement.speaker) in facet.actors


def _denier(facet: Facet, statements: Mapping[str, Statement]) -> Statement | None:
    """The statement that tells of the event in order to deny it."""
    statement = statements.get(facet.event.statement or "")
    if statement is None or not _DENIES.search(statement.cue.text.lower()):
        return None
    at = facet.event.trigger.start
    return statement if any(span.start - 5 <= at <= span.start + _HEAD for span in statement.content) else None


def _alike(denial: Facet, told: Facet) -> bool:
    if denial.family.name != told.family.name or not (denial.actors & told.actors):
        return False
    if denial.recipients and told.recipients and not denial.recipients & told.recipients:
        return False
    if denial.event.id == told.event.id or any(veto(denial, told) for veto in _STRICT):
        return False
    if denial.event.report == told.event.report and denial.at and told.at and denial.at[:2] == told.at[:2]:
        return False
    if denial.trigger != told.trigger and (denial.event.negated or (words(denial, told) or 0.0) < 0.5):
        return False
    return likeness(denial, told) >= _LEAST


def _speaker(facet: Facet, sides: Sides) -> str:
    statement = sides.statements.get(facet.event.statement or "")
    return key_of(statement.speaker) if statement else f"report {facet.original}"
