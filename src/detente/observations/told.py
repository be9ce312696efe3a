"""Whether a clause tells what is so, or only what is wished, feared, planned or denied."""

from __future__ import annotations

from detente.observations.grammar import Grammar

_MODALS = frozenset("would could may might should will shall can must 'll ’ll wo ca cannot".split())
_NEGATIONS = frozenset({"not", "n't", "n’t", "never"})
_SUPPOSING = frozenset({"if", "unless", "whether", "lest"})
# Verbs after which an infinitive was done all the same: "managed to free 12 hostages", "forced 300 families to flee".
_DONE = frozenset(
    "begin start continue resume keep manage force able compel cause help say believe know think report seem appear "
    "estimate go use".split()
)
# Verbs and nouns whose object is only aimed at: "called for the release of 12 prisoners", "the threat of 30 arrests".
_AIMING = frozenset(
    "urge want call demand seek ask expect fear plan propose avoid prevent promise pledge hope aim need threaten "
    "offer consider negotiate discuss request threat vow push press appeal warn intend order authorise authorize "
    "approve deny refuse reject stop oppose proposal possible "
    "possibility potential await try attempt fail failure goal effort bid".split()
)


def told(g: Grammar, at: int) -> bool:
    """Whether the clause of ``at`` tells what is so: no wish, condition, plan or denial."""
    current = at
    for _ in range(6):
        if any(g.tokens[c].lower in _MODALS for c in g.kids(current, "aux")):
            return False
        if any(g.tokens[c].lower in _NEGATIONS for c in g.children[current]):
            return False
        marks = g.marks(current)
        if marks & _SUPPOSING or any(g.tokens[c].lower == "no" for c in g.kids(current, "det")):
            return False
        head, base = g.tokens[current].head, g.base(current)
        if head == current or (base == "acl" and "to" not in marks):
            return True
        if "to" in marks and g.lemma(head) not in _DONE:
            return False
        if base in ("ccomp", "advcl", "parataxis") and "to" not in marks and g.tokens[head].pos == "VERB":
            aimed = g.lemma(head) in _AIMING and base == "ccomp" and g.tokens[current].lower.endswith("ing")
            return not aimed
        if base not in ("conj", "appos", "nsubj") and g.lemma(head) in _AIMING:
            return False
        current = head
    return True
