"""The few forms of English verbs that the brief needs: past tense, singular and plural."""

from __future__ import annotations

import re

_PAST = {
    "bring": "brought",
    "break": "broke",
    "cast": "cast",
    "cut": "cut",
    "fight": "fought",
    "find": "found",
    "forgive": "forgave",
    "give": "gave",
    "go": "went",
    "hold": "held",
    "keep": "kept",
    "let": "let",
    "make": "made",
    "meet": "met",
    "put": "put",
    "say": "said",
    "speak": "spoke",
    "take": "took",
    "withdraw": "withdrew",
}
_DOUBLED = frozenset({"ban", "admit", "commit", "expel", "travel"})
_VERBS = re.compile(r"^[\w-]+(?:, [\w-]+)*(?: or [\w-]+)?(?= |$)")
_JOINED = re.compile(r"[\w-]+")


def past(phrase: str, plural: bool = False) -> str:
    """``phrase`` ("offer to mediate", "ease or lift sanctions", "be ready to talk") in the past tense."""
    head = _VERBS.match(phrase)
    if head is None:
        return phrase
    verbs = _JOINED.sub(lambda m: m[0] if m[0] == "or" else _past_of(m[0], plural), head[0])
    return verbs + phrase[head.end() :]


def _past_of(verb: str, plural: bool) -> str:
    if verb == "be":
        return "were" if plural else "was"
    if verb in _PAST:
        return _PAST[verb]
    if verb in _DOUBLED:
        return verb + verb[-1] + "ed"
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ied"
    return verb + "ed"


def negated(phrase: str, plural: bool = False) -> str:
    """``phrase`` denied in the past: "did not offer to mediate", "was not ready to talk"."""
    if phrase.startswith("be "):
        return f"{'were' if plural else 'was'} not {phrase[3:]}"
    return f"did not {phrase}"
