from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.errors import UsageError
from detente.reconcile import reconcile
from detente.records import Record, Stance, Step, make_id
from detente.registers import mediations
from detente.store import Store, open_store
from detente.store.codec import decode, encode
from detente.store.migrate import migrations
from detente.store.tables import TABLES
from tests.factories import (
    make_assessment,
    make_event,
    make_indicator,
    make_measure,
    make_report,
    make_source,
    make_statement,
    make_where,
)


def make_record(names: tuple[str, ...] = ("r1", "r2")) -> Record:
    reports = tuple(make_report(n, f"Report {n}: Russia called for talks.", published="2017-12-26") for n in names)
    statements = tuple(make_statement("called for talks", report=r, cue="called") for r in reports)
    events = tuple(
        make_event(
            code,
            report=r,
            sources=(make_source("RIA"),),
            where=make_where("Moscow", "RUS", (55.75, 37.62)) if code == "026" else None,
            conditions=("talks",),
            decided_by={"cameo": "rule"},
        )
        for r in reports
        for code in ("026", "039")
    )
    measures = tuple(make_measure(report=r.id, limit=(500000.0, "barrels", "year")) for r in reports)
    indicators = tuple(make_indicator(report=r.id) for r in reports)
    together = reconcile(reports, events, statements, measures, indicators)
    return Record(
        reports=reports,
        statements=statements,
        events=events,
        measures=measures,
        indicators=indicators,
        assessments=tuple(make_assessment(report=r.id) for r in reports),
        happenings=together.happenings,
        mediations=mediations(events, statements, together.happenings),
        disagreements=together.disagreements,
    )


@pytest.fixture
def store() -> Store:
    return open_store()


def test_loads_what_was_saved(store: Store) -> None:
    record = make_record()
    assert record.mediations
    store.save(record)
    assert store.load() == record


def test_saving_again_is_a_no_op(store: Store) -> None:
    record = make_record()
    assert store.save(record) == 2
    assert store.save(record) == 0
    assert store.load() == record
    assert store.query("SELECT count(*) FROM revisions") == [(0,)]


def test_keeps_reports_over_a_reopening(tmp_path: Path) -> None:
    record = make_record()
    with open_store(tmp_path / "s.duckdb") as store:
        store.save(record)
    with open_store(tmp_path / "s.duckdb") as store:
        assert store.load() == record
        assert store.known() == {"r1", "r2"}


def test_saves_report_by_report_then_together(store: Store) -> None:
    record = make_record()
    for report in record.reports:
        alone = {
            t.name: tuple(x for x in getattr(record, t.name) if x.report == report.id) for t in TABLES if t.by_report
        }
        store.save(Record(reports=(report,), **alone))
    assert store.save(record) == 0
    assert store.load() == record


def test_adding_a_report_leaves_the_others(store: Store) -> None:
    store.save(make_record(("r1",)))
    both = make_record()
    assert store.save(both) == 1
    assert store.load() == both


def test_a_changed_report_keeps_its_past(store: Store) -> None:
    record = make_record()
    store.save(record)
    fewer = replace(record, events=record.events[1:], happenings=(), mediations=())
    assert store.save(fewer) == 1
    assert store.load() == fewer
    assert store.query("SELECT report, reason FROM revisions") == [("r1", "read anew")]


def test_a_withdrawn_report_takes_its_claims_with_it(store: Store) -> None:
    store.save(make_record())
    assert store.withdraw("r1", "retracted")
    left = store.load()
    assert [r.id for r in left.reports] == ["r2"]
    assert {e.report for e in left.events} == {"r2"}
    assert all("r1" not in h.reports for h in left.happenings)
    assert store.query(
        "SELECT count(*) FROM participants WHERE kind = 'events' AND record NOT IN (SELECT id FROM events)"
    ) == [(0,)]
    assert not store.withdraw("r1")


def test_loads_some_reports(store: Store) -> None:
    store.save(make_record())
    some = store.load(["r2"])
    assert [r.id for r in some.reports] == ["r2"]
    assert {e.report for e in some.events} == {"r2"}


def test_columns_can_be_asked(store: Store) -> None:
    store.save(make_record())
    rows = store.query(
        "SELECT DISTINCT e.cameo, p.country FROM events e JOIN participants p ON p.record = e.id AND p.kind = 'events' "
        "WHERE p.role = 'recipients' ORDER BY 1, 2"
    )
    assert rows == [("026", "PRK"), ("026", "USA"), ("039", "PRK"), ("039", "USA")]
    assert store.query("SELECT DISTINCT place, latitude FROM events WHERE place IS NOT NULL") == [("Moscow", 55.75)]


def test_a_failure_leaves_no_half_report(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    record = make_record()
    insert = Store._insert

    def fail(self: Store, table: object, records: object) -> None:
        if getattr(table, "name", "") == "measures":
            raise KeyboardInterrupt
        insert(self, table, records)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "_insert", fail)
    with pytest.raises(KeyboardInterrupt):
        store.save(record)
    monkeypatch.undo()
    assert store.load() == Record()
    store.save(record)
    assert store.load() == record


def test_runs_are_noted(store: Store) -> None:
    with store.run():
        store.save(make_record())
    assert store.query("SELECT reports_read, reports_new, finished IS NOT NULL FROM runs") == [(2, 2, True)]


def test_a_file_that_is_no_store_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "notes.duckdb"
    path.write_text("not a database, only some words that are long enough to be read as a header")
    with pytest.raises(UsageError, match="not a détente store"):
        open_store(path)


def test_a_damaged_store_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    with open_store(path) as store:
        store.save(make_record())
    whole = path.read_bytes()
    path.write_bytes(whole[:8192])
    with pytest.raises(UsageError, match=r"s\.duckdb: not a détente store, or damaged") as caught:
        open_store(path)
    assert "\n" not in str(caught.value)
    spoilt = bytearray(whole)
    for at in range(12_388, len(whole), 4096):
        spoilt[at : at + 300] = b"\xff" * len(spoilt[at : at + 300])
    path.write_bytes(spoilt)
    with pytest.raises(UsageError) as caught, open_store(path) as store:
        store.load()
    assert "\n" not in str(caught.value)
    assert "another process" not in str(caught.value)


def test_another_programs_database_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    with duckdb.connect(path) as other:
        other.execute("CREATE TABLE ledger (amount INTEGER)")
    with pytest.raises(UsageError, match=r"other tables \(ledger\)"):
        open_store(path)
    with duckdb.connect(path) as other:
        assert other.execute("SELECT table_name FROM duckdb_tables()").fetchall() == [("ledger",)]


def test_what_may_not_be_written_can_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.duckdb"
    with open_store(path) as store:
        store.save(make_record())
    monkeypatch.setattr("os.access", lambda *_: False)
    with open_store(path) as store:
        assert store.load() == make_record()
    with pytest.raises(UsageError, match=r"s\.duckdb: cannot be used"), open_store(path) as store:
        store.withdraw(make_record().reports[0].id)


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "s.duckdb"
    with open_store(path) as store:
        store.query(
            "INSERT INTO schema_version VALUES (999, 'later', TIMESTAMP '2030-01-01 00:00:00') RETURNING number"
        )
    with pytest.raises(UsageError, match="newer"):
        open_store(path)


def test_migrations_are_numbered_without_gaps() -> None:
    assert [number for number, _, _ in migrations()] == list(range(1, len(migrations()) + 1))


def test_the_schema_has_the_columns_of_the_tables(store: Store) -> None:
    for table in TABLES:
        rows = store.query("SELECT column_name FROM information_schema.columns WHERE table_name = ?", [table.name])
        assert {c.name for c in table.columns} <= {name for (name,) in rows}


names = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=12)
days = st.sampled_from([None, "2017", "2017-12", "2017-12-26", "2017-12-01/2017-12-05"])


@st.composite
def records(draw: st.DrawFn) -> Record:
    reports = tuple(
        make_report(f"r{i}", draw(names), outlet=draw(st.none() | names), published=draw(days))
        for i in range(draw(st.integers(0, 3)))
    )
    events = tuple(
        make_event(
            draw(st.sampled_from(["026", "039", "038", "163", "190"])),
            report=r.id,
            id=make_id(r.id, i),
            trigger=draw(names),
            when=draw(days),
            killed=draw(st.none() | st.integers(0, 9999)),
            conditions=draw(st.lists(names, max_size=2)),
            confidence=draw(st.floats(0, 1)),
        )
        for r in reports
        for i in range(draw(st.integers(0, 3)))
    )
    indicators = tuple(make_indicator(report=r.id, value=draw(st.none() | st.floats(-1e9, 1e9))) for r in reports)
    found = reconcile(reports, events, (), (), indicators)
    return Record(
        reports=reports,
        events=events,
        indicators=indicators,
        happenings=found.happenings,
        mediations=mediations(events),
        disagreements=found.disagreements,
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(records())
def test_round_trip(record: Record) -> None:
    with open_store() as store:
        store.save(record)
        assert store.load() == record


@settings(max_examples=50, deadline=None)
@given(names, days)
def test_codec_gives_back_what_it_took(text: str, day: str | None) -> None:
    event = make_event(trigger=text, when=day, conditions=(text,), where=make_where(text, None, (1.5, -2.0)))
    assert decode(type(event), encode(event)) == event
    stance = Stance(event.actors[0], None, "willing", event.when, event.evidence)
    assert decode(Stance, encode(stance)) == stance
    step = Step(event.id, "offer", event.actors, event.when)
    assert decode(Step, encode(step)) == step
