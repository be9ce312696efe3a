"""The reports on the shelf: short stable labels, numbered paragraphs, and references that lead to the words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from detente.records import Passage, Report, Span
from detente.views.content import Paragraph, Reference, ReportText
from detente.views.phrases import words
from detente.views.plain import visible

_LONGEST_LABEL = 14
_HASH = re.compile(r"^(?=.*\d)[0-9a-f]{8,}$")
_PARTS = re.compile(r"[^\w]+|_+")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_INLINE = frozenset({"body", "dateline"})


class Shelf:
    """Labels, paragraphs and references for the reports of one brief."""

    def __init__(self, reports: Sequence[Report]) -> None:
        labels = label_reports(reports)
        self.texts: tuple[ReportText, ...] = tuple(
            ReportText(label, report, number_paragraphs(report)) for label, report in zip(labels, reports, strict=True)
        )
        self._by_id = {text.report.id: text for text in self.texts}
        self._starts = {id_: [p.start for p in text.paragraphs] for id_, text in self._by_id.items()}

    def label(self, report: str) -> str:
        """The label of a report by its id."""
        text = self._by_id.get(report)
        return text.label if text else report

    def outlet(self, report: str) -> str | None:
        """The outlet of a report by its id."""
        text = self._by_id.get(report)
        return text.report.outlet if text else None

    def reference(self, span: Span) -> Reference | None:
        """The reference to ``span``; None when its report is not on the shelf."""
        text = self._by_id.get(span.report)
        if text is None or not text.paragraphs:
            return None
        paragraph = text.paragraphs[max(0, bisect_right(self._starts[span.report], span.start) - 1)]
        place = f"§{paragraph.number}" if paragraph.number else words("passage", paragraph.kind)
        return Reference(f"{text.label} {place}", f"{text.label}-{span.start}-{span.end}", span)

    def references(self, spans: Iterable[Span]) -> tuple[Reference, ...]:
        """One reference per paragraph that ``spans`` touch, in their order, without repetitions."""
        found: dict[str, Reference] = {}
        for span in spans:
            reference = self.reference(span)
            if reference is not None:
                found.setdefault(reference.label, reference)
        return tuple(found.values())


def label_reports(reports: Sequence[Report]) -> list[str]:
    """A short label for each report, unique among them: from its file name, else from its outlet."""
    labels: list[str] = []
    taken: set[str] = set()
    for report in reports:
        wanted = _from_path(report.path) or _from_outlet(report.outlet) or "report"
        label, n = wanted, 1
        while label.casefold() in taken:
            n += 1
            label = f"{wanted}-{n}"
        taken.add(label.casefold())
        labels.append(label)
    return labels


def _from_path(path: str | None) -> str:
    """ "004_a95e9d380f88f0c2.txt" as "004", "feed.jsonl:12" as "feed-12", "kremlin offer.txt" as "kremlin-offer"."""
    if not path or path == "-":
        return ""
    name, colon, line = path.rpartition(":")
    if not (colon and line.isdigit() and name):
        name, line = path, ""
    stem = PurePath(name.replace("\\", "/")).stem
    parts = [p for p in _PARTS.split(visible(stem)) if p and p != "\ufffd"]
    parts = [p for p in parts if not _HASH.match(p)] or parts[:1]
    if parts and parts[0].isdigit():
        parts = parts[:1]
    label = ""
    for part in parts:
        if label and len(label) + 1 + len(part) > _LONGEST_LABEL:
            break
        label = f"{label}-{part}" if label else part[:_LONGEST_LABEL]
    return f"{label}-{line}" if label and line else label


def _from_outlet(outlet: str | None) -> str:
    """ "The Paper of Record" as "PR1"; the next report of the same outlet gets a number of its own."""
    initials = "".join(w[0] for w in _PARTS.split(visible(outlet or "")) if w[:1].isupper() and w != "The")
    return initials[:4]


def number_paragraphs(report: Report) -> tuple[Paragraph, ...]:
    """The paragraphs of ``report``; those of its prose are numbered from 1, furniture carries no number."""
    out: list[Paragraph] = []
    pending: list[Passage] = []
    number = 0
    for passage in report.passages or (Passage("body", 0, len(report.text)),):
        if passage.kind not in _INLINE:
            if pending:
                out.append(Paragraph(None, pending[0].kind, tuple(pending)))
                pending = []
            out.append(Paragraph(None, passage.kind, (passage,)))
            continue
        if passage.kind == "dateline":
            pending.append(passage)
            continue
        for start, end in _paragraphs(report, passage):
            pieces = (*pending, Passage("body", start, end, passage.repeats))
            pending = []
            if passage.repeats is not None or not report.text[start:end].strip():
                out.append(Paragraph(None, "body", pieces))
                continue
            number += 1
            out.append(Paragraph(number, "body", pieces))
    if pending:
        out.append(Paragraph(None, pending[0].kind, tuple(pending)))
    return tuple(out)


def _paragraphs(report: Report, passage: Passage) -> Iterable[tuple[int, int]]:
    """A passage that intake marked is one paragraph, even where empty lines stand between its lines."""
    if report.passages:
        return [(passage.start, passage.end)]
    return _split(report.text, passage.start, passage.end)


def _split(text: str, start: int, end: int) -> Iterable[tuple[int, int]]:
    at = start
    for gap in _BLANK_LINE.finditer(text, start, end):
        if text[at : gap.start()].strip():
            yield at, gap.end()
            at = gap.end()
    if at < end:
        yield at, end
