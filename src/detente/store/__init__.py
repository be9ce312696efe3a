"""The store: a record that outlives the run, in one DuckDB file."""

from __future__ import annotations

from detente.store.store import Store, open_store

__all__ = ["Store", "open_store"]
