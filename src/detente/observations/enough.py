"""Whether enough is known about an act to record it: who did it or to whom, or that its clause asserts it.

An act with a country on one side and a name, office or kind of people on the other is recorded wherever it is told.
With less, it must be what its clause asserts: a finite verb whose subject is people or a pronoun, or an event noun that
is itself the subject or object of the clause ("clashes continued", "staged a strike").
"""

from __future__ import annotations

from detente.observations.candidates import SAYING, Candidate
from detente.observations.grammar import Grammar
from detente.observations.lexicon import Lexicon
from detente.observations.modality import ModalityTable
from detente.observations.sides import coded, identified

# Acts that are news even when nobody is known to have done them, provided that their victims are.
ANONYMOUS_ROOTS = frozenset({"08", "14", "16", "17", "18", "19", "20"})
# Of these, what somebody must have allowed: the weather allows much too.
PERMISSIONS = frozenset({"080", "081", "083", "086"})
# Court verdicts: "sentenced to ten years" names no court.
VERDICTS = "116"
# Whose journeys are no visits of one side to another.
PRIVATE = frozenset({None, "CVL", "CRM", "BUS", "MED", "JRN", "LAB", "EDU", "HLH"})
# Acts of deeds: what deeds are done for is not a deed yet.
MATERIAL = frozenset({"04", "06", "07", "08", "15", "16", "17", "18", "19", "20"})
# Acts whose nouns mostly name a state of things: support, cooperation, aid.
GIVING = frozenset({"05", "06", "07"})
# Acts that need nobody else: protests, strikes.
SELF_ROOTS = frozenset({"14"})
# Acts that are often told by a noun without anybody: protest, violence, fighting.
STAGED_ROOTS = frozenset({"14", "18", "19", "20"})
# Pronouns that stand for people or states whom the words around do not name.
PERSONAL = frozenset({"he", "she", "they", "we", "i", "who"})
# Clauses that assert nothing of their own: reduced relatives, attributes.
# Frames whose subject is not who acts: "they must leave", "the vote was a sham", "the drills angered them".
ADVISING = frozenset({"deontic", "deontic_clause", "verdict", "suffer", "angered"})
REDUCED = frozenset({"acl", "amod", "xcomp"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})


def enough_known(c: Candidate, governor: int, grammar: Grammar) -> bool:
    """Whether ``c``, whose clause is headed by ``governor``, is known well enough to be an event."""
    if coded(c.actors):
        return True
    asserted = _asserted(c, governor, grammar)
    if identified(c.actors):
        return identified(c.recipients) or len(c.actors) > 1 or c.root in SELF_ROOTS or asserted
    finite = grammar.base(c.token) not in ("acl", "amod") and bool(grammar.kids(c.token, "aux"))
    blamed = c.root == "11" and finite and grammar.passive(c.token)  # "has been criticised for inaction"
    permits = c.cameo[:3] in PERMISSIONS and not grammar.passive(c.token)
    anonymous = c.root in ANONYMOUS_ROOTS and not permits and _undergone(c, grammar)
    if coded(c.recipients) and (anonymous or c.cameo.startswith(VERDICTS) or blamed):
        return True
    return asserted


def domestic(c: Candidate, grammar: Grammar) -> bool:
    """Whether ``c`` is a government's own business or a private journey, which no code of the codebook means.

    "The president fired a minister" is no concession, and suspects who "arrived in the capital" pay no visit.
    """
    if c.trigger.row.act == "DISMISS" and c.topic is None:
        return True
    if c.trigger.row.act == "ALLEGE":
        # What one claims to have done, or to have been done to others, accuses nobody.
        return not c.recipients or any(grammar.passive(t) for t in c.complement)
    if c.trigger.row.act != "VISIT" or not c.actors:
        return False
    return all(e.kind in ("group", "other") and e.sector in PRIVATE and not e.office for e in c.actors)


def only_meant(c: Candidate, clause: int, modality: str, grammar: Grammar) -> bool:
    """Whether ``c`` is not told but only what something is for, what is wanted, or what a noun speaks of in passing.

    "They attacked the town to oust the governor" tells of the attack; "support for the talks" is no act of support.
    """
    if modality == "requested":
        return True  # what must be done is told by the appeal or demand
    purpose = grammar.base(clause) in ("advcl", "acl") and "to" in grammar.marks(clause)
    if purpose and modality == "actual" and c.root in MATERIAL:
        return True
    bare = grammar.tokens[c.token].pos in ("NOUN", "PROPN") and c.trigger.light is None and clause == c.token
    return bare and c.root in GIVING


def told_outright(c: Candidate, verb: int, grammar: Grammar) -> bool:
    """Whether a finite verb with a subject of its own tells the act: not an infinitive, participle or attribute."""
    verbal = c.trigger.light is not None or grammar.tokens[c.token].pos == "VERB"
    if not verbal or c.trigger.row.frame in ADVISING or grammar.base(verb) in REDUCED or "to" in grammar.marks(verb):
        return False
    if grammar.base(verb) == "advcl" and grammar.participle(verb) and not grammar.kids(verb, "nsubj", "aux"):
        return False
    return bool(grammar.kids(verb, "aux", "cop")) or not grammar.tokens[verb].lower.endswith("ing")


def _undergone(c: Candidate, grammar: Grammar) -> bool:
    """Whether an act with no known doer is told from the side of those it was done to: by a noun or in the passive.

    An active verb without a known subject ("a goal is to seal the border") tells of no act of anybody's.
    """
    verb = grammar.tokens[c.token].pos == "VERB"
    reduced = grammar.base(c.token) in ("acl", "amod", "advcl", "conj") and grammar.participle(c.token)
    named = any(grammar.tokens[s].pos in ("PRON", "PROPN") for s in grammar.surface_subjects(c.token))
    return bool(c.actors) or not verb or grammar.passive(c.token) or reduced or named


def _asserted(c: Candidate, governor: int, grammar: Grammar) -> bool:
    """Whether its clause tells the act itself, not as an attribute, an aim or a circumstance of something else."""
    if grammar.tokens[c.token].pos in ("NOUN", "PROPN") and c.trigger.light is None:
        if grammar.predicate_nominal(c.token):
            return False
        definite = any(grammar.lemma(d) in DEFINITE for d in grammar.kids(c.token, "det"))
        said = grammar.base(c.token) in ("nsubj", "obj")
        someone = c.root in SELF_ROOTS or any(e.sector or e.kind == "person" for e in c.recipients)
        return said and c.root in STAGED_ROOTS and someone and not (definite and grammar.base(c.token) == "obj")
    verb = governor
    other = c.trigger.row.frame in ADVISING and not identified(c.actors)
    if grammar.tokens[c.token].pos == "AUX" or other:
        return False  # "must leave", "had to leave": who says so is not known
    loose = grammar.base(verb) == "advcl" and grammar.participle(verb) and not grammar.kids(verb, "nsubj", "aux")
    if grammar.base(verb) in REDUCED or "to" in grammar.marks(verb) or loose:
        return False  # "asked to comment, he said": what went before the act that is told
    if grammar.tokens[verb].lower.endswith("ing") and not grammar.kids(verb, "aux", "cop"):
        return False
    subjects = grammar.surface_subjects(verb)
    if not subjects:
        return False
    token = grammar.tokens[subjects[0]]
    if token.pos in ("PRON", "DET"):
        return token.lower in PERSONAL
    if grammar.passive(verb):
        return token.pos == "PROPN" or identified(c.recipients)
    return token.pos == "PROPN" or identified(c.actors) or (c.root in SELF_ROOTS and token.pos == "NOUN")


def meets_nobody(
    c: Candidate, clause: int, actual: bool, grammar: Grammar, tables: Lexicon, modality: ModalityTable
) -> bool:
    """Whether a meeting has one known party and is an infinitive or only "talked".

    ``clause`` heads the clause that the act belongs to; ``actual``: it is told as something that happened.
    """
    frame = tables.frames.get(c.trigger.row.frame)
    if frame is None or not frame.mutual or c.root == "12":  # "failed to reach agreement"
        return False
    one = len({e.country for e in c.actors if e.country}) <= 1
    done = modality.head.get(grammar.lemma(grammar.tokens[c.token].head)) == "actual"  # "managed to agree"
    infinitive = "to" in grammar.marks(c.token) and not grammar.kids(c.token, "cop") and not done
    bare = c.trigger.row.act == "DISCUSS" and c.trigger.row.pos == "VERB" and not c.trigger.row.particles
    light = c.trigger.light
    if c.root == "04" and grammar.tokens[c.token].pos == "NOUN" and light is None and clause == c.token:
        named = grammar.kids(c.token, "nmod:poss") or grammar.obliques(c.token, "of", "by", "with", "between", "among")
        bare = bare or not named  # "the Syria talks" are about it
    bare = bare or (light is not None and grammar.lemma(light) in SAYING)  # "said after the talks"
    if bare and actual and not infinitive and c.trigger.row.pos == "VERB" and _several(c.token, grammar):
        return False  # "the leaders discussed the war", "the president and the minister spoke"
    return one and ((actual and infinitive) or bare)


def _several(verb: int, grammar: Grammar) -> bool:
    """Whether the subject of ``verb`` is several people: joined nouns, a plural, "they"."""
    for subject in grammar.surface_subjects(verb):
        token = grammar.tokens[subject]
        plural = token.pos == "NOUN" and token.lower != token.lemma.lower() and token.lower.endswith("s")
        if plural or token.lower == "they" or len(grammar.conjuncts(subject)) > 1:
            return True
    return False
