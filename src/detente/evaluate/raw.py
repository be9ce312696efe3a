"""Scores on raw text, with our own words and sentences, as a user gets them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from detente.evaluate.treebank import Gold
from detente.language import Document
from detente.language.model import LanguageModel

Word = tuple[int, int]


def paragraphs(document: Sequence[Gold]) -> list[list[Gold]]:
    """The sentences of a document, by paragraph."""
    out: list[list[Gold]] = []
    for gold in document:
        if gold.opens or not out:
            out.append([])
        out[-1].append(gold)
    return out


KEYS = ("words", "sentences", "upos", "lemmas", "uas", "las")


def scores(model: LanguageModel, documents: Iterable[Sequence[Gold]]) -> dict[str, float]:
    """F1 in per cent over words found in the raw text of paragraphs, sentences joined by one blank.

    ``words``: offsets; ``sentences``: both bounds of a sentence; the others count a word when its offsets and its tag,
    or those of its head (and its relation), are right.
    """
    sums: Counter[str] = Counter()
    for document in documents:
        sums.update(tally(model, document))
    return {
        key: round(200 * sums[key] / max(1, sums[f"{_of(key)} gold"] + sums[f"{_of(key)} found"]), 2) for key in KEYS
    }


def _of(key: str) -> str:
    return "sentences" if key == "sentences" else "words"


def tally(model: LanguageModel, document: Sequence[Gold]) -> Counter[str]:
    """The counts of one document: per key of ``KEYS`` what is right, and words and sentences found and in the gold."""
    out: Counter[str] = Counter()
    for paragraph in paragraphs(document):
        found = model.annotate("", " ".join(gold.text for gold in paragraph))
        ours = _words_of(found)
        theirs, bounds = _gold_words(paragraph)
        for span, (tag, lemma, head, dep) in theirs.items():
            if span not in ours:
                continue
            own = ours[span]
            arc = own[2] == head
            out["words"] += 1
            out["upos"] += own[0] == tag
            out["lemmas"] += own[1].lower() == lemma.lower()
            out["uas"] += arc
            out["las"] += arc and own[3] == dep
        out["sentences"] += len(bounds & {found.slice(s.start, s.end) for s in found.sentences})
        out.update({"words gold": len(theirs), "words found": len(found)})
        out.update({"sentences gold": len(bounds), "sentences found": len(found.sentences)})
    return out


def _words_of(document: Document) -> dict[Word, tuple[str, str, Word | None, str]]:
    return {
        (t.idx, t.end): (t.pos, t.lemma, None if t.head == t.i else _span(document, t.head), t.dep)
        for t in document.tokens
    }


def _span(document: Document, i: int) -> Word:
    return document[i].idx, document[i].end


def _gold_words(paragraph: list[Gold]) -> tuple[dict[Word, tuple[str, str, Word | None, str]], set[Word]]:
    words: dict[Word, tuple[str, str, Word | None, str]] = {}
    bounds: set[Word] = set()
    at = 0
    for gold in paragraph:
        spans = [(a + at, b + at) for a, b in gold.spans]
        for i, span in enumerate(spans):
            head = gold.heads[i] if gold.heads else -1
            over = spans[head - 1] if 0 < head <= len(spans) else None if head == 0 else (-1, -1)
            tag, dep = gold.tags[i] if gold.tags else "", gold.deps[i] if gold.deps else ""
            words[span] = (tag, gold.lemmas[i] if gold.lemmas else "", over, dep)
        if spans:
            bounds.add((spans[0][0], spans[-1][1]))
        at += len(gold.text) + 1
    return words, bounds
