"""Reports whose lines were broken at a column give the same record, by words, as those with a paragraph a line."""

import textwrap
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import detente
from detente import pipeline
from detente.intake import make_report
from detente.intake.headers import Metadata
from detente.printed import as_printed, as_read, layout
from detente.records import Report, Span

DISPATCHES = Path(__file__).parent.parent / "examples" / "dispatches"
KINDS = ("statements", "events", "measures", "indicators", "assessments")
PLACES = frozenset({"id", "report", "statement", "about"})
"""Fields that depend on where words stand or on the report's text as a whole."""


def rewrapped(report: Report, width: int, indent: str = "") -> Report:
    paragraphs = [line.strip() for line in report.text.split("\n") if line.strip()]
    text = "\n\n".join(
        textwrap.fill(p, width, initial_indent=indent, break_long_words=False) if width else p for p in paragraphs
    )
    published = report.published.text if report.published.basis == "stated" else None
    return make_report(text, Metadata(outlet=report.outlet, url=report.url, published=published))


def worded(value: object) -> object:
    """A record as its words, without offsets; a hyphen at the end of a line belongs to its word."""
    if isinstance(value, Span):
        return worded(value.text)
    if isinstance(value, str):
        return " ".join(value.replace("-\n", "-").split())
    if isinstance(value, tuple):
        return [worded(each) for each in value]
    if is_dataclass(value):
        return {f.name: worded(getattr(value, f.name)) for f in fields(value) if f.name not in PLACES}
    return value


def check_spans(value: object, texts: dict[str, str]) -> None:
    if isinstance(value, Span):
        assert texts[value.report][value.start : value.end] == value.text
    elif isinstance(value, tuple):
        for each in value:
            check_spans(each, texts)
    elif is_dataclass(value) and not isinstance(value, Report):
        for field in fields(value):
            check_spans(getattr(value, field.name), texts)


@pytest.fixture(scope="module")
def dispatches() -> tuple[Report, ...]:
    return tuple(rewrapped(report, 0) for report in detente.read([DISPATCHES]).reports)


@pytest.fixture(scope="module")
def plain(dispatches: Sequence[Report]) -> list[object]:
    return [worded(pipeline.read_report(report).observations) for report in dispatches]


@pytest.mark.parametrize(("width", "indent"), [(60, ""), (72, ""), (72, "    "), (80, "")])
def test_wrapped_dispatches_say_the_same(
    dispatches: Sequence[Report], plain: list[object], width: int, indent: str
) -> None:
    for report, expected in zip(dispatches, plain, strict=True):
        wrapped = rewrapped(report, width, indent)
        assert (wrapped.published, wrapped.title, wrapped.byline) == (report.published, report.title, report.byline)
        reading = pipeline.read_report(wrapped)
        assert worded(reading.observations) == expected
        check_spans(reading.observations, {wrapped.id: wrapped.text})


def test_the_record_of_wrapped_reports_quotes_them_as_printed(dispatches: Sequence[Report]) -> None:
    wrapped = [rewrapped(report, 66) for report in dispatches[:3]]
    record = detente.observe(wrapped)
    assert [report.text for report in record.reports] == [report.text for report in wrapped]
    assert any("\n" in statement.content[0].text for statement in record.statements)
    check_spans(record, {report.id: report.text for report in wrapped})
    once = detente.observe(dispatches[:3])
    for kind in ("mediations", "disagreements", "happenings"):
        assert len(getattr(record, kind)) == len(getattr(once, kind))


def test_a_word_broken_at_a_line_end_is_read_whole() -> None:
    text = (
        "The two governments said on Friday that the nego-\n"
        "tiations in the border town would go on for three-\n"
        "and-a-half days, and that the cease-fire holds, while\n"
        "officials who had asked not to be named said the cease-\n"
        "fire was broken twice.\n"
    )
    found = layout(make_report(text))
    assert found is not None
    for words in ("the negotiations in", "for three-and-a-half days", "the cease-fire was"):
        assert words in found.read.text
    at = found.read.text.index("negotiations")
    assert found.as_printed(found.read.span(at, at + 12)).text == "nego-\ntiations"


def test_a_report_with_one_paragraph_a_line_is_read_as_printed(dispatches: Sequence[Report]) -> None:
    assert not any(layout(report) for report in dispatches)


@given(st.data())
def test_spans_move_there_and_back(data: st.DataObject) -> None:
    line = st.text(alphabet="ab -.>", min_size=20, max_size=40)
    report = make_report("\n".join(data.draw(st.lists(line, min_size=2, max_size=8))))
    if (found := layout(report)) is None:
        return
    text = found.read.text
    start = data.draw(st.integers(0, len(text)))
    span = found.read.span(start, data.draw(st.integers(start, len(text))))
    printed = as_printed((span,), [found])
    check_spans(printed, {report.id: report.text})
    assert as_read(printed, [found]) == (span,)
