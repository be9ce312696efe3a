"""How far a noun phrase reaches: its words before the noun, its "of" complement, its apposition."""

from __future__ import annotations

from detente.language.document import Document

PREMODIFIERS = frozenset({"det", "amod", "compound", "nmod:poss", "nummod", "nmod:desc", "det:predet", "goeswith", "flat",
                          "advmod", "cc:preconj", "nmod:unmarked", "dep"})
_CLAUSAL = frozenset({"acl", "acl:relcl", "advcl", "ccomp", "parataxis", "csubj"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_QUOTES = frozenset({'"', "“", "”", "(", ")", ",", ":", ";", "—", "–", "--", "/"})


def left_edge(document: Document, head: int) -> int:
    """The first token of the phrase that ``head`` closes: its modifiers to the left, without a break."""
    tokens, children = document.tokens, document.children
    floor = document.sentence_of(head).start
    inside = {head}
    stack = [c for c in children[head] if c < head and (tokens[c].dep in PREMODIFIERS or tokens[c].dep == "punct")]
    while stack:
        i = stack.pop()
        inside.add(i)
        stack.extend(c for c in children[i] if tokens[c].dep not in _CLAUSAL)
    edge = head
    while edge > floor and edge - 1 in inside and not _breaks(document, edge - 1):
        edge -= 1
    while edge < head and (tokens[edge].dep in ("punct", "cc") or tokens[edge].dep == "advmod"
                           or tokens[edge].lower in _POSSESSIVE):
        edge += 1
    return edge


def _breaks(document: Document, i: int) -> bool:
    token = document.tokens[i]
    return token.dep == "punct" and token.text in _QUOTES and not (
        token.text == "," and _between_modifiers(document, i))


def _between_modifiers(document: Document, i: int) -> bool:
    """Whether a comma separates listed modifiers ("American, South Korean and Japanese bases")."""
    tokens = document.tokens
    return 0 < i < len(tokens) - 1 and tokens[i - 1].pos in ("ADJ", "PROPN") and tokens[i + 1].pos in ("ADJ", "PROPN")


def preposition(document: Document, i: int) -> str | None:
    """The preposition of token ``i`` in lower case; a conjunct or apposition shares that of its first conjunct."""
    for _ in range(6):
        for c in document.children[i]:
            token = document.tokens[c]
            if token.dep == "case" and token.lower not in _POSSESSIVE:
                return token.lower
        token = document.tokens[i]
        if token.dep not in ("conj", "appos", "flat", "nmod:desc") or token.head == i:
            return None
        i = token.head
    return None


def complements(document: Document, head: int, *prepositions: str) -> list[int]:
    """Nouns that follow ``head`` as "of X", "for X" ...: their tokens."""
    out = []
    for c in document.children[head]:
        token = document.tokens[c]
        if c > head and token.dep.partition(":")[0] in ("nmod", "obl") and preposition(document, c) in prepositions:
            out.append(c)
            out.extend(k for k in document.children[c] if document.tokens[k].dep == "conj")
    return out


def apposition(document: Document, head: int) -> int | None:
    """The noun in apposition to ``head``, if one follows."""
    for c in document.children[head]:
        if document.tokens[c].dep == "appos" and c > head:
            return c
    return None


def base_governor(document: Document, i: int) -> int:
    """The governor of token ``i``, past conjunctions and appositions."""
    for _ in range(6):
        token = document.tokens[i]
        if token.dep in ("conj", "appos", "flat") and token.head != i:
            i = token.head
        else:
            break
    return document.tokens[i].head


def base_relation(document: Document, i: int) -> str:
    """The relation of token ``i``; a conjunct or apposition has that of its first conjunct."""
    for _ in range(6):
        token = document.tokens[i]
        if token.dep in ("conj", "appos", "flat") and token.head != i:
            i = token.head
        else:
            break
    return document.tokens[i].dep
