"""What makes a statement a forecast or a judgement: the signs in its cue and in the clauses of its content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from detente.data import read_table
from detente.language.document import Document
from detente.mentions.types import Mentions
from detente.observations.grammar import Grammar
from detente.records import Entity, Span, Statement

Kind = Literal["forecast", "judgement"]
# The kinds of sign, the strongest first, and how sure each is: read off the coded stories that served for development.
SURENESS = {"cue": 0.9, "forecast": 0.85, "possible": 0.8, "cannot": 0.65, "predicate": 0.6}
_FIRST_PERSON = frozenset({"i", "we", "us", "our", "my"})
_SELF = frozenset({"it", "he", "she", "they"})
_NEGATORS = frozenset({"not", "n't", "n\u2019t"})
_CLAUSES = frozenset({"root", "ccomp", "conj", "parataxis", "advcl", "acl", "xcomp", "csubj"})
_ASKING = frozenset({"how", "what", "whether", "why", "where", "who", "which", "when", "if"})
_PREDICATES = frozenset({"VERB", "NOUN", "ADJ", "ADV", "PROPN"})
# Signs that, about the speaker itself, tell what it means to do.
_OF_ITSELF = frozenset({"forecast", "possible", "cannot"})
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
        why, kind = self._predicate(t)
        if why is None or (why in _OF_ITSELF and self._own(t, statement)):
            return None
        piece = next(p for p in statement.content if p.start <= token.idx < p.end)
        words = [self.document.tokens[k] for k in self.document.subtree(t)]
        clause = [w.i for w in words if piece.start <= w.idx and w.end <= piece.end]
        return Sign((clause[0], clause[-1] + 1), t, kind, why)

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
        if token.pos == "VERB" and lemma in roles["verb"] and self._finite(t) and not toward:
            return "predicate", "judgement"
        if self.grammar.kids(t, "cop") and (lemma in roles["predicate"] or self._superlative(t)):
            return "predicate", "judgement"
        return None, "judgement"

    def _finite(self, t: int) -> bool:
        """Whether verb ``t`` heads a clause with a subject, in the active: not "aggravated by", not "was meant"."""
        token = self.document.tokens[t]
        reduced = self.grammar.base(t) in ("acl", "advcl") and not self.grammar.kids(t, "nsubj")
        return not reduced and not token.lower.endswith("ing") and not self.grammar.passive(t)

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
            return word in _SELF and statement.quoted == "indirect"
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
