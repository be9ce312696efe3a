"""Which actors a phrase names: its head, what is joined to it, and whom a common noun in it belongs to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from detente.mentions.types import Mentions
from detente.observations.grammar import Grammar
from detente.observations.sides import among
from detente.records import Entity, Statement, unique

# What others do for those whom a compound describes: "US-backed rebels".
BACKING = frozenset({"back", "support", "sponsor", "fund", "arm", "train", "finance", "occupy", "ally", "lead"})
QUOTES = frozenset("\"'“”‘’«»") | {"``", "''"}
TEMPORAL_CASES = frozenset({"after", "before", "following", "since", "during", "until", "till", "amid", "pending"})
FIRST_PERSON = frozenset({"i", "we", "us", "me", "my", "our", "ours", "myself", "ourselves"})
MODIFIERS = ("nmod:poss", "compound", "amod", "nmod:desc", "flat", "appos", "det")
# Prepositions that tie a noun to those it belongs to ("officials of", "a statement by", "lawmakers from").
OWNER_CASES = ("of", "by", "from", "in", "for", "at")


class PhraseActors:
    """Finds the actors that the phrases of one document name."""

    def __init__(self, grammar: Grammar, mentions: Mentions) -> None:
        self.grammar = grammar
        self.mentions = mentions
        self._known: dict[tuple[int, str | None], tuple[Entity, ...]] = {}

    def named(self, i: int, statement: Statement | None = None) -> tuple[Entity, ...]:
        """The actors that the phrase headed by token ``i`` names outright, coordination included."""
        key = (i, None if statement is None else statement.id)
        if key not in self._known:
            self._known[key] = self._named(i, statement)
        return self._known[key]

    def _named(self, i: int, statement: Statement | None) -> tuple[Entity, ...]:
        g = self.grammar
        found: list[Entity] = []
        heads = list(dict.fromkeys(g.unpack(h) for h in g.conjuncts(i)))
        for head in heads:
            found.extend(self._one(head, statement))
            heads += [c for c in self._conjoined(head) if c not in heads]
        return unique(found)

    def _conjoined(self, head: int) -> list[int]:
        """What a parse joins to another word of the mention than its head ("*North* Korea and the United States")."""
        g = self.grammar
        mention = self.mentions.actor_headed(head)
        if mention is None:
            return []
        inside = range(mention.start, mention.end)
        return [c for i in inside if i != head for c in g.kids(i, "conj") if c not in inside]

    def _one(self, head: int, statement: Statement | None) -> tuple[Entity, ...]:
        g = self.grammar
        mention = self.mentions.actor_headed(head)
        if mention is None:
            covering = self.mentions.actor_at(head)
            if covering is not None and not any(
                g.tokens[c].i in range(covering.start, covering.end) for c in g.document.ancestors(head)
            ):
                mention = covering
        if mention is not None and mention.entities:
            coded = tuple(e for e in mention.entities if e.country)
            if coded or mention.form == "pronoun":
                return mention.entities
        if g.tokens[head].lower in FIRST_PERSON and statement is not None:
            return (statement.speaker,)
        owned = self._owners(head, statement)
        if owned and mention is not None and mention.form == "description":
            # "workers in Peru": the workers, of that country.
            return unique(
                replace(e, country=o.country, sector=e.sector or o.sector) for o in owned for e in mention.entities
            )
        if owned:
            return owned
        return mention.entities if mention is not None else ()

    def _owners(self, head: int, statement: Statement | None) -> tuple[Entity, ...]:
        """The actors that a common noun belongs to: "the country's military", "Russian bombers", "forces of Assad"."""
        g = self.grammar
        for c in g.children[head]:
            if (g.tokens[c].dep in MODIFIERS or g.base(c) == "appos") and not g.hyphenated(c):
                found = self._one(c, statement) if c != head else ()
                coded = tuple(e for e in found if e.country)
                if coded:
                    joined = [e for j in self._chained([c])[1:] for e in self._one(j, statement) if e.country]
                    return unique((*coded, *joined))
        owners = g.obliques(head, *OWNER_CASES)
        if g.tokens[head].pos == "NOUN":
            owners += self._before(head)
        for c in owners:
            mention = self.mentions.actor_headed(c)
            if mention is not None and any(e.country for e in mention.entities):
                return mention.entities
        return ()

    def within(
        self, tops: Iterable[int], statement: Statement | None = None, but: Sequence[Entity] = ()
    ) -> tuple[Entity, ...]:
        """The actors named nearest below ``tops``, in the first level of the tree that has any besides ``but``."""
        g = self.grammar
        level = list(tops)
        for _ in range(5):
            found: list[Entity] = []
            for t in level:
                found.extend(e for e in self.named(t, statement) if e.country and not among(e, but))
            if found:
                return unique(found)
            level = [
                c
                for t in level
                for c in g.children[t]
                if g.base(c) not in ("punct", "det", "case", "mark", "cc", "advmod", "cop", "aux")
                and g.tokens[c].dep != "acl:relcl"
                and not (g.hyphenated(c) and g.lemma(c) in BACKING)  # "his US-backed government"
                and not (g.base(c) == "acl" and g.obliques(c, "by"))  # "the girls abducted by rebels"
                and not (g.base(c) in ("obl", "nmod") and g.case(c) in TEMPORAL_CASES)
            ]
        return ()

    def _chained(self, own: list[int]) -> list[int]:
        """``own`` with what is joined to it by hyphens on the left: all three of "Mali-Chad-Peru talks"."""
        tokens = self.grammar.tokens
        out = list(own)
        for c in out:
            if c >= 2 and tokens[c - 1].text in ("-", "–") and self.mentions.actor_at(c - 2) and c - 2 not in out:
                out.append(c - 2)
        return out

    def _before(self, noun: int) -> list[int]:
        """The actor named right before ``noun`` and its adjectives, wherever a parse hangs it: "Mali's last test"."""
        tokens = self.grammar.tokens
        i = noun - 1
        while i >= 0 and noun - i < 7 and tokens[i].sent == tokens[noun].sent:
            mention = self.mentions.actor_at(i)
            if mention is not None and noun not in range(mention.start, mention.end):
                return [mention.head]
            quote = tokens[i].text in QUOTES
            if tokens[i].pos not in ("ADJ", "NOUN", "NUM", "PART", "PROPN") and not quote or tokens[i].lower == "to":
                return []
            i -= 1
        return []
