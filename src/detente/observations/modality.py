"""Whether an act happened: its modality and negation, read from the words above and beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from detente.data import read_table
from detente.observations.grammar import Grammar
from detente.records import Modality

# Links by which a word above an act says how real it is: complements, and nouns with their clause ("a plan to").
GOVERNING = frozenset({"xcomp", "ccomp", "obj", "acl", "advcl", "nsubj", "obl", "nmod", "csubj"})
_VOICED = frozenset({"like", "love", "welcome", "prefer", "appreciate"})
GENERIC = "no particular act"
REPORTING = frozenset({"say", "tell", "announce", "report", "add", "promise", "expect", "hope", "indicate", "warn"})
# Negators that stand beside the act ("did not meet", "no talks"); the table's other negators govern it ("failed to").
# Verbs whose object may be what was done or what might be.
TALKED_OVER = frozenset({"discuss", "consider", "weigh"})
# Nouns that say that what their infinitive names was not done.
UNDONE = frozenset({"failure", "inability", "refusal", "unwillingness", "reluctance", "lack"})
# Nouns of which there is none where nothing is done: "no sign of yielding", "no intention to negotiate".
SIGNS = frozenset({"sign", "intention", "indication", "plan", "hint", "desire", "wish", "interest"})
OF = frozenset({"of", "to", "in"})
NEGATIONS = frozenset({"not", "n't", "never", "no", "neither", "nor", "without", "nobody", "none", "hardly"})


@dataclass(frozen=True, slots=True)
class Reality:
    """The modality of an act, whether it is negated, and the words that decided it."""

    modality: Modality
    negated: bool
    cues: tuple[int, ...]
    reason: str


@dataclass(frozen=True)
class ModalityTable:
    """``modality.tsv`` by kind of word; ``denying`` are governing words that negate ("failed to")."""

    aux: Mapping[str, Modality]
    head: Mapping[str, Modality]
    noun: Mapping[str, Modality]
    adverb: Mapping[str, Modality]
    amod: Mapping[str, Modality]
    negations: frozenset[str]
    denying: frozenset[str]


@cache
def modality_table() -> ModalityTable:
    """The shipped table, read once."""
    kinds: dict[str, dict[str, Modality]] = defaultdict(dict)
    negations: set[str] = set()
    denying: set[str] = set()
    for row in read_table("events/modality.tsv"):
        if row["kind"] == "negator":
            (negations if row["form"] in NEGATIONS else denying).add(row["form"])
        else:
            kinds[row["kind"]][row["form"]] = cast(Modality, row["modality"])
    return ModalityTable(
        kinds["aux"],
        kinds["head"],
        kinds["noun"],
        kinds["adverb"],
        kinds["amod"],
        frozenset(negations),
        frozenset(denying),
    )


class ModalityFinder:
    """Reads modality and negation off the parse."""

    def __init__(self, grammar: Grammar) -> None:
        self.grammar = grammar
        self.table = modality_table()

    def of(self, token: int, governor: int) -> Reality:
        """The reality of the act at ``token`` in the clause of ``governor``."""
        negated, cues = self.negation(token, governor)
        own = self._own(token, governor)
        if own is not None:
            return Reality(own[0], negated, (*cues, own[1]), own[2])
        above = self._above(token, governor)
        if above is not None:
            return Reality(above[0], negated, (*cues, above[1]), "governing word")
        first = self._shared(governor)
        if first is not None and token == governor:
            shared = self.of(first, first)
            return Reality(shared.modality, negated, (*cues, *shared.cues), shared.reason)
        return Reality("actual", negated, cues, "default")

    def negation(self, token: int, governor: int) -> tuple[bool, tuple[int, ...]]:
        """Whether the act is negated, by a word beside it or above it, and those words."""
        g = self.grammar
        cues = []
        for i in dict.fromkeys((token, governor)):
            for c in g.children[i]:
                base = g.base(c)
                if base in ("advmod", "det", "cc", "mark", "case") and self._negation_word(c):
                    cues.append(c)
        for s in g.kids(governor, "nsubj", "obj"):  # "nobody came", "imported no coal"
            cues += [c for c in (s, *g.kids(s, "det", "cc")) if self._negation_word(c)]
        top = g.tokens[governor].head
        if g.base(governor) == "acl" and g.lemma(top) in UNDONE and "to" in g.marks(governor):
            cues.append(top)  # "their failure to act"
        if g.base(governor) in ("acl", "advcl", "nmod") and g.lemma(top) in SIGNS and bool(g.marks(governor) & OF):
            cues += [c for c in g.kids(top, "det") if self._negation_word(c)]  # "no sign of ending it"
        for i in self._chain(governor):
            if g.lemma(i) in self.table.denying:
                cues.append(i)
            cues += [c for c in g.kids(i, "advmod") if self._negation_word(c)]
        cues = list(dict.fromkeys(cues))
        return len(cues) % 2 == 1, tuple(cues)

    def neither(self, i: int) -> bool:
        """Whether verb ``i`` is one of a pair of which neither was done: "neither accepted nor refused the offer"."""
        g = self.grammar
        words = {g.lemma(c) for v in (i, *g.kids(i, "conj")) for c in g.children[v] if g.tokens[c].pos != "NOUN"}
        if g.base(i) == "conj":
            words |= {g.lemma(c) for c in g.children[g.tokens[i].head]}
        return {"neither", "nor"} <= words

    def _negation_word(self, c: int) -> bool:
        g = self.grammar
        return g.lemma(c) in self.table.negations or g.tokens[c].lower in ("n't", "n’t", "without")

    def _chain(self, i: int) -> list[int]:
        """The predicates that ``i`` is an open complement or gerund of, nearest first."""
        g = self.grammar
        out: list[int] = []
        while len(out) < 3 and g.tokens[i].head != i:
            marked = g.base(i) == "advcl" and bool(g.marks(i) & {"from", "of"})
            gerund = marked or (g.base(i) == "obj" and g.tokens[i].pos == "VERB" and g.tokens[i].lower.endswith("ing"))
            if g.base(i) not in ("xcomp", "ccomp") and not gerund:
                break
            i = g.tokens[i].head
            if g.base(i) == "ccomp" or g.lemma(i) in ("say", "report", "announce", "tell", "claim"):
                break
            out.append(i)
        return out

    def _own(self, token: int, governor: int) -> tuple[Modality, int, str] | None:
        g = self.grammar
        for i in dict.fromkeys((governor, token)):
            for c in g.kids(i, "aux"):
                if g.lemma(i) in _VOICED and g.tokens[c].lower in ("would", "'d", "\u2019d"):
                    continue  # "would like to": the wish is voiced, not imagined
                if c == token:  # "must return": the auxiliary is the appeal itself
                    continue
                value = self.table.aux.get(g.lemma(c)) or self.table.aux.get(g.tokens[c].lower)
                if value:
                    return (value, c, "auxiliary") if not self._reported_future(i, c) else ("planned", c, "auxiliary")
            for c in g.kids(i, "mark"):
                # "Unclear whether", "warned against marching", "instead of yielding".
                if g.tokens[c].lower in ("whether", "against", "instead", "rather"):
                    return "hypothetical", c, GENERIC
                if g.tokens[c].lower == "to" and self._is_to(i):
                    return "planned", c, "auxiliary"
                if g.tokens[c].pos == "ADJ" and g.lemma(c) in self.table.head:  # "is due to meet", parsed as one
                    return self.table.head[g.lemma(c)], c, "auxiliary"
            for c in g.kids(i, "advmod"):
                value = self.table.adverb.get(g.lemma(c))
                if value:
                    return value, c, "adverb"
        for c in g.kids(token, "amod"):
            value = self.table.amod.get(g.lemma(c))
            if value:
                return value, c, "adjective"
        return self._generic(token)

    def _shared(self, v: int) -> int | None:
        """The verb with which ``v`` shares its auxiliary or "to": "will meet and *discuss*"."""
        g = self.grammar
        head = g.tokens[v].head
        if g.base(v) != "conj" or g.kids(v, "nsubj", "aux", "mark", "cop") or g.tokens[head].pos != "VERB":
            return None
        bare = g.tokens[v].pos == "VERB" and g.tokens[v].lower == g.tokens[v].lemma.lower()
        return head if bare and (g.kids(head, "aux") or "to" in g.marks(head)) else None

    def _definite(self, noun: int) -> bool:
        """Whether ``noun`` is a particular one: "the attack", "their attack"."""
        g = self.grammar
        return bool(g.kids(noun, "nmod:poss")) or any(g.tokens[c].lower in ("the", "this") for c in g.kids(noun, "det"))

    def _tells(self, clause: int) -> bool:
        """Whether a clause is in the indicative, by its auxiliary."""
        g = self.grammar
        return any(
            g.lemma(c) in ("be", "have", "do") and g.tokens[c].lower != "be" for c in g.kids(clause, "aux", "cop")
        )

    def _is_to(self, i: int) -> bool:
        """Whether infinitive ``i`` goes with "is" or "was": "the ministers were to meet on Friday"."""
        g = self.grammar
        forms = [c for c in g.kids(i, "cop", "aux") if g.lemma(c) == "be"]
        return bool(forms) and max(forms) < min(c for c in g.kids(i, "mark") if g.tokens[c].lower == "to")

    def _reported_future(self, i: int, aux: int) -> bool:
        """ "He said that they would come": "would" is "will" as told afterwards."""
        g = self.grammar
        if g.tokens[aux].lower not in ("would", "'d", "’d") or g.base(i) not in ("ccomp", "conj"):
            return False
        head = g.tokens[i].head
        return g.tokens[head].pos == "VERB" and g.lemma(head) in REPORTING

    def _generic(self, token: int) -> tuple[Modality, int, str] | None:
        """ "Any attack would be answered": an event noun that is no particular event, by its article and its verb."""
        g = self.grammar
        if g.tokens[token].pos != "NOUN":
            return None
        for c in g.kids(token, "det"):
            if g.lemma(c) in ("any", "every"):
                return "hypothetical", c, GENERIC
            if g.lemma(c) in ("a", "an") and g.base(token) == "nsubj":
                for aux in g.kids(g.tokens[token].head, "aux"):
                    value = self.table.aux.get(g.lemma(aux))
                    if value:
                        return value, aux, GENERIC
        return None

    def _above(self, token: int, i: int) -> tuple[Modality, int] | None:
        """The nearest word above the act that says how real it is."""
        g = self.grammar
        for _ in range(4):
            base, head = g.base(i), g.tokens[i].head
            if head == i or base not in GOVERNING or g.tokens[i].dep == "acl:relcl":
                return None
            lemma = g.lemma(head)
            clause = base in ("xcomp", "ccomp", "acl", "csubj") or (base == "advcl" and "to" in g.marks(i))
            if base == "obj" and lemma in TALKED_OVER and g.tokens[i].pos == "NOUN" and self._definite(i):
                return None  # "discussed the attack": it took place
            if clause or base == "obj":
                value = self.table.head.get(lemma) or (self.table.noun.get(lemma) if base == "acl" else None)
                if value == "requested" and base == "ccomp" and self._tells(i):
                    return None  # "suggested that it was so"
                if value == "actual":  # "will begin withdrawing": what is begun is as real as the beginning
                    own = self._own(head, head)
                    if own is not None:
                        return own[0], own[1]
                if value:
                    return value, head
            if base == "nmod" and g.case(i) in ("of", "for", "to"):
                value = self.table.noun.get(lemma)
                if value:
                    return value, head
            if base in ("nmod", "obl", "nsubj", "obj") and g.tokens[head].pos == "VERB":
                return None
            i = head
        return None
