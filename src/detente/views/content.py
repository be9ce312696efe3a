"""What a brief holds, before anybody decides how it looks: sections of lines, each with references into the reports."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.records import Passage, Report, Span


@dataclass(frozen=True, slots=True)
class Reference:
    """A way back to the words: ``label`` ("004 §2") is what the reader sees, ``span`` what it leads to."""

    label: str
    anchor: str
    span: Span


@dataclass(frozen=True, slots=True)
class Line:
    """One claim in plain words.

    ``key`` is unique in the brief; ``text`` is the claim, after ``lead`` (who speaks, or when) where that comes first;
    ``tag`` warns that it is no plain fact ("planned") or names the kind of line ("observed"); ``notes`` say how it is
    known (date, sources, corroboration); ``codes`` is the researcher's small print; ``items`` are lines under this one;
    ``words`` are the report's around what decided it (before, the deciding words, after); ``quad`` colours it (1 to
    4); ``weight`` says which lines to keep where a list must be cut. A line that several places of the reports tell has
    each ``telling`` as a line of its own, and ``why`` they were put together.
    """

    key: str
    text: str
    refs: tuple[Reference, ...] = ()
    lead: str | None = None
    tag: str | None = None
    notes: tuple[str, ...] = ()
    codes: str | None = None
    items: tuple[Line, ...] = ()
    words: tuple[str, str, str] | None = None
    quad: int | None = None
    weight: float = 0.0
    tellings: tuple[Line, ...] = ()
    why: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bar:
    """A number that people would rather see: ``value`` out of ``whole``, both in ``unit``."""

    label: str
    value: float
    whole: float
    unit: str
    caption: str


@dataclass(frozen=True, slots=True)
class Group:
    """Lines under one heading: a mediation, a regime, a day, a speaker. ``facts`` are label and value pairs."""

    heading: str | None
    lines: tuple[Line, ...]
    note: str | None = None
    facts: tuple[Line, ...] = ()
    bars: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the brief; ``nothing`` is what it says when it has no groups."""

    key: str
    title: str
    groups: tuple[Group, ...]
    nothing: str
    intro: str | None = None

    @property
    def size(self) -> int:
        """How many lines the section has."""
        return sum(len(group.lines) for group in self.groups)


@dataclass(frozen=True, slots=True)
class Moment:
    """One happening on the strip of time; both days are inclusive."""

    start: date
    end: date
    quad: int
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of a report: ``number`` counts its prose (None for furniture), ``pieces`` are its passages."""

    number: int | None
    kind: str
    pieces: tuple[Passage, ...]

    @property
    def start(self) -> int:
        """First character."""
        return self.pieces[0].start

    @property
    def end(self) -> int:
        """One past the last character."""
        return self.pieces[-1].end


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report with its label and its paragraphs."""

    label: str
    report: Report
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Brief:
    """The whole brief. ``evidence`` are the spans that decided something, to be highlighted in the reports' texts."""

    title: str
    summary: tuple[str, ...]
    in_short: tuple[Line, ...]
    sections: tuple[Section, ...]
    moments: tuple[Moment, ...]
    reports: tuple[ReportText, ...]
    evidence: tuple[Span, ...]
