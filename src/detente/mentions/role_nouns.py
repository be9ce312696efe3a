"""Finding role nouns: "foreign minister", "officials", "Unification Ministry", by the lemma of their last word."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from detente.language.document import Document
from detente.mentions.catalogue import Catalogue, Role
from detente.mentions.comparison import words_of
from detente.mentions.word_lists import word_list

_PLURAL_ONLY = frozenset({"force", "power", "troop", "entity", "authority"})
_SHORT_RANKS = frozenset({"gen", "col", "maj", "sen", "rep", "adm", "brig gen", "lt gen", "maj gen", "lt col"})
_IRREGULAR = frozenset({"men", "people", "women", "children"})


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """A role noun: tokens ``start`` to ``end``; ``head`` is its last token."""

    start: int
    end: int
    role: Role
    plural: bool

    @property
    def head(self) -> int:
        """The noun itself."""
        return self.end - 1


@dataclass(slots=True)
class Words:
    """The words of a sentence with the token that each belongs to, and whether it begins or ends its token."""

    words: list[str]
    tokens: list[int]
    first: list[bool]
    last: list[bool]


def sentence_words(document: Document, start: int, end: int) -> Words:
    """Tokens ``start`` to ``end`` as comparison words."""
    out = Words([], [], [], [])
    for i in range(start, end):
        words = words_of(document.tokens[i].text)
        for n, word in enumerate(words):
            out.words.append(word)
            out.tokens.append(i)
            out.first.append(n == 0)
            out.last.append(n == len(words) - 1)
    return out


class RoleFinder:
    """The role nouns of one document; ``named`` tells which tokens belong to a name and are none."""

    def __init__(self, document: Document, tables: Catalogue, named: Container[int]) -> None:
        self.document = document
        self.tables = tables
        self.named = named
        self.found: list[RoleMatch] = []
        self.at: dict[int, RoleMatch] = {}  # by the token of the noun
        self.inside: set[int] = set()

    def read(self, words: Words) -> None:
        """Find the role nouns of one sentence, the longest at each place."""
        at = 0
        while at < len(words.words):
            longest = self.tables.longest_role
            size = longest.get(words.words[at]) or longest.get(self._lemma(words, at), 0)
            end = self._longest(words, at, size) if size and words.first[at] else None
            at = end if end is not None else at + 1

    def _longest(self, words: Words, at: int, size: int) -> int | None:
        tokens = self.document.tokens
        for end in range(min(at + size, len(words.words)), at, -1):
            head = words.tokens[end - 1]
            if not words.last[end - 1] or tokens[head].pos not in ("NOUN", "PROPN") or head in self.named:
                continue
            role = self._role(words, at, end)
            if role is not None and not self._odd(role, words.tokens[at], head):
                match = RoleMatch(words.tokens[at], head + 1, role, self._plural(role, head))
                self.found.append(match)
                self.at[head] = match
                self.inside.update(range(match.start, match.end))
                return end
        return None

    def _role(self, words: Words, at: int, end: int) -> Role | None:
        stem = " ".join(words.words[at : end - 1])
        for last in (words.words[end - 1], self._lemma(words, end - 1)):
            role = self.tables.roles.get(f"{stem} {last}" if stem else last)
            if role is not None:
                return role
        return None

    def _lemma(self, words: Words, at: int) -> str:
        token = self.document.tokens[words.tokens[at]]
        if not words.last[at] or not words.first[at]:
            return words.words[at]
        lemma = token.lemma.lower()
        if lemma == token.lower and lemma.endswith("s") and not lemma.endswith("ss"):
            return lemma[:-3] + "y" if lemma.endswith("ies") else lemma[:-1]
        return lemma

    def _plural(self, role: Role, head: int) -> bool:
        lower = self.document.tokens[head].lower
        return (
            (lower.endswith("s") and lower != words_of(role.noun)[-1]) or lower in _IRREGULAR or lower.endswith("men")
        )

    def _odd(self, role: Role, start: int, head: int) -> bool:
        """Whether the noun is none of the kind here: nouns that are roles in some uses only."""
        tokens = self.document.tokens
        token = tokens[head]
        following = tokens[head + 1] if head + 1 < len(tokens) else None
        if start in self.named:
            return True
        if role.noun in _PLURAL_ONLY:
            return not token.lower.endswith("s")
        if role.noun == "official" and following is not None and following.sent == token.sent:
            return following.pos in ("ADJ", "NOUN", "PROPN")  # "official media"
        if role.noun in ("regime", "body"):
            return head > 0 and tokens[head - 1].lemma.lower() in word_list("regimes")
        if role.noun in ("general", "major", "captain", "speaker", "chief", "leader"):
            return token.dep == "amod"
        if role.noun == "justice":
            return token.text.islower()  # "brought to justice"
        if role.noun in _SHORT_RANKS:
            return not tokens[start].text[:1].isupper()
        return role.noun == "local" and token.pos != "NOUN"
