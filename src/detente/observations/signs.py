"""What makes a statement a forecast or a judgement: the signs in its cue and in the clauses of its content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from detente.data import read_table
from detente.language.document import Document
from detente.mentions.types import Mentions, within
from detente.observations.grammar import Grammar
from detente.records import Entity, Span, Statement

Kind = Literal["forecast", "judgement"]
# The kinds of sign, the strongest first, and how sure each is: read off the coded stories that served for development.
SURENESS = {
    "cue": 0.9,
    "forecast": 0.85,
    "thought": 0.85,
    "possible": 0.8,
    "cannot": 0.65,
    "hedged": 0.6,
    "predicate": 0.6,
}
_FIRST_PERSON = frozenset({"i", "we", "us", "our", "my"})
_SELF = frozenset({"it", "he", "she", "they"})
_NEGATORS = frozenset({"not", "n't", "n\u2019t"})
_CLAUSES = frozenset({"root", "ccomp", "conj", "parataxis", "advcl", "acl", "xcomp", "csubj"})
_ASKING = frozenset({"how", "what", "whether", "why", "where", "who", "which", "when", "if"})
_PREDICATES = frozenset({"VERB", "NOUN", "ADJ", "ADV", "PROPN"})
# Signs that, about the speaker itself, tell what it means to do.
_OF_ITSELF = frozenset({"forecast", "possible", "cannot", "hedged"})
# With a speaker for their subject these verbs report what was said.
_SAYING = frozenset({"suggest", "indicate", "signal", "imply", "demonstrate", "show"})
_STILL = frozenset({"be", "have"})


@dataclass(frozen=True, slots=True)
class Sign:
    """What makes a statement an assessment: its clause (tokens), the deciding token, the kind, and the kind of sign.

    ``why`` is a key of ``SURENESS``.
    """

    clause: tuple[int, int]
    token: int
    kind: Kind
    why: str


@cache
def load_roles() -> dict[str, dict[str, str]]:
    """The table of forecasts and judgements: role, then lemma, to kind."""
    roles: dict[str, dict[str, str]] = {}
    for row in read_table("statements/assessments.tsv"):
        roles.setdefault(row["role"], {})[row["lemma"]] = row["kind"]
    return roles


class SignFinder:
    """Finds the signs of assessment in the statements of one report."""

    def __init__(self, document: Document, mentions: Mentions) -> None:
        self.document = document
        self.mentions = mentions
        self.grammar = Grammar(document)
        self.roles = load_roles()
        self.starts = {t.idx: t.i for t in document.tokens}

    def signs(self, statement: Statement, others: Sequence[Span]) -> list[Sign]:
        """The strongest sign of each sentence of a statement: its cue, a forecast, then a judgement.

        Weak signs (a telling adjective) count once for a statement, however long it is.
        """
        tokens = list(self._content_tokens(statement))
        if not tokens:
            return []
        spoken = [t for t in tokens if not any(o.start <= self.document.tokens[t].idx < o.end for o in others)]
        inner = [s for t in spoken if (s := self._clause_sign(t, statement)) is not None]
        best: dict[int, Sign] = {}
        for sign in inner:
            sentence = self.document.tokens[sign.token].sent
            if sentence not in best or _strength(sign) < _strength(best[sentence]):
                best[sentence] = sign
        cue = self._cue_kind(statement)
        first = self.document.tokens[tokens[0]].sent
        if cue is not None and (first not in best or best[first].kind == "judgement" or cue == "forecast"):
            start = self.starts.get(statement.cue.start, tokens[0])
            best[first] = Sign((tokens[0], tokens[-1] + 1), start, cue, "cue")
        strong = [s for s in best.values() if s.why != "predicate"]
        weak = [s for s in best.values() if s.why == "predicate"]
        return strong + weak[: 1 if not strong or statement.quoted == "direct" else 0]

    def _content_tokens(self, statement: Statement) -> Iterator[int]:
        for piece in statement.content:
            at = self.starts.get(piece.start)
            if at is None:
                continue
            while at < len(self.document.tokens) and self.document.tokens[at].end <= piece.end:
                yield at
                at += 1

    def _cue_kind(self, statement: Statement) -> Kind | None:
        at = self.starts.get(statement.cue.start)
        if at is None:
            return None
        lemma = self.document.tokens[at].lemma.lower()
        kind = self.roles["cue"].get(lemma)
        if kind == "forecast":
            return "forecast"
        return "judgement" if kind else None

    def _clause_sign(self, t: int, statement: Statement) -> Sign | None:
        """The sign that token ``t`` is, as the predicate of a clause of the content."""
        token = self.document.tokens[t]
        clausal = token.pos in _PREDICATES and self.grammar.base(t) in _CLAUSES
        if token.dep == "acl:relcl" or "to" in self.grammar.marks(t) or not (clausal or self.grammar.kids(t, "cop")):
            return None
        if self._asked(t):
            return None
        why, kind = self._thought(t, statement) or self._predicate(t)
        if why is None or (why in _OF_ITSELF and self._own(t, statement)):
            return None
        if why == "forecast" and self._scheduled(t):
            return None
        piece = next(p for p in statement.content if p.start <= token.idx < p.end)
        words = [self.document.tokens[k] for k in self.document.subtree(t)]
        clause = [w.i for w in words if piece.start <= w.idx and w.end <= piece.end]
        return Sign((clause[0], clause[-1] + 1), t, kind, why)

    def _thought(self, t: int, statement: Statement) -> tuple[str, Kind] | None:
        """ "I do not think", "he expects no change": what the speaker says that it thinks itself."""
        g, token = self.grammar, self.document.tokens[t]
        lemma = token.lemma.lower()
        kind = self.roles["cue"].get(lemma)
        if kind is None and token.pos != "ADJ":
            return None
        if token.pos == "ADJ":
            thinks = bool(g.kids(t, "cop")) and (kind is not None or lemma in self.roles["mood"])
        else:
            thinks = token.pos == "VERB" and kind is not None and self._finite(t)
            thinks = thinks and bool(g.kids(t, "ccomp", "obj", "xcomp"))
        if not thinks or not self._own(t, statement):
            return None
        return "thought", "forecast" if kind == "forecast" else "judgement"

    def _asked(self, t: int) -> bool:
        """Whether the clause of ``t`` asks rather than tells: "Will it hold?", "how it would end"."""
        sentence = self.document.sentence_of(t)
        marks = {k.text for k in self.document.tokens[max(sentence.start, sentence.end - 3) : sentence.end]}
        first = self.document.tokens[self.document.subtree(t)[0]]
        opening = first if first.pos not in ("ADP", "PUNCT") else self.document.tokens[first.i + 1]
        return "?" in marks or (opening.lower in _ASKING and opening.head == t)

    def _predicate(self, t: int) -> tuple[str | None, Kind]:
        token = self.document.tokens[t]
        roles = self.roles
        auxiliaries = [self.document.tokens[c] for c in self.grammar.kids(t, "aux")]
        negated = any(self.document.tokens[c].lower in _NEGATORS for c in self.document.children[t])
        for aux in auxiliaries:
            modal = roles["modal"].get(aux.lower) or roles["modal"].get(aux.lemma.lower())
            if modal == "forecast":
                counterfactual = aux.lower == "would" and any(a.lemma.lower() == "have" for a in auxiliaries)
                return ("possible", "judgement") if counterfactual else ("forecast", "forecast")
            if modal == "possible":
                still = token.pos != "VERB" or any(a.lemma.lower() in _STILL for a in auxiliaries)
                return "possible", "judgement" if still else "forecast"
            if modal == "cannot" and (negated or aux.lower == "cannot"):
                return "cannot", "judgement"
        lemma = token.lemma.lower()
        toward = [c for c in self.grammar.kids(t, "xcomp") if "to" in self.grammar.marks(c)]
        infinitive = roles["infinitive"].get(lemma)
        active = (lemma == "go" and token.lower != "going") or (lemma == "expect" and not self.grammar.passive(t))
        if infinitive and not active and (toward or self.grammar.kids(t, "ccomp")):
            return ("forecast", "forecast") if infinitive == "forecast" else ("possible", "judgement")
        told = lemma in _SAYING and any(self.mentions.actor_headed(c) for c in self.grammar.surface_subjects(t))
        if token.pos == "VERB" and lemma in roles["verb"] and self._finite(t) and not (toward or told):
            return "predicate", "judgement"
        if self.grammar.kids(t, "cop") and (lemma in roles["predicate"] or self._graded(t)):
            return "predicate", "judgement"
        if token.pos == "VERB" and self._finite(t, True) and (self._lacking(t, lemma) or self._turns_out(t, lemma)):
            return "predicate", "judgement"
        if (self._finite(t) if token.pos == "VERB" else self.grammar.kids(t, "cop")) and self._hedged(t):
            return "hedged", "judgement"
        return None, "judgement"

    def _scheduled(self, t: int) -> bool:
        """Whether the clause only announces a day: "the talks will begin on Monday", "the vote will be on Friday"."""
        token = self.document.tokens[t]
        meeting = self.grammar.lemma(t) in self.roles["scheduled"]
        if not (meeting or token.pos in ("PROPN", "NOUN", "NUM")) or self._hedged(t):
            return False
        sentence = self.document.sentence_of(t)
        times = [
            m
            for m in within(self.mentions.times, sentence.start, sentence.end)
            if m.function == "time" and m.when.precision == "day"
        ]
        if not meeting:
            return any(m.head == t for m in times)
        return any(self.document.tokens[m.head].head == t or m.head == t for m in times)

    def _hedged(self, t: int) -> bool:
        """Whether an adverb says how sure the speaker is: "very likely", "apparently"."""
        near = [*self.grammar.kids(t, "advmod"), *(w for c in self.grammar.kids(t, "cop") for w in range(c + 1, t))]
        return any(self.document.tokens[c].lemma.lower() in self.roles["adverb"] for c in near)

    def _lacking(self, t: int, lemma: str) -> bool:
        """ "There are great challenges", "has no interest": what there is, or is not, that only a judge can tell."""
        g, tokens = self.grammar, self.document.tokens
        if lemma in ("be", "remain", "exist") and g.kids(t, "expl"):
            return any(g.lemma(c) in self.roles["predicate"] for c in g.kids(t, "nsubj"))
        objects = g.kids(t, "obj") if lemma in ("have", "see") else []
        none = {"no", "little", "any", "much"}
        return any(
            g.lemma(o) in self.roles["held"] and any(tokens[c].lower in none for c in g.kids(o, "det", "amod"))
            for o in objects
        )

    def _graded(self, t: int) -> bool:
        """Whether the predicate ranks or compares: "the quietest", "closer to a truce than before"."""
        if self._superlative(t):
            return True
        tokens = self.document.tokens
        words = [t, *self.grammar.kids(t, "advmod")]
        more = any(tokens[c].lower in ("more", "less", "far", "much") for c in words)
        closer = (
            tokens[t].pos == "ADJ" and tokens[t].lower.endswith("er") and tokens[t].lower != tokens[t].lemma.lower()
        )
        return closer or (more and tokens[t].pos == "ADJ")

    def _turns_out(self, t: int, lemma: str) -> bool:
        """ "The truce is holding", "has made things worse": how something goes, or what it has been made."""
        g = self.grammar
        if lemma in self.roles["alone"]:
            return not g.kids(t, "obj", "xcomp", "ccomp")
        made = g.kids(t, "xcomp") if lemma in ("make", "leave", "render") else []
        return any(self.document.tokens[c].pos == "ADJ" for c in made)

    def _finite(self, t: int, going_on: bool = False) -> bool:
        """Whether verb ``t`` heads a clause with a subject, in the active: not "aggravated by", not "was meant".

        With ``going_on`` also "is holding".
        """
        token = self.document.tokens[t]
        reduced = self.grammar.base(t) in ("acl", "advcl") and not self.grammar.kids(t, "nsubj")
        progressive = token.lower.endswith("ing") and not (going_on and self.grammar.kids(t, "aux"))
        return not reduced and not progressive and not self.grammar.passive(t)

    def _superlative(self, t: int) -> bool:
        """Whether the predicate ranks something: "the quietest", "among the most peaceful"."""
        for c in (t, *self.document.children[t]):
            token = self.document.tokens[c]
            if token.dep.startswith("nsubj"):
                continue
            if (token.pos in ("ADJ", "ADV") and token.lower.endswith("est")) or token.lower == "most":
                return True
        return False

    def _own(self, t: int, statement: Statement) -> bool:
        """Whether the clause of ``t`` speaks of the speaker itself: its own intentions are no forecast."""
        subjects = self.grammar.surface_subjects(t)
        if not subjects:
            return False
        subject = subjects[0]
        word = self.document.tokens[subject].lower
        owners = [self.document.tokens[c].lower for c in self.grammar.kids(subject, "nmod:poss")]
        if word in _FIRST_PERSON or _FIRST_PERSON & set(owners):
            return True
        mention = self.mentions.actor_headed(subject) or self.mentions.actor_at(subject)
        if mention is None:
            person = word != "it" or statement.speaker.kind != "person"
            return word in _SELF and person and statement.quoted == "indirect"
        if mention.head != subject and mention.form != "pronoun":
            return False
        together = word == "they" and " and " in statement.speaker.text and statement.quoted == "indirect"
        return together or any(_same_side(e, statement.speaker) for e in mention.entities)


def _strength(sign: Sign) -> int:
    return list(SURENESS).index(sign.why)


def inner_statements(statements: Sequence[Statement]) -> list[list[Span]]:
    """For each statement the content of others that stand inside it: theirs to judge, not its own."""
    pieces = sorted(
        ((p, n) for n, s in enumerate(statements) for p in s.content), key=lambda x: (x[0].start, -x[0].end)
    )
    out: list[list[Span]] = [[] for _ in statements]
    open_pieces: list[tuple[Span, int]] = []
    for piece, n in pieces:
        open_pieces = [(o, m) for o, m in open_pieces if o.end > piece.start]
        for outer, m in open_pieces:
            if m != n and piece.end <= outer.end and piece.end - piece.start < outer.end - outer.start:
                out[m].append(piece)
        open_pieces.append((piece, n))
    return out


def _same_side(entity: Entity, speaker: Entity) -> bool:
    if entity.key == speaker.key:
        return True
    return entity.country is not None and entity.country == speaker.country
