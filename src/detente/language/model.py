"""The language model at run time: text in, annotated ``Document`` out, with numpy and onnxruntime alone.

Every window of text is read by the encoder on its own, without padding. So what comes out for a report depends on that
report only, never on what else is annotated beside it: with dynamic int8 quantisation a shared batch would not
allow that, as its numbers share one scale.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from detente.errors import ModelError
from detente.language.decode import Analysis, Labels, Relation, decode
from detente.language.document import Document, Name, Sentence, Token
from detente.language.features import MAX_PIECES, case_class, gap_class, make_window, shape_id
from detente.language.lemma import Lemmatizer
from detente.language.tokenize import tokenize
from detente.language.wordpiece import WordPiece

Span = tuple[int, int]

# Word pieces read in one pass. Longer passages are read in several, each beginning where a sentence begins. The
# training windows have up to 224 pieces.
_WINDOW = 200
_OUTPUTS = ["tag", "end", "name", "arc", "rel_dep", "rel_head"]
# This fused operator runs at half the speed of its parts on a CPU (11,500 against 8,500 pieces a second in all).
_SLOW_FUSIONS = ["SkipLayerNormFusion"]
_MODELS = Path(__file__).parent.parent / "models"


class LanguageModel:
    """Annotates text. Load one with ``LanguageModel.load()``; it may be shared between threads."""

    def __init__(
        self, session: onnxruntime.InferenceSession, labels: Labels, wordpiece: WordPiece, lemmatizer: Lemmatizer
    ) -> None:
        """Put together from parts; ``load`` reads them from a folder."""
        self.labels = labels
        self._session = session
        self._wordpiece = wordpiece
        self._lemmatizer = lemmatizer
        one = np.zeros(1, dtype=np.int64)
        feed = {"ids": one, "shapes": one, "first": one, "last": one}
        self._relation = Relation(*session.run(["rel_weight", "rel_bias"], feed))

    @staticmethod
    def load(path: Path | str | None = None, threads: int = 1) -> LanguageModel:
        """The model in folder ``path`` (default: the shipped one), using ``threads`` threads; loaded once per process.

        Raises ModelError when the folder lacks a file or the graph is not the one described.
        """
        return _load(str(path or _MODELS), threads)

    def annotate(self, report: str, text: str, passages: Sequence[Span] | None = None) -> Document:
        """Annotate the ``passages`` of a text: (start, end) character ranges in order (default: all of it).

        No sentence crosses a passage; text outside the passages gets no words.
        """
        document = Document(report, text)
        for number, (start, end) in enumerate([(0, len(text))] if passages is None else passages):
            self._passage(document, number, start, end)
        document.names = agreed(document)
        return document

    def annotate_many(self, reports: Iterable[tuple[str, str, Sequence[Span] | None]]) -> Iterator[Document]:
        """Annotate (report, text, passages) triples one after the other, in order. Same results as ``annotate``."""
        for report, text, passages in reports:
            yield self.annotate(report, text, passages)

    def _passage(self, document: Document, number: int, start: int, end: int) -> None:
        text = document.text
        words = tokenize(text, start, end)
        forms = [text[a:b] for a, b in words]
        pieces = [self._wordpiece.pieces(form) for form in forms]
        shapes = _shapes(text, words, forms)
        at = 0
        while at < len(words):
            stop = _reach(pieces, at, _WINDOW)
            found = self._read(text, words, pieces, shapes, at, stop)
            done = stop - at
            if stop < len(words):
                if found.sentence[-1] == 0:
                    stop = _reach(pieces, at, MAX_PIECES)
                    found = self._read(text, words, pieces, shapes, at, stop)
                    done = stop - at
                if found.sentence[-1] > 0 and stop < len(words):
                    done = int(np.searchsorted(found.sentence, found.sentence[-1]))
            self._add(document, number, words[at : at + done], forms[at : at + done], found)
            at += done

    def _read(
        self, text: str, words: list[Span], pieces: list[tuple[int, ...]], shapes: list[int], at: int, stop: int
    ) -> Analysis:
        """Run the encoder over words ``at`` to ``stop`` and decode."""
        first = shape_id((shapes[at] - 1) // 3, 2)
        window = make_window(pieces[at:stop], [first, *shapes[at + 1 : stop]], self._wordpiece)
        feed = {"ids": window.ids, "shapes": window.shapes, "first": window.first, "last": window.last}
        scores: dict[str, Any] = dict(zip(_OUTPUTS, self._session.run(_OUTPUTS, feed), strict=True))
        for i in range(at, stop - 1):
            if shapes[i + 1] % 3 == 0 and text.count("\n", words[i][1], words[i + 1][0]) > 1:
                scores["end"][i - at] = np.inf
        return decode(scores, self._relation, self.labels)

    def _add(self, document: Document, passage: int, words: list[Span], forms: list[str], found: Analysis) -> None:
        """Append the first ``len(words)`` words of an analysis to the document."""
        base, first = len(document.tokens), len(document.sentences)
        tags = [self.labels.tags[t] for t in found.tags.tolist()]
        deps = [self.labels.deps[d] for d in found.deps.tolist()]
        heads, sentence = found.heads.tolist(), found.sentence.tolist()
        count = len(words)
        for i, (a, b) in enumerate(words):
            head = base + heads[i] - 1 if heads[i] else base + i
            lemma = self._lemmatizer(forms[i], tags[i])
            document.tokens.append(Token(base + i, forms[i], a, b, lemma, tags[i], head, deps[i], first + sentence[i]))
        starts = [i for i in range(count) if i == 0 or sentence[i] != sentence[i - 1]]
        for k, (a, b) in enumerate(zip(starts, [*starts[1:], count], strict=True)):
            document.sentences.append(Sentence(first + k, base + a, base + b, passage))
        for a, b, label, score in found.names:
            if b <= count and (core := _core(forms, a, b)):
                document.names.append(Name(base + core[0], base + core[1], label, score))


def agreed(document: Document) -> list[Name]:
    """The document's names, those printed alike under one label: the one with the highest sum of scores."""
    totals: dict[str, dict[str, float]] = {}
    for name in document.names:
        printed = document.text[slice(*document.slice(name.start, name.end))]
        labels = totals.setdefault(printed, {})
        labels[name.label] = labels.get(name.label, 0.0) + name.score
    best = {printed: max(labels, key=lambda label: (labels[label], label)) for printed, labels in totals.items()}
    return [
        replace(name, label=best[document.text[slice(*document.slice(name.start, name.end))]])
        for name in document.names
    ]


def _core(forms: list[str], start: int, end: int) -> Span | None:
    """A name without punctuation marks at its edges, or None when nothing is left."""
    while start < end and not any(map(str.isalnum, forms[start])):
        start += 1
    while end > start and not any(map(str.isalnum, forms[end - 1])):
        end -= 1
    return (start, end) if start < end else None


def _shapes(text: str, words: list[Span], forms: list[str]) -> list[int]:
    out: list[int] = []
    before = words[0][0] if words else 0
    for (a, b), form in zip(words, forms, strict=True):
        out.append(shape_id(case_class(form), gap_class(text, before, a)))
        before = b
    return out


def _reach(pieces: list[tuple[int, ...]], at: int, limit: int) -> int:
    """The word before which a window that begins at word ``at`` must end; it holds one word at least."""
    size = 0
    for i in range(at, len(pieces)):
        size += len(pieces[i])
        if size > limit and i > at:
            return i
    return len(pieces)


@lru_cache(maxsize=4)
def _load(folder: str, threads: int) -> LanguageModel:
    path = Path(folder)
    try:
        card = json.loads((path / "language.json").read_text(encoding="utf-8"))
        graph = (path / card["graph"]).read_bytes()
    except OSError as error:
        raise ModelError(f"the language model cannot be read ({error}): reinstall détente") from error
    if (found := hashlib.sha256(graph).hexdigest()) != card["sha256"]:
        raise ModelError(f"{path / card['graph']} is damaged (sha256 {found}): reinstall détente")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        graph, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW_FUSIONS
    )
    labels = Labels(tuple(card["tags"]), tuple(card["deps"]), tuple(card["names"]))
    wordpiece = WordPiece.read(path / card["vocabulary"])
    return LanguageModel(session, labels, wordpiece, Lemmatizer.read(path / card["lemmas"], wordpiece.ids))
