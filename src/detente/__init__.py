"""Détente: news reports about a conflict to an evidence-linked record of it.

>>> import detente
>>> found = detente.read(["reports/"])
>>> record = detente.observe(found.reports)
>>> print(detente.brief(record))
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from detente.intake import ReadResult, read

if TYPE_CHECKING:
    from detente.records import Record, Report

__version__ = "0.1.0"

# Builds of onnxruntime since 1.32 report their use to their maker unless they are told not to before they are loaded.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")


def observe(reports: Sequence[Report]) -> Record:
    """Everything ``reports`` say, coded, reconciled and registered, as one Record."""
    from detente import pipeline

    return pipeline.run(reports)


def brief(record: Record) -> str:
    """The brief of a record, as Markdown."""
    from detente import views

    return views.markdown_brief(record)


__all__ = ["ReadResult", "__version__", "brief", "observe", "read"]
