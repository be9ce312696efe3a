"""Scores on raw text, with our own words and sentences, as a user gets them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from detente.language import Document
from detente.language.model import LanguageModel
from training.language.corpora import Gold

Word = tuple[int, int]


def paragraphs(document: Sequence[Gold]) -> list[list[Gold]]:
    """The sentences of a document, by paragraph."""
    out: list[list[Gold]] = []
    for gold in document:
        if gold.opens or not out:
            out.append([])
        out[-1].append(gold)
    return out


def scores(model: LanguageModel, documents: Iterable[Sequence[Gold]]) -> dict[str, float]:
    """F1 in per cent over words found in the raw text of paragraphs, sentences joined by one blank.

    ``words``: offsets; ``sentences``: both bounds of a sentence; the others count a word when its offsets and its tag,
    or those of its head (and its relation), are right.
    """
    hits = dict.fromkeys(("words", "sentences", "upos", "lemmas", "uas", "las"), 0)
    gold_words = found_words = gold_sentences = found_sentences = 0
    for document in documents:
        for paragraph in paragraphs(document):
            found = model.annotate("", " ".join(gold.text for gold in paragraph))
            ours = _words_of(found)
            theirs, bounds = _gold_words(paragraph)
            for span, (tag, lemma, head, dep) in theirs.items():
                if span not in ours:
                    continue
                own = ours[span]
                arc = own[2] == head
                hits["words"] += 1
                hits["upos"] += own[0] == tag
                hits["lemmas"] += own[1].lower() == lemma.lower()
                hits["uas"] += arc
                hits["las"] += arc and own[3] == dep
            hits["sentences"] += len(bounds & {found.slice(s.start, s.end) for s in found.sentences})
            gold_words, found_words = gold_words + len(theirs), found_words + len(found)
            gold_sentences += len(bounds)
            found_sentences += len(found.sentences)
    return {
        key: round(200 * n / (gold_sentences + found_sentences if key == "sentences" else gold_words + found_words), 2)
        for key, n in hits.items()
    }


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
        assert gold.tags
        assert gold.lemmas
        assert gold.heads
        assert gold.deps
        spans = [(a + at, b + at) for a, b in gold.spans]
        for i, span in enumerate(spans):
            head = gold.heads[i]
            words[span] = (gold.tags[i], gold.lemmas[i], spans[head - 1] if head else None, gold.deps[i])
        bounds.add((spans[0][0], spans[-1][1]))
        at += len(gold.text) + 1
    return words, bounds
