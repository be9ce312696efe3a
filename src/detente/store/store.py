"""Save a record and load it again: idempotent by id, one transaction per report, what is replaced kept."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from types import TracebackType
from typing import Any

import duckdb

from detente import __version__
from detente.errors import UsageError
from detente.records import Record, Report, make_id
from detente.store.codec import decode, encode
from detente.store.migrate import migrate
from detente.store.tables import JSON, REPORT_COLUMNS, TABLES, TEXT, WHOLE, Table, participants, told_by

_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false"
}  # nothing is downloaded
_OF_REPORT = tuple(t for t in TABLES if t.by_report)
_TOGETHER = tuple(t for t in TABLES if not t.by_report)


def open_store(path: str | os.PathLike[str] = ":memory:") -> Store:
    """The store in the file ``path``, made if it is not there and brought up to date; ``":memory:"`` keeps nothing.

    One that may not be written can be read. Raises UsageError, with what to do, when the file is no store, is held by
    another process or is too new.
    """
    name = os.fspath(path)
    readable = os.path.isfile(name) and not os.access(name, os.W_OK)
    try:
        connection = duckdb.connect(name, read_only=readable, config=_CONFIG)
    except duckdb.Error as error:
        raise _failure(name, error) from None
    try:
        migrate(connection)
    except UsageError as error:
        connection.close()
        raise UsageError(f"{name}: {error}") from None
    except duckdb.Error as error:
        connection.close()
        raise _failure(name, error) from None
    except BaseException:
        connection.close()
        raise
    return Store(connection, name)


def _failure(name: str, error: duckdb.Error) -> UsageError:
    """What went wrong with the store ``name``, in one line."""
    reason = str(error).splitlines()[0].strip().removeprefix("IO Error: ")
    if "lock on file" in reason:
        return UsageError(f"{name}: in use by another process; wait for it to end")
    if "not a valid DuckDB" in reason or "Could not read" in reason or isinstance(error, duckdb.InternalException):
        return UsageError(f"{name}: not a détente store, or damaged ({reason})")
    return UsageError(f"{name}: cannot be used ({reason})")


class Store:
    """An open store; a context manager that closes it, and tells what fails inside it as a UsageError."""

    def __init__(self, connection: Any, name: str = ":memory:") -> None:
        self._connection = connection
        self._name = name

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except duckdb.Error as late:
            error = error or late
        if isinstance(error, duckdb.Error):
            raise _failure(self._name, error) from None

    def close(self) -> None:
        """Close the file; what was saved is already safe."""
        self._connection.close()

    # reading

    def known(self) -> frozenset[str]:
        """Ids of the reports in the store."""
        return frozenset(row[0] for row in self._rows("SELECT id FROM reports"))

    def load(self, reports: Iterable[str] | None = None) -> Record:
        """The record of the whole store; with report ids, only those reports and what they say by themselves."""
        wanted = None if reports is None else set(reports)
        kinds: dict[str, tuple[Any, ...]] = {"reports": tuple(self._load_reports(wanted))}
        for table in _OF_REPORT:
            kinds[table.name] = tuple(
                decode(table.record, body)
                for report, body in self._rows(
                    f"SELECT {table.name}.report, {table.name}.body FROM {table.name} "
                    f"JOIN reports ON reports.id = {table.name}.report ORDER BY reports.position, {table.name}.position"
                )
                if wanted is None or report in wanted
            )
        if wanted is None:
            for table in _TOGETHER:
                rows = self._rows(f"SELECT body FROM {table.name} ORDER BY position, id")
                kinds[table.name] = tuple(decode(table.record, body) for (body,) in rows)
        return Record(**kinds)

    def _load_reports(self, wanted: set[str] | None) -> Iterator[Report]:
        for identity, text, body in self._rows("SELECT id, text, body FROM reports ORDER BY position"):
            if wanted is None or identity in wanted:
                yield replace(decode(Report, body), text=text)

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """The rows of one SELECT over the tables of the schema."""
        return self._rows(sql, parameters)

    # writing

    def save(self, record: Record) -> int:
        """Keep ``record`` and return how many reports were new or changed.

        A report with all that it says is one transaction; where the store has the very same, nothing is written.
        A changed one replaces what it said before, which stays in ``revisions``. What many reports say together
        (happenings, mediations, disagreements) replaces all that rests on no report outside ``record``.
        """
        digests = dict(self._rows("SELECT id, digest FROM reports"))
        claims = {table.name: _by_report(getattr(record, table.name)) for table in _OF_REPORT}
        changed = 0
        for report in record.reports:
            said = {name: by_report.get(report.id, []) for name, by_report in claims.items()}
            digest = _digest(report, said)
            if digests.get(report.id) != digest:
                self._save_report(report, said, digest)
                changed += 1
        self._save_together(record)
        return changed

    def withdraw(self, report: str, reason: str = "withdrawn") -> bool:
        """Take a report and all that rests on it out of the record; it stays in ``revisions``. False if unknown.

        Happenings and the like that it shared with other reports go too: assemble and save them anew.
        """
        if report not in self.known():
            return False
        with self._transaction():
            self._retire(report, reason)
            for table in _TOGETHER:
                self._drop_together(
                    table, "SELECT record FROM tellings WHERE kind = ? AND report = ?", [table.name, report]
                )
        return True

    @contextmanager
    def run(self) -> Iterator[str]:
        """A run of the program, noted in ``runs`` with its start, its end and how many reports it brought."""
        started = datetime.now()
        identity = make_id("run", started.isoformat(), os.getpid())
        before = len(self.known())
        self._connection.execute(
            "INSERT INTO runs (id, started, version) VALUES (?, ?, ?)", [identity, started, __version__]
        )
        yield identity
        after = len(self.known())
        self._connection.execute(
            "UPDATE runs SET finished = ?, reports_read = ?, reports_new = ? WHERE id = ?",
            [datetime.now(), after, after - before, identity],
        )

    # inside

    def _rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        rows: list[tuple[Any, ...]] = self._connection.execute(sql, list(parameters)).fetchall()
        return rows

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._connection.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._connection.execute("ROLLBACK")
            raise
        self._connection.execute("COMMIT")

    def _save_report(self, report: Report, said: dict[str, list[Any]], digest: str) -> None:
        with self._transaction():
            position = self._retire(report.id, "read anew")
            if position is None:
                position = self._rows("SELECT coalesce(max(position), -1) + 1 FROM reports")[0][0]
            names = ["id", "position", *(c.name for c in REPORT_COLUMNS), "text_hash", "digest", "body"]
            values = [report.id, position, *(c.value(report) for c in REPORT_COLUMNS)]
            values += [make_id(report.text), digest, encode(replace(report, text=""))]
            marks = ", ".join("?" for _ in names)
            self._connection.execute(f"INSERT INTO reports ({', '.join(names)}) VALUES ({marks})", values)
            for table in _OF_REPORT:
                self._insert(table, said[table.name])

    def _retire(self, report: str, reason: str) -> int | None:
        """Move what the store has of a report to ``revisions``; its position, or None if the store has nothing."""
        found = self._rows("SELECT position, digest, text, body FROM reports WHERE id = ?", [report])
        if not found:
            return None
        position, digest, text, body = found[0]
        past: dict[str, Any] = {"report": json.loads(body), "text": text}
        for table in _OF_REPORT:
            rows = self._rows(f"SELECT body FROM {table.name} WHERE report = ? ORDER BY position", [report])
            past[table.name] = [json.loads(row[0]) for row in rows]
            self._connection.execute(
                f"DELETE FROM participants WHERE kind = ? AND record IN (SELECT id FROM {table.name} WHERE report = ?)",
                [table.name, report],
            )
            self._connection.execute(f"DELETE FROM {table.name} WHERE report = ?", [report])
        self._connection.execute(
            "INSERT INTO revisions VALUES (?, ?, ?, ?, ?)",
            [report, digest, datetime.now(), reason, json.dumps(past, ensure_ascii=False)],
        )
        self._connection.execute("DELETE FROM reports WHERE id = ?", [report])
        return int(position)

    def _save_together(self, record: Record) -> None:
        inside = [report.id for report in record.reports]
        with self._transaction():
            for table in _TOGETHER:
                records = getattr(record, table.name)
                kept = dict(self._rows(f"SELECT id, body FROM {table.name}"))
                new = {r.id: encode(r) for r in records}
                stale = self._rows(
                    "SELECT record FROM tellings WHERE kind = ? GROUP BY record "
                    "HAVING sum(CASE WHEN report IN (SELECT unnest(CAST(? AS TEXT[]))) THEN 0 ELSE 1 END) = 0",
                    [table.name, inside],
                )
                if new == kept and list(new) == [
                    i for (i,) in self._rows(f"SELECT id FROM {table.name} ORDER BY position, id")
                ]:
                    continue
                self._drop_together(table, "SELECT unnest(CAST(? AS TEXT[]))", [[i for (i,) in stale] + list(new)])
                self._insert(table, records)

    def _drop_together(self, table: Table, choose: str, parameters: list[Any]) -> None:
        """Delete the rows whose ids the SELECT ``choose`` gives, with all that hangs on them; tellings last."""
        if table.name == "happenings":
            self._connection.execute(f"DELETE FROM members WHERE happening IN ({choose})", parameters)
        self._connection.execute(f"DELETE FROM {table.name} WHERE id IN ({choose})", parameters)
        for name in ("participants", "tellings"):
            self._connection.execute(
                f"DELETE FROM {name} WHERE kind = ? AND record IN ({choose})", [table.name, *parameters]
            )

    def _insert(self, table: Table, records: Sequence[Any]) -> None:
        """Insert many rows at once: one array per column. A repeated id is kept once."""
        records = list({r.id: r for r in reversed(records)}.values())[::-1]
        if not records:
            return
        columns: list[tuple[str, str, list[Any]]] = [("id", TEXT, [r.id for r in records])]
        if table.by_report:
            columns.append(("report", TEXT, [r.report for r in records]))
        columns.append(("position", WHOLE, list(range(len(records)))))
        columns += [(c.name, c.type, [c.value(r) for r in records]) for c in table.columns]
        columns.append(("body", JSON, [encode(r) for r in records]))
        self._insert_columns(table.name, columns)
        sides = [(r.id, *row) for r in records for row in participants(r)]
        self._insert_columns(
            "participants",
            [
                ("kind", TEXT, [table.name] * len(sides)),
                ("record", TEXT, [s[0] for s in sides]),
                ("role", TEXT, [s[1] for s in sides]),
                ("position", WHOLE, [s[2] for s in sides]),
                ("name", TEXT, [s[3].name for s in sides]),
                ("country", TEXT, [s[3].country for s in sides]),
                ("sector", TEXT, [s[3].sector for s in sides]),
            ],
        )
        if not table.by_report:
            told = [(r.id, report) for r in records for report in told_by(r)]
            kind = ("kind", TEXT, [table.name] * len(told))
            self._insert_columns(
                "tellings", [kind, ("record", TEXT, [t[0] for t in told]), ("report", TEXT, [t[1] for t in told])]
            )
        if table.name == "happenings":
            pairs = [(r.id, event) for r in records for event in r.members]
            self._insert_columns(
                "members", [("happening", TEXT, [p[0] for p in pairs]), ("event", TEXT, [p[1] for p in pairs])]
            )

    def _insert_columns(self, table: str, columns: Sequence[tuple[str, str, list[Any]]]) -> None:
        if columns[0][2]:
            names = ", ".join(name for name, _, _ in columns)
            arrays = ", ".join(f"unnest(CAST(? AS {type}[]))" for _, type, _ in columns)
            self._connection.execute(
                f"INSERT INTO {table} ({names}) SELECT {arrays}", [values for _, _, values in columns]
            )


def _by_report(records: Iterable[Any]) -> dict[str, list[Any]]:
    out: dict[str, list[Any]] = {}
    for record in records:
        out.setdefault(record.report, []).append(record)
    return out


def _digest(report: Report, said: dict[str, list[Any]]) -> str:
    """A hash of a report and all that it says: equal digests, equal content."""
    whole = hashlib.blake2b(encode(report).encode(), digest_size=16)
    for name, records in said.items():
        whole.update(f"\x1f{name}\x1f{encode(records)}".encode())
    return whole.hexdigest()
