"""Documents from a text and its parse: words are found in the text one after the other, so spaces stand as printed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from detente.language.document import Document, Name, Sentence, Token
from detente.records import Passage, Report, When


@dataclass(frozen=True)
class Case:
    """One case of a file such as ``statement_cases.txt``."""

    name: str
    title: bool
    text: str
    expected: tuple[str, ...]
    parse: str


def read_cases(path: Path) -> list[Case]:
    """The cases in ``path``; the head of the file says how they are written."""
    out = []
    for block in path.read_text(encoding="utf-8").split("\n== ")[1:]:
        name, _, rest = block.partition("\n")
        lines = rest.split("\n")
        text = [line for line in lines if line.startswith(("| ", "# "))]
        expected = tuple(line[2:] for line in lines if line.startswith("> "))
        parse = "\n".join(line for line in lines if not line.startswith(("| ", "# ", "> ")))
        out.append(Case(name, text[0].startswith("# "), "\n".join(line[2:] for line in text), expected, parse))
    return out


def parsed(text: str, parse: str) -> Document:
    """The Document of ``text`` with the tokens and relations of ``parse``."""
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    names: list[Name] = []
    at = 0
    for n, block in enumerate(b for b in parse.split("\n\n") if b.strip()):
        first = len(tokens)
        for line in block.strip().split("\n"):
            if line.startswith("@ "):
                start, end, label = line[2:].split(" ")
                names.append(Name(first + int(start), first + int(end), label))
                continue
            word, lemma, pos, head, dep = line.split(" ")
            at = text.index(word, at)
            i = len(tokens)
            governor = i if head == "0" else first + int(head) - 1
            tokens.append(Token(i, word, at, at + len(word), lemma, pos, governor, dep, n))
            at += len(word)
        sentences.append(Sentence(n, first, len(tokens), 0))
    return Document("r1", text, tokens, sentences, names)


def report(text: str, title: bool = False, published: When | None = None) -> Report:
    """A report of one passage, printed by "The Paper"."""
    passages = (Passage("title" if title else "body", 0, len(text)),)
    return Report("r1", "01.txt", None, "The Paper", None, None, "en", text, published or When(), passages)
