"""The schema, built and brought up to date by numbered SQL files that only ever go forward."""

from __future__ import annotations

from datetime import datetime
from importlib.resources import files
from typing import Any

from detente.errors import UsageError


def migrations() -> list[tuple[int, str, str]]:
    """(number, name, SQL) of every migration, in order."""
    found = [f for f in files(__package__).joinpath("migrations").iterdir() if f.name.endswith(".sql")]
    return sorted((int(f.name[:4]), f.name[5:-4], f.read_text(encoding="utf-8")) for f in found)


def migrate(connection: Any) -> None:
    """Bring the schema of ``connection`` up to date, one transaction per migration.

    Raises UsageError when the database is another program's, or the store was written by a newer détente than this.
    """
    tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    if "schema_version" not in tables:
        if tables:
            raise UsageError(f"not a détente store: a database with other tables ({min(tables)})")
        connection.execute(
            "CREATE TABLE schema_version (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied TIMESTAMP NOT NULL)"
        )
    row = connection.execute("SELECT coalesce(max(number), 0) FROM schema_version").fetchone()
    current, known = int(row[0]), migrations()
    if current > known[-1][0]:
        raise UsageError(f"the store has schema {current}, this détente knows {known[-1][0]}: use a newer détente")
    for number, name, sql in known:
        if number > current:
            connection.execute("BEGIN")
            connection.execute(sql)
            connection.execute("INSERT INTO schema_version VALUES (?, ?, ?)", [number, name, datetime.now()])
            connection.execute("COMMIT")
