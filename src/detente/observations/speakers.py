"""Who a noun phrase is: an Entity for the head token of a speaker, from the mentions or from its own words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.mentions.catalogue import catalogue
from detente.mentions.types import ActorMention, Mentions
from detente.observations.attribution import Speech
from detente.observations.cues import Cues
from detente.observations.sources import is_medium
from detente.records import Entity, EntityKind, Report

_ARTICLES = frozenset({"the", "a", "an"})
_KIND_OF_NAME: dict[str, EntityKind] = {"PER": "person", "ORG": "organisation", "GPE": "country", "NORP": "group"}
# Sentences back that "the statement" may have been spoken of, and words of the clause that tells what it is about.
_PAPERS, _OUTLINE = 4, 7
_PERSONAL = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves", "both"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker and, where a document or an outlet spoke for it, those who carried the words."""

    entity: Entity
    carriers: tuple[Entity, ...] = ()


class SpeakerFinder:
    """Names the speakers of one report; remembers who spoke last, for pronouns that nobody else resolved."""

    def __init__(self, report: Report, speech: Speech, mentions: Mentions, cues: Cues) -> None:
        self.report = report
        self.speech = speech
        self.mentions = mentions
        self.cues = cues
        self._last: dict[str, Entity] = {}
        self._names = {n: name for name in speech.document.names for n in range(name.start, name.end)}

    def speaker(self, head: int) -> Speaker:
        """The speaker that token ``head`` stands for; "the ministry's statement" speaks for the ministry."""
        token = self.speech.tokens[head]
        carriers: tuple[Entity, ...] = ()
        if token.pos == "NOUN" and self.cues.documents.get(token.lemma.lower()):
            author = self._author(head)
            if author is not None:
                carriers = (self._described(head),)
                head = author
        entity = self.entity(head)
        self._remember(entity)
        return Speaker(entity, (*self._media_of(head, entity), *carriers))

    def entity(self, head: int) -> Entity:
        """The Entity of the noun phrase headed by ``head``."""
        mention = self._mention(head)
        if mention is not None:
            return self._whole(mention, head)
        token = self.speech.tokens[head]
        if token.pos == "PRON":
            antecedent = self._antecedent(token.lower)
            if antecedent is not None:
                return replace(antecedent, text=token.text, span=self.report.span(token.idx, token.end))
        return self._described(head)

    # --- parts

    def _outlet(self, t: int) -> bool:
        """Whether media noun ``t`` heads a phrase for an outlet: not "social media", not "a daily meeting"."""
        token = self.speech.tokens[t]
        social = t > 0 and self.speech.tokens[t - 1].lower == "social"
        return token.pos in ("NOUN", "PROPN") and token.dep not in ("compound", "amod") and not social

    def _mention(self, head: int) -> ActorMention | None:
        mention = self.mentions.actor_headed(head)
        if mention is not None and mention.entities:
            return mention
        covering = self.mentions.actor_at(head)
        return covering if covering is not None and covering.entities else None

    def _whole(self, mention: ActorMention, head: int) -> Entity:
        """The mention's entity; a description keeps its whole phrase as its text ("a senior Kremlin official")."""
        entity = mention.entity
        if mention.form == "pronoun" or mention.head != head:
            return entity
        start, end = self._phrase(head)
        start, end = min(start, mention.start), max(end, mention.end)
        if self.speech.tokens[start].sent != self.speech.tokens[end - 1].sent:
            return entity
        span = self.report.span(self.speech.tokens[start].idx, self.speech.tokens[end - 1].end)
        return replace(entity, text=span.text, span=span)

    def _author(self, head: int) -> int | None:
        """Whose document it is: its possessor or its "by"-phrase; for "the statement", that of the one spoken of."""
        grammar = self.speech.grammar
        found = grammar.kids(head, "nmod:poss") or grammar.obliques(head, "by")
        return found[0] if found else self._issued(head)

    def _issued(self, head: int) -> int | None:
        """Who issued the document that "the statement" means: "He said in a statement ... The statement said"."""
        tokens, grammar = self.speech.tokens, self.speech.grammar
        if not any(tokens[c].lower in ("the", "this") for c in grammar.kids(head, "det")) or grammar.kids(head, "acl"):
            return None
        sentence = self.speech.document.sentence_of(head)
        first = self.speech.document.sentences[max(sentence.i - _PAPERS, 0)].start
        for t in range(head - 1, first - 1, -1):
            if tokens[t].lemma != tokens[head].lemma or tokens[t].pos != "NOUN" or t >= sentence.start:
                continue
            owner = grammar.kids(t, "nmod:poss") or grammar.obliques(t, "by", "from")
            verb = tokens[t].head
            if not owner and grammar.base(t) == "obl" and tokens[verb].lemma in self.cues.verbs:
                owner = [s for s in (self.speech.speakers(verb),) if s is not None]
            if owner and self._mention(owner[0]) is not None:
                return owner[0]
        return None

    def whose(self, entity: Entity, speaker: Entity) -> Entity:
        """A medium that is only "the ministry's", named after the ministry of the minister who speaks there."""
        office = speaker.office or ""
        adjective = catalogue().adjective(speaker.country)
        medium = entity.name.partition("ministry's ")[2] or entity.name.partition("ministry\u2019s ")[2]
        if not medium or not entity.name.startswith("ministry") or not adjective or not office.endswith("Minister"):
            return entity
        ministry = f"{adjective} {office.removesuffix('Minister')}Ministry"
        return replace(entity, name=f"{ministry}'s {medium}", country=speaker.country)

    def _antecedent(self, pronoun: str) -> Entity | None:
        if pronoun in _PERSONAL:
            return self._last.get("person")
        if pronoun in _PLURAL:
            return self._last.get("group") or self._last.get("country") or self._last.get("organisation")
        if pronoun in ("it", "its", "itself"):
            return self._last.get("thing")
        return None

    def _remember(self, entity: Entity) -> None:
        self._last[entity.kind] = entity
        if entity.kind != "person":
            self._last["thing"] = entity

    def _described(self, head: int) -> Entity:
        """An Entity from the words of the noun phrase itself."""
        start, end = self._phrase(head)
        tokens = self.speech.tokens
        span = self.report.span(tokens[start].idx, tokens[end - 1].end)
        if tokens[head].lemma.lower() in self.cues.documents:
            end = max(end, self._outlined(head))
            span = self.report.span(tokens[start].idx, tokens[end - 1].end)
        first = start + 1 if end - start > 1 and tokens[start].lower in _ARTICLES else start
        name = self.report.text[tokens[first].idx : tokens[end - 1].end]
        inner = [m for t in range(start, end) if (m := self.mentions.actor_at(t)) is not None and m.entities]
        country = inner[0].entity.country if inner else None
        return Entity(span.text, name, self._kind(head), country, None, None, span)

    def _outlined(self, head: int) -> int:
        """The end of the clause that says what a document is about: "the statement outlining the talks"."""
        tokens = self.speech.tokens
        if head + 1 >= len(tokens) or tokens[head + 1].dep != "acl" or not tokens[head + 1].lower.endswith("ing"):
            return head + 1
        below = self.speech.subtree(head + 1)
        return max(below) + 1 if len(below) <= _OUTLINE and below == list(range(below[0], below[-1] + 1)) else head + 1

    def _phrase(self, head: int) -> tuple[int, int]:
        """The noun phrase of ``head``, with the whole of a name that it is part of."""
        start, end = self.speech.noun_phrase(head)
        name = self._names.get(head)
        return (min(start, name.start), max(end, name.end)) if name else (start, end)

    def _kind(self, head: int) -> EntityKind:
        token = self.speech.tokens[head]
        name = self._names.get(head)
        if name is not None and name.label in _KIND_OF_NAME:
            return _KIND_OF_NAME[name.label]
        lemma = token.lemma.lower()
        if lemma in self.cues.documents:
            return "other"
        if lemma in self.cues.media_nouns:
            return "organisation"
        if lemma in self.cues.unnamed or token.lower in _PERSONAL:
            return "group" if token.lower != lemma and token.lower.endswith("s") else "person"
        if token.lower in _PLURAL:
            return "group"
        return "other"

    def _media_of(self, head: int, speaker: Entity) -> tuple[Entity, ...]:
        """Outlets inside a speaker's noun phrase, relative clauses included: "journalists who report for an agency"."""
        if self.speech.tokens[head].pos not in ("NOUN", "PROPN"):
            return ()
        if is_medium(speaker):
            return ()
        return tuple(e for e in self.media(self.speech.subtree(head)) if e.key != speaker.key)

    def _part_of_name(self, mention: ActorMention) -> bool:
        """Whether the words of an outlet only stand inside a longer name: "the Independent Trend Institute"."""
        name = self._names.get(mention.start)
        longer = name is not None and (name.start < mention.start or name.end > mention.end)
        head = self.speech.tokens[self.speech.tokens[mention.head].head]
        return longer and head.pos == "PROPN" and not mention.start <= head.i < mention.end

    def media(self, tokens: list[int]) -> list[Entity]:
        """The agencies and outlets among ``tokens``: mentions of them, and phrases such as "the ministry's website"."""
        out: list[Entity] = []
        seen: set[object] = set()
        for t in tokens:
            mention = self.mentions.actor_at(t)
            found = [e for e in mention.entities if is_medium(e)] if mention is not None else []
            if mention is not None and self._part_of_name(mention):
                found = []
            if not found and self.speech.tokens[t].lemma.lower() in self.cues.media_nouns:
                found = [self._described(t)] if self._outlet(t) else []
            for entity in found:
                if entity.key not in seen:
                    seen.add(entity.key)
                    out.append(entity)
        return out
