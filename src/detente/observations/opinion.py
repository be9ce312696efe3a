"""A second opinion on events: what the language model's event head finds, beside what the rules do.

Where both see an act, a side that the rules leave open is taken from the head, and recipients in any case. An act that
the head alone is sure of is added: its code is that of the tables for the word, if they have one with the head's root,
else the root's own (``data/events/roots.tsv``). Acts that only the rules see stay, with less confidence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from detente.data import read_table
from detente.language.document import Act, Sentence
from detente.observations.candidates import Candidate, CandidateCoder
from detente.observations.grammar import Grammar
from detente.observations.lexicon import ANY, NO_EVENT, WORD_CLASSES, ActRow, Coding, Lexicon
from detente.observations.roles import RoleFinder
from detente.observations.sides import among, coded
from detente.observations.triggers import Trigger
from detente.records import Entity, Statement, unique

TRUST = 0.7
"""How sure the head must be of an act that it alone sees. On the hand-coded stories 0.6 found a few more and added as
many wrong ones, 0.85 the other way round."""
LIKELIER = 0.5
"""How sure it must be of an act that both see for its recipients to stand."""


@dataclass(frozen=True, slots=True)
class Root:
    """What an act of a CAMEO root is when nothing but the root is known: its code and its frames."""

    cameo: str
    verb: str
    noun: str


@cache
def roots() -> Mapping[str, Root]:
    """``roots.tsv`` by root."""
    return {r["root"]: Root(r["cameo"], r["verb"], r["noun"]) for r in read_table("events/roots.tsv")}


HEAD = "head:"
"""How it begins, in ``decided_by``, that the event head decided a field."""
# What the head finds at words that it takes for no act.
NOTHING = Act(0, 0, 0, 0.0, "", (), (), "actual")
JOINED = frozenset({"compound", "amod", "xcomp", "aux", "cop", "obj", "nmod", "acl", "advmod"})
Own = Callable[[Candidate], Candidate]


class SecondOpinion:
    """The acts of one document as its event head found them."""

    def __init__(
        self, acts: Sequence[Act] | None, grammar: Grammar, lexicon: Lexicon, coder: CandidateCoder, roles: RoleFinder
    ) -> None:
        self.grammar = grammar
        self.lexicon = lexicon
        self.coder = coder
        self.roles = roles
        self.asked = acts is not None
        self.acts = acts or ()
        self._starts = [act.start for act in self.acts]
        self._at: dict[int, Act] = {}
        for act in self.acts:
            for i in range(act.start, act.end):
                self._at[i] = act

    def of(self, c: Candidate) -> Act | None:
        """The surest act of the head that shares a word with ``c``."""
        words = (c.token, *(() if c.trigger.light is None else (c.trigger.light,)), *c.joined)
        found = [self._at[i] for i in words if i in self._at]
        return max(found, key=lambda a: a.chance, default=None)

    def settle(
        self, sentence: Sentence, seen: Iterable[int], candidates: Sequence[Candidate], own: Own
    ) -> list[Candidate]:
        """The rules' ``candidates`` of a sentence, with what the head finds of them, and those only it finds.

        ``own`` fills in the participants of the latter. ``seen`` are words that the rules looked at: those of them that
        are in no candidate were settled by grammar (negated, the content of an appeal, one act with another), and the
        head is not asked.
        """
        if not self.asked:
            return list(candidates)
        kept: list[Candidate] = []
        taken = set(seen)
        for c in candidates:
            act = self.of(c) or NOTHING
            taken |= {c.token, *c.joined}
            kept.append(self.with_sides(c, act))
        first, last = (bisect_left(self._starts, i) for i in (sentence.start, sentence.end))
        for act in self.acts[first:last]:
            if (
                act.chance < TRUST
                or any(act.start <= i < act.end for i in taken)
                or self._beside(act, kept)
                or self._negated(act)
            ):
                continue
            found = self._alone(act)
            if found is not None:
                kept.append(self.with_sides(own(found), act))
        return sorted(kept, key=lambda c: c.token)

    def _beside(self, act: Act, kept: Sequence[Candidate]) -> bool:
        """Whether the act is told by a word that belongs to another act's words: "*proud* to support"."""
        g = self.grammar
        for c in kept:
            if g.tokens[c.token].head == act.at:
                lower = c.token
            elif g.tokens[act.at].head == c.token:
                lower = act.at
            else:
                continue
            if c.root == act.root or g.base(lower) in JOINED:
                return True
        return False

    def _negated(self, act: Act) -> bool:
        return self.coder.modality.negation(act.at, act.at)[0]

    def with_sides(self, c: Candidate, act: Act) -> Candidate:
        """``c`` with the sides that it lacks, and with the head's recipients where both see the same act.

        Recipients the head finds better (``python -m training.deciders``); its actors made the coded stories worse.
        """
        actors, recipients, decided = c.actors, c.recipients, c.decided
        frame = self.lexicon.frames.get(c.trigger.row.frame)
        if not coded(actors):
            found = self._named(act.actors, c.statement)
            if coded(found):
                actors, decided = found, {**decided, "actors": f"{HEAD}sides"}
        surer = act.root == c.root and act.chance > LIKELIER
        if (frame is None or frame.kind == "directed") and (surer or not coded(recipients)):
            found = tuple(e for e in self._named(act.recipients, c.statement) if not among(e, actors))
            if coded(found):
                recipients, decided = found, {**decided, "recipients": f"{HEAD}sides"}
        return replace(c, actors=actors, recipients=recipients, decided=decided, act=act)

    def _named(self, spans: Sequence[tuple[int, int]], statement: Statement | None) -> tuple[Entity, ...]:
        tokens = self.grammar.tokens
        found: list[Entity] = []
        for start, end in spans:
            for i in range(start, end):
                if tokens[i].head == i or not start <= tokens[i].head < end:
                    found += self.roles.named(i, statement)
        return unique(e for e in found if e.country) or unique(found)

    def _alone(self, act: Act) -> Candidate | None:
        g = self.grammar
        pos = WORD_CLASSES.get(g.tokens[act.at].pos)
        if pos is None:
            return None
        root = roots()[act.root]
        lemma = g.lemma(act.at)
        coding, row = Coding(root.cameo), None
        for known in self.lexicon.acts.get((lemma, pos), ()):
            plain = self.lexicon.crossed(known.act, ANY)
            if plain is not None and plain.cameo != NO_EVENT and plain.cameo[:2] == act.root:
                coding, row = plain, known
                break
        if row is None:
            none: frozenset[str] = frozenset()
            frame = root.noun if pos == "NOUN" else root.verb
            row = ActRow((lemma,), 0, pos, none, none, none, none, f"HEAD {act.root}", frame, 0)
        trigger = Trigger(act.at, row)
        tops = self.coder.complement(trigger)
        return Candidate(trigger, coding, None, f"{HEAD}trigger", self.coder.region(act.at, tops), tops)
