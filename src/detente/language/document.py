"""The annotated text of one report: tokens, sentences and raw entity names, all with offsets into ``report.text``.

Names follow spaCy where spaCy has them (``i``, ``idx``, ``pos``, ``dep``, ``head``, ``ent_type``); labels are Universal
Dependencies v2 (``nsubj``, ``nsubj:pass``, ``obl:agent`` ...).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property


@dataclass(slots=True)
class Token:
    """One syntactic word.

    ``i`` counts from 0 over the whole document; ``idx``/``end`` are character offsets into the report's text (end
    exclusive); ``head`` is the document index of the governor, or ``i`` itself for the root of a sentence; ``lemma`` is
    lower case except for proper nouns; ``pos`` is a UPOS tag; ``sent`` the index of its sentence; ``lower`` is ``text``
    in lower case.
    """

    i: int
    text: str
    idx: int
    end: int
    lemma: str = ""
    pos: str = "X"
    head: int = -1
    dep: str = "dep"
    sent: int = 0
    lower: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self.lower = self.text.lower()


@dataclass(frozen=True, slots=True)
class Name:
    """A raw entity mention found by the tagger: tokens ``start`` to ``end`` (exclusive) and a label.

    Labels: ``PER`` person, ``ORG`` organisation, ``GPE`` country, city or other governed place, ``LOC`` other place,
    ``NORP`` nationality, religious or political group, ``WEAPON`` weapon or military platform, ``MISC`` any other name.
    """

    start: int
    end: int
    label: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who said what, as the model finds it: token spans (start, end exclusive) of the cue and of the parts of source
    and content, which may be none."""

    cue: tuple[int, int]
    source: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Act:
    """An act as the event head finds it: tokens ``start`` to ``end`` (exclusive) of the words that tell of it.

    ``at`` is the surest of them; ``chance`` the probability that it tells of an act at all, ``root`` the likeliest
    CAMEO root. ``actors`` and ``recipients`` are token spans (end exclusive), none where the act is unlikely;
    ``modality`` is one of the record's.
    """

    start: int
    end: int
    at: int
    chance: float
    root: str
    actors: tuple[tuple[int, int], ...]
    recipients: tuple[tuple[int, int], ...]
    modality: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``start`` to ``end`` (exclusive); ``passage`` is the index of the report's passage that holds it."""

    i: int
    start: int
    end: int
    passage: int


@dataclass
class Document:
    """A report's text with its linguistic annotation.

    ``text`` is the report's text, unchanged; ``text[t.idx:t.end] == t.text`` holds for every token. ``attributions``
    is filled on demand; ``acts`` is None where the event head was not asked.
    """

    report: str
    text: str
    tokens: list[Token] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    names: list[Name] = field(default_factory=list)
    attributions: list[Attribution] = field(default_factory=list)
    acts: list[Act] | None = None

    def __len__(self) -> int:
        return len(self.tokens)

    def __getitem__(self, i: int) -> Token:
        return self.tokens[i]

    @cached_property
    def children(self) -> list[list[int]]:
        """For each token the indices of its dependents, left to right."""
        out: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i and token.head >= 0:
                out[token.head].append(token.i)
        return out

    def sentence_of(self, i: int) -> Sentence:
        """The sentence that holds token ``i``."""
        return self.sentences[self.tokens[i].sent]

    def sent_tokens(self, sentence: Sentence) -> list[Token]:
        """The tokens of one sentence."""
        return self.tokens[sentence.start : sentence.end]

    def child(self, i: int, *deps: str) -> int | None:
        """The first dependent of token ``i`` whose relation is one of ``deps`` (subtypes count), or None."""
        for c in self.children[i]:
            dep = self.tokens[c].dep
            if dep in deps or dep.partition(":")[0] in deps:
                return c
        return None

    def subtree(self, i: int) -> list[int]:
        """Token ``i`` and all that it governs, in text order."""
        out, stack = [], [i]
        while stack:
            t = stack.pop()
            out.append(t)
            stack.extend(self.children[t])
        return sorted(out)

    def ancestors(self, i: int) -> Iterator[int]:
        """The governors of token ``i``, nearest first."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield i

    def slice(self, start: int, end: int) -> tuple[int, int]:
        """Character offsets of tokens ``start`` to ``end`` (exclusive)."""
        return self.tokens[start].idx, self.tokens[end - 1].end
