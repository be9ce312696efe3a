"""The language model inside spaCy: a ``Document`` as a ``Doc``, and a pipeline component named ``detente``.

Needs spaCy (``pip install detente[spacy]``); nothing else in the package imports this module. Use it as::

    import spacy
    import detente.language.spacy_component

    nlp = spacy.blank("en")
    nlp.add_pipe("detente")
    doc = nlp("Moscow is ready to mediate, the Kremlin said.")

The component replaces the words that spaCy's tokenizer found by its own, so put it first.
"""

from __future__ import annotations

from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from detente.language.document import Document
from detente.language.model import LanguageModel


def to_spacy(document: Document, vocab: Vocab | None = None) -> Doc:
    """A ``Doc`` with the words, tags, lemmas, dependencies, sentences and names of a document.

    ``doc.text`` has the document's words; each run of blanks becomes one blank. ``doc.user_data["detente"]`` holds one
    (start, end) pair of character offsets into ``document.text`` per word.
    """
    tokens = document.tokens
    spaces = [i + 1 < len(tokens) and tokens[i + 1].idx > token.end for i, token in enumerate(tokens)]
    starts = {sentence.start for sentence in document.sentences}
    doc = Doc(
        vocab if vocab is not None else Vocab(),
        words=[token.text for token in tokens],
        spaces=spaces,
        pos=[token.pos for token in tokens],
        lemmas=[token.lemma for token in tokens],
        heads=[token.head for token in tokens],
        deps=["ROOT" if token.head == token.i else token.dep for token in tokens],
        sent_starts=[i in starts for i in range(len(tokens))],
        user_data={"detente": [(token.idx, token.end) for token in tokens]},
    )
    doc.ents = tuple(Span(doc, name.start, name.end, label=name.label) for name in document.names)
    return doc


class DetenteComponent:
    """Annotates the text of a ``Doc``; the words are the language model's own."""

    def __init__(self, vocab: Vocab, path: str | None = None, threads: int = 1) -> None:
        """``path``: folder of the model (default: the shipped one); ``threads`` as in ``LanguageModel.load``."""
        self._vocab = vocab
        self._model = LanguageModel.load(path, threads)

    def __call__(self, doc: Doc) -> Doc:
        """The annotated ``Doc`` of the same text."""
        return to_spacy(self._model.annotate("", doc.text), self._vocab)


def make_component(nlp: Language, name: str, path: str | None, threads: int) -> Any:
    """The factory behind ``nlp.add_pipe("detente")``."""
    return DetenteComponent(nlp.vocab, path, threads)


Language.factory(
    "detente",
    func=make_component,
    assigns=["token.pos", "token.lemma", "token.dep", "token.head", "token.is_sent_start", "doc.ents"],
    default_config={"path": None, "threads": 1},
)
