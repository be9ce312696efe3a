"""Days and stretches of time in words, with how sure they are."""

from __future__ import annotations

from datetime import date

from detente.records import When
from detente.views.plain import one_line

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]  # not strftime: its names follow the machine's locale, and the same input must give the same bytes
_DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def day(value: date, *, weekday: bool = False) -> str:
    """ "26 December 2017", with ``weekday`` "Tuesday 26 December 2017"."""
    words = f"{value.day} {_MONTHS[value.month - 1]} {value.year}"
    return f"{_DAYS[value.weekday()]} {words}" if weekday else words


def when(value: When | None, *, weekday: bool = True) -> str:
    """``value`` as precisely as it is known: a day, "the week of ...", a month, a year, "between ... and ..."."""
    if value is None or (value.start is None and value.end is None):
        return "date unknown"
    start, end = value.start or value.end, value.end or value.start
    assert start is not None
    assert end is not None
    if value.start is None:
        return f"by {day(end)}"
    if value.end is None:
        return f"from {day(start)}"
    if value.precision == "day" or start == end:
        return day(start, weekday=weekday)
    if value.precision == "week":
        return f"the week of {day(start)}"
    if value.precision == "month" and (start.year, start.month) == (end.year, end.month):
        return f"{_MONTHS[start.month - 1]} {start.year}"
    if value.precision == "year" and start.year == end.year:
        return str(start.year)
    return between(start, end)


def between(start: date, end: date) -> str:
    """Two days as a stretch, what they share said once: "22 to 26 December 2017"."""
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day} to {day(end)}"
    if start.year == end.year:
        return f"{start.day} {_MONTHS[start.month - 1]} to {day(end)}"
    return f"{day(start)} to {day(end)}"


def preposition(value: When) -> str:
    """The word that puts ``when(value)`` into a sentence: "on", "in", or nothing."""
    if value.start is None or value.end is None:
        return ""
    if value.precision == "day" or value.start == value.end:
        return "on "
    return "from " if value.precision in ("range", "unknown") else "in "


def sureness(value: When) -> str:
    """How the date is known: "as the report states it", "worked out from “on Monday”", ..."""
    if value.start is None and value.end is None:
        return f"the report says only “{one_line(value.text)}”" if value.text else "the report gives no date"
    words = f" “{one_line(value.text)}”" if value.text else ""
    if value.basis == "stated":
        return f"stated as{words}" if words else "stated in the report"
    if value.basis == "relative":
        return f"worked out from{words or ' the words of the report'}"
    if value.basis == "publication":
        return "not given; that of the report"
    return "of unknown basis"


def sort_key(value: When) -> tuple[int, int, int]:
    """Sorts newest first: by first day, a single day before a stretch that starts on it; unknown dates last."""
    start, end = value.start or value.end, value.end or value.start
    if start is None or end is None:
        return (1, 0, 0)
    return (0, -start.toordinal(), end.toordinal())
