"""The one ordered tuple of stages, and the functions that take reports through it.

Each report passes ``REPORT_STAGES`` by itself (so the work can be spread over processes); ``assemble`` looks at all of
them together: reconcile and the registers.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from detente.intake import mark_near_duplicates
from detente.language.document import Document
from detente.language.model import LanguageModel
from detente.mentions import resolve
from detente.mentions.types import Mentions
from detente.observations import Observations, observe
from detente.printed import as_printed, as_read, layout
from detente.reconcile import reconcile
from detente.records import Record, Report
from detente.registers import mediations
from detente.store import Store

CODED_KINDS = frozenset({"title", "body", "caption"})
"""Passages that are read for what they say; bylines, datelines, promotion and the rest are furniture."""


_LABEL = re.compile(
    r"[(\[]?(?:(?:top|main|file|cover|featured|header|lead) )?(?:image|photo|picture|pic)s?: *(?=\w)", re.IGNORECASE
)
_CREDIT = re.compile(
    r"(?<=[.!?])\s*[(\[/]?\s*[^.!?]{0,40}?\b(?:photos?|reuters|afp|ap|getty|epa|xinhua|handout)\b[^.!?]{0,40}\Z",
    re.IGNORECASE,
)


@dataclass
class Reading:
    """One report on its way through the stages: each fills its field and reads those before it."""

    report: Report
    document: Document = field(init=False)
    mentions: Mentions = field(init=False)
    observations: Observations = field(init=False)


def collect_seldom() -> None:
    """Let Python look for cyclic garbage seldom, for a process of our own: reading reports makes next to none, and the
    search through the tables takes two or three per cent of the time."""
    gc.set_threshold(200_000, 20, 20)


def annotate(reading: Reading) -> None:
    """Language: tokens, sentences, tags, tree and names of the passages that are prose, repeated ones left out."""
    report = reading.report
    coded = [
        n
        for n, passage in enumerate(report.passages)
        if passage.kind in CODED_KINDS and passage.repeats is None and report.language == "en"
    ]
    ranges = [_prose(report, n) for n in coded]
    document = LanguageModel.load().annotate(report.id, report.text, ranges, acts=True)
    # The model counts the ranges it was given; from here on a sentence names its passage in the report.
    document.sentences = [replace(s, passage=coded[s.passage]) for s in document.sentences]
    reading.document = document


def _prose(report: Report, n: int) -> tuple[int, int]:
    """Where the prose of passage ``n`` stands: of a caption without its label ("(Top image: ...") and its credit."""
    passage = report.passages[n]
    start, end = passage.start, passage.end
    if passage.kind == "caption":
        label, credit = _LABEL.match(report.text, start, end), _CREDIT.search(report.text, start, end)
        start = label.end() if label else start
        end = credit.start() if credit and credit.start() > start else end
    return start, end


def find_mentions(reading: Reading) -> None:
    """Mentions: actors, times, places and quantities."""
    reading.mentions = resolve(reading.report, reading.document)


def find_observations(reading: Reading) -> None:
    """Observations: statements, events, measures, indicators and assessments."""
    reading.observations = observe(reading.report, reading.document, reading.mentions)


Watch = Callable[[Iterable[Report]], Iterable[Report]]
"""Wraps a loop over reports, to show progress."""

REPORT_STAGES: tuple[Callable[[Reading], None], ...] = (annotate, find_mentions, find_observations)


def read_report(report: Report) -> Reading:
    """``report`` taken through every stage that looks at one report at a time."""
    laid_out = layout(report)
    reading = Reading(laid_out.read if laid_out else report)
    for stage in REPORT_STAGES:
        stage(reading)
    if laid_out:
        reading.report, reading.observations = report, as_printed(reading.observations, [laid_out])
    return reading


def assemble(reports: Sequence[Report], observations: Sequence[Observations]) -> Record:
    """The record of many reports from what each of them says, in the order of ``reports``."""
    layouts = {report.id: found for report in reports if (found := layout(report))}
    read = [layouts[report.id].read if report.id in layouts else report for report in reports]
    record = _assemble(read, as_read(tuple(observations), [*layouts.values()]))
    return replace(as_printed(record, [*layouts.values()]), reports=tuple(reports))


def _assemble(reports: Sequence[Report], observations: Sequence[Observations]) -> Record:
    statements = tuple(s for o in observations for s in o.statements)
    events = tuple(e for o in observations for e in o.events)
    measures = tuple(m for o in observations for m in o.measures)
    indicators = tuple(i for o in observations for i in o.indicators)
    reconciled = reconcile(reports, events, statements, measures, indicators)
    return Record(
        reports=tuple(reports),
        statements=statements,
        events=events,
        measures=measures,
        indicators=indicators,
        assessments=tuple(a for o in observations for a in o.assessments),
        happenings=reconciled.happenings,
        mediations=mediations(events, statements, reconciled.happenings),
        disagreements=reconciled.disagreements,
    )


def observe_into(store: Store, reports: Sequence[Report], watch: Watch = iter) -> int:
    """Code the reports that ``store`` does not have yet, keep them, and return how many there were.

    Each is kept as soon as it is coded, so a run that ends early loses at most one and the next goes on from there. At
    the end what all reports in the store say together is worked out anew.
    """
    known = store.known()
    new = [report for report in reports if report.id not in known]
    with store.run():
        for report in watch(new):
            said = read_report(report).observations
            store.save(
                Record((report,), said.statements, said.events, said.measures, said.indicators, said.assessments)
            )
        whole = store.load()
        # A run that was stopped before this point left reports that no happening tells of yet.
        told = {member for happening in whole.happenings for member in happening.members}
        if new or any(event.id not in told for event in whole.events):
            kept = Observations(whole.statements, whole.events, whole.measures, whole.indicators, whole.assessments)
            store.save(assemble(mark_near_duplicates(whole.reports), [kept]))
    return len(new)


def run(reports: Sequence[Report], watch: Watch = iter) -> Record:
    """The record of ``reports``, in their order; ``watch`` may wrap the loop over them to show progress."""
    return assemble(reports, [read_report(report).observations for report in watch(reports)])
