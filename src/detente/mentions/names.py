"""Finding the names in a document: what the tables know, and what only the tagger found.

The longest name of the tables wins; what the tagger found beside it is kept as an unknown person, organisation or
group. A name of the tables that is only part of a longer name ("Jordan" in "Michael Jordan", "China" in "South China
Sea") is not one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from detente.data import read_table
from detente.language.document import Document, Name
from detente.mentions.catalogue import Catalogue, Known
from detente.mentions.comparison import words_of
from detente.mentions.gazetteer import gazetteer
from detente.mentions.role_nouns import RoleFinder, RoleMatch, Words, sentence_words
from detente.mentions.word_lists import word_list

NAMING = frozenset({"country", "adjective", "people", "capital", "seat"})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_OUTER = frozenset({"DET", "PUNCT", "PART", "ADP", "CCONJ", "PRON"})  # no part of a name at its edges
_NOMINAL = ("PROPN", "NOUN", "PRON", "ADJ", "NUM")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A name: tokens ``start`` to ``end``, its syntactic ``head``, what the tables and the tagger (``label``) say."""

    start: int
    end: int
    head: int
    known: Known | None
    label: str = ""

    @property
    def is_person(self) -> bool:
        """Whether it names a person."""
        return self.known.what == "person" if self.known else self.label == "PER"

    @property
    def what(self) -> str:
        """What the tables say it is; "" for a name that only the tagger knows."""
        return self.known.what if self.known else ""


def head_of(document: Document, start: int, end: int) -> int:
    """The token of ``start`` to ``end`` whose governor lies outside it (the last nominal one, if several do)."""
    tokens = document.tokens
    outside = [i for i in range(start, end) if not start <= tokens[i].head < end or tokens[i].head == i]
    nominal = [i for i in outside if tokens[i].pos in _NOMINAL]
    return (nominal or outside or [end - 1])[-1]


@cache
def _not_actors() -> dict[str, tuple[int, frozenset[str]]]:
    """First word of the phrases that are no actors -> words of the longest, and the phrases."""
    by_first: dict[str, set[str]] = {}
    for row in read_table("actors/not_actors.tsv"):
        by_first.setdefault(row["phrase"].split()[0], set()).add(row["phrase"])
    return {first: (max(len(p.split()) for p in phrases), frozenset(phrases)) for first, phrases in by_first.items()}


class NameFinder:
    """Names and role nouns of one document, by token."""

    def __init__(self, document: Document, tables: Catalogue) -> None:
        self.document = document
        self.tables = tables
        self.tagged = {i: name for name in document.names for i in range(name.start, name.end)}
        self.anchors: list[Anchor] = []
        self.anchor_at: dict[int, Anchor] = {}
        self.blocked: set[int] = set()
        self._surnames: set[str] | None = None
        roles = RoleFinder(document, tables, self.anchor_at)
        for sentence in document.sentences:
            words = sentence_words(document, sentence.start, sentence.end)
            self._block(words)
            self._known(words)
            roles.read(words)
        self.roles, self.role_at, self.in_role = roles.found, roles.at, roles.inside
        self._tagged()
        self.anchors.sort(key=lambda a: a.start)

    def after(self, token: int) -> Anchor | None:
        """The name that begins right after a token, in the same sentence."""
        anchor = self.anchor_at.get(token + 1)
        tokens = self.document.tokens
        follows = anchor is not None and anchor.start == token + 1 and tokens[token + 1].sent == tokens[token].sent
        return anchor if follows else None

    def label(self, token: int) -> str:
        """The tagger's label at a token, "" where it found no name."""
        name = self.tagged.get(token)
        return name.label if name is not None else ""

    def keep(self, anchor: Anchor) -> None:
        """Add a name; callers keep ``anchors`` sorted."""
        self.anchors.append(anchor)
        for i in range(anchor.start, anchor.end):
            self.anchor_at[i] = anchor

    # what the tables know

    def _block(self, words: Words) -> None:
        phrases = _not_actors()
        for at, word in enumerate(words.words):
            if word in phrases and self.document.tokens[words.tokens[at]].text[:1].isupper():
                longest, known = phrases[word]
                for end in range(min(at + longest, len(words.words)), at, -1):
                    if " ".join(words.words[at:end]) in known:
                        self.blocked.update(words.tokens[at:end])
                        break

    def _known(self, words: Words) -> None:
        at = 0
        while at < len(words.words):
            at = self._known_at(words, at) or at + 1

    def _known_at(self, words: Words, at: int) -> int | None:
        """Keep the longest acceptable name at word ``at``; where it ends, or None."""
        if not words.first[at]:
            return None
        for end, candidates in self.tables.lookup(words.words, at, len(words.words)):
            if not words.last[end - 1] and words.words[end] not in word_list("led"):
                continue
            start, stop = words.tokens[at], words.tokens[end - 1] + 1
            for known in self._preferred(candidates, start, stop):
                if self._accept(known, start, stop):
                    self.keep(Anchor(start, stop, head_of(self.document, start, stop), known, self.label(start)))
                    return end
        return None

    def _preferred(self, candidates: tuple[Known, ...], start: int, stop: int) -> Iterable[Known]:
        """Namesakes in the order to try: a modifier is an adjective, a tagged organisation an organisation."""
        if len(candidates) == 1:
            return candidates
        token = self.document.tokens[stop - 1]
        modifier = token.dep in ("amod", "compound") or token.pos == "ADJ"
        wanted = {"organisation": self.label(start) == "ORG", "adjective": modifier, "country": not modifier}
        return sorted(candidates, key=lambda k: not wanted.get(k.what, False))

    def _accept(self, known: Known, start: int, stop: int) -> bool:
        """Whether the tokens are written and tagged as this name must be."""
        token = self.document.tokens[start]
        if not self._cased(known, start, stop) or any(i in self.blocked for i in range(start, stop)):
            return False
        single = stop - start == 1
        if known.capitals and single and token.pos in ("PRON", "AUX", "VERB", "ADV") and self._shouted(start):
            return False
        name = self.tagged.get(start)
        if name is not None and known.what in NAMING and self._inside(name, start, stop):
            return self._apart(name, known, start, stop)
        if name is not None and name.label == "PER" and known.what in ("country", "capital") and single:
            return not self._family_name(token.text)
        if known.what == "organisation" and single:
            if words_of(token.text)[0] in word_list("needs_tagger"):
                return name is not None and name.label in ("ORG", "MISC")
            return known.capitals or token.pos in ("PROPN", "NOUN", "ADJ", "X")
        return True

    def _inside(self, name: Name, start: int, stop: int) -> bool:
        """Whether ``start`` to ``stop`` is part of a longer tagged name, and not merely joined to its rest by "and"."""
        if not (name.start <= start and stop <= name.end and name.end - name.start > stop - start):
            return False
        tokens = self.document.tokens
        border = tokens[stop] if name.end > stop else tokens[start - 1]
        return not (border.pos == "CCONJ" or border.text in (",", "-", "/", "–", "("))

    def _apart(self, name: Name, known: Known, start: int, stop: int) -> bool:
        """Whether a country's name inside a longer tagged name is a name of its own ("Japan's", "Russian Ministry")."""
        if name.start < start and all(i in self.anchor_at for i in range(name.start, start)):
            return True  # "U.N. Yemen": two names
        owner = any(self.document.tokens[i].lower in POSSESSIVE for i in range(stop, name.end))
        if name.label == "ORG":
            words = sentence_words(self.document, name.start, name.end).words
            return owner or any(" ".join(words[n:]) in self.tables.roles for n in range(len(words)))
        if name.label in ("PER", "LOC") or (name.label == "GPE" and name.end > stop):
            return known.what == "seat" or owner
        return True

    def _family_name(self, text: str) -> bool:
        """Whether a person of the report bears this name ("Jordan" after "Michael Jordan")."""
        tokens = self.document.tokens
        if self._surnames is None:
            full = [n for n in self.document.names if n.label == "PER" and n.end - n.start > 1]
            self._surnames = {tokens[n.end - 1].text for n in full}
        return text in self._surnames

    def _cased(self, known: Known, start: int, end: int) -> bool:
        """Whether the tokens are written the way the name asks for."""
        texts = [self.document.tokens[i].text for i in range(start, end)]
        if known.capitals:
            return all(t.isupper() or not t.isalpha() for t in texts if any(c.isalpha() for c in t))
        return known.lower or texts[0][:1].isupper() or (texts[0].lower() in ("al", "bin") and texts[-1][:1].isupper())

    def _shouted(self, token: int) -> bool:
        """Whether the sentence is printed in capitals."""
        sentence = self.document.sentence_of(token)
        letters = [c for t in self.document.sent_tokens(sentence) for c in t.text if c.isalpha()]
        return sum(c.isupper() for c in letters) > 0.8 * len(letters)

    # what only the tagger found

    def _tagged(self) -> None:
        for name in self.document.names:
            if name.label not in ("PER", "ORG", "NORP"):
                continue
            start, end = self._trimmed(name)
            if start < end and self.document.tokens[start].sent != self.document.tokens[end - 1].sent:
                continue
            if start >= end or not self._is_name(start, end, name.label):
                continue
            label = "PER" if name.label != "PER" and self._leads(start, end) else name.label
            self.keep(Anchor(start, end, head_of(self.document, start, end), None, label))
            for i in range(start, end):
                self.role_at.pop(i, None)
        self.roles = [match for match in self.roles if match.head in self.role_at]

    def _trimmed(self, name: Name) -> tuple[int, int]:
        """A tagged name without names of the tables, titles, articles and prepositions at its edges."""
        tokens = self.document.tokens
        start, end = name.start, name.end
        while start < end and (
            start in self.anchor_at or tokens[start].pos in _OUTER or (name.label == "PER" and start in self.in_role)
        ):
            start += 1
        while end > start and (tokens[end - 1].pos in _OUTER or tokens[end - 1].lower in POSSESSIVE):
            end -= 1
        return start, end

    def _is_name(self, start: int, end: int, label: str) -> bool:
        """Whether a tagged stretch is a name and not a title, a weapon or a known name's part."""
        tokens = self.document.tokens
        text = "".join(tokens[i].text for i in range(start, end))
        words = words_of(text)
        if len(text) < 2 or not words or words[0] in word_list("weapons") or word_list("of_peoples").issuperset(words):
            return False
        if text in ("North", "South", "East", "West", "Koreas") or not any(
            tokens[i].text[:1].isupper() for i in range(start, end)
        ):
            return False
        if any(i in self.anchor_at or i in self.blocked for i in range(start, end)):
            return False
        if label == "PER":
            return True
        if gazetteer().look_up(" ".join(words)):
            return False  # a place that the tagger took for a body
        inside = [i for i in range(start, end) if i in self.in_role]
        person = any(i in self.role_at and self.role_at[i].role.kind == "person" for i in inside)
        whole = all(i in self.in_role or tokens[i].pos in ("ADP", "DET", "CCONJ") for i in range(start, end))
        return not (inside and (person or whole))

    def _leads(self, start: int, end: int) -> bool:
        """Whether a tagged "organisation" is the family name of a head of state ("Obama administration")."""
        words = words_of(self.document.tokens[start].text)
        people = self.tables.offices.by_short_name.get(words[0], ()) if len(words) == 1 else ()
        return end - start == 1 and any(t.lead for p in people for t in p.terms)

    # titles

    def roles_before(self, token: int) -> list[RoleMatch]:
        """The role nouns that stand right before ``token``, nearest first ("Pentagon spokesman Col." before a name)."""
        tokens = self.document.tokens
        sentence = tokens[token].sent
        out: list[RoleMatch] = []
        at = token - 1
        while at >= 0 and tokens[at].sent == sentence:
            match = self.role_at.get(at)
            if tokens[at].text == ".":
                at -= 1
            elif match is None:
                break
            else:
                out.append(match)
                at = match.start - 1
        return out
