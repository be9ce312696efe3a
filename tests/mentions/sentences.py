"""Documents from plain text for what reads words more than trees: the real tokenizer, a flat tree, tags by a small rule."""

from __future__ import annotations

import re
from datetime import date

from detente.language.document import Document, Sentence, Token
from detente.language.tokenize import tokenize
from detente.records import Passage, Report, When

_VERBS = frozenset(
    "said met will be is was were are has have had killed wounded died fell rose spoke begin began held wants hoped "
    "arrived injured leaving killing wounding left claimed weighs cost costs fled took visited shelled attacked meet begin fell".split()
)
_PREPOSITIONS = frozenset(
    "in on at to from of by for with near over into after before since until outside across inside".split()
)
_DETERMINERS = frozenset("the a an this that these those its their his no each every some".split())


def document(text: str) -> Document:
    """``text`` as a Document; every word hangs on the first verb of its sentence, prepositions on the next noun."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    ends = [m.end() for m in re.finditer(r"(?<!Dec)(?<!m)[.!?](?= [A-Z])|$", text)]
    for n, (begin, stop) in enumerate(zip([0, *ends], ends, strict=False)):
        first = len(tokens)
        for start, end in tokenize(text, begin, stop):
            word = text[start:end]
            tokens.append(Token(len(tokens), word, start, end, _lemma(word), _tag(word), first, "dep", n))
        if first == len(tokens):
            continue
        root = next((t.i for t in tokens[first:] if t.pos == "VERB"), first)
        for token in tokens[first:]:
            token.head = root
            if token.pos == "ADP":
                token.head = next((t.i for t in tokens[token.i :] if t.pos in ("PROPN", "NOUN", "NUM")), root)
                token.dep = "case"
            elif token.lower in ("will", "would"):
                token.dep = "aux"
        tokens[root].dep = "root"
        sentences.append(Sentence(len(sentences), first, len(tokens), 0))
    return Document("r1", text, tokens, sentences)


def report(text: str, published: date | When | None = date(2017, 12, 26)) -> Report:
    """A report of ``text``; ``published`` None is unknown."""
    when = published if isinstance(published, When) else When()
    if isinstance(published, date):
        when = When(published, published, "day", None, "stated")
    return Report("r1", None, None, None, None, None, "en", text, when, (Passage("body", 0, len(text)),))


def _tag(word: str) -> str:
    low = word.lower()
    if low in _PREPOSITIONS:
        return "ADP"
    if low in _DETERMINERS:
        return "DET"
    if low in ("will", "would"):
        return "AUX"
    if low in _VERBS:
        return "VERB"
    if word[0].isdigit() or low in ("one", "two", "three", "four", "five", "six", "seven", "eight", "ten", "twelve"):
        return "NUM"
    if not word[0].isalnum():
        return "PUNCT"
    if low in ("and", "or", "but"):
        return "CCONJ"
    if low in ("more", "least", "only", "nearly", "almost", "about", "than"):
        return "ADV"
    return "PROPN" if word[0].isupper() else "NOUN"


def _lemma(word: str) -> str:
    low = word.lower()
    if low in ("killed", "wounded", "died"):
        return low[:-2] if low != "died" else "die"
    return low[:-1] if low.endswith("s") and not low.endswith("ss") and len(low) > 3 else low
