"""Documents from parses kept as text, so that tests of mentions do not need the language model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.language.document import Document, Name, Sentence, Token
from detente.records import Passage, Report, When

CASES = Path(__file__).parent / "cases"


@dataclass(frozen=True)
class Case:
    name: str
    report: Report
    document: Document


def make_report(name: str, text: str, day: date | None = None, title: str | None = None) -> Report:
    published = When(day, day, "day", None, "stated") if day else When()
    return Report(name, None, None, None, title, None, "en", text, published, (Passage("body", 0, len(text)),))


def read_cases(file: str, titles: dict[str, str] | None = None) -> dict[str, Case]:
    """The cases of a file of parses (see its first lines), by name."""
    cases: dict[str, Case] = {}
    blocks = (CASES / file).read_text(encoding="utf-8").split("\n# case ")[1:]
    for block in blocks:
        head, text, rows = block.split("\n", 2)
        name, day = head.split()
        document = Document(name, text.removeprefix("# text "))
        for sentence in rows.strip("\n").split("\n\n"):
            add_sentence(document, [line.split("\t") for line in sentence.split("\n") if line])
        title = (titles or {}).get(name)
        cases[name] = Case(name, make_report(name, document.text, date.fromisoformat(day), title), document)
    return cases


def add_sentence(document: Document, rows: list[list[str]]) -> None:
    """Append one parsed sentence, its tokens found in the text in order."""
    base, number = len(document.tokens), len(document.sentences)
    at = document.tokens[-1].end if document.tokens else 0
    for n, (_, form, lemma, pos, head, dep, tag) in enumerate(rows):
        idx = document.text.index(form, at)
        at, i = idx + len(form), base + n
        governor = i if head == "0" else base + int(head) - 1
        document.tokens.append(Token(i, form, idx, at, lemma, pos, governor, dep, number))
        if tag.startswith("B-"):
            document.names.append(Name(i, i + 1, tag[2:]))
        elif tag.startswith("I-"):
            last = document.names[-1]
            document.names[-1] = Name(last.start, i + 1, last.label)
    document.sentences.append(Sentence(number, base, len(document.tokens), 0))
