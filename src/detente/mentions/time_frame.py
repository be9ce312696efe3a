"""What time expressions are read against, what they come to, and the parts that several kinds share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from detente.mentions import calendar
from detente.mentions.calendar import Stretch
from detente.mentions.numbers import cardinal
from detente.records import Basis, Precision

Direction = Literal["past", "future", "near"]


_VAGUE_COUNT = {
    "a few": 3, "few": 3, "several": 3, "some": 3, "many": 3, "a number of": 3, "a couple of": 2, "couple of": 2,
    "half a": 0.5, "half an": 0.5, "a dozen": 12, "a half": 0.5, "a good": 1, "a full": 1, "another": 1,
    "two or three": 2, "the": 1, "a hundred": 100, "both": 2,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Frame:
    """What an expression is read against: the day of publication, the tense of its clause, the day named before it.

    ``eastern``: the report tells of countries where the next day begins while it is still ``today`` at its outlet.
    """

    today: date | None
    direction: Direction = "past"
    anchor: date | None = None
    eastern: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """A stretch of days with how exact it is and where it comes from."""

    start: date
    end: date
    precision: Precision
    basis: Basis = "relative"


def stretch_value(stretch: Stretch | None, precision: Precision, basis: Basis = "relative") -> Value | None:
    """A stretch as a value; None stays None."""
    return None if stretch is None else Value(stretch[0], stretch[1], precision, basis)


def day_value(day: date | None, basis: Basis = "relative") -> Value | None:
    """A single day as a value; None stays None."""
    return None if day is None else Value(day, day, "day", basis)


def count(text: str | None) -> float | None:
    """The number that a length begins with ("two", "a few", "24"); one when there is none."""
    if not text:
        return 1
    low = text.lower()
    if low in _VAGUE_COUNT:
        return _VAGUE_COUNT[low]
    return cardinal(low.replace(" and a half", " ½"))


def edged(stretch: Stretch | None, edge: str | None, precision: Precision, basis: Basis) -> Value | None:
    """The part of a stretch that "early", "mid-" or "the end of" leaves."""
    if stretch is None:
        return None
    low = (edge or "").lower()
    for part, marks in (
        ("early", ("early", "beginning", "start", "turn")),
        ("late", ("late", "end", "close")),
        ("mid", ("mid",)),
    ):
        if any(m in low for m in marks) and not low.startswith("later") and (stretch[1] - stretch[0]).days >= 27:
            return stretch_value(calendar.thirds(stretch, part), "range", basis)
    return stretch_value(stretch, precision, basis)


def relative_year(parts: dict[str, str], frame: Frame) -> int | None:
    """The year that "last year", "this year", "that year" after a date means."""
    base = frame.today or frame.anchor
    word = parts.get("yrel", "").lower()
    if not word or base is None:
        return None
    if word in ("that", "the same") and frame.anchor:
        return frame.anchor.year
    shift = {"last": -1, "the previous": -1, "next": 1, "the following": 1}.get(word, 0)
    return base.year + shift
