"""Reading the corpora: treebanks in CoNLL-U, and the entity corpora in their own formats.

Every reader yields runs of sentences in the order they were printed, as ``Gold`` objects with character offsets.
"""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from detente.language.features import case_class, gap_class, shape_id
from detente.language.tokenize import tokenize
from training.language import silver

SPEECH_GENRES = ("GUM_conversation", "GUM_vlog")


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


def read_treebank(path: Path, skip: tuple[str, ...] = ()) -> list[list[Gold]]:
    """The documents of a gzipped CoNLL-U file, each a list of sentences; documents named like ``skip`` are left out."""
    documents: list[list[Gold]] = []
    rows: list[list[str]] = []
    text, name, opens, wanted = "", "", False, True
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for raw in lines:
            line = raw.rstrip("\n")
            if line.startswith("# newdoc id = "):
                name = line[14:]
                wanted = not line[14:].startswith(skip) if skip else True
                documents.append([])
            elif line.startswith("# newpar"):
                opens = True
            elif line.startswith("# text = "):
                text = line[9:]
            elif not line:
                if rows and wanted:
                    documents[-1].append(_sentence(rows, text, opens, name))
                if rows:
                    rows, opens = [], False
            elif line[0] != "#":
                rows.append(line.split("\t"))
    return [document for document in documents if document]


def _sentence(rows: list[list[str]], text: str, opens: bool, document: str) -> Gold:
    words = [row for row in rows if row[0].isdigit()]
    spans = align(rows, text)
    tags = ["ADJ" if row[1] == "United" and row[3] == "VERB" else row[3] for row in words]
    return Gold(
        words=[text[a:b] for a, b in spans],
        shapes=shapes_of(text, spans),
        tags=tags,
        heads=[int(row[6]) for row in words],
        deps=[row[7] for row in words],
        lemmas=[row[2] for row in words],
        text=text,
        spans=spans,
        opens=opens,
        document=document,
    )


def align(rows: list[list[str]], text: str) -> list[tuple[int, int]]:
    """Character offsets of the syntactic words of a CoNLL-U sentence; parts of a fused word share its characters."""
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


def retokenized(words: list[str], labels: list[frozenset[str]]) -> Gold:
    """An entity corpus's sentence, printed as running text and split into our own words, its labels carried over."""
    text, spans = silver.join(words)
    ours = tokenize(text)
    names: list[frozenset[str]] = []
    k, previous = 0, -1
    for a, _ in ours:
        while spans[k][1] <= a:
            k += 1
        same = k == previous
        names.append(frozenset("I" + x[1:] if same and x[0] == "B" else x for x in labels[k]))
        previous = k
    return Gold([text[a:b] for a, b in ours], shapes_of(text, ours), names=names, text=text, spans=ours)


def read_gmb(path: Path) -> list[Gold]:
    """The sentences of the GMB export with silver names, relabelled by ``silver``."""
    with zipfile.ZipFile(path) as archive:
        name = next(n for n in archive.namelist() if n.endswith(".csv") and not n.startswith("__"))
        stream = io.StringIO(archive.read(name).decode("latin-1"))
    sentences: list[tuple[list[str], list[str]]] = []
    for row in list(csv.reader(stream))[1:]:
        if row[0]:
            sentences.append(([], []))
        sentences[-1][0].append(row[1])
        sentences[-1][1].append(row[3])
    sentences = [pair for pair in sentences if all(pair[0])]
    relabel = silver.GmbLabels(sentences)
    return [retokenized(words, relabel(words, tags)) for words, tags in sentences]


def read_re3d(path: Path) -> list[Gold]:
    """The sentences of re3d (word and BIO label a line), mapped by ``silver``."""
    out: list[Gold] = []
    words: list[str] = []
    tags: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in [*lines, "\n"]:
            parts = line.split()
            if len(parts) == 2:
                words.append(parts[0])
                tags.append(parts[1])
            elif words:
                out.append(retokenized(words, silver.re3d_labels(words, tags)))
                words, tags = [], []
    return out
