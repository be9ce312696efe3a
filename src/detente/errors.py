"""Everything that détente raises on purpose.

DetenteError
├── InputError        a report could not be read: names it and says what to do; the others are still read
├── UsageError        the request makes no sense (exit code 2)
└── ModelError        the shipped model is missing, damaged or of another version
"""

from __future__ import annotations


class DetenteError(Exception):
    """Base of all errors that détente raises on purpose; its message is one line fit for a user."""


class InputError(DetenteError):
    """One input could not be read. ``name`` is the file (or "-"), ``reason`` why, and what to do about it."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


class UsageError(DetenteError):
    """The request itself makes no sense: a path that does not exist, an impossible date."""


class ModelError(DetenteError):
    """The shipped model cannot be loaded."""
