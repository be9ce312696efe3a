"""Those who take part in an act but whom nobody names: "a village", "two islanders", a pronoun that stays unclear.

The resolved mentions know countries, organisations, offices and names. Who is none of these is still who did it or whom
it was done to; such words become participants without a country, so that a reader sees them in the record. A pronoun
that is resolved gives way to the name that its own sentence has for the same actor: "Peru says it will help" tells of
Peru.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from detente.mentions.types import ActorMention, within
from detente.observations.candidates import Candidate
from detente.observations.clause_subjects import PAPERS
from detente.observations.lexicon import Lexicon
from detente.observations.roles import RoleFinder, Scene
from detente.observations.sides import among
from detente.observations.topics import TopicFinder
from detente.records import Entity, Report

# Topic classes of people and of bodies that act.
PEOPLE = frozenset(
    {"PERSON", "CIVILIAN", "MILITANT", "TROOPS", "CROWD", "POLICE", "REBEL", "MILITIA", "JOURNALIST", "DIPLOMAT"}
    | {"MINISTER", "OFFICIAL", "PRISONER", "HOSTAGE", "REFUGEE", "SUSPECT", "VICTIM", "SETTLER", "JUDGE", "COURT"}
    | {"GOVERNMENT", "PARLIAMENT", "ORGANISATION", "AIDAGENCY", "PARTY", "OPPOSITION", "DELEGATION", "OBSERVERS"}
    | {"TERRORIST", "DISSIDENT", "FIGHTER", "FUGITIVE", "WITNESS", "GUEST", "PLAYER", "COALITION", "TRIBUNAL"}
)
# Other nouns for people and states taken together.
MANY = frozenset(
    {"side", "party", "country", "state", "nation", "government", "mob", "thousand", "hundred", "dozen", "other", "guy"}
    | {"team", "gang", "crowd", "group", "faction", "bloc", "counterpart", "rival", "neighbor", "neighbour", "ally"}
    | {"community", "minority", "public", "population", "force", "power", "capital", "enemy", "partner", "volunteer"}
)
PRONOUNS = frozenset({"he", "she", "they", "we", "i", "him", "her", "them", "us", "me", "it", "who", "whom"})
# Acts whose victims may be anybody and anything.
HARM = ("0841", "171", "173", "174", "175", "18", "19", "20")
# Slots in which those who are acted on stand next to the act.
NEAR_SLOTS = frozenset({"obj", "iobj", "on", "upon", "against", "to", "of", "with", "from", "at", "for", "xsubj"})
ACTING_SLOTS = frozenset({"subj", "by", "poss", "lsubj", "from"})
# Slots whose actors stand somewhere within what an act is about.
DEEP = frozenset({"slot:comp", "slot:inobj"})
PLACED = "country of the place"
# How many words a participant's phrase may have before its head.
LONGEST = 8
BEFORE_HEAD = frozenset({"det", "amod", "compound", "nummod", "flat", "advmod", "goeswith", "punct", "nmod:poss"})


class UnnamedFinder:
    """Gives acts the participants that are no resolved mentions."""

    def __init__(self, report: Report, roles: RoleFinder, topics: TopicFinder, lexicon: Lexicon) -> None:
        self.report = report
        self.grammar = roles.grammar
        self.mentions = roles.mentions
        self.roles = roles
        self.topics = topics
        self.lexicon = lexicon
        self.timed = frozenset(i for t in self.mentions.times for i in range(t.start, t.end))

    def complete(self, c: Candidate) -> Candidate:
        """``c`` with unnamed participants where its frame has a place for them and nobody known stands there."""
        frame = self.lexicon.frames.get(c.trigger.row.frame)
        if frame is None:
            return self._spelt(c)
        scene = Scene(self._token(c.token), c.trigger.light, c.complement, c.statement)
        decided = dict(c.decided)
        actors, recipients = c.actors, c.recipients
        if not actors:
            actors = self._first((s for s in frame.actor if s in ACTING_SLOTS), scene, c, False)
            if actors:
                decided["actors"] = "words without a name"
        spread = c.decided.get("recipients") in DEEP
        if frame.kind == "directed" and (not recipients or spread or self._only_place(c)):
            found = self._first((s for s in frame.recipient if s in NEAR_SLOTS), scene, c, c.cameo.startswith(HARM))
            if found and spread:
                recipients = (*(e for e in found if e.country is None), *recipients)
            elif found and recipients:
                recipients = tuple(replace(e, country=recipients[0].country) for e in found)
            elif found:
                recipients, decided["recipients"] = found, "words without a name"
        return self._spelt(replace(c, actors=actors, recipients=recipients, decided=decided))

    def _token(self, token: int) -> int:
        g = self.grammar
        modal = g.tokens[token].pos == "AUX" and g.base(token) in ("aux", "cop")
        return g.tokens[token].head if modal else token

    @staticmethod
    def _only_place(c: Candidate) -> bool:
        """Whether all that is known of whom it was done to is the country where it happened."""
        return c.decided.get("recipients") == PLACED and all(e.kind == "other" for e in c.recipients)

    def _first(self, slots: Iterable[str], scene: Scene, c: Candidate, anything: bool) -> tuple[Entity, ...]:
        """Those in the first of ``slots`` that has people in it, or ``anything``."""
        for slot in slots:
            heads = self.roles.heads(slot, scene)
            found = tuple(self._entity(h) for h in self._several(heads) if self._fits(h, slot, c, anything))
            if not found and slot == "obj":
                # "denied the man's accusations", "hacked the minister's server".
                owners = [k for h in self._several(heads) for k in self.grammar.kids(h, "nmod:poss")]
                found = tuple(self._entity(k) for k in owners if self._owns(k, c))
            if found:
                return found
        return ()

    def _owns(self, k: int, c: Candidate) -> bool:
        """Whether possessor ``k`` is somebody else than who acts."""
        mention = self.mentions.actor_headed(k)
        known = mention is not None and bool(mention.entities)
        if self.grammar.tokens[k].pos == "PRON" and not known:
            return False
        entity = self._entity(k)
        return (
            self._fits(k, "obj", c, False)
            and not among(entity, c.actors)
            and entity.key not in {e.key for e in c.actors}
        )

    def _several(self, heads: Sequence[int]) -> Iterator[int]:
        g = self.grammar
        yield from dict.fromkeys(g.unpack(j) for h in heads for j in g.conjuncts(h))

    def _fits(self, head: int, slot: str, c: Candidate, anything: bool) -> bool:
        """Whether the word at ``head`` can be who acts, or is acted on, in ``slot``."""
        g = self.grammar
        token = g.tokens[head]
        if head == c.token or head == c.trigger.light:
            return False
        if token.pos == "PRON":
            return token.lower in PRONOUNS and (token.lower != "it" or slot in ACTING_SLOTS)
        if head in self.timed:
            return False
        if token.pos == "PROPN":
            return self.topics.at(head) == () or bool(set(self.topics.at(head)) & PEOPLE)
        if token.pos not in ("NOUN", "NUM", "DET", "ADJ"):
            return False
        lemma = g.lemma(head)
        if lemma in MANY or set(self.topics.at(head)) & PEOPLE or self.mentions.actor_headed(head) is not None:
            return True
        if token.pos != "NOUN" or head == c.about or lemma in PAPERS or lemma in self.lexicon.event_nouns:
            return False
        own = bool(c.trigger.row.objects) and slot == "obj"
        return anything and not own

    def _entity(self, head: int) -> Entity:
        mention = self.mentions.actor_headed(head)
        if mention is not None and mention.entities:
            return mention.entity
        g = self.grammar
        before = [
            k for k in g.children[head] if k < head and (g.tokens[k].dep in BEFORE_HEAD or g.base(k) in BEFORE_HEAD)
        ]
        start = max(min([head, *before]), head - LONGEST)
        while g.tokens[start].pos == "PUNCT" and start < head:
            start += 1
        span = self.report.span(*g.document.slice(start, head + 1))
        first = start + 1 if g.tokens[start].pos == "DET" and start < head else start
        name = self.report.span(*g.document.slice(first, head + 1)).text
        if g.tokens[head].pos != "PROPN":
            name = name[:1].lower() + name[1:]
        many = g.lemma(head) in MANY or set(self.topics.at(head)) & PEOPLE
        return Entity(span.text, name, "group" if many else "other", None, None, None, span)

    def _spelt(self, c: Candidate) -> Candidate:
        """``c`` with the names that its sentence has for those whom pronouns stand for."""
        actors = tuple(self._name(e, c.token) for e in c.actors)
        recipients = tuple(self._name(e, c.token) for e in c.recipients)
        return replace(c, actors=actors, recipients=recipients)

    def _name(self, entity: Entity, token: int) -> Entity:
        sentence = self.grammar.document.sentence_of(token)
        near = within(self.mentions.actors, sentence.start, sentence.end)
        own = next((m for m in near if m.form != "name" and self._says(m, entity)), None)
        if own is None:
            return entity
        if own.form == "description":
            return self._apposed(own, entity)
        names = [e for m in near if m.form != "pronoun" for e in m.entities if e.key == entity.key and m is not own]
        earlier = [e for e in names if e.span.start < entity.span.start]
        return earlier[-1] if earlier else names[0] if names else entity

    def _apposed(self, own: ActorMention, entity: Entity) -> Entity:
        """The name that stands beside a description: "the city's newspaper, *The Courier*"."""
        for k in self.grammar.kids(own.head, "appos"):
            name = self.mentions.actor_headed(k)
            same = name is not None and name.form == "name" and len(name.entities) == 1
            if name is not None and same and name.entity.country in (entity.country, None) and name is not own:
                found = name.entity
                return replace(found, country=entity.country, sector=found.sector or entity.sector)
        return entity

    @staticmethod
    def _says(mention: ActorMention, entity: Entity) -> bool:
        return any(e.span == entity.span for e in mention.entities)
