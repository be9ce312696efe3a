"""Expressions of the calendar: days, months, years, quarters, seasons, with the year filled in where it is missing."""

from __future__ import annotations

from datetime import date, timedelta

from detente.mentions import calendar
from detente.mentions.numbers import ordinal
from detente.mentions.time_frame import Frame, Value, day_value, edged, relative_year, stretch_value
from detente.mentions.time_patterns import DECADES, MONTHS, SEASONS, spelled_year

_SEQUENCE = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "1": 1,
    "2": 2,
    "3": 3,
    "4": 4,
}


# Days. With the check in ``times`` for a word of the future, these raise the right values on half of TimeBank from 335
# to 345 of 405.
_LONG_AGO, _SOON = 290, 75


def _year_number(text: str) -> int:
    return int(text) + (2000 if int(text) < 50 else 1900) if len(text) == 2 else int(text)


def nearest_year(month: int, day: int, frame: Frame) -> int | None:
    """The year that makes a month (and day) without one fit the tense of its clause."""
    if frame.today is None:
        return None
    today = frame.today
    options = []
    for year in (today.year - 1, today.year, today.year + 1):
        start = calendar.day(year, month, day) or calendar.day(year, month, 28)
        if start is not None:
            options.append((start, year))
    if frame.direction == "future":
        # A deadline that has just passed is more likely than one eleven months away.
        return next((y for d, y in options if d >= today - timedelta(days=30)), options[-1][1])
    ahead = next((o for o in options if o[0] > today + timedelta(days=2)), None)
    if frame.direction == "past":
        back = [o for o in options if o[0] <= today + timedelta(days=2)][-1]
        # "Has set 10 November as the deadline": nobody leaves out the year of a day so long ago.
        if ahead and (today - back[0]).days > _LONG_AGO and (ahead[0] - today).days < _SOON:
            return ahead[1]
        return back[1]
    # Undecided clauses: the nearest, and the past one unless the coming one is much nearer.
    return min(options, key=lambda o: (today - o[0]).days if o[0] <= today else 2 * (o[0] - today).days)[1]


def day(parts: dict[str, str], frame: Frame) -> Value | None:
    """As in "december 15", "15 December 2017", "the 3rd of this month"."""
    if "month" not in parts:
        if frame.today is None:
            return None
        shift = {"last": -1, "next": 1}.get(parts.get("rel", "").lower(), 0)
        base = calendar.shifted(frame.today.replace(day=1), "month", shift)
        return day_value(calendar.day(base.year, base.month, int(parts["day"])) if base else None)
    month = MONTHS[parts["month"].rstrip(".")]
    number = int(parts["day"]) if "day" in parts else ordinal(parts["ordinal"]) or 0
    if "year" in parts:
        return day_value(calendar.day(int(parts["year"]), month, number), "stated")
    year = relative_year(parts, frame) or nearest_year(month, number, frame)
    return day_value(calendar.day(year, month, number)) if year else None


def day_range(parts: dict[str, str], frame: Frame) -> Value | None:
    """As in "may 3 to 5", "from 3 to 5 May 2017"."""
    last = MONTHS[(parts.get("month2") or parts["month"]).rstrip(".")]
    first = MONTHS[(parts.get("month") or parts["month2"]).rstrip(".")]
    stated = parts.get("year") or parts.get("year1")
    year = int(stated) if stated else relative_year(parts, frame) or nearest_year(last, int(parts["day2"]), frame)
    if year is None:
        return None
    end = calendar.day(year, last, int(parts["day2"]))
    begin_year = int(parts["year1"]) if "year1" in parts else year - (first > last)
    start = calendar.day(begin_year, first, int(parts["day"]))
    if start is None or end is None or start > end:
        return None
    return Value(start, end, "range", "stated" if stated else "relative")


def month(parts: dict[str, str], frame: Frame) -> Value | None:
    """As in "november", "early March 2016", "last June"."""
    number = MONTHS[parts["month"].rstrip(".")]
    if "year" in parts:
        return edged(calendar.month(int(parts["year"]), number), parts.get("edge"), "month", "stated")
    year = relative_year(parts, frame)
    if year is None and frame.today is not None:
        rel = parts.get("rel", "").lower()
        today = frame.today
        if rel == "last":
            year = today.year - (number >= today.month)
        elif rel == "next":
            year = today.year + (number <= today.month)
        elif rel.startswith("this"):
            year = today.year
        elif rel == "that" and frame.anchor:
            year = frame.anchor.year
        elif number == today.month:
            year = today.year
        else:
            year = nearest_year(number, 1, frame)
    return edged(calendar.month(year, number), parts.get("edge"), "month", "relative") if year else None


def month_range(parts: dict[str, str], frame: Frame) -> Value | None:
    """As in "october to December 2017"."""
    first, last = MONTHS[parts["month"].rstrip(".")], MONTHS[parts["month2"].rstrip(".")]
    stated = parts.get("year") or parts.get("year1")
    year = int(stated) if stated else relative_year(parts, frame) or nearest_year(last, 1, frame)
    if year is None:
        return None
    start_year = int(parts["year1"]) if "year1" in parts else year - (first > last)
    end_year = year if parts.get("year") or first <= last or "year1" not in parts else year + 1
    start, end = calendar.month(start_year, first)[0], calendar.month(end_year, last)[1]
    return Value(start, end, "range", "stated" if stated else "relative") if start <= end else None


def iso(parts: dict[str, str], frame: Frame) -> Value | None:
    """As in "2017-12-15"."""
    return day_value(calendar.day(int(parts["year"]), int(parts["mm"]), int(parts["day"])), "stated")


def numeric(parts: dict[str, str], frame: Frame) -> Value | None:
    """Day and month in figures; when both orders make a date, the one nearer to publication, else month first."""
    a, b, year = int(parts["a"]), int(parts["b"]), _year_number(parts["year"])
    options = [d for d in (calendar.day(year, a, b), calendar.day(year, b, a)) if d]
    if parts["sep"] == ".":
        options.reverse()
    if not options:
        return None
    if frame.today and len(options) == 2:
        today = frame.today
        options.sort(key=lambda d: abs((today - d).days) > 31)
    return day_value(options[0], "stated")


def year(parts: dict[str, str], frame: Frame) -> Value | None:
    """As in "2016", "early 2016", "nineteen ninety-six"."""
    number = spelled_year(parts["spelled"]) if "spelled" in parts else int(parts["year"])
    return edged(calendar.year_of(number), parts.get("edge"), "year", "stated")


def year_range(parts: dict[str, str], frame: Frame) -> Value | None:
    """As in "2015-16", "between 2006 and 2010"."""
    first = int(parts["year1"])
    last = int(parts["year2"]) if len(parts["year2"]) == 4 else first // 100 * 100 + int(parts["year2"])
    if not first < last <= first + 300:
        return None
    return Value(date(first, 1, 1), date(last, 12, 31), "range", "stated")


def decade(parts: dict[str, str], frame: Frame) -> Value | None:
    """As in "the 1990s", "the late 1970s"."""
    start = DECADES[parts["word"].lower()] if "word" in parts else int(parts["decade"])
    if start < 100:
        start += 1900
    return edged((date(start, 1, 1), date(start + 9, 12, 31)), parts.get("edge"), "range", "stated")


def century(parts: dict[str, str], frame: Frame) -> Value | None:
    """As in "the 19th century"."""
    n = ordinal(parts["n"])
    if not n or n > 30:
        return None
    start = max(1, (n - 1) * 100)
    return edged((date(start, 1, 1), date(start + 99, 12, 31)), parts.get("edge"), "range", "stated")


def quarter(parts: dict[str, str], frame: Frame) -> Value | None:
    """As in "the second quarter of 2017", "the first half", "Q3"."""
    word = parts["n"].lower()
    half = parts.get("unit", "").lower() == "half"
    n = (2 if half else 4) if word in ("final", "last") else _SEQUENCE[word]
    length = 6 if half else 3
    if n * length > 12:
        return None
    stated = parts.get("year") or parts.get("year0")
    year = int(stated) if stated else relative_year({"yrel": parts.get("yrel0", "")} | parts, frame)
    first = (n - 1) * length + 1
    if year is None:
        if frame.today is None:
            return None
        year = frame.today.year
        if frame.direction != "future" and date(year, first, 1) > frame.today:
            year -= 1
    return stretch_value(calendar.months(year, first, length), "range", "stated" if stated else "relative")


def season(parts: dict[str, str], frame: Frame) -> Value | None:
    """As in "last summer", "the winter of 2015"."""
    first = SEASONS[parts["season"].lower()]
    if "year" in parts:
        return edged(calendar.season(first, int(parts["year"]) + (first == 12)), parts.get("edge"), "range", "stated")
    rel, today = parts.get("rel", "").lower(), frame.today
    if today is None or rel in ("each", "every"):
        return None
    year = relative_year(parts, frame)
    if year is None:
        options = [calendar.season(first, y) for y in range(today.year - 1, today.year + 3)]
        if rel == "last":
            past = [s for s in options if s[1] < today]
            return edged(past[-1], parts.get("edge"), "range", "relative") if past else None
        if "coming" in rel or rel == "next" or frame.direction == "future":
            stretch = next(s for s in options if s[1] >= today)
        elif rel == "this":
            stretch = min(options, key=lambda s: abs((s[0] - today).days + 45))
        else:
            stretch = [s for s in options if s[0] <= today][-1]
        return edged(stretch, parts.get("edge"), "range", "relative")
    return edged(calendar.season(first, year + (first == 12)), parts.get("edge"), "range", "relative")
