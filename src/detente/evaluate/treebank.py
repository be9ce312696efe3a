"""Treebanks in CoNLL-U: documents of sentences, with every word's place in the printed text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from detente.errors import InputError
from detente.evaluate import files
from detente.language.features import case_class, gap_class, shape_id


@dataclass
class Gold:
    """One sentence: its words, how they are printed, and what a corpus says about them.

    ``names`` holds one set of allowed labels per word ("O", "B-GPE" ...), or is None where the corpus has none;
    ``heads`` are 1-based within the sentence, 0 for the root; ``opens`` marks the first sentence of a paragraph.
    """

    words: list[str]
    shapes: list[int]
    tags: list[str] | None = None
    heads: list[int] | None = None
    deps: list[str] | None = None
    lemmas: list[str] | None = None
    names: list[frozenset[str]] | None = None
    text: str = ""
    spans: list[tuple[int, int]] = field(default_factory=list)
    opens: bool = False
    document: str = ""


Row = list[str]
_ID = re.compile(r"\d+(?:[-.]\d+)?")


def read_treebank(path: Path | str, skip: tuple[str, ...] = ()) -> list[list[Gold]]:
    """The documents of a CoNLL-U file, compressed or not, each a list of sentences.

    Documents named like ``skip`` are left out. A file without document marks is one document; a sentence without its
    text is printed as its SpaceAfter says; tags and trees are None where a file has none.
    """
    return parse_treebank(files.read_text(path).split("\n"), skip)


def parse_treebank(
    lines: Iterable[str], skip: tuple[str, ...] = (), refused: list[InputError] | None = None
) -> list[list[Gold]]:
    """The documents in the lines of a CoNLL-U file, as ``read_treebank`` gives them.

    Sentences that make no sense go to ``refused``; where that is not given they raise ValueError.
    """
    documents: list[list[Gold]] = [[]]
    name = ""
    for notes, rows in _blocks(lines):
        if (started := notes.get("newdoc")) is not None:
            name = started
            documents.append([])
        if rows and not (skip and name.startswith(skip)):
            try:
                documents[-1].append(_sentence(rows, notes.get("text"), "newpar" in notes, name))
            except (ValueError, IndexError) as error:
                if refused is None:
                    raise ValueError(f"{notes.get('sent_id', name)}: {error}") from None
                refused.append(files.refusal(f"sentence {notes.get('sent_id', name)}", error))
    return [document for document in documents if document]


def _blocks(lines: Iterable[str]) -> Iterator[tuple[dict[str, str], list[Row]]]:
    """The comments and rows of each sentence; comments of a block without rows go on to the next."""
    notes: dict[str, str] = {}
    rows: list[Row] = []
    for raw in [*lines, ""]:
        line = raw.rstrip("\r\n")
        if line.startswith("#"):
            if rows:  # no blank line between two sentences
                yield notes, rows
                notes, rows = {}, []
            key, _, value = line[1:].partition("=")
            notes[key.split()[0] if key.split() else ""] = value.strip() if value else ""
        elif line.strip():
            cells = line.split("\t") if "\t" in line else line.split()
            if _ID.fullmatch(cells[0]) and len(cells) > 1:
                rows.append(cells + ["_"] * (10 - len(cells)))
        elif rows:
            yield notes, rows
            notes, rows = {}, []


def _sentence(rows: list[Row], text: str | None, opens: bool, document: str) -> Gold:
    words = [row for row in rows if row[0].isdecimal()]
    if not words:
        raise ValueError("has no words")
    try:
        spans = align(rows, text or printed(rows))
    except ValueError:  # the text is not the words'
        text = None
        spans = align(rows, printed(rows))
    text = text or printed(rows)
    tree = all(row[6].isdecimal() for row in words)
    return Gold(
        words=[text[a:b] for a, b in spans],
        shapes=shapes_of(text, spans),
        tags=[row[3] for row in words] if any(row[3] != "_" for row in words) else None,
        heads=[int(row[6]) for row in words] if tree else None,
        deps=[row[7] for row in words] if tree else None,
        lemmas=[row[2] for row in words],
        text=text,
        spans=spans,
        opens=opens,
        document=document,
    )


def printed(rows: list[Row]) -> str:
    """The text of a sentence as its words and their SpaceAfter give it."""
    out = ""
    covered = 0
    for row in rows:
        if "." in row[0] or (row[0].isdecimal() and int(row[0]) <= covered):
            continue
        if "-" in row[0]:
            covered = int(row[0].partition("-")[2])
        out += row[1] + ("" if "SpaceAfter=No" in row[9] else " ")
    return out.rstrip()


def align(rows: list[Row], text: str) -> list[tuple[int, int]]:
    """Character offsets of the syntactic words of a CoNLL-U sentence; parts of a fused word share its characters.

    Raises ValueError when the words are not those of ``text``.
    """
    spans: list[tuple[int, int]] = []
    pos = k = 0
    rows = [row for row in rows if "." not in row[0]]
    while k < len(rows):
        row = rows[k]
        start = text.index(row[1], pos)
        pos = start + len(row[1])
        if "-" not in row[0]:
            spans.append((start, pos))
            k += 1
            continue
        first, last = map(int, row[0].split("-"))
        parts = rows[k + 1 : k + 2 + last - first]
        at = start
        for j, part in enumerate(parts):
            rest = len(parts) - 1 - j
            end = pos if rest == 0 else max(at + 1, min(pos - rest, at + len(part[1])))
            spans.append((at, end))
            at = end
        k += 1 + len(parts)
    return spans


def shapes_of(text: str, spans: list[tuple[int, int]], start: int = 0, first: int = 2) -> list[int]:
    """Shape ids of words; ``first`` is the gap class of the first one (2: a line break)."""
    out, before = [], start
    for i, (a, b) in enumerate(spans):
        out.append(shape_id(case_class(text[a:b]), first if i == 0 else gap_class(text, before, a)))
        before = b
    return out
