"""From triggers to coded candidates: which code each act gets, and which acts are only what another one talks about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from detente.language.document import Act
from detente.observations.grammar import Grammar
from detente.observations.lexicon import ANY, NO_EVENT, Coding, Lexicon
from detente.observations.modality import ModalityFinder
from detente.observations.staging import staging_verb
from detente.observations.topics import TopicFinder
from detente.observations.triggers import Trigger
from detente.records import Entity, Statement

# Acts of speech whose complement is only talked about: what is appealed for, promised, demanded, refused, threatened.
IRREALIS_ROOTS = frozenset({"02", "03", "10", "12", "13"})
ALLEGATIONS = frozenset({"charge", "suspicion", "allegation", "accusation", "count", "claim"})
FAR = 99
# What was not threatened, promised or asked: no event, but neither is what it would have been about.
SILENT = Coding(NO_EVENT)
# What promises are when what is promised is not to do something.
REFUSAL = "REJECT"
# Verbs whose complement is what was said, at a meeting or after a visit, not what that was about.
SAYING = frozenset({"say", "tell", "speak"})
# Topics that only carry another one: a bill to widen sanctions is about sanctions.
VESSELS = frozenset(
    {"LAW", "RESOLUTION", "MEASURES", "POLICY", "DIPLOMACY", "ROLE", "OFFER", "PROPOSAL", "EFFORT", "MONEY"}
)


# Who is committed to countering attacks threatens none.
COUNTERING = frozenset(
    {"counter", "prevent", "combat", "fight", "stop", "end", "deter", "tackle", "curb", "halt", "avoid", "avert"}
    | {"against", "protect", "defend", "ensure", "defeat", "eliminate", "address", "reduce", "investigate", "condemn"}
    | {"prohibit", "ban", "monitor", "disrupt", "dismantle", "thwart", "limit", "renounce", "resist", "oppose"}
)
THREATS = "13"
PROMISING = frozenset({"INTEND", "VOW"})
NOT_ALLOWED = "not to allow"
LETTING = frozenset({"let", "allow", "permit"})


@dataclass(frozen=True, slots=True)
class Candidate:
    """An act with its code, before modality and circumstances.

    ``region`` maps the tokens of its complement to their depth; ``about`` is the token that names its topic, or -1.
    ``joined`` are the tokens of acts that are one with it ("*staged* a protest"). ``act`` is what the event head found
    at its words.
    """

    trigger: Trigger
    coding: Coding
    topic: str | None
    reason: str
    region: dict[int, int]
    complement: tuple[int, ...]
    negated: bool = False
    about: int = -1
    actors: tuple[Entity, ...] = ()
    recipients: tuple[Entity, ...] = ()
    statement: Statement | None = None
    joined: tuple[int, ...] = ()
    decided: dict[str, str] = field(default_factory=dict)
    act: Act | None = None

    @property
    def token(self) -> int:
        """The trigger's token."""
        return self.trigger.token

    @property
    def cameo(self) -> str:
        """The CAMEO code."""
        return self.coding.cameo

    @property
    def root(self) -> str:
        """The CAMEO root, two digits."""
        return self.cameo[:2]


@dataclass(frozen=True, slots=True)
class _Option:
    """A code that an act may get: how near what decides it stands (depth; topics before acts), the topic, its token."""

    nearness: tuple[int, int]
    coding: Coding
    topic: str | None
    reason: str
    token: int


class CandidateCoder:
    """Gives each trigger of a sentence its code and drops what is coded already by the act above it."""

    def __init__(self, grammar: Grammar, lexicon: Lexicon, topics: TopicFinder, modality: ModalityFinder) -> None:
        self.grammar = grammar
        self.lexicon = lexicon
        self.topics = topics
        self.modality = modality

    def code(self, triggers: Sequence[Trigger]) -> list[Candidate]:
        """Coded candidates in text order; nested acts are coded first, so that the outer ones can use them."""
        done: dict[int, Candidate] = {}
        for trigger in sorted(triggers, key=lambda t: -self._depth(t.governor)):
            candidate = self._one(trigger, done)
            if candidate is not None:
                done[trigger.token] = candidate
        return [done[i] for i in sorted(done)]

    def _depth(self, i: int) -> int:
        return sum(1 for _ in self.grammar.document.ancestors(i))

    def _one(self, trigger: Trigger, inner: dict[int, Candidate]) -> Candidate | None:
        act = trigger.row.act
        negated, cues = self.modality.negation(trigger.token, self.clause(trigger))
        if any(self.grammar.tokens[c].lower == "without" for c in cues):
            return None  # "without offering reasons" tells of no act and of no refusal
        if negated and self.modality.neither(self.clause(trigger)):
            return None
        if self._alleged(trigger.governor):
            return None
        tops = self.complement(trigger)
        region = self.region(trigger.token, tops)
        if negated:
            act = self.lexicon.negated.get(act, act)
            if act == NO_EVENT:
                plain = self.lexicon.crossed(trigger.row.act, ANY)
                only_talk = plain is not None and plain.cameo[:2] in IRREALIS_ROOTS
                return Candidate(trigger, SILENT, None, "not done", region, tops) if only_talk else None
        if act in PROMISING and any(self._not_let(t) for t in tops):
            plain = self.lexicon.crossed(REFUSAL, ANY)  # whatever it is that shall not be allowed
            return Candidate(trigger, plain, None, f"rule:{act} {NOT_ALLOWED}", region, tops) if plain else None
        options = self._options(act, trigger.token, tops, region, inner)
        if options:
            best = min(options, key=lambda o: o.nearness)
        else:
            default = self.lexicon.crossed(act, ANY)
            if default is None:
                return None
            best = _Option((0, 0), default, None, f"rule:{act}", -1)
        if best.coding.cameo == NO_EVENT:
            return None
        keeps_negation = negated and act == trigger.row.act
        return Candidate(trigger, best.coding, best.topic, best.reason, region, tops, keeps_negation, best.token)

    def _not_let(self, clause: int) -> bool:
        """Whether what is promised is not to let somebody do something."""
        return self.grammar.lemma(clause) in LETTING and self.modality.negation(clause, clause)[0]

    def _alleged(self, i: int) -> bool:
        """Whether the act is the content of a charge: "indicted on charges of assaulting a soldier"."""
        g = self.grammar
        head = g.tokens[i].head
        linked = g.base(i) == "acl" or (g.base(i) == "nmod" and g.case(i) == "of")
        return linked and g.tokens[head].pos == "NOUN" and g.lemma(head) in ALLEGATIONS

    def _options(
        self, act: str, token: int, tops: Sequence[int], region: dict[int, int], inner: dict[int, Candidate]
    ) -> list[_Option]:
        """The codes that the topics and acts in the complement give ``act``; of vessels and contents, the contents."""
        options: list[_Option] = []
        undone = {o.token for o in inner.values() if o.negated}
        for topic in self.topics.below(token, list(tops)):
            if topic.token in undone:
                continue  # "promised that it would not attack" is no threat to attack
            coding = self.lexicon.crossed(act, topic.name)
            threat = coding is not None and coding.cameo.startswith(THREATS)
            if threat and act in PROMISING and self._countered(topic.token, region):
                coding = self.lexicon.crossed(act, ANY)
            if coding:
                reason = f"rule:{act} x {topic.name}"
                options.append(_Option((topic.depth, 0), coding, topic.name, reason, topic.token))
        for other in inner.values():
            depth = min((region.get(t, FAR) for t in (other.token, other.trigger.governor)), default=FAR)
            name = self.lexicon.embedded_topic(other.cameo, other.negated) if depth < FAR else None
            said = act
            turned = not other.negated and other.trigger.row.act in self.lexicon.negated and self._undone(other)
            if turned:
                plain = self.lexicon.crossed(other.trigger.row.act, other.topic or ANY)
                name = self.lexicon.embedded_topic(plain.cameo, False) if plain else None
            if turned or (other.negated and name == self.lexicon.embedded_topic(other.cameo, False)):
                refused = self.lexicon.negated.get(act, "")
                said = refused if refused == REFUSAL else act  # "vowed not to negotiate" is a refusal to
            coding = self.lexicon.crossed(said, name) if name else None
            threat = coding is not None and coding.cameo.startswith(THREATS)
            if threat and said in PROMISING and self._countered(other.token, region):
                coding = self.lexicon.crossed(said, ANY)
            if coding and name:
                reason = f"rule:{said} x {name} ({other.cameo})"
                options.append(_Option((depth, 1), coding, name, reason, other.token))
        contents = [o for o in options if o.topic not in VESSELS]
        return contents or options

    def _countered(self, token: int, region: dict[int, int]) -> bool:
        """Whether what is promised is to stop what ``token`` names: "committed to countering threats"."""
        g = self.grammar
        if g.case(token) == "against":
            return True
        above = [a for a in g.document.ancestors(token) if a in region]
        return any(g.lemma(a) in COUNTERING or g.case(a) == "against" for a in above)

    def _undone(self, other: Candidate) -> bool:
        """Whether an act was negated, so that its code is that of a refusal."""
        return self.modality.negation(other.token, self.clause(other.trigger))[0]

    def clause(self, trigger: Trigger) -> int:
        """The head of the clause that the act belongs to: for an auxiliary, the verb it goes with; for a noun, the verb
        that says that it goes on ("the talks *continued*")."""
        i = trigger.governor
        if trigger.light is None and self.grammar.tokens[i].pos == "NOUN":
            staging = staging_verb(self.grammar, i)
            if staging is not None and self.grammar.tokens[staging].pos in ("VERB", "AUX"):
                return staging
        modal = self.grammar.tokens[i].pos == "AUX" and self.grammar.base(i) in ("aux", "cop")
        return self.grammar.tokens[i].head if modal else i

    def complement(self, trigger: Trigger) -> tuple[int, ...]:
        """The tops of what the act is about; for a modal ("must") or a copular judgement, the clause itself."""
        g = self.grammar
        i = trigger.token
        if g.tokens[i].pos == "AUX" and g.base(i) in ("aux", "cop"):
            return (g.tokens[i].head,)
        tops = list(g.complements(i))
        if g.predicate_nominal(i) or g.tokens[i].pos == "ADJ":
            tops += g.kids(i, "csubj")
            tops += [c for c in g.kids(i, "advcl") if c not in tops and "to" in g.marks(c)]
        if trigger.light is not None and g.lemma(trigger.light) not in SAYING:
            tops += [c for c in g.complements(trigger.light) if c != i and not g.inside(i, [c])]
        return tuple(tops)

    def region(self, token: int, tops: Sequence[int]) -> dict[int, int]:
        """The tokens that belong to what the act is about, with their depth below it."""
        out: dict[int, int] = {}
        level = [c for c in tops if self.topics.relevant(c)]
        depth = 1
        while level and depth <= 8:
            following = []
            for t in level:
                if t in out or t == token:
                    continue
                out[t] = depth
                following += self.topics.onward(t)
            level = following
            depth += 1
        return out
