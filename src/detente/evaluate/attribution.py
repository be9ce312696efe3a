"""Who said what, as PolNeAR annotates it: the spans of source, cue and content of every attribution.

A folder (or archive) holds ``text/*.txt`` and may hold ``attributions/*.ann``, named like the text or like it with
"_" and more. Where several people annotated a text, the first file by name is the gold.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from detente import pipeline
from detente.errors import InputError, UsageError
from detente.evaluate import files
from detente.evaluate.brat import ROLES, Attributed, Span, fit, read_standoff, tidied
from detente.evaluate.scores import F1, Result, Share, figures
from detente.language.model import LanguageModel
from detente.records import Passage, Report, Statement, When

_EDGES = " \t\n.,;:!?\"'“”‘’()[]-–—…"
_OPENING = re.compile(r"(?:``|''|[\"'“‘«])$")
_CLOSING = re.compile(r"[,.;:!?…]?(?:''|[\"'”’»])")
_LEAST_OVERLAP = 0.5


@dataclass(frozen=True, slots=True)
class Article:
    """One text, and the attributions in it that somebody annotated (None where nobody did)."""

    name: str
    text: str
    gold: tuple[Attributed, ...] | None


AttributionsOf = Callable[[str], Sequence[Attributed]]


def attributions_of(text: str) -> list[Attributed]:
    """The attributions that the shipped model finds in ``text``, all of whose lines are read as prose."""
    return found_in(LanguageModel.load(), text)


def found_in(model: LanguageModel, text: str) -> list[Attributed]:
    """The attributions that ``model`` finds in ``text``. As in PolNeAR a quotation is content with its marks, which the
    record leaves out."""
    passages = [(p.start, p.end) for p in plain_report(text).passages]
    document = model.annotate("text", text, passages, told=True)

    def spans(parts: Sequence[Span]) -> tuple[Span, ...]:
        return tuple(document.slice(*part) for part in parts)

    return [Attributed(spans(a.source), spans([a.cue]), spans(a.content)) for a in document.attributions]


def statements_of(text: str) -> list[Attributed]:
    """The same by the rules: the statements of the record."""
    report = plain_report(text)
    return [_spans(text, s) for s in pipeline.read_report(report).observations.statements]


def plain_report(text: str, published: When | None = None) -> Report:
    """A report without furniture: every line of ``text`` that holds anything is a passage of its body."""
    passages: list[Passage] = []
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            passages.append(Passage("body", at, at + len(line.rstrip("\r\n"))))
        at += len(line)
    return Report("text", None, None, None, None, None, "en", text, published or When(), tuple(passages))


def _spans(text: str, statement: Statement) -> Attributed:
    speaker = statement.speaker.span
    source = ((speaker.start, speaker.end),) if speaker.end > speaker.start else ()
    content = tuple(_with_marks(text, (c.start, c.end)) for c in statement.content)
    return Attributed(source, ((statement.cue.start, statement.cue.end),), content)


def _with_marks(text: str, span: Span) -> Span:
    start, end = span
    opened = _OPENING.search(text[max(0, start - 2) : start])
    closed = _CLOSING.match(text, end)
    return start - (len(opened[0]) if opened else 0), closed.end() if closed else end


def read_articles(path: str | Path) -> list[Article]:
    """The texts under ``path`` with their gold. Raises UsageError when there are none."""
    found = files.members(path, (".txt", ".ann"))
    texts = [m for m in found if m.path.lower().removesuffix(".gz").endswith(".txt")]
    inside = [m for m in texts if PurePath(m.path).parent.name == "text"]
    texts = inside or [m for m in texts if m.stem not in ("SOURCE", "README", "LICENSE")]
    if not texts:
        raise UsageError(f"{path}: holds no text/*.txt")
    stems = {m.stem for m in texts}
    annotations: dict[str, list[files.Member]] = defaultdict(list)
    for member in found:
        if member.path.endswith(".ann"):
            stem = member.stem if member.stem in stems else member.stem.rpartition("_")[0]
            annotations[stem].append(member)
    return [_article(member, annotations[member.stem]) for member in texts]


def _article(member: files.Member, annotations: Sequence[files.Member]) -> Article:
    """Offsets count in the file as it is, unless the annotations agree better with other line ends."""
    as_is = files.decode(member.data)
    if not annotations:
        return Article(member.stem, as_is, None)
    standoff = read_standoff(files.decode(annotations[0].data).split("\n"))
    texts = list(dict.fromkeys([as_is, files.unix(as_is), "\ufeff" + as_is]))
    return Article(member.stem, texts[fit(texts, standoff)], standoff.attributions)


def predict(
    articles: Iterable[Article], find: AttributionsOf = attributions_of
) -> tuple[list[tuple[Article, tuple[Attributed, ...]]], list[InputError]]:
    """The attributions in every text, and the texts that could not be read."""
    out: list[tuple[Article, tuple[Attributed, ...]]] = []
    refused: list[InputError] = []
    for article in articles:
        try:
            said = tuple(find(article.text))
        except Exception as error:  # one bad document must not cost the others
            refused.append(files.refusal(article.name, error))
            said = ()
        out.append((article, said))
    return out, refused


def prediction_lines(predicted: Iterable[tuple[Article, tuple[Attributed, ...]]]) -> list[str]:
    """One JSON object per document: its name and its attributions, each a list of [start, end) spans by role."""
    return [
        json.dumps(
            {
                "document": article.name,
                "attributions": [{role: [list(span) for span in a.role(role)] for role in ROLES} for a in said],
            }
        )
        for article, said in predicted
    ]


def score(
    source: str, predicted: Sequence[tuple[Article, tuple[Attributed, ...]]], refused: Sequence[InputError] = ()
) -> Result:
    """F1 of exact spans by role, of the same but for marks at the edges, and of whole attributions."""
    known = [(article, article.gold, said) for article, said in predicted if article.gold is not None]
    units = [_tally(article.text, gold, said) for article, gold, said in known]
    formulas: list[F1 | Share] = []
    for kind in ("exact", "but for marks", "overlapping"):
        formulas += [F1(f"{role}, {kind}", *(f"{kind}/{role}/{k}" for k in ("tp", "n", "gold"))) for role in ROLES]
    formulas += [
        F1("attributions, content overlaps by half", "at tp", "at n", "at gold"),
        Share("source right of those", "at source", "at tp"),
        Share("cue right of those", "at cue", "at tp"),
    ]
    notes = ["Each source, cue and content counts once; blanks at edges and line breaks inside do not part spans."]
    if len(known) < len(predicted):
        notes.append(f"{len(predicted) - len(known):,} texts have no .ann file: they are predicted, not scored.")
    size = {"documents": len(predicted), "attributions found": sum(len(said) for _, said in predicted)}
    return Result("attribution", source, size, figures(units, formulas) if known else (), tuple(notes), tuple(refused))


def _tally(text: str, gold: Sequence[Attributed], said: Sequence[Attributed]) -> Counter[str]:
    out: Counter[str] = Counter()
    for role in ROLES:
        wanted = {s for a in gold for s in tidied(text, a.role(role))}
        found = {s for a in said for s in tidied(text, a.role(role))}
        _count(out, f"exact/{role}", len(wanted & found), len(found), len(wanted))
        bare, ours = {_bare(text, s) for s in wanted}, {_bare(text, s) for s in found}
        _count(out, f"but for marks/{role}", len(bare & ours), len(ours), len(bare))
        _count(out, f"overlapping/{role}", _overlapping(wanted, found), len(found), len(wanted))
    _whole(out, gold, said)
    return out


def _count(out: Counter[str], key: str, tp: int, found: int, wanted: int) -> None:
    out.update({f"{key}/tp": tp, f"{key}/n": found, f"{key}/gold": wanted})


def _bare(text: str, span: Span) -> Span:
    words = text[slice(*span)]
    start = span[0] + len(words) - len(words.lstrip(_EDGES))
    return (start, span[0] + len(words.rstrip(_EDGES))) if words.strip(_EDGES) else span


def _overlapping(wanted: Iterable[Span], found: Iterable[Span]) -> int:
    """How many spans meet one of the other side, each used once, from left to right."""
    left = sorted(found)
    hits = at = 0
    for start, end in sorted(wanted):
        while at < len(left) and left[at][1] <= start:
            at += 1
        if at < len(left) and left[at][0] < end:
            hits += 1
            at += 1
    return hits


def _whole(out: Counter[str], gold: Sequence[Attributed], said: Sequence[Attributed]) -> None:
    """Whole attributions: matched by content, best overlap first; then whether source and cue overlap too."""
    wanted, found = [a for a in gold if a.content], [a for a in said if a.content]
    pairs: list[tuple[float, int, int, bool, bool]] = []
    for j, g in enumerate(wanted):
        for i, a in enumerate(found):
            share = _jaccard(hull(a.content), hull(g.content))
            if share >= _LEAST_OVERLAP:
                pairs.append((share, i, j, _meet(a.source, g.source), _meet(a.cue, g.cue)))
    used: tuple[set[int], set[int]] = (set(), set())
    for _, i, j, source, cue in sorted(pairs, key=lambda p: (-p[0] - p[3] - p[4], p[1], p[2])):
        if i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            out.update({"at tp": 1, "at source": int(source), "at cue": int(cue)})
    out.update({"at n": len(found), "at gold": len(wanted)})


def hull(spans: Iterable[Span]) -> Span:
    """From the first to the last character of ``spans``, of which there must be one."""
    listed = list(spans)
    return min(a for a, _ in listed), max(b for _, b in listed)


def _jaccard(a: Span, b: Span) -> float:
    shared = max(0, min(a[1], b[1]) - max(a[0], b[0]))
    return shared / max(1, a[1] - a[0] + b[1] - b[0] - shared)


def _meet(a: Sequence[Span], b: Sequence[Span]) -> bool:
    """Whether two lists of spans meet; two empty ones do."""
    return (not a and not b) or any(x[0] < y[1] and y[0] < x[1] for x in a for y in b)
