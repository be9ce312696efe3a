"""Which words say what a sanctioning verb bears on, and who does it."""

from __future__ import annotations

from detente.language.document import Document
from detente.observations.commodities import find_commodities, kinds_in
from detente.observations.grammar import Grammar


class Regions:
    """Stretches of one document's parse."""

    def __init__(self, document: Document, grammar: Grammar) -> None:
        self.document = document
        self.grammar = grammar

    def below(self, i: int) -> list[int]:
        """The subtree of ``i`` without relative clauses and clauses of time or reason."""
        g = self.grammar
        out, stack = [], [i]
        while stack:
            t = stack.pop()
            out.append(t)
            for c in g.children[t]:
                if c < t and g.tokens[c].dep == "conj":
                    # Conjuncts follow what they are joined to: one before it belongs to the clause before.
                    continue
                if g.tokens[c].dep in ("acl:relcl", "parataxis", "advcl:relcl") or g.marks(c) & {
                    "after",
                    "because",
                    "when",
                    "while",
                    "if",
                }:
                    continue
                stack.append(c)
        return sorted(out)

    def after(self, i: int) -> list[int]:
        """What the "on" right after noun ``i`` governs ("bans on financing"), wherever the parse hangs it."""
        g = self.grammar
        if i + 1 >= len(g.tokens) or g.tokens[i + 1].lower != "on" or g.tokens[i + 1].dep != "case":
            return []
        noun = g.tokens[i + 1].head
        return self.below(noun) if noun > i and g.tokens[noun].sent == g.tokens[i].sent else []

    def object_region(self, v: int) -> tuple[int, ...]:
        """The tokens that say what verb ``v`` bears on: its objects, prepositional phrases and infinitives."""
        g = self.grammar
        out: list[int] = []
        passive = g.passive(v)
        for c in g.children[v]:
            base, dep = g.base(c), g.tokens[c].dep
            if base in ("obj", "obl", "xcomp", "iobj") or dep == "nsubj:pass" or (passive and base == "nsubj"):
                if dep == "obl:agent" or (base == "obl" and g.case(c) in ("by", "after", "since", "during", "in")):
                    continue
                out += self.below(c)
            elif base in ("advcl", "ccomp", "acl") and (g.marks(c) | {g.tokens[k].lower for k in g.kids(c, "case")}) & {
                "from",
                "on",
            }:
                out += self.below(c)
        for o in g.objects(v):
            if (
                passive
                and not find_commodities(self.document, self.below(o))
                and not kinds_in(self.document, self.below(o))
            ):
                # "EU countries are banned from selling": those who are barred, not what is.
                out = [t for t in out if t not in set(self.below(o))]
                continue
            if o not in out and g.tokens[o].sent == g.tokens[v].sent:
                out += [t for t in self.below(o) if t != v]
        return tuple(sorted({*out, *self._last_of_list(out, v)}))

    def _last_of_list(self, region: list[int], v: int) -> list[int]:
        """The end of a list ("wood *and ships*, and it bars") that a parse hangs on a word of the next clause."""
        tokens = self.grammar.tokens
        end = max(region, default=v) + 1
        if end <= v + 1 or end + 1 >= len(tokens) or tokens[end].lower not in ("and", "or"):
            return []
        noun = tokens[end + 1]
        astray = noun.dep == "conj" and noun.head > noun.i and noun.pos in ("NOUN", "PROPN")
        return self.below(noun.i) if astray and noun.sent == tokens[v].sent else []

    def logical_subjects(self, v: int) -> list[int]:
        """Who does what verb or noun ``v`` says: subject, by-agent, possessor."""
        g = self.grammar
        if g.tokens[v].pos in ("NOUN", "PROPN"):
            return g.kids(v, "nmod:poss") + [c for c in g.kids(v, "nmod") if g.case(c) in ("by", "from")]
        return g.subjects(v)
