"""Which acts of a sentence are told as acts, and which are only what another one talks about.

What is appealed for, promised or threatened is coded by the appeal, promise or threat; what an accusation or verdict
says in a clause is its content; a verb and its own noun ("imposed sanctions", "lodged a protest") are one act.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from detente.observations.candidates import FAR, IRREALIS_ROOTS, NOT_ALLOWED, Candidate
from detente.observations.grammar import Grammar
from detente.observations.lexicon import NO_EVENT
from detente.observations.sides import among, coded, identified
from detente.records import Entity, unique

# Acts of judgement: what they judge in a clause is their content; what they name by a noun did happen.
JUDGING_ROOTS = frozenset({"05", "09", "11"})
MERGE_DEPTH = 3
# Killing and wounding, and acts that have such a toll.
CRACKDOWN = "175"
TOLLS = frozenset({"KILL", "DESTROY"})
VIOLENT_ROOTS = frozenset({"18", "19", "20"})
MEANWHILE = frozenset({"when", "as"})
OUTCOMES = frozenset({"result", "consequence", "course"})
# Acts of the law, and the words before what they are about.
ALLEGING = frozenset({"CHARGE", "ACCUSE", "SUE", "CONVICT", "SENTENCE", "ARREST"})
CHARGES = frozenset({"with", "of", "for", "over"})
# Acts that answer what somebody did: "praised Oman for hosting the talks", "blacklisted firms for arming rebels".
ANSWERING = frozenset({"05", "11", "16", "17"})
BREACH = "CEASEFIRE_BREACH"
# A denial: what it denies is not told as a fact.
DENIED = "016"
# What others turn down or deny: appeals, offers, demands, accusations.
SAID_ROOTS = frozenset({"02", "03", "10", "11"})
COMPLEMENT_LINKS = frozenset({"xcomp", "ccomp", "advcl", "obj", "conj"})
Fate = Literal["keep", "drop", "merge", "absorb"]


def settle(candidates: Sequence[Candidate], grammar: Grammar) -> list[Candidate]:
    """``candidates`` of one sentence without those that another one codes already; equal acts are merged."""
    kept = {c.token: c for c in candidates}
    for outer in sorted(candidates, key=lambda c: len(c.region), reverse=True):
        for token in list(kept):
            if outer.token not in kept:
                break
            outer, inner = kept[outer.token], kept[token]
            fate = _fate(outer, inner, grammar)
            if fate == "merge":
                kept[outer.token] = _merge(outer, inner)
            elif fate == "absorb":
                kept[token] = _merge(inner, outer)
            if fate != "keep":
                del kept[outer.token if fate == "absorb" else token]
    told = [kept[t] for t in sorted(kept) if kept[t].cameo != NO_EVENT and not _its_effect(kept[t], kept, grammar)]
    return _without_repeats(_with_toll(told, grammar), grammar)


def _its_effect(c: Candidate, others: Mapping[int, Candidate], grammar: Grammar) -> bool:
    """Whether a gerund only says what an attack hit: "fired rockets at the city, hitting a school"."""
    head = others.get(grammar.tokens[c.token].head)
    if (
        c.trigger.row.act != "ATTACK"
        or head is None
        or head.root not in ("18", "19")
        or coded(head.recipients) is False
    ):
        return False
    gerund = grammar.tokens[c.token].lower.endswith("ing") and not grammar.kids(c.token, "nsubj")
    return gerund and grammar.base(c.token) == "advcl"


def _fate(outer: Candidate, inner: Candidate, grammar: Grammar) -> Fate:
    """What becomes of ``inner`` beside ``outer``: "merge" joins it to ``outer``, "absorb" the other way round."""
    token = inner.token
    depth = min(outer.region.get(token, FAR), outer.region.get(inner.trigger.governor, FAR))
    if grammar.tokens[token].pos == "AUX" and grammar.base(token) == "aux" and outer.root in IRREALIS_ROOTS:
        depth = min(depth, outer.region.get(grammar.tokens[token].head, FAR))  # "insisted that they must leave"
    verdict = outer.trigger.row.frame == "verdict"
    if verdict and _predicated(grammar, token, outer.token):
        depth = min(depth, MERGE_DEPTH + 1)
    if outer.trigger.row.act == "COMPLAIN" and inner.root == "14" and token in outer.region:
        return "drop"  # "lodged a protest" is no demonstration
    if outer.trigger.row.act == BREACH and inner.cameo.startswith("087") and depth < FAR:
        return "drop"  # "violations of the truce": the truce is only what was violated
    if token != outer.token and _alleged(outer, token, grammar):
        return "drop"
    if token == outer.token or depth == FAR:
        return "keep"
    if outer.cameo == NO_EVENT:
        return "drop"
    clause = grammar.tokens[token].pos in ("VERB", "AUX", "ADJ")
    if _answered(outer, inner, clause):
        return "keep"
    staged = grammar.tokens[outer.token].dep == "acl:relcl" and grammar.tokens[outer.token].head == token
    if outer.trigger.row.objects and (token != outer.about or staged) and token in _object_heads(grammar, outer.token):
        # "lodged a protest", "drills that they began": verb and noun together are one act.
        if grammar.tokens[outer.token].dep == "acl:relcl" and grammar.tokens[outer.token].head == token:
            return "absorb"
        if inner.root != outer.root and outer.root not in JUDGING_ROOTS:
            return "drop"
        if inner.root != outer.root and grammar.lemma(token) in outer.trigger.row.objects:
            return "drop"  # "lodged a protest" is no demonstration
    if outer.reason.endswith(NOT_ALLOWED):
        return "drop"
    if inner.root == outer.root:
        if grammar.hyphenated(token) or grammar.hyphenated(outer.token):
            return "keep"  # "UN-brokered talks": who brokers and who talks are two acts
        own = grammar.tokens[token].pos == "NOUN" or grammar.base(token) in COMPLEMENT_LINKS
        if depth <= _reach(outer, grammar) and own:
            return "merge"
    content = outer.root in IRREALIS_ROOTS or (outer.root in JUDGING_ROOTS and clause)
    named = token == outer.about or (grammar.base(token) == "compound" and grammar.tokens[token].head == outer.about)
    return "drop" if content or verdict or outer.cameo == DENIED or named else "keep"


def _answered(outer: Candidate, inner: Candidate, clause: bool) -> bool:
    """Whether ``outer`` turns down what others said in ``inner``: "rejected an offer by Mali" tells of the offer."""
    said = inner.root in SAID_ROOTS and not clause and inner.cameo != NO_EVENT
    turned_down = outer.root == "12" or outer.cameo == DENIED
    others = identified(inner.actors) and not any(among(e, outer.actors) for e in inner.actors)
    return turned_down and said and others


def _with_toll(candidates: Sequence[Candidate], grammar: Grammar) -> list[Candidate]:
    """``candidates`` with the dead and wounded of an attack as its victims, not as acts of their own.

    "The air strike killed five" and "killed two and wounded six" are one act each.
    """
    kept = {c.token: c for c in candidates}
    heads = {c.trigger.governor: c.token for c in candidates}
    told: dict[int, int] = {}
    for c in candidates:
        if c.trigger.row.act not in TOLLS or grammar.tokens[c.token].pos != "VERB":
            continue
        causes = [grammar.unpack(s) for s in grammar.subjects(c.token)]
        if grammar.base(c.token) == "conj" and not grammar.kids(c.token, "nsubj"):
            causes.append(grammar.tokens[c.token].head)
        gerund = grammar.tokens[c.token].lower.endswith("ing") and not grammar.kids(c.token, "nsubj")
        if gerund and grammar.base(c.token) in ("advcl", "xcomp", "acl"):
            causes.append(grammar.tokens[c.token].head)  # "a bomb went off, killing five"
        for o in grammar.obliques(c.token, "in", "by", "as"):
            # "died in air strikes", "killed as a result of the raid".
            inner = [n for n in grammar.obliques(o, "of") if grammar.lemma(o) in OUTCOMES]
            causes += inner or [grammar.unpack(o)]
        for clause in grammar.kids(c.token, "advcl"):
            if grammar.marks(clause) & MEANWHILE or any(
                grammar.lemma(k) == "when" for k in grammar.kids(clause, "advmod")
            ):
                causes.append(clause)  # "killed two when he blew himself up"
        causes += [a for s in grammar.subjects(c.token) for a in grammar.kids(s, "acl")]
        causes = [told.get(t, heads.get(t, t)) for t in causes]
        harms = [kept[t] for t in causes if t in kept and t != c.token]
        attack = next((k for k in harms if k.root in VIOLENT_ROOTS or k.cameo == CRACKDOWN), None)
        if attack is not None and grammar.passive(c.token) and _fighting(attack, c):
            attack = None  # "killed in fighting with rebels", "killed by soldiers in clashes": both are told
        if attack is not None:
            victims = tuple(e for e in c.recipients if e.country and e.kind != "other") or (
                () if coded(attack.recipients) else c.recipients
            )
            # "has killed thousands in attacks": who killed attacked.
            actors = attack.actors if coded(attack.actors) else c.actors or attack.actors
            kept[attack.token] = replace(attack, actors=actors, recipients=_victims(attack.recipients, victims))
            told[c.token] = attack.token
            del kept[c.token]
    return [kept[t] for t in sorted(kept)]


def _fighting(attack: Candidate, toll: Candidate) -> bool:
    """Whether an act with a toll is fighting, where who hit whom is another question, or has other people's doers."""
    return attack.trigger.row.act in ("FIGHT", "CLASH") or coded(toll.actors) or attack.cameo == "190"


def _victims(known: tuple[Entity, ...], more: tuple[Entity, ...]) -> tuple[Entity, ...]:
    """The people hit rather than the place where they were."""
    people = tuple(e for e in known if e.kind != "other")
    return unique((*people, *more)) or known


def _without_repeats(candidates: Sequence[Candidate], grammar: Grammar) -> list[Candidate]:
    """One of several candidates of a sentence that say the same: equal code, actors and recipients.

    Coordinated nouns are no repeats: "a nuclear test and a rocket launch" are two acts.
    """
    out: list[Candidate] = []
    for c in candidates:
        joined = grammar.base(c.token) == "conj" and grammar.tokens[c.token].pos == "NOUN"
        heads = {grammar.tokens[c.token].head} if joined else set()
        if any(_says_the_same(c, other) and other.token not in heads for other in out):
            continue
        if not any(_one_harm(c, other, grammar) for other in out):
            out.append(c)
    return out


def _one_harm(later: Candidate, earlier: Candidate, grammar: Grammar) -> bool:
    """Whether two joined verbs tell of one harm: "killing and wounding scores"."""
    joined = grammar.base(later.token) == "conj" and grammar.tokens[later.token].head == earlier.token
    verbs = grammar.tokens[later.token].pos == "VERB"
    sides = [{e.country for e in c.recipients} for c in (later, earlier)]
    bare = not grammar.objects(earlier.token) or not coded(later.actors)
    return joined and verbs and bare and later.cameo == earlier.cameo and later.root == "18" and sides[0] == sides[1]


def _says_the_same(one: Candidate, other: Candidate) -> bool:
    sides = [(frozenset(e.key for e in c.actors), frozenset(e.key for e in c.recipients)) for c in (one, other)]
    return one.cameo == other.cameo and one.negated == other.negated and sides[0] == sides[1]


def _reach(outer: Candidate, grammar: Grammar) -> int:
    """How deep below ``outer`` a like act is still its own: less for a noun, more for votes on sanctions."""
    if outer.root == "16":
        return MERGE_DEPTH + 2
    return 1 if grammar.tokens[outer.token].pos == "NOUN" else MERGE_DEPTH


def _alleged(outer: Candidate, token: int, grammar: Grammar) -> bool:
    """Whether ``token`` is what somebody is charged with or arrested for: an allegation, not an act that is told of."""
    answered = outer.root in ANSWERING and not grammar.kids(token, "nsubj")
    if not (outer.trigger.row.act in ALLEGING or answered) or grammar.tokens[token].pos != "VERB":
        return False
    words = grammar.marks(token) | {grammar.tokens[c].lower for c in grammar.kids(token, "case")}
    return grammar.tokens[token].head == outer.token and grammar.base(token) == "advcl" and bool(words & CHARGES)


def _predicated(grammar: Grammar, token: int, predicate: int) -> bool:
    """Whether ``token`` belongs to what ``predicate`` says of its subject."""
    if not grammar.inside(token, [predicate]):
        return False
    joined = [c for c in grammar.kids(predicate, "conj") if grammar.kids(c, "nsubj")]
    if grammar.inside(token, joined):
        return False  # "it was unacceptable and the Council must act": another clause
    return not grammar.inside(token, grammar.kids(predicate, "nsubj", "csubj"))


def _object_heads(grammar: Grammar, verb: int) -> list[int]:
    """The nouns that are the object of ``verb``, containers looked through."""
    return [h for o in grammar.objects(verb) for h in grammar.conjuncts(grammar.unpack(o))]


def _merge(outer: Candidate, inner: Candidate) -> Candidate:
    """One candidate for a verb and its own noun: the more specific code, and roles from whichever has them."""
    actors = outer.actors if coded(outer.actors) else inner.actors or outer.actors
    # "air strikes that Mali launched against rebels": what hangs on the verb is seldom the object of both.
    sides = [tuple(e for e in c.recipients if not among(e, actors)) for c in (outer, inner)]
    sides += [outer.recipients, inner.recipients]
    recipients = next((side for side in sides if coded(side)), inner.recipients)
    more = inner if len(inner.cameo) > len(outer.cameo) or (outer.cameo[2:3] == "0" != inner.cameo[2:3]) else outer
    return replace(
        outer,
        coding=more.coding,
        topic=more.topic,
        reason=more.reason,
        actors=actors,
        recipients=recipients,
        joined=(*outer.joined, inner.token, *inner.joined),
        decided={**inner.decided, **outer.decided},
    )
