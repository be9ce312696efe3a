"""Reading a parse the way a coder reads a sentence: who is the subject here, what is the object, what follows.

All functions take and give token indices. ``Grammar`` answers for logical roles: the subject of a passive is the one
who acts, and who is acted on is its subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from detente.observations.clause_subjects import RELATIVE, ClauseSubjects
from detente.observations.words import remembered


class Grammar(ClauseSubjects):
    """Questions about the clauses of one document's parse."""

    def subjects(self, v: int) -> list[int]:
        """Who does ``v``: the subject, or the by-agent of a passive."""
        if self.hyphenated(v):
            return [self.agent_of_compound(v)]
        if self.passive(v):
            agents = [o for o in self.kids(v, "obl") if self.tokens[o].dep == "obl:agent" or self.case(o) == "by"]
            return agents or self._nested_agents(v)
        return self.surface_subjects(v)

    def _nested_agents(self, v: int) -> list[int]:
        """The agent that a parse has tied to a phrase of passive ``v``: "imposed on firms by Peru"."""
        phrases = [c for o in self.kids(v, "obl") if o > v for c in self.conjuncts(o)]
        return [n for p in phrases for n in self.kids(p, "nmod") if self.case(n) == "by"]

    def objects(self, v: int) -> list[int]:
        """Whom or what ``v`` is done to: its object, a passive's subject, or the antecedent of a relative clause."""
        return list(self._objects(v))

    @remembered
    def _objects(self, v: int) -> list[int]:
        if self.hyphenated(v):
            return [self.tokens[v].head]
        if self.passive(v):
            return self.surface_subjects(v)
        fronted = self._fronted(v) if not self.kids(v, "nsubj") else []
        found = [a for c in self.kids(v, "obj") if c not in fronted for a in self.antecedent(c, v)]
        found = found or self._late(v)
        if found:
            return found
        if self.tokens[v].dep == "acl:relcl" and self.kids(v, "nsubj"):
            subjects = [self.tokens[c].lower for c in self.kids(v, "nsubj")]
            if not any(s in RELATIVE for s in subjects) and not self.kids(v, "cop"):
                return [self.tokens[v].head]
        # "imposed and later lifted sanctions": the first verb shares the last one's object.
        later = self.kids(v, "conj")
        if self.base(v) == "conj" and self.tokens[self.tokens[v].head].pos == "VERB":
            later = later + [c for c in self.kids(self.tokens[v].head, "conj") if c > v]
        for c in later:
            if self.tokens[c].pos == "VERB" and not self.kids(c, "nsubj"):
                shared = self.kids(c, "obj")
                if shared and not self.kids(v, "xcomp", "ccomp", "obl"):
                    return shared
        return []

    def obliques(self, i: int, *prepositions: str) -> list[int]:
        """Prepositional dependents of ``i`` with one of ``prepositions`` (without any: all of them)."""
        out = []
        mistaken = [c for c in self.kids(i, "nsubj") if self._prepositional(i, c)]
        for c in self.kids(i, "obl", "nmod") + mistaken:
            if self.tokens[c].dep in ("nmod:poss", "obl:tmod", "obl:unmarked", "nmod:unmarked", "obl:npmod"):
                continue
            case = self.case(c)
            if case and (not prepositions or case in prepositions):
                out.append(c)
        return out

    def complements(self, i: int) -> Iterator[int]:
        """What ``i`` is about: objects, clauses and prepositional phrases below it, without subjects and adjuncts."""
        token = self.tokens[i]
        for c in self.children[i]:
            dep = self.tokens[c].dep
            base = dep.partition(":")[0]
            if base in ("obj", "xcomp", "ccomp", "iobj") or dep == "nsubj:pass":
                yield c
            elif base in ("obl", "nmod") and dep not in ("obl:tmod", "obl:unmarked", "nmod:poss", "nmod:unmarked"):
                if dep != "obl:agent":
                    yield c
            elif base == "advcl":
                if self.marks(c) & {"to", "for", "of", "from", "against", "on", "into", "that"}:
                    yield c
            elif base == "acl" and dep != "acl:relcl":
                # "talks brokered by Oman": what others did about the talks is an act of its own.
                if not any(self.case(o) == "by" for o in self.kids(c, "obl")):
                    yield c
            elif base in ("compound", "amod") and token.pos in ("NOUN", "PROPN") and not self.hyphenated(c):
                yield c
        # The object of a passive participle or of a reduced relative stands outside its subtree.
        if token.pos == "VERB" and not self.kids(i, "obj", "nsubj:pass"):
            yield from (o for o in self.objects(i) if o not in self.children[i])

    def inside(self, i: int, tops: Iterable[int]) -> bool:
        """Whether token ``i`` lies in the subtree of one of ``tops``."""
        wanted = set(tops)
        return i in wanted or any(a in wanted for a in self.document.ancestors(i))
