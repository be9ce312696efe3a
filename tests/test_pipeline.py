from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import detente
from detente import pipeline
from detente.intake import make_report
from detente.intake.headers import Metadata
from detente.records import Passage, Record, Report, Span, When, as_json

DISPATCHES = Path(__file__).parent.parent / "examples" / "dispatches"
KINDS = ("statements", "events", "measures", "indicators", "assessments")


@pytest.fixture(scope="module")
def reports() -> tuple[Report, ...]:
    return detente.read([DISPATCHES]).reports


@pytest.fixture(scope="module")
def record(reports: tuple[Report, ...]) -> Record:
    return detente.observe(reports)


def spans(value: object) -> list[dict[str, object]]:
    """Every span anywhere inside a record's JSON."""
    if isinstance(value, dict):
        if value.keys() == {"report", "start", "end", "text"}:
            return [value]
        return [s for v in value.values() for s in spans(v)]
    return [s for v in value for s in spans(v)] if isinstance(value, list) else []


def check(record: Record) -> None:
    texts = {r.id: r.text for r in record.reports}
    for span in spans(as_json(record)):
        assert texts[span["report"]][span["start"] : span["end"]] == span["text"]  # type: ignore[index, misc]
    for kind in KINDS:
        rows = getattr(record, kind)
        assert len({row.id for row in rows}) == len(rows), f"two {kind} share an id"
        for row in rows:
            assert row.evidence
            assert isinstance(row.evidence[0], Span)
            assert 0 <= row.confidence <= 1
    members = [m for h in record.happenings for m in h.members]
    assert sorted(members) == sorted(e.id for e in record.events), "each event belongs to exactly one happening"
    statements = {s.id for s in record.statements}
    assert all(e.statement is None or e.statement in statements for e in record.events)


def test_every_kind_is_found_in_the_sample_dispatches(record: Record) -> None:
    for kind in (*KINDS, "happenings", "mediations", "disagreements"):
        assert getattr(record, kind), f"no {kind}"
    check(record)


def test_records_are_in_the_order_of_reports_and_text(record: Record) -> None:
    order = {r.id: n for n, r in enumerate(record.reports)}
    for kind in KINDS:
        at = [(order[row.report], row.evidence[0].start) for row in getattr(record, kind)]
        assert at == sorted(at), kind


def test_a_report_is_coded_the_same_alone_as_in_company(reports: tuple[Report, ...], record: Record) -> None:
    for report in reports[:3]:
        alone = pipeline.read_report(report).observations
        for kind in KINDS:
            assert getattr(alone, kind) == tuple(r for r in getattr(record, kind) if r.report == report.id)


def test_order_of_reports_does_not_change_the_happenings(reports: tuple[Report, ...], record: Record) -> None:
    turned = detente.observe(tuple(reversed(reports)))
    assert {frozenset(h.members) for h in turned.happenings} == {frozenset(h.members) for h in record.happenings}


WORDS = st.sampled_from(
    "Russia said the US President “ ” ' . , \n \n\n 500,000 barrels a year on Monday North Korea's he if 3 talks — • sanctions "
    "\u202e x̂ 🕊 ministry (Reuters) - called for and to mediate not will 26 December killed at least a dozen , who".split(
        " "
    )
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS, max_size=60).map(" ".join) | st.text(max_size=200))
def test_any_text_gives_a_sound_record(text: str) -> None:
    report = make_report(text, Metadata(published="2017-12-26"))
    check(pipeline.run((report,)))


def test_the_label_and_the_credit_of_a_caption_are_not_read_as_its_words() -> None:
    text = "(Top image: Ida Holm greets Oskar Lind in Oslo. /Agency Photo)"
    report = Report("r1", None, None, None, None, None, "en", text, When(), (Passage("caption", 0, len(text)),))
    reading = pipeline.Reading(report)
    pipeline.annotate(reading)
    words = [token.text for token in reading.document.tokens]
    assert words[0] == "Ida"
    assert words[-1] == "."
