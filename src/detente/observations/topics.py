"""What an act is about: the topic classes named in its complement ("called for both sides to start *talks*")."""

from __future__ import annotations

from dataclasses import dataclass

from detente.mentions.types import Mentions
from detente.observations.grammar import Grammar
from detente.observations.lexicon import WORD_CLASSES, Lexicon

# "ready to act as a mediator between", "efforts to convince X to abandon its programme": the topic stands this deep.
MAX_DEPTH = 5
# Phrases that tell when or why an act was done are not what it is about.
ADJUNCT_CASES = frozenset(
    {
        "after",
        "before",
        "following",
        "since",
        "during",
        "despite",
        "amid",
        "because",
        "over",
        "until",
        "till",
        "upon",
        "pending",
        "besides",
        "instead",
        "within",
        "throughout",
        "ahead",
    }
)
SKIPPED = frozenset(
    {
        "nsubj",
        "csubj",
        "punct",
        "det",
        "case",
        "mark",
        "aux",
        "cop",
        "cc",
        "advmod",
        "discourse",
        "vocative",
        "parataxis",
        "nummod",
        "expl",
    }
)


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic class, the token that names it and how many steps below the act it was found."""

    name: str
    token: int
    depth: int


class TopicFinder:
    """Finds topics in a parse by the table of topics."""

    def __init__(self, grammar: Grammar, mentions: Mentions, lexicon: Lexicon) -> None:
        self.grammar = grammar
        self.mentions = mentions
        self.lexicon = lexicon
        self._at: dict[int, tuple[str, ...]] = {}

    def at(self, i: int) -> tuple[str, ...]:
        """The topic classes that token ``i`` heads, the most specific expression first."""
        if i not in self._at:
            self._at[i] = tuple(self._look_up(i))
        return self._at[i]

    def _look_up(self, i: int) -> list[str]:
        g = self.grammar
        pos = WORD_CLASSES.get(g.tokens[i].pos)
        if g.tokens[i].pos == "PROPN" and self.mentions.actor_at(i):
            return []  # the "States" of "United States"
        rows = self.lexicon.topics.get((g.lemma(i), pos or ""))
        if not rows:
            return []
        near: set[str] | None = None
        out = []
        for row in rows:
            if row.others:
                near = near if near is not None else self._near(i)
                if not row.others <= near:
                    continue
            out.append(row.topic)
        return list(dict.fromkeys(out))

    def _near(self, i: int) -> set[str]:
        """The lemmas of the words that hang on ``i``, one step or through "of", and of its object when passive."""
        g = self.grammar
        out = set()
        pending = list(g.children[i])
        if g.tokens[i].pos == "VERB":
            pending += g.objects(i)
        for c in pending:
            out.add(g.lemma(c))
            out.add(g.tokens[c].lower)
            inner = g.unpack(c)
            for x in (inner, *g.conjuncts(inner)[1:]):
                out.add(g.lemma(x))
                out.update(g.lemma(k) for k in g.kids(x, "compound", "amod", "xcomp"))
            out.update(g.lemma(k) for k in g.kids(c, "nmod") if g.case(k) in ("of", "to", "on"))
        return out

    def phrase(self, i: int) -> set[str]:
        """The topic classes that noun phrase ``i`` names by its head, its containers' noun or its modifiers."""
        g = self.grammar
        out: set[str] = set()
        for head in g.conjuncts(g.unpack(i)):
            out.update(self.at(head))
            for k in g.kids(head, "compound", "amod"):
                out.update(self.at(k))
        return out

    def below(self, i: int, tops: list[int] | None = None) -> list[Topic]:
        """The topics in the complement of act ``i`` (or below ``tops``), nearest first."""
        g = self.grammar
        out: list[Topic] = []
        seen = {i}
        level = [c for c in (g.complements(i) if tops is None else tops) if self.relevant(c)]
        for depth in range(1, MAX_DEPTH + 1):
            following: list[int] = []
            for t in level:
                if t in seen:
                    continue
                seen.add(t)
                out.extend(Topic(name, t, depth) for name in self.at(t))
                following.extend(self.onward(t))
            level = following
        return out

    def onward(self, t: int) -> list[int]:
        """The dependents through which the search for what an act is about goes on."""
        g = self.grammar
        out = []
        for c in g.children[t]:
            base = g.base(c)
            if g.tokens[c].dep == "acl:relcl" or (base in SKIPPED and g.tokens[c].dep != "nsubj:pass"):
                if base == "nsubj" and self.at(c) and g.tokens[t].pos in ("VERB", "ADJ"):
                    out.append(c)
                continue
            if base == "acl" and g.obliques(c, "by"):
                continue  # "talks between the two brokered by Oman": what others did about them
            if self.relevant(c):
                out.append(c)
        return out

    def relevant(self, c: int) -> bool:
        """Whether dependent ``c`` says what its head is about, rather than when, where or why."""
        g = self.grammar
        base = g.base(c)
        if base in ("obl", "nmod"):
            return g.case(c) not in ADJUNCT_CASES
        if base == "advcl":
            return bool(g.marks(c) & {"to", "for", "of", "from", "against", "on", "into", "that", "in", "by"})
        return True
