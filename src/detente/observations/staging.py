"""Whether a noun that names an act is told of as something that goes on: "the talks will continue", "clashes erupted".

A bare event noun is mostly a mention of what is not new ("the talks", "an attack"); as the subject of such a verb it is
the news itself.
"""

from __future__ import annotations

from detente.observations.grammar import Grammar

# Verbs that say of an act that it begins, goes on, ends or fails.
GOING_ON = frozenset(
    {"begin", "start", "open", "resume", "restart", "continue", "proceed", "persist", "last", "drag", "advance"}
    | {"end", "conclude", "finish", "stop", "cease", "fail", "collapse", "stall", "falter", "founder", "unravel"}
    | {"erupt", "flare", "rage", "spread", "occur", "happen", "intensify", "escalate", "subside", "ease", "resurge"}
)
# Verbs that do so with another word: "take place", "break out", "go into effect", "come into force".
WITH_PARTICLE = {
    "take": frozenset({"place", "effect", "hold"}),
    "break": frozenset({"out", "down", "off", "up"}),
    "go": frozenset({"on", "ahead", "effect", "force"}),
    "come": frozenset({"effect", "force"}),
    "enter": frozenset({"effect", "force"}),
    "be": frozenset({"place", "effect", "force", "underway", "under"}),
    "get": frozenset({"underway", "under"}),
    "fall": frozenset({"apart", "through"}),
}
# Words that say it of a truce: it holds, or not.
OF_TRUCES = frozenset({"hold", "expire"})
TRUCES = frozenset({"truce", "ceasefire", "cease-fire", "cessation", "armistice", "lull"})
# Verbs whose object, or whose passive subject, is something that took place.
WITNESSING = frozenset({"report", "record", "register", "witness", "observe", "monitor"})
INCLUDING = frozenset({"include", "involve", "comprise"})


# Verbs by which talks end without result.
FAILING = frozenset({"fail", "collapse", "stall", "founder", "unravel"})


def broken_off(grammar: Grammar, verb: int) -> bool:
    """Whether ``verb`` says of talks that they have come to nothing: "collapsed", "broke down"."""
    words = {grammar.lemma(c) for c in grammar.children[verb]}
    return grammar.lemma(verb) in FAILING or (grammar.lemma(verb) == "break" and bool(words & {"down", "off", "up"}))


def staging_verb(grammar: Grammar, noun: int) -> int | None:
    """The verb that says of the act that ``noun`` names that it takes place, or None."""
    head = grammar.tokens[noun].head
    base = grammar.base(noun)
    if base == "conj" and grammar.tokens[head].pos in ("NOUN", "PROPN", "VERB") and grammar.base(head) != "root":
        return staging_verb(grammar, head)
    if grammar.tokens[noun].dep in ("nsubj", "nsubj:pass") and head != noun:
        if grammar.kids(head, "expl"):
            return head  # "there was fighting in the north"
        passive = grammar.tokens[noun].dep == "nsubj:pass" and grammar.lemma(head) in WITNESSING
        return head if passive or _goes_on(grammar, head, noun) else None
    if base == "obj" and grammar.lemma(head) in WITNESSING | INCLUDING and grammar.tokens[head].pos == "VERB":
        return head
    for clause in grammar.kids(noun, "acl"):
        relative = grammar.tokens[clause].dep == "acl:relcl" and any(
            grammar.tokens[s].lower in ("that", "which") for s in grammar.kids(clause, "nsubj")
        )
        if relative and _goes_on(grammar, clause, noun):
            return clause
    return None


def _goes_on(grammar: Grammar, verb: int, noun: int) -> bool:
    lemma = grammar.lemma(verb)
    if lemma in GOING_ON or (lemma in OF_TRUCES and grammar.lemma(noun) in TRUCES):
        return grammar.tokens[verb].pos in ("VERB", "AUX")
    words = {grammar.lemma(c) for c in grammar.children[verb]} | {
        grammar.lemma(c) for p in grammar.kids(verb, "xcomp", "obl") for c in grammar.children[p]
    }
    if grammar.kids(verb, "cop"):
        return lemma in WITH_PARTICLE["be"] or lemma == "way"  # "is in force", "was under way"
    return bool(words & WITH_PARTICLE.get(lemma, frozenset()))
