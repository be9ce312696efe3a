"""The language model at run time: text in, annotated ``Document`` out, with numpy and onnxruntime alone.

Every window of text is read by the encoder on its own, without padding. So what comes out for a report depends on that
report only, never on what else is annotated beside it: with dynamic int8 quantisation a shared batch would not
allow that, as its numbers share one scale.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime

from detente.errors import ModelError
from detente.language.anchored import ActsHead, AnchoredHead, FoundAct, Said, attributions, found_acts
from detente.language.decode import Analysis, Labels, Relation, decode
from detente.language.document import Act, Attribution, Document, Name, Sentence, Token
from detente.language.features import MAX_PIECES, Window, case_class, gap_class, make_window, shape_id
from detente.language.lemma import Lemmatizer
from detente.language.spans import Words
from detente.language.tokenize import tokenize
from detente.language.wordpiece import WordPiece

Span = tuple[int, int]

# Word pieces read in one pass. Longer passages are read in several, each beginning where a sentence begins. The
# training windows have up to 224 pieces.
_WINDOW = 200
# Passages that follow each other share a window up to so many pieces: a pass has a price of its own, and attention
# grows with the square of the length.
_PACKED = 110
_OUTPUTS = ["tag", "end", "name", "arc", "rel_dep", "rel_head"]
_EVENTS = ("word", "trigger")
# This fused operator runs at half the speed of its parts on a CPU (11,500 against 8,500 pieces a second in all).
_SLOW_FUSIONS = ["SkipLayerNormFusion"]
MODALITIES = ("actual", "planned", "conditional", "predicted", "hypothetical", "requested")
"""The modalities that the event head knows, in the order of its scores."""
_MODELS = Path(__file__).parent.parent / "models"


@dataclass(frozen=True, slots=True)
class Run:
    """The words of one passage or of several that follow each other, as the encoder reads them.

    Per word: offsets, form, word pieces, shape and number of its passage; ``size`` is how many pieces there are.
    """

    words: list[Span]
    forms: list[str]
    pieces: list[tuple[int, ...]]
    shapes: list[int]
    passage: list[int]
    size: int


class LanguageModel:
    """Annotates text. Load one with ``LanguageModel.load()``; it may be shared between threads."""

    def __init__(
        self,
        session: onnxruntime.InferenceSession,
        labels: Labels,
        wordpiece: WordPiece,
        lemmatizer: Lemmatizer,
        upper: OnDemand,
        told: AnchoredHead,
        pairs: AnchoredHead,
        acts: ActsHead,
        categories: Sequence[str],
    ) -> None:
        """Put together from parts; ``load`` reads them from a folder. ``categories``: the labels of ``pairs``."""
        self.labels = labels
        self.categories = tuple(categories)
        self._upper = upper
        self._told = told
        self._pairs = pairs
        self._acts = acts
        self.wordpiece = wordpiece
        self._session = session
        self._lemmatizer = lemmatizer
        one = np.zeros(1, dtype=np.int64)
        feed = {"ids": one, "shapes": one, "first": one, "last": one}
        self.relation = Relation(*session.run(["rel_weight", "rel_bias"], feed))

    @staticmethod
    def load(path: Path | str | None = None, threads: int = 1) -> LanguageModel:
        """The model in folder ``path`` (default: the shipped one), using ``threads`` threads; loaded once per process.

        Raises ModelError when the folder lacks a file or the graph is not the one described.
        """
        return _load(str(path or _MODELS), threads)

    def annotate(
        self, report: str, text: str, passages: Sequence[Span] | None = None, told: bool = False, acts: bool = False
    ) -> Document:
        """Annotate the ``passages`` of a text: (start, end) character ranges in order (default: all of it).

        No sentence crosses a passage; text outside the passages gets no words. With ``told`` the attributions are
        marked too, with ``acts`` the acts.
        """
        document = Document(report, text, acts=[] if acts else None)
        runs: list[Run] = []
        size = 0
        for number, (start, end) in enumerate([(0, len(text))] if passages is None else passages):
            run = self._lay_out(text, number, start, end)
            if runs and size + run.size > _PACKED:
                self._passages(document, runs, told, acts)
                runs, size = [], 0
            runs.append(run)
            size += run.size
        self._passages(document, runs, told, acts)
        document.names = agreed(document)
        return document

    def annotate_many(self, reports: Iterable[tuple[str, str, Sequence[Span] | None]]) -> Iterator[Document]:
        """Annotate (report, text, passages) triples one after the other, in order. Same results as ``annotate``."""
        for report, text, passages in reports:
            yield self.annotate(report, text, passages)

    def scores(self, window: Window, outputs: Sequence[str] = _OUTPUTS) -> dict[str, Any]:
        """What the encoder's heads say of one window, by default what ``decode`` needs."""
        feed = {"ids": window.ids, "shapes": window.shapes, "first": window.first, "last": window.last}
        return dict(zip(outputs, self._session.run(list(outputs), feed), strict=True))

    def relate(self, text: str, actor: Span, recipient: Span) -> dict[str, float]:
        """The probabilities of PLOVER's categories for what ``actor`` does to ``recipient``, character ranges of the
        sentence ``text``. An empty range counts as the other one; a sentence too long for one window is cut."""
        run = self._lay_out(text, 0, 0, len(text))
        stop = _reach(run.pieces, 0, MAX_PIECES)
        if not stop:
            return dict.fromkeys(self.categories, 1 / len(self.categories))
        spans = [covered(run.words[:stop], span) for span in (actor, recipient)]
        one = spans[0] or spans[1] or (0, 0)
        window = make_window(run.pieces[:stop], run.shapes[:stop], self.wordpiece)
        (words,) = self._branch(window, self.scores(window, ["middle"]), ["pair_word"])
        chances = np.exp(self._pairs(words, np.array([one]), np.array([spans[1] or one]))[0])
        return dict(zip(self.categories, chances.tolist(), strict=True))

    def _lay_out(self, text: str, number: int, start: int, end: int) -> Run:
        words = tokenize(text, start, end)
        forms = [text[a:b] for a, b in words]
        pieces = [self.wordpiece.pieces(form) for form in forms]
        return Run(words, forms, pieces, _shapes(text, words, forms), [number] * len(words), sum(map(len, pieces)))

    def _passages(self, document: Document, runs: Sequence[Run], told: bool, acts: bool) -> None:
        """Read passages that fit into one window together, or one that may need several."""
        if not runs:
            return
        run = runs[0] if len(runs) == 1 else _joined(runs)
        words, pieces = run.words, run.pieces
        at = 0
        while at < len(words):
            stop = _reach(pieces, at, _WINDOW)
            found, said, told_of = self._read(document.text, run, at, stop, told, acts)
            done = stop - at
            if stop < len(words):
                if found.sentence[-1] == 0:
                    stop = _reach(pieces, at, MAX_PIECES)
                    found, said, told_of = self._read(document.text, run, at, stop, told, acts)
                    done = stop - at
                if found.sentence[-1] > 0 and stop < len(words):
                    done = int(np.searchsorted(found.sentence, found.sentence[-1]))
            base = len(document.tokens)
            self._add(document, run, at, at + done, found)
            document.attributions += [a for a in _moved(said, base) if a.cue[1] <= base + done]
            if document.acts is not None:
                document.acts += [self._act(a, base) for a in told_of if a.trigger[1] < done]
            at += done

    def _read(
        self, text: str, run: Run, at: int, stop: int, told: bool, acts: bool
    ) -> tuple[Analysis, list[Said], list[FoundAct]]:
        """Run the encoder over words ``at`` to ``stop`` and decode."""
        words, shapes = run.words, run.shapes
        first = shape_id((shapes[at] - 1) // 3, 2)
        window = make_window(run.pieces[at:stop], [first, *shapes[at + 1 : stop]], self.wordpiece)
        scores = self.scores(window, [*_OUTPUTS, *(("middle",) if told else ()), *(_EVENTS if acts else ())])
        for i in range(at, stop - 1):
            if shapes[i + 1] % 3 == 0 and (
                run.passage[i] != run.passage[i + 1] or text.count("\n", words[i][1], words[i + 1][0]) > 1
            ):
                scores["end"][i - at] = np.inf
        found = decode(scores, self.relation, self.labels)
        said = attributions(self._told, *self._branch(window, scores, ["told_word", "cue"])) if told else []
        done = found_acts(self._acts, scores["word"], scores["trigger"], found.sentence) if acts else []
        return found, said, done

    def _branch(self, window: Window, scores: Mapping[str, Any], outputs: Sequence[str]) -> list[Any]:
        """What the upper layers of the second part give for a window."""
        feed = {"middle": scores["middle"], "first": window.first, "last": window.last}
        found: list[Any] = self._upper.run(list(outputs), feed)
        return found

    def _act(self, act: FoundAct, base: int) -> Act:
        """An act with its words counted from the beginning of the document, ends exclusive."""
        actors, recipients = (tuple((base + a, base + b + 1) for a, b in side) for side in (act.actors, act.recipients))
        start, end = base + act.trigger[0], base + act.trigger[1] + 1
        modality = MODALITIES[act.modality]
        return Act(start, end, base + act.at, act.chance, f"{act.root + 1:02d}", actors, recipients, modality)

    def _add(self, document: Document, run: Run, at: int, stop: int, found: Analysis) -> None:
        """Append the words ``at`` to ``stop`` of a run to the document, as analysed."""
        base, first = len(document.tokens), len(document.sentences)
        tags = [self.labels.tags[t] for t in found.tags.tolist()]
        deps = [self.labels.deps[d] for d in found.deps.tolist()]
        heads, sentence = found.heads.tolist(), found.sentence.tolist()
        count = stop - at
        words, forms = run.words[at:stop], run.forms[at:stop]
        for i, (a, b) in enumerate(words):
            head = base + heads[i] - 1 if heads[i] else base + i
            lemma = self._lemmatizer(forms[i], tags[i])
            document.tokens.append(Token(base + i, forms[i], a, b, lemma, tags[i], head, deps[i], first + sentence[i]))
        starts = [i for i in range(count) if i == 0 or sentence[i] != sentence[i - 1]]
        for k, (a, b) in enumerate(zip(starts, [*starts[1:], count], strict=True)):
            document.sentences.append(Sentence(first + k, base + a, base + b, run.passage[at + a]))
        for a, b, label, score in found.names:
            if b <= count and (core := _core(forms, a, b)):
                document.names.append(Name(base + core[0], base + core[1], label, score))


def _moved(said: Sequence[Said], base: int) -> list[Attribution]:
    """What was said, with words counted from the beginning of the document, ends exclusive."""

    def spans(words: Sequence[Words]) -> tuple[Words, ...]:
        return tuple((base + a, base + b + 1) for a, b in words)

    return [Attribution(spans([cue])[0], spans(source), spans(content)) for cue, source, content in said]


def covered(words: Sequence[Span], span: Span) -> Words | None:
    """The first and the last of ``words`` (character ranges) that ``span`` meets, or None."""
    found = [n for n, (a, b) in enumerate(words) if a < span[1] and span[0] < b]
    return (found[0], found[-1]) if found else None


def agreed(document: Document) -> list[Name]:
    """The document's names, those printed alike under one label: the one with the highest sum of scores."""
    totals: dict[str, dict[str, float]] = {}
    for name in document.names:
        printed = document.text[slice(*document.slice(name.start, name.end))]
        labels = totals.setdefault(printed, {})
        labels[name.label] = labels.get(name.label, 0.0) + name.score
    best = {printed: max(labels, key=lambda label: (labels[label], label)) for printed, labels in totals.items()}
    return [
        replace(name, label=best[document.text[slice(*document.slice(name.start, name.end))]])
        for name in document.names
    ]


def _core(forms: list[str], start: int, end: int) -> Span | None:
    """A name without punctuation marks at its edges, or None when nothing is left."""
    while start < end and not any(map(str.isalnum, forms[start])):
        start += 1
    while end > start and not any(map(str.isalnum, forms[end - 1])):
        end -= 1
    return (start, end) if start < end else None


def _shapes(text: str, words: list[Span], forms: list[str]) -> list[int]:
    out: list[int] = []
    before = words[0][0] if words else 0
    for (a, b), form in zip(words, forms, strict=True):
        out.append(shape_id(case_class(form), gap_class(text, before, a)))
        before = b
    return out


def _joined(runs: Sequence[Run]) -> Run:
    """Several runs as one; what follows a passage begins on a new line."""
    shapes: list[int] = []
    for run in runs:
        if run.shapes:
            shapes += [shape_id((run.shapes[0] - 1) // 3, 2) if shapes else run.shapes[0], *run.shapes[1:]]
    return Run(
        [word for run in runs for word in run.words],
        [form for run in runs for form in run.forms],
        [pieces for run in runs for pieces in run.pieces],
        shapes,
        [number for run in runs for number in run.passage],
        sum(run.size for run in runs),
    )


def _reach(pieces: list[tuple[int, ...]], at: int, limit: int) -> int:
    """The word before which a window that begins at word ``at`` must end; it holds one word at least."""
    size = 0
    for i in range(at, len(pieces)):
        size += len(pieces[i])
        if size > limit and i > at:
            return i
    return len(pieces)


class OnDemand:
    """A graph that is loaded when it is first run: what only some callers need costs the others nothing."""

    def __init__(self, load: Callable[[], onnxruntime.InferenceSession]) -> None:
        self._load = load

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        return self._load()

    def run(self, outputs: Sequence[str] | None, feed: Mapping[str, Any]) -> list[Any]:
        """As ``InferenceSession.run``."""
        found: list[Any] = self._session.run(outputs, feed)
        return found


@lru_cache(maxsize=4)
def _load(folder: str, threads: int) -> LanguageModel:
    path = Path(folder)
    try:
        card = json.loads((path / "language.json").read_text(encoding="utf-8"))
        acts = _session(_checked(path, card["acts"]), threads)
        graphs = {name: _on_demand(_checked(path, card[name]), threads) for name in ("upper", "told", "pairs")}
        graph = _session(_checked(path, card), threads)
        wordpiece = WordPiece.read(path / card["vocabulary"])
        lemmatizer = Lemmatizer.read(path / card["lemmas"], wordpiece.ids)
    except OSError as error:
        raise ModelError(f"the language model cannot be read ({error}): reinstall détente") from error
    return LanguageModel(
        graph,
        Labels(tuple(card["tags"]), tuple(card["deps"]), tuple(card["names"])),
        wordpiece,
        lemmatizer,
        graphs["upper"],
        AnchoredHead(graphs["told"]),
        AnchoredHead(graphs["pairs"]),
        ActsHead(acts),
        card["pairs"]["labels"],
    )


def _checked(path: Path, part: Mapping[str, Any]) -> Path:
    """The file of the graph that ``part`` of the card names, checked against its hash."""
    graph: Path = path / part["graph"]
    if (found := hashlib.sha256(graph.read_bytes()).hexdigest()) != part["sha256"]:
        raise ModelError(f"{graph} is damaged (sha256 {found}): reinstall détente")
    return graph


def _on_demand(graph: Path, threads: int) -> OnDemand:
    return OnDemand(lambda: _session(graph, threads))


def _session(graph: Path, threads: int) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # GELU in its tanh form: three per cent faster, and int8 hides the difference.
    options.add_session_config_entry("optimization.enable_gelu_approximation", "1")
    return onnxruntime.InferenceSession(
        str(graph), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW_FUSIONS
    )
