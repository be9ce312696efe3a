"""Word pieces: BERT's uncased vocabulary applied to one word at a time, with a cache.

Curly quotation marks count as straight ones, so that a printed text and a plain one are read alike.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path

_MAX_WORD = 100
# Of a longer word (an address, a run of Chinese) only the beginning is read, so that any word fits into a window.
_LONGEST = 300
_MAX_PIECES = 100
_CACHE_LIMIT = 200_000
_PLAIN = str.maketrans(
    dict.fromkeys("\u2018\u2019\u201a\u201b\u02bc\u0060\u00b4", "'")
    | dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"')
)


class WordPiece:
    """Greedy longest-match-first word pieces over a fixed vocabulary."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        """``vocabulary``: the pieces in the order of their ids, with ``[UNK]``, ``[CLS]`` and ``[SEP]`` among them."""
        self.ids = {piece: i for i, piece in enumerate(vocabulary)}
        self.unknown, self.first, self.last = self.ids["[UNK]"], self.ids["[CLS]"], self.ids["[SEP]"]
        self._cache: dict[str, tuple[int, ...]] = {}

    @classmethod
    def read(cls, path: Path) -> WordPiece:
        """Read a vocabulary file: one piece a line."""
        return cls(path.read_text(encoding="utf-8").splitlines())

    def pieces(self, word: str) -> tuple[int, ...]:
        """The ids of the pieces of one word: at least one, at most a hundred."""
        word = word[:_LONGEST]
        found = self._cache.get(word)
        if found is None:
            if len(self._cache) >= _CACHE_LIMIT:
                self._cache.clear()
            found = self._cache[word] = self._split(word)
        return found

    def _split(self, word: str) -> tuple[int, ...]:
        out: list[int] = []
        for part in _basic(word):
            out += self._greedy(part)
        return tuple(out[:_MAX_PIECES]) or (self.unknown,)

    def _greedy(self, part: str) -> list[int]:
        if len(part) > _MAX_WORD:
            return [self.unknown]
        out: list[int] = []
        start = 0
        while start < len(part):
            prefix = "##" if start else ""
            for end in range(len(part), start, -1):
                if (found := self.ids.get(prefix + part[start:end])) is not None:
                    out.append(found)
                    start = end
                    break
            else:
                return [self.unknown]
        return out


def _basic(word: str) -> list[str]:
    """Lower case, without accents, split at punctuation marks and CJK characters."""
    plain = unicodedata.normalize("NFD", word.translate(_PLAIN).lower())
    parts: list[str] = []
    current: list[str] = []
    for char in plain:
        category = unicodedata.category(char)
        if category == "Mn" or category[0] == "C":
            continue
        if category[0] == "P" or char in "$+<=>^`|~" or 0x3400 <= ord(char) <= 0x9FFF or category[0] == "Z":
            if current:
                parts.append("".join(current))
                current = []
            if category[0] != "Z":
                parts.append(char)
        else:
            current.append(char)
    if current:
        parts.append("".join(current))
    return parts
