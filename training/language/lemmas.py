"""Learning lemmas from treebanks: suffix rules, and the words that they get wrong."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from detente.language.lemma import LONGEST_SUFFIX, Lemmatizer
from training.language.corpora import Gold

_PURITY = 0.7  # share of a suffix's words that must follow its rule
_FEWEST = 3  # words that must show a rule
_RULED = ("NOUN", "VERB", "ADJ", "ADV", "AUX")


def learn(golds: Iterable[Gold]) -> tuple[dict[tuple[str, str], tuple[int, str]], dict[tuple[str, str], str]]:
    """Rules and exceptions from sentences with lemmas."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for gold in golds:
        assert gold.tags and gold.lemmas
        for word, pos, lemma in zip(gold.words, gold.tags, gold.lemmas, strict=True):
            counts[pos, word.lower().replace("\u2019", "'")][lemma.lower()] += 1
    best = {key: c.most_common(1)[0][0] for key, c in counts.items()}
    seen = {key: sum(c.values()) for key, c in counts.items()}
    rules: dict[tuple[str, str], tuple[int, str]] = {}
    for pos in _RULED:
        words = {w: lemma for (p, w), lemma in best.items() if p == pos and w.isalpha() and lemma != "_"}
        _rules_for(pos, words, rules)
    plain = Lemmatizer(rules, {})
    exceptions = {
        (pos, word): lemma
        for (pos, word), lemma in sorted(best.items())
        if pos != "PROPN" and plain(word, pos) != lemma and lemma != "_" and (seen[pos, word] > 1 or (pos in _RULED and word.isalpha()))
    }
    return rules, exceptions


def _rules_for(pos: str, words: dict[str, str], rules: dict[tuple[str, str], tuple[int, str]]) -> None:
    for size in range(LONGEST_SUFFIX + 1):
        edits: dict[str, Counter[tuple[int, str]]] = defaultdict(Counter)
        for word, lemma in words.items():
            if len(word) > size:
                edits[word[len(word) - size :]][_edit(word, lemma)] += 1
        for suffix, counter in sorted(edits.items()):
            edit, count = counter.most_common(1)[0]
            shorter = next((rules[pos, suffix[k:]] for k in range(1, size + 1) if (pos, suffix[k:]) in rules), None)
            good = count >= _FEWEST and count >= _PURITY * sum(counter.values())
            if size == 0:
                rules[pos, ""] = (0, "")
            elif good and edit != shorter and edit[0] <= size:
                rules[pos, suffix] = edit


def _edit(word: str, lemma: str) -> tuple[int, str]:
    same = 0
    while same < min(len(word), len(lemma)) and word[same] == lemma[same]:
        same += 1
    return len(word) - same, lemma[same:]


def lines(golds: Iterable[Gold]) -> list[str]:
    """The data file, line by line."""
    rules, exceptions = learn(golds)
    out = [f"{pos}\t{suffix}\t{strip}\t{add}" for (pos, suffix), (strip, add) in rules.items()]
    return out + [f"{pos}\t{word}\t=\t{lemma}" for (pos, word), lemma in exceptions.items()]


def accuracy(lemmatizer: Lemmatizer, golds: Iterable[Gold]) -> float:
    """Share of words, in per cent, whose lemma is right given the gold tag; case counts for proper nouns only."""
    hit = total = 0
    for gold in golds:
        assert gold.tags and gold.lemmas
        for word, pos, lemma in zip(gold.words, gold.tags, gold.lemmas, strict=True):
            if lemma == "_":
                continue
            found = lemmatizer(word, pos)
            hit += found == lemma if pos == "PROPN" else found == lemma.lower()
            total += 1
    return round(100 * hit / total, 2)
