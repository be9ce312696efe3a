"""Who speaks by a reporting verb: its subject or, when passive, its agent; by the parse or else by word order."""

from __future__ import annotations

from detente.observations.attribution import Speech
from detente.observations.brackets import NOMINALS, TIMES, adjacent, antecedent, top
from detente.observations.cues import Cues

FIRST_PERSON = frozenset({"i", "we", "you"})
# Words that speak for nobody whom a report could name.
NOBODY = FIRST_PERSON | frozenset(
    {"me", "us", "one", "there", "what", "anyone", "everyone", "nobody", "whoever", "who", "which", "that", "this"}
    | {"whom", "how", "why"}
)
# "A body expected to report": without an object the participle is passive, unless "he" or "had" stands before it.
_RAISING = frozenset({"expect", "believe", "report", "estimate", "consider", "allege", "suppose", "fear"})
_CITING = frozenset({"citing", "quoting"})
# "Reported on Friday, citing": so many words may stand between the verb and the comma.
_LONGEST_TIME = 4
_RELATIVES = frozenset({"who", "which", "that"})


_ANY = frozenset({"any", "no", "every"})


def coordinated(speech: Speech, cues: Cues, v: int) -> int | None:
    """The reporting verb that past form ``v`` goes with, where a parse coordinates it with a bare form.

    In "said the raids would go on and denied that ..." the second verb cannot go with "would go": it is said's.
    """
    token = speech.tokens[v]
    head = speech.tokens[token.head]
    past = token.pos == "VERB" and token.lower.endswith("ed") and token.lower != token.lemma.lower()
    bare = head.pos == "VERB" and head.lower == head.lemma.lower() and not head.lower.endswith("ed")
    helped = any(speech.tokens[c].dep.startswith("aux") for c in speech.children[v])
    if token.dep != "conj" or not past or not bare or helped or token.lemma not in cues.verbs:
        return None
    if any(speech.tokens[c].dep.startswith("nsubj") for c in speech.children[v]):
        return None
    above = speech.document.ancestors(head.i)
    return next((a for a in above if speech.tokens[a].lemma in cues.verbs and speech.tokens[a].pos == "VERB"), None)


def nobody(speech: Speech, speaker: int) -> bool:
    """Whether a token is a word that speaks for nobody in particular: "I", "one", "there", "Wednesday"."""
    token = speech.tokens[speaker]
    if token.lower in TIMES or any(speech.tokens[c].lower in _ANY for c in speech.grammar.kids(speaker, "det")):
        return True
    return token.pos in ("PRON", "ADV", "DET", "NOUN") and token.lower in NOBODY


def passive(speech: Speech, v: int) -> bool:
    """Whether ``v`` is passive by the words before it ("was widely believed"), or as a bare participle."""
    tokens = speech.tokens
    if tokens[v].lower.endswith("ing"):
        return False
    t = v - 1
    while t >= 0 and tokens[t].pos in ("ADV", "PART"):
        t -= 1
    if t >= 0 and tokens[t].lemma in ("be", "get"):
        return True
    if v + 1 < len(tokens) and tokens[v + 1].lower == "by" and tokens[v].lower.endswith(("ed", "en", "id", "ld")):
        return True
    raised = tokens[v].lemma in _RAISING and tokens[v].lower.endswith("ed") and tokens[v + 1 : v + 2]
    if raised and raised[0].lower == "to" and tokens[t].pos not in ("PRON", "AUX"):
        return True
    return tokens[v].dep == "acl" and speech.grammar.participle(v)


def subject(speech: Speech, v: int) -> int | None:
    """The subject of ``v``; the noun phrase right before it where the parse has none of its own, or one behind."""
    before = [c for c in speech.children[v] if speech.tokens[c].dep.startswith("nsubj") and c < v]
    if before:
        found = speech.grammar.surface_subjects(v)
        own = before[-1] if len(before) > 1 else (found[0] if found else before[0])
        return antecedent(speech, own) if speech.tokens[own].lower in _RELATIVES else own
    if speech.tokens[v].lower.endswith("ing") or "to" in speech.grammar.marks(v):
        controller = speech.speakers(v)
        if controller is not None:
            return controller
    near = adjacent(speech, v)
    if near is not None and not nobody(speech, near):
        return near
    return None if near is not None and speech.tokens[near].lower in FIRST_PERSON else speech.speakers(v)


def agent(speech: Speech, v: int) -> int | None:
    """The head of the "by"-phrase of passive ``v``, or None."""
    agents = [o for o in speech.grammar.kids(v, "obl") if speech.tokens[o].dep == "obl:agent"]
    agents = agents or speech.grammar.obliques(v, "by")
    return agents[0] if agents else None


def misplaced(speech: Speech, v: int, speaker: int, content: tuple[tuple[int, int], ...]) -> bool:
    """Whether a parse has put the speaker of ``v`` among the words spoken."""
    if speech.quotation_of(speaker) != speech.quotation_of(v):
        return True
    token = speech.tokens[speaker]
    return token.sent == speech.tokens[v].sent and any(a <= token.idx < b for a, b in content)


def cited(speech: Speech, cues: Cues, v: int, speaker: int | None) -> tuple[int | None, tuple[int, ...]]:
    """Who speaks by verb ``v`` of ``speaker``, and who carries it: "RIA reported, citing X" has X speak and RIA carry.

    The parse often ties "citing" to another verb, so it is also looked for right behind this one.
    """
    if speaker is None:
        return speaker, ()
    tokens, end = speech.tokens, speech.document.sentence_of(v).end
    participles = [c for c in speech.grammar.kids(v, "advcl") if tokens[c].lower in _CITING]
    comma = next((t for t in range(v + 1, min(v + 2 + _LONGEST_TIME, end)) if tokens[t].text == ","), end)
    if comma + 2 < end and tokens[comma + 1].lower in _CITING:
        participles.append(comma + 1)
    for c in dict.fromkeys(participles):
        following = next((t for t in range(c + 1, end) if tokens[t].pos in NOMINALS), None)
        found = speech.grammar.kids(c, "obj") or ([] if following is None else [top(speech, following, c + 1, end)])
        # Whoever cites "concerns" or "a lack of time" speaks for himself.
        if found and (tokens[found[0]].pos == "PROPN" or tokens[found[0]].lemma.lower() in cues.citable):
            return found[0], (speaker,)
    return speaker, ()
