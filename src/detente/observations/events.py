"""Who did what to whom: CAMEO and PLOVER events from the parse, the resolved mentions and the event tables.

The order of work: find the words that are acts (``triggers``); give each its code from act and topic (``candidates``);
fill in who took part (``roles``, ``participants``); drop what another act codes already (``settling``); let acts lend
one another participants (``references``); read modality and negation (``modality``), then time, place, conditions and
victims (``circumstances``); write the event with its evidence.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from operator import itemgetter

from detente.language.document import Document, Sentence
from detente.mentions.types import Mentions
from detente.observations.candidates import Candidate, CandidateCoder
from detente.observations.circumstances import CircumstanceFinder
from detente.observations.confidence import confidence
from detente.observations.enough import domestic, enough_known, meets_nobody, only_meant, told_outright
from detente.observations.grammar import Grammar
from detente.observations.lexicon import Coding, lexicon
from detente.observations.modality import GENERIC, ModalityFinder, Reality
from detente.observations.ontology import ontology
from detente.observations.opinion import HEAD, SecondOpinion
from detente.observations.participants import ParticipantFinder
from detente.observations.phrase_actors import FIRST_PERSON
from detente.observations.references import ReferenceFinder
from detente.observations.roles import RoleFinder
from detente.observations.settling import settle
from detente.observations.sides import coded, identified
from detente.observations.staging import broken_off, staging_verb
from detente.observations.topics import TopicFinder
from detente.observations.triggers import TriggerFinder
from detente.observations.unnamed import UnnamedFinder
from detente.records import Entity, Event, Report, Source, Span, Statement, make_id

UNCODED_PASSAGES = frozenset({"byline", "dateline", "promotion", "other"})
SPOKEN_ROOTS = frozenset({"02", "03", "10", "11", "12", "13"})
# Negotiations, and their end without result.
TALKS = "046"
BROKEN_OFF = "164"
BINDING = frozenset({"resolution", "sanction", "measure", "decree", "restriction", "embargo", "cap", "ban"})
# What who says that it cannot do it refuses.
CONSENTING = frozenset({"accept", "agree", "allow", "tolerate", "support", "recognise", "recognize", "permit"})
FORCE = frozenset({"15", "16", "17", "18", "19", "20"})
# Conditions on who an object is, not on what the act is.
KINDS = frozenset({"ACTOR", "STATE", "IGO", "PLACE", "PERSON"})
# How many tokens the words of an act may span.
TRIGGER_WIDTH = 6
VIOLENT_ROOTS = frozenset({"18", "19", "20"})


def find_events(report: Report, document: Document, mentions: Mentions, statements: Sequence[Statement]) -> list[Event]:
    """The events that ``report`` tells of, in text order.

    ``document`` is its parse, ``mentions`` the actors, times, places and quantities in it, ``statements`` what was said
    in it by whom. Passages that repeat another one, and those that are no part of the story, are not coded.
    """
    return EventCoder(report, document, mentions, statements).events()


class EventCoder:
    """Codes the events of one report."""

    def __init__(self, report: Report, document: Document, mentions: Mentions, statements: Sequence[Statement]) -> None:
        self.report = report
        self.document = document
        self.said = _innermost(document, statements)
        self.starts = [p.start for p in report.passages]
        self.has_body = any(p.kind == "body" for p in report.passages)
        self.tables = tables = lexicon()
        self.grammar = Grammar(document, tables.vocabulary)
        self.topics = topics = TopicFinder(self.grammar, mentions, tables)
        roles = RoleFinder(self.grammar, mentions)
        self.triggers = TriggerFinder(self.grammar, mentions, tables, topics)
        self.modality = ModalityFinder(self.grammar)
        self.coder = CandidateCoder(self.grammar, tables, topics, self.modality)
        self.circumstances = CircumstanceFinder(report, self.grammar, mentions, tables.event_nouns)
        author = _author(document, mentions, self.said)
        self.participants = ParticipantFinder(self.grammar, tables, roles, author, self.circumstances)
        self.opinion = SecondOpinion(document.acts, self.grammar, tables, self.coder, roles)
        self.unnamed = UnnamedFinder(report, roles, topics, tables)
        self.references = ReferenceFinder(self.grammar, tables, topics, self.circumstances)

    def events(self) -> list[Event]:
        """All events of the report, in text order."""
        candidates = [c for s in self.document.sentences if self._coded(s) for c in self._sentence(s)]
        events = [self._event(c) for c in self.references.lend(candidates)]
        return [e for e in events if e is not None]

    def _coded(self, sentence: Sentence) -> bool:
        if not self.report.passages:
            return True
        at = self.document.tokens[sentence.start].idx
        n = bisect_right(self.starts, at) - 1
        if n < 0 or at >= self.report.passages[n].end:
            return True
        passage = self.report.passages[n]
        if passage.kind == "title" and self.has_body:
            return False  # a headline tells what its story tells, in fewer words
        return passage.kind not in UNCODED_PASSAGES and passage.repeats is None

    def _sentence(self, sentence: Sentence) -> list[Candidate]:
        triggers = self.triggers.find(sentence)
        found = self.coder.code(triggers)
        with_roles = [self.participants.own(c, self.said.get(c.token)) for c in found]
        told = settle(with_roles, self.grammar)
        seen = {i for t in triggers for i in (t.token, t.light) if i is not None} | self.triggers.dismissed
        return self.opinion.settle(sentence, seen, told, lambda c: self.participants.own(c, self.said.get(c.token)))

    def _event(self, c: Candidate) -> Event | None:
        governor = self.coder.clause(c.trigger)
        if not enough_known(c, governor, self.grammar):
            # "The two countries signed a treaty": nobody is known, but somebody did it.
            c = self.unnamed.complete(c)
            if not c.actors or not told_outright(c, governor, self.grammar):
                return None
        if c.trigger.row.frame == "verdict" and not coded(c.recipients) and not self._political(c.token):
            return None  # a word of praise or blame about nobody in particular
        if c.cameo.startswith(TALKS) and governor != c.token and broken_off(self.grammar, governor):
            c = replace(c, coding=Coding(BROKEN_OFF), reason="rule:HALT x NEGOTIATE (talks that failed)")
        if self.circumstances.hypothetical(governor):
            return None  # "if they attack" is the condition of another act, not an act
        reality = self._reality(c, governor)
        known = coded(c.actors) and "elsewhere" not in c.decided.get("actors", "")
        if c.negated and not identified(c.actors):
            return None
        if reality.reason == GENERIC or (reality.modality == "hypothetical" and not known):
            return None  # "any sanctions regime", "missiles that can hit a city" are no events
        tried = c.root == "17" and identified(c.recipients)  # "is to go on trial"
        if reality.modality in ("planned", "predicted") and c.root in FORCE and not coded(c.actors) and not tried:
            return None  # "the goal is to retake the city": nobody's in particular
        if reality.modality == "predicted" and reality.negated and reality.reason == "governing word":
            return None  # "nobody expects them to accept it"
        if domestic(c, self.grammar):
            return None
        if only_meant(c, governor, reality.modality, self.grammar):
            return None
        if meets_nobody(c, governor, reality.modality == "actual", self.grammar, self.tables, self.modality.table):
            return None
        if self.grammar.base(c.token) == "csubj" and self.document.tokens[c.token].lower.endswith("ing"):
            return None  # "extending the truce was a topic" does not say that it was extended
        c = self.unnamed.complete(c)
        dated = self.circumstances.when(c.token, governor)
        place = self.circumstances.where(c.token, governor)
        conditions = self.circumstances.conditions(c.token, governor)
        if conditions and reality.modality in ("planned", "predicted", "hypothetical"):
            reality = replace(reality, modality="conditional")
        victims, counts = self.circumstances.victims(c.token, governor) if c.root in VIOLENT_ROOTS else ({}, ())
        # A truce that "takes effect on Saturday" has been agreed on: the day is its date.
        agreed = c.cameo.startswith("0871") and staging_verb(self.grammar, c.token) is not None
        unreal = reality.modality in ("planned", "conditional") and not agreed
        cameo = ontology().planned(c.cameo) if unreal else c.cameo
        negated = c.negated
        if negated and cameo != ontology().refused(cameo):
            cameo, negated = ontology().refused(cameo), False  # "will not release them" is a refusal
        if reality.modality == "planned" and cameo.startswith("03") and reality.reason == "auxiliary" and c.statement:
            reality = replace(reality, modality="actual")  # who says "we will help" has made a promise
        sure = confidence(c, reality, dated.time is not None)
        kept = c.coding if cameo == c.cameo else Coding(cameo)
        code = ontology().classify(cameo, self._lemmas(c.token), kept.plover, kept.mode)
        trigger = self._trigger(c)
        evidence = [
            self._sentence_span(c.token),
            trigger,
            *(e.span for e in (*c.actors, *c.recipients)),
            *((self._tokens(dated.time.start, dated.time.end),) if dated.time else ()),
            *((place[0].span,) if place else ()),
            *(self._tokens(q.start, q.end) for q in counts),
            *conditions,
        ]
        where_and_who = (trigger.start, trigger.end, *_keys((*c.actors, *c.recipients)))
        return Event(
            id=make_id("event", self.report.id, cameo, *where_and_who),
            report=self.report.id,
            cameo=cameo,
            plover=code.plover,
            mode=code.mode,
            contexts=code.contexts,
            quad=code.quad,
            scale=code.scale,
            actors=c.actors,
            recipients=c.recipients,
            modality=reality.modality,
            negated=negated,
            conditions=conditions,
            when=dated.when,
            where=place[0] if place else None,
            sources=c.statement.sources if c.statement else self._outlet(),
            statement=c.statement.id if c.statement else None,
            trigger=trigger,
            killed=victims.get("killed"),
            injured=victims.get("injured"),
            evidence=tuple(dict.fromkeys(e for e in evidence if e.report == self.report.id)),
            confidence=sure,
            decided_by={
                "cameo": c.reason,
                "modality": f"rule:{reality.reason}",
                "when": f"rule:{dated.reason}",
                **{k: v if v.startswith(HEAD) else f"rule:{v}" for k, v in c.decided.items()},
            },
        )

    def _political(self, predicate: int) -> bool:
        """Whether what ``predicate`` judges is a deal, talks, sanctions or another act of politics."""
        return any(self.topics.phrase(s) for s in self.grammar.surface_subjects(predicate))

    def _reality(self, c: Candidate, governor: int) -> Reality:
        """The act's modality; what somebody else says that an actor will do is a prediction, not a plan."""
        found = self.modality.of(c.token, governor)
        if found.modality == "planned" and c.cameo.startswith("163") and self._binding(found.cues[-1]):
            return replace(found, modality="actual")  # what a resolution "seeks to ban" it bans
        if c.root in SPOKEN_ROOTS and found.modality in ("hypothetical", "planned") and found.negated:
            return replace(found, modality="actual")  # "would not tolerate" is said of what is the case
        unable = found.reason == "auxiliary" and any(self.grammar.lemma(i) == "can" for i in found.cues)
        if unable and found.negated and self.grammar.lemma(c.token) in CONSENTING and c.statement is not None:
            return replace(found, modality="planned")  # "we cannot accept it" refuses it
        would = found.reason == "auxiliary" and any(self.grammar.lemma(i) == "would" for i in found.cues)
        if would and found.modality == "hypothetical" and found.negated:
            return replace(found, modality="planned")  # "they would not take part": a refusal, told afterwards
        if found.modality == "planned" and found.reason == "auxiliary" and c.statement is not None:
            speaker = c.statement.speaker
            if speaker.country and all(e.country != speaker.country for e in c.actors):
                return replace(found, modality="predicted")
        return found

    def _binding(self, governor: int) -> bool:
        """Whether an instrument in force is what seeks or aims: "the resolution seeks to", not "the bill would"."""
        return any(self.grammar.lemma(i) in BINDING for i in self.grammar.surface_subjects(governor))

    def _trigger(self, c: Candidate) -> Span:
        """The act's words: a noun with its compounds and light verb, a verb with its particles and its own noun."""
        g = self.grammar
        parts = [c.token]
        if g.tokens[c.token].pos == "NOUN":
            parts += g.kids(c.token, "compound")
        else:
            parts += [k for k in g.kids(c.token, "compound") if g.tokens[k].dep == "compound:prt"]
        if max(parts) - min(parts) > 4:
            parts = [c.token]
        own = [i for i in (c.trigger.light, *c.joined, *self._own_noun(c)) if i is not None]
        for i in sorted(own, key=lambda i: abs(i - c.token)):
            if max(*parts, i) - min(*parts, i) <= TRIGGER_WIDTH:
                parts.append(i)
        return self._tokens(min(parts), max(parts) + 1)

    def _own_noun(self, c: Candidate) -> list[int]:
        """The object without which its verb would not be this act: "imposed *sanctions*", "took *hostages*"."""
        row = c.trigger.row
        if row.pos != "VERB" or not row.objects:
            return []
        nouns = [self.grammar.unpack(o) for o in self.grammar.objects(c.token)]
        return [n for n in nouns if n > c.token and self.triggers.names((n,)) & row.objects - KINDS]

    def _tokens(self, start: int, end: int) -> Span:
        return self.report.span(*self.document.slice(start, end))

    def _sentence_span(self, token: int) -> Span:
        sentence = self.document.sentence_of(token)
        return self._tokens(sentence.start, sentence.end)

    def _lemmas(self, token: int) -> list[str]:
        sentence = self.document.sentence_of(token)
        return [self.grammar.lemma(i) for i in range(sentence.start, sentence.end)]

    def _outlet(self) -> tuple[Source, ...]:
        return (Source(self.report.outlet, "outlet"),) if self.report.outlet else ()


def _keys(entities: Sequence[Entity]) -> list[str]:
    return ["/".join(map(str, e.key)) for e in entities]


def _innermost(document: Document, statements: Sequence[Statement]) -> dict[int, Statement]:
    """For each token that is part of what somebody said, the innermost statement whose content holds it."""
    starts = [t.idx for t in document.tokens]
    spans = [(span.end - span.start, span, s) for s in statements for span in s.content]
    out: dict[int, Statement] = {}
    for _, span, statement in sorted(spans, key=itemgetter(0)):
        for i in range(bisect_left(starts, span.start), bisect_left(starts, span.end)):
            out.setdefault(i, statement)
    return out


def _author(document: Document, mentions: Mentions, said: Mapping[int, Statement]) -> Entity | None:
    """Who says "I" or "we" outside any quotation: the author of a text in the first person, if resolved."""
    for mention in mentions.actors:
        token = document.tokens[mention.head]
        own = token.lower in FIRST_PERSON and mention.head not in said
        if own and mention.entities and mention.entity.country:
            return mention.entity
    return None
