"""Arithmetic on days: the stretch of days that a week, month, quarter, season, year or decade covers.

A ``Stretch`` is a pair of days, both inclusive.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from dateutil.easter import easter

Stretch = tuple[date, date]
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}


def day(year: int, month: int, number: int) -> date | None:
    """The day, or None where the calendar has no such day."""
    try:
        return date(year, month, number)
    except ValueError:
        return None


def month(year: int, number: int) -> Stretch:
    """All days of a month."""
    return date(year, number, 1), date(year, number, monthrange(year, number)[1])


def months(year: int, first: int, count: int) -> Stretch:
    """``count`` months from ``first`` on; the stretch may run into the next year."""
    last = year * 12 + first - 1 + count - 1
    return date(year, first, 1), month(last // 12, last % 12 + 1)[1]


def year_of(year: int) -> Stretch:
    """All days of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def week_of(today: date) -> Stretch:
    """Monday to Sunday of the week that holds ``today``."""
    monday = today - timedelta(days=today.weekday())
    return monday, monday + timedelta(days=6)


def covering(unit: str, today: date, shift: int = 0) -> Stretch | None:
    """The calendar unit that holds ``today``, moved by ``shift`` units; None for units shorter than a day."""
    moved = shifted(today, unit, shift)
    if moved is None:
        return None
    if unit == "day":
        return moved, moved
    if unit in ("week", "fortnight"):
        return week_of(moved)
    if unit == "month":
        return month(moved.year, moved.month)
    if unit == "quarter":
        return months(moved.year, (moved.month - 1) // 3 * 3 + 1, 3)
    if unit == "year":
        return year_of(moved.year)
    if unit == "decade":
        start = moved.year // 10 * 10
        return date(start, 1, 1), date(start + 9, 12, 31)
    start = max(1, (moved.year - 1) // 100 * 100 + 1)
    return date(start, 1, 1), date(start + 99, 12, 31)


def shifted(today: date, unit: str, count: float) -> date | None:
    """``today`` moved by ``count`` units, days clipped to the month's end; None out of range or below one day."""
    try:
        if unit in _DAYS:
            return today + timedelta(days=round(count * _DAYS[unit]))
        if unit not in _MONTHS:
            return today if unit in ("hour", "minute", "second") and abs(count) < 12 else None
        index = today.year * 12 + today.month - 1 + round(count * _MONTHS[unit])
        year, number = index // 12, index % 12 + 1
        return date(year, number, min(today.day, monthrange(year, number)[1]))
    except (ValueError, OverflowError):
        return None


def weekday_from(today: date, number: int, *, future: bool = False, strict: bool = False) -> date:
    """The nearest weekday ``number`` (0 Monday) not after ``today``, or not before it; ``strict`` excludes
    ``today``."""
    gap = (number - today.weekday()) % 7 if future else (today.weekday() - number) % 7
    if strict and gap == 0:
        gap = 7
    return today + timedelta(days=gap if future else -gap)


def season(first_month: int, year: int) -> Stretch:
    """Three months from ``first_month``; winter begins in December of the year before ``year``."""
    return months(year - 1, 12, 3) if first_month == 12 else months(year, first_month, 3)


def thirds(stretch: Stretch, part: str) -> Stretch:
    """The early, middle or late third of a stretch of days."""
    start, end = stretch
    days = (end - start).days + 1
    third = timedelta(days=days // 3)
    if part == "early":
        return start, start + third
    if part == "late":
        return end - third, end
    return start + third, end - third


def feast(rule: str, year: int) -> date | None:
    """The day of a feast in ``year``: "12-25", or "easter-2" for days counted from Easter Sunday."""
    if rule.startswith("easter"):
        return easter(year) + timedelta(days=int(rule[6:])) if 1583 <= year <= 4099 else None
    number, _, of_month = rule.partition("-")
    return day(year, int(number), int(of_month))
