"""Which tokens stand between quotation marks, which sentences form a paragraph, and who speaks a quotation."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection

from detente.language.document import Document

_OPENING = frozenset({"“", "``", "«"})
_CLOSING = frozenset({"”", "''", "»"})
_REACH = 20
"""Sentences between a quotation and the words that name its speaker: more than any paragraph of a report has."""


class Quotations:
    """The quotations of one document.

    ``inside`` tells for each token whether it is quoted, ``paragraph`` for each sentence the number of its paragraph.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.inside = [False] * len(document.tokens)
        self.paragraph: list[int] = []
        self._speakers: dict[int, int | None] = {}
        self._paragraphs()
        self._quotes()

    def _paragraphs(self) -> None:
        number, last = -1, 0
        for sentence in self.document.sentences:
            start = self.document.tokens[sentence.start].idx
            if number < 0 or "\n" in self.document.text[last:start]:
                number += 1
            self.paragraph.append(number)
            last = self.document.tokens[sentence.end - 1].end

    def _quotes(self) -> None:
        tokens = self.document.tokens
        opened, paragraph = False, -1
        for token in tokens:
            here = self.paragraph[token.sent]
            if here != paragraph:
                opened, paragraph = False, here
            mark = token.text
            if mark in _OPENING:
                opened = True
            elif mark in _CLOSING:
                opened = False
            elif mark == '"':
                opened = self._opens(token.idx, opened)
            else:
                self.inside[token.i] = opened

    def _opens(self, at: int, opened: bool) -> bool:
        """Whether the straight quotation mark at character ``at`` opens: a blank before it, none after it."""
        text = self.document.text
        before = at == 0 or text[at - 1].isspace() or text[at - 1] in "(["
        after = at + 1 >= len(text) or text[at + 1].isspace() or text[at + 1] in ".,;:)]"
        return not opened if before == after else before

    def speaker_head(self, i: int, speech: Collection[str]) -> int | None:
        """The head token of the speaker of the quotation around token ``i``.

        By the reporting verb of its sentence, of its paragraph, else of the paragraph before (when it runs on).
        """
        sentence = self.document.tokens[i].sent
        if sentence not in self._speakers:
            order = self._nearest(sentence)
            self._speakers[sentence] = next((h for s in order if (h := self._reporter(s, speech)) is not None), None)
        return self._speakers[sentence]

    def _nearest(self, sentence: int) -> list[int]:
        """Where its speaker may be named: the sentences of its paragraph, nearest first, then those before it."""
        here, numbers = self.paragraph[sentence], self.paragraph
        first, end = bisect_left(numbers, here), bisect_right(numbers, here)
        same = range(max(first, sentence - _REACH), min(end, sentence + _REACH + 1))
        before = range(max(bisect_left(numbers, here - 2), first - _REACH), first)
        return [*sorted(same, key=lambda s: (abs(s - sentence), s)), *reversed(before)]

    def _reporter(self, s: int, speech: Collection[str]) -> int | None:
        document = self.document
        for token in document.sent_tokens(document.sentences[s]):
            if self.inside[token.i] or token.pos != "VERB" or token.lemma.lower() not in speech:
                continue
            subject = document.child(token.i, "nsubj", "nsubj:pass")
            if subject is not None and not self.inside[subject]:
                return subject
        return None
