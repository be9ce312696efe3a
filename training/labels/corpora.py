"""The sentences of the corpora under ``../shared/train``, each with the corpus' name and an id that stays the same.

Labels refer to a sentence by both; whoever has the corpora gets the words back. A sentence's text is what this module
gives: tokens are joined by ``detokenized``, so offsets are stable.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import json
import re
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

_SPLIT = re.compile(r"(?<=[.!?][\"”’')])\s+(?=[A-Z“\"])|(?<=[a-z0-9)%][.!?])\s+(?=[A-Z“\"])")
_NO_GAP_BEFORE = frozenset(".,;:!?)]}%") | {"'s", "’s", "n't", "n’t", "'", "’", "''", "”", "'re", "'ve", "'ll", "'d"}
_NO_GAP_AFTER = frozenset("([{$£€#") | {"``", "“"}
_CONFLICTS = frozenset(
    "ukraine_conflict libyan_war syrian_crisis gaza_conflict egyptian_crisis yemen_crisis iraq_war".split()
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """``corpus`` and ``id`` name it; ``text`` is the sentence as labels count its characters."""

    corpus: str
    id: str
    text: str


def detokenized(tokens: Iterable[str]) -> str:
    """Tokens as running text; only ASCII and curly punctuation is moved, no character is changed."""
    out = ""
    glued = True
    for token in tokens:
        out += token if glued or token in _NO_GAP_BEFORE else " " + token
        glued = token in _NO_GAP_AFTER
    return out


def _gmb(folder: Path) -> Iterator[Sentence]:
    with zipfile.ZipFile(folder / "gmb_voa_ner" / "ner_dataset.csv.zip") as archive:
        name = next(n for n in archive.namelist() if n.endswith(".csv") and not n.startswith("__"))
        rows = csv.reader(io.TextIOWrapper(archive.open(name), encoding="latin-1"))
        next(rows)
        number, tokens = "", list[str]()
        for row in rows:
            if row[0].startswith("Sentence"):
                if tokens:
                    yield Sentence("gmb", number, detokenized(tokens))
                number, tokens = row[0].split()[1], []
            tokens.append(row[1])
        yield Sentence("gmb", number, detokenized(tokens))


def _icbe(folder: Path) -> Iterator[Sentence]:
    seen = set()
    with gzip.open(folder / "icbe" / "icbe_v1.1_events_agreed.train.tsv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            key = f"{row['crisno']}.{row['sentence_number_int_aligned']}"
            if key not in seen and row["sentence_span_text"]:
                seen.add(key)
                yield Sentence("icbe", key, row["sentence_span_text"])


def _statements(folder: Path) -> Iterator[Sentence]:
    with tarfile.open(folder / "wh_statements_rawtext" / "wh_statements.tgz") as archive:
        for name, text in _members(archive, ".md"):
            body = re.sub(r"^---\n.*?\n---\n", "", text, flags=re.DOTALL)
            paragraphs = [" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", body)]
            yield from _pieces("wh", Path(name).stem[: len("2021-01-22")], paragraphs)


def _timelines(folder: Path) -> Iterator[Sentence]:
    with tarfile.open(folder / "conflict_timelines" / "events.tar.gz") as archive:
        for name, text in _members(archive, (".jsonl", ".json", ".txt", ".tsv")):
            story = name.split("/")[1]
            if story in _CONFLICTS:
                yield from _pieces("timelines", story, [line.rpartition("\t")[2] for line in text.split("\n")])


def _rams(folder: Path) -> Iterator[Sentence]:
    with gzip.open(folder / "rams" / "dev.jsonlines.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            for n, tokens in enumerate(document["sentences"]):
                yield Sentence("rams", f"{document['doc_key']}.{n}", detokenized(tokens))


def _wikievents(folder: Path) -> Iterator[Sentence]:
    with gzip.open(folder / "wikievents" / "dev.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            for n, part in enumerate(document["sentences"]):
                yield Sentence("wikievents", f"{document['doc_id']}.{n}", detokenized(t[0] for t in part[0]))


def _causal(folder: Path) -> Iterator[Sentence]:
    with gzip.open(folder / "causalnews" / "train_subtask1.csv.gz", "rt", encoding="utf-8-sig") as lines:
        for row in csv.DictReader(lines):
            yield Sentence("causalnews", row["index"], detokenized(row["text"].split()))


def _council(folder: Path) -> Iterator[Sentence]:
    """Sentences of speeches in the Security Council, put together from their parts."""
    with gzip.open(folder / "unscon" / "conflict_edus.train.csv.gz", "rt", encoding="utf-8") as lines:
        parts: list[str] = []
        file, number = "", 0
        for row in csv.DictReader(lines):
            if row["file_id"] != file:
                file, number, parts = row["file_id"], 0, []
            parts.append(row["EDU_text"].strip())
            if row["EDU_text"].rstrip().endswith((".", "?", "!")):
                yield Sentence("unscon", f"{file}.{number}", detokenized(" ".join(parts).split()))
                number, parts = number + 1, []


def _wikinews(folder: Path) -> Iterator[Sentence]:
    with gzip.open(folder / "meantime_en" / "meantime.conll.gz", "rt", encoding="utf-8") as lines:
        key, tokens = ("", ""), list[str]()
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) < 4:
                continue
            if (cells[0], cells[1]) != key:
                if tokens:
                    yield Sentence("meantime", ".".join(key), detokenized(tokens))
                key, tokens = (cells[0], cells[1]), []
            tokens.append(cells[3])
        yield Sentence("meantime", ".".join(key), detokenized(tokens))


READERS: dict[str, Callable[[Path], Iterator[Sentence]]] = {
    "gmb": _gmb,
    "icbe": _icbe,
    "wh": _statements,
    "timelines": _timelines,
    "rams": _rams,
    "wikievents": _wikievents,
    "causalnews": _causal,
    "unscon": _council,
    "meantime": _wikinews,
}
"""The corpora by name."""


def read_corpus(folder: Path, corpus: str) -> list[Sentence]:
    """The sentences of one corpus in ``folder`` (``../shared/train``). Raises ``OSError`` when it is not there."""
    return list({sentence.id: sentence for sentence in READERS[corpus](folder)}.values())


def _members(archive: tarfile.TarFile, endings: str | tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for member in sorted(archive.getmembers(), key=lambda m: m.name):
        file = archive.extractfile(member) if member.isfile() and member.name.endswith(endings) else None
        if file is not None:
            yield member.name, file.read().decode("utf-8", "replace")


def _pieces(corpus: str, name: str, paragraphs: Iterable[str]) -> Iterator[Sentence]:
    for paragraph in paragraphs:
        for piece in _SPLIT.split(paragraph.strip().lstrip("#*- ").strip()):
            if len(piece.split()) >= 4:
                yield Sentence(corpus, f"{name}#{hashlib.sha256(piece.encode()).hexdigest()[:10]}", piece)
