"""The words that introduce what somebody said, wrote or thought, from the tables in ``data/statements``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from detente.data import read_table, split_list

# Uses lighter than this are mostly acts or feelings, not statements, and are left out.
LIGHTEST = 0.55
# Verbs so heavy stand in brackets of commas, or before a clause that no parse marks, only to report.
SURE = 0.8
# What a parse may take for a particle though it only opens a phrase: "called on".
_PREPOSITIONS = frozenset({"on", "for", "of", "to", "about", "at", "with", "in", "by", "against"})


@dataclass(frozen=True, slots=True)
class Cue:
    """One row of a cue table.

    ``kind`` is "speech", "writing", "thought", "report", "evidence" or "quote"; ``takes`` says how what was said hangs
    on the word ("clause", "inf", "obj", "pred" or a preposition); ``weight`` (0 to 1) how often the use is a statement.
    """

    lemma: str
    kind: str
    takes: frozenset[str]
    weight: float
    particle: str | None = None


@dataclass(frozen=True)
class Cues:
    """All cue tables. ``phrases`` are (words before, words after the possessor or None, Cue).

    ``citable`` are the nouns for people, bodies and documents: those that a report can cite.
    """

    verbs: dict[str, tuple[Cue, ...]] = field(default_factory=dict)
    nouns: dict[str, Cue] = field(default_factory=dict)
    adjectives: dict[str, Cue] = field(default_factory=dict)
    phrases: tuple[tuple[tuple[str, ...], tuple[str, ...] | None, Cue], ...] = ()
    light: frozenset[str] = frozenset()
    spoken: dict[str, bool] = field(default_factory=dict)
    documents: dict[str, bool] = field(default_factory=dict)
    unnamed: frozenset[str] = frozenset()
    citable: frozenset[str] = frozenset()
    media_nouns: frozenset[str] = frozenset()
    media_words: frozenset[str] = frozenset()
    media_names: dict[str, str] = field(default_factory=dict)

    def verb(self, lemma: str, particles: set[str]) -> Cue | None:
        """The cue that verb ``lemma`` with ``particles`` (lower case) is; a row with a particle needs it."""
        rows = self.verbs.get(lemma, ())
        if particles - _PREPOSITIONS:
            return next((row for row in rows if row.particle in particles), None)
        return next((row for row in rows if row.particle is None), None)

    def media_kind(self, name: str) -> str | None:
        """ "agency" or "outlet" where ``name`` is that of one, else None."""
        name = re.sub(r"^the\s+", "", name.strip(), flags=re.IGNORECASE)
        return self.media_names.get(name.casefold())


def _cue(row: dict[str, str], key: str = "lemma") -> Cue:
    lemma, _, particle = row[key].partition(" ") if key == "lemma" else (row[key], "", "")
    return Cue(lemma, row["kind"], frozenset(split_list(row.get("takes", ""))), float(row["weight"]), particle or None)


def _phrase(row: dict[str, str]) -> tuple[tuple[str, ...], tuple[str, ...] | None, Cue]:
    before, slot, after = row["phrase"].partition("{}")
    return tuple(before.split()), tuple(after.split()) if slot else None, _cue(row, "phrase")


@cache
def load_cues() -> Cues:
    """The cue tables, read once."""
    verbs: dict[str, tuple[Cue, ...]] = {}
    for row in read_table("statements/verbs.tsv"):
        cue = _cue(row)
        verbs[cue.lemma] = (*verbs.get(cue.lemma, ()), cue)
    media = read_table("statements/media.tsv")
    documents = {row["lemma"]: row["owned"] == "yes" for row in read_table("statements/documents.tsv")}
    unnamed = frozenset(row["lemma"] for row in read_table("statements/unnamed.tsv"))
    return Cues(
        verbs=verbs,
        nouns={row["lemma"]: _cue(row) for row in read_table("statements/nouns.tsv")},
        adjectives={row["lemma"]: _cue(row) for row in read_table("statements/adjectives.tsv")},
        phrases=tuple(_phrase(row) for row in read_table("statements/phrases.tsv")),
        light=frozenset(row["lemma"] for row in read_table("statements/light.tsv")),
        spoken={row["lemma"]: row["spoken"] == "yes" for row in read_table("statements/governors.tsv")},
        documents=documents,
        unnamed=unnamed,
        citable=unnamed.union(documents, (row["noun"] for row in read_table("actors/roles.tsv"))),
        media_nouns=frozenset(row["name"] for row in media if row["kind"] == "noun"),
        media_words=frozenset(row["name"] for row in media if row["kind"] == "word"),
        media_names={
            re.sub(r"^the\s+", "", row["name"], flags=re.IGNORECASE).casefold(): row["kind"]
            for row in media
            if row["kind"] in ("agency", "outlet")
        },
    )
