"""CAMEO 1.1b3 and PLOVER 2.0 as look-ups: what a code means, how it scores, how it converts.

The facts are in ``data/ontology/*.tsv``; ``docs/codes.md`` explains them and the contradictions that were decided.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from detente.data import read_table, split_list
from detente.errors import UsageError


@dataclass(frozen=True, slots=True)
class Code:
    """One CAMEO code: a root, class or leaf.

    ``quad`` is 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict; ``goldstein`` runs
    from -10 (conflict) to +10; ``when_planned`` is the code of the same act while it is only promised (the code itself
    where nothing changes), ``when_refused`` that of the refusal to do it, if there is one; ``phrase`` stands between
    actor and recipient in a brief ("offers to mediate between").
    """

    code: str
    name: str
    quad: int
    goldstein: float
    when_planned: str
    when_refused: str | None
    phrase: str
    description: str

    @property
    def root(self) -> str:
        """The two digits of its root."""
        return self.code[:2]

    @property
    def parent(self) -> str | None:
        """The code one level up, or None for a root."""
        return self.code[:-1] if len(self.code) > 2 else None


@dataclass(frozen=True, slots=True)
class Category:
    """One PLOVER category; ``when_planned`` names the category of the same act while it is only promised."""

    name: str
    quad: int
    scale: float
    needs_recipient: bool
    when_planned: str
    description: str


@dataclass(frozen=True, slots=True)
class Mode:
    """One PLOVER mode; the same word may be a mode of several categories with different scales."""

    category: str
    name: str
    scale: float
    description: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """What a CAMEO code is in PLOVER; ``category`` is None where PLOVER drops the code."""

    category: str | None
    mode: str | None
    contexts: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Context:
    """One PLOVER context and the lemmas or phrases (lower case, words parted by a space) that select it."""

    name: str
    cues: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Classification:
    """All that follows from an event's code: PLOVER's fields, quad class and scale."""

    plover: str | None
    mode: str | None
    contexts: tuple[str, ...]
    quad: int
    scale: float


@dataclass(frozen=True)
class Ontology:
    """Every code, category, mode and context, with the look-ups that raise ``UsageError`` for what does not exist."""

    codes: Mapping[str, Code]
    categories: Mapping[str, Category]
    modes: Mapping[tuple[str, str], Mode]
    contexts: Mapping[str, Context]
    conversions: Mapping[str, Conversion]

    def code(self, cameo: str) -> Code:
        """The CAMEO code ``cameo``, a string with its leading zero."""
        found = self.codes.get(cameo)
        if found is None:
            raise UsageError(f"{cameo!r} is no CAMEO 1.1b3 code{self._hint(cameo)}")
        return found

    def _hint(self, cameo: str) -> str:
        """What to do about a code that does not exist: a lost zero is the usual reason."""
        if f"0{cameo}" in self.codes:
            return f"; did you mean '0{cameo}'? Codes are text, with their leading zero"
        known = next((cameo[:n] for n in range(len(cameo) - 1, 1, -1) if cameo[:n] in self.codes), None)
        return f"; the nearest code is {known!r}" if known else ""

    def phrase(self, cameo: str) -> str:
        """Plain English for ``cameo`` in the third person, such as "offers to mediate between"."""
        return self.code(cameo).phrase

    def planned(self, cameo: str) -> str:
        """The code of the same act while it is only promised: 036 for 046, 0353 for 0841; itself where none differs."""
        return self.code(cameo).when_planned

    def refused(self, cameo: str) -> str:
        """The code of the refusal of what ``cameo`` promises: 1243 for 0353; itself where there is none."""
        return self.code(cameo).when_refused or cameo

    def conversion(self, cameo: str) -> Conversion:
        """What ``cameo`` is in PLOVER."""
        return self.conversions[self.code(cameo).code]

    def category(self, plover: str) -> Category:
        """The PLOVER category ``plover`` (capitals)."""
        found = self.categories.get(plover)
        if found is None:
            raise UsageError(f"{plover!r} is no PLOVER category; they are {', '.join(self.categories)}")
        return found

    def scale(self, plover: str, mode: str | None = None) -> float:
        """The PLOVER score, -10 to +10, of a category and mode."""
        base = self.category(plover)
        if mode is None:
            return base.scale
        found = self.modes.get((plover, mode))
        if found is None:
            known = ", ".join(m for c, m in self.modes if c == plover) or "none"
            raise UsageError(f"{mode!r} is no mode of {plover}; its modes: {known}")
        return found.scale

    def scores(self, cameo: str, plover: str | None = None, mode: str | None = None) -> tuple[int, float]:
        """Quad class and scale of an event: PLOVER's where it has a category, else CAMEO's own."""
        if plover is not None:
            return self.category(plover).quad, self.scale(plover, mode)
        found = self.code(cameo)
        return found.quad, found.goldstein

    def classify(
        self, cameo: str, lemmas: Iterable[str] = (), plover: str | None = None, mode: str | None = None
    ) -> Classification:
        """PLOVER's fields, quad and scale for ``cameo`` in a sentence of ``lemmas`` (in order).

        ``plover`` and ``mode`` override the conversion, as ``acts_codes.tsv`` may; a mode that the category does not
        have is dropped. Contexts are those that the code implies, then those that a cue among ``lemmas`` selects.
        """
        converted = self.conversion(cameo)
        name = plover or converted.category
        chosen = mode or (converted.mode if name == converted.category else None)
        if name is None or (name, chosen) not in self.modes:
            chosen = None
        quad, scale = self.scores(cameo, name, chosen)
        contexts = dict.fromkeys((*converted.contexts, *self.contexts_of(lemmas)))
        return Classification(name, chosen, tuple(contexts), quad, scale)

    def contexts_of(self, lemmas: Iterable[str]) -> tuple[str, ...]:
        """The contexts that the words of a sentence select, in the order of the table."""
        words = [w.lower() for w in lemmas]
        found = {
            name
            for at, word in enumerate(words)
            for cue, name in self._cues.get(word, ())
            if len(cue) == 1 or words[at : at + len(cue)] == cue
        }
        return tuple(name for name in self.contexts if name in found) if found else ()

    @cached_property
    def _cues(self) -> dict[str, list[tuple[list[str], str]]]:
        """The words of every cue with its context, by the first of them."""
        out: dict[str, list[tuple[list[str], str]]] = {}
        for name, context in self.contexts.items():
            for cue in context.cues:
                words = cue.split()
                out.setdefault(words[0], []).append((words, name))
        return out


@cache
def ontology() -> Ontology:
    """The shipped tables, read once."""
    categories = {row["category"]: _category(row) for row in read_table("ontology/plover.tsv")}
    return Ontology(
        codes={row["code"]: _code(row) for row in read_table("ontology/cameo.tsv")},
        categories=categories,
        modes={
            (row["category"], row["mode"]): Mode(
                category=row["category"],
                name=row["mode"],
                scale=float(row["scale"]) if row["scale"] else categories[row["category"]].scale,
                description=row["description"],
            )
            for row in read_table("ontology/plover_modes.tsv")
        },
        contexts={
            row["context"]: Context(row["context"], tuple(c.lower() for c in split_list(row["cues"])))
            for row in read_table("ontology/plover_contexts.tsv")
        },
        conversions={
            row["cameo"]: Conversion(
                category=row["plover"] or None,
                mode=row["mode"] or None,
                contexts=split_list(row["contexts"]),
                note=row["note"],
            )
            for row in read_table("ontology/cameo_to_plover.tsv")
        },
    )


def _code(row: Mapping[str, str]) -> Code:
    return Code(
        code=row["code"],
        name=row["name"],
        quad=int(row["quad"]),
        goldstein=float(row["goldstein"]),
        when_planned=row["when_planned"] or row["code"],
        when_refused=row["when_refused"] or None,
        phrase=row["phrase"],
        description=row["description"],
    )


def _category(row: Mapping[str, str]) -> Category:
    return Category(
        name=row["category"],
        quad=int(row["quad"]),
        scale=float(row["scale"]),
        needs_recipient=row["needs_recipient"] == "yes",
        when_planned=row["when_planned"] or row["category"],
        description=row["description"],
    )
