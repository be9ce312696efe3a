"""The tense of the clause that a phrase stands in: whether it looks back, ahead, or does not say."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from detente.language.document import Document, Token

_AHEAD = frozenset("will would shall 'll ’ll 'd ’d wo going".split())
_OPEN = frozenset("may might can could should must ought".split())
# Verbs and adjectives whose infinitive, or the date set "for", lies ahead whatever their own tense.
_PLANS = frozenset(
    "plan schedule expect due set slate intend want hope vow pledge promise agree decide arrange aim prepare ask "
    "urge call demand "
    "threaten propose offer ready willing likely bind deadline expire mean suppose need order require invite hold "
    "allow fail".split()
)
_FOR_PLANS = frozenset("plan schedule expect due set slate call pencil bill fix book".split())
_PLAN_NOUNS = frozenset("deadline".split())
_MAX_CLIMB = 10


def direction(document: Document, token: int, *, until: bool = False) -> Literal["past", "future", "near"]:
    """Which way the clause around ``token`` looks; ``until`` when the phrase is a bound ("until Friday", "by
    March")."""
    tokens, children = document.tokens, document.children
    current = token
    ahead = False
    for _ in range(_MAX_CLIMB):
        word = tokens[current]
        if word.pos in ("VERB", "AUX") or any(tokens[c].dep == "cop" for c in children[current]):
            helpers = [tokens[c] for c in children[current] if tokens[c].dep.startswith(("aux", "cop"))]
            forms = {h.text.lower() for h in helpers}
            if forms & _AHEAD:
                return "future"
            participle = word.lower not in (word.lemma.lower(), word.lemma.lower() + "s")
            if (
                participle
                and word.lemma.lower() in _FOR_PLANS
                and current != token
                and _reaches_by_for(document, token, current)
            ):
                return "future"
            if any(tokens[c].lower == "to" and tokens[c].dep in ("mark", "case") for c in children[current]):
                ahead = True
            else:
                return _finite(document, current, helpers, ahead=ahead, until=until)
        if word.head == current or word.head < 0:
            break
        current = word.head
        if ahead and tokens[current].lemma.lower() in _PLANS:
            return "future"
    return "near"


def _reaches_by_for(document: Document, token: int, verb: int) -> bool:
    """Whether ``token`` hangs on ``verb`` by "for" or "on": "scheduled for Tuesday"."""
    current = token
    while document.tokens[current].head not in (verb, current):
        current = document.tokens[current].head
    return any(
        document.tokens[c].lower in ("for", "on", "by") and document.tokens[c].dep == "case"
        for c in document.children[current]
    )


def _finite(
    document: Document, verb: int, helpers: Sequence[Token], *, ahead: bool, until: bool
) -> Literal["past", "future", "near"]:
    word = document.tokens[verb]
    forms = {h.text.lower() for h in helpers}
    if forms & {"had", "was", "were", "did", "has", "have", "'ve", "’ve", "been"}:
        return "near" if until else "past"
    if forms & _OPEN:
        return "future"
    low = word.lower
    if low != word.lemma.lower() and not low.endswith(("s", "ing")):
        return "near" if until else "past"
    return "future" if ahead else "near"
