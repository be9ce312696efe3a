"""Report -> Document: words, sentences, parts of speech, dependencies, lemmas and raw names."""

from detente.language.document import Document, Name, Sentence, Token

__all__ = ["Document", "Name", "Sentence", "Token"]
