"""When and where an act took place, under which conditions, and how many it killed or injured."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from detente.mentions.types import Mentions, PlaceMention, Quantity, TimeMention
from detente.observations.grammar import Grammar
from detente.records import Report, Span, When, Where

M = TypeVar("M", TimeMention, PlaceMention, Quantity)
CONDITIONAL = frozenset({"if", "unless", "provided", "providing", "lest", "once"})
# What opens a clause that need not be about the same place.
APART = frozenset({"before", "after", "since", "because", "although", "though", "if", "unless", "until", "to"})
CONDITION_NOUNS = frozenset({"condition", "proviso", "understanding"})
PLACE_CASES = frozenset(
    {
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "around",
        "over",
        "off",
        "across",
        "along",
        "into",
        "to",
        "through",
        "from",
        "on",
        "above",
        "toward",
        "towards",
    }
)
CLAUSE_LINKS = frozenset(
    {
        "xcomp",
        "ccomp",
        "conj",
        "advcl",
        "parataxis",
        "obj",
        "nsubj",
        "obl",
        "acl",
        "nmod",
        "appos",
    }
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date and what decided it."""

    when: When
    time: TimeMention | None
    reason: str


class CircumstanceFinder:
    """Looks up times, places and numbers by the clause that they hang on."""

    def __init__(
        self, report: Report, grammar: Grammar, mentions: Mentions, event_nouns: Container[str] = frozenset()
    ) -> None:
        """``event_nouns``: lemmas of nouns that name acts; a time right after one of them dates it."""
        self.event_nouns = event_nouns
        self.report = report
        self.grammar = grammar
        self.times = self._by_sentence(mentions.times)
        self.places = self._by_sentence(mentions.places)
        self.dateline = next((p.where for p in mentions.places if p.dateline), None)
        self.casualties = self._by_sentence([q for q in mentions.quantities if q.casualty])

    def _by_sentence(self, mentions: Sequence[M]) -> dict[int, list[M]]:
        out: dict[int, list[M]] = {}
        for mention in mentions:
            out.setdefault(self.grammar.tokens[mention.start].sent, []).append(mention)
        return out

    def _clause(self, i: int) -> Iterator[int]:
        """The words that token ``i`` hangs on, nearest first, itself included."""
        yield i
        yield from self.grammar.document.ancestors(i)

    # --- time

    def when(self, token: int, governor: int) -> Dated:
        """The date of the act at ``token``: its own, that of the clause it stands in, else the day of publication."""
        times = [t for t in self.times.get(self.grammar.tokens[token].sent, ()) if t.function in ("time", "since")]
        dated = {t.start: self._dates(t) for t in times if t.when.start is not None}
        for n, i in enumerate(dict.fromkeys((token, governor))):
            for t in times:
                if dated.get(t.start) == i:
                    return Dated(t.when, t, "time in its clause" if n == 0 else "time of its verb")
        for i in self._upward(governor, self._background(token)):
            for t in times:
                if dated.get(t.start) == i:
                    return Dated(t.when, t, "time of the governing clause")
        pictured = [t for t in times if t.when.precision == "day" and t.start in dated]
        if len(pictured) == 1 and self._captioned(token):
            return Dated(pictured[0].when, pictured[0], "day of the picture")
        if self.report.published.start is not None:
            published = self.report.published
            when = When(published.start, published.end, published.precision, None, "publication")
            return Dated(when, None, "day of publication")
        return Dated(When(), None, "none")

    def _captioned(self, token: int) -> bool:
        """Whether ``token`` stands in a caption, whose one day is that of what the picture shows."""
        at = self.grammar.tokens[token].idx
        return any(p.kind == "caption" and p.start <= at < p.end for p in self.report.passages)

    def dated(self, token: int) -> bool:
        """Whether a time expression hangs on ``token`` itself ("last week's test", "the test on Monday")."""
        return any(self._dates(t) == token for t in self.times.get(self.grammar.tokens[token].sent, ()))

    def _dates(self, time: TimeMention) -> int | None:
        """The word that a time expression dates: the event noun right before it, else the nearest word above."""
        g = self.grammar
        head = g.tokens[time.head].head
        above = iter(()) if head == time.head else self._clause(head)
        dated = next((i for i in above if self._datable(i)), None)
        to_do = dated is not None and self._gone(time) and self._to_do(dated)
        before = time.start - 1
        if before >= 0 and g.tokens[before].pos == "ADP":
            before -= 1
        if before >= 0 and g.tokens[before].pos == "NOUN" and g.lemma(before) in self.event_nouns:
            undone = to_do and g.tokens[before].head == dated and g.base(before) == "obj"
            if not undone:
                return before
        # What is still to be done has no day gone by: "hoped to win their help on Friday", said on Friday.
        if to_do:
            return next((i for i in above if self._datable(i) and not self._to_do(i)), None)
        return dated

    def _datable(self, i: int) -> bool:
        return self.grammar.tokens[i].pos in ("VERB", "NOUN", "ADJ", "AUX") or self.grammar.predicate_nominal(i)

    def _gone(self, time: TimeMention) -> bool:
        published = self.report.published.start
        return published is not None and time.when.end is not None and time.when.end < published

    def _to_do(self, i: int) -> bool:
        """Whether ``i`` is an infinitive, or a noun that one hangs on ("efforts to ...")."""
        g = self.grammar
        return "to" in g.marks(i) or (
            g.tokens[i].pos == "NOUN" and any("to" in g.marks(c) for c in g.kids(i, "acl", "xcomp"))
        )

    def _background(self, token: int) -> bool:
        """Whether the act is only a noun that something is said of: "said on Friday that the sanctions were unjust"."""
        g = self.grammar
        return g.tokens[token].pos in ("NOUN", "PROPN") and g.base(token) in ("nsubj", "obj", "obl", "nmod")

    def _upward(self, i: int, background: bool) -> Iterator[int]:
        """The clauses above ``i`` whose date an undated act inherits; for ``background``, not that of its telling."""
        g = self.grammar
        while g.tokens[i].head != i:
            base = g.base(i)
            if background and base in ("ccomp", "parataxis"):
                return
            if base not in CLAUSE_LINKS or g.tokens[i].dep == "acl:relcl":
                return
            i = g.tokens[i].head
            yield i

    # --- place

    def where(self, token: int, governor: int) -> tuple[Where, PlaceMention] | None:
        """The place of the act at ``token``, never the dateline's; None when its clause names none."""
        g = self.grammar
        best: tuple[int, PlaceMention] | None = None
        for place in self.places.get(g.tokens[token].sent, ()):
            if place.dateline or (g.case(place.head) or "") not in PLACE_CASES:
                continue
            for steps, i in enumerate(self._clause(place.head)):
                if steps > 3:
                    break
                if i in (token, governor):
                    score = steps + (i != token)
                    if best is None or score < best[0]:
                        best = (score, place)
                    break
                if steps and g.tokens[i].pos == "VERB":
                    break
        return (best[1].where, best[1]) if best else None

    def near(self, token: int, governor: int) -> Where | None:
        """The place of the act, else the only country whose places its sentence names."""
        found = self.where(token, governor)
        if found is not None:
            return found[0]
        near = self.places.get(self.grammar.tokens[token].sent, ())
        places = [p.where for p in near if not p.dateline and not self._elsewhere(p, token)]
        return places[0] if len({p.country for p in places}) == 1 else None

    def _elsewhere(self, place: PlaceMention, token: int) -> bool:
        """Whether a place is that of another time or of a reason: "was freed before he flew to Peru"."""
        for i in self._clause(place.head):
            if self.grammar.base(i) == "advcl" and self.grammar.marks(i) & APART:
                return not self.grammar.inside(token, [i])
        return False

    # --- conditions

    def conditions(self, token: int, governor: int) -> tuple[Span, ...]:
        """The spans of the if-, unless-, provided- and on-condition-clauses that the act depends on."""
        g = self.grammar
        out: dict[int, Span] = {}
        for i in dict.fromkeys((token, governor, *self._chain(governor), *self._complements(token))):
            for c in g.children[i]:
                conditional = g.base(c) == "advcl" and g.marks(c) & CONDITIONAL
                on_condition = g.base(c) == "obl" and g.lemma(c) in CONDITION_NOUNS and g.kids(c, "acl", "ccomp")
                if conditional or on_condition:
                    span = self._span(c)
                    out[span.start] = span
        return tuple(out[k] for k in sorted(out))

    def condition_heads(self, token: int) -> list[int]:
        """The predicates of the conditional clauses that hang on ``token``."""
        g = self.grammar
        return [c for c in g.kids(token, "advcl") if g.marks(c) & CONDITIONAL]

    def _complements(self, i: int) -> Iterator[int]:
        """What ``i`` offers or threatens to do: a condition of that ("ready to act if ...") is its condition."""
        for c in self.grammar.kids(i, "xcomp", "ccomp"):
            yield c
            yield from self._complements(c)

    def _chain(self, i: int) -> Iterator[int]:
        """The predicates that ``i`` is the open complement of."""
        g = self.grammar
        while g.base(i) in ("xcomp", "obj") and g.tokens[i].head != i:
            i = g.tokens[i].head
            yield i

    def _span(self, top: int) -> Span:
        tokens = [self.grammar.tokens[t] for t in self.grammar.document.subtree(top)]
        while len(tokens) > 1 and tokens[-1].pos == "PUNCT":
            tokens.pop()
        return self.report.span(tokens[0].idx, tokens[-1].end)

    def hypothetical(self, i: int) -> bool:
        """Whether token ``i`` stands inside a conditional clause."""
        g = self.grammar
        for a in self._clause(i):
            if g.base(a) == "advcl" and (g.marks(a) & CONDITIONAL or self._awaited(a)):
                return True
            if g.base(a) in ("ccomp", "parataxis"):
                return False
        return False

    def _awaited(self, a: int) -> bool:
        """ "The sanctions stay until it gives up its weapons", "until they have left": not yet done."""
        g = self.grammar
        if not g.marks(a) & {"until", "till"}:
            return False
        first = min((*g.kids(a, "aux"), *g.kids(a, "cop"), a))
        return g.tokens[first].lower in ("has", "have", "is", "are") or (first == a and self._present(a))

    def _present(self, a: int) -> bool:
        """Whether the bare verb ``a`` is in the present tense, by its form."""
        token = self.grammar.tokens[a]
        return token.pos == "VERB" and token.lower in (token.lemma, token.lemma + "s", token.lemma + "es")

    # --- victims

    def victims(self, token: int, governor: int) -> tuple[dict[str, int], tuple[Quantity, ...]]:
        """How many the act killed and injured by the numbers of its clause, and the mentions that say so."""
        g = self.grammar
        out: dict[str, int] = {}
        used = []
        for q in self.casualties.get(g.tokens[token].sent, ()):
            chain = set(self._clause(q.head))
            near = token in chain or governor in chain or any(a in chain for a in self._upward(governor, False))
            if near and q.casualty in ("killed", "injured") and q.casualty not in out:
                out[q.casualty] = int(q.value)
                used.append(q)
        return out, tuple(used)
