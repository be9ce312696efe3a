"""Steps gathered into episodes: one mediator, or several that work together, and one set of parties."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from detente.reconcile.facets import key_of, vague
from detente.records import Entity, unique
from detente.registers.steps import Move, partisan, party_key
from detente.registers.words import Words

GAP = 400
"""Days without a step after which the same mediator between the same parties is a new episode."""
_ACTIVE = frozenset({"talks", "convene", "agree", "propose"})
_RELEASE = "0841"
_OUTCOMES = ("0871", _RELEASE)
"""What mediators are thanked for: a truce, a release of prisoners or hostages."""
_BY_PARTY = frozenset({"accept", "accept_conditionally", "refuse"})


@dataclass(slots=True)
class Episode:
    """An episode while it is being gathered; keys as ``party_key`` gives them."""

    mediators: set[str]
    parties: set[str]
    moves: list[Move] = field(default_factory=list)

    @property
    def reports(self) -> set[str]:
        """Reports that tell of it so far."""
        return {m.event.report for m in self.moves}

    @property
    def active(self) -> bool:
        """Whether more than words were exchanged."""
        return any(m.act in _ACTIVE for m in self.moves)

    def days(self) -> list[date]:
        """The known days of its steps."""
        return [m.event.when.start for m in self.moves if m.event.when.start]

    def near(self, day: date | None) -> bool:
        """Whether ``day`` is close enough to belong; an unknown day always is."""
        mine = self.days()
        return day is None or not mine or any(abs((day - d).days) <= GAP for d in mine)


def keys(entities: Iterable[Entity]) -> set[str]:
    """``party_key`` of each entity that is not vague."""
    return {party_key(e) for e in entities if not vague(e)}


def gather(moves: Sequence[Move], words: Words) -> list[Episode]:
    """Episodes from the moves that open them, then every other move that belongs to one."""
    moves = [_without_narrator(m, words) for m in moves]
    ordered = sorted(moves, key=lambda m: (m.event.when.start or date.max, m.event.report, m.event.trigger.start))
    episodes: list[Episode] = []
    for move in ordered:
        if move.opens and move.mediators and move.between:
            _open(move, episodes, words)
    for move in ordered:
        if move.act == "talks" and move.opens and move.mediators and not move.between:
            if any(e.mediators & keys(move.mediators) and move.event.report in e.reports for e in episodes):
                continue
            settled = _settlers(move, ordered, words)
            if settled:
                _open(replace(move, between=settled), episodes, words)
    for move in ordered:
        if move.opens and not move.between and move.mediators and not any(_has(e, move) for e in episodes):
            _open_without_parties(move, episodes)
    episodes = _join([e for e in episodes if not any(_a_party_in(e, other) for other in episodes)])
    for move in ordered:
        if not move.opens or not move.mediators:
            for episode in episodes:
                if _belongs(move, episode, words):
                    episode.moves.append(move)
                    break
    return episodes


def _without_narrator(move: Move, words: Words) -> Move:
    """A mediation between nobody but the one who tells of it is one whose parties are not named."""
    statement = words.around(move.event) if move.act == "talks" and move.opens else None
    if statement is not None and keys(move.between) == {party_key(statement.speaker)}:
        return replace(move, between=())
    return move


def _open(move: Move, episodes: list[Episode], words: Words) -> None:
    mediators, parties = keys(move.mediators), keys(move.between)
    if move.act in _BY_PARTY and not any(words.own(move.event, p) for p in parties):
        return
    for episode in episodes:
        if (
            episode.mediators & mediators
            and _same_parties(episode.parties, parties)
            and episode.near(move.event.when.start)
        ):
            episode.parties |= parties - episode.mediators
            episode.moves.append(move)
            return
    episodes.append(Episode(mediators, parties, [move]))


def _settlers(move: Move, moves: Sequence[Move], words: Words) -> tuple[Entity, ...]:
    """Between whom the mediator stands where only the outcome says so: those who keep a truce or
    exchange prisoners, in the same report.

    Who speaks of a truce as "we" may stand beside it: only those of whom others tell it are taken.
    """
    standing = keys(move.mediators)
    agreed = [m.event for m in moves if m.act == "agree" and m.event.cameo.startswith(_OUTCOMES)]
    here = [e for e in agreed if e.report == move.event.report]
    speakers = {e.id: key_of(s.speaker) for e in here if (s := words.around(e))}
    return unique(
        a
        for e in here
        for a in (e.actors + e.recipients if e.cameo.startswith(_RELEASE) else e.actors)
        if partisan(a) and party_key(a) not in standing and key_of(a) != speakers.get(e.id)
    )


def _has(episode: Episode, move: Move) -> bool:
    return any(m.event is move.event for m in episode.moves)


def _same_parties(a: set[str], b: set[str]) -> bool:
    return a <= b or b <= a or 2 * len(a & b) >= len(a | b)


def _open_without_parties(move: Move, episodes: list[Episode]) -> None:
    """An offer that names no parties goes to the same mediator's episode, first of all in its own report."""
    mediators = keys(move.mediators)
    mine = [e for e in episodes if e.mediators & mediators and e.near(move.event.when.start)]
    mine.sort(key=lambda e: move.event.report not in e.reports)
    if mine and (move.event.report in mine[0].reports or len(mine) == 1):
        mine[0].moves.append(move)
    elif move.act == "offer":
        episodes.append(Episode(mediators, set(), [move]))


def _a_party_in(episode: Episode, other: Episode) -> bool:
    """Whether the would-be mediators are parties of another episode told by the same report: they negotiate there."""
    return (
        episode is not other
        and episode.mediators <= other.parties
        and len(other.parties) > 1
        and bool(episode.reports & other.reports)
        and not any(m.act == "offer" for m in episode.moves)
    )


def _join(episodes: list[Episode]) -> list[Episode]:
    """Mediators that work between the same parties at the same time are one episode; mere offers stay apart."""
    joined: list[Episode] = []
    for episode in episodes:
        other = next((e for e in joined if _together(e, episode)), None)
        if other is None:
            joined.append(episode)
            continue
        other.mediators |= episode.mediators
        other.parties = (other.parties | episode.parties) - other.mediators
        other.moves += episode.moves
    return joined


def _together(a: Episode, b: Episode) -> bool:
    if a.mediators & b.parties or b.mediators & a.parties or not (a.parties and b.parties):
        return False
    joint = any(keys(m.mediators) & a.mediators and keys(m.mediators) & b.mediators for m in (*a.moves, *b.moves))
    if not _same_parties(a.parties, b.parties):
        return False
    return joint or (a.active and b.active and (not b.days() or any(map(a.near, b.days()))))


def _belongs(move: Move, episode: Episode, words: Words) -> bool:
    """Whether a move that opens nothing is a step of the episode."""
    event = move.event
    if not episode.near(event.when.start):
        return False
    actors, recipients = keys(event.actors), keys(event.recipients)
    here = event.report in episode.reports
    if move.act == "appeal":
        if actors & episode.parties or not actors:
            return False
        if recipients:
            all_sides = here and len(recipients) >= min(2, len(episode.parties))
            return recipients <= episode.parties and (bool(actors & episode.mediators) or all_sides)
        return here and bool(actors & episode.mediators)
    if move.act in ("talks", "convene"):
        return len((actors | recipients) & episode.parties) >= 2 and bool((actors | recipients) & episode.mediators)
    if move.act == "agree":
        sides = actors | recipients
        covered = (
            len(sides & episode.parties) >= min(2, len(episode.parties))
            and sides <= episode.parties | episode.mediators
        )
        if event.cameo.startswith(_RELEASE):
            known = bool(actors & episode.parties) or event.trigger.text.lower().startswith(("exchang", "swap"))
            return known and bool(sides & episode.parties) and here and episode.active
        return (
            bool(actors & episode.parties) and covered and (here or bool(sides & episode.mediators)) and episode.active
        )
    if move.act in _BY_PARTY:
        party = actors & episode.parties
        return bool(party) and bool(recipients & episode.mediators) and any(words.own(event, p) for p in party)
    if move.act == "break_off":
        return (
            bool(actors) and actors <= episode.parties | episode.mediators and (here or recipients <= episode.parties)
        )
    return bool(actors & episode.mediators) and here
