"""Whose act a clause tells: the grammatical subject, found through control, coordination and relative clauses.

A relative pronoun stands for its antecedent, an infinitive has the subject or the object of the verb that governs it.
Where a parse leaves a finite verb without a subject, the words right before it are asked.
"""

from __future__ import annotations

from detente.observations.words import MAX_CLIMB, Words

# Papers whose words are those of who wrote, signed or sent them.
PAPERS = frozenset(
    {"statement", "letter", "report", "decree", "order", "resolution", "law", "bill", "note", "message"}
    | {"lawsuit", "speech", "declaration", "communique", "petition", "warrant", "ruling", "memo", "article"}
    | {"complaint", "motion", "interview", "tweet", "suit"}
)
RELATIVE = frozenset({"who", "which", "that", "whom", "whose", "what"})
# Verbs whose object is not the subject of the infinitive after it ("promised them to leave").
SUBJECT_CONTROL = frozenset({"promise", "vow", "threaten", "pledge", "swear", "use", "need", "take", "agree", "offer"})
# Verbs whose infinitive tells what the addressee shall do, whatever relation a parse gives it.
ADDRESSING = frozenset(
    {"call", "appeal", "lean", "press", "urge", "ask", "tell", "order", "invite", "persuade", "convince", "force"}
    | {"allow", "encourage", "enable", "help", "want", "require", "pressure", "push", "compel", "beg", "instruct"}
)
# Verbs whose gerund tells what their object did: "accused them of shelling", "stopped them from leaving".
CHARGING = frozenset(
    {"accuse", "blame", "suspect", "condemn", "criticize", "criticise", "praise", "thank", "prevent", "stop", "ban"}
    | {"bar", "keep", "charge", "convict", "dissuade", "discourage", "commend", "fault", "denounce", "warn"}
)
CHARGES = frozenset({"of", "for", "from", "with", "against"})
# What becomes of an act that goes on anyway: "a change in fighting", "an end to fighting".
CHANGES = frozenset(
    {"change", "decline", "decrease", "increase", "rise", "drop", "reduction", "lull", "surge", "escalation", "end"}
    | {"halt", "pause", "break", "upsurge", "spike", "resumption", "cessation", "stop"}
)


class ClauseSubjects(Words):
    """Questions about the subjects of one document's clauses, by token index."""

    def surface_subjects(self, v: int) -> list[int]:
        """The grammatical subject of predicate ``v``, found through control, coordination and relative clauses."""
        return self._subjects(v, 0)

    def _subjects(self, v: int, depth: int) -> list[int]:
        own = [
            c
            for c in self.children[v]
            if self.tokens[c].dep in ("nsubj", "nsubj:pass", "nsubj:outer") and not self._prepositional(v, c)
        ]
        if len(own) > 1 and own[0] < v and self.tokens[v].pos == "VERB":
            own = [c for c in own if c < v]  # "condemned Mali's 'reckless' test", where a parse has two subjects
        own = own or self._unmarked_subject(v)
        if own:
            return [a for c in own for a in self.antecedent(c, v)]
        if depth > MAX_CLIMB or self.tokens[v].head == v:
            return []
        head, dep = self.tokens[v].head, self.base(v)
        if dep == "conj":
            if self.base(head) == "ccomp" and self.kids(head, "expl") and not self.marks(v):
                head = self.tokens[head].head  # "said there were problems but urged": who says urges
            elif self._past(v) and self.base(head) in ("csubj", "ccomp") and self._bare(head):
                # "said it was vital that they act and called on all states": who said it calls.
                said = [a for a in self.document.ancestors(head) if self._past(a)]
                head = said[0] if said else head
            return self._subjects(head, depth + 1)
        if dep == "xcomp":
            return self._controller(head, depth)
        if dep in ("advcl", "parataxis") and self.tokens[v].pos in ("VERB", "ADJ"):
            if dep == "parataxis" and not self.tokens[v].lower.endswith("ing"):
                return []
            if self.tokens[head].pos in ("VERB", "ADJ") or self.predicate_nominal(head):
                above, marks = self.tokens[head].lemma.lower(), self.marks(v)
                asked = ("to" in marks and above in ADDRESSING) or (bool(marks & CHARGES) and above in CHARGING)
                return self._controller(head, depth) if asked else self._subjects(head, depth + 1)
            return []
        if dep == "acl":
            return self._acl_subject(v, head, depth)
        if dep == "ccomp" and self.marks(v) == {"to"}:
            return self._controller(head, depth)
        return []

    def _prepositional(self, v: int, c: int) -> bool:
        """Whether "subject" ``c`` stands behind its verb with a preposition: a phrase that a parse has mistaken."""
        return c > v and self.tokens[v].pos == "VERB" and self.case(c) is not None

    def _unmarked_subject(self, v: int) -> list[int]:
        """The subject of a finite verb that a parse has given none: the noun right before it.

        Either a dependent without a preposition, whatever it is called, or a noun that the parse hangs on a word beyond
        the verb ("The ministers" on "said" in "The ministers met, he said").
        """
        if self.tokens[v].pos == "ADJ":
            return self._linked_subject(v)
        if not self._finite(v):
            return []
        fronted = self._fronted(v)
        if fronted:
            return fronted
        for c in reversed(self.kids(v, "obl", "dep", "nmod", "dislocated")):
            loose = c < v and self.tokens[c].dep in ("obl", "dep", "nmod", "dislocated")
            if loose and self.tokens[c].pos in ("PROPN", "PRON", "NOUN") and not self.kids(c, "case"):
                return [c]
        if self.base(v) == "ccomp":
            # "says [21 of the hostages] were freed", "said on Monday that [the envoy] had left": the subject taken for
            # the object or second subject of the verb above.
            head = self.tokens[v].head
            first = max((c for c in self.kids(v, "mark") if c > head), default=head)
            between = [k for k in self.kids(head, "obj") if head < k < v and not self.kids(k, "case")]
            second = any(k < head for k in self.kids(head, "nsubj"))
            between += [k for k in self.kids(head, "nsubj") if (head < first or second) and first < k < v]
            if between:
                return between[-1:]
        for k in range(v - 1, max(v - 25, -1), -1):
            token = self.tokens[k]
            if token.sent != self.tokens[v].sent or token.pos in ("VERB", "SCONJ", "ADP"):
                return []
            if token.pos in ("PROPN", "PRON", "NOUN") and token.head > v and self.base(k) not in ("flat", "compound"):
                return [] if self.kids(k, "case") else [k]
        return []

    def _linked_subject(self, v: int) -> list[int]:
        """The subject of the verb right before an adjective: "*it* stands ready", "*they* remain willing"."""
        i = v - 1
        while i >= 0 and self.tokens[i].pos in ("ADV", "PART") and self.tokens[i].sent == self.tokens[v].sent:
            i -= 1
        linked = i >= 0 and self.tokens[i].pos in ("VERB", "AUX") and self.tokens[i].sent == self.tokens[v].sent
        return self.kids(i, "nsubj") if linked and self.base(v) not in ("amod", "xcomp") else []

    def _fronted(self, v: int) -> list[int]:
        """An "object" before its verb, where another one follows: a subject that a parse has mistaken."""
        objects = self.kids(v, "obj")
        if len(objects) > 1 and objects[0] < v < objects[-1] and self.tokens[objects[0]].lower not in RELATIVE:
            return objects[:1]
        return []

    def _finite(self, v: int) -> bool:
        """Whether ``v`` is a verb form that has a subject of its own: no infinitive, gerund or reduced clause."""
        token = self.tokens[v]
        if token.pos != "VERB" or self.base(v) in ("xcomp", "acl", "amod", "conj") or "to" in self.marks(v):
            return False
        return bool(self.kids(v, "aux")) or not token.lower.endswith("ing")

    def _controller(self, head: int, depth: int) -> list[int]:
        """The understood subject of an infinitive below ``head``: its object ("urged X to"), else its subject."""
        token = self.tokens[head]
        if token.pos in ("NOUN", "PROPN") and not self.predicate_nominal(head):
            return self._noun_subject(head, depth)
        if token.lemma.lower() not in SUBJECT_CONTROL:
            if self.passive(head):
                return self._subjects(head, depth + 1)
            for dep in ("iobj", "obj"):
                objects = self.kids(head, dep)
                if objects:
                    return objects
            if self._late(head):
                return self._late(head)
            called = [o for o in self.kids(head, "obl") if self.case(o) in ("on", "upon", "for")]
            if called and token.lemma.lower() in ADDRESSING:
                return called
        return self._subjects(head, depth + 1)

    def _acl_subject(self, v: int, head: int, depth: int) -> list[int]:
        if self.tokens[v].dep == "acl:relcl":
            # A relative clause without a subject of its own: the antecedent is the subject.
            return self._identified(head)
        marks = self.marks(v)
        if "to" in marks or marks & {"of", "for", "in", "at", "on", "by"}:
            if self.lemma(head) in CHANGES and "to" not in marks:
                return []  # "a decline in fighting": nobody's in particular
            return self._noun_subject(head, depth)
        if self.lemma(head) in PAPERS and self.tokens[v].lower.endswith("ing"):
            # "issued a statement condemning", "signed a decree granting": who wrote it says it.
            return self._noun_subject(head, depth) or [head]
        return self._identified(head)

    def _identified(self, noun: int) -> list[int]:
        """Whom a predicate noun is said to be: "Mali" in "Mali is among those providing aid"."""
        subjects = self.kids(noun, "nsubj") if self.predicate_nominal(noun) else []
        return subjects or [noun]

    def _noun_subject(self, noun: int, depth: int) -> list[int]:
        """Who does what a noun's infinitive says: its possessor or modifier, else the subject of its verb."""
        own = self.kids(noun, "nmod:poss") or [c for c in self.kids(noun, "nmod") if self.case(c) == "by"]
        if not own and noun + 1 < len(self.tokens) and self.tokens[noun + 1].lower == "by":
            own = [self.tokens[noun + 1].head]  # "an attempt by the envoy", wherever the parse hangs the envoy
        if own:
            return own
        head = self.tokens[noun].head
        if head == noun:
            return []
        if self.base(noun) in ("obj", "obl", "xcomp") and self.tokens[head].pos == "VERB":
            return self._subjects(head, depth + 1)
        if self.base(noun) in ("nsubj", "nmod"):
            return self.kids(noun, "compound", "amod")
        return []

    def antecedent(self, c: int, v: int) -> list[int]:
        """What a relative pronoun ``c`` in the clause of ``v`` stands for; other words stand for themselves."""
        token = self.tokens[c]
        if token.pos in ("PRON", "DET", "SCONJ") and token.lower in RELATIVE:
            for a in (v, *self.document.ancestors(v)):
                if self.tokens[a].dep == "acl:relcl":
                    return self._nearer(c, a) or self._identified(self.tokens[a].head)
                if self.base(a) in ("advcl", "ccomp") and token.lower == "who":
                    return self._noun_before(c) or [c]
                if self.base(a) in ("ccomp", "root"):
                    break
        return [c]

    def _late(self, v: int) -> list[int]:
        """A second "subject" behind an active verb: an object that a parse has mistaken ("will meet *the envoy*")."""
        subjects = self.kids(v, "nsubj")
        if len(subjects) < 2 or subjects[0] > v or self.tokens[v].pos != "VERB":
            return []
        late = [c for c in subjects if c > v and not self.kids(c, "case")]
        return late[:1]

    def _past(self, v: int) -> bool:
        """Whether verb ``v`` is in the simple past by its form: "called", "said"."""
        token = self.tokens[v]
        if token.pos != "VERB" or self.kids(v, "aux") or "to" in self.marks(v):
            return False
        return token.lower.endswith("ed") or token.lower in ("said", "told", "wrote")

    def _bare(self, v: int) -> bool:
        """Whether ``v`` is a bare form under "that": "vital that the two sides *talk*"."""
        token = self.tokens[v]
        return token.pos == "VERB" and token.lower == token.lemma.lower() and not self.kids(v, "aux")

    def _nearer(self, c: int, clause: int) -> list[int]:
        """The name right before ", which" where a parse has tied the clause to the noun above it.

        "A deal between Mali and Chad, which had sent troops": Chad had. Not for passives: "sanctions on Mali, which
        were lifted".
        """
        comma = c > 1 and self.tokens[c - 1].text == ","
        if self.tokens[c].lower != "which" or not comma or self.tokens[c - 2].pos != "PROPN" or self.passive(clause):
            return []
        return self._noun_before(c) if self.tokens[self.tokens[clause].head].pos == "NOUN" else []

    def _noun_before(self, c: int) -> list[int]:
        """The noun right before relative pronoun ``c``, where a parse has tied its clause to another word."""
        i = c - 1
        while i >= 0 and self.tokens[i].pos == "PUNCT":
            i -= 1
        if i < 0 or self.tokens[i].pos not in ("PROPN", "NOUN") or self.tokens[i].sent != self.tokens[c].sent:
            return []
        while self.base(i) in ("flat", "compound"):
            i = self.tokens[i].head
        return [i]
