"""Lemmas: a table of exceptions and a list of suffix rules, both learnt from treebanks (``training/language``).

The data file has one line per rule: part of speech, suffix, how many characters to strip, what to add; and one per
exception: part of speech, word, ``=``, lemma. The longest suffix that matches a word decides. Whether a verb in -ing or
-ed has lost an e or gained a letter (``hoping``, ``planned``) no suffix tells: there the likelier word of the encoder's
vocabulary decides, which is ordered by frequency.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

LONGEST_SUFFIX = 5


class Lemmatizer:
    """Looks up lemmas; results are cached."""

    def __init__(
        self,
        rules: Mapping[tuple[str, str], tuple[int, str]],
        exceptions: Mapping[tuple[str, str], str],
        ranks: Mapping[str, int],
    ) -> None:
        """``rules``: (tag, suffix) to (characters to strip, ending to add); ``exceptions``: (tag, word) to lemma;
        ``ranks``: common words, the more frequent the lower."""
        self._ranks = ranks
        self._rules = rules
        self._exceptions = exceptions
        self._cache: dict[tuple[str, str], str] = {}

    @classmethod
    def read(cls, path: Path, ranks: Mapping[str, int]) -> Lemmatizer:
        """Read the data file (tab-separated, four columns)."""
        rules: dict[tuple[str, str], tuple[int, str]] = {}
        exceptions: dict[tuple[str, str], str] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            pos, form, strip, rest = line.split("\t")
            if strip == "=":
                exceptions[pos, form] = rest
            else:
                rules[pos, form] = (int(strip), rest)
        return cls(rules, exceptions, ranks)

    def __call__(self, form: str, pos: str) -> str:
        """The lemma of a word with a UPOS tag: in lower case, save for proper nouns, which stay as printed."""
        key = (form, pos)
        found = self._cache.get(key)
        if found is None:
            if len(self._cache) > 200_000:
                self._cache.clear()
            found = self._cache[key] = self._find(form, pos)
        return found

    def _find(self, form: str, pos: str) -> str:
        low = form.lower().replace("\u2019", "'")
        if pos == "PROPN":
            return form
        if (pos, low) in self._exceptions:
            return self._exceptions[pos, low]
        before, hyphen, last = low.rpartition("-")
        if hyphen and last.isalpha():
            return before + hyphen + self(last, pos)
        if not low.isalpha():
            return low
        if pos == "VERB" and (verb := self._verb(low)):
            return verb
        for size in range(min(LONGEST_SUFFIX, len(low) - 1), -1, -1):
            rule = self._rules.get((pos, low[len(low) - size :]))
            if rule is not None and len(low) - rule[0] + len(rule[1]) >= 2:
                return low[: len(low) - rule[0]] + rule[1]
        return low

    def _verb(self, low: str) -> str | None:
        """The commonest verb that a form in -ing, -ed or -ied may come from, if any is common."""
        stem = low[:-3] if low.endswith("ing") else low[:-2] if low.endswith("ed") else ""
        if len(stem) < 2:
            return None
        forms = [stem, stem + "e"]
        if low.endswith("ied"):
            forms = [stem[:-1] + "y"]
        elif stem[-1] == stem[-2] and stem[-1] not in "aeiou":
            forms.append(stem[:-1])
        known = [(self._ranks[form], form) for form in forms if form in self._ranks and len(form) > 1]
        return min(known)[1] if known else None
