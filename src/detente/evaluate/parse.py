"""Tags and trees against a treebank, over its own words and sentences and over raw text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from detente.errors import InputError
from detente.evaluate import files, raw, syntax
from detente.evaluate.scores import F1, Formula, Result, Share, figures
from detente.evaluate.syntax import Parsed
from detente.evaluate.treebank import Gold
from detente.language.model import LanguageModel

_RAW = ("words", "sentences", "upos", "lemmas", "uas", "las")
Watch = Callable[[Iterable[Sequence[Gold]]], Iterable[Sequence[Gold]]]


@dataclass(frozen=True, slots=True)
class Read:
    """One document: its gold sentences as the model parses them, and the counts over its raw text."""

    sentences: tuple[tuple[Gold, Parsed], ...]
    raw: Counter[str]


def predict(documents: Iterable[Sequence[Gold]]) -> tuple[list[Read], list[InputError]]:
    """Parse every document both ways; those that could not be read are told of."""
    model = LanguageModel.load()
    out: list[Read] = []
    refused: list[InputError] = []
    for number, document in enumerate(documents, 1):
        try:
            parsed = [
                (gold, syntax.parse_long(model.scores, model.relation, model.labels, gold, model.wordpiece))
                for gold in document
                if gold.words
            ]
            out.append(Read(tuple(parsed), raw.tally(model, document)))
        except Exception as error:  # one bad document must not cost the others
            refused.append(files.refusal(document[0].document or f"document {number}", error))
    return out, refused


def prediction_lines(read: Iterable[Read]) -> list[str]:
    """CoNLL-U rows with the model's tags, heads and relations over the gold words."""
    out: list[str] = []
    for document in read:
        for gold, found in document.sentences:
            out.append(f"# text = {gold.text}")
            rows = enumerate(zip(gold.words, found.tags, found.heads, found.deps, strict=True), 1)
            out += [f"{n}\t{word}\t_\t{tag}\t_\t_\t{head}\t{dep}\t_\t_" for n, (word, tag, head, dep) in rows]
            out.append("")
    return out


def score(source: str, read: Sequence[Read], refused: Sequence[InputError] = ()) -> Result:
    """UPOS, UAS and LAS with gold words and sentences (all words counted), and F1 over raw text."""
    gold = [syntax.tally(g, p) for document in read for g, p in document.sentences]
    over = [
        Share("UPOS, gold words", "upos", "tags"),
        Share("UAS, gold words", "uas", "arcs"),
        Share("LAS, gold words", "las", "arcs"),
        Share("LAS without subtypes, gold words", "las_main", "arcs"),
    ]
    has_tags, has_trees = any(c["tags"] for c in gold), any(c["arcs"] for c in gold)
    wanted: list[Formula] = [s for s in over if (has_tags if s.whole == "tags" else has_trees)]
    given = {"upos": has_tags, "uas": has_trees, "las": has_trees}
    plain: list[Formula] = [_raw(key) for key in _RAW if given.get(key, True)]
    notes = []
    if not (has_tags and has_trees):
        missing = "tags and trees" if not (has_tags or has_trees) else "trees" if has_tags else "tags"
        notes.append(f"The file has no {missing}: what it lacks is predicted, not scored.")
    size = {
        "documents": len(read),
        "sentences": len(gold),
        "words": sum(len(g.words) for d in read for g, _ in d.sentences),
    }
    found = figures(gold, wanted) + figures([d.raw for d in read], plain) if read else ()
    return Result("parse", source, size, found, tuple(notes), tuple(refused))


def _raw(key: str) -> F1:
    kind = "sentences" if key == "sentences" else "words"
    name = key if key in ("words", "sentences", "lemmas") else key.upper()
    return F1(f"{name}, raw text", key, f"{kind} found", f"{kind} gold")
