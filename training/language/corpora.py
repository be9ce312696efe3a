"""Reading the corpora: treebanks in CoNLL-U, and the entity corpora in their own formats.

Every reader yields runs of sentences in the order they were printed, as ``Gold`` objects with character offsets.
"""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from pathlib import Path

from detente.evaluate import treebank
from detente.evaluate.treebank import Gold, shapes_of
from detente.language.tokenize import tokenize
from training.language import silver

SPEECH_GENRES = ("GUM_conversation", "GUM_vlog")


def read_treebank(path: Path, skip: tuple[str, ...] = ()) -> list[list[Gold]]:
    """The documents of a CoNLL-U file as ``treebank.read_treebank`` gives them, one habit of EWT's tags unlearnt."""
    documents = treebank.read_treebank(path, skip)
    for document in documents:
        for gold in document:
            pairs = zip(gold.words, gold.tags or (), strict=True) if gold.tags else ()
            gold.tags = ["ADJ" if word == "United" and tag == "VERB" else tag for word, tag in pairs]
    return documents


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
