"""What a reader of figures hands on, and what it looks up: who is meant, when, and the numbers of a sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from detente.data import read_table
from detente.language.document import Document
from detente.mentions.catalogue import catalogue
from detente.mentions.types import Mentions, Quantity, TimeMention, within
from detente.observations.grammar import Grammar
from detente.records import Change, Entity, Report, Series, Span, When

Why = Literal["trade", "change", "casualties", "count", "nominal"]
_MAX_CLIMB = 5
_WHOLES = frozenset({"whole", "all", "rest", "part", "half", "course", "end", "beginning", "start"})


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure: ``token`` names it, ``governor`` is the word whose time is its period, ``evidence`` other deciding
    tokens."""

    token: int
    governor: int
    subject: Entity
    series: Series
    item: str
    why: Why
    partner: Entity | None = None
    value: float | None = None
    unit: str | None = None
    change: Change | None = None
    evidence: tuple[int, ...] = ()


@cache
def series_table(pos: str) -> dict[str, tuple[Series, str]]:
    """Lemma to (series, note) for nouns or verbs (see the table's header)."""
    rows = [r for r in read_table("quantities/series.tsv") if r["pos"] == pos]
    return {r["lemma"]: (r["series"], r["note"]) for r in rows}  # type: ignore[misc]


@cache
def change_table(pos: str) -> dict[str, Change]:
    """Lemma to change for verbs, nouns or adjectives."""
    return {r["lemma"]: r["change"] for r in read_table("quantities/changes.tsv") if r["pos"] == pos}  # type: ignore[misc]


_RELATIVE = frozenset({"acl:relcl", "advcl:relcl"})


class Setting:
    """One report with its parse and mentions, and questions that all readers of figures ask."""

    def __init__(self, report: Report, document: Document, mentions: Mentions) -> None:
        self.report = report
        self.document = document
        self.grammar = Grammar(document)
        self.mentions = mentions
        self._numbers: dict[int, list[Quantity]] = {}
        for quantity in mentions.quantities:
            self._numbers.setdefault(document.tokens[quantity.start].sent, []).append(quantity)
        self._main = self._main_country()

    def numbers(self, sentence: int) -> list[Quantity]:
        """The quantities of sentence ``sentence``."""
        return self._numbers.get(sentence, [])

    def entity(self, tokens: Iterable[int]) -> Entity | None:
        """The first country or organisation that heads or holds one of ``tokens``."""
        for t in tokens:
            for c in self.grammar.conjuncts(t):
                mention = self.mentions.actor_headed(c) or self.mentions.actor_at(c)
                if mention is not None and (mention.entity.country or mention.form == "name"):
                    return mention.entity
        return None

    def place(self, sentence: int) -> Entity | None:
        """The country of the first place of a sentence, as an entity with the place's words."""
        where = self.document.sentences[sentence]
        for place in within(self.mentions.places, where.start, where.end):
            if not place.dateline and place.where.country:
                actor = self.mentions.actor_at(place.start)
                if actor is not None and _governs(actor.entity):
                    continue
                return _country(place.where.country, place.where.span)
        return None

    def fallback(self, token: int) -> Entity | None:
        """Whom a figure is about when its clause does not say: the place of the sentence, an actor in it, the report's
        country."""
        sentence = self.document.sentence_of(token)
        found = self.place(sentence.i)
        if found is not None:
            return found
        for actor in within(self.mentions.actors, sentence.start, sentence.end):
            if actor.entity.country and actor.form != "pronoun":
                entity = actor.entity
                return _country(entity.country, entity.span) or entity if entity.kind == "person" else entity
        return self._main

    def nation(self, entity: Entity | None) -> Entity | None:
        """The country of ``entity``, where it is of one ("Saudi forces"), else itself."""
        if entity is None or entity.kind == "country":
            return entity
        return _country(entity.country, entity.span) or entity

    def before(self, token: int, other: Entity) -> Entity | None:
        """The country last named before ``token`` in its sentence or the two before it that is not ``other``."""
        sentence = self.document.sentence_of(token)
        first = self.document.sentences[max(sentence.i - 2, 0)].start
        for actor in reversed(within(self.mentions.actors, first, sentence.end)):
            country = actor.entity.country
            if country and len(country) == 3 and country != other.country:
                return actor.entity if actor.entity.kind == "country" else _country(country, actor.entity.span)
        return None

    def land(self, token: int) -> Entity | None:
        """The country that an actor in the sentence of ``token`` is, else the report's; bodies that report are none."""
        sentence = self.document.sentence_of(token)
        for actor in within(self.mentions.actors, sentence.start, sentence.end):
            if actor.entity.kind == "country" and not _governs(actor.entity):
                return actor.entity
        return self._main

    def main(self) -> Entity | None:
        """The country that the report's places and actors name most often."""
        return self._main

    def _main_country(self) -> Entity | None:
        counts: Counter[str] = Counter()
        where: dict[str, Span] = {}
        for place in self.mentions.places:
            if place.where.country and not place.dateline:
                counts[place.where.country] += 2
                where.setdefault(place.where.country, place.where.span)
        for actor in self.mentions.actors:
            country = actor.entity.country
            if country and len(country) == 3 and actor.form == "name":
                counts[country] += 1
                where.setdefault(country, actor.entity.span)
        known = [c for c, _ in counts.most_common() if catalogue().country(c)]
        return _country(known[0], where[known[0]]) if known else None

    def period(self, token: int, governor: int) -> When:
        """The time expression on the figure's verb or on those above it, else the sentence's only one."""
        g = self.grammar
        sentence = self.document.sentence_of(token)
        here = within(self.mentions.times, sentence.start, sentence.end)
        times = [t for t in here if t.when.start is not None]
        clause = next((a for a in (token, *self.document.ancestors(token)) if g.tokens[a].dep in _RELATIVE), None)
        if clause is not None:
            # "The war, which has killed thousands": the day of the main clause is not when they died.
            inside_clause = set(self.document.subtree(clause))
            times = [t for t in times if t.head in inside_clause]
        tops = [governor, token]
        current = governor
        for _ in range(_MAX_CLIMB):
            head = g.tokens[current].head
            if head == current:
                break
            current = head
            tops.append(current)
        for top in tops:
            for time in times:
                if top in (time.head, g.tokens[time.head].head):
                    return self._pointing(time)
        for time in times:
            # "For the whole of 2017".
            whole = g.tokens[time.head].head
            if g.lemma(whole) in _WHOLES and g.tokens[whole].head in tops:
                return self._pointing(time)
        inside = [t for t in times if t.function in ("time", "since") and not self._aside(t, token)]
        return self._pointing(inside[0]) if len(inside) == 1 else When()

    def _aside(self, time: TimeMention, token: int) -> bool:
        """Whether ``time`` dates what a clause tells of another noun: "the hostages taken a year ago were freed"."""
        g = self.grammar
        above = {token, *self.document.ancestors(token)}
        chain = (time.head, *self.document.ancestors(time.head))
        return any(g.base(a) == "acl" and a not in above for a in chain)

    def _pointing(self, time: TimeMention) -> When:
        """When ``time`` is; "that month" is the one last named for what was done, not in passing ("rules of May")."""
        g = self.grammar
        if g.tokens[time.start].lower not in ("that", "same"):
            return time.when
        for other in reversed(self.mentions.times):
            if other.start < time.start and other.when.precision == time.when.precision and other.when.start:
                passing = (
                    g.tokens[other.start - 1].lower == "of"
                    or g.tokens[other.head].dep == "nmod"
                    and g.tokens[g.tokens[other.head].head].pos == "NOUN"
                )
                if not passing and g.tokens[other.start].lower not in ("that", "same"):
                    return replace(other.when, text=time.when.text, basis="relative")
        return time.when

    def words(self, start: int, end: int) -> str:
        """Tokens ``start`` to ``end`` as printed, blanks made plain, without the capital that opens a sentence."""
        first, last = self.document.slice(start, end)
        text = " ".join(self.document.text[first:last].split())
        opens = start == self.document.sentence_of(start).start
        named = self.mentions.actor_at(start) is not None or text[1:2].isupper()
        return text[:1].lower() + text[1:] if opens and not named else text


def _governs(entity: Entity) -> bool:
    """Whether a capital stands for its government: nobody dies or is counted in it then."""
    return entity.kind == "country" and entity.sector == "GOV"


def _country(code: str | None, span: Span) -> Entity | None:
    known = catalogue().country(code)
    if known is None:
        return None
    return Entity(span.text, known.name, "country", known.code, None, None, span)
