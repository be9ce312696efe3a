"""The mediation register: who stands between whom, what came of it, how each party stands by its own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

from detente.reconcile.facets import UNIONS
from detente.records import (
    Entity,
    Event,
    Happening,
    Mediation,
    MediationStatus,
    Span,
    Stance,
    StanceKind,
    Statement,
    Step,
    make_id,
)
from detente.registers.episodes import Episode, gather, keys
from detente.registers.steps import Move, conditions_of, find_moves, party_key
from detente.registers.words import Words

_STANCES: dict[str, StanceKind] = {
    "accept": "willing",
    "accept_conditionally": "conditional",
    "refuse": "unwilling",
}
_ISSUE = re.compile(
    r"\b(?:talks?|negotiations?|dialogue|mediat\w+|conflict|crisis|dispute|tensions?|truce|ceasefire|stand-?off)\b[^.;,:]{0,40}?"
    r"\b(?:over|about|around|regarding|concerning|in|on)\s+((?:the|a|its|their|his)\s[^.;,:“”\"()]{3,80})",
    re.IGNORECASE,
)
_WAR = re.compile(
    r"\b(?:end|ending|ends|ended|resolve|resolving|settle|settling|stop)\s+(?:to\s+)?((?:the|their|its|a)\s[^.;,:]{0,50}?"
    r"\b(?:war|conflict|crisis|dispute|fighting|stand-?off))\b",
    re.IGNORECASE,
)
_ISSUE_ENDS = re.compile(
    r"\s+(?:and\s+(?:said|says|that)|that|if|when|while|which|who|whom|to|with|after|before|as|because|since|but|by|said|says"
    r"|on\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day|is|are|was|were|has|have|had|will|would|next|last|this)\b.*$",
    re.IGNORECASE | re.DOTALL,
)


def mediations(
    events: Sequence[Event], statements: Sequence[Statement] = (), happenings: Sequence[Happening] = ()
) -> tuple[Mediation, ...]:
    """Episodes of mediation in the order of their first step.

    ``happenings`` let one act that many reports tell be one step. Talks without a third party are negotiations and no
    mediation; an appeal to talk opens no episode, but is a step of one that exists.
    """
    words = Words.of(statements)
    which = {member: h.id for h in happenings for member in h.members}
    episodes = gather(find_moves(events), words)
    states = _states(events)
    found = [_mediation(episode, words, which, states) for episode in episodes]
    return tuple(sorted(found, key=lambda m: (_first_day(m.steps), m.id)))


def _first_day(steps: Sequence[Step]) -> date:
    return min((s.when.start for s in steps if s.when.start), default=date.max)


def _mediation(episode: Episode, words: Words, which: dict[str, str], states: dict[str, Entity]) -> Mediation:
    moves = sorted(episode.moves, key=_order)
    told = _once(moves, which)
    mediators = _entities((e for m in moves for e in _all(m)), episode.mediators, states)
    parties = _entities((e for m in moves for e in _all(m)), episode.parties, states)
    stances = tuple(_stance(party, mediator, moves, words) for party in parties for mediator in mediators)
    first = min(moves, key=lambda m: (not m.opens, _order(m)))
    return Mediation(
        id=make_id("mediation", first.event.id),
        mediators=mediators,
        parties=parties,
        issue=_issue(moves),
        status=_status(moves, stances),
        steps=tuple(Step(m.event.id, m.act, m.event.actors, m.event.when) for m in told),
        stances=stances,
        conditions=_conditions(moves),
        reports=tuple(dict.fromkeys(m.event.report for m in moves)),
        evidence=tuple(dict.fromkeys(m.event.evidence[0] for m in moves if m.event.evidence)),
        confidence=round(sum(m.event.confidence for m in moves) / len(moves), 3),
    )


def _all(move: Move) -> Iterable[Entity]:
    yield from move.mediators
    yield from move.between
    yield from move.event.actors
    yield from move.event.recipients


def _order(move: Move) -> tuple[date, bool, str, int]:
    """By the first day; what has long been said comes before, what has no date after."""
    if move.event.when.start is None:
        return (
            date.min if move.event.modality == "habitual" else date.max,
            False,
            move.event.report,
            move.event.trigger.start,
        )
    return (
        move.event.when.start,
        move.event.when.start != move.event.when.end,
        move.event.report,
        move.event.trigger.start,
    )


def _once(moves: Sequence[Move], which: dict[str, str]) -> list[Move]:
    """One step per happening; without happenings, one per act, actor, day and report."""
    seen: set[object] = set()
    out = []
    for move in moves:
        event = move.event
        same = (event.report, move.act, frozenset(keys(event.actors)), event.when.start)
        names = {same, (which.get(event.id, event.id), move.act)}
        if not names & seen:
            out.append(move)
        seen |= names
    return out


def _states(events: Sequence[Event]) -> dict[str, Entity]:
    """The first mention of each country or union by its own name, by its key."""
    found: dict[str, Entity] = {}
    for event in events:
        for entity in event.actors + event.recipients:
            if entity.kind == "country" or (entity.kind == "organisation" and entity.country in UNIONS):
                found.setdefault(party_key(entity), entity)
    return found


def _entities(candidates: Iterable[Entity], wanted: set[str], states: dict[str, Entity]) -> tuple[Entity, ...]:
    """One entity for each wanted key, in order of first mention: the country or body rather than who spoke for it."""
    best: dict[str, Entity] = {}
    for entity in candidates:
        key = party_key(entity)
        if key in wanted and (key not in best or (best[key].kind == "person" and entity.kind != "person")):
            best[key] = entity
    return tuple(entity if entity.kind == "country" else states.get(key, entity) for key, entity in best.items())


def _stance(party: Entity, mediator: Entity, moves: Sequence[Move], words: Words) -> Stance:
    """The party's latest own word towards this mediator; what others say or expect of it never counts."""
    key = party_key(party)
    latest: Move | None = None
    for move in moves:
        if move.act not in _STANCES or key not in keys(move.event.actors) or not words.own(move.event, key):
            continue
        towards = keys(move.event.recipients)
        if not towards or party_key(mediator) in towards or not move.mediators:
            latest = move
    if latest is None:
        return Stance(party, mediator, "not_on_record", None, ())
    return Stance(party, mediator, _STANCES[latest.act], latest.event.when, latest.event.evidence[:1])


def _status(moves: Sequence[Move], stances: Sequence[Stance]) -> MediationStatus:
    """What the last decisive step leaves; talks without a day of their own may have led to what was agreed."""
    agreed = any(m.act == "agree" for m in moves)
    if agreed and _only_releases(moves):
        return "under_way"
    for move in reversed(moves):
        if move.act in ("break_off", "withdraw"):
            return "broken_off"
        if move.act == "agree":
            return "agreed"
        if move.act in ("talks", "convene", "propose"):
            dated = move.event.when.basis in ("stated", "relative")
            if dated or not agreed:
                return "under_way"
    acts = {m.act for m in moves}
    kinds = {s.stance for s in stances}
    if "unwilling" in kinds:
        return "refused"
    if kinds == {"willing"}:
        return "accepted"
    if kinds & {"willing", "conditional"}:
        return "partly_accepted"
    return "offered" if "offer" in acts else "called_for"


def _only_releases(moves: Sequence[Move]) -> bool:
    """Whether all that was agreed is a release of persons, and talks were held on that day or after: they go on."""
    agreed = [m.event for m in moves if m.act == "agree"]
    if any(not e.cameo.startswith("0841") for e in agreed):
        return False
    last = max((e.when.start for e in agreed if e.when.start), default=None)
    talks = [m.event.when for m in moves if m.act == "talks" and m.event.when.basis in ("stated", "relative")]
    return last is not None and any(w.end is not None and w.end >= last for w in talks)


def _conditions(moves: Sequence[Move]) -> tuple[Span, ...]:
    taken: dict[str, Span] = {}
    for move in moves:
        if move.act in ("offer", "accept", "accept_conditionally"):
            for span in conditions_of(move.event):
                taken.setdefault(span.text.casefold(), span)
    return tuple(taken.values())


def _issue(moves: Sequence[Move]) -> str | None:
    """What is to be settled, in the words that most steps use for it, the first of them on a tie."""
    told: Counter[str] = Counter()
    words: dict[str, str] = {}
    for span in dict.fromkeys(span for move in moves for span in move.event.evidence[:1]):
        for pattern in (_ISSUE, _WAR):
            if found := pattern.search(span.text):
                issue = _ISSUE_ENDS.sub("", found[1]).strip()
                if len(issue) >= 4:
                    told[issue.casefold()] += 1
                    words.setdefault(issue.casefold(), issue)
                    break
    return words[told.most_common(1)[0][0]] if told else None
