"""Forecasts and judgements: who expects or thinks what of whom, until when, and whether grounds were given.

An assessment is read out of a statement: its cue ("predicts", "believes") or a clause of its content ("will seek",
"could be an attempt", "is a threat") makes it one. What a party says of its own future ("we will seek") is an
intention, which the events stage codes, and no forecast.

``confidence`` is the statement's own, times how sure the kind of sign is (``SURENESS``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from detente.data import read_table
from detente.language.document import Document
from detente.mentions.types import Mentions
from detente.observations.grammar import Grammar
from detente.records import Assessment, Entity, Report, Span, Statement, When, make_id, unique

Kind = Literal["forecast", "judgement"]
Grounds = Literal["given", "not_given", "unknown"]
SURENESS = {"cue": 0.9, "forecast": 0.85, "possible": 0.8, "cannot": 0.65, "predicate": 0.6}
_FIRST_PERSON = frozenset({"i", "we", "us", "our", "my"})
_SELF = frozenset({"it", "he", "she", "they"})
# How a sentence begins that tells more of the statement before it.
_GOING_ON = ("He ", "She ", "It ", "They ", "The ")
_CLAUSES = frozenset({"root", "ccomp", "conj", "parataxis", "advcl", "acl", "xcomp", "csubj"})
_PREDICATES = frozenset({"VERB", "NOUN", "ADJ", "ADV", "PROPN"})
# Signs that, about the speaker itself, tell what it means to do.
_OF_ITSELF = frozenset({"forecast", "possible", "cannot"})
_STILL = frozenset({"be", "have"})


@dataclass(frozen=True)
class _Signs:
    """The table of forecasts and judgements by role, and the phrases that tell of grounds."""

    roles: dict[str, dict[str, str]] = field(default_factory=dict)
    given: re.Pattern[str] = re.compile("$^")
    withheld: re.Pattern[str] = re.compile("$^")


@dataclass(frozen=True, slots=True)
class _Sign:
    """What makes a statement an assessment: its clause (tokens), the deciding token, the kind, and the kind of sign."""

    clause: tuple[int, int]
    token: int
    kind: Kind
    why: str


@cache
def _signs() -> _Signs:
    roles: dict[str, dict[str, str]] = {}
    for row in read_table("statements/assessments.tsv"):
        roles.setdefault(row["role"], {})[row["lemma"]] = row["kind"]
    rows = read_table("statements/grounds.tsv")

    def pattern(grounds: str) -> re.Pattern[str]:
        phrases = sorted((row["phrase"] for row in rows if row["grounds"] == grounds), key=len, reverse=True)
        return re.compile(r"\b(?:" + "|".join(re.escape(p) for p in phrases) + r")", re.IGNORECASE)

    return _Signs(roles, pattern("given"), pattern("not_given"))


def find_assessments(
    report: Report, document: Document, mentions: Mentions, statements: Sequence[Statement]
) -> list[Assessment]:
    """The forecasts and judgements that ``statements`` make, at most one for each, in text order."""
    return AssessmentFinder(report, document, mentions).assessments(statements)


class AssessmentFinder:
    """Reads assessments out of the statements of one report."""

    def __init__(self, report: Report, document: Document, mentions: Mentions) -> None:
        self.report = report
        self.document = document
        self.mentions = mentions
        self.grammar = Grammar(document)
        self.signs = _signs()
        self._starts = {t.idx: t.i for t in document.tokens}

    def assessments(self, statements: Sequence[Statement]) -> list[Assessment]:
        """All assessments among ``statements``, by place in the text."""
        within = _inner(statements)
        found = [self._assessment(s, sign) for n, s in enumerate(statements) for sign in self._signs_of(s, within[n])]
        return sorted(found, key=lambda a: (a.content.start, a.content.end))

    def _assessment(self, statement: Statement, sign: _Sign) -> Assessment:
        content = self._content(statement, sign)
        about = self._about(statement, content)
        cue = self.document.tokens[sign.token]
        horizon = self._horizon(content) if sign.kind == "forecast" else None
        evidence = (
            statement.evidence[0],
            self.report.span(cue.idx, cue.end),
            statement.cue,
            statement.speaker.span,
            content,
        )
        return Assessment(
            id=make_id("assessment", statement.id, content.start, content.end, sign.kind),
            report=self.report.id,
            assessor=statement.speaker,
            about=about,
            content=content,
            kind=sign.kind,
            horizon=horizon,
            grounds=self._grounds(statement),
            sources=statement.sources,
            evidence=tuple(dict.fromkeys(evidence)),
            confidence=round(statement.confidence * SURENESS[sign.why], 3),
        )

    # --- what makes it one

    def _signs_of(self, statement: Statement, others: Sequence[Span]) -> list[_Sign]:
        """The strongest sign of each sentence of a statement: its cue, a forecast, then a judgement.

        Weak signs (a telling adjective) count once for a statement, however long it is.
        """
        tokens = list(self._content_tokens(statement))
        if not tokens:
            return []
        spoken = [t for t in tokens if not any(o.start <= self.document.tokens[t].idx < o.end for o in others)]
        inner = [s for t in spoken if (s := self._clause_sign(t, statement)) is not None]
        best: dict[int, _Sign] = {}
        for sign in inner:
            sentence = self.document.tokens[sign.token].sent
            if sentence not in best or _strength(sign) < _strength(best[sentence]):
                best[sentence] = sign
        cue = self._cue_kind(statement)
        first = self.document.tokens[tokens[0]].sent
        if cue is not None and (first not in best or best[first].kind == "judgement" or cue == "forecast"):
            start = self._starts.get(statement.cue.start, tokens[0])
            best[first] = _Sign((tokens[0], tokens[-1] + 1), start, cue, "cue")
        strong = [s for s in best.values() if s.why != "predicate"]
        weak = [s for s in best.values() if s.why == "predicate"]
        return strong + weak[: 1 if not strong or statement.quoted == "direct" else 0]

    def _content_tokens(self, statement: Statement) -> Iterator[int]:
        for piece in statement.content:
            at = self._starts.get(piece.start)
            if at is None:
                continue
            while at < len(self.document.tokens) and self.document.tokens[at].end <= piece.end:
                yield at
                at += 1

    def _cue_kind(self, statement: Statement) -> Kind | None:
        at = self._starts.get(statement.cue.start)
        if at is None:
            return None
        lemma = self.document.tokens[at].lemma.lower()
        kind = self.signs.roles["cue"].get(lemma)
        if kind == "forecast":
            return "forecast"
        return "judgement" if kind else None

    def _clause_sign(self, t: int, statement: Statement) -> _Sign | None:
        """The sign that token ``t`` is, as the predicate of a clause of the content."""
        token = self.document.tokens[t]
        if self.document.tokens[self.document.sentence_of(t).end - 1].text == "?":
            return None
        clausal = token.pos in _PREDICATES and self.grammar.base(t) in _CLAUSES
        if token.dep == "acl:relcl" or "to" in self.grammar.marks(t) or not (clausal or self.grammar.kids(t, "cop")):
            return None
        why, kind = self._predicate(t)
        if why is None or (why in _OF_ITSELF and self._own(t, statement)):
            return None
        piece = next(p for p in statement.content if p.start <= token.idx < p.end)
        words = [self.document.tokens[k] for k in self.document.subtree(t)]
        clause = [w.i for w in words if piece.start <= w.idx and w.end <= piece.end]
        return _Sign((clause[0], clause[-1] + 1), t, kind, why)

    def _predicate(self, t: int) -> tuple[str | None, Kind]:
        token = self.document.tokens[t]
        roles = self.signs.roles
        auxiliaries = [self.document.tokens[c] for c in self.grammar.kids(t, "aux")]
        negated = any(self.document.tokens[c].lower in ("not", "n't", "n’t") for c in self.document.children[t])
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
        if token.pos == "VERB" and lemma in roles["verb"] and not token.lower.endswith("ing"):
            return "predicate", "judgement"
        if self.grammar.kids(t, "cop") and (lemma in roles["predicate"] or self._superlative(t)):
            return "predicate", "judgement"
        return None, "judgement"

    def _superlative(self, t: int) -> bool:
        """Whether the predicate ranks something: "the quietest", "among the most peaceful"."""
        for c in (t, *self.document.children[t]):
            token = self.document.tokens[c]
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
        return any(_same_side(e, statement.speaker) for e in mention.entities)

    # --- its fields

    def _content(self, statement: Statement, sign: _Sign) -> Span:
        start, end = sign.clause
        tokens = self.document.tokens
        while end - 1 > start and tokens[end - 1].pos == "PUNCT":
            end -= 1
        while start < end - 1 and (tokens[start].pos in ("PUNCT", "CCONJ") or tokens[start].dep == "mark"):
            start += 1
        if sign.why == "cue":
            return statement.content[0]
        return self.report.span(tokens[start].idx, tokens[end - 1].end)

    def _about(self, statement: Statement, content: Span) -> tuple[Entity, ...]:
        """The actors that stand in the content, but for the assessor's pronouns."""
        found = []
        for mention in self.mentions.actors:
            at = self.document.tokens[mention.start].idx
            if content.start <= at < content.end and mention.form != "pronoun":
                found += [e for e in mention.entities if e.key != statement.speaker.key]
        by_country = {e.country or e.name: e for e in reversed(unique(found))}
        return tuple(reversed(by_country.values()))

    def _horizon(self, content: Span) -> When | None:
        """A time in the content that lies after the report's day."""
        published = self.report.published.end
        for time in self.mentions.times:
            at = self.document.tokens[time.start].idx
            if not content.start <= at < content.end or time.function in ("duration", "set"):
                continue
            last = time.when.end or time.when.start
            if last is not None and (published is None or last > published):
                return time.when
        return None

    def _grounds(self, statement: Statement) -> Grounds:
        """What the sentence of the statement, or the one after it, says of grounds."""
        sentence = statement.evidence[0]
        following = self._following(sentence.end)
        following = following if following.startswith(_GOING_ON) else ""
        if self.signs.withheld.search(sentence.text) or self.signs.withheld.search(following):
            return "not_given"
        texts = [sentence.text, *(piece.text for piece in statement.content)]
        return "given" if any(self.signs.given.search(text) for text in texts) else "unknown"

    def _following(self, end: int) -> str:
        at = end
        text = self.document.text
        while at < len(text) and text[at].isspace():
            at += 1
        token = self._starts.get(at)
        if token is None:
            return ""
        sentence = self.document.sentence_of(token)
        return text[slice(*self.document.slice(sentence.start, sentence.end))]


def _strength(sign: _Sign) -> int:
    return list(SURENESS).index(sign.why)


def _inner(statements: Sequence[Statement]) -> list[list[Span]]:
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
