"""Reports that are themselves one statement: an official's or office's own text, as its title says."""

from __future__ import annotations

import re

from detente.observations.attribution import Attribution, Speech

_TITLE_NOUNS = frozenset({"statement", "remarks", "remark", "speech", "address", "message", "letter", "declaration"})
_AUTHORS = frozenset({"by", "from", "of"})
_TOPICS = frozenset({"on", "about", "regarding", "concerning", "following", "after", "to", "at", "in"})
_FIRST_PERSON = re.compile(r"\b(?:I|we|We|our|Our|my|My)\b")
_NARRATIVE = re.compile(r"\b(?:said|told|added)\b")
_NAME_LABELS = frozenset({"PER", "ORG", "GPE"})


def find_release(speech: Speech, titles: list[tuple[int, int]], bodies: list[tuple[int, int]]) -> Attribution | None:
    """The attribution of a whole report to the one in whose name its title says it is made, or None.

    The title names a statement and its author ("Statement by X on ...", "X Statement on ..."), and the text speaks in
    the first person or at least reports nobody's words.
    """
    text = " ".join(speech.document.text[a:b] for a, b in bodies)
    if not bodies or not (_FIRST_PERSON.search(text) or not _NARRATIVE.search(text)):
        return None
    for start, end in titles:
        tokens = [t for t in speech.tokens if start <= t.idx < end]
        for n, token in enumerate(tokens):
            if token.lower not in _TITLE_NOUNS:
                continue
            author = _author(speech, [t.i for t in tokens], n)
            if author is not None:
                content = tuple(bodies)
                return Attribution(token.i, (token.i, token.i + 1), "writing", "release", author, content, 0.9)
    return None


def _author(speech: Speech, tokens: list[int], n: int) -> int | None:
    """The token that names the author of the title's ``n``-th word: behind "by", or before the word itself."""
    words = [speech.tokens[t].lower for t in tokens]
    if n + 1 < len(words) and words[n + 1] in _AUTHORS:
        return _first_name(speech, tokens[n + 2 :])
    if n + 1 < len(words) and words[n + 1] in _TOPICS and n > 0:
        return _first_name(speech, tokens[:n])
    return None


def _first_name(speech: Speech, tokens: list[int]) -> int | None:
    """The head of the first person or body named among ``tokens``; a person rather than the office before the name."""
    inside = set(tokens)
    names = [n for n in speech.document.names if n.start in inside and n.label in _NAME_LABELS]
    best = next((n for n in names if n.label == "PER"), names[0] if names else None)
    if best is None:
        return None
    top = next((t for t in range(best.start, best.end) if not best.start <= speech.tokens[t].head < best.end), None)
    return top if top is not None else best.end - 1
