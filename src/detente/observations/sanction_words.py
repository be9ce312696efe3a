"""The tables of sanctioning: nouns that name measures, verbs that impose, restrict, ease, and what frames them as
plans."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from detente.data import read_table
from detente.observations.grammar import Grammar
from detente.records import Act, Flow, Stage

# Nouns whose "sanctions" modifier says what they are about: "sanctions regime", "sanctions list".
CARRIERS = frozenset(
    "regime package list bill act legislation measure policy campaign round provision programme program order".split()
)
# Adjectives that make "measures" sanctions.
SANCTIONING = frozenset(
    "additional further tough tougher autonomous unilateral restrictive punitive coercive retaliatory economic "
    "trade stringent harsh harsher "
    "unprecedented financial biting".split()
)
ECONOMIC = frozenset({"economic", "financial", "trade", "monetary"})


@dataclass(frozen=True, slots=True)
class NounRow:
    """What a noun of the table says of a measure."""

    words: tuple[str, ...]
    act: Act
    flow: Flow | None
    commodity: str | None
    needs: str


@dataclass(frozen=True, slots=True)
class VerbRow:
    """What a verb or noun of action does to a measure; ``particle`` must follow it."""

    kind: str
    act: Act | None
    stage: Stage
    particle: str = ""


@dataclass(frozen=True, slots=True)
class SanctionWords:
    """The tables by last noun and by lemma."""

    nouns: dict[str, tuple[NounRow, ...]]
    verbs: dict[str, tuple[VerbRow, ...]]

    def verb(self, lemma: str, *kinds: str) -> tuple[VerbRow, ...]:
        """The rows of ``lemma`` that are of one of ``kinds``."""
        return tuple(row for row in self.verbs.get(self.base(lemma), ()) if row.kind in kinds)

    def base(self, lemma: str) -> str:
        """The entry of the table that ``lemma``, or an inflected form that came in its place, belongs to."""
        if lemma in self.verbs:
            return lemma
        return next((s for s in _stems(lemma) if s in self.verbs), lemma)


def _stems(form: str) -> tuple[str, ...]:
    """What an inflected form that came without its lemma may be a form of: "calling" call, "easing" ease, "banned"
    ban."""
    for suffix in ("ing", "ed", "es", "s"):
        stem = form.removesuffix(suffix)
        if stem != form and len(stem) > 2:
            return (stem, stem + "e", stem[:-1] if stem[-1] == stem[-2] else stem)
    return ()


@cache
def sanction_words() -> SanctionWords:
    """The tables, read once."""
    nouns: dict[str, list[NounRow]] = {}
    for row in read_table("sanctions/nouns.tsv"):
        words = tuple(row["phrase"].split())
        act: Act = row["act"]  # type: ignore[assignment]
        flow: Flow | None = row["flow"] or None  # type: ignore[assignment]
        nouns.setdefault(words[-1], []).append(NounRow(words, act, flow, row["commodity"] or None, row["needs"]))
    verbs: dict[str, list[VerbRow]] = {}
    for row in read_table("sanctions/verbs.tsv"):
        lemma, _, particle = row["lemma"].partition(" ")
        act_or_none: Act | None = row["act"] or None  # type: ignore[assignment]
        stage: Stage = row["stage"] or "in_force"  # type: ignore[assignment]
        verbs.setdefault(lemma, []).append(VerbRow(row["kind"], act_or_none, stage, particle))
    return SanctionWords(
        {k: tuple(sorted(v, key=lambda r: -len(r.words))) for k, v in nouns.items()},
        {k: tuple(v) for k, v in verbs.items()},
    )


def noun_at(grammar: Grammar, i: int) -> NounRow | None:
    """The most specific row of the noun at token ``i``, by the words right before it or its compounds; None if it is
    none."""
    token = grammar.tokens[i]
    if token.pos not in ("NOUN", "PROPN"):
        return None
    rows = sanction_words().nouns.get(grammar.lemma(i)) or sanction_words().nouns.get(token.lower)
    if not rows:
        return None
    before = {grammar.lemma(c) for c in grammar.kids(i, "compound", "amod", "nmod")}
    before |= {grammar.tokens[c].lower for c in grammar.kids(i, "compound", "amod")}
    if i > 0 and grammar.tokens[i - 1].sent == token.sent:
        before |= {grammar.lemma(i - 1), grammar.tokens[i - 1].lower}
    return next((row for row in rows if set(row.words[:-1]) <= before), None)
