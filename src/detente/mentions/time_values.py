"""What a time expression means: its stretch of days, worked out from a known day ("last week", "on Monday").

``resolve`` needs the day of publication for most kinds; without one the answer is None, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from detente.mentions import calendar
from detente.mentions.calendar import Stretch
from detente.mentions.numbers import cardinal, ordinal
from detente.mentions.time_patterns import HOLIDAYS, MONTHS, SEASONS, UNITS, WEEKDAYS, Found
from detente.records import Basis, Precision

Direction = Literal["past", "future", "near"]
# How far "recent" and the like reach when no number is given: a convention, wide enough for what reports mean by it.
_VAGUE = {"day": 7, "week": 28, "month": 183, "quarter": 366, "year": 1827, "decade": 10957}
_VAGUE_COUNT = {
    "a few": 3, "few": 3, "several": 3, "some": 3, "many": 3, "a number of": 3, "a couple of": 2, "couple of": 2, "half a": 0.5,
    "half an": 0.5, "a dozen": 12, "a half": 0.5, "a good": 1, "a full": 1, "another": 1, "two or three": 2, "the": 1, "a hundred": 100,
    "both": 2,
}  # fmt: skip
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


@dataclass(frozen=True, slots=True)
class Frame:
    """What an expression is read against: the day of publication, the tense of its clause, the day named before it."""

    today: date | None
    direction: Direction = "past"
    anchor: date | None = None


@dataclass(frozen=True, slots=True)
class Value:
    """A stretch of days with how exact it is and where it comes from."""

    start: date
    end: date
    precision: Precision
    basis: Basis = "relative"


def _value(stretch: Stretch | None, precision: Precision, basis: Basis = "relative") -> Value | None:
    return None if stretch is None else Value(stretch[0], stretch[1], precision, basis)


def _one(day: date | None, basis: Basis = "relative") -> Value | None:
    return None if day is None else Value(day, day, "day", basis)


def resolve(found: Found, frame: Frame) -> Value | None:
    """The stretch of days that ``found`` names, or None where it names none or the frame does not tell."""
    resolver = _RESOLVERS.get(found.kind)
    if resolver is None:
        return None
    try:
        return resolver(found.parts, frame)
    except (ValueError, OverflowError):
        return None


def count(text: str | None) -> float | None:
    """The number that a length begins with ("two", "a few", "24"); one when there is none."""
    if not text:
        return 1
    low = text.lower()
    if low in _VAGUE_COUNT:
        return _VAGUE_COUNT[low]
    return cardinal(low.replace(" and a half", " ½"))


def _edged(stretch: Stretch | None, edge: str | None, precision: Precision, basis: Basis) -> Value | None:
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
            return _value(calendar.thirds(stretch, part), "range", basis)
    return _value(stretch, precision, basis)


def _relative_year(parts: dict[str, str], frame: Frame) -> int | None:
    base = frame.today or frame.anchor
    word = parts.get("yrel", "").lower()
    if not word or base is None:
        return None
    if word in ("that", "the same") and frame.anchor:
        return frame.anchor.year
    shift = {"last": -1, "the previous": -1, "next": 1, "the following": 1}.get(word, 0)
    return base.year + shift


def _year_number(text: str) -> int:
    return int(text) + (2000 if int(text) < 50 else 1900) if len(text) == 2 else int(text)


def _nearest_year(month: int, day: int, frame: Frame) -> int | None:
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
    if frame.direction == "past":
        return [y for d, y in options if d <= today + timedelta(days=2)][-1]
    # Undecided clauses: the nearest, and the past one unless the coming one is much nearer.
    return min(options, key=lambda o: (today - o[0]).days if o[0] <= today else 2 * (o[0] - today).days)[1]


def _day(parts: dict[str, str], frame: Frame) -> Value | None:
    if "month" not in parts:
        if frame.today is None:
            return None
        shift = {"last": -1, "next": 1}.get(parts.get("rel", "").lower(), 0)
        base = calendar.shifted(frame.today.replace(day=1), "month", shift)
        return _one(calendar.day(base.year, base.month, int(parts["day"])) if base else None)
    month = MONTHS[parts["month"].rstrip(".")]
    number = int(parts["day"]) if "day" in parts else ordinal(parts["ordinal"]) or 0
    if "year" in parts:
        return _one(calendar.day(int(parts["year"]), month, number), "stated")
    year = _relative_year(parts, frame) or _nearest_year(month, number, frame)
    return _one(calendar.day(year, month, number)) if year else None


def _day_range(parts: dict[str, str], frame: Frame) -> Value | None:
    last = MONTHS[(parts.get("month2") or parts["month"]).rstrip(".")]
    first = MONTHS[(parts.get("month") or parts["month2"]).rstrip(".")]
    stated = parts.get("year") or parts.get("year1")
    year = int(stated) if stated else _relative_year(parts, frame) or _nearest_year(last, int(parts["day2"]), frame)
    if year is None:
        return None
    end = calendar.day(year, last, int(parts["day2"]))
    begin_year = int(parts["year1"]) if "year1" in parts else year - (first > last)
    start = calendar.day(begin_year, first, int(parts["day"]))
    if start is None or end is None or start > end:
        return None
    return Value(start, end, "range", "stated" if stated else "relative")


def _month(parts: dict[str, str], frame: Frame) -> Value | None:
    number = MONTHS[parts["month"].rstrip(".")]
    if "year" in parts:
        return _edged(calendar.month(int(parts["year"]), number), parts.get("edge"), "month", "stated")
    year = _relative_year(parts, frame)
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
            year = _nearest_year(number, 1, frame)
    return _edged(calendar.month(year, number), parts.get("edge"), "month", "relative") if year else None


def _month_range(parts: dict[str, str], frame: Frame) -> Value | None:
    first, last = MONTHS[parts["month"].rstrip(".")], MONTHS[parts["month2"].rstrip(".")]
    stated = parts.get("year") or parts.get("year1")
    year = int(stated) if stated else _relative_year(parts, frame) or _nearest_year(last, 1, frame)
    if year is None:
        return None
    start_year = int(parts["year1"]) if "year1" in parts else year - (first > last)
    end_year = year if parts.get("year") or first <= last or "year1" not in parts else year + 1
    start, end = calendar.month(start_year, first)[0], calendar.month(end_year, last)[1]
    return Value(start, end, "range", "stated" if stated else "relative") if start <= end else None


def _iso(parts: dict[str, str], frame: Frame) -> Value | None:
    return _one(calendar.day(int(parts["year"]), int(parts["mm"]), int(parts["day"])), "stated")


def _numeric(parts: dict[str, str], frame: Frame) -> Value | None:
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
    return _one(options[0], "stated")


def _year(parts: dict[str, str], frame: Frame) -> Value | None:
    return _edged(calendar.year_of(int(parts["year"])), parts.get("edge"), "year", "stated")


def _year_range(parts: dict[str, str], frame: Frame) -> Value | None:
    first = int(parts["year1"])
    last = int(parts["year2"]) if len(parts["year2"]) == 4 else first // 100 * 100 + int(parts["year2"])
    if not first < last <= first + 300:
        return None
    return Value(date(first, 1, 1), date(last, 12, 31), "range", "stated")


def _decade(parts: dict[str, str], frame: Frame) -> Value | None:
    start = int(parts["decade"])
    if start < 100:
        start += 1900
    return _edged((date(start, 1, 1), date(start + 9, 12, 31)), parts.get("edge"), "range", "stated")


def _century(parts: dict[str, str], frame: Frame) -> Value | None:
    n = ordinal(parts["n"])
    if not n or n > 30:
        return None
    start = max(1, (n - 1) * 100)
    return _edged((date(start, 1, 1), date(start + 99, 12, 31)), parts.get("edge"), "range", "stated")


def _quarter(parts: dict[str, str], frame: Frame) -> Value | None:
    word = parts["n"].lower()
    half = parts.get("unit", "").lower() == "half"
    n = (2 if half else 4) if word in ("final", "last") else _SEQUENCE[word]
    length = 6 if half else 3
    if n * length > 12:
        return None
    stated = parts.get("year") or parts.get("year0")
    year = int(stated) if stated else _relative_year(parts, frame)
    first = (n - 1) * length + 1
    if year is None:
        if frame.today is None:
            return None
        year = frame.today.year
        if frame.direction != "future" and date(year, first, 1) > frame.today:
            year -= 1
    return _value(calendar.months(year, first, length), "range", "stated" if stated else "relative")


def _season(parts: dict[str, str], frame: Frame) -> Value | None:
    first = SEASONS[parts["season"].lower()]
    if "year" in parts:
        return _edged(calendar.season(first, int(parts["year"]) + (first == 12)), parts.get("edge"), "range", "stated")
    rel, today = parts.get("rel", "").lower(), frame.today
    if today is None or rel in ("each", "every"):
        return None
    year = _relative_year(parts, frame)
    if year is None:
        options = [calendar.season(first, y) for y in range(today.year - 1, today.year + 3)]
        if rel == "last":
            past = [s for s in options if s[1] < today]
            return _edged(past[-1], parts.get("edge"), "range", "relative") if past else None
        if "coming" in rel or rel == "next" or frame.direction == "future":
            stretch = next(s for s in options if s[1] >= today)
        elif rel == "this":
            stretch = min(options, key=lambda s: abs((s[0] - today).days + 45))
        else:
            stretch = [s for s in options if s[0] <= today][-1]
        return _edged(stretch, parts.get("edge"), "range", "relative")
    return _edged(calendar.season(first, year + (first == 12)), parts.get("edge"), "range", "relative")


def _weekday(parts: dict[str, str], frame: Frame) -> Value | None:
    today, rel = frame.today, parts.get("rel", "").lower()
    if today is None or rel in ("every", "each") or "plural" in parts:
        return None
    number = WEEKDAYS[parts["weekday"].rstrip(".")]
    if "week" in parts:
        shift = {"last": -7, "next": 7}.get(parts["week"].split()[-2].lower(), 0)
        return _one(calendar.week_of(today)[0] + timedelta(days=number + shift))
    if rel.endswith("following") and frame.anchor:
        return _one(calendar.weekday_from(frame.anchor, number, future=True, strict=True))
    if rel in ("last",):
        day = calendar.weekday_from(today, number, strict=True)
        # Yesterday is never "last Tuesday": the week before is meant.
        return _one(day - timedelta(days=7) if (today - day).days == 1 else day)
    if rel.endswith(("next", "coming")):
        return _one(calendar.weekday_from(today, number, future=True, strict=True))
    if frame.direction == "future" and rel not in ("this past", "previous", "the previous"):
        return _one(calendar.weekday_from(today, number, future=True))
    return _one(calendar.weekday_from(today, number))


def _deictic(parts: dict[str, str], frame: Frame) -> Value | None:
    if frame.today is None:
        return None
    word = parts["word"].lower()
    shift = 0
    if word.startswith("the day before"):
        shift = -2
    elif word.startswith("the day after"):
        shift = 2
    elif word in ("yesterday", "last night"):
        shift = -1
    elif word == "tomorrow":
        shift = 1
    return _one(frame.today + timedelta(days=shift))


def _unit(parts: dict[str, str], frame: Frame) -> Value | None:
    unit, rel, edge = parts["unit"].lower(), parts["rel"].lower(), parts.get("edge")
    name = UNITS[unit]
    rel = rel.removeprefix("the ")
    if rel in ("that", "same", "that same", "very same", "following") or (
        name == "day" and rel in ("previous", "next")
    ):
        if frame.anchor is None:
            return None
        shift = {"following": 1, "next": 1, "previous": -1}.get(rel, 0)
        return _value(calendar.covering(name, frame.anchor, shift), _precision(name))
    if frame.today is None:
        return None
    if unit == "weekend":
        ahead = rel in ("next", "coming") or (frame.direction == "future" and rel != "last")
        saturday = calendar.weekday_from(frame.today, 5, future=ahead and frame.today.weekday() not in (5, 6))
        if rel == "last" and (frame.today - saturday).days < 2:
            saturday -= timedelta(days=7)
        return Value(saturday, saturday + timedelta(days=1), "range")
    if name == "day":
        return _one(frame.today + timedelta(days=1 if rel == "next" else 0)) if rel in ("this", "next") else None
    shift = {"last": -1, "previous": -1, "preceding": -1, "past": -1, "next": 1, "coming": 1, "following": 1}.get(
        rel, 0
    )
    if rel in ("past",) or (name in ("decade", "century") and rel == "last"):
        start = calendar.shifted(frame.today, name, -1)
        return Value(start, frame.today, "range") if start else None
    stretch = calendar.covering(name, frame.today, shift)
    low = (edge or "").lower()
    if stretch and shift == 0 and low.startswith("earlier"):
        return Value(stretch[0], max(stretch[0], frame.today), "range") if name != "week" else _value(stretch, "week")
    if stretch and shift == 0 and low.startswith("later"):
        return Value(min(frame.today, stretch[1]), stretch[1], "range")
    return _edged(stretch, edge, _precision(name), "relative")


def _precision(name: str) -> Precision:
    return {"day": "day", "week": "week", "month": "month", "year": "year"}.get(name, "range")  # type: ignore[return-value]


def _stretch(parts: dict[str, str], frame: Frame) -> Value | None:
    name, rel = UNITS[parts["unit"].lower()], parts["rel"].lower().split()[-1]
    number = count(parts.get("n"))
    if rel in ("first", "final"):
        return _opening(parts, frame, name, rel, number)
    if frame.today is None or number is None or rel in ("ensuing", "following"):
        return None
    back = rel not in ("next", "coming")
    if "n" not in parts or parts["n"].lower() in ("few", "several", "a few", "some", "many"):
        if "n" not in parts and not parts["unit"].lower().endswith("s"):
            number = 1
        elif name in _VAGUE and "n" not in parts:
            days = timedelta(days=_VAGUE[name])
            return (
                Value(frame.today - days, frame.today, "range")
                if back
                else Value(frame.today, frame.today + days, "range")
            )
    moved = calendar.shifted(frame.today, name, -number if back else number)
    if moved is None:
        hours = timedelta(hours=number if name == "hour" else 0)
        moved = (frame.today - hours) if back else frame.today + hours
    return Value(min(moved, frame.today), max(moved, frame.today), "range")


def _opening(parts: dict[str, str], frame: Frame, name: str, rel: str, number: float | None) -> Value | None:
    """ "The first nine months of 2017"."""
    year = int(parts["year"]) if "year" in parts else _relative_year(parts, frame)
    if year is None and frame.today is not None and name in ("month", "quarter"):
        year = frame.today.year
    if year is None or number is None or name not in ("month", "quarter", "week", "day"):
        return None
    start, end = calendar.year_of(year)
    if rel == "first":
        moved = calendar.shifted(start, name, number)
        return (
            Value(start, moved - timedelta(days=1), "range", "stated" if "year" in parts else "relative")
            if moved
            else None
        )
    moved = calendar.shifted(end + timedelta(days=1), name, -number)
    return Value(moved, end, "range", "stated" if "year" in parts else "relative") if moved else None


def _ago(parts: dict[str, str], frame: Frame) -> Value | None:
    name, rel = UNITS[parts["unit"].lower()], parts["rel"].lower()
    if "n" not in parts:
        return None
    number = count(parts["n"])
    vague = parts["n"].lower() in ("few", "several", "a few", "some", "many", "a number of")
    base = frame.today if rel in ("ago", "hence", "from now") else frame.anchor
    if base is None or number is None:
        return None
    forward = rel in ("later", "after", "afterward", "afterwards", "hence", "from now", "on")
    day = calendar.shifted(base, name, number if forward else -number)
    if day is None:
        return None
    if vague:
        return Value(min(day, base), max(day, base), "range")
    if name in ("month", "quarter"):
        return _value(calendar.month(day.year, day.month), "month")
    if name in ("year", "decade", "century"):
        return _value(calendar.year_of(day.year), "year")
    return _one(day)


def _offset(parts: dict[str, str], frame: Frame) -> Value | None:
    """ "Less than a week after ...": what came before lies between then and now, if the report tells of today."""
    number = count(parts["n"])
    if (
        frame.today is None
        or number is None
        or frame.direction == "past"
        or parts["rel"] not in ("after", "since", "following")
    ):
        return None
    start = calendar.shifted(frame.today, UNITS[parts["unit"].lower()], -number)
    return Value(start, frame.today, "range") if start else None


def _clock(parts: dict[str, str], frame: Frame) -> Value | None:
    return _one(frame.anchor)


def _reference(parts: dict[str, str], frame: Frame) -> Value | None:
    present = parts["word"].lower().split()[-1] in ("now", "currently", "presently", "present", "moment")
    return _one(frame.today) if present else None


def _holiday(parts: dict[str, str], frame: Frame) -> Value | None:
    row = HOLIDAYS[parts["name"]]
    if "year" in parts:
        return _one(calendar.feast(row["rule"], int(parts["year"])), "stated")
    if frame.today is None:
        return None
    days = [calendar.feast(row["rule"], frame.today.year + n) for n in (-1, 0, 1)]
    known = [d for d in days if d]
    today = frame.today
    if frame.direction == "future" or parts.get("rel", "").lower() == "next":
        return _one(next((d for d in known if d >= today), None))
    past = [d for d in known if d <= today]
    if frame.direction == "near" and parts.get("rel", "").lower() != "last":
        return _one(min(known, key=lambda d: abs((d - today).days)))
    return _one(past[-1] if past else None)


def _boundary(parts: dict[str, str], frame: Frame) -> Value | None:
    if frame.today is None:
        return None
    edge = parts["edge"].lower()
    name = UNITS[parts["unit"].lower()] if "unit" in parts else edge.replace("-", " ").split()[0]
    shift = {"last": -1, "next": 1}.get(parts.get("rel", "").lower(), 0)
    stretch = calendar.covering(name, frame.today, shift)
    return _edged(stretch, edge, "range", "relative")


_RESOLVERS: dict[str, Callable[[dict[str, str], Frame], Value | None]] = {
    "day": _day, "day_range": _day_range, "month": _month, "month_range": _month_range, "iso": _iso, "numeric": _numeric,
    "year": _year, "year_range": _year_range, "decade": _decade, "century": _century, "quarter": _quarter, "season": _season,
    "weekday": _weekday, "deictic": _deictic, "unit": _unit, "stretch": _stretch, "ago": _ago, "offset": _offset, "clock": _clock,
    "reference": _reference, "holiday": _holiday, "boundary": _boundary,
}  # fmt: skip
