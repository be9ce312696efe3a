"""Placeholder."""

from __future__ import annotations
from typing import Any
from detente.records import Disagreement


def find_disagreements(*args: Any) -> tuple[Disagreement, ...]:
    """None yet."""
    return ()
