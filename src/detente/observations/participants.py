"""Who takes part in each candidate act, by its own sentence: the frame's slots, the speaker, the place.

What other acts of the report tell about its participants is found afterwards (``references``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from detente.mentions.catalogue import catalogue
from detente.mentions.types import Mentions
from detente.observations.candidates import Candidate
from detente.observations.circumstances import CircumstanceFinder
from detente.observations.grammar import Grammar
from detente.observations.lexicon import ANY, Coding, Lexicon
from detente.observations.roles import RoleFinder, Scene
from detente.observations.sides import ORGANISATIONS, among, coded
from detente.observations.staging import staging_verb
from detente.records import Entity, Statement, Where

# Acts whose victims are often just "people" or "girls": abduction, violence, fighting, mass violence, release, arrest.
HARM = ("18", "19", "20", "084", "17")
# Acts by those in power over people: release, arrest.
HELD = ("0841", "173")
VIOLENT = frozenset({"18", "19", "20"})
# Acts that are done to a place or those in it: visits, aid, withdrawal, deployment.
LOCAL = ("042", "07", "0874", "154")
# Whose victims of no stated nationality are their own people: rebels' always, a state's when it represses.
REBELS = frozenset({"REB", "UAF", "PRM", "SEP", "INS"})
HOME_SECTORS = {"17": REBELS | {"GOV", "COP", "JUD", "MIL", "SPY", "LEG"}}
# Acts against somebody, and truces with them.
HOSTILE = frozenset({"08", "10", "11", "13", "15", "16", "17", "18", "19", "20"})
# Armed forces and governments.
STATE = frozenset({"GOV", "MIL", "COP"})
# Who acts in the own country unless another one is named.
DOMESTIC = frozenset({"COP", "JUD", "LEG", "LAB", "EDU"})
# What protests do when they happen.
HAPPENING = frozenset(
    {
        "break",
        "erupt",
        "take",
        "hold",
        "flare",
        "rage",
        "continue",
        "spread",
        "resume",
        "begin",
        "start",
        "occur",
        "happen",
        "rock",
        "sweep",
        "stage",
        "turn",
    }
)
# Acts that only states and armed groups do, and the codes of those that do not.
OF_STATES = frozenset({"TEST", "NUCLEAR_STEP"})
ADVISING = frozenset({"deontic", "deontic_clause"})


# Killing, and the same among those who fight.
KILLED = "180"
FOUGHT = "190"


class ParticipantFinder:
    """Fills in actors and recipients, sentence by sentence."""

    def __init__(
        self,
        grammar: Grammar,
        lexicon: Lexicon,
        roles: RoleFinder,
        author: Entity | None,
        circumstances: CircumstanceFinder,
    ) -> None:
        """``author``: who says "I" outside quotations."""
        self.circumstances = circumstances
        self.grammar = grammar
        self.lexicon = lexicon
        self.roles = roles
        self.author = author
        self._at_issue = _most_named(roles.mentions)

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
        # "Reuters, Ukraine and Russia negotiated": an outlet in the company of others only tells of them.
        told_of = tuple(e for e in actors if not (e.sector == "JRN" and e.kind == "organisation"))
        actors = told_of or actors
        if candidate.trigger.row.act in OF_STATES:
            # "a resolution on Mali after its test": no organisation tests missiles, whatever "its" seems to mean.
            states = tuple(e for e in actors if e.country not in ORGANISATIONS)
            if actors and not states:
                states = self._state_before(token)
                decided = {**decided, "actors": "nearest state before it"}
            actors = states
        if frame.name in ADVISING and coded(actors) and not recipients and self._own_duty(scene, actors, statement):
            actors = ()
        if candidate.topic == "MEDIATE" and not coded(recipients):
            # "ready to mediate if both sides want it": the offer is to those whose will it depends on.
            wanted = [s for c in self.circumstances.condition_heads(token) for s in self.grammar.surface_subjects(c)]
            recipients = tuple(e for s in wanted for e in self.roles.named(s, statement)) or recipients
        struck = candidate.root in VIOLENT and not actors
        if (frame.kind == "directed" or struck) and not coded(recipients):
            recipients, decided = self._local_recipients(candidate, actors, recipients, decided)
        if not actors and candidate.root == "14" and self._breaks_out(token):
            actors, decided = self._people_there(candidate, decided)
        if candidate.trigger.row.act == "TEST" and not recipients:
            recipients = tuple(e for e in self.roles.slot("across", scene) if e.country and not among(e, actors))
            if recipients:
                decided = {**decided, "recipients": "country flown over"}
            else:
                recipients, decided = self._flown_over(candidate, actors, decided)
        if frame.mutual and candidate.root == "19" and recipients and not actors:
            actors = recipients  # "fighting in the north of Chad": both sides are there
        if frame.mutual and candidate.root == "19" and not recipients and len(actors) > 1:
            first = tuple(e for e in self.roles.slot("subj", scene) if e in actors)
            actors, recipients = self._foes(actors, first)
        if not actors and candidate.cameo.startswith(HELD) and self.grammar.passive(token):
            actors, decided = self._captors(recipients, decided)
        if actors and not coded(actors) and all(e.sector in REBELS for e in actors) and candidate.root in HOSTILE:
            actors, decided = self._local_actors(candidate, actors, decided, self._at_issue)
        if actors and not coded(actors) and (candidate.root == "14" or self._at_home(actors)):
            actors, decided = self._local_actors(candidate, actors, decided)
        if candidate.trigger.row.act == "KILL" and candidate.cameo == KILLED and _combat(actors, recipients):
            candidate = replace(candidate, coding=Coding(FOUGHT), reason="rule:KILL (combatants)")
        if candidate.trigger.row.act == "PROTEST" and self._official_protest(candidate.token, actors):
            complaint = self.lexicon.crossed("COMPLAIN", ANY) or candidate.coding
            candidate = replace(candidate, coding=complaint, reason="rule:COMPLAIN (a state protests)")
        return replace(candidate, actors=actors, recipients=recipients, statement=statement, decided=decided)

    def _official_protest(self, token: int, actors: Sequence[Entity]) -> bool:
        """Whether a "protest" is a government's or an organisation's: of words, not in the street."""
        g = self.grammar
        word = g.lemma(token) == "protest" and (g.tokens[token].pos == "VERB" or g.tokens[token].lower == "protest")
        official = all(e.kind == "country" or e.country in ORGANISATIONS or e.office for e in actors)
        return word and bool(actors) and official

    @staticmethod
    def _foes(everyone: Sequence[Entity], first: Sequence[Entity]) -> tuple[tuple[Entity, ...], tuple[Entity, ...]]:
        """Those who fight as two sides: the subject against the others, else the first against the rest."""
        one = first if first and len(first) < len(everyone) else everyone[:1]
        return tuple(one), tuple(e for e in everyone if e not in one)

    def _flown_over(
        self, candidate: Candidate, actors: Sequence[Entity], decided: dict[str, str]
    ) -> tuple[tuple[Entity, ...], dict[str, str]]:
        """Another country that a missile is fired over or at: "fired a missile over Peru"."""
        found = self.circumstances.where(candidate.token, candidate.trigger.governor)
        if found is None or self.grammar.case(found[1].head) not in ("over", "toward", "towards", "across", "at"):
            return (), decided
        place = found[0]
        if place.country is None or any(a.country == place.country for a in actors):
            return (), decided
        there = Entity(place.span.text, place.name, "other", place.country, None, None, place.span)
        return (there,), {**decided, "recipients": "country flown over"}

    @staticmethod
    def _captors(recipients: Sequence[Entity], decided: dict[str, str]) -> tuple[tuple[Entity, ...], dict[str, str]]:
        """Who holds and lets go rebels where nobody is named: their state ("Four rebel leaders were released")."""
        countries = {e.country for e in recipients if e.sector in REBELS and e.country not in ORGANISATIONS}
        country = catalogue().country(next(iter(countries)) or "") if len(countries) == 1 else None
        if country is None:
            return (), decided
        state = Entity(recipients[0].text, country.name, "country", country.code, "GOV", None, recipients[0].span)
        return (state,), {**decided, "actors": "state of the rebels"}

    def _breaks_out(self, token: int) -> bool:
        """Whether an event noun is told of as something that happens: "riots broke out", "a rally was held"."""
        g = self.grammar
        return g.base(token) == "nsubj" and g.lemma(g.tokens[token].head) in HAPPENING

    def _people_there(self, candidate: Candidate, decided: dict[str, str]) -> tuple[tuple[Entity, ...], dict[str, str]]:
        """Those who protest where nobody is named: the people of the place."""
        found = self.circumstances.where(candidate.token, candidate.trigger.governor) or self.circumstances.where(
            self.grammar.tokens[candidate.token].head, candidate.trigger.governor
        )
        if found is None or found[0].country is None:
            return (), decided
        place = found[0]
        people = Entity(place.span.text, place.name, "group", place.country, "CVL", None, place.span)
        return (people,), {**decided, "actors": "people of the place"}

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
        """Whether a bare event noun is one particular act: by its date, its victims or a verb that says it went on."""
        token, governor = candidate.token, candidate.trigger.governor
        if candidate.root in VIOLENT and staging_verb(self.grammar, token) is not None:
            return True
        return self.circumstances.dated(token) or bool(self.circumstances.victims(token, governor)[0])

    def _local_actors(
        self,
        candidate: Candidate,
        actors: tuple[Entity, ...],
        decided: dict[str, str],
        otherwise: str | None = None,
    ) -> tuple[tuple[Entity, ...], dict[str, str]]:
        """Protesters, police, courts and rebels belong to the country of the place: "students marched in Bamako"."""
        place = self.circumstances.near(candidate.token, candidate.trigger.governor) or self.circumstances.dateline
        country = (place.country if place is not None else None) or otherwise
        if country is None:
            return actors, decided
        here = tuple(replace(e, country=country) for e in actors)
        return here, {**decided, "actors": "country of the place"}

    @staticmethod
    def _at_home(actors: Sequence[Entity]) -> bool:
        """Whether all of ``actors`` are the kind that acts in its own country: police, courts, parliaments, workers."""
        return all(e.sector in DOMESTIC and e.kind != "person" for e in actors)

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
        noun = self.grammar.tokens[token].pos == "NOUN" or self.grammar.base(token) == "nsubj"
        bare = noun and not actors and not recipients
        if bare and not self._particular(candidate):
            return recipients, decided
        place: Where | None = None
        if candidate.cameo.startswith(HARM):
            noun = self.grammar.tokens[token].pos == "NOUN" and self.grammar.base(token) == "obj"
            owned = noun and coded(actors) and not recipients
            found = self.circumstances.where(token, governor)
            # "met in Peru and condemned Mali's attacks": a place of the sentence need not be that of the noun.
            place = (found[0] if found is not None else None) if owned else self.circumstances.near(token, governor)
        elif candidate.cameo.startswith(LOCAL) and not recipients:
            found = self.circumstances.where(token, governor)
            place = found[0] if found is not None else None
        if place is not None and place.country is not None:
            at_place = tuple(replace(e, country=place.country) for e in recipients) or (
                Entity(place.span.text, place.name, "other", place.country, None, None, place.span),
            )
            return at_place, {**decided, "recipients": "country of the place"}
        foes = tuple(e for e in recipients if e.sector in REBELS)
        state = next((a.country for a in actors if a.country and a.sector in STATE), None)
        hostile = candidate.root in HOSTILE and state == self._at_issue
        if foes and len(foes) == len(recipients) and state and state not in ORGANISATIONS and hostile:
            # "The Chadian army fought rebels": whose rebels is not said, so its own.
            own = tuple(replace(e, country=state) for e in recipients)
            return own, {**decided, "recipients": "own country of those who did it"}
        at_home = HOME_SECTORS.get(candidate.root, REBELS)
        home = next((a.country for a in actors if a.country and a.sector in at_home), None)
        # Whom a state arrests may be a foreigner: a person with a name is left without a country.
        unnamed = not any(e.kind == "person" and e.name[:1].isupper() for e in recipients)
        if candidate.cameo.startswith(HARM) and recipients and unnamed and home and home not in ORGANISATIONS:
            own = tuple(replace(e, country=home) for e in recipients)
            return own, {**decided, "recipients": "own country of those who did it"}
        return recipients, decided

    def _own_duty(self, scene: Scene, actors: Sequence[Entity], statement: Statement | None) -> bool:
        """Whether "must" or "it is vital that" tells of the speaker's own duty: "we must act"."""
        heads = self.grammar.surface_subjects(scene.token)
        who = [e for h in heads for e in self.roles.named(h, statement)]
        return any(e.country == a.country for e in who for a in actors if e.country)


def _combat(actors: Sequence[Entity], recipients: Sequence[Entity]) -> bool:
    """Whether those who kill are armed forces or those who are killed soldiers or fighters: no common violence."""
    return any(e.sector == "MIL" for e in actors) or any(e.sector in ("MIL", *REBELS) for e in recipients)


def _most_named(mentions: Mentions) -> str | None:
    """The country that a report names most, by its names and its people's; None for none."""
    counts = Counter(e.country for m in mentions.actors if m.form != "pronoun" for e in m.entities if e.country)
    states = [country for country, n in counts.most_common() if country not in ORGANISATIONS and n > 1]
    return states[0] if states else None
