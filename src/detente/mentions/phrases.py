"""How far a noun phrase reaches: its words before the noun, its "of" complement, its apposition."""

from __future__ import annotations

from detente.language.document import Document

_PREMODIFIERS = frozenset(
    "det amod compound nmod:poss nummod nmod:desc det:predet goeswith flat advmod cc:preconj nmod:unmarked dep".split()
)
_CLAUSAL = frozenset({"acl", "acl:relcl", "advcl", "ccomp", "parataxis", "csubj"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_BREAKS = frozenset({'"', "“", "”", "(", ")", ",", ":", ";", "—", "–", "--", "/"})
_OUTSIDE = frozenset({"ADP", "SCONJ", "CCONJ", "PUNCT", "ADV", "VERB", "AUX", "PART", "SYM"})
_AMOUNTS = frozenset({"least", "as", "than"})  # what is left of "at least", "as many as", "more than"
_CHAIN = 6  # conjuncts and appositions that are followed to the first one


def left_edge(document: Document, head: int) -> int:
    """The first token of the phrase that ``head`` closes: its modifiers to the left, without a break."""
    tokens, children = document.tokens, document.children
    floor = document.sentence_of(head).start
    inside = {head}
    stack = [c for c in children[head] if c < head and (tokens[c].dep in _PREMODIFIERS or tokens[c].dep == "punct")]
    while stack:
        i = stack.pop()
        inside.add(i)
        stack.extend(c for c in children[i] if tokens[c].dep not in _CLAUSAL)
    edge = head
    while edge > floor and edge - 1 in inside and not _breaks(document, edge - 1):
        edge -= 1
    while edge < head and (tokens[edge].dep in ("punct", "cc", "advmod") or tokens[edge].lower in _POSSESSIVE):
        edge += 1
    return edge


def _breaks(document: Document, i: int) -> bool:
    """Whether a punctuation mark ends a phrase; a comma between listed modifiers does not."""
    tokens = document.tokens
    if tokens[i].dep != "punct" or tokens[i].text not in _BREAKS:
        return False
    listed = 0 < i < len(tokens) - 1 and tokens[i - 1].pos in ("ADJ", "PROPN") and tokens[i + 1].pos in ("ADJ", "PROPN")
    return tokens[i].text != "," or not listed


def trimmed(document: Document, start: int, stop: int) -> int:
    """``start`` moved past what does not belong to a noun phrase (a preposition, a conjunction, an adverb)."""
    tokens = document.tokens
    while start < stop and (
        (tokens[start].pos in _OUTSIDE and tokens[start].dep not in ("amod", "flat", "compound"))
        or tokens[start].text in ('"', "“", "(", "-")
        or (tokens[start].lower in _AMOUNTS and start + 1 < stop)
    ):
        start += 1
    return start


def preposition(document: Document, i: int) -> str | None:
    """The preposition of token ``i`` in lower case; a conjunct or apposition shares that of its first conjunct."""
    for _ in range(_CHAIN):
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
            out.extend(_conjuncts(document, c))
    return out


def _conjuncts(document: Document, i: int) -> list[int]:
    """The nouns that are joined to token ``i``, one after the other."""
    joined = [c for c in document.children[i] if document.tokens[c].dep == "conj"]
    return [k for c in joined for k in (c, *_conjuncts(document, c))]


def apposition(document: Document, head: int) -> int | None:
    """The noun in apposition to ``head``, if one follows."""
    return next((c for c in document.children[head] if document.tokens[c].dep == "appos" and c > head), None)


def _first_conjunct(document: Document, i: int) -> int:
    for _ in range(_CHAIN):
        token = document.tokens[i]
        if token.dep not in ("conj", "appos", "flat") or token.head == i:
            break
        i = token.head
    return i


def base_governor(document: Document, i: int) -> int:
    """The governor of token ``i``, past conjunctions and appositions."""
    return document.tokens[_first_conjunct(document, i)].head


def base_relation(document: Document, i: int) -> str:
    """The relation of token ``i``; a conjunct or apposition has that of its first conjunct."""
    return document.tokens[_first_conjunct(document, i)].dep


def follows_the(document: Document, i: int) -> bool:
    """Whether "the" is the word before token ``i`` in its sentence."""
    return i > document.sentence_of(i).start and document.tokens[i - 1].lower == "the"


def text_of(document: Document, start: int, end: int) -> str:
    """The words of tokens ``start`` to ``end`` as printed, blanks made single."""
    a, b = document.slice(start, end)
    return " ".join(document.text[a:b].split())
