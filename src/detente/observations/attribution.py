"""An attribution before it becomes a statement, and the questions about a parse that finding one asks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from detente.language.document import Document
from detente.observations.grammar import Grammar
from detente.observations.quotes import Quotation

CLAUSAL = frozenset({"acl", "acl:relcl", "advcl", "advcl:relcl", "parataxis", "appos", "ccomp", "csubj"})
_EDGE = frozenset({"PUNCT", "SYM"})
_WEIGHTY = frozenset({"NOUN", "PROPN", "PRON", "VERB"})
_LEADING = frozenset({"that", "how"})
# Dependents of a noun used as a predicate that belong to its clause, not to its phrase.
_PREDICATIVE = frozenset({"nsubj", "nsubj:pass", "nsubj:outer", "cop", "aux", "mark", "case", "discourse", "expl"})
_NEGATORS = frozenset({"not", "n't", "n\u2019t", "never"})
_NO_ONE = frozenset({"nobody", "none", "no-one"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words that somebody is said to have said, by tokens and characters.

    ``head`` is the token that decides (the verb, noun or preposition), ``cue`` the range of tokens (end exclusive)
    shown as the cue; ``frame`` how the content hangs on it; ``speaker`` the head token of whoever spoke, None when
    nobody is named; ``carriers`` the head tokens of those who passed the words on, outermost first; ``content`` offsets
    (start, end) of characters in text order; ``weight`` 0 to 1.
    """

    head: int
    cue: tuple[int, int]
    kind: str
    frame: str
    speaker: int | None
    content: tuple[tuple[int, int], ...]
    weight: float
    addressee: int | None = None
    carriers: tuple[int, ...] = ()


class Speech:
    """One document read for who says what: its parse, its quotations, and where both meet."""

    def __init__(self, document: Document, quotations: list[Quotation]) -> None:
        self.document = document
        self.grammar = Grammar(document)
        self.tokens = document.tokens
        self.children = document.children
        self.quotations = quotations
        self._ends = [t.end for t in document.tokens]
        self._starts = [q.outer_start for q in quotations]

    # --- quotations

    def quotation_at(self, offset: int) -> int | None:
        """The index of the quotation that holds the character at ``offset``, marks included, or None."""
        n = bisect_right(self._starts, offset) - 1
        return n if n >= 0 and offset < self.quotations[n].outer_end else None

    def quotation_of(self, token: int) -> int | None:
        """The index of the quotation that token ``token`` stands in, or None."""
        return self.quotation_at(self.tokens[token].idx)

    def token_before(self, offset: int) -> int | None:
        """The last token that ends at or before the character ``offset``, or None."""
        n = bisect_right(self._ends, offset) - 1
        return n if n >= 0 else None

    # --- extents

    def subtree(self, i: int, without: Iterable[int] = ()) -> list[int]:
        """Token ``i`` and what it governs, less the subtrees of ``without``, in text order."""
        barred = set(without)
        out, stack = [], [i]
        while stack:
            t = stack.pop()
            if t in barred:
                continue
            out.append(t)
            stack.extend(self.children[t])
        return sorted(out)

    def ranges(self, tokens: list[int]) -> list[tuple[int, int]]:
        """Runs of consecutive ``tokens`` (sorted) as ranges, end exclusive; gaps of punctuation alone are bridged."""
        out: list[tuple[int, int]] = []
        for t in tokens:
            if out and all(self.tokens[g].pos == "PUNCT" for g in range(out[-1][1], t)):
                out[-1] = (out[-1][0], t + 1)
            else:
                out.append((t, t + 1))
        return out

    def offsets(self, start: int, end: int) -> tuple[int, int] | None:
        """Offsets of tokens ``start`` to ``end`` without edge punctuation and a leading "that"; None if empty."""
        tokens = self.tokens
        while start < end and (tokens[start].pos in _EDGE and not tokens[start].text[0].isalnum()):
            if tokens[start].text in ("$", "€", "£", "@", "#", "%"):
                break
            start += 1
        if start < end and tokens[start].lower in _LEADING and tokens[start].pos == "SCONJ":
            start += 1
            while start < end and tokens[start].pos == "PUNCT":
                start += 1
        while start < end and tokens[end - 1].pos == "PUNCT":
            end -= 1
        if start >= end:
            return None
        return tokens[start].idx, tokens[end - 1].end

    def whole(self, content: tuple[tuple[int, int], ...], *outside: int) -> tuple[tuple[int, int], ...]:
        """``content`` with the gaps between its pieces closed, but for gaps with one of the ``outside`` tokens."""
        out: list[tuple[int, int]] = []
        for start, end in content:
            if out and not any(out[-1][1] <= self.tokens[t].idx < start for t in outside):
                out[-1] = (out[-1][0], end)
            else:
                out.append((start, end))
        return tuple(out)

    def content(self, tokens: list[int]) -> tuple[tuple[int, int], ...]:
        """The trimmed offsets of ``tokens`` as runs; runs of a single small word are dropped where there are others."""
        runs = self.ranges(tokens)
        if len(runs) > 1:
            runs = [(a, b) for a, b in runs if b - a > 1 or self.tokens[a].pos in _WEIGHTY] or runs
        found = [o for o in (self.offsets(a, b) for a, b in runs) if o is not None]
        return tuple(found)

    # --- noun phrases

    def noun_phrase(self, head: int) -> tuple[int, int]:
        """The range of tokens of the noun phrase headed by ``head``, without relative clauses and appositions."""
        barred = [c for c in self.children[head] if self.tokens[c].dep in CLAUSAL | _PREDICATIVE]
        barred += [c for c in self.children[head] if self.tokens[c].dep in ("punct", "cc") and c > head]
        inside = self.subtree(head, barred)
        low = high = head
        members = set(inside)
        while low - 1 in members:
            low -= 1
        while high + 1 in members:
            high += 1
        while low < head and self.tokens[low].pos in ("PUNCT", "ADP", "CCONJ"):
            low += 1
        while high > head and self.tokens[high].pos == "PUNCT":
            high -= 1
        return low, high + 1

    # --- clauses

    def speakers(self, v: int) -> int | None:
        """The head token of the grammatical subject of ``v`` (through control, coordination and relative clauses)."""
        found = self.grammar.surface_subjects(v)
        return found[0] if found else None

    def negated(self, v: int) -> bool:
        """Whether ``v`` is denied: "did not say", "never said", "nobody said"."""
        for c in self.children[v]:
            token = self.tokens[c]
            if token.lower in _NEGATORS and token.dep.startswith(("advmod", "aux", "neg")):
                return True
            if token.dep.startswith("nsubj") and token.lower in _NO_ONE:
                return True
            if token.dep.startswith("nsubj") and any(self.tokens[d].lower == "no" for d in self.children[c]):
                return True
        return False

    def modals(self, v: int) -> set[str]:
        """The auxiliaries of ``v`` in lower case."""
        return {self.tokens[c].lower for c in self.children[v] if self.tokens[c].dep.startswith("aux")}

    def marked(self, v: int, *words: str) -> bool:
        """Whether a subordinating word of ``v`` is one of ``words``."""
        return any(
            self.tokens[c].lower in words
            for c in self.children[v]
            if self.tokens[c].dep in ("mark", "advmod", "case", "cc") and c < v
        )
