"""Which earlier mention a pronoun means: candidates, and the table of weights that scores them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from detente.language.document import Document, Token
from detente.mentions.drafts import Actor, Draft
from detente.mentions.phrases import base_relation, preposition
from detente.mentions.quotations import Quotations
from detente.mentions.word_lists import word_list

WINDOW = 4
"""How many sentences back a pronoun looks."""
_MOST = 400
"""How many things named before are looked at: more than that many sentences of a report name."""

# Set by hand, then by one pass of coordinate ascent on GUM's news, biographies, speeches and interviews (train, gold
# trees): he/she 593 of 750 right (before 575), it 23 of 40 (21 of 46), they 97 of 195 (94 of 198).
WEIGHTS = {
    "sentence": -1.4,  # each sentence between
    "paragraph": -0.8,  # another paragraph
    "distance": -0.03,  # each token between, inside one sentence
    "near": 0.1,  # in the same sentence
    "subject": 0.8,  # the candidate is a subject
    "parallel": 0.4,  # subject and subject
    "clause": 1.6,  # argument of the verb that governs the pronoun's clause
    "fronted": 1.5,  # "While China called ..., it said": subject of the clause put before the pronoun's own
    "speaker": 1.5,  # "he said": the candidate spoke last
    "name": 0.3,  # a name rather than a description
    "gender": 0.5,  # gender is known and agrees
    "joined": -0.9,  # the candidate is the second of two that are joined
    "nested": -0.8,  # the candidate is only part of a larger phrase
    "singular_they": -1.3,  # "their" of one country; half of it of one body
    "owned": 1.0,  # "its army": what states and bodies have
    "possessive": 0.3,  # "China's ... its"
    "agentless": -1.2,  # "it comes", "it means": verbs that say little of who acts
    "object": -1.2,  # "replace it": rarely a state or body
    "passive": -1.4,  # "it must be felt"
    "quoted": -1.5,  # the candidate is quoted, the pronoun is not
    "own_words": -2.0,  # the pronoun is quoted, the candidate is not: who is quoted does not call himself "he"
}
_FLOOR = -8.0

PERSONAL = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
FEMALE = frozenset({"she", "her", "hers", "herself"})
NEUTER = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "themselves"})
THIRD = PERSONAL | NEUTER | PLURAL
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves"})
_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "iobj"})


@dataclass(slots=True, eq=False)
class Candidate:
    """Something named earlier: a mention (``draft``) with its actors, or a mere thing (no actors)."""

    head: int
    start: int
    end: int
    sentence: int
    paragraph: int
    relation: str
    actors: tuple[Actor, ...] = ()
    draft: Draft | None = None
    plural: bool = False
    female: bool | None = None
    named: bool = False
    predicate: bool = False

    @property
    def subject(self) -> bool:
        """Whether it is the subject of its clause."""
        return self.relation.startswith("nsubj")

    @property
    def nested(self) -> bool:
        """Whether it only modifies a noun."""
        return self.relation in ("amod", "compound", "nmod:desc")


class Candidates:
    """What has been named so far in one document, in text order, and the search for a pronoun's antecedent."""

    def __init__(self, document: Document, quotations: Quotations) -> None:
        self.document = document
        self.quotations = quotations
        self.all: list[Candidate] = []
        self.last_speaker: Candidate | None = None

    def add(self, draft: Draft) -> Candidate:
        """Enter a resolved mention, with the group that it forms with a mention joined to it by "and"."""
        candidate = self.candidate(draft)
        self.all.append(candidate)
        first = self._joined_to(draft)
        if first is not None:
            both = tuple(dict.fromkeys((*first.actors, *draft.actors)))
            if len(both) > 1:
                where = (first.head, first.start, draft.end, candidate.sentence, candidate.paragraph, first.relation)
                self.all.append(Candidate(*where, actors=both, plural=True, named=True))
        spoke = candidate.subject and self._governor(self._top(draft)).lemma.lower() in word_list("speech")
        if spoke or self._according_to(draft.start):
            self.last_speaker = candidate
        return candidate

    def _according_to(self, start: int) -> bool:
        """Whether the mention at token ``start`` is whom words are according to."""
        tokens = self.document.tokens
        return start > 1 and tokens[start - 1].lower == "to" and tokens[start - 2].lower == "according"

    def candidate(self, draft: Draft) -> Candidate:
        """A mention as a candidate."""
        token = self.document.tokens[draft.head]
        return Candidate(
            draft.head,
            draft.start,
            draft.end,
            token.sent,
            self.quotations.paragraph[token.sent],
            base_relation(self.document, self._top(draft)),
            tuple(draft.actors),
            draft,
            draft.plural or len(draft.actors) > 1,
            draft.female,
            draft.form == "name",
            draft.form == "description" and self._predicative(draft.head),
        )

    def _top(self, draft: Draft) -> int:
        """The token that joins the mention to its sentence: its head, or the title that the parse hangs the name on."""
        top = draft.head
        for _ in range(3):
            above = self.document.tokens[top].head
            if above == top or not draft.start <= above < draft.end:
                break
            top = above
        return top

    def add_thing(self, i: int) -> None:
        """Enter a noun that names no actor but may be what a pronoun means."""
        token = self.document.tokens[i]
        plural = token.lower.endswith("s") and token.lemma.lower() != token.lower
        where = (i, i, i + 1, token.sent, self.quotations.paragraph[token.sent], base_relation(self.document, i))
        self.all.append(Candidate(*where, plural=plural, named=token.pos == "PROPN"))

    def near(self, sentence: int, back: int) -> list[Candidate]:
        """Mentions of actors in the last ``back`` sentences and this one, latest first."""
        out = []
        for candidate in islice(reversed(self.all), _MOST):
            if sentence - candidate.sentence > back:
                break
            if candidate.actors:
                out.append(candidate)
        return out

    def _predicative(self, head: int) -> bool:
        """ "He is a lawyer", "as a neutral intermediary": says what somebody is and names nobody."""
        copula = any(self.document.tokens[c].dep == "cop" for c in self.document.children[head])
        return copula or preposition(self.document, head) == "as"

    def _joined_to(self, draft: Draft) -> Candidate | None:
        """The mention that is joined to this one by "and", by the parse or by the words between."""
        tokens, token = self.document.tokens, self.document.tokens[draft.head]
        at = draft.start - 1
        while at > 0 and tokens[at].pos == "DET":
            at -= 1
        by_words = at > 0 and tokens[at].lower in ("and", "&")
        for candidate in islice(reversed(self.all), 1, _MOST):
            if candidate.sentence != token.sent:
                return None
            joined = (token.dep == "conj" and candidate.head == token.head) or (by_words and candidate.end == at)
            if joined and candidate.draft is not None and not candidate.nested:
                return candidate
        return None

    def _governor(self, head: int) -> Token:
        token = self.document.tokens[head]
        for _ in range(4):
            if token.dep in ("conj", "appos", "flat"):
                token = self.document.tokens[token.head]
        return self.document.tokens[token.head]

    # the antecedent of a pronoun

    def best(self, i: int) -> Candidate | None:
        """The antecedent of the pronoun at token ``i``, None if a mere thing or nothing fits best."""
        token = self.document.tokens[i]
        best, top = None, _FLOOR
        for candidate in islice(reversed(self.all), _MOST):
            if token.sent - candidate.sentence > WINDOW:
                break
            if self._agrees(token, candidate) and not self._excluded(token, candidate):
                score = self._score(token, candidate)
                if score > top:
                    best, top = candidate, score
        return best if best is not None and best.actors else None

    def _agrees(self, token: Token, candidate: Candidate) -> bool:
        """Whether number, gender and kind allow it."""
        lower, actors = token.lower, candidate.actors
        if lower in PERSONAL:
            if len(actors) != 1 or actors[0].kind != "person" or candidate.plural:
                return False
            return candidate.female is None or candidate.female is (lower in FEMALE)
        if lower in PLURAL:
            return candidate.plural or (bool(actors) and actors[0].kind != "person")
        return not candidate.plural and all(a.kind not in ("person", "group") for a in actors)

    def _excluded(self, token: Token, candidate: Candidate) -> bool:
        """Whether place or verb forbid it: two arguments of one verb are not one; things do not say or launch."""
        i, other = token.i, self.document.tokens[candidate.head]
        if candidate.head >= i or candidate.start <= i < candidate.end or candidate.predicate:
            return True
        if token.lower in _REFLEXIVE:
            return token.head != other.head
        together = token.dep != "nmod:poss" and token.head == other.head and token.sent == other.sent
        if together and other.dep not in ("conj", "advcl"):
            return True
        return not candidate.actors and token.dep == "nsubj" and self._agentive(token)

    def _agentive(self, token: Token) -> bool:
        lemma = self.document.tokens[token.head].lemma.lower()
        return lemma in word_list("agentive") or lemma in word_list("speech")

    def _score(self, token: Token, candidate: Candidate) -> float:
        weights, personal = WEIGHTS, token.lower in PERSONAL
        subject = token.dep.startswith("nsubj")
        score = weights["sentence"] * (token.sent - candidate.sentence)
        score += weights["paragraph"] * (self.quotations.paragraph[token.sent] != candidate.paragraph)
        score += weights["subject"] * candidate.subject + weights["parallel"] * (subject and candidate.subject)
        score += weights["name"] * candidate.named + weights["nested"] * candidate.nested
        score += self._by_quotation(token, candidate) + weights["fronted"] * self._fronted(token, candidate)
        if candidate.sentence == token.sent:
            score += weights["near"] + weights["distance"] * (token.i - candidate.head)
            score += weights["clause"] * self._governed(token, candidate)
        lemma = self.document.tokens[token.head].lemma.lower()
        if subject and lemma in word_list("speech") and self.last_speaker is not None:
            spoke = self.last_speaker.actors == candidate.actors and not self.quotations.inside[token.i]
            score += weights["speaker"] * spoke
        if personal:
            score += weights["gender"] * (candidate.female is not None)
            return score + weights["joined"] * (self.document.tokens[candidate.head].dep == "conj")
        return score + (self._as_actor(token, lemma, candidate) if candidate.actors else 0.0)

    def _fronted(self, token: Token, candidate: Candidate) -> bool:
        """Whether the candidate is the subject of an adverbial clause before the main clause whose subject this is."""
        if not (candidate.subject and token.dep.startswith("nsubj") and candidate.sentence == token.sent):
            return False
        verb = self._governor(candidate.head if candidate.draft is None else self._top(candidate.draft))
        marked = any(self.document.tokens[c].dep == "mark" for c in self.document.children[verb.i])
        return marked and verb.dep.startswith("advcl") and verb.head == token.head and candidate.head < verb.i < token.i

    def _by_quotation(self, token: Token, candidate: Candidate) -> float:
        """What it means that one is quoted and the other is not."""
        pronoun, named = self.quotations.inside[token.i], self.quotations.inside[candidate.head]
        if named and not pronoun:
            return WEIGHTS["quoted"]
        own = pronoun and not named and candidate.sentence == token.sent and token.lower in PERSONAL
        return WEIGHTS["own_words"] if own else 0.0

    def _as_actor(self, token: Token, lemma: str, candidate: Candidate) -> float:
        """What speaks for and against "it" and "they" meaning an actor, by the words around."""
        score = 0.0
        if token.lower in PLURAL and not candidate.plural:
            share = 1.0 if candidate.actors[0].kind == "country" else 0.5
            score += share * WEIGHTS["singular_they"]
        if token.dep == "nmod:poss" and lemma in word_list("owned"):
            score += WEIGHTS["owned"]
        if candidate.relation == "nmod:poss":
            score += WEIGHTS["possessive"]
        if token.lower == "it":
            if token.dep == "nsubj:pass":
                score += WEIGHTS["passive"]
            elif token.dep.startswith("nsubj") and not self._agentive(token):
                score += WEIGHTS["agentless"]
            elif token.dep == "obj" and lemma not in word_list("patient"):
                score += WEIGHTS["object"]
        return score

    def _governed(self, token: Token, candidate: Candidate) -> float:
        """1 if the candidate is subject or object of the nearest verb above the pronoun ("caused Pyongyang to speed up
        its ..."), less for each further verb whose subject is understood, 0 otherwise.
        """
        tokens, share = self.document.tokens, 1.0
        if candidate.relation not in _ARGUMENTS:
            return 0.0
        governor, via = tokens[candidate.head].head, ""
        for n, above in enumerate(self.document.ancestors(token.i)):
            if tokens[above].pos not in ("VERB", "AUX"):
                continue
            if governor == above:
                told = via == "xcomp" and candidate.subject and self.document.child(above, "obj") is not None
                return share * (0.5 if told else 1.0)  # "urged rebels to step up their attacks": the rebels'
            understood = tokens[above].dep in ("xcomp", "acl", "advcl") and self.document.child(above, "nsubj") is None
            if n > 7 or not understood:
                return 0.0
            share *= 1.0 if tokens[above].dep == "xcomp" and not via else 0.7
            via = tokens[above].dep
        return 0.0
