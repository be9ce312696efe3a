"""One measure told in two ways: "seeks to ban ... by capping", sanctions and the freezes that they consist of."""

from __future__ import annotations

from dataclasses import replace

from detente.language.document import Document
from detente.observations.grammar import Grammar
from detente.observations.measure_types import Anchor


class Merger:
    """Folds the anchors of one sentence together."""

    def __init__(self, document: Document, grammar: Grammar) -> None:
        self.document = document
        self.grammar = grammar

    def merged(self, anchors: list[Anchor]) -> list[Anchor]:
        """Fold "by capping them" into what it explains, and general sanctions into the measures that they consist
        of."""
        out = list(anchors)
        for one in anchors:
            for other in anchors:
                if one is other or one not in out or other not in out:
                    continue
                if self._explains(one, other):
                    out[out.index(one)] = self._joined(one, other)
                    out.remove(other)
                elif self._general(one) and other.act not in ("other", "relief") and self._inside(other.token, one):
                    out.remove(one)
                elif (
                    one.act == "relief"
                    and self._inside_noun(other.token, one.token)
                    or one.verb == other.token
                    and one.kind == "noun"
                ):
                    out.remove(other)
        return out

    def _explains(self, one: Anchor, other: Anchor) -> bool:
        """Whether ``other`` is a gerund after "by" that says how ``one`` is done."""
        g = self.grammar
        if other.kind not in ("restrict", "trade") or one.token == other.token:
            return False
        marks = g.marks(other.verb) | {g.tokens[c].lower for c in g.kids(other.verb, "case")}
        near = other.verb > 0 and g.tokens[other.verb - 1].lower in ("by", "through")
        if "by" not in marks and not near:
            return False
        head = g.tokens[other.verb].head
        chain = {one.verb, one.token, *self.document.ancestors(one.token)}
        return head in chain or (one.token < other.verb and other.verb - one.token < 14)

    @staticmethod
    def _joined(one: Anchor, other: Anchor) -> Anchor:
        act = other.act if other.act in ("cap", "ban") and one.act not in ("embargo", "relief") else one.act
        region = tuple(sorted({*one.region, *other.region}))
        return replace(one, act=act, extra=(*one.extra, other.token), region=region, target=one.target or other.target)

    @staticmethod
    def _general(anchor: Anchor) -> bool:
        return anchor.kind == "noun" and anchor.act == "other" and anchor.commodity is None

    def _inside_noun(self, token: int, noun: int) -> bool:
        return token != noun and noun in set(self.document.ancestors(token))

    def _inside(self, token: int, anchor: Anchor) -> bool:
        """Whether ``token`` hangs below what ``anchor`` does: by "include", "including", as a complement, not beside
        it."""
        g = self.grammar
        tops = {anchor.verb, anchor.token}
        if token in tops:
            return False
        current = token
        while g.tokens[current].head != current:
            if g.base(current) == "conj" and g.tokens[current].pos == "VERB":
                return False
            current = g.tokens[current].head
            if current in tops:
                return True
        return False
