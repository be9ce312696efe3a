"""Who takes part in each candidate act, and whom a later mention of the same act must mean.

"The test" after "North Korea's missile test" has the same author; "such negotiations" are between those who were called
on to negotiate. Where the parse gives an act no actor, the nearest act of the same kind in the report lends its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from detente.observations.candidates import Candidate
from detente.observations.circumstances import CircumstanceFinder
from detente.observations.grammar import Grammar
from detente.observations.lexicon import ANY, Lexicon
from detente.observations.roles import RoleFinder, Scene
from detente.observations.sides import ORGANISATIONS, coded, same_side
from detente.observations.topics import TopicFinder
from detente.records import Entity, Statement, Where, unique

# Acts that a report names again and again by a bare noun or passive verb; talks and visits are not among them, since
# "the talks" is mostly a mention of what is not new.
LENDING_ROOTS = frozenset({"08", "14", "15", "16", "17", "18", "19", "20"})
# Acts whose victims are often just "people" or "girls": abduction, violence, fighting, mass violence, release, arrest.
HARM = ("18", "19", "20", "084", "17")
# Acts that are done to a place or those in it: visits, aid, withdrawal, deployment.
LOCAL = ("042", "07", "0874", "154")
# Whose victims of no stated nationality are their own people: rebels' always, a state's when it represses.
REBELS = frozenset({"REB", "UAF", "PRM", "SEP", "INS"})
HOME_SECTORS = {"17": REBELS | {"GOV", "COP", "JUD", "MIL", "SPY", "LEG"}}
# Acts that only states and armed groups do, and the codes of those that do not.
OF_STATES = frozenset({"TEST", "NUCLEAR_STEP"})
# Who lets go is who had taken: 084 release; 181 abduction, 173 arrest.
HOLDING = {"084": ("181", "173")}
# What a critic criticises, a supporter welcomes: recipients are those who did it.
JUDGING_ROOTS = frozenset({"05", "11"})
ADVISING = frozenset({"deontic", "deontic_clause"})
# Topics of acts about meeting, whose partners are those of the meeting that was told of.
MEETING = frozenset({"NEGOTIATE", "MEET", "CALL", "VISIT", "SUMMIT"})
APPEALING = frozenset({"02", "10"})
# Codes of acts that have parties: ceasefire, negotiation, agreement, fighting.
PARTIES = ("0871", "046", "057", "19")
# Topics of subjects that act for those who adopted them.
PAPERS = frozenset({"RESOLUTION", "LAW", "MEASURES", "SANCTIONS"})
TALK_ROOTS = frozenset({"02", "03", "10", "12"})


class ParticipantFinder:
    """Fills in actors and recipients, sentence by sentence, and remembers them for later mentions."""

    def __init__(
        self,
        grammar: Grammar,
        lexicon: Lexicon,
        roles: RoleFinder,
        author: Entity | None,
        topics: TopicFinder,
        circumstances: CircumstanceFinder,
    ) -> None:
        """``author``: who says "I" outside quotations."""
        self.topics = topics
        self.circumstances = circumstances
        self.grammar = grammar
        self.lexicon = lexicon
        self.roles = roles
        self.author = author

    def own(self, candidate: Candidate, statement: Statement | None) -> Candidate:
        """``candidate`` with the participants that its own sentence gives it."""
        frame = self.lexicon.frames.get(candidate.trigger.row.frame)
        if frame is None:
            return replace(candidate, statement=statement)
        token = candidate.token
        g = self.grammar
        if g.tokens[token].pos == "AUX" and g.base(token) in ("aux", "cop"):
            token = g.tokens[token].head
        scene = Scene(token, candidate.trigger.light, candidate.complement, statement)
        actors, recipients, decided = self.roles.fill(frame, scene)
        if not coded(actors) and "speaker" in frame.actor and statement is None and self.author is not None:
            actors, decided = (self.author,), {**decided, "actors": "author of a first-person text"}
        if candidate.trigger.row.act in OF_STATES:
            # "a resolution on Mali after its test": no organisation tests missiles, whatever "its" seems to mean.
            states = tuple(e for e in actors if e.country not in ORGANISATIONS)
            if actors and not states:
                states = self._state_before(token)
                decided = {**decided, "actors": "nearest state before it"}
            actors = states
        if frame.name in ADVISING and coded(actors) and not recipients and self._own_duty(scene, actors, statement):
            actors = ()
        if frame.kind == "directed" and not coded(recipients):
            recipients, decided = self._local_recipients(candidate, actors, recipients, decided)
        return replace(candidate, actors=actors, recipients=recipients, statement=statement, decided=decided)

    def _state_before(self, token: int) -> tuple[Entity, ...]:
        """The last state named before ``token`` in its sentence."""
        tokens, mentions = self.grammar.tokens, self.roles.mentions
        for i in range(token - 1, -1, -1):
            if tokens[i].sent != tokens[token].sent:
                break
            mention = mentions.actor_at(i)
            if mention is not None and mention.entity.country and mention.entity.country not in ORGANISATIONS:
                return mention.entities
        return ()

    def _particular(self, candidate: Candidate) -> bool:
        """Whether a bare event noun is one particular act: by its date or its victims."""
        token, governor = candidate.token, candidate.trigger.governor
        return self.circumstances.dated(token) or bool(self.circumstances.victims(token, governor)[0])

    def _local_recipients(
        self,
        candidate: Candidate,
        actors: tuple[Entity, ...],
        recipients: tuple[Entity, ...],
        decided: dict[str, str],
    ) -> tuple[tuple[Entity, ...], dict[str, str]]:
        """Recipients of no stated nationality belong to the country of the place ("bombs killed 12 people in Mali").

        Without a place, those of a state's own police and those of rebels belong to that state.
        """
        token, governor = candidate.token, candidate.trigger.governor
        bare = self.grammar.tokens[token].pos == "NOUN" and not actors and not recipients
        if bare and not self._particular(candidate):
            return recipients, decided
        place: Where | None = None
        if candidate.cameo.startswith(HARM):
            place = self.circumstances.near(token, governor)
        elif candidate.cameo.startswith(LOCAL) and not recipients:
            found = self.circumstances.where(token, governor)
            place = found[0] if found is not None else None
        if place is not None and place.country is not None:
            at_place = tuple(replace(e, country=place.country) for e in recipients) or (
                Entity(place.span.text, place.name, "other", place.country, None, None, place.span),
            )
            return at_place, {**decided, "recipients": "country of the place"}
        at_home = HOME_SECTORS.get(candidate.root, REBELS)
        home = next((a.country for a in actors if a.country and a.sector in at_home), None)
        if candidate.cameo.startswith(HARM) and recipients and home is not None and home not in ORGANISATIONS:
            own = tuple(replace(e, country=home) for e in recipients)
            return own, {**decided, "recipients": "own country of those who did it"}
        return recipients, decided

    def _own_duty(self, scene: Scene, actors: Sequence[Entity], statement: Statement | None) -> bool:
        """Whether "must" or "it is vital that" tells of the speaker's own duty: "we must act"."""
        heads = self.grammar.surface_subjects(scene.token)
        who = [e for h in heads for e in self.roles.named(h, statement)]
        return any(e.country == a.country for e in who for a in actors if e.country)

    def lend(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """``candidates`` of one report, in text order, with missing participants taken from like acts elsewhere."""
        out = list(candidates)
        for n, candidate in enumerate(out):
            if candidate.root not in LENDING_ROOTS or not self._borrows(candidate):
                continue
            donor = self._donor(out, n)
            if donor is not None:
                out[n] = self._lent(candidate, donor)
        for n, candidate in enumerate(out):
            if self._reciprocal(candidate):
                if candidate.actors and not coded(candidate.actors) and candidate.cameo.startswith(PARTIES):
                    parties = self._parties(out, n)
                    reason = {"actors": "parties of the conflict"}
                    out[n] = replace(candidate, actors=parties, decided={**candidate.decided, **reason})
                continue
            if coded(candidate.recipients):
                continue
            found: tuple[Entity, ...] = ()
            if candidate.root in JUDGING_ROOTS:
                found = self._authors_of_judged(out, n)
            elif candidate.root in TALK_ROOTS and candidate.topic is not None:
                found = self._partners(out, n)
            if not found and candidate.root in APPEALING:
                found = self._parties(out, n)
            mine = {e.country for e in candidate.actors}
            found = tuple(e for e in found if e.country not in mine)
            if found:
                out[n] = replace(
                    candidate,
                    recipients=found,
                    decided={**candidate.decided, "recipients": "participants of the act referred to"},
                )
        return out

    def _borrows(self, candidate: Candidate) -> bool:
        """Whether a participant is missing and the words are more than a bare noun ("sanctions", "the attack")."""
        g = self.grammar
        bare = g.tokens[candidate.token].pos in ("NOUN", "PROPN") or g.base(candidate.token) == "amod"
        some = coded(candidate.actors) or coded(candidate.recipients)
        owned = bool(g.kids(candidate.token, "nmod:poss")) or bool(g.obliques(candidate.token, "of"))
        if bare and not some and not owned and not self.circumstances.dated(candidate.token):
            return False
        frame = self.lexicon.frames.get(candidate.trigger.row.frame)
        if frame is None or frame.mutual:
            return False
        if not coded(candidate.actors):
            # An infinitive or gerund without an actor is seldom the act told of elsewhere; a passive often is.
            return bare or g.passive(candidate.token) or self._by_document(candidate.token)
        return frame.kind == "directed" and not coded(candidate.recipients)

    def _by_document(self, token: int) -> bool:
        """Whether the subject is a paper that somebody else adopted: "the resolution expands the sanctions"."""
        subjects = self.grammar.surface_subjects(token)
        return any(PAPERS & set(self.topics.phrase(s)) for s in subjects)

    def _lent(self, candidate: Candidate, donor: Candidate) -> Candidate:
        """``candidate`` with the participants that it lacks from ``donor``; nobody is made his own recipient."""
        actors, recipients = candidate.actors, candidate.recipients
        decided = dict(candidate.decided)
        if not coded(actors):
            actors = tuple(a for a in donor.actors if not any(same_side(a, r) for r in recipients))
            decided["actors"] = "same act elsewhere in the report"
        if not coded(recipients):
            recipients = tuple(r for r in donor.recipients if not any(same_side(r, a) for a in actors))
            decided["recipients"] = "same act elsewhere in the report"
        return replace(candidate, actors=actors, recipients=recipients, decided=decided)

    def _reciprocal(self, candidate: Candidate) -> bool:
        frame = self.lexicon.frames.get(candidate.trigger.row.frame)
        return frame is not None and frame.mutual

    def _donor(self, all_: Sequence[Candidate], n: int) -> Candidate | None:
        """The nearest act with the same class and known actors: before ``n`` first, then after."""
        me = all_[n]
        need_actors = not coded(me.actors)

        def fits(other: Candidate) -> bool:
            if other is me or other.cameo[:3] not in (me.cameo[:3], *HOLDING.get(me.cameo[:3], ())):
                return False
            if me.root == "15" and other.trigger.row.act != me.trigger.row.act:
                return False  # a test is no exercise, though both are shows of force
            if any("elsewhere" in reason for reason in other.decided.values()):
                return False
            has = coded(other.actors) if need_actors else coded(other.recipients)
            return has and self._meet(me.actors, other.actors) and self._meet(me.recipients, other.recipients)

        for other in (*reversed(all_[:n]), *all_[n + 1 :]):
            if fits(other):
                return other
        return None

    @staticmethod
    def _meet(mine: Sequence[Entity], theirs: Sequence[Entity]) -> bool:
        """Whether two sides may be the same: one is unknown, or they share a country."""
        left, right = ({e.country for e in side if e.country} for side in (mine, theirs))
        return not left or not right or bool(left & right)

    def _authors_of_judged(self, all_: Sequence[Candidate], n: int) -> tuple[Entity, ...]:
        """Who did what ``all_[n]`` judges: the actors of the act named in its complement, here or earlier."""
        me = all_[n]
        g = self.grammar
        by_token = {c.token: c for c in all_}
        for token in sorted(me.region, key=me.region.__getitem__):
            other = by_token.get(token)
            if other is not None and other is not me and coded(other.actors):
                return unique(e for e in other.actors if e.country)
        subjects = g.surface_subjects(me.token)
        for token in (*subjects, *sorted(me.region, key=me.region.__getitem__)[:6]):
            if g.tokens[token].pos != "NOUN":
                continue
            rows = self.lexicon.acts.get((g.lemma(token), "NOUN"), ())
            codings = [self.lexicon.crossed(r.act, ANY) for r in rows]
            roots = {c.cameo[:2] for c in codings if c is not None}
            for other in reversed(all_[:n]):
                if coded(other.actors) and other.root in roots:
                    return unique(e for e in other.actors if e.country)
        return ()

    def _parties(self, all_: Sequence[Candidate], n: int) -> tuple[Entity, ...]:
        """Who "all parties" or "negotiators" are: those of the truce, talks or fighting that the report tells of."""
        me = all_[n]
        mine = {e.country for e in me.actors}
        for other in (*reversed(all_[:n]), *all_[n + 1 :]):
            if other.cameo.startswith(PARTIES) and coded(other.actors):
                found = unique(e for e in (*other.actors, *other.recipients) if e.country and e.country not in mine)
                if found:
                    return found
        return ()

    def _partners(self, all_: Sequence[Candidate], n: int) -> tuple[Entity, ...]:
        """With whom, by earlier acts about the same topic: "Russia is ready to help such talks"."""
        me = all_[n]
        mine = {e.country for e in me.actors}
        for other in reversed(all_[:n]):
            if other.token in me.region:
                continue
            met = self._reciprocal(other) and me.topic in MEETING and coded(other.actors)
            if met or (other.topic == me.topic and coded(other.recipients)):
                both = (*other.actors, *other.recipients) if met else other.recipients
                found = unique(e for e in both if e.country and e.country not in mine)
                if found:
                    return found
        return ()
